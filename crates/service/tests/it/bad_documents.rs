//! Documents that are no protocol, or would do harm: refused in words, at the page and by the command, and
//! nothing is saved.

use axum::http::StatusCode;

use crate::made;
use crate::program::run;
use crate::town::{Town, town};

const OF: &str = "cambridge-updated/2026-proposed";

/// Each with words that its refusal says.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let scan = made::pdf(&["q 595 0 0 842 0 0 cm /Im1 Do Q"], "");
    let zeros = "0".repeat(64);
    let locked = format!(
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{zeros}> /U <{zeros}> >> /ID [<00> <00>]"
    );
    let locked = made::pdf(&[&made::page(&["1.1 Members and officers."])], &locked);
    let spaces = made::word(&" ".repeat(70 * 1024 * 1024));
    let bomb = made::docx(&[("word/document.xml", &spaces)]);
    assert!(bomb.len() < 200_000, "it is small: {}", bomb.len());
    let deep = format!("<html><body>{}", "<ul><li>deep".repeat(10_000));
    let latin = b"1.1 Members\nand the caf\xe9".to_vec();
    vec![
        ("scan.pdf", scan, "pictures of pages and no text"),
        ("locked.pdf", locked, "protected by a password"),
        ("bomb.docx", bomb, "unpacks to more than"),
        ("deep.html", deep.into_bytes(), "nested more than"),
        ("latin.txt", latin, "2 is not UTF-8 text"),
        ("cut.docx", b"PK\x03\x04 cut".to_vec(), "is damaged"),
        (
            "list.txt",
            b"1. milk\n2. eggs\n".to_vec(),
            "protocol was found",
        ),
    ]
}

async fn texts(town: &Town) -> usize {
    let texts = town.operations.texts().await.expect("texts");
    let of = |pack: &str, version: &str| {
        texts.of(
            &pack.parse().expect("a pack"),
            &version.parse().expect("a version"),
        )
    };
    usize::from(of("cambridge-updated", "2026-proposed").is_some())
}

#[tokio::test]
async fn the_page_refuses_each_in_words_and_keeps_nothing_of_it() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    let import = format!("/protocol/{OF}/import");
    let events = town.events_count();
    for (name, bytes, says) in hostile() {
        let no = keeper.send(&import, &[], (name, &bytes)).await;
        assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        no.says("Nothing was read and nothing was saved");
        no.says(says);
        let draft = keeper.get(&format!("{import}/check")).await;
        assert_eq!(draft.to.as_deref(), Some(import.as_str()), "{name}");
    }
    assert_eq!(town.events_count(), events);
    assert_eq!(texts(&town).await, 0);
}

#[tokio::test]
async fn the_command_refuses_each_in_one_line_and_keeps_nothing_of_it() {
    let town = town().await;
    let folder = town.folder.path().display().to_string();
    let events = town.events_count();
    for (name, bytes, says) in hostile() {
        let file = format!("{folder}/{name}");
        std::fs::write(&file, bytes).expect("a file");
        let asked = ["protocol", "import", &file, "--of", OF, "--data", &folder];
        let no = run(&asked.map(str::to_owned));
        let said = String::from_utf8_lossy(&no.stderr).into_owned();
        assert_eq!(no.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains(says), "{name}: {said}");
        assert_eq!(said.lines().count(), 1, "{name}: {said}");
        assert!(no.stdout.is_empty(), "{name}");
    }
    assert_eq!(town.events_count(), events);
    assert_eq!(texts(&town).await, 0);
}
