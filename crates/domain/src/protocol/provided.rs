//! What a protocol provides, told line by line in words: the same list for coverage, for comparing two
//! protocols and for whoever wants to read it.

mod enquiries;

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::information::OfficeRule;
use super::{Addressee, Bound, Dated, Does, Protocol};
use crate::calendar::long_date;
use crate::verdict::Basis;

use enquiries as words;

/// One thing that a protocol provides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provided {
    /// What tells it from every other, for example `enquiries/response/any/n`.
    pub key: String,
    /// The register that it is about, for example `enquiries`.
    pub register: &'static str,
    /// What it is, in words: `Answer to a member’s enquiry`.
    pub name: String,
    /// What is provided, in words: `within 5 working days of receipt`.
    pub value: String,
    /// What the product can do by it.
    pub does: &'static [Does],
    /// The tag of the duty that states it; none where no clause does.
    pub duty: Option<String>,
    /// Why it is so.
    pub basis: Basis,
}

/// One line of an entry, before its basis is found.
struct Line {
    /// The field of the entry whose basis counts.
    pub field: String,
    /// What tells it from other lines of the same kind.
    pub key: String,
    /// What it is, in words.
    pub name: String,
    /// The value, in words.
    pub value: String,
    /// What the product can do by it.
    pub does: &'static [Does],
    /// Told only where the text or a question gives this field a value of its own.
    pub only_if_written: bool,
}

impl Protocol {
    /// Everything that it provides, register by register. Empty where it is silent.
    pub fn provided(&self) -> Vec<Provided> {
        let mut all = Vec::new();
        let enquiries = &self.enquiries;
        let of = "enquiries";
        let answer = |rule: &_| words::clock("a member’s enquiry", rule);
        self.tell(&mut all, of, "response", &enquiries.response, answer);
        self.tell(&mut all, of, "late", &enquiries.late, words::late);
        self.tell(&mut all, of, "burden", &enquiries.burden, words::burden);
        self.tell(&mut all, of, "routing", &enquiries.routing, words::routing);
        self.tell(&mut all, of, "door", &enquiries.doors, words::offered);
        let practices = &enquiries.practices;
        self.tell(&mut all, of, "practice", practices, words::practised);

        let information = &self.information;
        let of = "information";
        let answer = |rule: &_| words::clock("a request for information", rule);
        self.tell(&mut all, of, "response", &information.response, answer);
        let office = |rule: &OfficeRule| keyed("office", "task", rule);
        self.tell(&mut all, of, "office", &information.offices, office);
        self.plainly(&mut all, of, "need", &information.needs);
        self.plainly(&mut all, of, "saying", &information.sayings);

        let complaints = &self.complaints;
        self.plainly(&mut all, "complaints", "stage", &complaints.stages);
        self.plainly(&mut all, "complaints", "saying", &complaints.sayings);

        let groups = &self.groups;
        self.plainly(&mut all, "groups", "offer", &groups.offers);
        self.plainly(&mut all, "groups", "invitation", &groups.invitations);
        self.plainly(&mut all, "groups", "practice", &groups.practices);

        let briefings = &self.briefings;
        let of = "briefings";
        self.plainly(&mut all, of, "entitled", &briefings.entitled);
        self.plainly(&mut all, of, "consultation", &briefings.consultations);
        self.plainly(&mut all, of, "practice", &briefings.practices);

        let named = |field, name| {
            move |offices: &Vec<Addressee>| {
                let words = offices.iter().map(|office| office.words(self));
                let words = words.collect::<Vec<_>>().join(" or ");
                vec![Line::new(field, &[], name, words)]
            }
        };
        let of = "interpretations";
        let persons = |kinds: &Vec<Bound>| {
            let words: Vec<&str> = kinds.iter().map(|kind| kind.words()).collect();
            vec![Line::new("persons", &[], "It binds", words.join(", "))]
        };
        self.tell(&mut all, of, "binds", &self.interpretations.binds, persons);
        let (determine, advise) = (
            &self.interpretations.determine,
            &self.interpretations.advise,
        );
        let by = named("by", "A question of meaning is determined by");
        self.tell(&mut all, of, "determine", determine, by);
        let by = named(
            "by",
            "What the text does not deal with is brought for advice to",
        );
        self.tell(&mut all, of, "advise", advise, by);

        let changing = &self.amendments;
        let of = "amendments";
        let to = named("to", "A change is suggested to");
        self.tell(&mut all, of, "suggest", &changing.suggest, to);
        self.plainly(&mut all, of, "consult", &changing.consult);
        self.plainly(&mut all, of, "recommend", &changing.recommend);
        self.plainly(&mut all, of, "approve", &changing.approve);
        self.plainly(&mut all, of, "review", &changing.review);
        all
    }

    /// Tells the entries of one provision by the words that the pack writes.
    fn plainly<T: Serialize>(
        &self,
        all: &mut Vec<Provided>,
        register: &'static str,
        provision: &'static str,
        entries: &[Dated<T>],
    ) {
        self.tell(all, register, provision, entries, |value| {
            plain(provision, value)
        });
    }

    /// Tells the entries of one provision.
    fn tell<T>(
        &self,
        all: &mut Vec<Provided>,
        register: &'static str,
        provision: &'static str,
        entries: &[Dated<T>],
        lines: impl Fn(&T) -> Vec<Line>,
    ) {
        for entry in entries {
            for line in lines(&entry.value) {
                let written = entry.fields.contains_key(&line.field)
                    || self.states(entry.duty.as_deref(), &line.field);
                if line.only_if_written && !written {
                    continue;
                }
                let own = entry.fields.get(&line.field);
                let duty = match own {
                    Some(basis) => self.stating(basis, &line.field),
                    None => entry.duty.clone(),
                };
                let key = format!("{register}/{provision}/{}{}", line.key, suffix(entry.from));
                // Several entries may hold on one day, as of two offices that each may do something.
                let same = |told: &&Provided| told.key.split('#').next() == Some(key.as_str());
                let key = match all.iter().filter(same).count() {
                    0 => key,
                    before => format!("{key}#{}", before + 1),
                };
                all.push(Provided {
                    key,
                    register,
                    name: line.name,
                    value: format!("{}{}", line.value, days(entry.from, entry.until)),
                    does: line.does,
                    duty,
                    basis: own.unwrap_or(&entry.basis).clone(),
                });
            }
        }
    }

    fn states(&self, tag: Option<&str>, field: &str) -> bool {
        let duty = tag.and_then(|tag| self.duty(tag));
        duty.is_some_and(|(_, duty)| duty.states.contains_key(field))
    }

    /// The duty of a clause that states a field.
    fn stating(&self, basis: &Basis, field: &str) -> Option<String> {
        let Basis::Clause(clause) = basis else {
            return None;
        };
        let mut tags = self.duties().map(|(tag, _)| tag);
        let id = clause.id.as_str();
        tags.find(|tag| tag.split('/').next() == Some(id) && self.states(Some(tag), field))
    }
}

/// The lines of a value whose words the pack writes: one for each field, or one for a single word.
fn plain<T: Serialize>(provision: &str, value: &T) -> Vec<Line> {
    let value = serde_json::to_value(value).unwrap_or_default();
    match value {
        Value::Object(fields) => {
            let line = |(field, value): (String, Value)| {
                let name = format!("{}: {}", sentence(provision), spaced(&field));
                Line::new(&field, &[], name, said(&value))
            };
            fields.into_iter().map(line).collect()
        }
        Value::Array(_) => vec![Line::new("of", &[], sentence(provision), said(&value))],
        // A body’s name, as the document writes it.
        Value::String(name) if name.starts_with(char::is_uppercase) => {
            vec![Line::new("body", &[], sentence(provision), name)]
        }
        word => {
            let word = said(&word);
            let key = word.replace(' ', "-");
            vec![Line::new(provision, &[], sentence(&word), "yes").keyed(key)]
        }
    }
}

/// The same of a value that one of its fields tells from the others.
fn keyed<T: Serialize>(provision: &str, by: &str, value: &T) -> Vec<Line> {
    let whole = serde_json::to_value(value).unwrap_or_default();
    let key = said(&whole[by]);
    let lines = plain(provision, value).into_iter();
    let rest = lines.filter(|line| line.key != by);
    rest.map(|line| {
        let name = format!("{} ({key})", line.name);
        let key = format!("{}/{}", key.replace(' ', "-"), line.key);
        Line { name, key, ..line }
    })
    .collect()
}

/// A value of a pack in words.
fn said(value: &Value) -> String {
    match value {
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(word) => spaced(word),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

fn sentence(word: &str) -> String {
    let spaced = spaced(word);
    let mut letters = spaced.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn suffix(from: Option<Date>) -> String {
    from.map_or_else(String::new, |from| format!("@{from}"))
}

fn days(from: Option<Date>, until: Option<Date>) -> String {
    match (from, until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(", from {}", long_date(from)),
        (None, Some(until)) => format!(", until {}", long_date(until)),
        (Some(from), Some(until)) => {
            format!(", from {} until {}", long_date(from), long_date(until))
        }
    }
}

impl Line {
    /// A line whose key is its field’s name, told in any case.
    pub fn new(
        field: &str,
        does: &'static [Does],
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        Self {
            field: field.to_owned(),
            key: field.to_owned(),
            name: name.into(),
            value: value.into(),
            does,
            only_if_written: false,
        }
    }

    /// The same under another key.
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        self.key = key.into();
        self
    }

    /// The same, told only where the text or a question gives the field a value of its own.
    pub fn if_written(mut self) -> Self {
        self.only_if_written = true;
        self
    }
}
