//! The choices that come from the case and the directory: services, officers, wards, open parts.

use domain::calendar::long_date;
use domain::enquiries::{Kind, PromiseOutcome};

use super::ask::Asking;
use super::offer::{Offer, long};
use super::{AnswerForm, Choice};

impl Asking<'_> {
    fn offer(&self) -> Offer<'_> {
        Offer::new(self.council, self.today)
    }

    pub(super) fn services(&self) -> AnswerForm {
        self.offer().services()
    }

    pub(super) fn wards(&self) -> AnswerForm {
        self.offer().wards()
    }

    pub(super) fn partners(&self) -> AnswerForm {
        self.offer().partners()
    }

    /// Services and teams, marked by their noun.
    pub(super) fn desks(&self) -> AnswerForm {
        self.offer().desks()
    }

    /// The officers of the service that has it; of every service where none has.
    pub(super) fn officers(&self) -> AnswerForm {
        let service = self.state.and_then(|state| state.desk_service());
        self.offer().officers_of(service)
    }

    /// Every service, and the officers of the service that has it.
    pub(super) fn contributors(&self) -> AnswerForm {
        let services = self.council.directory.services.on(self.today);
        long(services.map(|s| Choice::new(format!("service:{}", s.id), &*s.name)))
    }

    /// Every member of today with their ward, by appointment.
    pub(super) fn members(&self) -> AnswerForm {
        self.offer().seats()
    }

    /// Promises that are still to be kept. Those that were missed are among them unless the act is to record just
    /// that: they are kept late, or given another date.
    pub(super) fn promises(&self, kind: Kind) -> AnswerForm {
        let kept = self.parts(|state| {
            let promises = state.promises.iter();
            let fit = promises.filter_map(|promise| match promise.outcome {
                PromiseOutcome::Open => Some((promise, "")),
                PromiseOutcome::Missed if kind != Kind::MissPromise => {
                    Some((promise, ", which was missed"))
                }
                PromiseOutcome::Missed | PromiseOutcome::Kept => None,
            });
            fit.map(|(promise, missed)| {
                let label = format!("the promise for {}{missed}", long_date(promise.due));
                (promise.part.as_str().to_owned(), label)
            })
            .collect()
        });
        AnswerForm::One(kept)
    }

    /// Contributions that are awaited.
    pub(super) fn awaited(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            let awaited = state.contributions.iter().filter(|c| c.given.is_none());
            awaited
                .map(|c| {
                    (
                        c.part.as_str().to_owned(),
                        format!("the part asked for by {}", c.due),
                    )
                })
                .collect()
        }))
    }

    /// Partners who have not answered.
    pub(super) fn asked_partners(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            let open = state.partners.iter().filter(|asking| !asking.answered);
            open.map(|asking| {
                let partner = self.council.directory.partners.latest(&asking.partner);
                let name = partner
                    .map_or(asking.partner.as_str(), |p| &p.name)
                    .to_owned();
                (asking.part.as_str().to_owned(), name)
            })
            .collect()
        }))
    }

    /// Messages and answers that stand.
    pub(super) fn messages(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            let standing = state
                .messages
                .iter()
                .filter(|m| !m.recalled && m.by == *self.person);
            standing
                .rev()
                .map(|m| (m.part.as_str().to_owned(), (self.words)(&m.words)))
                .collect()
        }))
    }

    /// Files in view.
    pub(super) fn files(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            let shown = state.files.iter().filter(|file| !file.removed);
            shown
                .map(|file| (file.part.as_str().to_owned(), (self.words)(&file.name)))
                .collect()
        }))
    }

    /// Linked enquiries.
    pub(super) fn links(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            state
                .links
                .iter()
                .map(|link| (link.to_string(), link.to_string()))
                .collect()
        }))
    }

    /// Readers that were added.
    pub(super) fn added_readers(&self) -> AnswerForm {
        AnswerForm::One(self.parts(|state| {
            let shared = state.shared.iter();
            shared
                .map(|(token, _)| (token.as_str().to_owned(), token.to_string()))
                .collect()
        }))
    }

    fn parts(
        &self,
        of: impl FnOnce(&domain::enquiries::State) -> Vec<(String, String)>,
    ) -> Vec<Choice> {
        let parts = self.state.map(of).unwrap_or_default();
        parts
            .into_iter()
            .map(|(value, label)| Choice::new(value, short(label)))
            .collect()
    }
}

fn short(label: String) -> String {
    match label.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &label[..at]),
        None => label,
    }
}
