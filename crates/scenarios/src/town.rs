//! The council in which scenarios happen: three members, two services with their people, and the
//! offices that protocols name. Fictional, and small enough to be known by heart.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::access::visible_to;
use domain::calendar::{Calendar, CalendarEvent, Nation, local_date, start_of_day};
use domain::council::Council;
use domain::directory::{
    Appointment, Body, BodyKind, Directory, DirectoryEvent, Group, Partner, PartnerKind, Rights,
    Role, Service, Team, TeamKind, Ward,
};
use domain::ids::{AppointmentId, BadId, PersonId, ServiceId};
use domain::protocol::{Adoption, ProtocolEvent, Versions, packs};
use domain::register::{Actor, Recorded};
use domain::settings::{SettingSet, Settings};
use jiff::Timestamp;
use jiff::civil::{Date, date};

pub use domain::enquiries::JOBS;

/// Since when the people of the town hold their offices.
pub const SINCE: Date = date(2024, 5, 6);

/// Everybody, as scenarios call them, with the key and the office.
fn people() -> Vec<(&'static str, &'static str, Role)> {
    let ward = |ward: &str| Role::Member { ward: key(ward) };
    let officer = |service: &str| Role::Officer {
        service: key(service),
    };
    let manager = |service: &str| Role::ServiceManager {
        service: key(service),
    };
    let team = |team: &str| Role::TeamMember { team: key(team) };
    let assistant = Role::Assistant {
        to: key("amin-seat"),
        rights: Rights {
            raise: true,
            answer: false,
            read: true,
        },
    };
    let chief = Role::ChiefOfficer {
        directorate: key("homes"),
    };
    vec![
        ("Councillor Amin", "amin", ward("castle")),
        ("Councillor Bell", "bell", ward("castle")),
        ("Councillor Cole", "cole", ward("market")),
        ("Councillor Dunn", "dunn", ward("market")),
        ("Councillor Frost", "frost", ward("market")),
        ("Councillor Amin’s assistant", "dean", assistant),
        ("the repairs officer", "hall", officer("housing-repairs")),
        (
            "another repairs officer",
            "hart",
            officer("housing-repairs"),
        ),
        ("the parking officer", "park", officer("parking")),
        (
            "the service manager of Housing Repairs",
            "king",
            manager("housing-repairs"),
        ),
        ("the service manager of Parking", "reid", manager("parking")),
        ("the Chief Officer", "stone", chief),
        ("the contact centre", "voss", team("contact-centre")),
        ("the complaints team", "wren", team("complaints")),
        ("democratic services", "yang", team("democratic-services")),
        ("the Monitoring Officer", "moss", Role::MonitoringOfficer),
        ("the Chief Executive", "chen", Role::ChiefExecutive),
    ]
}

/// A key of the directory. Scenarios name only what stands here, so a wrong one is a slip in a step.
pub fn key<T: std::str::FromStr<Err = BadId>>(text: &str) -> T {
    match text.parse() {
        Ok(key) => key,
        Err(bad) => panic!("{bad}"),
    }
}

/// An open question by its key.
pub fn key_of_question(text: &str) -> domain::ids::QuestionId {
    key(text)
}

/// The council of the scenarios.
#[derive(Debug, Clone)]
pub struct Town {
    /// Its facts, as every decision gets them.
    pub council: Council,
}

impl Default for Town {
    fn default() -> Self {
        Self {
            council: Council {
                name: "Fenbridge".into(),
                protocols: BTreeMap::new(),
                versions: Versions::default(),
                directory: Arc::new(directory()),
                calendar: Arc::new(Calendar::new(Nation::EnglandAndWales)),
                settings: Arc::new(Settings::default()),
            },
        }
    }
}

impl Town {
    /// Adopts a pack that comes with the product, from the day on which everybody took office.
    pub fn adopt(&mut self, pack: &str) {
        let Some(protocol) = packs::shipped(pack) else {
            panic!("no pack `{pack}` comes with the product");
        };
        let pin = (protocol.pack.clone(), protocol.version.clone());
        self.record(ProtocolEvent::Adopted(Adoption {
            pack: pin.0.clone(),
            version: pin.1.clone(),
            body: None,
            body_name: "Full Council".to_owned(),
            adopted: SINCE,
            in_force: SINCE,
            minute: "24/1".to_owned(),
            recommended: None,
            why: None,
        }));
        self.council.protocols.insert(pin, Arc::new(protocol));
    }

    /// Records what the council did with a version.
    pub fn record(&mut self, event: ProtocolEvent) {
        let versions = std::mem::take(&mut self.council.versions);
        let recorded = Recorded {
            version: versions.history().len() as u64 + 1,
            at: start_of_day(SINCE),
            actor: key("yang"),
            event,
        };
        self.council.versions = versions.evolve(recorded);
    }

    /// Records what a case changed of the council's own record of its protocols, with its words.
    pub fn record_all(
        &mut self,
        events: Vec<ProtocolEvent>,
        texts: Vec<(domain::ids::ContentKey, String)>,
        on: Date,
    ) {
        if events.is_empty() {
            return;
        }
        let mut versions = std::mem::take(&mut self.council.versions).with_texts(texts);
        for event in events {
            let version = versions.history().len() as u64 + 1;
            versions = versions.evolve(Recorded {
                version,
                at: start_of_day(on),
                actor: key("yang"),
                event,
            });
        }
        let shipped = packs::SHIPPED
            .iter()
            .filter_map(|pack| packs::shipped(pack.id));
        let adopted = self.council.protocols.clone();
        let shipped = shipped
            .map(|p| ((p.pack.clone(), p.version.clone()), Arc::new(p)))
            .filter(|(key, _)| adopted.contains_key(key))
            .collect();
        self.council.protocols = versions.protocols(&shipped);
        self.council.versions = versions;
    }

    /// Makes a choice of the council.
    pub fn set(&mut self, setting: &str, value: &str) {
        let settings = self.council.settings.as_ref().clone().evolve(SettingSet {
            id: key(setting),
            value: Some(value.to_owned()),
            from: SINCE,
            set_by: "Full Council".to_owned(),
        });
        self.council.settings = Arc::new(settings);
    }

    /// Closes the council for a day.
    pub fn close_on(&mut self, day: Date, title: &str) {
        let calendar = self.council.calendar.as_ref().clone();
        let event = CalendarEvent::ClosureAdded {
            date: day,
            title: title.to_owned(),
            reason: None,
        };
        self.council.calendar = Arc::new(calendar.evolve(&event));
    }

    /// Ends a member's seat on a day.
    pub fn leaves(&mut self, person: &str, on: Date) {
        let event = DirectoryEvent::AppointmentEnded {
            appointment: Self::seat(person),
            on,
            reason: domain::directory::EndReason::Resigned,
        };
        let directory = self.council.directory.as_ref().clone();
        self.council.directory = Arc::new(directory.evolve(&recorded(event)));
    }

    /// Gives somebody a further office, from the day on which everybody took theirs.
    pub fn takes(&mut self, person: &str, id: &str, role: Role) {
        let event = DirectoryEvent::AppointmentMade(Appointment {
            id: key(id),
            person: self.person(person),
            role,
            from: SINCE,
            to: None,
            ended: None,
            job_share: false,
        });
        let directory = self.council.directory.as_ref().clone();
        self.council.directory = Arc::new(directory.evolve(&recorded(event)));
    }

    /// The person whom scenarios call so.
    pub fn person(&self, called: &str) -> PersonId {
        if called == "the product" {
            return key(JOBS);
        }
        let people = people();
        let found = people.iter().find(|(name, _, _)| *name == called);
        match found {
            Some((_, person, _)) => key(person),
            None => panic!("nobody of the town is called “{called}”"),
        }
    }

    /// The appointment by which a person holds the office that scenarios know them by.
    pub fn seat(called: &str) -> AppointmentId {
        let people = people();
        match people.iter().find(|(name, _, _)| *name == called) {
            Some((_, person, _)) => key(&format!("{person}-seat")),
            None => panic!("nobody of the town is called “{called}”"),
        }
    }

    /// The service of this name.
    pub fn service(&self, name: &str) -> ServiceId {
        let on = SINCE;
        let mut services = self.council.directory.services.on(on);
        match services.find(|service| service.name == name) {
            Some(service) => service.id.clone(),
            None => panic!("no service of the town is called “{name}”"),
        }
    }

    /// A person who acts, with what they can see at that time.
    pub fn actor(&self, called: &str, now: Timestamp, for_member: Option<&str>) -> Actor {
        let person = self.person(called);
        Actor {
            visible: visible_to(&self.council.directory, &person, local_date(now)),
            acting_for: for_member.map(Self::seat),
        }
    }
}

/// The political groups and who is in them, besides the office by which scenarios know people: Bell leads
/// the Oak Group, Cole the Elm Group; Frost is of no group.
fn groups() -> Vec<DirectoryEvent> {
    let group = |id: &str, name: &str| DirectoryEvent::GroupRecorded {
        on: SINCE,
        group: Group {
            id: key(id),
            name: name.to_owned(),
            from: SINCE,
            to: None,
        },
    };
    let made = |person: &str, office: &str, role: Role| {
        DirectoryEvent::AppointmentMade(Appointment {
            id: key(&format!("{person}-{office}")),
            person: key(person),
            role,
            from: SINCE,
            to: None,
            ended: None,
            job_share: false,
        })
    };
    let member = |person: &str, of: &str| made(person, of, Role::GroupMember { group: key(of) });
    let leader = |person: &str, of: &str| {
        made(
            person,
            &format!("leads-{of}"),
            Role::GroupLeader { group: key(of) },
        )
    };
    vec![
        group("oak", "Oak Group"),
        group("elm", "Elm Group"),
        group("ash", "Ash Group"),
        member("amin", "oak"),
        member("bell", "oak"),
        member("cole", "elm"),
        member("dunn", "ash"),
        leader("bell", "oak"),
        leader("cole", "elm"),
        made("bell", "leader", Role::Leader),
    ]
}

fn recorded(event: DirectoryEvent) -> Recorded<DirectoryEvent> {
    Recorded {
        version: 1,
        at: Timestamp::constant(1_714_986_000, 0),
        actor: key("yang"),
        event,
    }
}

fn service(id: &str, name: &str, words: &[&str]) -> DirectoryEvent {
    DirectoryEvent::ServiceRecorded {
        on: SINCE,
        service: Service {
            id: key(id),
            name: name.to_owned(),
            description: String::new(),
            words: words.iter().map(|&w| w.to_owned()).collect(),
            report: Some(format!("https://fenbridge.example/report/{id}")),
            request: Some(format!("https://fenbridge.example/request/{id}")),
            try_first: None,
            team: None,
            directorate: Some(key("homes")),
            from: SINCE,
            to: None,
        },
    }
}

fn team(id: &str, name: &str, kind: TeamKind) -> DirectoryEvent {
    DirectoryEvent::TeamRecorded {
        on: SINCE,
        team: Team {
            id: key(id),
            name: name.to_owned(),
            kind,
            part_of: None,
            email: None,
            phone: None,
            from: SINCE,
            to: None,
        },
    }
}

fn ward(id: &str, name: &str) -> DirectoryEvent {
    DirectoryEvent::WardRecorded {
        on: SINCE,
        ward: Ward {
            id: key(id),
            name: name.to_owned(),
            gss: None,
            seats: 2,
            from: SINCE,
            to: None,
        },
    }
}

fn county() -> DirectoryEvent {
    DirectoryEvent::PartnerRecorded {
        on: SINCE,
        partner: Partner {
            id: key("county"),
            name: "the County Council".to_owned(),
            kind: PartnerKind::Council,
            handles: "Roads and schools".to_owned(),
            words: vec!["pothole".to_owned(), "school place".to_owned()],
            link: Some("https://county.example".to_owned()),
            contact: None,
            email: None,
            phone: None,
            from: SINCE,
            to: None,
        },
    }
}

fn body(id: &str, name: &str, kind: BodyKind) -> DirectoryEvent {
    DirectoryEvent::BodyRecorded {
        on: SINCE,
        body: Body {
            id: key(id),
            name: name.to_owned(),
            kind,
            from: SINCE,
            to: None,
        },
    }
}

fn directory() -> Directory {
    let mut events = vec![
        ward("castle", "Castle"),
        ward("market", "Market"),
        service(
            "housing-repairs",
            "Housing Repairs",
            &["damp", "mould", "boiler", "council flat"],
        ),
        service("parking", "Parking", &["parking permit", "yellow lines"]),
        team("homes", "Homes and Streets", TeamKind::Directorate),
        team("contact-centre", "the contact centre", TeamKind::Team),
        team("complaints", "the complaints team", TeamKind::Team),
        team("democratic-services", "democratic services", TeamKind::Team),
        county(),
        body("planning", "the planning committee", BodyKind::Committee),
        body("cabinet", "the Cabinet", BodyKind::Cabinet),
    ];
    for (_, person, role) in people() {
        events.push(DirectoryEvent::PersonRecorded {
            person: key(person),
            details: domain::directory::Kept {
                key: key(person),
                digest: String::new(),
            },
        });
        events.push(DirectoryEvent::AppointmentMade(Appointment {
            id: key(&format!("{person}-seat")),
            person: key(person),
            role,
            from: SINCE,
            to: None,
            ended: None,
            job_share: false,
        }));
    }
    events.extend(groups());
    events
        .into_iter()
        .fold(Directory::default(), |directory, event| {
            directory.evolve(&recorded(event))
        })
}
