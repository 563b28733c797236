//! Makes sections, clauses, notes and questions out of what was written, and tells every fault found
//! on the way.

mod clauses;
mod questions;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;

use toml::Spanned;

use super::error::{PackError, Sheet, nearest};
use super::raw::{RawClauses, RawNote, RawPack, RawQuestion, RawQuestions};
use super::{
    AmendmentProvisions, BriefingProvisions, Clause, EnquiryProvisions, GroupProvisions,
    InterpretationProvisions, PrintedNote, Protocol, Section,
};
use crate::ids::ClauseId;
use crate::settings::{self, CATALOGUE, SettingKind, SettingSpec};

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
            names: raw.names,
            sections,
            clauses: clauses.into_iter().map(|(clause, _)| clause).collect(),
            notes,
            enquiries: EnquiryProvisions::default(),
            groups: GroupProvisions::default(),
            briefings: BriefingProvisions::default(),
            complaints: Default::default(),
            information: Default::default(),
            interpretations: InterpretationProvisions::default(),
            amendments: AmendmentProvisions::default(),
            questions,
            proofs: super::Proofs::default(),
            rulings: Vec::new(),
            files: Arc::default(),
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

    /// Every printed number has its clause, in the document's order, and no other clause is there.
    fn as_printed(&mut self, clauses: &[(Clause, Range<usize>)], printed: &[Spanned<String>]) {
        let have: BTreeSet<&str> = clauses
            .iter()
            .map(|(clause, _)| clause.id.as_str())
            .collect();
        for number in printed {
            let readable = number.get_ref().parse::<ClauseId>().is_ok();
            if readable && !have.contains(number.get_ref().as_str()) {
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
            let link = note.link.and_then(|written| self.link(&written));
            let gist = self.gist(self.clauses, &note.gist);
            notes.push(PrintedNote {
                id,
                clause,
                link,
                gist,
            });
        }
        notes
    }

    /// The setting that holds where a note points to.
    fn link(&mut self, written: &Spanned<String>) -> Option<&'static SettingSpec> {
        let is_link = |spec: &&SettingSpec| spec.kind == SettingKind::Link;
        let found = settings::spec(written.get_ref()).filter(is_link);
        if found.is_none() {
            let message = format!("`{}` is no setting for an address", written.get_ref());
            let all = CATALOGUE.iter().filter(is_link).map(|spec| spec.id);
            let write = all.collect::<Vec<_>>().join(" or ");
            self.fault(self.clauses, written.span(), message, write);
        }
        found
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
}
