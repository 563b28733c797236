//! Asking, need to know, guidance, casework, refusals and the bodies that may be asked.

use jiff::civil::date;

use super::story::{DAY, LATE, NEXT, Story, document, find, given, plain, release};
use crate::access::Token;
use crate::clock::Verdict;
use crate::enquiries::tests::town::{id, with_setting};
use crate::information::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Permission, Unreasonable, Wanted,
};
use crate::information::command::Request;
use crate::information::event::{Closure, Event};
use crate::information::{Act, Command, Kind, sentence};
use crate::protocol::information::Marking;
use crate::register::Recorded;
use crate::verdict::{Basis, Gate};

const CU: &str = "cambridge-updated";
const BR: &str = "bradford-4c";
const CE: &str = "cambridge-existing";

fn refuse(law: Vec<Law>) -> Act {
    Act::Refuse {
        words: "It is not reasonably needed.".to_owned(),
        law,
        precedent: None,
    }
}

fn provide() -> Act {
    Act::Provide {
        words: "There were 12 surveys last year.".to_owned(),
    }
}

fn ask(change: impl FnOnce(&mut Request)) -> Act {
    let mut request = plain();
    change(&mut request);
    Act::Request(Box::new(request))
}

#[test]
fn five_working_days_run_where_the_text_has_them_and_nowhere_else() {
    let due = |pack| {
        let story = Story::asked(pack);
        crate::information::clock(story.state(), &story.council, super::story::at(DAY)).next
    };
    assert_eq!(due(BR), Some(date(2026, 4, 13)));
    assert_eq!(due(CU), None);
    assert_eq!(due(CE), None);
}

#[test]
fn a_request_goes_to_whom_the_text_names() {
    let told = |pack| Story::asked(pack).notices[0].to.clone();
    assert_eq!(told(CU), Token::manager_of(&id("repairs")));
    assert_eq!(told(BR), Token::manager_of(&id("repairs")));
    assert_eq!(told(CE), Token::service(&id("repairs")));
}

#[test]
fn a_request_about_ones_own_case_is_sent_to_its_own_door() {
    let story = Story::under(CU);
    let invalid = story.invalid("amin", DAY, ask(|r| r.own_case = true));
    assert_eq!(invalid[0].field, "own-case");
    assert!(invalid[0].why.contains("right of access"), "{invalid:?}");
}

#[test]
fn need_to_know_is_presumed_of_who_sits_on_the_body_exempt_papers_included() {
    for pack in [CU, BR] {
        let mut paper = given(Marking::Exempt);
        paper.of_body = Some(id("planning"));
        let story = Story::asked(pack).does("hall", NEXT, Act::AddDocument(Box::new(paper)));
        let part = story.part();
        let story = story.does("king", NEXT, release(part));
        let clause = if pack == CU { "9.5" } else { "12.8" };
        assert!(story.clauses().contains(&clause.to_owned()), "{pack}");
    }
}

#[test]
fn who_does_not_sit_on_the_body_shows_need_to_know_first() {
    let story = Story::asked(CU).does("hall", NEXT, document(Marking::Confidential));
    let part = story.part();
    let refusal = story.refused("king", NEXT, release(part.clone()));
    assert_eq!(refusal.basis.to_string(), "clause 9.5");
    // The service manager is not the office that clause 9.5 names: the lead and the Chief Officer are.
    let not_theirs = story.refused("king", NEXT, find(Some(part.clone()), true));
    assert_eq!(not_theirs.basis.to_string(), "clause 9.5");
    let found = story.does("lead", NEXT, find(Some(part.clone()), true));
    assert!(found.act("king", NEXT, release(part)).is_ok());
}

#[test]
fn what_is_not_exempt_needs_nothing_shown_where_the_text_asks_it_of_exempt_papers_only() {
    let story = Story::asked(BR).does("hall", NEXT, document(Marking::Confidential));
    let part = story.part();
    assert!(story.act("king", NEXT, release(part.clone())).is_ok());
    let exempt = story.does(
        "hall",
        NEXT,
        Act::MarkExempt {
            part: part.clone(),
            law: Law::Business,
            passage: "paragraphs 4 to 6".to_owned(),
        },
    );
    let refusal = exempt.refused("king", NEXT, release(part));
    assert_eq!(
        refusal.basis.clause().expect("a clause").id.as_str(),
        "12.8"
    );
}

#[test]
fn one_of_two_documents_that_waits_is_told_in_the_field() {
    let story = Story::asked(CU)
        .does("hall", NEXT, document(Marking::Open))
        .does("hall", NEXT, document(Marking::Personal));
    let invalid = story.invalid("king", NEXT, release(story.part()));
    assert_eq!(invalid[0].field, "part");
    assert!(invalid[0].why.contains("clause 9.5"), "{invalid:?}");
}

#[test]
fn an_unreasonable_request_is_answered_with_guidance_or_with_a_reason() {
    let found = Act::FindUnreasonable {
        ground: Unreasonable::Cost,
        words: "It takes three weeks.".to_owned(),
    };
    let story = Story::asked(CU).does("king", NEXT, found.clone());
    let Gate::Allowed { explain, .. } = story.gate("king", NEXT, Kind::Refuse) else {
        panic!("it is refused");
    };
    assert_eq!(explain.expect("a question").basis.to_string(), "clause 9.6");
    let without = Command {
        act: refuse(Vec::new()),
        why: Some("The answer is on the website.".to_owned()),
    };
    assert!(story.act("king", NEXT, without).is_ok());
    let guided = story
        .does(
            "king",
            NEXT,
            Act::SeekGuidance {
                passed: false,
                words: "May we refuse?".to_owned(),
            },
        )
        .does(
            "moss",
            NEXT,
            Act::GiveGuidance {
                words: "Offer a sample.".to_owned(),
            },
        );
    assert!(guided.act("king", NEXT, refuse(Vec::new())).is_ok());
    let other = Story::asked(BR).refused("king", NEXT, found);
    assert!(other.why.contains("does not know that step"));
}

#[test]
fn who_refuses_as_unreasonable_without_a_finding_is_held_as_the_council_holds() {
    let unreasonable = || refuse(vec![Law::Unreasonable]);
    let reasoned = || Command {
        act: unreasonable(),
        why: Some("The same was answered in March.".to_owned()),
    };
    let held = |strictness: &str| {
        let mut story = Story::asked(CU);
        let key = "enforce-cambridge-updated-9-6-1";
        story.council = with_setting(story.council, key, strictness);
        story
    };
    let explanations = |story: &Story| {
        let is = |e: &&Recorded<Event>| matches!(e.event, Event::Explained { .. });
        story.events.iter().filter(is).count()
    };
    let asks = Story::asked(CU);
    let asked = asks.invalid("king", NEXT, unreasonable());
    assert_eq!(asked[0].field, "explanation");
    assert!(asked[0].why.contains("clause 9.6"), "{asked:?}");
    let went_on = asks.act("king", NEXT, reasoned()).expect("a reason");
    assert_eq!(explanations(&went_on), 1);
    let turned = held("refuse").invalid("king", NEXT, reasoned());
    assert_eq!(turned[0].field, "law");
    assert!(turned[0].why.contains("clause 9.6"), "{turned:?}");
    let cited = |story: &Story| {
        let cites = &story.last.as_ref().expect("a decision").cites;
        cites.iter().any(|c| c.value.contains("guidance?"))
    };
    for (strictness, noted) in [("note", true), ("show", false)] {
        let done = held(strictness).does("king", NEXT, unreasonable());
        assert_eq!((explanations(&done), cited(&done)), (0, noted));
    }
}

#[test]
fn a_determination_binds_and_leaves_a_precedent_without_names() {
    let passed = Story::asked(CU).does(
        "king",
        NEXT,
        Act::SeekGuidance {
            passed: true,
            words: "It cannot be told apart from the person.".to_owned(),
        },
    );
    assert!(passed.reads("moss", NEXT));
    let determined = passed.does(
        "moss",
        NEXT,
        Act::Determine {
            supply: false,
            words: "It is not needed for the role.".to_owned(),
            precedent: Some("A survey that tells of one household".to_owned()),
        },
    );
    let decision = determined.last.as_ref().expect("a decision");
    let kept = &decision.appends[1];
    assert!(matches!(&kept.events[0], Event::PrecedentKept(kept) if kept.determined));
    assert!(
        !serde_json::to_string(&kept.events)
            .expect("JSON")
            .contains("amin")
    );
    let refusal = determined.refused("king", NEXT, provide());
    assert_eq!(refusal.basis.to_string(), "clause 9.6");
    assert!(determined.act("king", NEXT, refuse(Vec::new())).is_ok());
}

#[test]
fn confidential_casework_says_what_is_exceptional_and_waits_for_advice() {
    let story = Story::under(CU);
    let plain = ask(|r| r.casework = true);
    let invalid = story.invalid("amin", DAY, plain);
    assert_eq!(invalid[0].field, "exceptional");
    let story = story.does(
        "amin",
        DAY,
        ask(|r| {
            r.casework = true;
            r.exceptional = Some("A court date next week.".to_owned());
        }),
    );
    assert!(!story.reads("dean", DAY), "an assistant reads casework");
    let refusal = story.refused("king", NEXT, provide());
    assert_eq!(refusal.basis.to_string(), "clause 9.7");
    let advised = story
        .does(
            "lead",
            NEXT,
            Act::GiveAdvice {
                words: "Speak of the repair only.".to_owned(),
            },
        )
        .does(
            "amin",
            NEXT,
            Act::SetPermission {
                permission: Permission::Pending,
                words: None,
            },
        );
    assert!(
        advised.act("king", NEXT, provide()).is_ok(),
        "pending blocks"
    );
    let bare = Act::SetPermission {
        permission: Permission::NotNeeded,
        words: None,
    };
    assert_eq!(advised.invalid("amin", NEXT, bare)[0].field, "words");
}

#[test]
fn a_refusal_names_the_law_where_the_text_says_so() {
    let story = Story::asked(BR);
    assert_eq!(
        story.invalid("king", NEXT, refuse(Vec::new()))[0].field,
        "law"
    );
    let refused = story.does("king", NEXT, refuse(vec![Law::NoNeed]));
    assert!(refused.clauses().contains(&"12.1".to_owned()));
    assert!(
        Story::asked(CU)
            .act("king", NEXT, refuse(Vec::new()))
            .is_ok()
    );
}

#[test]
fn a_document_that_no_paragraph_exempts_is_withheld_with_a_reason_only() {
    let story = Story::asked(BR).does("hall", NEXT, document(Marking::Open));
    let Gate::Allowed { explain, .. } = story.gate("king", NEXT, Kind::Refuse) else {
        panic!("it is refused");
    };
    let basis = explain.expect("a question").basis;
    assert_eq!(basis.clause().expect("a clause").id.as_str(), "12.7");
}

#[test]
fn a_body_is_asked_after_a_refusal_where_the_text_has_one_and_may_decline() {
    let refused = Story::asked(BR).does("king", NEXT, refuse(vec![Law::Business]));
    let asks = Act::AskBody {
        body: id("planning"),
        words: "I sit on it.".to_owned(),
    };
    let asked = refused.does("amin", NEXT, asks.clone());
    assert!(asked.reads("yang", NEXT) && asked.reads("bell", NEXT));
    let answered = |answer| {
        let words = "Minute 26/41".to_owned();
        asked
            .clone()
            .does("yang", NEXT, Act::AnswerBody { answer, words })
    };
    let declined = answered(BodyAnswer::Declined);
    assert!(!declined.reads("yang", NEXT), "read on after the answer");
    assert!(answered(BodyAnswer::Access).state().is_open());
    let silent = Story::asked(CU).does("king", NEXT, refuse(Vec::new()));
    let refusal = silent.refused("amin", NEXT, asks);
    assert!(
        matches!(refusal.basis, Basis::Default { .. }),
        "{refusal:?}"
    );
}

#[test]
fn a_late_reply_asks_for_the_explanation_that_the_text_wants() {
    let story = Story::asked(BR);
    let Gate::Allowed { explain, .. } = story.gate("king", LATE, Kind::Provide) else {
        panic!("it is refused");
    };
    assert_eq!(
        explain
            .expect("a question")
            .basis
            .clause()
            .expect("a clause")
            .id
            .as_str(),
        "12.5"
    );
    let held = story.does(
        "king",
        "2026-04-13T10:00",
        Act::Hold {
            words: "The survey is with the printers.".to_owned(),
            until: date(2026, 4, 20),
        },
    );
    let row = crate::information::clock(held.state(), &held.council, super::story::at(LATE));
    assert_eq!(
        row.first_judgement().map(|j| j.verdict),
        Some(Verdict::ExplainedInTime)
    );
    assert!(held.act("king", "2026-04-20T10:00", provide()).is_ok());
}

#[test]
fn cabinet_and_scrutiny_are_pointed_out_and_nothing_is_withheld() {
    let crossing = |capacity| {
        ask(move |r| {
            r.capacity = capacity;
            r.of_body = Some(id("cabinet"));
        })
    };
    let across = Story::under(CU).does("amin", DAY, crossing(Capacity::Scrutiny));
    assert!(across.state().crossing.is_some());
    let plain = Story::under(CU).does("amin", DAY, crossing(Capacity::Ward));
    assert!(plain.state().crossing.is_none());
    assert!(across.gate("king", NEXT, Kind::Provide).is_allowed());
}

#[test]
fn a_private_matter_asks_why_under_the_existing_text() {
    let private = ask(|r| {
        r.business = false;
        r.wanted = vec![Wanted::Advice];
        r.ground = LegalGround::NotStated;
    });
    let story = Story::under(CE);
    assert_eq!(
        story.invalid("amin", DAY, private.clone())[0].field,
        "business"
    );
    let with_reason = Command {
        act: private,
        why: Some("It touches the allotments of the Council.".to_owned()),
    };
    assert!(story.act("amin", DAY, with_reason).is_ok());
    assert!(story.act("amin", DAY, ask(|_| {})).is_ok());
}

#[test]
fn what_came_by_mistake_is_reported_and_not_used() {
    let report = |not_used| Act::ReportMistake {
        service: Some(id("repairs")),
        title: "A letter to somebody else".to_owned(),
        body: "It came with my agenda.".to_owned(),
        not_used,
    };
    let story = Story::under(BR);
    let invalid = story.invalid("bell", DAY, report(false));
    assert!(invalid[0].why.contains("clause 7.1"), "{invalid:?}");
    let told = story.does("bell", DAY, report(true));
    assert!(told.reads("bell", DAY) && told.reads("king", DAY) && !told.reads("amin", DAY));
}

#[test]
fn a_group_paper_is_outside() {
    for pack in [BR, CU] {
        let mut paper = given(Marking::Open);
        paper.group_paper = true;
        let story = Story::asked(pack);
        let invalid = story.invalid("hall", NEXT, Act::AddDocument(Box::new(paper)));
        assert_eq!(invalid[0].field, "group-paper");
    }
}

#[test]
fn a_misuse_is_read_by_the_monitoring_officer_and_its_author() {
    let story = Story::asked(BR).does(
        "hall",
        NEXT,
        Act::ReportMisuse {
            words: "It was in the newspaper.".to_owned(),
        },
    );
    assert!(story.reads("moss", NEXT));
    let readers = crate::information::misuse_readers(story.state(), &id("hall"));
    let tokens: Vec<String> = readers.may.iter().map(|r| r.token.to_string()).collect();
    assert_eq!(tokens, ["post:monitoring-officer", "person:hall"]);
    assert!(story.clauses().contains(&"12.3".to_owned()));
}

#[test]
fn a_request_ends_with_its_member_and_so_do_its_releases() {
    let story = super::story::released(CU);
    let mut left = story.clone();
    let ended = crate::directory::DirectoryEvent::AppointmentEnded {
        appointment: id("amin-member"),
        on: date(2026, 5, 7),
        reason: crate::directory::EndReason::Election,
    };
    let directory = left.council.directory.as_ref().clone();
    left.council.directory =
        std::sync::Arc::new(crate::enquiries::tests::town::fold(vec![ended], directory));
    let after = left.does(crate::enquiries::JOBS, "2026-05-08T06:00", Act::EndHolder);
    assert!(!after.opens("amin", "2026-05-08T10:00"));
    let says = sentence(
        after.state(),
        &after.council,
        super::story::at("2026-05-08T10:00"),
    );
    assert!(says.contains("the member left"), "{says}");
}

#[test]
fn only_the_member_takes_a_request_back_before_it_is_decided() {
    let story = Story::asked(CU);
    let withdrawn = Act::Close {
        ending: Closure::Withdrawn,
    };
    assert!(story.act("amin", NEXT, withdrawn.clone()).is_ok());
    let refusal = story.refused("king", NEXT, withdrawn);
    assert!(refusal.why.contains("has not been decided"));
}
