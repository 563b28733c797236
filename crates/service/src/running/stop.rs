//! Stopping in good order: no new connection, an answer for whoever has asked, jobs to the end of their
//! round.

use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::Interval;

/// How long those under way may still take. A page may take half a minute; a service manager should wait
/// a little longer than this before it kills.
const GRACE: Duration = Duration::from_secs(32);

/// The one word by which everything that runs learns that it is to end. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Stop(Arc<watch::Sender<bool>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }
}

impl Stop {
    /// One that is said when the terminal (Ctrl-C) or the service manager (SIGTERM) asks for it.
    ///
    /// # Errors
    /// Where the system does not let signals be listened for.
    pub fn on_signals() -> std::io::Result<Self> {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let stop = Self::default();
        let asked = stop.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping: no new requests, those under way are answered");
            super::notify::stopping();
            asked.now();
        });
        Ok(stop)
    }

    /// Says it.
    pub fn now(&self) {
        self.0.send_replace(true);
    }

    /// Waits until it is said.
    pub async fn asked(&self) {
        let mut said = self.0.subscribe();
        let _ = said.wait_for(|said| *said).await;
    }

    /// Waits until it is said and those under way have had their time.
    pub async fn overdue(&self) {
        self.asked().await;
        tokio::time::sleep(GRACE).await;
    }

    /// Waits for the next beat; false once it is time to end.
    pub async fn beat(&self, beat: &mut Interval) -> bool {
        tokio::select! {
            biased;
            () = self.asked() => false,
            _ = beat.tick() => true,
        }
    }
}
