//! Changes of the council's own words as tracked changes: what an amendment drafts stands in the text as
//! struck and inserted words, so that it reads before and after. Nothing is decided here.

mod around;

use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::edit::BadEdit;
use super::noted::{Piece, pieces};
use super::{
    Change, Para, Part, Passage, Place, ProtocolText, Reading, Run, TextClause, TextSection,
    identity,
};
use crate::ids::ClauseId;
use crate::protocol::PrintedType;
use crate::protocol::compare::tokens;

/// One change of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextChange {
    /// A clause reads otherwise; those below it stay.
    Reworded {
        /// The clause.
        clause: ClauseId,
        /// Its own paragraphs, a line each; a line that begins with `•` is a bullet.
        words: String,
    },
    /// A clause is put in.
    Added {
        /// Its number.
        clause: ClauseId,
        /// The clause after which it stands, or of which it is a part; the last where none is named.
        after: Option<ClauseId>,
        /// Its paragraphs, a line each.
        words: String,
    },
    /// A clause is struck with those below it.
    Struck {
        /// The clause.
        clause: ClauseId,
    },
    /// Words around the clauses read otherwise.
    Around {
        /// Where they stand. A section or a footnote that is not there yet is put in.
        place: Place,
        /// How they read, a line for each paragraph; nothing strikes them.
        words: String,
    },
}

impl ProtocolText {
    /// The text with all its tracked changes carried out: what is struck is gone, what is inserted stands.
    #[must_use]
    pub fn accepted(&self) -> Self {
        let mut text = self.clone();
        accept_passage(&mut text.title);
        for section in &mut text.sections {
            accept_passage(&mut section.heading);
            section.clauses.retain_mut(accept);
        }
        for para in text.preamble.iter_mut().chain(&mut text.closing) {
            accept_passage(&mut para.words);
        }
        for note in &mut text.footnotes {
            accept_passage(&mut note.words);
        }
        let stands = |para: &Para| !para.words.is_empty();
        text.preamble.retain(stands);
        text.closing.retain(stands);
        text.footnotes.retain(|note| !note.words.is_empty());
        let holds =
            |section: &TextSection| !section.heading.is_empty() || !section.clauses.is_empty();
        text.sections.retain(holds);
        text
    }

    /// The text with one more tracked change. Nothing is changed where it cannot be made.
    pub fn tracked(&self, change: &TextChange) -> Result<Self, BadEdit> {
        let mut text = self.clone();
        match change {
            TextChange::Reworded { words, .. } | TextChange::Added { words, .. }
                if words.trim().is_empty() =>
            {
                Err(BadEdit::Empty("clause"))
            }
            TextChange::Reworded { clause, words } => {
                text.at_clause(clause, |parts, n| each(parts, n, |it| reword(it, words)))
            }
            TextChange::Struck { clause } => {
                text.at_clause(clause, |parts, n| each(parts, n, strike))
            }
            TextChange::Added {
                clause,
                after,
                words,
            } => text.put_in(clause, after.as_ref(), words),
            TextChange::Around { place, words } => text.around(place, words),
        }?;
        Ok(text)
    }

    fn put_in(
        &mut self,
        number: &ClauseId,
        after: Option<&ClauseId>,
        words: &str,
    ) -> Result<(), BadEdit> {
        self.free(number)?;
        let mut taken = self.clauses().map(|(_, c)| c.key.clone()).collect();
        let mut clause = TextClause::new(number.clone(), Passage::default());
        clause.key = identity::unused(number.as_str(), &mut taken);
        let marks = Marks::of(PrintedType::Unmarked);
        let paras = lines(words).map(|line| Part::Para(marks.inserted(line)));
        clause.body = paras.collect();
        let after = match after {
            Some(after) => {
                let known = self.clause(after.as_str());
                known.ok_or_else(|| BadEdit::NoClause(after.to_string()))?;
                Some(after.clone())
            }
            None => None,
        };
        // Its own section takes it where the clause before it stands in another, or is not named.
        let mut sections = self.sections.iter_mut();
        if let Some(own) = sections.find(|section| section.number == number.section()) {
            let holds = |after: &ClauseId| {
                let mut all = own.clauses.iter().flat_map(TextClause::all);
                all.any(|one| one.id == *after)
            };
            let place = match &after {
                None => Some(own.clauses.len()),
                Some(after) if !holds(after) => Some(0),
                Some(_) => None,
            };
            if let Some(place) = place {
                own.clauses.insert(place, clause);
                return Ok(());
            }
        }
        let last = || {
            let mut sections = self.sections.iter().rev();
            let last = sections.find_map(|section| section.clauses.last())?;
            Some(last.id.clone())
        };
        let Some(after) = after.or_else(last) else {
            return Err(BadEdit::NoClause(number.to_string()));
        };
        let is_part = number.as_str().starts_with(&format!("{after}("));
        self.at_clause(&after, |parts, n| match &mut parts[n] {
            Part::Clause(above) if is_part => above.body.push(Part::Clause(clause)),
            _ => parts.insert(n + 1, Part::Clause(clause)),
        })
    }
}

fn each(parts: &mut [Part], n: usize, act: impl Fn(&mut TextClause)) {
    if let Part::Clause(clause) = &mut parts[n] {
        act(clause);
    }
}

/// Carries out what is tracked in a clause; whether anything of it is left.
fn accept(clause: &mut TextClause) -> bool {
    let had = !clause.words(Reading::Both).is_empty();
    accept_passage(&mut clause.over);
    clause.body.retain_mut(|part| match part {
        Part::Clause(below) => accept(below),
        Part::Para(para) => {
            let was = para.words.is_tracked();
            accept_passage(&mut para.words);
            !(was && para.words.is_empty())
        }
    });
    !had || !clause.body.is_empty()
}

fn accept_passage(passage: &mut Passage) {
    let mut accepted = Passage::default();
    for mut run in std::mem::take(&mut passage.0) {
        if run.change != Change::Struck {
            run.change = Change::Kept;
            accepted.push(run);
        }
    }
    *passage = accepted;
}

fn strike(clause: &mut TextClause) {
    strike_passage(&mut clause.over);
    for part in &mut clause.body {
        match part {
            Part::Clause(below) => strike(below),
            Part::Para(para) => strike_passage(&mut para.words),
        }
    }
}

/// Strikes what stands; what was only inserted goes.
fn strike_passage(passage: &mut Passage) {
    passage.0.retain(|run| run.change != Change::Inserted);
    for run in &mut passage.0 {
        run.change = Change::Struck;
    }
}

fn lines(words: &str) -> impl Iterator<Item = &str> {
    words.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// How new words of a clause are printed.
#[derive(Debug, Clone, Copy)]
struct Marks {
    bold: bool,
    italic: bool,
}

impl Marks {
    fn of(printed: PrintedType) -> Self {
        Self {
            bold: printed == PrintedType::Rule,
            italic: printed == PrintedType::Guidance,
        }
    }

    /// As words are printed that stand already.
    fn like(words: &Passage) -> Self {
        let all = |is: fn(&Run) -> bool| !words.0.is_empty() && words.0.iter().all(is);
        Self {
            bold: all(|run| run.bold || run.note.is_some()),
            italic: all(|run| run.italic || run.note.is_some()),
        }
    }

    /// New words, with the mark of a footnote behind them.
    fn put(self, into: &mut Passage, piece: &Piece<'_>) {
        into.push(Run {
            text: piece.text.to_owned(),
            bold: self.bold,
            italic: self.italic,
            change: Change::Inserted,
            note: None,
        });
        into.push(Run {
            note: piece.note.map(str::to_owned),
            change: Change::Inserted,
            ..Run::default()
        });
    }

    fn passage(self, words: &str) -> Passage {
        let mut passage = Passage::default();
        for piece in pieces(words) {
            self.put(&mut passage, &piece);
        }
        passage
    }

    fn inserted(self, line: &str) -> Para {
        let (bullet, words) = bulleted(line);
        let words = self.passage(words);
        Para { bullet, words }
    }
}

fn bulleted(line: &str) -> (u8, &str) {
    match line.strip_prefix('•') {
        Some(words) => (1, words.trim()),
        None => (0, line),
    }
}

/// Makes a clause read otherwise; the clauses below it stay, behind its own paragraphs.
fn reword(clause: &mut TextClause, words: &str) {
    let marks = Marks::of(clause.printed().unwrap_or(PrintedType::Unmarked));
    let (mut paras, mut below) = (Vec::new(), Vec::new());
    for part in std::mem::take(&mut clause.body) {
        match part {
            Part::Para(para) => paras.push(para),
            part @ Part::Clause(_) => below.push(part),
        }
    }
    let paras = reworded(paras, words, marks).into_iter();
    clause.body = paras.map(Part::Para).chain(below).collect();
}

/// Paragraphs that read otherwise: paragraph against paragraph, and word against word within one that
/// stays.
fn reworded(paras: Vec<Para>, words: &str, marks: Marks) -> Vec<Para> {
    let shown = |para: &Para| {
        let words = para.words.read(Reading::After);
        if para.bullet > 0 {
            format!("• {words}")
        } else {
            words
        }
    };
    let old: Vec<String> = paras.iter().map(shown).collect();
    let new: Vec<String> = lines(words).map(str::to_owned).collect();
    let (mut paras, mut all) = (paras.into_iter(), Vec::new());
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let was = paras.by_ref().take(op.old_range().len());
        let was: Vec<Para> = was.collect();
        let mut is = new[op.new_range()].iter();
        if op.tag() == DiffTag::Equal {
            all.extend(was);
            continue;
        }
        for mut para in was {
            match is.next() {
                Some(line) if bulleted(line).0.min(1) == para.bullet.min(1) => {
                    para.words = within(&para.words, bulleted(line).1, marks);
                    all.push(para);
                }
                line => {
                    strike_passage(&mut para.words);
                    all.push(para);
                    all.extend(line.map(|line| marks.inserted(line)));
                }
            }
        }
        all.extend(is.map(|line| marks.inserted(line)));
    }
    all.retain(|para| !para.words.is_empty());
    all
}

/// A word, a space or a stop of a passage with its marks; the mark of a footnote goes with what it follows.
struct Token<'t> {
    text: &'t str,
    run: &'t Run,
    note: Option<&'t Run>,
}

/// What a passage says after the change, with the marks of what stays. What was struck before stays struck.
fn within(passage: &Passage, words: &str, marks: Marks) -> Passage {
    let mut struck = Vec::new();
    let mut old: Vec<Token<'_>> = Vec::new();
    let mut first = Vec::new();
    for run in &passage.0 {
        if run.change == Change::Struck {
            struck.push((old.len(), run.clone()));
        } else if run.note.is_some() {
            match old.last_mut() {
                Some(last) if last.note.is_none() => last.note = Some(run),
                _ => first.push(run.clone()),
            }
        } else {
            let of_run = tokens(&run.text).into_iter();
            old.extend(of_run.map(|text| Token {
                text,
                run,
                note: None,
            }));
        }
    }
    let plain = |text: &str| match text.trim().is_empty() {
        true => " ".to_owned(),
        false => text.to_owned(),
    };
    let before: Vec<String> = old.iter().map(|token| plain(token.text)).collect();
    let new = pieces(words);
    let after: Vec<String> = new.iter().map(|piece| plain(piece.text)).collect();
    let mut out = Passage(first);
    let mut struck = struck.into_iter().peekable();
    for op in capture_diff_slices(Algorithm::Patience, &before, &after) {
        let mut stays = new[op.new_range()].iter();
        for at in op.old_range() {
            while let Some((_, run)) = struck.next_if(|(place, _)| *place <= at) {
                out.push(run);
            }
            let token = &old[at];
            let is_equal = op.tag() == DiffTag::Equal;
            if is_equal {
                out.push(of(token, token.run.change));
            } else if token.run.change == Change::Kept {
                out.push(of(token, Change::Struck));
            }
            if let Some(note) = token.note {
                out.push(note.clone());
            }
            let typed = stays
                .next()
                .filter(|_| is_equal)
                .and_then(|piece| piece.note);
            let stands = token.note.and_then(|note| note.note.as_deref());
            if typed.is_some() && typed != stands {
                marks.put(
                    &mut out,
                    &Piece {
                        text: "",
                        note: typed,
                    },
                );
            }
        }
        if op.tag() != DiffTag::Equal {
            for piece in &new[op.new_range()] {
                marks.put(&mut out, piece);
            }
        }
    }
    for (_, run) in struck {
        out.push(run);
    }
    out
}

fn of(token: &Token<'_>, change: Change) -> Run {
    Run {
        text: token.text.to_owned(),
        change,
        note: None,
        ..token.run.clone()
    }
}
