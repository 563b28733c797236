//! What the product does about each duty, computed from what the protocol provides and from what its
//! scenarios proved. Nothing here is claimed: a duty without a scenario is *shown*, whatever the pack
//! says that software should do about it.

use std::collections::BTreeSet;
use std::fmt;

use super::force::duty_tag;
use super::{Clause, Does, Duty, Proof, Protocol, Provided, Section};
use crate::ids::ClauseId;
use crate::verdict::Basis;

/// What the product does about a protocol.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// One for each duty, in the document's order.
    pub lines: Vec<Covered>,
    /// What is claimed and not proven. A pack is in order without any.
    pub faults: Vec<Unproven>,
}

/// What the product does about one duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// Its clause.
    pub clause: ClauseId,
    /// The section of the clause.
    pub section: String,
    /// The duty's key within the clause; empty where it is the only one.
    pub duty: String,
    /// What the product does, each proven; only [`Does::Shown`] where nothing is.
    pub does: BTreeSet<Does>,
    /// What the pack says that software should do about it.
    pub meant: Vec<Does>,
    /// How many scenarios prove it.
    pub scenarios: usize,
}

/// Something that is claimed and not proven.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unproven {
    /// A provision rests on a duty, and no scenario proves that duty.
    Provision {
        /// The provision's key.
        key: String,
        /// The duty's tag.
        duty: String,
    },
    /// A provision rests on the default of a question, and no scenario comes to it.
    Default {
        /// The provision's key.
        key: String,
        /// The question.
        question: String,
    },
    /// A scenario's tag names a duty whose clause nothing in the scenario rests on.
    Tag {
        /// The scenario.
        scenario: String,
        /// The tag.
        tag: String,
    },
    /// A scenario's tag names no duty of the protocol.
    NoDuty {
        /// The scenario.
        scenario: String,
        /// The tag.
        tag: String,
    },
}

impl fmt::Display for Unproven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provision { key, duty } => write!(
                f,
                "`{key}` rests on {duty}, and no scenario proves that: write one, tagged @{duty}"
            ),
            Self::Default { key, question } => write!(
                f,
                "`{key}` rests on the default of question {question}, and no scenario comes to it: write one"
            ),
            Self::Tag { scenario, tag } => write!(
                f,
                "scenario “{scenario}” is tagged @{tag}, and nothing in it rests on that clause: show it, or take the tag off"
            ),
            Self::NoDuty { scenario, tag } => write!(
                f,
                "scenario “{scenario}” is tagged @{tag}, which is no duty: write one of clauses.toml"
            ),
        }
    }
}

impl Covered {
    /// The duty's tag.
    pub fn tag(&self) -> String {
        duty_tag(self.clause.as_str(), &self.duty)
    }

    /// Whether the product does more than show it.
    pub fn is_done(&self) -> bool {
        self.scenarios > 0 && self.does.iter().any(|does| *does != Does::Shown)
    }

    /// Whether the pack asks for no more than to show it.
    pub fn is_meant_for_reading(&self) -> bool {
        self.meant == [Does::Shown]
    }
}

/// The duties of a section, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// The product does more than show it.
    pub done: usize,
    /// The pack asks for more, and it is only shown so far.
    pub shown: usize,
    /// It is meant for reading.
    pub reading: usize,
}

impl Part {
    /// All of them.
    pub fn all(&self) -> usize {
        self.done + self.shown + self.reading
    }

    fn count(&mut self, line: &Covered) {
        match () {
            () if line.is_done() => self.done += 1,
            () if line.is_meant_for_reading() => self.reading += 1,
            () => self.shown += 1,
        }
    }
}

impl Coverage {
    /// The duties of the whole protocol, counted.
    pub fn total(&self) -> Part {
        counted(&self.lines)
    }

    /// The duties of one section, counted.
    pub fn of(&self, section: &Section) -> Part {
        let of_it = |line: &&Covered| line.section == section.number;
        counted(self.lines.iter().filter(of_it))
    }
}

fn counted<'a>(lines: impl IntoIterator<Item = &'a Covered>) -> Part {
    let mut part = Part::default();
    for line in lines {
        part.count(line);
    }
    part
}

impl Protocol {
    /// What the product does about each of its duties, and what is claimed without proof.
    pub fn coverage(&self) -> Coverage {
        let provided = self.provided();
        let of_clause = |clause: &Clause| {
            let duties = clause.duties.iter();
            duties
                .map(|duty| covered(self, clause, duty, &provided))
                .collect::<Vec<_>>()
        };
        Coverage {
            lines: self.clauses.iter().flat_map(of_clause).collect(),
            faults: self.unproven(&provided).into_iter().collect(),
        }
    }

    /// The scenarios that prove a duty.
    fn proving<'a>(&'a self, clause: &'a Clause, tag: &'a str) -> impl Iterator<Item = &'a Proof> {
        let scenarios = self.proofs.scenario.iter();
        scenarios.filter(move |proof| {
            proof.tags.iter().any(|own| own == tag) && proof.by(&clause.id).next().is_some()
        })
    }

    fn unproven(&self, provided: &[Provided]) -> BTreeSet<Unproven> {
        let mut faults = BTreeSet::new();
        for line in provided {
            let key = line.key.clone();
            match (&line.duty, &line.basis) {
                (Some(tag), _) => {
                    let found = self.duty(tag);
                    if found.is_none_or(|(clause, _)| self.proving(clause, tag).next().is_none()) {
                        let duty = tag.clone();
                        faults.insert(Unproven::Provision { key, duty });
                    }
                }
                // A default that completes a clause stands and falls with the clause.
                (
                    None,
                    Basis::Default {
                        question,
                        completes: None,
                    },
                ) if !self
                    .proofs
                    .scenario
                    .iter()
                    .any(|p| p.questions.contains(question)) =>
                {
                    let question = question.to_string();
                    faults.insert(Unproven::Default { key, question });
                }
                _ => {}
            }
        }
        for proof in &self.proofs.scenario {
            for tag in &proof.tags {
                let (scenario, tag) = (proof.name.clone(), tag.clone());
                match self.duty(&tag) {
                    None => faults.insert(Unproven::NoDuty { scenario, tag }),
                    Some((clause, _)) if proof.by(&clause.id).next().is_none() => {
                        faults.insert(Unproven::Tag { scenario, tag })
                    }
                    Some(_) => false,
                };
            }
        }
        faults
    }
}

/// What the pack and its provisions ascribe to a duty.
fn ascribed(clause: &Clause, duty: &Duty, provided: &[Provided]) -> BTreeSet<Does> {
    let tag = duty_tag(clause.id.as_str(), &duty.key);
    let by_provisions = provided
        .iter()
        .filter(|line| line.duty.as_deref() == Some(&tag))
        .flat_map(|line| line.does.iter().copied());
    by_provisions.chain(duty.does.iter().copied()).collect()
}

fn covered(protocol: &Protocol, clause: &Clause, duty: &Duty, provided: &[Provided]) -> Covered {
    let tag = duty_tag(clause.id.as_str(), &duty.key);
    let mut scenarios = 0;
    let mut seen = BTreeSet::new();
    for proof in protocol.proving(clause, &tag) {
        scenarios += 1;
        seen.extend(proof.by(&clause.id));
    }
    let mut does = own(clause, duty, provided, &seen);
    if does.is_empty() {
        does.insert(Does::Shown);
    }
    Covered {
        clause: clause.id.clone(),
        section: clause.section.clone(),
        duty: duty.key.clone(),
        does,
        meant: duty.does.clone(),
        scenarios,
    }
}

/// What of that seen by a clause is this duty's. A ground names the clause only: where it has several
/// duties, what the pack and its provisions ascribe to this one counts, else what they ascribe to none.
fn own(
    clause: &Clause,
    duty: &Duty,
    provided: &[Provided],
    seen: &BTreeSet<Does>,
) -> BTreeSet<Does> {
    let mut others = clause
        .duties
        .iter()
        .filter(|other| other.key != duty.key)
        .peekable();
    if others.peek().is_none() {
        return seen.clone();
    }
    let ascribed_here = ascribed(clause, duty, provided);
    let does: BTreeSet<_> = seen.intersection(&ascribed_here).copied().collect();
    if !does.is_empty() {
        return does;
    }
    let elsewhere: BTreeSet<_> = others
        .flat_map(|other| ascribed(clause, other, provided))
        .collect();
    seen.difference(&elsewhere).copied().collect()
}

#[cfg(test)]
mod tests;
