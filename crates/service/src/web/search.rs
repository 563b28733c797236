//! Search over the records that a person may read, by words or by a reference, with who deals with the
//! matter beside it.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::reference::Reference;
use domain::text::terms;
use store::{Cursor, Filter, Page as StorePage, Sort};

use super::enquiries::rows::{Line, line};
use super::error::Problem;
use super::frame::{Chrome, Me, page, percent};
use super::routes::{Route, at};
use super::who::{self, Answer};
use crate::registers::{self, ALL, Registered};

/// How many records one page shows.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    chrome: Chrome,
    query: String,
    found: String,
    wrong: Option<String>,
    lines: Vec<Line>,
    more: Option<String>,
    answer: Option<Answer>,
}

/// The routes of search.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/search",
        "GET",
        at("/search?q=damp", "member"),
        get(show),
    )]
}

/// What the words find. A whole reference opens its record.
pub async fn show(me: Me) -> Result<Response, Problem> {
    let query = me.query("q").unwrap_or_default();
    let looks_like_one = |text: &str| {
        let upper = text.to_uppercase();
        let known = |register: &Registered| upper.starts_with(register.prefix);
        text.len() <= 14 && ALL.iter().any(known) && text.contains(|c: char| c.is_ascii_digit())
    };
    let mut wrong = None;
    if looks_like_one(&query) {
        match query.parse::<Reference>() {
            Ok(reference) => {
                return Ok(Redirect::to(&registers::href(&reference)).into_response());
            }
            Err(why) => wrong = Some(super::words::sentence(&why.to_string())),
        }
    }
    let mut wanted = StorePage::first(PAGE, Sort::Newest);
    wanted.after = me
        .query("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    let filter = Filter::default();
    let store = me.app().operations().store();
    let listing = store
        .search(me.signed.visible(), &terms(&query), &filter, &wanted)
        .await?;
    let noun = if listing.count.n == 1 && !listing.count.more {
        "record"
    } else {
        "records"
    };
    let title = match (&wrong, query.is_empty()) {
        (Some(_), _) => "Error: Search".to_owned(),
        (None, true) => "Search".to_owned(),
        (None, false) => format!("Search for {query}"),
    };
    let shown = page(&SearchPage {
        chrome: me.chrome(&title),
        found: format!("{} {noun} that you can read", listing.count),
        wrong,
        lines: listing.items.iter().map(|item| line(&me, item)).collect(),
        more: listing.next.map(|cursor| {
            format!(
                "/search?q={}&after={}",
                percent(&query),
                percent(&cursor.to_string())
            )
        }),
        answer: (!query.is_empty()).then(|| who::answer(&me, &query)),
        query,
    })?;
    Ok(shown.into_response())
}
