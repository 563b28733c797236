//! Given a message, what becomes of it: an enquiry, an act on a case, or a place in the holding pen. Nothing
//! is lost, nothing is done twice, and nobody acts by a message who could not act on the pages.

use std::collections::BTreeSet;

use domain::directory::{Details, DirectoryCommand};
use domain::enquiries::command::Raise;
use domain::enquiries::{Enquiries, Standing};
use domain::ids::{PersonId, Stream};
use domain::reference::Reference;
use domain::register::Register as _;
use service::operations::Keeper;
use service::operations::intake::{Letterbox, TakenIn, Why};

use crate::town::{Town, damp, town};

/// The set-up of these tests.
pub fn letterbox() -> Letterbox {
    Letterbox {
        ours: "wardroom@council.example".parse().ok(),
        server: Some("mx.council.example".to_owned()),
    }
}

/// The heads by which the council's own server vouches for a sender.
pub const PROVEN: &str = "Authentication-Results: mx.council.example; dmarc=pass\r\n\
     Received: from a by mx.council.example with ESMTPS; Thu, 11 Jun 2026 09:00:01 +0000\r\n";

/// A message as a phone sends it.
pub fn message(id: &str, from: &str, to: &str, subject: &str, text: &str) -> String {
    let text = text.replace('\n', "\r\n");
    format!(
        "{PROVEN}From: Somebody <{from}>\r\nTo: {to}\r\nMessage-ID: <{id}@x.example>\r\n\
         Subject: {subject}\r\nDate: Thu, 11 Jun 2026 10:00:00 +0100\r\n\r\n{text}\r\n"
    )
}

/// The council's address.
pub const OURS: &str = "wardroom@council.example";

/// Gives somebody an address in the directory.
pub async fn give_address(town: &Town, person: &PersonId, address: &str) {
    let council = town.operations.council().await.expect("a council");
    let details = Details {
        email: Some(address.to_owned()),
        ..council.directory.details(person).cloned().expect("known")
    };
    let change = DirectoryCommand::ChangePerson {
        person: person.clone(),
        details,
    };
    town.operations
        .keep_directory(Keeper::Operator, vec![change], None)
        .await
        .expect("a change");
}

pub async fn take(town: &Town, raw: &str) -> TakenIn {
    let taken = town.operations.take_in(&letterbox(), raw.as_bytes()).await;
    taken.expect("kept")
}

/// A town in which the member and the officer have addresses.
pub async fn ready() -> (Town, PersonId, PersonId) {
    let town = town().await;
    town.set("2026-06-11T10:00");
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    give_address(&town, &member, "member@members.example").await;
    give_address(&town, &officer, "officer@council.example").await;
    (town, member, officer)
}

/// Where answers to a case go.
pub async fn answers_to(town: &Town, reference: &Reference) -> String {
    let token = town.operations.reply_token(reference).await;
    let ours = letterbox().ours.expect("an address");
    ours.of_case(&token.expect("a token"))
}

/// The kinds of a case's events.
async fn kinds(town: &Town, reference: &Reference) -> Vec<&'static str> {
    let stream = Stream::case(Enquiries::NAME, reference);
    let events = town.events(&stream).await;
    events.iter().map(|event| event.event.name()).collect()
}

#[tokio::test]
async fn a_councillor_raises_by_mail_an_officer_answers_by_mail_and_the_member_is_told() {
    let (town, member, officer) = ready().await;
    let text = "Dear officers,\n\nthere is damp in a flat of Abbey House again, and the council \
                repairs nothing.\n\nSent from my iPhone";
    let raw = message(
        "1",
        "member@members.example",
        OURS,
        "Damp in a council flat",
        text,
    );
    let TakenIn::Raised(reference) = take(&town, &raw).await else {
        panic!("not raised");
    };
    let page = town
        .visit(&member)
        .await
        .get(&format!("/enquiries/{reference}"))
        .await;
    assert!(page.body.contains("Damp in a council flat") && page.body.contains("repairs nothing"));
    assert!(
        !page.body.contains("Sent from my iPhone"),
        "the footer is folded"
    );
    assert!(
        page.body.contains("The message as it came.eml"),
        "the original is kept"
    );
    let told = town.visit(&member).await.get("/notices").await;
    assert!(told.body.contains("Your message became this enquiry"));
    // The same message by another way is nothing new.
    assert_eq!(
        take(&town, &format!("X-Way: b\r\n{raw}")).await,
        TakenIn::Again
    );

    // Somebody of the service that has it answers from their mail program.
    let state = town.state(&reference).await;
    let service = state.desk_service().expect("a service").clone();
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let officers = council.directory.officers_of(&service, today);
    let answerer = officers.first().map_or(officer, |one| one.person.clone());
    give_address(&town, &answerer, "answers@council.example").await;
    let to = answers_to(&town, &reference).await;
    let note = message(
        "2",
        "answers@council.example",
        &to,
        "Re: x",
        "I have rung the contractor.",
    );
    assert_eq!(
        take(&town, &note).await,
        TakenIn::Written(reference.clone(), "note")
    );
    let answer = "Answer\n\nThe wall was treated this morning.\n\nOn Thu, 11 Jun 2026 Wardroom wrote:\n> Hello";
    let answer = message("3", "answers@council.example", &to, "Re: x", answer);
    assert_eq!(
        take(&town, &answer).await,
        TakenIn::Written(reference.clone(), "answer")
    );
    assert!(matches!(
        town.state(&reference).await.standing,
        Standing::Answered { .. }
    ));
    let there = town.visit(&member).await;
    let page = there.get(&format!("/enquiries/{reference}")).await;
    assert!(page.body.contains("The wall was treated this morning."));
    assert!(
        !page.body.contains("rung the contractor"),
        "a note is for officers"
    );
    let notices = there.get("/notices").await;
    assert!(
        notices.body.contains(reference.as_str()),
        "the member is told"
    );

    // What is still open comes back as the act that fits.
    let more = message(
        "4",
        "member@members.example",
        &to,
        "Re: x",
        "And the other wall?",
    );
    let back = take(&town, &more).await;
    assert!(
        matches!(&back, TakenIn::Written(_, "follow-up" | "send-message")),
        "{back:?}"
    );
    assert_eq!(take(&town, &more).await, TakenIn::Again);
}

#[tokio::test]
async fn whom_nobody_vouches_for_is_held_and_nobody_is_answered() {
    let (town, ..) = ready().await;
    let good = message(
        "1",
        "member@members.example",
        OURS,
        "Damp",
        "There is damp.",
    );
    let before = town.references().len();
    let forged = good.replace("dmarc=pass", "dmarc=fail");
    assert_eq!(take(&town, &forged).await, TakenIn::Held(Why::Forged));
    let below = good.replace(PROVEN, "");
    let (heads, body) = below.split_once("\r\n\r\n").expect("heads");
    let planted = format!(
        "Received: from a by mx.council.example; Thu, 11 Jun 2026 09:00:01 +0000\r\n{heads}\r\n\
         Authentication-Results: mx.council.example; dmarc=pass\r\n\r\n{body} again"
    );
    assert_eq!(take(&town, &planted).await, TakenIn::Held(Why::Unproven));
    let unknown = message("2", "stranger@x.example", OURS, "Damp", "There is damp.");
    assert_eq!(take(&town, &unknown).await, TakenIn::Held(Why::Unknown));
    let officer = message(
        "3",
        "officer@council.example",
        OURS,
        "Damp",
        "There is damp.",
    );
    assert_eq!(take(&town, &officer).await, TakenIn::Held(Why::Officer));
    let nobody = "Subject: x\r\n\r\nHello\r\n";
    assert_eq!(take(&town, nobody).await, TakenIn::Held(Why::Unreadable));
    let empty = message("4", "member@members.example", OURS, "x", "");
    assert_eq!(take(&town, &empty).await, TakenIn::Held(Why::Empty));
    let away = format!(
        "Auto-Submitted: auto-replied\r\n{}",
        message("5", "member@members.example", OURS, "Away", "I am away.")
    );
    assert_eq!(take(&town, &away).await, TakenIn::Aside(Why::Answer));
    let crowd: Vec<_> = (0..10_000).map(|n| format!("p{n}@x.example")).collect();
    let crowd = message(
        "6",
        "member@members.example",
        &crowd.join(",\r\n "),
        "All",
        "Hello all.",
    );
    assert_eq!(take(&town, &crowd).await, TakenIn::Held(Why::Crowd));
    assert_eq!(town.references().len(), before);
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming WHERE state = 'new'"),
        ["Integer(0)"]
    );
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming_chunk WHERE n = 0"),
        ["Integer(8)"]
    );
}

#[tokio::test]
async fn a_reply_to_what_is_not_theirs_or_not_there_is_held() {
    let (town, member, _) = ready().await;
    let own = town.raise(&member, None, damp()).await.expect("raised");
    let seats: BTreeSet<_> = [town.seat(&member).await].into();
    let mut foreign = None;
    for reference in town.references() {
        let state = town.state(&reference).await;
        let visible = town.operations.visible(&member).await.expect("a person");
        let reads = visible
            .may_read(&domain::enquiries::readers(&state))
            .is_some();
        if !seats.contains(&state.holder) && !reads {
            foreign = Some(reference);
        }
    }
    let foreign = foreign.expect("somebody else’s");
    let held = async |n: &str, to: &str| {
        let raw = message(
            n,
            "member@members.example",
            to,
            "Re: x",
            &format!("Hello {n}"),
        );
        take(&town, &raw).await
    };
    let to = answers_to(&town, &foreign).await;
    assert_eq!(held("1", &to).await, TakenIn::Held(Why::Foreign));
    let both = format!("{to}, {}", answers_to(&town, &own).await);
    assert_eq!(held("2", &both).await, TakenIn::Held(Why::Several));
    let mistyped = to.replace("+c", "+c0");
    assert_eq!(held("3", &mistyped).await, TakenIn::Held(Why::Mistyped));
    let robot = answers_to(&town, &own).await;
    let robot = message(
        "4",
        "no-reply@works.example",
        &robot,
        "Job 7",
        "Job 7 is done.",
    );
    assert_eq!(take(&town, &robot).await, TakenIn::Held(Why::NoReply));
    // It stays with the case: its officers are told once, find it, and nobody else learns of it.
    let again = robot
        .replace("Job 7 is done.", "Job 8 is done.")
        .replace("<4@", "<4b@");
    assert_eq!(take(&town, &again).await, TakenIn::Held(Why::NoReply));
    let told =
        format!("SELECT person FROM notice WHERE kind = 'mail-waits' AND reference = '{own}'");
    let told = town.rows(&told);
    let officers: BTreeSet<_> = told.iter().collect();
    assert!(!told.is_empty() && officers.len() == told.len(), "{told:?}");
    assert!(
        !told.contains(&format!("{:?}", member.as_str())),
        "{told:?}"
    );
    let one = told[0].trim_matches('"').parse().expect("a person");
    let desk = town.visit(&one).await;
    desk.get("/notices")
        .await
        .says("waits for somebody to place it");
    desk.get("/pen").await.says("Job 7");
    assert!(
        !town
            .visit(&member)
            .await
            .get("/pen")
            .await
            .body
            .contains("Job 7")
    );
    // Closed, and past the time for following up: the words wait in the form for their writer.
    let closed = own.clone();
    let visitor = town.visit(&member).await;
    let shut = domain::enquiries::command::Act::Close {
        ending: serde_json::from_str("\"withdrawn\"").expect("an ending"),
        why: None,
    };
    town.act(&member, &closed, shut).await.expect("closed");
    town.set("2026-07-30T10:00");
    let to = answers_to(&town, &closed).await;
    let late = held("5", &to).await;
    assert_eq!(late, TakenIn::Held(Why::Refused));
    let drafts = town
        .operations
        .store()
        .drafts(&member)
        .await
        .expect("drafts");
    assert!(
        drafts
            .iter()
            .any(|(form, _)| form.starts_with(closed.as_str())),
        "{drafts:?}"
    );
    // A year and a day later the address is too old.
    let old = answers_to(&town, &own).await;
    town.set("2027-07-31T10:00");
    assert_eq!(held("6", &old).await, TakenIn::Held(Why::Expired));
    drop(visitor);
}

#[tokio::test]
async fn the_pen_is_for_its_keepers_and_each_message_leaves_it_by_a_decision() {
    let (town, member, _) = ready().await;
    let keeper = town.visit_as("democratic-services").await;
    let campaign = "Please do not close the library in Mill Road. It is the only warm room that many \
        of us have in the afternoon, and the children of the school use it every day of the week. The \
        council has money for other things and should keep it open for everybody.";
    for n in 0..3 {
        let text = format!("{campaign}\n\nResident {n}");
        let raw = message(
            &format!("c{n}"),
            &format!("r{n}@home.example"),
            OURS,
            "Library",
            &text,
        );
        assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
    }
    let private = message(
        "p",
        "member@private.example",
        OURS,
        "Damp in a flat",
        "There is damp.",
    );
    assert_eq!(take(&town, &private).await, TakenIn::Held(Why::Unknown));
    let page = keeper.get("/pen").await;
    assert!(
        page.body.contains("3 messages say nearly the same"),
        "{}",
        page.main()
    );
    for outsider in ["member", "officer", "chief-executive"] {
        let seen = town.visit_as(outsider).await.get("/pen").await;
        assert!(!seen.body.contains("Library"), "{outsider}");
    }
    let key = |page: &str| -> String {
        let at = page.find("Damp in a flat").expect("the message");
        let link = page[..at].rsplit("/pen/").next().expect("a link");
        link.split('"').next().expect("a key").to_owned()
    };
    let key = key(&page.body);
    let one = keeper.get(&format!("/pen/{key}")).await;
    assert!(one.body.contains("There is damp."));
    let hidden = town.visit(&member).await.get(&format!("/pen/{key}")).await;
    let absent = town.visit(&member).await.get("/pen/none").await;
    assert_eq!(hidden.status, absent.status);
    let to = format!("/pen/{key}");
    let wrong = keeper.post(&to, &[("do", "raise")]).await;
    assert_eq!(wrong.status, 422);
    let seat = town.seat(&member).await;
    let fields = [
        ("do", "raise"),
        ("acting-for", seat.as_str()),
        ("title", "Damp"),
    ];
    let before = town.references().len();
    let done = keeper.post(&to, &fields).await;
    assert_eq!(done.status, 303, "{}", done.main());
    keeper.post(&to, &fields).await;
    assert_eq!(town.references().len(), before + 1);
    assert_eq!(
        town.rows(
            "SELECT count(*) FROM events e JOIN stream s ON s.id = e.stream WHERE s.name = 'mail'"
        ),
        ["Integer(1)"]
    );
    // A group is discarded at once, and one of it put back.
    let keys = town.rows("SELECT key FROM incoming WHERE state = 'held' ORDER BY key");
    let keys: Vec<_> = keys.iter().map(|key| key.trim_matches('"')).collect();
    let mut fields = vec![("why", "elsewhere")];
    fields.extend(keys.iter().map(|key| ("message", *key)));
    keeper.post("/pen", &fields).await;
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming WHERE state = 'discarded'"),
        ["Integer(3)"]
    );
    keeper
        .post(&format!("/pen/{}", keys[0]), &[("do", "put-back")])
        .await;
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming WHERE state = 'held'"),
        ["Integer(1)"]
    );
}

#[tokio::test]
async fn a_message_is_put_on_a_case_that_the_keeper_and_its_writer_can_read() {
    let (town, member, officer) = ready().await;
    let raise = Raise {
        service: None,
        ..damp()
    };
    let reference = town.raise(&member, None, raise).await.expect("raised");
    let raw = message(
        "p",
        "member@private.example",
        &answers_to(&town, &reference).await,
        "Re: x",
        "And the ceiling?",
    );
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Unknown));
    // It is addressed to a case: democratic services, who may not read that, sees nothing of it.
    let keeper = town.visit_as("democratic-services").await;
    let state = town.state(&reference).await;
    let person = town.persona("democratic-services");
    let visible = town.operations.visible(&person).await.expect("a person");
    let reads = visible
        .may_read(&domain::enquiries::note_readers(&state))
        .is_some();
    let page = keeper.get("/pen").await;
    assert_eq!(page.body.contains(reference.as_str()), reads);
    // Whoever has the case puts it there, as the words of its writer.
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let readers = domain::enquiries::note_readers(&state);
    let mut working = None;
    for one in council.directory.people() {
        let visible = town.operations.visible(one).await.expect("a person");
        let serves = council
            .directory
            .appointments_of(one, today)
            .next()
            .is_some();
        if serves && visible.may_read(&readers).is_some() {
            working = Some(one.clone());
        }
    }
    let working = town.visit(&working.unwrap_or(officer)).await;
    let keys = town.rows("SELECT key FROM incoming WHERE state = 'held'");
    let to = format!("/pen/{}", keys[0].trim_matches('"'));
    let fields = [
        ("do", "attach"),
        ("reference", reference.as_str()),
        ("person", member.as_str()),
    ];
    let done = working.post(&to, &fields).await;
    assert_eq!(done.status, 303, "{}", done.main());
    assert!(kinds(&town, &reference).await.contains(&"message-sent"));
}
