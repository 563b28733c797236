//! While the store is away or full: the program lives and says that it is not ready, its own figures go on, nobody
//! is told that something was kept that was not, and what came meanwhile is taken as soon as there is a store.

use axum::http::StatusCode;
use service::operations::intake::TakenIn;
use service::running::Stop;
use service::web::health::figures;
use store::testing::Cluster;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::drill::on;
use crate::mail_in::{OURS, give_address, letterbox, message, ready, take};
use crate::town::{Town, Visitor};

/// The figures of a town, as monitoring fetches them.
async fn fetched(town: &Town) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address");
    let stop = Stop::default();
    let served = tokio::spawn(figures(town.operations.clone(), listener, stop.clone()));
    let mut stream = TcpStream::connect(at).await.expect("a connection");
    let ask = b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    stream.write_all(ask).await.expect("asked");
    let mut text = String::new();
    stream.read_to_string(&mut text).await.expect("an answer");
    stop.now();
    served.await.expect("an end").expect("served");
    text
}

async fn status(visitor: &Visitor, address: &str) -> StatusCode {
    visitor.get(address).await.status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_said_and_nothing_that_came_meanwhile_is_lost() {
    let Some(cluster) = Cluster::start() else {
        return; // the cluster has said that it is skipped, or failed where it is required
    };
    let town = on(&cluster.database("council").await).await;
    let member = town.persona("member");
    give_address(&town, &member, "member@members.example").await;
    town.operations.seal().await;
    let there = town.visit(&member).await;
    assert_eq!(status(&there, "/readyz").await, StatusCode::OK);
    let raw = message(
        "1",
        "member@members.example",
        OURS,
        "Damp",
        "There is damp.",
    );

    cluster.kill();
    assert_eq!(status(&there, "/healthz").await, StatusCode::OK);
    let readiness = there.get("/readyz").await;
    assert_eq!(readiness.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(readiness.body, "not ready\n", "never why");
    let page = there.get("/enquiries").await;
    assert!(page.status.is_server_error(), "{}", page.status);
    assert!(!page.body.contains("postgres"), "{}", page.main());
    let text = fetched(&town).await;
    assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    assert!(text.contains("wardroom_requests_total{"), "{text}");
    assert!(
        !text.contains("wardroom_outbox_waiting{"),
        "nothing is made up"
    );
    let taken = town.operations.take_in(&letterbox(), raw.as_bytes()).await;
    assert!(taken.is_err(), "it is said to have been kept: {taken:?}");

    cluster.resume();
    // A connection that broke is found broken once, and made anew.
    let mut taken = None;
    for _ in 0..50 {
        match town.operations.take_in(&letterbox(), raw.as_bytes()).await {
            Ok(done) => {
                taken = Some(done);
                break;
            }
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(100)).await,
        }
    }
    assert!(matches!(taken, Some(TakenIn::Raised(_))), "{taken:?}");
    assert_eq!(status(&there, "/readyz").await, StatusCode::OK);
    assert_eq!(status(&there, "/enquiries").await, StatusCode::OK);
}

#[tokio::test]
async fn a_disk_that_is_full_keeps_no_half_of_a_message_and_pages_can_still_be_read() {
    let (town, member, _) = ready().await;
    let store = town.operations.store();
    let there = town.visit(&member).await;
    let before = town.rows("SELECT count(*) FROM incoming");
    // As a disk does on which there is no more room after the first half.
    let full = "CREATE TRIGGER full BEFORE INSERT ON incoming_chunk WHEN NEW.n >= 2 \
                BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END";
    store.tamper(full).await.expect("no more room");
    let text = "There is damp. ".repeat(60_000);
    let raw = message("1", "member@members.example", OURS, "Damp", &text);
    let taken = town.operations.take_in(&letterbox(), raw.as_bytes()).await;
    assert!(taken.is_err(), "it is said to have been kept: {taken:?}");
    assert_eq!(town.rows("SELECT count(*) FROM incoming"), before);
    assert_eq!(status(&there, "/enquiries").await, StatusCode::OK);
    store.tamper("DROP TRIGGER full").await.expect("room again");
    assert!(matches!(take(&town, &raw).await, TakenIn::Raised(_)));
}
