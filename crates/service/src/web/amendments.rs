//! What would have been, as it was put beside a proposal: over the whole council, in ranges.

mod draft;

use askama::Template;
use axum::extract::Path;
use axum::routing::get;
use domain::access::Token;
use domain::amendments::event::ReplayAdded;
use domain::amendments::{Amendments, State};
use domain::figures::Joined;
use domain::ids::ServiceId;
use domain::register::Register as _;
use domain::replay::{Change, Evidence, Inputs, Table};
use store::{Filter, Sort};

use super::error::Problem;
use super::frame::{Chrome, Me, Page, page};
use super::names::{Link, Names};
use super::performance::chart::{BAD, BAD_HELD, Bar, Chart, GOOD, GOOD_HELD, Look, NEITHER};
use super::protocol::{ReplayedView, lead};
use super::registers::load;
use super::routes::{Route, linked};
use super::words;
use crate::operations::ActError;
use crate::performance::{file, month_key};
use crate::replay::{readable, tried};

/// How many proposals are looked through for their replays.
const PROPOSALS: usize = 50;

/// The routes beside those that every register has.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new(
            "/amendments/{reference}/replays/{part}",
            "GET",
            linked("/protocol/replay", "democratic-services"),
            get(show),
        ),
        Route::new(
            "/amendments/{reference}/draft",
            "GET",
            linked("/amendments", "democratic-services").then("/draft"),
            get(draft::show),
        ),
    ]
}

#[derive(Template)]
#[template(path = "amendments/replay.html")]
struct EvidencePage {
    chrome: Chrome,
    back: Link,
    title: String,
    tried: String,
    on: String,
    least: u64,
    /// The same over what the reader may read: in sentences, and in exact numbers where there is any.
    own: Vec<String>,
    replayed: Option<ReplayedView>,
    again: String,
    chart: Option<Chart>,
    measures: Vec<Measure>,
}

struct Measure {
    title: &'static str,
    meaning: &'static str,
    head: Vec<String>,
    tables: Vec<Lines>,
}

struct Lines {
    caption: String,
    first: &'static str,
    lines: Vec<(String, Vec<String>)>,
}

/// The replays beside proposals that this person may read, newest proposal first.
pub(super) async fn kept(me: &Me) -> Result<Vec<Link>, Problem> {
    let filter = Filter {
        register: Some(Amendments::NAME.to_owned()),
        ..Filter::default()
    };
    let operations = me.app().operations();
    let visible = me.signed.visible();
    let newest = store::Page::first(PROPOSALS, Sort::Newest);
    let listing = operations.store().list(visible, &filter, &newest).await?;
    let mut links = Vec::new();
    for item in listing.items {
        let found = operations.case::<Amendments>(&item.row.reference, visible);
        match found.await {
            Ok(case) => links.extend(
                case.state
                    .replays
                    .iter()
                    .map(|added| link(&case.state, added)),
            ),
            Err(ActError::NotFound) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(links)
}

/// A replay by what was tried out, to its page.
pub fn link(state: &State, added: &ReplayAdded) -> Link {
    let page = format!("/amendments/{}/replays/{}", state.reference, added.part);
    Link::to(tried(&added.evidence.inputs), page)
}

/// The page of one replay.
async fn show(me: Me, Path((reference, part)): Path<(String, String)>) -> Page {
    let case = load::<Amendments>(&me, &reference).await?;
    let mut added = case.state.replays.iter();
    let added = added.find(|added| added.part.as_str() == part);
    let evidence = &added.ok_or(Problem::NotFound)?.evidence;
    let title = case.words(&case.state.title.key).unwrap_or("Erased");
    let names = Names::on(&me.council, me.today);
    let operations = me.app().operations();
    let own = readable(operations, &me.signed.actor, &evidence.inputs).await?;
    page(&EvidencePage {
        chrome: me.chrome(&format!("What would have been, {}", case.state.reference)),
        back: Link::to(
            case.state.reference.to_string(),
            format!("/amendments/{}", case.state.reference),
        ),
        title: title.to_owned(),
        tried: tried(&evidence.inputs),
        on: words::plain_date(evidence.on),
        least: evidence.least,
        own: lead(&own.total()),
        replayed: ReplayedView::of(&own, names),
        again: again(&evidence.inputs),
        chart: chart(evidence),
        measures: measures(evidence, names),
    })
}

/// The address at which the same is tried out over what the reader may read.
fn again(inputs: &Inputs) -> String {
    let mut query: Vec<String> = inputs.values.clone();
    let version = inputs.version.as_ref();
    query.extend(version.map(|(pack, version)| format!("version={pack}/{version}")));
    query.push(format!("from={}", month_key(inputs.from)));
    query.push(format!("to={}", month_key(inputs.to)));
    format!("/protocol/replay?{}", query.join("&"))
}

fn measures(evidence: &Evidence, names: Names<'_>) -> Vec<Measure> {
    let services = |id: &Option<ServiceId>| file::service_name(id.as_ref(), names);
    let measure = |title, meaning, table: &Table| Measure {
        title,
        meaning,
        head: table.columns.iter().map(|group| column(group)).collect(),
        tables: tables(
            table,
            evidence.least,
            names,
            ("By service", "Service", &services),
        ),
    };
    let all = [
        measure(
            "Late",
            "Answered or explained after the first date, or past it and neither.",
            &evidence.late,
        ),
        measure(
            "Acknowledged late",
            "The member was told who deals with it after its date, or not at all.",
            &evidence.acknowledged,
        ),
        Measure {
            title: "Who would have been told",
            meaning: "A working day began with a date past: those who answer for the service are told then. Offices are those of today.",
            head: evidence
                .told
                .columns
                .iter()
                .map(|group| column(group))
                .collect(),
            tables: tables(
                &evidence.told,
                evidence.least,
                names,
                ("By office", "Who is told", &|id| told(id.as_ref(), names)),
            ),
        },
    ];
    all.into_iter()
        .filter(|measure| !measure.tables.is_empty())
        .collect()
}

/// Those who answer for a service, each office with who holds it.
fn told(service: Option<&ServiceId>, names: Names<'_>) -> String {
    let Some(service) = service else {
        return "The desk that looks for the service".to_owned();
    };
    let office = Token::manager_of(service);
    match names.offices_of(&office).as_slice() {
        [] => format!("{}: vacant", words::sentence(&names.token(&office))),
        offices => offices.join("; "),
    }
}

/// The caption, the head and the words of the rows by service.
type ByService<'a> = (
    &'static str,
    &'static str,
    &'a dyn Fn(&Option<ServiceId>) -> String,
);

fn tables(
    table: &Table,
    least: u64,
    names: Names<'_>,
    (caption, first, service): ByService<'_>,
) -> Vec<Lines> {
    if table.columns.is_empty() {
        return Vec::new();
    }
    let cells = |counts: &[u64]| counts.iter().map(|n| range(*n, least)).collect();
    let mut months = lines(&table.months, least, |month| file::month_name(*month));
    months.push(("All".to_owned(), cells(&table.total)));
    let ward = |id: &Option<_>| file::ward_name(id.as_ref(), names);
    let of = |caption: &str, first, lines| Lines {
        caption: caption.to_owned(),
        first,
        lines,
    };
    vec![
        of("By month of receipt", "Month", months),
        of(caption, first, lines(&table.services, least, service)),
        of("By ward", "Ward", lines(&table.wards, least, ward)),
    ]
}

fn lines<K>(
    rows: &[Joined<K>],
    least: u64,
    name: impl Fn(&K) -> String,
) -> Vec<(String, Vec<String>)> {
    let line = |row: &Joined<K>| {
        let names: Vec<_> = row.keys.iter().map(&name).collect();
        let cells = row.counts.iter().map(|n| range(*n, least)).collect();
        (words::and(&names), cells)
    };
    rows.iter().map(line).collect()
}

/// A number as the range of which it is the lower end: `20 to 24`.
fn range(from: u64, least: u64) -> String {
    match from {
        0 => "0".to_owned(),
        from => format!(
            "{} to {}",
            words::thousands(from),
            words::thousands(from + least - 1)
        ),
    }
}

fn column(group: &[Change]) -> String {
    let words = |change: &Change| match change {
        Change::Neither => "neither way",
        Change::NoLonger => "no longer",
        Change::Newly => "newly",
        Change::Both => "either way",
    };
    let all: Vec<_> = group
        .iter()
        .map(|change| words(change).to_owned())
        .collect();
    words::sentence(&all.join(" or "))
}

fn look(group: &[Change]) -> Look {
    match group {
        [Change::Neither] => GOOD,
        [Change::NoLonger] => GOOD_HELD,
        [Change::Newly] => BAD_HELD,
        [Change::Both] | [Change::Newly, Change::Both] => BAD,
        _ => NEITHER,
    }
}

fn chart(evidence: &Evidence) -> Option<Chart> {
    let table = &evidence.late;
    let key = table.columns.iter();
    let key = key.map(|group| (look(group), column(group))).collect();
    let bars = table.months.iter().map(|row| {
        let months = row.keys.iter();
        let months: Vec<_> = months
            .map(|month| words::month_name(month.month())[..3].to_owned())
            .collect();
        Bar {
            label: match months.as_slice() {
                [first, .., last] => format!("{first} to {last}"),
                months => months.concat(),
            },
            parts: row.counts.clone(),
        }
    });
    let bars: Vec<_> = bars.collect();
    Chart::of(
        "evidence",
        "Late by month of receipt: the lower end of each range",
        key,
        &bars,
    )
}
