//! Given a server that behaves or does not, what is taken from it. Dovecot is in `tests/it/mailbox.rs`.

use super::*;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

/// A server that answers each command with the next of these texts; `TAG` becomes the command's tag.
async fn server(answers: Vec<String>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.get_mut().write_all(b"* OK ready\r\n").await.unwrap();
        for answer in answers {
            let mut asked = String::new();
            stream.read_line(&mut asked).await.unwrap();
            let tag = asked.split(' ').next().unwrap_or_default().to_owned();
            let told = answer.replace("TAG", &tag);
            if stream.get_mut().write_all(told.as_bytes()).await.is_err() {
                return;
            }
        }
        std::future::pending::<()>().await;
    });
    port
}

async fn mailbox(port: u16) -> (Mailbox, Operations, crate::web::testing::Folder) {
    let (app, folder) = crate::web::testing::app().await;
    let operations = app.operations().clone();
    let set_up = MailIn {
        server: Some("127.0.0.1".to_owned()),
        port: Some(port),
        security: Security::None,
        user: "w".to_owned(),
        megabytes: 1,
        ..MailIn::default()
    };
    let mailbox = Mailbox::new(operations.clone(), Letterbox::default(), set_up);
    (mailbox, operations, folder)
}

fn begun(then: &[&str]) -> Vec<String> {
    let first = [
        "TAG OK in\r\n",
        "* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK\r\n",
        "* OK [PERMANENTFLAGS (\\Seen \\*)] x\r\nTAG OK\r\n",
        "* SEARCH 7\r\nTAG OK\r\n",
    ];
    first
        .iter()
        .chain(then)
        .map(|text| (*text).to_owned())
        .collect()
}

#[tokio::test]
async fn a_message_is_taken_and_a_large_one_is_noted() {
    let message = "From: a@x.example\r\nSubject: x\r\n\r\nHello\r\n";
    let sent = format!(
        "* 1 FETCH (UID 7 BODY[] {{{}}}\r\n{message})\r\nTAG OK\r\n",
        message.len()
    );
    let answers = begun(&[
        "* 1 FETCH (UID 7 RFC822.SIZE 40)\r\nTAG OK\r\n",
        &sent,
        "TAG OK\r\n",
    ]);
    let (mut mailbox, operations, _folder) = mailbox(server(answers).await).await;
    assert_eq!(mailbox.read_once().await.unwrap(), 1);
    // Nobody is believed in an empty set-up: it waits for a person.
    assert_eq!(operations.store().incoming_new(9).await.unwrap().len(), 0);
    let head = "From: a@x.example\r\nSubject: large\r\n\r\n";
    let sent = format!(
        "* 1 FETCH (BODY[HEADER]<0> {{{}}}\r\n{head})\r\nTAG OK\r\n",
        head.len()
    );
    let answers = begun(&[
        "* 1 FETCH (UID 7 RFC822.SIZE 104857600)\r\nTAG OK\r\n",
        &sent,
        "TAG OK\r\n",
    ]);
    mailbox.set_up.port = Some(server(answers).await);
    assert_eq!(mailbox.read_once().await.unwrap(), 1);
}

#[tokio::test]
async fn a_server_that_lies_is_left_and_its_message_is_noted_the_next_time() {
    let small = "* 1 FETCH (UID 7 RFC822.SIZE 40)\r\nTAG OK\r\n";
    let answers = begun(&[small, "* 1 FETCH (BODY[] {4000000000}\r\n"]);
    let (mut mailbox, _operations, _folder) = mailbox(server(answers).await).await;
    let error = mailbox.read_once().await.unwrap_err();
    assert!(
        format!("{error:#}").contains("did not give a message"),
        "{error:#}"
    );
    assert_eq!(mailbox.failed.get(&7), Some(&TRIES));
    for answer in [
        "* 1 FETCH (BODY[] {100}\r\nonly this".to_owned(),
        format!("* {}\r\n", "x".repeat(200_000)),
        "* BYE\r\n".to_owned(),
    ] {
        mailbox.failed.clear();
        mailbox.set_up.port = Some(server(begun(&[small, &answer, "", ""])).await);
        let read = timeout(Duration::from_secs(1), mailbox.read_once()).await;
        assert!(!matches!(read, Ok(Ok(_))), "{answer:.40}");
    }
}

#[tokio::test]
async fn a_server_that_is_down_or_refuses_is_named() {
    let (mut mailbox, _operations, _folder) = mailbox(9).await;
    let error = format!("{:#}", mailbox.read_once().await.unwrap_err());
    assert!(error.contains("`127.0.0.1` port 9"), "{error}");
    mailbox.set_up.port = Some(server(vec!["TAG NO wrong password\r\n".to_owned()]).await);
    let error = format!("{:#}", mailbox.read_once().await.unwrap_err());
    assert!(
        error.contains("does not let us in") && error.contains("wrong password"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_never_answers_is_left_and_said_to_be_slow() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = silent.local_addr().unwrap().port();
    let (mut mailbox, operations, _folder) = mailbox(port).await;
    mailbox.patience = Duration::from_millis(100);
    let read = timeout(Duration::from_secs(20), mailbox.read_once()).await;
    assert!(read.expect("it is left").is_err(), "no greeting");
    // It greets, and is silent when it is asked.
    mailbox.set_up.port = Some(server(Vec::new()).await);
    let read = timeout(Duration::from_secs(20), mailbox.read_once()).await;
    let error = format!("{:#}", read.expect("it is left").unwrap_err());
    assert!(error.contains("the server is too slow"), "{error}");
    assert_eq!(operations.store().incoming_new(9).await.unwrap().len(), 0);
    drop(silent);
}

#[tokio::test]
async fn a_message_that_the_server_never_gives_keeps_no_other_out_and_is_noted() {
    let message = "From: a@x.example\r\nSubject: x\r\n\r\nHello\r\n";
    let given = format!(
        "* 2 FETCH (UID 8 BODY[] {{{}}}\r\n{message})\r\nTAG OK\r\n",
        message.len()
    );
    let two = |then: &[&str]| {
        let mut all = begun(then);
        all[3] = "* SEARCH 7 8\r\nTAG OK\r\n".to_owned();
        all
    };
    let size = "* 1 FETCH (RFC822.SIZE 40)\r\nTAG OK\r\n";
    let broken = "TAG NO [SERVERBUG] the file is broken\r\n";
    let (mut mailbox, operations, _folder) = mailbox(server(two(&[size, broken])).await).await;
    assert!(mailbox.read_once().await.is_err());
    // The other first now, and then the broken one once more.
    for _ in 0..2 {
        let answers = two(&[size, &given, "TAG OK\r\n", size, broken]);
        mailbox.set_up.port = Some(server(answers).await);
        assert!(mailbox.read_once().await.is_err());
    }
    assert_eq!(mailbox.failed.get(&7), Some(&TRIES));
    let waiting = operations.store().incoming_new(9).await.unwrap();
    assert_eq!(waiting.len(), 0, "the other was placed");
    // From now on its head is enough, by which a person is told of it.
    let head = "From: a@x.example\r\nSubject: broken\r\n\r\n";
    let head = format!(
        "* 1 FETCH (BODY[HEADER]<0> {{{}}}\r\n{head})\r\nTAG OK\r\n",
        head.len()
    );
    let answers = begun(&[size, &head, "TAG OK\r\n"]);
    mailbox.set_up.port = Some(server(answers).await);
    assert_eq!(mailbox.read_once().await.unwrap(), 1);
    assert!(mailbox.failed.is_empty());
}
