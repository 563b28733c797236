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
pub async fn somebody(
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

pub async fn reply(
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

    // What is added to a question goes to who asked and to the offices that were asked, as the question did.
    let asked = somebody(&town, questions, "add", None).await;
    let (reference, person) = asked.expect("somebody with a question");
    let written = reply(&town, "4", &person, &reference, "One more thing.").await;
    assert_eq!(written, TakenIn::Written(reference.clone(), "add"));
    let page = town.visit(&person).await;
    let page = page.get(&format!("/interpretations/{reference}")).await;
    page.says("One more thing.");

    // Who may not read the case reaches nothing by its address.
    let (reference, _) = somebody(&town, complaints, "note", None)
        .await
        .expect("one");
    let stranger = town.persona("member");
    let held = reply(&town, "5", &stranger, &reference, "Let me in.").await;
    assert_eq!(held, TakenIn::Held(Why::Foreign));
}

/// How many messages wait for a reason.
fn waiting(town: &Town, reason: &str) -> Vec<String> {
    town.rows(&format!(
        "SELECT told FROM incoming WHERE state = 'held' AND reason = '{reason}'"
    ))
}

#[tokio::test]
async fn a_word_alone_on_the_first_line_does_what_it_names() {
    let town = town().await;
    let mut done = Vec::new();
    for register in registers::ALL {
        for (n, (word, act, _)) in (register.by_word)().into_iter().enumerate() {
            if register.name == "enquiries" {
                continue;
            }
            let Some((reference, person)) = somebody(&town, register, act, None).await else {
                continue;
            };
            let words = ["note", "put off", "comment", "advise"].contains(&word);
            let text = match words {
                true => format!("{}:\n\nSaid on the train.", word.to_uppercase()),
                false => format!("{word}\n\n-- \nCllr Somebody"),
            };
            let id = format!("{}{n}", register.name);
            let taken = reply(&town, &id, &person, &reference, &text).await;
            assert_eq!(taken, TakenIn::Written(reference.clone(), act), "{word}");
            if words {
                let page = town.visit(&person).await;
                let page = page.get(&format!("/{}/{reference}", register.name)).await;
                page.says("Said on the train.");
                assert!(
                    !page.body.contains(&word.to_uppercase()),
                    "{word} is no word of it"
                );
            }
            done.push((register.name, word));
        }
    }
    for register in ["groups", "briefings", "interpretations", "amendments"] {
        assert!(
            done.iter().any(|(name, _)| *name == register),
            "{register} in {done:?}"
        );
    }
    assert_eq!(waiting(&town, "more"), [""; 0], "a signature is not more");
}

#[tokio::test]
async fn what_a_word_does_not_take_waits_and_without_a_word_nothing_is_done() {
    let town = town().await;
    let groups = registers::registered("groups").expect("it is there");
    let found = somebody(&town, groups, "approve", None).await;
    let (reference, person) = found.expect("somebody who approves");
    let events = format!(
        "SELECT count(*) FROM events e JOIN stream s ON s.id = e.stream WHERE s.name = 'groups/{reference}'"
    );
    let before = town.rows(&events);
    let text = "Yes, of course, I approve.";
    let held = reply(&town, "1", &person, &reference, text).await;
    assert_eq!(held, TakenIn::Held(Why::Refused));
    assert_eq!(town.rows(&events), before, "nothing is guessed");
    let why = waiting(&town, "refused");
    assert!(
        why[0].contains("alone on the first line") && why[0].contains("approve"),
        "{why:?}"
    );

    let text = "Approve\n\nPlease tell them to send the papers first.";
    let taken = reply(&town, "2", &person, &reference, text).await;
    assert_eq!(taken, TakenIn::Written(reference.clone(), "approve"));
    let left = waiting(&town, "more");
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(
        left[0].contains("send the papers first") && left[0].contains("Approve the attendance")
    );
}
