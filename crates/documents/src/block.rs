//! What every reader makes of a document: a stream of blocks.

use domain::protocol::text::Passage;

/// A paragraph, heading, item or footnote, in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// The number that the format itself gives it, as printed: `7.6`, `(a)`. Without one, a number may
    /// stand at the start of the words.
    pub label: Option<String>,
    /// Its words.
    pub words: Passage,
    /// What is wrong with its marks.
    pub flaws: Vec<Flaw>,
    /// Whether a page begins here.
    pub page: bool,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Kind {
    /// A heading that the format marks as one.
    Heading,
    /// A paragraph.
    #[default]
    Para,
    /// An item of a list, with its depth from 1.
    Item(u8),
    /// A further paragraph of the item before.
    More,
    /// The words of a footnote, with its mark.
    Note(String),
}

/// What is wrong with the marks of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A mark opens and is not closed.
    Unclosed(&'static str),
    /// A mark closes and was not opened.
    Unopened(&'static str),
    /// The page shows the words so, and the format does not say what it means.
    Lost(&'static str),
}

impl Block {
    /// A block of plain words.
    pub fn new(kind: Kind, words: Passage) -> Self {
        Self {
            kind,
            words,
            ..Self::default()
        }
    }
}
