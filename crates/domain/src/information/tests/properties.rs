//! What holds for every request, whatever is done with it in whatever order.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::golden::FILE;
use super::story::{Story, at, given, plain};
use crate::enquiries::JOBS;
use crate::enquiries::tests::town::{actor, id};
use crate::ids::PartId;
use crate::information::choices::{BodyAnswer, Law, Opened, Permission, Unreasonable};
use crate::information::event::Closure;
use crate::information::{Act, Event, Information, Kind, next_acts, sentence};
use crate::protocol::information::Marking;
use crate::register::{Context, Register};
use crate::verdict::{Basis, Gate, Rejection};

const PEOPLE: [&str; 12] = [
    "amin", "dean", "bell", "cole", "hall", "lead", "king", "stone", "park", "yang", "moss", JOBS,
];

/// What a random act may use.
struct Drawn {
    part: PartId,
    day: Date,
    text: String,
    flag: bool,
}

fn drawn_act(kind: Kind, d: &Drawn) -> Act {
    let words = || d.text.clone();
    let part = || d.part.clone();
    let precedent = || d.flag.then(words);
    let law = || {
        if d.flag {
            vec![Law::NoNeed]
        } else {
            Vec::new()
        }
    };
    match kind {
        Kind::Request => Act::Request(Box::new(plain())),
        Kind::ReportMistake => Act::ReportMistake {
            service: Some(id("repairs")),
            title: words(),
            body: words(),
            not_used: d.flag,
        },
        Kind::AllegeMisuse => Act::AllegeMisuse {
            title: words(),
            words: words(),
        },
        Kind::SettleMisuse => Act::SettleMisuse { words: words() },
        Kind::Route => Act::Route {
            service: id("repairs"),
            handler: d.flag.then(|| id("hall")),
        },
        Kind::AddDocument => {
            let mut paper = given(if d.flag {
                Marking::Personal
            } else {
                Marking::Open
            });
            paper.title = words();
            Act::AddDocument(Box::new(paper))
        }
        Kind::RemoveDocument => Act::RemoveDocument { part: part() },
        Kind::MarkExempt => Act::MarkExempt {
            part: part(),
            law: if d.flag { Law::Privilege } else { Law::NotHeld },
            passage: words(),
        },
        Kind::AskNeed => Act::AskNeed { words: words() },
        Kind::ShowNeed => Act::ShowNeed { words: words() },
        Kind::FindNeed => Act::FindNeed {
            part: d.flag.then(part),
            satisfied: d.flag,
            words: words(),
        },
        Kind::FindUnreasonable => Act::FindUnreasonable {
            ground: Unreasonable::Nature,
            words: words(),
        },
        Kind::SeekGuidance => Act::SeekGuidance {
            passed: d.flag,
            words: words(),
        },
        Kind::GiveGuidance => Act::GiveGuidance { words: words() },
        Kind::Determine => Act::Determine {
            supply: d.flag,
            words: words(),
            precedent: precedent(),
        },
        Kind::GiveAdvice => Act::GiveAdvice { words: words() },
        Kind::SetPermission => Act::SetPermission {
            permission: Permission::NotNeeded,
            words: precedent(),
        },
        Kind::Hold => Act::Hold {
            words: words(),
            until: d.day,
        },
        Kind::Release => Act::Release {
            part: part(),
            purpose: words(),
            until: d.flag.then_some(d.day),
        },
        Kind::PassOn => Act::PassOn {
            part: part(),
            to: words(),
            within: true,
        },
        Kind::AcceptPurpose => Act::AcceptPurpose {
            part: part(),
            accepted: d.flag,
        },
        Kind::EndRelease => Act::EndRelease {
            part: part(),
            words: words(),
        },
        Kind::MakePublic => Act::MakePublic {
            part: part(),
            how: Opened::Expressly,
            words: words(),
        },
        Kind::Provide => Act::Provide { words: words() },
        Kind::ProvidePart => Act::ProvidePart {
            words: words(),
            law: law(),
            precedent: precedent(),
        },
        Kind::Refuse => Act::Refuse {
            words: words(),
            law: law(),
            precedent: precedent(),
        },
        Kind::AskBody => Act::AskBody {
            body: id(if d.flag { "planning" } else { "cabinet" }),
            words: words(),
        },
        Kind::AnswerBody => Act::AnswerBody {
            answer: if d.flag {
                BodyAnswer::Access
            } else {
                BodyAnswer::Declined
            },
            words: words(),
        },
        Kind::SendMessage => Act::SendMessage { words: words() },
        Kind::Note => Act::Note { words: words() },
        Kind::ReportMisuse => Act::ReportMisuse { words: words() },
        Kind::Refer => Act::Refer { words: words() },
        Kind::DenyReader => Act::DenyReader {
            person: id("park"),
            words: words(),
        },
        Kind::Close => Act::Close {
            ending: if d.flag {
                Closure::Done
            } else {
                Closure::Withdrawn
            },
        },
        Kind::Reopen => Act::Reopen { words: words() },
        Kind::EndHolder => Act::EndHolder,
        Kind::Judge => Act::Judge,
        Kind::Erase => Act::Erase {
            keys: Vec::new(),
            basis: Basis::Statute("UK GDPR art. 17".to_owned()),
        },
    }
}

type Step = (usize, usize, u8, bool, bool);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let kinds = 0..Kind::ALL.len();
    prop::collection::vec(
        (
            kinds,
            0..PEOPLE.len(),
            0_u8..20,
            any::<bool>(),
            any::<bool>(),
        ),
        1..40,
    )
}

/// Plays random acts: what the gate allows only a field can refuse, and what it does not is not done.
fn play(mut story: Story, steps: Vec<Step>) {
    let mut now = at("2026-04-02T10:00");
    for (kind, person, days, flag, empty) in steps {
        now += jiff::SignedDuration::from_hours(i64::from(days));
        let when = now
            .in_tz("Europe/London")
            .expect("London")
            .datetime()
            .to_string();
        let (kind, person) = (Kind::ALL[kind], PEOPLE[person]);
        let documents = &story.state().documents;
        let drawn = Drawn {
            part: documents
                .last()
                .map_or_else(|| id("none"), |d| d.part.clone()),
            day: date(2026, 4, 13),
            text: if empty {
                String::new()
            } else {
                "words".to_owned()
            },
            flag,
        };
        let command = crate::information::Command {
            act: drawn_act(kind, &drawn),
            why: (!empty).then(|| "a reason".to_owned()),
        };
        let gate = story.gate(person, &when, kind);
        match (gate, story.act(person, &when, command)) {
            (Gate::Allowed { .. }, Ok(next)) => story = next,
            (Gate::Allowed { .. }, Err(Rejection::Invalid(_))) => {}
            (Gate::Refused(a), Err(Rejection::Refused(b))) => assert_eq!(a, b),
            (Gate::Hidden, Err(Rejection::Hidden)) => {}
            (gate, done) => panic!("{kind:?} by {person}: {gate:?} but {:?}", done.err()),
        }
        check(&story, now);
    }
}

/// Every reading of a case holds together.
fn check(story: &Story, now: Timestamp) {
    let state = story.state();
    let row = Information::summary(state, &story.council);
    assert!(!sentence(state, &story.council, now).is_empty());
    assert_eq!(row.open, !state.is_ended());
    let today = crate::calendar::local_date(now);
    for person in PEOPLE {
        let actor = actor(&story.council, person, now, None);
        let reads = actor
            .visible
            .may_read(&Information::readers(state))
            .is_some();
        let opens = state.documents.iter().any(|document| {
            let readers = crate::information::document_readers(state, &document.part, today);
            readers.is_some_and(|readers| actor.visible.may_read(&readers).is_some())
        });
        assert!(reads || !opens, "{person} opens what they may not read");
        let fresh = crate::enquiries::tests::town::fresh(0);
        let cx = Context {
            now,
            actor: &actor,
            council: &story.council,
            fresh: &fresh,
        };
        let acts = next_acts(state, &cx).into_iter();
        let shown = acts.filter(|(kind, _)| *kind != Kind::Erase).count();
        assert!(
            reads || person == JOBS || shown == 0,
            "{person} learns that it exists"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_the_gate_allows_only_a_field_can_refuse(steps in steps(), pack in 0_usize..3) {
        let pack = ["cambridge-updated", "cambridge-existing", "bradford-4c"][pack];
        play(Story::asked(pack), steps);
    }

    #[test]
    fn no_order_of_events_breaks_a_case(order in prop::collection::vec(0_usize..75, 1..60)) {
        let golden: Vec<Event> = FILE
            .lines()
            .map(|line| serde_json::from_str(line).expect("it reads"))
            .collect();
        let mut story = Story::under("cambridge-updated");
        let now: Timestamp = "2026-04-10T09:00:00Z".parse().expect("a time");
        for n in order {
            story.record("hall", now, golden[n % golden.len()].clone());
        }
        if story.state.is_some() {
            check(&story, now);
        }
    }
}
