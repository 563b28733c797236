//! The council's own streams (directory, calendar, settings, protocol): whether this process has moved
//! one. What is folded from them can be kept in memory and is looked at again when the count has changed;
//! what other processes commit is not counted here.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::Store;
use crate::batch::Batch;

/// A count that moves after each commit to a stream that is no case, before the commit is acknowledged.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts(Arc<AtomicU64>);

impl Facts {
    /// Whether a batch changes facts.
    pub(crate) fn are_in(batch: &Batch) -> bool {
        batch
            .appends
            .iter()
            .any(|append| append.projection.is_none())
    }

    /// Such a batch is on disk.
    pub(crate) fn moved(&self) {
        self.0.fetch_add(1, Ordering::Release);
    }
}

impl Store {
    /// How often this process has committed to streams that are no cases. Whoever has read such a stream
    /// since the count last changed has missed nothing that this process committed.
    pub fn facts_moved(&self) -> u64 {
        let facts = match self {
            Self::Sqlite(sqlite) => sqlite.facts(),
            Self::Postgres(postgres) => postgres.facts(),
        };
        facts.0.load(Ordering::Acquire)
    }
}
