//! The log and its seal, for the Monitoring Officer: what can be shown of it, and what has changed in the
//! council's own facts. Shows no words of any enquiry, and erases them by reference alone.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::access::Token;
use domain::directory::DirectoryEvent;
use domain::reference::Reference;
use domain::verdict::{Basis, Invalid, Refusal, Rejection};

use super::enquiries::act_key;
use super::error::{Problem, Refused, Way};
use super::forms::{Field, Form};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::posted::Posted;
use super::routes::{Route, act, at};
use super::words;
use crate::operations::{ActError, Erasable, Options, ToErase};

/// How many changes of the council's facts are shown.
const CHANGES: usize = 50;

#[derive(Template)]
#[template(path = "audit/show.html")]
struct AuditPage {
    chrome: Chrome,
    /// What the last verification says, where it was asked for.
    proof: Option<Proof>,
    changes: Vec<Change>,
    /// Erasing the words of an enquiry.
    erase: Form,
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
    vec![
        Route::new(
            "/audit",
            "GET",
            at("/audit?verify=yes", "monitoring-officer"),
            get(show),
        ),
        Route::new(
            "/audit/erase",
            "POST",
            act("/audit/erase", Some("monitoring-officer")),
            post(erase),
        ),
    ]
}

/// The state of the log. Recomputing it is asked for, since it reads everything.
pub async fn show(me: Me) -> Page {
    let form = form(&me);
    shown(&me, form).await
}

fn form(me: &Me) -> Form {
    let fields = vec![
        Field::line("reference", "Which record?").hint("Its reference, for example ENQ-7K3F-2QM"),
        Field::line("statute", "On which legal ground?")
            .hint("It is kept for ever, so name no person in it. For example: UK GDPR, Article 17"),
    ];
    let mut form = Form::new("/audit/erase", "Erase its words for good", fields);
    form.token = me.act_token();
    form.grave = true;
    form
}

async fn shown(me: &Me, erase: Form) -> Page {
    if !is_monitoring_officer(me) {
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
    let title = if erase.has_errors() {
        "Error: Log and seal"
    } else {
        "Log and seal"
    };
    page(&AuditPage {
        chrome: me.chrome(title),
        proof,
        changes: changes.collect(),
        erase,
    })
}

fn is_monitoring_officer(me: &Me) -> bool {
    me.signed.visible().has(&Token::post("monitoring-officer"))
}

/// Erases every word and file of a record of any register, which is not shown for it.
pub async fn erase(me: Me, posted: Posted) -> Result<Response, Problem> {
    if !is_monitoring_officer(&me) {
        return Err(not_theirs());
    }
    let mut invalid = Vec::new();
    let reference = posted.text("reference").parse::<Reference>();
    if let Err(why) = &reference {
        invalid.push(Invalid::new("reference", format!("{why}")));
    }
    let ground = posted.text("statute").to_owned();
    if ground.is_empty() {
        invalid.push(Invalid::new("statute", "name the legal ground"));
    }
    let options = Options {
        key: act_key(&me, &posted),
        ..Options::default()
    };
    if let (Ok(reference), true) = (&reference, invalid.is_empty()) {
        let operations = me.app().operations();
        let actor = &me.signed.actor;
        let what = ToErase {
            reference: reference.clone(),
            which: Erasable::All,
            ground,
        };
        match operations.erase_words(actor, what, options).await {
            Ok(_) => return Ok(Redirect::to("/audit?done=erase").into_response()),
            Err(ActError::NotFound) => {
                let why = format!("there is no record `{reference}` whose words can be erased");
                invalid.push(Invalid::new("reference", why));
            }
            Err(ActError::Rejected(Rejection::Invalid(found))) => invalid.extend(found),
            Err(other) => return Err(other.into()),
        }
    }
    let form = form(&me).refill(&posted, &invalid);
    let body = shown(&me, form).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
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
