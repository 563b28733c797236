//! The open questions on which this register rests where no protocol says anything.

use crate::verdict::Basis;

fn default(question: &str) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question's key"),
        completes: None,
    }
}

/// Every question on which this register rests.
pub const QUESTIONS: &[&str] = &["W301", "W304", "W305", "B8"];

/// Who rules where the protocol names nobody.
pub(super) fn nobody_named() -> Basis {
    default("W301")
}

/// Who reads questions, and that rulings are published.
pub(super) fn readers() -> Basis {
    default("W304")
}

/// Who may ask.
pub(super) fn asking() -> Basis {
    default("W305")
}

/// Two offices that differ.
pub(super) fn conflict() -> Basis {
    default("B8")
}
