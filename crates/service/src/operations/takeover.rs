//! Taking over the enquiries that were open before: every line is decided before the first is committed, so
//! that a table with one wrong line changes nothing. Then they are committed some hundred at a time, each time
//! with the record of which numbers they had; if that is cut short, the same table takes up where it ended.
//!
//! Nobody is notified: what is taken over stands in people's lists.

use std::collections::{BTreeMap, BTreeSet};

use domain::council::gate_facts;
use domain::directory::import::BadLine;
use domain::enquiries::command::Act;
use domain::enquiries::takeover::{self, Mapping, Row, Table, Wrong};
use domain::enquiries::{Command, Enquiries, Event};
use domain::ids::Stream;
use domain::register::{Actor, Context, Register as _};
use domain::verdict::{Decision, Gate, Rejection};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Batch, CommitError, StreamAppend};

use super::facts::event;
use super::{ActError, Operations, Options, Snapshot};

/// Enquiries committed together.
const AT_ONCE: usize = 250;
/// After how many lines it is told how far it is, and others have their turn.
const TELL: usize = 5_000;
const YIELD: usize = 50;

/// What was done, or would be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TakenOver {
    /// Enquiries raised.
    pub raised: usize,
    /// Lines that were taken over before.
    pub known: usize,
    /// Lines that say that the enquiry has ended.
    pub ended: usize,
    /// Services of the table that are none of ours, with how many lines name each.
    pub unclear: BTreeMap<String, usize>,
}

/// Why nothing, or no more, was taken over.
#[derive(Debug)]
pub enum TakeOverError {
    /// Lines of the table are wrong, and nothing was done.
    Wrong(Wrong),
    /// The rules or the store say no.
    Act(ActError),
}

impl From<ActError> for TakeOverError {
    fn from(error: ActError) -> Self {
        Self::Act(error)
    }
}

/// The event of the council's own stream that says which numbers the enquiries had: the digest of the list's
/// name and the number, and the reference.
#[derive(Debug, Serialize, Deserialize)]
struct TakenOverEvent {
    enquiries: Vec<(String, String)>,
}

fn stream() -> Stream {
    Stream("taken-over".into())
}

/// By what an enquiry of a list is known again.
fn digest(source: &str, key: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(source.trim().to_lowercase());
    hash.update([0]);
    hash.update(key);
    domain::fresh::hex(&hash.finalize()[..16])
}

impl Operations {
    /// Takes over the enquiries of a table for those who keep the council's facts. A dry run decides
    /// everything and commits nothing. `told` hears how many lines are done, of how many.
    ///
    /// # Errors
    /// With every line that is wrong, or with what stands in the way of the whole.
    pub async fn take_over(
        &self,
        actor: &Actor,
        table: &Table,
        mapping: &Mapping,
        dry_run: bool,
        told: &mut (dyn FnMut(&str, usize, usize) + Send),
    ) -> Result<TakenOver, TakeOverError> {
        match gate_facts(&actor.visible) {
            Gate::Allowed { .. } => {}
            Gate::Refused(refusal) => {
                return Err(ActError::Rejected(Rejection::Refused(refusal)).into());
            }
            Gate::Hidden => return Err(ActError::NotFound.into()),
        }
        let snapshot = self.council_now().await?;
        let taken = takeover::read(table, mapping, &snapshot.council, self.now());
        let taken = taken.map_err(TakeOverError::Wrong)?;
        let (known, mut at) = self.taken_before().await?;
        let is_known = |row: &Row| known.contains(&digest(&mapping.source, &row.key));
        let (before, rows): (Vec<_>, Vec<_>) = taken.rows.into_iter().partition(is_known);
        let done = TakenOver {
            raised: rows.len(),
            known: before.len(),
            ended: taken.ended,
            unclear: taken.unclear,
        };
        self.check(actor, table, mapping, &rows, &snapshot, told)
            .await?;
        if dry_run {
            return Ok(done);
        }
        for (n, some) in rows.chunks(AT_ONCE).enumerate() {
            self.raise_some(actor, mapping, some, at).await?;
            at += 1;
            let so_far = n * AT_ONCE + some.len();
            if so_far % TELL < AT_ONCE || so_far == rows.len() {
                told("taken over", so_far, rows.len());
            }
        }
        Ok(done)
    }

    /// The digests of what was taken over before, and how many events say so.
    async fn taken_before(&self) -> Result<(BTreeSet<String>, u64), ActError> {
        let events = self.store().load(&stream(), 0).await?;
        let at = events.last().map_or(0, |event| event.version);
        let mut known = BTreeSet::new();
        for recorded in super::council::events::<TakenOverEvent>(&events)? {
            let digests = recorded.event.enquiries.into_iter();
            known.extend(digests.map(|(digest, _)| digest));
        }
        Ok((known, at))
    }

    /// Decides every line, and keeps nothing of it.
    async fn check(
        &self,
        actor: &Actor,
        table: &Table,
        mapping: &Mapping,
        rows: &[Row],
        snapshot: &Snapshot,
        told: &mut (dyn FnMut(&str, usize, usize) + Send),
    ) -> Result<(), TakeOverError> {
        let mut wrong = Wrong::default();
        for (n, row) in rows.iter().enumerate() {
            match self.decide_row(actor, row, snapshot, 0) {
                Ok(_) => {}
                Err(Rejection::Invalid(fields)) => {
                    for field in fields {
                        let heading = mapping.columns.iter();
                        let mut heading =
                            heading.filter(|(column, _)| column.slug() == field.field);
                        let column = heading.next().map_or(field.field, |(_, heading)| heading);
                        wrong.add(bad(table, row, Some(column), field.why));
                    }
                }
                Err(Rejection::Refused(refusal)) => {
                    let why = format!("{} ({})", refusal.why, refusal.basis);
                    wrong.add(bad(table, row, None, why));
                }
                Err(Rejection::Hidden) => return Err(ActError::NotFound.into()),
            }
            if (n + 1) % YIELD == 0 {
                tokio::task::yield_now().await;
            }
            if (n + 1) % TELL == 0 || n + 1 == rows.len() {
                told("checked", n + 1, rows.len());
            }
        }
        if wrong.count == 0 {
            Ok(())
        } else {
            Err(TakeOverError::Wrong(wrong))
        }
    }

    /// One line as a decision; its stream carries the reference drawn for it.
    fn decide_row(
        &self,
        actor: &Actor,
        row: &Row,
        snapshot: &Snapshot,
        attempt: usize,
    ) -> Result<(Stream, Decision<Event>), Rejection> {
        let actor = Actor {
            acting_for: Some(row.seat.clone()),
            ..actor.clone()
        };
        let fresh = self.entropy().act(actor.person().as_str());
        let cx = Context {
            now: self.now(),
            actor: &actor,
            council: &snapshot.council,
            fresh: &fresh,
        };
        let reference = fresh.reference(Enquiries::PREFIX, attempt);
        let stream = Stream::case(Enquiries::NAME, &reference);
        let command = Command::from(Act::Raise(Box::new(row.raise.clone())));
        let decision = Enquiries::decide(&stream, None, command, &cx)?;
        Ok((stream, decision))
    }

    /// Raises some, all or none, as the `at`th event of the record.
    async fn raise_some(
        &self,
        actor: &Actor,
        mapping: &Mapping,
        rows: &[Row],
        at: u64,
    ) -> Result<(), ActError> {
        let snapshot = self.council_now().await?;
        let mut decided = Vec::with_capacity(rows.len());
        for row in rows {
            decided.push(self.decide_row(actor, row, &snapshot, 0)?);
        }
        // References are random: now and then one is taken.
        let mut taken = BTreeSet::new();
        let streams: Vec<_> = decided.iter().map(|(stream, _)| stream.clone()).collect();
        let versions = self.store().stream_versions(&streams).await?;
        for (n, row) in rows.iter().enumerate() {
            let mut free = versions[n] == 0 && taken.insert(decided[n].0.clone());
            while !free {
                decided[n] = self.decide_row(actor, row, &snapshot, 0)?;
                let again = [decided[n].0.clone()];
                let version = self.store().stream_versions(&again).await?;
                free = version == [0] && taken.insert(again[0].clone());
            }
        }
        let mut whole = Batch::new(self.now(), actor.person().clone());
        let mut record = Vec::with_capacity(rows.len());
        for ((stream, decision), row) in decided.into_iter().zip(rows) {
            let reference = stream.as_str().rsplit('/').next().unwrap_or_default();
            record.push((digest(&mapping.source, &row.key), reference.to_owned()));
            let fresh = self.entropy().act(actor.person().as_str());
            let cx = Context {
                now: whole.at,
                actor,
                council: &snapshot.council,
                fresh: &fresh,
            };
            let options = Options::default();
            let batch = self
                .batch::<Enquiries>(decision, None, &cx, &options)
                .await?;
            whole.appends.extend(batch.appends);
            whole.contents.extend(batch.contents);
            whole.terms.extend(batch.terms);
        }
        let record = TakenOverEvent { enquiries: record };
        whole.appends.push(StreamAppend {
            stream: stream(),
            expected: at,
            events: vec![event("taken-over", &record)],
            cites: "[]".to_owned(),
            projection: None,
        });
        match self.commit(whole).await {
            Ok(_) => {
                self.clock().tick();
                Ok(())
            }
            Err(CommitError::Conflict { stream, found }) => Err(ActError::Moved {
                stream,
                seen: at,
                now: found,
            }),
            Err(CommitError::Duplicate(_)) => Ok(()),
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }
}

fn bad(table: &Table, row: &Row, column: Option<&str>, why: String) -> BadLine {
    BadLine {
        file: table.file.clone(),
        line: Some(row.line),
        column: column.map(str::to_owned),
        why,
    }
}
