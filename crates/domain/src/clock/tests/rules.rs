//! What a pack can say without code.

use super::super::{ClockState, Consent, Ending, Stage, StageAct};
use super::*;
use crate::calendar::CalendarEvent;

fn stage(act: StageAct, n: u32, consent: Consent) -> Vec<Stage> {
    vec![Stage { act, n, consent }]
}

#[test]
fn acknowledgement_within_days_that_names_who_deals_with_it() {
    let rule = rule(|rule| {
        rule.stages = stage(StageAct::AcknowledgeNamingHandler, 2, Consent::Notice);
    });
    let received = tick("2026-04-02", TickKind::Received);
    let open = clock(&rule, std::slice::from_ref(&received), "2026-04-07");
    assert_eq!(
        open.next,
        Some(day("2026-04-08")),
        "the acknowledgement comes first"
    );
    let nameless = [
        received.clone(),
        tick(
            "2026-04-07",
            TickKind::Acknowledged {
                names_handler: false,
            },
        ),
    ];
    assert_eq!(
        clock(&rule, &nameless, "2026-04-07").next,
        Some(day("2026-04-08")),
        "it must name somebody"
    );
    for (on, expected) in [
        ("2026-04-08", Verdict::InTime),
        ("2026-04-09", Verdict::Late),
    ] {
        let named = [
            received.clone(),
            tick(
                on,
                TickKind::Acknowledged {
                    names_handler: true,
                },
            ),
        ];
        let clock = clock(&rule, &named, on);
        assert_eq!(
            verdict(&clock, TargetName::Acknowledge),
            Some(expected),
            "{on}"
        );
        assert_eq!(clock.next, Some(day("2026-04-13")));
    }
    let answered = [received, tick("2026-04-07", TickKind::Answered)];
    let answered = clock(&rule, &answered, "2026-04-07");
    assert_eq!(
        verdict(&answered, TargetName::Acknowledge),
        Some(Verdict::InTime),
        "an answer names its author"
    );
}

#[test]
fn a_second_stage_by_the_members_consent() {
    let rule = rule(|rule| rule.stages = stage(StageAct::SecondStage, 10, Consent::Agree));
    let mut ticks = vec![
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-10", TickKind::SecondStage { agreed: false }),
    ];
    assert_eq!(
        clock(&rule, &ticks, "2026-04-10").next,
        Some(day("2026-04-13")),
        "only proposed"
    );
    ticks.push(tick("2026-04-13", TickKind::SecondStage { agreed: true }));
    let second = clock(&rule, &ticks, "2026-04-14");
    assert_eq!(
        second.next,
        Some(day("2026-04-27")),
        "ten days after the first target"
    );
    assert_eq!(
        verdict(&second, TargetName::Answer),
        Some(Verdict::ExplainedInTime)
    );
    ticks.push(tick("2026-04-28", TickKind::Answered));
    assert_eq!(
        verdict(&clock(&rule, &ticks, "2026-04-28"), TargetName::SecondStage),
        Some(Verdict::Late)
    );
}

#[test]
fn a_second_stage_by_notice_begins_when_it_is_told() {
    let rule = rule(|rule| rule.stages = stage(StageAct::SecondStage, 10, Consent::Notice));
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-14", TickKind::SecondStage { agreed: false }),
    ];
    let second = clock(&rule, &ticks, "2026-04-14");
    assert_eq!(second.next, Some(day("2026-04-27")));
    assert_eq!(
        verdict(&second, TargetName::Answer),
        Some(Verdict::ExplainedLate)
    );
    let removed = [
        &ticks[..],
        &[tick("2026-04-14", TickKind::ExtensionRemoved)],
    ]
    .concat();
    assert_eq!(
        clock(&rule, &removed, "2026-04-14").next,
        Some(day("2026-04-13"))
    );
}

#[test]
fn a_second_stage_that_no_pack_provides_changes_nothing() {
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-10", TickKind::SecondStage { agreed: true }),
    ];
    assert_eq!(
        clock(&five_days(), &ticks, "2026-04-10").next,
        Some(day("2026-04-13"))
    );
}

#[test]
fn a_clock_from_acknowledgement_that_is_answered_first_is_in_time() {
    let rule = rule(|rule| rule.start = Start::Acknowledgement);
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-30", TickKind::Answered),
    ];
    let clock = clock(&rule, &ticks, "2026-04-30");
    assert_eq!(verdict(&clock, TargetName::Answer), Some(Verdict::InTime));
}

#[test]
fn a_proposed_date_that_counts_only_when_the_member_agrees() {
    let rule = rule(|rule| rule.silence = Silence::DoesNotCount);
    let mut ticks = vec![
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-13", held("2026-04-24")),
    ];
    let proposed = clock(&rule, &ticks, "2026-04-14");
    assert_eq!(
        (proposed.next, proposed.overdue),
        (Some(day("2026-04-13")), true)
    );
    assert!(!proposed.holds[0].counts);
    ticks.push(tick("2026-04-15", TickKind::MemberAgreed));
    let agreed = clock(&rule, &ticks, "2026-04-15");
    assert_eq!(
        (agreed.next, agreed.overdue),
        (Some(day("2026-04-24")), false)
    );
    assert_eq!(
        verdict(&agreed, TargetName::Answer),
        Some(Verdict::ExplainedInTime),
        "by the day of the contact"
    );
}

#[test]
fn calendar_days_pause_and_count_by_calendar_days() {
    let rule =
        rule(|rule| (rule.unit, rule.n, rule.waiting) = (Unit::CalendarDay, 10, Waiting::Pauses));
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-03", TickKind::WaitingOnMember),
        tick("2026-04-06", TickKind::MemberBack),
    ];
    assert_eq!(
        clock(&rule, &ticks[..1], "2026-04-02").next,
        Some(day("2026-04-12"))
    );
    assert_eq!(
        clock(&rule, &ticks, "2026-04-07").next,
        Some(day("2026-04-15"))
    );
}

#[test]
fn a_cut_off_hour_moves_the_start_and_never_the_judgement() {
    let from = day("2026-01-01");
    let cut_off = CalendarEvent::CutOffSet {
        at: crate::calendar::parse_time("17:00").ok(),
        from,
    };
    let calendar = Calendar::new(Nation::EnglandAndWales).evolve(&cut_off);
    let ticks = [
        tick("2026-06-11T18:00", TickKind::Received),
        tick("2026-06-19T22:00", TickKind::Answered),
    ];
    let clock = fold(Some(&five_days()), &calendar, &ticks, at("2026-06-20"));
    assert_eq!(target(&clock, TargetName::Answer).due, day("2026-06-19"));
    assert_eq!(
        verdict(&clock, TargetName::Answer),
        Some(Verdict::InTime),
        "by the end of the day"
    );
}

#[test]
fn under_a_silent_protocol_there_is_no_target_and_a_promise_is_still_measured() {
    let calendar = Calendar::new(Nation::EnglandAndWales);
    let mut ticks = vec![tick("2026-04-02", TickKind::Received)];
    let silent = fold(None, &calendar, &ticks, at("2026-06-01"));
    assert_eq!(
        (silent.state, silent.next, silent.overdue),
        (ClockState::None, None, false)
    );
    ticks.push(tick("2026-04-08", held("2026-04-24")));
    let promised = fold(None, &calendar, &ticks, at("2026-04-27"));
    assert_eq!(
        (promised.state, promised.next, promised.overdue),
        (ClockState::Running, Some(day("2026-04-24")), true)
    );
    assert_eq!(target(&promised, TargetName::Held(1)).basis, None);
    ticks.push(tick("2026-04-24", TickKind::Answered));
    let answered = fold(None, &calendar, &ticks, at("2026-04-27"));
    assert_eq!(
        (answered.state, answered.first_judgement()),
        (ClockState::Ended, None)
    );
    assert_eq!(answered.held_verdict(), Some(Verdict::Kept));
}

#[test]
fn nothing_happens_to_an_ended_clock_but_a_reopening() {
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-08", TickKind::Answered),
        tick("2026-04-09", held("2026-04-24")),
        tick("2026-04-09", TickKind::WaitingOnMember),
        tick("2026-04-30", TickKind::Answered),
        tick("2026-04-30", TickKind::Ended(Ending::Closed)),
    ];
    let clock = clock(&five_days(), &ticks, "2026-05-01");
    assert_eq!(
        (clock.targets.len(), clock.holds.len(), clock.pauses.len()),
        (1, 0, 0)
    );
    assert_eq!(clock.answered_on, Some(day("2026-04-08")));
}

#[test]
fn several_holding_replies_are_each_measured() {
    let ticks = [
        tick("2026-04-02", TickKind::Received),
        tick("2026-04-13", held("2026-04-20")),
        tick("2026-04-20", held("2026-04-27")),
        tick("2026-04-28", held("2026-05-06")),
        tick("2026-05-06", TickKind::Answered),
    ];
    let clock = clock(&five_days(), &ticks, "2026-05-07");
    let judged: Vec<_> = clock
        .targets
        .iter()
        .map(|t| t.judged.map(|j| j.verdict))
        .collect();
    assert_eq!(
        judged,
        [
            Some(Verdict::ExplainedInTime),
            Some(Verdict::ExplainedInTime),
            Some(Verdict::ExplainedLate),
            Some(Verdict::Kept)
        ]
    );
    assert_eq!(
        clock.held_verdict(),
        Some(Verdict::Missed),
        "one promise was broken before it was replaced"
    );
}
