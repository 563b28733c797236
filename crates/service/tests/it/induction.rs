//! The protocol to read after its adoption: each says so for themselves, those who keep its record see who
//! has, and nobody else learns it.

use axum::http::StatusCode;
use domain::settings::SettingSet;
use service::operations::{FactChange, Keeper};

use crate::town::town;

#[tokio::test]
async fn somebody_reads_and_the_keepers_see_it() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let keeper = town.visit_as("democratic-services").await;
    let before = keeper.get("/induction/people").await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.main());
    let page = member.get("/induction").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.main());
    assert!(page.main().contains("I have read this"), "{}", page.main());
    let done = member.post("/induction", &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let events = town.events_count();
    member.post("/induction", &[]).await;
    assert_eq!(town.events_count(), events, "again changes nothing");
    let page = member.get("/induction").await;
    assert!(page.main().contains("Read on"), "{}", page.main());
    assert!(!page.main().contains("I have read this"));
    let after = keeper.get("/induction/people").await;
    assert_ne!(before.main(), after.main());

    let officer = town.persona("officer");
    let fields = [("person", officer.as_str())];
    let done = keeper.post("/induction/people", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let page = town.visit_as("officer").await.get("/induction").await;
    assert!(page.main().contains("Read on paper"), "{}", page.main());
}

#[tokio::test]
async fn nobody_else_learns_who_has_read() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let list = member.get("/induction/people").await;
    assert!(list.status.is_client_error(), "{}", list.main());
    let officer = town.persona("officer");
    let events = town.events_count();
    let done = member
        .post("/induction/people", &[("person", officer.as_str())])
        .await;
    assert!(done.status.is_client_error(), "{}", done.main());
    assert_eq!(town.events_count(), events);
    let other = member.get("/induction?office=monitoring-officer").await;
    assert_eq!(other.status, StatusCode::OK, "the text is for everybody");
    assert!(!other.main().contains("I have read this"));
}

#[tokio::test]
async fn a_reminder_and_a_review_come_on_the_days_that_the_council_set() {
    let town = town().await;
    let member = town.visit_as("member").await;
    let home = member.get("/").await;
    assert!(!home.main().contains("/induction"), "nothing is set");
    let operations = &town.operations;
    let today = operations.today();
    let set = |id: &str, value: &str| {
        FactChange::Setting(SettingSet {
            id: id.parse().expect("a setting"),
            value: Some(value.to_owned()),
            from: today,
            set_by: "Council".to_owned(),
        })
    };
    let changes = vec![
        set("induction-reminder-days", "1"),
        set("constitution-review-on", &today.to_string()),
    ];
    operations
        .change(Keeper::Operator, changes, None)
        .await
        .expect("settings");
    let home = member.get("/").await;
    assert!(home.main().contains("/induction"), "{}", home.main());
    member.post("/induction", &[]).await;
    let home = member.get("/").await;
    assert!(!home.main().contains("/induction"), "{}", home.main());

    operations.run_jobs().await.expect("jobs");
    let keeper = town.visit_as("democratic-services").await;
    let list = keeper.get("/amendments").await;
    assert!(
        list.main().contains("Review of the protocol"),
        "{}",
        list.main()
    );
    let events = town.events_count();
    operations.run_jobs().await.expect("jobs");
    assert_eq!(town.events_count(), events, "one review for one day");
}
