//! How a line of words looks: a heading, an unfinished sentence, a line to sign on.

use domain::protocol::text::{Passage, Reading};

/// Characters that a heading does not exceed.
const HEADING_MAX: usize = 110;
/// Words that a heading does not exceed.
const HEADING_WORDS_MAX: usize = 16;

/// Whether words look like a heading, for formats that do not say.
pub fn heading(words: &Passage) -> bool {
    let line = words.read(Reading::Both);
    let first = line.chars().find(|c| c.is_alphanumeric());
    let short = line.chars().count() <= HEADING_MAX && line.split(' ').count() <= HEADING_WORDS_MAX;
    let ends = line.ends_with(['.', ';', ':', ',', '!', '”', '"', '_', '—', '-']);
    let sentences = line
        .split(". ")
        .skip(1)
        .any(|next| next.starts_with(char::is_uppercase))
        && line.contains(char::is_lowercase)
        && line
            .split(' ')
            .any(|word| word.len() > 4 && word.ends_with('.'));
    short && !ends && !sentences && first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a passage breaks off within a sentence.
pub fn unfinished(words: &Passage) -> bool {
    let line = words.read(Reading::Both);
    let line = line.trim_end_matches(['*', '_', '~', ' ', ')', '”', '"', '’', '\'']);
    line.chars()
        .last()
        .is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '-' || c == '/')
}

/// Whether a passage begins within a sentence.
pub fn goes_on(words: &Passage) -> bool {
    let line = words.read(Reading::Both);
    let first = line
        .chars()
        .find(|c| !matches!(c, '(' | '‘' | '’' | '“' | '"' | '\''));
    first.is_some_and(char::is_lowercase)
}

/// Whether a passage leads to a list.
pub fn leads(words: &Passage) -> bool {
    words.read(Reading::Both).ends_with(':')
}

/// Whether it is a line to write on.
pub fn to_sign(words: &Passage) -> bool {
    let line = words.read(Reading::Both);
    line.contains("____") || line.contains("……") || line.contains(".......")
}
