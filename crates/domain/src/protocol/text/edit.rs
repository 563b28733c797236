//! Corrections by hand: what a person may change in the reading of a document before it is saved, and in
//! a saved text whose reading was wrong. The words themselves change by amendment, not here, except
//! where the reader took them wrong.

use serde::{Deserialize, Serialize};

use super::place::paras;
use super::{Para, Part, Passage, Place, ProtocolText, Reading, Run, TextClause, identity};
use crate::ids::ClauseId;
use crate::protocol::PrintedType;

/// The most signs of the number of a section.
const SECTION_MAX: usize = 12;

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "edit")]
pub enum Edit {
    /// The document has another title.
    Title {
        /// The title.
        title: String,
    },
    /// A section has another heading.
    Heading {
        /// Which section, counted from 0.
        section: usize,
        /// The heading; empty for none.
        heading: String,
    },
    /// A section has another number, or none; its clauses keep theirs.
    Section {
        /// Which section, counted from 0.
        section: usize,
        /// The number; empty for none.
        number: String,
    },
    /// A clause has another number; those below it follow.
    Renumber {
        /// The clause.
        clause: ClauseId,
        /// Its number.
        number: ClauseId,
    },
    /// A clause is really two: the second begins with these words.
    Split {
        /// The clause.
        clause: ClauseId,
        /// The words with which the second begins; they stand once in the clause.
        at: String,
        /// The number of the second.
        number: ClauseId,
    },
    /// A clause is really the end of the one before it.
    Merge {
        /// The clause that goes up.
        clause: ClauseId,
    },
    /// A clause is printed as a rule, as guidance, or as neither.
    Mark {
        /// The clause.
        clause: ClauseId,
        /// How it is printed.
        printed: PrintedType,
    },
    /// The document has other words in this clause; marks of type stay, tracked changes go.
    Words {
        /// The clause.
        clause: ClauseId,
        /// Its own paragraphs, a line each; a line that begins with `•` is a bullet, and `[^2]` is the mark of
        /// a footnote.
        words: String,
    },
    /// The document has other words around the clauses; tracked changes of them go.
    Around {
        /// Where.
        place: Place,
        /// The words, typed as those of a clause; nothing, where the document has nothing there.
        words: String,
    },
    /// A doubt is settled.
    Settle {
        /// Which doubt, counted from 0.
        doubt: usize,
        /// What was decided, in words.
        decided: String,
    },
}

/// Why a correction cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadEdit {
    /// No such clause.
    #[error("there is no clause `{0}`: name one of this text")]
    NoClause(String),
    /// No such section.
    #[error("there is no section at place {0}: reload the page")]
    NoSection(usize),
    /// Nothing stands there.
    #[error("the text does not have {0}: give its words to put it in")]
    NoPlace(Place),
    /// No such doubt.
    #[error("there is no doubt at place {0}: reload the page")]
    NoDoubt(usize),
    /// The number is taken.
    #[error(
        "there is already a clause `{0}`: write `{0}~2` if the document prints the number twice"
    )]
    Taken(String),
    /// The section's number is taken.
    #[error("there is already a section `{0}`: give this one another number, or none")]
    TakenSection(String),
    /// The section's number is too long to be one.
    #[error("`{0}` is too long for the number of a section: use at most 12 characters")]
    TooLongSection(String),
    /// The number below would be too long to be one.
    #[error("`{0}` is too long for the number of a clause: use at most 24 characters")]
    TooLong(String),
    /// The words are not there, or not once.
    #[error("`{at}` stands {count} times in clause `{clause}`: write words that stand in it once")]
    NotOnce {
        /// The words.
        at: String,
        /// How often they stand there.
        count: usize,
        /// The clause.
        clause: String,
    },
    /// Nothing would be left.
    #[error("nothing of clause `{0}` would be left: begin the second with later words")]
    NothingLeft(String),
    /// The first clause has nothing before it.
    #[error("clause `{0}` is the first of its section: there is nothing before it to join")]
    First(String),
    /// Empty words.
    #[error("the {0} is empty: write at least one word")]
    Empty(&'static str),
}

impl ProtocolText {
    /// The text after a correction. Nothing is changed where it cannot be made.
    pub fn corrected(&self, edit: &Edit) -> Result<Self, BadEdit> {
        let mut text = self.clone();
        text.apply(edit)?;
        Ok(text)
    }

    fn apply(&mut self, edit: &Edit) -> Result<(), BadEdit> {
        match edit {
            Edit::Title { title } if title.trim().is_empty() => Err(BadEdit::Empty("title")),
            Edit::Title { title } => {
                self.title = Passage::of_typed(title.trim());
                Ok(())
            }
            Edit::Heading { section, heading } => {
                let place = self.sections.get_mut(*section);
                place.ok_or(BadEdit::NoSection(*section))?.heading = line(heading);
                Ok(())
            }
            Edit::Section { section, number } => self.number_section(*section, number.trim()),
            Edit::Renumber { clause, number } => self.renumber(clause, number),
            Edit::Split { clause, at, number } => {
                self.free(number)?;
                let mut taken = self.clauses().map(|(_, c)| c.key.clone()).collect();
                let key = identity::unused(number.as_str(), &mut taken);
                self.at_clause(clause, |parts, n| split(parts, n, at, (number, key)))?
            }
            Edit::Merge { clause } => self.merge(clause),
            Edit::Mark { clause, printed } => self.at_clause(clause, |parts, n| {
                if let Part::Clause(clause) = &mut parts[n] {
                    mark(clause, *printed);
                }
            }),
            Edit::Words { words, .. } if words.trim().is_empty() => Err(BadEdit::Empty("clause")),
            Edit::Words { clause, words } => self.at_clause(clause, |parts, n| {
                if let Part::Clause(clause) = &mut parts[n] {
                    reword(clause, words);
                }
            }),
            Edit::Around { place, words } => self.put_around(place, words),
            Edit::Settle { decided, .. } if decided.trim().is_empty() => {
                Err(BadEdit::Empty("decision"))
            }
            Edit::Settle { doubt, decided } => {
                let open = self.doubts.get_mut(*doubt);
                let open = open.ok_or(BadEdit::NoDoubt(*doubt))?;
                open.settled = Some(decided.trim().to_owned());
                Ok(())
            }
        }
    }

    fn number_section(&mut self, section: usize, number: &str) -> Result<(), BadEdit> {
        if number.chars().count() > SECTION_MAX {
            return Err(BadEdit::TooLongSection(number.to_owned()));
        }
        let mut others = self.sections.iter().enumerate();
        if !number.is_empty() && others.any(|(n, one)| n != section && one.number == number) {
            return Err(BadEdit::TakenSection(number.to_owned()));
        }
        let place = self.sections.get_mut(section);
        let place = place.ok_or(BadEdit::NoSection(section))?;
        number.clone_into(&mut place.number);
        Ok(())
    }

    pub(super) fn free(&self, number: &ClauseId) -> Result<(), BadEdit> {
        match self.clause(number.as_str()) {
            Some(_) => Err(BadEdit::Taken(number.to_string())),
            None => Ok(()),
        }
    }

    fn renumber(&mut self, clause: &ClauseId, number: &ClauseId) -> Result<(), BadEdit> {
        if clause == number {
            return Ok(());
        }
        self.free(number)?;
        let below = self.clause(clause.as_str());
        let below = below.ok_or_else(|| BadEdit::NoClause(clause.to_string()))?;
        for old in below.all().skip(1) {
            self.free(&moved(&old.id, clause, number)?)?;
        }
        let doubts = self.doubts.iter_mut();
        let about = doubts.filter_map(|doubt| doubt.clause.as_mut());
        for about in about.filter(|about| *about == clause) {
            *about = number.clone();
        }
        self.at_clause(clause, |parts, n| match &mut parts[n] {
            Part::Clause(found) => renumber(found, clause, number),
            Part::Para(_) => Ok(()),
        })?
    }

    fn merge(&mut self, id: &ClauseId) -> Result<(), BadEdit> {
        for section in &mut self.sections {
            let first = section.clauses.first().is_some_and(|c| c.id == *id);
            if first {
                return Err(BadEdit::First(id.to_string()));
            }
        }
        self.at_clause(id, |parts, n| {
            let Part::Clause(clause) = parts.remove(n) else {
                return;
            };
            match n.checked_sub(1).map(|before| &mut parts[before]) {
                Some(Part::Clause(before)) => join(&mut before.body, clause.body),
                // The first below a clause: its words go on where it stood.
                _ => {
                    let after = parts.split_off(n);
                    join(parts, clause.body);
                    parts.extend(after);
                }
            }
        })
    }

    /// Does something at the place of a clause.
    pub(super) fn at_clause<T>(
        &mut self,
        id: &ClauseId,
        act: impl FnOnce(&mut Vec<Part>, usize) -> T,
    ) -> Result<T, BadEdit> {
        let mut act = Some(act);
        for section in &mut self.sections {
            let taken = std::mem::take(&mut section.clauses);
            let mut parts: Vec<Part> = taken.into_iter().map(Part::Clause).collect();
            let done = within(&mut parts, id, &mut act);
            section.clauses = parts.into_iter().filter_map(into_clause).collect();
            if let Some(done) = done {
                return Ok(done);
            }
        }
        Err(BadEdit::NoClause(id.to_string()))
    }
}

fn into_clause(part: Part) -> Option<TextClause> {
    match part {
        Part::Clause(clause) => Some(clause),
        Part::Para(_) => None,
    }
}

fn within<T, F: FnOnce(&mut Vec<Part>, usize) -> T>(
    parts: &mut Vec<Part>,
    id: &ClauseId,
    act: &mut Option<F>,
) -> Option<T> {
    let here = parts
        .iter()
        .position(|part| matches!(part, Part::Clause(clause) if clause.id == *id));
    if let Some(here) = here {
        return act.take().map(|act| act(parts, here));
    }
    parts.iter_mut().find_map(|part| match part {
        Part::Clause(clause) => within(&mut clause.body, id, act),
        Part::Para(_) => None,
    })
}

/// The number of a clause below, where the one above it gets another.
fn moved(below: &ClauseId, from: &ClauseId, to: &ClauseId) -> Result<ClauseId, BadEdit> {
    let Some(rest) = below.as_str().strip_prefix(from.as_str()) else {
        return Ok(below.clone());
    };
    let new = format!("{to}{rest}");
    new.parse().map_err(|_| BadEdit::TooLong(new))
}

fn renumber(clause: &mut TextClause, from: &ClauseId, to: &ClauseId) -> Result<(), BadEdit> {
    clause.id = moved(&clause.id, from, to)?;
    for part in &mut clause.body {
        if let Part::Clause(below) = part {
            renumber(below, from, to)?;
        }
    }
    Ok(())
}

/// Cuts a clause in two; what follows the words goes to the second.
fn split(
    parts: &mut Vec<Part>,
    n: usize,
    at: &str,
    (number, key): (&ClauseId, String),
) -> Result<(), BadEdit> {
    let Part::Clause(first) = &mut parts[n] else {
        return Ok(());
    };
    let at = at.trim();
    let paras = first
        .body
        .iter()
        .enumerate()
        .filter_map(|(i, part)| match part {
            Part::Para(para) => Some((i, para)),
            Part::Clause(_) => None,
        });
    let mut found = Vec::new();
    for (i, para) in paras {
        let words = para.words.read(Reading::Both);
        found.extend(
            words
                .match_indices(at)
                .map(|(byte, _)| (i, words[..byte].chars().count())),
        );
    }
    let clause = first.id.to_string();
    let (&[(place, before)], false) = (found.as_slice(), at.is_empty()) else {
        let (at, count) = (at.to_owned(), found.len());
        return Err(BadEdit::NotOnce { at, count, clause });
    };
    if place == 0 && before == 0 {
        return Err(BadEdit::NothingLeft(clause));
    }
    let mut second = TextClause::new(number.clone(), Passage::default());
    second.key = key;
    second.body = first.body.split_off(place + usize::from(before > 0));
    if let (true, Part::Para(para)) = (before > 0, &mut first.body[place]) {
        let words = para.words.split_off(before);
        let bullet = 0;
        second.body.insert(0, Part::Para(Para { bullet, words }));
    }
    parts.insert(n + 1, Part::Clause(second));
    Ok(())
}

impl Passage {
    /// Cuts the passage before a character of its words, white space counted as [`Passage::read`] does.
    fn split_off(&mut self, before: usize) -> Self {
        let (mut head, mut tail) = (Self::default(), Self::default());
        let (mut count, mut gap) = (0, false);
        for run in std::mem::take(&mut self.0) {
            let mut cut = run.text.len();
            for (byte, c) in run.text.char_indices() {
                if c.is_whitespace() {
                    gap = count > 0;
                    continue;
                }
                count += usize::from(std::mem::take(&mut gap));
                if count >= before {
                    cut = byte;
                    break;
                }
                count += 1;
            }
            let (left, right) = run.text.split_at(cut);
            let piece = |text: &str| Run {
                text: text.to_owned(),
                note: None,
                ..run.clone()
            };
            if run.note.is_some() {
                let side = if count >= before {
                    &mut tail
                } else {
                    &mut head
                };
                side.push(run);
                continue;
            }
            head.push(piece(left));
            tail.push(piece(right));
        }
        *self = head;
        tail
    }
}

/// Puts a body at the end of another; a sentence that goes on stays one paragraph.
fn join(body: &mut Vec<Part>, more: Vec<Part>) {
    let mut more = more.into_iter().peekable();
    if let (Some(Part::Para(last)), Some(Part::Para(next))) = (body.last_mut(), more.peek_mut()) {
        let ended = last
            .words
            .read(Reading::Both)
            .ends_with(['.', ':', ';', '!', '?', '”']);
        if !ended && next.bullet == 0 {
            last.words.push(Run::plain(" "));
            for run in std::mem::take(&mut next.words.0) {
                last.words.push(run);
            }
            more.next();
        }
    }
    body.extend(more);
}

fn mark(clause: &mut TextClause, printed: PrintedType) {
    for part in &mut clause.body {
        let Part::Para(para) = part else { continue };
        for run in &mut para.words.0 {
            run.bold = printed == PrintedType::Rule;
            run.italic = printed == PrintedType::Guidance;
        }
    }
}

fn reword(clause: &mut TextClause, words: &str) {
    let printed = clause.printed();
    let below = std::mem::take(&mut clause.body);
    clause.body = paras(words).into_iter().map(Part::Para).collect();
    if let Some(printed) = printed {
        mark(clause, printed);
    }
    let below = below.into_iter();
    clause
        .body
        .extend(below.filter(|part| matches!(part, Part::Clause(_))));
}

fn line(words: &str) -> Passage {
    match words.trim() {
        "" => Passage::default(),
        words => Passage::of_typed(words),
    }
}
