//! Tests of the calendar.

mod counting;
mod events;
mod holidays;
mod reading;

use super::{Calendar, Nation, Receipt, parse_receipt};

/// The calendar of England and Wales.
fn england() -> Calendar {
    Calendar::new(Nation::EnglandAndWales)
}

/// A receipt as people write it.
fn received(text: &str) -> Receipt {
    parse_receipt(text).expect("a receipt")
}
