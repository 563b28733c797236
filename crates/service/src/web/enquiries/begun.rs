//! A reply that begins from a template: which are offered for a kind of act, and the form with the words
//! of one filled in. Never sends anything.

use std::collections::BTreeMap;

use domain::calendar::long_date;
use domain::enquiries::{Kind, clock};
use domain::templates::{Templates, Use, fill};

use super::Enquiry;
use super::case::title_of;
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::posted::Posted;

/// The button that fills the form from the chosen template.
pub const FILL: &str = "use-template";
/// The field in which one is chosen.
const CHOSEN: &str = "begin-with";

/// The use of templates for a kind of act, with the field that they fill.
fn used(kind: Kind) -> Option<(Use, &'static str)> {
    Some(match kind {
        Kind::Acknowledge => (Use::Acknowledge, "words"),
        Kind::Hold => (Use::Hold, "why"),
        Kind::Answer | Kind::AnswerTogether => (Use::Answer, "words"),
        _ => return None,
    })
}

/// Whether a kind of act begins from templates at all, so that nobody reads them in vain.
pub fn takes(kind: Kind) -> bool {
    used(kind).is_some()
}

/// Adds the choice of templates to a form, where there are any for it.
pub fn offer(form: &mut Form, case: &Enquiry, kind: Kind, templates: &Templates) {
    let Some((of, _)) = used(kind) else { return };
    let offered = templates.offered(case.state.desk_service(), of);
    if offered.is_empty() {
        return;
    }
    let mut choices = vec![Choice::new("", "None")];
    choices.extend(
        offered
            .iter()
            .map(|t| Choice::new(t.id.as_str(), &*t.title)),
    );
    let field = Field::select(CHOSEN, "Begin from a template", choices)
        .hint("It fills the words below; you read and change them before they are sent.")
        .optional();
    form.fields.insert(0, field);
    form.second = Some((FILL, "Fill in the template"));
}

/// What was sent, with the words of the chosen template in their field, after what was typed there.
pub fn begun(me: &Me, case: &Enquiry, kind: Kind, posted: &Posted, all: &Templates) -> Posted {
    let template = posted.given(CHOSEN).and_then(|id| all.get(id));
    let (Some(template), Some((_, field))) = (template, used(kind)) else {
        return posted.clone();
    };
    let filled = fill(&template.text, &known(me, case));
    let typed = posted.text(field);
    let words = if typed.is_empty() {
        filled
    } else {
        format!("{typed}\n\n{filled}")
    };
    posted
        .with(field, &words)
        .with("template", template.id.as_str())
}

/// What fills the places in braces.
fn known(me: &Me, case: &Enquiry) -> BTreeMap<&'static str, String> {
    let names = Names::on(&me.council, me.today);
    let state = &case.state;
    let mut known = BTreeMap::from([
        ("member", names.holder(&state.holder)),
        ("reference", state.reference.to_string()),
        ("title", title_of(&me.look(), case)),
        ("date", long_date(me.today)),
    ]);
    known.extend(state.desk_service().map(|s| ("service", names.service(s))));
    let next = clock(state, &me.council, me.now).next;
    known.extend(next.map(|due| ("due", long_date(due))));
    known
}
