//! The council's own words: one version of its protocol as a tree of numbered clauses, with rule and
//! guidance, tracked changes and footnotes kept. Read from a document by the crate `documents`,
//! corrected by hand with [`edit`], and kept as content of the council's own, beside the version.

pub mod doubt;
pub mod edit;
pub mod force;
pub mod identity;
mod noted;
mod place;
mod reading;
pub mod saved;
pub mod track;
mod typed;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ids::ClauseId;
use crate::protocol::PrintedType;

pub use doubt::Doubt;
pub use place::Place;
pub use reading::Reading;
pub use saved::{SavedText, TextSaved, Texts};
pub use track::TextChange;
pub use typed::FORMS;

/// The text of one version of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ProtocolText {
    /// The title as printed. Texts that were saved before a title could be drafted have it without marks.
    #[serde(deserialize_with = "titled", serialize_with = "title")]
    pub title: Passage,
    /// What stands before the first section.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preamble: Vec<Para>,
    /// The sections, in order.
    pub sections: Vec<TextSection>,
    /// What stands after the last clause, for example the line for the adoption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closing: Vec<Para>,
    /// The footnotes, in the order of their marks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Footnote>,
    /// What was doubtful in the reading and what was said of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

/// A part of the document under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TextSection {
    /// Its number, printed or taken from its clauses; empty where there is none.
    pub number: String,
    /// Its heading; empty where there is none.
    #[serde(default, skip_serializing_if = "Passage::is_empty")]
    pub heading: Passage,
    /// Its clauses, in order.
    pub clauses: Vec<TextClause>,
}

/// One clause. Its own paragraphs and the clauses below it stand in the order of the document, since a
/// text may go on after its lettered parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextClause {
    /// What the clause keeps through every version, whatever its number becomes.
    pub key: String,
    /// Its number in this version, with `~2` for the second of one number.
    pub id: ClauseId,
    /// A heading without a number that stands over it within the section.
    #[serde(default, skip_serializing_if = "Passage::is_empty")]
    pub over: Passage,
    /// Its paragraphs and the clauses below it.
    pub body: Vec<Part>,
}

/// A piece of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A paragraph or a bullet.
    Para(Para),
    /// A clause below, for example `8.4(b)` of `8.4`.
    Clause(TextClause),
}

/// A paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Para {
    /// How deep a bullet stands, from 1; 0 for a paragraph that is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub bullet: u8,
    /// Its words.
    pub words: Passage,
}

/// Words with their marks.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passage(pub Vec<Run>);

/// Words of one look.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    /// The words; empty for the mark of a footnote.
    pub text: String,
    /// Whether they are bold.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    /// Whether they are italic.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    /// Whether a tracked change takes them out or puts them in.
    #[serde(default, skip_serializing_if = "Change::is_kept")]
    pub change: Change,
    /// The mark of the footnote that stands here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What a tracked change does with words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// They stand before and after.
    #[default]
    Kept,
    /// They are struck out: they stand before only.
    Struck,
    /// They are put in: they stand after only.
    Inserted,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Footnote {
    /// Its mark, for example `1`.
    pub mark: String,
    /// Its words.
    pub words: Passage,
}

impl ProtocolText {
    /// Every clause with its section, in the order of the document, each before those below it.
    pub fn clauses(&self) -> impl Iterator<Item = (&TextSection, &TextClause)> {
        self.sections.iter().flat_map(|section| {
            let below = section.clauses.iter().flat_map(TextClause::all);
            below.map(move |clause| (section, clause))
        })
    }

    /// A clause by its number in this version.
    pub fn clause(&self, id: &str) -> Option<&TextClause> {
        self.clauses()
            .map(|(_, clause)| clause)
            .find(|clause| clause.id.as_str() == id)
    }

    /// A clause by what it keeps through every version.
    pub fn clause_by_key(&self, key: &str) -> Option<&TextClause> {
        self.clauses()
            .map(|(_, clause)| clause)
            .find(|clause| clause.key == key)
    }

    /// The doubts that nobody has settled.
    pub fn open_doubts(&self) -> impl Iterator<Item = &Doubt> {
        self.doubts.iter().filter(|doubt| doubt.settled.is_none())
    }

    /// Whether any words are struck out or put in.
    pub fn is_tracked(&self) -> bool {
        let headings = self.sections.iter().map(|section| &section.heading);
        let clauses = self.clauses().map(|(_, clause)| clause);
        let bodies = clauses.flat_map(|clause| {
            std::iter::once(&clause.over).chain(clause.paras().map(|p| &p.words))
        });
        let around = self.preamble.iter().chain(&self.closing).map(|p| &p.words);
        let notes = self.footnotes.iter().map(|note| &note.words);
        std::iter::once(&self.title)
            .chain(headings)
            .chain(bodies)
            .chain(around)
            .chain(notes)
            .any(Passage::is_tracked)
    }
}

impl TextClause {
    /// A clause with one paragraph.
    pub fn new(id: ClauseId, words: Passage) -> Self {
        let body = if words.is_empty() {
            Vec::new()
        } else {
            vec![Part::Para(Para { bullet: 0, words })]
        };
        Self {
            key: id.as_str().to_owned(),
            id,
            over: Passage::default(),
            body,
        }
    }

    /// This clause and every clause below it, in order.
    pub fn all(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        let below = self.below().flat_map(Self::all);
        Box::new(std::iter::once(self).chain(below))
    }

    /// The clauses directly below.
    pub fn below(&self) -> impl Iterator<Item = &Self> {
        self.body.iter().filter_map(|part| match part {
            Part::Clause(clause) => Some(clause),
            Part::Para(_) => None,
        })
    }

    /// Its own paragraphs, without those of the clauses below.
    pub fn paras(&self) -> impl Iterator<Item = &Para> {
        self.body.iter().filter_map(|part| match part {
            Part::Para(para) => Some(para),
            Part::Clause(_) => None,
        })
    }

    /// Its own words in one reading: a line for each paragraph.
    pub fn words(&self, reading: Reading) -> String {
        let mut lines = String::new();
        for para in self.paras() {
            let words = para.words.read(reading);
            if words.is_empty() {
                continue;
            }
            if !lines.is_empty() {
                lines.push('\n');
            }
            lines.push_str(if para.bullet > 0 { "• " } else { "" });
            lines.push_str(&words);
        }
        lines
    }

    /// Its own words as a person types them: a line for each paragraph, with the marks of footnotes.
    pub fn typed(&self) -> String {
        place::typed(self.paras())
    }

    /// How its own words are printed: a rule in bold, guidance in italics, or neither. `None` where one
    /// part is printed in one way and another part in another.
    pub fn printed(&self) -> Option<PrintedType> {
        let (mut bold, mut italic, mut all) = (0, 0, 0);
        for run in self.paras().flat_map(|para| &para.words.0) {
            let seen = run.text.chars().filter(|c| c.is_alphanumeric()).count();
            all += seen;
            bold += if run.bold { seen } else { 0 };
            italic += if run.italic && !run.bold { seen } else { 0 };
        }
        match all {
            0 => Some(PrintedType::Unmarked),
            all if bold * 20 >= all * 19 => Some(PrintedType::Rule),
            all if italic * 20 >= all * 19 => Some(PrintedType::Guidance),
            all if (bold + italic) * 5 <= all => Some(PrintedType::Unmarked),
            _ => None,
        }
    }
}

impl Passage {
    /// Plain words without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Run::plain(text)])
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0
            .iter()
            .all(|run| run.text.trim().is_empty() && run.note.is_none())
    }

    /// Whether any of it is struck out or put in.
    pub fn is_tracked(&self) -> bool {
        self.0.iter().any(|run| run.change != Change::Kept)
    }

    /// Adds words, joining them to those before where they look the same.
    pub fn push(&mut self, run: Run) {
        if run.text.is_empty() && run.note.is_none() {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.looks_as(&run) => last.text.push_str(&run.text),
            _ => self.0.push(run),
        }
    }
}

impl Run {
    /// Words without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    fn looks_as(&self, other: &Self) -> bool {
        let look = |run: &Self| (run.bold, run.italic, run.change);
        self.note.is_none() && other.note.is_none() && look(self) == look(other)
    }
}

impl Change {
    /// Whether the words stand before and after.
    pub fn is_kept(&self) -> bool {
        *self == Self::Kept
    }
}

/// A title without marks as plain words, else with them.
fn title<S: Serializer>(title: &Passage, into: S) -> Result<S::Ok, S::Error> {
    match title.0.as_slice() {
        [only] if *only == Run::plain(only.text.as_str()) => only.text.serialize(into),
        _ => title.serialize(into),
    }
}

/// A title with its marks, or as plain words.
fn titled<'de, D: Deserializer<'de>>(from: D) -> Result<Passage, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Titled {
        Plain(String),
        Marked(Passage),
    }
    Ok(match Titled::deserialize(from)? {
        Titled::Plain(words) => Passage::plain(words),
        Titled::Marked(words) => words,
    })
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field by reference"
)]
fn is_zero(number: &u8) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests;
