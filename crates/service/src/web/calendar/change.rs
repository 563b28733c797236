//! Changing the council's working days: closures and bank holidays added or taken away, a newer list of bank
//! holidays, the hour from which what comes counts as the next day. Past days need a reason, and what was
//! judged stays judged.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::calendar::{CalendarEvent, parse_govuk, parse_time};
use domain::verdict::{Invalid, Rejection};
use jiff::civil::{Date, Time};

use crate::operations::{ActError, FactChange, Keeper};
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::words;

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
        Choice::new("holidays-loaded", "A newer list of bank holidays"),
        Choice::new(
            "cut-off-set",
            "The hour from which what comes counts as the next day",
        ),
    ];
    let mut form = Form::new(
        "/calendar/change",
        "Save",
        vec![
            Field::one("what", "What changes?", what),
            Field::day("date", "Which day")
                .hint("For the hour: from which day on. A list has its own days.")
                .optional(),
            Field::line("title", "What the day is called")
                .hint("Only for a day that is added.")
                .optional(),
            Field::line("time", "Which hour")
                .hint("Only for the hour, for example 17:00. Left empty, no hour counts any more.")
                .optional(),
            Field::files("list", "The list", false)
                .accepting(".json")
                .hint("Only for a newer list: bank-holidays.json as gov.uk publishes it, whole years.")
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

/// The change that a form describes. Its shape is read here; the calendar checks the rest.
fn event(posted: &Posted) -> Result<CalendarEvent, Vec<Invalid>> {
    let reason = posted.given("reason").map(domain::text::clean_line);
    let title = || domain::text::clean_line(posted.text("title"));
    Ok(match posted.text("what") {
        "closure-added" => CalendarEvent::ClosureAdded {
            date: day(posted)?,
            title: title(),
            reason,
        },
        "closure-removed" => CalendarEvent::ClosureRemoved {
            date: day(posted)?,
            reason,
        },
        "holiday-added" => CalendarEvent::HolidayAdded {
            date: day(posted)?,
            title: title(),
            reason,
        },
        "holiday-removed" => CalendarEvent::HolidayRemoved {
            date: day(posted)?,
            reason,
        },
        "holidays-loaded" => list(posted, reason)?,
        "cut-off-set" => CalendarEvent::CutOffSet {
            at: posted.given("time").map(hour).transpose()?,
            from: day(posted)?,
        },
        _ => return bad("what", "choose what changes"),
    })
}

fn bad<T>(field: &'static str, why: impl Into<String>) -> Result<T, Vec<Invalid>> {
    Err(vec![Invalid::new(field, why)])
}

fn day(posted: &Posted) -> Result<Date, Vec<Invalid>> {
    match posted.date("date") {
        Ok(Some(date)) => Ok(date),
        Ok(None) => bad("date", "give the day"),
        Err(why) => bad("date", why),
    }
}

fn hour(text: &str) -> Result<Time, Vec<Invalid>> {
    parse_time(text).or_else(|why| bad("time", why.to_string()))
}

/// A list as gov.uk publishes it.
fn list(posted: &Posted, reason: Option<String>) -> Result<CalendarEvent, Vec<Invalid>> {
    let Some(file) = posted.files.iter().find(|file| file.field == "list") else {
        return bad("list", "choose the file that holds the list");
    };
    let read = std::str::from_utf8(&file.bytes).map_err(|_| "it is no text".to_owned());
    match read.and_then(|text| parse_govuk(text).map_err(|why| why.to_string())) {
        Ok(holidays) => Ok(CalendarEvent::HolidaysLoaded {
            source: words::first_words(&domain::text::clean_line(&file.name), 80),
            holidays,
            reason,
        }),
        Err(why) => bad(
            "list",
            format!("the file is no list of bank holidays: {why}"),
        ),
    }
}

/// What is wrong with a change, by the fields of the form: the hour holds from its `date`.
fn in_the_form(invalid: Vec<Invalid>) -> Vec<Invalid> {
    let all = invalid.into_iter();
    all.map(|wrong| match wrong.field {
        "from" => Invalid::new("date", wrong.why),
        _ => wrong,
    })
    .collect()
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
        Err(ActError::Rejected(Rejection::Invalid(invalid))) => again(&in_the_form(invalid)),
        Err(other) => Err(other.into()),
    }
}
