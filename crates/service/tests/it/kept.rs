//! A case that somebody opens again is shown as it was drawn for them: equal to the byte, with less asked of
//! the store, and never once anything has changed.

use axum::http::StatusCode;
use domain::enquiries::command::Act;
use domain::reference::Reference;
use store::testing::cost;

use crate::town::{Answer, Town, Visitor, damp, town};

/// A page without the token of its forms, which is never the same twice.
fn page(answer: &Answer) -> String {
    const FIELD: &str = "name=\"act-token\" value=\"";
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.main());
    let mut parts = answer.body.split(FIELD);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |page, part| page + FIELD + &part[32..])
}

/// The page as it stands, and as it is drawn anew; tells whether it was kept.
async fn both(visitor: &Visitor, address: &str) -> (String, bool) {
    cost();
    let first = page(&visitor.get(address).await);
    let asked = cost().questions;
    let anew = page(&visitor.get(&format!("{address}?anew=yes")).await);
    let drawn = cost().questions;
    let main = |page: &str| page[page.find("<main").unwrap_or(0)..].to_owned();
    assert_eq!(main(&first), main(&anew), "kept and drawn anew");
    (first, asked < drawn)
}

async fn begun() -> (Town, Reference, String) {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let address = format!("/enquiries/{reference}");
    (town, reference, address)
}

#[tokio::test]
async fn a_case_opened_again_is_shown_as_it_was_until_anything_changes() {
    let (town, reference, address) = begun().await;
    let (member, officer) = (
        town.visit_as("member").await,
        town.visit_as("officer").await,
    );
    for visitor in [&member, &officer] {
        let (first, _) = both(visitor, &address).await;
        let (again, kept) = both(visitor, &address).await;
        assert_eq!(first, again);
        assert!(kept, "nothing has changed");
    }

    let words = "The surveyor comes on Monday".to_owned();
    let by = town.persona("officer");
    town.act(&by, &reference, Act::Note { words })
        .await
        .expect("a note");
    let (seen, _) = both(&officer, &address).await;
    assert!(seen.contains("The surveyor comes on Monday"));
    let (unseen, _) = both(&member, &address).await;
    assert!(!unseen.contains("The surveyor comes on Monday"));

    let (today, _) = both(&member, &address).await;
    town.set("2026-06-15T10:00");
    let member = town.visit_as("member").await;
    let (later, _) = both(&member, &address).await;
    assert_ne!(today, later, "the clock goes on");
}

#[tokio::test]
async fn nothing_that_is_kept_outlives_an_erasure_or_reaches_another() {
    let (town, reference, address) = begun().await;
    let (member, stranger) = (
        town.visit_as("member").await,
        town.visit_as("other-member").await,
    );
    let (first, _) = both(&member, &address).await;
    assert!(first.contains("When will the wall be treated?"));
    let hidden = stranger.get(&address).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);

    let monitoring = town.persona("monitoring-officer");
    let erased = town.erase(&monitoring, &reference).await;
    erased.expect("an erasure");
    let (after, _) = both(&member, &address).await;
    assert!(!after.contains("When will the wall be treated?"));
}
