//! Tables that are being taken over on the page: read once and kept in memory while somebody looks at them, and
//! worked on beside the pages, so that no answer waits for a hundred thousand lines. For the person who brought a
//! table alone; what they brought lies in the store for a day, from which it is read again (`operations::brought`).

use std::sync::{Arc, Mutex, PoisonError};

use domain::enquiries::takeover::{Mapping, Table};
use domain::ids::PersonId;
use domain::register::Actor;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;

use crate::operations::{Operations, TakeOverError, TakenOver};
use crate::web::words::thousands;

/// How many tables are kept at once; the oldest goes first.
const HELD_MAX: usize = 4;
/// For how long a table is kept that nobody asks for.
const HELD_FOR: SignedDuration = SignedDuration::from_hours(1);

/// The tables that are being taken over.
#[derive(Debug, Default)]
pub struct Takeovers(Mutex<Vec<Arc<Held>>>);

/// One of them.
#[derive(Debug)]
pub struct Held {
    /// By what its page finds it.
    pub key: String,
    /// The table.
    pub table: Arc<Table>,
    person: PersonId,
    asked: Mutex<Timestamp>,
    stands: watch::Sender<Stands>,
}

/// How it stands with a table.
#[derive(Debug, Clone)]
pub enum Stands {
    /// What its columns give is being asked.
    Asked,
    /// It is being worked on.
    Runs(Run),
    /// This would come of it.
    Found(Mapping, TakenOver),
    /// Something is wrong, and nothing was done: what, and who is named as a member and is none.
    Wrong(Mapping, Vec<String>, Vec<String>),
    /// It stopped before its end, and why.
    Stopped(Mapping, String),
    /// It is taken over.
    Done(TakenOver),
}

/// Work on a table.
#[derive(Debug, Clone)]
pub struct Run {
    /// What is being done to its lines: `checked`, `taken over`.
    pub what: String,
    /// How many lines are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
}

impl Run {
    /// How far it is, in a sentence.
    pub fn told(&self) -> String {
        let number = |n: usize| thousands(n as u64);
        let (done, of) = (number(self.done), number(self.of));
        format!("{done} of {of} lines are {}.", self.what)
    }
}

impl Takeovers {
    fn all(&self) -> std::sync::MutexGuard<'_, Vec<Arc<Held>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a table for somebody, as it stands.
    pub fn keep(
        &self,
        key: String,
        person: &PersonId,
        table: Table,
        stands: Stands,
        now: Timestamp,
    ) -> Arc<Held> {
        let held = Arc::new(Held {
            key,
            table: Arc::new(table),
            person: person.clone(),
            asked: Mutex::new(now),
            stands: watch::Sender::new(stands),
        });
        let mut all = self.all();
        all.retain(|held| held.runs() || now.duration_since(held.last_asked()) < HELD_FOR);
        while all.len() >= HELD_MAX {
            let Some(oldest) = all.iter().position(|held| !held.runs()) else {
                break;
            };
            all.remove(oldest);
        }
        all.push(held.clone());
        held
    }

    /// The table with this key, if this person brought it.
    pub fn find(&self, key: &str, person: &PersonId, now: Timestamp) -> Option<Arc<Held>> {
        let all = self.all();
        let found = all
            .iter()
            .find(|held| held.key == key && held.person == *person)?;
        *found.asked.lock().unwrap_or_else(PoisonError::into_inner) = now;
        Some(found.clone())
    }
}

impl Held {
    /// How it stands.
    pub fn stands(&self) -> Stands {
        self.stands.borrow().clone()
    }

    fn runs(&self) -> bool {
        matches!(*self.stands.borrow(), Stands::Runs(_))
    }

    fn last_asked(&self) -> Timestamp {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is worked on no longer.
    pub async fn ended(&self) {
        let mut stands = self.stands.subscribe();
        // Its sender is this very one.
        let _ = stands
            .wait_for(|stands| !matches!(stands, Stands::Runs(_)))
            .await;
    }

    /// Begins to work on it beside the pages, unless that has begun.
    pub fn begin(
        self: &Arc<Self>,
        operations: &Operations,
        actor: &Actor,
        mapping: Mapping,
        applies: bool,
    ) {
        let begun = self.stands.send_if_modified(|stands| {
            if matches!(stands, Stands::Runs(_)) {
                return false;
            }
            *stands = Stands::Runs(Run {
                what: "checked".to_owned(),
                done: 0,
                of: self.table.len(),
            });
            true
        });
        if begun {
            let (held, operations, actor) = (self.clone(), operations.clone(), actor.clone());
            tokio::spawn(async move { held.work(&operations, &actor, mapping, applies).await });
        }
    }

    async fn work(&self, operations: &Operations, actor: &Actor, mapping: Mapping, applies: bool) {
        let mut told = |what: &str, done: usize, of: usize| {
            self.stands.send_modify(|stands| {
                if let Stands::Runs(run) = stands {
                    what.clone_into(&mut run.what);
                    (run.done, run.of) = (done, of);
                }
            });
        };
        if applies
            && let Err(error) = operations
                .brought_begun(&self.person, &self.key, &mapping)
                .await
        {
            tracing::warn!(%error, "that a table is being taken over is not kept");
        }
        let done = operations
            .take_over(actor, &self.table, &mapping, !applies, &mut told)
            .await;
        if applies
            && done.is_ok()
            && let Err(error) = operations.forget_brought(&self.person, &self.key).await
        {
            // It goes by itself within a day.
            tracing::warn!(%error, "what was taken over is kept a while longer");
        }
        self.stands.send_replace(match done {
            Ok(of) if applies => Stands::Done(of),
            Ok(of) => Stands::Found(mapping, of),
            Err(TakeOverError::Wrong(wrong)) => {
                let mut lines: Vec<_> = wrong.lines.iter().map(ToString::to_string).collect();
                if wrong.count > lines.len() {
                    lines.push(format!("and {} more", wrong.count - lines.len()));
                }
                Stands::Wrong(mapping, lines, wrong.strangers.into_keys().collect())
            }
            Err(TakeOverError::Act(error)) => {
                tracing::error!(%error, "taking over on a page ended early");
                Stands::Stopped(mapping, error.to_string())
            }
        });
    }
}
