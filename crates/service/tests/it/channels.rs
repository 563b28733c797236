//! Ways out of the house that are no pages, compared in two worlds that differ in one record: the archive, as
//! whoever runs the server takes it; the figures for whoever watches the server; the notice that a message to a
//! case waits.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use domain::ids::PersonId;
use domain::reference::Reference;
use serde_json::Value;
use service::archive;
use service::operations::intake::{TakenIn, Why};
use zip::ZipArchive;

use crate::mail_in::letterbox;
use crate::secrets::CANARY;
use crate::town::Town;

/// A message to the record that nobody vouches for: it waits, and the record's own officers are told that.
pub async fn message_waits(town: &Town, reference: &Reference, insiders: &BTreeSet<PersonId>) {
    let token = town.operations.reply_token(reference).await;
    let to = format!("wardroom+c{}@council.example", token.expect("a token"));
    let raw =
        format!("From: s@x.example\r\nTo: {to}\r\nSubject: The {CANARY}\r\n\r\nThe {CANARY}\r\n");
    let taken = town.operations.take_in(&letterbox(), raw.as_bytes()).await;
    assert_eq!(taken.expect("kept"), TakenIn::Held(Why::Unproven));
    let told = town.rows(&format!(
        "SELECT person FROM notice WHERE kind = 'mail-waits' AND reference = '{reference}'"
    ));
    for person in told {
        let person: PersonId = person.trim_matches('"').parse().expect("a person");
        assert!(
            insiders.contains(&person),
            "{person} is told that a message to {reference} waits"
        );
    }
}

/// The parts of an archive by name.
fn parts(file: &Path) -> BTreeMap<String, String> {
    let file = std::fs::File::open(file).expect("an archive");
    let mut zip = ZipArchive::new(file).expect("a zip");
    let mut parts = BTreeMap::new();
    for n in 0..zip.len() {
        let mut part = zip.by_index(n).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let name = part.name().expect("a name").into_owned();
        parts.insert(name, text);
    }
    parts
}

/// The lines of a part without what its place in the log makes of them.
fn lines(parts: &BTreeMap<String, String>, name: &str) -> BTreeSet<String> {
    let lines = parts.get(name).map_or("", String::as_str).lines();
    lines
        .map(|line| {
            let mut value: Value = serde_json::from_str(line).expect("JSON");
            if let Some(line) = value.as_object_mut() {
                line.remove("place");
                line.remove("chain");
            }
            value.to_string()
        })
        .collect()
}

/// Declared: the archive holds everything, for whoever runs the server. Of the one record it has the record’s own
/// events, words, files, messages and readings, and what a declared release began; all else is the same line for
/// line, so that nobody is told of the record by what the archive says of other things.
pub async fn same_archive(with: &Town, without: &Town, own: &BTreeSet<String>) {
    let mut taken = Vec::new();
    for town in [with, without] {
        let file = town.folder.path().join("council.zip");
        let written = archive::write(&town.operations, &file, &mut |_| ()).await;
        written.expect("an archive");
        taken.push(parts(&file));
    }
    let [there, never] = taken.as_slice() else {
        unreachable!("two worlds")
    };
    let mut keys = String::new();
    for line in lines(there, "log.jsonl").difference(&lines(never, "log.jsonl")) {
        let event: Value = serde_json::from_str(line).expect("JSON");
        let stream = event["stream"].as_str().expect("a stream");
        assert!(
            own.contains(stream),
            "the archive tells of it by {stream}: {line}"
        );
        keys.push_str(event["payload"].as_str().expect("a payload"));
    }
    assert!(!keys.is_empty(), "the archive has the record itself");
    let lost: Vec<_> = lines(never, "log.jsonl")
        .difference(&lines(there, "log.jsonl"))
        .cloned()
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    for part in ["words.jsonl", "files.jsonl"] {
        for line in lines(there, part).difference(&lines(never, part)) {
            let held: Value = serde_json::from_str(line).expect("JSON");
            let key = held["key"].as_str().expect("a key");
            assert!(keys.contains(key), "{part}: {line}");
        }
    }
    for part in ["erasures.jsonl", "checkpoints.jsonl", "mail.jsonl"] {
        assert_eq!(lines(there, part), lines(never, part), "{part}");
    }
    // A part is named by a random key, never by what it holds.
    for name in there.keys() {
        assert!(!name.contains(CANARY), "{name}");
    }
}

/// Declared: how many commits there were, how much waits to leave the house and how long the log is are counts, for
/// whoever watches the server on a listener of its own. Seconds are the machine's. Every other figure, requests by
/// route and answer above all, is the same for the same visits.
pub async fn same_figures(with: &Town, without: &Town) {
    let mut told = Vec::new();
    for town in [with, without] {
        let waiting = town.operations.store().waiting(town.operations.now());
        let waiting = waiting.await.expect("what waits");
        let text = town.operations.metrics().text(&waiting);
        for word in [CANARY, "ENQ-", "INF-", "GRP-", "BRF-", "CMP-"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
        told.push(text);
    }
    let figures = |text: &str| -> Vec<String> {
        const DECLARED: [&str; 5] = [
            "wardroom_commit",
            "wardroom_outbox_",
            "wardroom_sealed_events",
            "wardroom_request_seconds",
            "wardroom_job_seconds",
        ];
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lines = lines.filter(|line| !DECLARED.iter().any(|word| line.starts_with(word)));
        let mut lines: Vec<_> = lines.map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let (there, never) = (figures(&told[0]), figures(&told[1]));
    assert_eq!(there, never);
    assert!(
        there
            .iter()
            .any(|line| line.starts_with("wardroom_requests_total"))
    );
}
