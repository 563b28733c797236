//! The open questions on which the product's own defaults rest where no protocol says anything: the
//! whole of what this register takes upon itself, in one list.

use crate::verdict::{Basis, ClauseRef};

fn default(question: &str) -> Basis {
    completing(question, None)
}

/// A default that fills what a clause leaves open.
pub(super) fn completing(question: &str, completes: Option<ClauseRef>) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question's key"),
        completes,
    }
}

macro_rules! defaults {
    ($($(#[$doc:meta])* $name:ident $question:literal;)*) => {
        $($(#[$doc])* pub(super) fn $name() -> Basis { default($question) })*
        /// Every question on which this register rests.
        pub const QUESTIONS: &[&str] = &[$($question,)*];
    };
}

defaults! {
    /// Chasing.
    chasing "W1";
    /// When an answered enquiry closes by itself.
    closing "W2";
    /// Who reads an enquiry, and therefore deals with it.
    readers "W3";
    /// Reading moves with the enquiry.
    moving "W4";
    /// Reopening.
    reopening "W5";
    /// Merging.
    merging "W6";
    /// Promises.
    promises "W7";
    /// Acting for another.
    assistants "W8";
    /// Files.
    files "W9";
    /// Calling back.
    recalling "W10";
    /// A member who leaves.
    leaving "W11";
    /// Urgent or not.
    urgency "W12";
    /// How far ahead a holding reply may put its date.
    hold_limit "W13";
    /// Erasing.
    erasing "W15";
    /// The doors before an enquiry.
    doors "W16";
    /// Where an unclear enquiry goes.
    routing "W17";
    /// What is recorded of a constituent.
    constituents "W18";
    /// Internal notes.
    notes "W19";
    /// Sending back.
    returning "W20";
    /// What is not the council's.
    not_ours "W21";
    /// Overdue and who hears of it.
    overdue "W22";
    /// Who raises.
    raising "W24";
    /// Vacant posts.
    vacancy "F6";
}
