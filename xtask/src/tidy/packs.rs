//! Every pack has the files that a reader and the loader look for. What they hold is checked by
//! `wardroom protocol check` and the loader's own tests.

use super::Complaint;
use crate::repo::Repo;

/// The files of a pack that is shipped; folders with a leading underscore hold packs to be refused.
pub fn complete(repo: &Repo) -> Vec<Complaint> {
    const NEEDED: &[&str] = &["pack.toml", "clauses.toml", "questions.toml"];
    let mut complaints = Vec::new();
    let folders = repo.names_under("packs");
    for name in folders
        .iter()
        .filter(|name| !name.starts_with('_') && !name.contains('.'))
    {
        for needed in NEEDED {
            let path = format!("packs/{name}/{needed}");
            if !repo.has(&path) {
                complaints.push(Complaint::of(&path, "is missing: every pack has one"));
            }
        }
        let scenarios = format!("packs/{name}/scenarios");
        for file in repo.files.iter().filter(|file| file.under(&scenarios)) {
            if !file.is(&["feature"]) || !file.text.contains("Feature:") {
                complaints.push(Complaint::of(&file.path, "is not a feature in Gherkin"));
            }
        }
    }
    complaints
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_without_its_questions_is_named_and_bad_packs_are_not() {
        let repo = Repo::of(&[
            ("packs/a/pack.toml", ""),
            ("packs/a/clauses.toml", ""),
            ("packs/_bad/x/pack.toml", ""),
            ("packs/README.md", ""),
        ]);
        let found = complete(&repo);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "packs/a/questions.toml");
    }
}
