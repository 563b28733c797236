//! What a council provides in a pack of its own, without code, on the pages of whoever meets it: each of
//! `packs/_good` adopted by the fictional council.

use std::path::Path;

use axum::http::StatusCode;
use domain::reference::Reference;
use service::demo::Plan;

use crate::town::{Answer, Town, Visited, Visitor, under};

/// The fictional council under a pack of `packs/_good`.
async fn council(pack: &str) -> Town {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/_good");
    let files = service::cli::protocol::read_pack(&folder.join(pack)).expect("a pack");
    under(&Plan::of_its_own(files, 6).expect("a sound pack")).await
}

async fn page(visitor: &Visitor, reference: &Reference) -> Answer {
    visitor.get(&format!("/enquiries/{reference}")).await
}

/// Carries an act out by its form.
async fn act(visitor: &Visitor, reference: &Reference, act: &str, fields: &[(&str, &str)]) {
    let address = format!("/enquiries/{reference}/acts/{act}");
    let form = visitor.get(&address).await;
    assert_eq!(form.status, StatusCode::OK, "{act}: {}", form.main());
    let done = visitor.post(&address, fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{act}: {}", done.main());
}

impl Visited {
    /// Comes back at another time.
    async fn at(&mut self, london: &str) {
        self.town.set(london);
        self.member = self.town.visit_as("member").await;
        self.officer = self.town.visit_as("officer").await;
    }

    async fn under(pack: &str) -> Self {
        Self::of(council(pack).await).await
    }
}

#[tokio::test]
async fn an_acknowledgement_that_names_who_deals_with_it_has_a_date_of_its_own() {
    let people = Visited::under("acknowledged").await;
    let reference = people.raise().await;
    let before = page(&people.member, &reference).await;
    before.says("with an acknowledgement that names who deals with it within 2 working days");
    before.says("<strong>Acknowledgement:</strong> Monday 15 June");
    before.says("<strong>Answer:</strong> Thursday 25 June");
    before.says("clause 1.1");
    let officer = people.town.persona("officer");
    let handler = [("handler", officer.as_str())];
    act(&people.officer, &reference, "acknowledge", &handler).await;
    let after = page(&people.member, &reference).await;
    after.says("acknowledged it: ");
    after.says("deals with it");
    after.says("<strong>Acknowledgement:</strong> Monday 15 June 2026. In time");
}

#[tokio::test]
async fn a_second_stage_comes_only_with_the_members_consent() {
    let mut people = Visited::under("second-stage").await;
    let reference = people.raise().await;
    people.at("2026-06-24T10:00").await;
    let why = [("why", "The survey takes longer.")];
    act(&people.officer, &reference, "ask-second-stage", &why).await;
    let asked = page(&people.member, &reference).await;
    asked.says("Agree to a second stage");
    asked.says("<strong>Answer:</strong> Thursday 25 June");
    assert!(
        !asked.body.contains("<strong>Second stage:"),
        "{}",
        asked.main()
    );
    act(&people.member, &reference, "agree-second-stage", &[]).await;
    let agreed = page(&people.member, &reference).await;
    agreed.says("<strong>Second stage:</strong> Thursday 9 July");
}

#[tokio::test]
async fn an_answered_enquiry_takes_a_follow_up_for_as_long_as_the_pack_says_and_not_after() {
    let mut people = Visited::under("open-for-follow-up").await;
    let reference = people.raise().await;
    let answer = [
        ("words", "It is treated on Monday."),
        ("kind", "full"),
        ("looked", "yes"),
    ];
    act(&people.officer, &reference, "answer", &answer).await;
    let answered = page(&people.member, &reference).await;
    answered.says("open for follow-up until Thursday 25 June");
    people.at("2026-06-25T17:00").await;
    let words = [("words", "It was not treated.")];
    act(&people.member, &reference, "follow-up", &words).await;
    page(&people.officer, &reference)
        .await
        .says("It was not treated.");
    let other = people.raise().await;
    act(&people.officer, &other, "answer", &answer).await;
    people.at("2026-07-10T09:00").await;
    let late = people
        .member
        .post(&format!("/enquiries/{other}/acts/follow-up"), &words)
        .await;
    assert_eq!(late.status, StatusCode::FORBIDDEN, "{}", late.main());
    late.says("No time for follow-up runs.");
}

#[tokio::test]
async fn a_clock_begins_with_the_acknowledgement() {
    let mut people = Visited::under("from-acknowledgement").await;
    let reference = people.raise().await;
    let waits = page(&people.member, &reference).await;
    waits.says("It waits for the acknowledgement that starts it.");
    waits.says("within 10 working days of its acknowledgement");
    people.at("2026-06-15T10:00").await;
    act(&people.officer, &reference, "acknowledge", &[]).await;
    let runs = page(&people.member, &reference).await;
    runs.says("<strong>Answer:</strong> Monday 29 June");
}

#[tokio::test]
async fn seven_days_hold_until_a_date_and_five_after_it() {
    let mut people = Visited::under("seven-then-five").await;
    for (received, days, due) in [
        ("2026-08-27T10:00", "7 working days", "Tuesday 8 September"),
        ("2026-09-01T10:00", "5 working days", "Tuesday 8 September"),
    ] {
        people.at(received).await;
        let reference = people.raise().await;
        let page = page(&people.member, &reference).await;
        page.says(&format!("within {days} of receipt"));
        page.says(&format!("<strong>Answer:</strong> {due}"));
    }
}

#[tokio::test]
async fn everything_goes_through_democratic_services_first() {
    let people = Visited::under("through-democratic-services").await;
    let reference = people.raise().await;
    let waits = page(&people.member, &reference).await;
    waits.says("With Democratic services.");
    assert_eq!(
        page(&people.officer, &reference).await.status,
        StatusCode::NOT_FOUND
    );
    let keeper = people.town.visit_as("democratic-services").await;
    act(&keeper, &reference, "route", &[("to", "housing-repairs")]).await;
    page(&people.officer, &reference)
        .await
        .says("Damp in a flat");
}

#[tokio::test]
async fn urgent_and_other_enquiries_have_clocks_of_their_own() {
    let people = Visited::under("urgent-and-other").await;
    let reference = people.raise().await;
    let other = page(&people.member, &reference).await;
    other.says("within 10 calendar days of receipt");
    other.says("<strong>Answer:</strong> Sunday 21 June");
    let urgent = [("urgent", "health-or-safety"), ("why", "A child is ill.")];
    act(&people.officer, &reference, "change-class", &urgent).await;
    let soon = page(&people.member, &reference).await;
    soon.says("within 1 working day of receipt");
    soon.says("<strong>Answer:</strong> Friday 12 June");
}
