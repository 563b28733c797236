//! Changes of a pack's files that an amendment drafts: values of provisions, clauses reworded, added and
//! struck. The loader then says whether the result is a pack.

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

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
}

impl PackEdit {
    /// The clause that it changes, if it changes one.
    pub fn clause(&self) -> Option<&ClauseId> {
        match self {
            Self::Value { .. } => None,
            Self::Reworded { clause } | Self::Added { clause, .. } | Self::Struck { clause } => {
                Some(clause)
            }
        }
    }
}

/// A pack's files after changes, each with the summary that came with it, under another version.
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
    let is = |value: &Value, id: &ClauseId| {
        let own = value
            .as_str()
            .or_else(|| value.get("id").and_then(Value::as_str));
        own == Some(id.as_str())
    };
    for (table, key, new) in [
        (pack, "printed", Value::String(id.to_string())),
        (clauses, "clause", Value::Table(clause)),
    ] {
        let all = list(table, key).ok_or_else(|| format!("the pack has no `{key}`"))?;
        if all.iter().any(|one| is(one, id)) {
            return Err(format!("clause `{id}` is there already"));
        }
        let place = after.map(|after| all.iter().position(|one| is(one, after)));
        let at = match place {
            Some(Some(at)) => at + 1,
            Some(None) => return Err("the clause after which it stands is not there".to_owned()),
            None => all.len(),
        };
        all.insert(at, new);
    }
    Ok(())
}

fn strike(pack: &mut Table, clauses: &mut Table, id: &ClauseId) -> Result<(), String> {
    clause_of(clauses, id)?;
    for (table, key) in [(pack, "printed"), (clauses, "clause")] {
        if let Some(all) = list(table, key) {
            all.retain(|one| {
                let own = one
                    .as_str()
                    .or_else(|| one.get("id").and_then(Value::as_str));
                own != Some(id.as_str())
            });
        }
    }
    Ok(())
}
