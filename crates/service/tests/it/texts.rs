//! The council's own text: read from its document, corrected, saved, read on pages, taken away, and saved
//! again with its clauses the same.

use axum::http::StatusCode;
use service::operations::Keeper;

use crate::town::town;

const BASE: &str = "/protocol/cambridge-updated/2026-proposed";
const DOCUMENT: &str = include_str!("../../../documents/tests/golden/oddities.md");

#[tokio::test]
async fn a_text_is_read_corrected_saved_and_read_again() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    let import = format!("{BASE}/import");
    let check = format!("{BASE}/import/check");
    keeper
        .get(BASE)
        .await
        .says("These are Wardroom’s summaries");
    let read = keeper
        .send(&import, &[], ("oddities.md", DOCUMENT.as_bytes()))
        .await;
    assert_eq!(read.to.as_deref(), Some(check.as_str()), "{}", read.main());
    let page = keeper.get(&check).await;
    page.says("The file holds 2 protocols");
    page.says("A stray number");
    page.says("Every ward member shall be invited");
    let step = |fields: &'static [(&'static str, &'static str)]| {
        let keeper = &keeper;
        let check = &check;
        async move { keeper.post(check, fields).await }
    };
    let renumbered = step(&[("step", "renumber"), ("clause", "2.3~2"), ("number", "2.5")]).await;
    assert_eq!(
        renumbered.status,
        StatusCode::SEE_OTHER,
        "{}",
        renumbered.main()
    );
    let taken = step(&[("step", "renumber"), ("clause", "2.1"), ("number", "2.2")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.says("There is already a clause");
    step(&[
        ("step", "settle"),
        ("doubt", "0"),
        ("decided", "The mark was lost in printing"),
    ])
    .await;
    keeper.get(&check).await.says("1 settled");
    keeper
        .get(&format!("{check}?clause=2.1"))
        .await
        .says("Correct clause 2.1");
    let saved = step(&[("step", "save")]).await;
    assert_eq!(saved.to.as_deref(), Some(BASE), "{}", saved.main());

    let member = town.visit_as("member").await;
    let whole = member.get(BASE).await;
    whole.says("The council’s own text, imported from `oddities.md`");
    whole.says("Members should look on the website before they ask an officer");
    whole.says("Wardroom’s summary");
    member
        .get(&format!("{BASE}?q=website"))
        .await
        .says("1 clause found");
    let clause = member.get(&format!("{BASE}/2.5")).await;
    clause.says("Every ward member shall be invited");
    let missing = member.get(&format!("{BASE}/99.9")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    member
        .get(&format!("{BASE}/text.xml"))
        .await
        .says("eId=\"sec_2__para_2.5\" wId=\"para_2.3-2\"");
    member
        .get(&format!("{BASE}/text.html"))
        .await
        .says("<h2>2. Enquiries</h2>");
}

#[tokio::test]
async fn a_text_saved_again_keeps_the_identities_of_its_clauses() {
    let town = town().await;
    let operations = &town.operations;
    let version = (
        "cambridge-updated".parse().unwrap(),
        "2026-proposed".parse().unwrap(),
    );
    for document in [
        DOCUMENT.to_owned(),
        DOCUMENT
            .replace(
                "- 2.1 Officers shall",
                "- 2.1 A new clause for officers.\n- 2.2 Officers shall",
            )
            .replace("- 2.2 Members should", "- 2.3 Members should"),
    ] {
        let mut read = documents::read("a.md", document.as_bytes()).unwrap();
        let text = read.swap_remove(1).text;
        operations
            .save_text(Keeper::Operator, version.clone(), "a.md", text, None)
            .await
            .unwrap();
    }
    let texts = operations.texts().await.unwrap();
    let text = &texts.of(&version.0, &version.1).unwrap().text;
    assert_eq!(text.clause("2.2").unwrap().key, "2.1");
    assert_eq!(text.clause("2.3").unwrap().key, "2.2");
    assert_eq!(texts.wordings(&version.0, "2.1").len(), 2);
}

#[tokio::test]
async fn nothing_is_saved_of_what_cannot_be_read_nor_by_who_may_not() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    let import = format!("{BASE}/import");
    let no = keeper
        .send(&import, &[], ("list.txt", b"1. milk\n2. eggs\n"))
        .await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    no.says("No protocol was found");
    let nothing = keeper.get(&format!("{BASE}/import/check")).await;
    assert_eq!(nothing.to.as_deref(), Some(import.as_str()));
    let member = town.visit_as("member").await;
    let refused = member
        .send(&import, &[], ("a.md", DOCUMENT.as_bytes()))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let gone = member.get(&format!("{BASE}/text.xml")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn two_saved_texts_are_compared_in_the_councils_own_words() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let page = "/protocol/compare?from=cambridge-updated/2026-proposed&to=bradford-4c/part-4c";
    let text = |document: &str| {
        let mut read = documents::read("a.md", document.as_bytes()).unwrap();
        read.swap_remove(1).text
    };
    let other = DOCUMENT.replace("look on the website", "look in the public register");
    assert_ne!(other, DOCUMENT);
    let sides = [
        ("cambridge-updated", "2026-proposed", DOCUMENT),
        ("bradford-4c", "part-4c", &other),
    ];
    for (n, (pack, version, document)) in sides.into_iter().enumerate() {
        let before = member.get(page).await;
        before.says("Compared are Wardroom’s summaries");
        before.says("is not saved here.");
        let version = (pack.parse().unwrap(), version.parse().unwrap());
        let source = format!("{n}.md");
        town.operations
            .save_text(Keeper::Operator, version, &source, text(document), None)
            .await
            .unwrap();
    }
    let own = member.get(page).await;
    own.says("Compared are the councils’ own words.");
    own.says("from 0.md.");
    own.says("<del>on</del>");
    own.says("<ins>in</ins>");
    own.says("1 reworded");
    member
        .get(&format!("{page}&of=summaries"))
        .await
        .says("Compared are Wardroom’s summaries");
    let json = member.get(&format!("{page}&as=json")).await;
    let told: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(told["words"], "text");
    assert_eq!(told["counts"]["reworded"], 1, "{told}");
    assert!(!told["provisions"].as_array().unwrap().is_empty());
    let itself = page.replace("bradford-4c/part-4c", "cambridge-updated/2026-proposed");
    let json = member.get(&format!("{itself}&as=json")).await;
    let told: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert_eq!(told["same"], true);
}

#[tokio::test]
async fn a_saved_text_is_corrected_without_importing_again() {
    let town = town().await;
    let version = (
        "cambridge-updated".parse().unwrap(),
        "2026-proposed".parse().unwrap(),
    );
    let mut read = documents::read("a.md", DOCUMENT.as_bytes()).unwrap();
    let text = read.swap_remove(1).text;
    let operations = &town.operations;
    operations
        .save_text(
            Keeper::Operator,
            version.clone(),
            "Letter to A. Person.md",
            text,
            None,
        )
        .await
        .unwrap();
    let keeper = town.visit_as("democratic-services").await;
    let correct = format!("{BASE}/correct");
    keeper.get(BASE).await.says("Correct the text by hand");
    keeper
        .get(&correct)
        .await
        .says("corrections are not saved yet");
    let empty = keeper
        .post(&correct, &[("step", "save"), ("why", "A slip")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.says("Nothing was corrected yet");
    for fields in [
        [("step", "renumber"), ("clause", "2.3~2"), ("number", "2.5")],
        [
            ("step", "words"),
            ("clause", "2.5"),
            ("words", "Every ward member is invited."),
        ],
    ] {
        let done = keeper.post(&correct, &fields).await;
        assert_eq!(
            done.to.as_deref(),
            Some(correct.as_str()),
            "{}",
            done.main()
        );
    }
    town.visit_as("member")
        .await
        .get(BASE)
        .await
        .says("shall be invited");
    let silent = keeper.post(&correct, &[("step", "save")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    silent.says("Say why it is corrected");
    let save = [("step", "save"), ("why", "The reader took a number twice.")];
    let done = keeper.post(&correct, &save).await;
    assert_eq!(done.to.as_deref(), Some(BASE), "{}", done.main());

    let member = town.visit_as("member").await;
    let page = member.get(BASE).await;
    page.says("Every ward member is invited.");
    page.says("Corrected by hand by");
    page.says("The reader took a number twice.");
    let texts = operations.texts().await.unwrap();
    let saved = texts.of(&version.0, &version.1).unwrap();
    assert_eq!(
        saved.text.clause("2.5").unwrap().key,
        "2.3~2",
        "it is the same clause"
    );
    assert_eq!(saved.source, "Letter to A. Person.md");
    member
        .get(&format!("{BASE}/2.5"))
        .await
        .says("Every ward member shall be invited");
    let log = town.rows("SELECT payload FROM events WHERE kind = 'text-saved'");
    assert_eq!(log.len(), 2);
    assert!(log.iter().all(|event| !event.contains("Person")), "{log:?}");
}

#[tokio::test]
async fn a_correction_begun_before_somebody_saved_anew_is_not_saved_over_it() {
    let town = town().await;
    let version = (
        "cambridge-updated".parse().unwrap(),
        "2026-proposed".parse().unwrap(),
    );
    let save = || async {
        let mut read = documents::read("a.md", DOCUMENT.as_bytes()).unwrap();
        let text = read.swap_remove(1).text;
        let version = version.clone();
        let done = town
            .operations
            .save_text(Keeper::Operator, version, "a.md", text, None);
        done.await.unwrap();
    };
    save().await;
    let keeper = town.visit_as("democratic-services").await;
    let correct = format!("{BASE}/correct");
    keeper
        .post(&correct, &[("step", "merge"), ("clause", "2.4")])
        .await;
    save().await;
    keeper
        .get(&correct)
        .await
        .says("saved anew since you began");
    let events = town.events_count();
    let late = keeper
        .post(&correct, &[("step", "save"), ("why", "A slip")])
        .await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(town.events_count(), events);
    keeper.post(&correct, &[("step", "drop")]).await;
    let member = town.visit_as("member").await;
    let refused = member
        .post(&correct, &[("step", "save"), ("why", "A slip")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(member.get(&correct).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.events_count(), events);
}
