//! Committing on PostgreSQL: the heads of the streams are locked in order, then everything is sent at
//! once. Two that open the same stream, or use the same key, meet at a primary key.

use tokio_postgres::error::SqlState;

use super::{Postgres, ask, pipeline};
use crate::batch::{Batch, CommitError, Committed};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::log;
use crate::tx::PostgresTx;
use crate::value::params;

/// How often an act is begun again that PostgreSQL ended for another's sake.
const ATTEMPTS: usize = 4;

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
        let streams = batch.appends.iter().map(|append| &append.stream);
        let heads = log::heads(&PostgresTx(&transaction), streams).await?;
        let facts = Facts::are_in(&batch);
        let (statements, committed) = log::plan(batch, heads)?;
        pipeline(&transaction, &statements).await?;
        transaction.commit().await.map_err(Fault::from)?;
        drop(client);
        if facts {
            self.facts.moved();
        }
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
