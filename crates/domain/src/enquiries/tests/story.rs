//! Stories: what was done, what is done now, what comes of it.

use jiff::Timestamp;

use super::town::{self, actor, fresh};
use crate::access::Token;
use crate::clock::Clock;
use crate::council::Council;
use crate::enquiries::command::Raise;
use crate::enquiries::{Act, Beside, Command, Enquiries, Event, Kind, State, clock};
use crate::ids::Stream;
use crate::register::{Context, Recorded, Register, Row};
use crate::verdict::{Cite, Decision, Gate, Invalid, Notice, Refusal, Rejection};

/// One enquiry as it goes.
#[derive(Clone)]
pub struct Story {
    pub council: Council,
    pub stream: Stream,
    pub events: Vec<Recorded<Event>>,
    pub state: Option<State>,
    pub cites: Vec<Cite>,
    pub notices: Vec<Notice>,
    pub last: Option<Decision<Event>>,
    pub acts: u64,
}

pub fn at(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    local.in_tz("Europe/London").expect("London").timestamp()
}

impl Story {
    pub fn under(council: Council) -> Self {
        Self::numbered(council, 0)
    }

    pub fn numbered(council: Council, n: u64) -> Self {
        let reference = fresh(1_000_000 + n).reference("ENQ", 0);
        Self {
            council,
            stream: Stream::case("enquiries", &reference),
            events: Vec::new(),
            state: None,
            cites: Vec::new(),
            notices: Vec::new(),
            last: None,
            acts: n * 1_000,
        }
    }

    /// An enquiry of Councillor Amin about repairs, of Thursday 2 April 2026 at ten, under CU.
    pub fn raised() -> Self {
        let story = Self::under(town::town("cambridge-updated"));
        story.does("amin", "2026-04-02T10:00", Act::Raise(Box::new(plain())))
    }

    pub fn act(
        &self,
        person: &str,
        when: &str,
        command: impl Into<Command>,
    ) -> Result<Self, Rejection> {
        self.act_for(person, None, when, command)
    }

    pub fn act_for(
        &self,
        person: &str,
        acting_for: Option<&str>,
        when: &str,
        command: impl Into<Command>,
    ) -> Result<Self, Rejection> {
        let mut next = self.clone();
        next.acts += 1;
        let (now, fresh) = (at(when), fresh(next.acts));
        let actor = actor(&self.council, person, now, acting_for);
        let cx = Context {
            now,
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        let state = self.state.as_ref().map(|s| (s, self.events.len() as u64));
        let decision = Enquiries::decide(&self.stream, state, command.into(), &cx)?;
        let main = &decision.appends[0];
        assert_eq!(main.stream, self.stream);
        assert!(!decision.cites.is_empty(), "a decision without a ground");
        for event in &main.events {
            next.record(person, now, event.clone());
        }
        next.cites.clone_from(&decision.cites);
        next.notices.clone_from(&main.notices);
        next.last = Some(decision);
        Ok(next)
    }

    pub fn record(&mut self, person: &str, now: Timestamp, event: Event) {
        let recorded = Recorded {
            version: self.events.len() as u64 + 1,
            at: now,
            actor: town::id(person),
            event,
        };
        self.state = Enquiries::evolve(self.state.take(), &recorded);
        self.events.push(recorded);
    }

    pub fn does(self, person: &str, when: &str, command: impl Into<Command>) -> Self {
        match self.act(person, when, command) {
            Ok(next) => next,
            Err(why) => panic!("{person} is not let: {why:?}"),
        }
    }

    pub fn refused(&self, person: &str, when: &str, command: impl Into<Command>) -> Refusal {
        match self.act(person, when, command) {
            Err(Rejection::Refused(refusal)) => refusal,
            Err(other) => panic!("not refused but {other:?}"),
            Ok(_) => panic!("not refused"),
        }
    }

    pub fn invalid(&self, person: &str, when: &str, command: impl Into<Command>) -> Vec<Invalid> {
        match self.act(person, when, command) {
            Err(Rejection::Invalid(fields)) => fields,
            Err(other) => panic!("not invalid but {other:?}"),
            Ok(_) => panic!("taken"),
        }
    }

    pub fn gate(&self, person: &str, when: &str, kind: Kind) -> Gate {
        let (now, fresh) = (at(when), fresh(0));
        let actor = actor(&self.council, person, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        Enquiries::gate(self.state.as_ref(), kind, &cx)
    }

    pub fn state(&self) -> &State {
        self.state.as_ref().expect("it was raised")
    }

    pub fn row(&self) -> Row {
        Enquiries::summary(self.state(), &self.council)
    }

    pub fn clock(&self, when: &str) -> Clock {
        clock(self.state(), &self.council, at(when))
    }

    pub fn reads(&self, person: &str, when: &str) -> bool {
        let actor = actor(&self.council, person, at(when), None);
        let readers = Enquiries::readers(self.state());
        actor.visible.may_read(&readers).is_some()
    }

    pub fn tells(&self, to: &Token) -> bool {
        self.notices.iter().any(|notice| &notice.to == to)
    }

    pub fn beside(&self) -> Beside {
        Beside {
            stream: self.stream.clone(),
            version: self.events.len() as u64,
            state: Box::new(self.state().clone()),
        }
    }

    pub fn names(&self) -> Vec<String> {
        self.events
            .iter()
            .map(|e| e.event.name().to_owned())
            .collect()
    }

    /// The clauses that the last decision names, as basis or as completed by one.
    pub fn clauses(&self) -> Vec<String> {
        let cites = self.cites.iter().filter_map(|cite| cite.basis.clause());
        cites.map(|clause| clause.id.to_string()).collect()
    }
}

/// A plain enquiry about repairs in Castle.
pub fn plain() -> Raise {
    Raise {
        title: "Damp in Bridge Street".to_owned(),
        body: "When will the damp be treated?".to_owned(),
        ward: Some(town::id("castle")),
        service: Some(town::id("repairs")),
        ..Raise::default()
    }
}
