//! How versions stand, what an adoption needs, what a ruling changes and from when.

use jiff::civil::date;

use super::*;
use crate::calendar::start_of_day;
use crate::clock::{Class, Silence};
use crate::protocol::packs::shipped;
use crate::protocol::{Enforce, Outcome, RuledValue};
use crate::settings::Settings;
use crate::verdict::Basis;

const DAY: Date = date(2026, 6, 1);

fn adoption(pack: &str, version: &str, in_force: Date) -> Adoption {
    Adoption {
        pack: pack.parse().expect("a pack"),
        version: version.parse().expect("a version"),
        body: None,
        body_name: "Council".to_owned(),
        adopted: in_force,
        in_force,
        minute: "26/41".to_owned(),
        recommended: None,
        why: None,
    }
}

fn record(events: impl IntoIterator<Item = (Date, ProtocolEvent)>) -> Versions {
    events
        .into_iter()
        .enumerate()
        .fold(Versions::default(), |all, (n, (on, event))| {
            all.evolve(Recorded {
                version: n as u64 + 1,
                at: start_of_day(on),
                actor: "clerk".parse().expect("a person"),
                event,
            })
        })
}

fn key(pack: &str, version: &str) -> VersionKey {
    (
        pack.parse().expect("a pack"),
        version.parse().expect("a version"),
    )
}

fn existing() -> VersionKey {
    key("cambridge-existing", "existing")
}

fn updated() -> VersionKey {
    key("cambridge-updated", "2026-proposed")
}

/// The existing text from 2024, the updated one adopted in May and in force from June 2026.
fn two() -> Versions {
    let mut later = adoption("cambridge-updated", "2026-proposed", DAY);
    later.adopted = date(2026, 5, 22);
    let first = adoption("cambridge-existing", "existing", date(2024, 5, 6));
    record([
        (first.adopted, ProtocolEvent::Adopted(first)),
        (later.adopted, ProtocolEvent::Adopted(later)),
    ])
}

#[test]
fn a_version_is_proposed_then_adopted_then_in_force_then_superseded() {
    let versions = two();
    let on = |key: &VersionKey, on| versions.standing(key, on);
    assert_eq!(
        Versions::default().standing(&updated(), DAY),
        Standing::Proposed
    );
    assert_eq!(on(&updated(), date(2026, 5, 31)), Standing::Adopted);
    assert_eq!(on(&existing(), date(2026, 5, 31)), Standing::InForce);
    assert_eq!(on(&updated(), DAY), Standing::InForce);
    assert_eq!(on(&existing(), DAY), Standing::Superseded);
    let other = key("bradford-4c", "part-4c");
    assert_eq!(on(&other, DAY), Standing::Proposed);
}

#[test]
fn an_adoption_needs_its_body_its_minute_and_a_day_that_has_come() {
    let versions = Versions::default();
    let known = |_: &VersionKey| true;
    let wrong = |adoption: Adoption| -> Vec<&'static str> {
        let event = ProtocolEvent::Adopted(adoption);
        let found = versions.check(&event, known, DAY).err().unwrap_or_default();
        found.iter().map(|invalid| invalid.field).collect()
    };
    let good = adoption("cambridge-updated", "2026-proposed", DAY);
    assert!(wrong(good.clone()).is_empty());
    let without = Adoption {
        body_name: " ".to_owned(),
        minute: String::new(),
        ..good.clone()
    };
    assert_eq!(wrong(without), ["body", "minute"]);
    let early = Adoption {
        adopted: date(2026, 6, 2),
        ..good.clone()
    };
    assert_eq!(wrong(early), ["on", "in-force"]);
    let unknown = versions.check(&ProtocolEvent::Adopted(good), |_| false, DAY);
    assert_eq!(
        unknown.map_err(|wrong| wrong[0].why.clone()),
        Err("there is no version `2026-proposed` of `cambridge-updated`".to_owned())
    );
}

#[test]
fn an_adoption_entered_wrongly_is_corrected_and_both_stay_on_record() {
    let wrong = adoption("cambridge-updated", "2026-proposed", DAY);
    let right = Adoption {
        in_force: date(2026, 7, 1),
        ..wrong.clone()
    };
    let versions = record([
        (DAY, ProtocolEvent::Adopted(wrong)),
        (DAY, ProtocolEvent::AdoptionCorrected(right)),
    ]);
    assert_eq!(versions.in_force(date(2026, 6, 30)), None);
    assert_eq!(
        versions.standing(&updated(), date(2026, 7, 1)),
        Standing::InForce
    );
    assert_eq!(versions.history().len(), 2);
}

#[test]
fn open_cases_keep_their_version_until_the_council_decides_otherwise() {
    let mut versions = two();
    assert_eq!(versions.governing(&existing(), None).0, existing());
    let moved = OpenCasesMoved {
        pack: existing().0,
        version: existing().1,
        to_pack: updated().0,
        to_version: updated().1,
        body_name: "Council".to_owned(),
        on: date(2026, 6, 10),
        minute: "26/50".to_owned(),
    };
    let event = ProtocolEvent::OpenCasesMoved(moved);
    let known = |_: &VersionKey| true;
    assert_eq!(versions.check(&event, known, date(2026, 6, 10)), Ok(()));
    assert!(
        versions.check(&event, known, date(2026, 5, 30)).is_err(),
        "not under a version that is not in force"
    );
    versions = versions.evolve(Recorded {
        version: 3,
        at: start_of_day(date(2026, 6, 10)),
        actor: "clerk".parse().expect("a person"),
        event,
    });
    assert_eq!(versions.governing(&existing(), None).0, updated());
    let before = versions.governing(&existing(), Some(date(2026, 6, 9)));
    assert_eq!(
        before.0,
        existing(),
        "a case that had ended stays as judged"
    );
}

#[test]
fn an_adoption_from_before_events_had_kinds_is_still_read() {
    let old = r#"{"pack":"cambridge-updated","version":"2026-proposed","body":"council",
        "body_name":"Council","adopted":"2025-05-22","in_force":"2025-05-22","minute":"25/31"}"#;
    let read: ProtocolEvent = serde_json::from_str(old).expect("an adoption");
    assert_eq!(read.name(), "adopted");
    let now = serde_json::to_string(&read).expect("plain data");
    assert!(now.contains(r#""kind":"adopted""#), "{now}");
    assert_eq!(serde_json::from_str::<ProtocolEvent>(&now).ok(), Some(read));
}

fn ruling(question: &str, from: Date, outcome: Outcome) -> Ruling {
    let words = |key: &str| Words {
        key: key.parse().expect("a key"),
        digest: String::new(),
    };
    Ruling {
        reference: Reference::from_entropy("INT", 7),
        pack: updated().0,
        question: Some(question.parse().expect("a question")),
        clauses: vec!["7.6".parse().expect("a clause")],
        asks: words("asks"),
        words: words("ruling"),
        by: "Monitoring Officer".to_owned(),
        minute: None,
        from,
        outcome,
    }
}

#[test]
fn a_ruling_takes_the_place_of_the_default_from_its_day_and_is_named_as_the_basis() {
    let protocol = shipped("cambridge-updated").expect("a shipped pack");
    let value = RuledValue {
        provision: "enquiries/response".to_owned(),
        field: "silence".to_owned(),
        value: r#""first-target-stands""#.to_owned(),
    };
    let offered = protocol.values_of(&"B19".parse().expect("a question"));
    assert!(
        offered.iter().any(|v| v.field == value.field),
        "{offered:?}"
    );
    let outcome = Outcome::Replaced {
        values: vec![value],
        enforce: BTreeMap::new(),
    };
    let refused = protocol.ruled(&[ruling("B19", DAY, outcome)]);
    assert!(refused.is_err(), "the loader takes only values that exist");
    let ruled = protocol
        .ruled(&[ruling("B19", DAY, Outcome::Confirmed)])
        .expect("a ruling that can be followed");
    let basis = |on| {
        let rules = ruled.enquiries_on(on, Class::Other, &Settings::default());
        let silence = rules.clock.as_ref().map(|clock| clock.value.silence);
        (silence, rules.basis("response", "silence").cloned())
    };
    let (before, default) = basis(date(2026, 5, 31));
    let (after, by_ruling) = basis(DAY);
    assert_eq!(
        (before, after),
        (Some(Silence::Stands), Some(Silence::Stands))
    );
    assert!(matches!(default, Some(Basis::Default { .. })));
    assert!(
        matches!(by_ruling, Some(Basis::Ruling { .. })),
        "{by_ruling:?}"
    );
}

#[test]
fn a_ruling_says_how_strictly_a_duty_is_held_from_its_day() {
    let protocol = shipped("bradford-4c").expect("a shipped pack");
    let mut settled = ruling(
        "E2",
        DAY,
        Outcome::Replaced {
            values: Vec::new(),
            enforce: BTreeMap::from([("12.8".to_owned(), Enforce::Ask)]),
        },
    );
    settled.pack = protocol.pack.clone();
    let ruled = protocol.ruled(&[settled]).expect("a ruling");
    let held = |on| {
        let held = ruled.enforcement("12.8", &Settings::default(), on);
        held.map(|cited| (cited.value, cited.basis))
    };
    assert!(matches!(
        held(date(2026, 5, 31)),
        Some((Enforce::Refuse, Basis::Default { .. }))
    ));
    assert!(matches!(
        held(DAY),
        Some((Enforce::Ask, Basis::Ruling { .. }))
    ));
}

#[test]
fn a_pack_cannot_rule_for_itself() {
    let mut files = (*shipped("cambridge-updated").expect("a shipped pack").files).clone();
    let file = files
        .get_mut("provisions/enquiries.toml")
        .expect("the provisions");
    *file = file.replacen(
        r#"question = "B19""#,
        r#"ruling = "INT-0000-000", question = "B19""#,
        1,
    );
    let faults = crate::protocol::load(&files).expect_err("refused");
    assert!(
        faults[0].message.contains("there is no ruling"),
        "{}",
        faults[0]
    );
}
