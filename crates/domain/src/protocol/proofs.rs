//! What the scenarios of a pack proved when they last ran: `proven.toml`, written by the run and never by
//! hand. A run that finds something else fails, so the file is never older than the rules.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::Does;
use crate::ids::{ClauseId, PackId, QuestionId, VersionId};

/// The file of a pack that holds its proofs.
pub const PROVEN: &str = "proven.toml";

const HEAD: &str = "\
# What the scenarios of this pack proved: by which clause, and by the default of which question, the
# product did what. Written by `WARDROOM_REWRITE=1 cargo test -p scenarios`; the run fails where it is
# out of date.
";

/// The proofs of one version of a protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proofs {
    /// The version whose scenarios ran; `None` where none did.
    pub version: Option<VersionId>,
    /// Every scenario that passed, by feature and place.
    #[serde(default)]
    pub scenario: Vec<Proof>,
}

/// One scenario that passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Proof {
    /// The feature: its file's name without the ending.
    pub feature: String,
    /// What the scenario is called.
    pub name: String,
    /// The duties that it claims to prove, for example `7.6/2`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The clauses of this version that were named as a ground, and what the product did by each.
    #[serde(default)]
    pub clauses: BTreeMap<ClauseId, BTreeSet<Does>>,
    /// The open questions whose defaults were named as a ground.
    #[serde(default)]
    pub questions: BTreeSet<QuestionId>,
}

impl Proof {
    /// What the product did by a clause.
    pub fn by(&self, clause: &ClauseId) -> impl Iterator<Item = Does> + '_ {
        self.clauses.get(clause).into_iter().flatten().copied()
    }
}

impl Proofs {
    /// The file that says this.
    pub fn to_toml(&self, pack: &PackId) -> String {
        let mut out = format!("{HEAD}# Pack: {pack}\n");
        // Writing to a String cannot fail.
        if let Some(version) = &self.version {
            let _ = writeln!(out, "version = {}", quoted(version.as_str()));
        }
        for proof in &self.scenario {
            let list = |items: Vec<&str>| {
                let items: Vec<_> = items.into_iter().map(quoted).collect();
                format!("[{}]", items.join(", "))
            };
            let clauses = proof.clauses.iter().map(|(id, does)| {
                let does = list(does.iter().map(|does| does.word()).collect());
                format!("{} = {does}", quoted(id.as_str()))
            });
            let clauses: Vec<_> = clauses.collect();
            let _ = write!(
                out,
                "\n[[scenario]]\nfeature = {}\nname = {}\ntags = {}\nclauses = {{ {} }}\nquestions = {}\n",
                quoted(&proof.feature),
                quoted(&proof.name),
                list(proof.tags.iter().map(String::as_str).collect()),
                clauses.join(", "),
                list(proof.questions.iter().map(QuestionId::as_str).collect()),
            );
        }
        out
    }
}

/// A text as TOML quotes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let proof = Proof {
            feature: "enquiries".to_owned(),
            name: "“Quoted” and \"quoted\" \\".to_owned(),
            tags: vec!["7.6/2".to_owned()],
            clauses: [(
                "6.4~2".parse().expect("a clause"),
                [Does::Gate, Does::Clock].into(),
            )]
            .into(),
            questions: ["B19".parse().expect("a question")].into(),
        };
        let bare = Proof {
            tags: Vec::new(),
            clauses: BTreeMap::new(),
            questions: BTreeSet::new(),
            ..proof.clone()
        };
        let proofs = Proofs {
            version: "2026-proposed".parse().ok(),
            scenario: vec![proof, bare],
        };
        let text = proofs.to_toml(&"sample".parse().expect("a pack"));
        assert_eq!(toml::from_str::<Proofs>(&text).expect("TOML"), proofs);
    }
}
