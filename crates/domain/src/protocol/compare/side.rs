//! One side of a comparison: the clauses as words, and what is provided.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::ids::ClauseId;
use crate::protocol::text::{Para, ProtocolText, Reading, TextClause};
use crate::protocol::{Force, Protocol};
use crate::verdict::Basis;

/// Whose words stand on a side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// Wardroom's summaries, never to be quoted as the council's.
    Gist,
    /// The council's own text.
    Text,
}

/// One side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// Whose protocol it is: two sides of one lineage keep their numbers, two councils' do not.
    pub lineage: String,
    /// Whose words these are.
    pub whose: Whose,
    /// Its clauses, in order.
    pub clauses: Vec<Line>,
    /// What it provides, by key.
    pub provided: BTreeMap<String, Told>,
}

/// What the words of a line are in their document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The title of the document.
    Title,
    /// What stands before the first section.
    Preamble,
    /// The heading of a section.
    Heading,
    /// A clause.
    Clause,
    /// What stands after the last clause.
    Closing,
    /// A footnote.
    Footnote,
}

impl Part {
    /// Whether a document has one of it at most.
    pub fn stands_once(self) -> bool {
        matches!(self, Self::Title | Self::Preamble | Self::Closing)
    }
}

/// What a line is called by: the number of a clause or of a section, the mark of a footnote; empty for a
/// section without one. `~2` stands behind the second of one number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Number(Arc<str>);

impl Number {
    /// The number with the mark of a repeated one.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as the document prints it.
    pub fn printed(&self) -> &str {
        self.0.split('~').next().unwrap_or_default()
    }
}

impl From<&ClauseId> for Number {
    fn from(id: &ClauseId) -> Self {
        Self(id.as_str().into())
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One clause, or what stands around the clauses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub part: Part,
    /// Its number; of a heading that of its section, of a footnote its mark. Once for each part.
    pub id: Number,
    /// What it keeps through versions, where that is known.
    pub key: Option<String>,
    /// Its words.
    pub words: String,
    /// The strongest verb, where it is known.
    pub force: Option<Force>,
}

/// One thing that is provided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The register that it is about.
    pub register: &'static str,
    /// What it is, in words.
    pub name: String,
    /// What is provided, and why.
    pub said: Said,
}

/// A value in words, with its basis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub value: String,
    /// Why it is so.
    pub basis: Basis,
}

impl Side {
    /// A protocol by its summaries and provisions.
    pub fn of_gists(protocol: &Protocol) -> Self {
        let line = |clause: &crate::protocol::Clause| Line {
            part: Part::Clause,
            id: Number::from(&clause.id),
            key: None,
            words: clause.gist.clone(),
            force: Some(clause.force),
        };
        Self {
            lineage: protocol.pack.to_string(),
            whose: Whose::Gist,
            clauses: protocol.clauses.iter().map(line).collect(),
            provided: provided(protocol),
        }
    }

    /// A council's own text in one reading, from its title to its footnotes, with the provisions of its
    /// version where there are any.
    pub fn of_text(
        lineage: &str,
        text: &ProtocolText,
        reading: Reading,
        protocol: Option<&Protocol>,
    ) -> Self {
        let mut lines = Lines::default();
        lines.add(Part::Title, "title", text.title.read(reading));
        lines.add(Part::Preamble, "preamble", paras(&text.preamble, reading));
        for section in &text.sections {
            lines.add(
                Part::Heading,
                &section.number,
                section.heading.read(reading),
            );
            let clauses = section.clauses.iter().flat_map(TextClause::all);
            for clause in clauses.filter(|clause| stands(clause, reading)) {
                let known = protocol.and_then(|p| p.clause(clause.id.as_str()));
                lines.all.push(Line {
                    part: Part::Clause,
                    id: Number::from(&clause.id),
                    key: Some(clause.key.clone()),
                    words: words(clause, reading),
                    force: known.map(|known| known.force),
                });
            }
        }
        lines.add(Part::Closing, "closing", paras(&text.closing, reading));
        for note in &text.footnotes {
            lines.add(Part::Footnote, &note.mark, note.words.read(reading));
        }
        Self {
            lineage: lineage.to_owned(),
            whose: Whose::Text,
            clauses: lines.all,
            provided: protocol.map(provided).unwrap_or_default(),
        }
    }

    /// Whether it provides nothing at all on a register.
    pub fn is_silent_on(&self, register: &str) -> bool {
        self.provided.values().all(|told| told.register != register)
    }
}

/// Lines as they are gathered. What stands around the clauses has no number that nobody else has: a second
/// of one number is counted.
#[derive(Default)]
struct Lines {
    all: Vec<Line>,
    taken: BTreeSet<(Part, Number)>,
}

impl Lines {
    fn add(&mut self, part: Part, number: &str, words: String) {
        if words.is_empty() {
            return;
        }
        let plain = Number(number.into());
        let again = (2..).map(|n| Number(format!("{number}~{n}").into()));
        let mut numbers = std::iter::once(plain.clone()).chain(again);
        let id = numbers.find(|id| self.taken.insert((part, id.clone())));
        self.all.push(Line {
            part,
            id: id.unwrap_or(plain),
            key: None,
            words,
            force: None,
        });
    }
}

/// Whether a clause is there in a reading: one whose words are all struck out is not there after.
fn stands(clause: &TextClause, reading: Reading) -> bool {
    let of = |reading| clause.words(reading).is_empty();
    of(Reading::Both) || !of(reading) || clause.below().any(|below| stands(below, reading))
}

/// The words of a clause under the heading that stands over it alone.
fn words(clause: &TextClause, reading: Reading) -> String {
    let (over, own) = (clause.over.read(reading), clause.words(reading));
    match over.is_empty() {
        true => own,
        false => format!("{over}\n{own}"),
    }
}

fn paras(paras: &[Para], reading: Reading) -> String {
    let lines = paras.iter().map(|para| para.words.read(reading));
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn provided(protocol: &Protocol) -> BTreeMap<String, Told> {
    let told = |line: crate::protocol::Provided| {
        let said = Said {
            value: line.value,
            basis: line.basis,
        };
        let (register, name) = (line.register, line.name);
        let told = Told {
            register,
            name,
            said,
        };
        (line.key, told)
    };
    protocol.provided().into_iter().map(told).collect()
}
