//! Mail that is too large, wrongly made, or answers what is gone: a clear line, nothing lost, the next step said.

use std::io::Write as _;
use std::process::{Command, Stdio};

use service::operations::intake::{TakenIn, Why};

use crate::mail_in::{OURS, PROVEN, answers_to, message, ready, take};
use crate::program::{Folder, PROGRAM};
use crate::town::damp;

#[test]
fn a_message_of_a_hundred_megabytes_is_returned_by_the_pipe_before_anything_of_it_is_kept() {
    let folder = Folder::new();
    let mut child = Command::new(PROGRAM)
        .args(["mail", "ingest", "--data"])
        .arg(folder.path().join("data"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let megabyte = vec![b'x'; 1_000_000];
    let head = message("1", "a@x.example", OURS, "Plans", "Hello");
    input.write_all(head.as_bytes()).expect("it reads");
    // It stops reading once it knows that this is too much.
    let written = (0..100).take_while(|_| input.write_all(&megabyte).is_ok());
    assert!(written.count() < 100, "it read all of it");
    drop(input);
    let ended = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(65), "{said}");
    assert!(
        said.contains("more than 25 MB: send files by another way"),
        "{said}"
    );
    assert!(!folder.path().join("data").exists(), "nothing was begun");
}

#[tokio::test]
async fn what_is_wrongly_made_is_held_with_the_reason_and_the_whole_of_it_kept() {
    let (town, ..) = ready().await;
    let head = |more: &str| {
        format!(
            "{PROVEN}From: Somebody <member@members.example>\r\nTo: {OURS}\r\nSubject: x\r\n{more}"
        )
    };
    let mut nested = head("");
    for n in 0..2_000 {
        nested.push_str(&format!(
            "Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n"
        ));
    }
    assert_eq!(take(&town, &nested).await, TakenIn::Held(Why::Unreadable));
    let nobody = head("\r\nHello\r\n").replace("From: Somebody <member@members.example>\r\n", "");
    assert_eq!(take(&town, &nobody).await, TakenIn::Held(Why::Unreadable));
    let mut garbled = head("Content-Type: text/plain; charset=utf-8\r\n\r\n").into_bytes();
    garbled.extend([0xff, 0xfe, 0xe9, b'a', 0xff, b'\r', b'\n']);
    let operations = &town.operations;
    let taken = operations
        .take_in(&crate::mail_in::letterbox(), &garbled)
        .await;
    assert_eq!(taken.expect("kept"), TakenIn::Held(Why::Garbled));
    assert_eq!(
        town.rows("SELECT count(*) FROM incoming_chunk WHERE n = 0"),
        ["Integer(3)"],
        "each is kept as it came"
    );
    let keeper = town.visit_as("democratic-services").await;
    let pen = keeper.get("/pen").await;
    pen.says("It cannot be read as a message.");
    pen.says("Much of it cannot be read in the character set that it names.");
    let keys = town.rows("SELECT key FROM incoming WHERE reason = 'unreadable'");
    for key in &keys {
        let address = format!("/pen/{}", key.trim_matches('"'));
        let page = keeper.get(&address).await;
        page.says("What stands in the way");
        let whole = keeper.get(&format!("{address}/message")).await;
        assert!(whole.body.contains("Subject: x"), "as it came");
    }
}

#[tokio::test]
async fn a_reply_to_a_case_whose_words_were_erased_waits_and_brings_none_back() {
    let (town, member, _) = ready().await;
    let reference = town.raise(&member, None, damp()).await.expect("raised");
    let to = answers_to(&town, &reference).await;
    let monitoring = town.persona("monitoring-officer");
    let erased = town.erase(&monitoring, &reference).await;
    erased.expect("erased");
    let before = town.events_count();
    let raw = message(
        "1",
        "member@members.example",
        &to,
        "Re: x",
        "And the ceiling?",
    );
    assert_eq!(take(&town, &raw).await, TakenIn::Held(Why::Erased));
    assert_eq!(town.events_count(), before, "nothing is written to it");
}
