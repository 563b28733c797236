//! Documents released for a purpose, and who may open them.

use jiff::civil::date;

use super::story::{NEXT, Story, document, given, release, released};
use crate::enquiries::tests::town::{id, with_setting};
use crate::information::choices::Opened;
use crate::information::{Act, terms};
use crate::protocol::information::Marking;

const CU: &str = "cambridge-updated";
const BR: &str = "bradford-4c";
const CE: &str = "cambridge-existing";

#[test]
fn a_purpose_left_empty_releases_nothing_and_says_by_which_clause() {
    let story = Story::asked(CU).does("hall", NEXT, document(Marking::Open));
    let empty = Act::Release {
        part: story.part(),
        purpose: "  ".to_owned(),
        until: None,
    };
    let invalid = story.invalid("king", NEXT, empty);
    assert_eq!(invalid.len(), 1, "{invalid:?}");
    assert_eq!(invalid[0].field, "purpose");
    assert!(invalid[0].why.contains("clause 9.8"), "{invalid:?}");
}

#[test]
fn a_release_is_to_the_member_in_person_and_to_no_assistant() {
    let before = Story::asked(CU).does("hall", NEXT, document(Marking::Open));
    assert!(!before.opens("amin", NEXT) && before.opens("hall", NEXT));
    let after = released(CU);
    assert!(after.opens("amin", NEXT));
    for other in ["dean", "dove", "bell", "moss", "yang", "park"] {
        assert!(!after.opens(other, NEXT), "{other}");
    }
}

#[test]
fn a_release_ends_on_its_day_or_by_hand() {
    let story = released(CU);
    let until = story.state().documents[0]
        .release
        .as_ref()
        .expect("a release")
        .until;
    assert_eq!(until, Some(date(2026, 7, 6)), "90 days by default");
    assert!(story.opens("amin", "2026-07-06T23:00") && !story.opens("amin", "2026-07-07T01:00"));
    let ended = story.clone().does(
        "king",
        NEXT,
        Act::EndRelease {
            part: story.part(),
            words: "The case is closed.".to_owned(),
        },
    );
    assert!(!ended.opens("amin", NEXT));
}

#[test]
fn the_purpose_is_accepted_once_and_only_by_saying_so() {
    let story = released(CU);
    let accept = |accepted| Act::AcceptPurpose {
        part: story.part(),
        accepted,
    };
    assert_eq!(
        story.invalid("amin", NEXT, accept(false))[0].field,
        "accepted"
    );
    let after = story.clone().does("amin", NEXT, accept(true));
    assert!(after.clauses().contains(&"9.8".to_owned()));
    let again = after.refused("amin", NEXT, accept(true));
    assert!(again.why.contains("No document waits"));
}

#[test]
fn a_document_is_not_given_to_the_member_whom_it_concerns() {
    let mut paper = given(Marking::Open);
    paper.concerns = Some(id("amin"));
    let story = Story::asked(CU).does("hall", NEXT, Act::AddDocument(Box::new(paper)));
    // Nothing else waits, so nothing can be released; the member learns of no document.
    let refusal = story.refused("king", NEXT, release(story.part()));
    assert!(refusal.why.contains("no document to release"));
    let both = story.clone().does("hall", NEXT, document(Marking::Open));
    let concerned = story.part();
    let invalid = both.invalid("king", NEXT, release(concerned));
    assert!(
        invalid[0].why.contains("concerns the member"),
        "{invalid:?}"
    );
}

#[test]
fn what_is_given_is_confidential_until_it_is_public_where_the_text_says_so() {
    let open = |pack| {
        let story = Story::asked(pack).does("hall", NEXT, document(Marking::Open));
        let part = story.part();
        story.does("king", NEXT, release(part))
    };
    assert!(!open(CU).state().documents[0].is_confidential());
    let story = open(BR);
    assert!(story.state().documents[0].is_confidential());
    let public = Act::MakePublic {
        part: story.part(),
        how: Opened::ByLaw,
        words: "Published with the agenda of 1 May.".to_owned(),
    };
    let after = story.does("king", NEXT, public);
    assert!(!after.state().documents[0].is_confidential());
    assert!(after.clauses().contains(&"12.2".to_owned()));
}

#[test]
fn talks_are_released_to_the_executive_only_with_a_reason() {
    let story = Story::under(CE).does(
        "cole",
        super::story::DAY,
        Act::Request(Box::new(super::story::plain())),
    );
    let story = story.does("hall", NEXT, document(Marking::Talks));
    let crate::verdict::Gate::Allowed { explain, .. } =
        story.gate("king", NEXT, crate::information::Kind::Release)
    else {
        panic!("it is refused");
    };
    assert_eq!(explain.expect("a question").basis.to_string(), "clause 3.2");
}

#[test]
fn the_terms_are_settings_on_by_default_that_complete_the_clause_on_purpose() {
    let story = released(CU);
    let rules = crate::information::rules(story.state(), &story.council);
    let on = date(2026, 4, 7);
    let by_default = terms(&rules, &story.council, on);
    assert!(by_default.accept_first.value && by_default.recorded.value);
    assert_eq!(
        by_default.named_pages.basis.to_string(),
        "unruled: default of question W62, under clause 9.8"
    );
    let chosen = with_setting(story.council.clone(), "release-accept-first", "no");
    let set = terms(&rules, &chosen, on);
    assert!(!set.accept_first.value);
    assert!(
        set.accept_first
            .basis
            .to_string()
            .contains("the council’s setting")
    );
}

#[test]
fn a_file_of_a_kind_that_is_not_taken_is_refused() {
    let mut paper = given(Marking::Open);
    paper.file.media = "application/x-dosexec".to_owned();
    let invalid = Story::asked(CU).invalid("hall", NEXT, Act::AddDocument(Box::new(paper)));
    assert_eq!(invalid[0].field, "file");
}
