//! Whatever people try on a question of meaning, in whatever order.

use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::{About, Act, Command, Determination, Interpretations, Kind, Question};
use crate::enquiries::tests::town::town;
use crate::register::walk::Walk;
use crate::verdict::Basis;

const PACKS: [&str; 3] = ["cambridge-updated", "cambridge-existing", "bradford-4c"];
const PEOPLE: [&str; 9] = [
    "amin", "bell", "dean", "hall", "king", "stone", "chen", "moss", "yang",
];

fn words() -> String {
    "Some words.".to_owned()
}

fn ruling(flag: bool) -> Determination {
    Determination {
        asks: flag.then(words),
        words: words(),
        from: (!flag).then(|| date(2026, 6, 1)),
        confirms: flag,
        values: (!flag).then(|| "nothing = that is known".to_owned()),
    }
}

fn act(kind: Kind, flag: bool) -> Act {
    match kind {
        Kind::Ask => Act::Ask(Question {
            about: if flag { About::Meaning } else { About::Gap },
            title: words(),
            words: words(),
            clauses: vec!["1.1".to_owned()],
            question: None,
        }),
        Kind::Determine => Act::Determine(ruling(flag)),
        Kind::Differ => Act::Differ(ruling(flag)),
        Kind::Sign => Act::Sign,
        Kind::Decide => Act::Decide {
            determination: ruling(flag),
            body: "Council".to_owned(),
            minute: "26/44".to_owned(),
        },
        Kind::Advise => Act::Advise { words: words() },
        Kind::Add => Act::Add { words: words() },
        Kind::Withdraw => Act::Withdraw,
        Kind::EndRuling => Act::EndRuling { words: words() },
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
        gap in any::<bool>(),
        steps in prop::collection::vec(
            (0..PEOPLE.len(), 0..Kind::ALL.len(), any::<bool>(), any::<bool>()),
            1..24,
        ),
    ) {
        let mut walk = Walk::<Interpretations>::new(town(PACKS[pack]));
        let mut now: Timestamp = "2026-04-13T09:00:00Z".parse().expect("a time");
        let opening = Command { act: act(Kind::Ask, !gap), why: None };
        prop_assert_eq!(walk.tries("amin", now, opening), Ok(()));
        for (person, kind, flag, why) in steps {
            now += jiff::SignedDuration::from_hours(1);
            let why = why.then(|| "Because.".to_owned());
            let command = Command { act: act(Kind::ALL[kind], flag), why };
            prop_assert_eq!(walk.tries(PEOPLE[person], now, command), Ok(()));
        }
    }
}
