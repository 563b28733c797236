//! Given a briefing that is arranged, moved and put off, the invitations that go with the letters, over a real
//! mail server, what a calendar answers, and what one that follows somebody's feed holds after each.

use axum::http::StatusCode;
use domain::briefings::command::{Invites, Opening};
use domain::briefings::{Act, Briefings, Command};
use domain::ids::PersonId;
use domain::protocol::Forum;
use domain::reference::Reference;
use jiff::civil::{date, time};
use service::config::{Mail, Serve};
use service::mail::outbound::Post;
use service::operations::intake::{TakenIn, Why};
use service::operations::{Options, Subject};

use crate::mail_in::{OURS, PROVEN, give_address, take};
use crate::mailing::over;
use crate::smtp::{Smtp, Taken};
use crate::town::{Folder, Town, damp, town};

async fn act(town: &Town, person: &PersonId, subject: Subject, act: Act) -> Reference {
    let actor = town.operations.actor(person, None).await.expect("a person");
    let done = town
        .operations
        .act::<Briefings>(&actor, subject, Command::from(act), Options::default())
        .await;
    done.expect("done").reference
}

/// The calendar file of a letter, its folded lines joined.
fn calendar(letter: &Taken) -> Option<String> {
    let text = letter.text();
    let start = text.find("BEGIN:VCALENDAR")?;
    let end = text.find("END:VCALENDAR")?;
    Some(text[start..end].replace("\r\n ", ""))
}

fn line<'a>(file: &'a str, name: &str) -> &'a str {
    let mut lines = file.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(key, _)| *key == name);
    found.map_or("", |(_, value)| value.trim())
}

#[tokio::test]
async fn an_invitation_is_updated_and_cancelled_in_the_calendar_that_took_it() {
    let folder = Folder::new();
    let Some(smtp) = Smtp::start("starttls", folder.path()) else {
        return;
    };
    let town = town().await;
    town.set("2026-06-11T10:00");
    let officer = town.persona("democratic-services");
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let leader = council
        .directory
        .appointments()
        .find(|a| a.holds(today) && a.role.kind() == domain::directory::RoleKind::GroupLeader);
    let leader = leader.expect("a group leader").person.clone();
    give_address(&town, &leader, "leader@members.example").await;
    let mut mail: Mail = toml::from_str(&over(&smtp, "starttls")).expect("a set-up");
    mail.from = "Wardroom <wardroom@council.example>".to_owned();
    let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
    let post = Post::new(town.operations.clone(), &mail, &serve).expect("a post");
    let invitation = async || {
        let sent = post.send_due().await.expect("sent");
        let letters = smtp.several(usize::try_from(sent).expect("few"));
        let theirs = letters
            .iter()
            .filter(|one| one.to == ["leader@members.example"]);
        theirs.filter_map(calendar).next_back()
    };
    let feed = async || {
        let dates = service::mail::feed::dates(&town.operations, &leader, b"salt").await;
        dates.expect("a feed")
    };
    let opening = Opening {
        title: "The housing strategy".to_owned(),
        body: "It comes to the Cabinet in July.".to_owned(),
        service: "housing-repairs".parse().expect("a slug"),
        invites: Some(Invites::Office(domain::directory::RoleKind::GroupLeader)),
        forum: Forum::Other,
        consulted: None,
        why: Some("It is of interest to every group.".to_owned()),
    };
    let opened = act(&town, &officer, Subject::New, Act::Open(Box::new(opening))).await;
    invitation().await;
    let case = || Subject::Case(opened.clone());
    let at = |day, hour| Act::Arrange {
        on: date(2026, 6, day),
        time: time(hour, 0, 0, 0),
        place: "Committee Room 1".to_owned(),
        officer: None,
    };
    act(&town, &officer, case(), at(22, 14)).await;
    let first = invitation().await.expect("an invitation");
    assert_eq!(line(&first, "METHOD"), "REQUEST");
    assert_eq!(line(&first, "DTSTART"), "20260622T130000Z", "{first}");
    assert!(!first.contains("housing strategy"), "no topic");
    let held = feed().await;
    let uid = line(&first, "UID").to_owned();
    assert!(held.iter().any(|one| one.uid == uid && !one.cancelled));
    // Moved: the same meeting, in a greater version, at another time.
    act(&town, &officer, case(), at(23, 16)).await;
    let second = invitation().await.expect("an update");
    assert_eq!(
        (line(&second, "METHOD"), line(&second, "UID")),
        ("REQUEST", uid.as_str())
    );
    assert_eq!(line(&second, "DTSTART"), "20260623T150000Z");
    let version = |file: &str| line(file, "SEQUENCE").parse::<u64>().expect("a number");
    assert!(version(&second) > version(&first));
    // The calendar answers: that is the act of who was invited, and never an enquiry.
    let answers = async |n: u8, said: &str, proven: &str| {
        let file = second.replace("METHOD:REQUEST", "METHOD:REPLY");
        let file = file.replace("NEEDS-ACTION", said);
        let raw = format!(
            "{proven}Auto-Submitted: auto-generated\r\nFrom: Leader <leader@members.example>\r\nTo: {OURS}\r\nMessage-ID: <r{n}@x.example>\r\n\
             Subject: {said}: Briefing\r\nDate: Thu, 11 Jun 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{file}END:VCALENDAR\r\n"
        );
        take(&town, &raw).await
    };
    let before = town.references();
    let forged = PROVEN.replace("dmarc=pass", "dmarc=fail");
    assert_eq!(
        answers(1, "ACCEPTED", &forged).await,
        TakenIn::Held(Why::Forged)
    );
    assert_eq!(
        answers(2, "TENTATIVE", PROVEN).await,
        TakenIn::Aside(Why::Answer)
    );
    let came = TakenIn::Written(opened.clone(), "accept");
    assert_eq!(answers(3, "ACCEPTED", PROVEN).await, came);
    assert_eq!(town.references(), before, "no enquiry");
    let left = "SELECT count(*) FROM incoming WHERE reason = 'more'";
    assert_eq!(town.rows(left), ["Integer(0)"]);
    let page = town.visit(&officer).await;
    let page = page.get(&format!("/briefings/{opened}")).await;
    page.says("will come");
    // Put off: cancelled, and gone or cancelled in the feed.
    let put_off = Act::PutOff {
        words: "The officer is ill.".to_owned(),
    };
    act(&town, &officer, case(), put_off).await;
    let third = invitation().await.expect("a cancellation");
    assert_eq!(
        (line(&third, "METHOD"), line(&third, "UID")),
        ("CANCEL", uid.as_str())
    );
    assert_eq!(line(&third, "STATUS"), "CANCELLED");
    assert!(version(&third) > version(&second));
    let held = feed().await;
    assert!(held.iter().all(|one| one.uid != uid || one.cancelled));
}

#[tokio::test]
async fn a_feed_is_followed_by_its_address_alone_until_that_is_changed() {
    let town = town().await;
    let member = town.persona("member");
    let raised = town.raise(&member, None, damp()).await;
    let reference = raised.expect("an enquiry");
    let browser = town.visit(&member).await;
    let feed = async || {
        let page = browser.post("/mail/feed", &[]).await;
        page.says("It is not shown again");
        let at = page.body.split("http://127.0.0.1:8080").nth(1);
        at.and_then(|rest| rest.split('<').next())
            .expect("an address")
            .to_owned()
    };
    let first = feed().await;
    let mut nobody = browser.clone();
    nobody.cookie = None;
    let file = nobody.get(&first).await;
    assert_eq!(file.status, StatusCode::OK);
    let lines = file.body.replace("\r\n ", "");
    assert!(
        lines.contains(&format!("SUMMARY:Due: {reference}\r\n")),
        "{lines}"
    );
    assert!(!lines.contains("Damp"), "no words");
    assert!(!browser.get("/mail").await.body.contains(&first));
    let second = feed().await;
    assert_eq!(nobody.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(nobody.get(&second).await.status, StatusCode::OK);
    browser.post("/mail/feed", &[("drop", "yes")]).await;
    assert_eq!(nobody.get(&second).await.status, StatusCode::NOT_FOUND);
}
