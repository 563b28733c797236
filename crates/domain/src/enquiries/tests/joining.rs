//! Several enquiries at once, casework that passes on, and who is let in or kept out.

use jiff::civil::date;

use super::first::answer;
use super::story::{Story, plain};
use super::town::{fold, id, town};
use crate::access::Token;
use crate::calendar::Receipt;
use crate::directory::{DirectoryEvent, EndReason};
use crate::enquiries::command::{Act, Answer, Command, ConstituentGiven, CorrectionGiven, Raise};
use crate::enquiries::event::{Closure, Desk, Event, Ground, InformationLaw, PassedOnBy, Permits};
use crate::enquiries::{Ended, Enquiries, Kind, Standing, words_readers};
use crate::register::{Recorded, Register};
use crate::verdict::{Append, Basis, Gate};

const TUESDAY: &str = "2026-04-07T10:00";

fn of(member: &str, n: u64, when: &str) -> Story {
    let story = Story::numbered(town("cambridge-updated"), n);
    story.does(member, when, Act::Raise(Box::new(plain())))
}

/// Another case of the same act, as it is after it.
fn after(other: &Story, append: &Append<Event>, when: &str) -> Story {
    let mut next = other.clone();
    assert_eq!(append.stream, other.stream);
    assert_eq!(append.expected, other.events.len() as u64);
    for event in append.events.clone() {
        next.record("hall", super::story::at(when), event);
    }
    next
}

#[test]
fn merged_enquiries_of_one_member_keep_the_earliest_start() {
    let (early, late) = (
        of("amin", 1, "2026-04-02T10:00"),
        of("amin", 2, "2026-04-08T10:00"),
    );
    // The later one stays: the earlier start moves to it.
    let merge = Act::Merge {
        into: late.beside(),
    };
    let merged = early.does("hall", "2026-04-09T10:00", merge);
    let appends = &merged.last.as_ref().expect("decided").appends;
    let stays = after(&late, &appends[1], "2026-04-09T10:00");
    assert_eq!(stays.row().due, Some(date(2026, 4, 13)));
    assert!(matches!(
        &merged.state().standing,
        Standing::Ended { how: Ended::Merged(into), .. } if into == &stays.state().reference
    ));
}

#[test]
fn nobody_learns_by_merging_or_linking_that_another_enquiry_exists() {
    let mine = of("amin", 1, "2026-04-02T10:00");
    let theirs = of("cole", 2, "2026-04-02T10:00");
    let link = Act::Link {
        other: theirs.beside(),
    };
    let unseen = mine.invalid("amin", TUESDAY, link.clone());
    assert!(unseen[0].why.contains("check the reference"));
    let by_officer = mine.invalid("hall", TUESDAY, link);
    assert!(by_officer[0].why.contains("belongs to another member"));
    let itself = Act::Link {
        other: mine.beside(),
    };
    assert_eq!(mine.invalid("amin", TUESDAY, itself)[0].field, "other");
}

#[test]
fn answered_together_each_has_its_own_words_clock_and_readers() {
    let first = of("amin", 1, "2026-04-02T10:00");
    let second = of("cole", 2, "2026-04-01T10:00");
    let Act::Answer(answer) = answer() else {
        unreachable!("it is an answer")
    };
    let act = Act::AnswerTogether {
        others: vec![second.beside(), second.beside()],
        answer,
    };
    let done = first.does("hall", "2026-04-13T10:00", act);
    let decision = done.last.as_ref().expect("decided");
    assert_eq!(decision.appends.len(), 2, "one other, named twice");
    let other = after(&second, &decision.appends[1], "2026-04-13T10:00");
    assert_eq!(done.row().judged.as_deref(), Some("in-time"));
    assert_eq!(other.row().judged.as_deref(), Some("late"));
    assert_ne!(
        done.state().messages[0].words.key,
        other.state().messages[0].words.key
    );
    assert!(!done.reads("cole", "2026-04-13T11:00"));
    assert_eq!(
        decision.appends[1].notices[0].to,
        Token::holder_of(&id("cole-member"))
    );
    let stored = serde_json::to_string(&done.events).expect("JSON");
    assert!(
        !stored.contains(other.state().reference.as_str()),
        "one names the other"
    );
}

#[test]
fn a_part_that_is_split_off_keeps_the_start() {
    let split = Act::Split {
        title: "The parking bay".to_owned(),
        body: "Who owns it?".to_owned(),
        service: Some(id("parking")),
    };
    let story = Story::raised().does("hall", "2026-04-09T10:00", split);
    let born = &story.last.as_ref().expect("decided").appends[1];
    assert_eq!(born.expected, 0);
    let mut state = None;
    for (n, event) in born.events.iter().enumerate() {
        let recorded = Recorded {
            version: n as u64 + 1,
            at: super::story::at("2026-04-09T10:00"),
            actor: id("hall"),
            event: event.clone(),
        };
        state = Enquiries::evolve(state, &recorded);
    }
    let row = Enquiries::summary(&state.expect("it begins"), &story.council);
    assert_eq!(row.due, Some(date(2026, 4, 13)));
    assert_eq!(row.service, Some(id("parking")));
    assert!(born.stream.as_str().ends_with(row.reference.as_str()));
}

#[test]
fn enquiries_of_one_campaign_share_a_key_and_nothing_else() {
    let (first, second) = (
        of("amin", 1, "2026-04-02T10:00"),
        of("cole", 2, "2026-04-02T10:00"),
    );
    let join = Act::JoinCampaign {
        other: Some(second.beside()),
    };
    let joined = first.does("hall", TUESDAY, join);
    let appends = &joined.last.as_ref().expect("decided").appends;
    let other = after(&second, &appends[1], TUESDAY);
    assert_eq!(joined.state().campaign, other.state().campaign);
    assert!(!joined.reads("cole", TUESDAY) && !other.reads("amin", TUESDAY));
    let left = joined.does("hall", TUESDAY, Act::LeaveCampaign);
    assert_eq!(left.state().campaign, None);
}

#[test]
fn a_complaint_goes_with_receipt_and_reference_and_leaves_the_services_lists() {
    let hand = Act::HandToComplaints {
        permits: Permits::Nothing,
        told: "It is a complaint.".to_owned(),
    };
    let story = Story::raised().does("hall", "2026-04-08T10:00", hand);
    assert!(story.clauses().contains(&"7.4".to_owned()));
    assert!(story.reads("wren", "2026-04-08T11:00"));
    assert!(!story.reads("hall", "2026-04-08T11:00"));
    assert_eq!(story.row().state, "complaint");
    let Gate::Refused(refusal) = story.gate("amin", "2026-04-08T11:00", Kind::Reopen) else {
        panic!("a complaint is reopened as an enquiry")
    };
    assert!(refusal.why.contains("elsewhere"));
}

#[test]
fn an_information_request_is_split_to_its_own_law_and_the_enquiry_goes_on() {
    let split = Act::SplitInformationRights {
        law: InformationLaw::SubjectAccess,
        words: "All that is held about me.".to_owned(),
    };
    let story = Story::raised().does("amin", TUESDAY, split);
    assert!(story.state().is_open());
    let statute = Basis::Statute("UK GDPR, article 15".to_owned());
    assert!(story.cites.iter().any(|cite| cite.basis == statute));
    assert!(story.clauses().contains(&"7.8".to_owned()));
}

#[test]
fn a_person_who_is_kept_out_sees_nothing_whatever_their_posts() {
    let deny = |person: &str| Act::DenyReader {
        person: id(person),
        why: "It is about them.".to_owned(),
    };
    let story = Story::raised();
    assert_eq!(
        story.invalid("king", TUESDAY, deny("king"))[0].field,
        "person"
    );
    assert_eq!(
        story.invalid("king", TUESDAY, deny("amin"))[0].field,
        "person"
    );
    let story = story.does("king", TUESDAY, deny("hall"));
    assert!(!story.reads("hall", TUESDAY) && story.reads("hart", TUESDAY));
    for kind in Kind::ALL {
        assert_eq!(story.gate("hall", TUESDAY, *kind), Gate::Hidden, "{kind:?}");
    }
    let reassign = Act::Reassign {
        to: Desk::Service(id("repairs")),
        handler: Some(id("hall")),
    };
    assert_eq!(story.invalid("king", TUESDAY, reassign)[0].field, "handler");
}

fn left(constituent: bool) -> Story {
    let mut given = plain();
    given.constituent = constituent.then(|| ConstituentGiven {
        details: Some("A resident".to_owned()),
        ground: Ground::Permission,
        third_party: false,
        child: false,
        employee: false,
        advice_taken: false,
    });
    let story = Story::under(town("cambridge-updated"));
    let mut story = story.does("amin", "2026-05-05T10:00", Act::Raise(Box::new(given)));
    let ended = DirectoryEvent::AppointmentEnded {
        appointment: id("amin-member"),
        on: date(2026, 5, 7),
        reason: EndReason::Election,
    };
    let directory = story.council.directory.as_ref().clone();
    story.council.directory = fold(vec![ended], directory).into();
    let end = Act::EndHolder {
        on: date(2026, 5, 7),
    };
    story.does("wardroom-jobs", "2026-05-08T06:00", end)
}

#[test]
fn casework_of_a_member_who_left_is_inherited_by_nobody() {
    const MONDAY: &str = "2026-05-11T10:00";
    let story = left(true);
    assert!(!story.reads("bell", MONDAY) && !story.reads("dean", MONDAY));
    assert!(story.reads("moss", MONDAY), "who sees that it waits");
    let actor = super::town::actor(&story.council, "moss", super::story::at(MONDAY), None);
    let words = words_readers(story.state());
    assert_eq!(actor.visible.may_read(&words), None, "and not what it says");
    assert!(matches!(
        story.gate("hall", MONDAY, Kind::Answer),
        Gate::Refused(_)
    ));
    let pass = |ground| Act::PassOn {
        to: id("bell-member"),
        ground,
    };
    let by_officer = story.invalid("yang", MONDAY, pass(PassedOnBy::MonitoringOfficer));
    assert_eq!(by_officer[0].field, "ground");
    let passed = story.does("yang", MONDAY, pass(PassedOnBy::ConstituentConsent));
    assert!(passed.reads("bell", MONDAY) && !passed.reads("moss", MONDAY));
    let no_constituent = left(false).invalid("yang", MONDAY, pass(PassedOnBy::ConstituentConsent));
    assert_eq!(no_constituent[0].field, "ground");
    left(false).does("moss", MONDAY, pass(PassedOnBy::MonitoringOfficer));
}

#[test]
fn the_monitoring_officer_closes_what_a_member_left_with_a_reason() {
    let close = Act::Close {
        ending: Closure::MemberLeft,
        why: Some("Nobody takes it on.".to_owned()),
    };
    let story = left(false);
    assert_eq!(
        story.invalid("moss", "2026-05-11T10:00", close.clone())[0].field,
        "explanation"
    );
    let command = Command {
        act: close,
        explanation: Some("The resident has moved away.".to_owned()),
    };
    let story = story.does("moss", "2026-05-11T10:00", command);
    assert_eq!(story.row().state, "closed");
}

#[test]
fn a_corrected_receipt_moves_the_date_and_says_so() {
    let correct = |day| Act::Correct {
        now: CorrectionGiven::Received(Receipt::On(day)),
        why: "The letter lay in the post room.".to_owned(),
    };
    let story = Story::raised();
    let by_member = story.invalid("amin", TUESDAY, correct(date(2026, 4, 1)));
    assert_eq!(by_member[0].field, "received");
    let story = story.does("hall", TUESDAY, correct(date(2026, 4, 1)));
    assert_eq!(story.row().due, Some(date(2026, 4, 10)));
    assert!(story.names().contains(&"clock-moved".to_owned()));
}

#[test]
fn only_what_is_kept_of_the_case_can_be_erased_and_once() {
    let story = Story::raised();
    let ground = || Basis::Statute("UK GDPR, article 17".to_owned());
    let erase = |keys| Act::Erase {
        keys,
        basis: ground(),
    };
    let foreign = story.invalid("moss", TUESDAY, erase(vec![id("abcdef")]));
    assert_eq!(foreign[0].field, "keys");
    let body = story.state().body.key.clone();
    let story = story.does("moss", TUESDAY, erase(vec![body.clone()]));
    assert!(story.state().kept.is_erased(&body));
    assert_eq!(
        story.invalid("moss", TUESDAY, erase(vec![body]))[0].field,
        "keys"
    );
}

#[test]
fn everything_through_one_team_first_where_a_protocol_says_so() {
    let mut council = town("cambridge-updated");
    for protocol in council.protocols.values_mut() {
        let mut changed = protocol.as_ref().clone();
        for routing in &mut changed.enquiries.routing {
            routing.value.everything_through = Some(id("democratic-services"));
        }
        *protocol = changed.into();
    }
    let story = Story::under(council);
    let raise = Act::Raise(Box::new(Raise { ..plain() }));
    let story = story.does("amin", "2026-04-02T10:00", raise);
    assert!(story.reads("yang", TUESDAY) && !story.reads("hall", TUESDAY));
    let to = id("repairs");
    let story = story.does("yang", TUESDAY, Act::Route { to });
    assert!(story.reads("hall", TUESDAY) && !story.reads("yang", TUESDAY));
    let back = Act::Return {
        why: "Not ours.".to_owned(),
    };
    let story = story.does("hall", TUESDAY, back);
    assert!(story.reads("yang", TUESDAY));
}

#[test]
fn a_rating_is_asked_once() {
    let rate = Act::Rate {
        answered: true,
        useful: false,
    };
    let Act::Answer(Answer { words, .. }) = answer() else {
        unreachable!("it is an answer")
    };
    assert!(!words.is_empty());
    let story = Story::raised()
        .does("hall", TUESDAY, answer())
        .does("amin", TUESDAY, rate);
    assert!(matches!(
        story.gate("amin", TUESDAY, Kind::Rate),
        Gate::Refused(_)
    ));
}
