//! Tests of the calendar.

use jiff::civil::date;

use super::*;
use crate::clock::Unit;

fn received(text: &str) -> Receipt {
    parse_receipt(text).expect("a receipt")
}

#[test]
fn five_working_days_from_the_golden_receipts() {
    let calendar = Calendar::new(Nation::EnglandAndWales);
    for (receipt, due) in [
        ("2026-04-02T10:00", date(2026, 4, 13)),
        ("2026-05-02", date(2026, 5, 11)),
        ("2026-12-23", date(2027, 1, 4)),
        ("2026-06-12T23:59", date(2026, 6, 19)),
    ] {
        let found = calendar.due(received(receipt), Unit::WorkingDay, 5);
        assert_eq!(found.date, due, "received {receipt}");
        assert!(found.proclaimed);
        let days = calendar.explain(received(receipt), Unit::WorkingDay, 5);
        assert_eq!(days.last().map(|day| day.date), Some(due));
    }
}
