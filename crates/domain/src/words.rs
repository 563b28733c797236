//! Words and files that people give: kept in the content table under a random key. An event holds the
//! key and a salted digest only, so that erasing the content leaves an event that tells nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fresh::Fresh;
use crate::ids::{ContentKey, PartId};
use crate::verdict::NewContent;

/// The media type of typed words.
pub const PLAIN: &str = "text/plain; charset=utf-8";

/// Where words or a file are kept, and what they were.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Words {
    /// The random key of the content.
    pub key: ContentKey,
    /// Hexadecimal SHA-256 of salt and bytes; the salt is erased with the content.
    pub digest: String,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.key)
    }
}

/// Collects the contents of one act and hands out the keys by which its events point to them.
#[derive(Debug)]
pub struct Scribe<'a> {
    fresh: &'a Fresh,
    parts: usize,
    contents: Vec<NewContent>,
}

impl<'a> Scribe<'a> {
    /// A scribe for one act.
    pub fn new(fresh: &'a Fresh) -> Self {
        Self {
            fresh,
            parts: 0,
            contents: Vec::new(),
        }
    }

    /// Keeps typed words, found by search.
    pub fn words(&mut self, text: &str) -> Words {
        self.keep(PLAIN, text.as_bytes().to_vec(), true)
    }

    /// Keeps typed words that search must not find, such as an internal note.
    pub fn unsearched(&mut self, text: &str) -> Words {
        self.keep(PLAIN, text.as_bytes().to_vec(), false)
    }

    /// Keeps the bytes of a file.
    pub fn file(&mut self, media: &str, bytes: Vec<u8>) -> Words {
        self.keep(media, bytes, false)
    }

    /// The key of a new part of the case.
    pub fn part(&mut self) -> PartId {
        self.parts += 1;
        self.fresh.part(self.parts - 1)
    }

    /// What the act keeps.
    pub fn finish(self) -> Vec<NewContent> {
        self.contents
    }

    fn keep(&mut self, media: &str, bytes: Vec<u8>, searchable: bool) -> Words {
        let n = self.contents.len();
        let content = NewContent {
            key: self.fresh.content_key(n),
            salt: self.fresh.salt(n),
            media: media.to_owned(),
            bytes,
            searchable,
        };
        let words = Words {
            key: content.key.clone(),
            digest: content.digest(),
        };
        self.contents.push(content);
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_can_be_checked_against_its_content_and_tells_nothing_without_it() {
        let fresh = Fresh::new([7; 32]);
        let mut scribe = Scribe::new(&fresh);
        let first = scribe.words("damp in the hall");
        let again = scribe.words("damp in the hall");
        let kept = scribe.finish();
        assert_eq!(first.digest, kept[0].digest());
        assert_ne!(first.key, again.key);
        assert_ne!(first.digest, again.digest, "the same words digest alike");
    }
}
