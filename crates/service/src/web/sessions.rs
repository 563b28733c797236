//! The sessions that hold: each person sees and ends their own; whoever keeps the council's facts sees
//! and ends those of everybody, on record.

mod invite;

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::fresh::hex;
use domain::ids::PersonId;
use store::Listed;

use super::error::Problem;
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::posted::Posted;
use super::routes::{Route, act, at};
use super::words;
use crate::operations::Keeper;
use crate::operations::identity::{digest, keeps_sessions};

/// How many sessions a page shows.
const SESSIONS: usize = 200;

/// The routes of sessions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("/sessions", "GET", at("/sessions", "member"), get(mine)),
        Route::new(
            "/sessions/end",
            "POST",
            act("/sessions/end", Some("member")),
            post(end),
        ),
        Route::new(
            "/sessions/invite",
            "GET POST",
            at("/sessions/invite", "democratic-services"),
            get(invite::show).post(invite::submit),
        ),
        Route::new(
            "/sessions/everybody",
            "GET POST",
            at("/sessions/everybody", "democratic-services"),
            get(everybody).post(end_of),
        ),
    ]
}

struct SessionView {
    id: String,
    agent: String,
    facts: Vec<String>,
    this_one: bool,
}

#[derive(Template)]
#[template(path = "sessions/mine.html")]
struct MinePage {
    chrome: Chrome,
    sessions: Vec<SessionView>,
    keeps: bool,
}

struct PersonView {
    person: String,
    name: String,
    post: String,
    sessions: Vec<SessionView>,
    me: bool,
}

#[derive(Template)]
#[template(path = "sessions/everybody.html")]
struct EverybodyPage {
    chrome: Chrome,
    people: Vec<PersonView>,
    more: bool,
}

/// One's own sessions.
pub async fn mine(me: Me, headers: HeaderMap) -> Page {
    let store = me.app().operations().store();
    let person = Some(me.signed.person());
    let listed = store.sessions(person, me.now, SESSIONS).await?;
    let here = this_one(&me, &headers);
    page(&MinePage {
        chrome: me.chrome("Where you are signed in"),
        sessions: listed.iter().map(|one| view(one, here)).collect(),
        keeps: keeps_sessions(&me.signed.actor),
    })
}

fn this_one(me: &Me, headers: &HeaderMap) -> Option<[u8; 32]> {
    me.app().cookie().token(headers).map(|token| digest(&token))
}

fn view(listed: &Listed, here: Option<[u8; 32]>) -> SessionView {
    let session = &listed.session;
    let way = match session.way.as_str() {
        "openid" => "by the council’s sign-in service",
        "mail-link" => "by a link in a mail",
        "printed-link" => "by a link that whoever runs the server made",
        _ => "as a persona of the demo",
    };
    SessionView {
        id: hex(&listed.token_hash),
        agent: if session.agent.is_empty() {
            "A browser".to_owned()
        } else {
            session.agent.clone()
        },
        facts: vec![
            format!("signed in {} {way}", words::moment(session.created)),
            format!("last used {}", words::moment(session.seen)),
            format!("ends {}", words::moment(session.expires)),
        ],
        this_one: here == Some(listed.token_hash),
    }
}

/// Ends one of one's own sessions, or all but this one.
pub async fn end(me: Me, headers: HeaderMap, form: Posted) -> Result<Response, Problem> {
    let store = me.app().operations().store();
    let person = me.signed.person();
    if form.ticked("others") {
        let here = this_one(&me, &headers);
        store.end_sessions_of(person, here).await?;
    } else {
        let wanted = form.text("session");
        let listed = store.sessions(Some(person), me.now, SESSIONS).await?;
        let found = listed.iter().find(|one| hex(&one.token_hash) == wanted);
        let found = found.ok_or(Problem::NotFound)?;
        store.end_session(found.token_hash).await?;
    }
    Ok(Redirect::to("/sessions?done=session-ended").into_response())
}

/// Everybody's sessions, for whoever keeps the council's facts; for others there is no such page.
pub async fn everybody(me: Me, headers: HeaderMap) -> Page {
    if !keeps_sessions(&me.signed.actor) {
        return Err(Problem::NotFound);
    }
    let store = me.app().operations().store();
    let listed = store.sessions(None, me.now, SESSIONS + 1).await?;
    let here = this_one(&me, &headers);
    let names = Names::on(&me.council, me.today);
    let mut people: Vec<PersonView> = Vec::new();
    for one in listed.iter().take(SESSIONS) {
        let person = &one.session.person;
        let at = people.iter().position(|p| p.person == person.as_str());
        let at = at.unwrap_or_else(|| {
            people.push(PersonView {
                person: person.to_string(),
                name: names.person(person),
                post: names.post(person),
                sessions: Vec::new(),
                me: person == me.signed.person(),
            });
            people.len() - 1
        });
        people[at].sessions.push(view(one, here));
    }
    people.sort_by(|a, b| a.name.cmp(&b.name));
    page(&EverybodyPage {
        chrome: me.chrome("Who is signed in"),
        people,
        more: listed.len() > SESSIONS,
    })
}

/// Ends all sessions of somebody.
pub async fn end_of(me: Me, form: Posted) -> Result<Response, Problem> {
    if !keeps_sessions(&me.signed.actor) {
        return Err(Problem::NotFound);
    }
    let person: PersonId = form.text("person").parse().map_err(|_| Problem::NotFound)?;
    let keeper = Keeper::Person(&me.signed.actor);
    me.app().operations().end_sessions(keeper, &person).await?;
    Ok(Redirect::to("/sessions/everybody?done=session-ended").into_response())
}
