//! Opening a case of a register: one form, what the protocol says above it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::AppointmentId;
use domain::register::Actor;
use domain::verdict::{Invalid, Refusal, Rejection};

use super::acts::{ActPage, Open, kept, opened};
use super::view::fields;
use crate::acts::EXPLANATION;
use crate::operations::{ActError, Options, Subject};
use crate::registers::{Look, Shown};
use crate::web::enquiries::{act_key, acts_for, given};
use crate::web::error::{Problem, Refused, Way};
use crate::web::forms::{Field, Form};
use crate::web::frame::{Me, Page, page};
use crate::web::posted::Posted;
use crate::web::words;

/// The form's own field for whose appointment an assistant acts.
const FOR: &str = "acting-for";

/// The form that opens a case.
pub async fn show<R: Shown>(me: Me) -> Page {
    let kind = kind::<R>(&me)?;
    let actor = actor(&me, None);
    let open = open::<R>(&me, &actor, None)?;
    let mut form = form::<R>(&me, &open)?;
    let store = me.app().operations().store();
    let draft = store
        .draft(me.signed.person(), &draft_key::<R>(kind))
        .await?;
    if let Some(posted) = draft.and_then(|(fields, _)| Posted::kept(&fields)) {
        form = form.refill(&posted, &[]);
    }
    open_page::<R>(&me, open, form)
}

/// The kind of act that opens: the register's own, or one named in the address.
fn kind<R: Shown>(me: &Me) -> Result<R::Kind, Problem> {
    let kind = match me.query("as") {
        None => R::OPENS,
        Some(key) => R::OPENS_TOO
            .iter()
            .copied()
            .find(|kind| R::key(*kind) == key),
    };
    kind.ok_or(Problem::NotFound)
}

/// The form’s address.
fn new<R: Shown>(kind: R::Kind) -> String {
    if R::OPENS == Some(kind) {
        format!("/{}/new", R::NAME)
    } else {
        format!("/{}/new?as={}", R::NAME, R::key(kind))
    }
}

fn draft_key<R: Shown>(kind: R::Kind) -> String {
    new::<R>(kind).trim_start_matches('/').to_owned()
}

/// Who acts: themselves, or for the appointment that the form names.
fn actor(me: &Me, posted: Option<&Posted>) -> Actor {
    let chosen = posted.and_then(|posted| posted.given(FOR));
    let chosen: Option<AppointmentId> = chosen.and_then(|id| id.parse().ok());
    let own = &me.signed.actor;
    let only = match acts_for(me).as_slice() {
        [one] => one.value.parse().ok(),
        _ => None,
    };
    Actor {
        visible: own.visible.clone(),
        acting_for: chosen.or(only),
    }
}

fn look<'a>(me: &'a Me, actor: &'a Actor) -> Look<'a> {
    Look { actor, ..me.look() }
}

fn open<R: Shown>(me: &Me, actor: &Actor, posted: Option<&Posted>) -> Result<Open, Problem> {
    let kind = kind::<R>(me)?;
    let gate = look(me, actor).with_context(|cx| R::gate(None, kind, cx));
    let open = opened(gate).map_err(|refusal| refused::<R>(refusal, posted))?;
    open.ok_or(Problem::NotFound)
}

fn form<R: Shown>(me: &Me, open: &Open) -> Result<Form, Problem> {
    let kind = kind::<R>(me)?;
    let mut all = Vec::new();
    let whose = acts_for(me);
    if whose.len() > 1 {
        let mut field = Field::select(FOR, "For which member?", whose).optional();
        if let crate::web::forms::Control::Select(choices) = &mut field.control {
            choices.insert(
                0,
                crate::web::forms::Choice::new("", "Nobody: for the council"),
            );
        }
        all.push(field);
    }
    all.extend(fields::<R>(kind, None, &me.look()));
    all.extend(open.explain.clone());
    let mut form = Form::new(new::<R>(kind), R::button(kind), all);
    form.token = me.act_token();
    form.cancel = Some(back::<R>());
    form.draft = Some(draft_key::<R>(kind));
    Ok(form)
}

fn back<R: Shown>() -> Way {
    Way::link(words::sentence(R::NOUN.many), format!("/{}", R::NAME))
}

fn open_page<R: Shown>(me: &Me, open: Open, form: Form) -> Page {
    let kind = kind::<R>(me)?;
    let heading = if R::OPENS == Some(kind) {
        R::NOUN.open
    } else {
        R::label(kind)
    };
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        heading.to_owned()
    };
    let look = me.look();
    let silent = look.protocol().and_then(R::silent);
    page(&ActPage {
        chrome: me.chrome(&title),
        back: back::<R>(),
        subject: words::sentence(R::NOUN.many),
        heading,
        guidance: R::guidance(&look).or(silent),
        bases: open.bases,
        changed: Vec::new(),
        form,
    })
}

/// Opens the case.
pub async fn submit<R: Shown>(me: Me, posted: Posted) -> Result<Response, Problem> {
    let kind = kind::<R>(&me)?;
    let actor = actor(&me, Some(&posted));
    let look = look(&me, &actor);
    let why = posted.given(EXPLANATION).map(str::to_owned);
    let mut given = given(&posted);
    let command = R::command(kind, &mut given, why, None, &look);
    let asks = R::asks(kind, None, &look);
    let wrong = given.and_left_out(&asks).into_wrong();
    let command = match command {
        Some(command) if wrong.is_empty() => command,
        _ => return again::<R>(&me, &actor, &posted, &wrong),
    };
    let options = Options {
        seen: None,
        key: act_key(&me, &posted),
        drafts_done: vec![draft_key::<R>(kind)],
    };
    let operations = me.app().operations();
    let done = match R::prepare(operations, &look, command).await {
        Ok(command) => {
            operations
                .act::<R>(&actor, Subject::New, command, options)
                .await
        }
        Err(no) => Err(no),
    };
    match done {
        Ok(done) => {
            let key = R::key(kind);
            let to = format!("/{0}/{1}?done={0}.{key}", R::NAME, done.reference);
            Ok(Redirect::to(&to).into_response())
        }
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
            again::<R>(&me, &actor, &posted, &invalid)
        }
        Err(ActError::Rejected(Rejection::Refused(refusal))) => {
            Err(refused::<R>(refusal, Some(&posted)))
        }
        Err(other) => Err(other.into()),
    }
}

/// The form again, with what is wrong and every word kept.
fn again<R: Shown>(
    me: &Me,
    actor: &Actor,
    posted: &Posted,
    invalid: &[Invalid],
) -> Result<Response, Problem> {
    let open = open::<R>(me, actor, Some(posted))?;
    let form = form::<R>(me, &open)?.refill(posted, invalid);
    let body = open_page::<R>(me, open, form)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
}

fn refused<R: Shown>(refusal: Refusal, posted: Option<&Posted>) -> Problem {
    Problem::Refused(Box::new(Refused {
        heading: format!("“{}” was not done", R::NOUN.open),
        refusal,
        kept: kept(posted),
        back: Some(back::<R>()),
    }))
}
