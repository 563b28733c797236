//! How the work on an enquiry is told: parts, messages, answers, promises, closing.

use jiff::civil::Date;

use super::words::closure;
use super::{Entry, Tell};
use crate::enquiries::event::{
    AnswerKind, Approach, Closer, Contributor, Desk, Event, FileReaders, Side,
};
use crate::enquiries::sentence::day;

impl Tell<'_> {
    pub(super) fn parts(&self, event: &Event, on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::BurdenRaised(raised) => {
                let (relation, who) = raised.to.parts();
                let person = who.parse().ok().filter(|_| relation == "person");
                let to = person.map_or("those answerable for the service".to_owned(), |person| {
                    self.name(&person, on)
                });
                entry.what = format!("raised it with {to} as a disproportionate burden");
                entry.basis = Some(raised.basis.clone());
                entry.words.push(("why", raised.words.clone()));
            }
            Event::BurdenDiscussed(discussed) => {
                let approach = match discussed.approach {
                    Approach::Narrowed => "a smaller question",
                    Approach::Phased => "an answer in steps",
                    Approach::Meeting => "a meeting",
                    Approach::None => "no approach found",
                };
                let agreed = if discussed.agreed {
                    "agreed"
                } else {
                    "not agreed"
                };
                entry.what = format!("talked over how to answer: {approach}, {agreed}");
                entry.words.push(("said", discussed.words.clone()));
            }
            Event::ContributionAsked(asked) => {
                let of = match &asked.of {
                    Contributor::Service(service) => self.desk(&Desk::Service(service.clone()), on),
                    Contributor::Person(person) => self.name(person, on),
                };
                entry.what = format!("asked {of} for a part by {}", day(asked.due));
                entry.part = Some(asked.part.clone());
                entry.words.push(("asked of them", asked.about.clone()));
            }
            Event::ContributionGiven(given) => {
                entry.what = "gave the part that was asked for".to_owned();
                entry.part = Some(given.part.clone());
                entry.words.push(("their part", given.words.clone()));
            }
            Event::ContributionWithdrawn(part) => {
                entry.what = "no longer needs the part that was asked for".to_owned();
                entry.part = Some(part.part.clone());
            }
            Event::PartnerAsked(asked) => {
                let partner = self.council.directory.partners.ever(&asked.partner, on);
                let name = partner.map_or_else(|| asked.partner.to_string(), |p| p.name.clone());
                entry.what = format!("asked {name} for an answer by {}", day(asked.due));
                entry.part = Some(asked.part.clone());
                entry.words.push(("contact", asked.contact.clone()));
                entry.words.push(("asked of them", asked.about.clone()));
            }
            Event::PartnerAnswered(answered) => {
                entry.what = "recorded the partner’s answer".to_owned();
                entry.part = Some(answered.part.clone());
                entry.words.push(("their answer", answered.words.clone()));
            }
            Event::Noted(noted) => {
                entry.what = "wrote an internal note".to_owned();
                entry.internal = true;
                entry.part = Some(noted.part.clone());
                entry.words.push(("note", noted.words.clone()));
            }
            Event::MessageSent(sent) => {
                entry.what = match sent.from {
                    Side::Member => "wrote to the officers",
                    Side::Officers => "wrote to the member",
                }
                .to_owned();
                entry.part = Some(sent.part.clone());
                entry.words.push(("message", sent.words.clone()));
            }
            Event::MessageRecalled(part) => {
                entry.what = "called back what they had just sent".to_owned();
                entry.part = Some(part.part.clone());
            }
            Event::FileAdded(added) => {
                entry.what = "added a file".to_owned();
                entry.internal = added.readers == FileReaders::Internal;
                entry.part = Some(added.part.clone());
                entry.words.push(("file", added.name.clone()));
            }
            Event::FileRemoved(part) => {
                entry.what = "removed a file".to_owned();
                entry.part = Some(part.part.clone());
            }
            // A template is how a reply was made, not what was done.
            _ => return false,
        }
        true
    }

    pub(super) fn ending(&self, event: &Event, _on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::Answered(answered) => {
                let kind = match answered.answer {
                    AnswerKind::Full => "answered",
                    AnswerKind::WorksProgrammed => "answered: works are programmed",
                    AnswerKind::Refused => "answered: refused, with the reason",
                    AnswerKind::PassedOn => "answered: somebody else has it now",
                    AnswerKind::NoAction => "answered: nothing will be done, with the reason",
                };
                entry.what = match answered.works_on {
                    Some(on) => format!("{kind} for {}", day(on)),
                    None => kind.to_owned(),
                };
                entry.part = Some(answered.part.clone());
                entry.words.push(("answer", answered.words.clone()));
                let forward = answered.forward.clone();
                entry.words.extend(forward.map(|w| ("for the resident", w)));
            }
            Event::PromiseMade(made) => {
                entry.what = format!("made a promise for {}", day(made.due));
                entry.part = Some(made.part.clone());
                entry.words.push(("promise", made.words.clone()));
            }
            Event::PromiseKept(part) => {
                entry.what = "kept the promise".to_owned();
                entry.part = Some(part.part.clone());
            }
            Event::PromiseMissed(missed) => {
                let opens = if missed.reopens {
                    "; the enquiry is open again"
                } else {
                    ""
                };
                entry.what = format!("the promise’s date passed unkept{opens}");
                entry.part = Some(missed.part.clone());
            }
            Event::PromiseMoved(moved) => {
                entry.what = format!("moved the promise to {}", day(moved.to));
                entry.part = Some(moved.part.clone());
                entry.words.push(("why", moved.why.clone()));
            }
            Event::Closed(closed) => {
                let how = closure(closed.ending);
                entry.what = match closed.by {
                    Closer::Setting => format!("closed by the council’s setting: {how}"),
                    Closer::Member | Closer::Officer => format!("closed it: {how}"),
                };
                entry.basis = Some(closed.basis.clone());
                entry.words.extend(closed.why.clone().map(|w| ("why", w)));
            }
            Event::Reopened(said) => {
                entry.what = "opened it again".to_owned();
                entry.words.push(("why", said.words.clone()));
            }
            Event::FollowedUp(said) => {
                entry.what = "followed up".to_owned();
                entry.part = Some(said.part.clone());
                entry.words.push(("message", said.words.clone()));
            }
            Event::Rated(rated) => {
                let yes = |yes| if yes { "yes" } else { "no" };
                entry.what = format!(
                    "said whether it was answered ({}) and useful ({})",
                    yes(rated.answered),
                    yes(rated.useful)
                );
            }
            _ => return false,
        }
        true
    }
}
