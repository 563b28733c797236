use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::access::Token;
use crate::fresh::Fresh;
use crate::verdict::Invalid;

const START: Date = date(2025, 5, 8);
const DAY: Date = date(2026, 4, 2);

fn at() -> Timestamp {
    "2026-01-01T09:00:00Z".parse().unwrap()
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn try_with(directory: Directory, command: DirectoryCommand) -> Result<Directory, Vec<Invalid>> {
    let seed = [directory.version() as u8; 32];
    let decision = decide(&directory, command, at(), &Fresh::new(seed))?;
    let mut after = directory;
    for append in &decision.appends {
        assert_eq!(append.expected, after.version());
        for event in &append.events {
            after = after.clone().evolve(&Recorded {
                version: after.version() + 1,
                at: at(),
                actor: id("clerk"),
                event: event.clone(),
            });
        }
    }
    for content in &decision.contents {
        after.learn(&content.key, &content.bytes);
    }
    Ok(after)
}

fn with(directory: Directory, command: DirectoryCommand) -> Directory {
    try_with(directory, command).expect("taken")
}

fn refused(directory: &Directory, command: DirectoryCommand) -> String {
    let wrong = try_with(directory.clone(), command).expect_err("refused");
    let lines: Vec<_> = wrong
        .iter()
        .map(|w| format!("{}: {}", w.field, w.why))
        .collect();
    lines.join("\n")
}

fn person(name: &str) -> DirectoryCommand {
    DirectoryCommand::AddPerson {
        person: Some(id(&slugify(name))),
        details: Details {
            name: name.to_owned(),
            ..Details::default()
        },
    }
}

fn post(key: &str, person: &str, role: Role) -> DirectoryCommand {
    DirectoryCommand::Appoint(NewAppointment {
        appointment: Some(id(key)),
        person: id(person),
        role,
        from: START,
        to: None,
        job_share: false,
    })
}

fn away(person: &str, cover: Option<&str>) -> DirectoryCommand {
    DirectoryCommand::RecordAway {
        away: Some(id(&format!("away-{person}"))),
        person: id(person),
        covered_by: cover.map(id),
        from: date(2026, 4, 1),
        to: date(2026, 4, 10),
    }
}

fn service(key: &str) -> Service {
    Service {
        id: id(key),
        name: key.to_owned(),
        description: String::new(),
        words: Vec::new(),
        report: None,
        request: None,
        try_first: None,
        team: None,
        directorate: Some(id("homes")),
        from: START,
        to: None,
    }
}

fn member(ward: &str) -> Role {
    Role::Member { ward: id(ward) }
}

fn green() -> Role {
    Role::GroupMember { group: id("green") }
}

fn council() -> Directory {
    let homes = Team {
        id: id("homes"),
        name: "Homes".to_owned(),
        kind: TeamKind::Directorate,
        part_of: None,
        email: None,
        phone: None,
        from: START,
        to: None,
    };
    let ward = |key: &str, seats| DirectoryCommand::RecordWard {
        on: START,
        ward: Ward {
            id: id(key),
            name: key.to_owned(),
            gss: None,
            seats,
            from: START,
            to: None,
        },
    };
    let green_group = Group {
        id: id("green"),
        name: "Green".to_owned(),
        from: START,
        to: None,
    };
    let commands = vec![
        person("Ada"),
        person("Ben"),
        person("Cai"),
        person("Dot"),
        person("Eve"),
        person("Fay"),
        ward("castle", 1),
        ward("abbey", 2),
        DirectoryCommand::RecordGroup {
            on: START,
            group: green_group,
        },
        DirectoryCommand::RecordTeam {
            on: START,
            team: homes,
        },
        DirectoryCommand::RecordService {
            on: START,
            service: service("repairs"),
        },
        post("a-ada", "ada", member("castle")),
        post("g-ada", "ada", green()),
        post("l-ada", "ada", Role::GroupLeader { group: id("green") }),
        post(
            "a-ben",
            "ben",
            Role::ServiceManager {
                service: id("repairs"),
            },
        ),
        post(
            "a-cai",
            "cai",
            Role::Officer {
                service: id("repairs"),
            },
        ),
        post("a-dot", "dot", Role::MonitoringOfficer),
        post("a-eve", "eve", Role::DeputyMonitoringOfficer),
    ];
    with(Directory::default(), DirectoryCommand::Several(commands))
}

#[test]
fn what_cannot_be_is_refused_by_the_name_of_its_field() {
    let now = council();
    let backwards = DirectoryCommand::DateAppointment {
        appointment: id("a-ben"),
        from: DAY,
        to: Some(START),
    };
    let early = DirectoryCommand::EndAppointment {
        appointment: id("a-ben"),
        on: date(2025, 5, 7),
        reason: EndReason::Moved,
    };
    for (command, says) in [
        (
            post("x", "zed", Role::Leader),
            "person: `zed` is nobody in the directory",
        ),
        (
            post("x", "fay", Role::Leader),
            "person: Fay is not a member of the council on 2025-05-08",
        ),
        (
            post("x", "fay", member("moor")),
            "scope: `moor` is no ward on 2025-05-08: add the ward first, or correct the day",
        ),
        (
            post("x", "fay", member("castle")),
            "from: all 1 seats of the ward are taken in that time: end an appointment first",
        ),
        (
            post("x", "cai", member("abbey")),
            "person: a member of the council cannot be its officer (Local Government Act 1972, s.116)",
        ),
        (
            post("a-ada", "fay", member("abbey")),
            "appointment: `a-ada` is already another appointment",
        ),
        (
            post(
                "x",
                "fay",
                Role::ServiceManager {
                    service: id("repairs"),
                },
            ),
            "from: Ben holds this office from 2025-05-08: end that appointment first, or mark both as a job share",
        ),
        (
            post("x", "dot", Role::ChiefExecutive),
            "person: the Monitoring Officer cannot be the Chief Executive or the Section 151 Officer (Local Government and Housing Act 1989, s.5)",
        ),
        (
            backwards,
            "to: `2025-05-08` is before the first day, 2026-04-02",
        ),
        (
            early,
            "on: is before it began on 2025-05-08: take the appointment back",
        ),
        (
            away("ben", Some("ben")),
            "covered_by: is the person who is away: name somebody else",
        ),
        (
            away("ben", Some("ada")),
            "covered_by: Ada is not an officer on 2026-04-01",
        ),
        (
            away("ada", Some("ben")),
            "covered_by: a member’s casework is not covered: appoint an assistant instead",
        ),
        (
            DirectoryCommand::CancelAway { away: id("none") },
            "away: is not an absence that is recorded",
        ),
    ] {
        assert_eq!(refused(&now, command), says);
    }
}

#[test]
fn every_wrong_field_of_a_form_is_named_at_once() {
    let mut wrong = service("streets");
    wrong.name = "\u{0}".to_owned();
    wrong.report = Some("javascript:alert(1)".to_owned());
    wrong.directorate = Some(id("nowhere"));
    wrong.to = Some(date(2020, 1, 1));
    let said = refused(
        &council(),
        DirectoryCommand::RecordService {
            on: DAY,
            service: wrong,
        },
    );
    let fields: Vec<_> = said
        .lines()
        .map(|line| line.split(':').next().unwrap())
        .collect();
    assert_eq!(fields, ["name", "report", "to", "directorate"]);
}

#[test]
fn a_change_that_changes_nothing_makes_no_event() {
    let now = council();
    let version = now.version();
    let again = [
        DirectoryCommand::RecordService {
            on: DAY,
            service: service("repairs"),
        },
        DirectoryCommand::ChangePerson {
            person: id("ada"),
            details: Details {
                name: " Ada ".to_owned(),
                ..Details::default()
            },
        },
        DirectoryCommand::DateAppointment {
            appointment: id("a-ben"),
            from: START,
            to: None,
        },
    ];
    let after = with(now, DirectoryCommand::Several(again.to_vec()));
    assert_eq!(after.version(), version);
}

#[test]
fn cover_is_told_and_reads_what_the_office_reads_but_not_what_stays_with_the_person() {
    let now = with(council(), away("dot", Some("cai")));
    let office = Token::post("monitoring-officer");
    assert_eq!(now.holders_of(&office, DAY), [id("cai"), id("dot")]);
    assert!(now.tokens(&id("cai"), DAY).contains(&office));
    let own = Token::own_post("monitoring-officer");
    assert!(!now.tokens(&id("cai"), DAY).contains(&own));
    assert_eq!(now.own_holders_of(&own, DAY), [id("dot")]);
    assert_eq!(now.holders_of(&office, date(2026, 4, 11)), [id("dot")]);
}

#[test]
fn the_deputy_acts_for_a_vacant_office_and_while_nobody_covers() {
    let now = with(council(), away("dot", None));
    let acting = now.acting(&Role::MonitoringOfficer, DAY);
    assert_eq!(acting[0].person, id("eve"));
    assert_eq!(
        acting[0].how,
        How::Deputy {
            of: Some(id("dot"))
        }
    );
    let left = DirectoryCommand::EndPerson {
        person: id("dot"),
        on: date(2026, 3, 31),
        reason: EndReason::Resigned,
    };
    let vacant = with(now, left);
    let acting = vacant.acting(&Role::MonitoringOfficer, DAY);
    assert_eq!(acting[0].how, How::Deputy { of: None });
    assert!(
        vacant
            .tokens(&id("eve"), DAY)
            .contains(&Token::own_post("monitoring-officer"))
    );
    assert!(vacant.tokens(&id("dot"), DAY).is_empty());
    assert!(
        vacant.acting(&Role::SectionOneFiveOne, DAY).is_empty(),
        "nobody, and no deputy"
    );
}

#[test]
fn an_election_ends_and_starts_in_one_dated_change() {
    let on = date(2026, 5, 11);
    let change = DirectoryCommand::ElectionDay {
        on,
        ends: vec![id("a-ada")],
        starts: vec![Start {
            person: id("fay"),
            role: member("castle"),
            to: None,
        }],
    };
    let after = with(council(), change);
    let sits = |day| -> Vec<_> {
        let seats = after.members_of_ward(&id("castle"), day).into_iter();
        seats.map(|a| a.person.to_string()).collect()
    };
    assert_eq!(sits(date(2026, 5, 10)), ["ada"], "to the last day");
    assert_eq!(sits(on), ["fay"]);
    assert!(
        after.tokens(&id("ada"), on).is_empty(),
        "the offices of a member end with the seat"
    );
    let inherited = Token::holder_of(&id("a-ada"));
    assert!(
        !after.tokens(&id("fay"), on).contains(&inherited),
        "casework is not inherited"
    );
}

#[test]
fn who_is_re_elected_keeps_the_appointment_and_who_moves_ward_the_group() {
    let again = DirectoryCommand::ElectionDay {
        on: date(2026, 5, 11),
        ends: vec![id("a-ada")],
        starts: vec![Start {
            person: id("ada"),
            role: member("castle"),
            to: None,
        }],
    };
    assert!(refused(&council(), again).contains("re-elected to the same office"));
    let moved = DirectoryCommand::ElectionDay {
        on: date(2026, 5, 11),
        ends: vec![id("a-ada")],
        starts: vec![Start {
            person: id("ada"),
            role: member("abbey"),
            to: None,
        }],
    };
    let after = with(council(), moved);
    let held: Vec<_> = after
        .appointments_of(&id("ada"), date(2026, 5, 12))
        .map(|a| a.role.post())
        .collect();
    assert_eq!(
        held,
        ["group-member-green", "group-leader-green", "member-abbey"]
    );
}

#[test]
fn a_member_who_leaves_the_group_loses_what_it_kept() {
    let now = council();
    let then = now.group_token(&id("green"), DAY);
    assert!(now.tokens(&id("ada"), DAY).contains(&then));
    let left = DirectoryCommand::Several(vec![
        DirectoryCommand::EndAppointment {
            appointment: id("l-ada"),
            on: DAY,
            reason: EndReason::Moved,
        },
        DirectoryCommand::EndAppointment {
            appointment: id("g-ada"),
            on: DAY,
            reason: EndReason::Moved,
        },
    ]);
    let after = with(now, left);
    let next = DAY.tomorrow().unwrap();
    assert!(!after.tokens(&id("ada"), next).contains(&then));
    assert_ne!(after.group_token(&id("green"), next), then);
}

#[test]
fn the_directory_answers_as_it_was_recorded() {
    let now = council();
    let ended = DirectoryEvent::AppointmentEnded {
        appointment: id("a-ben"),
        on: date(2025, 12, 31),
        reason: EndReason::Resigned,
    };
    let after = now.evolve(&Recorded {
        version: 100,
        at: "2026-03-01T09:00:00Z".parse().unwrap(),
        actor: id("clerk"),
        event: ended,
    });
    let service = id("repairs");
    assert!(after.manager_of(&service, DAY).is_none());
    let then = after.as_recorded("2026-02-28T09:00:00Z".parse().unwrap());
    let manager = then.manager_of(&service, DAY).unwrap();
    assert_eq!(
        then.name(&manager.person),
        "Ben",
        "recorded in arrears, unknown at the time"
    );
}

fn any_role() -> impl Strategy<Value = Role> {
    let ward = prop::sample::select(vec!["castle", "abbey"]).prop_map(member);
    let offices = vec![
        green(),
        Role::MonitoringOfficer,
        Role::DeputyMonitoringOfficer,
        Role::ChiefExecutive,
        Role::ServiceManager {
            service: id("repairs"),
        },
        Role::Officer {
            service: id("repairs"),
        },
        Role::ChiefOfficer {
            directorate: id("homes"),
        },
        Role::AssistantDirector {
            directorate: id("homes"),
            area: "all".into(),
        },
        Role::TeamMember { team: id("homes") },
        Role::GroupLeader { group: id("green") },
        Role::Assistant {
            to: id("a-ada"),
            rights: Rights {
                read: true,
                ..Rights::default()
            },
        },
    ];
    prop_oneof![ward, prop::sample::select(offices)]
}

fn any_command() -> impl Strategy<Value = DirectoryCommand> {
    let who = || prop::sample::select(vec!["ada", "ben", "cai", "dot", "eve", "fay"]);
    let day = || (0_i32..60).prop_map(|n| DAY.checked_add(jiff::Span::new().days(n - 30)).unwrap());
    let appoint =
        (who(), any_role(), day(), prop::option::of(day())).prop_map(|(p, role, from, to)| {
            DirectoryCommand::Appoint(NewAppointment {
                appointment: None,
                person: id(p),
                role,
                from,
                to,
                job_share: false,
            })
        });
    let absent = (who(), prop::option::of(who()), day(), day()).prop_map(|(p, cover, from, to)| {
        DirectoryCommand::RecordAway {
            away: None,
            person: id(p),
            covered_by: cover.map(id),
            from,
            to,
        }
    });
    let held = prop::sample::select(vec![
        "a-ada", "g-ada", "l-ada", "a-ben", "a-cai", "a-dot", "a-eve",
    ]);
    let end = (held, day()).prop_map(|(a, on)| DirectoryCommand::EndAppointment {
        appointment: id(a),
        on,
        reason: EndReason::Other,
    });
    let leave = (who(), day()).prop_map(|(p, on)| DirectoryCommand::EndPerson {
        person: id(p),
        on,
        reason: EndReason::Resigned,
    });
    prop_oneof![4 => appoint, 2 => absent, 2 => end, 1 => leave]
}

proptest! {
    #[test]
    fn relations_and_their_holders_agree(commands in prop::collection::vec(any_command(), 0..14), ahead in 0_i32..40) {
        let mut now = council();
        for command in commands {
            if let Ok(after) = try_with(now.clone(), command) {
                now = after;
            }
        }
        let on = DAY.checked_add(jiff::Span::new().days(ahead - 10)).unwrap();
        let people: Vec<PersonId> = now.people().cloned().collect();
        let mut every: BTreeSet<Token> = BTreeSet::new();
        for person in &people {
            every.extend(now.tokens(person, on));
        }
        for token in &every {
            let own = matches!(token.parts().0, "own-post" | "everyone");
            let told = if own { now.own_holders_of(token, on) } else { now.holders_of(token, on) };
            for person in &people {
                let reads = now.tokens(person, on).contains(token);
                let is_told = told.contains(person);
                // A person's cover is told, but does not become that person.
                let personal = token.parts().0 == "person" && is_told && !reads;
                prop_assert!(reads == is_told || personal, "{token} {person}: reads {reads}, told {is_told}");
            }
        }
    }

    #[test]
    fn an_event_that_fits_nothing_is_survived(commands in prop::collection::vec(any_command(), 0..8), keep in any::<u64>()) {
        let mut now = council();
        for command in commands {
            if let Ok(after) = try_with(now.clone(), command) {
                now = after;
            }
        }
        let some = now.history().iter().enumerate().filter(|(n, _)| keep >> (n % 64) & 1 == 1);
        let torn = Directory::replay(some.map(|(_, recorded)| recorded), []);
        for person in now.people() {
            let _ = torn.tokens(person, DAY);
        }
        prop_assert!(torn.history().len() <= now.history().len());
    }
}
