//! What holds for documents: links that lead somewhere, a change log in its form, a complete index of
//! decisions.

use super::Complaint;
use crate::repo::{File, Repo};

/// Every relative link of every document leads to a file, and its anchor to a heading.
pub fn links(repo: &Repo) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in repo.files.iter().filter(|file| file.is(&["md"])) {
        for (at, line) in prose(&file.text) {
            for target in targets(line) {
                if let Err(why) = resolve(repo, file, target) {
                    complaints.push(Complaint::at(&file.path, at, why));
                }
            }
        }
    }
    complaints
}

/// The lines, from 1, outside fenced code.
fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut fenced = false;
    text.lines().enumerate().filter_map(move |(at, line)| {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            return None;
        }
        (!fenced).then_some((at + 1, line))
    })
}

/// What the links of a line point to.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

fn resolve(repo: &Repo, from: &File, target: &str) -> Result<(), String> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let whole = if path.is_empty() {
        from.path.clone()
    } else {
        join(&from.path, path)
    };
    if !repo.has(&whole) && !whole.is_empty() {
        return Err(format!("link to `{target}`: there is no `{whole}`"));
    }
    let Some(file) = repo.file(&whole) else {
        return Ok(());
    };
    let there = anchor.is_empty() || headings(&file.text).any(|heading| slug(heading) == anchor);
    if there {
        Ok(())
    } else {
        Err(format!("link to `{target}`: `{whole}` has no such heading"))
    }
}

fn join(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.trim_end_matches('/').split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

fn headings(text: &str) -> impl Iterator<Item = &str> {
    prose(text)
        .filter(|(_, line)| line.starts_with('#'))
        .map(|(_, line)| line.trim_start_matches('#').trim())
}

fn slug(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// The change log: an unreleased part first, then versions with dates, then the known kinds of change.
pub fn change_log(repo: &Repo) -> Vec<Complaint> {
    const PATH: &str = "CHANGELOG.md";
    const KINDS: &[&str] = &[
        "Added",
        "Changed",
        "Deprecated",
        "Removed",
        "Fixed",
        "Security",
    ];
    let Some(file) = repo.file(PATH) else {
        return vec![Complaint::of(PATH, "is missing")];
    };
    let mut complaints = Vec::new();
    let mut versions = 0;
    for (at, line) in prose(&file.text) {
        if let Some(version) = line.strip_prefix("## ") {
            let right = if versions == 0 {
                version == "[Unreleased]"
            } else {
                is_release(version)
            };
            versions += 1;
            if !right {
                let why = "write `## [Unreleased]` first, then `## [1.2.3] - 2026-01-31`";
                complaints.push(Complaint::at(PATH, at, why));
            }
        } else if let Some(kind) = line.strip_prefix("### ")
            && !KINDS.contains(&kind)
        {
            let why = format!("`{kind}`: use one of {}", KINDS.join(", "));
            complaints.push(Complaint::at(PATH, at, why));
        }
    }
    if versions == 0 {
        complaints.push(Complaint::of(PATH, "has no `## [Unreleased]`"));
    }
    complaints
}

fn is_release(heading: &str) -> bool {
    let Some((version, date)) = heading.split_once(" - ") else {
        return false;
    };
    let numbers = |text: &str, by: char| {
        let parts: Vec<&str> = text.split(by).collect();
        parts.len() == 3
            && parts
                .iter()
                .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    };
    let version = version.strip_prefix('[').and_then(|v| v.strip_suffix(']'));
    version.is_some_and(|v| numbers(v, '.')) && numbers(date, '-') && date.len() == 10
}

/// Decisions are numbered without gaps, each is in the index, and each says where it stands.
pub fn decisions(repo: &Repo) -> Vec<Complaint> {
    const FOLDER: &str = "docs/decisions";
    let mut complaints = Vec::new();
    let Some(index) = repo.file("docs/decisions/README.md") else {
        return vec![Complaint::of(FOLDER, "has no README.md with the index")];
    };
    let names = repo.names_under(FOLDER);
    let numbered = names.iter().filter(|name| **name != "README.md");
    for (at, name) in numbered.enumerate() {
        let path = format!("{FOLDER}/{name}");
        if !name.starts_with(&format!("{:04}-", at + 1)) {
            let why = format!("number {:04} is missing or taken twice", at + 1);
            complaints.push(Complaint::of(&path, why));
        }
        if !index.text.contains(&format!("]({name})")) {
            complaints.push(Complaint::of(&path, "is not in the index README.md"));
        }
        let text = repo.file(&path).map_or("", |file| file.text.as_str());
        for needed in [
            "\nStatus: ",
            "\n## Context\n",
            "\n## Decision\n",
            "\n## Consequences\n",
        ] {
            if !text.contains(needed) {
                let why = format!("has no `{}`", needed.trim());
                complaints.push(Complaint::of(&path, why));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_that_leads_nowhere_is_named() {
        let repo = Repo::of(&[
            (
                "docs/a.md",
                "# A thing\n[b](../b.md#two-words) [x](c.md) [a](#a-thing) [w](https://x.org)\n",
            ),
            ("b.md", "## Two words\n"),
        ]);
        let found = links(&repo);
        assert_eq!(found.len(), 1);
        assert!(found[0].why.contains("docs/c.md"));
    }

    #[test]
    fn a_link_in_fenced_code_is_not_one() {
        assert!(links(&Repo::of(&[("a.md", "```\n[x](nowhere)\n```\n")])).is_empty());
    }

    #[test]
    fn the_change_log_has_one_form() {
        let good = "# Changelog\n## [Unreleased]\n### Added\n## [0.1.0] - 2026-01-31\n### Fixed\n";
        let bad = "# Changelog\n## 0.1\n### New\n";
        assert!(change_log(&Repo::of(&[("CHANGELOG.md", good)])).is_empty());
        assert_eq!(change_log(&Repo::of(&[("CHANGELOG.md", bad)])).len(), 2);
    }

    #[test]
    fn a_decision_outside_the_index_is_named() {
        let whole = "# 1\n\nStatus: accepted\n\n## Context\n\n## Decision\n\n## Consequences\n";
        let repo = Repo::of(&[
            ("docs/decisions/README.md", "[one](0001-one.md)\n"),
            ("docs/decisions/0001-one.md", whole),
            ("docs/decisions/0003-three.md", whole),
        ]);
        assert_eq!(decisions(&repo).len(), 2);
    }
}
