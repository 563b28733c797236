//! Makes clauses, duties, notes and questions out of what was written, and tells every fault found
//! on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr;

use toml::Spanned;

use super::error::{PackError, Sheet, nearest};
use super::force::{default_enforce, supported};
use super::raw::{RawClause, RawClauses, RawDuty, RawNote, RawPack, RawQuestion, RawQuestions};
use super::{Clause, Duty, Enforce, EnquiryProvisions, PrintedNote, Protocol, Question, Section};
use crate::ids::{ClauseId, QuestionId};

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

/// A pack while it is being checked.
pub(super) struct Checked<'a> {
    pack: Sheet<'a>,
    clauses: Sheet<'a>,
    questions: Sheet<'a>,
    /// What has been found wrong so far.
    pub faults: Vec<PackError>,
}

impl<'a> Checked<'a> {
    /// Starts from the sheets of pack, clauses, provisions and questions.
    pub fn new([pack, clauses, _, questions]: [Sheet<'a>; 4], faults: Vec<PackError>) -> Self {
        Self {
            pack,
            clauses,
            questions,
            faults,
        }
    }

    /// The protocol without its provisions; `None` where not even its name can be read.
    pub fn protocol(
        &mut self,
        raw: RawPack,
        clauses: RawClauses,
        questions: RawQuestions,
        common: Vec<RawQuestion>,
    ) -> Option<Protocol> {
        let pack = self.id(self.pack, &raw.id);
        let version = self.id(self.pack, &raw.version);
        let council = self.text(self.pack, &raw.council);
        let title = self.text(self.pack, &raw.title);
        let printed = self.printed(&raw.printed);
        let sections = self.sections(&clauses);
        let questions = self.all_questions(questions.question, common, &printed);
        let known: BTreeSet<&str> = questions.iter().map(|q| q.id.as_str()).collect();
        let notes = self.notes(clauses.note, &printed);
        let clauses = self.all_clauses(clauses.clause, raw.at_most, &known);
        self.as_printed(&clauses, &raw.printed);
        self.in_sections(&clauses, &sections);
        Some(Protocol {
            pack: pack?,
            version: version?,
            council,
            title,
            nation: raw.nation,
            at_most: raw.at_most,
            sections,
            clauses: clauses.into_iter().map(|(clause, _)| clause).collect(),
            notes,
            enquiries: EnquiryProvisions::default(),
            questions,
        })
    }

    fn fault(
        &mut self,
        sheet: Sheet<'_>,
        span: Range<usize>,
        message: impl Into<String>,
        write: impl Into<String>,
    ) {
        self.faults.push(sheet.fault(span, message, write));
    }

    fn id<T: FromStr<Err = crate::ids::BadId>>(
        &mut self,
        sheet: Sheet<'_>,
        written: &Spanned<String>,
    ) -> Option<T> {
        let parsed = written.get_ref().parse();
        let bad = |error: crate::ids::BadId| {
            let message = format!("`{}` is not a {}", error.text, error.noun);
            let write = match error.noun {
                "clause" => {
                    "the printed number, for example \"8.4(b)(v)\", with ~2 for a second clause of one number"
                }
                "question" => "one capital letter and a number, for example \"B19\"",
                _ => "1 to 64 of a-z, 0-9 and hyphens",
            };
            self.fault(sheet, written.span(), message, write);
        };
        parsed.map_err(bad).ok()
    }

    /// A text that must say something.
    fn text(&mut self, sheet: Sheet<'_>, written: &Spanned<String>) -> String {
        let text = written.get_ref().trim();
        if text.is_empty() {
            self.fault(
                sheet,
                written.span(),
                "this text is empty",
                "one plain sentence in your own words",
            );
        }
        text.to_owned()
    }

    /// A summary in Wardroom's words: a sentence, not a paragraph of the document.
    fn gist(&mut self, sheet: Sheet<'_>, written: &Spanned<String>) -> String {
        let gist = self.text(sheet, written);
        if gist.chars().count() > 400 {
            self.fault(
                sheet,
                written.span(),
                "this gist is longer than 400 characters",
                "one sentence in your own words, not the text of the clause",
            );
        }
        gist
    }

    fn printed(&mut self, printed: &[Spanned<String>]) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        for number in printed {
            let Some(id) = self.id::<ClauseId>(self.pack, number) else {
                continue;
            };
            if !seen.insert(id.as_str().to_owned()) {
                let message = format!("clause `{id}` is listed twice");
                let write =
                    format!("\"{id}~2\" for a second clause of that number, or list it once");
                self.fault(self.pack, number.span(), message, write);
            }
        }
        seen
    }

    fn sections(&mut self, raw: &RawClauses) -> Vec<Section> {
        let mut seen = BTreeSet::new();
        let mut sections = Vec::new();
        for section in &raw.section {
            let number = self.text(self.clauses, &section.number);
            let title = self.text(self.clauses, &section.title);
            if !seen.insert(number.clone()) {
                let message = format!("section `{number}` is written twice");
                self.fault(
                    self.clauses,
                    section.number.span(),
                    message,
                    "each section once",
                );
            }
            sections.push(Section { number, title });
        }
        sections
    }

    fn all_clauses(
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
        let section = id.as_str().split(['.', '(', '~']).next().unwrap_or("");
        Some(Clause {
            section: section.to_owned(),
            force: duties.iter().map(|duty| duty.force).max()?,
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
            return default_enforce(force, raw.printed, raw.does, at_most);
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

    /// Every printed number has its clause, in the document's order, and no other clause is there.
    fn as_printed(&mut self, clauses: &[(Clause, Range<usize>)], printed: &[Spanned<String>]) {
        let have: BTreeSet<&str> = clauses
            .iter()
            .map(|(clause, _)| clause.id.as_str())
            .collect();
        for number in printed {
            if !have.contains(number.get_ref().as_str()) {
                let id = number.get_ref();
                let message = format!("clause `{id}` is printed but missing from clauses.toml");
                let write = format!("a [[clause]] with id = \"{id}\" in clauses.toml");
                self.fault(self.pack, number.span(), message, write);
            }
        }
        let numbers: BTreeMap<&str, usize> = printed
            .iter()
            .enumerate()
            .map(|(place, number)| (number.get_ref().as_str(), place))
            .collect();
        let mut last = 0;
        for (clause, span) in clauses {
            let id = clause.id.as_str();
            let Some(&place) = numbers.get(id) else {
                let near = nearest(id, numbers.keys().copied());
                let write = match near {
                    Some(near) => format!("`{near}`, or add \"{id}\" to `printed` of pack.toml"),
                    None => {
                        format!("add \"{id}\" to `printed` of pack.toml, or make it a [[note]]")
                    }
                };
                let message = format!("clause `{id}` is not among the printed clauses");
                self.fault(self.clauses, span.clone(), message, write);
                continue;
            };
            if place < last {
                let message = format!("clause `{id}` stands after a later one");
                let write = "the clauses in the order in which they are printed";
                self.fault(self.clauses, span.clone(), message, write);
            }
            last = last.max(place);
        }
    }

    fn in_sections(&mut self, clauses: &[(Clause, Range<usize>)], sections: &[Section]) {
        for (clause, span) in clauses {
            if !sections.iter().any(|s| s.number == clause.section) {
                let message = format!("clause `{}` belongs to no section", clause.id);
                let number = &clause.section;
                let write = format!("a [[section]] with number = \"{number}\" and its title");
                self.fault(self.clauses, span.clone(), message, write);
            }
        }
    }

    fn notes(&mut self, raw: Vec<RawNote>, printed: &BTreeSet<String>) -> Vec<PrintedNote> {
        let mut seen = BTreeSet::new();
        let mut notes = Vec::new();
        for note in raw {
            let id = self.text(self.clauses, &note.id);
            if !seen.insert(id.clone()) {
                let message = format!("note `{id}` is written twice");
                self.fault(self.clauses, note.id.span(), message, "each note once");
            }
            let clause = note
                .clause
                .and_then(|written| self.existing(self.clauses, &written, printed));
            let gist = self.gist(self.clauses, &note.gist);
            notes.push(PrintedNote { id, clause, gist });
        }
        notes
    }

    /// A clause that the document has.
    fn existing(
        &mut self,
        sheet: Sheet<'_>,
        written: &Spanned<String>,
        printed: &BTreeSet<String>,
    ) -> Option<ClauseId> {
        let id: ClauseId = self.id(sheet, written)?;
        if printed.contains(id.as_str()) {
            return Some(id);
        }
        let write = match nearest(id.as_str(), printed.iter().map(String::as_str)) {
            Some(near) => format!("a printed clause, perhaps \"{near}\""),
            None => "a printed clause".to_owned(),
        };
        self.fault(
            sheet,
            written.span(),
            format!("there is no clause `{id}`"),
            write,
        );
        None
    }

    fn all_questions(
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
        for raw in own.into_iter().chain(common) {
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
            ruler: self.text(sheet, &raw.ruler),
            default: self.text(sheet, &raw.default),
        })
    }
}
