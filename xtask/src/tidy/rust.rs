//! What holds for Rust files: length, a map at the top, nothing unfinished, a pure domain.

use super::Complaint;
use crate::repo::{File, Repo};

const LINES_MAX: usize = 500;

/// At most 500 lines, and `//!` first.
pub fn shape(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in repo.rust() {
        let lines = file.text.lines().count();
        if lines > LINES_MAX {
            let why = format!(
                "{lines} lines: at most {LINES_MAX}; split by noun, or move tests to a sibling `tests.rs`"
            );
            complaints.push(Complaint::of(&file.path, why));
        }
        if !file.text.starts_with("//!") {
            let why = "open with `//!`: what the file is for and what it must never do";
            complaints.push(Complaint::at(&file.path, 1, why));
        }
    }
    complaints
}

/// Nothing unfinished, nothing left from debugging, no test that does not run.
pub fn banned(repo: &Repo) -> Vec<Complaint> {
    let words = [
        (concat!("to", "do!("), "finish it, or leave it out"),
        (concat!("unimple", "mented!("), "finish it, or leave it out"),
        (concat!("db", "g!("), "remove it, or log with `tracing`"),
        (concat!("#[ig", "nore"), "a test runs or goes"),
        (concat!("FIX", "ME"), "mend it, or open an issue"),
        (concat!("XX", "X:"), "mend it, or open an issue"),
        (
            concat!("#[al", "low("),
            "use #[expect(.., reason = \"..\")]",
        ),
        (
            concat!("#![al", "low("),
            "use #![expect(.., reason = \"..\")]",
        ),
    ];
    let mut complaints = Vec::new();
    for file in repo.rust() {
        for (at, line) in file.text.lines().enumerate() {
            for (word, instead) in words {
                if line.contains(word) {
                    let why = format!("`{word}`: {instead}");
                    complaints.push(Complaint::at(&file.path, at + 1, why));
                }
            }
        }
    }
    complaints
}

/// The domain reads no clock, draws no randomness, opens nothing, waits for nothing. Its manifest
/// lists nothing that could; this rule keeps the standard library's own ways out.
pub fn pure(repo: &Repo) -> Vec<Complaint> {
    const WAYS_OUT: &[&str] = &[
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "std::io",
        "std::sync::Mutex",
        "std::sync::RwLock",
        "SystemTime",
        "async fn",
        "println!(",
        "print!(",
    ];
    let mut complaints = Vec::new();
    let domain = |file: &&File| file.under("crates/domain/src") && !file.is_test();
    for file in repo.rust().filter(domain) {
        for (at, line) in without_tests(&file.text) {
            let code = line.split("//").next().unwrap_or_default();
            if let Some(way) = WAYS_OUT.iter().find(|way| code.contains(**way)) {
                let why = format!("`{way}` in the domain: pass the fact in from the edge");
                complaints.push(Complaint::at(&file.path, at, why));
            }
        }
    }
    complaints
}

/// The lines, from 1, before the file's own tests.
pub fn without_tests(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .take_while(|(_, line)| line.trim() != "#[cfg(test)]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_or_one_without_its_map_is_refused() {
        let long = format!("//! x\n{}", "// y\n".repeat(LINES_MAX));
        let repo = Repo::of(&[
            ("a.rs", &long),
            ("b.rs", "fn b() {}\n"),
            ("c.rs", "//! c\n"),
        ]);
        let found = shape(&repo);
        assert_eq!(found.len(), 2);
        assert!(found[0].why.starts_with("501 lines"));
    }

    #[test]
    fn what_is_unfinished_is_refused() {
        let text = concat!("//! a\nfn a() { to", "do!() }\n");
        assert_eq!(banned(&Repo::of(&[("a.rs", text)]))[0].line, 2);
    }

    #[test]
    fn the_domain_opens_no_file_but_its_tests_may() {
        let text = "//! a\nuse std::fs;\n#[cfg(test)]\nmod tests {\n use std::fs;\n}\n";
        let repo = Repo::of(&[
            ("crates/domain/src/a.rs", text),
            ("crates/domain/src/a/tests.rs", "//! t\nuse std::fs;\n"),
            ("crates/store/src/a.rs", text),
        ]);
        let found = pure(&repo);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/domain/src/a.rs", 2)
        );
    }
}
