//! References from clause to clause: one to a clause that is not there, and one to a clause that says
//! nothing of the matter while another does.

use std::collections::{BTreeMap, BTreeSet};

use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{Doubt, ProtocolText, Reading};
use domain::text::terms;

/// The words that name a clause of this document. `Section` is not among them: that is an Act's.
const NAMES: &[&str] = &[
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "clause",
    "clauses",
];
/// How many of the clauses may hold a word that still tells them apart.
const TELLING: f64 = 0.2;

/// A reference as it stands.
#[derive(Debug, PartialEq, Eq)]
struct Reference {
    /// The number that it names.
    number: String,
    /// The sentence around it.
    sentence: String,
}

/// Lists the references that lead nowhere, or perhaps to the wrong place.
pub fn check(text: &mut ProtocolText) {
    let index = Index::new(text);
    let mut doubts = Vec::new();
    for (section, clause) in text.clauses() {
        let words = clause.words(Reading::After);
        for reference in references(&words) {
            let number = &reference.number;
            let kind = if !index.has(number) {
                let why = format!("it refers to paragraph {number}, and there is none");
                Some((DoubtKind::NoSuchClause, why))
            } else {
                index.better(&reference, &section.number).map(|better| {
                    let why = format!(
                        "it refers to paragraph {number}, and paragraph {better} is on the same matter"
                    );
                    (DoubtKind::WrongReference, why)
                })
            };
            let meanwhile = "the reference is kept as printed";
            doubts.extend(kind.map(|(kind, why)| {
                Doubt::new(kind, Some(&clause.id), why, meanwhile).about(reference.sentence)
            }));
        }
    }
    text.doubts.extend(doubts);
}

/// The references within words.
fn references(words: &str) -> Vec<Reference> {
    let tokens: Vec<&str> = words.split_whitespace().collect();
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let name = token.to_lowercase();
        let name = name.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(next) = tokens.get(at + 1).filter(|_| NAMES.contains(&name)) else {
            continue;
        };
        let number = next.trim_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '(');
        let is_number = number.starts_with(|c: char| c.is_ascii_digit());
        if is_number && !is_elsewhere(&tokens[at + 2..]) {
            let sentence = sentence(words, token, next);
            found.push(Reference {
                number: number.to_owned(),
                sentence,
            });
        }
    }
    found
}

/// Whether what follows a number says that it is another document's: `of the Officer Code of Conduct`.
fn is_elsewhere(after: &[&str]) -> bool {
    let low = |n: usize| after.get(n).map(|word| word.to_lowercase());
    let of = matches!(low(0).as_deref(), Some("of" | "in" | "to"));
    let this = matches!(low(1).as_deref(), Some("this"));
    of && !this
}

/// The sentence in which a reference stands.
fn sentence(words: &str, name: &str, number: &str) -> String {
    let at = words.find(&format!("{name} {number}")).unwrap_or(0);
    let start = words[..at].rfind(". ").map_or(0, |stop| stop + 2);
    let end = words[at..]
        .find(". ")
        .map_or(words.len(), |stop| at + stop + 1);
    words[start..end].to_owned()
}

/// What each section and clause is about, in words that tell it from the others.
struct Index {
    places: BTreeMap<String, Place>,
    telling: BTreeMap<String, f64>,
}

struct Place {
    section: String,
    heading: BTreeSet<String>,
    words: BTreeSet<String>,
}

impl Index {
    fn new(text: &ProtocolText) -> Self {
        let mut places: BTreeMap<String, Place> = BTreeMap::new();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = 0;
        for (section, clause) in text.clauses() {
            let heading: BTreeSet<String> = terms(&section.heading.read(Reading::After))
                .into_iter()
                .collect();
            let words: BTreeSet<String> =
                terms(&clause.words(Reading::After)).into_iter().collect();
            for word in &words {
                *counts.entry(word.clone()).or_insert(0) += 1;
            }
            all += 1;
            let whole = places
                .entry(section.number.clone())
                .or_insert_with(|| Place {
                    section: section.number.clone(),
                    heading: heading.clone(),
                    words: BTreeSet::new(),
                });
            whole.words.extend(words.iter().cloned());
            let section = section.number.clone();
            let id = clause.id.as_str().to_owned();
            places.entry(id).or_insert(Place {
                section,
                heading,
                words,
            });
        }
        let telling = counts.into_iter().filter_map(|(word, count)| {
            let share = count as f64 / all.max(1) as f64;
            (share <= TELLING).then(|| (word, (1.0 / share).ln()))
        });
        Self {
            places,
            telling: telling.collect(),
        }
    }

    fn has(&self, number: &str) -> bool {
        self.places.contains_key(number)
    }

    /// The section that is on the matter of a reference, where the one referred to is not.
    fn better(&self, reference: &Reference, own: &str) -> Option<&str> {
        let named = &self.places[&reference.number];
        let about: BTreeSet<String> = terms(&reference.sentence).into_iter().collect();
        let weigh = |words: &BTreeSet<String>| -> f64 {
            let common = words.intersection(&about);
            common.filter_map(|word| self.telling.get(word)).sum()
        };
        let meets = |place: &Place| weigh(&place.heading);
        if meets(named) > 0.0 || named.section == own {
            return None;
        }
        let sections = self.places.iter().filter(|(number, place)| {
            **number == place.section && **number != own && place.section != named.section
        });
        let best = sections.max_by(|a, b| {
            let score = |place: &Place| 2.0 * meets(place) + weigh(&place.words);
            score(a.1).total_cmp(&score(b.1))
        })?;
        let of_named = weigh(&self.places.get(&named.section)?.words);
        (meets(best.1) > 0.0 && weigh(&best.1.words) > of_named).then_some(best.0.as_str())
    }
}
