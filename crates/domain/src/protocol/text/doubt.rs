//! What is doubtful in the reading of a document: listed for a person to settle, never guessed in silence.

use serde::{Deserialize, Serialize};

use crate::ids::ClauseId;

/// One doubt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// What kind of doubt.
    pub kind: DoubtKind,
    /// The clause where it stands; none for the document as a whole.
    pub clause: Option<ClauseId>,
    /// What is doubtful, as one sentence.
    pub why: String,
    /// How the text reads until somebody settles it, as one sentence.
    pub meanwhile: String,
    /// The words concerned, as the document has them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// What a person said of it: none while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<String>,
}

/// The kinds of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// A number stands twice.
    Repeated,
    /// Numbers are left out or stand in another order.
    OutOfOrder,
    /// A number that is no clause's: a footnote's mark, a list, part of a sentence.
    StrayNumber,
    /// A clause or section without a number.
    Unnumbered,
    /// A reference to a clause that is not there.
    NoSuchClause,
    /// A reference to a clause that says nothing of the matter, while another does.
    WrongReference,
    /// A mark of bold, italics or strike that is opened or closed only.
    UnclosedMark,
    /// One part printed as a rule or guidance, another not.
    MixedType,
    /// A sentence that breaks off.
    BrokenOff,
    /// Words struck out to the middle of a sentence.
    StruckInPart,
    /// A footnote without its mark in the text, or a mark without its footnote.
    LooseNote,
    /// A format that does not carry marks of type and strike: they may be lost.
    MarksLost,
    /// Whether a line is a heading, a clause or neither.
    HeadingOrNot,
    /// Where one document ends and another begins.
    Boundary,
}

impl DoubtKind {
    /// The kind in a few words, as a page heads it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Repeated => "A number stands twice",
            Self::OutOfOrder => "Numbers out of order",
            Self::StrayNumber => "A stray number",
            Self::Unnumbered => "No number",
            Self::NoSuchClause => "A reference to no clause",
            Self::WrongReference => "A reference that may be wrong",
            Self::UnclosedMark => "A mark that is not closed",
            Self::MixedType => "Part rule, part guidance",
            Self::BrokenOff => "A sentence that breaks off",
            Self::StruckInPart => "Struck out in part",
            Self::LooseNote => "A footnote or its mark alone",
            Self::MarksLost => "Marks that the format may have lost",
            Self::HeadingOrNot => "A heading, or not",
            Self::Boundary => "Where a document begins",
        }
    }
}

impl Doubt {
    /// A doubt that is open.
    pub fn new(
        kind: DoubtKind,
        clause: Option<&ClauseId>,
        why: impl Into<String>,
        meanwhile: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            clause: clause.cloned(),
            why: why.into(),
            meanwhile: meanwhile.into(),
            words: String::new(),
            settled: None,
        }
    }

    /// The same with the words concerned.
    #[must_use]
    pub fn about(mut self, words: impl Into<String>) -> Self {
        self.words = words.into();
        self
    }
}
