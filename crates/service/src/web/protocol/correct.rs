//! Correcting a saved text by hand, without importing again: where the reader took the document wrong, or
//! somebody typed it wrong. What the council decides to change is an amendment, not a correction. Clauses
//! keep their identities, the texts before stay, and why it was corrected stands beside it.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::protocol::Protocol;
use domain::protocol::text::SavedText;
use domain::verdict::Rejection;

use super::check::{Desk, Draft, checked};
use super::find;
use crate::operations::{ActError, Keeper};
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::Me;
use crate::web::posted::Posted;
use crate::web::words;

/// The first part of the keys under which corrections are kept until they are saved.
pub const CORRECTION: &str = "protocol-correction";

fn desk(protocol: &Protocol) -> Desk<'_> {
    Desk {
        protocol,
        form: CORRECTION,
        place: "correct",
    }
}

fn begun(saved: &SavedText) -> Draft {
    Draft {
        source: saved.source.clone(),
        documents: vec![(*saved.text).clone()],
        chosen: 0,
        seen: Some(saved.number),
    }
}

fn save(desk: Desk<'_>) -> Form {
    let why = Field::line("why", "Why is it corrected?")
        .hint("It stands beside the text, for everybody who reads it");
    let mut save = Form::new(desk.action(), "Save the corrected text", vec![why]);
    save.cancel = Some(Way::link("Back to the protocol", desk.base()));
    save
}

/// The text with its corrections so far.
pub async fn show(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let desk = desk(&protocol);
    let texts = me.app().operations().texts().await?;
    let Some(saved) = texts.of(&protocol.pack, &protocol.version) else {
        return Ok(Redirect::to(&format!("{}/import", desk.base())).into_response());
    };
    let kept = desk.kept(&me).await?;
    let is_stale = |draft: &Draft| draft.seen != Some(saved.number);
    let stale = kept.as_ref().is_some_and(is_stale).then(|| {
        "The text was saved anew since you began: throw your corrections away, and begin again"
            .to_owned()
    });
    let draft = kept.unwrap_or_else(|| begun(saved));
    Ok(checked(&me, desk, &draft, stale, save(desk))?.into_response())
}

/// Corrects, throws the corrections away, or saves them.
pub async fn submit(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let desk = desk(&protocol);
    let operations = me.app().operations();
    let texts = operations.texts().await?;
    let saved = texts.of(&protocol.pack, &protocol.version);
    let saved = saved.ok_or(Problem::NotFound)?;
    let kept = desk.kept(&me).await?;
    let mut draft = kept.unwrap_or_else(|| begun(saved));
    let wrong = |draft: &Draft, why: &str| -> Result<Response, Problem> {
        let save = save(desk).refill(&posted, &[]);
        let page = checked(&me, desk, draft, Some(words::sentence(why)), save)?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    match posted.text("step") {
        "save" => {
            let Some((text, seen)) = draft.text().zip(draft.seen) else {
                return wrong(&draft, "nothing was corrected yet");
            };
            let version = (protocol.pack.clone(), protocol.version.clone());
            let keeper = Keeper::Person(&me.signed.actor);
            let press = act_key(&me, &posted);
            let why = posted.text("why");
            let done = operations.correct_text(keeper, version, seen, text, why, press);
            match done.await {
                Ok(()) => {}
                Err(ActError::Rejected(Rejection::Invalid(all))) => {
                    let first = all.first().map_or("", |invalid| invalid.why.as_str());
                    return wrong(&draft, first);
                }
                Err(other) => return Err(other.into()),
            }
            desk.discard(&me).await?;
            Ok(Redirect::to(&desk.base()).into_response())
        }
        step => match desk.go_on(&me, &mut draft, step, &posted).await? {
            Ok(to) => Ok(to.into_response()),
            Err(why) => wrong(&draft, &why),
        },
    }
}
