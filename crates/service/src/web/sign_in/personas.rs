//! Signing in to the demo as one of its people. Only where the demo listens on this machine alone.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use super::super::App;
use super::super::app::Persona;
use super::super::error::Problem;
use super::super::frame::{Chrome, Frame, Page, page};
use super::super::names::Names;
use super::super::posted::Posted;

/// How such a session began.
pub const WAY: &str = "persona";

#[derive(Template)]
#[template(path = "sign_in/personas.html")]
struct PersonasPage {
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
pub fn show(app: &App, frame: &Frame, to: String) -> Page {
    page(&PersonasPage {
        chrome: frame.chrome("Choose who you are"),
        personas: app.personas().iter().map(|p| view(frame, p)).collect(),
        to,
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
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    form: Posted,
) -> Result<Response, Problem> {
    let chosen = form.text("person");
    let persona = app
        .personas()
        .iter()
        .find(|p| p.person.as_str() == chosen)
        .ok_or(Problem::NotFound)?;
    super::begun(&app, &headers, &persona.person, WAY, None, form.text("to")).await
}
