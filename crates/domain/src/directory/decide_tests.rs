//! Changes of the directory: what each decision takes, refuses and says.

use jiff::civil::date;

use super::testing::*;
use super::*;
use crate::access::Token;

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
    assert_eq!(now.holders_of(&own, DAY), [id("dot")]);
    assert_eq!(now.holders_of(&office, date(2026, 4, 11)), [id("dot")]);
}

#[test]
fn an_officer_is_in_the_post_until_they_leave_what_it_gave_and_cover_never_is() {
    let in_post = Token::in_post(&id("a-cai"));
    let holds = |now: &Directory, who: &str, on| now.tokens(&id(who), on).contains(&in_post);
    let now = with(council(), away("cai", Some("ben")));
    assert!(holds(&now, "cai", DAY) && !holds(&now, "ben", DAY));
    assert_eq!(now.holders_of(&in_post, DAY), [id("cai")]);
    let ended = |now: Directory| {
        let end = DirectoryCommand::EndAppointment {
            appointment: id("a-cai"),
            on: DAY,
            reason: EndReason::Moved,
        };
        with(now, end)
    };
    let after = DAY.tomorrow().unwrap();
    let next = |role| {
        let mut appoint = post("a-cai-next", "cai", role);
        if let DirectoryCommand::Appoint(made) = &mut appoint {
            made.from = after;
        }
        appoint
    };
    // On to a lead of the same service: the post is not left. To another service: it is.
    let lead = Role::ServiceLead {
        service: id("repairs"),
    };
    let promoted = ended(with(council(), next(lead)));
    assert!(holds(&promoted, "cai", after) && !promoted.has_left(&id("a-cai"), after));
    let moved = ended(with(
        council(),
        next(Role::TeamMember { team: id("homes") }),
    ));
    assert!(holds(&moved, "cai", DAY) && !holds(&moved, "cai", after));
    assert!(moved.has_left(&id("a-cai"), after) && moved.holders_of(&in_post, after).is_empty());
    // Cover in the old service brings the post back to nobody.
    let mut helps = away("ben", Some("cai"));
    if let DirectoryCommand::RecordAway { from, to, .. } = &mut helps {
        (*from, *to) = (after, after);
    }
    assert!(!holds(&with(moved, helps), "cai", after));
}

#[test]
fn the_assistants_of_a_member_assist_in_every_office_and_in_none_that_is_over() {
    let reads = Rights {
        read: true,
        ..Rights::default()
    };
    let assistant = Role::Assistant {
        to: id("a-ada"),
        rights: reads,
    };
    let now = with(council(), post("a-fay", "fay", assistant));
    let office = Token::assistant_of(&id("l-ada"));
    assert!(now.tokens(&id("fay"), DAY).contains(&office));
    assert_eq!(now.holders_of(&office, DAY), [id("fay")]);
    let end = DirectoryCommand::EndAppointment {
        appointment: id("l-ada"),
        on: DAY,
        reason: EndReason::Other,
    };
    let (now, after) = (with(now, end), DAY.tomorrow().unwrap());
    assert!(!now.tokens(&id("fay"), after).contains(&office));
    assert!(
        now.tokens(&id("fay"), after)
            .contains(&Token::assistant_of(&id("a-ada")))
    );
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

#[test]
fn democratic_services_see_what_is_missing_and_what_ends() {
    let cover = away("ben", Some("cai"));
    let leaves = DirectoryCommand::DateAppointment {
        appointment: id("a-ada"),
        from: START,
        to: Some(date(2026, 4, 20)),
    };
    let resigned = DirectoryCommand::EndAppointment {
        appointment: id("a-dot"),
        on: date(2026, 3, 31),
        reason: EndReason::Resigned,
    };
    let now = with(
        council(),
        DirectoryCommand::Several(vec![cover, leaves, resigned]),
    );
    let vacant: Vec<_> = now
        .vacancies(DAY)
        .into_iter()
        .map(|v| (v.role.post(), v.places, v.since, v.acting.len()))
        .collect();
    let since = Some(date(2026, 4, 1));
    assert_eq!(
        vacant,
        [
            ("chief-executive".to_owned(), 1, None, 0),
            ("monitoring-officer".to_owned(), 1, since, 1),
            ("section-151-officer".to_owned(), 1, None, 0),
            ("leader".to_owned(), 1, None, 0),
            ("member-abbey".to_owned(), 2, None, 0),
            ("chief-officer-homes".to_owned(), 1, None, 0),
        ]
    );
    let gaps = now.gaps(DAY);
    assert!(gaps.contains(&Gap::MemberLeaves {
        appointment: id("a-ada"),
        person: id("ada"),
        on: date(2026, 4, 20),
    }));
    assert!(gaps.contains(&Gap::CoverEnds {
        away: id("away-ben"),
        person: id("ben"),
        covered_by: id("cai"),
        on: date(2026, 4, 10),
    }));
    assert!(gaps.contains(&Gap::NoWords {
        service: id("repairs")
    }));
}
