//! How strictly a duty is held to, and the one place where that becomes an outcome: the text's force is
//! never touched here, only what the council chose or the force suggests (`show`, `note`, `ask`,
//! `refuse`). Every register hands its unmet duties here and gets the same answers.
//!
//! A refusal under the protocol can be overridden by the Monitoring Officer or the Chief Executive, on
//! record. Refusals under a statute and rules about who may read never come through this module, so
//! that no override can reach them.

use crate::access::{Token, Visible};
use crate::protocol::Enforce;
use crate::verdict::{Basis, Cite, Cited, Explain, Gate, Refusal};

/// A duty that an act does not meet as things stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmet {
    /// How strictly it is held to, and on which basis.
    pub held: Cited<Enforce>,
    /// What is asked of somebody who goes on without it, as a sentence with a question mark.
    pub question: String,
    /// What is in the way, as a sentence, where it is refused.
    pub why: String,
    /// What can be done instead, each a sentence.
    pub way_on: Vec<String>,
}

/// Whether somebody holds one of the two offices that may override a refusal under the protocol.
pub fn overrides(visible: &Visible) -> bool {
    ["monitoring-officer", "chief-executive"]
        .into_iter()
        .any(|post| visible.has(&Token::post(post)))
}

impl Unmet {
    /// Whether an act waits on it.
    pub fn refuses(&self) -> bool {
        self.held.value == Enforce::Refuse
    }

    /// Whether the act goes on with an explanation only.
    pub fn asks(&self) -> bool {
        self.held.value == Enforce::Ask
    }

    /// Whether it is put on record at all: what is only shown leaves no trace.
    pub fn is_noted(&self) -> bool {
        self.held.value != Enforce::Show
    }

    /// The ground and what it asks, as decisions cite it.
    pub fn cite(&self) -> Cite {
        Cited::new(self.question.clone(), self.held.basis.clone())
    }

    /// The refusal, with the way to who may override it.
    pub fn refusal(&self) -> Refusal {
        let mut way_on = self.way_on.clone();
        way_on.push(
            "Lay it before the Monitoring Officer, who may let it go on, on record.".to_owned(),
        );
        Refusal {
            basis: self.held.basis.clone(),
            why: self.why.clone(),
            way_on,
        }
    }
}

/// What the unmet duties of an act make of it. `lifted` says that a refusal was overridden: then an
/// explanation is asked where the duty refuses, as from the office itself.
pub fn gate(unmet: &[Unmet], lifted: bool, mut cites: Vec<Cite>) -> Gate {
    if let Some(first) = unmet.iter().find(|unmet| unmet.refuses() && !lifted) {
        return Gate::Refused(first.refusal());
    }
    cites.extend(unmet.iter().filter(|u| u.is_noted()).map(Unmet::cite));
    let asked: Vec<&Unmet> = unmet.iter().filter(|u| u.asks() || u.refuses()).collect();
    let explain = asked.first().map(|first| Explain {
        basis: first.held.basis.clone(),
        question: questions(&asked),
        overrides: asked.iter().any(|unmet| unmet.refuses()),
    });
    Gate::Allowed { explain, cites }
}

fn questions(asked: &[&Unmet]) -> String {
    let all: Vec<&str> = asked.iter().map(|unmet| unmet.question.as_str()).collect();
    all.join(" ")
}

/// The grounds on which an explanation is kept, each with whether it overrides a refusal: one for every
/// duty that asked or refused.
pub fn explained(unmet: &[Unmet]) -> impl Iterator<Item = (&Basis, bool)> {
    let asked = unmet.iter().filter(|u| u.asks() || u.refuses());
    asked.map(|unmet| (&unmet.held.basis, unmet.refuses()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unmet(enforce: Enforce) -> Unmet {
        Unmet {
            held: Cited::new(enforce, Basis::Statute("a duty".to_owned())),
            question: "Why without it?".to_owned(),
            why: "It is missing.".to_owned(),
            way_on: vec!["Do it first.".to_owned()],
        }
    }

    #[test]
    fn each_strictness_has_its_outcome() {
        let outcome = |enforce| gate(&[unmet(enforce)], false, Vec::new());
        assert_eq!(outcome(Enforce::Show), Gate::allowed(Vec::new()));
        let cite = unmet(Enforce::Note).cite();
        assert_eq!(outcome(Enforce::Note), Gate::allowed(vec![cite]));
        let Gate::Allowed { explain, .. } = outcome(Enforce::Ask) else {
            panic!("asking does not refuse");
        };
        assert!(explain.is_some_and(|explain| !explain.overrides));
        let Gate::Refused(refusal) = outcome(Enforce::Refuse) else {
            panic!("not refused");
        };
        assert!(refusal.way_on[1].contains("Monitoring Officer"));
    }

    #[test]
    fn a_lifted_refusal_asks_for_a_reason_and_says_that_it_overrides() {
        let Gate::Allowed { explain, .. } = gate(&[unmet(Enforce::Refuse)], true, Vec::new())
        else {
            panic!("it was lifted");
        };
        assert!(explain.is_some_and(|explain| explain.overrides));
    }

    #[test]
    fn two_duties_ask_two_questions_and_keep_two_explanations() {
        let two = [unmet(Enforce::Ask), unmet(Enforce::Ask)];
        let Gate::Allowed { explain, .. } = gate(&two, false, Vec::new()) else {
            panic!("asking does not refuse");
        };
        let question = explain.expect("a question").question;
        assert_eq!(question, "Why without it? Why without it?");
        assert_eq!(explained(&two).count(), 2);
    }
}
