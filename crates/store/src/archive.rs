//! Everything that the council wrote, for whoever takes it elsewhere: the contents with their salts, the
//! readings, and the sealed log counted anew from its own lines, without a database.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::ContentKey;
use sha2::{Digest, Sha256};

use crate::Store;
use crate::access_log::Access;
use crate::fault::Fault;
use crate::log::{self, Head};
use crate::seal::{Frontier, Placed, Sealed, leaf, named};
use crate::value::params;

/// A content with what its event's digest is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// Its key.
    pub key: ContentKey,
    /// The salt of its digest.
    pub salt: Vec<u8>,
    /// Its media type.
    pub media: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

impl Archived {
    /// The salted digest, as the event names it.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.salt);
        hash.update(&self.bytes);
        domain::fresh::hex(&hash.finalize())
    }
}

impl Store {
    /// The contents with these keys that are not erased. For an archive of the whole; a page reads one by
    /// [`Store::content`].
    pub async fn archived(&self, keys: &[ContentKey]) -> Result<Vec<Archived>, Fault> {
        let asked: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let sql =
            "SELECT key, salt, media, bytes, size FROM content WHERE key = ANY(?1) ORDER BY key";
        let more = "SELECT bytes FROM content_chunk WHERE key = ?1 ORDER BY n";
        let mut found = Vec::with_capacity(asked.len());
        for mut cells in self.query_much(sql, params![asked]).await? {
            let mut content = Archived {
                key: cells.parsed(0)?,
                salt: cells.blob(1)?,
                media: cells.text(2)?,
                bytes: cells.blob(3)?,
            };
            if cells.count(4)? > content.bytes.len() as u64 {
                let key = content.key.as_str();
                for mut chunk in self.query_much(more, params![key]).await? {
                    content.bytes.extend(chunk.blob(0)?);
                }
            }
            found.push(content);
        }
        Ok(found)
    }

    /// The keys of the contents that search finds.
    pub async fn searched(&self) -> Result<BTreeSet<String>, Fault> {
        let sql = "SELECT DISTINCT content FROM search_doc WHERE content <> ''";
        let rows = self.query_much(sql, Vec::new()).await?;
        rows.into_iter().map(|mut cells| cells.text(0)).collect()
    }

    /// Every reading of what is confidential, oldest first.
    pub async fn readings(&self) -> Result<Vec<Access>, Fault> {
        let sql = "SELECT at, person, reference, what, basis FROM access_log \
                   ORDER BY at, person, reference, what";
        let rows = self.query_much(sql, Vec::new()).await?;
        rows.into_iter().map(crate::access_log::access).collect()
    }

    /// The checkpoints that are kept with the log, as their texts.
    pub async fn checkpoints(&self) -> Result<Vec<String>, Fault> {
        let sql = "SELECT note FROM checkpoint ORDER BY size";
        let rows = self.query(sql, Vec::new()).await?;
        rows.into_iter().map(|mut cells| cells.text(0)).collect()
    }
}

/// The sealed log, counted anew event by event.
#[derive(Debug, Default)]
pub struct Recount {
    heads: BTreeMap<String, Head>,
    tree: Frontier,
}

/// What one event came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recounted {
    /// Its chain digest.
    pub chain: [u8; 32],
    /// Its leaf in the tree.
    pub leaf: [u8; 32],
    /// The contents that it names, each with its salted digest.
    pub words: Vec<(String, String)>,
}

impl Recount {
    /// Takes the next event.
    ///
    /// # Errors
    /// In words, where it does not follow on those before.
    pub fn add(&mut self, placed: &Placed) -> Result<Recounted, String> {
        let (stream, event) = (placed.stream.as_str(), &placed.event);
        if placed.place != self.tree.size() {
            return Err(format!(
                "place {} follows {} others: an event is missing or twice there",
                placed.place,
                self.tree.size()
            ));
        }
        let head = self.heads.entry(stream.to_owned());
        let head = head.or_insert_with(|| Head::new(0));
        if event.version != head.version + 1 {
            return Err(format!(
                "version {} of a stream follows version {}",
                event.version, head.version
            ));
        }
        head.chain = log::chain(&head.chain, stream, event);
        head.version = event.version;
        let leaf = leaf(stream, event.version, &head.chain);
        self.tree.push(leaf);
        Ok(Recounted {
            chain: head.chain,
            leaf,
            words: named(&event.payload),
        })
    }

    /// The ends of the streams by their names.
    pub(crate) fn heads(&self) -> impl Iterator<Item = (&str, &Head)> {
        self.heads.iter().map(|(name, head)| (name.as_str(), head))
    }

    /// The tree, as a seal keeps it.
    pub(crate) fn frontier(&self) -> &Frontier {
        &self.tree
    }

    /// The state of the log up to here.
    pub fn sealed(&self) -> Sealed {
        Sealed {
            size: self.tree.size(),
            root: self.tree.root(),
        }
    }
}
