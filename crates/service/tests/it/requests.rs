//! Requests for information at the browser: a refusal as unreasonable goes on with a reason.

use axum::http::StatusCode;
use domain::reference::Reference;

use crate::town::{Town, Visitor, town};

/// A request of the member to Housing Repairs.
async fn asked(town: &Town) -> Reference {
    let member = town.visit_as("member").await;
    let fields = [
        ("service", "housing-repairs"),
        ("title", "Boilers replaced last year"),
        ("body", "How many, street by street?"),
        ("recorded", "yes"),
        ("duty", "Speaking for tenants of my ward."),
        ("ground", "shown"),
        ("capacity", "ward"),
        ("business", "yes"),
    ];
    member.post("/information/new", &fields).await.reference()
}

/// What the manager sends to refuse it as unreasonable, with these fields besides.
async fn refuse(
    manager: &Visitor,
    reference: &Reference,
    more: &[(&str, &str)],
) -> crate::town::Answer {
    let address = format!("/information/{reference}/acts/refuse");
    let mut fields = vec![
        ("words", "It would take three weeks."),
        ("law", "unreasonable"),
    ];
    fields.extend_from_slice(more);
    manager.post(&address, &fields).await
}

#[tokio::test]
async fn who_refuses_as_unreasonable_without_guidance_is_asked_why_in_the_same_step() {
    let town = town().await;
    let reference = asked(&town).await;
    let manager = town.visit_as("manager").await;
    let before = town.events_count();
    let back = refuse(&manager, &reference, &[]).await;
    assert_eq!(
        back.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        back.main()
    );
    back.says("Why is it answered without the Monitoring Officer’s guidance?");
    back.says("clause 9.6");
    back.says("name=\"explanation\"");
    back.says("It would take three weeks.");
    assert_eq!(town.events_count(), before, "nothing is sent");
    let reason = ("explanation", "The same was answered in March.");
    let done = refuse(&manager, &reference, &[reason]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.main());
    let page = manager.get(&format!("/information/{reference}")).await;
    page.says("The same was answered in March.");
}

#[tokio::test]
async fn where_the_council_refuses_no_reason_goes_on_without_the_finding() {
    let town = town().await;
    let reference = asked(&town).await;
    let keeper = town.visit_as("democratic-services").await;
    let kept = town
        .choose(&keeper, "enforce-cambridge-updated-9-6-1", "refuse")
        .await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.main());
    let manager = town.visit_as("manager").await;
    let reason = ("explanation", "The same was answered in March.");
    let back = refuse(&manager, &reference, &[reason]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    back.says("record first that it is unreasonable");
}
