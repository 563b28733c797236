//! The real documents, where they are at hand: every printed clause is found, in the document it belongs
//! to, and none that is not there. Without the folder these tests pass without a word.

use std::collections::BTreeSet;
use std::path::Path;

use documents::{DocumentKind, Imported};
use domain::protocol::packs::SHIPPED;
use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Change, Reading};
use domain::protocol::{PrintedType, Protocol, load};

/// The documents of the seed whose name begins so; none without the folder.
fn seed(begins: &str) -> Option<Vec<Imported>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let entries = std::fs::read_dir(folder).ok()?;
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let path = paths.into_iter().find(|path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(begins))
    })?;
    let bytes = std::fs::read(path).ok()?;
    Some(documents::read("protocol.txt", &bytes).unwrap())
}

fn pack(id: &str) -> Protocol {
    let pack = SHIPPED.iter().find(|pack| pack.id == id).unwrap();
    load(&pack.files()).unwrap()
}

fn finds_every_clause(document: &Imported, pack: &Protocol) {
    let found: Vec<&str> = document
        .text
        .clauses()
        .map(|(_, clause)| clause.id.as_str())
        .collect();
    let printed: Vec<&str> = pack
        .clauses
        .iter()
        .map(|clause| clause.id.as_str())
        .collect();
    assert_eq!(found, printed, "{}", pack.pack);
}

fn doubted(document: &Imported) -> BTreeSet<(DoubtKind, String)> {
    let doubts = document.text.doubts.iter();
    doubts
        .map(|doubt| {
            let clause = doubt
                .clause
                .as_ref()
                .map_or(String::new(), ToString::to_string);
            (doubt.kind, clause)
        })
        .collect()
}

#[test]
fn the_cambridge_file_holds_a_summary_and_two_protocols() {
    let Some(documents) = seed("000_") else {
        return;
    };
    let kinds: Vec<DocumentKind> = documents.iter().map(|document| document.kind).collect();
    use DocumentKind::{Covering, Protocol};
    assert_eq!(kinds, [Covering, Protocol, Protocol]);
    assert_eq!(documents[0].text.clauses().count(), 0);
    assert!(
        documents[1]
            .text
            .title
            .read(Reading::After)
            .contains("[UPDATED]"),
        "{}",
        documents[1].text.title.read(Reading::After)
    );
    assert!(
        documents[2]
            .text
            .title
            .read(Reading::After)
            .contains("[EXISTING]"),
        "{}",
        documents[2].text.title.read(Reading::After)
    );
    finds_every_clause(&documents[1], &pack("cambridge-updated"));
    finds_every_clause(&documents[2], &pack("cambridge-existing"));
}

#[test]
fn the_bradford_file_holds_one_protocol() {
    let Some(documents) = seed("001_") else {
        return;
    };
    assert_eq!(documents.len(), 1);
    finds_every_clause(&documents[0], &pack("bradford-4c"));
}

#[test]
fn what_is_doubtful_in_the_cambridge_file_is_listed() {
    let Some(documents) = seed("000_") else {
        return;
    };
    let doubts = doubted(&documents[1]);
    for (kind, clause) in [
        (DoubtKind::Repeated, "6.4~2"),
        (DoubtKind::StrayNumber, "7.2"),
        (DoubtKind::LooseNote, "7.2"),
        (DoubtKind::BrokenOff, "7.3"),
        (DoubtKind::WrongReference, "7.8"),
    ] {
        assert!(
            doubts.contains(&(kind, clause.to_owned())),
            "{kind:?} in {clause}"
        );
    }
}

#[test]
fn bradfords_rules_guidance_and_struck_words_are_kept() {
    let Some(documents) = seed("001_") else {
        return;
    };
    let text = &documents[0].text;
    let printed = |id: &str| text.clause(id).unwrap().printed();
    assert_eq!(printed("2.1"), Some(PrintedType::Rule));
    assert_eq!(printed("2.2"), Some(PrintedType::Guidance));
    assert_eq!(printed("1.1"), Some(PrintedType::Unmarked));
    let words = |id: &str, reading| text.clause(id).unwrap().words(reading);
    assert!(words("17.5", Reading::Before).contains("Standards Committee Procedure Rules"));
    assert!(!words("17.5", Reading::After).contains("Standards Committee Procedure Rules"));
    let struck = |id: &str| {
        let clause = text.clause(id).unwrap();
        clause
            .paras()
            .flat_map(|p| &p.words.0)
            .any(|run| run.change == Change::Struck)
    };
    for id in ["5.1", "7.4.1", "8.5", "9.1", "17.5"] {
        assert!(struck(id), "{id}");
    }
    let doubts = doubted(&documents[0]);
    for (kind, clause) in [
        (DoubtKind::UnclosedMark, "13.1"),
        (DoubtKind::UnclosedMark, "16.1"),
        (DoubtKind::MixedType, "3.1"),
        (DoubtKind::StruckInPart, "7.4.1"),
    ] {
        assert!(
            doubts.contains(&(kind, clause.to_owned())),
            "{kind:?} in {clause}"
        );
    }
}

#[test]
fn the_force_read_from_the_verb_is_that_of_the_packs_where_one_is_read() {
    let files = [
        ("000_", 1, "cambridge-updated"),
        ("000_", 2, "cambridge-existing"),
        ("001_", 0, "bradford-4c"),
    ];
    for (begins, n, id) in files {
        let Some(documents) = seed(begins) else {
            return;
        };
        let pack = pack(id);
        let read = domain::protocol::text::force::of(&documents[n].text);
        let read: Vec<_> = read
            .iter()
            .filter_map(|(clause, force)| Some((clause, (*force)?)))
            .collect();
        let other: Vec<String> = read
            .iter()
            .filter(|(clause, force)| pack.clause(clause.id.as_str()).unwrap().force != *force)
            .map(|(clause, force)| format!("{} {}", clause.id, force.word()))
            .collect();
        println!(
            "{id}: {} read of {}, other: {other:?}",
            read.len(),
            pack.clauses.len()
        );
        assert!(other.len() * 6 <= read.len(), "{id}: {other:?}");
    }
}
