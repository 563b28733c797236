//! A briefing as a calendar file. It names no topic: calendars are copied to telephones and shared with
//! assistants.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::briefings::{Briefings, Kind};

use super::error::Problem;
use super::frame::Me;
use super::registers::load;
use super::routes::{Route, act};
use crate::calendar_file::file;
use crate::registers::briefings::meeting;

/// An act that the first persona can do on the first of their cases in the demo.
pub const SHOWN: Kind = Kind::Withdraw;

/// The routes beside those that every register has.
pub fn routes() -> Vec<Route> {
    let gone = act("/briefings/BRF-0000-000/calendar.ics", Some("member"));
    vec![Route::new(
        "/briefings/{reference}/calendar.ics",
        "GET",
        gone,
        get(send),
    )]
}

/// Sends the file, to whoever may read that the briefing takes place.
pub async fn send(me: Me, Path(reference): Path<String>) -> Result<Response, Problem> {
    let case = load::<Briefings>(&me, &reference).await?;
    let meeting = meeting(&case).ok_or(Problem::NotFound)?;
    let (_, file) = file(&[meeting], None).map_err(Problem::fault)?;
    let name = format!("attachment; filename=\"{}.ics\"", case.state.reference);
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8".to_owned(),
        ),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file).into_response())
}
