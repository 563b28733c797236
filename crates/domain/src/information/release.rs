//! How documents are released: the clauses ask for a purpose; the rest is the council's choice, on until
//! it chooses otherwise, and says so.

use jiff::civil::Date;

use super::basis;
use crate::council::Council;
use crate::protocol::information::{InformationRules, Saying};
use crate::verdict::{Basis, Cited};

/// The terms of a release.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseTerms {
    /// Why a purpose is named.
    pub purpose: Basis,
    /// Whether the purpose is accepted before the document is opened.
    pub accept_first: Cited<bool>,
    /// Whether every opening is put on record before anything is shown.
    pub recorded: Cited<bool>,
    /// For how many days a release runs; 0 for no end.
    pub days: Cited<u32>,
    /// Whether a member who passes a document on is asked for which use.
    pub onward: Cited<bool>,
    /// Whether the reader's name stands on every page of a confidential PDF.
    pub named_pages: Cited<bool>,
}

/// The terms that hold on a day.
pub fn terms(rules: &InformationRules, council: &Council, on: Date) -> ReleaseTerms {
    let said = rules.basis(Saying::Purpose);
    let completing = || basis::releasing(said.as_ref());
    let clause = said.as_ref().and_then(Basis::clause).cloned();
    let flag = |key: &str| match council.settings.get(key, on, clause.clone()) {
        Some(set) => Cited::new(set.value == "yes", set.basis),
        None => Cited::new(true, completing()),
    };
    let days = council.settings.get("release-days", on, clause.clone());
    let days = days.and_then(|set| Some(Cited::new(set.value.parse().ok()?, set.basis)));
    ReleaseTerms {
        accept_first: flag("release-accept-first"),
        recorded: flag("release-openings-recorded"),
        days: days.unwrap_or_else(|| Cited::new(90, completing())),
        onward: flag("release-onward-use"),
        named_pages: flag("release-named-pages"),
        purpose: said.clone().unwrap_or_else(basis::release),
    }
}
