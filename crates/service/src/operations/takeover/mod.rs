//! Taking over the enquiries that were open before: every line is decided before the first is committed, so
//! that a table with one wrong line changes nothing. Then they are committed some hundred at a time, each time
//! with the record of which numbers they had; if that is cut short, the same table takes up where it ended.
//!
//! Lines are decided on all processors, and the next are prepared while some are being committed.
//! Nobody is notified: what is taken over stands in people's lists.

mod brought;
mod mail;
mod source;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use domain::council::gate_facts;
use domain::enquiries::command::Act;
use domain::enquiries::takeover::{self, Mapping, Row, Table, Wrong};
use domain::enquiries::{Command, Enquiries, Event};
use domain::ids::Stream;
use domain::register::{Actor, Context, Register as _};
use domain::verdict::{Decision, Gate, Rejection};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use store::{Batch, CommitError, StreamAppend};
use tokio::task::JoinHandle;

use super::facts::event;
use super::{ActError, Operations, Options, Snapshot};

pub use brought::BROUGHT;
pub(super) use brought::BROUGHT_FOR;
pub use source::{Given, table};

/// Enquiries committed together.
const AT_ONCE: usize = 500;
/// After how many lines it is told how far it is.
const TELL: usize = 5_000;
/// After how many lines others have their turn.
const YIELD: usize = 25;
/// How often some are drawn anew whose references were taken.
const TRIES: usize = 16;

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
    /// Whoever stands in the place of a member and is none today, with how many lines are passed over for it.
    pub others: BTreeMap<String, usize>,
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
        let (known, at) = self.taken_before().await?;
        let is_known = |row: &Row| known.contains(&digest(&mapping.source, &row.key));
        let (before, rows): (Vec<_>, Vec<_>) = taken.rows.into_iter().partition(is_known);
        let done = TakenOver {
            raised: rows.len(),
            known: before.len(),
            ended: taken.ended,
            unclear: taken.unclear,
            others: taken.others,
        };
        let work = Work {
            operations: self.clone(),
            actor: actor.clone(),
            source: mapping.source.clone(),
            rows: rows.into(),
        };
        work.check(table, mapping, snapshot, told).await?;
        if dry_run {
            return Ok(done);
        }
        let raised = self.raise_all(work, at, told).await?;
        Ok(TakenOver {
            known: done.known + (done.raised - raised),
            raised,
            ..done
        })
    }

    /// Raises all that is not there yet, and says how many those were. Whoever takes something over at the same
    /// time keeps nobody waiting: what they raised of the same list is not raised again.
    async fn raise_all(
        &self,
        mut work: Work,
        mut at: u64,
        told: &mut (dyn FnMut(&str, usize, usize) + Send),
    ) -> Result<usize, ActError> {
        let (of, mut raised) = (work.rows.len(), 0);
        loop {
            match work.raise(at, of, &mut raised, told).await {
                Ok(()) => return Ok(raised),
                Err(ActError::Moved { stream: moved, .. }) if moved == stream() => {
                    let (known, now) = self.taken_before().await?;
                    let new = |row: &&Row| !known.contains(&digest(&work.source, &row.key));
                    work.rows = work.rows.iter().filter(new).cloned().collect();
                    at = now;
                }
                Err(other) => return Err(other),
            }
        }
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
}

/// What is to be done, shared by those who do it.
#[derive(Clone)]
struct Work {
    operations: Operations,
    actor: Actor,
    source: String,
    rows: Arc<[Row]>,
}

impl Work {
    /// Decides every line, and keeps nothing of it.
    async fn check(
        &self,
        table: &Table,
        mapping: &Mapping,
        snapshot: Arc<Snapshot>,
        told: &mut (dyn FnMut(&str, usize, usize) + Send),
    ) -> Result<(), TakeOverError> {
        let mut wrong = Wrong::default();
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        for some in shares(0..self.rows.len(), TELL) {
            let each = some.len().div_ceil(processors);
            let told_to = some.end;
            let tasks: Vec<_> = shares(some, each)
                .map(|lines| tokio::spawn(self.clone().refused(lines, snapshot.clone())))
                .collect();
            for task in tasks {
                for (n, no) in task.await.map_err(broke)? {
                    add(&mut wrong, table, mapping, &self.rows[n], no)?;
                }
            }
            told("checked", told_to, self.rows.len());
        }
        if wrong.count == 0 {
            Ok(())
        } else {
            Err(TakeOverError::Wrong(wrong))
        }
    }

    /// Which of some lines the rules refuse, and why.
    async fn refused(
        self,
        lines: Range<usize>,
        snapshot: Arc<Snapshot>,
    ) -> Vec<(usize, Rejection)> {
        let mut refused = Vec::new();
        for n in lines {
            if let Err(no) = self.decide(&self.rows[n], &snapshot) {
                refused.push((n, no));
            }
            if n % YIELD == 0 {
                tokio::task::yield_now().await;
            }
        }
        refused
    }

    /// Raises all, some at a time, and counts them; the next are prepared meanwhile. `at` is the number of the
    /// record's last event, `of` how many there are with those that are done.
    async fn raise(
        &self,
        at: u64,
        of: usize,
        raised: &mut usize,
        told: &mut (dyn FnMut(&str, usize, usize) + Send),
    ) -> Result<(), ActError> {
        let before = of - self.rows.len();
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        let mut to_come = (at..).zip(shares(0..self.rows.len(), AT_ONCE));
        let mut begun: VecDeque<(u64, Range<usize>, JoinHandle<_>)> = VecDeque::new();
        loop {
            for (at, lines) in to_come.by_ref().take(processors + 1 - begun.len()) {
                let prepared = tokio::spawn(self.clone().prepared(lines.clone(), at));
                begun.push_back((at, lines, prepared));
            }
            let Some((at, lines, prepared)) = begun.pop_front() else {
                return Ok(());
            };
            let batch = prepared.await.map_err(broke)??;
            self.commit(batch, lines.clone(), at).await?;
            *raised += lines.len();
            if lines.end % TELL == 0 || lines.end == self.rows.len() {
                told("taken over", before + lines.end, of);
            }
        }
    }

    /// Commits some, all or none. Now and then a reference is taken by now: then all are drawn anew.
    async fn commit(&self, batch: Batch, lines: Range<usize>, at: u64) -> Result<(), ActError> {
        let mut batch = batch;
        for _ in 0..TRIES {
            match self.operations.commit(batch).await {
                Ok(_) => {
                    self.operations.clock().tick();
                    return Ok(());
                }
                Err(CommitError::Duplicate(_)) => return Ok(()),
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
                Err(CommitError::Conflict { stream: of, found }) if of == stream() => {
                    return Err(ActError::Moved {
                        stream: of,
                        seen: at,
                        now: found,
                    });
                }
                Err(CommitError::Conflict { .. }) => {
                    batch = self.clone().prepared(lines.clone(), at).await?;
                }
            }
        }
        Err(store::Fault::Unfit("no free reference was found".to_owned()).into())
    }

    /// Some lines decided, with the record of their numbers, as one batch.
    async fn prepared(self, lines: Range<usize>, at: u64) -> Result<Batch, ActError> {
        let operations = &self.operations;
        let snapshot = operations.council_now().await?;
        let mut whole = Batch::new(operations.now(), self.actor.person().clone());
        let mut record = Vec::with_capacity(lines.len());
        let fresh = operations.entropy().act(self.actor.person().as_str());
        let options = Options::default();
        for n in lines {
            let row = &self.rows[n];
            let (stream, mut decision) = self.decide(row, &snapshot)?;
            for append in &mut decision.appends {
                append.notices.clear();
            }
            let reference = stream.as_str().rsplit('/').next().unwrap_or_default();
            record.push((digest(&self.source, &row.key), reference.to_owned()));
            let cx = Context {
                now: whole.at,
                actor: &self.actor,
                council: &snapshot.council,
                fresh: &fresh,
            };
            let batch = operations.batch::<Enquiries>(decision, None, &cx, &options);
            let batch = batch.await?;
            whole.appends.extend(batch.appends);
            whole.contents.extend(batch.contents);
            whole.terms.extend(batch.terms);
            if n % YIELD == 0 {
                tokio::task::yield_now().await;
            }
        }
        let record = TakenOverEvent { enquiries: record };
        whole.appends.push(StreamAppend {
            stream: stream(),
            expected: at,
            events: vec![event("taken-over", &record)],
            cites: "[]".to_owned(),
            projection: None,
        });
        Ok(whole)
    }

    /// One line as a decision; its stream carries the reference drawn for it.
    fn decide(
        &self,
        row: &Row,
        snapshot: &Snapshot,
    ) -> Result<(Stream, Decision<Event>), Rejection> {
        let operations = &self.operations;
        let actor = Actor {
            acting_for: Some(row.seat.clone()),
            ..self.actor.clone()
        };
        let fresh = operations.entropy().act(actor.person().as_str());
        let cx = Context {
            now: operations.now(),
            actor: &actor,
            council: &snapshot.council,
            fresh: &fresh,
        };
        let reference = fresh.reference(Enquiries::PREFIX, 0);
        let stream = Stream::case(Enquiries::NAME, &reference);
        let command = Command::from(Act::Raise(Box::new(row.raise.clone())));
        let decision = Enquiries::decide(&stream, None, command, &cx)?;
        Ok((stream, decision))
    }
}

/// A range in shares of so many.
fn shares(of: Range<usize>, each: usize) -> impl Iterator<Item = Range<usize>> {
    let end = of.end;
    of.step_by(each.max(1))
        .map(move |from| from..(from + each.max(1)).min(end))
}

fn broke(error: tokio::task::JoinError) -> ActError {
    let why = format!("taking over broke off: {error}");
    store::Fault::Unfit(why).into()
}

/// What the rules say of a line, in the words of the table.
fn add(
    wrong: &mut Wrong,
    table: &Table,
    mapping: &Mapping,
    row: &Row,
    no: Rejection,
) -> Result<(), ActError> {
    match no {
        Rejection::Invalid(fields) => {
            for field in fields {
                let mut heading = mapping.columns.iter();
                let heading = heading.find(|(column, _)| column.slug() == field.field);
                let column = heading.map_or(field.field, |(_, heading)| heading);
                wrong.add(table.bad_row(row.n, Some(column), field.why));
            }
        }
        Rejection::Refused(refusal) => {
            let why = format!("{} ({})", refusal.why, refusal.basis);
            wrong.add(table.bad_row(row.n, None, why));
        }
        Rejection::Hidden => return Err(ActError::NotFound),
    }
    Ok(())
}
