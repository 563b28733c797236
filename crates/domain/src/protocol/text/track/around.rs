//! Tracked changes of what stands around the clauses: title, headings, what comes before and after them,
//! and footnotes.

use super::{Marks, lines, reworded, within};
use crate::ids::{ClauseId, NoteMark};
use crate::protocol::PrintedType;
use crate::protocol::text::edit::BadEdit;
use crate::protocol::text::{Change, Footnote, Part, Passage, Place, ProtocolText, TextSection};

impl ProtocolText {
    /// Makes words around the clauses read otherwise; nothing strikes them. A section or a footnote that is
    /// not there is put in.
    pub(super) fn around(&mut self, place: &Place, words: &str) -> Result<(), BadEdit> {
        let plain = Marks::of(PrintedType::Unmarked);
        let one_line = || lines(words).collect::<Vec<_>>().join(" ");
        let is_empty = words.trim().is_empty();
        let missing = || BadEdit::NoPlace(place.clone());
        match place {
            Place::Title if is_empty => return Err(BadEdit::Empty("title")),
            Place::Title => self.title = within(&self.title, &one_line(), plain),
            Place::Over(clause) => {
                let stands = self.words_at(place).is_some();
                self.at_clause(clause, |parts, n| {
                    if let Part::Clause(clause) = &mut parts[n] {
                        let marks = Marks::like(&clause.over);
                        clause.over = within(&clause.over, &one_line(), marks);
                    }
                })?;
                if is_empty && !stands {
                    return Err(missing());
                }
            }
            Place::Preamble | Place::Closing => {
                let paras = self.paras_at(place);
                if is_empty && paras.is_empty() {
                    return Err(missing());
                }
                *paras = reworded(std::mem::take(paras), words, plain);
            }
            Place::Heading(number) => match self.section_mut(number) {
                Some(section) => {
                    let marks = Marks::like(&section.heading);
                    section.heading = within(&section.heading, &one_line(), marks);
                }
                None if is_empty => return Err(missing()),
                None => self.put_section(number, plain.passage(&one_line())),
            },
            Place::Footnote(mark) => {
                match self.footnote_mut(mark) {
                    Some(note) => note.words = within(&note.words, &one_line(), plain),
                    None if is_empty => return Err(missing()),
                    None => self.footnotes.push(Footnote {
                        mark: mark.to_string(),
                        words: plain.passage(&one_line()),
                    }),
                }
                if is_empty {
                    self.strike_marks(mark);
                }
            }
        }
        Ok(())
    }

    /// Puts a section where its number belongs: before the first with a greater one, else at the end.
    pub(in crate::protocol::text) fn put_section(&mut self, number: &ClauseId, heading: Passage) {
        let value = |number: &str| number.parse::<u32>().ok();
        let own = value(number.as_str());
        let mut all = self.sections.iter();
        let later = all.position(|section| {
            let other = value(&section.number);
            own.zip(other).is_some_and(|(own, other)| own < other)
        });
        let section = TextSection {
            number: number.to_string(),
            heading,
            clauses: Vec::new(),
        };
        self.sections
            .insert(later.unwrap_or(self.sections.len()), section);
    }

    /// Strikes the marks of a footnote wherever they stand.
    fn strike_marks(&mut self, mark: &NoteMark) {
        self.each_passage(&mut |passage| {
            let runs = passage.0.iter_mut();
            for run in runs.filter(|run| run.note.as_deref() == Some(mark.as_str())) {
                run.change = Change::Struck;
            }
        });
    }
}
