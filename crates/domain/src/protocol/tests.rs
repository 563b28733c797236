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
        let rules = protocol.enquiries_on(
            date(2026, 4, 2),
            Class::Other,
            &Settings::default().evolve(set),
        );
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
