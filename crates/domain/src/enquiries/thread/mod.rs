//! An enquiry as it happened, told entry by entry for a page: who, when, what in plain words, on which
//! basis, and where the words are kept. What a reader may not see is left out, not blanked.

mod elsewhere;
mod words;
mod work;

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{Desk, Event, MovedBy, RaisedBy};
use super::readers::{note_readers, words_readers};
use super::sentence::day;
use super::state::State;
use crate::access::Visible;
use crate::calendar::local_date;
use crate::council::Council;
use crate::ids::{PartId, PersonId};
use crate::register::Recorded;
use crate::verdict::Basis;
use crate::words::Words;
use words::{door, target, verdict};

/// One entry of the thread.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the log.
    pub version: u64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: PersonId,
    /// The event's stable name.
    pub kind: String,
    /// What they did, as words after their name: `sent a holding reply: …`.
    pub what: String,
    /// On which basis, where the event names one.
    pub basis: Option<Basis>,
    /// What was said, each with what it is; empty where it was called back or erased.
    pub words: Vec<(&'static str, Words)>,
    /// The part of the case that it belongs to, for acts on it.
    pub part: Option<PartId>,
    /// For officers only; to be set apart in colour and words.
    pub internal: bool,
    /// Called back by its author.
    pub recalled: bool,
}

/// The thread as one person may read it.
pub fn thread(
    events: &[Recorded<Event>],
    state: &State,
    council: &Council,
    visible: &Visible,
) -> Vec<Entry> {
    let officer = visible.may_read(&note_readers(state)).is_some();
    let reads_words = visible.may_read(&words_readers(state)).is_some();
    let tell = Tell { council };
    let entries = events.iter().filter_map(|recorded| {
        let mut entry = tell.entry(recorded)?;
        if !officer && (entry.internal || tell.is_of_internal(recorded, events)) {
            return None;
        }
        let recalled = |part: &PartId| state.messages.iter().any(|m| &m.part == part && m.recalled);
        entry.recalled = entry.part.as_ref().is_some_and(recalled);
        let removed = |part: &PartId| state.files.iter().any(|f| &f.part == part && f.removed);
        let gone = entry.recalled || entry.part.as_ref().is_some_and(removed) || !reads_words;
        let erased = |words: &Words| state.kept.is_erased(&words.key);
        entry
            .words
            .retain(|(label, words)| !gone && !erased(words) && (officer || !is_internal(label)));
        Some(entry)
    });
    entries.collect()
}

/// Words that officers exchange while they work on an answer are theirs; that they do is not.
fn is_internal(label: &str) -> bool {
    matches!(
        label,
        "asked of them" | "their part" | "their answer" | "contact"
    )
}

struct Tell<'a> {
    council: &'a Council,
}

impl Tell<'_> {
    /// Whether an event erases nothing but what was for officers alone: then that it does is for them too.
    fn is_of_internal(&self, recorded: &Recorded<Event>, events: &[Recorded<Event>]) -> bool {
        let Event::Erased(erased) = &recorded.event else {
            return false;
        };
        let holds = |event: &Event| {
            let contents = event.contents();
            contents
                .iter()
                .any(|words| erased.keys.contains(&words.key))
        };
        let mut held = events.iter().filter(|recorded| holds(&recorded.event));
        held.all(|recorded| self.entry(recorded).is_some_and(|entry| entry.internal))
    }

    fn entry(&self, recorded: &Recorded<Event>) -> Option<Entry> {
        let on = local_date(recorded.at);
        let mut entry = Entry {
            version: recorded.version,
            at: recorded.at,
            by: recorded.actor.clone(),
            kind: recorded.event.name().to_owned(),
            what: String::new(),
            basis: None,
            words: Vec::new(),
            part: None,
            internal: false,
            recalled: false,
        };
        let told = self.opening(&recorded.event, on, &mut entry)
            || self.clock(&recorded.event, on, &mut entry)
            || self.parts(&recorded.event, on, &mut entry)
            || self.ending(&recorded.event, on, &mut entry)
            || self.links(&recorded.event, on, &mut entry)
            || self.access(&recorded.event, on, &mut entry);
        told.then_some(entry)
    }

    fn desk(&self, desk: &Desk, on: Date) -> String {
        let directory = &self.council.directory;
        match desk {
            Desk::Service(service) => directory
                .services
                .ever(service, on)
                .map_or_else(|| service.to_string(), |s| s.name.clone()),
            Desk::Team(team) => directory
                .teams
                .ever(team, on)
                .map_or_else(|| team.to_string(), |t| t.name.clone()),
        }
    }

    fn name(&self, person: &PersonId, on: Date) -> String {
        self.council.directory.name_on(person, on)
    }

    fn opening(&self, event: &Event, on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::Raised(raised) => {
                let how = match raised.raised_by {
                    RaisedBy::Member => "raised the enquiry",
                    RaisedBy::Assistant => "raised the enquiry for the member",
                    RaisedBy::OfficerByTelephone => "recorded what the member asked by telephone",
                    RaisedBy::OfficerInWriting => "recorded what the member wrote",
                    RaisedBy::OfficerInPerson => "recorded what the member asked in person",
                    RaisedBy::TakenOver => "took it over from the council’s former list",
                };
                let received = raised.received.date();
                entry.what = if received == on {
                    how.to_owned()
                } else {
                    format!("{how}, received on {}", day(received))
                };
                entry.words.push(("asked", raised.body.clone()));
            }
            Event::DoorShown(shown) => {
                entry.what = format!("was shown another way ({}) and went on", door(shown.door));
                entry.basis = Some(shown.basis.clone());
            }
            Event::DoorTaken(taken) => {
                let reference = taken.reference.as_ref().map(|r| r.as_str().to_owned());
                let under = reference.map_or(String::new(), |r| format!(" under {r}"));
                entry.what = format!("recorded a {} made beside it{under}", door(taken.door));
            }
            Event::Routed(routed) => {
                let to = self.desk(&routed.to, on);
                entry.what = if routed.past_manager {
                    format!(
                        "sent it to {to}, whose service manager deals with it before the Chief Officer"
                    )
                } else {
                    format!("sent it to {to}")
                };
                entry.basis = Some(routed.basis.clone());
            }
            Event::Reassigned(reassigned) => {
                let to = self.desk(&reassigned.to, on);
                entry.what = match &reassigned.handler {
                    Some(handler) => format!("passed it to {} ({to})", self.name(handler, on)),
                    None => format!("passed it to {to}"),
                };
                entry.basis = Some(reassigned.basis.clone());
            }
            Event::Accepted {} => entry.what = "took it on".to_owned(),
            Event::Returned(returned) => {
                entry.what = format!("sent it back to {}", self.desk(&returned.to, on));
                entry.basis = Some(returned.basis.clone());
                entry.words.push(("why", returned.why.clone()));
            }
            Event::Acknowledged(acknowledged) => {
                entry.what = match &acknowledged.handler {
                    Some(handler) => {
                        format!("acknowledged it: {} deals with it", self.name(handler, on))
                    }
                    None => "acknowledged it".to_owned(),
                };
                let words = acknowledged.words.clone();
                entry.words.extend(words.map(|words| ("told", words)));
            }
            _ => return false,
        }
        true
    }

    fn clock(&self, event: &Event, _on: Date, entry: &mut Entry) -> bool {
        match event {
            Event::Held(held) => {
                let late = if held.late {
                    ", after the date it should have met"
                } else {
                    ""
                };
                let talked = if held.liaised {
                    ", talked over with the member"
                } else {
                    ""
                };
                entry.what = format!(
                    "sent a holding reply: the full answer by {}{talked}{late}",
                    day(held.until)
                );
                entry.words.push(("why", held.why.clone()));
                entry.words.push(("what is being done", held.doing.clone()));
            }
            Event::LatenessExplained(explained) => {
                entry.what = "told why the answer came late".to_owned();
                entry.words.push(("why", explained.words.clone()));
            }
            Event::DateAgreed {} => entry.what = "agreed to the date".to_owned(),
            Event::DateContested(contested) => {
                entry.what = match contested.wants {
                    Some(wants) => format!("did not agree to the date and wants {}", day(wants)),
                    None => "did not agree to the date".to_owned(),
                };
                entry
                    .words
                    .extend(contested.words.clone().map(|w| ("said", w)));
            }
            Event::SecondStageAsked(said) => {
                entry.what = "asked for a second stage".to_owned();
                entry.words.push(("why", said.words.clone()));
            }
            Event::SecondStageAgreed {} => entry.what = "agreed to a second stage".to_owned(),
            Event::SecondStageRefused {} => entry.what = "refused a second stage".to_owned(),
            Event::MemberAsked(said) => {
                entry.what = "asked the member".to_owned();
                entry.words.push(("asked", said.words.clone()));
            }
            Event::MemberReplied(said) => {
                entry.what = "replied".to_owned();
                entry.words.push(("replied", said.words.clone()));
            }
            Event::Chased {} => entry.what = "asked how it stands".to_owned(),
            Event::ClassChanged(changed) => {
                entry.what = match changed.urgent {
                    Some(_) => "marked it as urgent",
                    None => "took the mark of urgency off",
                }
                .to_owned();
                entry.words.push(("why", changed.why.clone()));
            }
            Event::ClockMoved(moved) => {
                let date = |date: Option<Date>| date.map_or("none".to_owned(), day);
                let cause = match moved.cause {
                    MovedBy::Calendar => "the calendar was amended",
                    MovedBy::Correction => "the receipt was corrected",
                };
                entry.what = format!(
                    "moved the date from {} to {}: {cause}",
                    date(moved.from),
                    date(moved.to)
                );
            }
            Event::Judged(judged) => {
                entry.what = format!(
                    "the clock judged {} of {}: {}",
                    target(judged.target),
                    day(judged.due),
                    verdict(judged.verdict)
                );
            }
            _ => return false,
        }
        true
    }

    fn reader(&self, (relation, what): (&str, &str), on: Date) -> String {
        let directory = &self.council.directory;
        if relation == "ward" {
            let ward = what.parse().ok();
            let ward = ward.and_then(|ward| directory.wards.ever(&ward, on));
            return ward.map_or_else(
                || "the members of the ward".to_owned(),
                |ward| format!("the members for {}", ward.name),
            );
        }
        let appointment = what.parse().ok();
        let appointment = appointment.and_then(|id| directory.appointment(&id));
        appointment.map_or_else(|| what.to_owned(), |a| self.name(&a.person, on))
    }
}
