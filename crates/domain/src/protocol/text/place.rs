//! What stands around the clauses of a text, and how it is put right by hand.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::edit::BadEdit;
use super::{Footnote, Para, Part, Passage, ProtocolText, TextClause, TextSection};
use crate::ids::{ClauseId, NoteMark};

/// Where words stand that are no clause's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The title.
    Title,
    /// Before the first section.
    Preamble,
    /// The heading of the section of this number; of one without a number, that which begins with this
    /// clause.
    Heading(ClauseId),
    /// The heading without a number that stands over this clause within its section.
    Over(ClauseId),
    /// After the last clause.
    Closing,
    /// The footnote of this mark.
    Footnote(NoteMark),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("the title"),
            Self::Preamble => f.write_str("what stands before the first section"),
            Self::Heading(number) => write!(f, "the heading of section {number}"),
            Self::Over(clause) => write!(f, "the heading over clause {}", clause.printed()),
            Self::Closing => f.write_str("what stands after the last clause"),
            Self::Footnote(mark) => write!(f, "footnote {mark}"),
        }
    }
}

impl ProtocolText {
    /// The words at a place with the marks of their footnotes, a line for each paragraph; none where nothing
    /// stands there.
    pub fn words_at(&self, place: &Place) -> Option<String> {
        let words = match place {
            Place::Title => self.title.typed(),
            Place::Preamble => typed(&self.preamble),
            Place::Closing => typed(&self.closing),
            Place::Heading(number) => {
                let mut sections = self.sections.iter();
                let section = sections.find(|section| section.is_called(number))?;
                section.heading.typed()
            }
            Place::Over(clause) => self.clause(clause.as_str())?.over.typed(),
            Place::Footnote(mark) => {
                let mut notes = self.footnotes.iter();
                let note = notes.find(|note| note.mark == mark.as_str())?;
                note.words.typed()
            }
        };
        (!words.is_empty()).then_some(words)
    }

    /// Corrects the words at a place; tracked changes of them go. Without words there is nothing there any
    /// more. A section or a footnote that is not there is put in.
    pub(super) fn put_around(&mut self, place: &Place, words: &str) -> Result<(), BadEdit> {
        let paras = paras(words);
        let passage = || {
            let lines: Vec<&str> = words.split_whitespace().collect();
            Passage::of_typed(&lines.join(" "))
        };
        match place {
            Place::Title if paras.is_empty() => return Err(BadEdit::Empty("title")),
            Place::Title => self.title = passage(),
            Place::Preamble | Place::Closing => *self.paras_at(place) = paras,
            Place::Over(clause) => self.at_clause(clause, |parts, n| {
                if let Part::Clause(clause) = &mut parts[n] {
                    clause.over = passage();
                }
            })?,
            Place::Heading(number) => match self.section_mut(number) {
                Some(section) => section.heading = passage(),
                None if paras.is_empty() => return Err(BadEdit::NoPlace(place.clone())),
                None => self.put_section(number, passage()),
            },
            Place::Footnote(mark) => match self.footnote_mut(mark) {
                Some(_) if paras.is_empty() => {
                    self.footnotes.retain(|note| note.mark != mark.as_str());
                    self.each_passage(&mut |passage| {
                        let is_mark =
                            |note: &Option<String>| note.as_deref() == Some(mark.as_str());
                        passage.0.retain(|run| !is_mark(&run.note));
                    });
                }
                Some(note) => note.words = passage(),
                None if paras.is_empty() => return Err(BadEdit::NoPlace(place.clone())),
                None => self.footnotes.push(Footnote {
                    mark: mark.to_string(),
                    words: passage(),
                }),
            },
        }
        Ok(())
    }

    /// The paragraphs before the first section, or after the last clause.
    pub(super) fn paras_at(&mut self, place: &Place) -> &mut Vec<Para> {
        match place {
            Place::Closing => &mut self.closing,
            _ => &mut self.preamble,
        }
    }

    pub(super) fn section_mut(&mut self, number: &ClauseId) -> Option<&mut TextSection> {
        let mut sections = self.sections.iter_mut();
        sections.find(|section| section.is_called(number))
    }

    pub(super) fn footnote_mut(&mut self, mark: &NoteMark) -> Option<&mut Footnote> {
        let mut notes = self.footnotes.iter_mut();
        notes.find(|note| note.mark == mark.as_str())
    }

    /// Does something with all words of the text.
    pub(super) fn each_passage(&mut self, act: &mut impl FnMut(&mut Passage)) {
        act(&mut self.title);
        for para in self.preamble.iter_mut().chain(&mut self.closing) {
            act(&mut para.words);
        }
        for section in &mut self.sections {
            act(&mut section.heading);
            for clause in &mut section.clauses {
                of_clause(clause, act);
            }
        }
        for note in &mut self.footnotes {
            act(&mut note.words);
        }
    }
}

impl TextSection {
    /// Whether it is named by this number: its own, or that of its first clause where it has none.
    fn is_called(&self, number: &ClauseId) -> bool {
        match self.number.as_str() {
            "" => self
                .clauses
                .first()
                .is_some_and(|first| &first.id == number),
            own => own == number.as_str(),
        }
    }
}

fn of_clause(clause: &mut TextClause, act: &mut impl FnMut(&mut Passage)) {
    act(&mut clause.over);
    for part in &mut clause.body {
        match part {
            Part::Para(para) => act(&mut para.words),
            Part::Clause(below) => of_clause(below, act),
        }
    }
}

/// Paragraphs as they are typed: a line each, with the marks of their footnotes; a bullet begins with `•`.
pub(super) fn typed<'p>(paras: impl IntoIterator<Item = &'p Para>) -> String {
    let lines = paras.into_iter().filter_map(|para| {
        let words = para.words.typed();
        let bullet = if para.bullet > 0 { "• " } else { "" };
        (!words.is_empty()).then(|| format!("{bullet}{words}"))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What was typed, as paragraphs.
pub(super) fn paras(words: &str) -> Vec<Para> {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    let para = |line: &str| {
        let (bullet, words) = match line.strip_prefix('•') {
            Some(words) => (1, words.trim()),
            None => (0, line),
        };
        let words = Passage::of_typed(words);
        Para { bullet, words }
    };
    lines.map(para).collect()
}
