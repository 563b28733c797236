//! Words and files: the only place of personal free text. Events hold a salted digest and the key.
//!
//! INVARIANT: a stream reads exactly the contents that its own events name; the link is derived from
//! the events when they are committed.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Visible;
use domain::ids::ContentKey;
use domain::reference::Reference;
use domain::verdict::NewContent;

use crate::Store;
use crate::cases::visible;
use crate::fault::Fault;
use crate::value::{Cells, Statement, Val, params};

/// Bytes of one chunk. What is smaller is one row.
const CHUNK_BYTES: usize = 256 * 1024;

/// A piece of content as its readers get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its media type.
    pub media: String,
    /// Its size in bytes.
    pub size: u64,
    /// The bytes; with a case only those of texts, files are fetched by [`Store::content`].
    pub bytes: Option<Vec<u8>>,
}

impl Content {
    /// The words of a text; none for a file.
    pub fn text(&self) -> Option<&str> {
        self.bytes
            .as_deref()
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
    }
}

/// Lets the readers of a stream read a content, if it is there.
pub(crate) const USE: &str = "INSERT INTO content_stream (stream, key) \
     SELECT ?1, key FROM content WHERE key = ?2 ON CONFLICT (stream, key) DO NOTHING";

/// The same of a content of this very batch, which is there.
pub(crate) const USE_NEW: &str = "INSERT INTO content_stream (stream, key) \
     VALUES (?1, ?2) ON CONFLICT (stream, key) DO NOTHING";

/// The content keys that an event names: new ones anywhere in it, older ones in a field called `key`.
pub(crate) fn named<'p>(payload: &'p str, new: &BTreeMap<&str, usize>) -> BTreeSet<&'p str> {
    let mut keys = BTreeSet::new();
    let mut field = "";
    for (n, text) in payload.split('"').enumerate() {
        // Every second piece stands in quotes; a quote within a text only shifts what is looked at,
        // and a key is 32 hexadecimal digits or one of the batch's own.
        if n % 2 == 1 {
            let hex = text.len() == 32
                && text
                    .bytes()
                    .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            if new.contains_key(text) || (hex && field == "key") {
                keys.insert(text);
            }
            field = text;
        } else if !text.trim_start().starts_with(':') {
            field = "";
        }
    }
    keys
}

pub(crate) fn insert(statements: &mut Vec<Statement>, contents: &[NewContent]) {
    for content in contents {
        let (first, rest) = content.bytes.split_at(content.bytes.len().min(CHUNK_BYTES));
        let inline = content.media.starts_with("text/") && rest.is_empty();
        statements.push(Statement::new(
            "INSERT INTO content (key, salt, media, size, inline, bytes) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                content.key.as_str(),
                content.salt,
                &content.media,
                content.bytes.len(),
                inline,
                first
            ],
        ));
        for (n, chunk) in rest.chunks(CHUNK_BYTES).enumerate() {
            statements.push(Statement::new(
                "INSERT INTO content_chunk (key, n, bytes) VALUES (?1, ?2, ?3)",
                params![content.key.as_str(), n + 1, chunk],
            ));
        }
    }
}

/// A content from the columns `size, media, bytes` that begin at `from`.
pub(crate) fn content(cells: &mut Cells, from: usize) -> Result<Content, Fault> {
    Ok(Content {
        size: cells.count(from)?,
        media: cells.text(from + 1)?,
        bytes: cells.opt_blob(from + 2)?,
    })
}

impl Store {
    /// One content of a case, whole, if this person may read the case and the case names it. One query:
    /// absent and forbidden are the same.
    pub async fn content(
        &self,
        reference: &Reference,
        key: &ContentKey,
        visible: &Visible,
    ) -> Result<Option<Content>, Fault> {
        let mut params = crate::cases::asked(reference, visible);
        params.push(Val::from(key.as_str()));
        let mut rows = self.query(CONTENT, params).await?.into_iter();
        let Some(mut first) = rows.next() else {
            return Ok(None);
        };
        let mut whole = content(&mut first, 0)?;
        for mut row in rows {
            let chunk = row.blob(2)?;
            whole.bytes.get_or_insert_default().extend(chunk);
        }
        Ok(Some(whole))
    }
}

impl Store {
    /// The texts that the events of one of the council's own streams name, unless erased. A case is
    /// shown by [`Store::load_visible`].
    pub async fn texts(
        &self,
        stream: &domain::ids::Stream,
    ) -> Result<Vec<(ContentKey, Content)>, Fault> {
        let sql = "SELECT k.key, k.size, k.media, k.bytes FROM stream h \
                   JOIN content_stream s ON s.stream = h.id JOIN content k ON k.key = s.key \
                   WHERE h.name = ?1";
        let rows = self.query(sql, params![stream.as_str()]).await?;
        rows.into_iter()
            .map(|mut cells| Ok((cells.parsed(0)?, content(&mut cells, 1)?)))
            .collect()
    }
}

const CONTENT: &str = concat!(
    "SELECT k.size, k.media, k.bytes, 0 AS n FROM cases c \
     JOIN content_stream s ON s.stream = c.stream JOIN content k ON k.key = s.key \
     WHERE c.reference = ?1 AND k.key = ?4 AND ",
    visible!(),
    " UNION ALL SELECT 0, '', x.bytes, x.n FROM cases c \
     JOIN content_stream s ON s.stream = c.stream JOIN content_chunk x ON x.key = s.key \
     WHERE c.reference = ?1 AND x.key = ?4 AND ",
    visible!(),
    " ORDER BY n"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_names_its_contents_by_key() {
        let old = "0123456789abcdef0123456789abcdef";
        let payload = format!(r#"{{"text":{{"key":"{old}","digest":"00"}},"file":"new-one"}}"#);
        let new = BTreeMap::from([("new-one", 0)]);
        assert_eq!(named(&payload, &new), BTreeSet::from([old, "new-one"]));
        let other = format!(r#"{{"service":"{old}","list":["key","{old}"]}}"#);
        assert_eq!(named(&other, &BTreeMap::new()), BTreeSet::new());
    }
}
