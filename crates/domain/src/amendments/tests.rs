//! Events stay readable and tagged; what a draft changes is a pack again.

use super::event::{Event, FIELDS};
use crate::protocol::packs::shipped;
use crate::protocol::{Force, PackEdit, edited, load};
use crate::register::golden::Golden;
use crate::settings::Settings;

#[test]
fn every_event_ever_written_is_read_and_every_field_is_tagged() {
    let golden = Golden::<Event> {
        file: include_str!("../../tests/golden/amendment-events.jsonl"),
        names: Event::NAMES,
        fields: FIELDS,
        whole: &["pin", "edit", "drafted", "decided", "adoption", "evidence"],
        name: Event::name,
        contents: Event::contents,
    };
    golden.holds();
}

#[test]
fn seven_days_instead_of_five_change_the_provision_and_what_the_clause_states() {
    let of = shipped("cambridge-updated").expect("a shipped pack");
    let version = "seven".parse().expect("a version");
    let edit = PackEdit::Value {
        provision: "enquiries/response".to_owned(),
        entry: 1,
        field: "n".to_owned(),
        value: "7".to_owned(),
    };
    let files = edited(&of.files, &[(edit, None)], &version).expect("a change");
    let changed = load(&files).expect("a pack");
    let day = jiff::civil::date(2026, 6, 1);
    let rules = changed.enquiries_on(day, crate::clock::Class::Other, &Settings::default());
    let clock = rules.clock.expect("a target");
    assert_eq!(
        (clock.value.n, clock.basis.to_string().as_str()),
        (7, "clause 7.6")
    );
    assert_eq!(changed.version, version);
}

#[test]
fn a_clause_is_added_in_its_place_and_another_struck() {
    let of = shipped("cambridge-updated").expect("a shipped pack");
    let version = "next".parse().expect("a version");
    let clause = |id: &str| id.parse().expect("a clause");
    let added = PackEdit::Added {
        clause: clause("7.9"),
        after: Some(clause("7.8")),
        force: Force::May,
    };
    let gist = Some("It says what is new.".to_owned());
    let struck = PackEdit::Struck {
        clause: clause("6.5"),
    };
    let files = edited(&of.files, &[(added, gist), (struck, None)], &version);
    let files = files.expect("changes");
    // A question may still be about the struck clause: the loader tells.
    let ids = match load(&files) {
        Ok(protocol) => protocol.clauses.iter().map(|c| c.id.to_string()).collect(),
        Err(faults) => vec![faults[0].to_string()],
    };
    assert!(ids.contains(&"7.9".to_owned()), "{ids:?}");
    assert!(!ids.contains(&"6.5".to_owned()), "{ids:?}");
    let lost = PackEdit::Struck {
        clause: clause("99.9"),
    };
    let why = edited(&of.files, &[(lost, None)], &version);
    assert_eq!(why, Err("there is no clause `99.9`".to_owned()));
}
