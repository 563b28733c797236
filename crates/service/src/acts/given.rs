//! What somebody gave for the questions of an act, as text and files, not yet read.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::str::FromStr;

use domain::calendar::parse_date;
use domain::reference::Reference;
use domain::register::files::FileTyped;
use domain::verdict::Invalid;
use jiff::civil::Date;
use messages::media;
use serde::de::DeserializeOwned;

use super::{AnswerForm, Ask};

/// The answers by field name, and what was wrong with those read so far.
#[derive(Debug, Clone, Default)]
pub struct Given {
    fields: BTreeMap<String, Vec<String>>,
    files: Vec<GivenFile>,
    wrong: Vec<Invalid>,
}

/// A file that came with an act; its type is found from its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// The name that it came with.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl GivenFile {
    /// The file with its type as its bytes tell it.
    pub fn typed(self) -> FileTyped {
        FileTyped {
            media: media(&self.name, &self.bytes),
            name: self.name,
            bytes: self.bytes,
        }
    }
}

impl Given {
    /// Answers by field name; a name may come several times.
    pub fn new(fields: impl IntoIterator<Item = (String, String)>, files: Vec<GivenFile>) -> Self {
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in fields {
            by_name.entry(name).or_default().push(value);
        }
        Self {
            fields: by_name,
            files,
            wrong: Vec::new(),
        }
    }

    /// The text of a field, empty when it was not given.
    pub fn text(&self, name: &str) -> String {
        self.fields
            .get(name)
            .and_then(|all| all.first())
            .cloned()
            .unwrap_or_default()
    }

    /// The text of a field, if there is any.
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty())
    }

    /// Every value of a field that is not empty.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.fields.get(name).into_iter().flatten();
        values
            .filter(|value| !value.trim().is_empty())
            .cloned()
            .collect()
    }

    /// Whether a box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.some(name)
            .is_some_and(|value| !matches!(value.as_str(), "no" | "false" | "0"))
    }

    /// A date, from one field or from three named `-day`, `-month`, `-year`.
    pub fn date(&mut self, name: &'static str) -> Option<Date> {
        let part = |end: &str| self.text(&format!("{name}-{end}"));
        let (day, month, year) = (part("day"), part("month"), part("year"));
        let read = if [&day, &month, &year].iter().any(|text| !text.is_empty()) {
            domain::calendar::parse_date_fields(&day, &month, &year)
        } else {
            parse_date(&self.some(name)?)
        };
        match read {
            Ok(date) => Some(date),
            Err(why) => {
                self.wrong(name, why.to_string());
                None
            }
        }
    }

    /// A date that must be given.
    pub fn needed_date(&mut self, name: &'static str) -> Option<Date> {
        let before = self.wrong.len();
        let date = self.date(name);
        if date.is_none() && self.wrong.len() == before {
            self.wrong(name, "enter a date, for example 2 April 2026");
        }
        date
    }

    /// One of a closed list, by the value under which it is stored.
    pub fn one_of<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        let value = self.some(name)?;
        let read = serde_json::from_value(serde_json::Value::String(value.clone()));
        match read {
            Ok(choice) => Some(choice),
            Err(_) => {
                self.wrong(name, format!("`{value}` is not one of the choices"));
                None
            }
        }
    }

    /// One of a closed list that must be given.
    pub fn needed<T: DeserializeOwned>(&mut self, name: &'static str) -> Option<T> {
        let before = self.wrong.len();
        let choice = self.one_of(name);
        if choice.is_none() && self.wrong.len() == before {
            self.wrong(name, "choose one");
        }
        choice
    }

    /// An identifier of the directory or of a case, if one was given.
    pub fn id<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        let value = self.some(name)?;
        match value.trim().parse() {
            Ok(id) => Some(id),
            Err(why) => {
                self.wrong(name, format!("`{value}`: {why}"));
                None
            }
        }
    }

    /// A reference that must be given, of the register of these three letters.
    pub fn needed_reference(&mut self, name: &'static str, prefix: &str) -> Option<Reference> {
        let Some(value) = self.some(name) else {
            self.wrong(
                name,
                format!("enter a reference, for example {prefix}-7K3F-2QM"),
            );
            return None;
        };
        match value.parse::<Reference>() {
            Ok(reference) => Some(reference),
            Err(why) => {
                self.wrong(name, why.among(prefix));
                None
            }
        }
    }

    /// An identifier that must be given.
    pub fn needed_id<T: FromStr<Err: Display>>(&mut self, name: &'static str) -> Option<T> {
        let before = self.wrong.len();
        let id = self.id(name);
        if id.is_none() && self.wrong.len() == before {
            self.wrong(name, "choose one");
        }
        id
    }

    /// Yes or no, that must be said.
    pub fn needed_yes_no(&mut self, name: &'static str) -> Option<bool> {
        match self.text(name).as_str() {
            "yes" | "true" => Some(true),
            "no" | "false" => Some(false),
            _ => {
                self.wrong(name, "say yes or no");
                None
            }
        }
    }

    /// Notes what is wrong with a field.
    pub fn wrong(&mut self, field: &'static str, why: impl Into<String>) {
        self.wrong.push(Invalid::new(field, why));
    }

    /// The files, taken out.
    pub fn take_files(&mut self) -> Vec<GivenFile> {
        std::mem::take(&mut self.files)
    }

    /// The files with their types, taken out.
    pub fn typed_files(&mut self) -> Vec<FileTyped> {
        let files = self.take_files().into_iter();
        files.map(GivenFile::typed).collect()
    }

    /// Where something is wrong already, with what else was left out of the words that must be given: everything is
    /// said at once.
    #[must_use]
    pub fn and_left_out(mut self, asks: &[Ask]) -> Self {
        let words = |ask: &&Ask| matches!(ask.answer, AnswerForm::Line | AnswerForm::Words);
        let needed = asks
            .iter()
            .filter(|ask| !ask.optional && !self.wrong.is_empty());
        let known = |name: &str| self.wrong.iter().any(|wrong| wrong.field == name);
        let left = needed
            .filter(words)
            .filter(|ask| !known(ask.name) && self.some(ask.name).is_none());
        let left: Vec<&'static str> = left.map(|ask| ask.name).collect();
        for name in left {
            self.wrong(name, domain::text::BadText::Empty.to_string());
        }
        self
    }

    /// What was wrong with the fields read so far.
    pub fn into_wrong(self) -> Vec<Invalid> {
        self.wrong
    }
}
