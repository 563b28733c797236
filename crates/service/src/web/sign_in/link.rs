//! A one-time link by mail. What is answered, and how soon, does not tell whether the address is known.
//! Opening the link only shows a button: programs that look into mail would use it up.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};

use super::super::App;
use super::super::error::{Problem, Way};
use super::super::frame::{Chrome, Frame, Page, page};
use super::super::posted::Posted;
use super::message;

#[derive(Template)]
#[template(path = "sign_in/open.html")]
struct OpenPage {
    chrome: Chrome,
    token: String,
}

/// Sends a link to whoever has this address, if anybody has.
pub async fn ask(State(app): State<App>, frame: Frame, form: Posted) -> Response {
    let Some(minutes) = app.ways().link_minutes else {
        return Redirect::to("/sign-in").into_response();
    };
    let address = form.text("email").to_owned();
    if address.is_empty() || !address.contains('@') || address.len() > 254 {
        let error = "Write your council mail address, like name@council.example";
        return super::ways(&app, &frame, super::local(form.text("to")), Some(error));
    }
    // Not waited for: how long it takes would tell whether somebody was found.
    tokio::spawn(async move {
        if let Err(error) = app.operations().mail_link(&address, minutes).await {
            tracing::error!(%error, "a link to sign in could not be kept");
        }
    });
    let lines = vec![
        "If the council’s directory has that address, a link is on its way to it.".to_owned(),
        format!(
            "The link is good once, for {minutes} minutes. If nothing comes, look among unwanted mail, then ask democratic services whether the directory has your address."
        ),
    ];
    let ways = vec![Way::link("Ask for another link", "/sign-in")];
    message(&frame, StatusCode::OK, "Look in your mail", lines, ways)
}

/// The button behind a link: the same for every link, good or not.
pub async fn show(frame: Frame) -> Page {
    page(&OpenPage {
        chrome: frame.chrome("Sign in"),
        token: frame.query("token").unwrap_or_default(),
    })
}

/// Uses the link.
pub async fn enter(
    State(app): State<App>,
    frame: Frame,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let token = form.text("token");
    if let Some((person, way)) = app.operations().use_link(token).await? {
        return super::begun(&app, &headers, &person, way, None, "/").await;
    }
    let lines = vec!["The link was used before, is too old, or is not whole.".to_owned()];
    let ways = vec![Way::link("Ask for another one", "/sign-in")];
    Ok(message(
        &frame,
        StatusCode::FORBIDDEN,
        "This link does not sign you in",
        lines,
        ways,
    ))
}
