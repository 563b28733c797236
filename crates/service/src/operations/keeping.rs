//! What runs beside the pages for as long as they are served: sealing the log, the product's own jobs,
//! and erasures that were interrupted. Each failure is logged once and tried again.

use std::time::Duration;

use super::{ActError, Operations};

/// How often the log is sealed.
const SEAL: Duration = Duration::from_secs(5);
/// After how many seals the jobs run: once in a quarter of an hour.
const SEALS_BETWEEN_JOBS: u32 = 180;

impl Operations {
    /// Keeps the house until the task is dropped.
    pub async fn keep(self) {
        let mut beat = tokio::time::interval(SEAL);
        beat.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut beats = 0_u32;
        loop {
            beat.tick().await;
            if let Err(error) = self.kept(beats.is_multiple_of(SEALS_BETWEEN_JOBS)).await {
                tracing::error!(%error, "keeping the house failed");
            }
            beats = beats.wrapping_add(1);
        }
    }

    async fn kept(&self, jobs: bool) -> Result<(), ActError> {
        self.store().seal(self.now()).await?;
        if jobs {
            self.erase_now().await?;
            self.run_jobs().await?;
            self.release_figures().await?;
            self.store().clear_sessions(self.now()).await?;
            self.store().clear_passes(self.now()).await?;
            self.end_sessions_of_leavers().await?;
        }
        Ok(())
    }
}
