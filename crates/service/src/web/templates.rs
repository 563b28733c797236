//! Reply templates on pages: written, changed and retired by who keeps them.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::directory::Fact as _;
use domain::templates::{PLACEHOLDERS, TemplateGiven, Templates, Use, gate};
use domain::verdict::{Invalid, Rejection};

use super::enquiries::act_key;
use super::error::{Problem, Refused, Way};
use super::forms::{Choice, Field, Form};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::posted::Posted;
use super::routes::{Route, act, at, linked};
use crate::operations::{ActError, TemplateChange};

#[derive(Template)]
#[template(path = "templates/list.html")]
struct ListPage {
    chrome: Chrome,
    may_keep: bool,
    templates: Vec<TemplateView>,
}

struct TemplateView {
    id: String,
    title: String,
    text: String,
    of: String,
    uses: String,
    retired: bool,
    may_keep: bool,
    token: String,
}

#[derive(Template)]
#[template(path = "templates/edit.html")]
struct EditPage {
    chrome: Chrome,
    heading: &'static str,
    placeholders: [(&'static str, &'static str); 6],
    form: Form,
}

/// The routes of templates.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("/templates", "GET", at("/templates", "manager"), get(list)),
        Route::new(
            "/new-template",
            "GET POST",
            at("/new-template", "manager"),
            get(new).post(create),
        ),
        Route::new(
            "/templates/{id}",
            "GET POST",
            linked("/templates", "manager"),
            get(edit).post(change),
        ),
        Route::new(
            "/templates/{id}/retire",
            "POST",
            act("/templates", Some("manager")),
            post(retire),
        ),
    ]
}

fn use_words(of: Use) -> &'static str {
    match of {
        Use::Acknowledge => "acknowledgements",
        Use::Hold => "holding replies",
        Use::Answer => "answers",
    }
}

/// Every template.
pub async fn list(me: Me) -> Page {
    let templates = me.app().operations().templates().await?;
    let names = Names::on(&me.council, me.today);
    let view = |t: &domain::templates::Template| TemplateView {
        id: t.id.to_string(),
        title: t.title.clone(),
        text: t.text.clone(),
        of: t
            .service
            .as_ref()
            .map_or("The whole council".to_owned(), |s| names.service(s)),
        uses: t
            .uses
            .iter()
            .map(|u| use_words(*u))
            .collect::<Vec<_>>()
            .join(", "),
        retired: t.retired,
        may_keep: gate(t.service.as_ref(), me.signed.visible()).is_allowed(),
        token: me.app().act_token(me.signed.person()),
    };
    page(&ListPage {
        chrome: me.chrome("Reply templates"),
        may_keep: !keeps(&me).is_empty(),
        templates: templates.all().map(view).collect(),
    })
}

/// For what this person keeps templates: the whole council, and services.
fn keeps(me: &Me) -> Vec<Choice> {
    let visible = me.signed.visible();
    let services = me.council.directory.services.on(me.today);
    let mut all: Vec<Choice> = services
        .filter(|s| gate(Some(&s.id), visible).is_allowed())
        .map(|s| Choice::new(s.id.as_str(), s.name()))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    if gate(None, visible).is_allowed() {
        all.insert(0, Choice::new("", "The whole council"));
    }
    all
}

fn form(me: &Me, action: String, templates: &Templates, id: Option<&str>) -> Form {
    let known = id.and_then(|id| templates.get(id));
    let of = known
        .and_then(|t| t.service.as_ref())
        .map_or("", |s| s.as_str());
    let mut uses: Vec<Choice> = [
        (Use::Acknowledge, "acknowledge"),
        (Use::Hold, "hold"),
        (Use::Answer, "answer"),
    ]
    .into_iter()
    .map(|(of, value)| {
        let mut choice = Choice::new(value, super::words::sentence(use_words(of)));
        choice.chosen = known.is_some_and(|t| t.uses.contains(&of));
        choice
    })
    .collect();
    if known.is_none() {
        uses[1].chosen = true;
    }
    let mut form = Form::new(
        action,
        "Keep the template",
        vec![
            Field::line("title", "What is it called?").with(known.map_or("", |t| &t.title)),
            Field::select("service", "Who uses it?", keeps(me)).with(of),
            Field::any("uses", "For which replies?", uses),
            Field::words("text", "The words", 10, 5_000).with(known.map_or("", |t| &t.text)),
        ],
    );
    form.token = me.app().act_token(me.signed.person());
    form.cancel = Some(Way::link("Back to the templates", "/templates"));
    form
}

fn edit_page(me: &Me, heading: &'static str, form: Form) -> Page {
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        heading.to_owned()
    };
    page(&EditPage {
        chrome: me.chrome(&title),
        heading,
        placeholders: PLACEHOLDERS,
        form,
    })
}

const NEW: &str = "Write a template";
const CHANGE: &str = "Change a template";

fn refused(refusal: domain::verdict::Refusal) -> Problem {
    Problem::Refused(Box::new(Refused {
        heading: "You do not keep these templates".to_owned(),
        refusal,
        kept: Vec::new(),
        back: Some(Way::link("Back to the templates", "/templates")),
    }))
}

/// The form of a new one.
pub async fn new(me: Me) -> Page {
    if keeps(&me).is_empty()
        && let domain::verdict::Gate::Refused(refusal) = gate(None, me.signed.visible())
    {
        return Err(refused(refusal));
    }
    let form = form(&me, "/new-template".to_owned(), &Templates::default(), None);
    edit_page(&me, NEW, form)
}

/// The form of one that there is.
pub async fn edit(me: Me, Path(id): Path<String>) -> Page {
    let templates = me.app().operations().templates().await?;
    let known = templates.get(&id).ok_or(Problem::NotFound)?;
    if let domain::verdict::Gate::Refused(refusal) =
        gate(known.service.as_ref(), me.signed.visible())
    {
        return Err(refused(refusal));
    }
    let form = form(&me, format!("/templates/{id}"), &templates, Some(&id));
    edit_page(&me, CHANGE, form)
}

/// Keeps a new one.
pub async fn create(me: Me, posted: Posted) -> Result<Response, Problem> {
    keep(&me, None, &posted).await
}

/// Keeps a changed one.
pub async fn change(me: Me, Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    keep(&me, Some(id), &posted).await
}

async fn keep(me: &Me, id: Option<String>, posted: &Posted) -> Result<Response, Problem> {
    let uses = posted
        .all("uses")
        .into_iter()
        .filter_map(|word| match word {
            "acknowledge" => Some(Use::Acknowledge),
            "hold" => Some(Use::Hold),
            "answer" => Some(Use::Answer),
            _ => None,
        });
    let given = TemplateGiven {
        id: match &id {
            Some(id) => Some(id.parse().map_err(|_| Problem::NotFound)?),
            None => None,
        },
        service: posted.given("service").and_then(|id| id.parse().ok()),
        uses: uses.collect(),
        title: posted.text("title").to_owned(),
        text: posted.text("text").to_owned(),
    };
    let operations = me.app().operations();
    let change = TemplateChange::Keep(given);
    match operations
        .change_template(&me.signed.actor, change, act_key(me, posted))
        .await
    {
        Ok(()) => Ok(Redirect::to("/templates?done=saved").into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => {
            again(me, id.as_deref(), posted, &invalid).await
        }
        Err(ActError::Rejected(Rejection::Refused(refusal))) => Err(refused(refusal)),
        Err(other) => Err(other.into()),
    }
}

async fn again(
    me: &Me,
    id: Option<&str>,
    posted: &Posted,
    invalid: &[Invalid],
) -> Result<Response, Problem> {
    let templates = me.app().operations().templates().await?;
    let action = id.map_or("/new-template".to_owned(), |id| format!("/templates/{id}"));
    let form = form(me, action, &templates, id).refill(posted, invalid);
    let heading = if id.is_some() { CHANGE } else { NEW };
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        edit_page(me, heading, form)?,
    )
        .into_response())
}

/// No longer offers one.
pub async fn retire(me: Me, Path(id): Path<String>, posted: Posted) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    let change = TemplateChange::Retire(id);
    let operations = me.app().operations();
    match operations
        .change_template(&me.signed.actor, change, act_key(&me, &posted))
        .await
    {
        Ok(()) => Ok(Redirect::to("/templates?done=saved").into_response()),
        Err(ActError::Rejected(Rejection::Refused(refusal))) => Err(refused(refusal)),
        Err(other) => Err(other.into()),
    }
}
