//! Which words of a text stay, go and come.

use serde::Serialize;
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// What happens to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// They stand on both sides.
    Kept,
    /// They stand before only.
    Gone,
    /// They stand after only.
    New,
}

/// Words with one mark. Those kept and gone are the text before, those kept and new the text after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// What happens to them.
    pub mark: Mark,
    /// The words, with the spaces and stops between them.
    pub text: String,
}

/// The spans from one text to another.
pub(super) fn spans(before: &str, after: &str) -> Vec<Span> {
    let (old, new) = (tokens(before), tokens(after));
    let mut spans = Spans::default();
    for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
        let (was, is) = (old[op.old_range()].concat(), new[op.new_range()].concat());
        match op.tag() {
            DiffTag::Equal => spans.keep(&is),
            DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => spans.change(&was, &is),
        }
    }
    spans.finish()
}

/// Words, spaces and single stops, which together are the text.
pub fn tokens(text: &str) -> Vec<&str> {
    let kind = |letter: char| match () {
        () if letter.is_alphanumeric() || letter == '’' || letter == '\'' => 0,
        () if letter.is_whitespace() => 1,
        () => 2,
    };
    let mut tokens = Vec::new();
    let mut from = 0;
    let mut last = None;
    for (at, letter) in text.char_indices() {
        let this = kind(letter);
        if last.is_some_and(|last| last != this || this == 2) {
            tokens.push(&text[from..at]);
            from = at;
        }
        last = Some(this);
    }
    if from < text.len() {
        tokens.push(&text[from..]);
    }
    tokens
}

/// Spans while they are gathered: what is gone and new since the last words that were kept.
#[derive(Default)]
struct Spans {
    done: Vec<Span>,
    gone: String,
    new: String,
    /// Spaces kept between changed words: they belong to the change if it goes on.
    between: String,
}

impl Spans {
    fn keep(&mut self, text: &str) {
        let changing = !(self.gone.is_empty() && self.new.is_empty());
        if changing && text.trim().is_empty() {
            self.between.push_str(text);
        } else {
            self.settle();
            self.push(Mark::Kept, text.to_owned());
        }
    }

    fn change(&mut self, was: &str, is: &str) {
        let between = std::mem::take(&mut self.between);
        self.gone.push_str(&between);
        self.new.push_str(&between);
        self.gone.push_str(was);
        self.new.push_str(is);
    }

    fn settle(&mut self) {
        let (gone, new) = (
            std::mem::take(&mut self.gone),
            std::mem::take(&mut self.new),
        );
        let between = std::mem::take(&mut self.between);
        self.push(Mark::Gone, gone);
        self.push(Mark::New, new);
        self.push(Mark::Kept, between);
    }

    fn push(&mut self, mark: Mark, text: String) {
        if text.is_empty() {
            return;
        }
        match self.done.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(&text),
            _ => self.done.push(Span { mark, text }),
        }
    }

    fn finish(mut self) -> Vec<Span> {
        self.settle();
        self.done
    }
}
