//! What whoever runs the server does to the protocol by commands: a text read in, corrected and written out;
//! decisions on versions; history tried out.

use domain::ids::{PackId, VersionId};
use domain::replay::Trial;
use serde_json::Value;
use service::performance::Period;
use service::replay::{Asked, replay};

use crate::town::{Town, town};

const OF: &str = "cambridge-updated/2026-proposed";
const DOCUMENT: &str = include_str!("../../../documents/tests/golden/oddities.md");

/// Runs `wardroom protocol` on the council: whether it was done, and what it printed and complained of.
fn protocol(town: &Town, words: &[&str]) -> (bool, String, String) {
    town.command(&[&["protocol"], words].concat())
}

fn done(town: &Town, words: &[&str]) -> Value {
    let (is_done, out, err) = protocol(town, words);
    assert!(is_done, "{words:?}: {err}");
    serde_json::from_str(&out).expect("JSON")
}

fn version() -> (PackId, VersionId) {
    let (pack, version) = OF.split_once('/').expect("both");
    (
        pack.parse().expect("a pack"),
        version.parse().expect("a version"),
    )
}

/// The council with a text of its own, read in by the command.
async fn with_text() -> Town {
    let town = town().await;
    let file = town.folder.path().join("protocol.md");
    std::fs::write(&file, DOCUMENT).expect("a file");
    let file = file.display().to_string();
    let import = ["import", &file, "--of", OF, "--document", "1", "--json"];
    let saved = done(&town, &import);
    assert!(saved["clauses"].as_u64() > Some(10), "{saved}");
    assert!(saved["open_doubts"].as_u64() > Some(3), "{saved}");
    town
}

#[tokio::test]
async fn a_saved_text_is_corrected_by_command_and_says_why() {
    let town = with_text().await;
    let saved = || async {
        let texts = town.operations.texts().await.expect("texts");
        let (pack, of) = version();
        texts.of(&pack, &of).expect("the text").clone()
    };
    let correct = [
        "correct",
        OF,
        "--edit",
        "number 2.3~2 2.5",
        "--edit",
        "words 2.5 Every ward member is invited[^2].",
        "--edit",
        "preamble It belongs to the Constitution.",
        "--edit",
        "title Protocol on Members and Officers",
        "--edit",
        "over 2.6 On criticism",
        "--edit",
        "note † By any way.",
        "--why",
        "The reader took a number twice.",
        "--json",
    ];
    let events = town.events_count();
    let dry: Vec<&str> = correct.into_iter().chain(["--dry-run"]).collect();
    let would = done(&town, &dry);
    assert_eq!(
        (&would["saved"], &would["changed"]),
        (&false.into(), &serde_json::json!(["2.5", "2.6"]))
    );
    assert_eq!(town.events_count(), events, "a dry run saves nothing");

    let did = done(&town, &correct);
    assert_eq!(
        (&did["saved"], &did["changed"]),
        (&true.into(), &serde_json::json!(["2.5", "2.6"]))
    );
    assert_eq!(did["around"], true);
    let now = saved().await;
    let clause = now.text.clause("2.5").expect("its new number");
    assert_eq!(clause.key, "2.3~2", "it is the same clause");
    assert_eq!(clause.typed(), "Every ward member is invited[^2].");
    assert_eq!(
        now.corrected.as_deref(),
        Some("The reader took a number twice.")
    );
    let member = town.visit_as("member").await;
    let page = member.get(&format!("/protocol/{OF}")).await;
    page.says("Every ward member is invited");
    page.says("It belongs to the Constitution.");
    page.says(">Protocol on Members and Officers</h1>");
    page.says("On criticism</h3>");
    page.says("By any way.");
    page.says("The reader took a number twice.");

    let events = town.events_count();
    for (edit, says) in [
        ("rename 2.5 2.6", "is no correction"),
        ("number 2.5 2.1", "there is already a clause `2.1`"),
        ("words 99.9 Nothing.", "there is no clause `99.9`"),
        ("heading 1 Introduction", "nothing was corrected"),
    ] {
        let (is_done, _, why) =
            protocol(&town, &["correct", OF, "--edit", edit, "--why", "A slip"]);
        assert!(!is_done && why.contains(says), "{edit}: {why}");
    }
    let (is_done, _, why) = protocol(
        &town,
        &[
            "correct",
            "bradford-4c/part-4c",
            "--edit",
            "title A",
            "--why",
            "A slip",
        ],
    );
    assert!(
        !is_done && why.contains("no text of `bradford-4c/part-4c` was saved"),
        "{why}"
    );
    assert_eq!(
        town.events_count(),
        events,
        "what is refused changes nothing"
    );
}

#[tokio::test]
async fn a_saved_text_is_written_out_in_every_format() {
    let town = with_text().await;
    let of = |format: &str| {
        let (is_done, out, why) = protocol(&town, &["export", OF, "--format", format]);
        assert!(is_done, "{why}");
        out
    };
    let xml = of("akoma-ntoso");
    assert!(xml.contains("<akomaNtoso") && xml.contains("wId=\"para_2.3-2\""));
    assert!(xml.contains("type=\"generation\""), "{xml}");
    let page = of("html");
    assert!(page.contains("<h2>2. Enquiries</h2>"));
    let again = documents::read("a.html", page.as_bytes()).expect("it is read again");
    let tree: Value = serde_json::from_str(&of("json")).expect("JSON");
    assert_eq!(tree["title"], again[0].text.title.typed());
}

#[tokio::test]
async fn decisions_on_versions_are_recorded_with_body_day_and_minute() {
    let town = town().await;
    let standing = |of: &str| {
        let all = done(&town, &["versions", "--json"]);
        let mut all = all.as_array().expect("a list").clone();
        all.retain(|one| format!("{}/{}", one["pack"], one["version"]).replace('"', "") == of);
        all.remove(0)
    };
    let adopted = standing(OF);
    assert_eq!(
        adopted["standing"], "in-force",
        "the demo's council has adopted it"
    );
    assert_eq!(
        adopted["adoption"]["body-name"]
            .as_str()
            .or(adopted["adoption"]["body_name"].as_str()),
        Some("Council")
    );
    assert_eq!(standing("bradford-4c/part-4c")["standing"], "proposed");
    let adopt = [
        "versions",
        "adopt",
        "bradford-4c/part-4c",
        "--by",
        "Council",
        "--on",
        "2026-06-01",
    ];
    let events = town.events_count();
    let (is_done, _, why) = protocol(&town, &adopt);
    assert!(!is_done && why.contains("minute"), "{why}");
    let later = adopt.iter().map(|word| {
        if *word == "2026-06-01" {
            "2027-06-01"
        } else {
            word
        }
    });
    let later: Vec<&str> = later.chain(["--minute", "27/1"]).collect();
    let (is_done, _, why) = protocol(&town, &later);
    assert!(!is_done && why.contains("has not come yet"), "{why}");
    assert_eq!(town.events_count(), events);
    let with = adopt
        .into_iter()
        .chain(["--minute", "26/50", "--in-force", "2026-07-01", "--json"]);
    done(&town, &with.collect::<Vec<_>>());
    assert_eq!(standing("bradford-4c/part-4c")["standing"], "adopted");
    assert_eq!(
        standing(OF)["standing"],
        "in-force",
        "until the day has come"
    );
}

#[tokio::test]
async fn history_tried_out_by_command_is_what_the_person_may_read() {
    let town = town().await;
    let person = town.persona("chief-officer");
    let words = [
        "replay",
        "--as",
        person.as_str(),
        "--set",
        "answer-within=1",
        "--from",
        "2025-07",
        "--to",
        "2026-06",
    ];
    let told = done(
        &town,
        &words.into_iter().chain(["--json"]).collect::<Vec<_>>(),
    );
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut trial = Trial::default();
    trial.set("answer-within=1").expect("a value");
    let asked = Asked {
        protocol: council.council.protocol_on(today).cloned(),
        trial,
        period: Period::read(Some("2025-07"), Some("2026-06"), today).expect("months"),
    };
    let actor = town
        .operations
        .actor(&person, None)
        .await
        .expect("somebody");
    let replayed = replay(&town.operations, &actor, &asked)
        .await
        .expect("a replay");
    assert_eq!(told["total"], serde_json::json!(replayed.total()));
    assert!(replayed.total().newly_late > 0, "one day is less than five");
    let offices = told["offices"].as_array().expect("who is told");
    let held = offices
        .iter()
        .filter_map(|office| office["offices"].as_array());
    let held: Vec<&Value> = held.flatten().collect();
    assert!(
        held.iter()
            .any(|one| one.as_str().is_some_and(|one| one.contains('('))),
        "{offices:?}"
    );
    let (is_done, table, why) = protocol(&town, &words);
    assert!(is_done, "{why}");
    assert!(
        table.contains("with answer-within=1") && table.contains("Who is told"),
        "{table}"
    );
    let (is_done, _, why) = protocol(
        &town,
        &[
            "replay",
            "--as",
            person.as_str(),
            "--set",
            "answer-within=soon",
        ],
    );
    assert!(!is_done && why.contains("answer-within"), "{why}");
}
