//! The files of this repository, as git knows them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One file that can be read as text.
pub struct File {
    /// Its path from the root, with forward slashes.
    pub path: String,
    /// What it holds.
    pub text: String,
}

impl File {
    /// Whether its name ends with a dot and one of these.
    pub fn is(&self, extensions: &[&str]) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.')
            .is_some_and(|(_, end)| extensions.contains(&end))
    }

    /// Whether it lies under a folder, given without a slash at the end.
    pub fn under(&self, folder: &str) -> bool {
        self.path
            .strip_prefix(folder)
            .is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether it holds tests only.
    pub fn is_test(&self) -> bool {
        self.path.split('/').any(|part| part == "tests") || self.path.ends_with("tests.rs")
    }
}

/// Every file of the repository.
#[derive(Default)]
pub struct Repo {
    /// Those that are text.
    pub files: Vec<File>,
    /// Every path with its size in bytes.
    pub sizes: Vec<(String, u64)>,
}

impl Repo {
    /// Reads the repository that this program was built from.
    pub fn read() -> Self {
        let root = root();
        let mut repo = Self::default();
        for path in listed(&root) {
            let whole = root.join(&path);
            let Ok(facts) = std::fs::metadata(&whole) else {
                continue; // removed, and the removal not yet committed
            };
            repo.sizes.push((path.clone(), facts.len()));
            if let Ok(text) = std::fs::read_to_string(&whole) {
                repo.files.push(File { path, text });
            }
        }
        repo
    }

    /// A repository of these files only, for the tests of the rules.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut repo = Self::default();
        for (path, text) in files {
            repo.sizes.push(((*path).to_owned(), text.len() as u64));
            repo.files.push(File {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            });
        }
        repo
    }

    /// The Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| file.is(&["rs"]))
    }

    /// A file by its path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether a file or a folder of this path is there.
    pub fn has(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        self.sizes
            .iter()
            .any(|(other, _)| other == path || other.starts_with(&folder))
    }

    /// The names directly under a folder, each once.
    pub fn names_under<'a>(&'a self, folder: &str) -> Vec<&'a str> {
        let folder = format!("{folder}/");
        let mut names: Vec<&str> = self
            .sizes
            .iter()
            .filter_map(|(path, _)| path.strip_prefix(&folder)?.split('/').next())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The repository's root: one folder above this crate.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

fn listed(root: &Path) -> Vec<String> {
    let git = Command::new("git")
        .args(["-c", "safe.directory=*", "ls-files", "-z", "--cached"])
        .args(["--others", "--exclude-standard", "--deduplicate"])
        .current_dir(root)
        .output();
    match git {
        Ok(output) if output.status.success() => String::from_utf8_lossy(&output.stdout)
            .split('\0')
            .filter(|path| !path.is_empty())
            .map(str::to_owned)
            .collect(),
        _ => walked(root, ""), // a source archive without its history
    }
}

fn walked(root: &Path, folder: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        return paths;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if ["target", "node_modules", ".git", "demo-data"].contains(&name.as_str()) {
            continue;
        }
        let path = if folder.is_empty() {
            name
        } else {
            format!("{folder}/{name}")
        };
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            paths.extend(walked(root, &path));
        } else {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}
