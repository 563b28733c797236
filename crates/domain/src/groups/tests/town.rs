//! The town with three political groups, one member of none, and one story of a request.

use jiff::Timestamp;
use jiff::civil::date;

use crate::access::visible_to;
use crate::calendar::local_date;
use crate::council::Council;
use crate::directory::{Appointment, Directory, DirectoryEvent, Group, Kept, Role};
use crate::enquiries::tests::town;
use crate::groups::command::{Asking, Attendance, Giving};
use crate::groups::event::{Capacity, Wants};
use crate::groups::{Act, Command, Event, Groups, Kind, State, readers};
use crate::ids::Stream;
use crate::register::{Actor, Context, Recorded, Register};
use crate::verdict::{Basis, Gate, Notice, Rejection};

pub use town::{id, since};

/// Members with their groups; Frost is of none.
pub const MEMBERS: [(&str, Option<&str>); 6] = [
    ("amin", Some("oak")),
    ("bell", Some("oak")),
    ("cole", Some("elm")),
    ("dunn", Some("ash")),
    ("eady", Some("elm")),
    ("frost", None),
];

fn group(key: &str) -> DirectoryEvent {
    DirectoryEvent::GroupRecorded {
        on: since(),
        group: Group {
            id: id(key),
            name: key.to_owned(),
            from: since(),
            to: None,
        },
    }
}

pub fn made(key: &str, person: &str, role: Role) -> DirectoryEvent {
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

fn directory(base: &Directory) -> Directory {
    let mut events = vec![group("oak"), group("elm"), group("ash")];
    for person in ["dunn", "eady", "frost", "ward"] {
        events.push(DirectoryEvent::PersonRecorded {
            person: id(person),
            details: Kept {
                key: id(person),
                digest: String::new(),
            },
        });
    }
    let market = || Role::Member { ward: id("market") };
    for person in ["dunn", "eady", "frost"] {
        events.push(made(&format!("{person}-member"), person, market()));
    }
    for (person, of) in MEMBERS {
        if let Some(of) = of {
            let key = format!("{person}-{of}");
            events.push(made(&key, person, Role::GroupMember { group: id(of) }));
        }
    }
    for (person, of) in [("bell", "oak"), ("cole", "elm")] {
        let key = format!("{person}-leads-{of}");
        events.push(made(&key, person, Role::GroupLeader { group: id(of) }));
    }
    let area = "Housing".to_owned();
    let role = Role::AssistantDirector {
        directorate: id("homes"),
        area,
    };
    events.push(made("ward-assistant-director", "ward", role));
    town::fold(events, base.clone())
}

/// The town under a pack.
pub fn council(pack: &str) -> Council {
    let mut council = town::town(pack);
    council.directory = directory(&council.directory).into();
    council
}

/// Somebody as themselves; an assistant for whom they assist.
pub fn actor(council: &Council, person: &str, at: Timestamp) -> Actor {
    let (directory, on) = (&council.directory, local_date(at));
    let person = id(person);
    let assists = directory
        .appointments_of(&person, on)
        .find_map(|a| match &a.role {
            Role::Assistant { to, .. } => Some(to.clone()),
            _ => None,
        });
    Actor {
        visible: visible_to(directory, &person, on),
        acting_for: assists,
    }
}

pub fn at(text: &str) -> Timestamp {
    format!("{text}:00Z").parse().expect("a time")
}

/// One case as it goes on, and the cases that its acts began.
#[derive(Clone)]
pub struct Story {
    pub council: Council,
    pub stream: Stream,
    pub events: Vec<Recorded<Event>>,
    pub state: Option<State>,
    pub notices: Vec<Notice>,
    pub bases: Vec<Basis>,
    pub born: Vec<Story>,
    acts: u64,
}

impl Story {
    pub fn new(council: Council) -> Self {
        let reference = town::fresh(0).reference("GRP", 0);
        Self::at(council, Stream::case("groups", &reference))
    }

    fn at(council: Council, stream: Stream) -> Self {
        Self {
            council,
            stream,
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
            bases: Vec::new(),
            born: Vec::new(),
            acts: 0,
        }
    }

    pub fn state(&self) -> &State {
        self.state.as_ref().expect("a case")
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
        Groups::gate(self.state.as_ref(), kind, &cx)
    }

    pub fn attempt(&mut self, person: &str, when: &str, command: Command) -> Result<(), Rejection> {
        let (now, council) = (at(when), self.council.clone());
        let actor = actor(&council, person, now);
        self.acts += 1;
        let fresh = town::fresh(self.acts);
        let cx = Context {
            now,
            actor: &actor,
            council: &council,
            fresh: &fresh,
        };
        let version = self.events.len() as u64;
        let state = self.state.as_ref().map(|state| (state, version));
        let decision = Groups::decide(&self.stream, state, command, &cx)?;
        self.bases = decision
            .cites
            .iter()
            .map(|cite| cite.basis.clone())
            .collect();
        for append in decision.appends {
            let mut born = Self::at(council.clone(), append.stream.clone());
            let story = if append.stream == self.stream {
                &mut *self
            } else {
                &mut born
            };
            story.notices = append.notices;
            for event in append.events {
                let recorded = Recorded {
                    version: story.events.len() as u64 + 1,
                    at: now,
                    actor: actor.person().clone(),
                    event,
                };
                story.state = Groups::evolve(story.state.take(), &recorded);
                story.events.push(recorded);
            }
            if append.stream != self.stream {
                self.born.push(born);
            }
        }
        Ok(())
    }

    #[must_use]
    pub fn does(mut self, person: &str, when: &str, act: Act) -> Self {
        self.attempt(person, when, Command::from(act))
            .expect("it is done");
        self
    }

    pub fn reads(&self, person: &str, when: &str) -> bool {
        let visible = actor(&self.council, person, at(when)).visible;
        visible.may_read(&readers(self.state())).is_some()
    }

    pub fn tells(&self, person: &str, when: &str) -> bool {
        let directory = &self.council.directory;
        let on = local_date(at(when));
        let told = |notice: &Notice| directory.holders_of(&notice.to, on).contains(&id(person));
        self.notices.iter().any(told)
    }
}

/// A request for attendance at the Oak Group’s meeting of 20 April 2026.
pub fn asking() -> Asking {
    Asking {
        business: "Housing repairs contract, Cabinet of 27 April".to_owned(),
        body: "Please explain the options.".to_owned(),
        wants: Wants::Attendance,
        party: false,
        service: id("repairs"),
        officer: Some(id("king")),
        capacity: Capacity::Officer,
        exceptional: Some("It is the largest contract in ten years.".to_owned()),
        meeting: None,
        meets_on: Some(date(2026, 4, 20)),
        place: None,
        outsiders: false,
        present: None,
    }
}

pub fn giving() -> Giving {
    Giving {
        subject: "Options for the housing repairs contract".to_owned(),
        information: "Three options, with their cost.".to_owned(),
        factual: true,
        same: true,
        why: None,
        files: Vec::new(),
    }
}

pub fn attendance() -> Attendance {
    Attendance {
        on: date(2026, 4, 20),
        left: true,
        apart: true,
        outsiders: false,
        present: None,
        limited: false,
        part: None,
        given: Some(giving()),
        why: None,
    }
}

/// Asked by Councillor Amin for the Oak Group.
pub fn asked(pack: &str) -> Story {
    Story::new(council(pack)).does("amin", "2026-04-13T09:00", Act::Ask(Box::new(asking())))
}

/// The updated protocol’s whole way: approved, agreed, attended.
pub fn attended() -> Story {
    asked("cambridge-updated")
        .does("stone", "2026-04-14T09:00", Act::Approve { officer: None })
        .does("king", "2026-04-14T10:00", Act::Agree)
        .does("king", "2026-04-21T09:00", Act::Attend(attendance()))
}
