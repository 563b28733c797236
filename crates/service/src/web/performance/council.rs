//! The council's past quarters, as they were released. No number of theirs opens cases: whoever may read
//! the cases has their own figures, where each does.

use axum::response::{IntoResponse, Response};
use domain::figures::{Joined, Outcome, Released, Releases, Rows};
use domain::ids::{ServiceId, WardId};
use domain::verdict::Basis;
use jiff::civil::Date;

use super::chart::{BAD, Bar, Chart, GOOD, Look, NEITHER};
use super::view::{Cell, Line, Table};
use super::{
    BasisLink, Counted, Field, PerformancePage, caption, heading, judged, links, path, views,
};
use crate::performance::file::{self, month_name, outcomes, service_name, ward_name};
use crate::performance::{Scope, month_key};
use crate::web::enquiries::list::csv_file;
use crate::web::error::Problem;
use crate::web::forms::Choice;
use crate::web::frame::{Me, page};
use crate::web::names::Names;
use crate::web::words;

/// The page, or its file.
pub(super) async fn answer(me: Me, scope: Scope, basis: Basis) -> Result<Response, Problem> {
    let names = Names::on(&me.council, me.today);
    let known = match &scope {
        Scope::All => true,
        Scope::Service(id) => me.council.directory.services.ever(id, me.today).is_some(),
        Scope::Ward(id) => me.council.directory.wards.ever(id, me.today).is_some(),
        Scope::Member(_) => false,
    };
    if !known {
        return Err(Problem::NotFound);
    }
    let releases = me.app().operations().release_figures().await?;
    if me.query("as").as_deref() == Some("csv") {
        let file = file::released(releases.all(), &me.council);
        return Ok(csv_file("performance-of-the-council.csv", file));
    }
    let asked = me.query("quarter").map(|month| format!("{month}-01"));
    let chosen = match asked.and_then(|day| day.parse::<Date>().ok()) {
        Some(from) => Some(releases.of(from).ok_or(Problem::NotFound)?),
        None => releases.latest(),
    };
    let tables = match (&scope, chosen) {
        (_, None) => Vec::new(),
        (Scope::Service(id), _) => over_time(
            &releases,
            |r| &r.services,
            &Some(id.clone()),
            |k| service_name(k.as_ref(), names),
        ),
        (Scope::Ward(id), _) => over_time(
            &releases,
            |r| &r.wards,
            &Some(id.clone()),
            |k| ward_name(k.as_ref(), names),
        ),
        (_, Some(released)) => quarter(released, names),
    };
    let title = heading(&scope, names);
    let single = matches!(scope, Scope::All);
    Ok(page(&PerformancePage {
        chrome: me.chrome(&title),
        caption: caption(&scope),
        lead: chosen.filter(|_| single).map_or_else(String::new, lead),
        judged: judged(&me, &scope),
        counted: counted(&basis),
        views: views(&scope, true, true),
        fields: if single {
            fields(&releases, chosen)
        } else {
            Vec::new()
        },
        action: path(&scope),
        carried: vec![("view", "council")],
        links: links(&me, &scope),
        meanings: [Outcome::InTime, Outcome::Late, Outcome::Unjudged]
            .map(|outcome| (outcome.words(), meaning(outcome)))
            .to_vec(),
        empty: tables.is_empty().then_some(
            "The council’s figures are released a quarter at a time, one month after it has ended. \
             The first will stand here then.",
        ),
        csv: (!tables.is_empty()).then(|| format!("{}?view=council&as=csv", path(&scope))),
        tables,
        title,
    })?
    .into_response())
}

fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InTime => {
            "By the first date to meet the member had the answer, or was told why not and by when."
        }
        Outcome::Late => "The member had neither by the first date.",
        _ => {
            "The first date had not come when this was counted, there was none, or the enquiry ended before."
        }
    }
}

/// A quarter in words: `January to March 2026`.
fn quarter_name(released: &Released) -> String {
    let first = words::month_name(released.from.month());
    format!("{first} to {}", month_name(released.to))
}

fn counted(basis: &Basis) -> Counted {
    Counted {
        text:
            "Counted are all enquiries of the council, whoever may read them, as they stood when \
               the quarter was released; it is never counted again. No enquiry can be opened from \
               here. Numbers under 5 are joined to the next larger, so that nobody learns of a \
               single enquiry; an enquiry that is kept from somebody is left out."
                .to_owned(),
        basis: BasisLink::from(basis),
    }
}

fn fields(releases: &Releases, chosen: Option<&Released>) -> Vec<Field> {
    let choice = |r: &Released| Choice::new(month_key(r.from), quarter_name(r));
    let choices = releases.all().iter().rev().map(choice).collect();
    let here = chosen.map_or_else(String::new, |r| month_key(r.from));
    vec![Field::select("quarter", "Quarter", choices).with(here)]
}

fn lead(released: &Released) -> String {
    let name = quarter_name(released);
    let on = words::plain_date(released.on);
    let Some(total) = released.total() else {
        return format!(
            "{name}: fewer than {} enquiries. Counted on {on}.",
            released.least
        );
    };
    let received = words::sentence(&words::count(total, "enquiry", "enquiries"));
    let totals = released.totals();
    let said = released.outcomes.iter().zip(totals);
    let said: Vec<_> = said
        .map(|(group, n)| {
            format!(
                "{}: {}",
                words::sentence(&outcomes(group).to_lowercase()),
                words::thousands(n)
            )
        })
        .collect();
    format!(
        "{received} received from {name}. {}. Counted on {on}.",
        said.join(". ")
    )
}

/// The tables of one quarter.
fn quarter(released: &Released, names: Names<'_>) -> Vec<Table> {
    if released.total().is_none() {
        return Vec::new();
    }
    let mut months = table(
        released,
        "months",
        "By month of receipt",
        "Month",
        &released.months,
        |m| month_name(*m),
    );
    months.chart = chart(released, &released.months.judged);
    let mut tables = vec![months];
    if !released.holding.is_empty() {
        let line = |(group, n): &(Vec<Outcome>, u64)| Line {
            name: outcomes(group),
            href: None,
            cells: vec![Cell::number(*n)],
            total: false,
        };
        tables.push(Table {
            id: "holding",
            caption: "Holding replies".to_owned(),
            first: "Promised dates",
            head: vec!["Enquiries".to_owned()],
            lines: released.holding.iter().map(line).collect(),
            chart: None,
            note: None,
        });
    }
    let service = |id: &Option<ServiceId>| service_name(id.as_ref(), names);
    tables.push(table(
        released,
        "services",
        "By service",
        "Service",
        &released.services,
        service,
    ));
    let ward = |id: &Option<WardId>| ward_name(id.as_ref(), names);
    tables.push(table(
        released,
        "wards",
        "By ward",
        "Ward",
        &released.wards,
        ward,
    ));
    tables
}

/// How a group of outcomes is shown.
fn look(group: &[Outcome]) -> Look {
    match group {
        [Outcome::InTime] => GOOD,
        [Outcome::Late] => BAD,
        _ => NEITHER,
    }
}

fn chart(released: &Released, months: &[Joined<Date>]) -> Option<Chart> {
    let key: Vec<_> = released
        .outcomes
        .iter()
        .map(|group| (look(group), outcomes(group)))
        .collect();
    let bars: Vec<_> = months
        .iter()
        .map(|row| Bar {
            label: row
                .keys
                .iter()
                .map(|month| words::month_name(month.month())[..3].to_owned())
                .collect::<Vec<_>>()
                .join(", "),
            parts: row.counts.clone(),
        })
        .collect();
    Chart::of(
        "of-council",
        "Received by month, and how they were judged",
        key,
        &bars,
    )
}

/// A released table: rows by outcome, and under a row of several what alone can be told of each.
fn table<K: PartialEq>(
    released: &Released,
    id: &'static str,
    caption: &str,
    first: &'static str,
    rows: &Rows<K>,
    name: impl Fn(&K) -> String,
) -> Table {
    let joined = |row: &Joined<K>| {
        let mut names: Vec<_> = row.keys.iter().map(&name).collect();
        if id != "months" {
            names.sort();
        }
        words::and(&names)
    };
    let mut lines = Vec::new();
    for row in &rows.judged {
        let mut cells = vec![Cell::number(row.total())];
        cells.extend(row.counts.iter().map(|n| Cell::number(*n)));
        let within = rows
            .received
            .iter()
            .filter(|part| row.keys.contains(&part.keys[0]));
        let within: Vec<_> = within.collect();
        let apart = within.len() > 1;
        lines.push(Line {
            name: if apart {
                let parts = within
                    .iter()
                    .map(|part| format!("{} ({})", joined(part), words::thousands(part.total())));
                words::and(&parts.collect::<Vec<_>>())
            } else {
                joined(row)
            },
            href: None,
            cells,
            total: false,
        });
    }
    if id != "months" {
        lines.sort_by(|a: &Line, b| a.name.cmp(&b.name));
    }
    let mut head = vec!["Received".to_owned()];
    head.extend(released.outcomes.iter().map(|group| outcomes(group)));
    Table {
        id,
        caption: caption.to_owned(),
        first,
        head,
        lines,
        chart: None,
        note: None,
    }
}

/// One service or ward, quarter by quarter: the row in which it was told.
fn over_time<K: PartialEq + Clone>(
    releases: &Releases,
    rows: impl Fn(&Released) -> &Rows<K>,
    key: &K,
    name: impl Fn(&K) -> String,
) -> Vec<Table> {
    let told = releases.all().iter().rev().filter(|r| r.total().is_some());
    let tables = told.map(|released| {
        let holds = |row: &&Joined<K>| row.keys.contains(key);
        let only = |all: &[Joined<K>]| all.iter().filter(holds).cloned().collect::<Vec<_>>();
        let rows = rows(released);
        let judged = only(&rows.judged);
        let shared = judged.first().is_some_and(|row| row.keys.len() > 1);
        let received = rows
            .received
            .iter()
            .filter(|part| judged.iter().any(|row| row.keys.contains(&part.keys[0])));
        let one = Rows {
            received: received.cloned().collect(),
            judged,
        };
        let mut table = table(
            released,
            "quarter",
            &quarter_name(released),
            "Told of",
            &one,
            &name,
        );
        table.note = match (one.judged.is_empty(), shared) {
            (true, _) => Some("No enquiry was received.".to_owned()),
            (_, true) => Some("Told together, because alone a number would be small.".to_owned()),
            _ => None,
        };
        table
    });
    tables.collect()
}
