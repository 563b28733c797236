//! One side of a comparison: the clauses as words, and what is provided.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ids::ClauseId;
use crate::protocol::text::{ProtocolText, Reading};
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

/// One clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub id: ClauseId,
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
            id: clause.id.clone(),
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

    /// A council's own text in one reading, with the provisions of its version where there are any.
    pub fn of_text(
        lineage: &str,
        text: &ProtocolText,
        reading: Reading,
        protocol: Option<&Protocol>,
    ) -> Self {
        let clauses = text.clauses().map(|(_, clause)| Line {
            id: clause.id.clone(),
            key: Some(clause.key.clone()),
            words: clause.words(reading),
            force: protocol.and_then(|p| Some(p.clause(clause.id.as_str())?.force)),
        });
        Self {
            lineage: lineage.to_owned(),
            whose: Whose::Text,
            clauses: clauses.collect(),
            provided: protocol.map(provided).unwrap_or_default(),
        }
    }

    /// Whether it provides nothing at all on a register.
    pub fn is_silent_on(&self, register: &str) -> bool {
        self.provided.values().all(|told| told.register != register)
    }
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
