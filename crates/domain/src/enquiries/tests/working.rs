//! Working on an answer: holding, asking, contributing, talking, calling back.

use jiff::civil::date;

use super::first::{answer, close, hold};
use super::story::Story;
use super::town::{id, town, with_setting};
use crate::access::Token;
use crate::clock::{Consent, Stage, StageAct, TargetName};
use crate::enquiries::command::{Act, Answer, Command};
use crate::enquiries::event::{AnswerKind, Approach, Closure, Contributor};
use crate::enquiries::{Kind, sentence, thread};
use crate::verdict::Gate;

const TUESDAY: &str = "2026-04-07T10:00";

fn say(words: &str) -> Act {
    Act::SendMessage {
        words: words.to_owned(),
        template: Some("holding-reply".to_owned()),
    }
}

#[test]
fn a_holding_date_is_a_later_working_day_and_not_before_the_one_that_stands() {
    let story = Story::raised();
    for (until, what) in [
        (date(2026, 4, 1), "past"),
        (date(2026, 4, 10), "before the answer is due"),
        (
            date(2026, 4, 18),
            "not a working day: give Monday 20 April 2026",
        ),
        (date(2028, 4, 18), "check the year"),
    ] {
        let wrong = story.invalid("hall", TUESDAY, hold(until));
        assert_eq!(wrong[0].field, "until");
        assert!(wrong[0].why.contains(what), "{wrong:?}");
    }
}

#[test]
fn a_date_far_ahead_asks_for_a_reason_that_the_manager_sees() {
    let story = Story::raised();
    let far = hold(date(2026, 9, 1));
    assert_eq!(
        story.invalid("hall", TUESDAY, far.clone())[0].field,
        "explanation"
    );
    let command = Command {
        act: far,
        explanation: Some("The works are tendered.".to_owned()),
    };
    let story = story.does("hall", TUESDAY, command);
    assert!(story.tells(&Token::manager_of(&id("repairs"))));
    assert_eq!(story.row().due, Some(date(2026, 9, 1)));
}

#[test]
fn a_contested_date_is_shown_and_both_are_measured() {
    let contest = |wants| Act::ContestDate {
        wants: Some(wants),
        words: None,
    };
    let held = Story::raised().does("hall", TUESDAY, hold(date(2026, 4, 20)));
    assert_eq!(
        held.invalid("amin", TUESDAY, contest(date(2026, 4, 21)))[0].field,
        "wants"
    );
    assert_eq!(
        held.invalid("amin", TUESDAY, contest(date(2026, 4, 6)))[0].field,
        "wants"
    );
    let story = held.does("amin", "2026-04-08T10:00", contest(date(2026, 4, 16)));
    let clock = story.clock("2026-04-08T11:00");
    let names: Vec<_> = clock.targets.iter().map(|t| t.name).collect();
    assert!(names.contains(&TargetName::Contested(1)), "{names:?}");
    assert!(matches!(
        story.gate("amin", "2026-04-08T11:00", Kind::AgreeDate),
        Gate::Refused(_)
    ));
}

#[test]
fn a_contribution_has_its_own_date_within_the_enquirys() {
    let ask = |due| Act::AskContribution {
        of: Contributor::Service(id("parking")),
        about: "Who owns the bay?".to_owned(),
        due,
    };
    let story = Story::raised();
    assert_eq!(
        story.invalid("hall", TUESDAY, ask(date(2026, 4, 14)))[0].field,
        "due"
    );
    let asked = story.does("hall", TUESDAY, ask(date(2026, 4, 9)));
    assert!(asked.tells(&Token::service(&id("parking"))));
    assert!(asked.reads("park", TUESDAY));
    let part = asked.state().contributions[0].part.clone();
    let give = Act::Contribute {
        part: part.clone(),
        words: "The council owns it.".to_owned(),
    };
    let given = asked.clone().does("park", "2026-04-08T10:00", give.clone());
    assert!(!given.reads("park", "2026-04-08T11:00"));
    assert!(matches!(
        given.gate("hall", TUESDAY, Kind::Contribute),
        Gate::Refused(_)
    ));
    let withdrawn = asked.does("hall", TUESDAY, Act::WithdrawContribution { part });
    assert!(!withdrawn.reads("park", TUESDAY));
}

#[test]
fn a_contributors_note_is_for_the_officers_with_whom_it_is() {
    let ask = Act::AskContribution {
        of: Contributor::Person(id("park")),
        about: "Who owns the bay?".to_owned(),
        due: date(2026, 4, 9),
    };
    let note = Act::Note {
        words: "Ask the county first.".to_owned(),
    };
    let story = Story::raised()
        .does("hall", TUESDAY, ask)
        .does("park", TUESDAY, note);
    assert!(matches!(
        story.gate("amin", TUESDAY, Kind::Note),
        Gate::Hidden
    ));
    let told = |person: &str| {
        let actor = super::town::actor(&story.council, person, super::story::at(TUESDAY), None);
        let all = thread(&story.events, story.state(), &story.council, &actor.visible);
        all.into_iter().filter(|entry| entry.internal).count()
    };
    assert_eq!(
        (told("hall"), told("king"), told("amin"), told("park")),
        (1, 1, 0, 0)
    );
    let kept = &story.last.as_ref().expect("decided").contents;
    assert!(!kept[0].searchable, "a note is found by search");
}

#[test]
fn a_burden_goes_to_the_manager_in_person_and_its_approach_is_recorded() {
    let raise = Act::RaiseBurden {
        words: "Twenty years of records.".to_owned(),
        to_chief_officer: false,
    };
    let story = Story::raised().does("hall", TUESDAY, raise);
    assert!(story.tells(&Token::person(&id("king"))));
    assert_eq!(
        story.row().due,
        Some(date(2026, 4, 13)),
        "the clock runs on"
    );
    let talk = |approach, agreed| Act::DiscussBurden {
        approach,
        agreed,
        words: "The last two years.".to_owned(),
    };
    let wrong = story.invalid("hall", TUESDAY, talk(Approach::None, true));
    assert_eq!(wrong[0].field, "agreed");
    let story = story.does("hall", TUESDAY, talk(Approach::Narrowed, true));
    assert!(story.clauses().contains(&"7.7".to_owned()));
}

#[test]
fn what_was_just_sent_can_be_called_back_by_its_author_while_nobody_has_opened_it() {
    let sent = Story::raised().does("hall", "2026-04-07T10:00", say("The wrong file."));
    let part = sent.state().messages[0].part.clone();
    let recall = |opened| Act::Recall {
        part: part.clone(),
        opened,
    };
    assert!(matches!(
        sent.gate("hart", "2026-04-07T10:03", Kind::Recall),
        Gate::Refused(_)
    ));
    assert!(matches!(
        sent.gate("hall", "2026-04-07T10:06", Kind::Recall),
        Gate::Refused(_)
    ));
    assert_eq!(
        sent.invalid("hall", "2026-04-07T10:04", recall(true))[0].field,
        "part"
    );
    let story = sent.does("hall", "2026-04-07T10:04", recall(false));
    assert!(story.state().messages[0].recalled);
}

#[test]
fn an_answer_called_back_never_was_one() {
    let promised = Act::Answer(Answer {
        words: "It is done in May.".to_owned(),
        kind: AnswerKind::WorksProgrammed,
        works_on: Some(date(2026, 5, 4)),
        promises: vec![("The works.".to_owned(), date(2026, 5, 4))],
        forward: Some("We will treat the damp in May.".to_owned()),
        template: None,
    });
    let story = Story::raised().does("hall", "2026-04-14T10:00", promised);
    assert_eq!(story.row().judged.as_deref(), Some("late"));
    let part = story.state().messages[0].part.clone();
    let recall = Act::Recall {
        part,
        opened: false,
    };
    let story = story.does("hall", "2026-04-14T10:03", recall);
    assert!(story.state().is_open());
    assert_eq!(story.row().answered_on, None);
    assert_eq!(story.state().promises, []);
    assert_eq!(story.row().judged, None, "the clock runs again");
}

#[test]
fn works_without_a_date_are_no_programme() {
    let Act::Answer(mut without) = answer() else {
        unreachable!("it is an answer")
    };
    without.kind = AnswerKind::WorksProgrammed;
    let wrong = Story::raised().invalid("hall", TUESDAY, Act::Answer(without));
    assert_eq!(wrong[0].field, "works-on");
}

#[test]
fn nothing_is_closed_as_what_it_was_not() {
    let story = Story::raised();
    for (person, ending) in [
        ("amin", Closure::Answered),
        ("hall", Closure::Withdrawn),
        ("hall", Closure::NoReply),
        ("amin", Closure::MemberLeft),
    ] {
        assert_eq!(
            story.invalid(person, TUESDAY, close(ending))[0].field,
            "ending"
        );
    }
    let unsaid = story.invalid("hall", TUESDAY, close(Closure::Duplicate));
    assert_eq!(unsaid[0].field, "ending-why");
}

#[test]
fn an_answered_enquiry_closes_by_itself_only_by_the_councils_setting() {
    let answered = Story::raised().does("hall", "2026-04-13T10:00", answer());
    let job = "wardroom-jobs";
    let refused = answered.gate(job, "2026-06-01T06:00", Kind::CloseBySetting);
    assert!(matches!(refused, Gate::Refused(_)));
    let mut set = answered;
    set.council = with_setting(set.council, "enquiries-closing-days", "3");
    assert!(matches!(
        set.gate(job, "2026-04-16T06:00", Kind::CloseBySetting),
        Gate::Refused(_)
    ));
    let story = set.does(job, "2026-04-17T06:00", Act::CloseBySetting);
    assert!(!story.row().open);
}

fn staged() -> Story {
    let mut council = town("cambridge-updated");
    for protocol in council.protocols.values_mut() {
        let mut changed = protocol.as_ref().clone();
        for response in &mut changed.enquiries.response {
            response.value.after_window = 2;
            response.value.stages = vec![
                Stage {
                    act: StageAct::AcknowledgeNamingHandler,
                    n: 1,
                    consent: Consent::Notice,
                },
                Stage {
                    act: StageAct::SecondStage,
                    n: 10,
                    consent: Consent::Agree,
                },
            ];
        }
        *protocol = changed.into();
    }
    let story = Story::under(council);
    let raise = Act::Raise(Box::new(super::story::plain()));
    story.does("amin", "2026-04-02T10:00", raise)
}

#[test]
fn a_second_stage_needs_the_members_consent_where_a_protocol_has_one() {
    let plain = Story::raised();
    assert!(matches!(
        plain.gate("hall", TUESDAY, Kind::AskSecondStage),
        Gate::Refused(_)
    ));
    let ask = Act::AskSecondStage {
        why: "It takes a survey.".to_owned(),
    };
    let asked = staged().does("hall", TUESDAY, ask);
    let agreed = asked.does("amin", "2026-04-08T10:00", Act::AgreeSecondStage);
    let clock = agreed.clock("2026-04-08T11:00");
    assert!(
        clock
            .targets
            .iter()
            .any(|t| t.name == TargetName::SecondStage)
    );
}

#[test]
fn an_acknowledgement_that_names_the_handler_meets_its_stage_and_a_window_stays_open() {
    let named = Act::Acknowledge {
        handler: Some(id("hall")),
        words: Some("It is with me.".to_owned()),
        template: None,
    };
    let outsider = Act::Acknowledge {
        handler: Some(id("park")),
        words: None,
        template: None,
    };
    let story = staged();
    assert_eq!(story.invalid("king", TUESDAY, outsider)[0].field, "handler");
    let story = story
        .does("king", TUESDAY, named)
        .does("hall", TUESDAY, answer());
    assert_eq!(story.row().handler, Some(id("hall")));
    let follow = Act::FollowUp {
        words: "And the hall?".to_owned(),
    };
    let back = story.clone().does("amin", "2026-04-09T10:00", follow);
    assert!(back.state().is_open());
    assert!(matches!(
        story.gate("amin", "2026-04-10T10:00", Kind::FollowUp),
        Gate::Refused(_)
    ));
}

#[test]
fn the_state_is_told_in_one_sentence() {
    let story = Story::raised();
    let says =
        |story: &Story, when: &str| sentence(story.state(), &story.council, super::story::at(when));
    assert_eq!(
        says(&story, "2026-04-08T10:00"),
        "With Housing Repairs. Answer by Monday 13 April; 3 working days left."
    );
    assert_eq!(
        says(&story, "2026-04-15T10:00"),
        "With Housing Repairs. Answer by Monday 13 April; 2 working days past."
    );
    let held = story.does("hall", "2026-04-13T10:00", hold(date(2026, 4, 20)));
    assert_eq!(
        says(&held, "2026-04-20T10:00"),
        "With Housing Repairs. Held until Monday 20 April, a date for the member to agree; today."
    );
    let answered = held.does("hall", "2026-04-20T11:00", answer());
    assert_eq!(
        says(&answered, "2026-04-20T12:00"),
        "Answered on Monday 20 April."
    );
}
