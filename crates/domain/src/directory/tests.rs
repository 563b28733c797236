//! The directory as folded: who holds what on a day, as recorded at a time.

use jiff::civil::date;

use super::*;
use crate::access::Token;
use crate::fresh::Fresh;

const DAY: Date = date(2026, 4, 2);

/// A council of a few people, made of events alone.
struct Made(Directory);

impl Made {
    fn new() -> Self {
        Self(Directory::default())
    }

    fn then(mut self, event: DirectoryEvent) -> Self {
        let version = self.0.version() + 1;
        self.0 = self.0.evolve(&Recorded {
            version,
            at: "2026-01-01T09:00:00Z".parse().unwrap(),
            actor: "clerk".parse().unwrap(),
            event,
        });
        self
    }

    fn person(self, id: &str, name: &str) -> Self {
        let details = Details {
            name: name.to_owned(),
            ..Details::default()
        };
        let mut seed = [0; 32];
        seed[..id.len().min(32)].copy_from_slice(&id.as_bytes()[..id.len().min(32)]);
        let (kept, content) = Kept::details(&details, &Fresh::new(seed), 0);
        let mut made = self.then(DirectoryEvent::PersonRecorded {
            person: id.parse().unwrap(),
            details: kept,
        });
        made.0.learn(&content.key, &content.bytes);
        made
    }

    fn appoint(self, id: &str, person: &str, role: Role) -> Self {
        self.then(DirectoryEvent::AppointmentMade(Appointment {
            id: id.parse().unwrap(),
            person: person.parse().unwrap(),
            role,
            from: date(2025, 5, 8),
            to: None,
            ended: None,
            job_share: false,
        }))
    }
}

fn service_role(kind: fn(crate::ids::ServiceId) -> Role) -> Role {
    kind("housing-repairs".parse().unwrap())
}

fn council() -> Made {
    Made::new()
        .person("ada", "Ada Quill")
        .person("ben", "Ben Marl")
        .person("cai", "Cai Prosser")
        .person("dot", "Dot Umber")
        .then(DirectoryEvent::ServiceRecorded {
            on: date(2020, 1, 1),
            service: Service {
                id: "housing-repairs".parse().unwrap(),
                name: "Housing repairs".to_owned(),
                description: String::new(),
                words: vec!["damp".to_owned()],
                report: None,
                request: None,
                try_first: None,
                team: None,
                directorate: Some("homes".parse().unwrap()),
                from: date(2020, 1, 1),
                to: None,
            },
        })
        .appoint(
            "a-ada",
            "ada",
            Role::Member {
                ward: "castle".parse().unwrap(),
            },
        )
        .appoint(
            "a-ben",
            "ben",
            service_role(|service| Role::ServiceManager { service }),
        )
        .appoint(
            "a-cai",
            "cai",
            service_role(|service| Role::Officer { service }),
        )
        .appoint(
            "a-dot",
            "dot",
            Role::ChiefOfficer {
                directorate: "homes".parse().unwrap(),
            },
        )
}

fn texts(tokens: BTreeSet<Token>) -> Vec<String> {
    tokens.iter().map(ToString::to_string).collect()
}

#[test]
fn a_person_has_the_relations_of_what_they_hold() {
    let directory = council().0;
    let tokens = |id: &str| texts(directory.tokens(&id.parse().unwrap(), DAY));
    assert_eq!(
        tokens("ada"),
        ["everyone:", "holder-of:a-ada", "person:ada", "ward:castle"]
    );
    assert_eq!(
        tokens("ben"),
        [
            "everyone:",
            "holder-of:a-ben",
            "in-post:a-ben",
            "manager-of:housing-repairs",
            "person:ben",
            "service:housing-repairs"
        ]
    );
    assert!(tokens("dot").contains(&"manager-of:housing-repairs".to_owned()));
    assert!(tokens("nobody").is_empty());
    assert!(
        directory
            .tokens(&"ada".parse().unwrap(), date(2025, 5, 7))
            .is_empty(),
        "the day before the appointment"
    );
}

#[test]
fn a_service_knows_who_answers_for_it() {
    let directory = council().0;
    let service = "housing-repairs".parse().unwrap();
    let manager = directory.manager_of(&service, DAY).unwrap();
    assert_eq!(directory.name(&manager.person), "Ben Marl");
    let chief = directory.chief_officer_of(&service, DAY).unwrap();
    assert_eq!(directory.name(&chief.person), "Dot Umber");
    let officer = directory.appointment(&"a-cai".parse().unwrap()).unwrap();
    let above = directory.line_manager(officer, DAY).unwrap();
    assert_eq!(above.id.as_str(), "a-ben");
}

#[test]
fn each_protocol_calls_the_offices_by_its_own_names() {
    let called = |pack: &str, kind: RoleKind| {
        let protocol = crate::protocol::packs::shipped(pack).expect("a shipped pack");
        protocol.names.name(kind).to_owned()
    };
    let cabinet = RoleKind::CabinetMember;
    assert_eq!(called("cambridge-updated", cabinet), "Lead cabinet member");
    assert_eq!(
        called("cambridge-existing", cabinet),
        "Executive Councillor"
    );
    assert_eq!(
        called("bradford-4c", cabinet),
        "Executive member with portfolio"
    );
    assert_eq!(
        called("bradford-4c", RoleKind::HeadOfLegal),
        "City Solicitor"
    );
    assert_eq!(
        called("bradford-4c", RoleKind::Leader),
        RoleKind::Leader.name()
    );
    let names = crate::protocol::packs::shipped("bradford-4c")
        .unwrap()
        .names;
    assert_eq!(names.kind_of("city solicitor"), Some(RoleKind::HeadOfLegal));
}

#[test]
fn an_office_is_written_by_its_slug() {
    for kind in RoleKind::all() {
        let written = serde_json::to_value(kind).unwrap();
        assert_eq!(written, kind.slug());
        assert_eq!(RoleKind::from_slug(kind.slug()), Some(kind));
    }
    let written = serde_json::to_value(Role::SectionOneFiveOne).unwrap();
    assert_eq!(written["office"], "section-151-officer");
}
