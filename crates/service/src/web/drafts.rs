//! Drafts: what somebody has begun to write, kept for them alone until it is sent or thrown away.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;

use super::error::Problem;
use super::frame::Me;
use super::posted::Posted;
use super::routes::{Route, act};

/// The longest key of a form, in bytes.
const KEY_BYTES_MAX: usize = 64;

/// The routes of drafts.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/drafts",
        "POST",
        act("/drafts", Some("member")),
        post(keep),
    )]
}

/// Keeps the fields of a form. Scripts ask for no page; a press of the button gets one.
pub async fn keep(me: Me, headers: HeaderMap, posted: Posted) -> Result<Response, Problem> {
    let key = posted.text("draft-of").to_owned();
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '/';
    if key.is_empty() || key.len() > KEY_BYTES_MAX || !key.chars().all(plain) {
        return Err(Problem::Unreadable(
            "the draft belongs to no form".to_owned(),
        ));
    }
    let store = me.app().operations().store();
    store
        .keep_draft(me.signed.person(), &key, &posted.to_draft(), me.now)
        .await?;
    let script = headers
        .get(header::ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"text/plain"));
    if script {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Redirect::to("/?done=draft").into_response())
}
