//! The quarter's report on complaints: what was released, for everybody; the quarter that waits to be
//! released, for the team that deals with them.

use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::complaints::{LEAST, Report, is_over, quarter_of};
use domain::verdict::Rejection;
use jiff::civil::Date;

use super::enquiries::act_key;
use super::error::{Problem, Refused, Way};
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::posted::Posted;
use super::routes::{Route, act, at};
use super::words;
use crate::operations::{ActError, keeps_reports};

#[derive(Template)]
#[template(path = "complaints/report.html")]
struct ReportPage {
    chrome: Chrome,
    token: String,
    least: u64,
    /// The last quarter as counted now, for who releases it, where it is not released yet.
    draft: Option<(String, ReportView)>,
    released: Vec<ReportView>,
}

struct ReportView {
    quarter: String,
    on: String,
    aim: String,
    rows: Vec<(String, u64)>,
    services: Vec<(String, u64)>,
    kept: Vec<KeptView>,
}

/// How the complaints of some services kept to the aim.
struct KeptView {
    services: String,
    in_time: u64,
    longer_told: u64,
    others: u64,
}

/// The routes of the report.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/complaints-report",
            "GET",
            at("/complaints-report", "complaints"),
            get(show),
        ),
        Route::new(
            "/complaints-report/release",
            "POST",
            act("/complaints-report", Some("complaints")),
            post(release),
        ),
    ]
}

/// The last quarter that is over.
fn last_quarter(today: Date) -> Date {
    let (from, _) = quarter_of(today);
    from.saturating_sub(jiff::Span::new().days(1))
}

/// What was released, and what waits to be.
pub async fn show(me: Me) -> Page {
    let operations = me.app().operations();
    let released = operations.released_complaint_reports().await?;
    let day = last_quarter(me.today);
    let (from, _) = quarter_of(day);
    let waits =
        released.iter().all(|report| report.from != from) && is_over(quarter_of(day), me.now);
    let draft = if waits && keeps_reports(&me.signed.actor).is_ok() {
        let counted = operations.complaint_report(&me.signed.actor, day).await?;
        Some((day.to_string(), view(&me, &counted)))
    } else {
        None
    };
    page(&ReportPage {
        chrome: me.chrome("Complaints, quarter by quarter"),
        token: me.app().act_token(me.signed.person()),
        least: LEAST,
        draft,
        released: released.iter().map(|report| view(&me, report)).collect(),
    })
}

fn view(me: &Me, report: &Report) -> ReportView {
    let names = Names::on(&me.council, me.today);
    let service = |of: &Option<domain::ids::ServiceId>| {
        of.as_ref()
            .map_or("no service".to_owned(), |s| names.service(s))
    };
    let named = |of: &[Option<domain::ids::ServiceId>]| {
        let names: Vec<String> = of.iter().map(service).collect();
        names.join(", ")
    };
    let told = report.all.map_or_else(Vec::new, |all| all.told());
    let rows = told.into_iter();
    let rows = rows.map(|(what, n)| (words::sentence(&what), n)).collect();
    ReportView {
        quarter: format!(
            "{} to {}",
            words::plain_date(report.from),
            words::plain_date(report.to)
        ),
        on: words::plain_date(report.on),
        aim: report.aim.map_or_else(
            || "No time was aimed at.".to_owned(),
            |days| format!("An answer was aimed at within {days} working days."),
        ),
        rows,
        services: report
            .services
            .iter()
            .map(|(of, n)| (named(of), *n))
            .collect(),
        kept: report
            .kept
            .iter()
            .map(|row| KeptView {
                services: named(&row.services),
                in_time: row.in_time,
                longer_told: row.longer_told,
                others: row.others,
            })
            .collect(),
    }
}

/// Releases the quarter.
pub async fn release(me: Me, posted: Posted) -> Result<Response, Problem> {
    let day = posted.text("quarter").parse().map_err(|_| {
        Problem::Unreadable("say which quarter, by a day of it as 2026-04-13".to_owned())
    })?;
    let operations = me.app().operations();
    let key = act_key(&me, &posted);
    match operations
        .release_complaint_report(&me.signed.actor, day, key)
        .await
    {
        Ok(_) => Ok(Redirect::to("/complaints-report?done=saved").into_response()),
        Err(ActError::Rejected(Rejection::Refused(refusal))) => {
            Err(Problem::Refused(Box::new(Refused {
                heading: "The report was not released".to_owned(),
                refusal,
                kept: Vec::new(),
                back: Some(Way::link("Back to the reports", "/complaints-report")),
            })))
        }
        Err(ActError::Rejected(Rejection::Invalid(wrong))) => {
            let why: Vec<String> = wrong
                .into_iter()
                .map(|w| format!("the quarter {}", w.why))
                .collect();
            Err(Problem::Unreadable(why.join("; ")))
        }
        Err(other) => Err(other.into()),
    }
}
