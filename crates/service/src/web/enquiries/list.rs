//! Enquiries that a person may read, by filters that the title says in words. The same list as a file.

use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use domain::directory::{Fact as _, RoleKind};
use domain::ids::AppointmentId;
use jiff::civil::Date;
use store::{Cursor, Filter, Page as StorePage, Sort};

use super::rows::{Line, STATES, line, state_words, title};
use crate::operations::Operations;
use crate::performance::file::harmless;
use crate::registers::Look;
use crate::web::error::Problem;
use crate::web::forms::{Choice, Field};
use crate::web::frame::{Chrome, Me, Page, page, percent};
use crate::web::posted::pairs;
use crate::web::words;

/// How many enquiries one page shows.
const PAGE: usize = 25;
/// In a filter: those that have none of it.
const NONE: &str = "none";
/// How many enquiries one file holds at most.
const FILE_ROWS_MAX: usize = 10_000;

#[derive(Template)]
#[template(path = "enquiries/list.html")]
struct ListPage {
    chrome: Chrome,
    title: String,
    count: String,
    lines: Vec<Line>,
    filters: Vec<Field>,
    /// What else was asked for, such as the cases behind a number: a filter is added to it.
    carried: Vec<(String, String)>,
    filtered: bool,
    more: Option<String>,
    /// Whether it takes more than this page.
    paged: bool,
    several: String,
    csv: String,
    csv_words: &'static str,
    may_raise: bool,
}

/// What was asked for, as the address says it.
pub struct Asked {
    /// The filter that the store understands.
    pub filter: Filter,
    /// The title that says it in words.
    pub title: String,
}

/// The list.
pub async fn show(me: Me) -> Page {
    let asked = asked_of(&me)?;
    let sort = match me.query("sort").as_deref() {
        Some("newest") => Sort::Newest,
        _ => Sort::Due,
    };
    let mut wanted = StorePage::first(PAGE, sort);
    wanted.after = me
        .query("after")
        .and_then(|text| text.parse::<Cursor>().ok());
    let store = me.app().operations().store();
    let listing = store
        .list(me.signed.visible(), &asked.filter, &wanted)
        .await?;
    let query = without_cursor(me.raw_query());
    let noun = if listing.count.n == 1 && !listing.count.more {
        "enquiry"
    } else {
        "enquiries"
    };
    let filters = filters(&me);
    let carried = pairs(query.as_bytes()).into_iter();
    let carried = carried.filter(|(name, _)| filters.iter().all(|field| field.name != *name));
    page(&ListPage {
        chrome: me.chrome(&asked.title),
        title: asked.title,
        count: format!("{} {noun}", listing.count),
        lines: listing.items.iter().map(|item| line(&me, item)).collect(),
        carried: carried.collect(),
        filters,
        filtered: !query.is_empty(),
        paged: wanted.after.is_some() || listing.next.is_some(),
        more: listing.next.map(|cursor| {
            let and = if query.is_empty() { "" } else { "&" };
            format!(
                "/enquiries?{query}{and}after={}",
                percent(&cursor.to_string())
            )
        }),
        several: format!("/enquiries/several?{query}"),
        csv: format!("/enquiries.csv?{query}"),
        csv_words: match listing.count.more {
            true => "Save as CSV, 10,000 at most",
            false => "Save as CSV",
        },
        may_raise: may_raise(&me),
    })
}

/// Whether this person may raise an enquiry, for themselves or for a member.
pub fn may_raise(me: &Me) -> bool {
    !matches!(me.signed.desk, crate::web::frame::Desk::MonitoringOfficer)
}

fn without_cursor(query: &str) -> String {
    let kept: Vec<_> = query
        .split('&')
        .filter(|pair| !pair.starts_with("after=") && !pair.ends_with('=') && !pair.is_empty())
        .collect();
    kept.join("&")
}

/// What a filter of this name was given, if it was.
type Query<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Reads the filters of the request's address.
pub fn asked_of(me: &Me) -> Result<Asked, Problem> {
    asked(&me.look(), &|name: &str| me.query(name)).map_err(Problem::Unreadable)
}

/// Reads filters, as they stand in the address of the page and on the command line. A filter that names
/// nothing real is said to name nothing.
pub fn asked(look: &Look<'_>, query: Query<'_>) -> Result<Asked, String> {
    let names = look.names();
    let mut filter = Filter {
        register: Some("enquiries".to_owned()),
        ..Filter::default()
    };
    let mut said = Vec::new();
    let bad = |what: &str| format!("`{what}` is not something to filter by");
    let open = query("open").unwrap_or_else(|| "all".to_owned());
    let lead = match open.as_str() {
        "open" => {
            filter.open = Some(true);
            "Open enquiries"
        }
        "closed" => {
            filter.open = Some(false);
            "Closed enquiries"
        }
        _ => "Enquiries",
    };
    if let Some(whose) = query("whose") {
        match whose.as_str() {
            "mine" => {
                filter.holders = my_seats(look);
                said.push("of mine".to_owned());
                if filter.holders.is_empty() {
                    said.pop();
                    filter.handlers = vec![look.actor.person().clone()];
                    said.push("that I have".to_owned());
                }
            }
            "waiting" => {
                filter.waiting_on_me = true;
                said.push("waiting on me".to_owned());
            }
            _ => return Err(bad(&whose)),
        }
    }
    if let Some(holder) = query("holder") {
        let id: AppointmentId = holder.parse().map_err(|_| bad(&holder))?;
        said.push(format!("of {}", names.holder(&id)));
        filter.holders = vec![id];
    }
    if let Some(handler) = query("handler") {
        let id = handler.parse().map_err(|_| bad(&handler))?;
        said.push(format!("with {}", names.person(&id)));
        filter.handlers = vec![id];
    }
    let named = |name: &str| query(name).filter(|value| value != NONE);
    if query("service").as_deref() == Some(NONE) {
        said.push("with no service yet".to_owned());
        filter.no_service = true;
    }
    if query("ward").as_deref() == Some(NONE) {
        said.push("about no ward".to_owned());
        filter.no_ward = true;
    }
    if let Some(service) = named("service") {
        let id = service.parse().map_err(|_| bad(&service))?;
        said.push(format!("about {}", names.service(&id)));
        filter.service = Some(id);
    }
    if let Some(ward) = named("ward") {
        let id = ward.parse().map_err(|_| bad(&ward))?;
        said.push(format!("in {}", names.ward(&id)));
        filter.ward = Some(id);
    }
    states(look, query, &mut filter, &mut said)?;
    dates(query, &mut filter, &mut said)?;
    let title = if said.is_empty() {
        match lead {
            "Enquiries" => "Enquiries you can read".to_owned(),
            lead => lead.to_owned(),
        }
    } else {
        format!("{lead} {}", said.join(", "))
    };
    Ok(Asked { filter, title })
}

fn states(
    look: &Look<'_>,
    query: Query<'_>,
    filter: &mut Filter,
    said: &mut Vec<String>,
) -> Result<(), String> {
    if let Some(state) = query("state") {
        if !STATES.iter().any(|(name, _)| *name == state) {
            return Err(format!("`{state}` is not where an enquiry stands"));
        }
        said.push(state_words(&state).to_lowercase());
        filter.states = vec![state];
    }
    if query("overdue").is_some() {
        filter.overdue_on = Some(look.today);
        said.push("past their date".to_owned());
    }
    if let Some(judged) = query("judged") {
        said.push(match judged.as_str() {
            "in-time" => "answered in time".to_owned(),
            "explained-in-time" => "explained in time".to_owned(),
            "late" => "answered late".to_owned(),
            "explained-late" => "explained late".to_owned(),
            NONE => "not judged".to_owned(),
            _ => {
                return Err(format!("`{judged}` is not a judgement"));
            }
        });
        filter.unjudged = judged == NONE;
        filter.judged = Some(judged).filter(|judged| judged != NONE);
    }
    if let Some(held) = query("held") {
        said.push(match held.as_str() {
            "kept" => "held, and the date kept".to_owned(),
            "missed" => "held, and the date missed".to_owned(),
            _ => return Err(format!("`{held}` is not a judgement")),
        });
        filter.held = Some(held);
    }
    match query("answered").as_deref() {
        Some("yes") => {
            filter.answered = Some(true);
            said.push("answered".to_owned());
        }
        Some("no") => {
            filter.answered = Some(false);
            said.push("not answered".to_owned());
        }
        _ => {}
    }
    Ok(())
}

fn dates(query: Query<'_>, filter: &mut Filter, said: &mut Vec<String>) -> Result<(), String> {
    let day = |name: &str| -> Result<Option<Date>, String> {
        query(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| format!("`{text}` is not a day: write it as 2026-04-13"))
            })
            .transpose()
    };
    filter.received_from = day("from")?;
    filter.received_to = day("to")?;
    match (filter.received_from, filter.received_to) {
        (Some(from), Some(to)) => said.push(format!(
            "received from {} to {}",
            words::plain_date(from),
            words::plain_date(to)
        )),
        (Some(from), None) => said.push(format!("received since {}", words::plain_date(from))),
        (None, Some(to)) => said.push(format!("received until {}", words::plain_date(to))),
        (None, None) => {}
    }
    filter.due_from = day("due-from")?;
    filter.due_to = day("due-to")?;
    if let Some(from) = filter.due_from {
        said.push(format!("due from {}", words::plain_date(from)));
    }
    if let Some(to) = filter.due_to {
        said.push(format!("due by {}", words::plain_date(to)));
    }
    Ok(())
}

/// The seats that this person holds, as a member or by assisting one.
pub fn my_seats(look: &Look<'_>) -> Vec<AppointmentId> {
    look.council
        .directory
        .appointments_of(look.actor.person(), look.today)
        .filter_map(|a| match (&a.role, a.role.kind()) {
            (_, RoleKind::Member | RoleKind::CoOptedMember) => Some(a.id.clone()),
            (domain::directory::Role::Assistant { to, .. }, _) => Some(to.clone()),
            _ => None,
        })
        .collect()
}

fn filters(me: &Me) -> Vec<Field> {
    let directory = &me.council.directory;
    let sorted = |mut all: Vec<Choice>, any: &str| {
        all.sort_by(|a, b| a.label.cmp(&b.label));
        all.insert(0, Choice::new("", any));
        all
    };
    let services = directory.services.on(me.today);
    let services = services
        .map(|s| Choice::new(s.id.as_str(), s.name()))
        .collect();
    let wards = directory.wards.on(me.today);
    let wards = wards
        .map(|w| Choice::new(w.id.as_str(), w.name()))
        .collect();
    let states = STATES
        .iter()
        .map(|(name, words)| Choice::new(*name, *words));
    let states = std::iter::once(Choice::new("", "Anywhere")).chain(states);
    let states = states.collect();
    let value = |name: &str| me.query(name).unwrap_or_default();
    let day = |name: &str, label: &str| {
        let field = Field::line(name, label).hint("For example 2026-04-13");
        field.with(value(name))
    };
    vec![
        Field::select(
            "whose",
            "Whose",
            vec![
                Choice::new("", "All I can read"),
                Choice::new("mine", "Mine"),
                Choice::new("waiting", "Waiting on me"),
            ],
        )
        .with(value("whose")),
        Field::select(
            "open",
            "Open or closed",
            vec![
                Choice::new("", "Both"),
                Choice::new("open", "Open"),
                Choice::new("closed", "Closed"),
            ],
        )
        .with(value("open")),
        Field::select("state", "Where it stands", states).with(value("state")),
        Field::select("service", "Service", sorted(services, "Any service")).with(value("service")),
        Field::select("ward", "Ward", sorted(wards, "Any ward")).with(value("ward")),
        Field::select(
            "overdue",
            "By date",
            vec![
                Choice::new("", "Any date"),
                Choice::new("yes", "Past their date"),
            ],
        )
        .with(value("overdue")),
        day("from", "Received from"),
        day("to", "Received until"),
        Field::select(
            "sort",
            "Order",
            vec![
                Choice::new("", "By next date"),
                Choice::new("newest", "Newest first"),
            ],
        )
        .with(value("sort")),
    ]
}

/// The same list as comma-separated values.
pub async fn csv(me: Me) -> Result<Response, Problem> {
    let asked = asked_of(&me)?;
    let bytes = csv_bytes(me.app().operations(), &me.look(), &asked.filter).await;
    Ok(csv_file("enquiries.csv", bytes.map_err(Problem::fault)?))
}

/// Enquiries that somebody may read, as the lines of such a file.
pub async fn csv_bytes(
    operations: &Operations,
    look: &Look<'_>,
    filter: &Filter,
) -> anyhow::Result<Vec<u8>> {
    let names = look.names();
    let store = operations.store();
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record([
        "reference",
        "title",
        "state",
        "received",
        "due",
        "answered",
        "closed",
        "judged",
        "held",
        "service",
        "ward",
        "member",
        "officer",
    ])?;
    let mut wanted = StorePage::first(500, Sort::Newest);
    let mut rows = 0;
    loop {
        let listing = store.list(look.visible(), filter, &wanted).await?;
        for item in &listing.items {
            let row = &item.row;
            let date = |date: Option<Date>| date.map_or_else(String::new, |d| d.to_string());
            file.write_record([
                row.reference.to_string(),
                harmless(&title(item)),
                row.state.clone(),
                row.received_on.to_string(),
                date(row.due),
                date(row.answered_on),
                date(row.closed_on),
                row.judged.clone().unwrap_or_default(),
                row.held.clone().unwrap_or_default(),
                row.service
                    .as_ref()
                    .map_or_else(String::new, |s| names.service(s)),
                row.ward
                    .as_ref()
                    .map_or_else(String::new, |w| names.ward(w)),
                row.holder
                    .as_ref()
                    .map_or_else(String::new, |h| names.holder(h)),
                row.handler
                    .as_ref()
                    .map_or_else(String::new, |h| names.person(h)),
            ])?;
        }
        rows += listing.items.len();
        match listing.next {
            Some(next) if rows < FILE_ROWS_MAX => wanted.after = Some(next),
            _ => break,
        }
    }
    Ok(file.into_inner()?)
}

/// A file of comma-separated values to be saved.
pub fn csv_file(name: &str, bytes: Vec<u8>) -> Response {
    let saved = format!("attachment; filename=\"{name}\"");
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/csv; charset=utf-8; header=present"),
    );
    if let Ok(saved) = HeaderValue::from_str(&saved) {
        headers.insert(header::CONTENT_DISPOSITION, saved);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::{harmless, without_cursor};

    #[test]
    fn a_title_cannot_become_a_formula() {
        assert_eq!(harmless("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(harmless("Damp"), "Damp");
    }

    #[test]
    fn the_next_page_keeps_the_filters_and_drops_the_empty_ones() {
        assert_eq!(
            without_cursor("open=open&ward=&after=x&sort=newest"),
            "open=open&sort=newest"
        );
    }
}
