//! Words that people type: cleaned, bounded, and cut into search terms, once, here, so that every
//! engine and every edge agrees.

mod terms;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

pub use terms::{fold, query_terms, terms, words_and_terms};

/// Why typed words cannot be taken. Reads on after the name of the field: "the title …".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing that can be seen was typed.
    #[error("is empty: write at least one word")]
    Empty,
    /// More than the field holds.
    #[error("has {given} characters: use at most {limit}")]
    TooLong {
        /// The most that the field holds, in characters.
        limit: usize,
        /// How many were given, after cleaning.
        given: usize,
    },
}

/// A single line of 1 to `MAX` characters: names, titles, addresses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line<const MAX: usize>(String);

/// Words of 1 to `MAX` characters on one or more lines: what an enquiry or an answer says.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Words<const MAX: usize>(String);

macro_rules! typed {
    ($name:ident, $clean:path) => {
        impl<const MAX: usize> $name<MAX> {
            /// Cleans and bounds what was typed.
            pub fn parse(typed: &str) -> Result<Self, BadText> {
                bounded($clean(typed), MAX).map(Self)
            }
            /// As [`Self::parse`], where nothing at all may be given.
            pub fn parse_optional(typed: &str) -> Result<Option<Self>, BadText> {
                match Self::parse(typed) {
                    Err(BadText::Empty) => Ok(None),
                    other => other.map(Some),
                }
            }
            /// The clean text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl<const MAX: usize> FromStr for $name<MAX> {
            type Err = BadText;
            fn from_str(typed: &str) -> Result<Self, BadText> {
                Self::parse(typed)
            }
        }
        impl<const MAX: usize> TryFrom<String> for $name<MAX> {
            type Error = BadText;
            fn try_from(typed: String) -> Result<Self, BadText> {
                Self::parse(&typed)
            }
        }
        impl<const MAX: usize> From<$name<MAX>> for String {
            fn from(text: $name<MAX>) -> String {
                text.0
            }
        }
        impl<const MAX: usize> AsRef<str> for $name<MAX> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl<const MAX: usize> fmt::Display for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl<const MAX: usize> fmt::Debug for $name<MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }
    };
}
typed!(Line, clean_line);
typed!(Words, clean_words);

fn bounded(text: String, limit: usize) -> Result<String, BadText> {
    if !text.chars().any(is_seen) {
        return Err(BadText::Empty);
    }
    let given = text.chars().count();
    if given > limit {
        return Err(BadText::TooLong { limit, given });
    }
    Ok(text)
}

/// Typed words with line ends as `\n`, in Unicode's composed form (NFC), without control characters and
/// without what reverses or hides text. Everything else is kept as typed; emoji and right-to-left
/// scripts are words like any other.
pub fn clean_words(typed: &str) -> String {
    let mut clean = String::with_capacity(typed.len());
    for line in kept(typed).nfc().collect::<String>().split('\n') {
        clean.push_str(line.trim_end());
        clean.push('\n');
    }
    clean.trim().to_owned()
}

/// As [`clean_words`], on one line: every run of white space is one space.
pub fn clean_line(typed: &str) -> String {
    let composed: String = kept(typed).nfc().collect();
    let mut words = composed.split_whitespace();
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        line.push(' ');
        line.push_str(word);
    }
    line
}

/// The characters that stay, with every kind of line end made `\n`.
fn kept(typed: &str) -> impl Iterator<Item = char> + '_ {
    let mut before = ' ';
    typed.chars().filter_map(move |c| {
        let last = std::mem::replace(&mut before, c);
        match c {
            '\n' if last == '\r' => None,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some('\t'),
            c if c.is_control() || misleads(c) => None,
            c if is_tag(c) && last != '\u{1f3f4}' && !is_tag(last) => {
                before = last;
                None
            }
            c => Some(c),
        }
    })
}

/// Characters that make text read otherwise than it is: overrides and isolates of direction (a name
/// shown reversed, a file called `cod.exe` shown as `exe.doc`), invisible marks inside words.
fn misleads(c: char) -> bool {
    matches!(c,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{ad}')
}

/// Tag characters spell the flags of England, Scotland and Wales after a black flag; elsewhere they hide text.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// Whether a reader sees anything of a character.
fn is_seen(c: char) -> bool {
    !c.is_whitespace()
        && !is_tag(c)
        && !matches!(c, '\u{200c}'..='\u{200f}' | '\u{61c}' | '\u{fe00}'..='\u{fe0f}')
        && !unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests;
