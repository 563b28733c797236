//! Changing the council's working days: closures and bank holidays added or taken away. Past days need a
//! reason, and what was judged stays judged.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::CalendarEvent;
use domain::verdict::{Invalid, Rejection};

use crate::operations::{ActError, FactChange, Keeper};
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;

#[derive(Template)]
#[template(path = "calendar/change.html")]
struct ChangePage {
    chrome: Chrome,
    form: Form,
}

fn form(me: &Me) -> Form {
    let what = vec![
        Choice::new("closure-added", "The council is closed on a day"),
        Choice::new(
            "closure-removed",
            "The council is open on a closure day after all",
        ),
        Choice::new(
            "holiday-added",
            "A bank holiday that the list does not have",
        ),
        Choice::new(
            "holiday-removed",
            "A bank holiday of the list does not count here",
        ),
    ];
    let mut form = Form::new(
        "/calendar/change",
        "Save",
        vec![
            Field::one("what", "What changes?", what),
            Field::day("date", "Which day"),
            Field::line("title", "What the day is called")
                .hint("Only for a day that is added.")
                .optional(),
            Field::line("reason", "Why")
                .hint("Needed where the day is past.")
                .optional(),
        ],
    );
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to the working days", "/calendar"));
    form
}

fn change_page(me: &Me, form: Form) -> Page {
    let title = if form.has_errors() {
        "Error: Change the working days"
    } else {
        "Change the working days"
    };
    page(&ChangePage {
        chrome: me.chrome(title),
        form,
    })
}

/// The form.
pub async fn show(me: Me) -> Page {
    may_change(&me, "/calendar")?;
    change_page(&me, form(&me))
}

fn event(posted: &Posted) -> Result<CalendarEvent, Vec<Invalid>> {
    let bad = |field, why: String| Err(vec![Invalid::new(field, why)]);
    let date = match posted.date("date") {
        Ok(Some(date)) => date,
        Ok(None) => return bad("date", "give the day".to_owned()),
        Err(why) => return bad("date", why),
    };
    let title = domain::text::clean_line(posted.text("title"));
    let reason = posted.given("reason").map(domain::text::clean_line);
    Ok(match posted.text("what") {
        "closure-added" => CalendarEvent::ClosureAdded {
            date,
            title,
            reason,
        },
        "closure-removed" => CalendarEvent::ClosureRemoved { date, reason },
        "holiday-added" => CalendarEvent::HolidayAdded {
            date,
            title,
            reason,
        },
        "holiday-removed" => CalendarEvent::HolidayRemoved { date, reason },
        _ => return bad("what", "choose what changes".to_owned()),
    })
}

/// Makes the change.
pub async fn submit(me: Me, posted: Posted) -> Result<Response, Problem> {
    may_change(&me, "/calendar")?;
    let again = |invalid: &[Invalid]| -> Result<Response, Problem> {
        let page = change_page(&me, form(&me).refill(&posted, invalid))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let event = match event(&posted) {
        Ok(event) => event,
        Err(invalid) => return again(&invalid),
    };
    let operations = me.app().operations();
    let keeper = Keeper::Person(&me.signed.actor);
    let key = act_key(&me, &posted);
    match operations
        .change(keeper, vec![FactChange::Calendar(event)], key)
        .await
    {
        Ok(_) => Ok(Redirect::to("/calendar?done=saved").into_response()),
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&invalid),
        Err(other) => Err(other.into()),
    }
}
