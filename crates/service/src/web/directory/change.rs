//! Changing the directory: one form for each noun, for appointments, absences and election day. Who may
//! is decided by the gate of the council's facts, before anything is typed.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::council::gate_facts;
use domain::directory::DirectoryCommand;
use domain::verdict::{Gate, Invalid, Rejection};

use super::commands::command;
use super::fields::{What, fields};
use crate::operations::{ActError, Keeper};
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Refused, Way};
use crate::web::forms::Form;
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::Names;
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "directory/change.html")]
struct ChangePage {
    chrome: Chrome,
    heading: String,
    lead: &'static str,
    form: Form,
}

/// Whether this person keeps the council's facts; a refusal with its basis if not.
pub fn may_change(me: &Me, back: &'static str) -> Result<(), Problem> {
    match gate_facts(me.signed.visible()) {
        Gate::Refused(refusal) => Err(Problem::Refused(Box::new(Refused {
            heading: "You cannot change this".to_owned(),
            refusal,
            kept: Vec::new(),
            back: Some(Way::link("Go back", back)),
        }))),
        _ => Ok(()),
    }
}

/// Whether to offer changes at all.
pub fn keeps_facts(me: &Me) -> bool {
    gate_facts(me.signed.visible()).is_allowed()
}

/// The form of one change.
pub async fn show(me: Me, Path(what): Path<String>) -> Page {
    may_change(&me, "/directory")?;
    let what = What::named(&what).ok_or(Problem::NotFound)?;
    let id = me.query("id");
    change_page(&me, what, form(&me, what, id.as_deref())?)
}

fn form(me: &Me, what: What, id: Option<&str>) -> Result<Form, Problem> {
    let fields = fields(Names::on(&me.council, me.today), what, id).ok_or(Problem::NotFound)?;
    let mut form = Form::new(
        format!("/directory/change/{}", what.name()),
        what.button(),
        fields,
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the directory", "/directory"));
    form.hidden = id
        .map(|id| ("id".to_owned(), id.to_owned()))
        .into_iter()
        .collect();
    Ok(form)
}

fn change_page(me: &Me, what: What, form: Form) -> Page {
    let heading = match what.heading().strip_prefix("Add a ") {
        Some(thing) if !form.hidden.is_empty() => format!("Change this {thing}"),
        _ => what.heading().to_owned(),
    };
    let title = if form.has_errors() {
        format!("Error: {heading}")
    } else {
        heading.clone()
    };
    page(&ChangePage {
        chrome: me.chrome(&title),
        heading,
        lead: what.lead(),
        form,
    })
}

/// Makes the change.
pub async fn submit(me: Me, Path(what): Path<String>, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/directory")?;
    let what = What::named(&what).ok_or(Problem::NotFound)?;
    let command = match command(&me.council, what, &posted) {
        Ok(command) => command,
        Err(invalid) => return again(&me, what, &posted, &invalid),
    };
    let operations = me.app().operations();
    let keeper = Keeper::Person(&me.signed.actor);
    let to = after(&command);
    match operations
        .keep_directory(keeper, vec![command], act_key(&me, &posted))
        .await
    {
        Ok(_) => Ok(Redirect::to(&to).into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&me, what, &posted, &invalid),
        Err(other) => Err(other.into()),
    }
}

/// The page that shows what was changed.
fn after(command: &DirectoryCommand) -> String {
    use DirectoryCommand as Do;
    let page = match command {
        Do::ChangePerson { person, .. }
        | Do::EndPerson { person, .. }
        | Do::RecordAway { person, .. } => {
            format!("/people/{person}")
        }
        Do::Appoint(new) => format!("/people/{}", new.person),
        Do::RecordService { service, .. } => format!("/services/{}", service.id),
        Do::RecordWard { ward, .. } => format!("/wards/{}", ward.id),
        Do::RecordGroup { group, .. } => format!("/directory/groups/{}", group.id),
        Do::RecordBody { body, .. } => format!("/bodies/{}", body.id),
        Do::RecordTeam { team, .. } => format!("/teams/{}", team.id),
        Do::RecordPartner { partner, .. } => format!("/partners/{}", partner.id),
        _ => "/directory".to_owned(),
    };
    format!("{page}?done=saved")
}

fn again(me: &Me, what: What, posted: &Posted, invalid: &[Invalid]) -> Result<Response, Problem> {
    let form = form(me, what, posted.given("id"))?.refill(posted, invalid);
    Ok((
        StatusCode::UNPROCESSABLE_ENTITY,
        change_page(me, what, form)?,
    )
        .into_response())
}
