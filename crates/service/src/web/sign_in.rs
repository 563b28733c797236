//! Signing in to the demo as one of its people, and out again. Only where the demo listens on this
//! machine alone; a real council signs in with its own identities.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::App;
use super::app::Persona;
use super::error::Problem;
use super::frame::{Chrome, Frame, Page, page, query_value};
use super::names::Names;
use super::posted::Posted;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    chrome: Chrome,
    personas: Vec<PersonaView>,
    to: String,
}

struct PersonaView {
    person: String,
    key: &'static str,
    name: String,
    post: String,
    sees: String,
}

/// The people whom a visitor of the demo may be.
pub async fn show(State(app): State<App>, frame: Frame, uri: axum::http::Uri) -> Page {
    page(&SignInPage {
        chrome: frame.chrome("Choose who you are"),
        personas: app.personas().iter().map(|p| view(&frame, p)).collect(),
        to: query_value(uri.query(), "to").map_or_else(|| "/".to_owned(), |to| local(&to)),
    })
}

fn view(frame: &Frame, persona: &Persona) -> PersonaView {
    let names = Names::on(&frame.council, frame.today);
    PersonaView {
        person: persona.person.to_string(),
        key: persona.key,
        name: names.person(&persona.person),
        post: names.post(&persona.person),
        sees: persona.sees.clone(),
    }
}

/// Begins a session as one of them.
pub async fn enter(State(app): State<App>, form: Posted) -> Result<Response, Problem> {
    let chosen = form.text("person");
    let persona = app
        .personas()
        .iter()
        .find(|p| p.person.as_str() == chosen)
        .ok_or(Problem::NotFound)?;
    let token = app.begin_session(&persona.person).await?;
    let mut response = Redirect::to(&local(form.text("to"))).into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, app.cookie().give(&token));
    Ok(response)
}

/// Ends the session.
pub async fn leave(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(token) = app.cookie().token(&headers) {
        app.end_session(&token).await?;
    }
    let mut response = Redirect::to("/sign-in").into_response();
    response
        .headers_mut()
        .insert(header::SET_COOKIE, app.cookie().take());
    Ok(response)
}

/// The address if it is one of this site, else the home page: sign-in never leads elsewhere.
fn local(to: &str) -> String {
    let plain = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains('\\')
        && to.bytes().all(|b| (0x21..0x7f).contains(&b));
    if plain { to.to_owned() } else { "/".to_owned() }
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
