//! A misuse of information (Bradford, clause 12.3): whoever the protocol binds reports it in writing to the Monitoring
//! Officer, who records what was done; nobody else learns of it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use service::demo::Plan;

use crate::dice::Dice;
use crate::secrets::{CANARY, misuse};
use crate::town::{Town, town, under};
use crate::worlds::no_channel_differs;

/// A small council under Bradford's protocol, made anew: every one is the same.
pub async fn bradford() -> Town {
    under(&Plan::new("bradford-4c", 4).expect("a pack")).await
}

#[tokio::test]
async fn a_misuse_goes_to_the_monitoring_officer_who_records_what_was_done() {
    let town = bradford().await;
    let officer = town.visit_as("officer").await;
    officer
        .get("/information")
        .await
        .says("Report a misuse of information");
    let address = "/information/new?as=allege-misuse";
    officer.get(address).await.says("clause 12.3");
    let empty = officer.post(address, &[("title", "At the club")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields = [
        ("title", "At the club"),
        ("words", "He read aloud from an exempt report."),
    ];
    let misuse = officer.post(address, &fields).await.reference();
    let page = format!("/information/{misuse}");
    let office = town.visit_as("monitoring-officer").await;
    office
        .get("/notices")
        .await
        .says("A misuse of information was reported to you");
    office
        .get(&page)
        .await
        .says("He read aloud from an exempt report.");
    // The author reads it, and does not settle it.
    let settle = format!("{page}/acts/settle-misuse");
    let words = [("words", "He was reminded of the protocol.")];
    let own = officer.get(&page).await;
    own.says("He read aloud from an exempt report.");
    let tried = officer.post(&settle, &words).await;
    assert_ne!(tried.status, StatusCode::SEE_OTHER, "{}", tried.main());
    let none = office.post(&settle, &[("words", " ")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = office.post(&settle, &words).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    officer
        .get("/notices")
        .await
        .says("What was done about a misuse that you reported is recorded");
    officer
        .get(&page)
        .await
        .says("He was reminded of the protocol.");
    for persona in [
        "member",
        "manager",
        "chief-officer",
        "chief-executive",
        "democratic-services",
    ] {
        let other = town.visit_as(persona).await;
        let no = other.get(&page).await;
        assert_eq!(no.status, StatusCode::NOT_FOUND, "{persona}");
        let search = other.get("/search?q=club").await;
        assert!(!search.body.contains(misuse.as_str()), "{persona}");
        let sent = other.post(&settle, &words).await;
        assert_eq!(sent.status, StatusCode::NOT_FOUND, "{persona}");
    }
}

#[tokio::test]
async fn a_protocol_without_that_clause_has_no_such_report() {
    let town = town().await;
    let officer = town.visit_as("officer").await;
    let page = officer.get("/information").await;
    assert!(!page.body.contains("allege-misuse"));
    let none = officer.get("/information/new?as=allege-misuse").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn no_channel_tells_of_a_misuse_that_is_alleged() {
    let twins = (bradford().await, bradford().await);
    let secret = misuse(&twins.0).await;
    let office = twins.0.persona("monitoring-officer");
    let author = twins.0.persona("officer");
    assert_eq!(secret.insiders, BTreeSet::from([office, author]));
    let page = secret.page();
    let search = format!("/search?q={CANARY}");
    for persona in twins.0.app.personas().iter().map(|it| it.key) {
        let person = twins.0.persona(persona);
        if secret.insiders.contains(&person) {
            continue;
        }
        for address in ["/", "/information", "/waiting", "/notices", &search, &page] {
            let there = twins.0.visit(&person).await.get(address).await;
            let never = twins.1.visit(&person).await.get(address).await;
            assert!(there == never, "{persona} on {address}:\n{}", there.main());
        }
    }
    no_channel_differs(twins, secret, Dice(41)).await;
}
