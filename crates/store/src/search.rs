//! Search: every term must be found, the last one by its beginning; newest first. Terms come from
//! `domain::text` only.

use domain::reference::Reference;

use crate::value::{Statement, params};

/// The words of one content of a case (`content` empty for the words of its row) as one line.
pub(crate) fn doc(reference: &Reference, content: &str, terms: &[String]) -> Option<Statement> {
    let mut terms: Vec<&str> = terms
        .iter()
        .map(String::as_str)
        .filter(|term| !term.is_empty() && !term.contains(char::is_whitespace))
        .collect();
    terms.sort_unstable();
    terms.dedup();
    if terms.is_empty() && !content.is_empty() {
        return None;
    }
    Some(Statement::new(
        "INSERT INTO search_doc (reference, content, terms, pending) VALUES (?1, ?2, ?3, 1) \
         ON CONFLICT (reference, content) DO UPDATE SET terms = excluded.terms, pending = 1 \
         WHERE search_doc.terms <> excluded.terms",
        params![reference.as_str(), content, terms.join(" ")],
    ))
}
