//! Committing on PostgreSQL: the heads of the streams are locked in order, then everything is sent at
//! once. Two that open the same stream, or use the same key, meet at a primary key.

use std::collections::{BTreeMap, BTreeSet};

use domain::ids::Stream;
use tokio_postgres::error::SqlState;

use super::{Postgres, ask, pipeline};
use crate::batch::{Batch, CommitError, Committed};
use crate::fault::Fault;
use crate::log::{self, Head};
use crate::value::{Val, params};

/// How often an act is begun again that PostgreSQL ended for another's sake.
const ATTEMPTS: usize = 4;

const HEADS: &str = "SELECT stream, version, chain FROM stream WHERE stream = ANY(?1) \
     ORDER BY stream FOR UPDATE";

impl Postgres {
    pub(crate) async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let mut attempt = 1;
        loop {
            let fault = match self.try_commit(batch.clone()).await {
                Err(CommitError::Fault(fault)) => fault,
                answer => return answer,
            };
            // Now that the other has committed, the next attempt is told what it met.
            if attempt == ATTEMPTS || !collided(&fault) {
                return Err(CommitError::Fault(fault));
            }
            attempt += 1;
        }
    }

    async fn try_commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let mut client = self.client().await?;
        let transaction = client.transaction().await.map_err(Fault::from)?;
        if let Some(key) = &batch.idempotency {
            let params = params![batch.actor.as_str(), key];
            let before = ask(&transaction, log::OUTCOME, &params).await?;
            if let Some(cells) = before.into_iter().next() {
                return Err(CommitError::Duplicate(log::outcome(cells)?));
            }
        }
        let streams: BTreeSet<&str> = batch.appends.iter().map(|a| a.stream.as_str()).collect();
        let streams = streams.into_iter().map(str::to_owned).collect();
        let mut heads = BTreeMap::new();
        for mut cells in ask(&transaction, HEADS, &[Val::Texts(streams)]).await? {
            let stream = Stream(cells.text(0)?.into());
            let head = Head {
                version: cells.count(1)?,
                chain: cells.hash(2)?,
            };
            heads.insert(stream, head);
        }
        let (statements, committed) = log::plan(batch, heads)?;
        pipeline(&transaction, &statements).await?;
        transaction.commit().await.map_err(Fault::from)?;
        drop(client);
        self.index_behind();
        Ok(committed)
    }
}

/// Whether another act was in the way: it took a stream or a key first, or PostgreSQL ended this one so
/// that the other could go on.
fn collided(fault: &Fault) -> bool {
    let Fault::Postgres(error) = fault else {
        return false;
    };
    let Some(error) = error.as_db_error() else {
        return false;
    };
    match *error.code() {
        SqlState::T_R_DEADLOCK_DETECTED | SqlState::T_R_SERIALIZATION_FAILURE => true,
        SqlState::UNIQUE_VIOLATION => {
            matches!(error.table(), Some("stream" | "events" | "idempotency"))
        }
        _ => false,
    }
}
