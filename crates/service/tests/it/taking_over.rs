//! What was open before the council began: from tables, spreadsheets and mailboxes, whole or not at all, once, and
//! honest about the past; on the command line's path and on the page.

use axum::http::StatusCode;
use domain::directory::RoleKind;
use domain::enquiries::takeover::{Mapping, Order, Table};
use messages::SizeMax;
use service::operations::{Given, TakeOverError, TakenOver, table_of};

use crate::mail_in::give_address;
use crate::town::{Answer, Town, Visitor, town};

pub async fn take_over(town: &Town, rows: &str, dry_run: bool) -> Result<TakenOver, TakeOverError> {
    let text = format!("Case No,Councillor,Date received,Subject,Dept,Date closed\n{rows}");
    let table = Table::read("open.csv", text.as_bytes()).expect("a table");
    let mapping = Mapping {
        dates: Some(Order::DayFirst),
        ..Mapping::suggested(&table)
    };
    let clerk = town.persona("democratic-services");
    let actor = town.operations.actor(&clerk, None).await.expect("an actor");
    town.operations
        .take_over(&actor, &table, &mapping, dry_run, &mut |_, _, _| ())
        .await
}

#[tokio::test]
async fn what_was_open_before_is_taken_over_whole_once_and_honestly() {
    let town = town().await;
    let member = town.persona("member");
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&member);
    let before = town.references();
    let mut rows: String = (0..600)
        .map(|n| format!("C{n},Cllr {name},3/2/26 10:15,Lamp {n} is dark,Housing repairs,\n"))
        .collect();
    rows.push_str(&format!(
        "C600,{name},4/5/19,Very old,Whatever,\nC601,{name},1/2/26,Done,,3/2/26\n"
    ));
    let wrong = format!("{rows}C602,Zaphod,3/2/26,x,,\n");
    let Err(TakeOverError::Wrong(wrong)) = take_over(&town, &wrong, false).await else {
        panic!("a wrong line");
    };
    assert_eq!(wrong.lines[0].line, Some(604));
    assert_eq!(town.references(), before);
    let dry = take_over(&town, &rows, true).await.expect("a plan");
    assert_eq!((dry.raised, dry.known, dry.ended), (601, 0, 1));
    assert_eq!(dry.unclear.get("Whatever"), Some(&1));
    assert_eq!(town.references(), before);
    let done = take_over(&town, &rows, false).await.expect("taken over");
    assert_eq!(done, dry);
    assert_eq!(town.references().len(), before.len() + 601);
    let again = take_over(&town, &rows, false).await.expect("again");
    assert_eq!((again.raised, again.known), (0, 601));
    assert_eq!(town.references().len(), before.len() + 601);
    // Honest about the past: when it came, when it was recorded, by which protocol it is judged.
    let found = town
        .visit_as("member")
        .await
        .get("/search?q=lamp+17+dark")
        .await;
    let at = found.body.find("/enquiries/ENQ-").expect("a link");
    let reference = &found.body[at + 11..at + 23];
    let page = town
        .visit_as("member")
        .await
        .get(&format!("/enquiries/{reference}"))
        .await;
    page.says("took it over from the council’s former list, received on Tuesday 3 February");
    page.says("where its number is C17");
    let proof = town
        .operations
        .store()
        .verify(None, None)
        .await
        .expect("a proof");
    assert!(proof.holds(), "{:?}", proof.troubles);
    // Only those who keep the council's facts may.
    let officer = town.persona("officer");
    let actor = town
        .operations
        .actor(&officer, None)
        .await
        .expect("an actor");
    assert!(
        council
            .directory
            .appointments_of(&officer, town.operations.today())
            .all(|a| a.role.kind() != RoleKind::TeamMember)
    );
    let table = Table::read("a.csv", b"Case No,Member,Received,Title\n").expect("a table");
    let refused = town
        .operations
        .take_over(
            &actor,
            &table,
            &Mapping::suggested(&table),
            true,
            &mut |_, _, _| (),
        )
        .await;
    assert!(matches!(refused, Err(TakeOverError::Act(_))));
}

/// Brings a file to the page; gives its answer and the key under which the page keeps what was brought.
pub async fn bring(clerk: &Visitor, name: &str, bytes: &[u8]) -> (Answer, String) {
    let asked = clerk.send("/enquiries/take-over", &[], (name, bytes)).await;
    let key = asked.value("of");
    (asked, key)
}

#[tokio::test]
async fn the_page_asks_what_columns_give_then_shows_then_takes_over() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let clerk = town.visit_as("democratic-services").await;
    let address = "/enquiries/take-over";
    clerk.get(address).await.says("A table, or messages");
    clerk.post(address, &[]).await.says("Choose a table.");
    let table = format!("Nr,Who,When,What\n1,{name},3/2/26,Damp\n2,{name},4/2/26,Lamp\n");
    let (asked, of) = bring(&clerk, "open.csv", table.as_bytes()).await;
    asked.says("What it is about, in a line");
    asked.says("What (Damp; Lamp)");
    let mut fields = vec![
        ("of", of.as_str()),
        ("source", "the old list"),
        ("key", "Nr"),
        ("member", "Who"),
        ("received", "When"),
        ("title", "What"),
    ];
    let before = town.references();
    let doubtful = clerk.post(address, &fields).await;
    assert_eq!(doubtful.status, StatusCode::UNPROCESSABLE_ENTITY);
    doubtful.says("can be read in two ways");
    fields.push(("dates", "day-first"));
    clerk
        .post(address, &fields)
        .await
        .says("It would be: 2 raised");
    // Looked at again, it stands as it stood; and nothing has happened.
    let here = format!("{address}?of={of}");
    clerk.get(&here).await.says("It would be: 2 raised");
    assert_eq!(town.references(), before);
    let apply = [("of", of.as_str()), ("step", "apply")];
    clerk.post(address, &apply).await.says("Done: 2 raised");
    // Pressed twice, it is done once.
    clerk.post(address, &apply).await.says("Done: 2 raised");
    assert_eq!(town.references().len(), before.len() + 2);
    // What somebody brought is nobody else's, and is not kept for ever.
    // Words that are not ours are asked about.
    let odd = format!(
        "Nr,Who,When,What,Dept\n1,Cllr Zed,2026-02-03,Damp,Bins and more\n2,{name},2026-02-04,Lamp,\n"
    );
    let (_, of) = bring(&clerk, "odd.csv", odd.as_bytes()).await;
    let mut said = vec![
        ("of", of.as_str()),
        ("source", "the odd list"),
        ("service", "Dept"),
    ];
    said.extend([
        ("key", "Nr"),
        ("member", "Who"),
        ("received", "When"),
        ("title", "What"),
    ]);
    let unknown = clerk.post(address, &said).await;
    unknown.says("Who “Cllr Zed” is");
    assert_eq!(unknown.value("member-0-is"), "Cllr Zed");
    let member = town.persona("member").to_string();
    said.extend([("member-0-is", "Cllr Zed"), ("member-0", member.as_str())]);
    let unclear = clerk.post(address, &said).await;
    unclear.says("It would be: 2 raised");
    unclear.says("Bins and more (1)");
    unclear.says("Which service “Bins and more” is");
    said.extend([
        ("service-0-is", "Bins and more"),
        ("service-0", "housing-repairs"),
    ]);
    let clear = clerk.post(address, &said).await;
    clear.says("It would be: 2 raised");
    assert!(!clear.body.contains("Bins and more (1)"));
    let officer = town.visit_as("monitoring-officer").await;
    let gone = officer.get(&here).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    gone.says("is no longer here");
    let (_, of) = bring(&clerk, "open.csv", table.as_bytes()).await;
    let mut fields = fields.clone();
    fields[0] = ("of", of.as_str());
    let again = clerk.post(address, &fields).await;
    again.says("0 raised, 2 taken over before");
    again.says("There is nothing to take over");
    let member = town.visit_as("member").await;
    let refused = member.get(address).await;
    refused.says("Only democratic services and the Monitoring Officer change this");
}

#[tokio::test]
async fn a_spreadsheet_and_messages_come_by_the_page_as_well() {
    let town = town().await;
    give_address(&town, &town.persona("member"), "ada@members.example").await;
    let clerk = town.visit_as("democratic-services").await;
    let address = "/enquiries/take-over";
    let sheet = "<table:table table:name=\"Open\"><table:table-row><table:table-cell><text:p>Ref</text:p></table:table-cell>\
        <table:table-cell><text:p>Member</text:p></table:table-cell><table:table-cell><text:p>Received</text:p></table:table-cell>\
        <table:table-cell><text:p>Subject</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>ada@members.example</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-02-03\"/>\
        <table:table-cell><text:p>A lamp of the sheet is dark</text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"Closed\"/>";
    let (asked, of) = bring(&clerk, "open.ods", &zipped("content.xml", sheet)).await;
    asked.says("The sheet `Closed` was not read");
    let fields = [
        ("of", of.as_str()),
        ("source", "the old sheet"),
        ("key", "Ref"),
        ("member", "Member"),
        ("received", "Received"),
        ("title", "Subject"),
    ];
    clerk
        .post(address, &fields)
        .await
        .says("It would be: 1 raised");
    clerk
        .post(address, &[("of", of.as_str()), ("step", "apply")])
        .await
        .says("Done: 1 raised");
    let wrong = clerk
        .send(address, &[], ("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0]))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("old.xls: is an old spreadsheet (.xls)");

    let (asked, of) = bring(&clerk, "inbox.mbox", MBOX.as_bytes()).await;
    asked.says("a program wrote it");
    let fields = [
        ("of", of.as_str()),
        ("source", "the former mailbox"),
        ("key", "Id"),
        ("member", "From"),
        ("received", "Received"),
        ("title", "Subject"),
        ("body", "Text"),
        ("others", "yes"),
    ];
    let shown = clerk.post(address, &fields).await;
    shown.says("It would be: 1 raised");
    shown.says("stranger@x.example (1)");
    clerk
        .post(address, &[("of", of.as_str()), ("step", "apply")])
        .await
        .says("Done: 1 raised");
    let visitor = town.visit_as("member").await;
    let found = visitor.get("/search?q=gutter+leaks").await;
    let at = found.body.find("/enquiries/ENQ-").expect("a link");
    let page = visitor.get(&found.body[at..at + 23]).await;
    page.says("received on Tuesday 3 February");
    page.says("The gutter leaks.");
    page.says("On Wednesday 4 February 2026 at 09:30 they wrote:");
    page.says("It still leaks.");
    page.says("Taken over from the former mailbox.");
    page.says("The message as it came.eml");
}

/// A letter with what its author wrote on, the same letter again, a stranger’s and an absence notice.
const MBOX: &str = "From a Tue Feb  3 10:15:00 2026\nReceived: from p by mx.council.example; Tue, 3 Feb 2026 10:15:00 +0000\n\
From: Ada <ada@members.example>\nMessage-ID: <1@x>\nDate: Tue, 3 Feb 2026 10:14:00 +0000\nSubject: The gutter leaks\n\nThe gutter leaks.\n\n\
From a Wed Feb  4 09:30:00 2026\nFrom: Ada <ada@members.example>\nMessage-ID: <2@x>\nIn-Reply-To: <1@x>\n\
Date: Wed, 4 Feb 2026 09:30:00 +0000\nSubject: Re: The gutter leaks\n\nIt still leaks.\n\n\
From a Tue Feb  3 10:15:00 2026\nFrom: Ada <ada@members.example>\nMessage-ID: <1@x>\nDate: Tue, 3 Feb 2026 10:14:00 +0000\n\
Subject: The gutter leaks\n\nThe gutter leaks.\n\n\
From s Tue Feb  3 11:00:00 2026\nFrom: stranger@x.example\nMessage-ID: <3@x>\nDate: Tue, 3 Feb 2026 11:00:00 +0000\nSubject: Buy\n\nBuy.\n\n\
From o Tue Feb  3 12:00:00 2026\nFrom: Ada <ada@members.example>\nMessage-ID: <4@x>\nAuto-Submitted: auto-replied\n\
Date: Tue, 3 Feb 2026 12:00:00 +0000\nSubject: Away\n\nI am away.\n";

/// A zip of one part.
fn zipped(name: &str, text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file(name, options).expect("a part");
    zip.write_all(text.as_bytes()).expect("written");
    zip.finish().expect("an end").into_inner()
}

#[test]
fn a_mailbox_is_one_table_and_no_mixture() {
    let most = SizeMax {
        bytes: 1_000,
        files: 2,
    };
    let mail = Given::new("inbox", MBOX.into());
    let of = |files: &[Given]| table_of("both", files, most, None);
    assert_eq!(
        of(&[mail.clone(), mail.clone()]).expect("messages").len(),
        2
    );
    let csv = Given::new("a.csv", b"a,b\n".to_vec());
    let why = of(&[mail, csv]).expect_err("a mixture").to_string();
    assert!(why.contains("a.csv: is no message"), "{why}");
    assert!(of(&[]).is_err());
}

#[tokio::test]
async fn people_and_wards_come_from_moderngov_by_the_page() {
    let town = town().await;
    let clerk = town.visit_as("democratic-services").await;
    let address = "/directory/import";
    let feed = "<?xml version=\"1.0\"?><councillorsbyward><wards><ward><wardtitle>Newtown</wardtitle><councillors>\
        <councillor><councillorid>71</councillorid><fullusername>Councillor Una O&amp;#39;Verby</fullusername>\
        <politicalgrouptitle>The Newtown Group</politicalgrouptitle>\
        <workaddress><email>una@members.example</email></workaddress>\
        <homeaddress><line1>12 Mill Road</line1></homeaddress></councillor>\
        <councillor><councillorid/><fullusername>Vacancy</fullusername></councillor></councillors></ward></wards></councillorsbyward>";
    let members = async || {
        let council = town.operations.council().await.expect("a council");
        let people = council.directory.people();
        people
            .map(|person| council.directory.name(person))
            .collect::<Vec<_>>()
    };
    let before = members().await;
    // The feed gives no first day: it is asked, and the file need not be chosen again.
    let asked = clerk
        .send(address, &[], ("councillors.xml", feed.as_bytes()))
        .await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    asked.says("the feed gives no first day of office");
    asked.says("nobody, or without a number");
    let carried = asked.value("table:councillors.xml");
    assert!(!carried.is_empty());
    let day = [
        ("from-day", "7"),
        ("from-month", "5"),
        ("from-year", "2026"),
    ];
    let mut fields = vec![("table:councillors.xml", feed)];
    fields.extend(day);
    let planned = clerk.post(address, &fields).await;
    planned.says("Una O&#39;Verby");
    planned.says("Nothing has been changed yet");
    assert!(!planned.body.contains("Mill Road"), "{}", planned.main());
    assert_eq!(members().await, before);
    let tables = ["wards.csv", "groups.csv", "people.csv", "appointments.csv"];
    let names = tables.map(|table| format!("table:{table}"));
    let values = names.each_ref().map(|name| {
        let text = planned.value(name);
        text.replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&quot;", "\"")
    });
    let mut last: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(values.iter().map(String::as_str))
        .collect();
    let token = planned.value("act-token");
    last.extend([("step", "apply"), ("act-token", token.as_str())]);
    let done = clerk.post(address, &last).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let after = members().await;
    assert_eq!(after.len(), before.len() + 1);
    assert!(
        after.iter().any(|name| name.ends_with("Una O'Verby")),
        "{after:?}"
    );
    // Again, it changes nothing.
    clerk
        .post(address, &fields)
        .await
        .says("0 added, 0 changed, 0 ended");
    let wrong = clerk
        .send(
            address,
            &[],
            ("x.xml", b"<html><body>Not here</body></html>"),
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says("no list of councillors by ward");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_takes_longer_than_a_moment_is_told_on_the_page() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let clerk = town.visit_as("democratic-services").await;
    let address = "/enquiries/take-over";
    // Enough for more than the page's patience, on any machine that tests are likely to meet.
    let rows: String = (0..30_000)
        .map(|n| format!("{n},{name},2026-02-03,Lamp {n}\n"))
        .collect();
    let table = format!("Ref,Member,Received,Subject\n{rows}");
    let (_, of) = bring(&clerk, "long.csv", table.as_bytes()).await;
    let said = [
        ("of", of.as_str()),
        ("source", "the long list"),
        ("key", "Ref"),
        ("member", "Member"),
        ("received", "Received"),
        ("title", "Subject"),
    ];
    let begun = clerk.post(address, &said).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.main());
    let here = begun.to.expect("an address");
    // Pressed again meanwhile, it is not begun again.
    let again = clerk.post(address, &said).await;
    assert!(again.status == StatusCode::SEE_OTHER || again.body.contains("30000 raised"));
    let mut seen = clerk.get(&here).await;
    if seen.body.contains("lines are checked") {
        seen.says("<progress");
        seen.says(&format!("href=\"{here}\""));
        let by_itself = seen.headers.iter().any(|(name, _)| name == "refresh");
        assert!(!by_itself, "nobody loses their place on it");
    }
    while seen.body.contains("lines are checked") {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        seen = clerk.get(&here).await;
    }
    seen.says("It would be: 30000 raised");
}
