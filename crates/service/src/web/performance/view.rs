//! A report as tables and pictures: every number with the address of its cases.

use domain::figures::{Age, Counts, Measure};
use jiff::civil::Date;

use super::chart::{BAD, Bar, Chart, GOOD, NEITHER, look_of};
use crate::performance::file::{month_name, service_name, ward_name};
use crate::performance::{Report, Scope};
use crate::web::names::Names;
use crate::web::words;

/// A cell of a table: a number, and the address of its cases where there are any.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The number, or words.
    pub text: String,
    /// Its cases.
    pub href: Option<String>,
}

impl Cell {
    /// A number without cases to open.
    pub fn number(n: u64) -> Self {
        Self {
            text: words::thousands(n),
            href: None,
        }
    }
}

/// A line of a table.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is of.
    pub name: String,
    /// The page of that, if there is one.
    pub href: Option<String>,
    /// The numbers.
    pub cells: Vec<Cell>,
    /// Whether it is the sum of the others.
    pub total: bool,
}

/// A table with its picture.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its anchor.
    pub id: &'static str,
    /// What it says.
    pub caption: String,
    /// The heading of the first column.
    pub first: &'static str,
    /// The headings of the numbers.
    pub head: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// The same as a picture.
    pub chart: Option<Chart>,
    /// What is said of it before.
    pub note: Option<String>,
}

/// What is added to the address of a list for one measure.
fn asks(measure: Measure) -> &'static [(&'static str, &'static str)] {
    match measure {
        Measure::Received => &[],
        Measure::InTime => &[("judged", "in-time")],
        Measure::HeldInTime => &[("judged", "explained-in-time")],
        Measure::Late => &[("judged", "late")],
        Measure::HeldLate => &[("judged", "explained-late")],
        Measure::Unjudged => &[("judged", "none")],
        Measure::Kept => &[("held", "kept")],
        Measure::Missed => &[("held", "missed")],
        Measure::Open => &[("open", "open")],
        Measure::Overdue => &[("open", "open"), ("overdue", "yes")],
    }
}

/// The address of a list of cases, narrowed step by step.
#[derive(Debug, Clone, Default)]
struct Address(Vec<(&'static str, String)>);

impl Address {
    fn of(scope: &Scope) -> Self {
        Self(match scope {
            Scope::All => Vec::new(),
            Scope::Service(id) => vec![("service", id.to_string())],
            Scope::Ward(id) => vec![("ward", id.to_string())],
            Scope::Member(id) => vec![("holder", id.to_string())],
        })
    }

    /// With one more filter; the latest of a name counts.
    fn and(&self, name: &'static str, value: impl ToString) -> Self {
        let mut all = self.clone();
        all.0.retain(|(other, _)| *other != name);
        all.0.push((name, value.to_string()));
        all
    }

    fn between(&self, from: Date, to: Date) -> Self {
        self.and("from", from).and("to", to)
    }

    fn cell(&self, measure: Measure, n: u64) -> Cell {
        let address = asks(measure)
            .iter()
            .fold(self.clone(), |all, (name, value)| all.and(name, value));
        let query: Vec<_> = address
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Cell {
            text: words::thousands(n),
            href: (n > 0).then(|| format!("/enquiries?{}", query.join("&"))),
        }
    }

    fn cells(&self, counts: &Counts) -> Vec<Cell> {
        let cell = |measure: Measure| self.cell(measure, counts.of(measure));
        Measure::ALL.map(cell).to_vec()
    }
}

/// The headings of the ten measures.
fn headings() -> Vec<String> {
    Measure::ALL.map(|m| m.heading().to_owned()).to_vec()
}

/// The tables of a report.
pub fn tables(report: &Report, names: Names<'_>) -> Vec<Table> {
    let base = Address::of(&report.scope);
    let whole = base.between(report.period.from, report.period.to);
    let mut tables = vec![months(report, &base, &whole), ages(report, &base)];
    if !matches!(report.scope, Scope::Service(_)) {
        let services = report.services().into_iter().map(|(id, counts)| {
            let key = id.as_ref().map_or("none", |id| id.as_str());
            let page = id.as_ref().map(|id| format!("/performance/service/{id}"));
            let cells = whole.and("service", key).cells(&counts);
            (service_name(id.as_ref(), names), page, cells)
        });
        tables.push(groups(
            "services",
            "By service",
            "Service",
            services.collect(),
        ));
    }
    if !matches!(report.scope, Scope::Ward(_)) {
        let wards = report.wards().into_iter().map(|(id, counts)| {
            let key = id.as_ref().map_or("none", |id| id.as_str());
            let page = id.as_ref().map(|id| format!("/performance/ward/{id}"));
            let cells = whole.and("ward", key).cells(&counts);
            (ward_name(id.as_ref(), names), page, cells)
        });
        tables.push(groups("wards", "By ward", "Ward", wards.collect()));
    }
    tables
}

fn months(report: &Report, base: &Address, whole: &Address) -> Table {
    let months = report.months();
    let bars: Vec<_> = months
        .iter()
        .map(|(month, counts)| Bar {
            label: short_month(*month),
            parts: Measure::JUDGING.map(|m| counts.of(m)).to_vec(),
        })
        .collect();
    let key = Measure::JUDGING.map(|m| (look_of(m), m.heading().to_owned()));
    let mut lines: Vec<_> = months
        .iter()
        .map(|(month, counts)| Line {
            name: month_name(*month),
            href: None,
            cells: base.between(*month, month.last_of_month()).cells(counts),
            total: false,
        })
        .collect();
    lines.push(Line {
        name: "All".to_owned(),
        href: None,
        cells: whole.cells(&report.total()),
        total: true,
    });
    let title = "Received by month, and how they were judged";
    Table {
        id: "months",
        caption: "By month of receipt".to_owned(),
        first: "Month",
        head: headings(),
        lines,
        chart: Chart::of("by-month", title, key.to_vec(), &bars),
        note: None,
    }
}

/// `Apr 2026`.
fn short_month(month: Date) -> String {
    let name = words::month_name(month.month());
    format!("{} {}", &name[..3], month.year())
}

fn ages(report: &Report, base: &Address) -> Table {
    let ages = report.ages();
    let bars: Vec<_> = ages
        .iter()
        .map(|age| Bar {
            label: age.words.clone(),
            parts: vec![
                age.overdue,
                age.open - age.overdue - age.settled,
                age.settled,
            ],
        })
        .collect();
    let key = vec![
        (BAD, "Overdue".to_owned()),
        (GOOD, "Not answered, not overdue".to_owned()),
        (NEITHER, "Answered, not closed".to_owned()),
    ];
    let line = |age: &Age| {
        let days = [("from", age.from), ("to", age.to)];
        let address = days
            .iter()
            .fold(base.clone(), |all, (name, day)| match day {
                Some(day) => all.and(name, day),
                None => all,
            });
        Line {
            name: age.words.clone(),
            href: None,
            cells: vec![
                address.cell(Measure::Open, age.open),
                address
                    .and("answered", "no")
                    .cell(Measure::Open, age.unanswered),
                address.cell(Measure::Overdue, age.overdue),
            ],
            total: false,
        }
    };
    let title = "Age of what is open, in days since receipt";
    Table {
        id: "ages",
        caption: "What is open now, by age".to_owned(),
        first: "Since receipt",
        head: ["Open now", "Not answered yet", "Overdue now"]
            .map(str::to_owned)
            .to_vec(),
        lines: ages.iter().map(line).collect(),
        chart: Chart::of("by-age", title, key, &bars),
        note: Some("All that is open today, in whichever month it was received.".to_owned()),
    }
}

fn groups(
    id: &'static str,
    caption: &str,
    first: &'static str,
    groups: Vec<(String, Option<String>, Vec<Cell>)>,
) -> Table {
    let mut lines: Vec<_> = groups
        .into_iter()
        .map(|(name, href, cells)| Line {
            name,
            href,
            cells,
            total: false,
        })
        .collect();
    // Those without a name of their own last.
    lines.sort_by(|a, b| (a.href.is_none(), &a.name).cmp(&(b.href.is_none(), &b.name)));
    Table {
        id,
        caption: caption.to_owned(),
        first,
        head: headings(),
        lines,
        chart: None,
        note: None,
    }
}
