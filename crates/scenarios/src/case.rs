//! One enquiry in the town, and every ground that was named on its way: of decisions, gates, clocks,
//! readers and notices. A clause that a scenario claims must be among them.

use domain::access::Token;
use domain::clock::Clock;
use domain::enquiries::command::{Act, Command, Kind};
use domain::enquiries::{Enquiries, Event, State, clock, reminders, thread};
use domain::fresh::Fresh;
use domain::ids::Stream;
use domain::protocol::Does;
use domain::register::{Context, Recorded, Register, Row};
use domain::verdict::{Basis, Decision, Gate, Notice, Rejection};
use jiff::Timestamp;

use crate::{Grounds, Town};

/// What came of an act.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not, and why.
    Rejected(Rejection),
}

/// One enquiry.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its stream.
    pub stream: Stream,
    /// What has happened.
    pub events: Vec<Recorded<Event>>,
    /// What it is now; none before it is raised.
    pub state: Option<State>,
    /// The notices of the last act.
    pub notices: Vec<Notice>,
    /// Cases that the last act began.
    pub born: Vec<Case>,
}

impl Case {
    /// A case that is still to be raised; every one of a scenario has its own number.
    pub fn new(number: u64) -> Self {
        let reference = fresh(number, 0).reference("ENQ", 0);
        Self::at(Stream::case("enquiries", &reference))
    }

    fn at(stream: Stream) -> Self {
        Self {
            stream,
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
            born: Vec::new(),
        }
    }

    /// The case, once it was raised.
    pub fn state(&self) -> &State {
        match &self.state {
            Some(state) => state,
            None => panic!("no enquiry has been raised in this scenario"),
        }
    }

    /// Somebody acts. They go to `grounds`, whether it is done or refused.
    pub fn act(
        &mut self,
        town: &Town,
        who: (&str, Option<&str>),
        now: Timestamp,
        command: Command,
        grounds: &mut Grounds,
    ) -> Outcome {
        let actor = town.actor(who.0, now, who.1);
        let fresh = fresh(now.as_second().unsigned_abs(), self.events.len() as u64 + 1);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let version = self.events.len() as u64;
        let state = self.state.as_ref().map(|state| (state, version));
        let (kind, asked) = (command.act.kind(), command.explanation.is_some());
        match Enquiries::decide(&self.stream, state, command, &cx) {
            Err(rejection) => {
                if let Rejection::Refused(refusal) = &rejection {
                    grounds.name(Does::Gate, &refusal.basis);
                }
                Outcome::Rejected(rejection)
            }
            Ok(decision) => {
                let cited = || decision.cites.iter().map(|cite| &cite.basis);
                if asked {
                    grounds.all(Does::Check, cited());
                }
                if leads_elsewhere(kind) {
                    grounds.all(Does::Route, cited());
                }
                self.take(town, &actor.person().clone(), now, decision, grounds);
                Outcome::Done
            }
        }
    }

    fn take(
        &mut self,
        town: &Town,
        person: &domain::ids::PersonId,
        now: Timestamp,
        decision: Decision<Event>,
        grounds: &mut Grounds,
    ) {
        grounds.all(Does::Record, decision.cites.iter().map(|cite| &cite.basis));
        self.born.clear();
        for append in decision.appends {
            grounds.notices(&append.notices);
            if append.stream == self.stream {
                self.notices = append.notices;
                self.record(person, now, append.events);
            } else if append.expected == 0 {
                let mut born = Self::at(append.stream);
                born.notices = append.notices;
                born.record(person, now, append.events);
                self.born.push(born);
            }
        }
        self.look(town, now, grounds);
    }

    fn record(&mut self, person: &domain::ids::PersonId, at: Timestamp, events: Vec<Event>) {
        for event in events {
            let recorded = Recorded {
                version: self.events.len() as u64 + 1,
                at,
                actor: person.clone(),
                event,
            };
            self.state = Enquiries::evolve(self.state.take(), &recorded);
            self.events.push(recorded);
        }
    }

    /// Takes the grounds that its clock, its readers and its desk name.
    fn look(&self, town: &Town, now: Timestamp, grounds: &mut Grounds) {
        grounds.clock(&self.clock(town, now));
        let readers = Enquiries::readers(self.state());
        grounds.all(
            Does::Restrict,
            readers.may.iter().map(|reader| &reader.basis),
        );
        let desk = self.state().desk.as_ref();
        grounds.all(Does::Route, desk.map(|(_, basis)| basis));
    }

    /// What the gate says to somebody of an act.
    pub fn gate(
        &self,
        town: &Town,
        who: (&str, Option<&str>),
        now: Timestamp,
        kind: Kind,
        grounds: &mut Grounds,
    ) -> Gate {
        let actor = town.actor(who.0, now, who.1);
        let fresh = fresh(0, 0);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let gate = Enquiries::gate(self.state.as_ref(), kind, &cx);
        grounds.gate(&gate);
        gate
    }

    /// Why somebody may read it; none where it does not exist for them.
    pub fn reads(&self, town: &Town, who: &str, now: Timestamp) -> Option<Basis> {
        let visible = town.actor(who, now, None).visible;
        let readers = Enquiries::readers(self.state());
        visible
            .may_read(&readers)
            .map(|reader| reader.basis.clone())
    }

    /// Its clock at a time.
    pub fn clock(&self, town: &Town, now: Timestamp) -> Clock {
        clock(self.state(), &town.council, now)
    }

    /// It as a row of lists.
    pub fn row(&self, town: &Town) -> Row {
        Enquiries::summary(self.state(), &town.council)
    }

    /// What the product's job tells people on a day.
    pub fn reminders(&self, town: &Town, now: Timestamp) -> Vec<Notice> {
        reminders(self.state(), &town.council, now)
    }

    /// What one person reads of it, entry by entry, in words.
    pub fn told(&self, town: &Town, who: &str, now: Timestamp) -> Vec<String> {
        let visible = town.actor(who, now, None).visible;
        let entries = thread(&self.events, self.state(), &town.council, &visible);
        entries.into_iter().map(|entry| entry.what).collect()
    }

    /// Whether the last act told these people.
    pub fn tells(&self, to: &Token) -> bool {
        self.notices.iter().any(|notice| &notice.to == to)
    }
}

/// Whether an act brings the enquiry, or a part of it, to somebody else.
fn leads_elsewhere(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Route
            | Kind::Reassign
            | Kind::Return
            | Kind::Refer
            | Kind::RaiseBurden
            | Kind::HandToComplaints
            | Kind::HandOn
            | Kind::SayNotOurs
            | Kind::SplitInformationRights
            | Kind::PassOn
    )
}

/// Randomness that is the same every time.
fn fresh(a: u64, b: u64) -> Fresh {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&a.to_le_bytes());
    seed[8..16].copy_from_slice(&b.to_le_bytes());
    Fresh::new(seed)
}

/// An act without a reason.
pub fn plain(act: Act) -> Command {
    Command::from(act)
}
