//! Whoever briefs leaves the post, or is covered for; whoever assists an office-holder who is invited.

use super::town::{Story, arrange, brief, opening};
use crate::briefings::command::Invites;
use crate::briefings::{Act, Kind};
use crate::directory::{Away, DirectoryEvent, EndReason, Group, Role, RoleKind};
use crate::enquiries::tests::town::{fold, with_setting};
use crate::groups::tests::town::{council, id, made};
use crate::verdict::{Basis, Gate};
use jiff::civil::date;

const ASKED: &str = "2026-04-13T09:00";
const DAY: &str = "2026-04-21T09:00";
/// The day of the town’s questions who reads.
const THEN: &str = "2026-04-22T09:00";

fn fixed(officer: &str) -> Act {
    let Act::Arrange {
        on, time, place, ..
    } = arrange()
    else {
        unreachable!()
    };
    let officer = Some(id(officer));
    Act::Arrange {
        on,
        time,
        place,
        officer,
    }
}

/// A confidential briefing that the repairs officer gave.
fn given(story: Story) -> Story {
    story
        .does("amin", ASKED, opening(None))
        .does("king", ASKED, fixed("hall"))
        .does("hall", DAY, brief())
}

fn with(mut story: Story, events: Vec<DirectoryEvent>) -> Story {
    story.council.directory = fold(events, story.council.directory.as_ref().clone()).into();
    story
}

/// The repairs officer goes to Parking.
fn moves(story: Story) -> Story {
    let directory = story.council.directory.clone();
    let mut posts = directory.appointments();
    let post = posts.find(|a| a.person == id("hall")).expect("a post");
    let post = post.id.clone();
    let over = DirectoryEvent::AppointmentEnded {
        appointment: post,
        on: date(2026, 4, 21),
        reason: EndReason::Moved,
    };
    let parking = Role::Officer {
        service: id("parking"),
    };
    let next = made("hall-parking", "hall", parking);
    with(story, vec![over, next])
}

fn away() -> DirectoryEvent {
    DirectoryEvent::AwayRecorded(Away {
        id: id("hall-away"),
        person: id("hall"),
        covered_by: Some(id("park")),
        from: date(2026, 4, 21),
        to: date(2026, 4, 22),
    })
}

#[test]
fn whoever_briefed_reads_neither_the_request_nor_what_was_said_in_another_post() {
    let story = given(Story::new("cambridge-updated"));
    assert!(story.reads("hall") && story.reads_content("hall"));
    let left = moves(story);
    assert!(!left.reads("hall") && !left.reads_content("hall"));
    assert_eq!(left.gate("hall", THEN, Kind::ProposeSharing), Gate::Hidden);
    assert!(left.reads("king") && !left.reads_content("king"));
    assert!(
        left.reads("amin") && left.reads_content("amin"),
        "the member keeps it"
    );
    // What would need the permission of whoever has gone is shared with nobody.
    let with = id("bell-member");
    let left = left.does("amin", THEN, Act::ProposeSharing { with });
    assert!(
        !left.reads("bell")
            && left.notices.iter().all(|told| {
                let day = date(2026, 4, 22);
                left.council.directory.holders_of(&told.to, day).is_empty()
            })
    );
}

#[test]
fn the_council_may_let_whoever_briefed_read_on_and_it_says_so_from_then_on() {
    let town = council("cambridge-updated");
    let on = with_setting(town, "officers-read-on", "yes");
    let left = moves(given(Story::of(on)));
    assert!(left.reads("hall") && left.reads_content("hall"));
    let basis = &left.state().lasting[0].basis;
    assert!(matches!(basis, Basis::Setting { .. }), "{basis:?}");
    let before = moves(given(Story::new("cambridge-updated")));
    let mut set = before.clone();
    set.council = with_setting(before.council, "officers-read-on", "yes");
    assert!(!set.reads("hall"), "nothing of before changes hands");
}

#[test]
fn an_arranged_briefing_is_arranged_anew_by_the_service_once_its_officer_has_left() {
    let left = moves(
        Story::new("cambridge-updated")
            .does("amin", ASKED, opening(None))
            .does("king", ASKED, fixed("hall")),
    );
    assert!(!left.reads("hall") && left.reads("king"));
    let again = Act::Arrange {
        on: date(2026, 4, 24),
        time: jiff::civil::time(14, 0, 0, 0),
        place: "Room 2".to_owned(),
        officer: Some(id("hart")),
    };
    let left = left.does("king", THEN, again);
    assert!(left.reads("hart") && !left.reads("hall"));
}

#[test]
fn whoever_covers_reads_when_and_where_and_is_told_of_no_sharing() {
    let story = with(given(Story::new("cambridge-updated")), vec![away()]);
    assert!(story.reads("park") && !story.reads_content("park"));
    let with = id("bell-member");
    let story = story.does("amin", DAY, Act::ProposeSharing { with });
    let day = date(2026, 4, 21);
    let told = |who: &str| {
        let mut notices = story.notices.iter();
        let directory = &story.council.directory;
        notices.any(|told| directory.holders_of(&told.to, day).contains(&id(who)))
    };
    assert!(told("hall") && !told("park"));
}

#[test]
fn the_assistants_of_an_office_holder_who_is_invited_read_when_and_where_and_not_what_was_said() {
    let assistant = Role::Assistant {
        to: id("bell-member"),
        rights: crate::directory::Rights {
            read: true,
            ..crate::directory::Rights::default()
        },
    };
    let helps = made("cole-helps-bell", "wren", assistant);
    let story = with(Story::new("bradford-4c"), vec![helps]);
    let leaders = opening(Some(Invites::Office(RoleKind::GroupLeader)));
    let story = story
        .does("king", ASKED, leaders)
        .does("king", ASKED, arrange());
    assert!(story.reads("wren") && !story.reads_content("wren"));
    assert!(story.reads("bell") && story.reads_content("bell"));
    // The assistants of a member who is not invited have no part in it, and theirs answer for nobody.
    assert!(!story.reads("dean") && !story.reads("dove"));
    assert!(matches!(
        story.gate("wren", ASKED, Kind::Accept),
        Gate::Refused(_)
    ));
    // Once the member leads the group no more, it is nothing of theirs.
    let over = DirectoryEvent::AppointmentEnded {
        appointment: id("bell-leads-oak"),
        on: date(2026, 4, 20),
        reason: EndReason::Other,
    };
    assert!(!with(story, vec![over]).reads("wren"));
    // A group that is invited comes itself.
    let groups = Story::new("bradford-4c").does("king", ASKED, opening(Some(Invites::AllGroups)));
    assert!(groups.reads("amin") && !groups.reads("dean"));
}

#[test]
fn who_is_of_a_group_that_ceased_asks_for_no_briefing_of_it() {
    let story = Story::new("bradford-4c")
        .does("king", ASKED, opening(Some(Invites::AllGroups)))
        .does("king", ASKED, arrange());
    assert!(story.gate("amin", ASKED, Kind::AskSeparate).is_allowed());
    let gone = DirectoryEvent::GroupRecorded {
        on: date(2026, 4, 13),
        group: Group {
            id: id("oak"),
            name: "oak".to_owned(),
            from: date(2024, 5, 6),
            to: Some(date(2026, 4, 12)),
        },
    };
    let story = with(story, vec![gone]);
    assert!(matches!(
        story.gate("amin", ASKED, Kind::AskSeparate),
        Gate::Refused(_)
    ));
}
