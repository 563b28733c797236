//! A folder for the files of one run, removed when the run ends.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

/// The folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a new one under the system's folder for such files.
    pub fn new() -> std::io::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("wardroom-bench-{}-{n}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    /// A file or folder in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}
