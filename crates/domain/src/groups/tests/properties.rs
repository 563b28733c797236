//! Whatever people try, in whatever order.

use proptest::prelude::*;

use super::town::{MEMBERS, Story, asking, attendance, council, giving, id};
use crate::groups::command::{Asking, Attendance};
use crate::groups::event::{DecidedBy, Ground, Target, Wants};
use crate::groups::{Act, Command, Kind};
use crate::verdict::{Basis, Gate, Rejection};

const PACKS: [&str; 3] = ["cambridge-updated", "cambridge-existing", "bradford-4c"];
const PEOPLE: [&str; 13] = [
    "amin", "bell", "cole", "dunn", "frost", "king", "hall", "stone", "chen", "moss", "park",
    "yang", "ward",
];

fn act(kind: Kind, flag: bool) -> Act {
    let words = "Some words.".to_owned();
    match kind {
        Kind::Ask => Act::Ask(Box::new(Asking {
            wants: if flag {
                Wants::Attendance
            } else {
                Wants::Information
            },
            ..asking()
        })),
        Kind::Approve => Act::Approve {
            officer: flag.then(|| id("hall")),
        },
        Kind::Agree => Act::Agree,
        Kind::TellChiefExecutive => Act::TellChiefExecutive,
        Kind::Attend => Act::Attend(Attendance {
            left: flag,
            why: (!flag).then_some(words),
            ..attendance()
        }),
        Kind::Give => Act::Give(giving()),
        Kind::SameMatter => Act::SameMatter { other: None },
        Kind::Note => Act::Note { words },
        Kind::Decline => Act::Decline {
            ground: Ground::Unstated,
            words: flag.then_some(words),
        },
        Kind::Withdraw => Act::Withdraw,
        Kind::TakeUp => Act::TakeUp,
        Kind::DeclineOffer => Act::DeclineOffer,
        Kind::ActOnDecision => Act::ActOnDecision {
            by: flag.then(|| DecidedBy::Body(id("council"))),
            on: jiff::civil::date(2026, 4, 27),
            minute: words.clone(),
            words,
        },
        Kind::ActOnConclusion => Act::ActOnConclusion { words },
        Kind::DecideAsGroup => Act::DecideAsGroup,
        Kind::BringBreach => Act::BringBreach { words },
        Kind::ReportBreach => Act::ReportBreach {
            title: words.clone(),
            words,
            service: id("repairs"),
        },
        Kind::SettleBreach => Act::SettleBreach { words },
        Kind::Erase => Act::Erase {
            keys: vec!["0a1b2c".parse().expect("a key")],
            basis: Basis::Statute("UK GDPR, Article 17".to_owned()),
        },
    }
}

fn steps() -> impl Strategy<Value = Vec<(usize, usize, bool, bool)>> {
    let step = (
        0..PEOPLE.len(),
        0..Kind::ALL.len(),
        any::<bool>(),
        any::<bool>(),
    );
    prop::collection::vec(step, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_the_gate_allows_only_a_field_can_stop_and_what_it_hides_nobody_learns(
        pack in 0..PACKS.len(),
        steps in steps(),
    ) {
        let mut story = Story::new(council(PACKS[pack])).does(
            "amin",
            "2026-04-13T09:00",
            Act::Ask(Box::new(asking())),
        );
        for (n, (person, kind, flag, why)) in steps.into_iter().enumerate() {
            let (person, kind) = (PEOPLE[person], Kind::ALL[kind]);
            let when = format!("2026-04-{:02}T{:02}:00", 21 + n / 20, n % 20);
            let gate = story.gate(person, &when, kind);
            if !story.reads(person, &when) {
                prop_assert_eq!(&gate, &Gate::Hidden);
            }
            let why = why.then(|| "Because.".to_owned());
            let command = Command { act: act(kind, flag), why };
            let before = story.state().clone();
            match (gate, story.attempt(person, &when, command)) {
                (Gate::Allowed { .. }, Ok(()) | Err(Rejection::Invalid(_)))
                | (Gate::Hidden, Err(Rejection::Hidden))
                | (Gate::Refused(_), Err(Rejection::Refused(_))) => {}
                (gate, done) => prop_assert!(false, "{kind:?} by {person}: {gate:?} and then {done:?}"),
            }
            prop_assert_eq!(&before.reference, &story.state().reference);
            secret(&story, &when)?;
        }
    }
}

/// No member outside the group reads its request; each offer is read by its own group alone, and tells
/// nobody who asked.
fn secret(story: &Story, when: &str) -> Result<(), TestCaseError> {
    for (member, group) in MEMBERS {
        if group != Some("oak") {
            prop_assert!(!story.reads(member, when), "{member} reads the request");
        }
        for born in &story.born {
            let own = match (&born.state().whose, group) {
                (Target::Group(of), Some(group)) => of.as_str() == group,
                _ => false,
            };
            prop_assert_eq!(born.reads(member, when), own, "{} and an offer", member);
            let told = serde_json::to_string(&born.events[0].event).expect("JSON");
            prop_assert!(!told.contains("oak") && !told.contains("amin"), "{told}");
        }
    }
    Ok(())
}
