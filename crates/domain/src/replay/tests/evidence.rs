//! What may be told of a replay over the whole council tells no small number.

use super::*;
use crate::figures::{Joined, Outcome, Released, Rows};

/// So many of each of the first three stories, and one of each other.
fn replayed(n: usize, others: usize) -> (Replayed, Inputs) {
    let council = town("cambridge-updated");
    let mut history = History::default();
    for (at, story) in stories().into_iter().enumerate() {
        for _ in 0..if at < 3 { n } else { others } {
            history.push(story.state.as_ref().expect("a case"), &council, now());
        }
    }
    let inputs = Inputs {
        version: None,
        values: vec!["answer-within=7".to_owned()],
        from: date(2026, 4, 1),
        to: date(2026, 6, 30),
    };
    let protocol = council.protocols.values().next().map(AsRef::as_ref);
    let trial = inputs.trial().expect("a value");
    let (settings, calendar) = (&council.settings, &council.calendar);
    let replayed = history.replay(&trial, protocol, settings, calendar, now());
    (replayed, inputs)
}

#[test]
fn evidence_tells_ranges_and_no_small_number() {
    let (replayed, inputs) = replayed(6, 1);
    let evidence = Evidence::of(&replayed, inputs, &[], date(2026, 8, 1), 5);
    let total = replayed.total();
    assert_eq!((total.cases, total.no_longer_late), (23, 7));
    assert_eq!(evidence.late.columns.len(), 4, "no change is by few");
    for table in [&evidence.late, &evidence.acknowledged, &evidence.told] {
        let rows = table.months.iter().map(|row| &row.counts);
        let rows = rows.chain(table.services.iter().map(|row| &row.counts));
        let rows = rows.chain(table.wards.iter().map(|row| &row.counts));
        for n in rows.chain([&table.total]).flatten() {
            assert_eq!(n % 5, 0, "{table:?}");
        }
        let told: u64 = table.total.iter().sum();
        let unsaid = 4 * table.columns.len() as u64;
        assert!(told <= total.cases && total.cases <= told + unsaid);
    }
    let written = serde_json::to_string(&evidence).expect("JSON");
    let read: Evidence = serde_json::from_str(&written).expect("evidence");
    assert_eq!(read, evidence);
}

#[test]
fn what_is_too_little_is_told_together_or_not_at_all() {
    let (few, inputs) = replayed(2, 2);
    let evidence = Evidence::of(&few, inputs, &[], date(2026, 8, 1), 5);
    let (columns, total) = (&evidence.late.columns, &evidence.late.total);
    assert!(columns.len() < 4, "{columns:?}");
    assert!(total.iter().all(|n| n % 5 == 0));
    let (fewer, inputs) = replayed(1, 0);
    let evidence = Evidence::of(&fewer, inputs, &[], date(2026, 8, 1), 5);
    assert_eq!(evidence.late.columns, Vec::<Vec<Change>>::new());
    assert_eq!(
        (evidence.late.months.len(), evidence.told.wards.len()),
        (0, 0)
    );
}

#[test]
fn what_the_released_figures_join_stays_joined() {
    let (replayed, inputs) = replayed(6, 1);
    let known = Evidence::of(&replayed, inputs.clone(), &[], date(2026, 8, 1), 5);
    let key = known.late.services[0].keys[0].clone();
    let other = Some("elsewhere".parse().expect("a slug"));
    let rows = |keys: Vec<_>| Rows {
        received: Vec::new(),
        judged: vec![Joined {
            keys,
            counts: vec![23],
        }],
    };
    let none = || Rows {
        received: Vec::new(),
        judged: Vec::new(),
    };
    let released = Released {
        from: date(2026, 4, 1),
        to: date(2026, 6, 30),
        on: date(2026, 8, 1),
        least: 5,
        outcomes: vec![vec![Outcome::InTime, Outcome::Late, Outcome::Unjudged]],
        holding: Vec::new(),
        months: Rows {
            received: Vec::new(),
            judged: Vec::new(),
        },
        services: rows(vec![key.clone(), other]),
        wards: none(),
    };
    let evidence = Evidence::of(&replayed, inputs, &[&released], date(2026, 8, 1), 5);
    let row = &evidence.late.services[0];
    assert_eq!(row.keys, [key], "a key without a case is not told");
}
