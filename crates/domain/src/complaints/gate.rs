//! Who may do what with a complaint now, from the case, the person and the rules alone.

use super::command::Kind;
use super::readers::{basis, note_readers, readers};
use super::state::{Standing, State};
use super::{clock, rules};
use crate::access::Token;
use crate::calendar::local_date;
use crate::clock::TargetName;
use crate::directory::RoleKind;
use crate::enforcement::{self, Unmet};
use crate::enquiries::JOBS;
use crate::protocol::complaints::ComplaintSaying;
use crate::register::{Context, kept};
use crate::verdict::{Basis, Cited, Gate, Refusal};

/// The setting by which the resident is told of each change of who deals with it.
pub const MANY: &str = "complaints-tell-each-change";

/// Whether a kind of act is open to the actor now.
pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (None, Kind::Log) => log(cx),
        (Some(state), kind) if kind != Kind::Log => Facts { state, cx }.gate(kind),
        _ => Gate::Hidden,
    }
}

fn is_jobs(cx: &Context<'_>) -> bool {
    cx.actor.person().as_str() == JOBS && cx.actor.visible.tokens().len() == 0
}

/// Every officer may log what a resident complains of.
fn log(cx: &Context<'_>) -> Gate {
    let today = local_date(cx.now);
    let mut posts = cx
        .council
        .directory
        .appointments_of(cx.actor.person(), today);
    let officer = posts.any(|post| RoleKind::is_for_officers(post.role.kind()));
    if officer || is_jobs(cx) {
        let mut cites = vec![Cited::new("officers log complaints".to_owned(), basis())];
        let rules = cx.council.protocol_on(today);
        let rules = rules.map(|p| p.complaints_on(today, &cx.council.settings));
        let logged = rules.and_then(|rules| rules.says(ComplaintSaying::Logged).cloned());
        cites.extend(logged.map(|l| Cited::new("every complaint is logged".to_owned(), l.basis)));
        return Gate::allowed(cites);
    }
    Gate::Refused(Refusal {
        basis: basis(),
        why: "A complaint is logged by an officer.".to_owned(),
        way_on: vec![
            "Raise an enquiry: where it is really a complaint, it is handed over with its received time."
                .to_owned(),
            "A resident can complain to the council directly.".to_owned(),
        ],
    })
}

/// What a gate looks at.
pub(super) struct Facts<'a> {
    pub(super) state: &'a State,
    pub(super) cx: &'a Context<'a>,
}

impl Facts<'_> {
    fn team(&self) -> bool {
        self.cx.actor.visible.has(&Token::team(&self.state.team))
    }

    fn deals(&self) -> bool {
        self.team()
            || self
                .cx
                .actor
                .visible
                .may_read(&note_readers(self.state))
                .is_some()
    }

    fn gate(&self, kind: Kind) -> Gate {
        let (state, visible) = (self.state, &self.cx.actor.visible);
        if state.denied.contains(self.cx.actor.person()) {
            return Gate::Hidden;
        }
        let jobs = is_jobs(self.cx);
        if kind == Kind::Judge {
            let owed = jobs && !clock::pins(state, self.cx.council, self.cx.now).is_empty();
            return match (jobs, owed) {
                (false, _) => Gate::Hidden,
                (true, true) => allowed(kind),
                (true, false) => self.not_now("Nothing is left to be pinned."),
            };
        }
        if kind == Kind::Erase {
            return kept::gate(self.cx);
        }
        let reads = visible.may_read(&readers(state)).is_some();
        if jobs || !reads || (kind == Kind::Note && !self.deals()) {
            return Gate::Hidden;
        }
        let theirs = match kind {
            Kind::NextStage | Kind::AskOmbudsman | Kind::DecideOmbudsman => self.team(),
            _ => self.deals(),
        };
        if !theirs {
            return Gate::Refused(Refusal {
                basis: basis(),
                why: format!(
                    "“{}” is for those who deal with the complaint.",
                    kind.label()
                ),
                way_on: Vec::new(),
            });
        }
        match self.unmet(kind) {
            Some(why) => self.not_now(why),
            None => {
                let office = enforcement::overrides(visible);
                let cites = vec![Cited::new(kind.label().to_owned(), self.ground(kind))];
                enforcement::gate(&self.duties_unmet(kind), office, cites)
            }
        }
    }

    fn not_now(&self, why: &str) -> Gate {
        Gate::Refused(Refusal {
            basis: basis(),
            why: why.to_owned(),
            way_on: Vec::new(),
        })
    }

    /// What stands in the way of an act as the case stands.
    fn unmet(&self, kind: Kind) -> Option<&'static str> {
        let state = self.state;
        let open = state.is_open();
        let (no, why) = match kind {
            Kind::Acknowledge => (
                !open || state.last_stage().acknowledged,
                "Nothing is left to be acknowledged.",
            ),
            Kind::Allocate | Kind::Extend | Kind::Answer => (!open, "No answer is owed now."),
            Kind::TellHandler => (
                state.handler.is_none() || state.told_change || state.is_closed(),
                "There is nobody new of whom the resident would be told.",
            ),
            Kind::NextStage => (
                state.standing != Standing::Answered,
                "The next stage begins after an answer.",
            ),
            Kind::AskOmbudsman => (
                open || state.ombudsman == Some(None),
                "The Ombudsman comes after the council’s own answer.",
            ),
            Kind::DecideOmbudsman => (
                state.standing != Standing::Ombudsman,
                "The Ombudsman does not have it.",
            ),
            Kind::ChangePermits => (
                state.holder.is_none(),
                "It was no member’s enquiry: there is nobody who could follow it.",
            ),
            Kind::Close => (state.is_closed(), "It is closed."),
            _ => (false, ""),
        };
        no.then_some(why)
    }

    /// The ground of an act: what the text says of it, where it says something.
    fn ground(&self, kind: Kind) -> Basis {
        let rules = rules(self.state, self.cx.council);
        let says = |saying| rules.says(saying).map(|held| held.basis.clone());
        let stage = |field| rules.basis(self.state.stage(), field).cloned();
        let ground = match kind {
            Kind::Acknowledge => stage("acknowledge"),
            Kind::Allocate | Kind::TellHandler => says(ComplaintSaying::HandlerTold),
            Kind::Extend => says(ComplaintSaying::Reasons),
            Kind::Answer => stage("n"),
            _ => None,
        };
        ground.unwrap_or_else(basis)
    }

    /// Whether the resident is still to be told who deals with it: once, or at each change where the
    /// council chose so.
    pub(super) fn owes_handler(&self) -> bool {
        let today = local_date(self.cx.now);
        let each = self.cx.council.settings.value(MANY, today);
        let each = each.is_some_and(|each| each.value == "yes");
        let state = self.state;
        state.handler.is_some() && (!state.told_handler || (each && !state.told_change))
    }

    /// Whether the time of the stage has passed and the resident was not told why it takes longer.
    pub(super) fn owes_reasons(&self) -> bool {
        let running = clock::clock(self.state, self.cx.council, self.cx.now);
        let today = local_date(self.cx.now);
        let target = running
            .targets
            .iter()
            .find(|t| t.name == TargetName::Answer);
        target.is_some_and(|target| today > target.due) && !self.state.last_stage().longer_told
    }

    /// The duties of the protocol that an answer does not meet as the case stands.
    pub(super) fn duties_unmet(&self, kind: Kind) -> Vec<Unmet> {
        if kind != Kind::Answer {
            return Vec::new();
        }
        let rules = rules(self.state, self.cx.council);
        let unmet = |saying, owed: bool, question: &str, why: &str, way_on: &str| {
            let held = rules.says(saying).filter(|_| owed)?.clone();
            Some(Unmet {
                held,
                question: question.to_owned(),
                why: why.to_owned(),
                way_on: vec![way_on.to_owned()],
            })
        };
        let handler = unmet(
            ComplaintSaying::HandlerTold,
            self.owes_handler(),
            "Why was the resident not told who deals with it?",
            "The resident has not been told who deals with it.",
            "Tell the resident who deals with it, and record that.",
        );
        let reasons = unmet(
            ComplaintSaying::Reasons,
            self.owes_reasons(),
            "Why was the resident not told why it takes longer?",
            "The time has passed, and the resident has not been told why it takes longer.",
            "Record until when it takes, with the reasons that the resident was told.",
        );
        [handler, reasons].into_iter().flatten().collect()
    }
}

fn allowed(kind: Kind) -> Gate {
    Gate::allowed(vec![Cited::new(kind.label().to_owned(), basis())])
}
