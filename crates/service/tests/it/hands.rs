//! What the Monitoring Officer and the Chief Executive watch: reply times compared between groups in released
//! quarters, and who has been briefed by their office.

use axum::http::StatusCode;
use domain::enquiries::command::{Act, Answer};
use domain::enquiries::event::AnswerKind;
use domain::even_hands::Compared;

use crate::misused::bradford;
use crate::town::{damp, town};

#[tokio::test]
async fn reply_times_are_released_once_and_stay_as_they_were() {
    let town = town().await;
    let first = town.operations.release_hands().await.expect("quarters");
    let comparisons = first.iter().flat_map(|hands| &hands.comparisons);
    let enquiries = comparisons.filter(|it| it.of == Compared::Enquiries);
    let counted = enquiries.map(|it| it.groups.len() as u32 + it.left_out);
    assert!(counted.sum::<u32>() > 0, "{first:?}");
    for hands in &first {
        let mut lines = hands.comparisons.iter().flat_map(|it| &it.groups);
        assert!(lines.all(|line| line.answered >= hands.least), "{hands:?}");
    }
    let office = town.visit_as("monitoring-officer").await;
    let page = office.get("/groups/ledger").await;
    page.says("Members’ enquiries");
    page.says("Released once and never counted again");
    for persona in ["member", "officer", "manager", "democratic-services"] {
        let no = town.visit_as(persona).await.get("/groups/ledger").await;
        assert_eq!(no.status, StatusCode::NOT_FOUND, "{persona}");
    }
    // An answer that comes afterwards changes nothing of what was released.
    let (member, officer) = (town.persona("member"), town.persona("officer"));
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let answer = Act::Answer(Answer {
        words: "On Monday.".to_owned(),
        kind: AnswerKind::Full,
        works_on: None,
        promises: Vec::new(),
        forward: None,
        template: None,
    });
    let done = town.act(&officer, &reference, answer).await;
    done.expect("an answer");
    let again = town.operations.release_hands().await.expect("quarters");
    assert_eq!(first, again);
    // The next quarter is added once a whole month has passed since it ended.
    town.set("2026-08-03T09:00");
    let later = town.operations.release_hands().await.expect("quarters");
    assert_eq!(later.len(), first.len() + 1);
    assert_eq!(later[..first.len()], first);
}

#[tokio::test]
async fn who_has_been_briefed_is_counted_for_those_who_watch_it() {
    let town = bradford().await;
    for persona in ["monitoring-officer", "democratic-services"] {
        let page = town.visit_as(persona).await.get("/briefings/regular").await;
        page.says("Group leaders and the Chief Executive");
        page.says("Offices that are briefed");
        page.says("set no time within which");
    }
    // Whoever reads only the briefings that they gave is not told of the others.
    let chief = town.visit_as("chief-executive").await;
    let page = chief.get("/briefings/regular").await;
    page.says("Group leaders and the Chief Executive");
    assert!(!page.body.contains("Offices that are briefed"));
    for persona in ["member", "manager"] {
        let no = town.visit_as(persona).await.get("/briefings/regular").await;
        assert_eq!(no.status, StatusCode::NOT_FOUND, "{persona}");
    }
}
