//! The packs that ship hold every printed clause, in words of our own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use domain::protocol::packs::{SHIPPED, shipped};
use domain::protocol::{Enforce, Protocol};
use domain::verdict::Basis;

use crate::folder::root;

/// The numbers as printed, taken from the documents once and kept apart from the packs.
const PRINTED: &str = include_str!("fixtures/clause-ids.tsv");

fn each() -> impl Iterator<Item = Protocol> {
    SHIPPED
        .iter()
        .map(|pack| shipped(pack.id).expect("a shipped pack"))
}

fn printed() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut packs: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in PRINTED.lines().skip(1) {
        let (pack, clause) = line.split_once('\t').expect("two columns");
        packs.entry(pack).or_default().push(clause);
    }
    packs
}

#[test]
fn every_printed_clause_is_there_once_and_in_order_and_no_other() {
    let printed = printed();
    let counts: Vec<(&str, usize)> = printed
        .iter()
        .map(|(pack, all)| (*pack, all.len()))
        .collect();
    assert_eq!(
        counts,
        [
            ("bradford-4c", 93),
            ("cambridge-existing", 45),
            ("cambridge-updated", 93)
        ]
    );
    for protocol in each() {
        let have: Vec<&str> = protocol.clauses.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(have, printed[protocol.pack.as_str()], "{}", protocol.pack);
    }
}

#[test]
fn every_clause_and_every_duty_has_a_gist_that_is_a_sentence() {
    for protocol in each() {
        for clause in &protocol.clauses {
            let gists = clause.duties.iter().map(|duty| &duty.gist);
            for gist in gists.chain([&clause.gist]) {
                let sentence =
                    gist.ends_with('.') && gist.chars().next().is_some_and(char::is_uppercase);
                assert!(sentence, "{} {}: {gist}", protocol.pack, clause.id);
                let code = ["CU ", "CE ", "BR ", "CS."]
                    .iter()
                    .find(|code| gist.contains(**code));
                assert_eq!(code, None, "{} {}: {gist}", protocol.pack, clause.id);
            }
        }
    }
}

#[test]
fn every_basis_of_a_provision_exists() {
    for protocol in each() {
        let provisions = &protocol.enquiries;
        let heads = provisions.response.iter().map(|p| (&p.basis, &p.fields));
        let heads = heads
            .chain(provisions.late.iter().map(|p| (&p.basis, &p.fields)))
            .chain(provisions.burden.iter().map(|p| (&p.basis, &p.fields)))
            .chain(provisions.routing.iter().map(|p| (&p.basis, &p.fields)))
            .chain(provisions.doors.iter().map(|p| (&p.basis, &p.fields)));
        for basis in heads.flat_map(|(basis, fields)| fields.values().chain([basis])) {
            if let Some(clause) = basis.clause() {
                assert_eq!(protocol.cite(clause.id.as_str()).as_ref(), Some(clause));
            }
            if let Basis::Default { question, .. } = basis {
                assert!(protocol.question(question).is_some(), "{question}");
            }
        }
    }
}

#[test]
fn the_questions_on_which_a_default_rests_are_asked() {
    let needed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        (
            "cambridge-updated",
            &["B2", "B14", "B18", "B19", "B22", "F1", "F2", "F6", "F7"][..],
        ),
        ("cambridge-existing", &["C1", "F1", "F2", "F6", "F7"]),
        ("bradford-4c", &["E1", "E2", "F1", "F2", "F6", "F7"]),
    ]);
    for protocol in each() {
        let asked: BTreeSet<&str> = protocol.questions.iter().map(|q| q.id.as_str()).collect();
        for id in needed[protocol.pack.as_str()] {
            assert!(asked.contains(id), "{}: {id}", protocol.pack);
        }
        for id in ["W1", "W2", "W3", "W15"] {
            assert!(asked.contains(id), "{}: {id}", protocol.pack);
        }
    }
}

#[test]
fn nothing_refuses_where_the_text_calls_itself_guidance() {
    let existing = shipped("cambridge-existing").expect("a shipped pack");
    assert!(
        existing
            .duties()
            .all(|(_, duty)| duty.enforce <= Enforce::Ask)
    );
    let bradford = shipped("bradford-4c").expect("a shipped pack");
    let strict: Vec<String> = bradford
        .duties()
        .filter(|(_, duty)| duty.enforce == Enforce::Refuse && duty.printed.is_some())
        .map(|(tag, _)| tag)
        .collect();
    assert_eq!(strict, ["12.8", "20.2", "20.3/2"]);
}

#[test]
fn no_twelve_words_in_a_row_are_the_documents() {
    let seeds = root().join("../shared/seeds");
    let Ok(entries) = std::fs::read_dir(&seeds) else {
        println!("skipped: the documents are not beside this repository");
        return;
    };
    let mut theirs = BTreeSet::new();
    for entry in entries {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a text");
        theirs.extend(runs(&words(&text)));
    }
    assert!(!theirs.is_empty(), "the documents are empty");
    let mut copied = Vec::new();
    for file in files_ending(&root().join("packs"), "toml") {
        let text = std::fs::read_to_string(&file).expect("a text");
        for run in runs(&words(&text)) {
            if theirs.contains(&run) {
                copied.push(format!("{}: {run}", file.display()));
            }
        }
    }
    assert!(copied.is_empty(), "{}", copied.join("\n"));
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .replace(['’', '\''], "")
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn runs(words: &[String]) -> impl Iterator<Item = String> {
    words.windows(12).map(|run| run.join(" "))
}

fn files_ending(folder: &Path, ending: &str) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_ending(&path, ending));
        } else if path.extension().is_some_and(|end| end == ending) {
            found.push(path);
        }
    }
    found
}

#[test]
fn every_question_of_the_product_that_the_code_rests_on_is_asked() {
    let protocol = shipped("cambridge-existing").expect("a shipped pack");
    let asked: BTreeSet<&str> = protocol.questions.iter().map(|q| q.id.as_str()).collect();
    let mut cited = BTreeSet::new();
    for file in files_ending(&root().join("crates/domain/src/enquiries"), "rs") {
        let text = std::fs::read_to_string(&file).expect("a text");
        let quoted = text.split('"').skip(1).step_by(2);
        cited.extend(
            quoted
                .filter(|word| product_question(word))
                .map(str::to_owned),
        );
    }
    assert!(
        cited.contains("W3"),
        "the register cites no reader’s question: {cited:?}"
    );
    for id in cited {
        assert!(
            asked.contains(id.as_str()),
            "the code cites {id}, which nobody asks"
        );
    }
}

fn product_question(word: &str) -> bool {
    let digits = word.strip_prefix('W').unwrap_or("");
    !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
}
