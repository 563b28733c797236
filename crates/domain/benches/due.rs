//! `cargo bench -p domain --bench due`: nanoseconds per due date and per folded clock.
//!
//! A plain program without a harness: each figure is the median of nine runs over many receipts.

use std::hint::black_box;
use std::time::Instant;

use domain::calendar::{Calendar, CalendarEvent, Nation, Receipt, parse_time};
use domain::clock::{Class, ClockRule, Silence, Start, Tick, TickKind, Unit, Waiting, fold, moved};
use domain::verdict::{Basis, Cited};
use jiff::Timestamp;
use jiff::civil::date;

const RUNS: usize = 9;
const COUNT: usize = 200_000;

fn main() {
    let plain = Calendar::new(Nation::EnglandAndWales);
    let cut_off = CalendarEvent::CutOffSet {
        at: parse_time("17:00").ok(),
        from: date(2000, 1, 1),
    };
    let with_cut_off = plain.clone().evolve(&cut_off);
    let instants = receipts();
    let days: Vec<Receipt> = instants.iter().map(|r| Receipt::On(r.date())).collect();

    let count = |calendar: &Calendar, receipts: &[Receipt]| {
        measure(receipts.len(), || {
            for &receipt in receipts {
                black_box(calendar.due(black_box(receipt), Unit::WorkingDay, black_box(5)));
            }
        })
    };
    report("due date of a receipt by its day", count(&plain, &days));
    report(
        "due date of a receipt by its minute",
        count(&plain, &instants),
    );
    report(
        "the same with a cut-off hour",
        count(&with_cut_off, &instants),
    );

    let stories: Vec<Vec<Tick>> = instants.iter().take(20_000).map(|r| story(*r)).collect();
    let rule = rule();
    let now: Timestamp = "2100-01-01T00:00:00Z".parse().expect("an instant");
    let folded = measure(stories.len(), || {
        for story in &stories {
            black_box(fold(Some(&rule), &plain, black_box(story), now));
        }
    });
    report("clock of four events", folded);
    let both = measure(stories.len(), || {
        for story in &stories {
            black_box(moved(
                Some(&rule),
                black_box(story),
                now,
                &plain,
                &with_cut_off,
            ));
        }
    });
    report("what an amended calendar moves", both);

    let closed = CalendarEvent::ClosureAdded {
        date: date(2026, 12, 24),
        title: "closed".to_owned(),
        reason: None,
    };
    let amended = measure(1, || {
        let calendar = plain.clone().evolve(&closed);
        black_box(calendar.is_working(date(2026, 12, 24)));
    });
    report("first question to an amended calendar", amended);
}

/// Receipts at odd minutes from 2000 to 2100, none near another in the table.
fn receipts() -> Vec<Receipt> {
    let (begin, century) = (946_684_800_i64, 3_155_000_000_i64);
    (0..COUNT as i64)
        .map(|n| begin + n * 982_451_653 % century)
        .map(|second| Receipt::At(Timestamp::from_second(second).expect("in range")))
        .collect()
}

/// Received, acknowledged, held, answered.
fn story(received: Receipt) -> Vec<Tick> {
    let Receipt::At(at) = received else {
        return Vec::new();
    };
    let later =
        |days: i64| Timestamp::from_second(at.as_second() + days * 86_400).expect("in range");
    let until = Receipt::At(later(14)).date();
    vec![
        Tick::new(at, TickKind::Received),
        Tick::new(
            later(1),
            TickKind::Acknowledged {
                names_handler: true,
            },
        ),
        Tick::new(
            later(5),
            TickKind::Held {
                until,
                explained: true,
                liaised: true,
            },
        ),
        Tick::new(later(12), TickKind::Answered),
    ]
}

fn rule() -> Cited<ClockRule> {
    let rule = ClockRule {
        class: Class::Any,
        start: Start::Receipt,
        unit: Unit::WorkingDay,
        n: 5,
        stages: Vec::new(),
        silence: Silence::Stands,
        waiting: Waiting::Continues,
        after_window: 0,
    };
    Cited::new(rule, Basis::Statute("none: a benchmark".to_owned()))
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn measure(each: usize, mut act: impl FnMut()) -> f64 {
    let mut runs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Instant::now();
            act();
            begun.elapsed().as_nanos() as f64 / each as f64
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    runs[RUNS / 2]
}

fn report(what: &str, nanoseconds: f64) {
    println!("{what:<42}{nanoseconds:>12.1} ns");
}
