//! The open questions on which this register rests where no protocol says anything.

use crate::verdict::Basis;

fn default(question: &str) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question's key"),
        completes: None,
    }
}

/// Every question on which this register rests.
pub const QUESTIONS: &[&str] = &["W303", "W305", "W306", "W308", "W313", "W312"];

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

/// What of a replay over the whole council is told to those who may not read the cases.
pub(super) fn evidence() -> Basis {
    default("W313")
}

/// When a review is opened where no clause says so.
pub(super) fn reviewing() -> Basis {
    default("W312")
}
