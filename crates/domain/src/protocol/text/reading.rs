//! Reading a text with tracked changes: as it was, and as it is to be.

use super::{Change, Passage, Run};

/// Which words are read where changes are tracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Reading {
    /// As the text was: what is struck out still stands, what is put in does not.
    Before,
    /// As the text is to be: what is put in stands, what is struck out is gone.
    #[default]
    After,
    /// Both, one after the other.
    Both,
}

impl Reading {
    /// Whether words stand in this reading.
    pub fn has(self, run: &Run) -> bool {
        match self {
            Self::Before => run.change != Change::Inserted,
            Self::After => run.change != Change::Struck,
            Self::Both => true,
        }
    }
}

impl Passage {
    /// The words in one reading, with every run of white space as one space.
    pub fn read(&self, reading: Reading) -> String {
        let mut words = String::new();
        let mut gap = false;
        let stand = self.0.iter().filter(|run| reading.has(run));
        for c in stand.flat_map(|run| run.text.chars()) {
            if c.is_whitespace() {
                gap = !words.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                words.push(' ');
            }
            words.push(c);
        }
        words
    }
}
