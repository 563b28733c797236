//! The open questions on which this register rests where no protocol says anything.

use crate::verdict::Basis;

fn default(question: &str) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question's key"),
        completes: None,
    }
}

/// Every question on which this register rests.
pub const QUESTIONS: &[&str] = &["W303", "W305", "W306", "W308"];

/// To whom a suggestion goes, and who keeps the record of it.
pub(super) fn keeping() -> Basis {
    default("W303")
}

/// Who may suggest.
pub(super) fn suggesting() -> Basis {
    default("W305")
}

/// Who approves where nobody is named.
pub(super) fn approving() -> Basis {
    default("W306")
}

/// Who reads a suggestion, and from when everybody does.
pub(super) fn readers() -> Basis {
    default("W308")
}
