//! Words to search terms. What is indexed and what is typed go through the same function, on both
//! engines: a stem need not be a word, only the same for every form of it.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most terms that one search uses.
const QUERY_TERMS_MAX: usize = 12;
/// The most characters of one term; longer ones are cut.
const TERM_LENGTH_MAX: usize = 40;

/// Words that carry no matter, in English and Welsh. `it` is not among them: it is also a service.
const STOP_WORDS: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can",
    "cannot", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her",
    "his", "how", "i", "if", "im", "in", "into", "is", "ive", "me", "my", "no", "not", "of", "on",
    "or", "our", "please", "she", "so", "some", "that", "the", "their", "them", "there", "these",
    "they", "this", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who",
    "why", "will", "with", "would", "you", "your", //
    "ac", "ar", "chi", "ei", "eich", "fy", "gan", "mae", "mewn", "neu", "o", "oedd", "sydd", "y",
    "yn", "yr",
];

/// The distinct search terms of a text, in the order of their first appearance.
pub fn terms(text: &str) -> Vec<String> {
    words_and_terms(text)
        .into_iter()
        .map(|(_, term)| term)
        .collect()
}

/// As [`terms`], each with the word from which it comes.
pub fn words_and_terms(text: &str) -> Vec<(String, String)> {
    let mut seen = HashSet::new();
    let folded = fold(text);
    let words = folded.split(' ').filter(|word| !word.is_empty());
    words
        .filter(|word| !STOP_WORDS.contains(word))
        .map(|word| (word.to_owned(), i_for_y(stem(word).to_owned())))
        .filter(|(_, term)| seen.insert(term.clone()))
        .collect()
}

/// The terms of what somebody types to search: as [`terms`], and no more than a search can use.
pub fn query_terms(typed: &str) -> Vec<String> {
    let mut terms = terms(typed);
    terms.truncate(QUERY_TERMS_MAX);
    terms
}

/// Words in lower case without accents, apostrophes and other marks, parted by single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().flat_map(char::to_lowercase).nfkd() {
        match c {
            '\'' | '’' | '‘' | 'ʼ' => {}
            c if is_combining_mark(c) => {}
            c if c.is_alphanumeric() => push(&mut folded, c),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters that Unicode does not take apart, as people type them on a British keyboard.
fn push(folded: &mut String, c: char) {
    match c {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'þ' => folded.push_str("th"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        c => folded.push(c),
    }
}

/// One form for the singular and the plural of an English word. Welsh words that end in `s` after a
/// vowel (`plas`, `clos`) or after `y` (`llys`) stay whole.
fn stem(word: &str) -> &str {
    let word = match word.char_indices().nth(TERM_LENGTH_MAX) {
        Some((end, _)) => &word[..end],
        None => word,
    };
    if !word.is_ascii() || word.bytes().any(|b| b.is_ascii_digit()) {
        return word;
    }
    let singular = match word.strip_suffix('s') {
        Some(rest) if rest.len() >= 3 && plural(rest) => rest,
        _ => word,
    };
    match singular.strip_suffix('e') {
        Some(rest) if rest.len() >= 3 => rest,
        _ => singular,
    }
}

/// Whether an `s` after this makes a plural.
fn plural(rest: &str) -> bool {
    match rest.as_bytes() {
        [.., b'a' | b'i' | b'o' | b'u' | b's'] => false,
        [.., before, b'y'] => b"aeou".contains(before),
        _ => true,
    }
}

/// `city` and `cities` meet at `citi`.
fn i_for_y(mut stem: String) -> String {
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}
