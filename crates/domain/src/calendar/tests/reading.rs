//! Dates and times as people type them.

use jiff::civil::{date, time};
use proptest::prelude::*;

use super::super::*;

#[test]
fn a_date_is_read_in_the_forms_people_use() {
    for text in [
        "2026-04-02",
        "2/4/2026",
        "02/04/2026",
        "2.4.2026",
        "2/4/26",
        "2 April 2026",
        "2nd April 2026",
        "2 apr 2026",
        " Thursday 2 April 2026 ",
        "Thu, 2 April 2026",
        "2-4-2026",
        "2026/4/2",
    ] {
        assert_eq!(parse_date(text), Ok(date(2026, 4, 2)), "`{text}`");
    }
    assert_eq!(parse_date("1 Sept 2026"), Ok(date(2026, 9, 1)));
    assert_eq!(parse_date_fields("29", "2", "2028"), Ok(date(2028, 2, 29)));
}

fn why(text: &str) -> String {
    parse_date(text).expect_err(text).to_string()
}

#[test]
fn a_day_that_does_not_exist_is_refused_with_the_length_of_its_month() {
    assert_eq!(
        why("31 February 2026"),
        "there is no 31 February 2026: February 2026 has 28 days"
    );
    assert_eq!(
        why("2026-02-31"),
        "there is no 31 February 2026: February 2026 has 28 days"
    );
    assert_eq!(
        why("31/4/2026"),
        "there is no 31 April 2026: April 2026 has 30 days"
    );
    assert_eq!(
        why("32/1/2026"),
        "`32` is not a day: write a number from 1 to 31"
    );
    assert_eq!(
        why("2/13/2026"),
        "`13` is not a month: write 1 to 12, or its name"
    );
}

#[test]
fn a_year_typo_is_refused() {
    for (text, year) in [
        ("2 April 20226", "20226"),
        ("2/4/1926", "1926"),
        ("20226-04-02", "20226"),
        ("2/4/206", "206"),
    ] {
        assert_eq!(
            why(text),
            format!("the year `{year}` cannot be right: give a year from 2000 to 2100")
        );
    }
    assert_eq!(
        why("2 April 2O26"),
        "`2O26` is not a year: write it with four digits, for example 2026"
    );
}

#[test]
fn part_of_a_date_is_refused_and_says_what_is_missing() {
    assert_eq!(
        why("April 2026"),
        "`April 2026` is only part of a date: give day, month and year, for example 2 April 2026"
    );
    assert!(why("2026").contains("only a year"));
    assert_eq!(why(""), "enter a date, for example 2 April 2026");
    let fields = |d, m, y| parse_date_fields(d, m, y).expect_err("partial").to_string();
    assert_eq!(fields("", "4", "2026"), "the date must include a day");
    assert_eq!(
        fields("2", "", ""),
        "the date must include a month and a year"
    );
    assert_eq!(
        fields("", " ", ""),
        "enter a date, for example 2 April 2026"
    );
}

#[test]
fn what_is_no_date_at_all_is_refused() {
    for text in [
        "soon",
        "tomorrow",
        "2 4 5 2026",
        "<b>2</b>",
        "٢/٤/٢٠٢٦",
        "🗓",
        "2 Ap 2026",
    ] {
        assert!(parse_date(text).is_err(), "`{text}`");
    }
    assert!(why(&"9".repeat(4000)).len() < 200);
}

#[test]
fn a_time_is_read_in_the_forms_people_use() {
    for text in ["17:00", "17.00", "5pm", "5 pm", "5:00pm"] {
        assert_eq!(parse_time(text), Ok(time(17, 0, 0, 0)), "`{text}`");
    }
    assert_eq!(parse_time("12am"), Ok(time(0, 0, 0, 0)));
    assert_eq!(parse_time("12:30 pm"), Ok(time(12, 30, 0, 0)));
    for text in [
        "", "17", "24:00", "17:60", "13pm", "0am", "17:0", "+1:00", "noon",
    ] {
        assert!(parse_time(text).is_err(), "`{text}`");
    }
}

#[test]
fn a_receipt_is_a_day_or_a_minute_in_london() {
    assert_eq!(
        parse_receipt("2026-04-02"),
        Ok(Receipt::On(date(2026, 4, 2)))
    );
    assert_eq!(
        parse_receipt("Thu 2 April 2026"),
        Ok(Receipt::On(date(2026, 4, 2)))
    );
    let at = "2026-06-12T22:59:00Z".parse().expect("an instant");
    assert_eq!(parse_receipt("2026-06-12T23:59"), Ok(Receipt::At(at)));
    assert!(parse_receipt("2026-06-12T25:00").is_err());
    assert!(parse_receipt("2026-06-31T10:00").is_err());
}

#[test]
fn dates_are_written_in_words() {
    assert_eq!(long_date(date(2026, 4, 2)), "Thursday 2 April 2026");
    assert_eq!(short_day(date(2026, 4, 2)), "Thu 2 April");
    assert_eq!(day_month(date(2026, 12, 25)), "25 December");
}

proptest! {
    #[test]
    fn whatever_is_typed_nothing_fails(text in "\\PC{0,60}") {
        let _ = (parse_date(&text), parse_time(&text), parse_receipt(&text));
    }

    #[test]
    fn a_date_in_words_is_read_back(year in 2000_i16..=2100, month in 1_i8..=12, day in 1_i8..=28) {
        let date = date(year, month, day);
        prop_assert_eq!(parse_date(&long_date(date)), Ok(date));
        prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
    }
}
