//! The log and its seal, for the Monitoring Officer: what can be shown of it, and what has changed in the
//! council's own facts. Shows no words of any enquiry.

use askama::Template;
use axum::routing::get;
use domain::access::Token;
use domain::directory::DirectoryEvent;
use domain::verdict::{Basis, Refusal};

use super::error::{Problem, Refused, Way};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::routes::{Route, at};
use super::words;

/// How many changes of the council's facts are shown.
const CHANGES: usize = 50;

#[derive(Template)]
#[template(path = "audit/show.html")]
struct AuditPage {
    chrome: Chrome,
    /// What the last verification says, where it was asked for.
    proof: Option<Proof>,
    changes: Vec<Change>,
}

struct Proof {
    holds: bool,
    statements: Vec<String>,
    troubles: Vec<String>,
}

struct Change {
    when: String,
    who: String,
    what: String,
}

/// The routes of the log.
pub fn routes() -> Vec<Route> {
    vec![Route::new(
        "/audit",
        "GET",
        at("/audit?verify=yes", "monitoring-officer"),
        get(show),
    )]
}

/// The state of the log. Recomputing it is asked for, since it reads everything.
pub async fn show(me: Me) -> Page {
    if !me.signed.visible().has(&Token::post("monitoring-officer")) {
        return Err(not_theirs());
    }
    let proof = match me.query("verify") {
        None => None,
        Some(_) => {
            let proof = me.app().operations().store().verify(None, None).await?;
            Some(Proof {
                holds: proof.holds(),
                statements: proof.statements(),
                troubles: proof.troubles.iter().map(ToString::to_string).collect(),
            })
        }
    };
    let names = Names::on(&me.council, me.today);
    let history = me.council.directory.history();
    let changes = history.iter().rev().take(CHANGES).map(|recorded| Change {
        when: words::moment(recorded.at),
        who: if me.council.directory.knows(&recorded.actor) {
            names.person(&recorded.actor)
        } else {
            "whoever runs the server".to_owned()
        },
        what: words::sentence(&kind(&recorded.event).replace('-', " ")),
    });
    page(&AuditPage {
        chrome: me.chrome("Log and seal"),
        proof,
        changes: changes.collect(),
    })
}

/// The event's stable name, as it is stored.
fn kind(event: &DirectoryEvent) -> String {
    let stored = serde_json::to_value(event).ok();
    let name = stored.and_then(|value| Some(value.get("event")?.as_str()?.to_owned()));
    name.unwrap_or_default()
}

fn not_theirs() -> Problem {
    Problem::Refused(Box::new(Refused {
        heading: "The log is for the Monitoring Officer".to_owned(),
        refusal: Refusal {
            basis: Basis::Statute("Local Government and Housing Act 1989, s.5".to_owned()),
            why: "The Monitoring Officer looks after the record of what was done.".to_owned(),
            way_on: vec![
                "Every enquiry that you can read shows its own log: what happened, when and by whom."
                    .to_owned(),
            ],
        },
        kept: Vec::new(),
        back: Some(Way::link("See the enquiries you can read", "/enquiries")),
    }))
}
