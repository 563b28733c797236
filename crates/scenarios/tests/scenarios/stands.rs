//! Steps on what stands on record of a group’s request, a briefing or a request for information, and on what is said
//! beside a form: read from the same places as the pages read it.

use cucumber::then;
use domain::briefings::{self, Invites, invites_first, words_to_say};
use domain::calendar::local_date;
use domain::groups::event::Meeting;
use domain::groups::{self, Event, below_normal, note_warning, permitted};
use domain::information::{self, acceptance, terms};
use domain::protocol::Does;
use domain::verdict::{Basis, Cite};
use scenarios::words::names;

use crate::scene::Scene;

/// Words that are shown, and by which clause.
fn shown(scene: &mut Scene, line: Option<&Cite>, words: &str, clause: &str) {
    let line = line.unwrap_or_else(|| panic!("nothing is shown of “{words}”"));
    assert!(line.value.contains(words), "shown is “{}”", line.value);
    named(scene, Does::Shown, &line.basis, clause);
}

fn named(scene: &mut Scene, does: Does, basis: &Basis, clause: &str) {
    assert!(names(basis, clause), "by {basis}");
    scene.grounds.name(does, basis);
}

#[then(regex = r"^beside the notes it says “(.+)”, by clause (\S+)$")]
fn beside_notes(scene: &mut Scene, words: String, clause: String) {
    let rules = groups::rules(None, &scene.town.council, local_date(scene.now()));
    shown(scene, note_warning(&rules).as_ref(), &words, &clause);
}

#[then("the attendance says in which discussion the officer took part")]
fn part_taken(scene: &mut Scene) {
    let parts = scene
        .request()
        .events
        .iter()
        .filter_map(|it| match &it.event {
            Event::Attended(attended) => attended.part.as_ref(),
            _ => None,
        });
    assert_eq!(parts.count(), 1);
}

#[then("what was given stands on record")]
fn given(scene: &mut Scene) {
    let state = scene.request().state();
    assert_eq!(state.given.len(), 1, "{:?}", state.given);
}

#[then("the meeting is recorded as a pre-meeting")]
fn pre_meeting(scene: &mut Scene) {
    let mut asked = scene.request().events.iter();
    let of = |event: &Event| match event {
        Event::Asked(asked) => asked.meeting,
        _ => None,
    };
    let found = asked.find_map(|it| of(&it.event));
    assert_eq!(found, Some(Meeting::PreMeeting));
}

#[then(
    regex = r"^it is pointed out that the officer asked for is below those normally invited, by clause (\S+)$"
)]
fn below(scene: &mut Scene, clause: String) {
    let (council, today) = (&scene.town.council, local_date(scene.now()));
    let state = scene.request().state();
    let rules = groups::rules(Some(state), council, today);
    let officer = state.officer.as_ref().expect("an officer asked for");
    let found = below_normal(officer, &rules, council, today);
    let (_, held) = found.expect("below those normally invited");
    named(scene, Does::Check, &held.basis, &clause);
}

#[then(regex = r"^no ground of refusal is offered, by clause (\S+)$")]
fn no_ground(scene: &mut Scene, clause: String) {
    let (council, today) = (&scene.town.council, local_date(scene.now()));
    let state = scene.request().state();
    let rules = groups::rules(Some(state), council, today);
    let basis = permitted(state, &rules).expect("it is permitted");
    named(scene, Does::Gate, &basis, &clause);
}

#[then(
    regex = r"^a new briefing invites every group unless somebody chooses otherwise, by clause (\S+)$"
)]
fn invites_all(scene: &mut Scene, clause: String) {
    let rules = briefings::rules(None, &scene.town.council, local_date(scene.now()));
    let first = invites_first(&rules).expect("a choice that stands there");
    assert_eq!(first.value, Invites::AllGroups);
    named(scene, Does::Check, &first.basis, &clause);
}

#[then(regex = r"^the words that are offered are “(.+)”, by clause (\S+)$")]
fn words_offered(scene: &mut Scene, words: String, clause: String) {
    let rules = briefings::rules(None, &scene.town.council, local_date(scene.now()));
    shown(scene, words_to_say(&rules).as_ref(), &words, &clause);
}

#[then(regex = r"^the request is with (.+)$")]
fn with(scene: &mut Scene, who: String) {
    let person = scene.town.person(&who);
    assert_eq!(scene.request.state().handler, Some(person));
}

#[then(regex = r"^it is asked on the ground “(.+)”, for a duty that is named$")]
fn ground(scene: &mut Scene, words: String) {
    let state = scene.request.state();
    assert_eq!(state.ground.words(), words);
    assert!(state.duty.is_some());
}

#[then(regex = r"^(\d+) kinds are asked for in one request$")]
fn kinds(scene: &mut Scene, count: usize) {
    assert_eq!(scene.request.state().wanted.len(), count);
}

#[then(regex = r"^the document is (held in confidence|public)$")]
fn held(scene: &mut Scene, how: String) {
    let part = scene.request.document();
    let document = scene.request.state().document(&part).expect("a document");
    assert_eq!(document.is_confidential(), how != "public");
    assert_eq!(document.public.is_some(), how == "public");
}

#[then("its purpose stands with the document")]
fn purpose(scene: &mut Scene) {
    let part = scene.request.document();
    let document = scene.request.state().document(&part).expect("a document");
    let release = document.release.as_ref().expect("it was released");
    // The document says by which words of the request it was given, and for nothing else.
    let mut kept = scene.request.events();
    let stands = kept.any(|event| match event {
        information::Event::Released(released) => {
            released.part == part && released.purpose.key == release.purpose.key
        }
        _ => false,
    });
    assert!(stands);
}

#[then(regex = r"^whoever accepts it reads “(.+)”, by clause (\S+)$")]
fn accepts(scene: &mut Scene, words: String, clause: String) {
    let (council, today) = (&scene.town.council, local_date(scene.now()));
    let rules = information::rules(scene.request.state(), council);
    let purpose = terms(&rules, council, today).purpose;
    let line = acceptance(&rules, &purpose);
    shown(scene, Some(&line), &words, &clause);
}
