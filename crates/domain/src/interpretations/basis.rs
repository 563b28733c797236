//! The open questions on which this register rests where no protocol says anything.

use crate::calendar::local_date;
use crate::register::Context;
use crate::verdict::{Basis, Cite, Cited};

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

/// Whom the protocol in force binds, as far as it says so: they ask, and suggest changes.
pub(crate) fn binding(cx: &Context<'_>) -> Option<Cite> {
    let on = local_date(cx.now);
    let binds = cx.council.protocol_on(on)?.binds(on)?;
    let said: Vec<&str> = binds.value.iter().map(|kind| kind.words()).collect();
    let said = format!("the text binds {}", said.join(", "));
    Some(Cited::new(said, binds.basis.clone()))
}

/// Two offices that differ.
pub(super) fn conflict() -> Basis {
    default("B8")
}
