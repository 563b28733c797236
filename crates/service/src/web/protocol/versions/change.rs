//! Recording what the council decided on a version: proposed, adopted, an adoption put right, given up,
//! open cases moved. One form; what a decision does not need may be left empty.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{BodyId, PackId, VersionId};
use domain::protocol::{
    Adoption, Minuted, OpenCasesMoved, Proposed, ProtocolEvent, VersionKey, Withdrawn,
};
use domain::text::clean_line;
use domain::verdict::{Invalid, Rejection};
use jiff::civil::Date;

use crate::operations::{ActError, FactChange, Keeper};
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "protocol/change.html")]
struct ChangePage {
    chrome: Chrome,
    form: Form,
}

fn form(me: &Me) -> Form {
    let what = vec![
        Choice::new("adopted", "A version was adopted"),
        Choice::new("proposed", "A version was put forward"),
        Choice::new("withdrawn", "A version was given up before it was adopted"),
        Choice::new("adoption-corrected", "An adoption was entered wrongly")
            .hint("Both entries stay on record."),
        Choice::new("open-cases-moved", "Open cases go on under another version")
            .hint("Without such a decision every case keeps the version it began with."),
    ];
    let mut form = Form::new(
        "/protocol/versions/change",
        "Record it",
        vec![
            Field::one("what", "What happened?", what),
            Field::select("version", "Which version?", versions(me)),
            Field::line("body", "Who decided?")
                .hint("The body or office as the minute names it, for example Council"),
            Field::day("on", "When?"),
            Field::line("minute", "Minute")
                .hint("For example 26/41. A proposal needs none.")
                .optional(),
            Field::day("in-force", "In force from")
                .hint("For an adoption; the day of the decision, if it is left empty.")
                .optional(),
            Field::line("recommended-by", "Which body recommended it?").optional(),
            Field::day("recommended-on", "When did it recommend it?").optional(),
            Field::line("recommended-minute", "The minute of the recommendation").optional(),
            Field::words(
                "why",
                "Why was it otherwise than the protocol in force asks?",
                3,
                500,
            )
            .hint("Only where the form asks for it.")
            .optional(),
            Field::select("to", "Open cases go on under", versions(me)).optional(),
        ],
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the versions", "/protocol/versions"));
    form
}

fn versions(me: &Me) -> Vec<Choice> {
    let none = Choice::new("", "Choose a version");
    let all = me
        .council
        .protocols
        .iter()
        .map(|((pack, version), protocol)| {
            let label = format!("{}, {} ({version})", protocol.council, protocol.title);
            Choice::new(format!("{pack}/{version}"), label)
        });
    std::iter::once(none).chain(all).collect()
}

/// The form.
pub async fn show(me: Me) -> Page {
    may_change(&me, "/protocol/versions")?;
    change_page(&me, form(&me))
}

fn change_page(me: &Me, form: Form) -> Page {
    let title = if form.has_errors() {
        "Error: Record a decision on the protocol"
    } else {
        "Record a decision on the protocol"
    };
    page(&ChangePage {
        chrome: me.chrome(title),
        form,
    })
}

/// Records it.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/protocol/versions")?;
    let again = |invalid: &[Invalid]| -> Result<Response, Problem> {
        let page = change_page(&me, form(&me).refill(&posted, invalid))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let event = match read(&posted) {
        Ok(event) => event,
        Err(invalid) => return again(&invalid),
    };
    let keeper = Keeper::Person(&me.signed.actor);
    let key = act_key(&me, &posted);
    let change = vec![FactChange::Protocol(event)];
    match me.app().operations().change(keeper, change, key).await {
        Ok(()) => Ok(Redirect::to("/protocol/versions?done=saved").into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&invalid),
        Err(other) => Err(other.into()),
    }
}

/// What was typed, as an event; deciding checks the rest.
fn read(posted: &Posted) -> Result<ProtocolEvent, Vec<Invalid>> {
    let mut wrong = Vec::new();
    let what = posted.text("what");
    let key = version(posted, "version", &mut wrong);
    let on = day(posted, "on", &mut wrong);
    if on.is_none() && wrong.iter().all(|w| w.field != "on") {
        wrong.push(Invalid::new("on", "give the day of the decision"));
    }
    let to = match what {
        "open-cases-moved" => version(posted, "to", &mut wrong),
        _ => None,
    };
    let in_force = day(posted, "in-force", &mut wrong);
    let recommended_on = day(posted, "recommended-on", &mut wrong);
    let (Some((pack, version)), Some(on), true) = (key, on, wrong.is_empty()) else {
        return Err(wrong);
    };
    let line = |name: &str| clean_line(posted.text(name));
    let (body_name, minute) = (line("body"), line("minute"));
    let adoption = || {
        let name = line("recommended-by");
        let recommended = (!name.is_empty() || recommended_on.is_some()).then(|| Minuted {
            body_name: name,
            on: recommended_on.unwrap_or(on),
            minute: line("recommended-minute"),
        });
        Adoption {
            pack: pack.clone(),
            version: version.clone(),
            body: slug(&body_name),
            body_name: body_name.clone(),
            adopted: on,
            in_force: in_force.unwrap_or(on),
            minute: minute.clone(),
            recommended,
            why: posted.given("why").map(clean_line),
        }
    };
    Ok(match (what, to) {
        ("adopted", _) => ProtocolEvent::Adopted(adoption()),
        ("adoption-corrected", _) => ProtocolEvent::AdoptionCorrected(adoption()),
        ("proposed", _) => ProtocolEvent::Proposed(Proposed {
            pack,
            version,
            by: body_name,
            on,
        }),
        ("withdrawn", _) => ProtocolEvent::Withdrawn(Withdrawn {
            pack,
            version,
            by: body_name,
            on,
        }),
        ("open-cases-moved", Some((to_pack, to_version))) => {
            ProtocolEvent::OpenCasesMoved(OpenCasesMoved {
                pack,
                version,
                to_pack,
                to_version,
                body_name,
                on,
                minute,
            })
        }
        _ => return Err(vec![Invalid::new("what", "choose what happened")]),
    })
}

/// The key of a body with this name, as the directory would write it.
fn slug(name: &str) -> Option<BodyId> {
    name.to_lowercase().replace(' ', "-").parse().ok()
}

fn version(posted: &Posted, field: &'static str, wrong: &mut Vec<Invalid>) -> Option<VersionKey> {
    let parts = posted.text(field).split_once('/');
    let key = parts.and_then(|(pack, version)| {
        let pack: PackId = pack.parse().ok()?;
        let version: VersionId = version.parse().ok()?;
        Some((pack, version))
    });
    if key.is_none() {
        wrong.push(Invalid::new(field, "choose a version"));
    }
    key
}

fn day(posted: &Posted, field: &'static str, wrong: &mut Vec<Invalid>) -> Option<Date> {
    posted.date(field).unwrap_or_else(|why| {
        wrong.push(Invalid::new(field, why));
        None
    })
}
