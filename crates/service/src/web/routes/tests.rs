//! The list of routes against the router that is built from it.

use super::*;
use axum::body::Body;
use axum::http::{Method, header};
use tower::ServiceExt as _;

fn request(method: Method, address: &str) -> axum::http::request::Builder {
    Request::builder()
        .method(method)
        .uri(address)
        .header(header::HOST, "127.0.0.1:8080")
}

async fn ask(app: &App, request: Request) -> (StatusCode, String) {
    let response = router(app.clone())
        .oneshot(request)
        .await
        .expect("an answer");
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    (status, String::from_utf8_lossy(&body).into_owned())
}

#[tokio::test]
async fn an_absent_page_is_said_in_words_with_a_way_on() {
    let (app, _folder) = super::super::testing::app().await;
    let (status, body) = ask(
        &app,
        request(Method::GET, "/nothing")
            .body(Body::empty())
            .expect("a request"),
    )
    .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(
        body.contains("There is nothing here for you to see") && body.contains("What you can do")
    );
}

#[tokio::test]
async fn an_act_sent_by_another_site_changes_nothing() {
    let (app, _folder) = super::super::testing::app().await;
    let sent = request(Method::POST, "/sign-in")
        .header("sec-fetch-site", "cross-site")
        .body(Body::from("person=a"))
        .expect("a request");
    let (status, body) = ask(&app, sent).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(body.contains("another site"));
}

#[tokio::test]
async fn the_demo_answers_under_this_machine_s_names_only() {
    let (app, _folder) = super::super::testing::app().await;
    let sent = Request::builder()
        .uri("/sign-in")
        .header(header::HOST, "elsewhere.example")
        .body(Body::empty())
        .expect("a request");
    assert_eq!(ask(&app, sent).await.0, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let (app, _folder) = super::super::testing::app().await;
    for address in ["/sign-in", "/nothing", "/static/site.css"] {
        let sent = request(Method::GET, address)
            .body(Body::empty())
            .expect("a request");
        let response = router(app.clone()).oneshot(sent).await.expect("an answer");
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(policy.starts_with("default-src 'none'"), "{address}");
    }
}

#[tokio::test]
async fn the_list_names_exactly_the_methods_that_each_route_answers() {
    let (app, _folder) = super::super::testing::app().await;
    for route in all() {
        let address = concrete(&route.path);
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
        ] {
            let listed = route.methods.split(' ').any(|m| m == method.as_str());
            let sent = request(method.clone(), &address)
                .body(Body::empty())
                .expect("a request");
            let answers = ask(&app, sent).await.0 != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(answers, listed, "{method} {}", route.path);
        }
    }
}

/// The path with something plausible for each parameter.
fn concrete(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "x" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn no_route_is_listed_twice() {
    let mut paths: Vec<_> = all().into_iter().map(|route| route.path).collect();
    let count = paths.len();
    paths.sort_unstable();
    paths.dedup();
    assert_eq!(paths.len(), count);
}
