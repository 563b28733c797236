//! Acting on a case: one form for each kind of act, one way of sending it. A form that was filled in
//! while somebody else acted is shown again with what has changed and with every word kept.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::verdict::{Gate, Invalid, Refusal, Rejection};

use super::view::{entries, fields, readers_note, told, version_at};
use super::{address, load, reference_of};
use crate::acts::EXPLANATION;
use crate::operations::{ActError, Case, Options, Subject};
use crate::registers::Shown;
use crate::web::enquiries::{act_key, given};
use crate::web::error::{BasisLink, Kept, Problem, Refused, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::thread::EntryView;
use crate::web::words;

/// The longest reason that a gate may ask for, in characters.
const WHY_CHARS_MAX: usize = 2_000;
/// How often an act is sent again that only something for others got in the way of.
const TRIES: usize = 8;

#[derive(Template)]
#[template(path = "registers/act.html")]
pub(super) struct ActPage {
    pub chrome: Chrome,
    pub back: Way,
    pub subject: String,
    pub heading: &'static str,
    pub guidance: Option<String>,
    pub bases: Vec<BasisLink>,
    pub changed: Vec<EntryView>,
    pub form: Form,
}

/// What the gate lets through: what must be explained, and what it rests on.
pub(super) struct Open {
    pub explain: Option<Field>,
    pub bases: Vec<BasisLink>,
}

/// What a gate says: open with what is asked, refused, or hidden.
pub(super) fn opened(gate: Gate) -> Result<Option<Open>, Refusal> {
    match gate {
        Gate::Allowed { explain, cites } => {
            let mut bases: Vec<_> = cites
                .iter()
                .map(|cite| BasisLink::from(&cite.basis))
                .collect();
            bases.dedup();
            let explain = explain.map(|explain| {
                Field::words(EXPLANATION, &explain.question, 4, WHY_CHARS_MAX)
                    .basis(BasisLink::from(&explain.basis))
            });
            Ok(Some(Open { explain, bases }))
        }
        Gate::Refused(refusal) => Err(refusal),
        Gate::Hidden => Ok(None),
    }
}

/// The form of one kind of act.
pub async fn show<R: Shown>(me: Me, Path((reference, key)): Path<(String, String)>) -> Page {
    let (case, kind) = found::<R>(&me, &reference, &key).await?;
    let open = open(&me, &case, kind, None)?;
    let mut form = form(&me, &case, kind, &open);
    let store = me.app().operations().store();
    let about = me.query("about");
    let kept = store
        .draft(me.signed.person(), &draft_key(&case, kind))
        .await?;
    match kept
        .filter(|_| about.is_none())
        .and_then(|(fields, _)| Posted::kept(&fields))
    {
        Some(posted) => form = form.refill(&posted, &[]),
        None => {
            let (operations, look) = (me.app().operations(), me.look());
            let filled = R::filled(operations, &look, kind, &case, about.as_deref()).await?;
            form.fields = form
                .fields
                .into_iter()
                .map(|f| given_to(f, &filled))
                .collect();
        }
    }
    act_page(&me, &case, kind, open, form, Vec::new())
}

/// A field with what stands in it already.
fn given_to(field: Field, filled: &[(&'static str, String)]) -> Field {
    match filled.iter().find(|(name, _)| *name == field.name) {
        Some((_, value)) => field.with(value.as_str()),
        None => field,
    }
}

async fn found<R: Shown>(
    me: &Me,
    reference: &str,
    key: &str,
) -> Result<(Case<R>, R::Kind), Problem> {
    let kind = R::KINDS.iter().find(|kind| R::key(**kind) == key);
    let case = load::<R>(me, reference).await?;
    Ok((case, *kind.ok_or(Problem::NotFound)?))
}

fn draft_key<R: Shown>(case: &Case<R>, kind: R::Kind) -> String {
    format!("{}/{}", reference_of(case), R::key(kind))
}

fn open<R: Shown>(
    me: &Me,
    case: &Case<R>,
    kind: R::Kind,
    posted: Option<&Posted>,
) -> Result<Open, Problem> {
    let gate = me
        .look()
        .with_context(|cx| R::gate(Some(&case.state), kind, cx));
    let open = opened(gate).map_err(|refusal| refused(case, kind, refusal, posted))?;
    open.ok_or(Problem::NotFound)
}

fn form<R: Shown>(me: &Me, case: &Case<R>, kind: R::Kind, open: &Open) -> Form {
    let mut fields = fields(kind, Some(case), &me.look());
    fields.extend(open.explain.clone());
    let has_words = !fields.is_empty();
    let action = format!("{}/acts/{}", address(case), R::key(kind));
    let mut form = Form::new(action, R::button(kind), fields);
    form.token = me.act_token();
    form.seen = Some(told(case, &me.look()));
    form.grave = R::grave(kind);
    form.readers = readers_note(me, kind, case);
    form.cancel = Some(back(case));
    form.draft = has_words.then(|| draft_key(case, kind));
    form
}

fn back<R: Shown>(case: &Case<R>) -> Way {
    Way::link(format!("Go back to {}", reference_of(case)), address(case))
}

fn act_page<R: Shown>(
    me: &Me,
    case: &Case<R>,
    kind: R::Kind,
    open: Open,
    form: Form,
    changed: Vec<EntryView>,
) -> Page {
    let heading = R::label(kind);
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        format!("{heading}, {}", reference_of(case))
    };
    page(&ActPage {
        chrome: me.chrome(&title),
        back: Way::link(reference_of(case), address(case)),
        subject: R::title(case, &me.look()),
        heading,
        guidance: None,
        bases: open.bases,
        changed,
        form,
    })
}

/// Carries the act out.
pub async fn submit<R: Shown>(
    me: Me,
    Path((reference, key)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let (case, kind) = found::<R>(&me, &reference, &key).await?;
    let look = me.look();
    let why = posted.given(EXPLANATION).map(str::to_owned);
    let mut given = given(&posted);
    let command = R::command(kind, &mut given, why, Some(&case), &look);
    let asks = R::asks(kind, Some(&case), &look);
    let wrong = given.and_left_out(&asks).into_wrong();
    let command = match command {
        Some(command) if wrong.is_empty() => command,
        _ => return again(&me, &case, kind, &posted, &wrong),
    };
    let seen = posted.given("seen").and_then(|seen| seen.parse().ok());
    let mut case = case;
    for _ in 0..TRIES {
        match attempt(&me, &case, kind, command.clone(), &posted, seen).await {
            Ok(()) => {
                let to = format!("{}?done={}.{}#end", address(&case), R::NAME, R::key(kind));
                return Ok(Redirect::to(&to).into_response());
            }
            Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
                return again(&me, &case, kind, &posted, &invalid);
            }
            Err(ActError::Rejected(Rejection::Refused(refusal))) => {
                return Err(refused(&case, kind, refusal, Some(&posted)));
            }
            Err(ActError::Moved { .. }) => {}
            Err(other) => return Err(other.into()),
        }
        case = load::<R>(&me, &reference).await?;
        // What came in between and is for others is no news to them: the act is decided again.
        if seen.is_none_or(|seen| told(&case, &look) > seen) {
            break;
        }
    }
    stale(&me, &case, kind, &posted, seen.unwrap_or_default())
}

/// Carries the act out once, on the case as it was loaded.
async fn attempt<R: Shown>(
    me: &Me,
    case: &Case<R>,
    kind: R::Kind,
    command: R::Command,
    posted: &Posted,
    seen: Option<u64>,
) -> Result<(), ActError> {
    let look = me.look();
    let options = Options {
        seen: seen.map(|seen| version_at(case, &look, seen)),
        key: act_key(me, posted),
        drafts_done: vec![draft_key(case, kind)],
    };
    let operations = me.app().operations();
    let open = look.with_context(|cx| R::gate(Some(&case.state), kind, cx).is_allowed());
    // What is closed to them is refused by the decision; nothing is read or counted for it first.
    let command = match open {
        true => R::prepare(operations, &look, command).await?,
        false => command,
    };
    let reference = reference_of(case).parse();
    let subject = Subject::Case(reference.map_err(|_| ActError::NotFound)?);
    let actor = &me.signed.actor;
    operations
        .act::<R>(actor, subject, command, options)
        .await?;
    Ok(())
}

/// The form again, with what is wrong and every word kept.
fn again<R: Shown>(
    me: &Me,
    case: &Case<R>,
    kind: R::Kind,
    posted: &Posted,
    invalid: &[Invalid],
) -> Result<Response, Problem> {
    let open = open(me, case, kind, Some(posted))?;
    let form = form(me, case, kind, &open).refill(posted, invalid);
    let body = act_page(me, case, kind, open, form, Vec::new())?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
}

/// Somebody acted in between: what they did, and the same form with the words kept.
fn stale<R: Shown>(
    me: &Me,
    case: &Case<R>,
    kind: R::Kind,
    posted: &Posted,
    seen: u64,
) -> Result<Response, Problem> {
    let changed = entries(case, &me.look(), seen)?;
    let open = open(me, case, kind, Some(posted))?;
    let form = form(me, case, kind, &open).refill(posted, &[]);
    let Html(body) = act_page(me, case, kind, open, form, changed)?;
    Ok((StatusCode::CONFLICT, Html(body)).into_response())
}

/// The page of a refusal, with the words kept.
fn refused<R: Shown>(
    case: &Case<R>,
    kind: R::Kind,
    refusal: Refusal,
    posted: Option<&Posted>,
) -> Problem {
    Problem::Refused(Box::new(Refused {
        heading: format!("“{}” was not done", R::label(kind)),
        refusal,
        kept: kept(posted),
        back: Some(back(case)),
    }))
}

/// The longer words that somebody had typed, so that a refusal loses none.
pub(super) fn kept(posted: Option<&Posted>) -> Vec<Kept> {
    let fields = posted.into_iter().flat_map(Posted::fields);
    let long = fields.filter(|(name, value)| {
        !matches!(*name, "act-token" | "seen") && value.trim().chars().count() > 20
    });
    long.map(|(name, value)| Kept {
        label: words::sentence(&name.replace('-', " ")),
        text: value.to_owned(),
    })
    .collect()
}
