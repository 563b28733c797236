//! Why a pack is refused: the place in the file, what is wrong there, and what to write instead.

use std::fmt;
use std::ops::Range;

/// One fault of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct PackError {
    /// The file within the pack, for example `clauses.toml`.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub write_instead: String,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            message,
            write_instead,
        } = self;
        write!(
            f,
            "{file}:{line}:{column}: {message}; write instead: {write_instead}"
        )
    }
}

impl std::error::Error for PackError {}

/// One file of a pack as it is read: gives faults their place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    /// Its name within the pack.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Sheet<'_> {
    /// A fault at a place in this file.
    pub fn fault(
        &self,
        span: Range<usize>,
        message: impl Into<String>,
        write_instead: impl Into<String>,
    ) -> PackError {
        let (line, column) = self.place(span.start);
        PackError {
            file: self.file.to_owned(),
            line,
            column,
            message: message.into(),
            write_instead: write_instead.into(),
        }
    }

    fn place(&self, offset: usize) -> (u32, u32) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line = before.matches('\n').count();
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |line| line.chars().count());
        (count(line + 1), count(column + 1))
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The known word nearest to what was written, if it is near enough to be a slip.
pub(super) fn nearest<'w>(
    written: &str,
    known: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    let far = (written.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|word| (distance(written, word), word))
        .filter(|(steps, _)| *steps <= far)
        .min()
        .map(|(_, word)| word)
}

/// How many letters must change, go or come to make one word of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}
