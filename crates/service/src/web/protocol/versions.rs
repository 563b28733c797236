//! The versions of the protocol: how each stands in this council, everything that was recorded of it, and
//! the forms by which democratic services and the Monitoring Officer record what the council decided.

mod change;
mod draft;

use askama::Template;
use axum::routing::get;
use domain::council::gate_facts;
use domain::protocol::{Adoption, ProtocolEvent, Standing, VersionKey};

use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::routes::{Route, at};
use crate::web::words;

#[derive(Template)]
#[template(path = "protocol/versions.html")]
struct VersionsPage {
    chrome: Chrome,
    may_change: bool,
    nation: &'static str,
    versions: Vec<VersionView>,
}

struct VersionView {
    href: String,
    title: String,
    council: String,
    key: String,
    standing: &'static str,
    /// The tag's class, so that what is in force stands out.
    tag: &'static str,
    line: Option<String>,
    cases: Option<String>,
    history: Vec<String>,
}

/// Every version that this council knows, the one in force first.
pub async fn show(me: Me) -> Page {
    let council = &me.council;
    let mut all: Vec<(Standing, VersionView)> = council
        .protocols
        .keys()
        .map(|key| {
            let standing = council.versions.standing(key, me.today);
            (standing, view(&me, key, standing))
        })
        .collect();
    let place = |standing: Standing| match standing {
        Standing::InForce => 0,
        Standing::Adopted => 1,
        Standing::Draft => 2,
        Standing::Proposed => 3,
        Standing::Superseded => 4,
        Standing::Withdrawn => 5,
    };
    all.sort_by_key(|(standing, _)| place(*standing));
    page(&VersionsPage {
        chrome: me.chrome("Versions of the protocol"),
        may_change: gate_facts(me.signed.visible()).is_allowed(),
        nation: crate::web::calendar::nation_words(council.calendar.nation()),
        versions: all.into_iter().map(|(_, view)| view).collect(),
    })
}

fn view(me: &Me, key: &VersionKey, standing: Standing) -> VersionView {
    let council = &me.council;
    let protocol = council.protocols.get(key);
    let adoption = council.versions.adoption(key);
    let (moved_to, decision) = council.versions.governing(key, None);
    VersionView {
        href: format!("/protocol/{}/{}", key.0, key.1),
        title: protocol.map_or_else(String::new, |p| p.title.clone()),
        council: protocol.map_or_else(String::new, |p| p.council.clone()),
        key: format!("{}, {}", key.0, key.1),
        standing: standing.word(),
        tag: match standing {
            Standing::InForce => "app-tag--good",
            Standing::Adopted | Standing::Draft | Standing::Proposed => "app-tag--soon",
            Standing::Superseded | Standing::Withdrawn => "",
        },
        line: adoption.map(adopted_line),
        cases: decision.map(|decision| {
            format!(
                "Its open cases go on under {}: decided by {} on {}, minute {}.",
                moved_to.1,
                decision.body_name,
                words::date(decision.on),
                decision.minute
            )
        }),
        history: council
            .versions
            .of(key)
            .map(|recorded| {
                let on = domain::calendar::local_date(recorded.at);
                let who = me.look().names().person(&recorded.actor);
                format!(
                    "{}. Recorded on {} by {who}.",
                    told(&recorded.event),
                    words::date(on)
                )
            })
            .collect(),
    }
}

/// An adoption in one sentence.
pub fn adopted_line(adoption: &Adoption) -> String {
    let recommended = adoption.recommended.as_ref().map_or_else(String::new, |r| {
        let (body, on, minute) = (&r.body_name, words::date(r.on), &r.minute);
        format!(" Recommended by {body} on {on}, minute {minute}.")
    });
    let why = adoption.why.as_ref();
    let why = why.map_or_else(String::new, |why| format!(" {}.", words::sentence(why)));
    format!(
        "Adopted by {} on {}, minute {}; in force from {}.{recommended}{why}",
        adoption.body_name,
        words::date(adoption.adopted),
        adoption.minute,
        words::date(adoption.in_force)
    )
}

fn told(event: &ProtocolEvent) -> String {
    match event {
        ProtocolEvent::Drafted(d) => match &d.amendment {
            Some(amendment) => format!("Drafted by amendment {amendment}"),
            None => "Drafted".to_owned(),
        },
        ProtocolEvent::Proposed(p) => {
            format!("Proposed by {} on {}", p.by, words::date(p.on))
        }
        ProtocolEvent::Adopted(a) => adopted_line(a).trim_end_matches('.').to_owned(),
        ProtocolEvent::AdoptionCorrected(a) => {
            format!("Put right: {}", adopted_line(a).trim_end_matches('.'))
        }
        ProtocolEvent::Withdrawn(w) => {
            format!("Given up by {} on {}", w.by, words::date(w.on))
        }
        ProtocolEvent::OpenCasesMoved(m) => format!(
            "Open cases moved to {} by {} on {}, minute {}",
            m.to_version,
            m.body_name,
            words::date(m.on),
            m.minute
        ),
        ProtocolEvent::Ruled(r) => format!("Ruling {}", r.reference),
        ProtocolEvent::RulingEnded(r) => format!("Ruling {} ended", r.reference),
    }
}

/// The routes of versions.
pub fn routes() -> Vec<Route> {
    let keeper = "democratic-services";
    vec![
        Route::new(
            "/protocol/versions",
            "GET",
            at("/protocol/versions", "member"),
            get(show),
        ),
        Route::new(
            "/protocol/versions/change",
            "GET POST",
            at("/protocol/versions/change", keeper),
            get(change::show).post(change::submit),
        ),
        Route::new(
            "/protocol/versions/draft",
            "GET POST",
            at("/protocol/versions/draft", keeper),
            get(draft::show).post(draft::submit),
        ),
    ]
}
