//! Pages of requests for information beside those that every register has: precedents, found without names.

use askama::Template;
use axum::routing::get;
use domain::access::Token;
use domain::information::Kind;
use domain::text::terms;
use store::{Cursor, Filter, Page as StorePage, Sort};

use super::enquiries::rows::Line;
use super::error::Problem;
use super::frame::{Chrome, Me, Page, page, percent};
use super::registers::line;
use super::routes::{Route, at};

/// An act that the first persona can do on the first of their requests in the demo.
pub const SHOWN: Kind = Kind::SendMessage;
/// How many precedents one page shows.
const PAGE: usize = 25;

#[derive(Template)]
#[template(path = "information/precedents.html")]
struct PrecedentsPage {
    chrome: Chrome,
    query: String,
    count: String,
    lines: Vec<Line>,
    more: Option<String>,
}

/// The pages beside those that every register has.
pub fn routes() -> Vec<Route> {
    let precedents = at("/information/precedents", "monitoring-officer");
    vec![Route::new(
        "/information/precedents",
        "GET",
        precedents,
        get(show),
    )]
}

/// What is known of past decisions, by words: the Monitoring Officer’s alone.
pub async fn show(me: Me) -> Page {
    if !me.signed.visible().has(&Token::post("monitoring-officer")) {
        return Err(Problem::NotFound);
    }
    let query = me.query("q").unwrap_or_default();
    let filter = Filter {
        register: Some("information".to_owned()),
        states: vec!["precedent".to_owned()],
        ..Filter::default()
    };
    let mut wanted = StorePage::first(PAGE, Sort::Newest);
    wanted.after = me
        .query("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    let (store, visible) = (me.app().operations().store(), me.signed.visible());
    let listing = match terms(&query) {
        words if words.is_empty() => store.list(visible, &filter, &wanted).await?,
        words => store.search(visible, &words, &filter, &wanted).await?,
    };
    let noun = match (listing.count.n, listing.count.more) {
        (1, false) => "precedent",
        _ => "precedents",
    };
    page(&PrecedentsPage {
        chrome: me.chrome("Precedents"),
        count: format!("{} {noun}", listing.count),
        lines: listing.items.iter().map(|item| line(&me, item)).collect(),
        more: listing.next.map(|cursor| {
            let cursor = percent(&cursor.to_string());
            format!(
                "/information/precedents?q={}&after={cursor}",
                percent(&query)
            )
        }),
        query,
    })
}
