//! Micro benchmarks of the rules: what runs once for each case of a list, a report or a replay.

use std::hint::black_box;

use domain::calendar::{Calendar, Nation, Receipt};
use domain::clock::Unit;
use jiff::Timestamp;
use jiff::civil::date;

use crate::pairs::median;
use crate::time::timed;

/// Receipts at odd times over a century, none near another in the table.
fn receipts(count: usize) -> Vec<Receipt> {
    let begin = date(2000, 1, 3);
    (0..count)
        .map(|n| {
            let days = (n * 7919) % 36_000;
            let on = begin.saturating_add(jiff::Span::new().days(days as i64));
            if n % 2 == 0 {
                Receipt::On(on)
            } else {
                let noon = on.at(12, 0, 0, 0).in_tz("Europe/London");
                Receipt::At(noon.map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()))
            }
        })
        .collect()
}

/// Nanoseconds of one due date, by dates alone and with the time of day, as the medians of runs.
pub fn due(runs: usize, count: usize) -> (f64, f64) {
    let calendar = Calendar::new(Nation::EnglandAndWales);
    let all = receipts(count);
    let (on, at): (Vec<Receipt>, Vec<Receipt>) = all
        .into_iter()
        .partition(|receipt| matches!(receipt, Receipt::On(_)));
    let measure = |receipts: &[Receipt]| {
        let times = (0..runs).map(|_| {
            let (_, took) = timed(|| {
                for &receipt in receipts {
                    black_box(calendar.due(black_box(receipt), Unit::WorkingDay, black_box(5)));
                }
            });
            took.as_nanos() as f64 / receipts.len() as f64
        });
        median(times.collect())
    };
    (measure(&on), measure(&at))
}
