//! Applies a comparison to its earlier side.

use std::collections::BTreeMap;

use super::side::Told;
use super::{Comparison, Line, Mark, Number, Part, Side, Span};

/// Why a comparison cannot be applied: it is not of this side.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// A clause that the comparison begins with is not there, or reads otherwise.
    #[error("clause `{0}` is not there, or reads otherwise than where the comparison began")]
    Clause(Number),
    /// A clause of this side is not in the comparison.
    #[error("clause `{0}` is not in the comparison")]
    Unknown(Number),
    /// A provision is not what the comparison begins with.
    #[error("provision `{0}` is not what it was where the comparison began")]
    Provision(String),
}

/// The later side, made of the earlier one and what changes. A provision that stays keeps the basis of the
/// earlier side.
pub fn apply(before: &Side, comparison: &Comparison) -> Result<Side, Misfit> {
    let mut left: BTreeMap<(Part, &Number), &Line> = before
        .clauses
        .iter()
        .map(|line| ((line.part, &line.id), line))
        .collect();
    let mut clauses = Vec::with_capacity(comparison.clauses.len());
    for change in &comparison.clauses {
        if let Some(id) = &change.before {
            let line = left.remove(&(change.part, id));
            if line.is_none_or(|line| line.words != read(&change.words, Mark::Gone)) {
                return Err(Misfit::Clause(id.clone()));
            }
        }
        if let Some(id) = &change.after {
            clauses.push(Line {
                part: change.part,
                id: id.clone(),
                key: change.key.clone(),
                words: read(&change.words, Mark::New),
                force: change.force.1,
            });
        }
    }
    if let Some((_, id)) = left.into_keys().next() {
        return Err(Misfit::Unknown(id.clone()));
    }
    Ok(Side {
        lineage: comparison.lineage.clone(),
        whose: comparison.whose,
        clauses,
        provided: provided(before, comparison)?,
    })
}

/// The words on one side: those kept and those of its own mark.
fn read(words: &[Span], own: Mark) -> String {
    let there = words
        .iter()
        .filter(|span| span.mark == Mark::Kept || span.mark == own);
    there.map(|span| span.text.as_str()).collect()
}

fn provided(before: &Side, comparison: &Comparison) -> Result<BTreeMap<String, Told>, Misfit> {
    let mut provided = before.provided.clone();
    for shift in &comparison.provisions {
        let was = provided.remove(&shift.key);
        let value = was.as_ref().map(|told| &told.said.value);
        if value != shift.before.as_ref().map(|said| &said.value) {
            return Err(Misfit::Provision(shift.key.clone()));
        }
        if let Some(said) = &shift.after {
            let told = Told {
                register: shift.register,
                name: shift.name.clone(),
                said: said.clone(),
            };
            provided.insert(shift.key.clone(), told);
        }
    }
    Ok(provided)
}
