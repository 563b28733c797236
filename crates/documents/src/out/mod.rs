//! A text written out: as Akoma Ntoso, as a page of HTML.

pub mod akoma;
pub mod html;

use domain::protocol::text::{Para, Part, TextClause};

/// What is said of a text besides its words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The council.
    pub council: String,
    /// The pack.
    pub pack: String,
    /// The version within the pack.
    pub version: String,
    /// The day of the text: of its adoption, else the day on which it was saved; `2026-11-22`.
    pub date: String,
    /// How the version stands: its adoption with body, day and minute, if it was adopted.
    pub adopted: Option<Adopted>,
}

/// The adoption of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adopted {
    /// By which body.
    pub body: String,
    /// On which day; `2026-11-22`.
    pub on: String,
    /// From which day it is in force.
    pub in_force: String,
    /// By which minute.
    pub minute: String,
}

/// The body of a clause as formats want it: what leads to the clauses below, those, and what follows.
struct Body<'t> {
    lead: Vec<&'t Para>,
    below: Vec<&'t Part>,
    tail: Vec<&'t Para>,
}

impl<'t> Body<'t> {
    fn of(clause: &'t TextClause) -> Self {
        let is_clause = |part: &Part| matches!(part, Part::Clause(_));
        let first = clause.body.iter().position(is_clause);
        let last = clause.body.iter().rposition(is_clause);
        let (first, end) = match (first, last) {
            (Some(first), Some(last)) => (first, last + 1),
            _ => (clause.body.len(), clause.body.len()),
        };
        Self {
            lead: paras(&clause.body[..first]),
            below: clause.body[first..end].iter().collect(),
            tail: paras(&clause.body[end..]),
        }
    }
}

fn paras(parts: &[Part]) -> Vec<&Para> {
    let paras = parts.iter().filter_map(|part| match part {
        Part::Para(para) => Some(para),
        Part::Clause(_) => None,
    });
    paras.collect()
}

/// Words with the marks of XML and HTML made plain. What no XML may hold is left out.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// What a clause is counted by within the one above it: `(v)` of `8.4(b)(v)`, the whole of `7.6`.
fn number<'t>(clause: &'t TextClause, above: Option<&TextClause>) -> &'t str {
    let printed = clause.id.printed();
    let rest = above.and_then(|above| printed.strip_prefix(above.id.as_str()));
    rest.filter(|rest| rest.starts_with('(')).unwrap_or(printed)
}

#[cfg(test)]
mod tests;
