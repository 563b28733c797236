//! Cases of intake in which other systems went wrong, each by its name.

use std::collections::BTreeSet;

use domain::enquiries::command::Act;
use domain::ids::PersonId;
use domain::reference::Reference;
use service::operations::intake::{TakenIn, Why};

use crate::mail_in::{OURS, answers_to, letterbox, message, ready, take};
use crate::town::{Town, damp};

const MEMBER: &str = "member@members.example";

/// By when the page of a case says that it is answered.
async fn due(town: &Town, person: &PersonId, reference: &Reference) -> String {
    let page = town.visit(person).await;
    let page = page.get(&format!("/enquiries/{reference}")).await;
    let words = page.body.split("nswer by ").nth(1);
    let words = words.and_then(|rest| rest.split('<').next());
    words
        .unwrap_or_else(|| panic!("no day in {}", page.main()))
        .trim()
        .to_owned()
}

fn raised(taken: TakenIn) -> Reference {
    match taken {
        TakenIn::Raised(reference) => reference,
        other => panic!("not raised: {other:?}"),
    }
}

/// The message as the council's mail server took it at the time of the town.
fn taken_at(raw: &str, town: &Town) -> String {
    let now = town.operations.now().to_zoned(jiff::tz::TimeZone::UTC);
    let now = now.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
    raw.replace("Thu, 11 Jun 2026 09:00:01 +0000", &now)
}

#[tokio::test]
async fn a_message_that_lay_in_the_mailbox_counts_from_when_the_council_s_server_took_it() {
    let (town, member, _) = ready().await;
    town.set("2026-06-12T16:00");
    let form = town.raise(&member, None, damp()).await.expect("raised");
    town.set("2026-06-12T16:00");
    let raw = message(
        "1",
        MEMBER,
        OURS,
        "Damp",
        "There is damp in a council flat.",
    );
    let raw = taken_at(&raw, &town);
    // The mailbox could not be read from Friday to Tuesday.
    town.set("2026-06-16T09:00");
    let mail = raised(take(&town, &raw).await);
    assert_eq!(
        due(&town, &member, &mail).await,
        due(&town, &member, &form).await
    );
    // Nobody says so of what they type themselves.
    let there = town.visit(&member).await;
    let fields = [
        ("title", "Lamp"),
        ("body", "The lamp is out."),
        ("means", "mail"),
        ("received", "1/6/2026"),
        ("step", "send"),
    ];
    let before = town.references();
    let sent = there.post("/enquiries/new", &fields).await;
    let new = town
        .references()
        .into_iter()
        .find(|one| !before.contains(one));
    let now = due(&town, &member, &mail).await;
    match new {
        Some(reference) => assert_ne!(due(&town, &member, &reference).await, now),
        None => assert_eq!(sent.status, 422),
    }
}

#[tokio::test]
async fn a_message_of_a_weekend_a_holiday_or_the_night_has_the_clock_of_the_form() {
    let (town, member, _) = ready().await;
    for (n, at) in [
        "2026-06-13T11:00", // Saturday
        "2026-06-14T23:59", // Sunday, a minute before the day ends in summer time
        "2026-08-31T09:00", // the summer bank holiday
        "2026-09-01T18:40", // after hours
        "2026-12-25T00:30",
    ]
    .into_iter()
    .enumerate()
    {
        town.set(at);
        let form = town.raise(&member, None, damp()).await.expect("raised");
        let raw = message(
            &n.to_string(),
            MEMBER,
            OURS,
            "Damp",
            "There is damp in a council flat.",
        );
        let raw = taken_at(&raw, &town);
        town.set(at);
        let mail = raised(take(&town, &raw).await);
        let days = (
            due(&town, &member, &form).await,
            due(&town, &member, &mail).await,
        );
        assert_eq!(days.0, days.1, "{at}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_comes_by_two_ways_at_once_is_one_enquiry() {
    let (town, ..) = ready().await;
    let before = town.references().len();
    let raw = message("1", MEMBER, OURS, "Damp", "There is damp.");
    let (ours, other) = (letterbox(), format!("X-Way: b\r\n{raw}"));
    let (one, two) = tokio::join!(
        town.operations.take_in(&ours, raw.as_bytes()),
        town.operations.take_in(&ours, other.as_bytes())
    );
    drop((one.expect("kept"), two.expect("kept")));
    assert_eq!(town.references().len(), before + 1);
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming WHERE state = 'new'"),
        ["Integer(0)"]
    );
}

#[tokio::test]
async fn what_comes_from_a_no_reply_address_stays_with_its_case() {
    let (town, member, _) = ready().await;
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let to = answers_to(&town, &reference).await;
    let raw = message(
        "1",
        "no-reply@works.example",
        &to,
        "Job 7",
        "Job 7 is done.",
    );
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::NoReply));
    let held = format!("SELECT state FROM incoming WHERE reference = '{reference}'");
    assert_eq!(town.rows(&held), ["\"held\""]);
    let told = format!(
        "SELECT person FROM notice WHERE kind = 'mail-waits' AND reference = '{reference}'"
    );
    let told = town.rows(&told);
    let officer = told.first().expect("an officer is told").trim_matches('"');
    let desk = town.visit(&officer.parse().expect("a person")).await;
    desk.get("/pen").await.says("Job 7");
}

#[tokio::test]
async fn a_mistyped_reply_is_kept_for_a_person_and_never_bounced() {
    let (town, member, _) = ready().await;
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let to = answers_to(&town, &reference).await.replace("+c", "+c0");
    let before = town.rows("SELECT key FROM outbox");
    let raw = message(
        "1",
        "resident@home.example",
        &to,
        "Re: x",
        "It is worse now.",
    );
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Mistyped));
    assert_eq!(
        town.rows("SELECT key FROM outbox"),
        before,
        "nobody is answered"
    );
    let keeper = town.visit_as("democratic-services").await;
    keeper.get("/pen").await.says("may be mistyped");
}

#[tokio::test]
async fn who_is_kept_out_learns_of_no_message_to_the_case() {
    let (town, member, _) = ready().await;
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let state = town.state(&reference).await;
    let service = state.desk_service().expect("a service").clone();
    let council = town.operations.council().await.expect("a council");
    let officers = council
        .directory
        .officers_of(&service, town.operations.today());
    let officers: BTreeSet<_> = officers.iter().map(|one| one.person.clone()).collect();
    assert!(officers.len() > 1, "another is left");
    let out = officers.first().expect("an officer").clone();
    let deny = Act::DenyReader {
        person: out.clone(),
        why: "It concerns them.".to_owned(),
    };
    let keeper = town.persona("monitoring-officer");
    let refer = Act::Refer {
        why: "It concerns an officer.".to_owned(),
    };
    town.act(&member, &reference, refer)
        .await
        .expect("laid before them");
    town.act(&keeper, &reference, deny).await.expect("kept out");
    let to = answers_to(&town, &reference).await;
    let raw = message(
        "1",
        "stranger@x.example",
        &to,
        "Re: x",
        "The quernstone is back.",
    );
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
    let told = format!(
        "SELECT count(*) FROM notice WHERE kind = 'mail-waits' AND reference = '{reference}' AND person"
    );
    assert_eq!(town.rows(&format!("{told} = '{out}'")), ["Integer(0)"]);
    assert_ne!(town.rows(&format!("{told} <> '{out}'")), ["Integer(0)"]);
    let there = town.visit(&out).await;
    for address in ["/pen", "/notices", "/"] {
        let page = there.get(address).await;
        let tells = page.body.contains("quernstone") || page.body.contains(reference.as_str());
        assert!(!tells, "{address}: {}", page.main());
    }
}

#[tokio::test]
async fn what_officers_and_members_write_while_the_clock_stands_still_is_taken() {
    let (town, member, officer) = ready().await;
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    town.act(&officer, &reference, Act::Accept)
        .await
        .expect("taken on");
    let ask = Act::AskMember {
        words: "Which flat is it?".to_owned(),
    };
    town.act(&officer, &reference, ask).await.expect("asked");
    let to = answers_to(&town, &reference).await;
    let note = message(
        "1",
        "officer@council.example",
        &to,
        "Re: x",
        "Rang the caretaker.",
    );
    let written = take(&town, &note).await;
    assert_eq!(written, TakenIn::Written(reference.clone(), "note"));
    let reply = message("2", MEMBER, &to, "Re: x", "It is flat 7.");
    let written = take(&town, &reply).await;
    assert_eq!(
        written,
        TakenIn::Written(reference.clone(), "reply-to-officers")
    );
}
