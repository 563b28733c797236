//! Inviting somebody to sign in by mail, for whoever keeps the council's facts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::PersonId;
use domain::verdict::{Invalid, Rejection};

use crate::operations::identity::{keeps_sessions, serves};
use crate::operations::{ActError, Keeper};
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::Names;
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "sessions/invite.html")]
struct InvitePage {
    chrome: Chrome,
    form: Form,
}

/// The form; for others there is no such page.
pub async fn show(me: Me) -> Page {
    if !keeps_sessions(&me.signed.actor) {
        return Err(Problem::NotFound);
    }
    invite_page(&me, form(&me))
}

fn invite_page(me: &Me, form: Form) -> Page {
    let title = if form.has_errors() {
        "Error: Invite somebody by mail"
    } else {
        "Invite somebody by mail"
    };
    page(&InvitePage {
        chrome: me.chrome(title),
        form,
    })
}

fn form(me: &Me) -> Form {
    let directory = &me.council.directory;
    let names = Names::on(&me.council, me.today);
    let mut people: Vec<_> = directory
        .people()
        .filter(|person| serves(&me.council, person, me.today))
        .map(|person| {
            let label = format!("{}, {}", names.person(person), names.post(person));
            Choice::new(person.as_str(), label)
        })
        .collect();
    people.sort_by(|a, b| a.label.cmp(&b.label));
    people.insert(0, Choice::new("", "Choose a person"));
    let field = Field::select("person", "Whom?", people).hint(
        "Somebody who holds an office or post today and has a mail address in the directory.",
    );
    let mut form = Form::new("/sessions/invite", "Send the invitation", vec![field]);
    form.cancel = Some(Way::link("Cancel", "/sessions/everybody"));
    form
}

/// Sends the invitation.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    if !keeps_sessions(&me.signed.actor) {
        return Err(Problem::NotFound);
    }
    let again = |invalid: &[Invalid]| -> Result<Response, Problem> {
        let page = invite_page(&me, form(&me).refill(&posted, invalid))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Ok(person) = posted.text("person").parse::<PersonId>() else {
        return again(&[Invalid::new("person", "choose one")]);
    };
    if me.app().ways().link_minutes.is_none() {
        let why = "cannot be invited by mail, because no link to sign in goes out by mail here: whoever runs the \
                   server prints one with `wardroom user link`, or writes [mail] into its set-up";
        return again(&[Invalid::new("person", why)]);
    }
    let keeper = Keeper::Person(&me.signed.actor);
    match me.app().operations().invite(keeper, &person).await {
        Ok(()) => Ok(Redirect::to("/sessions/everybody?done=invited").into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&invalid),
        Err(other) => Err(other.into()),
    }
}
