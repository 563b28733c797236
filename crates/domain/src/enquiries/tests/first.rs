//! Raised, routed, held, answered, closed: the way of most enquiries.

use jiff::civil::date;

use super::story::{Story, at};
use crate::enquiries::command::{Act, Answer, Hold};
use crate::enquiries::event::{AnswerKind, Closure};
use crate::enquiries::{JOBS, sentence, state_word};

pub fn hold(until: jiff::civil::Date) -> Act {
    Act::Hold(Hold {
        why: "The surveyor is ill.".to_owned(),
        doing: "A surveyor of the county comes on Tuesday.".to_owned(),
        until,
        liaised: false,
        template: None,
    })
}

pub fn answer() -> Act {
    Act::Answer(Answer {
        words: "The damp is treated on 20 April.".to_owned(),
        kind: AnswerKind::Full,
        works_on: None,
        promises: Vec::new(),
        forward: None,
        template: None,
    })
}

fn reopen() -> Act {
    Act::Reopen {
        why: "It has come back.".to_owned(),
    }
}

pub fn close(ending: Closure) -> Act {
    Act::Close { ending, why: None }
}

#[test]
fn an_enquiry_of_maundy_thursday_is_due_on_the_thirteenth_of_april() {
    let story = Story::raised();
    let row = story.row();
    assert_eq!(row.due, Some(date(2026, 4, 13)));
    assert_eq!(row.state, "with-service");
    assert!(
        story.clauses().contains(&"7.6".to_owned()),
        "{:?}",
        story.cites
    );
    assert!(story.clauses().contains(&"7.3".to_owned()));
}

#[test]
fn an_answer_in_time_is_judged_in_time_and_the_member_closes() {
    let story = Story::raised()
        .does("hall", "2026-04-07T09:00", Act::Accept)
        .does("hall", "2026-04-13T16:00", answer());
    let row = story.row();
    assert_eq!(row.judged.as_deref(), Some("in-time"));
    assert_eq!(state_word(story.state()), "answered");
    let closed = story.does("amin", "2026-04-14T09:00", close(Closure::Answered));
    assert!(!closed.row().open);
    assert_eq!(closed.names().last().map(String::as_str), Some("closed"));
}

#[test]
fn a_hold_by_day_five_is_explained_in_time_and_its_date_becomes_the_next() {
    let story = Story::raised().does("hall", "2026-04-13T16:00", hold(date(2026, 4, 20)));
    let row = story.row();
    assert_eq!(row.judged.as_deref(), Some("explained-in-time"));
    assert_eq!(row.due, Some(date(2026, 4, 20)));
    assert_eq!(row.state, "held");
    let kept = story.does("amin", "2026-04-14T16:00", Act::AgreeDate).does(
        "hall",
        "2026-04-20T16:00",
        answer(),
    );
    assert_eq!(kept.row().held.as_deref(), Some("kept"));
}

#[test]
fn what_was_held_and_answered_is_held_no_more_when_it_is_open_again() {
    let held = Story::raised().does("hall", "2026-04-13T16:00", hold(date(2026, 4, 20)));
    let again =
        held.does("hall", "2026-04-14T16:00", answer())
            .does("amin", "2026-04-15T09:00", reopen());
    assert_eq!(again.row().state, "with-service");
    let refusal = again.refused("amin", "2026-04-15T10:00", Act::AgreeDate);
    assert_eq!(refusal.why, "No date waits for the member’s word.");
    let words = sentence(again.state(), &again.council, at("2026-04-15T10:00"));
    assert!(words.contains("Answer by Wednesday 22 April"), "{words}");
    let anew = again.does("hall", "2026-04-16T09:00", hold(date(2026, 4, 24)));
    assert_eq!(anew.row().state, "held");
}

#[test]
fn what_is_open_because_a_promise_was_missed_says_so() {
    let Act::Answer(mut promising) = answer() else {
        panic!("not an answer")
    };
    promising.promises = vec![("Repoint the wall".to_owned(), date(2026, 4, 24))];
    let answered = Story::raised()
        .does("hall", "2026-04-08T16:00", hold(date(2026, 4, 20)))
        .does("hall", "2026-04-13T16:00", Act::Answer(promising));
    let part = answered.state().promises[0].part.clone();
    let missed = answered.does(JOBS, "2026-04-27T09:00", Act::MissPromise { part });
    assert_eq!(missed.row().state, "promise-missed");
    let again = missed.does("hall", "2026-04-28T09:00", answer());
    assert_eq!(again.row().state, "answered");
}

#[test]
fn past_day_five_an_officer_closes_only_once_it_is_explained_and_talked_over() {
    let late = Story::raised();
    let refusal = late.refused("hall", "2026-04-14T09:00", close(Closure::RaisedInError));
    assert_eq!(
        refusal.basis.clause().map(|c| c.id.to_string()).as_deref(),
        Some("7.6")
    );
    let held = late.does("hall", "2026-04-14T10:00", hold(date(2026, 4, 20)));
    held.refused("hall", "2026-04-14T11:00", close(Closure::RaisedInError));
    let agreed = held.does("amin", "2026-04-14T12:00", Act::AgreeDate);
    let close = Act::Close {
        ending: Closure::RaisedInError,
        why: Some("It was raised twice.".to_owned()),
    };
    agreed.does("hall", "2026-04-14T13:00", close);
}

#[test]
fn past_day_five_the_member_closes_and_nothing_holds_an_answer_up() {
    let late = Story::raised();
    late.clone()
        .does("amin", "2026-04-14T09:00", close(Closure::Withdrawn));
    let answered = late.does("hall", "2026-04-14T09:00", answer());
    assert_eq!(answered.row().judged.as_deref(), Some("late"));
}

#[test]
fn every_question_on_which_this_register_rests_can_be_read_under_every_pack() {
    for shipped in crate::protocol::packs::SHIPPED {
        let council = super::town::town(shipped.id);
        let protocol = council.protocols.values().next().expect("a protocol");
        for question in crate::enquiries::QUESTIONS {
            let id = super::town::id_of_question(question);
            assert!(
                protocol.question(&id).is_some(),
                "{}: {question}",
                shipped.id
            );
        }
    }
}
