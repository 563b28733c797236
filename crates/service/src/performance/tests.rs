//! Periods as people write them, and files that a spreadsheet opens as they are.

use jiff::civil::date;

use super::file::harmless;
use super::*;

#[test]
fn a_period_is_read_or_said_to_be_none() {
    let today = date(2026, 6, 11);
    let read = |from, to| Period::read(from, to, today);
    let year = Period {
        from: date(2025, 7, 1),
        to: date(2026, 6, 30),
    };
    assert_eq!(read(None, None), Ok(year));
    let spring = Period {
        from: date(2026, 3, 1),
        to: date(2026, 5, 31),
    };
    assert_eq!(read(Some("2026-03"), Some("2026-05")), Ok(spring));
    let why = |from, to| read(from, to).expect_err("no period").to_string();
    let month = |text: &str| format!("`{text}` is not a month: write it as 2026-04");
    for text in ["2026-13", "2026-1", "April", "2026-04-01", "="] {
        assert_eq!(why(Some(text), None), month(text));
    }
    let order = "`2026-05` to `2026-03` is not a period: give a first month and a later one within \
                 10 years";
    assert_eq!(why(Some("2026-05"), Some("2026-03")), order);
    assert!(read(Some("1900-01"), None).is_err());
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
        assert_eq!(harmless(text), format!("'{text}"));
    }
    assert_eq!(harmless("Trees"), "Trees");
}
