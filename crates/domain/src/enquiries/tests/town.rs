//! A small council for stories: two members of one ward and one of another, two services with their
//! people, the contact centre, and the offices that the rules name.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::visible_to;
use crate::calendar::{Calendar, Nation};
use crate::council::Council;
use crate::directory::{
    Appointment, Directory, DirectoryEvent, Partner, PartnerKind, Rights, Role, Service, Team,
    TeamKind, Ward,
};
use crate::fresh::Fresh;
use crate::ids::{AppointmentId, PersonId};
use crate::protocol::{Adoption, Versions, packs};
use crate::register::{Actor, Recorded};
use crate::settings::{SettingSet, Settings};

/// When the town's people took their posts.
pub fn since() -> Date {
    Date::constant(2024, 5, 6)
}

pub fn id<T: std::str::FromStr<Err = crate::ids::BadId>>(text: &str) -> T {
    text.parse().expect("a slug")
}

pub fn id_of_question(text: &str) -> crate::ids::QuestionId {
    text.parse().expect("a question’s key")
}

/// Every person of the town, as `person: office`.
fn people() -> Vec<(&'static str, Role)> {
    let ward = |w: &str| Role::Member { ward: id(w) };
    let officer = |s: &str| Role::Officer { service: id(s) };
    let manager = |s: &str| Role::ServiceManager { service: id(s) };
    let team = |t: &str| Role::TeamMember { team: id(t) };
    let assistant = |read, answer| Role::Assistant {
        to: id("amin-member"),
        rights: Rights {
            raise: true,
            answer,
            read,
        },
    };
    vec![
        ("amin", ward("castle")),
        ("bell", ward("castle")),
        ("cole", ward("market")),
        ("dean", assistant(true, false)),
        ("dove", assistant(true, true)),
        ("hall", officer("repairs")),
        ("hart", officer("repairs")),
        ("king", manager("repairs")),
        ("park", officer("parking")),
        ("reid", manager("parking")),
        (
            "stone",
            Role::ChiefOfficer {
                directorate: id("homes"),
            },
        ),
        ("voss", team("contact-centre")),
        ("wren", team("complaints")),
        ("yang", team("democratic-services")),
        ("moss", Role::MonitoringOfficer),
        ("chen", Role::ChiefExecutive),
    ]
}

/// The appointment by which the town knows a person.
pub fn appointment(person: &str) -> AppointmentId {
    let people = people();
    let found = people.iter().find(|(name, _)| *name == person);
    let (_, role) = found.expect("a person of the town");
    id(&format!("{person}-{}", role.kind().slug()))
}

fn service(key: &str, name: &str) -> DirectoryEvent {
    DirectoryEvent::ServiceRecorded {
        on: since(),
        service: Service {
            id: id(key),
            name: name.to_owned(),
            description: String::new(),
            words: vec!["mould".to_owned(), "damp".to_owned()],
            report: Some("https://council.example/report".to_owned()),
            request: None,
            try_first: None,
            team: None,
            directorate: Some(id("homes")),
            from: since(),
            to: None,
        },
    }
}

fn team(key: &str, kind: TeamKind) -> DirectoryEvent {
    DirectoryEvent::TeamRecorded {
        on: since(),
        team: Team {
            id: id(key),
            name: key.replace('-', " "),
            kind,
            part_of: None,
            email: None,
            phone: None,
            from: since(),
            to: None,
        },
    }
}

fn ward(key: &str) -> DirectoryEvent {
    DirectoryEvent::WardRecorded {
        on: since(),
        ward: Ward {
            id: id(key),
            name: key.to_owned(),
            gss: None,
            seats: 2,
            from: since(),
            to: None,
        },
    }
}

pub fn directory() -> Directory {
    let mut events = vec![
        ward("castle"),
        ward("market"),
        service("repairs", "Housing Repairs"),
        service("parking", "Parking"),
        service("empty", "Nobody’s Service"),
        team("homes", TeamKind::Directorate),
        team("contact-centre", TeamKind::Team),
        team("complaints", TeamKind::Team),
        team("democratic-services", TeamKind::Team),
        DirectoryEvent::PartnerRecorded {
            on: since(),
            partner: Partner {
                id: id("county"),
                name: "The County Council".to_owned(),
                kind: PartnerKind::Council,
                handles: "roads and schools".to_owned(),
                words: vec!["pothole".to_owned(), "school".to_owned()],
                link: Some("https://county.example".to_owned()),
                contact: None,
                email: None,
                phone: None,
                from: since(),
                to: None,
            },
        },
    ];
    for (person, role) in people() {
        events.push(DirectoryEvent::PersonRecorded {
            person: id(person),
            details: crate::directory::Kept {
                key: id(person),
                digest: String::new(),
            },
        });
        events.push(DirectoryEvent::AppointmentMade(Appointment {
            id: appointment(person),
            person: id(person),
            role,
            from: since(),
            to: None,
            ended: None,
            job_share: false,
        }));
    }
    fold(events, Directory::default())
}

/// The directory after more events.
pub fn fold(events: Vec<DirectoryEvent>, directory: Directory) -> Directory {
    events.into_iter().fold(directory, |directory, event| {
        directory.evolve(&Recorded {
            version: 1,
            at: "2024-05-06T09:00:00Z".parse().expect("a time"),
            actor: id("yang"),
            event,
        })
    })
}

/// The town under a shipped pack, adopted long ago. Read once, since properties ask a thousand times.
pub fn town(pack: &str) -> Council {
    static TOWNS: Mutex<BTreeMap<String, Council>> = Mutex::new(BTreeMap::new());
    let mut towns = TOWNS.lock().expect("no test panics while it holds this");
    let town = towns.entry(pack.to_owned());
    town.or_insert_with(|| found(pack)).clone()
}

fn found(pack: &str) -> Council {
    let protocol = packs::shipped(pack).expect("a shipped pack");
    let key = (protocol.pack.clone(), protocol.version.clone());
    Council {
        name: "Town".into(),
        protocols: BTreeMap::from([(key.clone(), Arc::new(protocol))]),
        versions: Versions::adopted(Adoption {
            pack: key.0,
            version: key.1,
            body: None,
            body_name: "Full Council".to_owned(),
            adopted: since(),
            in_force: since(),
            minute: "24/1".to_owned(),
            recommended: None,
            why: None,
        }),
        directory: Arc::new(directory()),
        calendar: Arc::new(Calendar::new(Nation::EnglandAndWales)),
        settings: Arc::new(Settings::default()),
    }
}

/// The same council with a setting from the start.
pub fn with_setting(mut council: Council, key: &str, value: &str) -> Council {
    let settings = council.settings.as_ref().clone().evolve(SettingSet {
        id: id(key),
        value: Some(value.to_owned()),
        from: since(),
        set_by: "Full Council".to_owned(),
    });
    council.settings = Arc::new(settings);
    council
}

/// A person of the town who acts at a time, perhaps for a member.
pub fn actor(council: &Council, person: &str, at: Timestamp, acting_for: Option<&str>) -> Actor {
    let person: PersonId = id(person);
    let today = crate::calendar::local_date(at);
    Actor {
        visible: visible_to(&council.directory, &person, today),
        acting_for: acting_for.map(appointment),
    }
}

/// Randomness of the `n`th act of a story.
pub fn fresh(n: u64) -> Fresh {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&n.to_le_bytes());
    Fresh::new(seed)
}
