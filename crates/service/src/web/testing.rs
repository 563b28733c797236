//! A council for tests of the pages, on a store of its own.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use store::Store;

use super::App;
use super::app::{Others, Serving};
use super::security::Rates;
use super::sign_in::Ways;
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::operations::Operations;

/// A folder that goes with the test.
pub struct Folder(PathBuf);

impl Folder {
    /// Where it is.
    pub fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// An empty council on a day of its own.
pub async fn app() -> (App, Folder) {
    let clock = Clock::shown("2026-04-02T09:00:00Z".parse().expect("a moment"));
    app_of(clock, Entropy::seeded([7; 32])).await
}

/// An empty council at a time, with its randomness.
pub async fn app_of(clock: Clock, entropy: Entropy) -> (App, Folder) {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("wardroom-pages-{}-{n}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the test");
    let store = Store::open_sqlite(&folder.join("wardroom.db")).expect("a database");
    store.migrate().await.expect("its tables");
    let protocols = Operations::shipped_protocols();
    let app = App::new(Serving {
        operations: Operations::new(store, clock, entropy, protocols),
        loopback_only: true,
        rates: Rates {
            pages: NonZeroU32::MAX,
            acts: NonZeroU32::MAX,
        },
        personas: Vec::new(),
        others: Others::default(),
        ways: Ways::default(),
    });
    (app, Folder(folder))
}
