//! The age of what is open, in bands of calendar days since receipt.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::Tally;

/// The greatest age of each band, in calendar days; what is older stands in one more band.
pub const AGES: [i32; 4] = [7, 14, 28, 56];

/// One band of ages, with the days of receipt that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Age {
    /// The band in words: `8 to 14 days`.
    pub words: String,
    /// The earliest day of receipt; none for the last band.
    pub from: Option<Date>,
    /// The latest day of receipt; none for the first band.
    pub to: Option<Date>,
    /// How many are open.
    pub open: u64,
    /// How many of these are not answered.
    pub unanswered: u64,
    /// How many of these are overdue, answered or not.
    pub overdue: u64,
    /// How many of these are answered and not overdue: they wait for the member's word.
    pub settled: u64,
}

/// A band without anything in it.
const NONE: Age = Age {
    words: String::new(),
    from: None,
    to: None,
    open: 0,
    unanswered: 0,
    overdue: 0,
    settled: 0,
};

/// What is open on a day, by age.
pub fn ages(tallies: &[Tally], today: Date) -> Vec<Age> {
    let ago = |days: i32| today.checked_sub(days.days()).ok();
    let mut bands = Vec::with_capacity(AGES.len() + 1);
    let mut least = 0;
    for most in AGES {
        bands.push(Age {
            words: format!("{least} to {most} days"),
            from: ago(most),
            to: ago(least).filter(|_| least > 0),
            ..NONE
        });
        least = most + 1;
    }
    bands.push(Age {
        words: format!("{least} days or more"),
        from: None,
        to: ago(least),
        ..NONE
    });
    for tally in tallies {
        let Some(since) = tally.open_since else {
            continue;
        };
        // The bands stand from young to old, so the first whose earliest day is not later holds it.
        let band = bands
            .iter_mut()
            .find(|band| band.from.is_none_or(|from| since >= from));
        if let Some(band) = band {
            band.open += tally.count;
            band.unanswered += if tally.answered { 0 } else { tally.count };
            band.overdue += if tally.overdue { tally.count } else { 0 };
            let settled = tally.answered && !tally.overdue;
            band.settled += if settled { tally.count } else { 0 };
        }
    }
    bands
}
