//! A replay under the same rules changes nothing, and under others it is what the clock's fold says.

mod evidence;

use jiff::Timestamp;
use jiff::civil::date;

use super::*;
use crate::clock::{Tick, TickKind, fold};
use crate::council::Council;
use crate::enquiries::command::{Answer, Hold};
use crate::enquiries::event::AnswerKind;
use crate::enquiries::tests::story::{Story, at};
use crate::enquiries::tests::town::town;
use crate::enquiries::{Act, State};

fn answer() -> Act {
    Act::Answer(Answer {
        words: "It is done.".to_owned(),
        kind: AnswerKind::Full,
        works_on: None,
        promises: Vec::new(),
        forward: None,
        template: None,
    })
}

fn hold() -> Act {
    Act::Hold(Hold {
        why: "The surveyor is ill.".to_owned(),
        doing: "Another one comes.".to_owned(),
        until: date(2026, 4, 24),
        liaised: true,
        template: None,
    })
}

fn words() -> String {
    "Which flat?".to_owned()
}

/// Raised on Thursday 2 April 2026, due on Monday 13 April under five working days.
fn stories() -> Vec<Story> {
    let raised = Story::raised;
    vec![
        raised(),
        raised().does("hall", "2026-04-13T16:00", answer()),
        raised().does("hall", "2026-04-14T10:00", answer()),
        raised().does("hall", "2026-04-20T10:00", answer()),
        raised().does("hall", "2026-04-09T10:00", hold()).does(
            "hall",
            "2026-04-23T10:00",
            answer(),
        ),
        raised().does("hall", "2026-04-15T10:00", hold()),
        raised()
            .does(
                "hall",
                "2026-04-07T10:00",
                Act::AskMember { words: words() },
            )
            .does(
                "amin",
                "2026-04-13T10:00",
                Act::ReplyToOfficers { words: words() },
            )
            .does("hall", "2026-04-16T10:00", answer()),
        raised()
            .does("hall", "2026-04-08T10:00", answer())
            .does("amin", "2026-04-10T10:00", Act::Reopen { why: words() })
            .does("hall", "2026-04-22T10:00", answer()),
    ]
}

fn now() -> Timestamp {
    at("2026-05-01T09:00")
}

fn history(council: &Council) -> History {
    let mut history = History::default();
    for story in stories() {
        history.push(story.state.as_ref().expect("a case"), council, now());
    }
    history
}

fn under(council: &Council, trial: &Trial) -> Replayed {
    let protocol = council.protocols.values().next().map(AsRef::as_ref);
    history(council).replay(trial, protocol, &council.settings, &council.calendar, now())
}

fn trial(values: &[&str]) -> Trial {
    let mut trial = Trial::default();
    for value in values {
        trial.set(value).expect("a value");
    }
    trial
}

#[test]
fn under_the_same_rules_everything_comes_out_as_it_was() {
    let council = town("cambridge-updated");
    let total = under(&council, &Trial::default()).total();
    assert_eq!(total.cases, 8);
    assert_eq!((total.newly_late, total.no_longer_late), (0, 0));
    assert_eq!(
        (total.late_before, total.told_before),
        (total.late_after, total.told_after)
    );
    // Not answered; answered on day six and later; held late; waited for and answered after the date.
    assert_eq!(total.late_before, 5);
}

#[test]
fn seven_days_instead_of_five_and_an_acknowledgement_within_one() {
    let council = town("cambridge-updated");
    let seven = under(&council, &trial(&["answer-within=7"])).total();
    // Due on Wednesday 15 April: the answer of the 14th and the holding reply of the 15th are in time.
    assert_eq!(
        (seven.late_after, seven.no_longer_late, seven.newly_late),
        (3, 2, 0)
    );
    assert!(seven.told_after < seven.told_before);
    let acknowledged = under(&council, &trial(&["acknowledge-within=1"])).total();
    assert_eq!(
        (
            acknowledged.acknowledged_late_before,
            acknowledged.acknowledged_late_after
        ),
        (0, 8)
    );
    let pauses = under(&council, &trial(&["waiting=pauses"])).total();
    assert_eq!(
        pauses.no_longer_late, 1,
        "the one that waited for the member"
    );
}

#[test]
fn each_case_is_what_the_clock_s_fold_says() {
    let council = town("cambridge-updated");
    let protocol = council.protocols.values().next().expect("a protocol");
    for n in 1..=15 {
        let trial = trial(&[
            &format!("answer-within={n}"),
            "acknowledge-within=2",
            "waiting=pauses",
        ]);
        for story in stories() {
            let state: &State = story.state.as_ref().expect("a case");
            let mut one = History::default();
            one.push(state, &council, now());
            let (settings, calendar) = (&council.settings, &council.calendar);
            let replayed = one
                .replay(&trial, Some(protocol), settings, calendar, now())
                .total();
            let rule = trial.rule(
                Some(protocol),
                settings,
                state.received.date(),
                state.class(),
            );
            let judged = |tick: &Tick| matches!(tick.what, TickKind::Judged { .. });
            let ticks: Vec<Tick> = state.ticks.iter().filter(|t| !judged(t)).cloned().collect();
            let clock = fold(rule.as_ref(), calendar, &ticks, now());
            let expected = run(&clock, calendar, crate::calendar::local_date(now()));
            assert_eq!(
                replayed.late_after,
                u64::from(expected.answer == Met::Late),
                "{n} days"
            );
            assert_eq!(
                replayed.acknowledged_late_after,
                u64::from(expected.acknowledgement == Met::Late)
            );
            assert_eq!(replayed.told_after, u64::from(expected.told));
        }
    }
}

#[test]
fn a_silent_protocol_makes_nobody_late_and_a_value_of_one_s_own_does() {
    let council = town("cambridge-updated");
    let silent = crate::protocol::packs::shipped("bradford-4c").expect("a pack");
    let cases = history(&council);
    let (settings, calendar) = (&council.settings, &council.calendar);
    let without = cases
        .replay(&Trial::default(), Some(&silent), settings, calendar, now())
        .total();
    assert_eq!((without.late_after, without.no_longer_late), (0, 5));
    let ten = trial(&["answer-within=10"]);
    let with = cases
        .replay(&ten, Some(&silent), settings, calendar, now())
        .total();
    assert!(with.late_after > 0);
}

#[test]
fn what_cannot_be_tried_out_is_refused_with_what_to_write() {
    let refused = |written: &str| {
        Trial::default()
            .set(written)
            .expect_err("no value")
            .to_string()
    };
    assert!(refused("answer-within=0").contains("1 to 260"));
    assert!(refused("colour=red").contains("answer-within"));
    assert!(refused("7").contains("key=value"));
}

#[test]
fn who_would_have_been_told_is_named_by_office() {
    let council = town("cambridge-updated");
    let replayed = under(&council, &trial(&["answer-within=1"]));
    let offices = replayed.offices();
    let all = replayed.total();
    assert!(all.told_after > all.told_before, "{all:?}");
    let told: u64 = offices.values().map(|n| n.told_after).sum();
    assert_eq!(told, all.told_after, "everybody who is told has an office");
    for story in stories() {
        let state = story.state.expect("a case");
        let office = crate::enquiries::answerable(&state);
        let office = office.expect("an office");
        assert!(!office.as_str().starts_with("person:"), "{office:?}");
        assert!(offices.contains_key(&Some(office)), "{offices:?}");
    }
}
