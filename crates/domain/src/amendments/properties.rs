//! Whatever people try on an amendment, in whatever order.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::{Act, Amendments, Command, Kind, OwnText, TryOut};
use crate::enquiries::tests::town::town;
use crate::protocol::{Minuted, PackEdit};
use crate::register::walk::Walk;
use crate::replay::{Evidence, Inputs, Table};
use crate::verdict::Basis;

const PACKS: [&str; 3] = ["cambridge-updated", "cambridge-existing", "bradford-4c"];
const PEOPLE: [&str; 9] = [
    "amin", "bell", "dean", "hall", "king", "stone", "chen", "moss", "yang",
];

fn evidence() -> Evidence {
    let table = || Table {
        columns: vec![Vec::new()],
        total: vec![5],
        months: Vec::new(),
        services: Vec::new(),
        wards: Vec::new(),
    };
    Evidence {
        inputs: Inputs {
            version: None,
            values: vec!["answer-within=7".to_owned()],
            from: date(2026, 1, 1),
            to: date(2026, 3, 31),
        },
        on: date(2026, 5, 7),
        least: 5,
        late: table(),
        acknowledged: table(),
        told: table(),
    }
}

fn minuted(flag: bool) -> Minuted {
    Minuted {
        body_name: if flag { "Council" } else { "" }.to_owned(),
        on: date(2026, 4, 1),
        minute: "26/44".to_owned(),
    }
}

fn act(kind: Kind, flag: bool, walk: &Walk<Amendments>) -> Act {
    let words = || "Some words.".to_owned();
    let state = walk.state.as_ref();
    let change = state.and_then(|state| state.changes.keys().next().cloned());
    let comment = state.and_then(|state| Some(state.comments.first()?.made.part.clone()));
    let part = |known| match known {
        Some(part) if flag => part,
        _ => "0a1b2c".parse().expect("a part"),
    };
    match kind {
        Kind::Suggest => Act::Suggest {
            title: words(),
            words: words(),
            clauses: vec![if flag { "1.1" } else { "99.9" }.to_owned()],
            proposed: None,
        },
        Kind::OpenReview => Act::OpenReview {
            on: date(2026, 5, 7),
        },
        Kind::TakeUp => Act::TakeUp,
        Kind::Draft => Act::Draft {
            edit: PackEdit::Reworded {
                clause: "1.1".parse().expect("a clause"),
            },
            words: Some(words()),
            gist: flag.then(words),
            own: OwnText::default(),
        },
        Kind::Drop => Act::Drop { part: part(change) },
        Kind::Consult => Act::Consult,
        Kind::Comment => Act::Comment {
            body: words(),
            on: date(2026, if flag { 4 } else { 12 }, 1),
            clause: None,
            words: words(),
        },
        Kind::Respond => Act::Respond {
            part: part(comment),
            words: words(),
        },
        Kind::AddReplay if flag => Act::AddReplay(Box::new(evidence())),
        Kind::AddReplay => Act::TryOut(TryOut::default()),
        Kind::MakeVersion => Act::MakeVersion {
            version: "second".parse().expect("a version"),
            gists: BTreeMap::new(),
            own: OwnText::default(),
        },
        Kind::Recommend => Act::Recommend(minuted(flag)),
        Kind::Approve => Act::Approve(minuted(flag)),
        Kind::Adopt => Act::Adopt {
            in_force: flag.then(|| date(2026, 6, 1)),
            why: None,
        },
        Kind::Decline => Act::Decline { words: words() },
        Kind::Withdraw => Act::Withdraw,
        Kind::Erase => Act::Erase {
            keys: vec!["0a1b2c".parse().expect("a key")],
            basis: Basis::Statute("UK GDPR, Article 17".to_owned()),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_the_gate_allows_only_a_field_can_stop(
        pack in 0..PACKS.len(),
        review in any::<bool>(),
        steps in prop::collection::vec(
            (0..PEOPLE.len(), 0..Kind::ALL.len(), any::<bool>(), any::<bool>()),
            1..24,
        ),
    ) {
        let mut walk = Walk::<Amendments>::new(town(PACKS[pack]));
        let mut now: Timestamp = "2026-04-13T09:00:00Z".parse().expect("a time");
        let (first, person) = match review {
            true => (Kind::OpenReview, "yang"),
            false => (Kind::Suggest, "amin"),
        };
        let opening = Command { act: act(first, true, &walk), why: None };
        prop_assert_eq!(walk.tries(person, now, opening), Ok(()));
        for (person, kind, flag, why) in steps {
            now += jiff::SignedDuration::from_hours(1);
            let why = why.then(|| "Because.".to_owned());
            let command = Command { act: act(Kind::ALL[kind], flag, &walk), why };
            prop_assert_eq!(walk.tries(PEOPLE[person], now, command), Ok(()));
        }
    }
}
