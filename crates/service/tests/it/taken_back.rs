//! A choice of the council that is taken back: what holds without it holds again, from the day that is said.

use axum::http::StatusCode;

use crate::town::{Town, town};

const KEY: &str = "enforce-cambridge-updated-7-2-2";
const FLAG: &str = "release-accept-first";

/// What holds today, as the council's record tells it.
async fn holds(town: &Town, key: &str) -> Option<String> {
    let council = town.operations.council().await.expect("a council");
    let held = council.settings.get(key, town.operations.today(), None);
    held.map(|cited| cited.value.to_owned())
}

#[tokio::test]
async fn a_closed_choice_is_taken_back_on_its_page_and_the_default_holds_again() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    for (key, value) in [(KEY, "ask"), (FLAG, "no")] {
        let before = holds(&town, key).await;
        let set = town.choose(&keeper, key, value).await;
        assert_eq!(set.status, StatusCode::SEE_OTHER, "{}", set.main());
        assert_eq!(holds(&town, key).await.as_deref(), Some(value));
        let form = keeper.get(&format!("/settings/{key}")).await;
        form.says("The council has not chosen");
        let back = town.choose(&keeper, key, "").await;
        assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.main());
        assert_eq!(holds(&town, key).await, before, "{key}");
    }
    keeper.get("/settings").await.says("taken back");
    // Nobody but who keeps the choices takes one back.
    for persona in ["member", "officer", "manager"] {
        let visitor = town.visit_as(persona).await;
        let events = town.events_count();
        let no = town.choose(&visitor, KEY, "").await;
        assert_ne!(no.status, StatusCode::SEE_OTHER, "{persona}");
        assert_eq!(town.events_count(), events, "{persona}");
    }
}

#[tokio::test]
async fn a_choice_is_taken_back_at_the_command_line() {
    let town = town().await;
    let by = ["--set-by", "Council, 26 March 2026"];
    let said = |words: &[&str]| {
        let words: Vec<&str> = ["settings"].iter().chain(words).copied().collect();
        town.printed(&words)
    };
    let listed = || said(&["list", "--json"]);
    let before = value_of(&listed());
    said(&["set", FLAG, "no", by[0], by[1]]);
    assert_ne!(value_of(&listed()), before);
    said(&["take-back", FLAG, by[0], by[1]]);
    assert_eq!(value_of(&listed()), before);
    let told = said(&["list"]);
    assert!(told.contains("taken back"), "{told}");
    let (done, _, why) = town.command(&["settings", "take-back", "no-such-key", by[0], by[1]]);
    assert!(!done && why.contains("no-such-key"), "{why}");
}

/// What holds of the flag, with its ground, in the list as JSON.
fn value_of(listed: &str) -> (String, String) {
    let told: serde_json::Value = serde_json::from_str(listed).expect("JSON");
    let all = told["settings"].as_array().expect("a list");
    let one = all.iter().find(|it| it["key"] == FLAG).expect("the flag");
    (one["value"].to_string(), one["why"].to_string())
}
