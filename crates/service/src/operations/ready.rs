//! Whether requests can be answered: the store answers, its schema is this program's, and the log is being
//! sealed. And the one way in which a batch is committed, with its time.

use std::fmt;
use std::time::Duration;

use store::{Batch, CommitError, Committed, Fault};
use tokio::time::{Instant, timeout};

use super::Operations;
use crate::running::metrics::Metrics;

/// How long the store may take to answer a question about itself.
const ANSWER: Duration = Duration::from_secs(3);
/// After how long without a seal something is stuck: a dozen rounds.
const SEAL_LATE: Duration = Duration::from_secs(60);

/// Why requests cannot be answered; for the log alone.
#[derive(Debug)]
pub enum NotReady {
    /// The store does not answer, or holds another schema.
    Store(Fault),
    /// It takes too long.
    Slow,
    /// The log is not sealed.
    Unsealed,
}

impl fmt::Display for NotReady {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(fault) => fault.fmt(f),
            Self::Slow => f.write_str("the store takes too long to answer"),
            Self::Unsealed => f.write_str("the log has not been sealed for a minute"),
        }
    }
}

impl Operations {
    /// Whether requests can be answered now.
    ///
    /// # Errors
    /// With what stands in the way.
    pub async fn ready(&self) -> Result<(), NotReady> {
        let checked = timeout(ANSWER, self.store().check_schema()).await;
        checked
            .map_err(|_| NotReady::Slow)?
            .map_err(NotReady::Store)?;
        match self.metrics().since_sealed() {
            Some(since) if since < SEAL_LATE => Ok(()),
            _ => Err(NotReady::Unsealed),
        }
    }

    /// The figures of this process.
    pub fn metrics(&self) -> &Metrics {
        &self.inner.metrics
    }

    /// Commits a batch, and notes how long that took.
    pub(super) async fn commit(&self, batch: Batch) -> Result<Committed, CommitError> {
        let begun = Instant::now();
        let done = self.store().commit(batch).await;
        self.metrics().committed(&done, begun.elapsed());
        done
    }
}
