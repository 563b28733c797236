//! What democratic services and the Monitoring Officer keep on pages: absences, appointments, the
//! council's colour, posts that the law requires.

use axum::http::StatusCode;
use domain::settings::SettingSet;
use service::operations::{FactChange, Keeper};

use crate::town::{Answer, town};

/// The value of the choice whose label holds these words.
fn choice(page: &Answer, words: &str) -> String {
    let mut options = page.body.split("<option value=\"").skip(1);
    let found = options.find(|option| {
        let label = option.split("</option>").next().unwrap_or_default();
        label.contains(words)
    });
    let found = found.unwrap_or_else(|| panic!("no `{words}` in {}", page.main()));
    found.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn an_absence_is_recorded_and_taken_out_again() {
    let town = town().await;
    let officer = town.persona("officer");
    let keeper = town.visit_as("democratic-services").await;
    let page = format!("/people/{officer}");
    let form = keeper
        .get(&format!("/directory/change/away?id={officer}"))
        .await;
    let fields = [
        ("act-token", form.value("act-token")),
        ("person", officer.to_string()),
        ("from-day", "11".to_owned()),
        ("from-month", "6".to_owned()),
        ("from-year", "2026".to_owned()),
        ("to-day", "30".to_owned()),
        ("to-month", "6".to_owned()),
        ("to-year", "2026".to_owned()),
    ];
    let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let saved = keeper.post("/directory/change/away", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    keeper.get(&page).await.says("until Tuesday 30 June 2026");
    let address = format!("/directory/change/cancel-absence?id={officer}");
    let form = keeper.get(&address).await;
    let away = choice(&form, "30 June 2026");
    let token = form.value("act-token");
    let fields = [("act-token", token.as_str()), ("away", away.as_str())];
    let saved = keeper
        .post("/directory/change/cancel-absence", &fields)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    assert!(!keeper.get(&page).await.body.contains("30 June 2026"));
    let none = keeper
        .post("/directory/change/cancel-absence", &[("away", "")])
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.says("Choose one of the list");
}

#[tokio::test]
async fn an_appointment_recorded_by_mistake_is_taken_out_by_who_keeps_the_directory_only() {
    let town = town().await;
    let officer = town.persona("officer");
    let address = format!("/directory/change/recorded-by-mistake?id={officer}");
    let refused = town.visit_as("member").await.get(&address).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let keeper = town.visit_as("democratic-services").await;
    let form = keeper.get(&address).await;
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut held = council.directory.appointments_of(&officer, today);
    let appointment = held.next().expect("an office").id.clone();
    let token = form.value("act-token");
    let fields = [
        ("act-token", token.as_str()),
        ("appointment", appointment.as_str()),
    ];
    let saved = keeper
        .post("/directory/change/recorded-by-mistake", &fields)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let council = town.operations.council().await.expect("a council");
    let mut held = council.directory.appointments_of(&officer, today);
    assert!(held.all(|a| a.id != appointment));
}

#[tokio::test]
async fn the_council_s_colour_stands_at_the_head_of_every_page() {
    let town = town().await;
    let visitor = town.visit_as("member").await;
    assert!(!visitor.get("/").await.body.contains("/static/colour-"));
    let set = SettingSet {
        id: "council-colour".parse().expect("a slug"),
        value: Some("#1d4f91".to_owned()),
        from: town.operations.today(),
        set_by: "Council".to_owned(),
    };
    let change = vec![FactChange::Setting(set)];
    let changed = town.operations.change(Keeper::Operator, change, None).await;
    changed.expect("a setting");
    visitor.get("/").await.says("/static/colour-1d4f91.css");
    let style = visitor.get("/static/colour-1d4f91.css").await;
    style.says("--council-colour: #1d4f91");
}

#[tokio::test]
async fn a_vacant_post_that_the_law_requires_is_loud_where_people_go_on_to_it() {
    let town = town().await;
    let member = town.visit_as("member").await;
    assert!(
        !member
            .get("/enquiries/new")
            .await
            .body
            .contains("is vacant")
    );
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let post = town.persona("monitoring-officer");
    let mut held = council.directory.appointments_of(&post, today);
    let appointment = held.next().expect("the office").id.clone();
    let keeper = town.visit_as("democratic-services").await;
    let form = keeper.get("/directory/change/recorded-by-mistake").await;
    let token = form.value("act-token");
    let fields = [
        ("act-token", token.as_str()),
        ("appointment", appointment.as_str()),
    ];
    let saved = keeper
        .post("/directory/change/recorded-by-mistake", &fields)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let page = member.get("/enquiries/new").await;
    page.says("The post of Monitoring Officer is vacant. Meanwhile");
    assert!(!member.get("/protocol").await.body.contains("is vacant"));
}
