//! Who acts beside somebody: a member's assistants, and whoever covers for an officer.

use super::town::{Story, asking, attendance, council, id, since};
use crate::directory::{Away, DirectoryEvent, Group};
use crate::enquiries::tests::town::fold;
use crate::groups::event::{Target, Wants};
use crate::groups::{Act, Kind};
use crate::verdict::Gate;
use jiff::civil::date;

const DAY: &str = "2026-04-14T09:00";

/// A request for advice under Bradford's text, asked of this officer.
fn asked_by(who: &str, officer: &str) -> Story {
    let mut given = asking();
    given.wants = Wants::Information;
    given.meets_on = None;
    given.officer = Some(id(officer));
    Story::new(council("bradford-4c")).does(who, DAY, Act::Ask(Box::new(given)))
}

#[test]
fn an_assistant_asks_for_the_member_and_reads_that_and_no_more() {
    let story = asked_by("dean", "king");
    assert_eq!(story.state().whose, Target::Group(id("oak")));
    assert!(story.reads("dean", DAY) && story.reads("amin", DAY) && story.reads("bell", DAY));
    assert!(story.gate("dean", DAY, Kind::Withdraw).is_allowed());
    assert!(matches!(
        story.gate("dean", DAY, Kind::Give),
        Gate::Refused(_)
    ));
    // Asked by the member, it is the same; asked by another of the group, the assistant has no part in it.
    assert!(asked_by("amin", "king").reads("dean", DAY));
    assert!(!asked_by("bell", "king").reads("dean", DAY));
}

#[test]
fn an_officer_who_is_asked_by_telephone_asks_for_no_group() {
    let gate = Story::new(council("bradford-4c")).gate("king", DAY, Kind::Ask);
    assert!(matches!(gate, Gate::Refused(_)), "{gate:?}");
}

#[test]
fn whoever_covers_for_the_officer_asked_for_acts_in_their_place_until_somebody_attended() {
    let mut story = asked_by("bell", "hall");
    assert!(story.reads("hall", DAY) && !story.reads("park", DAY));
    let away = DirectoryEvent::AwayRecorded(Away {
        id: id("hall-away"),
        person: id("hall"),
        covered_by: Some(id("park")),
        from: date(2026, 4, 14),
        to: date(2026, 4, 15),
    });
    let directory = fold(vec![away], story.council.directory.as_ref().clone());
    story.council.directory = directory.into();
    assert!(story.reads("park", DAY) && story.tells("park", DAY));
    assert!(story.gate("park", DAY, Kind::Give).is_allowed());
    assert!(!story.reads("park", "2026-04-16T09:00"));
    let mut attends = asking();
    attends.officer = Some(id("hall"));
    attends.meets_on = Some(date(2026, 4, 14));
    let mut met = Story::new(story.council.clone());
    met = met.does("bell", DAY, Act::Ask(Box::new(attends)));
    let mut attended = attendance();
    attended.on = date(2026, 4, 14);
    let met =
        met.does("hall", DAY, Act::Agree)
            .does("hall", "2026-04-14T19:00", Act::Attend(attended));
    // What was discussed is noted by the officer who was there.
    let later = "2026-04-15T09:00";
    assert!(met.gate("hall", later, Kind::Note).is_allowed());
    assert!(!met.gate("park", later, Kind::Note).is_allowed());
}

#[test]
fn a_group_that_ceased_is_given_nothing_more_and_what_was_attended_before_is_recorded() {
    let ceases = |mut story: Story| {
        let gone = DirectoryEvent::GroupRecorded {
            on: date(2026, 4, 15),
            group: Group {
                id: id("oak"),
                name: "oak".to_owned(),
                from: since(),
                to: Some(date(2026, 4, 14)),
            },
        };
        let directory = fold(vec![gone], story.council.directory.as_ref().clone());
        story.council.directory = directory.into();
        story
    };
    let after = "2026-04-15T09:00";
    let asked = asked_by("bell", "king");
    assert!(asked.gate("king", after, Kind::Give).is_allowed());
    let Gate::Refused(refusal) = ceases(asked).gate("king", after, Kind::Give) else {
        panic!("given to nobody");
    };
    assert_eq!(refusal.why, "The group no longer exists.");
    let mut meets = asking();
    meets.meets_on = Some(date(2026, 4, 14));
    let met = Story::new(council("bradford-4c"))
        .does("bell", DAY, Act::Ask(Box::new(meets)))
        .does("king", DAY, Act::Agree);
    assert!(ceases(met).gate("king", after, Kind::Attend).is_allowed());
}
