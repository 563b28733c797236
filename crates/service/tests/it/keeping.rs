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

#[tokio::test]
async fn the_directory_is_shown_on_another_day_and_as_it_was_recorded() {
    let town = town().await;
    let officer = town.persona("officer");
    let keeper = town.visit_as("democratic-services").await;
    let address = format!("/directory/change/leaves?id={officer}");
    let form = keeper.get(&address).await;
    let token = form.value("act-token");
    let fields = [
        ("act-token", token.as_str()),
        ("person", officer.as_str()),
        ("on-day", "30"),
        ("on-month", "6"),
        ("on-year", "2026"),
        ("reason", "retired"),
    ];
    let saved = keeper.post("/directory/change/leaves", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let page = format!("/people/{officer}");
    let holds = |page: &Answer| !page.main().contains("Holds nothing today.");
    assert!(holds(&keeper.get(&page).await));
    let later = keeper.get(&format!("{page}?on=2026-07-01")).await;
    later.says("This is how it stands on Wednesday 1 July 2026.");
    assert!(!holds(&later), "{}", later.main());
    let as_known = keeper
        .get(&format!("{page}?on=2026-07-01&recorded=2026-06-10"))
        .await;
    as_known.says("as it was recorded until the end of Wednesday 10 June 2026");
    assert!(holds(&as_known), "{}", as_known.main());
    let no = keeper.get(&format!("{page}?on=31+February+2026")).await;
    assert_eq!(no.status, StatusCode::BAD_REQUEST);
    no.says("February 2026 has 28 days");
    for list in ["/directory", "/directory/people", "/directory/services"] {
        let page = keeper.get(&format!("{list}?on=2025-06-01")).await;
        page.says("This is how it stands on Sunday 1 June 2025.");
    }
}

#[tokio::test]
async fn the_dates_of_an_appointment_are_put_right_on_a_page() {
    let town = town().await;
    let officer = town.persona("officer");
    let keeper = town.visit_as("democratic-services").await;
    let address = format!("/directory/change/dates?id={officer}");
    let form = keeper.get(&address).await;
    let appointment = choice(&form, "Housing repairs");
    let token = form.value("act-token");
    let send = |year: &'static str| {
        [
            ("act-token", token.clone()),
            ("appointment", appointment.clone()),
            ("from-day", "3".to_owned()),
            ("from-month", "2".to_owned()),
            ("from-year", "2020".to_owned()),
            ("to-day", "31".to_owned()),
            ("to-month", "12".to_owned()),
            ("to-year", year.to_owned()),
        ]
    };
    let post = async |year| {
        let fields = send(year);
        let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        keeper.post("/directory/change/dates", &fields).await
    };
    let backwards = post("2019").await;
    assert_eq!(backwards.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = post("2027").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let page = keeper.get(&format!("/people/{officer}")).await;
    page.says("from 3 February 2020 to 31 December 2027");
}

#[tokio::test]
async fn the_cut_off_hour_and_a_newer_list_of_holidays_come_in_on_the_page() {
    let town = town().await;
    let keeper = town.visit_as("democratic-services").await;
    let date = [
        ("date-day", "15"),
        ("date-month", "6"),
        ("date-year", "2026"),
    ];
    let hour = [&[("what", "cut-off-set"), ("time", "17:00")], &date[..]].concat();
    let saved = keeper.post("/calendar/change", &hour).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    town.set("2026-06-15T09:00");
    let keeper = town.visit_as("democratic-services").await;
    keeper
        .get("/calendar")
        .await
        .says("What is received at 17:00 or later counts as received on the next day.");
    let changed = keeper.get("/calendar").await;
    changed.says("What was changed");
    changed.says("From Monday 15 June 2026 on, what comes at 17:00 or later counts");
    let past = [
        ("date-day", "1"),
        ("date-month", "6"),
        ("date-year", "2026"),
    ];
    let late = [&[("what", "cut-off-set"), ("time", "17:00")], &past[..]].concat();
    let no = keeper.post("/calendar/change", &late).await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    no.says("A cut-off hour holds from Monday 15 June 2026 at the earliest");
    let list = br#"{"england-and-wales":{"division":"england-and-wales","events":[
        {"title":"New Year","date":"2031-01-01"},{"title":"Good Friday","date":"2031-04-11"},
        {"title":"Easter Monday","date":"2031-04-14"},{"title":"May Day","date":"2031-05-05"},
        {"title":"A royal wedding","date":"2031-05-19"},{"title":"Spring","date":"2031-05-26"},
        {"title":"Summer","date":"2031-08-25"},{"title":"Christmas Day","date":"2031-12-25"},
        {"title":"Boxing Day","date":"2031-12-26"}]}}"#;
    let what = [("what", "holidays-loaded")];
    let send = async |bytes: &[u8]| {
        let file = ("bank-holidays.json", bytes);
        keeper
            .send_as("list", "/calendar/change", &what, file)
            .await
    };
    let broken = send(b"{\"england-and-wales\":{}}").await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    broken.says("The file is no list of bank holidays");
    let none = keeper.post("/calendar/change", &what).await;
    none.says("Choose the file that holds the list");
    let saved = send(list).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.main());
    let council = town.operations.council().await.expect("a council");
    assert!(council.calendar.is_proclaimed(2031));
    let wedding = jiff::civil::date(2031, 5, 19);
    assert!(!council.calendar.is_working(wedding));
}
