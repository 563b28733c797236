//! A request, each protocol’s way.

use super::town::{Story, asked, asking, attendance, attended, council, id, made};
use crate::directory::Role;
use crate::groups::command::Attendance;
use crate::groups::event::{Capacity, Ground, Wants};
use crate::groups::{Act, Command, Kind, Standing};
use crate::ids::Stream;
use crate::verdict::{Gate, Rejection};

const DAY: &str = "2026-04-14T09:00";

fn refused(gate: &Gate) -> String {
    match gate {
        Gate::Refused(refusal) => refusal.basis.to_string(),
        other => panic!("not refused: {other:?}"),
    }
}

fn explains(gate: &Gate) -> String {
    match gate {
        Gate::Allowed {
            explain: Some(explain),
            ..
        } => explain.basis.to_string(),
        other => panic!("nothing to explain: {other:?}"),
    }
}

fn invalid(result: Result<(), Rejection>) -> Vec<&'static str> {
    match result {
        Err(Rejection::Invalid(fields)) => fields.iter().map(|field| field.field).collect(),
        other => panic!("taken: {other:?}"),
    }
}

#[test]
fn under_the_updated_protocol_it_goes_to_who_approves_and_to_no_officer_before() {
    let story = asked("cambridge-updated");
    assert!(story.reads("stone", DAY) && story.reads("chen", DAY));
    assert!(
        !story.reads("king", DAY),
        "the officer asked for does not read it yet"
    );
    assert!(story.tells("stone", DAY));
    let approved = story.does("stone", DAY, Act::Approve { officer: None });
    assert!(approved.reads("king", DAY) && approved.tells("king", DAY));
}

#[test]
fn attendance_waits_for_approval_under_the_updated_protocol_and_for_none_elsewhere() {
    let story = asked("cambridge-updated");
    assert_eq!(
        refused(&story.gate("stone", DAY, Kind::Agree)),
        "clause 8.4(a)"
    );
    for pack in ["cambridge-existing", "bradford-4c"] {
        let story = asked(pack);
        assert_eq!(
            story.gate("chen", DAY, Kind::Approve),
            Gate::Hidden,
            "{pack} has no approval"
        );
        assert!(story.reads("king", DAY));
    }
    let story = asked("bradford-4c").does("king", DAY, Act::Agree);
    assert_eq!(story.state().standing, Standing::Agreed);
}

#[test]
fn below_the_second_tier_says_why_under_the_existing_protocol() {
    let story = asked("cambridge-existing");
    let gate = explains(&story.gate("king", DAY, Kind::Agree));
    assert_eq!(gate, "unruled: default of question C3, under clause 3.5");
    let mut given = asking();
    given.officer = Some(id("ward"));
    let story = Story::new(council("cambridge-existing"));
    let story = story.does("amin", DAY, Act::Ask(Box::new(given)));
    assert!(matches!(
        story.gate("ward", DAY, Kind::Agree),
        Gate::Allowed { explain: None, .. }
    ));
}

#[test]
fn what_is_exceptional_is_said_where_the_text_wants_it_and_nowhere_else() {
    let mut given = asking();
    given.exceptional = None;
    let ask = |pack| {
        let mut story = Story::new(council(pack));
        story.attempt("amin", DAY, Act::Ask(Box::new(given.clone())).into())
    };
    assert_eq!(invalid(ask("cambridge-existing")), ["exceptional"]);
    assert!(ask("cambridge-updated").is_ok() && ask("bradford-4c").is_ok());
}

#[test]
fn the_chief_executive_is_told_and_nothing_is_held_up() {
    let command = Command {
        act: Act::Agree,
        why: Some("It is my contract.".to_owned()),
    };
    let mut story = asked("cambridge-existing");
    assert!(!story.reads("chen", DAY));
    story.attempt("king", DAY, command).expect("it is done");
    assert!(story.gate("king", DAY, Kind::Attend).is_allowed());
    let story = story.does("king", DAY, Act::TellChiefExecutive);
    assert!(story.reads("chen", DAY) && story.tells("chen", DAY));
    assert_eq!(
        story.gate("king", DAY, Kind::TellChiefExecutive),
        Gate::Hidden
    );
}

#[test]
fn a_trade_union_representative_passes_every_check() {
    let mut given = asking();
    given.capacity = Capacity::Union;
    given.exceptional = None;
    let story = Story::new(council("cambridge-existing"));
    let story = story.does("amin", DAY, Act::Ask(Box::new(given.clone())));
    assert!(matches!(
        story.gate("king", DAY, Kind::Agree),
        Gate::Allowed { explain: None, .. }
    ));
    assert_eq!(
        explains(&story.gate("king", DAY, Kind::Decline)),
        "clause 3.6"
    );
    // Nor is there an approval for it under the updated protocol, or an offer to others.
    let story = Story::new(council("cambridge-updated"));
    let story = story.does("amin", DAY, Act::Ask(Box::new(given)));
    let story = story.does("king", DAY, Act::Agree);
    let story = story.does("king", "2026-04-21T09:00", Act::Attend(attendance()));
    assert!(story.born.is_empty());
}

#[test]
fn party_business_is_not_taken_where_the_text_forbids_it() {
    let mut given = asking();
    given.party = true;
    for pack in ["cambridge-updated", "bradford-4c"] {
        let mut story = Story::new(council(pack));
        let ask = Act::Ask(Box::new(given.clone()));
        assert_eq!(invalid(story.attempt("amin", DAY, ask.into())), ["party"]);
    }
}

#[test]
fn who_approves_their_own_attendance_says_why_and_the_monitoring_officer_hears_of_it() {
    let mut given = asking();
    given.officer = Some(id("stone"));
    let story = Story::new(council("cambridge-updated"));
    let mut story = story.does("amin", DAY, Act::Ask(Box::new(given)));
    let gate = explains(&story.gate("stone", DAY, Kind::Approve));
    assert_eq!(gate, "unruled: default of question B7, under clause 8.4(a)");
    let act = Act::Approve { officer: None };
    assert_eq!(
        invalid(story.attempt("stone", DAY, act.clone().into())),
        ["why"]
    );
    let why = Some("The Chief Executive is away.".to_owned());
    story
        .attempt("stone", DAY, Command { act, why })
        .expect("it is done");
    assert!(story.tells("moss", DAY) && story.state().flagged);
}

#[test]
fn leaving_late_or_staying_for_political_business_is_explained_and_the_monitoring_officer_hears() {
    let late = |field: &dyn Fn(&mut Attendance)| {
        let mut given = attendance();
        field(&mut given);
        given
    };
    let mut story = asked("cambridge-updated")
        .does("chen", DAY, Act::Approve { officer: None })
        .does("king", DAY, Act::Agree);
    let stayed = late(&|given| given.left = false);
    let attend = Act::Attend(stayed.clone());
    assert_eq!(
        invalid(story.attempt("king", "2026-04-21T09:00", attend.into())),
        ["left"]
    );
    let explained = Attendance {
        why: Some("I was called back for one figure.".to_owned()),
        ..stayed
    };
    let story = story.does("king", "2026-04-21T09:00", Act::Attend(explained));
    assert!(story.tells("moss", DAY));
    let mut bradford = asked("bradford-4c").does("king", DAY, Act::Agree);
    let there = Act::Attend(late(&|given| given.apart = false));
    assert_eq!(
        invalid(bradford.attempt("king", "2026-04-21T09:00", there.into())),
        ["apart"]
    );
    let outsiders = Act::Attend(late(&|given| given.outsiders = true));
    assert_eq!(
        invalid(bradford.attempt("king", "2026-04-21T09:00", outsiders.into())),
        ["limited"]
    );
}

#[test]
fn a_conclusion_is_no_authority_and_a_group_decides_nothing() {
    let story = attended();
    let day = "2026-04-22T09:00";
    assert_eq!(
        refused(&story.gate("king", day, Kind::ActOnConclusion)),
        "clause 8.4(b)(iv)"
    );
    assert!(
        story.gate("chen", day, Kind::ActOnConclusion).is_allowed(),
        "overridden, with a reason"
    );
    assert_eq!(
        refused(&story.gate("king", day, Kind::DecideAsGroup)),
        "clause 8.1"
    );
    assert!(story.gate("king", day, Kind::ActOnDecision).is_allowed());
    let existing = asked("cambridge-existing");
    assert_eq!(
        explains(&existing.gate("king", day, Kind::ActOnConclusion)),
        "clause 3.7"
    );
    let refusal = refused(&existing.gate("king", day, Kind::DecideAsGroup));
    assert_eq!(refusal, "Local Government Act 1972, s.101");
    let bradford = asked("bradford-4c");
    assert_eq!(
        explains(&bradford.gate("king", day, Kind::ActOnConclusion)),
        "clause 4.6"
    );
    assert_eq!(
        refused(&bradford.gate("king", day, Kind::DecideAsGroup)),
        "clause 4.6"
    );
}

#[test]
fn the_notes_of_a_discussion_are_for_the_group_of_that_day_and_the_officer() {
    let words = "They asked about the cost.".to_owned();
    let story = attended().does("king", "2026-04-21T10:00", Act::Note { words });
    let part = story.state().notes[0].part.clone();
    let notes = crate::groups::note_readers(story.state(), &part).expect("a note");
    let reads = |person| {
        let visible = super::town::actor(&story.council, person, super::town::at(DAY)).visible;
        visible.may_read(&notes).is_some()
    };
    assert!(reads("king") && reads("amin") && reads("bell"));
    assert!(!reads("moss") && !reads("stone") && !reads("cole"));
}

#[test]
fn a_member_of_no_group_asks_alone_and_nobody_else_of_the_members_reads_it() {
    let mut given = asking();
    given.wants = Wants::Information;
    given.meets_on = None;
    let story = Story::new(council("bradford-4c"));
    let story = story.does("frost", DAY, Act::Ask(Box::new(given)));
    assert!(story.reads("frost", DAY) && !story.reads("dunn", DAY) && story.reads("king", DAY));
}

#[test]
fn declining_quotes_the_clause_of_its_ground() {
    let act = Act::Decline {
        ground: Ground::PoliticalView,
        words: None,
    };
    let story = asked("cambridge-updated").does("stone", DAY, act);
    assert_eq!(story.state().standing, Standing::Declined);
    assert!(
        story
            .bases
            .iter()
            .any(|basis| basis.to_string() == "clause 8.3")
    );
    assert!(story.tells("amin", DAY));
}

#[test]
fn a_breach_goes_to_the_monitoring_officer_where_the_text_says_so() {
    let words = "I was asked which way to vote.".to_owned();
    let story = attended().does("king", DAY, Act::BringBreach { words });
    assert!(story.tells("moss", DAY) && !story.tells("amin", DAY));
    assert_eq!(
        asked("bradford-4c").gate("king", DAY, Kind::BringBreach),
        Gate::Hidden
    );
}

#[test]
fn whoever_joins_the_group_later_reads_no_earlier_request_and_who_leaves_loses_it() {
    let mut story = asked("bradford-4c");
    let joined = made(
        "dunn-joins-oak",
        "dunn",
        Role::GroupMember { group: id("oak") },
    );
    let ended = crate::directory::DirectoryEvent::AppointmentEnded {
        appointment: id("amin-oak"),
        on: jiff::civil::date(2026, 4, 15),
        reason: crate::directory::EndReason::Resigned,
    };
    let mut joined_later = joined;
    if let crate::directory::DirectoryEvent::AppointmentMade(a) = &mut joined_later {
        a.from = jiff::civil::date(2026, 4, 16);
    }
    let directory = crate::enquiries::tests::town::fold(
        vec![joined_later, ended],
        story.council.directory.as_ref().clone(),
    );
    story.council.directory = directory.into();
    let later = "2026-04-20T09:00";
    assert!(story.reads("bell", later));
    assert!(!story.reads("dunn", later), "joined after the request");
    assert!(!story.reads("amin", later), "left the group");
}

#[test]
fn a_case_stands_in_the_stream_of_its_reference() {
    let story = asked("bradford-4c");
    assert_eq!(
        story.stream,
        Stream::case("groups", &story.state().reference)
    );
}
