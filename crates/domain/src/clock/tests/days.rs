//! The clock day by day.

use proptest::prelude::*;

use super::super::{ClockDay, ClockState, days};
use super::*;

fn lines(rule: Option<&Cited<ClockRule>>, ticks: &[Tick], now: &str) -> Vec<String> {
    let days = days(
        rule,
        &Calendar::new(Nation::EnglandAndWales),
        ticks,
        at(now),
    );
    days.iter().map(line).collect()
}

fn line(day: &ClockDay) -> String {
    let mut text = day.day.label();
    for note in &day.notes {
        text = format!("{text}; {note}");
    }
    for name in &day.due {
        text = format!("{text} [{name:?}]");
    }
    text
}

#[test]
fn a_hold_is_told_day_by_day() {
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick(
            "2026-04-08",
            TickKind::Acknowledged {
                names_handler: true,
            },
        ),
        tick("2026-04-13", held("2026-04-15")),
        tick("2026-04-14", TickKind::MemberAgreed),
        tick("2026-04-15", TickKind::Answered),
    ];
    assert_eq!(
        lines(Some(&five_days()), &ticks, "2026-05-01"),
        [
            "Thu 2 April received",
            "Fri 3 April Good Friday",
            "Sat 4 April Saturday",
            "Sun 5 April Sunday",
            "Mon 6 April Easter Monday",
            "Tue 7 April day 1",
            "Wed 8 April day 2; acknowledged, naming who deals with it",
            "Thu 9 April day 3",
            "Fri 10 April day 4",
            "Sat 11 April Saturday",
            "Sun 12 April Sunday",
            "Mon 13 April day 5; held until Wednesday 15 April 2026, explained, discussed with the member [Answer]",
            "Tue 14 April day 6; the member agreed",
            "Wed 15 April day 7; answered [Held(1)]",
        ]
    );
}

#[test]
fn a_pause_a_reopening_and_today_are_told() {
    let ticks = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-02", TickKind::WaitingOnMember),
        tick("2026-06-04", TickKind::MemberBack),
        tick("2026-06-05", TickKind::Answered),
        tick("2026-06-08", TickKind::Reopened),
    ];
    assert_eq!(
        lines(Some(&pausing()), &ticks, "2026-06-09"),
        [
            "Mon 1 June received",
            "Tue 2 June day 1; asked the member, waiting",
            "Wed 3 June waiting on the member",
            "Thu 4 June waiting on the member; the member came back",
            "Fri 5 June day 2; answered",
            "Sat 6 June Saturday",
            "Sun 7 June Sunday",
            "Mon 8 June day 3",
            "Tue 9 June day 4",
            "Wed 10 June day 5 [Answer]",
            "Mon 8 June reopened",
            "Tue 9 June day 1",
            "Wed 10 June day 2",
            "Thu 11 June day 3",
            "Fri 12 June day 4",
            "Sat 13 June Saturday",
            "Sun 14 June Sunday",
            "Mon 15 June day 5 [Answer]",
        ]
    );
}

#[test]
fn under_a_silent_protocol_only_days_on_which_something_happened_are_told() {
    let ticks = [
        tick("2026-06-01", TickKind::Received),
        tick("2026-06-03", held("2026-06-12")),
        tick("2026-06-09", TickKind::Answered),
    ];
    assert_eq!(
        lines(None, &ticks, "2026-06-15"),
        [
            "Mon 1 June received",
            "Wed 3 June ; held until Friday 12 June 2026, explained, discussed with the member",
            "Tue 9 June ; answered",
            "Fri 12 June  [Held(1)]",
        ]
    );
}

#[test]
fn a_merged_enquiry_is_told_from_the_earlier_receipt() {
    let earlier = crate::calendar::Receipt::On(day("2026-06-01"));
    let ticks = [
        tick("2026-06-03", TickKind::Received),
        tick("2026-06-04", TickKind::MergedIn { receipt: earlier }),
    ];
    assert_eq!(
        lines(Some(&five_days()), &ticks, "2026-06-04"),
        [
            "Mon 1 June received",
            "Tue 2 June day 1",
            "Wed 3 June day 2; this enquiry was received",
            "Thu 4 June day 3; another enquiry, received Monday 1 June 2026, was merged into it",
            "Fri 5 June day 4",
            "Sat 6 June Saturday",
            "Sun 7 June Sunday",
            "Mon 8 June day 5 [Answer]",
        ]
    );
}

#[test]
fn no_events_give_no_days_and_no_clock() {
    assert!(lines(Some(&five_days()), &[], "2026-06-01").is_empty());
    let clock = clock(&five_days(), &[], "2026-06-01");
    assert_eq!((clock.state, clock.next), (ClockState::Running, None));
}

fn stories() -> impl Strategy<Value = Vec<Tick>> {
    let acts = prop::collection::vec((0_u8..15, 0_i64..80), 0..14);
    (0_i64..30_000, acts).prop_map(|(start, acts)| {
        let mut hour = 490_000 + start;
        let at = |hour: i64| Timestamp::from_second(hour * 3600).expect("in range");
        let mut ticks = vec![Tick::new(at(hour), TickKind::Received)];
        for (act, later) in acts {
            hour += later;
            let until = crate::calendar::local_date(at(hour + 24 * later));
            ticks.push(Tick::new(
                at(hour),
                match act {
                    0 => TickKind::Acknowledged {
                        names_handler: later % 2 == 0,
                    },
                    1 | 2 => TickKind::Held {
                        until,
                        explained: later % 3 != 0,
                        liaised: true,
                    },
                    3 => TickKind::MemberAgreed,
                    4 => TickKind::MemberContested {
                        wants: (later % 2 == 0).then_some(until),
                    },
                    5 | 6 => TickKind::WaitingOnMember,
                    7 | 8 => TickKind::MemberBack,
                    9 => TickKind::SecondStage {
                        agreed: later % 2 == 0,
                    },
                    10 => TickKind::Answered,
                    11 => TickKind::Reopened,
                    12 => TickKind::ExtensionRemoved,
                    13 => TickKind::MergedIn {
                        receipt: crate::calendar::Receipt::At(at(hour - 9 * later)),
                    },
                    _ => TickKind::MemberSilent,
                },
            ));
        }
        ticks
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_happens_the_days_and_the_clock_agree(ticks in stories(), later in 0_i64..2000, pauses: bool) {
        let calendar = Calendar::new(Nation::EnglandAndWales);
        let rule = if pauses { pausing() } else { five_days() };
        let last = ticks.last().map_or(Timestamp::UNIX_EPOCH, |tick| tick.at);
        let now = Timestamp::from_second(last.as_second() + later * 3600).expect("in range");
        let clock = fold(Some(&rule), &calendar, &ticks, now);
        let told = days(Some(&rule), &calendar, &ticks, now);
        let explained = [Verdict::ExplainedInTime, Verdict::ExplainedLate];
        let answers = clock.targets.iter().filter(|t| {
            // A target judged by a holding reply keeps its date; pauses after that count for the promise.
            t.name == TargetName::Answer && t.judged.is_none_or(|j| !explained.contains(&j.verdict))
        });
        for target in answers {
            // The fifth day counted is the due date, whatever was paused in between.
            let mut told = told.iter().filter(|d| d.due.contains(&TargetName::Answer));
            let fifth = told.any(|d| d.day.date == target.due && d.day.counted == Some(5));
            prop_assert!(fifth, "{} is not told as day 5", target.due);
        }
        prop_assert_eq!(clock.overdue, clock.working_days_left.is_some_and(|left| left < 0)
            || clock.next.is_some_and(|next| next < crate::calendar::local_date(now)));
    }

    #[test]
    fn pinning_changes_nothing_while_the_calendar_stands(ticks in stories(), pauses: bool) {
        let calendar = Calendar::new(Nation::EnglandAndWales);
        let rule = if pauses { pausing() } else { five_days() };
        let mut pinned = Vec::new();
        for tick in &ticks {
            pinned.push(tick.clone());
            let pins = fold(Some(&rule), &calendar, &pinned, tick.at).to_pin();
            pinned.extend(pins.into_iter().map(|pin| Tick::new(tick.at, pin)));
        }
        let now = ticks.last().map_or(Timestamp::UNIX_EPOCH, |tick| tick.at);
        let (plain, with) = (fold(Some(&rule), &calendar, &ticks, now), fold(Some(&rule), &calendar, &pinned, now));
        prop_assert_eq!(plain.next, with.next);
        prop_assert_eq!(plain.state, with.state);
        for (a, b) in plain.targets.iter().zip(&with.targets) {
            prop_assert_eq!((a.judged, a.due), (b.judged, b.due));
        }
    }
}
