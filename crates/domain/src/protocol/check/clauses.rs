//! Clauses and their duties: each printed once, each duty with a gist and an enforcement that its words
//! support.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;

use super::Checked;
use crate::ids::{ClauseId, QuestionId};
use crate::protocol::error::{Sheet, nearest};
use crate::protocol::force::{default_enforce, supported};
use crate::protocol::raw::{RawClause, RawDuty};
use crate::protocol::{Clause, Duty, Enforce, Force};

/// The parts of the product that may carry out a duty.
const CAPABILITIES: [&str; 16] = [
    "briefings",
    "complaints",
    "concerns",
    "correspondence",
    "decisions",
    "directory",
    "enquiries",
    "groups",
    "information",
    "interests",
    "protocol",
    "publicity",
    "reporting",
    "scrutiny",
    "support",
    "wards",
];

impl Checked<'_> {
    /// Every clause with its place.
    pub(super) fn all_clauses(
        &mut self,
        raw: Vec<RawClause>,
        at_most: Enforce,
        questions: &BTreeSet<&str>,
    ) -> Vec<(Clause, Range<usize>)> {
        let mut seen = BTreeSet::new();
        let mut clauses = Vec::new();
        for clause in raw {
            let span = clause.id.span();
            let Some(clause) = self.clause(clause, at_most, questions) else {
                continue;
            };
            if seen.insert(clause.id.clone()) {
                clauses.push((clause, span));
            } else {
                let message = format!("clause `{}` is written twice", clause.id);
                let write = "one [[clause]] with all its duties";
                self.fault(self.clauses, span, message, write);
            }
        }
        clauses
    }

    fn clause(
        &mut self,
        raw: RawClause,
        at_most: Enforce,
        questions: &BTreeSet<&str>,
    ) -> Option<Clause> {
        let id: ClauseId = self.id(self.clauses, &raw.id)?;
        let gist = self.gist(self.clauses, &raw.gist);
        if raw.duty.is_empty() {
            let message = format!("clause `{id}` has no duty");
            let write = "a [[clause.duty]], with force = \"is\" and does = \"shown\" where it only says something";
            self.fault(self.clauses, raw.id.span(), message, write);
        }
        let single = raw.duty.len() == 1;
        let mut keys = BTreeSet::new();
        let mut duties = Vec::new();
        for duty in raw.duty {
            let span = duty.key.as_ref().map_or(raw.id.span(), Spanned::span);
            let duty = self.duty(
                &id,
                duty,
                single.then_some(gist.as_str()),
                at_most,
                questions,
            );
            if !keys.insert(duty.key.clone()) {
                let message = format!("two duties of clause `{id}` have the key `{}`", duty.key);
                let write = "a key of its own for each duty, for example key = \"2\"";
                self.fault(self.clauses, span, message, write);
            }
            duties.push(duty);
        }
        let section = id.section().to_owned();
        Some(Clause {
            section,
            force: duties
                .iter()
                .map(|duty| duty.force)
                .max()
                .unwrap_or(Force::Is),
            id,
            gist,
            duties,
        })
    }

    fn duty(
        &mut self,
        clause: &ClauseId,
        raw: RawDuty,
        gist_of_clause: Option<&str>,
        at_most: Enforce,
        questions: &BTreeSet<&str>,
    ) -> Duty {
        let sheet = self.clauses;
        let gist = match (&raw.gist, gist_of_clause) {
            (Some(gist), _) => self.gist(sheet, gist),
            (None, Some(gist)) => gist.to_owned(),
            (None, None) => {
                let message = format!("this duty of clause `{clause}` has no gist");
                let write = "gist = \"…\", since the clause has several duties";
                self.fault(sheet, raw.force.span(), message, write);
                String::new()
            }
        };
        self.capability(&raw.capability);
        let question = self.duty_question(&raw, questions);
        let enforce = self.enforce(&raw, at_most, question.is_some());
        Duty {
            key: raw.key.map(Spanned::into_inner).unwrap_or_default(),
            force: *raw.force.get_ref(),
            printed: raw.printed,
            who: self.text(sheet, &raw.who),
            gist,
            does: raw.does,
            capability: raw.capability.into_inner(),
            enforce,
            because: raw.because.map(Spanned::into_inner),
            question,
            states: raw.states,
        }
    }

    fn capability(&mut self, written: &Spanned<String>) {
        let word = written.get_ref().as_str();
        if !CAPABILITIES.contains(&word) {
            let write = nearest(word, CAPABILITIES).map_or_else(
                || format!("one of {}", CAPABILITIES.join(", ")),
                |near| format!("`{near}`"),
            );
            let message = format!("`{word}` is no part of the product");
            self.fault(self.clauses, written.span(), message, write);
        }
    }

    fn duty_question(&mut self, raw: &RawDuty, known: &BTreeSet<&str>) -> Option<QuestionId> {
        let written = raw.question.as_ref()?;
        let id: QuestionId = self.id(self.clauses, written)?;
        self.known_question(self.clauses, written, known);
        Some(id)
    }

    fn known_question(
        &mut self,
        sheet: Sheet<'_>,
        written: &Spanned<String>,
        known: &BTreeSet<&str>,
    ) {
        let id = written.get_ref().as_str();
        if !known.contains(id) {
            let message = format!("there is no question `{id}`");
            let write = format!("a question of questions.toml, or add one with id = \"{id}\"");
            self.fault(sheet, written.span(), message, write);
        }
    }

    fn enforce(&mut self, raw: &RawDuty, at_most: Enforce, by_question: bool) -> Enforce {
        let force = *raw.force.get_ref();
        let Some(written) = &raw.enforce else {
            return default_enforce(force, raw.printed, &raw.does, at_most);
        };
        let enforce = *written.get_ref();
        let supported = supported(force, raw.printed, at_most);
        if enforce > supported && !by_question {
            let message = format!(
                "`{}` is stricter than the text supports, which is `{}`",
                enforce.word(),
                supported.word()
            );
            let write = format!(
                "enforce = \"{}\", or name the question whose default it is: question = \"…\"",
                supported.word()
            );
            self.fault(self.clauses, written.span(), message, write);
        }
        if raw
            .because
            .as_ref()
            .is_none_or(|why| why.get_ref().trim().is_empty())
        {
            let message = "`enforce` is written without a reason";
            let write = "because = \"…\" beside it, or leave `enforce` to the force of the text";
            self.fault(self.clauses, written.span(), message, write);
        }
        enforce
    }
}
