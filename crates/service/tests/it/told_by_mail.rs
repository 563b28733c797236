//! What the writer of a message is told of it, and the officers of the case to which it came: a clear line with
//! the next step, and never more than they may know.

use std::collections::BTreeSet;
use std::path::PathBuf;

use domain::ids::PersonId;
use service::config::{Mail, Serve};
use service::mail::outbound::Post;
use service::operations::intake::{TakenIn, Why};

use crate::dice::Dice;
use crate::mail_in::{OURS, answers_to, message, ready, take};
use crate::registers_by_mail::{reply, somebody};
use crate::secrets::{CANARY, REGISTERS, people, secret};
use crate::town::{Town, damp};

/// What sends letters into a folder.
struct Letters {
    post: Post,
    out: PathBuf,
}

impl Letters {
    fn of(town: &Town) -> Self {
        let out = town.folder.path().join("letters");
        let mail = Mail {
            from: "wardroom@council.example".to_owned(),
            reply_to: Some(OURS.to_owned()),
            folder: Some(out.clone()),
            ..Mail::default()
        };
        let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
        let post = Post::new(town.operations.clone(), &mail, &serve);
        Self {
            post: post.expect("a post"),
            out,
        }
    }

    /// Everything that was sent to an address since the last look, each as its subject and its words.
    async fn to(&self, address: &str) -> Vec<String> {
        self.post.send_due().await.expect("sent");
        let mut found = Vec::new();
        for file in std::fs::read_dir(&self.out).expect("letters") {
            let path = file.expect("a letter").path();
            let raw = std::fs::read(&path).expect("a letter");
            std::fs::remove_file(&path).expect("it is read once");
            let most = messages::SizeMax {
                bytes: 1 << 20,
                files: 9,
            };
            let read = messages::read(&raw, None, most).expect("a message");
            if read.to == [address] {
                let text = format!("{}\n{}", read.subject, read.text.words);
                found.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
        found
    }
}

const MEMBER: &str = "member@members.example";
const OFFICER: &str = "officer@council.example";

#[tokio::test]
async fn who_is_known_is_told_that_their_message_waits_and_what_to_do_and_nobody_else_is() {
    let (town, member, _) = ready().await;
    let letters = Letters::of(&town);
    let own = town.raise(&member, None, damp()).await.expect("raised");
    let to = answers_to(&town, &own).await;
    let mistyped = to.replace("+c", "+c0");
    drop(letters.to(MEMBER).await);
    let raw = message("1", MEMBER, &mistyped, "Re: x", "The quernstone is back.");
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Mistyped));
    let told = letters.to(MEMBER).await;
    let [one] = told.as_slice() else {
        panic!("one letter, not {told:?}");
    };
    for words in [
        "Your message waits for somebody to look at it",
        "leads nowhere for you",
        "Open the case and write there",
        "it need not be sent again",
        "https://wardroom.council.example/",
    ] {
        assert!(one.contains(words), "no `{words}` in {one}");
    }
    assert!(!one.contains("quernstone"), "nothing of it is repeated");
    // The same again within the hour is not answered again, and what a program wrote never.
    let again = message("2", MEMBER, &mistyped, "Re: x", "And once more.");
    assert_eq!(take(&town, &again).await, TakenIn::Held(Why::Mistyped));
    let away = message("3", MEMBER, &mistyped, "Away", "I am away.");
    let away = format!("Auto-Submitted: auto-replied\r\n{away}");
    assert_eq!(take(&town, &away).await, TakenIn::Aside(Why::Answer));
    // An officer's own words about no case.
    let new = message("4", OFFICER, OURS, "A lamp", "The lamp is out.");
    assert_eq!(take(&town, &new).await, TakenIn::Held(Why::Officer));
    // Nobody vouches for this one, and that one is nobody's.
    let forged = new
        .replace("dmarc=pass", "dmarc=fail")
        .replace("<4@", "<5@");
    assert_eq!(take(&town, &forged).await, TakenIn::Held(Why::Forged));
    let stranger = message("6", "stranger@x.example", OURS, "x", "Hello.");
    assert_eq!(take(&town, &stranger).await, TakenIn::Held(Why::Unknown));
    let waiting = "SELECT count(*) FROM outbox WHERE payload LIKE '%\"kept\"%'";
    assert_eq!(town.rows(waiting), ["Integer(1)"]);
    let told = letters.to(OFFICER).await;
    assert!(told[0].contains("is about no case"), "{told:?}");
}

#[tokio::test]
async fn whether_there_is_a_case_that_they_cannot_write_to_is_told_to_nobody() {
    let (town, member, _) = ready().await;
    let letters = Letters::of(&town);
    let visible = town.operations.visible(&member).await.expect("a person");
    let mut foreign = None;
    for reference in town.references() {
        let glance = town.operations.store().glance(&reference, &visible).await;
        if glance.expect("asked").is_none() {
            foreign = Some(reference);
        }
    }
    let there = answers_to(&town, &foreign.expect("somebody else’s")).await;
    let never = there.replace("+c", "+c0");
    let mut told = Vec::new();
    for (n, to) in [("1", &there), ("2", &never)] {
        let raw = message(n, MEMBER, to, "Re: x", "Hello.");
        assert!(matches!(take(&town, &raw).await, TakenIn::Held(_)));
        told.extend(letters.to(MEMBER).await);
    }
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn a_line_that_names_an_act_of_the_page_does_nothing_and_its_writer_is_shown_the_way() {
    let (town, member, _) = ready().await;
    let letters = Letters::of(&town);
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let to = answers_to(&town, &reference).await;
    drop(letters.to(MEMBER).await);
    let events = town.events_count();
    let raw = message("1", MEMBER, &to, "Re: x", "Close it.\n\n-- \nCllr Somebody");
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Refused));
    assert_eq!(town.events_count(), events, "nothing is done");
    let told = letters.to(MEMBER).await;
    assert!(told[0].contains("could not be carried out"), "{told:?}");
    assert!(
        told[0].contains(&format!("/enquiries/{reference}")),
        "{told:?}"
    );
    // With more than that line it is what somebody says.
    let said = message(
        "2",
        MEMBER,
        &to,
        "Re: x",
        "Close\n\nthe window, I told them.",
    );
    assert!(matches!(take(&town, &said).await, TakenIn::Written(..)));

    // So in the other registers, whose letters are told in whole sentences too.
    let information = service::registers::registered("information").expect("it is there");
    let found = somebody(&town, information, "close", None).await;
    let (reference, person) = found.expect("somebody who closes");
    let taken = reply(&town, "3", &person, &reference, "CLOSE").await;
    assert_eq!(taken, TakenIn::Held(Why::Refused));
    let notices = town.visit(&person).await.get("/notices").await;
    notices.says("Your message could not be carried out");
}

/// Who was told of a record in this way.
fn told(town: &Town, kind: &str, reference: &str) -> BTreeSet<PersonId> {
    let sql =
        format!("SELECT person FROM notice WHERE kind = '{kind}' AND reference = '{reference}'");
    let rows = town.rows(&sql).into_iter();
    rows.map(|row| row.trim_matches('"').parse().expect("a person"))
        .collect()
}

#[tokio::test]
async fn that_a_message_to_a_case_waits_is_told_to_who_reads_it_alone_in_every_register() {
    let mut registers = BTreeSet::new();
    for (n, register) in REGISTERS.into_iter().enumerate() {
        let town = crate::town::town().await;
        let _letters = Letters::of(&town);
        let secret = secret(&town, register, &mut Dice(n as u64 + 40)).await;
        let to = answers_to(&town, &secret.reference).await;
        let subject = format!("The {CANARY}");
        let raw = message("1", "stranger@x.example", &to, &subject, "It is back.");
        assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
        let officers = told(&town, "mail-waits", secret.reference.as_str());
        for person in &officers {
            assert!(secret.insiders.contains(person), "{register}: {person}");
            let desk = town.visit(person).await;
            desk.get("/notices")
                .await
                .says("waits for somebody to place it");
            desk.get("/pen").await.says(CANARY);
        }
        // No letter of it goes to anybody else, and it stands on nobody else's pages.
        let sent = town.rows("SELECT payload FROM outbox WHERE payload LIKE '%mail-waits%'");
        assert_eq!(sent.len(), officers.len(), "{register}: {sent:?}");
        for payload in sent {
            let theirs = officers
                .iter()
                .any(|person| payload.contains(person.as_str()));
            assert!(theirs, "{register}: {payload}");
        }
        // Each fifth person, another in each register.
        for person in people(&town).await.into_iter().skip(n).step_by(5) {
            if officers.contains(&person) {
                continue;
            }
            let there = town.visit(&person).await;
            for address in ["/pen", "/notices"] {
                let page = there.get(address).await;
                let tells = page.body.contains("waits for somebody to place it");
                assert!(!tells, "{register}: {person} on {address}");
                let waits = address.starts_with("/pen") && page.body.contains(CANARY);
                assert!(!waits, "{register}: {person} on {address}");
            }
        }
        if !officers.is_empty() {
            registers.insert(register);
        }
    }
    assert_eq!(
        registers,
        REGISTERS.into_iter().collect(),
        "each has its officers"
    );
}

#[tokio::test]
async fn what_waits_behind_many_others_is_found_page_by_page() {
    let (town, ..) = ready().await;
    for n in 0..203 {
        let from = format!("r{n}@home.example");
        let raw = message(
            &n.to_string(),
            &from,
            OURS,
            &format!("Matter {n:03}"),
            &format!("{n}"),
        );
        assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
    }
    let keeper = town.visit_as("democratic-services").await;
    let first = keeper.get("/pen").await;
    let hrefs = first.body.split("href=\"").skip(1);
    let mut hrefs = hrefs.filter_map(|rest| rest.split('"').next());
    let link = hrefs.find(|href| href.contains("after=")).expect("a link");
    let second = keeper
        .get(&link.replace("&#38;", "&").replace("&amp;", "&"))
        .await;
    let subjects = |page: &str| -> BTreeSet<String> {
        let found = page.split("Matter ").skip(1);
        found.map(|rest| rest.chars().take(3).collect()).collect()
    };
    let (one, two) = (subjects(first.main()), subjects(second.main()));
    assert_eq!((one.len(), two.len()), (200, 3));
    assert_eq!(one.union(&two).count(), 203);
    assert!(!second.body.contains("Earlier messages"));
    keeper.get("/").await.says("200+");
    // Whoever keeps none of them does not even learn that there are many.
    let officer = town.visit_as("officer").await.get("/pen").await;
    assert!(
        !officer.body.contains("Earlier messages"),
        "{}",
        officer.main()
    );
}
