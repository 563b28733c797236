//! Which clause of one side is which of the other: by identity, by number and words, by words alone.

use std::collections::{BTreeMap, BTreeSet};

use super::{Line, Part, Side};

/// From this share of common words on, two clauses of one number are the same clause reworded.
const ALIKE_BY_NUMBER: u32 = 300;
/// From this share of common words on, two clauses are the same whatever their numbers. In thousandths.
const ALIKE: u32 = 500;

/// For each clause of `after` the place in `before` of the clause it comes from.
pub(super) fn matched(before: &Side, after: &Side) -> Vec<Option<usize>> {
    let mut pairs = Pairs {
        before: &before.clauses,
        after: &after.clauses,
        from: vec![None; after.clauses.len()],
        taken: vec![false; before.clauses.len()],
    };
    let kin = before.lineage == after.lineage;
    pairs.by(|line| line.part.stands_once().then_some(()));
    if kin {
        pairs.by(|line| line.key.clone());
    }
    pairs.by(|line| Some((line.id.clone(), line.words.clone())));
    pairs.by(|line| (!line.words.is_empty()).then(|| line.words.clone()));
    pairs.by_likeness(kin);
    if kin {
        pairs.by(|line| Some(line.id.clone()));
    }
    pairs.from
}

struct Pairs<'a> {
    before: &'a [Line],
    after: &'a [Line],
    from: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Pairs<'_> {
    /// Pairs what is free on both sides, the same part of its document, and has the same of something, in
    /// order.
    fn by<K: Ord>(&mut self, of: impl Fn(&Line) -> Option<K>) {
        let of = |line: &Line| Some((line.part, of(line)?));
        let mut free = BTreeMap::<(Part, K), Vec<usize>>::new();
        for at in (0..self.before.len()).rev().filter(|at| !self.taken[*at]) {
            if let Some(key) = of(&self.before[at]) {
                free.entry(key).or_default().push(at);
            }
        }
        for at in 0..self.after.len() {
            let key = (self.from[at].is_none())
                .then(|| of(&self.after[at]))
                .flatten();
            if let Some(was) = key.and_then(|key| free.get_mut(&key)?.pop()) {
                self.pair(at, was);
            }
        }
    }

    fn pair(&mut self, after: usize, before: usize) {
        self.from[after] = Some(before);
        self.taken[before] = true;
    }

    /// Pairs what is free and alike, the most alike first; of those equally alike one number, then order.
    fn by_likeness(&mut self, kin: bool) {
        let before: Vec<_> = self.before.iter().map(|line| bag(&line.words)).collect();
        let after: Vec<_> = self.after.iter().map(|line| bag(&line.words)).collect();
        let mut found = BTreeSet::new();
        for (is, of_after) in after.iter().enumerate() {
            for (was, of_before) in before.iter().enumerate() {
                let parts = (self.before[was].part, self.after[is].part);
                if self.from[is].is_some() || self.taken[was] || parts.0 != parts.1 {
                    continue;
                }
                let one_number = kin && self.before[was].id == self.after[is].id;
                let least = if one_number { ALIKE_BY_NUMBER } else { ALIKE };
                let alike = likeness(of_before, of_after);
                if alike >= least {
                    found.insert((1000 - alike, !one_number, is, was));
                }
            }
        }
        for (_, _, is, was) in found {
            if self.from[is].is_none() && !self.taken[was] {
                self.pair(is, was);
            }
        }
    }
}

/// The words of a text in lower case, sorted, each as often as it stands there.
fn bag(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let mut words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    words
}

/// How many of the words of both are common to both, in thousandths.
fn likeness(a: &[String], b: &[String]) -> u32 {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, common) = (i + 1, j + 1, common + 1),
        }
    }
    let all = a.len() + b.len();
    u32::try_from(common * 2000 / all.max(1)).unwrap_or(1000)
}
