//! The directory: everybody and everything that the protocol names, each on a page of its own.

mod change;
mod commands;
mod dated;
mod fields;
mod gaps;
mod import;
mod index;
mod show;
mod things;

use axum::routing::get;

pub use change::{keeps_facts, may_change};
pub use commands::command;
pub use fields::{What, fields};
pub use gaps::gaps;

use super::names::Link;
use super::routes::{Route, at, linked};

/// A fact of a page: a heading and what stands under it.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The heading.
    pub key: &'static str,
    /// What stands under it.
    pub values: Vec<Link>,
}

/// A list of a page.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// What it lists.
    pub items: Vec<Item>,
    /// What is said where it lists nothing.
    pub empty: &'static str,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub link: Link,
    /// What there is to say of it.
    pub meta: String,
    /// A word that stands out, such as `vacant`.
    pub tag: Option<&'static str>,
}

impl Item {
    fn new(link: Link, meta: impl Into<String>) -> Self {
        Self {
            link,
            meta: meta.into(),
            tag: None,
        }
    }
}

/// The routes of the directory.
pub fn routes() -> Vec<Route> {
    let list = |noun| match noun {
        "people" => at("/directory/people", "officer"),
        _ => at("/directory", "officer"),
    };
    vec![
        Route::new(
            "/directory/change/{what}",
            "GET POST",
            at("/directory/change/appointment", "democratic-services"),
            get(change::show).post(change::submit),
        ),
        Route::new(
            "/directory/import",
            "GET POST",
            at("/directory/import", "democratic-services"),
            get(import::show).post(import::submit),
        ),
        Route::new("/directory", "GET", list("all"), get(index::show)),
        Route::new("/directory/{noun}", "GET", list("people"), get(index::list)),
        Route::new(
            "/services/{id}",
            "GET",
            linked("/directory/services", "member"),
            get(show::service),
        ),
        Route::new(
            "/wards/{id}",
            "GET",
            linked("/directory/wards", "member"),
            get(show::ward),
        ),
        Route::new(
            "/people/{id}",
            "GET",
            linked("/directory/people", "member"),
            get(show::person),
        ),
        Route::new(
            "/directory/groups/{id}",
            "GET",
            linked("/directory/groups", "member"),
            get(show::group),
        ),
        Route::new(
            "/bodies/{id}",
            "GET",
            linked("/directory/bodies", "member"),
            get(show::body),
        ),
        Route::new(
            "/teams/{id}",
            "GET",
            linked("/directory/teams", "member"),
            get(show::team),
        ),
        Route::new(
            "/partners/{id}",
            "GET",
            linked("/directory/partners", "member"),
            get(show::partner),
        ),
    ]
}
