//! Stories: what was done, what is done now, what comes of it. The town has a planning committee on which
//! Councillor Amin sits, a Cabinet on which Councillor Cole sits, and a service lead of repairs.

use jiff::Timestamp;

use crate::council::Council;
use crate::directory::{Appointment, Body, BodyKind, DirectoryEvent, Role};
use crate::enquiries::tests::town::{self, actor, fold, fresh, id, since};
use crate::ids::{PartId, Stream};
use crate::information::choices::{Capacity, LegalGround, Wanted};
use crate::information::command::{DocumentGiven, Request};
use crate::information::{Act, Command, Event, Information, Kind, State, document_readers};
use crate::protocol::information::Marking;
use crate::register::files::FileTyped;
use crate::register::{Context, Recorded, Register};
use crate::verdict::{Decision, Gate, Invalid, Notice, Refusal, Rejection};

pub const DAY: &str = "2026-04-02T10:00";
pub const NEXT: &str = "2026-04-07T10:00";
pub const LATE: &str = "2026-04-14T10:00";

/// One request as it goes.
#[derive(Clone)]
pub struct Story {
    pub council: Council,
    pub stream: Stream,
    pub events: Vec<Recorded<Event>>,
    pub state: Option<State>,
    pub notices: Vec<Notice>,
    pub last: Option<Decision<Event>>,
    acts: u64,
}

pub fn at(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    local.in_tz("Europe/London").expect("London").timestamp()
}

fn body(key: &str, kind: BodyKind) -> DirectoryEvent {
    DirectoryEvent::BodyRecorded {
        on: since(),
        body: Body {
            id: id(key),
            name: key.to_owned(),
            kind,
            from: since(),
            to: None,
        },
    }
}

fn holds(person: &str, key: &str, role: Role) -> DirectoryEvent {
    DirectoryEvent::AppointmentMade(Appointment {
        id: id(key),
        person: id(person),
        role,
        from: since(),
        to: None,
        ended: None,
        job_share: false,
    })
}

pub fn council(pack: &str) -> Council {
    let mut council = town::town(pack);
    let cabinet = Role::CabinetMember {
        portfolio: "Homes".to_owned(),
    };
    let events = vec![
        body("planning", BodyKind::Committee),
        body("cabinet", BodyKind::Cabinet),
        body("scrutiny", BodyKind::Scrutiny),
        holds(
            "amin",
            "amin-planning",
            Role::BodyMember {
                body: id("planning"),
            },
        ),
        holds(
            "bell",
            "bell-chair",
            Role::Chair {
                body: id("planning"),
            },
        ),
        holds("cole", "cole-cabinet", cabinet),
        DirectoryEvent::PersonRecorded {
            person: id("lead"),
            details: crate::directory::Kept {
                key: id("lead"),
                digest: String::new(),
            },
        },
        holds(
            "lead",
            "lead-lead",
            Role::ServiceLead {
                service: id("repairs"),
            },
        ),
    ];
    council.directory = std::sync::Arc::new(fold(events, council.directory.as_ref().clone()));
    council
}

impl Story {
    pub fn under(pack: &str) -> Self {
        let council = council(pack);
        let reference = fresh(9_000).reference("INF", 0);
        Self {
            council,
            stream: Stream::case("information", &reference),
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
            last: None,
            acts: 9_100,
        }
    }

    /// A plain request of Councillor Amin to Housing Repairs.
    pub fn asked(pack: &str) -> Self {
        Self::under(pack).does("amin", DAY, Act::Request(Box::new(plain())))
    }

    pub fn act(
        &self,
        person: &str,
        when: &str,
        command: impl Into<Command>,
    ) -> Result<Self, Rejection> {
        let mut next = self.clone();
        next.acts += 1;
        let (now, fresh) = (at(when), fresh(next.acts));
        let actor = actor(&self.council, person, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        let state = self.state.as_ref().map(|s| (s, self.events.len() as u64));
        let decision = Information::decide(&self.stream, state, command.into(), &cx)?;
        assert!(!decision.cites.is_empty(), "a decision without a ground");
        for event in &decision.appends[0].events {
            next.record(person, now, event.clone());
        }
        next.notices.clone_from(&decision.appends[0].notices);
        next.last = Some(decision);
        Ok(next)
    }

    pub fn record(&mut self, person: &str, now: Timestamp, event: Event) {
        let recorded = Recorded {
            version: self.events.len() as u64 + 1,
            at: now,
            actor: id(person),
            event,
        };
        self.state = Information::evolve(self.state.take(), &recorded);
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
        Information::gate(self.state.as_ref(), kind, &cx)
    }

    pub fn state(&self) -> &State {
        self.state.as_ref().expect("it was asked")
    }

    pub fn reads(&self, person: &str, when: &str) -> bool {
        let actor = actor(&self.council, person, at(when), None);
        let readers = Information::readers(self.state());
        actor.visible.may_read(&readers).is_some()
    }

    /// Whether somebody may open the latest document.
    pub fn opens(&self, person: &str, when: &str) -> bool {
        let actor = actor(&self.council, person, at(when), None);
        let on = crate::calendar::local_date(at(when));
        let readers = document_readers(self.state(), &self.part(), on).expect("a document");
        actor.visible.may_read(&readers).is_some()
    }

    /// The part of the latest document.
    pub fn part(&self) -> PartId {
        let last = self.state().documents.last();
        last.expect("a document").part.clone()
    }

    /// The clauses that the last decision names, as basis or as completed by one.
    pub fn clauses(&self) -> Vec<String> {
        let cites = &self.last.as_ref().expect("an act").cites;
        let clauses = cites.iter().filter_map(|cite| cite.basis.clause());
        clauses.map(|clause| clause.id.to_string()).collect()
    }
}

/// A plain request for a document of repairs.
pub fn plain() -> Request {
    Request {
        service: Some(id("repairs")),
        officer: None,
        title: "Damp survey of Bridge Street".to_owned(),
        body: "Please let me have the survey of last year.".to_owned(),
        wanted: vec![Wanted::Document],
        duty: Some("Casework on damp in my ward.".to_owned()),
        ground: LegalGround::Shown,
        capacity: Capacity::Ward,
        of_body: None,
        casework: false,
        exceptional: None,
        business: true,
        own_case: false,
    }
}

pub fn document(marking: Marking) -> Act {
    Act::AddDocument(Box::new(given(marking)))
}

pub fn given(marking: Marking) -> DocumentGiven {
    DocumentGiven {
        file: FileTyped {
            name: "survey.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            bytes: b"%PDF-1.7".to_vec(),
        },
        title: "The survey".to_owned(),
        of_body: None,
        marking,
        redacted: false,
        group_paper: false,
        concerns: None,
    }
}

pub fn release(part: PartId) -> Act {
    Act::Release {
        part,
        purpose: "Casework on damp in Castle.".to_owned(),
        until: None,
    }
}

pub fn find(part: Option<PartId>, satisfied: bool) -> Act {
    Act::FindNeed {
        part,
        satisfied,
        words: "Their ward has the damp that it surveys.".to_owned(),
    }
}

/// A confidential document, released after need to know was found.
pub fn released(pack: &str) -> Story {
    let finder = if pack == "bradford-4c" {
        "king"
    } else {
        "stone"
    };
    let story = Story::asked(pack).does("hall", NEXT, document(Marking::Confidential));
    let part = story.part();
    story
        .does(finder, NEXT, find(Some(part.clone()), true))
        .does("king", NEXT, release(part))
}
