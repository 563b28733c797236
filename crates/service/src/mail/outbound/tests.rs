//! Given letters in the outbox, what leaves the house and when it is tried again.

use super::*;
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::web::testing;
use domain::directory::{Details, DirectoryCommand};
use store::{Batch, OutboxItem};

/// A council with Ada, who has an address, and her letter in the outbox.
async fn waiting() -> (Operations, testing::Folder) {
    let clock = Clock::shown("2026-04-02T09:00:00Z".parse().unwrap());
    let (app, folder) = testing::app_of(clock, Entropy::seeded([7; 32])).await;
    let operations = app.operations().clone();
    let add = DirectoryCommand::AddPerson {
        person: Some("ada".parse().unwrap()),
        details: Details {
            name: "Ada Quill".to_owned(),
            email: Some("ada@council.example".to_owned()),
            ..Details::default()
        },
    };
    let keeper = crate::operations::Keeper::Operator;
    operations
        .keep_directory(keeper, vec![add], None)
        .await
        .unwrap();
    let mut batch = Batch::new(operations.now(), "ada".parse().unwrap());
    let letter = Letter::SignInLink {
        person: "ada".parse().unwrap(),
        token: "5ec3e7".to_owned(),
        minutes: 15,
        invited: false,
    };
    batch.outbox.push(OutboxItem {
        key: "sign-in 1".to_owned(),
        kind: MAIL.to_owned(),
        payload: serde_json::to_string(&letter).unwrap(),
    });
    operations.store().commit(batch).await.unwrap();
    (operations, folder)
}

fn set_up(text: &str) -> (Mail, Serve) {
    let mail: Mail = toml::from_str(text).unwrap();
    let serve: Serve = toml::from_str("address = 'https://wardroom.council.example'").unwrap();
    (mail, serve)
}

#[tokio::test]
async fn without_a_server_letters_lie_in_a_folder() {
    let (operations, folder) = waiting().await;
    let out = folder.path().join("out");
    let (mut mail, serve) = set_up("from = 'Wardroom <wardroom@council.example>'");
    mail.folder = Some(out.clone());
    let post = Post::new(operations.clone(), &mail, &serve).unwrap();
    assert_eq!(post.send_due().await.unwrap(), 1);
    assert_eq!(post.send_due().await.unwrap(), 0);
    let files: Vec<_> = std::fs::read_dir(&out).unwrap().collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].as_ref().unwrap().path()).unwrap();
    for part in [
        "To: \"Ada Quill\" <ada@council.example>",
        "Auto-Submitted: auto-generated",
        "multipart/alternative",
        "@council.example>",
        "Date: Thu, 02 Apr 2026 09:00:",
    ] {
        assert!(text.contains(part), "no `{part}` in {text}");
    }
    let whole = text.replace("=\r\n", "").replace("=3D", "=");
    assert!(whole.contains("/sign-in/link/open?token=5ec3e7"), "{whole}");
}

#[tokio::test]
async fn a_server_that_is_down_is_tried_again_and_a_late_link_is_not_sent() {
    let (operations, _folder) = waiting().await;
    let (mail, serve) = set_up(
        "from = 'wardroom@council.example'\nserver = '127.0.0.1'\nport = 9\nsecurity = 'none'",
    );
    let post = Post::new(operations.clone(), &mail, &serve).unwrap();
    assert_eq!(post.send_due().await.unwrap(), 0);
    let take = |at: Timestamp| {
        let store = operations.store().clone();
        async move { store.take_outgoing(MAIL, at, at, 9).await.unwrap() }
    };
    let now = operations.now();
    assert_eq!(take(now).await, []);
    let again = take(now + SignedDuration::from_secs(70)).await;
    assert_eq!((again.len(), again[0].attempts), (1, 1));
    operations.clock().set(now + SignedDuration::from_mins(20));
    assert_eq!(post.send_due().await.unwrap(), 0);
    assert_eq!(take(now + SignedDuration::from_hours(99)).await, []);
}

#[tokio::test]
async fn a_server_that_never_answers_is_left_after_a_while_and_tried_again() {
    let (operations, _folder) = waiting().await;
    // It takes the connection and says nothing.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let (mail, serve) = set_up(&format!(
        "from = 'wardroom@council.example'\nserver = '127.0.0.1'\nport = {port}\nsecurity = 'none'"
    ));
    let mut post = Post::new(operations.clone(), &mail, &serve).unwrap();
    post.transport = Transport::patient(&mail, Duration::from_millis(200)).unwrap();
    let sent = tokio::time::timeout(Duration::from_secs(20), post.send_due());
    assert_eq!(sent.await.expect("it is left").unwrap(), 0);
    let later = operations.now() + SignedDuration::from_secs(70);
    let again = operations.store().take_outgoing(MAIL, later, later, 9);
    let again = again.await.unwrap();
    assert_eq!((again.len(), again[0].attempts), (1, 1), "nothing is lost");
    drop(silent);
}

#[test]
fn the_wait_grows_to_four_hours() {
    let minutes: Vec<_> = (0..10).map(|n| wait(n).as_mins()).collect();
    assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]);
}
