//! Rulings on open questions, and what they change: from its day on a ruling takes the place of the
//! default, value by value, and everything that rests on it names it as its basis.
//!
//! A ruling is put into the files of a pack before they are read: an entry that rests on the question is
//! divided at the ruling's day. So no register needs code of its own to follow a ruling, and the loader
//! that checks packs checks rulings too.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::{Enforce, PackError, Protocol, load::load_ruled};
use crate::ids::{ClauseId, PackId, QuestionId};
use crate::reference::Reference;
use crate::verdict::{Basis, ClauseRef};
use crate::words::Words;

/// A determination of a question of meaning, as the council's facts keep it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ruling {
    /// The interpretation that holds it.
    pub reference: Reference,
    /// The protocol on which it was asked; an open question of the product concerns every protocol.
    pub pack: PackId,
    /// The open question that it settles, where the pack asks it.
    pub question: Option<QuestionId>,
    /// The clauses beside which it stands.
    pub clauses: Vec<ClauseId>,
    /// The question as it is published, without who asked.
    pub asks: Words,
    /// The ruling.
    pub words: Words,
    /// The office that ruled, in words.
    pub by: String,
    /// The minute, where a body decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minute: Option<String>,
    /// From which day it holds.
    pub from: Date,
    /// What becomes of the default.
    pub outcome: Outcome,
}

/// What a ruling makes of the default that was in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "as")]
pub enum Outcome {
    /// The default stands, now as ruled.
    Confirmed,
    /// Values or enforcements take the place of the default's.
    Replaced {
        /// The values, by provision and field.
        #[serde(default)]
        values: Vec<RuledValue>,
        /// How strictly duties are held, by duty.
        #[serde(default)]
        enforce: BTreeMap<String, Enforce>,
    },
    /// Another reading, which people follow: the product has nothing to set by it and says so.
    InWords,
}

/// One value that a ruling sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuledValue {
    /// The provision: register and kind, for example `enquiries/response`.
    pub provision: String,
    /// The field.
    pub field: String,
    /// The value as a pack would write it, for example `"paused"` or `5`.
    pub value: String,
}

impl Ruling {
    /// The ruling as the basis of something.
    pub fn basis(&self, completes: Option<ClauseRef>) -> Basis {
        Basis::Ruling {
            reference: self.reference.clone(),
            question: self.question.clone(),
            by: self.by.clone(),
            on: self.from,
            completes,
        }
    }

    /// Whether it concerns a protocol: its own pack, or every one for a question of the product.
    pub fn concerns(&self, pack: &PackId) -> bool {
        let product = |q: &QuestionId| q.as_str().starts_with('W');
        &self.pack == pack || self.question.as_ref().is_some_and(product)
    }

    /// Whether the product follows it: the default stands, or what takes its place is set.
    pub fn is_followed(&self) -> bool {
        self.outcome != Outcome::InWords
    }

    fn values(&self) -> &[RuledValue] {
        match &self.outcome {
            Outcome::Replaced { values, .. } => values,
            Outcome::Confirmed | Outcome::InWords => &[],
        }
    }
}

impl Protocol {
    /// This protocol with rulings, in the order in which they were made.
    pub fn ruled(&self, rulings: &[Ruling]) -> Result<Self, Vec<PackError>> {
        let concern: Vec<Ruling> = rulings
            .iter()
            .filter(|ruling| ruling.concerns(&self.pack))
            .cloned()
            .collect();
        if concern.is_empty() {
            return Ok(self.clone());
        }
        let mut files = (*self.files).clone();
        for ruling in concern.iter().filter(|ruling| ruling.is_followed()) {
            for (file, text) in &mut files {
                if file.starts_with("provisions/") {
                    *text = ruled_file(file, text, ruling);
                }
            }
        }
        let mut protocol = load_ruled(&files, concern)?;
        protocol.files = self.files.clone();
        Ok(protocol)
    }

    /// The ruling on a question that holds on a day: of those that the product follows, the latest.
    pub fn ruling_on(&self, question: &QuestionId, on: Date) -> Option<&Ruling> {
        let ruled = self.rulings.iter();
        ruled
            .filter(|r| r.is_followed() && r.from <= on && r.question.as_ref() == Some(question))
            .max_by_key(|ruling| ruling.from)
    }

    /// The basis of what rests on an open question on a day: the ruling, or the default.
    pub fn open_basis(
        &self,
        question: &QuestionId,
        completes: Option<ClauseRef>,
        on: Date,
    ) -> Basis {
        match self.ruling_on(question, on) {
            Some(ruling) => ruling.basis(completes),
            None => Basis::Default {
                question: question.clone(),
                completes,
            },
        }
    }

    /// How strictly a ruling holds a duty on a day, where it says so.
    pub(super) fn ruled_enforce(
        &self,
        tag: &str,
        question: &QuestionId,
        on: Date,
    ) -> Option<Enforce> {
        match &self.ruling_on(question, on)?.outcome {
            Outcome::Replaced { enforce, .. } => enforce.get(tag).copied(),
            Outcome::Confirmed | Outcome::InWords => None,
        }
    }

    /// The value of one field of one entry of a provision, as the pack writes it.
    pub fn value_at(&self, provision: &str, entry: usize, field: &str) -> Option<String> {
        let found = self.entry_at(provision, entry)?;
        found.get(field).map(ToString::to_string)
    }

    /// The clause on which a field of the n-th entry of a provision rests; none where it rests on a setting
    /// or a default.
    pub fn clause_of_value(&self, provision: &str, entry: usize, field: &str) -> Option<ClauseId> {
        let found = self.entry_at(provision, entry)?;
        let own = found.get("basis").and_then(|basis| basis.get(field));
        let tag = match own {
            Some(own) => own.get("clause")?.as_str()?,
            None => found.get("clause")?.as_str()?,
        };
        tag.split('/').next()?.parse().ok()
    }

    fn entry_at(&self, provision: &str, entry: usize) -> Option<Table> {
        let (register, kind) = provision.split_once('/')?;
        let text = self.files.get(&format!("provisions/{register}.toml"))?;
        let mut of_kind = entries(text).into_iter().filter(|(k, _)| k == kind);
        Some(of_kind.nth(entry.checked_sub(1)?)?.1)
    }

    /// The values of the provisions that rest on a question, as a ruling may set them.
    pub fn values_of(&self, question: &QuestionId) -> Vec<RuledValue> {
        let mut found = Vec::new();
        for (file, text) in self.files.iter() {
            let Some(register) = register_of(file) else {
                continue;
            };
            for (kind, entry) in entries(text) {
                for field in fields_of(&entry, question.as_str()) {
                    if let Some(value) = entry.get(&field) {
                        found.push(RuledValue {
                            provision: format!("{register}/{kind}"),
                            field,
                            value: value.to_string(),
                        });
                    }
                }
            }
        }
        found
    }
}

fn register_of(file: &str) -> Option<&str> {
    file.strip_prefix("provisions/")?.strip_suffix(".toml")
}

/// Every entry of a provisions file with its kind.
fn entries(text: &str) -> Vec<(String, Table)> {
    let Ok(file) = text.parse::<Table>() else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (kind, value) in file {
        if let Value::Array(each) = value {
            let tables = each.into_iter().filter_map(|entry| match entry {
                Value::Table(entry) => Some(entry),
                _ => None,
            });
            all.extend(tables.map(|entry| (kind.clone(), entry)));
        }
    }
    all
}

const HEAD: [&str; 8] = [
    "clause",
    "statute",
    "question",
    "ruling",
    "completes",
    "from",
    "until",
    "basis",
];

/// The fields of an entry that rest on a question: those whose own basis it is, or all that have none of
/// their own where the whole entry rests on it.
fn fields_of(entry: &Table, question: &str) -> Vec<String> {
    let rests = |basis: &Table| basis.get("question").and_then(Value::as_str) == Some(question);
    let own = entry.get("basis").and_then(Value::as_table);
    let whole = rests(entry);
    let fields = entry.keys().filter(|key| !HEAD.contains(&key.as_str()));
    fields
        .filter(|field| match own.and_then(|own| own.get(*field)) {
            Some(basis) => basis.as_table().is_some_and(rests),
            None => whole,
        })
        .cloned()
        .collect()
}

/// A provisions file after a ruling: entries that rest on its question are divided at its day.
fn ruled_file(file: &str, text: &str, ruling: &Ruling) -> String {
    let (Some(register), Some(question)) = (register_of(file), &ruling.question) else {
        return text.to_owned();
    };
    let Ok(mut whole) = text.parse::<Table>() else {
        return text.to_owned();
    };
    let mut touched = false;
    for (kind, value) in &mut whole {
        let Value::Array(each) = value else { continue };
        let mut divided = Vec::with_capacity(each.len());
        for entry in each.drain(..) {
            let Value::Table(mut entry) = entry else {
                divided.push(entry);
                continue;
            };
            if fields_of(&entry, question.as_str()).is_empty() || ends_before(&entry, ruling.from) {
                divided.push(Value::Table(entry));
                continue;
            }
            touched = true;
            if day(&entry, "from").is_none_or(|from| from < ruling.from) {
                let mut before = entry.clone();
                let last = ruling.from.yesterday().unwrap_or(ruling.from);
                before.insert("until".to_owned(), Value::String(last.to_string()));
                divided.push(Value::Table(before));
                entry.insert("from".to_owned(), Value::String(ruling.from.to_string()));
            }
            let provision = format!("{register}/{kind}");
            rule_entry(&mut entry, &provision, question.as_str(), ruling);
            divided.push(Value::Table(entry));
        }
        *each = divided;
    }
    if touched {
        whole.to_string()
    } else {
        text.to_owned()
    }
}

fn ends_before(entry: &Table, on: Date) -> bool {
    day(entry, "until").is_some_and(|until| until < on)
}

fn day(entry: &Table, key: &str) -> Option<Date> {
    match entry.get(key)? {
        Value::String(text) => text.parse().ok(),
        Value::Datetime(date) => date.to_string().parse().ok(),
        _ => None,
    }
}

fn rule_entry(entry: &mut Table, provision: &str, question: &str, ruling: &Ruling) {
    let name = || Value::String(ruling.reference.to_string());
    let rests = |basis: &Table| basis.get("question").and_then(Value::as_str) == Some(question);
    for value in ruling.values().iter().filter(|v| v.provision == provision) {
        if let Some(parsed) = literal(&value.value) {
            entry.insert(value.field.clone(), parsed);
        }
    }
    if rests(entry) {
        entry.insert("ruling".to_owned(), name());
    }
    if let Some(Value::Table(own)) = entry.get_mut("basis") {
        for (_, basis) in own.iter_mut() {
            if let Value::Table(basis) = basis
                && rests(basis)
            {
                basis.insert("ruling".to_owned(), name());
            }
        }
    }
}

/// A value as a pack writes it; none if it is no value.
pub fn literal(text: &str) -> Option<Value> {
    format!("value = {text}")
        .parse::<Table>()
        .ok()?
        .remove("value")
}
