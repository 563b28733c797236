//! What holds for every text file: no tabs, no trailing spaces, an end of line at the end, no path of
//! one developer's machine, no large files, scripts that stop at the first failure.

use super::Complaint;
use crate::repo::{File, Repo};

/// The largest file that the repository takes, in bytes. A picture is the largest thing it needs.
const BYTES_MAX: u64 = 400 * 1024;

/// Files that a tool writes and nobody edits.
fn is_generated(file: &File) -> bool {
    file.is(&["snap", "lock"]) || file.path.ends_with("package-lock.json")
}

fn is_script(file: &File) -> bool {
    file.path == ".ci/run" || (file.under("script") && !file.is(&["sh"]))
}

fn is_ours(file: &File) -> bool {
    const KINDS: &[&str] = &[
        "rs", "toml", "md", "html", "css", "js", "mjs", "sh", "feature", "sql", "csv", "json",
        "svg", "tsv",
    ];
    !is_generated(file) && (file.is(KINDS) || is_script(file))
}

/// No tabs but in tab-separated files, no trailing spaces, one end of line at the end, no machine paths.
pub fn plain(repo: &Repo) -> Vec<Complaint> {
    let machine_paths = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/tmp/", "bash"),
        concat!("/ho", "me/"),
    ];
    let mut complaints = Vec::new();
    for file in repo.files.iter().filter(|file| is_ours(file)) {
        let mut complain = |line, why: &str| complaints.push(Complaint::at(&file.path, line, why));
        for (at, line) in file.text.split('\n').enumerate() {
            if line.ends_with('\r') {
                complain(at + 1, "carriage return: end lines with a line feed alone");
            } else if line.ends_with([' ', '\t']) {
                complain(at + 1, "trailing space: remove it");
            }
            if line.trim_end().contains('\t') && !file.is(&["tsv"]) {
                complain(at + 1, "tab: indent with spaces");
            }
            if machine_paths.iter().any(|path| line.contains(path)) {
                complain(
                    at + 1,
                    "path of one machine: make it relative or an argument",
                );
            }
        }
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            complain(0, "no end of line at the end: add one");
        }
        if file.text.ends_with("\n\n") {
            complain(0, "empty line at the end: remove it");
        }
    }
    complaints
}

/// No file above the limit, but for what a tool locks.
pub fn sizes(repo: &Repo) -> Vec<Complaint> {
    repo.sizes
        .iter()
        .filter(|(path, bytes)| *bytes > BYTES_MAX && !path.ends_with("lock"))
        .map(|(path, bytes)| {
            let why = format!("{} KB: at most {} KB", bytes / 1024, BYTES_MAX / 1024);
            Complaint::of(path, why)
        })
        .collect()
}

/// A script stops at the first failure and says what it is for.
pub fn scripts(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in repo.files.iter().filter(|file| is_script(file)) {
        let mut lines = file.text.lines();
        if lines.next() != Some("#!/usr/bin/env bash") {
            complaints.push(Complaint::at(
                &file.path,
                1,
                "start with #!/usr/bin/env bash",
            ));
        }
        if !lines.next().is_some_and(|line| line.starts_with("# ")) {
            complaints.push(Complaint::at(
                &file.path,
                2,
                "say here what the script is for",
            ));
        }
        if !file.text.contains("\nset -euo pipefail\n") {
            complaints.push(Complaint::of(&file.path, "add `set -euo pipefail`"));
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<usize> {
        plain(&Repo::of(&[("src/a.rs", text)]))
            .iter()
            .map(|complaint| complaint.line)
            .collect()
    }

    #[test]
    fn plain_text_passes_and_the_rest_is_named_by_line() {
        assert_eq!(lines("//! a\nfn a() {}\n"), Vec::<usize>::new());
        assert_eq!(lines("//! a\n\tb\nc \nd\r\n"), vec![2, 3, 4]);
        assert_eq!(lines("//! a"), vec![0]);
        assert_eq!(lines(concat!("//! /wo", "rk/x\n")), vec![1]);
    }

    #[test]
    fn a_large_file_is_refused_and_a_lock_is_not() {
        let mut repo = Repo::default();
        repo.sizes.push(("docs/film.png".into(), BYTES_MAX + 1));
        repo.sizes.push(("Cargo.lock".into(), BYTES_MAX + 1));
        assert_eq!(sizes(&repo).len(), 1);
    }

    #[test]
    fn a_script_that_goes_on_after_a_failure_is_refused() {
        let repo = Repo::of(&[("script/x", "#!/usr/bin/env bash\n# For x.\nfalse\n")]);
        assert_eq!(scripts(&repo).len(), 1);
    }
}
