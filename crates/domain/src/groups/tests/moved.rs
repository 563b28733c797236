//! An officer who was asked, attended or gave leaves the post: what they read no more, and who goes on.

use super::town::{Story, actor, asked, asking, at, attendance, attended, council, id};
use crate::access::Token;
use crate::directory::{Appointment, Directory, DirectoryEvent, EndReason, Role};
use crate::enquiries::tests::town::{fold, with_setting};
use crate::groups::event::Wants;
use crate::groups::{Act, Command, Event, Kind, Standing, note_readers};
use crate::verdict::{Basis, Gate, Rejection};
use jiff::civil::{Date, date};

/// The first day in another post.
const LEFT: Date = date(2026, 4, 23);
const THEN: &str = "2026-04-23T09:00";

/// The officer of a post goes on to another role.
fn moves(directory: &Directory, post: &str, role: Role) -> Directory {
    let was = directory.appointment(&id(post)).expect("a post").clone();
    let over = DirectoryEvent::AppointmentEnded {
        appointment: id(post),
        on: LEFT.yesterday().expect("a day"),
        reason: EndReason::Moved,
    };
    let next = DirectoryEvent::AppointmentMade(Appointment {
        id: id("next-post"),
        role,
        from: LEFT,
        ..was
    });
    fold(vec![over, next], directory.clone())
}

fn moved(mut story: Story, post: &str, service: &str) -> Story {
    let role = Role::Officer {
        service: id(service),
    };
    story.council.directory = moves(&story.council.directory, post, role).into();
    story
}

/// The officer’s post of the town.
fn post_of(story: &Story, person: &str) -> String {
    let mut held = story.council.directory.appointments();
    let held = held.find(|a| a.person.as_str() == person && a.role.kind().is_for_officers());
    held.expect("an officer").id.to_string()
}

fn leaves(story: Story, person: &str) -> Story {
    let post = post_of(&story, person);
    moved(story, &post, "parking")
}

fn advice(officer: &str) -> Story {
    let mut given = asking();
    given.wants = Wants::Information;
    given.meets_on = None;
    given.officer = Some(id(officer));
    Story::new(council("bradford-4c")).does("bell", "2026-04-14T09:00", Act::Ask(Box::new(given)))
}

#[test]
fn whoever_was_asked_by_name_reads_it_no_more_in_another_post_and_the_service_goes_on() {
    let story = advice("hall");
    assert!(story.reads("hall", THEN));
    let story = leaves(story, "hall");
    assert!(story.reads("hall", "2026-04-22T09:00"), "the day before");
    assert!(!story.reads("hall", THEN));
    assert_eq!(story.gate("hall", THEN, Kind::Give), Gate::Hidden);
    assert!(story.reads("king", THEN) && story.gate("king", THEN, Kind::Give).is_allowed());
    // Nothing more is told to who has gone.
    let story = story.does("bell", THEN, Act::Withdraw);
    assert!(!story.tells("hall", THEN) && story.tells("king", THEN));
}

#[test]
fn whoever_goes_on_within_the_service_has_not_left() {
    let story = advice("hall");
    let post = post_of(&story, "hall");
    let story = moved(story, &post, "repairs");
    assert!(story.reads("hall", THEN) && story.gate("hall", THEN, Kind::Give).is_allowed());
}

#[test]
fn a_successor_in_the_post_reads_nothing_of_it() {
    let mut story = leaves(advice("hall"), "hall");
    let after = DirectoryEvent::AppointmentMade(Appointment {
        id: id("successor"),
        person: id("park"),
        role: Role::Officer {
            service: id("repairs"),
        },
        from: LEFT,
        to: None,
        ended: None,
        job_share: false,
    });
    story.council.directory = fold(vec![after], story.council.directory.as_ref().clone()).into();
    assert!(!story.reads("park", THEN) && !story.tells("park", THEN));
}

#[test]
fn another_attends_in_the_place_of_whoever_agreed_and_has_left_and_of_nobody_else() {
    let story = asked("cambridge-updated").does(
        "stone",
        "2026-04-14T09:00",
        Act::Approve {
            officer: Some(id("hall")),
        },
    );
    let mut story = story;
    let agrees = Command {
        act: Act::Agree,
        why: Some("The director is away.".to_owned()),
    };
    let before = "2026-04-14T10:00";
    story
        .attempt("hall", before, agrees.clone())
        .expect("agreed");
    assert!(matches!(
        story.gate("king", before, Kind::Agree),
        Gate::Refused(_)
    ));
    let mut story = leaves(story, "hall");
    assert!(!story.reads("hall", THEN));
    story
        .attempt("king", THEN, agrees)
        .expect("agreed in their place");
    assert_eq!(story.state().officer, Some(id("king")));
    assert_eq!(story.state().standing, Standing::Agreed);
    assert!(story.tells("amin", THEN), "the group hears of it");
    assert!(matches!(
        story.gate("king", THEN, Kind::Agree),
        Gate::Refused(_)
    ));
}

#[test]
fn an_approval_that_names_nobody_sends_nobody_who_has_left() {
    let story = leaves(asked("cambridge-updated"), "king");
    let story = story.does("stone", THEN, Act::Approve { officer: None });
    assert_eq!(
        story
            .events
            .last()
            .map(|last| &last.event)
            .and_then(|event| match event {
                Event::Approved(approved) => Some(approved.officer.clone()),
                _ => None,
            }),
        Some(None)
    );
    assert!(
        !story.reads("king", THEN) && story.reads("hall", THEN),
        "it is with the service"
    );
}

/// A meeting that was attended, with a note of what was discussed.
fn noted(story: Story) -> Story {
    let words = "What the group weighed.".to_owned();
    story.does("king", "2026-04-21T10:00", Act::Note { words })
}

fn reads_note(story: &Story, person: &str, when: &str) -> bool {
    let part = &story.state().notes[0].part;
    let readers = note_readers(story.state(), part).expect("a note");
    let visible = actor(&story.council, person, at(when)).visible;
    visible.may_read(&readers).is_some()
}

#[test]
fn what_an_officer_attended_and_noted_ends_with_the_post_unless_the_council_lets_them_read_on() {
    let story = noted(attended());
    assert!(story.reads("king", THEN) && reads_note(&story, "king", THEN));
    let left = leaves(story, "king");
    assert!(!left.reads("king", THEN) && !reads_note(&left, "king", THEN));
    for offer in &left.born {
        let mut offer = offer.clone();
        offer.council.directory = left.council.directory.clone();
        assert!(!offer.reads("king", THEN), "nor the offer to another group");
    }
    let on = |when: &str| {
        let council = with_setting(council("cambridge-updated"), "officers-read-on", "yes");
        Story::new(council)
            .does("amin", "2026-04-13T09:00", Act::Ask(Box::new(asking())))
            .does("stone", "2026-04-14T09:00", Act::Approve { officer: None })
            .does("king", "2026-04-14T10:00", Act::Agree)
            .does("king", when, Act::Attend(attendance()))
    };
    let left = leaves(noted(on("2026-04-21T09:00")), "king");
    assert!(left.reads("king", THEN) && reads_note(&left, "king", THEN));
    // They read on, and do no more in it than anybody who was there.
    assert!(matches!(
        left.gate("king", THEN, Kind::Give),
        Gate::Refused(_)
    ));
    let basis = &left.state().lasting[0].basis;
    assert!(matches!(basis, Basis::Setting { .. }), "{basis:?}");
}

#[test]
fn what_an_event_of_before_says_of_no_post_is_read_in_person() {
    let mut story = advice("hall");
    let mut asked = story.events.remove(0);
    if let Event::Asked(asked) = &mut asked.event {
        asked.post = None;
        asked
            .goes_to
            .retain(|reader| reader.token != Token::in_post(&id("hall-officer")));
    }
    story.state = <crate::groups::Groups as crate::register::Register>::evolve(None, &asked);
    let story = leaves(story, "hall");
    assert!(story.reads("hall", THEN));
    assert!(matches!(
        story
            .clone()
            .attempt("cole", THEN, Command::from(Act::Withdraw)),
        Err(Rejection::Hidden)
    ));
}
