//! Open questions: each with two readings at least, a ruler and a default.

use std::collections::BTreeSet;

use super::Checked;
use crate::protocol::raw::RawQuestion;
use crate::protocol::{Question, RuledBy};

impl Checked<'_> {
    /// The pack's own questions and the product's.
    pub(super) fn all_questions(
        &mut self,
        own: Vec<RawQuestion>,
        common: Vec<RawQuestion>,
        printed: &BTreeSet<String>,
    ) -> Vec<Question> {
        let mut questions = Vec::new();
        let mut seen = BTreeSet::new();
        for raw in &own {
            if raw.id.get_ref().starts_with('W') {
                let message = format!(
                    "`{}` is kept for the product’s own questions",
                    raw.id.get_ref()
                );
                let write = "another letter than W";
                self.fault(self.questions, raw.id.span(), message, write);
            }
        }
        let own = own
            .into_iter()
            .filter(|raw| !raw.id.get_ref().starts_with('W'));
        for raw in own.chain(common) {
            let span = raw.id.span();
            let Some(question) = self.question(raw, printed) else {
                continue;
            };
            if seen.insert(question.id.clone()) {
                questions.push(question);
            } else {
                let message = format!("question `{}` is asked twice", question.id);
                self.fault(
                    self.questions,
                    span,
                    message,
                    "an id of its own for each question",
                );
            }
        }
        questions
    }

    fn question(&mut self, raw: RawQuestion, printed: &BTreeSet<String>) -> Option<Question> {
        let sheet = self.questions;
        let id = self.id(sheet, &raw.id)?;
        let readings: Vec<String> = raw
            .readings
            .get_ref()
            .iter()
            .map(|reading| self.text(sheet, reading))
            .collect();
        let distinct: BTreeSet<&String> = readings.iter().collect();
        if distinct.len() < 2 {
            let message = format!("question `{id}` has fewer than two readings");
            let write = "at least two readings that differ: a question with one is no question";
            self.fault(sheet, raw.readings.span(), message, write);
        }
        let clauses = raw
            .clauses
            .iter()
            .filter_map(|written| self.existing(sheet, written, printed))
            .collect();
        Some(Question {
            id,
            clauses,
            asks: self.text(sheet, &raw.asks),
            readings,
            ruled_by: RuledBy::of_words(raw.ruler.get_ref()),
            ruler: self.text(sheet, &raw.ruler),
            default: self.text(sheet, &raw.default),
        })
    }
}
