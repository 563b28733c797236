//! Every event ever written still reads, keeps its name, and has a privacy tag on every field.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::enquiries::event::Event;
use crate::enquiries::privacy::{FIELDS, Privacy, privacy};

const GOLDEN: &str = include_str!("../../../tests/golden/enquiry-events.jsonl");

fn lines() -> Vec<Value> {
    let lines = GOLDEN.lines();
    lines
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

/// The paths of an event's fields. What is kept whole, a ground or the place of words, is one field.
fn paths(value: &Value, at: &str, all: &mut Vec<(String, Value)>) {
    let whole = |key: &str| {
        matches!(
            key,
            "basis" | "answerable" | "received" | "to" | "of" | "target"
        )
    };
    let Value::Object(fields) = value else {
        all.push((at.to_owned(), value.clone()));
        return;
    };
    if fields.contains_key("digest") {
        all.push((at.to_owned(), value.clone()));
        return;
    }
    for (key, value) in fields {
        let path = if at.is_empty() {
            key.clone()
        } else {
            format!("{at}.{key}")
        };
        if at.is_empty() && key == "kind" || value.is_null() {
            continue;
        }
        if whole(key) {
            all.push((path, value.clone()));
        } else {
            paths(value, &path, all);
        }
    }
}

#[test]
fn every_event_ever_written_still_reads_and_means_the_same() {
    for line in lines() {
        let event: Event = serde_json::from_value(line.clone()).expect("it still reads");
        assert_eq!(event.name(), line["kind"], "an event keeps its name");
        let again = serde_json::to_value(&event).expect("JSON");
        for (path, value) in line.as_object().expect("an object") {
            assert_eq!(&again[path], value, "{} lost {path}", event.name());
        }
    }
}

#[test]
fn the_golden_file_has_every_event_with_every_field() {
    let mut seen = BTreeSet::new();
    for line in lines() {
        let mut all = Vec::new();
        paths(&line, "", &mut all);
        let name = line["kind"].as_str().expect("a kind").to_owned();
        seen.insert((name.clone(), String::new()));
        seen.extend(all.into_iter().map(|(path, _)| (name.clone(), path)));
    }
    for name in Event::NAMES {
        let line = (String::from(*name), String::new());
        assert!(seen.contains(&line), "append a line for `{name}`");
    }
    for (name, fields) in FIELDS {
        for (field, _) in *fields {
            let path = ((*name).to_owned(), (*field).to_owned());
            assert!(
                seen.contains(&path),
                "append a line for `{name}` with `{field}`"
            );
        }
    }
}

#[test]
fn every_field_of_every_event_has_a_privacy_tag_and_only_content_holds_words() {
    for line in lines() {
        // As written now, so that a field added since the line was written is looked at too.
        let event: Event = serde_json::from_value(line).expect("it reads");
        let written = serde_json::to_value(&event).expect("JSON");
        let mut all = Vec::new();
        paths(&written, "", &mut all);
        for (path, value) in all {
            let Some(tag) = privacy(event.name(), &path) else {
                panic!("`{}` has no privacy tag for `{path}`", event.name());
            };
            let is_content = value.get("digest").is_some();
            let known = |key: &str| event.contents().iter().any(|w| w.key.as_str() == key);
            assert!(
                !is_content || value["key"].as_str().is_some_and(known),
                "{}: {path} is not among its contents",
                event.name()
            );
            assert_eq!(
                tag == Privacy::Content,
                is_content,
                "{}: {path}",
                event.name()
            );
            if let Some(text) = value.as_str() {
                let plain = |c: char| c.is_ascii_alphanumeric() || "-/._:+@".contains(c);
                assert!(
                    text.chars().all(plain),
                    "{}: {path} holds words",
                    event.name()
                );
            }
        }
    }
}

#[test]
fn what_a_story_writes_is_like_what_the_golden_file_holds() {
    use super::first::{answer, hold};
    use super::story::Story;
    let story = Story::raised()
        .does(
            "hall",
            "2026-04-13T16:00",
            hold(jiff::civil::date(2026, 4, 20)),
        )
        .does("hall", "2026-04-20T16:00", answer());
    for recorded in &story.events {
        let written = serde_json::to_value(&recorded.event).expect("JSON");
        let mut all = Vec::new();
        paths(&written, "", &mut all);
        for (path, _) in all {
            assert!(privacy(recorded.event.name(), &path).is_some(), "{path}");
        }
    }
}
