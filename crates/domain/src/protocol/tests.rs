//! The shipped packs as they are loaded.

use jiff::civil::date;

use super::packs::{SHIPPED, shipped};
use super::*;
use crate::clock::{Class, Start, Unit};
use crate::settings::{SettingSet, Settings};

fn updated() -> Protocol {
    shipped("cambridge-updated").expect("a shipped pack")
}

#[test]
fn every_shipped_pack_loads_without_a_fault() {
    for pack in SHIPPED {
        if let Err(faults) = load(&pack.files()) {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            panic!("{}:\n{}", pack.id, lines.join("\n"));
        }
    }
}

#[test]
fn an_answer_is_aimed_at_within_five_working_days_of_receipt_by_clause_7_6() {
    let rules = updated().enquiries_on(date(2026, 4, 2), Class::Other, &Settings::default());
    let clock = rules.clock.expect("a target");
    assert_eq!(
        (clock.value.n, clock.value.unit, clock.value.start),
        (5, Unit::WorkingDay, Start::Receipt)
    );
    assert_eq!(clock.basis.to_string(), "clause 7.6");
    let late = rules.late.expect("a late rule");
    assert_eq!(late.value.officer_close, Enforce::Refuse);
}

#[test]
fn a_silent_protocol_has_no_target_until_the_council_sets_one() {
    for id in ["cambridge-existing", "bradford-4c"] {
        let protocol = shipped(id).expect("a shipped pack");
        let none = protocol.enquiries_on(date(2026, 4, 2), Class::Other, &Settings::default());
        assert_eq!((none.clock, none.late, none.burden), (None, None, None));
        assert!(protocol.silent_line().is_some());
        let set = SettingSet {
            id: "enquiries-response-days".parse().expect("a key"),
            value: Some("10".to_owned()),
            from: date(2026, 1, 1),
            set_by: "Full Council".to_owned(),
        };
        let settings = Settings::default().evolve(set);
        let rules = protocol.enquiries_on(date(2026, 4, 2), Class::Other, &settings);
        let asked_alone = protocol.clock_on(date(2026, 4, 2), Class::Other, &settings);
        assert_eq!(rules.clock, asked_alone);
        let clock = rules.clock.expect("a target");
        assert_eq!(clock.value.n, 10);
        assert!(matches!(
            clock.basis,
            Basis::Setting {
                completes: None,
                ..
            }
        ));
    }
}

fn choice(id: &str, value: &str, from: jiff::civil::Date) -> SettingSet {
    SettingSet {
        id: id.parse().expect("a key"),
        value: Some(value.to_owned()),
        from,
        set_by: "Full Council".to_owned(),
    }
}

const DAY: jiff::civil::Date = date(2026, 4, 2);

#[test]
fn what_clause_7_6_leaves_open_rests_on_the_question_and_not_on_the_clause() {
    let rules = updated().enquiries_on(DAY, Class::Other, &Settings::default());
    let basis = |rule, field| rules.basis(rule, field).map(ToString::to_string);
    let open = "unruled: default of question B19, under clause 7.6".to_owned();
    assert_eq!(basis("response", "n"), Some("clause 7.6".to_owned()));
    assert_eq!(basis("response", "waiting"), Some(open.clone()));
    assert_eq!(basis("response", "silence"), Some(open));
    assert_eq!(basis("routing", "unclear"), Some("clause 7.3".to_owned()));
    assert_eq!(
        basis("burden", "clock-runs"),
        Some("unruled: default of question B19, under clause 7.7".to_owned())
    );
    assert_eq!(basis("weather", "rain"), None);
}

#[test]
fn the_council_chooses_how_strictly_a_late_close_is_held_from_its_day_on() {
    let protocol = updated();
    let key = protocol.enforcement_key("7.6/2");
    assert_eq!(key, "enforce-cambridge-updated-7-6-2");
    let settings = Settings::default().evolve(choice(&key, "ask", DAY));
    let close = |on| {
        let rules = protocol.enquiries_on(on, Class::Other, &settings);
        let basis = rules.basis("late", "officer-close").cloned();
        (rules.late.map(|late| late.value.officer_close), basis)
    };
    let (before, by_clause) = close(date(2026, 4, 1));
    assert_eq!(before, Some(Enforce::Refuse));
    assert!(matches!(by_clause, Some(Basis::Clause(_))));
    let (after, by_choice) = close(DAY);
    assert_eq!(after, Some(Enforce::Ask));
    assert!(matches!(
        by_choice,
        Some(Basis::Setting {
            completes: Some(_),
            ..
        })
    ));
}

#[test]
fn an_acknowledgement_of_the_councils_own_is_added_beside_the_clause() {
    let settings = Settings::default().evolve(choice("enquiries-acknowledgement-days", "1", DAY));
    let rules = updated().enquiries_on(DAY, Class::Other, &settings);
    let stages = rules.clock.as_ref().map(|clock| clock.value.stages.len());
    assert_eq!(stages, Some(1));
    assert!(matches!(
        rules.basis("response", "stages"),
        Some(Basis::Setting { .. })
    ));
    assert_eq!(
        rules.clock.map(|clock| clock.basis.to_string()).as_deref(),
        Some("clause 7.6")
    );
}

#[test]
fn every_door_is_offered_under_every_protocol_each_with_its_basis() {
    for pack in SHIPPED {
        let protocol = shipped(pack.id).expect("a shipped pack");
        let rules = protocol.enquiries_on(DAY, Class::Other, &Settings::default());
        let doors: Vec<Door> = rules.doors.iter().map(|door| door.value).collect();
        let all = [
            Door::Report,
            Door::Request,
            Door::Complaint,
            Door::Urgent,
            Door::NotOurs,
            Door::InformationRights,
        ];
        assert_eq!(doors, all, "{}", pack.id);
        let by_clause = rules
            .doors
            .iter()
            .filter(|door| matches!(door.basis, Basis::Clause(_)));
        let expected = if pack.id == "cambridge-updated" { 4 } else { 0 };
        assert_eq!(by_clause.count(), expected, "{}", pack.id);
    }
}

#[test]
fn a_target_of_the_councils_own_never_replaces_the_protocols() {
    let settings = Settings::default().evolve(choice("enquiries-response-days", "20", DAY));
    let rules = updated().enquiries_on(DAY, Class::Other, &settings);
    assert_eq!(rules.clock.map(|clock| clock.value.n), Some(5));
}

#[test]
fn a_team_of_the_councils_own_takes_what_has_no_service_where_the_protocol_names_none() {
    let settings =
        Settings::default().evolve(choice("enquiries-unclear-team", "member-services", DAY));
    let team = |id: &str| {
        let protocol = shipped(id).expect("a shipped pack");
        let rules = protocol.enquiries_on(DAY, Class::Other, &settings);
        rules.routing.value.unclear.as_str().to_owned()
    };
    assert_eq!(team("cambridge-existing"), "member-services");
    assert_eq!(team("cambridge-updated"), "contact-centre");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused_and_never_stops_the_loader() {
    let pack = SHIPPED[0].files();
    let clauses = &pack["clauses.toml"];
    // After a whole line the file may be in order: the printed clauses are counted, the notes are not.
    let broken = |cut: &usize| {
        clauses.is_char_boundary(*cut)
            && !clauses[*cut..].starts_with('\n')
            && !clauses[..*cut].ends_with('\n')
    };
    let cuts = (0..clauses.len()).step_by(997).filter(broken);
    for cut in cuts {
        let mut files = pack.clone();
        files.insert("clauses.toml".to_owned(), clauses[..cut].to_owned());
        assert!(load(&files).is_err(), "taken when cut at {cut}");
    }
}
