//! Names of streets in what people type: *12 Mill Road* says where something is, not what it is about, so
//! neither its *Road* nor its *Mill* leads to a service.

use crate::text::fold;

/// What a street may be called after its name.
const KINDS: [&str; 26] = [
    "ave", "avenue", "close", "court", "cres", "crescent", "drive", "gardens", "grove", "hill",
    "lane", "mews", "place", "rd", "rise", "road", "row", "square", "st", "street", "terrace",
    "view", "walk", "way", "yard", "parade",
];
/// What stands before a house number, where it does not begin the sentence.
const BEFORE_A_NUMBER: [&str; 16] = [
    "at", "behind", "by", "flat", "from", "house", "in", "near", "no", "number", "of", "on",
    "opposite", "outside", "to", "unit",
];
/// What stands after a number that is not a house's.
const COUNTED: [&str; 16] = [
    "am", "cars", "day", "days", "hour", "hours", "miles", "minutes", "month", "months", "mph",
    "pm", "times", "week", "weeks", "years",
];
/// The most words that a street's name has between its house number and its kind.
const NAME_WORDS_MAX: usize = 3;

/// What the vocabulary has to say on words that may be a name.
pub(super) struct Known<'a> {
    /// Whether a word stands in what a service or a partner deals with.
    pub word: &'a dyn Fn(&str) -> bool,
    /// Whether two words stand there beside each other, as *street light*.
    pub pair: &'a dyn Fn(&str, &str) -> bool,
}

/// The text without the names of its streets; none where it names none.
pub(super) fn without(text: &str, known: &Known<'_>) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut kept = vec![true; words.len()];
    for at in 1..words.len() {
        if let Some(from) = begins(&words, at, known) {
            kept[from..=at].fill(false);
        }
    }
    if kept.iter().all(|kept| *kept) {
        return None;
    }
    let words = words.into_iter().zip(kept);
    let left: Vec<_> = words.filter(|(_, kept)| *kept).map(|(w, _)| w).collect();
    Some(left.join(" "))
}

/// The word with which the name begins whose kind this word is; none where it is no street's.
fn begins(words: &[&str], at: usize, known: &Known<'_>) -> Option<usize> {
    let kind = bare(words[at]);
    let kind = kind
        .strip_suffix('s')
        .filter(|_| words[at].contains(['\'', '’']))
        .unwrap_or(&kind);
    if !KINDS.contains(&kind) || ends(words[at - 1]) {
        return None;
    }
    // The light of a street, or its sign, is a matter of its own.
    let next = words.get(at + 1).filter(|_| !ends(words[at]));
    if next.is_some_and(|next| (known.pair)(kind, &bare(next))) {
        return None;
    }
    numbered(words, at).or_else(|| named(words, at, known))
}

/// A name after a house number, however it is written: *at 12 mill road*.
fn numbered(words: &[&str], at: usize) -> Option<usize> {
    let first = at.saturating_sub(NAME_WORDS_MAX);
    let from = (first..at)
        .rev()
        .find(|from| *from > 0 && is_house(words[from - 1]) || ends(words[*from]))?;
    if from == 0 || !is_house(words[from - 1]) {
        return None;
    }
    let number = from - 1;
    let stands = number == 0
        || ends(words[number - 1])
        || BEFORE_A_NUMBER.contains(&bare(words[number - 1]).as_str());
    let counted = (from..at).any(|n| COUNTED.contains(&bare(words[n]).as_str()));
    (stands && !counted).then_some(from)
}

/// A name that is written as one: *Mill Road*. The first word of a sentence is written so anyway, and all
/// words of one that shouts.
fn named(words: &[&str], at: usize, known: &Known<'_>) -> Option<usize> {
    let name = at - 1;
    if !is_name(words[at]) || !is_name(words[name]) {
        return None;
    }
    let leads = name == 0 || closes(words[name - 1]);
    (!leads || !(known.word)(&bare(words[name]))).then_some(name)
}

fn bare(word: &str) -> String {
    fold(word)
}

/// Whether the word is the last of its sentence, or of a part of it.
fn ends(word: &str) -> bool {
    word.ends_with([',', ';', ')']) || closes(word)
}

fn closes(word: &str) -> bool {
    word.ends_with(['.', '!', '?', ':', '–', '-']) && !bare(word).eq("st")
}

/// A capital and then small letters.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// A house's number: `12`, `12a`, `12-14`.
fn is_house(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let others = word.chars().filter(|c| c.is_alphabetic()).count();
    word.starts_with(|c: char| c.is_ascii_digit()) && (1..=9).contains(&digits) && others <= 1
}
