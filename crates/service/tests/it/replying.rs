//! What officers have to hand for a reply: templates, the look at what an answer reveals, one act on
//! several enquiries; and how strictly a duty is held to, set on a page.

use axum::http::StatusCode;
use domain::enquiries::Standing;

use crate::town::{damp, town};

#[tokio::test]
async fn a_template_fills_the_form_and_sends_nothing() {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let officer = town.visit_as("officer").await;
    let address = format!("/enquiries/{reference}/acts/hold");
    let form = officer.get(&address).await;
    form.says("Begin from a template");
    form.says("A surveyor has to look first");
    let before = town.events_count();
    let fields = [
        ("use-template", "yes"),
        ("begin-with", "a-surveyor-has-to-look-first"),
        ("doing", "The visit is booked."),
    ];
    let filled = officer.post(&address, &fields).await;
    assert_eq!(filled.status, StatusCode::OK);
    filled.says("A surveyor has to look at it before");
    filled.says("The visit is booked.");
    assert!(!filled.main().contains("{due}"), "the date is filled in");
    assert_eq!(town.events_count(), before, "nothing is sent");
    let manager = town.visit_as("manager").await;
    manager
        .get("/templates")
        .await
        .says("A surveyor has to look first");
    let wrong = [
        ("title", "New"),
        ("service", "housing-repairs"),
        ("uses", "hold"),
        ("text", "Dear {name}"),
    ];
    let again = manager.post("/new-template", &wrong).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    again.says("is not filled in");
    let refused = officer.post("/new-template", &wrong).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_answer_to_be_passed_on_is_looked_at_before_it_goes() {
    let town = town().await;
    let member = town.persona("member");
    let reference = town.raise(&member, None, damp()).await.expect("an enquiry");
    let officer = town.visit_as("officer").await;
    let address = format!("/enquiries/{reference}/acts/answer");
    let mut fields = vec![
        ("words", "It is treated on Monday."),
        ("kind", "full"),
        (
            "forward",
            "We come on Monday. Ring 07700 900123 or write to crew@council.example.",
        ),
        ("promise", "The damp is treated"),
        ("promise-due", "2026-12-04"),
        ("promise-2", "The wall is painted"),
        ("promise-due-2", "2026-12-18"),
    ];
    let before = town.events_count();
    let look = officer.post(&address, &fields).await;
    look.says("What it reveals");
    look.says("07700 900123");
    look.says("an e-mail address");
    assert_eq!(town.events_count(), before, "nothing is sent");
    let mut change = fields.clone();
    change.push(("step", "change"));
    officer
        .post(&address, &change)
        .await
        .says("Send the answer");
    fields.push(("looked", "yes"));
    let sent = officer.post(&address, &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.main());
    let state = town.state(&reference).await;
    assert!(matches!(state.standing, Standing::Answered { .. }));
    assert_eq!(state.promises.len(), 2);
}

#[tokio::test]
async fn one_act_on_several_tells_what_came_of_each() {
    let town = town().await;
    let member = town.persona("member");
    let mut references = Vec::new();
    for _ in 0..3 {
        references.push(
            town.raise(&member, None, damp())
                .await
                .expect("an enquiry")
                .to_string(),
        );
    }
    let officer = town.visit_as("officer").await;
    officer
        .get("/enquiries/several?open=open")
        .await
        .says(&references[0]);
    let mut fields: Vec<(&str, &str)> = references
        .iter()
        .map(|r| ("reference", r.as_str()))
        .collect();
    fields.push(("act", "note"));
    let form = officer.post("/enquiries/several", &fields).await;
    form.says("Write an internal note: 3 enquiries");
    fields.extend([("step", "do"), ("act-token", "one-form")]);
    let empty = officer.post("/enquiries/several", &fields).await;
    assert_eq!(
        empty.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "no words, nothing done"
    );
    fields.push(("words", "The crew is booked for all three."));
    let version = format!("seen-{}", references[1]);
    fields.push((version.as_str(), "1"));
    let done = officer.post("/enquiries/several", &fields).await;
    done.says("2 of 3 done");
    done.says("Somebody acted on it meanwhile");
    let twice = officer.post("/enquiries/several", &fields).await;
    twice.says("2 of 3 done");
    for (n, reference) in references.iter().enumerate() {
        let state = town.state(&reference.parse().expect("a reference")).await;
        assert_eq!(state.notes.len(), usize::from(n != 1), "{reference}");
    }
    let none = officer.post("/enquiries/several", &[("act", "note")]).await;
    none.says("Choose at least one enquiry");
}

#[tokio::test]
async fn how_strictly_a_duty_is_held_to_is_set_on_a_page_and_asks_at_the_next_enquiry() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    keeper
        .get("/settings")
        .await
        .says("How strictly each duty is held to");
    let key = "enforce-cambridge-updated-7-2-2";
    let page = keeper.get(&format!("/settings/{key}")).await;
    page.says("The text says “should”");
    let saved = town.choose(&keeper, key, "ask").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let member = town.visit_as("member").await;
    let mut raise = vec![
        ("title", "Missed bin"),
        ("body", "The bins of the whole street were missed."),
        ("step", "check"),
    ];
    let asked = member.post("/enquiries/new", &raise).await;
    asked.says("Why is it not reported or requested online first?");
    raise.push(("explanation", "It was reported three times."));
    member
        .post("/enquiries/new", &raise)
        .await
        .says("Check before you send");
}
