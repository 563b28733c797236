//! A temporary folder, and cases that say only what a test is about.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use domain::access::{Reader, Readers, Token, Visible};
use domain::fresh::Fresh;
use domain::ids::{ContentKey, PersonId, Stream};
use domain::reference::Reference;
use domain::register::Row;
use domain::verdict::{Basis, NewContent};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{Batch, CommitError, Committed, NewEvent, Projection, Store, StreamAppend};

/// A folder of its own, removed when it is dropped.
pub struct TempDir(PathBuf);

impl TempDir {
    pub fn new() -> Self {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let n = COUNTER.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-store-{}-{n}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub async fn sqlite(dir: &TempDir) -> Store {
    let store = Store::open_sqlite(&dir.path().join("wardroom.db")).unwrap();
    store.migrate().await.unwrap();
    store
}

pub fn person(id: &str) -> PersonId {
    id.parse().unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A day in 2026 as a time.
pub fn noon(n: i64) -> Timestamp {
    at("2026-01-01T12:00:00Z") + jiff::SignedDuration::from_hours(24 * n)
}

pub fn reference(n: u64) -> Reference {
    // An odd multiplier of 30 bits: each number gives another reference, out of order.
    Reference::from_entropy("ENQ", n.wrapping_mul(0x2C9F_41A7) & 0x3FFF_FFFF)
}

pub fn stream(reference: &Reference) -> Stream {
    Stream::case("enquiries", reference)
}

pub fn token(text: &str) -> Token {
    Token::from_stored(text)
}

pub fn sees(id: &str, tokens: &[&str]) -> Visible {
    Visible::of(&person(id), tokens.iter().map(|text| token(text)))
}

pub fn content(seed: u64, text: &str) -> NewContent {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&seed.to_be_bytes());
    let fresh = Fresh::new(bytes);
    NewContent {
        key: fresh.content_key(0),
        salt: fresh.salt(0),
        media: "text/plain; charset=utf-8".into(),
        bytes: text.as_bytes().to_vec(),
        searchable: true,
    }
}

/// An event that names contents.
pub fn event(kind: &str, keys: &[&ContentKey]) -> NewEvent {
    let words: Vec<_> = keys
        .iter()
        .map(|key| serde_json::json!({ "key": key, "digest": "" }))
        .collect();
    NewEvent {
        kind: kind.into(),
        payload: serde_json::json!({ "words": words }).to_string(),
    }
}

/// A case of the register of enquiries, received on a day of 2026.
pub fn row(reference: &Reference, received: i64) -> Row {
    let at = noon(received);
    Row {
        register: "enquiries".into(),
        reference: reference.clone(),
        title: None,
        state: "with-officer".into(),
        open: true,
        due: Some(noon(received + 7).to_zoned(jiff::tz::TimeZone::UTC).date()),
        waits_on: None,
        service: None,
        ward: None,
        holder: None,
        handler: None,
        received: at,
        received_on: at.to_zoned(jiff::tz::TimeZone::UTC).date(),
        answered_on: None,
        closed_on: None,
        judged: None,
        held: None,
        search: Vec::new(),
    }
}

pub fn readers(tokens: &[&str], denied: &[&str]) -> Readers {
    let reader = |text: &&str| Reader {
        token: token(text),
        basis: Basis::Statute("a test".into()),
    };
    Readers {
        may: tokens.iter().map(reader).collect(),
        denied: denied.iter().map(|id| person(id)).collect(),
    }
}

pub fn append(row: Row, readers: Readers, expected: u64, events: Vec<NewEvent>) -> StreamAppend {
    StreamAppend {
        stream: stream(&row.reference),
        expected,
        events,
        cites: "[]".into(),
        projection: Some(Projection {
            row,
            readers,
            words: None,
        }),
    }
}

/// A batch with one append by a clerk.
pub fn batch(append: StreamAppend) -> Batch {
    let mut batch = Batch::new(at("2026-04-02T10:00:00+01:00"), person("clerk"));
    batch.appends.push(append);
    batch
}

/// Opens a case that these relations can read.
pub async fn open(store: &Store, row: Row, tokens: &[&str]) -> Result<Committed, CommitError> {
    let append = append(row, readers(tokens, &[]), 0, vec![event("raised", &[])]);
    store.commit(batch(append)).await
}
