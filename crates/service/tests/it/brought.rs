//! What is brought on pages from elsewhere: kept until it is taken over, believed as the set-up says, and fetched
//! from no address inside the council's network.

use std::num::NonZeroU32;

use axum::http::StatusCode;
use domain::enquiries::takeover::{Mapping, Order, Table};
use service::fetch::Reach;
use service::web::app::Serving;
use service::web::security::Rates;
use service::web::sign_in::Ways;
use service::web::{App, Others};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::mail_in::{OURS, give_address, message};
use crate::taking_over::{bring, take_over};
use crate::town::{Town, town};

/// The same town, served by a set-up that names other servers.
fn set_up(mut town: Town, others: Others) -> Town {
    town.app = App::new(Serving {
        operations: town.operations.clone(),
        loopback_only: true,
        rates: Rates {
            pages: NonZeroU32::MAX,
            acts: NonZeroU32::MAX,
        },
        personas: town.app.personas().to_vec(),
        ways: Ways::default(),
        others,
    });
    town
}

#[tokio::test]
async fn what_was_brought_outlasts_the_server_that_took_it_and_goes_once_it_is_taken_over() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let before = town.references().len();
    let text = format!("Case No,Councillor,Date received,Subject\n1,{name},15/2/26,Dark lamp\n");
    let clerk = town.visit_as("democratic-services").await;
    let (asked, key) = bring(&clerk, "open.csv", text.as_bytes()).await;
    asked.says("Dark lamp");
    let kept = "SELECT count(*) FROM incoming WHERE state = 'brought'";
    assert_eq!(town.rows(kept), ["Integer(1)"]);
    // Another server, which has seen nothing of it.
    let town = set_up(town, Others::default());
    let clerk = town.visit_as("democratic-services").await;
    let address = format!("/enquiries/take-over?of={key}");
    clerk.get(&address).await.says("Dark lamp");
    let other = town.visit_as("manager").await;
    assert!(
        !other.get(&address).await.body.contains("Dark lamp"),
        "for who brought it alone"
    );
    let fields = [
        ("of", key.as_str()),
        ("source", "the list"),
        ("key", "Case No"),
        ("member", "Councillor"),
        ("received", "Date received"),
        ("title", "Subject"),
    ];
    let found = clerk.post("/enquiries/take-over", &fields).await;
    found.says("1 raised");
    let last = [("of", key.as_str()), ("step", "apply")];
    clerk
        .post("/enquiries/take-over", &last)
        .await
        .says("Done: 1 raised");
    assert_eq!(town.references().len(), before + 1);
    assert_eq!(town.rows(kept), ["Integer(0)"]);
    // What nobody takes over goes after a day.
    let clerk = town.visit_as("democratic-services").await;
    bring(&clerk, "open.csv", text.as_bytes()).await;
    assert_eq!(town.rows(kept), ["Integer(1)"]);
    town.operations
        .clock()
        .set(town.operations.now() + jiff::SignedDuration::from_hours(25));
    let cleared = town.operations.clear_incoming().await;
    cleared.expect("cleared");
    assert_eq!(town.rows(kept), ["Integer(0)"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_take_the_same_list_over_at_once_raise_each_line_once() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let before = town.references().len();
    let rows: String = (0..2_000)
        .map(|n| format!("C{n},{name},3/2/26,Lamp {n} is dark,,\n"))
        .collect();
    let (one, other) = tokio::join!(
        take_over(&town, &rows, false),
        take_over(&town, &rows, false)
    );
    let (one, other) = (one.expect("an end"), other.expect("an end"));
    assert_eq!(one.raised + other.raised, 2_000, "{one:?} {other:?}");
    for each in [&one, &other] {
        assert_eq!(each.raised + each.known, 2_000, "{each:?}");
    }
    assert_eq!(town.references().len(), before + 2_000);
}

#[tokio::test]
async fn what_was_cut_short_says_so_and_goes_on_where_it_ended() {
    let town = town().await;
    let council = town.operations.council().await.expect("a council");
    let name = council.directory.name(&town.persona("member"));
    let rows = |n| -> String {
        let line = |n| format!("C{n},{name},3/2/26,Lamp {n} is dark,,\n");
        (0..n).map(line).collect()
    };
    let text = format!(
        "Case No,Councillor,Date received,Subject,Dept,Date closed\n{}",
        rows(5)
    );
    let clerk = town.visit_as("democratic-services").await;
    let (_, key) = bring(&clerk, "open.csv", text.as_bytes()).await;
    // The server that worked on it came as far as this, and is gone.
    take_over(&town, &rows(3), false)
        .await
        .expect("three of them");
    let person = town.persona("democratic-services");
    let table = Table::read("open.csv", text.as_bytes()).expect("a table");
    let mapping = Mapping {
        dates: Some(Order::DayFirst),
        ..Mapping::suggested(&table)
    };
    let begun = town.operations.brought_begun(&person, &key, &mapping);
    begun.await.expect("kept");
    let town = set_up(town, Others::default());
    let clerk = town.visit_as("democratic-services").await;
    let stopped = clerk.get(&format!("/enquiries/take-over?of={key}")).await;
    stopped.says("It stopped before its end: begin again, and it goes on where it ended");
    stopped.says("The server was started anew while it was worked on");
    let source = mapping.source.as_str();
    let fields = [
        ("of", key.as_str()),
        ("source", source),
        ("key", "Case No"),
        ("member", "Councillor"),
        ("received", "Date received"),
        ("title", "Subject"),
        ("dates", "day-first"),
    ];
    let found = clerk.post("/enquiries/take-over", &fields).await;
    found.says("2 raised, 3 taken over before");
    let last = [("of", key.as_str()), ("step", "apply")];
    let done = clerk.post("/enquiries/take-over", &last).await;
    done.says("Done: 2 raised");
}

#[tokio::test]
async fn a_message_that_the_council_s_server_found_to_be_forged_is_passed_over_on_the_page_too() {
    let others = Others {
        believed: Some("mx.council.example".to_owned()),
        ..Others::default()
    };
    let town = set_up(town().await, others);
    let member = town.persona("member");
    give_address(&town, &member, "member@members.example").await;
    let good = message(
        "1",
        "member@members.example",
        OURS,
        "Damp",
        "There is damp.",
    );
    let forged = message("2", "member@members.example", OURS, "Lamp", "It is dark.");
    let forged = forged.replace("dmarc=pass", "dmarc=fail");
    let mbox = format!(
        "From a Thu Jun 11 10:00:00 2026\n{good}\nFrom b Thu Jun 11 10:00:00 2026\n{forged}\n"
    );
    let clerk = town.visit_as("democratic-services").await;
    let (asked, _) = bring(&clerk, "inbox.mbox", mbox.as_bytes()).await;
    asked.says("What was not read (1)");
    asked.says("it is not from `member@members.example`, as it says");
}

#[tokio::test]
async fn people_and_wards_come_from_moderngov_s_address_where_a_page_may_ask_it() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let feed = "<councillorsbyward><wards><ward><wardtitle>Newtown</wardtitle><councillors><councillor>\
        <councillorid>71</councillorid><fullusername>Councillor Una Verby</fullusername>\
        </councillor></councillors></ward></wards></councillorsbyward>";
    let asked = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let (answered, count) = (asked.clone(), || {
        asked.load(std::sync::atomic::Ordering::Relaxed)
    });
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            answered.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let mut head = [0; 2048];
            let read = stream.read(&mut head).await.unwrap_or_default();
            let head = String::from_utf8_lossy(&head[..read]).into_owned();
            let found = head.starts_with("GET /mgWebService.asmx/GetCouncillorsByWard ");
            let status = if found { "200 OK" } else { "404 Not Found" };
            let length = feed.len();
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{feed}");
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let here = format!("http://127.0.0.1:{port}");
    let address = "/directory/import";
    let day = [
        ("from-day", "7"),
        ("from-month", "5"),
        ("from-year", "2026"),
    ];
    // Nothing inside the network is asked on the word of a page, whoever types it.
    let inside = town().await;
    let clerk = inside.visit_as("democratic-services").await;
    clerk.get(address).await.says("Or the address of ModernGov");
    for (typed, why) in [
        (here.as_str(), "its address is not https"),
        (&format!("https://127.0.0.1:{port}"), "only 443 is asked"),
        ("127.0.0.1", "inside the council’s network"),
        ("localhost", "inside the council’s network"),
        ("https://[::1]/x", "inside the council’s network"),
        ("https://ada:secret@10.0.0.1/", "a name or a password"),
        ("not an address", "gave no list of councillors"),
    ] {
        let refused = clerk.post(address, &[("address", typed)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        refused.says(why);
    }
    assert_eq!(count(), 0, "nothing was asked");
    // A host that the set-up names is asked, and what it answers is as a file is.
    let others = Others {
        reach: Reach {
            inside: vec!["127.0.0.1".to_owned()],
        },
        ..Others::default()
    };
    let named = set_up(inside, others);
    let clerk = named.visit_as("democratic-services").await;
    let mut fields = vec![("address", here.as_str())];
    clerk
        .post(address, &fields)
        .await
        .says("the feed gives no first day of office");
    fields.extend(day);
    let planned = clerk.post(address, &fields).await;
    planned.says("Una Verby");
    planned.says("Nothing has been changed yet");
    assert_eq!(count(), 2);
    // Who does not keep the directory makes the server ask nothing.
    let other = named.visit_as("member").await;
    assert_eq!(
        other.post(address, &fields).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(count(), 2);
}
