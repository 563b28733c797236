//! What the golden file of a register's events must hold: every event ever written still reads, keeps
//! its name, and has a privacy tag on every field. For tests.

use std::collections::BTreeSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::privacy::Privacy;
use crate::words::Words;

/// A register's events as its golden file has them.
pub(crate) struct Golden<E: 'static> {
    /// The file: one event in each line, as written on the day it came into the product.
    pub(crate) file: &'static str,
    /// The stable names of all events.
    pub(crate) names: &'static [&'static str],
    /// The privacy tag of every field, by event.
    pub(crate) fields: &'static [(&'static str, &'static [(&'static str, Privacy)])],
    /// Keys of fields that are looked at as one value.
    pub(crate) whole: &'static [&'static str],
    /// An event's stable name.
    pub(crate) name: fn(&E) -> &'static str,
    /// Where an event's words are kept.
    pub(crate) contents: fn(&E) -> Vec<&Words>,
}

impl<E: Serialize + DeserializeOwned> Golden<E> {
    /// Holds the file and the tags to each other.
    pub(crate) fn holds(&self) {
        self.still_reads();
        self.is_complete();
        self.is_tagged();
    }

    fn lines(&self) -> Vec<(Value, E)> {
        let lines = self.file.lines();
        let read = lines.map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        read.map(|line| {
            let event = serde_json::from_value(line.clone());
            (line, event.expect("an event ever written still reads"))
        })
        .collect()
    }

    fn still_reads(&self) {
        for (line, event) in self.lines() {
            let name = (self.name)(&event);
            assert_eq!(name, line["kind"], "an event keeps its name");
            let again = serde_json::to_value(&event).expect("JSON");
            for (path, value) in line.as_object().expect("an object") {
                assert_eq!(&again[path], value, "{name} lost {path}");
            }
        }
    }

    fn is_complete(&self) {
        let mut seen = BTreeSet::new();
        for (line, event) in self.lines() {
            let name = (self.name)(&event);
            seen.insert((name, String::new()));
            let paths = self.paths(&line).into_iter();
            seen.extend(paths.map(|(path, _)| (name, path)));
        }
        for name in self.names {
            let line = (*name, String::new());
            assert!(seen.contains(&line), "append a line for `{name}`");
        }
        for (name, fields) in self.fields {
            for (field, _) in *fields {
                let path = (*name, (*field).to_owned());
                assert!(
                    seen.contains(&path),
                    "append a line for `{name}` with `{field}`"
                );
            }
        }
    }

    fn is_tagged(&self) {
        for (_, event) in self.lines() {
            self.tagged(&event);
        }
    }

    /// As an event is written now, every field of it has a tag, and only content holds words.
    pub(crate) fn tagged(&self, event: &E) {
        let name = (self.name)(event);
        let written = serde_json::to_value(event).expect("JSON");
        for (path, value) in self.paths(&written) {
            let fields = self.fields.iter().find(|(event, _)| *event == name);
            let tag = fields.and_then(|(_, tags)| tags.iter().find(|(field, _)| *field == path));
            let Some((_, tag)) = tag else {
                panic!("`{name}` has no privacy tag for `{path}`");
            };
            let kept = kept(&value);
            let is_content = !kept.is_empty();
            let contents = (self.contents)(event);
            let known = |key: &str| contents.iter().any(|words| words.key.as_str() == key);
            let listed = |kept: &&Value| kept["key"].as_str().is_some_and(known);
            assert!(
                kept.iter().all(listed),
                "{name}: {path} is not among its contents"
            );
            assert_eq!(*tag == Privacy::Content, is_content, "{name}: {path}");
            if let Some(text) = value.as_str() {
                let plain = |c: char| c.is_ascii_alphanumeric() || "-/._:+@".contains(c);
                assert!(text.chars().all(plain), "{name}: {path} holds words");
            }
        }
    }

    /// The paths of an event's fields. A ground or the place of words is one field.
    fn paths(&self, event: &Value) -> Vec<(String, Value)> {
        let mut all = Vec::new();
        let fields = event.as_object().expect("an object").iter();
        for (key, value) in fields.filter(|(key, _)| *key != "kind") {
            self.path(key, key, value, &mut all);
        }
        all
    }

    fn path(&self, path: &str, key: &str, value: &Value, all: &mut Vec<(String, Value)>) {
        match value {
            Value::Null => {}
            Value::Object(fields)
                if !self.whole.contains(&key) && !fields.contains_key("digest") =>
            {
                for (key, value) in fields {
                    self.path(&format!("{path}.{key}"), key, value, all);
                }
            }
            value => all.push((path.to_owned(), value.clone())),
        }
    }
}

/// Where a field's words are kept: one place, or a list of places; none if it holds no words.
fn kept(value: &Value) -> Vec<&Value> {
    let is_place = |value: &Value| value.get("digest").is_some();
    match value {
        Value::Array(all) if all.iter().all(is_place) => all.iter().collect(),
        value if is_place(value) => vec![value],
        _ => Vec::new(),
    }
}
