//! What an answer reveals, shown before it goes to be passed on: whoever sends goes on or changes it.

use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::enquiries::{Command, Enquiries, Kind};
use domain::register::Register as _;

use super::{Enquiry, with_context};
use crate::acts::{EXPLANATION, LOOKED, Wanted, look};
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
    wanted: &Wanted,
) -> Result<Option<Response>, Problem> {
    let answers = matches!(kind, Kind::Answer | Kind::AnswerTogether);
    let Some(text) = posted.given("forward").filter(|_| answers) else {
        return Ok(None);
    };
    if posted.ticked(LOOKED) {
        return Ok(None);
    }
    if !goes_through(me, case, posted, wanted) {
        return Ok(None);
    }
    let found = look(text, case, &me.council, me.today);
    let kept = posted.fields().filter(|(name, value)| {
        !matches!(*name, LOOKED | "step" | "draft-of" | "use-template") && !value.is_empty()
    });
    let reference = case.state.reference.to_string();
    let page = page(&LookPage {
        chrome: me.chrome(&format!("What it reveals, {reference}")),
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

/// Whether the answer would be sent as it is: what is wrong with it is said before anybody looks at it.
fn goes_through(me: &Me, case: &Enquiry, posted: &Posted, wanted: &Wanted) -> bool {
    let Wanted::Act(act) = wanted else {
        return true;
    };
    let command = Command {
        act: act.clone(),
        explanation: posted.given(EXPLANATION).map(str::to_owned),
    };
    let now = Some((&case.state, case.version));
    with_context(me, |cx| {
        Enquiries::decide(&case.stream, now, command, cx).is_ok()
    })
}
