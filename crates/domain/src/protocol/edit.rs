//! Changes of a pack's files that an amendment drafts: values of provisions, clauses reworded, added and
//! struck, sections named. The loader then says whether the result is a pack.

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::text::Place;
use super::{Force, PackFiles, literal};
use crate::ids::{ClauseId, VersionId};

/// One change of a pack's files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "change")]
pub enum PackEdit {
    /// A value of a provision; what the cited duty states changes with it.
    Value {
        /// Register and kind, for example `enquiries/response`.
        provision: String,
        /// Which entry of that kind, from 1.
        entry: usize,
        /// The field.
        field: String,
        /// The value as a pack writes it.
        value: String,
    },
    /// A clause is worded anew; the summary stays until it is written anew too.
    Reworded {
        /// The clause.
        clause: ClauseId,
    },
    /// A clause is added.
    Added {
        /// Its number.
        clause: ClauseId,
        /// The clause after which it stands; the last where none is named.
        after: Option<ClauseId>,
        /// The verb of its words.
        force: Force,
    },
    /// A clause is struck.
    Struck {
        /// The clause.
        clause: ClauseId,
    },
    /// Words around the clauses read otherwise. Of these a pack has its title and those of its sections: a
    /// heading names its section there, and puts it in where it is new.
    Around {
        /// Where they stand.
        place: Place,
    },
}

impl PackEdit {
    /// The clause that it changes, if it changes one.
    pub fn clause(&self) -> Option<&ClauseId> {
        match self {
            Self::Value { .. } | Self::Around { .. } => None,
            Self::Reworded { clause } | Self::Added { clause, .. } | Self::Struck { clause } => {
                Some(clause)
            }
        }
    }
}

/// A pack's files after changes, each with the summary that came with it, or the words of a heading, under
/// another version.
/// What cannot be changed is said as a sentence.
pub fn edited(
    files: &PackFiles,
    edits: &[(PackEdit, Option<String>)],
    version: &VersionId,
) -> Result<PackFiles, String> {
    let mut files = files.clone();
    let mut pack = read(&files, "pack.toml")?;
    let mut clauses = read(&files, "clauses.toml")?;
    pack.insert("version".to_owned(), Value::String(version.to_string()));
    for (edit, gist) in edits {
        match edit {
            PackEdit::Value {
                provision,
                entry,
                field,
                value,
            } => set_value(&mut files, &mut clauses, (provision, *entry, field), value)?,
            PackEdit::Reworded { clause } => {
                if let Some(gist) = gist {
                    let found = clause_of(&mut clauses, clause)?;
                    found.insert("gist".to_owned(), Value::String(gist.clone()));
                }
            }
            PackEdit::Added {
                clause,
                after,
                force,
            } => add(
                &mut pack,
                &mut clauses,
                clause,
                after.as_ref(),
                *force,
                gist,
            )?,
            PackEdit::Struck { clause } => strike(&mut pack, &mut clauses, clause)?,
            PackEdit::Around { place } => match (place, gist) {
                (Place::Title, Some(title)) => {
                    pack.insert("title".to_owned(), Value::String(title.clone()));
                }
                // A section without a number is none of the pack's.
                (Place::Heading(number), Some(title)) if is_number(number) => {
                    name_section(&mut clauses, number, title);
                }
                _ => {}
            },
        }
    }
    files.insert("pack.toml".to_owned(), pack.to_string());
    files.insert("clauses.toml".to_owned(), clauses.to_string());
    Ok(files)
}

fn read(files: &PackFiles, file: &str) -> Result<Table, String> {
    let text = files
        .get(file)
        .ok_or_else(|| format!("there is no `{file}`"))?;
    text.parse()
        .map_err(|error| format!("`{file}` cannot be read: {error}"))
}

fn list<'t>(table: &'t mut Table, key: &str) -> Option<&'t mut Vec<Value>> {
    table.get_mut(key)?.as_array_mut()
}

/// The number of a printed clause, or of its table.
fn number_of(one: &Value) -> Option<&str> {
    let own = || one.get("id").and_then(Value::as_str);
    one.as_str().or_else(own)
}

fn clause_of<'t>(clauses: &'t mut Table, id: &ClauseId) -> Result<&'t mut Table, String> {
    let all = list(clauses, "clause").into_iter().flatten();
    let mut tables = all.filter_map(Value::as_table_mut);
    let found = tables.find(|clause| clause.get("id").and_then(Value::as_str) == Some(id.as_str()));
    found.ok_or_else(|| format!("there is no clause `{id}`"))
}

fn set_value(
    files: &mut PackFiles,
    clauses: &mut Table,
    (provision, entry, field): (&str, usize, &str),
    value: &str,
) -> Result<(), String> {
    let parsed = literal(value)
        .ok_or_else(|| format!("`{value}` is no value: write 5, true or \"text\""))?;
    let (register, kind) = provision.split_once('/').ok_or_else(|| {
        format!("`{provision}` is no provision: write it as `enquiries/response`")
    })?;
    let name = format!("provisions/{register}.toml");
    let mut file = read(files, &name)?;
    let all = list(&mut file, kind).ok_or_else(|| format!("`{register}` has no `{kind}`"))?;
    let found = entry.checked_sub(1).and_then(|at| all.get_mut(at));
    let found = found.and_then(Value::as_table_mut);
    let found = found.ok_or_else(|| format!("`{provision}` has no entry {entry}"))?;
    let own = found
        .get("basis")
        .and_then(|basis| basis.get(field))
        .and_then(|own| own.get("clause"));
    let open = found
        .get("basis")
        .and_then(|basis| basis.get(field))
        .is_some();
    let duty = own.or_else(|| found.get("clause").filter(|_| !open));
    let duty = duty.and_then(Value::as_str).map(str::to_owned);
    found.insert(field.to_owned(), parsed.clone());
    files.insert(name, file.to_string());
    match duty {
        Some(tag) => states(clauses, &tag, field, parsed),
        None => Ok(()),
    }
}

/// What the cited duty states becomes the new value, so that the text and the provision stay one.
fn states(clauses: &mut Table, tag: &str, field: &str, value: Value) -> Result<(), String> {
    let (id, key) = tag.split_once('/').unwrap_or((tag, ""));
    let id: ClauseId = id.parse().map_err(|_| format!("`{id}` is no clause"))?;
    let clause = clause_of(clauses, &id)?;
    let duties = list(clause, "duty").into_iter().flatten();
    for duty in duties.filter_map(Value::as_table_mut) {
        if duty.get("key").and_then(Value::as_str).unwrap_or_default() == key {
            let states = duty
                .entry("states")
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(states) = states {
                states.insert(field.to_owned(), value);
            }
            return Ok(());
        }
    }
    Err(format!("clause `{id}` has no duty `{tag}`"))
}

fn add(
    pack: &mut Table,
    clauses: &mut Table,
    id: &ClauseId,
    after: Option<&ClauseId>,
    force: Force,
    gist: &Option<String>,
) -> Result<(), String> {
    let gist = gist
        .clone()
        .ok_or_else(|| format!("clause `{id}` is new: give a summary in your own words"))?;
    let mut duty = Table::new();
    for (key, value) in [
        ("force", force.word()),
        ("who", "members; officers"),
        ("does", "shown"),
        ("capability", "protocol"),
    ] {
        duty.insert(key.to_owned(), Value::String(value.to_owned()));
    }
    let mut clause = Table::new();
    clause.insert("id".to_owned(), Value::String(id.to_string()));
    clause.insert("gist".to_owned(), Value::String(gist));
    clause.insert("duty".to_owned(), Value::Array(vec![Value::Table(duty)]));
    for (table, key, new) in [
        (pack, "printed", Value::String(id.to_string())),
        (clauses, "clause", Value::Table(clause)),
    ] {
        let all = list(table, key).ok_or_else(|| format!("the pack has no `{key}`"))?;
        let is = |one: &Value, id: &ClauseId| number_of(one) == Some(id.as_str());
        if all.iter().any(|one| is(one, id)) {
            return Err(format!("clause `{id}` is there already"));
        }
        let of_section = |one: &Value| {
            let own = number_of(one).and_then(|own| own.parse::<ClauseId>().ok());
            own.is_some_and(|own| own.section() == id.section())
        };
        let at = match after {
            Some(after) => {
                let place = all.iter().position(|one| is(one, after));
                place.ok_or("the clause after which it stands is not there")? + 1
            }
            None => {
                let last = all.iter().rposition(of_section);
                last.map_or(all.len(), |last| last + 1)
            }
        };
        all.insert(at, new);
    }
    Ok(())
}

fn strike(pack: &mut Table, clauses: &mut Table, id: &ClauseId) -> Result<(), String> {
    clause_of(clauses, id)?;
    for (table, key) in [(pack, "printed"), (clauses, "clause")] {
        if let Some(all) = list(table, key) {
            all.retain(|one| number_of(one) != Some(id.as_str()));
        }
    }
    Ok(())
}

/// Whether a section is called by a number of its own.
fn is_number(section: &ClauseId) -> bool {
    section.as_str().starts_with(|c: char| c.is_ascii_digit())
}

/// Gives a section its title; a new one stands before the first with a greater number.
fn name_section(clauses: &mut Table, number: &ClauseId, title: &str) {
    let sections = clauses
        .entry("section")
        .or_insert_with(|| Value::Array(Vec::new()));
    let Value::Array(sections) = sections else {
        return;
    };
    let title = Value::String(title.to_owned());
    let own = |section: &Value| {
        section
            .get("number")
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let mut all = sections.iter_mut();
    let known = all.find(|section| own(section).as_deref() == Some(number.as_str()));
    if let Some(section) = known.and_then(Value::as_table_mut) {
        section.insert("title".to_owned(), title);
        return;
    }
    let value = |number: &str| number.parse::<u32>().ok();
    let later = sections.iter().position(|section| {
        let other = own(section).and_then(|other| value(&other));
        value(number.as_str())
            .zip(other)
            .is_some_and(|(new, other)| new < other)
    });
    let mut section = Table::new();
    section.insert("number".to_owned(), Value::String(number.to_string()));
    section.insert("title".to_owned(), title);
    sections.insert(later.unwrap_or(sections.len()), Value::Table(section));
}
