//! Every register in letters and by mail: what a letter may say of its cases, and what a reply to one becomes.

use domain::ids::PersonId;
use domain::reference::Reference;
use service::operations::intake::{TakenIn, Why};
use service::registers::{self, Registered};

use crate::mail_in::{give_address, letterbox, message};
use crate::town::{Town, town};

/// The cases of a register.
fn cases(town: &Town, register: &str) -> Vec<Reference> {
    let sql =
        format!("SELECT reference FROM cases WHERE register = '{register}' ORDER BY closed, 1");
    let rows = town.rows(&sql);
    let parsed = rows.iter().map(|row| row.trim_matches('"').parse());
    parsed.map(|one| one.expect("a reference")).collect()
}

/// Somebody for whom an act is open on a case of a register, and another is not even shown.
async fn somebody(
    town: &Town,
    register: &Registered,
    may: &str,
    never: Option<&str>,
) -> Option<(Reference, PersonId)> {
    let council = town.operations.council().await.expect("a council");
    for reference in cases(town, register.name) {
        for person in council.directory.people() {
            let actor = town.operations.actor(person, None).await.expect("a person");
            let Ok(gates) = (register.gates)(&town.operations, &reference, &actor).await else {
                continue;
            };
            let open = gates
                .iter()
                .any(|(act, gate)| *act == may && gate.is_allowed());
            let shown = never.is_some_and(|never| gates.iter().any(|(act, _)| *act == never));
            if open && !shown {
                return Some((reference, person.clone()));
            }
        }
    }
    None
}

async fn reply(
    town: &Town,
    n: &str,
    person: &PersonId,
    reference: &Reference,
    text: &str,
) -> TakenIn {
    let address = format!("{person}@people.example");
    give_address(town, person, &address).await;
    let token = town
        .operations
        .reply_token(reference)
        .await
        .expect("a token");
    let to = letterbox().ours.expect("an address").of_case(&token);
    let raw = message(n, &address, &to, "Re: x", text);
    let taken = town.operations.take_in(&letterbox(), raw.as_bytes()).await;
    taken.expect("kept")
}

#[tokio::test]
async fn of_confidential_registers_a_letter_says_only_that_something_waits() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let mut seen = Vec::new();
    for register in registers::ALL {
        for reference in cases(&town, register.name) {
            for person in council.directory.people() {
                let actor = town.operations.actor(person, None).await.expect("a person");
                let Ok(may) = (register.in_mail)(&town.operations, &reference, &actor).await else {
                    continue;
                };
                match register.name {
                    "information" | "complaints" => {
                        assert!(
                            !may.named && may.answer.is_none(),
                            "{reference} to {person}"
                        );
                    }
                    "interpretations" | "amendments" => assert!(may.named, "{reference}"),
                    _ => {}
                }
                seen.push(register.name);
                break;
            }
        }
    }
    seen.dedup();
    assert_eq!(
        seen.len(),
        registers::ALL.len(),
        "each register was looked at: {seen:?}"
    );
}

#[tokio::test]
async fn a_reply_to_any_register_becomes_the_act_that_fits_or_waits_for_a_person() {
    let town = town().await;
    let information = registers::registered("information").expect("it is there");
    let complaints = registers::registered("complaints").expect("it is there");
    let questions = registers::registered("interpretations").expect("it is there");

    let note = somebody(&town, information, "note", None).await;
    let (reference, officer) = note.expect("an officer with a request");
    let text = "I have asked the archive.\n\nOn Thu, 11 Jun 2026 Wardroom wrote:\n> Something waits for you";
    let written = reply(&town, "1", &officer, &reference, text).await;
    assert_eq!(written, TakenIn::Written(reference.clone(), "note"));
    let page = town.visit(&officer).await;
    let page = page.get(&format!("/information/{reference}")).await;
    page.says("I have asked the archive.");
    page.says("Something waits for you");

    let member = somebody(&town, information, "send-message", Some("note")).await;
    let (reference, member) = member.expect("a member with a request");
    let written = reply(
        &town,
        "2",
        &member,
        &reference,
        "Is there a plan of it too?",
    )
    .await;
    assert_eq!(written, TakenIn::Written(reference.clone(), "send-message"));

    let note = somebody(&town, complaints, "note", None).await;
    let (reference, officer) = note.expect("an officer with a complaint");
    let written = reply(&town, "3", &officer, &reference, "Rang the resident.").await;
    assert_eq!(written, TakenIn::Written(reference, "note"));

    // A register that takes no words by mail: the message waits, for those who may read the case alone.
    let asked = somebody(&town, questions, "add", None).await;
    let (reference, person) = asked.expect("somebody with a question");
    let held = reply(&town, "4", &person, &reference, "One more thing.").await;
    assert_eq!(held, TakenIn::Held(Why::Refused));

    // Who may not read the case reaches nothing by its address.
    let (reference, _) = somebody(&town, complaints, "note", None)
        .await
        .expect("one");
    let stranger = town.persona("member");
    let held = reply(&town, "5", &stranger, &reference, "Let me in.").await;
    assert_eq!(held, TakenIn::Held(Why::Foreign));
}
