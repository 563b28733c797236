//! The open questions on which this register's own defaults rest where no protocol says anything.

use crate::verdict::{Basis, ClauseRef};

macro_rules! defaults {
    ($($(#[$doc:meta])* $name:ident $question:literal;)*) => {
        $($(#[$doc])* pub(super) fn $name() -> Basis { default($question, None) })*
        /// Every question on which this register rests.
        pub const QUESTIONS: &[&str] = &[$($question,)*];
    };
}

fn default(question: &str, completes: Option<ClauseRef>) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question’s key"),
        completes,
    }
}

/// A default of how documents are released, which completes the clause on purpose where there is one.
pub(super) fn releasing(completes: Option<&Basis>) -> Basis {
    default("W62", completes.and_then(Basis::clause).cloned())
}

defaults! {
    /// Who reads a request, and therefore works on it.
    readers "W60";
    /// Who decides.
    deciding "W61";
    /// How a document is released.
    release "W62";
    /// A group's internal papers.
    group_papers "W63";
    /// When a clock begins.
    start "W64";
    /// Assistants and documents.
    assistants "W65";
    /// Precedents.
    precedents "W66";
    /// The body that may determine.
    bodies "W67";
    /// One's own case.
    own_case "W68";
    /// What reached somebody by mistake.
    misdirected "W69";
    /// Internal notes.
    notes "W19";
    /// Files.
    files "W9";
    /// Erasing.
    erasing "W15";
    /// A member who leaves.
    leaving "W11";
    /// Opening again.
    reopening "W5";
    /// Who asks.
    asking "W24";
    /// Acting for another.
    helping "W8";
    /// Overdue.
    overdue "W22";
    /// A vacant post.
    vacancy "F6";
}
