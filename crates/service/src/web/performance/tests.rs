//! The pages over a small made-up council: every number opens its cases, and nobody sees another's.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use tower::ServiceExt as _;

use crate::clock::Clock;
use crate::demo::{self, Plan, personas};
use crate::entropy::Entropy;
use crate::operations::Operations;
use crate::web::App;
use crate::web::routes::router;
use crate::web::testing::{Folder, app_of};

async fn council(pack: &str, enquiries: usize) -> (App, Folder) {
    let (app, folder) = app_of(Clock::shown(demo::begins_at()), Entropy::seeded(demo::SEED)).await;
    let plan = Plan::new(pack, enquiries).expect("a pack");
    let operations: &Operations = app.operations();
    let made = demo::build(operations, &plan, &mut |_| {}).await;
    made.expect("a made-up council");
    (app, folder)
}

async fn cookie(app: &App, key: &str) -> String {
    let persona = personas().into_iter().find(|p| p.key == key);
    let person = persona.expect("a persona").person;
    let token = app.begin_session(&person).await.expect("a session");
    let given = app.cookie().give(&token, 60);
    let given = given.to_str().expect("text");
    given.split(';').next().unwrap_or_default().to_owned()
}

async fn open(app: &App, cookie: &str, address: &str) -> (StatusCode, Vec<u8>) {
    let request = Request::builder()
        .uri(address)
        .header(header::HOST, "127.0.0.1:8080")
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .expect("a request");
    let response = router(app.clone())
        .oneshot(request)
        .await
        .expect("an answer");
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    (status, body.expect("a body").to_vec())
}

async fn page(app: &App, cookie: &str, address: &str) -> String {
    let (status, body) = open(app, cookie, address).await;
    assert_eq!(status, StatusCode::OK, "{address}");
    String::from_utf8(body).expect("text")
}

/// Every number of a page with the address of its cases.
fn numbers(html: &str) -> Vec<(String, usize)> {
    let cells = html
        .split("<td class=\"number\"><a class=\"govuk-link\" href=\"")
        .skip(1);
    cells
        .map(|cell| {
            let (address, rest) = cell.split_once("\">").expect("a link");
            let (n, _) = rest.split_once("</a>").expect("a number");
            let address = address.replace("&#38;", "&").replace("&amp;", "&");
            (address, n.replace(',', "").parse().expect("a number"))
        })
        .collect()
}

/// The number of cases that a list says it has.
fn listed(html: &str) -> usize {
    let (_, rest) = html.split_once("role=\"status\">").expect("a count");
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

#[tokio::test]
async fn every_number_opens_exactly_its_cases() {
    let (app, _folder) = council("cambridge-updated", 40).await;
    let mut opened = 0;
    for key in ["member", "chief-officer"] {
        let cookie = cookie(&app, key).await;
        let html = page(&app, &cookie, "/performance").await;
        for (address, n) in numbers(&html) {
            assert_eq!(
                listed(&page(&app, &cookie, &address).await),
                n,
                "{key} {address}"
            );
            opened += 1;
        }
    }
    assert!(opened > 40, "{opened} numbers were opened");
}

#[tokio::test]
async fn a_member_s_figures_are_theirs_and_their_assistants() {
    let (app, _folder) = council("cambridge-updated", 12).await;
    let member = cookie(&app, "member").await;
    let html = page(&app, &member, "/performance").await;
    let (_, rest) = html
        .split_once("/performance/member/")
        .expect("a link to one’s own");
    let seat: String = rest.chars().take_while(|c| *c != '"').collect();
    let own = format!("/performance/member/{seat}");
    assert!(
        page(&app, &member, &own)
            .await
            .contains("Only the member and their assistants")
    );
    let assistant = cookie(&app, "assistant").await;
    page(&app, &assistant, &own).await;
    for key in ["other-member", "chief-officer", "monitoring-officer"] {
        let cookie = cookie(&app, key).await;
        let (there, page) = open(&app, &cookie, &own).await;
        let (nowhere, none) = open(&app, &cookie, "/performance/member/nobody").await;
        assert_eq!(
            (there, nowhere),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        let same = |body: Vec<u8>| String::from_utf8_lossy(&body).replace(&seat, "nobody");
        assert_eq!(same(page), same(none), "absent and forbidden are the same");
    }
}

#[tokio::test]
async fn the_council_s_figures_open_no_case_and_tell_nothing_small() {
    let (app, _folder) = council("cambridge-updated", 60).await;
    let member = cookie(&app, "member").await;
    let address = "/performance?view=council&quarter=2025-07";
    let html = page(&app, &member, address).await;
    assert!(html.contains("it is never counted again"));
    let cells = html.split("<td class=\"number\">").skip(1);
    let told: Vec<u64> = cells
        .map(|cell| {
            let (n, _) = cell.split_once("</td>").expect("a cell");
            n.replace(',', "").parse().expect("a number and no link")
        })
        .collect();
    assert!(
        !told.is_empty() && told.iter().all(|n| *n == 0 || *n >= 5),
        "{told:?}"
    );
    // Whoever asks, and however often, is told the same.
    let officer = cookie(&app, "officer").await;
    let file = "/performance?view=council&as=csv";
    let first = open(&app, &member, file).await;
    assert_eq!(first, open(&app, &officer, file).await);
    assert!(
        first
            .1
            .starts_with("\u{feff}quarter,counted-on,table".as_bytes())
    );
}

#[tokio::test]
async fn where_no_target_is_set_the_page_says_that_nothing_is_judged() {
    let (app, _folder) = council("bradford-4c", 6).await;
    let member = cookie(&app, "member").await;
    let html = page(&app, &member, "/performance").await;
    assert!(html.contains("No target is set: nothing is judged."));
    assert!(!html.contains("answer for it"), "no clause says so");
}

#[tokio::test]
async fn an_empty_page_says_what_will_stand_there_and_a_wrong_month_what_to_write() {
    let (app, _folder) = council("cambridge-updated", 0).await;
    let officer = cookie(&app, "officer").await;
    let html = page(&app, &officer, "/performance").await;
    assert!(html.contains("When there are enquiries that you can read"));
    let html = page(&app, &officer, "/performance?view=council").await;
    assert!(html.contains("released a quarter at a time"));
    let (status, body) = open(&app, &officer, "/performance?from=April").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(String::from_utf8_lossy(&body).contains("write it as 2026-04"));
    for address in [
        "/performance/service/nothing",
        "/performance/ward/nowhere?view=council",
    ] {
        assert_eq!(open(&app, &officer, address).await.0, StatusCode::NOT_FOUND);
    }
}
