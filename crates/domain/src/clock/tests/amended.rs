//! Judged as of then, read as of now.

use jiff::civil::date;

use super::super::moved;
use super::*;
use crate::calendar::CalendarEvent;

fn closed(on: Date) -> Calendar {
    let (title, reason) = ("Storm".to_owned(), Some("recorded late".to_owned()));
    Calendar::new(Nation::EnglandAndWales).evolve(&CalendarEvent::ClosureAdded {
        date: on,
        title,
        reason,
    })
}

fn answered_late() -> Vec<Tick> {
    vec![
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-09", TickKind::Answered),
    ]
}

#[test]
fn a_pinned_judgement_stays_when_past_days_are_amended() {
    let rule = five_days();
    let mut ticks = answered_late();
    let judged = clock(&rule, &ticks, "2026-06-09");
    let pins = judged.to_pin();
    assert_eq!(
        pins,
        [TickKind::Judged {
            target: TargetName::Answer,
            verdict: Verdict::Late,
            due: day("2026-06-08")
        }]
    );
    ticks.extend(pins.into_iter().map(|pin| tick("2026-06-09", pin)));
    let pinned = clock(&rule, &ticks, "2026-06-09");
    assert!(pinned.to_pin().is_empty(), "nothing is pinned twice");

    let amended = fold(
        Some(&rule),
        &closed(date(2026, 6, 3)),
        &ticks,
        at("2026-07-01"),
    );
    let target = target(&amended, TargetName::Answer);
    assert_eq!(
        target.judged.map(|j| (j.verdict, j.due)),
        Some((Verdict::Late, day("2026-06-08")))
    );
    assert_eq!(
        target.judged_now.map(|j| (j.verdict, j.due)),
        Some((Verdict::InTime, day("2026-06-09")))
    );
    assert!(target.is_pinned);
}

#[test]
fn an_amended_past_moves_no_clock_that_was_judged() {
    let (rule, before) = (five_days(), Calendar::new(Nation::EnglandAndWales));
    let after = closed(date(2026, 6, 3));
    assert!(
        moved(
            Some(&rule),
            &answered_late(),
            at("2026-07-01"),
            &before,
            &after
        )
        .is_empty()
    );
    let held_once = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-08", held("2026-06-24")),
    ];
    let changes = moved(Some(&rule), &held_once, at("2026-06-09"), &before, &after);
    assert!(changes.is_empty(), "a promised date is a date, not a count");
}

#[test]
fn a_judgement_under_a_rule_that_is_gone_stays_on_the_record() {
    let mut ticks = answered_late();
    let due = day("2026-06-08");
    ticks.push(tick(
        "2026-06-09",
        TickKind::Judged {
            target: TargetName::Answer,
            verdict: Verdict::Late,
            due,
        },
    ));
    let clock = fold(
        None,
        &Calendar::new(Nation::EnglandAndWales),
        &ticks,
        at("2026-07-01"),
    );
    assert_eq!(
        clock.first_judgement().map(|j| j.verdict),
        Some(Verdict::Late)
    );
}

#[test]
fn due_dates_past_the_last_proclaimed_year_are_marked() {
    let ticks = [tick("2027-12-30", TickKind::Received)];
    let open = clock(&five_days(), &ticks, "2027-12-30");
    assert!(!target(&open, TargetName::Answer).proclaimed);
    let ticks = [tick("2027-12-01", TickKind::Received)];
    assert!(
        target(
            &clock(&five_days(), &ticks, "2027-12-01"),
            TargetName::Answer
        )
        .proclaimed
    );
}

#[test]
fn ticks_keep_their_spelling_in_the_log() {
    let tick = tick("2026-04-13", held("2026-04-24"));
    let text = serde_json::to_string(&tick).expect("a tick as text");
    assert_eq!(
        text,
        r#"{"at":"2026-04-13T09:00:00Z","receipt":null,"what":{"held":{"until":"2026-04-24","explained":true,"liaised":true}}}"#
    );
    assert_eq!(
        serde_json::from_str::<Tick>(&text).expect("the tick again"),
        tick
    );
}
