//! Who may not read, may not know, of one enquiry worked on in many ways, with a message that waits beside
//! it: as in [`crate::worlds`], two worlds differ in that record only, and whoever may not read it is shown
//! the same bytes. Letters and feeds are compared as well.
//!
//! The time is set and the randomness of each person is their own, so nothing is masked before the
//! comparison. What is meant to be told is in [`DECLARED`], each with why.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::directory::{Details, DirectoryCommand};
use domain::enquiries::command::{Act, Answer as Reply, Hold, Raise};
use domain::enquiries::event::AnswerKind;
use domain::enquiries::readers;
use domain::ids::PersonId;
use domain::reference::Reference;
use service::clock::Clock;
use service::config::{Mail, Serve};
use service::mail::feed::dates;
use service::mail::outbound::Post;
use service::operations::Keeper;

use crate::channels::message_waits;
use crate::dice::Dice;
use crate::house::{BASE, Browser, House};
use crate::near::{everybody, who_read};
use crate::provider::Provider;
use crate::secrets::{CANARY, people};
use crate::town::{Answer, Town, Visitor, damp, town};
use crate::worlds::{LATER, Within, walk, worlds};

/// What somebody who may not read a record is nonetheless meant to learn: the page and why.
const DECLARED: &[(&str, &str)] = &[(
    "/audit",
    "the Monitoring Officer proves the log and so learns its length, never what is in it",
)];

/// A record with everybody who could read it at any time.
struct Secret {
    reference: Reference,
    insiders: BTreeSet<PersonId>,
    /// Addresses made from what is in it.
    near: Vec<String>,
}

/// An enquiry of some member, worked on by the officers of some service.
async fn enquiry(town: &Town, dice: &mut Dice) -> Secret {
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let seats: Vec<_> = council
        .directory
        .appointments()
        .filter(|a| a.holds(today) && a.role.kind() == domain::directory::RoleKind::Member)
        .cloned()
        .collect();
    let seat = dice.one(&seats).clone();
    let services: Vec<_> = council
        .directory
        .services
        .on(today)
        .map(|service| service.id.clone())
        .filter(|service| !council.directory.officers_of(service, today).is_empty())
        .collect();
    let service = dice.one(&services).clone();
    let wards: Vec<_> = council
        .directory
        .wards
        .on(today)
        .map(|w| w.id.clone())
        .collect();
    let raise = Raise {
        title: format!("The {CANARY} of the mill"),
        body: format!("Where is the {CANARY}, and who has moved it?"),
        service: Some(service.clone()),
        ward: Some(dice.one(&wards).clone()),
        ..damp()
    };
    let made = town.raise(&seat.person, None, raise).await;
    let reference = made.expect("an enquiry");
    let people = everybody(town).await;
    let insiders = async || who_read(&people, &readers(&town.state(&reference).await));
    let mut all = insiders().await;
    let officers = council.directory.officers_of(&service, today);
    let officer = dice.one(&officers).person.clone();
    for _ in 0..dice.roll(4) {
        let act = match dice.roll(4) {
            0 => Act::Accept,
            1 => Act::Hold(Hold {
                why: format!("The {CANARY} is being weighed"),
                doing: "Asking the miller".to_owned(),
                until: "2026-06-26".parse().expect("a date"),
                liaised: true,
                template: None,
            }),
            2 => Act::Answer(Reply {
                words: format!("The {CANARY} is in the store."),
                kind: AnswerKind::Full,
                works_on: None,
                promises: Vec::new(),
                forward: None,
                template: None,
            }),
            _ => Act::Chase,
        };
        let who = if matches!(act, Act::Chase) {
            &seat.person
        } else {
            &officer
        };
        // What the gate refuses here is refused in both worlds.
        let _ = town.act(who, &reference, act).await;
        all.extend(insiders().await);
    }
    message_waits(town, &reference, &all).await;
    let near = vec![
        format!("/enquiries/{reference}"),
        format!("/enquiries/{reference}/refused"),
        format!("/enquiries/{reference}/acts/answer"),
        format!("/enquiries/{reference}/files/none"),
        format!("/enquiries?service={service}"),
        format!("/enquiries?holder={}", seat.id),
        format!("/enquiries?handler={officer}"),
        format!("/enquiries.csv?holder={}", seat.id),
        format!("/services/{service}"),
        format!("/people/{}", seat.person),
        format!("/people/{officer}"),
        format!("/performance?service={service}"),
        format!("/search?q={reference}"),
    ];
    Secret {
        reference,
        insiders: all,
        near,
    }
}

/// What somebody who may not read sends to a record is answered as if there were none.
async fn knock(visitor: &Visitor, secret: &Secret) -> Vec<Answer> {
    let to = format!("/enquiries/{}/acts/note", secret.reference);
    let words = [("words", "hello"), ("seen", "1"), ("act-token", "one")];
    vec![
        visitor.post(&to, &words).await,
        visitor.post("/enquiries/new", &[("title", CANARY)]).await,
        visitor
            .post("/notices", &[("reference", secret.reference.as_str())])
            .await,
    ]
}

fn declared(address: &str) -> bool {
    let path = address.split('?').next().unwrap_or_default();
    DECLARED.iter().any(|(page, _)| path == *page)
}

/// One pair of worlds, seen by a few people who may not read the record.
async fn compare(seed: u64) {
    let mut dice = Dice(seed);
    let (with, without) = (town().await, town().await);
    let secret = enquiry(&with, &mut dice).await;
    let mut outside = people(&with).await;
    outside.retain(|person| !secret.insiders.contains(person));
    let personas = with.app.personas().iter().map(|p| p.person.clone());
    // Every second world is seen by a persona, whose desk has the richer pages.
    let personas: Vec<_> = personas.filter(|p| outside.contains(p)).collect();
    let outsider = match seed % 2 {
        0 => dice.one(&personas).clone(),
        _ => dice.one(&outside).clone(),
    };
    for town in [&with, &without] {
        town.set(LATER);
    }
    // The worlds do differ: whoever may read the record sees it in one of them only.
    let insider = secret.insiders.first().expect("a reader");
    let page = format!("/enquiries/{}", secret.reference);
    let seen = with.visit(insider).await.get(&page).await;
    let unseen = without.visit(insider).await.get(&page).await;
    assert!(seen.body.contains(CANARY) && !unseen.body.contains(CANARY));
    let (there, never) = (with.visit(&outsider).await, without.visit(&outsider).await);
    let a = walk(&there, &secret.near, dice.clone()).await;
    let b = walk(&never, &secret.near, dice).await;
    for (address, page) in &a {
        if declared(address) {
            continue;
        }
        let told = page.body.contains(secret.reference.as_str());
        assert!(
            !told || secret.near.contains(address),
            "world {seed}: {outsider} reads {} on {address}",
            secret.reference
        );
        let other = b.get(address);
        assert!(
            other == Some(page),
            "world {seed}: {outsider} is shown another {address}:\n{}\n--- and without it:\n{}",
            page.main(),
            other.map_or("nothing", Answer::main)
        );
    }
    let (a, b) = (knock(&there, &secret).await, knock(&never, &secret).await);
    assert_eq!(a, b, "world {seed}: {outsider} is answered otherwise");
}

async fn part(n: u64) {
    for world in worlds(24, n) {
        let _within = Within(world);
        compare(world * 7_919 + 11).await;
    }
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_first_part() {
    part(0).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_second_part() {
    part(1).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_third_part() {
    part(2).await;
}

#[tokio::test]
async fn nobody_learns_of_what_they_may_not_read_fourth_part() {
    part(3).await;
}

/// Everybody of a council with an address, and what sends its letters into a folder.
async fn posting(town: &Town) -> (Post, std::path::PathBuf) {
    let council = town.operations.council().await.expect("a council");
    let people = council.directory.people();
    let commands = people.map(|person| DirectoryCommand::ChangePerson {
        person: person.clone(),
        details: Details {
            email: Some(format!("{person}@council.example")),
            ..council.directory.details(person).expect("known").clone()
        },
    });
    let kept = town
        .operations
        .keep_directory(Keeper::Operator, commands.collect(), None);
    kept.await.expect("addresses");
    let out = town.folder.path().join("letters");
    let mail = Mail {
        from: "wardroom@council.example".to_owned(),
        folder: Some(out.clone()),
        ..Mail::default()
    };
    let post = Post::new(town.operations.clone(), &mail, &Serve::default());
    (post.expect("a post"), out)
}

#[tokio::test]
async fn no_letter_and_no_feed_tells_an_outsider_of_a_record() {
    let (with, without) = (town().await, town().await);
    let (post, out) = posting(&with).await;
    let _same = posting(&without).await;
    let everybody = people(&with).await;
    // Half of them want their notices together.
    let daily = r#"{"rhythm":{"waiting":"daily","answers":"daily","news":"daily"}}"#;
    for town in [&with, &without] {
        for person in everybody.iter().step_by(2) {
            let (store, now) = (town.operations.store(), town.operations.now());
            store
                .choose_mail(person, daily, now)
                .await
                .expect("a choice");
        }
    }
    let secret = enquiry(&with, &mut Dice(5)).await;
    let mut letters = post.send_due().await.expect("sent");
    with.set(LATER);
    without.set(LATER);
    post.gather().await.expect("digests");
    letters += post.send_due().await.expect("sent");
    assert!(letters > 0, "somebody is told");
    for file in std::fs::read_dir(&out).expect("letters") {
        let text = std::fs::read_to_string(file.expect("a letter").path()).expect("text");
        let to = text.split("@council.example>").next().unwrap_or_default();
        let to = to.rsplit('<').next().unwrap_or_default();
        assert!(!text.contains(CANARY), "words of a case in {text}");
        let insider = secret.insiders.iter().any(|person| person.as_str() == to);
        let told = text.contains(secret.reference.as_str());
        assert!(insider || !told, "{to} learns of it from {text}");
    }
    let mut followed = 0;
    for person in &everybody {
        let there = dates(&with.operations, person, b"salt").await.ok();
        let never = dates(&without.operations, person, b"salt").await.ok();
        let same = there == never;
        assert!(
            same || secret.insiders.contains(person),
            "{person} learns of it"
        );
        followed += usize::from(!same);
    }
    assert!(followed > 0, "whoever has it sees it in their calendar");
}

/// Two councils that are one but for a record, whose people sign in at the same service; somebody who reads the record,
/// and somebody who does not.
struct Twins {
    houses: [House; 2],
    secret: Secret,
    insider: PersonId,
    outsider: PersonId,
}

async fn twins(provider: &Provider) -> Twins {
    let (with, without) = (town().await, town().await);
    let _folders = (posting(&with).await, posting(&without).await);
    let secret = enquiry(&with, &mut Dice(11)).await;
    let mut outside: Vec<_> = with
        .app
        .personas()
        .iter()
        .map(|p| p.person.clone())
        .collect();
    outside.retain(|person| !secret.insiders.contains(person));
    let insider = secret.insiders.first().expect("a reader").clone();
    let outsider = outside.first().expect("an outsider").clone();
    // The service goes by the machine’s clock, and what it signs is judged by that.
    let now = Clock::Machine.now();
    for town in [&with, &without] {
        town.operations.clock().set(now);
    }
    let house = |town: Town| {
        let issuer = provider.issuer();
        House::of(town.operations.clone(), town.folder, Some(&issuer))
    };
    Twins {
        houses: [house(with), house(without)],
        secret,
        insider,
        outsider,
    }
}

/// Somebody at a browser of each council.
async fn at_both(provider: &mut Provider, houses: &[House; 2], person: &PersonId) -> [Browser; 2] {
    let account = serde_json::json!({
        "sub": format!("at-the-service-{person}"),
        "email": format!("{person}@council.example"),
        "email_verified": true,
    });
    provider.account(&account);
    let mut browsers = houses.each_ref().map(Browser::of);
    for browser in &mut browsers {
        provider.forget();
        let back = browser.sign_in(provider, "/").await;
        assert!(browser.is_in().await, "{person}: {}", back.main());
    }
    browsers
}

/// What the service says to both councils of a session that it has ended: how each answers.
async fn told_both(houses: &[House; 2], token: &str) -> [Answer; 2] {
    let [there, never] = houses;
    let mut answers = Vec::new();
    for house in [there, never] {
        let request = axum::http::Request::post("/sign-in/openid/ended")
            .header("content-type", "application/x-www-form-urlencoded");
        let body = axum::body::Body::from(token.to_owned());
        answers.push(Browser::of(house).ask(request, body).await);
    }
    answers.try_into().expect("two answers")
}

/// What somebody is shown of the council, the record’s own addresses among it.
async fn shown(browser: &mut Browser, secret: &Secret) -> Vec<Answer> {
    let fixed = [
        "/",
        "/enquiries",
        "/notices",
        "/waiting",
        "/groups",
        "/sessions",
    ];
    let search = format!("/search?q={CANARY}");
    let near = secret.near.iter().map(String::as_str);
    let mut all = Vec::new();
    for address in fixed.into_iter().chain([search.as_str()]).chain(near) {
        all.push(browser.get(address).await);
    }
    all
}

fn same(what: &str, [there, never]: [Vec<Answer>; 2]) {
    for (a, b) in there.iter().zip(&never) {
        assert!(
            a == b,
            "{what} otherwise:\n{:?}\n{}\n--- and without it:\n{:?}\n{}",
            a.headers,
            a.main(),
            b.headers,
            b.main()
        );
    }
}

#[tokio::test]
async fn a_session_that_the_sign_in_service_ends_tells_nobody_of_a_record() {
    let Some(mut provider) = Provider::start(BASE) else {
        return;
    };
    let twins = twins(&provider).await;
    let houses = &twins.houses;
    let ends = |provider: &Provider, person: &PersonId| {
        provider.ends(&serde_json::json!({ "sub": format!("at-the-service-{person}") }))
    };
    let page = format!("/enquiries/{}", twins.secret.reference);
    // Whoever reads it does, in one of the two.
    let mut inside = at_both(&mut provider, houses, &twins.insider).await;
    let [there, never] = &mut inside;
    assert!(there.get(&page).await.body.contains(CANARY));
    assert!(!never.get(&page).await.body.contains(CANARY));
    let mut outside = at_both(&mut provider, houses, &twins.outsider).await;
    let secret = &twins.secret;
    let [there, never] = &mut outside;
    let before = [shown(there, secret).await, shown(never, secret).await];
    same("it is shown", before.clone());
    // The session of who reads it ends: the answer is one, and who does not read it sees what they saw.
    let [a, b] = told_both(houses, &ends(&provider, &twins.insider)).await;
    assert_eq!(a.status, StatusCode::NO_CONTENT);
    assert_eq!(a, b);
    for browser in &mut inside {
        assert!(!browser.is_in().await, "signed out");
    }
    let [there, never] = &mut outside;
    let after = [shown(there, secret).await, shown(never, secret).await];
    same("it is shown once the other is out", after.clone());
    same("it is shown since", [before[0].clone(), after[0].clone()]);
    // Their own session ends: the answer is one, and every address leads to signing in.
    let [a, b] = told_both(houses, &ends(&provider, &twins.outsider)).await;
    assert_eq!(a.status, StatusCode::NO_CONTENT);
    assert_eq!(a, b);
    let [there, never] = &mut outside;
    assert!(!there.is_in().await && !never.is_in().await);
    let out = [shown(there, secret).await, shown(never, secret).await];
    same("it is shown to who is out", out);
    // Said of nobody, the answer is the same as of somebody.
    let [c, d] = told_both(houses, &ends(&provider, &"nobody".parse().expect("a slug"))).await;
    assert_eq!((&a, &a), (&c, &d));
}
