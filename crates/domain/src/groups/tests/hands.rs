//! Even hands: offers, answers, the ledger.

use std::collections::BTreeSet;

use jiff::civil::date;

use super::town::{Story, asked, asking, attendance, attended, council, giving, id, made};
use crate::directory::{DirectoryEvent, EndReason, Group, Role};
use crate::enquiries::tests::town;
use crate::groups::command::{Attendance, Beside, Giving};
use crate::groups::event::Target;
use crate::groups::ledger::{Hand, Matter, ledger};
use crate::groups::{Act, Command, Kind, Origin, Standing, rules};
use crate::ids::GroupId;
use crate::register::files::FileTyped;
use crate::verdict::{Gate, Rejection};

const DAY: &str = "2026-04-21T09:00";

fn matters(story: &Story, today: jiff::civil::Date) -> Vec<Matter> {
    let mut states = vec![story.state().clone()];
    states.extend(story.born.iter().map(|born| born.state().clone()));
    let directory = &story.council.directory;
    let groups: BTreeSet<GroupId> = directory.groups.on(today).map(|g| g.id.clone()).collect();
    ledger(&states, &groups, &rules(None, &story.council, today), today)
}

fn hands(matter: &Matter) -> Vec<(String, Hand)> {
    let lines = matter.lines.iter();
    lines
        .map(|line| (format!("{:?}", line.whose), line.hand))
        .collect()
}

#[test]
fn the_other_groups_are_offered_the_same_after_the_attendance_and_not_told_who_asked() {
    let story = attended();
    let to: BTreeSet<_> = story
        .born
        .iter()
        .map(|born| born.state().whose.clone())
        .collect();
    let expected = ["ash", "elm"].map(|group| Target::Group(id(group)));
    assert_eq!(
        to,
        BTreeSet::from(expected),
        "not the asker, not Frost who is of no group"
    );
    for born in &story.born {
        let Origin::Offer { first, until, .. } = &born.state().origin else {
            panic!("an offer");
        };
        assert_eq!((first, *until), (&None, date(2026, 5, 20)));
        assert!(
            !born.reads("amin", DAY) && !born.reads("king", DAY)
                || born.state().officer == Some(id("king"))
        );
        assert!(
            !born.reads("amin", DAY),
            "the asker does not see who was offered"
        );
    }
    let elm = story
        .born
        .iter()
        .find(|born| born.reads("cole", DAY))
        .expect("an offer");
    assert!(!elm.reads("dunn", DAY) && elm.tells("eady", DAY));
    assert!(
        !story.reads("cole", DAY),
        "the request stays with the group that asked"
    );
}

#[test]
fn a_document_that_one_group_is_given_goes_with_each_offer() {
    let paper = FileTyped {
        name: "costs.txt".to_owned(),
        media: "text/plain".to_owned(),
        bytes: b"1.2 million".to_vec(),
    };
    let given = Giving {
        files: vec![paper.clone()],
        ..giving()
    };
    let attended = |given| {
        Act::Attend(Attendance {
            given: Some(given),
            ..attendance()
        })
    };
    let story = asked("cambridge-updated").does("stone", DAY, Act::Approve { officer: None });
    let mut lies = given.clone();
    lies.files[0].media = "application/x-msdownload".to_owned();
    let mut tried = story.clone();
    let wrong = tried.attempt("king", DAY, Command::from(attended(lies)));
    assert!(matches!(wrong, Err(Rejection::Invalid(_))), "{wrong:?}");
    let story = story.does("king", DAY, attended(given));
    assert_eq!(story.state().files.len(), 1);
    assert!(!story.born.is_empty());
    for born in &story.born {
        assert_eq!(born.state().files.len(), 1, "{:?}", born.state().whose);
    }
}

#[test]
fn nothing_is_offered_where_the_text_is_passive() {
    for pack in ["cambridge-existing", "bradford-4c"] {
        let mut story = asked(pack);
        let why = Some("It is my contract.".to_owned());
        let agree = crate::groups::Command {
            act: Act::Agree,
            why,
        };
        story
            .attempt("king", "2026-04-14T09:00", agree)
            .expect("it is done");
        let story = story.does("king", DAY, Act::Attend(attendance()));
        assert!(story.born.is_empty(), "{pack}");
    }
}

#[test]
fn a_ruling_tells_them_on_approval_names_the_asker_and_reaches_members_of_no_group() {
    let mut council = council("cambridge-updated");
    for (key, value) in [
        ("groups-offer-when", "on-approval"),
        ("groups-offer-names-asker", "yes"),
        ("groups-offer-ungrouped", "yes"),
    ] {
        council = town::with_setting(council, key, value);
    }
    let story = Story::new(council)
        .does("amin", "2026-04-13T09:00", Act::Ask(Box::new(asking())))
        .does("stone", "2026-04-14T09:00", Act::Approve { officer: None });
    assert_eq!(story.born.len(), 3);
    let frost = story
        .born
        .iter()
        .find(|born| born.reads("frost", DAY))
        .expect("an offer");
    let Origin::Offer {
        first, information, ..
    } = &frost.state().origin
    else {
        panic!("an offer");
    };
    assert_eq!((first, information), (&Some(id("oak")), &None));
}

#[test]
fn an_offer_is_taken_up_by_any_member_and_declined_by_who_speaks_for_the_group() {
    let story = attended();
    let elm = story
        .born
        .iter()
        .find(|born| born.reads("cole", DAY))
        .expect("an offer");
    assert!(matches!(
        elm.gate("eady", DAY, Kind::DeclineOffer),
        Gate::Refused(_)
    ));
    assert_eq!(elm.gate("amin", DAY, Kind::TakeUp), Gate::Hidden);
    let declined = elm.clone().does("cole", DAY, Act::DeclineOffer);
    assert_eq!(declined.state().standing, Standing::OfferDeclined);
    assert!(declined.tells("king", DAY));
    let taken = elm.clone().does("eady", DAY, Act::TakeUp);
    assert_eq!(taken.state().standing, Standing::TakenUp);
    // A group that named nobody: any member of it declines.
    let ash = story
        .born
        .iter()
        .find(|born| born.reads("dunn", DAY))
        .expect("an offer");
    assert!(ash.gate("dunn", DAY, Kind::DeclineOffer).is_allowed());
}

#[test]
fn a_lapsed_offer_can_still_be_taken_up() {
    let story = attended();
    let elm = story
        .born
        .iter()
        .find(|born| born.reads("cole", DAY))
        .expect("an offer");
    assert!(
        elm.state().has_lapsed(date(2026, 5, 21)) && !elm.state().has_lapsed(date(2026, 5, 20))
    );
    let taken = elm.clone().does("cole", "2026-06-01T09:00", Act::TakeUp);
    assert_eq!(taken.state().standing, Standing::TakenUp);
}

#[test]
fn who_changed_group_between_the_offer_and_the_answer_neither_reads_nor_answers_it() {
    let story = attended();
    let offer = |reader: &str| {
        let mut born = story.born.iter();
        born.find(|born| born.reads(reader, DAY))
            .expect("an offer")
            .clone()
    };
    let (mut elm, mut ash) = (offer("eady"), offer("dunn"));
    let mut joined = made("eady-ash", "eady", Role::GroupMember { group: id("ash") });
    if let DirectoryEvent::AppointmentMade(seat) = &mut joined {
        seat.from = date(2026, 4, 23);
    }
    let left = DirectoryEvent::AppointmentEnded {
        appointment: id("eady-elm"),
        on: date(2026, 4, 22),
        reason: EndReason::Resigned,
    };
    let directory = town::fold(vec![left, joined], story.council.directory.as_ref().clone());
    for born in [&mut elm, &mut ash] {
        born.council.directory = directory.clone().into();
    }
    let later = "2026-04-24T09:00";
    assert!(
        !elm.reads("eady", later),
        "the offer of the group that they left"
    );
    assert!(
        !ash.reads("eady", later),
        "an offer made before they joined"
    );
    assert!(elm.reads("cole", later) && ash.reads("dunn", later));
    for born in [&mut elm, &mut ash] {
        let tried = born.attempt("eady", later, Act::TakeUp.into());
        assert!(matches!(tried, Err(Rejection::Hidden)), "{tried:?}");
    }
}

#[test]
fn a_group_that_ceased_takes_nothing_up_and_says_so() {
    let story = attended();
    let ash = story
        .born
        .iter()
        .find(|born| born.reads("dunn", DAY))
        .expect("an offer");
    let mut ash = ash.clone();
    let ceased = DirectoryEvent::GroupRecorded {
        on: date(2026, 4, 22),
        group: Group {
            id: id("ash"),
            name: "ash".to_owned(),
            from: super::town::since(),
            to: Some(date(2026, 4, 22)),
        },
    };
    let directory = town::fold(vec![ceased], ash.council.directory.as_ref().clone());
    ash.council.directory = directory.into();
    let later = "2026-04-24T09:00";
    let taken = ash.attempt("dunn", later, Act::TakeUp.into());
    let Err(Rejection::Refused(refusal)) = taken else {
        panic!("taken: {taken:?}");
    };
    assert_eq!(refusal.why, "The group no longer exists.");
    assert!(refusal.basis.to_string().contains("W42"));
}

#[test]
fn the_ledger_shows_what_each_group_has_and_what_is_uneven() {
    let story = attended();
    let now = matters(&story, date(2026, 4, 22));
    assert_eq!(
        hands(&now[0]),
        [
            ("Group(ash)".to_owned(), Hand::Offered),
            ("Group(elm)".to_owned(), Hand::Offered),
            ("Group(oak)".to_owned(), Hand::Given),
        ]
    );
    assert_eq!(now[0].uneven, []);
    let later = matters(&story, date(2026, 6, 1));
    assert_eq!(later[0].uneven.len(), 2, "two offers without an answer");
    assert_eq!(later[0].uneven[0].basis.to_string(), "clause 8.4(b)(v)");
}

#[test]
fn a_group_without_an_offer_is_uneven_and_never_silent() {
    let mut story = attended();
    story.born.clear();
    let matters = matters(&story, date(2026, 4, 22));
    let who: Vec<_> = matters[0]
        .uneven
        .iter()
        .map(|uneven| uneven.whose.clone())
        .collect();
    assert_eq!(
        who,
        ["ash", "elm"].map(|group| Some(Target::Group(id(group))))
    );
}

#[test]
fn the_second_group_that_asks_is_joined_to_the_matter_and_gets_the_same() {
    let mut other = asking();
    other.wants = crate::groups::event::Wants::Information;
    let first = Story::new(council("bradford-4c"))
        .does(
            "amin",
            "2026-04-13T09:00",
            Act::Ask(Box::new(other.clone())),
        )
        .does("king", "2026-04-13T10:00", Act::Give(giving()));
    let second = Story::new(council("bradford-4c")).does(
        "cole",
        "2026-04-14T09:00",
        Act::Ask(Box::new(other)),
    );
    let mut beside = Beside {
        stream: first.stream.clone(),
        version: 3,
        state: Box::new(first.state().clone()),
    };
    beside.state.reference = town::fresh(77).reference("GRP", 0);
    let joined = second.does(
        "king",
        "2026-04-14T10:00",
        Act::SameMatter {
            other: Some(beside),
        },
    );
    assert_eq!(joined.state().topic, first.state().topic);
    let mut differs = giving();
    differs.same = false;
    let given = joined.does("king", "2026-04-14T11:00", Act::Give(differs));
    assert!(given.tells("moss", DAY) && given.state().flagged);
    assert!(
        !first.reads("cole", DAY),
        "the questions of one group stay with it"
    );
}

#[test]
fn a_second_request_for_a_ledger_needs_another_case() {
    let mut story = asked("bradford-4c");
    let state = Box::new(story.state().clone());
    let own = Beside {
        stream: story.stream.clone(),
        version: 1,
        state,
    };
    let same = Act::SameMatter { other: Some(own) };
    let Err(Rejection::Invalid(fields)) = story.attempt("king", DAY, same.into()) else {
        panic!("a case is not joined to itself");
    };
    assert_eq!(fields[0].field, "other");
}
