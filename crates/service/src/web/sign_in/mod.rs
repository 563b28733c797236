//! Signing in and out. The demo lets a visitor choose a persona; a council's people come in by the
//! council's own sign-in service, or by a one-time link. What a page says never tells whether an address
//! or a link is known.

mod link;
mod openid;
mod personas;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::ids::PersonId;

use super::App;
use super::app::Begin;
use super::error::{Problem, Way};
use super::frame::{Chrome, Frame, page, percent, query_value};
use super::routes::{Route, act, open};
use super::session::agent;
use crate::openid::Service;

/// The ways in, beside the demo's personas.
#[derive(Clone, Default)]
pub struct Ways {
    /// The council's own sign-in service.
    pub openid: Option<Arc<Service>>,
    /// Whether people may ask for a link by mail, and for how many minutes it is good.
    pub link_minutes: Option<u16>,
}

impl Ways {
    /// Whether nobody could sign in by themselves.
    pub fn none(&self) -> bool {
        self.openid.is_none() && self.link_minutes.is_none()
    }
}

/// The routes of signing in and out.
pub fn routes() -> Vec<Route> {
    let at_open = "/sign-in/link/open?token=x";
    vec![
        Route::new(
            "/sign-in",
            "GET POST",
            open("/sign-in"),
            get(show).post(personas::enter),
        ),
        Route::new(
            "/sign-in/openid",
            "GET",
            act("/sign-in/openid", None),
            get(openid::go),
        ),
        Route::new(
            "/sign-in/openid/back",
            "GET",
            act("/sign-in/openid/back", None),
            get(openid::back),
        ),
        Route::new(
            "/sign-in/openid/ended",
            "POST",
            act("/sign-in/openid/ended", None),
            post(openid::ended),
        ),
        Route::new(
            "/sign-in/link",
            "POST",
            act("/sign-in/link", None),
            post(link::ask),
        ),
        Route::new(
            "/sign-in/link/open",
            "GET POST",
            open(at_open),
            get(link::show).post(link::enter),
        ),
        Route::new("/sign-out", "POST", act("/sign-out", None), post(leave)),
    ]
}

#[derive(Template)]
#[template(path = "sign_in/ways.html")]
struct WaysPage {
    chrome: Chrome,
    to: String,
    /// The address that leads to the council's sign-in service and back.
    go: String,
    /// What people call the council's sign-in service, where there is one.
    service: Option<String>,
    link: bool,
    error: Option<&'static str>,
}

/// One thing to say, and where to go from there.
#[derive(Template)]
#[template(path = "sign_in/message.html")]
struct MessagePage {
    chrome: Chrome,
    heading: String,
    lines: Vec<String>,
    ways: Vec<Way>,
}

/// The ways in.
pub async fn show(State(app): State<App>, frame: Frame) -> Response {
    let to = asked_for(&frame);
    if app.ways().none() && app.loopback_only() {
        return personas::show(&app, &frame, to).into_response();
    }
    ways(&app, &frame, to, None)
}

fn ways(app: &App, frame: &Frame, to: String, error: Option<&'static str>) -> Response {
    let title = if error.is_some() {
        "Error: Sign in"
    } else {
        "Sign in"
    };
    let service = app.ways().openid.as_ref();
    page(&WaysPage {
        chrome: frame.chrome(title),
        go: format!("/sign-in/openid?to={}", percent(&to)),
        to,
        service: service.map(|service| service.setup().name.clone()),
        link: app.ways().link_minutes.is_some(),
        error,
    })
    .into_response()
}

/// A page with one thing to say.
fn message(
    frame: &Frame,
    status: StatusCode,
    heading: &str,
    lines: Vec<String>,
    ways: Vec<Way>,
) -> Response {
    let said = MessagePage {
        chrome: frame.chrome(heading),
        heading: heading.to_owned(),
        lines,
        ways,
    };
    match page(&said) {
        Ok(Html(body)) => (status, Html(body)).into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// The page that sign-in leads to.
fn asked_for(frame: &Frame) -> String {
    frame
        .query("to")
        .map_or_else(|| "/".to_owned(), |to| local(&to))
}

/// Begins a session and goes on.
async fn begun(
    app: &App,
    headers: &HeaderMap,
    person: &PersonId,
    way: &'static str,
    hint: Option<String>,
    to: &str,
) -> Result<Response, Problem> {
    let begin = Begin {
        way,
        agent: agent(headers),
        hint,
    };
    let (token, seconds) = app.begin(person, begin).await?;
    let mut response = Redirect::to(&local(to)).into_response();
    response
        .headers_mut()
        .append(header::SET_COOKIE, app.cookie().give(&token, seconds));
    Ok(response)
}

/// Ends the session, here and, where it began there, at the council's sign-in service.
async fn leave(
    State(app): State<App>,
    frame: Frame,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ended = match app.cookie().token(&headers) {
        Some(token) => app.end_session(&token).await?,
        None => None,
    };
    let elsewhere = match (&app.ways().openid, ended) {
        (Some(service), Some(session)) if session.way == openid::WAY => {
            service.leave(frame.now, session.hint.as_deref()).await
        }
        _ => None,
    };
    let mut response = match elsewhere {
        None => Redirect::to("/sign-in?done=signed-out").into_response(),
        Some(address) => signed_out(&app, &frame, &address),
    };
    response
        .headers_mut()
        .append(header::SET_COOKIE, app.cookie().take());
    Ok(response)
}

/// Goes on to the sign-in service by the page, since a form of ours may lead to ourselves only.
fn signed_out(app: &App, frame: &Frame, address: &str) -> Response {
    let frame = frame.clone().nobody();
    let service = app.ways().openid.as_ref();
    let name = service.map_or_else(String::new, |service| service.setup().name.clone());
    let lines = vec![format!("Next you are signed out of {name} too.")];
    let way = Way::link(format!("Sign out of {name}"), address);
    let mut response = message(
        &frame,
        StatusCode::OK,
        "You are signed out",
        lines,
        vec![way],
    );
    if let Ok(refresh) = HeaderValue::from_str(&format!("0; url={address}")) {
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    response
}

/// The address if it is one of this site, else the home page: sign-in never leads elsewhere.
fn local(to: &str) -> String {
    let plain = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && to.bytes().all(|b| (0x21..0x7f).contains(&b));
    if plain { to.to_owned() } else { "/".to_owned() }
}

/// One value of the address's query.
fn asked(uri: &axum::http::Uri, name: &str) -> Option<String> {
    query_value(uri.query(), name).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn signing_in_never_leads_to_another_site() {
        assert_eq!(local("/enquiries?state=open"), "/enquiries?state=open");
        for bad in [
            "//elsewhere.example",
            "https://elsewhere.example",
            "/\\elsewhere.example",
            "",
            "/a b",
            "/\r\nx",
        ] {
            assert_eq!(local(bad), "/", "{bad}");
        }
    }
}
