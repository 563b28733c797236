//! Absent and forbidden are one answer, and cost the same: to somebody who may not read a record, reading,
//! acting on and sending a file to it are answered as for a reference that was never given out, byte for
//! byte but the reference that was typed, and with as many questions to the store.

use std::num::NonZeroU32;

use domain::reference::Reference;
use service::web::app::Serving;
use service::web::routes::{FORM_BYTES_MAX, router};
use service::web::security::Rates;
use service::web::sign_in::Ways;
use service::web::{App, Others};
use store::testing::{Cost, cost};

use crate::town::{Answer, Town, Visitor, town};

/// Somebody who may read next to nothing: an officer of another service, and a member of no office.
const OUTSIDERS: [&str; 2] = ["other-member", "officer"];

/// The first record of a register that a visitor may not read.
async fn forbidden(town: &Town, visitor: &Visitor, register: &str) -> Option<Reference> {
    let rows = town.rows(&format!(
        "SELECT reference FROM cases WHERE register = '{register}' ORDER BY reference"
    ));
    for row in rows {
        let reference: Reference = row.trim_matches('"').parse().expect("a reference");
        let page = visitor.get(&format!("/{register}/{reference}")).await;
        if page.status == axum::http::StatusCode::NOT_FOUND {
            return Some(reference);
        }
    }
    None
}

/// A reference with the right sign that was never given out.
fn absent(town: &Town, prefix: &str) -> Reference {
    let known = town.rows("SELECT reference FROM cases");
    (1_u64..)
        .map(|n| Reference::from_entropy(prefix, n.wrapping_mul(0x1F35_A7BD) & 0x3FFF_FFFF))
        .find(|reference| !known.iter().any(|row| row.contains(reference.as_str())))
        .expect("most references were never given out")
}

/// Everything that can be asked of a record, each with what it cost.
async fn ask(visitor: &Visitor, register: &str, reference: &Reference) -> Vec<(Answer, u32)> {
    let case = format!("/{register}/{reference}");
    let words = [("words", "hello"), ("seen", "1"), ("act-token", "one")];
    let mut answers = Vec::new();
    for rest in ["", "/refused", "/acts/note", "/files/none", "/calendar.ics"] {
        cost();
        let answer = visitor.get(&format!("{case}{rest}")).await;
        answers.push((answer, cost()));
    }
    cost();
    let posted = visitor.post(&format!("{case}/acts/note"), &words).await;
    answers.push((posted, cost()));
    // A file as it says it is, one whose type lies, and one without a byte.
    for (name, bytes) in [
        ("a.pdf", b"%PDF-1.4".as_slice()),
        ("a.pdf", b"MZ\x90\x00".as_slice()),
        ("../../a.pdf", b"".as_slice()),
    ] {
        cost();
        let to = format!("{case}/acts/add-document");
        let sent = visitor.send(&to, &words, (name, bytes)).await;
        answers.push((sent, cost()));
    }
    let questions = |(mut answer, cost): (Answer, Cost)| {
        answer.body = answer.body.replace(reference.as_str(), "REFERENCE");
        answer.to = answer
            .to
            .map(|to| to.replace(reference.as_str(), "REFERENCE"));
        (answer, cost.questions)
    };
    answers.into_iter().map(questions).collect()
}

/// As [`ask`], with the least that each answer cost: now and then one also looks whether the council's
/// facts have moved, by the time that has passed and not by what is asked.
async fn least(visitor: &Visitor, register: &str, reference: &Reference) -> Vec<(Answer, u32)> {
    let mut least = ask(visitor, register, reference).await;
    for _ in 0..3 {
        for (least, again) in least
            .iter_mut()
            .zip(ask(visitor, register, reference).await)
        {
            assert_eq!(least.0, again.0, "asked twice");
            least.1 = least.1.min(again.1);
        }
    }
    least
}

#[tokio::test]
async fn absent_and_forbidden_are_one_answer_and_cost_the_same() {
    let town = town().await;
    let mut compared = 0;
    for register in service::registers::ALL {
        for outsider in OUTSIDERS {
            let visitor = town.visit_as(outsider).await;
            let Some(forbidden) = forbidden(&town, &visitor, register.name).await else {
                continue;
            };
            let absent = absent(&town, register.prefix);
            let a = least(&visitor, register.name, &forbidden).await;
            let b = least(&visitor, register.name, &absent).await;
            assert!(a[0].1 > 0, "reading asks the store");
            let costs = |all: &[(Answer, u32)]| all.iter().map(|(_, n)| *n).collect::<Vec<_>>();
            let what = format!("{forbidden} of {} for {outsider}", register.name);
            assert_eq!(costs(&a), costs(&b), "questions to the store for {what}");
            assert_eq!(a, b, "{what}");
            compared += 1;
        }
    }
    assert!(compared >= service::registers::ALL.len(), "{compared}");
}

/// The answer to asking again and again once it is not let through, with the least that it cost: now and
/// then one also looks whether the council’s facts have moved.
async fn refused(visitor: &Visitor, how: Way, address: &str) -> (Answer, u32) {
    let words = [("words", "hello"), ("seen", "1"), ("act-token", "one")];
    let mut refused: Vec<(Answer, u32)> = Vec::new();
    for _ in 0..MANY {
        cost();
        let answer = match how {
            Way::Read => visitor.get(address).await,
            Way::Act => visitor.post(address, &words).await,
            Way::Upload => {
                let file = ("a.pdf", b"%PDF-1.4".as_slice());
                visitor.send(address, &words, file).await
            }
        };
        if answer.status == axum::http::StatusCode::TOO_MANY_REQUESTS {
            refused.push((answer, cost().questions));
        }
        if refused.len() == 4 {
            break;
        }
    }
    let least = refused.iter().map(|(_, cost)| *cost).min();
    let first = refused.into_iter().next().map(|(answer, _)| answer);
    first
        .zip(least)
        .unwrap_or_else(|| panic!("nobody is held back at {address}"))
}

/// How somebody asks.
#[derive(Clone, Copy)]
enum Way {
    Read,
    Act,
    Upload,
}

/// More often than the rates of [`held_back`] let anybody ask.
const MANY: usize = 200;

/// The same house, which lets one person ask once a second.
fn held_back(town: &Town) -> App {
    let one = NonZeroU32::MIN;
    App::new(Serving {
        operations: town.operations.clone(),
        loopback_only: true,
        rates: Rates {
            pages: one,
            acts: one,
        },
        personas: Vec::new(),
        others: Others::default(),
        ways: Ways::default(),
    })
}

#[tokio::test]
async fn whoever_asks_too_often_is_told_the_same_of_what_is_absent_and_of_what_is_forbidden() {
    let town = town().await;
    let outsider = town.visit_as("other-member").await;
    let mut compared = 0;
    for register in service::registers::ALL {
        let Some(forbidden) = forbidden(&town, &outsider, register.name).await else {
            continue;
        };
        let absent = absent(&town, register.prefix);
        for (how, rest) in [
            (Way::Read, ""),
            (Way::Act, "/acts/note"),
            (Way::Upload, "/acts/add-document"),
        ] {
            let ask = async |reference: &Reference| {
                let visitor = Visitor {
                    pages: router(held_back(&town)),
                    cookie: outsider.cookie.clone(),
                };
                let address = format!("/{}/{reference}{rest}", register.name);
                refused(&visitor, how, &address).await
            };
            assert_eq!(
                ask(&forbidden).await,
                ask(&absent).await,
                "{}",
                register.name
            );
            compared += 1;
        }
    }
    assert!(compared >= 15, "{compared}");
}

#[tokio::test]
async fn a_file_larger_than_any_is_taken_is_told_the_same_of_both() {
    let town = town().await;
    let outsider = town.visit_as("other-member").await;
    let large = vec![b' '; FORM_BYTES_MAX + 1];
    for register in service::registers::ALL {
        let Some(forbidden) = forbidden(&town, &outsider, register.name).await else {
            continue;
        };
        let absent = absent(&town, register.prefix);
        let mut answers = Vec::new();
        for reference in [&forbidden, &absent] {
            let to = format!("/{}/{reference}/acts/add-document", register.name);
            let mut asked = Vec::new();
            for _ in 0..3 {
                cost();
                let file = ("a.pdf", large.as_slice());
                let answer = outsider.send(&to, &[("seen", "1")], file).await;
                asked.push((answer, cost().questions));
            }
            // Now and then one also looks whether the council’s facts have moved.
            let least = asked.iter().map(|(_, cost)| *cost).min();
            let mut answer = asked.remove(0).0;
            answer.body = answer.body.replace(reference.as_str(), "REFERENCE");
            answers.push((answer, least));
        }
        assert!(!answers[0].0.status.is_success(), "{}", register.name);
        assert_eq!(answers[0], answers[1], "{}", register.name);
    }
}
