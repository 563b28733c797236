//! How enquiries are answered. Two views: what the reader may read, live, where every number opens its
//! cases; and the council's past quarters as they were released, for whoever signs in.

pub mod chart;
mod council;
#[cfg(test)]
mod tests;
mod view;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::figures::{Counts, Measure, open_to_everyone, question};

use super::enquiries::list::{csv_file, my_seats};
use super::error::{BasisLink, Problem};
use super::forms::Field;
use super::frame::{Chrome, Me, page};
use super::names::{Link, Names};
use super::routes::{Route, at, linked};
use super::words;
use crate::performance::{Period, Report, Scope, answerable, file, month_key, target};
use view::Table;

#[derive(Template)]
#[template(path = "performance/show.html")]
struct PerformancePage {
    chrome: Chrome,
    caption: &'static str,
    title: String,
    lead: String,
    judged: Judged,
    counted: Counted,
    views: Vec<View>,
    /// The form that chooses the months or the quarter; where it leads.
    fields: Vec<Field>,
    action: String,
    carried: Vec<(&'static str, &'static str)>,
    links: Vec<Link>,
    tables: Vec<Table>,
    meanings: Vec<(&'static str, &'static str)>,
    empty: Option<&'static str>,
    csv: Option<String>,
}

/// By what is judged, or that nothing is.
struct Judged {
    text: String,
    basis: Option<BasisLink>,
    /// The clause by which managers answer for this.
    answer_for: Option<BasisLink>,
}

/// Whose cases are counted, and why these.
struct Counted {
    text: String,
    basis: BasisLink,
}

/// One of the two views.
struct View {
    text: &'static str,
    href: String,
    here: bool,
}

/// The routes of performance.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/performance",
            "GET",
            at("/performance", "manager"),
            get(all),
        ),
        Route::new(
            "/performance/service/{id}",
            "GET",
            linked("/performance", "manager"),
            get(service),
        ),
        Route::new(
            "/performance/ward/{id}",
            "GET",
            linked("/performance", "manager"),
            get(ward),
        ),
        Route::new(
            "/performance/member/{appointment}",
            "GET",
            linked("/performance", "member"),
            get(member),
        ),
    ]
}

/// Everything.
pub async fn all(me: Me) -> Result<Response, Problem> {
    answer(me, Scope::All).await
}

/// One service.
pub async fn service(me: Me, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    answer(me, Scope::Service(id)).await
}

/// One ward.
pub async fn ward(me: Me, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    answer(me, Scope::Ward(id)).await
}

/// One member's appointment, for the member and their assistants.
pub async fn member(me: Me, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = id.parse().map_err(|_| Problem::NotFound)?;
    answer(me, Scope::Member(id)).await
}

async fn answer(me: Me, scope: Scope) -> Result<Response, Problem> {
    let opened = open_to_everyone(&me.council.settings, me.today);
    let council = me.query("view").as_deref() == Some("council");
    if council && opened.value && !matches!(scope, Scope::Member(_)) {
        return council::answer(me, scope, opened.basis).await;
    }
    let (from, to) = (me.query("from"), me.query("to"));
    let period = Period::read(from.as_deref(), to.as_deref(), me.today)
        .map_err(|bad| Problem::Unreadable(bad.to_string()))?;
    let operations = me.app().operations();
    let report = Report::of(operations, &me.signed.actor, scope, period)
        .await?
        .ok_or(Problem::NotFound)?;
    if me.query("as").as_deref() == Some("csv") {
        return Ok(csv_file(
            "performance.csv",
            file::report(&report, &me.council),
        ));
    }
    let names = Names::on(&me.council, me.today);
    let total = report.total();
    let nothing = total.is_empty() && report.ages().iter().all(|age| age.open == 0);
    let title = heading(&report.scope, names);
    let months = format!(
        "from={}&to={}",
        month_key(period.from),
        month_key(period.to)
    );
    Ok(page(&PerformancePage {
        chrome: me.chrome(&match report.scope {
            Scope::All => title.clone(),
            // A service, a ward and a member have pages of their own by their name alone.
            _ => format!("{title}: performance"),
        }),
        caption: caption(&report.scope),
        lead: lead(&total, period),
        judged: judged(&me, &report.scope),
        counted: counted(&report.scope),
        views: views(&report.scope, false, opened.value),
        fields: month_fields(period),
        action: path(&report.scope),
        carried: Vec::new(),
        links: links(&me, &report.scope),
        tables: if nothing {
            Vec::new()
        } else {
            view::tables(&report, names)
        },
        meanings: Measure::ALL.map(|m| (m.heading(), m.meaning())).to_vec(),
        empty: nothing.then(|| empty(&report.scope)),
        csv: (!nothing).then(|| format!("{}?{months}&as=csv", path(&report.scope))),
        title,
    })?
    .into_response())
}

/// The page of a scope.
fn path(scope: &Scope) -> String {
    match scope {
        Scope::All => "/performance".to_owned(),
        Scope::Service(id) => format!("/performance/service/{id}"),
        Scope::Ward(id) => format!("/performance/ward/{id}"),
        Scope::Member(id) => format!("/performance/member/{id}"),
    }
}

fn caption(scope: &Scope) -> &'static str {
    match scope {
        Scope::All => "Performance",
        Scope::Service(_) => "Performance of a service",
        Scope::Ward(_) => "Performance in a ward",
        Scope::Member(_) => "Performance for a member",
    }
}

fn heading(scope: &Scope, names: Names<'_>) -> String {
    match scope {
        Scope::All => "How enquiries are answered".to_owned(),
        _ => file::scope_name(scope, names),
    }
}

fn lead(total: &Counts, period: Period) -> String {
    let received = words::count(total.of(Measure::Received), "enquiry", "enquiries");
    let (from, to) = (file::month_name(period.from), file::month_name(period.to));
    let received = format!(
        "{} received from {from} to {to}.",
        words::sentence(&received)
    );
    let (in_time, kept) = (total.in_time(), total.kept());
    let mut said = vec![received];
    if in_time.whole > 0 {
        said.push(format!(
            "Answered or explained in time, of those judged: {in_time}."
        ));
    }
    if kept.whole > 0 {
        said.push(format!("Promised dates kept: {kept}."));
    }
    said.push(match total.of(Measure::Overdue) {
        0 => "None of them is overdue.".to_owned(),
        1 => "1 of them is overdue now.".to_owned(),
        n => format!("{} of them are overdue now.", words::thousands(n)),
    });
    said.join(" ")
}

/// By what enquiries are judged. A protocol that is silent says so.
fn judged(me: &Me, scope: &Scope) -> Judged {
    let council = &me.council;
    let answer_for = answerable(council, me.today)
        .filter(|_| matches!(scope, Scope::Service(_)))
        .map(|basis| BasisLink::from(&basis));
    let Some(target) = target(council, me.today) else {
        let silent = council.protocol_on(me.today).and_then(|p| p.silent_line());
        let text = format!(
            "No target is set: nothing is judged. {}",
            silent.unwrap_or_default()
        );
        return Judged {
            text: text.trim_end().to_owned(),
            basis: None,
            answer_for,
        };
    };
    let unit = match target.value.unit {
        domain::clock::Unit::WorkingDay => ("working day", "working days"),
        domain::clock::Unit::CalendarDay => ("day", "days"),
    };
    let days = words::count(u64::from(target.value.n), unit.0, unit.1);
    Judged {
        text: format!(
            "Each enquiry is judged by its own clock, under the protocol that held when it was \
             received. Today an answer is aimed at within {days}."
        ),
        basis: Some(BasisLink::from(&target.basis)),
        answer_for,
    }
}

fn counted(scope: &Scope) -> Counted {
    let text = match scope {
        Scope::Member(_) => {
            "Counted are the enquiries of this member that you can read. Only the member and their assistants see this page. Much reaches officers without an enquiry, so these figures say nothing about how hard anybody works."
        }
        _ => {
            "Counted are the enquiries that you can read and no others, by the month in which they were received. Every number opens its enquiries. Much reaches officers without an enquiry, so these figures say nothing about how hard anybody works."
        }
    };
    Counted {
        text: text.to_owned(),
        basis: BasisLink::from(&question()),
    }
}

fn views(scope: &Scope, council: bool, open: bool) -> Vec<View> {
    if !open || matches!(scope, Scope::Member(_)) {
        return Vec::new();
    }
    let here = path(scope);
    vec![
        View {
            text: "What you can read",
            href: here.clone(),
            here: !council,
        },
        View {
            text: "The council",
            href: format!("{here}?view=council"),
            here: council,
        },
    ]
}

fn month_fields(period: Period) -> Vec<Field> {
    let field = |name, label, month| {
        Field::line(name, label)
            .hint("For example 2026-04")
            .with(month_key(month))
    };
    vec![
        field("from", "From month", period.from),
        field("to", "To month", period.to),
    ]
}

/// Where else to look: one's own page, the service or ward itself.
fn links(me: &Me, scope: &Scope) -> Vec<Link> {
    let names = Names::on(&me.council, me.today);
    match scope {
        Scope::All => {
            let seats = my_seats(&me.look()).into_iter();
            seats
                .map(|seat| {
                    let name = format!("Enquiries of {}", names.holder(&seat));
                    Link::to(name, format!("/performance/member/{seat}"))
                })
                .collect()
        }
        Scope::Service(id) => vec![Link::to("About this service", format!("/services/{id}"))],
        Scope::Ward(id) => vec![Link::to("About this ward", format!("/wards/{id}"))],
        Scope::Member(_) => vec![Link::to("All that you can read", "/performance")],
    }
}

fn empty(scope: &Scope) -> &'static str {
    match scope {
        Scope::All => {
            "When there are enquiries that you can read, this page shows by month how they were answered."
        }
        Scope::Service(_) => {
            "There is no enquiry with this service that you can read, in these months or open."
        }
        Scope::Ward(_) => {
            "There is no enquiry about this ward that you can read, in these months or open."
        }
        Scope::Member(_) => "This member has raised no enquiry that you can read, in these months.",
    }
}
