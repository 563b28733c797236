//! What runs beside the pages for as long as they are served: sealing the log, the product's own jobs,
//! and erasures that were interrupted. Each failure is logged once and tried again; a job that fails or
//! takes long holds up neither the sealing nor the jobs after it.

use std::fmt::Display;
use std::time::Duration;

use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

use super::Operations;
use crate::running::Stop;

/// How often the log is sealed.
const SEAL: Duration = Duration::from_secs(5);
/// How long after the start the jobs run first: they look at every open case then, and whoever waited for the
/// start is answered before.
const PEOPLE_FIRST: Duration = Duration::from_secs(3);
/// How often the jobs run.
const JOBS: Duration = Duration::from_secs(15 * 60);

impl Operations {
    /// Keeps the house until it is time to end.
    pub async fn keep(self, stop: Stop) {
        tokio::join!(self.keep_sealing(&stop), self.keep_working(&stop));
    }

    async fn keep_sealing(&self, stop: &Stop) {
        let mut beat = unhurried(Duration::ZERO, SEAL);
        while stop.beat(&mut beat).await {
            self.seal().await;
        }
    }

    async fn keep_working(&self, stop: &Stop) {
        let mut beat = unhurried(PEOPLE_FIRST, JOBS);
        while stop.beat(&mut beat).await {
            self.work().await;
        }
    }

    /// Seals what is committed by now.
    pub async fn seal(&self) {
        self.round("seal", async {
            let sealed = self.store().seal(self.now()).await?;
            self.metrics().sealed(sealed.size);
            Ok::<_, store::Fault>(())
        })
        .await;
    }

    /// One round of all jobs.
    async fn work(&self) {
        let (store, now) = (self.store(), self.now());
        self.round("erasures", self.erase_now()).await;
        self.round("cases", self.run_jobs()).await;
        self.round("figures", self.release_figures()).await;
        self.round("even-hands", self.release_hands()).await;
        self.round("sessions", store.clear_sessions(now)).await;
        self.round("passes", store.clear_passes(now)).await;
        self.round("messages", self.clear_incoming()).await;
        self.round("leavers", self.end_sessions_of_leavers()).await;
    }

    /// One round of one job, timed and told.
    async fn round<T, E: Display>(
        &self,
        job: &'static str,
        work: impl Future<Output = Result<T, E>>,
    ) {
        let begun = Instant::now();
        let done = work.await;
        if let Err(error) = &done {
            tracing::error!(job, %error, "a job failed; it is tried again");
        }
        self.metrics().worked(job, done.is_ok(), begun.elapsed());
    }
}

/// A beat that begins after a while and does not catch up on what it missed.
fn unhurried(first: Duration, period: Duration) -> Interval {
    let mut beat = interval_at(Instant::now() + first, period);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat
}
