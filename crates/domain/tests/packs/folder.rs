//! Reads pack folders from the repository.

use std::path::{Path, PathBuf};

use domain::protocol::PackFiles;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Whether a test should write what it finds instead of comparing it.
pub fn rewriting() -> bool {
    std::env::var_os("WARDROOM_REWRITE").is_some()
}

/// Every folder below `packs/<name>`, sorted.
pub fn cases(name: &str) -> Vec<PathBuf> {
    let folder = root().join("packs").join(name);
    let entries = std::fs::read_dir(&folder).expect("a folder of packs");
    let mut cases: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// The TOML files of one pack.
pub fn pack(folder: &Path) -> PackFiles {
    let mut files = PackFiles::new();
    for below in [folder.to_owned(), folder.join("provisions")] {
        let Ok(entries) = std::fs::read_dir(&below) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|end| end == "toml") {
                let name = path.strip_prefix(folder).expect("below the pack");
                let name = name.to_str().expect("a plain name").to_owned();
                files.insert(name, std::fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    files
}
