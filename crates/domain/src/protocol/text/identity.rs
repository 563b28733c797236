//! The identity of clauses through versions: a clause that is imported again, moved or renumbered stays
//! the clause it was, so that rulings, links and comments follow it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Part, ProtocolText, Reading, TextClause};
use crate::text::terms;

/// The share of common words from which two clauses of one number are the same clause.
const SAME_NUMBER: f64 = 0.3;
/// The share of common words from which two clauses of different numbers are the same clause.
const OTHER_NUMBER: f64 = 0.6;

/// Gives each clause of a new text the identity of the clause of the earlier text that it is: by number
/// where the words are alike, then by likeness alone. What is new gets an identity of its own.
pub fn keep(earlier: &ProtocolText, text: &mut ProtocolText) {
    let was: Vec<Known> = earlier.clauses().map(|(_, clause)| known(clause)).collect();
    let now: Vec<Known> = text.clauses().map(|(_, clause)| known(clause)).collect();
    let matched = pairs(&was, &now);
    let mut taken: BTreeSet<String> = was.iter().map(|known| known.key.clone()).collect();
    let mut keys = BTreeMap::new();
    for (n, known) in now.iter().enumerate() {
        let key = match matched.get(&n) {
            Some(&before) => was[before].key.clone(),
            None => unused(&known.id, &mut taken),
        };
        keys.insert(known.id.clone(), key);
    }
    let sections = text.sections.iter_mut();
    for clause in sections.flat_map(|section| &mut section.clauses) {
        set(clause, &keys);
    }
}

/// How alike two passages are, from 0 to 1: the share of their words that they have in common.
pub fn likeness(one: &str, other: &str) -> f64 {
    overlap(&words(one), &words(other))
}

struct Known {
    key: String,
    id: String,
    words: BTreeSet<String>,
}

fn known(clause: &TextClause) -> Known {
    Known {
        key: clause.key.clone(),
        id: clause.id.as_str().to_owned(),
        words: words(&clause.words(Reading::After)),
    }
}

fn words(text: &str) -> BTreeSet<String> {
    terms(text).into_iter().collect()
}

fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let all = one.union(other).count();
    if all == 0 {
        return 1.0;
    }
    one.intersection(other).count() as f64 / all as f64
}

/// Which clause of the new text is which of the earlier one.
fn pairs(was: &[Known], now: &[Known]) -> BTreeMap<usize, usize> {
    let by_id: BTreeMap<&str, usize> = was
        .iter()
        .enumerate()
        .map(|(n, known)| (known.id.as_str(), n))
        .collect();
    let mut matched = unchanged(was, now, &by_id);
    let mut used: BTreeSet<usize> = matched.values().copied().collect();
    for (n, known) in now.iter().enumerate() {
        if matched.contains_key(&n) {
            continue;
        }
        let Some(&before) = by_id.get(known.id.as_str()) else {
            continue;
        };
        let alike = overlap(&was[before].words, &known.words);
        if alike >= SAME_NUMBER && used.insert(before) {
            matched.insert(n, before);
        }
    }
    let mut likely = Vec::new();
    for (n, known) in now
        .iter()
        .enumerate()
        .filter(|(n, _)| !matched.contains_key(n))
    {
        for (before, earlier) in was.iter().enumerate().filter(|(b, _)| !used.contains(b)) {
            let alike = overlap(&earlier.words, &known.words);
            if alike >= OTHER_NUMBER && !known.words.is_empty() {
                likely.push((alike, n, before));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, n, before) in likely {
        if !matched.contains_key(&n) && used.insert(before) {
            matched.insert(n, before);
        }
    }
    matched
}

/// The clauses whose words are the very same, preferring those that also kept their number: so that a
/// clause put in between does not shift the identity of all that follow.
fn unchanged(
    was: &[Known],
    now: &[Known],
    by_id: &BTreeMap<&str, usize>,
) -> BTreeMap<usize, usize> {
    let mut by_words: BTreeMap<&BTreeSet<String>, Vec<usize>> = BTreeMap::new();
    for (n, known) in was.iter().enumerate().rev() {
        by_words.entry(&known.words).or_default().push(n);
    }
    let mut matched = BTreeMap::new();
    let mut used = BTreeSet::new();
    for (n, known) in now.iter().enumerate() {
        if let Some(&before) = by_id.get(known.id.as_str())
            && was[before].words == known.words
        {
            matched.insert(n, before);
            used.insert(before);
        }
    }
    for (n, known) in now.iter().enumerate() {
        if matched.contains_key(&n) || known.words.is_empty() {
            continue;
        }
        let same = by_words.get_mut(&known.words);
        let free =
            same.and_then(|same| std::iter::from_fn(|| same.pop()).find(|b| !used.contains(b)));
        if let Some(before) = free {
            matched.insert(n, before);
            used.insert(before);
        }
    }
    matched
}

/// An identity that no clause has had: the number, or the number with a count.
pub(super) fn unused(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut key = id.to_owned();
    let mut n = 2;
    while !taken.insert(key.clone()) {
        key = format!("{id}+{n}");
        n += 1;
    }
    key
}

fn set(clause: &mut TextClause, keys: &BTreeMap<String, String>) {
    if let Some(key) = keys.get(clause.id.as_str()) {
        clause.key.clone_from(key);
    }
    for part in &mut clause.body {
        if let Part::Clause(below) = part {
            set(below, keys);
        }
    }
}
