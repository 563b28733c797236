//! Due dates and their explanation.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::super::*;
use super::{england, received};
use crate::clock::Unit;

fn due(calendar: &Calendar, receipt: &str) -> Date {
    calendar.due(received(receipt), Unit::WorkingDay, 5).date
}

#[test]
fn five_working_days_from_the_golden_receipts() {
    for (receipt, expected) in [
        ("2026-04-02T10:00", date(2026, 4, 13)),
        ("2026-05-02", date(2026, 5, 11)),
        ("2026-12-23", date(2027, 1, 4)),
        ("2026-06-12T23:59", date(2026, 6, 19)),
    ] {
        assert_eq!(due(&england(), receipt), expected, "received {receipt}");
    }
}

#[test]
fn received_on_a_saturday_a_sunday_or_a_bank_holiday_day_one_is_the_next_working_day() {
    // Saturday 2 and Sunday 3 May, Monday 4 May 2026 is a bank holiday: day one is Tuesday 5 May.
    for receipt in ["2026-05-02T09:00", "2026-05-03T09:00", "2026-05-04T09:00"] {
        assert_eq!(
            due(&england(), receipt),
            date(2026, 5, 11),
            "received {receipt}"
        );
    }
}

#[test]
fn received_after_hours_counts_as_that_day_while_there_is_no_cut_off() {
    assert_eq!(
        due(&england(), "2026-06-12T08:00"),
        due(&england(), "2026-06-12T22:30")
    );
}

#[test]
fn received_at_2359_in_summer_time_is_still_that_friday() {
    // In UTC it is 22:59; an hour later it would be Saturday, which gives the same due date, so
    // Thursday shows the difference.
    assert_eq!(due(&england(), "2026-06-11T23:59"), date(2026, 6, 18));
    assert_eq!(due(&england(), "2026-06-12T00:00"), date(2026, 6, 19));
}

#[test]
fn a_scottish_or_northern_irish_holiday_counts_by_nation() {
    let on = |nation, receipt| due(&Calendar::new(nation), receipt);
    // The World Cup bank holiday of Monday 15 June 2026 is Scotland's alone.
    assert_eq!(on(Nation::EnglandAndWales, "2026-06-12"), date(2026, 6, 19));
    assert_eq!(on(Nation::Scotland, "2026-06-12"), date(2026, 6, 22));
    // Easter Monday is no bank holiday in Scotland, 13 July 2026 is one in Northern Ireland.
    assert_eq!(on(Nation::Scotland, "2026-04-02"), date(2026, 4, 10));
    assert_eq!(on(Nation::NorthernIreland, "2026-07-10"), date(2026, 7, 20));
}

#[test]
fn easter_2026_is_explained_day_by_day() {
    let days = england().explain(received("2026-04-02T10:00"), Unit::WorkingDay, 5);
    let labels: Vec<String> = days.iter().map(ExplainedDay::label).collect();
    assert_eq!(
        labels,
        [
            "Thu 2 April received",
            "Fri 3 April Good Friday",
            "Sat 4 April Saturday",
            "Sun 5 April Sunday",
            "Mon 6 April Easter Monday",
            "Tue 7 April day 1",
            "Wed 8 April day 2",
            "Thu 9 April day 3",
            "Fri 10 April day 4",
            "Sat 11 April Saturday",
            "Sun 12 April Sunday",
            "Mon 13 April day 5",
        ]
    );
}

#[test]
fn at_or_after_the_cut_off_minute_a_receipt_counts_as_the_next_calendar_day() {
    let cut_off = CalendarEvent::CutOffSet {
        at: parse_time("17:00").ok(),
        from: date(2026, 1, 1),
    };
    let calendar = england().evolve(&cut_off);
    assert_eq!(due(&calendar, "2026-06-11T16:59"), date(2026, 6, 18));
    assert_eq!(due(&calendar, "2026-06-11T17:00"), date(2026, 6, 19));
    assert_eq!(
        due(&calendar, "2026-06-11"),
        date(2026, 6, 18),
        "a date only counts as before it"
    );
    // The next calendar day, not the next working day: Friday evening counts as Saturday.
    assert_eq!(
        calendar.counts_as(received("2026-06-12T18:00")),
        date(2026, 6, 13)
    );
    assert_eq!(due(&calendar, "2026-06-12T18:00"), date(2026, 6, 19));
    let days = calendar.explain(received("2026-06-11T17:00"), Unit::WorkingDay, 1);
    let labels: Vec<String> = days.iter().map(ExplainedDay::label).collect();
    assert_eq!(
        labels,
        [
            "Thu 11 June received at or after 17:00: counts as Friday",
            "Fri 12 June counts as the day of receipt",
            "Sat 13 June Saturday",
            "Sun 14 June Sunday",
            "Mon 15 June day 1",
        ]
    );
}

#[test]
fn a_cut_off_in_the_hour_that_comes_twice_never_runs_back() {
    // On 25 October 2026 the clocks of London show 01:30 twice.
    let at = parse_time("01:15").ok();
    let calendar = england().evolve(&CalendarEvent::CutOffSet {
        at,
        from: date(2026, 1, 1),
    });
    let first_half_past_one: Timestamp = "2026-10-25T00:30:00Z".parse().expect("an instant");
    let second_five_past_one: Timestamp = "2026-10-25T01:05:00Z".parse().expect("an instant");
    assert_eq!(
        calendar.counts_as(Receipt::At(first_half_past_one)),
        date(2026, 10, 26)
    );
    assert_eq!(
        calendar.counts_as(Receipt::At(second_five_past_one)),
        date(2026, 10, 26)
    );
}

#[test]
fn closure_days_do_not_count_and_say_why() {
    let closed = CalendarEvent::ClosureAdded {
        date: date(2026, 12, 24),
        title: "Christmas closure".to_owned(),
        reason: None,
    };
    let calendar = england().evolve(&closed);
    assert_eq!(due(&calendar, "2026-12-23"), date(2027, 1, 5));
    let days = calendar.explain(received("2026-12-23"), Unit::WorkingDay, 5);
    assert_eq!(days[1].label(), "Thu 24 December closed: Christmas closure");
}

#[test]
fn dates_past_the_last_proclaimed_year_are_marked() {
    let calendar = england();
    let found = calendar.due(received("2027-12-23"), Unit::WorkingDay, 5);
    assert_eq!((found.date, found.proclaimed), (date(2028, 1, 4), false));
    assert!(
        calendar
            .due(received("2027-12-17"), Unit::WorkingDay, 5)
            .proclaimed
    );
}

#[test]
fn calendar_days_count_every_day() {
    let found = england().due(received("2026-04-02"), Unit::CalendarDay, 10);
    assert_eq!(found.date, date(2026, 4, 12));
}

#[test]
fn no_days_at_all_are_due_on_the_day_of_receipt() {
    let found = england().due(received("2026-04-03"), Unit::WorkingDay, 0);
    assert_eq!(found.date, date(2026, 4, 3));
}

#[test]
fn counting_goes_on_beyond_the_table_and_never_fails() {
    let calendar = england();
    let beyond = calendar
        .due(Receipt::On(date(2101, 12, 20)), Unit::WorkingDay, 20)
        .date;
    let days = calendar.explain(Receipt::On(date(2101, 12, 20)), Unit::WorkingDay, 20);
    assert_eq!(days.last().map(|day| day.date), Some(beyond));
    assert_eq!(
        calendar
            .due(Receipt::On(date(1999, 12, 31)), Unit::WorkingDay, 1)
            .date,
        date(2000, 1, 4)
    );
    assert_eq!(
        calendar.after(date(2026, 1, 1), Unit::WorkingDay, u32::MAX),
        Date::MAX
    );
    assert_eq!(
        calendar.after(date(2026, 1, 1), Unit::CalendarDay, u32::MAX),
        Date::MAX
    );
}

#[test]
fn a_reminder_waits_for_working_time() {
    let calendar = england();
    let next = |at: &str| {
        let at: Timestamp = at.parse().expect("an instant");
        calendar
            .next_working_instant(at, WorkingHours::default())
            .to_string()
    };
    assert_eq!(
        next("2026-04-02T12:00:00Z"),
        "2026-04-02T12:00:00Z",
        "in working time at once"
    );
    assert_eq!(
        next("2026-04-02T05:00:00Z"),
        "2026-04-02T08:00:00Z",
        "nine o'clock in summer time"
    );
    assert_eq!(
        next("2026-04-02T16:00:00Z"),
        "2026-04-07T08:00:00Z",
        "after Easter"
    );
    assert_eq!(next("2026-12-23T17:00:00Z"), "2026-12-24T09:00:00Z");
}

fn instants() -> impl Strategy<Value = Timestamp> {
    // 2000 to 2099, to the minute.
    (946_684_800_i64..4_070_908_800)
        .prop_map(|second| Timestamp::from_second(second - second % 60).expect("in range"))
}

fn days_of_years() -> impl Strategy<Value = Date> {
    instants().prop_map(local_date)
}

fn calendars() -> impl Strategy<Value = Calendar> {
    let changes = prop::collection::vec((0_u8..4, days_of_years()), 0..12);
    let cut_off = prop::option::of((0_i8..24, 0_i8..60));
    (0_usize..3, changes, cut_off).prop_map(|(nation, changes, cut_off)| {
        let mut calendar = Calendar::new(Nation::ALL[nation]);
        for (kind, date) in changes {
            let (title, reason) = ("a day".to_owned(), Some("a reason".to_owned()));
            calendar = calendar.evolve(&match kind {
                0 => CalendarEvent::HolidayAdded {
                    date,
                    title,
                    reason,
                },
                1 => CalendarEvent::HolidayRemoved { date, reason },
                2 => CalendarEvent::ClosureAdded {
                    date,
                    title,
                    reason,
                },
                _ => CalendarEvent::ClosureRemoved { date, reason },
            });
        }
        let at = cut_off.map(|(hour, minute)| jiff::civil::time(hour, minute, 0, 0));
        calendar.evolve(&CalendarEvent::CutOffSet {
            at,
            from: date(2010, 1, 1),
        })
    })
}

proptest! {
    #[test]
    fn the_day_in_london_is_the_zones_own(second in 900_000_000_i64..4_200_000_000) {
        let at = Timestamp::from_second(second).expect("in range");
        let zoned = at.in_tz("Europe/London").expect("the zone");
        prop_assert_eq!(local_date(at), zoned.date());
        prop_assert_eq!(local_time(at), zoned.time());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_later_receipt_is_never_due_earlier(
        calendar in calendars(), a in instants(), gap in 0_i64..200_000, n in 0_u32..30,
    ) {
        let b = Timestamp::from_second(a.as_second() + gap).expect("in range");
        for unit in [Unit::WorkingDay, Unit::CalendarDay] {
            let (first, later) = (Receipt::At(a), Receipt::At(b));
            prop_assert!(calendar.due(first, unit, n).date <= calendar.due(later, unit, n).date);
        }
    }

    #[test]
    fn due_and_explain_agree_day_by_day(calendar in calendars(), at in instants(), n in 0_u32..40) {
        for unit in [Unit::WorkingDay, Unit::CalendarDay] {
            let receipt = Receipt::At(at);
            let days = calendar.explain(receipt, unit, n);
            prop_assert_eq!(days.last().map(|d| d.date), Some(calendar.due(receipt, unit, n).date));
            prop_assert_eq!(days.iter().filter(|d| d.counted.is_some()).count(), n as usize);
            for day in &days {
                if let Some(counted) = day.counted {
                    prop_assert_eq!(calendar.due(receipt, unit, counted).date, day.date);
                    prop_assert!(unit == Unit::CalendarDay || calendar.day(day.date).working);
                } else if day.date > calendar.counts_as(receipt) {
                    prop_assert!(!calendar.day(day.date).working);
                }
            }
            let consecutive = days.windows(2).all(|w| w[0].date.tomorrow().ok() == Some(w[1].date));
            prop_assert!(consecutive);
        }
    }

    #[test]
    fn the_table_counts_what_the_days_say(calendar in calendars(), from in days_of_years(), length in 0_i64..60) {
        let until = from.saturating_add(jiff::Span::new().days(length));
        let days = from.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= until);
        let working = days.filter(|day| calendar.day(*day).working).count();
        prop_assert_eq!(calendar.working_days_between(from, until), working as i32);
        prop_assert_eq!(calendar.working_days_between(until, from), -(working as i32));
    }
}
