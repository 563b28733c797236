//! Every row of the table of what each event does to the enquiry's clock.
//!
//! Received Thursday 2 April 2026, due Monday 13 April (Easter between).

use super::super::{ClockState, Ending, Note, Response};
use super::*;
use crate::calendar::Receipt;

const RECEIVED: &str = "2026-04-02";

fn received() -> Tick {
    tick(RECEIVED, TickKind::Received)
}

#[test]
fn acknowledged_chased_reassigned_contribution_and_note_leave_it_running() {
    let mut ticks = vec![received()];
    let before = clock(&five_days(), &ticks, "2026-04-09");
    ticks.push(tick(
        "2026-04-07",
        TickKind::Acknowledged {
            names_handler: true,
        },
    ));
    let notes = [
        Note::Chased,
        Note::Reassigned,
        Note::Written,
        Note::FileAdded,
        Note::BurdenRaised,
        Note::BurdenDiscussed,
    ];
    ticks.extend(notes.map(|note| tick("2026-04-08", TickKind::Noted(note))));
    ticks.push(tick(
        "2026-04-08",
        TickKind::ContributionAsked {
            n: 1,
            by: day("2026-04-10"),
        },
    ));
    let after = clock(&five_days(), &ticks, "2026-04-09");
    assert_eq!(
        (after.next, after.state),
        (Some(day("2026-04-13")), ClockState::Running)
    );
    assert_eq!(after.targets, before.targets);
    assert_eq!(after.working_days_left, Some(2));
}

#[test]
fn a_contribution_has_its_own_date_within_the_clock() {
    let mut ticks = vec![
        received(),
        tick(
            "2026-04-08",
            TickKind::ContributionAsked {
                n: 1,
                by: day("2026-04-10"),
            },
        ),
    ];
    let asked = clock(&five_days(), &ticks, "2026-04-09");
    assert_eq!(
        (asked.contributions[0].by, asked.contributions[0].given),
        (day("2026-04-10"), None)
    );
    let now = at("2026-04-09");
    let check = |by| super::super::validate_contribution_date(&asked, day(by), now);
    assert!(check("2026-04-13").is_ok());
    assert!(
        check("2026-04-14")
            .expect_err("too late")
            .contains("is after the answer is due")
    );
    assert!(check("2026-04-08").expect_err("past").contains("is past"));
    ticks.push(tick("2026-04-10", TickKind::ContributionGiven { n: 1 }));
    ticks.push(tick("2026-04-13", TickKind::Answered));
    let given = clock(&five_days(), &ticks, "2026-04-14");
    assert_eq!(given.contributions[0].given, Some(day("2026-04-10")));
}

#[test]
fn a_holding_contact_by_the_end_of_the_last_day_is_judged_explained_in_time() {
    let ticks = [received(), tick("2026-04-13T23:59", held("2026-04-24"))];
    let clock = clock(&five_days(), &ticks, "2026-04-14");
    assert_eq!(
        verdict(&clock, TargetName::Answer),
        Some(Verdict::ExplainedInTime)
    );
    assert_eq!(
        clock.next,
        Some(day("2026-04-24")),
        "the proposed date becomes the next one"
    );
    assert!(!clock.overdue && !clock.owes_explanation && clock.told_why() && clock.discussed());
}

#[test]
fn a_date_agreed_by_the_member_is_kept_or_missed() {
    let mut ticks = vec![
        received(),
        tick("2026-04-10", held("2026-04-24")),
        tick("2026-04-13", TickKind::MemberAgreed),
    ];
    assert_eq!(
        clock(&five_days(), &ticks, "2026-04-14").holds[0].response,
        Some(Response::Agreed)
    );
    let late = clock(&five_days(), &ticks, "2026-04-27");
    assert!(
        late.overdue && late.owes_explanation,
        "the later date is measured like the first"
    );
    ticks.push(tick("2026-04-24", TickKind::Answered));
    let kept = clock(&five_days(), &ticks, "2026-04-27");
    assert_eq!(verdict(&kept, TargetName::Held(1)), Some(Verdict::Kept));
    assert_eq!(kept.held_verdict(), Some(Verdict::Kept));
    ticks.pop();
    ticks.push(tick("2026-04-27", TickKind::Answered));
    let missed = clock(&five_days(), &ticks, "2026-04-27");
    assert_eq!(missed.held_verdict(), Some(Verdict::Missed));
    assert_eq!(
        missed.first_judgement().map(|j| j.verdict),
        Some(Verdict::ExplainedInTime)
    );
}

#[test]
fn a_contested_date_is_shown_beside_the_proposed_one_and_both_are_judged() {
    let ticks = [
        received(),
        tick("2026-04-13", held("2026-04-24")),
        tick(
            "2026-04-14",
            TickKind::MemberContested {
                wants: Some(day("2026-04-17")),
            },
        ),
    ];
    let open = clock(&five_days(), &ticks, "2026-04-15");
    assert_eq!(
        open.next,
        Some(day("2026-04-24")),
        "the proposed date stands"
    );
    assert_eq!(
        target(&open, TargetName::Contested(1)).due,
        day("2026-04-17")
    );
    let answered = [&ticks[..], &[tick("2026-04-20", TickKind::Answered)]].concat();
    let clock = clock(&five_days(), &answered, "2026-04-21");
    assert_eq!(verdict(&clock, TargetName::Held(1)), Some(Verdict::Kept));
    assert_eq!(
        verdict(&clock, TargetName::Contested(1)),
        Some(Verdict::Missed)
    );
}

#[test]
fn a_contest_without_a_date_changes_nothing_but_the_record() {
    let ticks = [
        received(),
        tick("2026-04-13", held("2026-04-24")),
        tick("2026-04-14", TickKind::MemberContested { wants: None }),
    ];
    let clock = clock(&five_days(), &ticks, "2026-04-15");
    assert_eq!(clock.holds[0].response, Some(Response::Contested));
    assert_eq!(
        (clock.next, clock.targets.len()),
        (Some(day("2026-04-24")), 2)
    );
}

#[test]
fn the_members_silence_lets_the_proposed_date_stand() {
    let ticks = [
        received(),
        tick("2026-04-13", held("2026-04-24")),
        tick("2026-04-20", TickKind::MemberSilent),
    ];
    let clock = clock(&five_days(), &ticks, "2026-04-21");
    assert_eq!(
        (clock.holds[0].response, clock.next),
        (Some(Response::Silent), Some(day("2026-04-24")))
    );
}

#[test]
fn a_late_holding_contact_is_recorded_late_and_still_possible() {
    let ticks = [received(), tick("2026-04-14", held("2026-04-24"))];
    let clock = clock(&five_days(), &ticks, "2026-04-15");
    assert_eq!(
        verdict(&clock, TargetName::Answer),
        Some(Verdict::ExplainedLate)
    );
    assert_eq!(
        (clock.next, clock.overdue),
        (Some(day("2026-04-24")), false)
    );
}

#[test]
fn a_hold_without_an_explanation_sets_a_date_but_explains_nothing() {
    let until = day("2026-04-24");
    let ticks = [
        received(),
        tick(
            "2026-04-10",
            TickKind::Held {
                until,
                explained: false,
                liaised: true,
            },
        ),
    ];
    let past = clock(&five_days(), &ticks, "2026-04-14");
    assert!(past.overdue && past.owes_explanation);
    let answered = [&ticks[..], &[tick("2026-04-20", TickKind::Answered)]].concat();
    let clock = clock(&five_days(), &answered, "2026-04-21");
    assert_eq!(verdict(&clock, TargetName::Answer), Some(Verdict::Late));
    assert_eq!(verdict(&clock, TargetName::Held(1)), Some(Verdict::Kept));
}

#[test]
fn waiting_on_the_member_is_shown_and_the_clock_runs_on() {
    let ticks = [received(), tick("2026-04-08", TickKind::WaitingOnMember)];
    let clock = clock(&five_days(), &ticks, "2026-04-14");
    assert_eq!(clock.state, ClockState::Waiting);
    assert_eq!((clock.next, clock.overdue), (Some(day("2026-04-13")), true));
    assert_eq!(
        (clock.pauses[0].stops, clock.pauses[0].given_back),
        (false, 0)
    );
}

#[test]
fn a_pack_may_stop_the_clock_while_waiting_on_the_member() {
    let mut ticks = vec![received(), tick("2026-04-08", TickKind::WaitingOnMember)];
    let waiting = clock(&pausing(), &ticks, "2026-04-14");
    // Two days were used by the 8th; three are left whenever the member comes back.
    assert_eq!(
        (waiting.next, waiting.overdue),
        (Some(day("2026-04-17")), false)
    );
    ticks.push(tick("2026-04-15", TickKind::MemberBack));
    let back = clock(&pausing(), &ticks, "2026-04-16");
    assert_eq!(
        (back.state, back.next),
        (ClockState::Running, Some(day("2026-04-20")))
    );
    assert_eq!(back.pauses[0].given_back, 5, "9, 10, 13, 14 and 15 April");
}

#[test]
fn a_substantive_answer_ends_and_judges_it() {
    for (on, expected) in [
        ("2026-04-13T23:59", Verdict::InTime),
        ("2026-04-14T00:00", Verdict::Late),
    ] {
        let ticks = [received(), tick(on, TickKind::Answered)];
        let clock = clock(&five_days(), &ticks, "2026-05-20");
        assert_eq!(clock.state, ClockState::Ended);
        assert_eq!(
            clock.first_judgement().map(|j| j.verdict),
            Some(expected),
            "answered {on}"
        );
        assert_eq!(
            (clock.next, clock.overdue, clock.working_days_left),
            (None, false, None)
        );
    }
}

#[test]
fn an_answered_case_may_stay_open_for_follow_up() {
    let rule = rule(|rule| rule.after_window = 10);
    let ticks = [received(), tick("2026-04-13", TickKind::Answered)];
    let answered = clock(&rule, &ticks, "2026-04-14");
    assert_eq!(answered.after_window_until, Some(day("2026-04-27")));
    assert!(!answered.may_close(day("2026-04-27")) && answered.may_close(day("2026-04-28")));
    let closed = [
        &ticks[..],
        &[tick("2026-04-20", TickKind::Ended(Ending::Closed))],
    ]
    .concat();
    let closed = clock(&rule, &closed, "2026-04-21");
    assert_eq!(
        (closed.after_window_until, closed.ending),
        (None, Some(Ending::Closed))
    );
    assert_eq!(verdict(&closed, TargetName::Answer), Some(Verdict::InTime));
}

#[test]
fn reopened_it_is_a_new_clock_and_the_first_judgement_stays() {
    let ticks = [
        received(),
        tick("2026-04-14", TickKind::Answered),
        tick("2026-05-05", TickKind::Reopened),
    ];
    let clock = clock(&five_days(), &ticks, "2026-05-06");
    assert_eq!(
        (clock.round, clock.state, clock.next),
        (2, ClockState::Running, Some(day("2026-05-12")))
    );
    assert_eq!(
        clock.first_judgement().map(|j| j.verdict),
        Some(Verdict::Late)
    );
    assert_eq!(clock.start, Some(Receipt::At(at("2026-05-05"))));
}

#[test]
fn handed_to_complaints_it_ends_and_the_original_receipt_is_kept() {
    let ticks = [
        received(),
        tick("2026-04-08", TickKind::Ended(Ending::HandedToComplaints)),
    ];
    let clock = clock(&five_days(), &ticks, "2026-06-01");
    assert_eq!(
        (clock.state, clock.ending),
        (ClockState::Ended, Some(Ending::HandedToComplaints))
    );
    assert_eq!(
        clock.first_judgement(),
        None,
        "what was still to come lapses"
    );
    assert_eq!(clock.start, Some(Receipt::At(at(RECEIVED))));
}

#[test]
fn handing_over_does_not_hide_what_was_late() {
    let ticks = [
        received(),
        tick("2026-04-14", TickKind::Ended(Ending::HandedToComplaints)),
    ];
    let clock = clock(&five_days(), &ticks, "2026-06-01");
    assert_eq!(
        clock.first_judgement().map(|j| j.verdict),
        Some(Verdict::Late)
    );
}

#[test]
fn handed_on_or_not_ours_it_ends_when_the_member_is_told() {
    for ending in [Ending::HandedOn, Ending::NotOurs] {
        for (on, expected) in [
            ("2026-04-13", Verdict::InTime),
            ("2026-04-14", Verdict::Late),
        ] {
            let ticks = [received(), tick(on, TickKind::Ended(ending))];
            let clock = clock(&five_days(), &ticks, "2026-06-01");
            assert_eq!(clock.first_judgement().map(|j| j.verdict), Some(expected));
            assert_eq!(clock.state, ClockState::Ended);
        }
    }
}

#[test]
fn merged_for_one_member_the_earliest_start_survives() {
    let earlier = Receipt::At(at("2026-04-01"));
    let ticks = [
        received(),
        tick("2026-04-08", TickKind::MergedIn { receipt: earlier }),
    ];
    let survivor = clock(&five_days(), &ticks, "2026-04-09");
    assert_eq!(
        (survivor.next, survivor.start),
        (Some(day("2026-04-10")), Some(earlier))
    );
    let later = Receipt::At(at("2026-04-07"));
    let ticks = [
        received(),
        tick("2026-04-08", TickKind::MergedIn { receipt: later }),
    ];
    assert_eq!(
        clock(&five_days(), &ticks, "2026-04-09").next,
        Some(day("2026-04-13"))
    );
    let merged = [
        received(),
        tick("2026-04-08", TickKind::Ended(Ending::Merged)),
    ];
    let merged = clock(&five_days(), &merged, "2026-06-01");
    assert_eq!(
        (merged.state, merged.first_judgement()),
        (ClockState::Ended, None)
    );
}

#[test]
fn answered_together_each_members_enquiry_keeps_its_own_clock() {
    let together = |on| {
        [
            tick(on, TickKind::Received),
            tick("2026-04-14", TickKind::Ended(Ending::AnsweredTogether)),
        ]
    };
    let first = clock(&five_days(), &together("2026-04-02"), "2026-04-15");
    let second = clock(&five_days(), &together("2026-04-09"), "2026-04-15");
    assert_eq!(verdict(&first, TargetName::Answer), Some(Verdict::Late));
    assert_eq!(verdict(&second, TargetName::Answer), Some(Verdict::InTime));
}

#[test]
fn split_each_part_keeps_the_original_start() {
    let part = [Tick::backdated(
        at("2026-04-09"),
        Receipt::At(at(RECEIVED)),
        TickKind::Received,
    )];
    assert_eq!(
        clock(&five_days(), &part, "2026-04-09").next,
        Some(day("2026-04-13"))
    );
}

#[test]
fn withdrawn_by_the_member_it_lapses() {
    let ticks = [
        received(),
        tick("2026-04-08", TickKind::Ended(Ending::Withdrawn)),
    ];
    let clock = clock(&five_days(), &ticks, "2026-06-01");
    assert_eq!(
        (clock.state, clock.first_judgement(), clock.next),
        (ClockState::Ended, None, None)
    );
}
