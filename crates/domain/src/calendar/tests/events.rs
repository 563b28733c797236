//! What a council changes in its calendar.

use jiff::civil::date;

use super::super::*;
use super::england;

fn added(on: Date, reason: Option<&str>) -> CalendarEvent {
    let (title, reason) = ("Extra bank holiday".to_owned(), reason.map(str::to_owned));
    CalendarEvent::HolidayAdded {
        date: on,
        title,
        reason,
    }
}

#[test]
fn a_holiday_added_and_removed_again_leaves_the_days_as_they_were() {
    let day = date(2026, 6, 15);
    let more = england().evolve(&added(day, None));
    assert_eq!(
        more.day(day).why,
        DayKind::BankHoliday("Extra bank holiday".to_owned())
    );
    let less = more.evolve(&CalendarEvent::HolidayRemoved {
        date: day,
        reason: None,
    });
    assert!(less.is_working(day));
    let good_friday = CalendarEvent::HolidayRemoved {
        date: date(2026, 4, 3),
        reason: None,
    };
    assert!(england().evolve(&good_friday).is_working(date(2026, 4, 3)));
}

#[test]
fn amending_a_past_day_needs_a_reason() {
    let today = date(2026, 11, 20);
    let wrong = england()
        .check(&added(date(2026, 6, 15), None), today)
        .expect_err("it is past");
    assert_eq!(wrong[0].field, "reason");
    assert_eq!(
        wrong[0].why,
        "Monday 15 June 2026 is past: enter why it is amended now"
    );
    assert!(
        england()
            .check(&added(date(2026, 6, 15), Some(" ")), today)
            .is_err()
    );
    assert!(
        england()
            .check(&added(date(2026, 6, 15), Some("a strike closed us")), today)
            .is_ok()
    );
    assert!(
        england()
            .check(&added(date(2027, 6, 15), None), today)
            .is_ok()
    );
    let weekend = added(date(2026, 6, 14), None);
    assert!(
        england().check(&weekend, today).is_ok(),
        "a Sunday changes no count"
    );
}

#[test]
fn only_what_is_there_can_be_removed() {
    let today = date(2026, 1, 1);
    let no_holiday = CalendarEvent::HolidayRemoved {
        date: date(2026, 4, 7),
        reason: None,
    };
    let wrong = england()
        .check(&no_holiday, today)
        .expect_err("no bank holiday");
    assert_eq!(
        wrong[0].why,
        "Tuesday 7 April 2026 is not a bank holiday here"
    );
    let no_closure = CalendarEvent::ClosureRemoved {
        date: date(2026, 4, 7),
        reason: None,
    };
    assert!(england().check(&no_closure, today).is_err());
    let late = CalendarEvent::CutOffSet {
        at: None,
        from: date(2025, 12, 31),
    };
    assert!(england().check(&late, today).is_err());
    assert!(
        england()
            .check(&added(date(20, 1, 1), Some("x")), today)
            .is_err()
    );
}

#[test]
fn a_cut_off_holds_from_its_day_and_the_latest_recorded_wins() {
    let set = |at: Option<&str>, from| CalendarEvent::CutOffSet {
        at: at.and_then(|at| parse_time(at).ok()),
        from,
    };
    let calendar = england()
        .evolve(&set(Some("17:00"), date(2026, 2, 1)))
        .evolve(&set(Some("16:00"), date(2026, 3, 1)))
        .evolve(&set(None, date(2026, 4, 1)));
    let hour = |on| calendar.cut_off(on).map(|time| time.hour());
    assert_eq!(hour(date(2026, 1, 31)), None);
    assert_eq!(hour(date(2026, 2, 1)), Some(17));
    assert_eq!(hour(date(2026, 3, 1)), Some(16));
    assert_eq!(hour(date(2026, 4, 1)), None);
}

#[test]
fn another_nation_brings_its_own_holidays() {
    let scotland = england().evolve(&CalendarEvent::NationSet {
        nation: Nation::Scotland,
    });
    assert_eq!(scotland, Calendar::new(Nation::Scotland));
    assert!(scotland.is_working(date(2026, 4, 6)));
}

#[test]
fn events_keep_their_spelling_in_the_log() {
    let event = added(date(2026, 6, 15), Some("a reason"));
    let text = serde_json::to_string(&event).expect("an event as text");
    assert_eq!(
        text,
        r#"{"holiday-added":{"date":"2026-06-15","title":"Extra bank holiday","reason":"a reason"}}"#
    );
    assert_eq!(
        serde_json::from_str::<CalendarEvent>(&text).expect("the event again"),
        event
    );
    assert_eq!(event.kind(), "holiday-added");
    let holidays = parse_govuk(&published(2028, "")).expect("a list");
    let (source, reason) = ("a file".to_owned(), None);
    let loaded = CalendarEvent::HolidaysLoaded {
        source,
        holidays,
        reason,
    };
    let text = serde_json::to_string(&loaded).expect("an event as text");
    assert!(text.starts_with(r#"{"holidays-loaded":{"source":"a file","holidays":{"england-and-wales":[{"date":"2028-01-03""#));
    assert_eq!(
        serde_json::from_str::<CalendarEvent>(&text).expect("the event again"),
        loaded
    );
}

/// A published list with one year, in gov.uk's form.
fn published(year: i16, extra: &str) -> String {
    let days = rule::year(Nation::EnglandAndWales, year).into_iter();
    let events: Vec<String> = days
        .map(|(date, title)| {
            format!(r#"{{"title":"{title}","date":"{date}","notes":"","bunting":true}}"#)
        })
        .collect();
    let events = events.join(",");
    format!(
        r#"{{"england-and-wales":{{"division":"england-and-wales","events":[{events}{extra}]}}}}"#
    )
}

#[test]
fn a_newer_list_is_loaded_and_its_years_are_proclaimed() {
    let extra =
        r#",{"title":"Extra day","date":"2028-06-05","notes":"Substitute day","bunting":true}"#;
    let holidays = parse_govuk(&published(2028, extra)).expect("a list");
    let loaded = CalendarEvent::HolidaysLoaded {
        source: "bank-holidays.json".to_owned(),
        holidays,
        reason: None,
    };
    let calendar = england().evolve(&loaded);
    assert_eq!(calendar.last_proclaimed_year(), 2028);
    assert!(calendar.is_proclaimed(2028) && !calendar.is_proclaimed(2029));
    assert!(!calendar.is_working(date(2028, 6, 5)));
    assert_eq!(
        calendar.day(date(2028, 6, 5)).why,
        DayKind::BankHoliday("Extra day (substitute day)".to_owned())
    );
    assert_eq!(calendar.holidays(2028, 2028).len(), 9);
    assert!(england().is_working(date(2028, 6, 5)));
}

#[test]
fn a_list_that_cannot_be_read_says_which_field() {
    let refused = |text: &str| parse_govuk(text).expect_err("refused").to_string();
    assert!(refused("{").starts_with("the file: is not JSON"));
    assert_eq!(
        refused("[]"),
        "the file: is not an object of nations such as `england-and-wales`"
    );
    assert!(refused("{}").starts_with("the file: names no nation"));
    assert!(refused(r#"{"wales":{}}"#).starts_with("wales: `wales` is not a nation"));
    assert_eq!(
        refused(r#"{"scotland":{}}"#),
        "scotland.events: is not a list of events"
    );
    assert_eq!(
        refused(r#"{"scotland":{"events":[{"date":"2028-01-03"}]}}"#),
        "scotland.events[0].title: is missing or not text"
    );
    assert_eq!(
        refused(r#"{"scotland":{"events":[{"title":"x","date":"3/1/2028"}]}}"#),
        "scotland.events[0].date: `3/1/2028` is not a date: write it as 2026-04-03"
    );
    assert_eq!(
        refused(r#"{"scotland":{"events":[{"title":"x","date":"2028-02-31"}]}}"#),
        "scotland.events[0].date: `2028-02-31` is not a date: write it as 2026-04-03"
    );
    let twice = r#",{"title":"Again","date":"2028-12-25"}"#;
    assert!(refused(&published(2028, twice)).contains("stands in event"));
    let half = r#"{"scotland":{"events":[{"title":"x","date":"2028-01-03"}]}}"#;
    assert!(
        refused(half).contains("2028 has 1 bank holidays, every year in Scotland has at least 9")
    );
    let odd = r#"{"scotland":{"events":[{"title":"x","date":"2028-01-03","notes":7}]}}"#;
    assert_eq!(refused(odd), "scotland.events[0].notes: is not text");
}

#[test]
fn loading_what_changes_past_days_needs_a_reason() {
    let mut holidays = parse_govuk(&published(2025, "")).expect("a list");
    let load = |holidays: &_, reason: Option<&str>| CalendarEvent::HolidaysLoaded {
        source: "list".to_owned(),
        holidays: Clone::clone(holidays),
        reason: reason.map(str::to_owned),
    };
    let today = date(2026, 11, 20);
    assert!(
        england().check(&load(&holidays, None), today).is_ok(),
        "the same days again"
    );
    for days in holidays.values_mut() {
        let (title, date) = ("Extra".to_owned(), date(2025, 7, 1));
        days.push(Holiday {
            date,
            title,
            proclaimed: true,
        });
    }
    assert!(england().check(&load(&holidays, None), today).is_err());
    assert!(
        england()
            .check(&load(&holidays, Some("published late")), today)
            .is_ok()
    );
}
