//! Every ground that was named while a scenario ran, with what the product did by it.

use std::collections::{BTreeMap, BTreeSet};

use domain::clock::Clock;
use domain::ids::{ClauseId, PackId, QuestionId};
use domain::protocol::Does;
use domain::verdict::{Basis, Gate, Notice};

/// The grounds named so far.
#[derive(Debug, Clone, Default)]
pub struct Grounds(Vec<(Does, Basis)>);

impl Grounds {
    /// The product did something on a ground.
    pub fn name(&mut self, does: Does, basis: &Basis) {
        self.0.push((does, basis.clone()));
    }

    /// The product did something on several grounds.
    pub fn all<'a>(&mut self, does: Does, bases: impl IntoIterator<Item = &'a Basis>) {
        self.0
            .extend(bases.into_iter().map(|basis| (does, basis.clone())));
    }

    /// What a gate answered: a refusal holds the act, a question checks before it.
    pub fn gate(&mut self, gate: &Gate) {
        match gate {
            Gate::Allowed { explain, cites } => {
                self.all(Does::Check, explain.iter().map(|explain| &explain.basis));
                self.all(Does::Check, cites.iter().map(|cite| &cite.basis));
            }
            Gate::Refused(refusal) => self.name(Does::Gate, &refusal.basis),
            Gate::Hidden => {}
        }
    }

    /// Who was told.
    pub fn notices(&mut self, notices: &[Notice]) {
        self.all(Does::Notify, notices.iter().map(|notice| &notice.basis));
    }

    /// What a clock runs by, and what it judged.
    pub fn clock(&mut self, clock: &Clock) {
        for target in &clock.targets {
            self.all(Does::Clock, &target.basis);
            if target.judged.is_some() {
                self.all(Does::Measure, &target.basis);
            }
        }
    }

    /// The grounds, without what was done by them.
    pub fn bases(&self) -> impl Iterator<Item = &Basis> {
        self.0.iter().map(|(_, basis)| basis)
    }

    /// The clauses of a pack among them, each with what was done by it.
    pub fn clauses(&self, pack: &PackId) -> BTreeMap<ClauseId, BTreeSet<Does>> {
        let mut clauses = BTreeMap::<ClauseId, BTreeSet<Does>>::new();
        for (does, basis) in &self.0 {
            if let Some(clause) = basis.clause().filter(|clause| &clause.pack == pack) {
                clauses.entry(clause.id.clone()).or_default().insert(*does);
            }
        }
        clauses
    }

    /// The open questions whose defaults are among them.
    pub fn questions(&self) -> BTreeSet<QuestionId> {
        let question = |basis: &Basis| match basis {
            Basis::Default { question, .. } => Some(question.clone()),
            _ => None,
        };
        self.bases().filter_map(question).collect()
    }
}
