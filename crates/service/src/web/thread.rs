//! One entry of a case's thread: who, when, what in plain words, on which basis.

use askama::Template;
use askama::filters::HtmlSafe;

use super::error::BasisLink;
use super::names::Link;

/// One entry of the thread.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/entry.html")]
pub struct EntryView {
    /// Its place among the entries that this person reads, from 1.
    pub place: u64,
    /// Who did it.
    pub who: Link,
    /// What they did, as words after their name.
    pub what: String,
    /// When.
    pub when: String,
    /// On which basis.
    pub basis: Option<BasisLink>,
    /// What was said.
    pub words: Vec<Said>,
    /// For whom it is, where fewer read it than the case.
    pub internal: Option<&'static str>,
    /// Called back by its author.
    pub recalled: bool,
    /// What the case was opened for.
    pub answer: bool,
}

impl HtmlSafe for EntryView {}

/// Words of an entry.
#[derive(Debug, Clone)]
pub struct Said {
    /// What they are.
    pub label: String,
    /// Whether that is printed above them.
    pub labelled: bool,
    /// The words; none where they were erased.
    pub text: Option<String>,
}
