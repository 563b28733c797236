//! A deed of the story as an act with its words, and who does it.

use domain::calendar::Receipt;
use domain::clock::Unit;
use domain::council::Council;
use domain::directory::Appointment;
use domain::enquiries::command::{Act, CorrectionGiven, FileGiven, Hold, ShareWith};
use domain::enquiries::event::{AnswerKind, Contributor, Desk, FileReaders};
use domain::enquiries::{Enquiries, Kind, PromiseOutcome, State};
use domain::ids::{AppointmentId, PartId, PersonId, ServiceId};
use domain::templates::Use;
use jiff::civil::Date;

use super::super::SEED;
use super::super::council::persona;
use super::super::deed::Deed;
use super::super::dice::Dice;
use super::super::fate::{self, Fate};
use super::super::paper::paper;
use super::words::{answer, said};
use super::{Step, Story, Told};
use crate::acts::Wanted;
use crate::operations::{ActError, Erasable, Options, Subject, ToErase};

/// What is said where a duty asks why.
const WHY: &str = "It was settled with the member on the telephone.";

/// The lines of the paper that an officer adds.
const SEEN: [&str; 2] = [
    "Seen with the resident, by daylight.",
    "Three pictures were taken; they are kept with the works order.",
];

impl Story<'_> {
    /// Does one thing with an enquiry, if whoever would do it still can.
    pub(super) async fn deed(&mut self, told: usize, deed: Deed) -> anyhow::Result<()> {
        let Some(doer) = self.doer(told, deed).await? else {
            return Ok(());
        };
        let actor = self.operations.actor(&doer, None).await?;
        let reference = self.told[told].reference.clone();
        if deed == Deed::Erase {
            let what = ToErase {
                reference,
                which: Erasable::All,
                ground: "UK GDPR, Article 17".to_owned(),
            };
            let erased = self
                .operations
                .erase_words(&actor, what, Options::default());
            return Ok(erased.await.map(drop)?);
        }
        let Some(wanted) = self.wanted(told, deed, &doer).await? else {
            return Ok(());
        };
        let subject = Subject::Case(reference);
        let why = Some(WHY.to_owned());
        let done = self
            .operations
            .enquiry_act(&actor, subject, wanted, why, Options::default())
            .await;
        match done {
            Ok(_) => self.follow(told, deed, &doer).await,
            // A case that has ended, or that has moved out of this person's sight, needs nothing more.
            Err(ActError::NotFound) => Ok(()),
            Err(ActError::Rejected(domain::verdict::Rejection::Refused(_))) => Ok(()),
            Err(ActError::Rejected(_)) if deed.may_come_too_late() => Ok(()),
            Err(other) => Err(other.into()),
        }
    }

    /// What a deed brings with it.
    async fn follow(&mut self, told: usize, deed: Deed, doer: &PersonId) -> anyhow::Result<()> {
        match deed {
            Deed::Slip => {
                let soon = self.operations.now() + jiff::SignedDuration::from_mins(2);
                self.plan(soon, Step::Deed(told, Deed::CallBack));
                Ok(())
            }
            Deed::Split => {
                let state = self.state(told, doer).await?;
                let Some(reference) = state.and_then(|state| state.links.last().cloned()) else {
                    return Ok(());
                };
                let from = &self.told[told];
                let part = Told {
                    reference,
                    member: from.member.clone(),
                    service: from.service.clone(),
                    matter: from.matter.clone(),
                    before: Some(told),
                    on_desk: false,
                };
                self.told.push(part);
                let mut dice = Dice::new(SEED, format!("split from {told}"));
                let steps = fate::steps(Fate::InTime, &mut dice);
                self.foretell(self.told.len() - 1, steps, &mut dice).await
            }
            _ => Ok(()),
        }
    }

    /// Who does it: the member, an officer of the service, or who else it falls to.
    async fn doer(&self, told: usize, deed: Deed) -> anyhow::Result<Option<PersonId>> {
        let case = &self.told[told];
        if deed.is_the_members() {
            return Ok(Some(case.member.clone()));
        }
        let council = self.operations.council().await?;
        let today = self.operations.today();
        Ok(match deed {
            Deed::Route => contact_centre(&council, today),
            Deed::Erase => persona("monitoring-officer"),
            Deed::GivePart => officers(&council, &helping(case), today)
                .first()
                .map(|officer| officer.person.clone()),
            _ if case.on_desk => persona("officer"),
            _ => {
                let service = case.service.as_ref();
                let officers = service.map(|service| officers(&council, service, today));
                let mut dice = Dice::new(SEED, format!("officer of {told}"));
                let one = dice.one(officers.as_deref().unwrap_or_default());
                one.map(|officer| officer.person.clone())
            }
        })
    }

    /// The enquiry as somebody reads it; none where they do not.
    async fn state(&self, told: usize, who: &PersonId) -> anyhow::Result<Option<State>> {
        let visible = self.operations.visible(who).await?;
        let reference = &self.told[told].reference;
        match self.operations.case::<Enquiries>(reference, &visible).await {
            Ok(case) => Ok(Some(case.state)),
            Err(ActError::NotFound) => Ok(None),
            Err(other) => Err(other.into()),
        }
    }

    /// A part of an enquiry as somebody reads it; where there is none, one that deciding refuses.
    async fn part(
        &self,
        told: usize,
        who: &PersonId,
        find: impl Fn(&State) -> Option<PartId>,
    ) -> anyhow::Result<PartId> {
        let state = self.state(told, who).await?;
        let found = state.and_then(|state| find(&state));
        Ok(found.unwrap_or("none".parse()?))
    }

    /// The act with its words; none where there is nothing to do.
    async fn wanted(
        &self,
        told: usize,
        deed: Deed,
        doer: &PersonId,
    ) -> anyhow::Result<Option<Wanted>> {
        if let Some(kind) = joining(deed) {
            return Ok(self.beside(told, kind));
        }
        let act = match self.with_part(told, deed, doer).await? {
            Some(act) => Some(act),
            None => self.act(told, deed, doer).await?,
        };
        Ok(act.map(Wanted::Act))
    }

    /// An act that names the enquiry before.
    fn beside(&self, told: usize, kind: Kind) -> Option<Wanted> {
        let case = &self.told[told];
        let before = &self.told[case.before?];
        let answer = (kind == Kind::AnswerTogether)
            .then(|| Box::new(answer(&case.matter, AnswerKind::Full, None)));
        Some(Wanted::Beside(kind, vec![before.reference.clone()], answer))
    }

    /// An act on a part of the enquiry.
    async fn with_part(
        &self,
        told: usize,
        deed: Deed,
        doer: &PersonId,
    ) -> anyhow::Result<Option<Act>> {
        let promise = |state: &State| {
            let mut promises = state.promises.iter();
            let open = promises.find(|promise| promise.outcome != PromiseOutcome::Kept);
            Some(open?.part.clone())
        };
        let awaited = |state: &State| Some(state.awaited().next()?.part.clone());
        let asked = |state: &State| {
            let mut asked = state.partners.iter();
            Some(asked.find(|asking| !asking.answered)?.part.clone())
        };
        let message = |state: &State| Some(state.messages.last()?.part.clone());
        let file = |state: &State| Some(state.files.last()?.part.clone());
        Ok(Some(match deed {
            Deed::Keep => Act::KeepPromise {
                part: self.part(told, doer, promise).await?,
            },
            Deed::Postpone => Act::MovePromise {
                part: self.part(told, doer, promise).await?,
                to: self.days_on(40).await?,
                why: "The frost has put the works back by three weeks.".to_owned(),
            },
            Deed::GivePart => Act::Contribute {
                part: self.part(told, doer, awaited).await?,
                words: "Nothing of ours stands in the way: there is no order and no works there."
                    .to_owned(),
            },
            Deed::DropPart => Act::WithdrawContribution {
                part: self.part(told, doer, awaited).await?,
            },
            Deed::HearPartner => Act::RecordPartnerAnswer {
                part: self.part(told, doer, asked).await?,
                words: "They have looked at it and will deal with their side this month."
                    .to_owned(),
            },
            Deed::CallBack => Act::Recall {
                part: self.part(told, doer, message).await?,
                opened: false,
            },
            Deed::TakeFileOut => Act::RemoveFile {
                part: self.part(told, doer, file).await?,
            },
            _ => return Ok(None),
        }))
    }

    /// So many working days from today.
    async fn days_on(&self, days: u32) -> anyhow::Result<Date> {
        let council = self.operations.council().await?;
        let today = Receipt::On(self.operations.today());
        Ok(council.calendar.due(today, Unit::WorkingDay, days).date)
    }

    async fn act(&self, told: usize, deed: Deed, doer: &PersonId) -> anyhow::Result<Option<Act>> {
        let case = &self.told[told];
        Ok(Some(match deed {
            Deed::Hold(days) => Act::Hold(Hold {
                why: case.matter.hold.clone(),
                doing: case.matter.doing.clone(),
                until: self.days_on(days).await?,
                liaised: days % 2 == 0,
                template: self.template(case, Use::Hold).await?,
            }),
            Deed::Acknowledge => Act::Acknowledge {
                handler: Some(doer.clone()),
                words: None,
                template: self.template(case, Use::Acknowledge).await?,
            },
            Deed::Contest => Act::ContestDate {
                wants: Some(self.days_on(2).await?),
                words: Some("The family cannot wait so long.".to_owned()),
            },
            Deed::Answer => {
                let due = self.days_on(25).await?;
                Act::Answer(answer(&case.matter, AnswerKind::Full, Some(due)))
            }
            Deed::AnswerAs(kind) => {
                let due = self.days_on(15).await?;
                let dated = kind == AnswerKind::WorksProgrammed;
                let mut answer = answer(&case.matter, kind, None);
                answer.works_on = dated.then_some(due);
                if dated {
                    let works = "Carry out the works named in this answer".to_owned();
                    answer.promises = vec![(works, due)];
                }
                Act::Answer(answer)
            }
            Deed::Route => return self.route(told).await,
            Deed::NotOurs => Act::SayNotOurs {
                partner: "county-highways".parse()?,
                reference: Some(format!("CH-{}", 40_000 + told * 3)),
                told: "The land is the county’s: its highways desk has it under that number."
                    .to_owned(),
            },
            Deed::PassOn => Act::Reassign {
                to: match &case.service {
                    Some(service) => Desk::Service(service.clone()),
                    None => return Ok(None),
                },
                handler: self.colleague(told, doer).await?,
            },
            Deed::AskPart => Act::AskContribution {
                of: Contributor::Service(helping(case)),
                about: "Is anything of yours planned there, or in the way?".to_owned(),
                due: self.days_on(3).await?,
            },
            Deed::AskPartner => Act::AskPartner {
                partner: "fenwater".parse()?,
                contact: "Network control".to_owned(),
                about: "Can you look at your side of it, and by when?".to_owned(),
                due: self.days_on(8).await?,
            },
            Deed::File => Act::AddFile(FileGiven {
                name: "visit.pdf".to_owned(),
                media: "application/pdf".to_owned(),
                bytes: paper("What was seen at the visit", &SEEN)?,
                readers: FileReaders::All,
            }),
            Deed::Share => match self.ward_colleague(case).await? {
                Some(colleague) => Act::AddReader {
                    reader: ShareWith::Member(colleague),
                },
                None => return Ok(None),
            },
            Deed::Unshare => match self
                .state(told, doer)
                .await?
                .and_then(|s| s.shared.last().cloned())
            {
                Some((reader, _)) => Act::RemoveReader { reader },
                None => return Ok(None),
            },
            Deed::KeepOut => match self.colleague(told, doer).await? {
                Some(person) => Act::DenyReader {
                    person,
                    why: "They live next door.".to_owned(),
                },
                None => return Ok(None),
            },
            Deed::CorrectReceipt => {
                let day = self
                    .state(told, doer)
                    .await?
                    .map(|state| state.received.date());
                let Some(day) = day else { return Ok(None) };
                let before = day.yesterday()?;
                Act::Correct {
                    now: CorrectionGiven::Received(Receipt::On(before)),
                    why: "It came in with the evening’s post of the day before.".to_owned(),
                }
            }
            other => return Ok(said(other, told)),
        }))
    }

    /// What the contact centre does: it sends the enquiry to its service, or names the body whose it is.
    async fn route(&self, told: usize) -> anyhow::Result<Option<Act>> {
        let case = &self.told[told];
        if let Some(to) = case.service.clone() {
            return Ok(Some(Act::Route { to }));
        }
        let council = self.operations.council().await?;
        let found = council
            .directory
            .find(&case.matter.about, self.operations.today());
        Ok(Some(match found.partners.into_iter().next() {
            Some(hit) => Act::SayNotOurs {
                partner: hit.partner,
                reference: None,
                told: "This is not the council’s: they have your words and will write to you."
                    .to_owned(),
            },
            None => Act::Note {
                words: "No service fits yet.".to_owned(),
            },
        }))
    }

    /// The first template that is offered for a reply.
    async fn template(&self, case: &Told, to: Use) -> anyhow::Result<Option<String>> {
        let templates = self.operations.templates().await?;
        let offered = templates.offered(case.service.as_ref(), to);
        Ok(offered.first().map(|template| template.id.to_string()))
    }

    /// Another officer of the service.
    async fn colleague(&self, told: usize, doer: &PersonId) -> anyhow::Result<Option<PersonId>> {
        let Some(service) = self.told[told].service.as_ref() else {
            return Ok(None);
        };
        let council = self.operations.council().await?;
        let all = officers(&council, service, self.operations.today());
        let handler = self
            .state(told, doer)
            .await?
            .and_then(|state| state.handler);
        let mut others = all.into_iter().map(|officer| &officer.person);
        let other = others.find(|other| *other != doer && Some(*other) != handler.as_ref());
        Ok(other.cloned())
    }

    /// The seat of another member of the same ward.
    async fn ward_colleague(&self, case: &Told) -> anyhow::Result<Option<AppointmentId>> {
        let council = self.operations.council().await?;
        let today = self.operations.today();
        let Some(seat) = super::seat(&council, &case.member, today) else {
            return Ok(None);
        };
        let role = council
            .directory
            .appointment(&seat)
            .map(|seat| seat.role.clone());
        let held = role.map(|role| council.directory.in_office(&role, today));
        let mut others = held.into_iter().flatten().filter(|other| other.id != seat);
        Ok(others.next().map(|other| other.id.clone()))
    }
}

/// The kind of a deed that names the enquiry before.
fn joining(deed: Deed) -> Option<Kind> {
    Some(match deed {
        Deed::Link => Kind::Link,
        Deed::Unlink => Kind::Unlink,
        Deed::Merge => Kind::Merge,
        Deed::Join => Kind::JoinCampaign,
        Deed::Together => Kind::AnswerTogether,
        _ => return None,
    })
}

/// Somebody of the contact centre.
pub(super) fn contact_centre(council: &Council, on: Date) -> Option<PersonId> {
    let team = "contact-centre".parse().ok()?;
    let holders = council
        .directory
        .holders_of(&domain::access::Token::team(&team), on);
    holders.into_iter().next()
}

fn officers<'c>(council: &'c Council, service: &ServiceId, on: Date) -> Vec<&'c Appointment> {
    council.directory.officers_of(service, on)
}

/// The service that is asked for a part of an answer: another than the one that has it.
fn helping(case: &Told) -> ServiceId {
    let trees: ServiceId = "trees".parse().expect("a service of the demo");
    if case.service.as_ref() == Some(&trees) {
        return "property".parse().expect("a service of the demo");
    }
    trees
}
