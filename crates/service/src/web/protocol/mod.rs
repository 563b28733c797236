//! The protocol as a document: its clauses with what each asks, how strictly it is kept, what the product
//! does about it, and what is still open. Everything here is Wardroom's summary, and says so.

mod compare;
mod coverage;
mod questions;
mod versions;

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::ids::{PackId, VersionId};
use domain::protocol::{Clause, Does, Duty, Enforce, Force, PrintedType, Protocol};

use super::error::{BasisLink, Problem, anchor};
use super::frame::{Chrome, Me, Page, page};
use super::routes::{Route, act, at, linked};
use super::words;

pub use questions::show as questions;

#[derive(Template)]
#[template(path = "protocol/show.html")]
struct ProtocolPage {
    chrome: Chrome,
    title: String,
    council: String,
    standing: &'static str,
    adopted: Option<String>,
    silent: Option<String>,
    has_printed: bool,
    sections: Vec<SectionView>,
    others: Vec<Other>,
    questions: usize,
    /// The page of what the product does about each clause.
    coverage: String,
}

struct SectionView {
    number: String,
    title: String,
    clauses: Vec<ClauseView>,
}

struct ClauseView {
    anchor: String,
    number: String,
    again: bool,
    gist: String,
    duties: Vec<DutyView>,
    questions: Vec<(String, String)>,
    notes: Vec<String>,
}

struct DutyView {
    force: &'static str,
    /// The closed word of the force, for its frame.
    frame: &'static str,
    printed: Option<&'static str>,
    shape: &'static str,
    who: String,
    gist: Option<String>,
    does: String,
    kept: &'static str,
    kept_basis: Option<BasisLink>,
    because: Option<String>,
}

struct Other {
    href: String,
    text: String,
}

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

/// One version of one protocol.
pub async fn show(me: Me, Path((pack, version)): Path<(String, String)>) -> Page {
    let protocol = find(&me, &pack, &version)?;
    let key = (protocol.pack.clone(), protocol.version.clone());
    let adoption = me.council.versions.adoption(&key);
    let others = me
        .council
        .protocols
        .values()
        .filter(|p| p.pack != protocol.pack || p.version != protocol.version)
        .map(|p| Other {
            href: format!("/protocol/{}/{}", p.pack, p.version),
            text: format!("{}, {}", p.council, p.title),
        })
        .collect();
    page(&ProtocolPage {
        chrome: me.chrome(&protocol.title),
        title: protocol.title.clone(),
        council: protocol.council.clone(),
        standing: me.council.versions.standing(&key, me.today).word(),
        adopted: adoption.map(versions::adopted_line),
        silent: protocol.silent_line(),
        has_printed: protocol
            .clauses
            .iter()
            .any(|c| c.duties.iter().any(|d| d.printed.is_some())),
        sections: sections(&protocol, &me),
        others,
        questions: protocol.questions.len(),
        coverage: format!("/protocol/{}/{}/coverage", protocol.pack, protocol.version),
    })
}

fn find(me: &Me, pack: &str, version: &str) -> Result<Arc<Protocol>, Problem> {
    let pack: PackId = pack.parse().map_err(|_| Problem::NotFound)?;
    let version: VersionId = version.parse().map_err(|_| Problem::NotFound)?;
    me.council
        .pinned(&pack, &version)
        .cloned()
        .ok_or(Problem::NotFound)
}

fn sections(protocol: &Protocol, me: &Me) -> Vec<SectionView> {
    protocol
        .sections
        .iter()
        .map(|section| SectionView {
            number: section.number.clone(),
            title: section.title.clone(),
            clauses: protocol
                .clauses
                .iter()
                .filter(|clause| clause.section == section.number)
                .map(|clause| clause_view(protocol, clause, me))
                .collect(),
        })
        .collect()
}

fn clause_view(protocol: &Protocol, clause: &Clause, me: &Me) -> ClauseView {
    let about = |q: &&domain::protocol::Question| q.clauses.contains(&clause.id);
    ClauseView {
        anchor: format!("c-{}", anchor(clause.id.as_str())),
        number: clause.id.printed().to_owned(),
        again: clause.id.as_str() != clause.id.printed(),
        gist: clause.gist.clone(),
        duties: clause
            .duties
            .iter()
            .map(|duty| duty_view(protocol, clause, duty, me))
            .collect(),
        questions: protocol
            .questions
            .iter()
            .filter(about)
            .map(|q| (q.id.to_string(), q.asks.clone()))
            .collect(),
        notes: protocol
            .notes
            .iter()
            .filter(|note| note.clause.as_ref() == Some(&clause.id))
            .map(|note| note.gist.clone())
            .collect(),
    }
}

fn duty_view(protocol: &Protocol, clause: &Clause, duty: &Duty, me: &Me) -> DutyView {
    let tag = if duty.key.is_empty() {
        clause.id.as_str().to_owned()
    } else {
        format!("{}/{}", clause.id, duty.key)
    };
    let enforced = protocol.enforcement(&tag, &me.council.settings, me.today);
    let chosen = enforced.as_ref().map_or(duty.enforce, |cited| cited.value);
    let basis = enforced.map(|cited| cited.basis);
    DutyView {
        force: force_words(duty.force),
        frame: duty.force.word(),
        printed: duty.printed.map(printed_words),
        shape: match duty.printed {
            Some(PrintedType::Rule) => "app-rule",
            Some(PrintedType::Guidance) => "app-guidance",
            Some(PrintedType::Unmarked) | None => "",
        },
        who: duty.who.clone(),
        gist: (clause.duties.len() > 1 || duty.gist != clause.gist).then(|| duty.gist.clone()),
        does: duty
            .does
            .iter()
            .map(|does| does_words(*does))
            .collect::<Vec<_>>()
            .join("; "),
        kept: enforce_words(chosen),
        kept_basis: basis
            .filter(|b| !matches!(b, domain::verdict::Basis::Clause(_)))
            .map(|b| BasisLink::from(&b)),
        because: duty
            .because
            .as_deref()
            .map(|why| format!("{}.", words::sentence(why))),
    }
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
            "/protocol/{pack}/{version}/coverage",
            "GET",
            linked("/protocol/questions", "monitoring-officer").then("/coverage"),
            get(coverage::show),
        ),
        Route::new("/protocol/{pack}/{version}", "GET", version, get(show)),
    ]);
    all
}
