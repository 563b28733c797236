//! Import of people, appointments and facts from tables (CSV): text in, plan out. A plan says what is
//! added, changed and ended; it is whole or not at all, and applied twice it changes nothing.
//!
//! Columns may stand in any order and case. A column that is left out keeps what is known; an empty
//! cell clears it. What is not in a table is left as it is: nothing ends by being absent.

mod facts;
mod given;
mod posts;
mod sheet;

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::{Directory, DirectoryCommand, DirectoryEvent, Draft};
use crate::fresh::Fresh;
use crate::verdict::{Decision, Invalid};
use sheet::{Kind, Sheet};

/// The largest table that is read, in bytes.
pub const TABLE_BYTES_MAX: usize = 5 << 20;
/// The most complaints that are gathered before the rest is left unread.
const COMPLAINTS_MAX: usize = 100;

/// One table as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name, which says what it holds: `people.csv`.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Something in a table that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadLine {
    /// The file.
    pub file: String,
    /// The line, from 1; `None` where the whole file is meant.
    pub line: Option<u64>,
    /// The name of the column, where one is meant.
    pub column: Option<String>,
    /// What is wrong and what to write instead.
    pub why: String,
}

impl fmt::Display for BadLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column `{column}`")?;
        }
        write!(f, ": {}", self.why)
    }
}

/// What a line does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Something new.
    Added,
    /// Something known, differently.
    Changed,
    /// Something known gets a last day.
    Ended,
}

/// One line's effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What it does.
    pub effect: Effect,
    /// The noun: `person`, `appointment`, `service`…
    pub noun: &'static str,
    /// What it is, in words.
    pub what: String,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
}

/// What an import does when it is applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The changes, in the order in which they are made.
    pub changes: Vec<Change>,
    /// How many lines say what is known already.
    pub unchanged: usize,
    /// The changes as commands, in order and with every identifier drawn. Carry them out together.
    pub commands: Vec<DirectoryCommand>,
    /// The events and contents that they come to.
    pub decision: Decision<DirectoryEvent>,
}

impl Plan {
    /// How many lines have an effect.
    pub fn count(&self, effect: Effect) -> usize {
        self.changes.iter().filter(|c| c.effect == effect).count()
    }
}

/// Reads tables and plans their import as of a day: the day from which changed wordings hold.
pub fn plan(
    directory: &Directory,
    sources: &[Source],
    on: Date,
    now: Timestamp,
    fresh: &Fresh,
) -> Result<Plan, Vec<BadLine>> {
    let mut import = Import {
        draft: Draft::new(directory, now, fresh),
        on,
        changes: Vec::new(),
        commands: Vec::new(),
        unchanged: 0,
        wrong: Vec::new(),
        unread: Vec::new(),
    };
    let mut sheets: Vec<(Kind, Sheet)> = Vec::new();
    for source in sources {
        match sheet::read(source) {
            Ok((kind, _)) if sheets.iter().any(|(other, _)| *other == kind) => {
                import.wrong.push(BadLine {
                    file: source.name.clone(),
                    line: None,
                    column: None,
                    why: format!("is a second table of {}: put both in one", kind.name()),
                });
            }
            Ok(read) => sheets.push(read),
            Err(wrong) => import.wrong.extend(wrong),
        }
    }
    if sources.is_empty() {
        import.wrong.push(BadLine {
            file: "the folder".to_owned(),
            line: None,
            column: None,
            why: format!("holds no table: name one of {}", sheet::names()),
        });
    }
    // Teams stand before services, which belong to them, and people before what they are appointed to.
    sheets.sort_by_key(|(kind, _)| *kind);
    for (kind, sheet) in &sheets {
        match kind {
            Kind::People => import.people(sheet),
            Kind::Appointments => import.appointments(sheet),
            Kind::Away => import.away(sheet),
            facts => import.facts(*facts, sheet),
        }
    }
    if import.wrong.is_empty() {
        Ok(Plan {
            changes: import.changes,
            unchanged: import.unchanged,
            commands: import.commands,
            decision: import.draft.finish(),
        })
    } else {
        import.wrong.truncate(COMPLAINTS_MAX);
        Err(import.wrong)
    }
}

/// An import on trial.
struct Import<'a> {
    draft: Draft<'a>,
    on: Date,
    changes: Vec<Change>,
    commands: Vec<DirectoryCommand>,
    unchanged: usize,
    wrong: Vec<BadLine>,
    /// Keys of lines that could not be taken, so that no line is blamed for another's fault.
    unread: Vec<String>,
}

impl Import<'_> {
    /// Tries one command, and keeps it if it changes anything.
    fn apply(&mut self, command: DirectoryCommand) -> Result<(), Vec<Invalid>> {
        let events = self.draft.events().len();
        self.draft.apply(command.clone())?;
        if self.draft.events().len() > events {
            self.commands.push(command);
        }
        Ok(())
    }

    /// Notes what a line did, seen by the events it made.
    fn note(
        &mut self,
        noun: &'static str,
        new: bool,
        what: String,
        events: usize,
        at: &sheet::Row<'_>,
    ) {
        let made = &self.draft.events()[events..];
        if made.is_empty() {
            self.unchanged += 1;
            return;
        }
        let ended =
            |event: &DirectoryEvent| matches!(event, DirectoryEvent::AppointmentEnded { .. });
        let effect = match () {
            () if new => Effect::Added,
            () if made.iter().any(ended) => Effect::Ended,
            () => Effect::Changed,
        };
        self.changes.push(Change {
            effect,
            noun,
            what,
            file: at.file.to_owned(),
            line: at.line,
        });
    }
}

#[cfg(test)]
mod tests;
