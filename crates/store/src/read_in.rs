//! A whole council written into an empty database: the log as it was sealed, words and files, erasures, readings
//! and checkpoints, messages that wait and what people want to be told by mail. What lists and search read is folded from it afterwards.
//!
//! INVARIANT: all of it or nothing: one transaction, which counts the log anew and ends only where that comes to
//! the root that was announced.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::Receiver;

use domain::ids::ContentKey;
use domain::verdict::NewContent;
use jiff::Timestamp;

use crate::access_log::Access;
use crate::archive::{Archived, Recount};
use crate::choices::MailChoice;
use crate::erase::Erasure;
use crate::fault::Fault;
use crate::incoming::KeptIncoming;
use crate::seal::{Checkpoint, Placed, Sealed};
use crate::tx::{Tx, transact};
use crate::value::{Statement, params};
use crate::{Store, content};

/// Statements sent at a time.
const AT_ONCE: usize = 2_000;

/// One piece of a council, in this order: contents before the events that name them, and the end last.
#[derive(Debug)]
pub enum Piece {
    /// Words or a file.
    Content(Archived),
    /// An event, in the order of the log.
    Event(Placed),
    /// An erasure.
    Erasure(Erasure),
    /// A reading of what is confidential.
    Reading(Access),
    /// A checkpoint.
    Checkpoint(Checkpoint),
    /// A message of the intake, with its bytes.
    Incoming(KeptIncoming, Vec<u8>),
    /// What somebody wants to be told by mail.
    Choice(MailChoice),
    /// Nothing more: what the log must have come to.
    End(Sealed),
    /// The source broke off, and why.
    Broken(String),
}

impl Store {
    /// Writes a whole council into a database that holds none. The pieces come over a channel, from a thread
    /// that reads them.
    ///
    /// # Errors
    /// Where there is a council already, where a piece does not follow on those before, and where the pieces
    /// end without [`Piece::End`]. Nothing is written then.
    pub async fn read_in(&self, pieces: Receiver<Piece>, at: Timestamp) -> Result<Sealed, Fault> {
        transact!(self, |tx| read_in(tx, pieces, at))
    }

    /// Lets search find contents by these terms, for the cases whose rows there are.
    pub async fn find_by(&self, words: &[(ContentKey, Vec<String>)]) -> Result<(), Fault> {
        let found = words.iter().map(|(key, terms)| {
            let mut terms: Vec<&str> = terms.iter().map(String::as_str).collect();
            terms.sort_unstable();
            terms.dedup();
            let terms = format!(" {} ", terms.join(" "));
            Statement::new(FIND, params![key.as_str(), terms])
        });
        self.run(found.collect()).await.map(drop)
    }
}

const FIND: &str = "INSERT INTO search_doc (stream, content, received, terms, pending) \
     SELECT c.stream, s.key, c.received, ?2, 1 FROM content_stream s JOIN cases c ON c.stream = s.stream \
     WHERE s.key = ?1 ON CONFLICT (stream, content) DO NOTHING";

/// What has been written so far.
#[derive(Default)]
struct Reading {
    recount: Recount,
    /// The numbers of the streams, in the order of their first events.
    numbers: BTreeMap<String, i64>,
    keys: BTreeSet<String>,
    statements: Vec<Statement>,
}

async fn read_in(tx: &impl Tx, pieces: Receiver<Piece>, at: Timestamp) -> Result<Sealed, Fault> {
    for sql in [
        "SELECT 1 FROM stream LIMIT 1",
        "SELECT 1 FROM content LIMIT 1",
        "SELECT 1 FROM erasure LIMIT 1",
    ] {
        if !tx.query(sql, &[]).await?.is_empty() {
            return Err(Fault::unfit(
                "there is a council in this database already: name one that is empty",
            ));
        }
    }
    let mut reading = Reading::default();
    while let Ok(piece) = pieces.recv() {
        if let Some(sealed) = reading.take(piece)? {
            reading.end(at);
            tx.change(&reading.statements).await?;
            if tx.is_postgres() {
                let last = reading.numbers.len().max(1);
                let sql = "SELECT setval('stream_id', ?1::bigint)";
                tx.query(sql, &[last.into()]).await?;
            }
            return Ok(sealed);
        }
        if reading.statements.len() >= AT_ONCE {
            tx.change(&std::mem::take(&mut reading.statements)).await?;
        }
    }
    Err(Fault::unfit("what was to be read in ended before its end"))
}

impl Reading {
    /// Takes a piece; answers with the state of the log when it was the last.
    fn take(&mut self, piece: Piece) -> Result<Option<Sealed>, Fault> {
        match piece {
            Piece::Content(held) => self.content(held)?,
            Piece::Event(placed) => self.event(&placed)?,
            Piece::Erasure(erasure) => self.statements.push(Statement::new(
                "INSERT INTO erasure (key, at, actor, reason) VALUES (?1, ?2, ?3, ?4)",
                params![
                    erasure.key.as_str(),
                    erasure.at,
                    erasure.actor.as_str(),
                    &erasure.reason
                ],
            )),
            Piece::Reading(access) => self.statements.push(access.kept()),
            Piece::Checkpoint(checkpoint) => self.statements.push(Statement::new(
                "INSERT INTO checkpoint (size, note) VALUES (?1, ?2)",
                params![checkpoint.size, checkpoint.to_string()],
            )),
            Piece::Incoming(message, raw) => self.statements.extend(message.kept(&raw)?),
            Piece::Choice(choice) => self.statements.push(choice.kept()),
            Piece::End(sealed) if sealed == self.recount.sealed() => return Ok(Some(sealed)),
            Piece::End(_) => {
                return Err(Fault::unfit(
                    "the log does not come to the root that was announced: nothing was read in",
                ));
            }
            Piece::Broken(why) => return Err(Fault::Unfit(why)),
        }
        Ok(None)
    }

    fn content(&mut self, held: Archived) -> Result<(), Fault> {
        let salt = <[u8; 32]>::try_from(held.salt.as_slice());
        let salt = salt.map_err(|_| Fault::unfit(format!("{}: its salt is short", held.key)))?;
        self.keys.insert(held.key.to_string());
        let new = NewContent {
            key: held.key,
            salt,
            media: held.media,
            bytes: held.bytes,
            searchable: false,
        };
        content::insert(&mut self.statements, std::slice::from_ref(&new));
        Ok(())
    }

    fn event(&mut self, placed: &Placed) -> Result<(), Fault> {
        let counted = self.recount.add(placed).map_err(Fault::Unfit)?;
        let next = i64::try_from(self.numbers.len())
            .unwrap_or(i64::MAX)
            .saturating_add(1);
        let name = placed.stream.as_str();
        let stream = *self.numbers.entry(name.to_owned()).or_insert(next);
        let event = &placed.event;
        self.statements.push(Statement::new(
            "INSERT INTO events (stream, version, at, actor, kind, payload, cites, chain) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                stream,
                event.version,
                event.at,
                event.actor.as_str(),
                &event.kind,
                &event.payload,
                &event.cites,
                counted.chain
            ],
        ));
        self.statements.push(Statement::new(
            "INSERT INTO sealed (place, stream, version, leaf) VALUES (?1, ?2, ?3, ?4)",
            params![placed.place, stream, event.version, counted.leaf],
        ));
        // What was erased is not there to be read.
        for (key, _) in counted
            .words
            .iter()
            .filter(|(key, _)| self.keys.contains(key))
        {
            let used = Statement::new(content::USE_NEW, params![stream, key]);
            self.statements.push(used);
        }
        Ok(())
    }

    /// The ends of the streams, and the seal over all.
    fn end(&mut self, at: Timestamp) {
        for (name, head) in self.recount.heads() {
            let number = self.numbers.get(name).copied().unwrap_or_default();
            self.statements.push(Statement::new(
                "INSERT INTO stream (id, name, version, chain, sealed) VALUES (?1, ?2, ?3, ?4, ?3)",
                params![number, name, head.version, head.chain],
            ));
        }
        let tree = self.recount.frontier();
        if tree.size() > 0 {
            self.statements.push(Statement::new(
                "INSERT INTO seal (size, root, frontier, at) VALUES (?1, ?2, ?3, ?4)",
                params![tree.size(), tree.root(), tree.to_bytes(), at],
            ));
        }
    }
}
