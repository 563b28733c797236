//! How enquiries are answered: by month, and by service, ward or member. Every number opens its cases, and
//! only cases that the reader may read are counted: the page says so.

mod chart;

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use axum::routing::get;
use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use store::{By, Figure, Figures, FiguresFilter, Filter};

use super::enquiries::list::{asked, csv_file, harmless};
use super::error::Problem;
use super::frame::{Chrome, Me, Page, page};
use super::names::Names;
use super::routes::{Route, act, at};
use super::words;
use chart::{Chart, Series};

/// How many months one page shows.
const MONTHS: i32 = 12;

#[derive(Template)]
#[template(path = "performance/show.html")]
struct PerformancePage {
    chrome: Chrome,
    title: String,
    silent: Option<String>,
    lead: String,
    chart: Chart,
    ages: Chart,
    tables: Vec<Table>,
    age_rows: Vec<(String, u64)>,
    bys: Vec<(String, &'static str, bool)>,
    csv: String,
}

struct Table {
    caption: &'static str,
    head: &'static str,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    href: Option<String>,
    cells: Vec<(u64, String)>,
}

/// What is counted of some cases.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    received: u64,
    in_time: u64,
    explained: u64,
    late: u64,
    kept: u64,
    missed: u64,
    overdue: u64,
    open: u64,
}

/// The columns, with what the address of the cases adds.
const COLUMNS: [(&str, &str); 8] = [
    ("Received", ""),
    ("Answered in time", "judged=in-time"),
    ("Explained in time", "judged=explained-in-time"),
    ("Late", "judged=late"),
    ("Held and kept", "held=kept"),
    ("Held and missed", "held=missed"),
    ("Past their date", "open=open&overdue=yes"),
    ("Open", "open=open"),
];

impl Counts {
    fn add(&mut self, figure: &Figure) {
        let n = figure.count;
        self.received += n;
        match figure.judged.as_deref() {
            Some("in-time") => self.in_time += n,
            Some("explained-in-time") => self.explained += n,
            Some("late") => self.late += n,
            _ => {}
        }
        match figure.held.as_deref() {
            Some("kept") => self.kept += n,
            Some("missed") => self.missed += n,
            _ => {}
        }
        self.overdue += if figure.overdue { n } else { 0 };
        self.open += if figure.open { n } else { 0 };
    }

    fn all(self) -> [u64; 8] {
        [
            self.received,
            self.in_time,
            self.explained,
            self.late,
            self.kept,
            self.missed,
            self.overdue,
            self.open,
        ]
    }

    /// The cells of a row, each with the address of its cases.
    fn cells(self, query: &str) -> Vec<(u64, String)> {
        let address = |added: &str| match (query, added) {
            (query, "") => format!("/enquiries?{query}"),
            ("", added) => format!("/enquiries?{added}"),
            (query, added) => format!("/enquiries?{query}&{added}"),
        };
        let all = self.all();
        COLUMNS
            .iter()
            .zip(all)
            .map(|((_, added), n)| (n, address(added)))
            .collect()
    }
}

/// The routes of performance.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/performance",
            "GET",
            at("/performance?by=service", "manager"),
            get(show),
        ),
        Route::new(
            "/performance.csv",
            "GET",
            act("/performance.csv", Some("manager")),
            get(csv),
        ),
    ]
}

/// What the page is about: whose cases, broken down by what, in which months.
struct Wanted {
    filter: FiguresFilter,
    by: &'static str,
    /// The filters of the address, without months.
    query: String,
    title: String,
}

fn wanted(me: &Me) -> Result<Wanted, Problem> {
    let asked = asked(me)?;
    let names = Names::on(&me.council, me.today);
    let (by, kind) = match me.query("by").as_deref() {
        Some("service") => ("service", By::Service),
        Some("ward") => ("ward", By::Ward),
        Some("member") => ("member", By::Holder),
        _ => ("month", By::Council),
    };
    let first = me
        .today
        .first_of_month()
        .saturating_sub((MONTHS - 1).months());
    let filter: Filter = Filter {
        received_from: asked.filter.received_from.or(Some(first)),
        received_to: asked.filter.received_to.or(Some(me.today.last_of_month())),
        ..asked.filter
    };
    let of = [
        filter.service.as_ref().map(|id| names.service(id)),
        filter.ward.as_ref().map(|id| names.ward(id)),
        filter.holders.first().map(|id| names.holder(id)),
    ];
    let of: Vec<_> = of.into_iter().flatten().collect();
    let query: Vec<_> = me
        .raw_query()
        .split('&')
        .filter(|pair| {
            ["service=", "ward=", "holder="]
                .iter()
                .any(|k| pair.starts_with(k))
        })
        .collect();
    Ok(Wanted {
        title: if of.is_empty() {
            format!("How {} answers", me.council.name)
        } else {
            format!("How enquiries are answered: {}", of.join(", "))
        },
        query: query.join("&"),
        by,
        filter: FiguresFilter {
            cases: filter,
            by: kind,
            today: me.today,
        },
    })
}

/// The page.
pub async fn show(me: Me) -> Page {
    let wanted = wanted(&me)?;
    let store = me.app().operations().store();
    let figures = store.figures(me.signed.visible(), &wanted.filter).await?;
    let months = by_month(&figures, &wanted);
    let total = total(&figures);
    let ages = ages(&me, &figures);
    let mut tables = vec![month_table(&months, &wanted)];
    if wanted.by != "month" {
        tables.insert(0, group_table(&me, &figures, &wanted));
    }
    let and = |extra: &str| {
        let query: Vec<_> = [wanted.query.as_str(), extra]
            .into_iter()
            .filter(|q| !q.is_empty())
            .collect();
        query.join("&")
    };
    let protocol = me.council.protocol_on(me.today);
    page(&PerformancePage {
        chrome: me.chrome(&wanted.title),
        lead: lead(&total, &wanted),
        silent: protocol.and_then(|p| p.silent_line()),
        chart: Chart::stacked(
            "Enquiries received by month and how they were answered",
            &series(&months),
        ),
        ages: Chart::bars("Age of what is open, in working days since receipt", &ages),
        age_rows: ages,
        tables,
        bys: [
            ("month", "By month only"),
            ("service", "By service"),
            ("ward", "By ward"),
            ("member", "By member"),
        ]
        .into_iter()
        .map(|(key, label)| {
            let query = and(&format!("by={key}"));
            (format!("/performance?{query}"), label, key == wanted.by)
        })
        .collect(),
        csv: format!("/performance.csv?{}", and(&format!("by={}", wanted.by))),
        title: wanted.title,
    })
}

fn total(figures: &Figures) -> Counts {
    let mut all = Counts::default();
    figures.counts.iter().for_each(|figure| all.add(figure));
    all
}

fn lead(total: &Counts, wanted: &Wanted) -> String {
    let judged = total.in_time + total.explained + total.late;
    let cases = &wanted.filter.cases;
    let span = match (cases.received_from, cases.received_to) {
        (Some(from), Some(to)) => format!(
            " from {} to {}",
            words::month(from.year(), from.month()),
            words::month(to.year(), to.month())
        ),
        _ => String::new(),
    };
    let received = words::count(total.received, "enquiry", "enquiries");
    if judged == 0 {
        return format!(
            "{} received{span}. None has been judged by a clock.",
            words::sentence(&received)
        );
    }
    format!(
        "{} received{span}. Of {} that were judged, {} were answered in time: {}%.",
        words::sentence(&received),
        words::thousands(judged),
        words::thousands(total.in_time),
        total.in_time * 100 / judged
    )
}

fn by_month(figures: &Figures, wanted: &Wanted) -> BTreeMap<Date, Counts> {
    let mut months = BTreeMap::new();
    let cases = &wanted.filter.cases;
    if let (Some(from), Some(to)) = (cases.received_from, cases.received_to) {
        let all = from.first_of_month().series(Span::new().months(1));
        months.extend(
            all.take_while(|m| *m <= to)
                .take(120)
                .map(|m| (m, Counts::default())),
        );
    }
    for figure in &figures.counts {
        months.entry(figure.month).or_default().add(figure);
    }
    months
}

fn month_query(month: Date, query: &str) -> String {
    let and = if query.is_empty() { "" } else { "&" };
    format!("{query}{and}from={month}&to={}", month.last_of_month())
}

fn month_table(months: &BTreeMap<Date, Counts>, wanted: &Wanted) -> Table {
    let rows = months.iter().rev().map(|(month, counts)| Row {
        name: words::month(month.year(), month.month()),
        href: None,
        cells: counts.cells(&month_query(*month, &wanted.query)),
    });
    Table {
        caption: "By the month of receipt",
        head: "Month",
        rows: rows.collect(),
    }
}

fn groups(figures: &Figures) -> BTreeMap<Option<String>, Counts> {
    let mut groups: BTreeMap<Option<String>, Counts> = BTreeMap::new();
    for figure in &figures.counts {
        groups.entry(figure.group.clone()).or_default().add(figure);
    }
    groups
}

fn group_name(me: &Me, by: &str, id: Option<&str>) -> String {
    let names = Names::on(&me.council, me.today);
    let named = id.and_then(|id| match by {
        "service" => id.parse().ok().map(|id| names.service(&id)),
        "ward" => id.parse().ok().map(|id| names.ward(&id)),
        _ => id.parse().ok().map(|id| names.holder(&id)),
    });
    named.unwrap_or_else(|| "None named".to_owned())
}

fn group_table(me: &Me, figures: &Figures, wanted: &Wanted) -> Table {
    let (key, head, caption) = match wanted.by {
        "service" => ("service", "Service", "By service"),
        "ward" => ("ward", "Ward", "By ward"),
        _ => ("holder", "Member", "By member"),
    };
    let cases = &wanted.filter.cases;
    let mut rows: Vec<Row> = groups(figures)
        .into_iter()
        .map(|(id, counts)| {
            let mut query: Vec<String> = Vec::new();
            query.extend(Some(wanted.query.clone()).filter(|q| !q.is_empty()));
            query.extend(id.as_ref().map(|id| format!("{key}={id}")));
            let page = query.join("&");
            query.extend(cases.received_from.map(|from| format!("from={from}")));
            query.extend(cases.received_to.map(|to| format!("to={to}")));
            Row {
                name: group_name(me, wanted.by, id.as_deref()),
                href: id.map(|_| format!("/performance?{page}")),
                cells: counts.cells(&query.join("&")),
            }
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Table {
        caption,
        head,
        rows,
    }
}

fn series(months: &BTreeMap<Date, Counts>) -> Vec<(String, Vec<Series>)> {
    months
        .iter()
        .map(|(month, counts)| {
            let judged = counts.in_time + counts.explained + counts.late;
            let bars = vec![
                Series::new("Answered in time", counts.in_time),
                Series::new("Explained in time", counts.explained),
                Series::new("Late", counts.late),
                Series::new("Not judged", counts.received.saturating_sub(judged)),
            ];
            (words::month_name(month.month())[..3].to_owned(), bars)
        })
        .collect()
}

/// The open cases by how many working days ago they were received.
fn ages(me: &Me, figures: &Figures) -> Vec<(String, u64)> {
    const BOUNDS: [(i32, &str); 5] = [
        (5, "Up to 5"),
        (10, "6 to 10"),
        (20, "11 to 20"),
        (60, "21 to 60"),
        (i32::MAX, "Over 60"),
    ];
    let mut ages: Vec<(String, u64)> = BOUNDS
        .iter()
        .map(|(_, label)| ((*label).to_owned(), 0))
        .collect();
    for (received, n) in &figures.open_since {
        let age = me
            .council
            .calendar
            .working_days_between(*received, me.today);
        let at = BOUNDS
            .iter()
            .position(|(most, _)| age <= *most)
            .unwrap_or(BOUNDS.len() - 1);
        ages[at].1 += n;
    }
    ages
}

/// The same figures as comma-separated values.
pub async fn csv(me: Me) -> Result<Response, Problem> {
    let wanted = wanted(&me)?;
    let store = me.app().operations().store();
    let figures = store.figures(me.signed.visible(), &wanted.filter).await?;
    let mut file = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["month".to_owned(), wanted.by.to_owned()];
    head.extend(COLUMNS.iter().map(|(name, _)| name.to_lowercase()));
    file.write_record(&head).map_err(Problem::fault)?;
    let mut rows: BTreeMap<(Date, Option<String>), Counts> = BTreeMap::new();
    for figure in &figures.counts {
        rows.entry((figure.month, figure.group.clone()))
            .or_default()
            .add(figure);
    }
    for ((month, group), counts) in rows {
        let name = if wanted.by == "month" {
            "all".to_owned()
        } else {
            group_name(&me, wanted.by, group.as_deref())
        };
        let mut row = vec![month.strftime("%Y-%m").to_string(), harmless(&name)];
        row.extend(counts.all().iter().map(u64::to_string));
        file.write_record(&row).map_err(Problem::fault)?;
    }
    Ok(csv_file(
        "performance.csv",
        file.into_inner().map_err(Problem::fault)?,
    ))
}
