//! The desk of the officer whom a visitor may be: some forty enquiries of one service in hand on the
//! demo's day, in the mix that such an officer knows. They are a part of the year's enquiries, taken from
//! all over it and raised in its last weeks.

use domain::enquiries::event::UrgentGround;
use jiff::Timestamp;
use jiff::civil::Date;

use super::deed::Deed;
use super::dice::Dice;
use super::{SEED, SHOWN, at, seldom};

/// One place on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Working days from its receipt to the demo's day.
    pub ago: u32,
    /// Whether the member named the service; else somebody has to find it first.
    pub known: bool,
    /// On what ground it is urgent from the first, if it is.
    pub urgent: Option<UrgentGround>,
    /// What was done, each so many working days after the receipt.
    pub steps: &'static [(u32, Deed)],
}

/// How many places the desk has in a demo of so many enquiries: the officer of a small one finds several,
/// and no officer has more than a desk holds.
pub fn size(enquiries: usize) -> usize {
    const FULL: usize = 46;
    (3 + enquiries / 12).min(FULL).min(ordinary(enquiries))
}

/// Which place of the desk an enquiry of the year takes, by its number; most take none.
pub fn taken(n: usize, enquiries: usize) -> Option<usize> {
    if seldom::way(n).is_some() {
        return None;
    }
    let (size, of) = (size(enquiries), ordinary(enquiries));
    let before = |n: usize| ordinary(n) * size / of.max(1);
    (before(n) != before(n + 1)).then(|| before(n))
}

/// How many of so many enquiries go no way of their own.
fn ordinary(enquiries: usize) -> usize {
    (0..enquiries).filter(|n| seldom::way(*n).is_none()).count()
}

/// A place of the desk, by its number.
pub fn place(n: usize) -> &'static Place {
    &PLACES[n % PLACES.len()]
}

/// Whether the member whom a visitor may be has raised it: the first few, so that they have some in the
/// smallest demo, and then one now and then.
pub fn is_the_visitors(n: usize) -> bool {
    n < 5 || n.is_multiple_of(11)
}

/// When it was raised.
pub fn raised_at(n: usize) -> Timestamp {
    let mut dice = Dice::new(SEED, format!("desk {n}"));
    let ago = place(n).ago;
    let hours = if ago == 0 { 2 } else { 9 };
    let day = working_days_before(ago);
    at(day, 7 + dice.below(hours) as i64, dice.below(60) as i64)
}

/// The day so many Mondays to Fridays before the demo's day.
fn working_days_before(days: u32) -> Date {
    let earlier = SHOWN.series(jiff::Span::new().days(-1));
    let mut worked = earlier.filter(|day| day.weekday().to_monday_zero_offset() < 5);
    worked.nth(days as usize).unwrap_or(SHOWN)
}

/// What is on the desk; a fuller one has each of them twice.
static PLACES: [Place; 23] = [
    // The first few stand in the smallest demo too: one of each kind that somebody must act on.
    place_of(5, &[(1, Deed::Accept), (1, Deed::Acknowledge)]),
    place_of(4, &[(1, Deed::Accept), (2, Deed::AskMember)]),
    place_of(8, &[(1, Deed::Accept), (6, Deed::Chase)]),
    place_of(4, &[(1, Deed::Accept), (3, Deed::Answer)]),
    place_of(6, &[(1, Deed::Accept), (4, Deed::Hold(8))]),
    urgent(0, UrgentGround::HealthOrSafety, &[]),
    place_of(5, &[(1, Deed::Accept), (3, Deed::Note)]),
    place_of(4, &[(1, Deed::Accept), (1, Deed::Acknowledge)]),
    place_of(3, &[(1, Deed::Accept)]),
    place_of(2, &[(1, Deed::Accept), (1, Deed::Note)]),
    place_of(1, &[]),
    place_of(
        9,
        &[(1, Deed::Accept), (4, Deed::Hold(10)), (5, Deed::Agree)],
    ),
    place_of(
        7,
        &[(1, Deed::Accept), (3, Deed::Hold(12)), (5, Deed::Contest)],
    ),
    place_of(
        12,
        &[
            (1, Deed::Accept),
            (4, Deed::Hold(6)),
            (5, Deed::Agree),
            (11, Deed::Chase),
        ],
    ),
    place_of(3, &[(1, Deed::Accept), (1, Deed::AskPart)]),
    place_of(2, &[(1, Deed::Accept)]),
    place_of(1, &[(0, Deed::Accept)]),
    place_of(10, &[(1, Deed::Accept), (6, Deed::Chase), (9, Deed::Chase)]),
    place_of(
        14,
        &[
            (1, Deed::Accept),
            (4, Deed::Answer),
            (6, Deed::Close),
            (12, Deed::Reopen),
        ],
    ),
    urgent(1, UrgentGround::VulnerablePerson, &[(0, Deed::Accept)]),
    place_of(
        4,
        &[(1, Deed::Accept), (1, Deed::AskMember), (3, Deed::Reply)],
    ),
    place_of(
        8,
        &[(1, Deed::Accept), (3, Deed::Hold(5)), (4, Deed::Agree)],
    ),
    Place {
        known: false,
        ..place_of(0, &[])
    },
];

const fn place_of(ago: u32, steps: &'static [(u32, Deed)]) -> Place {
    Place {
        ago,
        known: true,
        urgent: None,
        steps,
    }
}

const fn urgent(ago: u32, ground: UrgentGround, steps: &'static [(u32, Deed)]) -> Place {
    Place {
        ago,
        known: true,
        urgent: Some(ground),
        steps,
    }
}

#[cfg(test)]
mod tests;
