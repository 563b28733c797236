//! The words and shapes that `wardroom protocol` prints.

use super::*;

fn packs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs")
}

fn ran(words: &[&str]) -> (ExitCode, String) {
    let words = ["protocol"].into_iter().chain(words.iter().copied());
    let args = Args::try_parse_from(words).expect("right usage");
    let mut out = Vec::new();
    let code = run(&args, &mut out).expect("a place to print");
    (code, String::from_utf8(out).expect("text"))
}

#[test]
fn showing_a_pack_as_json_gives_its_clauses_with_their_duties() {
    let (code, text) = ran(&["show", "cambridge-updated", "--json"]);
    assert_eq!(code, ExitCode::SUCCESS);
    let shown: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(shown["id"], "cambridge-updated");
    let clauses = shown["clauses"].as_array().expect("a list");
    assert_eq!(clauses.len(), 93);
    let late = clauses
        .iter()
        .find(|clause| clause["id"] == "7.6")
        .expect("7.6");
    assert_eq!(late["force"], "must");
    assert_eq!(late["duties"][1]["tag"], "7.6/2");
    assert_eq!(late["duties"][1]["enforce"], "refuse");
    let again = clauses
        .iter()
        .find(|clause| clause["id"] == "6.4~2")
        .expect("6.4~2");
    assert_eq!(again["printed"], "6.4");
}

#[test]
fn a_silent_protocol_says_so_at_the_head() {
    let (_, text) = ran(&["show", "bradford-4c"]);
    assert!(text.contains("This protocol says nothing about members’ enquiries"));
    let (_, text) = ran(&["show", "cambridge-updated"]);
    assert!(!text.contains("This protocol says nothing"));
}

#[test]
fn the_list_names_every_pack() {
    let (code, text) = ran(&["list", "--json"]);
    assert_eq!(code, ExitCode::SUCCESS);
    let list: Value = serde_json::from_str(&text).expect("JSON");
    let ids: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|pack| pack["id"].as_str())
        .collect();
    assert_eq!(
        ids,
        ["cambridge-updated", "cambridge-existing", "bradford-4c"]
    );
}

#[test]
fn a_sound_pack_passes_by_its_folder_and_by_one_of_its_files() {
    for path in [
        "cambridge-updated",
        "cambridge-updated/provisions/enquiries.toml",
    ] {
        let path = packs().join(path);
        let (code, text) = ran(&["check", path.to_str().expect("a plain path")]);
        assert_eq!(code, ExitCode::SUCCESS);
        assert!(
            text.starts_with("cambridge-updated: nothing wrong in 93 clauses"),
            "{text}"
        );
    }
}

#[test]
fn a_bad_pack_is_refused_with_file_line_column_and_what_to_write_instead() {
    let path = packs().join("_bad/unknown-force");
    let (code, text) = ran(&["check", path.to_str().expect("a plain path")]);
    assert_eq!(code, ExitCode::FAILURE);
    assert!(
        text.contains("unknown-force/clauses.toml:27:9: `shall` is not a value here\n"),
        "{text}"
    );
    assert!(
        text.contains("    write instead: one of `principle`"),
        "{text}"
    );
}

#[test]
fn what_is_no_pack_is_refused_in_one_line() {
    assert_eq!(find("cambridge").map(|_| ()), Err("there is no pack `cambridge`: name one of cambridge-updated, cambridge-existing, bradford-4c, or a pack's folder".to_owned()));
    let readme = packs().join("../README.md");
    let why = pack_folder(&readme).expect_err("no pack");
    assert!(
        why.ends_with("belongs to no pack: there is no pack.toml beside or above it"),
        "{why}"
    );
    let (code, _) = ran(&["check", "/no/such/folder"]);
    assert_eq!(code, ExitCode::FAILURE);
}

#[test]
fn a_document_is_read_into_clauses_and_doubts() {
    let golden = "../documents/tests/golden/oddities.md";
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(golden);
    let file = file.to_str().expect("a name");
    let (code, text) = ran(&["import", file, "--dry-run", "--json"]);
    assert_eq!(code, ExitCode::SUCCESS);
    let read: Value = serde_json::from_str(&text).expect("JSON");
    let documents = read["documents"].as_array().expect("a list");
    assert_eq!(documents.len(), 3);
    let clauses = documents[1]["clauses"].as_array().expect("a list");
    let deep = clauses.iter().find(|clause| clause["id"] == "3.1(b)(iii)");
    assert_eq!(
        deep.expect("the part")["text"],
        "offer the other groups the same."
    );
    assert_eq!(clauses[2]["force"], "must");
    assert_eq!(
        documents[1]["footnotes"][0],
        json!({ "mark": "1", "text": "Post is second class." })
    );
    let preamble = documents[1]["preamble"].as_str().unwrap_or_default();
    assert!(preamble.starts_with("This Protocol belongs"), "{preamble}");
    let doubts = documents[1]["doubts"].as_array().expect("a list");
    assert!(
        doubts
            .iter()
            .any(|doubt| doubt["kind"] == "repeated" && doubt["clause"] == "2.3~2")
    );
}

#[test]
fn what_is_no_document_is_refused() {
    let (code, text) = ran(&["import", "no-such-file.md", "--dry-run"]);
    assert_eq!((code, text.as_str()), (ExitCode::FAILURE, ""));
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    let (code, _) = ran(&["import", manifest, "--dry-run"]);
    assert_eq!(code, ExitCode::FAILURE);
}

#[test]
fn the_shipped_packs_are_covered_as_their_scenarios_prove() {
    for pack in SHIPPED {
        let (code, text) = ran(&["coverage", pack.id, "--json"]);
        let told: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(told["faults"], json!([]), "{}", pack.id);
        assert_eq!(code, ExitCode::SUCCESS, "{}: {text}", pack.id);
        let lines = told["clauses"].as_array().expect("a list");
        let protocol = find(pack.id).expect("a pack");
        assert_eq!(lines.len(), protocol.duties().count());
        // What is meant to be shown only may have a scenario too.
        let is_proven = |line: &Value| {
            let shown = line["does"] == json!(["shown"]);
            (line["scenarios"] == 0) == shown || (shown && line["meant"] == json!(["shown"]))
        };
        assert!(lines.iter().all(is_proven), "{text}");
    }
    let (_, text) = ran(&["coverage", "cambridge-updated", "--json"]);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    let line = |tag: &str| {
        let mut lines = told["clauses"].as_array().expect("a list").iter();
        lines
            .find(|line| line["tag"] == tag)
            .expect("a duty")
            .clone()
    };
    let answer = line("7.6/1");
    assert_eq!(
        (&answer["id"], &answer["duty"]),
        (&json!("7.6"), &json!("1"))
    );
    assert!(
        answer["does"]
            .as_array()
            .expect("a list")
            .contains(&json!("clock"))
    );
    let (_, text) = ran(&["coverage", "cambridge-updated"]);
    assert!(text.contains("\n  7.6/2 "), "{text}");
}

#[test]
fn a_pack_whose_provision_has_no_scenario_fails() {
    let path = packs().join("_good/acknowledged");
    let (code, text) = ran(&["coverage", path.to_str().expect("a plain path"), "--json"]);
    assert_eq!(code, ExitCode::FAILURE);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    let faults = told["faults"].as_array().expect("a list");
    assert!(!faults.is_empty(), "{text}");
}

#[test]
fn two_protocols_are_compared_clause_by_clause_and_provision_by_provision() {
    let (code, text) = ran(&["compare", "bradford-4c", "cambridge-updated", "--json"]);
    assert_eq!(code, ExitCode::SUCCESS);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(
        (&told["words"], &told["same"]),
        (&json!("gist"), &json!(false))
    );
    let provisions = told["provisions"].as_array().expect("a list");
    let answer = provisions
        .iter()
        .find(|p| p["key"] == "enquiries/response/any/n");
    let answer = answer.expect("the answer");
    assert_eq!(
        answer["says"],
        "Answer to a member’s enquiry: silent, within 5 working days of receipt"
    );
    assert_eq!(answer["before"], Value::Null);
    let (_, text) = ran(&["compare", "bradford-4c", "bradford-4c", "--json"]);
    let told: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(told["same"], true);
    let (code, _) = ran(&["compare", "bradford-4c", "nowhere"]);
    assert_eq!(code, ExitCode::FAILURE);
}
