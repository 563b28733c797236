//! What an answer reveals, shown before it goes to be passed on: whoever sends goes on or changes it.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::enquiries::Kind;

use super::Enquiry;
use crate::acts::{LOOKED, look};
use crate::web::error::Problem;
use crate::web::frame::{Chrome, Me, page};
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "enquiries/look.html")]
struct LookPage {
    chrome: Chrome,
    reference: String,
    action: String,
    found: Vec<(&'static str, String)>,
    text: String,
    carried: Vec<(String, String)>,
}

/// The page of the look, where this act sends words that are to be passed on and nobody has looked yet.
pub fn before(
    me: &Me,
    case: &Enquiry,
    kind: Kind,
    posted: &Posted,
) -> Result<Option<Response>, Problem> {
    let answers = matches!(kind, Kind::Answer | Kind::AnswerTogether);
    let Some(text) = posted.given("forward").filter(|_| answers) else {
        return Ok(None);
    };
    if posted.ticked(LOOKED) {
        return Ok(None);
    }
    let found = look(text, case, &me.council, me.today);
    let kept = posted.fields().filter(|(name, value)| {
        !matches!(*name, LOOKED | "step" | "draft-of" | "use-template") && !value.is_empty()
    });
    let reference = case.state.reference.to_string();
    let page = page(&LookPage {
        chrome: me.chrome("What it reveals"),
        action: format!("/enquiries/{reference}/acts/{}", kind.name()),
        reference,
        found: found
            .into_iter()
            .map(|r| (r.what.words(), r.words))
            .collect(),
        text: text.to_owned(),
        carried: kept.map(|(n, v)| (n.to_owned(), v.to_owned())).collect(),
    })?;
    Ok(Some(page.into_response()))
}
