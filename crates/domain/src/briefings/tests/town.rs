//! The town of the groups, and one briefing in it.

use crate::briefings::command::{Invites, Opening};
use crate::briefings::{Act, Briefings, Command, Event, Kind, State, content_readers, readers};
use crate::council::Council;
use crate::enquiries::tests::town;
use crate::groups::tests::town::{actor, at, council, id};
use crate::ids::Stream;
use crate::protocol::Forum;
use crate::register::{Context, Recorded, Register};
use crate::verdict::{Basis, Gate, Notice, Rejection};

/// One briefing as it goes on.
#[derive(Clone)]
pub struct Story {
    pub council: Council,
    stream: Stream,
    pub events: Vec<Recorded<Event>>,
    state: Option<State>,
    pub notices: Vec<Notice>,
    pub bases: Vec<Basis>,
}

impl Story {
    pub fn new(pack: &str) -> Self {
        Self::of(council(pack))
    }

    pub fn of(council: Council) -> Self {
        let reference = town::fresh(0).reference("BRF", 0);
        Self {
            council,
            stream: Stream::case("briefings", &reference),
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
            bases: Vec::new(),
        }
    }

    pub fn state(&self) -> &State {
        self.state.as_ref().expect("a briefing")
    }

    pub fn gate(&self, person: &str, when: &str, kind: Kind) -> Gate {
        let actor = actor(&self.council, person, at(when));
        let fresh = town::fresh(0);
        let cx = Context {
            now: at(when),
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        Briefings::gate(self.state.as_ref(), kind, &cx)
    }

    pub fn attempt(&mut self, person: &str, when: &str, act: Act) -> Result<(), Rejection> {
        let (now, council) = (at(when), self.council.clone());
        let actor = actor(&council, person, now);
        let fresh = town::fresh(self.events.len() as u64 + 1);
        let cx = Context {
            now,
            actor: &actor,
            council: &council,
            fresh: &fresh,
        };
        let version = self.events.len() as u64;
        let state = self.state.as_ref().map(|state| (state, version));
        let decision = Briefings::decide(&self.stream, state, Command::from(act), &cx)?;
        self.bases = decision
            .cites
            .iter()
            .map(|cite| cite.basis.clone())
            .collect();
        for append in decision.appends {
            self.notices = append.notices;
            for event in append.events {
                let recorded = Recorded {
                    version: self.events.len() as u64 + 1,
                    at: now,
                    actor: actor.person().clone(),
                    event,
                };
                self.state = Briefings::evolve(self.state.take(), &recorded);
                self.events.push(recorded);
            }
        }
        Ok(())
    }

    #[must_use]
    pub fn does(mut self, person: &str, when: &str, act: Act) -> Self {
        self.attempt(person, when, act).expect("it is done");
        self
    }

    pub fn reads(&self, person: &str) -> bool {
        let visible = actor(&self.council, person, at("2026-04-22T09:00")).visible;
        visible.may_read(&readers(self.state())).is_some()
    }

    pub fn reads_content(&self, person: &str) -> bool {
        let visible = actor(&self.council, person, at("2026-04-22T09:00")).visible;
        visible.may_read(&content_readers(self.state())).is_some()
    }
}

/// A member’s request, or a plan where somebody is invited.
pub fn opening(invites: Option<Invites>) -> Act {
    Act::Open(Box::new(Opening {
        title: "The housing strategy".to_owned(),
        body: "It comes to the Cabinet in May.".to_owned(),
        service: id("repairs"),
        invites,
        forum: Forum::Other,
        consulted: None,
        why: Some("The Leader asked for it.".to_owned()),
    }))
}

pub fn arrange() -> Act {
    Act::Arrange {
        on: jiff::civil::date(2026, 4, 20),
        time: jiff::civil::time(14, 0, 0, 0),
        place: "Committee Room 1".to_owned(),
        officer: None,
    }
}

pub fn brief() -> Act {
    Act::Brief {
        on: jiff::civil::date(2026, 4, 20),
        content: Some("The figures behind it.".to_owned()),
        beyond: false,
    }
}
