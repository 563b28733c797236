//! The form of the repository. Each rule is a function from the files to complaints; a complaint
//! names the file, the line and what to do instead.

mod docs;
mod layers;
mod packs;
mod pages;
mod rust;
mod text;

use std::fmt;
use std::process::ExitCode;

use crate::repo::Repo;

/// Something that is not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file.
    pub path: String,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong and what to do instead.
    pub why: String,
}

impl Complaint {
    /// A complaint about one line.
    pub fn at(path: &str, line: usize, why: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            why: why.into(),
        }
    }
    /// A complaint about a whole file or folder.
    pub fn of(path: &str, why: impl Into<String>) -> Self {
        Self::at(path, 0, why)
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.why),
            line => write!(f, "{}:{line}: {}", self.path, self.why),
        }
    }
}

const RULES: &[fn(&Repo) -> Vec<Complaint>] = &[
    text::plain,
    text::sizes,
    text::scripts,
    rust::shape,
    rust::banned,
    rust::pure,
    layers::sql,
    layers::drivers,
    layers::manifests,
    layers::nouns,
    docs::links,
    docs::change_log,
    docs::decisions,
    packs::complete,
    pages::templates,
];

/// Every complaint of every rule, in order of files.
pub fn check(repo: &Repo) -> Vec<Complaint> {
    let mut complaints: Vec<Complaint> = RULES.iter().flat_map(|rule| rule(repo)).collect();
    complaints.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    complaints
}

/// `cargo xtask tidy`.
pub fn run() -> ExitCode {
    let complaints = check(&Repo::read());
    for complaint in &complaints {
        println!("{complaint}");
    }
    match complaints.len() {
        0 => {
            println!("tidy");
            ExitCode::SUCCESS
        }
        n => {
            println!("{n} to mend");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_is_tidy() {
        let complaints = check(&Repo::read());
        let lines: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "\n{}", lines.join("\n"));
    }

    #[test]
    fn a_complaint_names_the_line() {
        let repo = Repo::of(&[("a.md", "one\ntwo \n")]);
        let lines: Vec<String> = check(&repo).iter().map(ToString::to_string).collect();
        assert!(lines.contains(&"a.md:2: trailing space: remove it".to_owned()));
    }
}
