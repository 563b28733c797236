//! What the council saved as the text of a version: an event that points to the words, and what is folded
//! from such events.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ProtocolText, TextClause, identity};
use crate::ids::{ContentKey, PackId, PersonId, VersionId};
use crate::protocol::VersionKey;
use crate::register::Recorded;
use crate::register::privacy::Privacy;
use crate::words::{Scribe, Words};

/// The most bytes of one piece of a text: a store hands such pieces out whole.
const PIECE_BYTES_MAX: usize = 200 * 1024;

/// The text of a version was saved, or saved anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextSaved {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// The name of the file that it was read from, as the first events have it; none is written any more,
    /// since a name may hold words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The name of the file that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Words>,
    /// Why it was corrected by hand; none where it was read from a document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Words>,
    /// How many clauses it has.
    pub clauses: usize,
    /// How many doubts nobody had settled.
    pub open_doubts: usize,
    /// The text as JSON, in pieces.
    pub pieces: Vec<Words>,
}

/// What every field of the event tells.
pub const FIELDS: &[(&str, &[(&str, Privacy)])] = &[(
    TextSaved::NAME,
    &[
        ("pack", Privacy::Ground),
        ("version", Privacy::Ground),
        ("source", Privacy::Slug),
        ("file", Privacy::Content),
        ("corrected", Privacy::Content),
        ("clauses", Privacy::Fact),
        ("open_doubts", Privacy::Fact),
        ("pieces", Privacy::Content),
    ],
)];

impl TextSaved {
    /// The stable name of the event, as stored.
    pub const NAME: &'static str = "text-saved";

    /// Writes a text for a version: from which file it was read, and why it was corrected, if it was.
    pub fn write(
        (pack, version): VersionKey,
        source: &str,
        corrected: Option<&str>,
        text: &ProtocolText,
        scribe: &mut Scribe<'_>,
    ) -> Self {
        let json = serde_json::to_string(text).expect("a text is plain data");
        let mut pieces = Vec::new();
        let mut rest = json.as_str();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES_MAX));
            pieces.push(scribe.unsearched(piece));
            rest = after;
        }
        Self {
            pack,
            version,
            source: String::new(),
            file: Some(scribe.unsearched(source)),
            corrected: corrected.map(|why| scribe.unsearched(why)),
            clauses: text.clauses().count(),
            open_doubts: text.open_doubts().count(),
            pieces,
        }
    }

    /// Where its words are kept.
    pub fn contents(&self) -> Vec<&Words> {
        let around = self.file.iter().chain(&self.corrected);
        around.chain(&self.pieces).collect()
    }

    /// Reads it back; `None` where a piece is missing or broken.
    pub fn read<'b>(
        &self,
        piece: impl Fn(&ContentKey) -> Option<&'b [u8]>,
    ) -> Option<ProtocolText> {
        let mut json = Vec::new();
        for words in &self.pieces {
            json.extend_from_slice(piece(&words.key)?);
        }
        serde_json::from_slice(&json).ok()
    }
}

/// A text that was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedText {
    /// Which save it was, counted through all texts: a correction names the one that it began with.
    pub number: u64,
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: PersonId,
    /// The name of the file that it was read from; empty once that is erased.
    pub source: String,
    /// Why it was corrected by hand; none where it was read from a document.
    pub corrected: Option<String>,
    /// The text.
    pub text: Arc<ProtocolText>,
}

/// Every text that the council saved, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(Vec<SavedText>);

impl Texts {
    /// The texts after one more was saved. One whose words cannot be read any more is left out.
    #[must_use]
    pub fn evolve<'b>(
        mut self,
        recorded: Recorded<TextSaved>,
        piece: impl Fn(&ContentKey) -> Option<&'b [u8]>,
    ) -> Self {
        let saved = recorded.event;
        let words = |words: &Words| {
            let bytes = piece(&words.key).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let source = saved.file.as_ref().map(words);
        let corrected = saved.corrected.as_ref().map(words);
        if let Some(text) = saved.read(&piece) {
            self.0.push(SavedText {
                number: recorded.version,
                source: source.unwrap_or(saved.source),
                pack: saved.pack,
                version: saved.version,
                at: recorded.at,
                by: recorded.actor,
                corrected,
                text: Arc::new(text),
            });
        }
        self
    }

    /// The text of a version, as it was saved last.
    pub fn of(&self, pack: &PackId, version: &VersionId) -> Option<&SavedText> {
        let mut latest = self.0.iter().rev();
        latest.find(|saved| &saved.pack == pack && &saved.version == version)
    }

    /// The text that a new one of this version takes its identities from: that of the version itself,
    /// else the last of its pack.
    pub fn before(&self, pack: &PackId, version: &VersionId) -> Option<&SavedText> {
        let of_pack = || self.0.iter().rev().find(|saved| &saved.pack == pack);
        self.of(pack, version).or_else(of_pack)
    }

    /// Gives a text the identities of the clauses that it had before.
    pub fn identified(
        &self,
        pack: &PackId,
        version: &VersionId,
        mut text: ProtocolText,
    ) -> ProtocolText {
        if let Some(before) = self.before(pack, version) {
            identity::keep(&before.text, &mut text);
        }
        text
    }

    /// The other wordings of a clause in its pack, the latest first: of other versions, and of this one
    /// as it was saved before.
    pub fn wordings(&self, pack: &PackId, key: &str) -> Vec<(&SavedText, &TextClause)> {
        let of_pack = self.0.iter().rev().filter(|saved| &saved.pack == pack);
        of_pack
            .filter_map(|saved| Some((saved, saved.text.clause_by_key(key)?)))
            .collect()
    }
}
