//! Cases in which other systems went wrong, from their public trackers. What the clock and the calendar
//! cannot hold by themselves (double submit, uploads, lists) is tested where it lives; here stands the
//! part that this function answers for.

use jiff::civil::date;

use super::super::{ClockState, Note, moved, validate_hold_date};
use super::*;
use crate::calendar::{CalendarEvent, WorkingHours, local_date};

#[test]
fn received_on_a_weekend_a_bank_holiday_after_hours_or_at_2359_in_summer_time() {
    for (received, due) in [
        ("2026-05-02T10:00", "2026-05-11"),
        ("2026-05-03T10:00", "2026-05-11"),
        ("2026-05-04T10:00", "2026-05-11"),
        ("2026-06-11T21:15", "2026-06-18"),
        ("2026-06-12T23:59", "2026-06-19"),
    ] {
        let clock = clock(
            &five_days(),
            &[tick(received, TickKind::Received)],
            received,
        );
        assert_eq!(clock.next, Some(day(due)), "received {received}");
    }
}

#[test]
fn a_holiday_added_after_receipt_moves_the_open_deadline_and_says_from_where_to_where() {
    let before = Calendar::new(Nation::EnglandAndWales);
    let ticks = [tick("2026-06-12", TickKind::Received)];
    let (title, reason) = ("Extra bank holiday".to_owned(), None);
    let added = CalendarEvent::HolidayAdded {
        date: date(2026, 6, 15),
        title,
        reason,
    };
    let after = before.clone().evolve(&added);
    let rule = five_days();
    let changes = moved(Some(&rule), &ticks, at("2026-06-12T12:00"), &before, &after);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].target, changes[0].from, changes[0].to),
        (TargetName::Answer, day("2026-06-19"), day("2026-06-22"))
    );
    let removed = CalendarEvent::HolidayRemoved {
        date: date(2026, 6, 15),
        reason: None,
    };
    let back = moved(
        Some(&rule),
        &ticks,
        at("2026-06-12T12:00"),
        &after,
        &after.clone().evolve(&removed),
    );
    assert_eq!(
        (back[0].from, back[0].to),
        (day("2026-06-22"), day("2026-06-19")),
        "removed again"
    );
}

#[test]
fn a_scottish_or_northern_irish_holiday_counts_by_the_calendars_nation() {
    let ticks = [tick("2026-06-12", TickKind::Received)];
    let next = |nation| {
        fold(
            Some(&five_days()),
            &Calendar::new(nation),
            &ticks,
            at("2026-06-12"),
        )
        .next
    };
    assert_eq!(next(Nation::EnglandAndWales), Some(day("2026-06-19")));
    assert_eq!(next(Nation::Scotland), Some(day("2026-06-22")));
    assert_eq!(next(Nation::NorthernIreland), Some(day("2026-06-19")));
}

#[test]
fn a_pause_over_a_weekend_or_a_holiday_gives_back_no_days_that_do_not_count() {
    let pause = |from, until| {
        let ticks = [
            tick("2026-04-01", TickKind::Received),
            tick(from, TickKind::WaitingOnMember),
            tick(until, TickKind::MemberBack),
        ];
        clock(&pausing(), &ticks, until).next
    };
    let without = Some(day("2026-04-10"));
    assert_eq!(
        pause("2026-04-02T17:00", "2026-04-06T23:00"),
        without,
        "Easter gives nothing back"
    );
    assert_eq!(
        pause("2026-04-02T17:00", "2026-04-07T09:00"),
        Some(day("2026-04-13")),
        "one day"
    );
    assert_eq!(
        pause("2026-04-08T09:00", "2026-04-08T17:00"),
        without,
        "within one day"
    );
}

#[test]
fn two_pauses_one_extension_and_its_removal() {
    let mut ticks = vec![
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
        tick("2026-06-04", TickKind::MemberBack),
        tick("2026-06-08", held("2026-06-24")),
        tick("2026-06-09", TickKind::WaitingOnMember),
        tick("2026-06-12", TickKind::MemberBack),
    ];
    let extended = clock(&pausing(), &ticks, "2026-06-12");
    assert_eq!(
        verdict(&extended, TargetName::Answer),
        Some(Verdict::ExplainedInTime)
    );
    assert_eq!(
        extended.next,
        Some(day("2026-06-29")),
        "three days after the promise are given back"
    );
    ticks.push(tick("2026-06-12", TickKind::ExtensionRemoved));
    let removed = clock(&pausing(), &ticks, "2026-06-12");
    // Day 5 would be 8 June; 3 and 4 June, and 10, 11 and 12 June did not count.
    assert_eq!(removed.next, Some(day("2026-06-15")));
    assert_eq!(verdict(&removed, TargetName::Answer), None);
    assert!(removed.holds[0].removed && !removed.told_why());
}

#[test]
fn an_extension_taken_back_takes_back_the_pin_that_it_brought() {
    let due = day("2026-06-08");
    let ticks = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-05", held("2026-06-24")),
        tick(
            "2026-06-05",
            TickKind::Judged {
                target: TargetName::Answer,
                verdict: Verdict::ExplainedInTime,
                due,
            },
        ),
        tick("2026-06-05", TickKind::ExtensionRemoved),
        tick("2026-06-09", TickKind::Answered),
    ];
    let clock = clock(&five_days(), &ticks, "2026-06-10");
    assert_eq!(verdict(&clock, TargetName::Answer), Some(Verdict::Late));
}

#[test]
fn a_change_of_class_keeps_the_pauses() {
    let urgent = rule(|rule| {
        (rule.n, rule.class, rule.waiting) = (2, Class::Urgent, Waiting::Pauses);
    });
    let mut ticks = vec![
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
        tick("2026-06-04", TickKind::MemberBack),
    ];
    assert_eq!(
        clock(&pausing(), &ticks, "2026-06-04").next,
        Some(day("2026-06-10"))
    );
    ticks.push(tick("2026-06-04", TickKind::ClassChanged(Class::Urgent)));
    let changed = clock(&urgent, &ticks, "2026-06-04");
    assert_eq!(changed.class, Some(Class::Urgent));
    assert_eq!(
        changed.next,
        Some(day("2026-06-05")),
        "the two days of the pause are still given back"
    );
    assert_eq!(changed.pauses.len(), 1);
}

#[test]
fn reopened_the_time_in_answered_is_not_counted_as_waiting() {
    let ticks = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
        tick("2026-06-03", TickKind::Answered),
        tick("2026-06-22", TickKind::Reopened),
    ];
    let clock = clock(&pausing(), &ticks, "2026-06-23");
    assert_eq!(
        (clock.state, clock.next),
        (ClockState::Running, Some(day("2026-06-29")))
    );
    assert_eq!(clock.pauses.iter().map(|p| p.given_back).sum::<u32>(), 1);
    assert_eq!(clock.pauses[0].until, Some(day("2026-06-03")));
}

#[test]
fn coming_back_from_a_pause_gives_a_real_date_again() {
    let mut ticks = vec![
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
    ];
    let waiting = clock(&pausing(), &ticks, "2026-07-01")
        .next
        .expect("a date even while it waits");
    assert_eq!(waiting, day("2026-07-07"));
    ticks.push(tick("2026-07-01", TickKind::MemberBack));
    assert_eq!(
        clock(&pausing(), &ticks, "2026-07-02").next,
        Some(day("2026-07-07"))
    );
}

#[test]
fn list_filter_and_report_agree_on_overdue_because_both_ask_the_clock() {
    let ticks = [tick("2026-04-02", TickKind::Received)];
    for now in ["2026-04-13T23:59", "2026-04-14T00:00", "2026-06-01"] {
        let clock = clock(&five_days(), &ticks, now);
        let today = local_date(at(now));
        assert_eq!(
            clock.overdue,
            clock.next.is_some_and(|next| next < today),
            "{now}"
        );
        assert_eq!(
            clock.overdue,
            clock.working_days_left.is_some_and(|left| left < 0),
            "{now}"
        );
        assert_eq!(clock.overdue, clock.owes_explanation, "{now}");
    }
}

#[test]
fn a_reminder_is_sent_in_working_time() {
    let calendar = Calendar::new(Nation::EnglandAndWales);
    let hours = WorkingHours::default();
    assert_eq!(
        calendar.next_working_instant(at("2026-04-02T18:00"), hours),
        at("2026-04-07T09:00")
    );
    assert_eq!(
        calendar.next_working_instant(at("2026-04-07T11:00"), hours),
        at("2026-04-07T11:00")
    );
}

#[test]
fn a_job_that_closes_many_honours_the_calendar() {
    let rule = rule(|rule| rule.after_window = 2);
    let ticks = [
        tick("2026-04-01", TickKind::Received),
        tick("2026-04-02", TickKind::Answered),
    ];
    let answered = clock(&rule, &ticks, "2026-04-02");
    // Two working days after Thursday 2 April, over Easter, are Wednesday 8 April.
    assert_eq!(answered.after_window_until, Some(day("2026-04-08")));
    assert!(!answered.may_close(day("2026-04-08")) && answered.may_close(day("2026-04-09")));
    let open = clock(&rule, &ticks[..1], "2026-12-01");
    assert!(
        !open.may_close(day("2026-12-01")),
        "what is not answered is never closed by a job"
    );
}

#[test]
fn an_extension_earlier_than_the_current_deadline_is_refused() {
    let ticks = [tick("2026-04-02", TickKind::Received)];
    let clock = clock(&five_days(), &ticks, "2026-04-08");
    let check = |until| validate_hold_date(&clock, day(until), at("2026-04-08"));
    assert_eq!(
        check("2026-04-10").expect_err("earlier"),
        "Friday 10 April 2026 is before the answer is due: give Monday 13 April 2026 or a later day, \
         or answer by then without a holding reply"
    );
    assert!(
        check("2026-04-07")
            .expect_err("past")
            .starts_with("Tuesday 7 April 2026 is past")
    );
    assert!(
        check("2036-04-24")
            .expect_err("a slip")
            .contains("check the year")
    );
    assert!(check("2026-04-13").is_ok() && check("2026-04-24").is_ok());
}

#[test]
fn a_start_after_acknowledgement_or_at_receipt() {
    let from_acknowledgement = rule(|rule| rule.start = Start::Acknowledgement);
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick(
            "2026-04-08",
            TickKind::Acknowledged {
                names_handler: false,
            },
        ),
    ];
    assert_eq!(
        clock(&five_days(), &ticks, "2026-04-08").next,
        Some(day("2026-04-13"))
    );
    assert_eq!(
        clock(&from_acknowledgement, &ticks[..1], "2026-04-08").next,
        None
    );
    assert_eq!(
        clock(&from_acknowledgement, &ticks, "2026-04-08").next,
        Some(day("2026-04-15"))
    );
}

#[test]
fn notes_and_uploads_while_paused_change_nothing_and_are_shown() {
    let mut ticks = vec![
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
    ];
    let before = clock(&pausing(), &ticks, "2026-06-04");
    for note in [Note::Written, Note::FileAdded, Note::Chased] {
        ticks.push(tick("2026-06-03", TickKind::Noted(note)));
    }
    let after = clock(&pausing(), &ticks, "2026-06-04");
    assert_eq!(after, before);
    let days = super::super::days(
        Some(&pausing()),
        &Calendar::new(Nation::EnglandAndWales),
        &ticks,
        at("2026-06-04"),
    );
    let third = days
        .iter()
        .find(|d| d.day.date == day("2026-06-03"))
        .expect("3 June");
    assert_eq!(
        third.notes,
        ["a note was written", "a file was added", "chased"]
    );
    assert_eq!(third.day.why, "waiting on the member");
}

#[test]
fn an_act_that_arrives_twice_is_counted_once() {
    let twice = |what: TickKind, on: &str| [tick(on, what.clone()), tick(on, what)];
    let once = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
        tick("2026-06-04", TickKind::MemberBack),
        tick("2026-06-09", TickKind::Answered),
    ];
    let doubled: Vec<Tick> = [
        twice(TickKind::Received, "2026-06-01"),
        twice(TickKind::WaitingOnMember, "2026-06-02"),
        twice(TickKind::MemberBack, "2026-06-04"),
        twice(TickKind::Answered, "2026-06-09"),
    ]
    .concat();
    assert_eq!(
        clock(&pausing(), &doubled, "2026-06-10"),
        clock(&pausing(), &once, "2026-06-10")
    );
}
