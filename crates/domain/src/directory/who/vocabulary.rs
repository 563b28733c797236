//! The words by which services and partners are found, and how well typed words fit them.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use crate::directory::{Partner, Service};
use crate::ids::{AppointmentId, PartnerId, ServiceId};
use crate::text::words_and_terms;

/// One reason for which something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// All words of one of its phrases were typed.
    Said {
        /// The phrase as the council wrote it.
        words: String,
    },
    /// A typed word stands in one of its phrases.
    Named {
        /// The word as typed.
        typed: String,
        /// The phrase as the council wrote it.
        words: String,
    },
    /// A typed word is near one of its words.
    Spelt {
        /// The word as typed.
        typed: String,
        /// The word that it was read as.
        read: String,
    },
    /// An officer named in the query works there.
    Works {
        /// In which appointment.
        appointment: AppointmentId,
    },
}

/// What has words: an identifier, and phrases with their weights.
pub trait Worded {
    /// The identifier's type.
    type Id: Ord + Clone;
    /// The identifier.
    fn key(&self) -> &Self::Id;
    /// Phrases, each with its weight.
    fn phrases(&self) -> Vec<(u32, &str)>;
}

const NAME: u32 = 10;
const WORDS: u32 = 9;
const DESCRIPTION: u32 = 3;

impl Worded for Service {
    type Id = ServiceId;
    fn key(&self) -> &ServiceId {
        &self.id
    }
    fn phrases(&self) -> Vec<(u32, &str)> {
        phrases(&self.name, &self.words, &self.description)
    }
}

impl Worded for Partner {
    type Id = PartnerId;
    fn key(&self) -> &PartnerId {
        &self.id
    }
    fn phrases(&self) -> Vec<(u32, &str)> {
        phrases(&self.name, &self.words, &self.handles)
    }
}

fn phrases<'a>(name: &'a str, words: &'a [String], about: &'a str) -> Vec<(u32, &'a str)> {
    let mut all = vec![(NAME, name), (DESCRIPTION, about)];
    all.extend(words.iter().map(|words| (WORDS, words.as_str())));
    all
}

#[derive(Debug, Clone, PartialEq)]
struct Phrase {
    weight: u32,
    text: String,
    /// Words as written, with their terms.
    words: Vec<(String, String)>,
}

/// The words of every fact of one noun, by the day from which a wording holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Vocabulary<Id: Ord>(BTreeMap<Id, BTreeMap<Date, Vec<Phrase>>>);

impl<Id: Ord> Default for Vocabulary<Id> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

/// How a typed word fits a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Spelling,
    Beginning,
    Exact,
}

impl Fit {
    fn percent(self) -> u32 {
        match self {
            Self::Exact => 100,
            Self::Beginning => 60,
            Self::Spelling => 50,
        }
    }
}

impl<Id: Ord + Clone> Vocabulary<Id> {
    pub(in crate::directory) fn record<T: Worded<Id = Id>>(&mut self, on: Date, fact: &T) {
        let phrases = fact.phrases().into_iter().map(|(weight, text)| Phrase {
            weight,
            text: text.to_owned(),
            words: words_and_terms(text),
        });
        let phrases = phrases.filter(|phrase| !phrase.words.is_empty()).collect();
        let wordings = self.0.entry(fact.key().clone()).or_default();
        wordings.insert(on, phrases);
    }

    fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        self.0
            .values()
            .flat_map(|wordings| wordings.values())
            .flatten()
    }

    /// Whether a word stands in any phrase, on whichever day.
    pub(super) fn knows(&self, word: &str) -> bool {
        let typed = words_and_terms(word);
        let [(_, term)] = typed.as_slice() else {
            return false;
        };
        self.phrases()
            .any(|phrase| phrase.words.iter().any(|(_, known)| known == term))
    }

    /// Whether two words stand beside each other in any phrase, on whichever day.
    pub(super) fn pairs(&self, first: &str, second: &str) -> bool {
        let typed = words_and_terms(&format!("{first} {second}"));
        let [(_, first), (_, second)] = typed.as_slice() else {
            return false;
        };
        let beside = |pair: &[(String, String)]| pair[0].1 == *first && pair[1].1 == *second;
        self.phrases()
            .any(|phrase| phrase.words.windows(2).any(beside))
    }

    /// What fits the typed words at all, with reasons and a score. What is a word `elsewhere` is not taken
    /// for a slip of the hand here.
    pub(super) fn look_up<'a>(
        &'a self,
        typed: &'a [(String, String)],
        on: Date,
        exists: impl Fn(&Id) -> bool + 'a,
        elsewhere: impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = (Id, Vec<Why>, u32)> + 'a {
        let known: Vec<_> = self
            .0
            .iter()
            .filter(move |(id, _)| exists(id))
            .filter_map(move |(id, wordings)| {
                let wording = wordings
                    .range(..=on)
                    .next_back()
                    .or_else(|| wordings.iter().next());
                Some((id, wording?.1))
            })
            .collect();
        let fits = Fits::of(typed, known.iter().map(|(_, phrases)| *phrases), elsewhere);
        known.into_iter().filter_map(move |(id, phrases)| {
            let (why, score) = fits.score(typed, phrases)?;
            Some((id.clone(), why, score))
        })
    }
}

/// For every term of the vocabulary that fits: which typed word, how well, and how telling it is.
struct Fits<'a>(HashMap<&'a str, (usize, Fit, u32)>);

impl<'a> Fits<'a> {
    fn of(
        typed: &[(String, String)],
        known: impl Iterator<Item = &'a Vec<Phrase>> + Clone,
        elsewhere: impl Fn(&str) -> bool,
    ) -> Self {
        let mut spread: HashMap<&str, (u32, usize)> = HashMap::new();
        for (n, phrases) in known.enumerate() {
            for (_, term) in phrases.iter().flat_map(|phrase| &phrase.words) {
                let entry = spread.entry(term).or_insert((0, usize::MAX));
                if entry.1 != n {
                    *entry = (entry.0 + 1, n);
                }
            }
        }
        let mut fits: HashMap<&str, (usize, Fit, u32)> = HashMap::new();
        for (at, (word, term)) in typed.iter().enumerate() {
            let exact = spread.contains_key(term.as_str()) || elsewhere(word);
            for (known, (services, _)) in &spread {
                let fit = match () {
                    () if *known == term => Fit::Exact,
                    () if begins(term, known) => Fit::Beginning,
                    () if !exact && near(term, known) => Fit::Spelling,
                    () => continue,
                };
                let better = fits.get(known).is_none_or(|(_, other, _)| *other < fit);
                if better {
                    fits.insert(known, (at, fit, *services));
                }
            }
        }
        Self(fits)
    }

    /// The best fit of every typed word, and more for phrases that were typed whole.
    fn score(&self, typed: &[(String, String)], phrases: &[Phrase]) -> Option<(Vec<Why>, u32)> {
        let mut best: Vec<Option<(u32, Why)>> = vec![None; typed.len()];
        let mut whole: Vec<(u32, Why)> = Vec::new();
        for phrase in phrases {
            let mut all = true;
            let mut gathered = 0;
            for (word, term) in &phrase.words {
                let Some((at, fit, services)) = self.0.get(term.as_str()) else {
                    all = false;
                    continue;
                };
                // A word that many services share tells little.
                let points = phrase.weight * fit.percent() / (1 + services);
                gathered += points;
                let typed = typed[*at].0.clone();
                if best[*at].as_ref().is_none_or(|(most, _)| *most < points) {
                    let why = match fit {
                        Fit::Spelling => Why::Spelt {
                            typed,
                            read: word.clone(),
                        },
                        _ => Why::Named {
                            typed,
                            words: phrase.text.clone(),
                        },
                    };
                    best[*at] = Some((points, why));
                }
            }
            if all && phrase.weight > DESCRIPTION {
                whole.push((
                    gathered,
                    Why::Said {
                        words: phrase.text.clone(),
                    },
                ));
            }
        }
        whole.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        whole.truncate(2);
        let mut reasons: Vec<_> = best.into_iter().flatten().collect();
        reasons.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        let score = reasons.iter().chain(&whole).map(|(points, _)| points).sum();
        let spelt = |why: &Why| matches!(why, Why::Spelt { .. });
        // What was typed whole says more than its single words; a changed spelling is always said.
        let said = !whole.is_empty();
        let single = reasons
            .into_iter()
            .filter(|(_, why)| !said || spelt(why))
            .take(3);
        let mut why: Vec<Why> = whole.into_iter().map(|(_, why)| why).collect();
        why.extend(single.map(|(_, why)| why));
        (score > 0).then_some((why, score))
    }
}

/// Whether one word is the other's beginning, as `flood` of `flooding`.
fn begins(typed: &str, known: &str) -> bool {
    let (short, long) = if typed.len() < known.len() {
        (typed, known)
    } else {
        (known, typed)
    };
    short.len() >= 4 && long.starts_with(short) && long.len() - short.len() <= 5
}

/// Whether two words differ by as much as a slip of the hand: one letter in short words, two in longer
/// ones. Words of other scripts are compared whole only.
fn near(a: &str, b: &str) -> bool {
    let most = match a.len().min(b.len()) {
        0..=3 => return false,
        4..=5 => 1,
        _ => 2,
    };
    let comparable = a.is_ascii() && b.is_ascii() && a.len().max(b.len()) <= WORD_MAX;
    comparable && a.len().abs_diff(b.len()) <= most && distance(a.as_bytes(), b.as_bytes()) <= most
}

/// The longest word whose spelling is compared: as long as a term may be.
const WORD_MAX: usize = 40;

/// Letters inserted, dropped, changed or swapped with their neighbour.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut rows = [[0; WORD_MAX + 1]; 3];
    let [older, last, row] = &mut rows;
    let (mut older, mut last, mut row) = (older, last, row);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j;
    }
    for (i, &x) in a.iter().enumerate() {
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let change = last[j] + usize::from(x != y);
            row[j + 1] = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && x == b[j - 1] && a[i - 1] == y {
                row[j + 1] = row[j + 1].min(older[j - 1] + 1);
            }
        }
        (older, last, row) = (last, row, older);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_hand_is_near() {
        for (a, b) in [
            ("pothol", "potholl"),
            ("dmap", "damp"),
            ("rubish", "rubbish"),
            ("recycl", "reycle"),
        ] {
            assert!(near(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("bin", "bit"),
            ("tree", "street"),
            ("housing", "hosting1x"),
            ("", "a"),
        ] {
            assert!(!near(a, b), "{a} {b}");
        }
    }
}
