//! The protocol as a document: the council's own words where they were imported, what each clause asks, how
//! strictly it is kept, what the product does about it, and what is still open. A summary of Wardroom's
//! says that it is one.

mod check;
mod clause;
mod clauses;
mod compare;
mod correct;
mod coverage;
mod import;
mod out;
mod questions;
mod reading;
mod replay;
mod rulings;
mod versions;

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::ids::{PackId, VersionId};
use domain::protocol::{Does, Enforce, Force, PrintedType, Protocol};

use super::error::Problem;
use super::frame::Me;
use super::routes::{Route, act, at, linked};

pub use compare::ComparisonView;
pub use correct::CORRECTION;
pub use import::DRAFT;
pub use questions::show as questions;
pub use replay::{ReplayedView, lead, whom};
pub use versions::adopted_line;

/// The protocol in force today.
pub async fn in_force(me: Me) -> Result<Response, Problem> {
    let protocol = me
        .council
        .protocol_on(me.today)
        .cloned()
        .or_else(|| me.council.protocols.values().next().cloned())
        .ok_or(Problem::NotFound)?;
    Ok(Redirect::to(&format!("/protocol/{}/{}", protocol.pack, protocol.version)).into_response())
}

fn find(me: &Me, pack: &str, version: &str) -> Result<Arc<Protocol>, Problem> {
    let pack: PackId = pack.parse().map_err(|_| Problem::NotFound)?;
    let version: VersionId = version.parse().map_err(|_| Problem::NotFound)?;
    me.council
        .pinned(&pack, &version)
        .cloned()
        .ok_or(Problem::NotFound)
}

fn force_words(force: Force) -> &'static str {
    match force {
        Force::Must => "must",
        Force::Should => "should",
        Force::Aim => "aims to",
        Force::May => "may",
        Force::Is => "describes",
        Force::Principle => "principle",
    }
}

fn printed_words(printed: PrintedType) -> &'static str {
    match printed {
        PrintedType::Rule => "printed as a rule",
        PrintedType::Guidance => "printed as guidance",
        PrintedType::Unmarked => "printed without a mark",
    }
}

fn does_words(does: Does) -> &'static str {
    match does {
        Does::Gate => "Holds the act until this is done",
        Does::Clock => "Runs the clock",
        Does::Route => "Finds whom it goes to",
        Does::Notify => "Tells people",
        Does::Record => "Keeps a record",
        Does::Check => "Checks before the act",
        Does::Restrict => "Limits who may read or act",
        Does::Measure => "Counts it",
        Does::Version => "Keeps versions of the text",
        Does::Shown => "Shows it where it matters",
    }
}

fn enforce_words(enforce: Enforce) -> &'static str {
    match enforce {
        Enforce::Refuse => "the act does not go on without it",
        Enforce::Ask => "the act goes on, and a reason is asked and kept",
        Enforce::Note => "the act goes on, and it is recorded",
        Enforce::Show => "it is shown beside the act",
    }
}

const TEXT_XML: &str = "/protocol/cambridge-updated/2026-proposed/text.xml";
const TEXT_HTML: &str = "/protocol/cambridge-updated/2026-proposed/text.html";
const CHECK: &str = "/protocol/cambridge-updated/2026-proposed/import/check";
const CORRECT: &str = "/protocol/cambridge-updated/2026-proposed/correct";

/// The routes of the protocol.
pub fn routes() -> Vec<Route> {
    let version = linked("/protocol/questions", "member");
    let mut all = versions::routes();
    all.extend([
        Route::new(
            "/protocol",
            "GET",
            act("/protocol", Some("member")),
            get(in_force),
        ),
        Route::new(
            "/protocol/questions",
            "GET",
            at("/protocol/questions", "member"),
            get(questions),
        ),
        Route::new(
            "/protocol/compare",
            "GET",
            at(
                "/protocol/compare?from=bradford-4c/part-4c&to=cambridge-updated/2026-proposed",
                "monitoring-officer",
            ),
            get(compare::show),
        ),
        Route::new(
            "/protocol/replay",
            "GET",
            at(
                "/protocol/replay?answer-within=7&acknowledge-within=1",
                "chief-officer",
            ),
            get(replay::show),
        ),
        Route::new(
            "/protocol/{pack}/{version}/coverage",
            "GET",
            linked("/protocol/questions", "monitoring-officer").then("/coverage"),
            get(coverage::show),
        ),
        Route::new(
            "/protocol/rulings",
            "GET",
            at("/protocol/rulings", "member"),
            get(rulings::show),
        ),
        Route::new(
            "/protocol/{pack}/{version}",
            "GET",
            version,
            get(reading::show),
        ),
        Route::new(
            "/protocol/{pack}/{version}/text.xml",
            "GET",
            act(TEXT_XML, Some("member")),
            get(out::akoma_ntoso),
        ),
        Route::new(
            "/protocol/{pack}/{version}/text.html",
            "GET",
            act(TEXT_HTML, Some("member")),
            get(out::page),
        ),
        Route::new(
            "/protocol/{pack}/{version}/import",
            "GET POST",
            linked("/protocol/questions", "democratic-services").then("/import"),
            get(import::show).post(import::submit),
        ),
        Route::new(
            "/protocol/{pack}/{version}/import/check",
            "GET POST",
            act(CHECK, Some("democratic-services")),
            get(import::check).post(import::correct),
        ),
        Route::new(
            "/protocol/{pack}/{version}/correct",
            "GET POST",
            act(CORRECT, Some("democratic-services")),
            get(correct::show).post(correct::submit),
        ),
        Route::new(
            "/protocol/{pack}/{version}/{clause}",
            "GET",
            linked("/protocol/questions", "member").then("/7.6"),
            get(clause::show),
        ),
    ]);
    all
}
