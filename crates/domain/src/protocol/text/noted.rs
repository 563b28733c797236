//! Words as people type them, with the marks of footnotes between square brackets: `within 5 days[^2].`

use super::{Passage, Reading, Run};
use crate::ids::NoteMark;
use crate::protocol::compare::tokens;

/// A word, a space or a stop as it is typed, with the mark of the footnote that stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'w> {
    /// The word; empty for a mark with no word before it.
    pub text: &'w str,
    /// The mark.
    pub note: Option<&'w str>,
}

/// What is typed, piece by piece. Brackets that hold no mark are words like others.
pub(super) fn pieces(words: &str) -> Vec<Piece<'_>> {
    let mut all: Vec<Piece<'_>> = Vec::new();
    let mut rest = words;
    while let Some((before, mark, after)) = next_mark(rest) {
        let plain = tokens(before).into_iter();
        all.extend(plain.map(|text| Piece { text, note: None }));
        let note = Some(mark);
        match all.last_mut() {
            Some(last) if last.note.is_none() => last.note = note,
            _ => all.push(Piece { text: "", note }),
        }
        rest = after;
    }
    let plain = tokens(rest).into_iter();
    all.extend(plain.map(|text| Piece { text, note: None }));
    all
}

fn next_mark(words: &str) -> Option<(&str, &str, &str)> {
    words.match_indices("[^").find_map(|(at, _)| {
        let (mark, after) = words[at + 2..].split_once(']')?;
        let is_mark = mark.parse::<NoteMark>().is_ok();
        is_mark.then(|| (&words[..at], mark, after))
    })
}

impl Passage {
    /// Words as they are typed.
    pub fn of_typed(words: &str) -> Self {
        let mut passage = Self::default();
        for piece in pieces(words) {
            passage.push(Run::plain(piece.text));
            passage.push(Run {
                note: piece.note.map(str::to_owned),
                ..Run::default()
            });
        }
        passage
    }

    /// The words after tracked changes, with the marks of footnotes as they are typed.
    pub fn typed(&self) -> String {
        let runs = self.0.iter().map(|run| match &run.note {
            Some(mark) => Run {
                text: format!("[^{mark}]"),
                note: None,
                ..run.clone()
            },
            None => run.clone(),
        });
        Self(runs.collect()).read(Reading::After)
    }
}
