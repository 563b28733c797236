//! History under another version or another value, for whoever asks over what they may read.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::access::Token;
use domain::replay::{Counted, Replayed, Trial};

use crate::performance::{Period, file, month_key};
use crate::replay::{Asked, replay, version};
use crate::web::amendments;
use crate::web::directory::keeps_facts;
use crate::web::error::Problem;
use crate::web::forms::{Choice, Field};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::names::{Link, Names};
use crate::web::performance::chart::{BAD, BAD_HELD, Bar, Chart, GOOD, GOOD_HELD};
use crate::web::words;

#[derive(Template)]
#[template(path = "protocol/replay.html")]
struct ReplayPage {
    chrome: Chrome,
    title: String,
    fields: Vec<Field>,
    lead: Vec<String>,
    /// What it comes to; none where there is no enquiry.
    replayed: Option<ReplayedView>,
    kept: Vec<Link>,
    /// Whether this person keeps the record of the protocol, and so may count over the whole council.
    keeps: bool,
}

/// What a replay over what somebody may read comes to, in exact numbers.
#[derive(Template)]
#[template(path = "protocol/part_replayed.html")]
pub struct ReplayedView {
    chart: Option<Chart>,
    tables: Vec<Table>,
    /// The offices that are told, with who holds them today, and of how many enquiries.
    told: Vec<Told>,
}

impl HtmlSafe for ReplayedView {}

impl ReplayedView {
    /// What it comes to; none where there is no enquiry.
    pub fn of(replayed: &Replayed, names: Names<'_>) -> Option<Self> {
        (replayed.total().cases > 0).then(|| Self {
            chart: chart(replayed),
            tables: tables(replayed, names),
            told: told(replayed, names),
        })
    }
}

struct Table {
    caption: &'static str,
    first: &'static str,
    lines: Vec<(String, [String; 8])>,
}

struct Told {
    whom: String,
    offices: Vec<String>,
    cells: [String; 4],
}

/// The replay that the address asks for; without one, of the protocol in force.
pub async fn show(me: Me) -> Page {
    let asked = asked(&me)?;
    let operations = me.app().operations();
    let replayed = replay(operations, &me.signed.actor, &asked).await?;
    let names = Names::on(&me.council, me.today);
    let title = asked
        .protocol
        .as_ref()
        .map_or_else(|| "no protocol".to_owned(), |p| p.title.clone());
    page(&ReplayPage {
        chrome: me.chrome("What would have been"),
        fields: fields(&me, &asked),
        lead: lead(&replayed.total()),
        replayed: ReplayedView::of(&replayed, names),
        kept: amendments::kept(&me).await?,
        keeps: keeps_facts(&me),
        title,
    })
}

fn asked(me: &Me) -> Result<Asked, Problem> {
    let unreadable = |why: String| Problem::Unreadable(why);
    let mut trial = Trial::default();
    for key in ["answer-within", "acknowledge-within"] {
        if let Some(days) = me.query(key) {
            trial
                .set(&format!("{key}={days}"))
                .map_err(|bad| unreadable(bad.to_string()))?;
        }
    }
    let protocol = match me.query("version") {
        Some(name) => Some(version(&me.council, &name).ok_or(Problem::NotFound)?),
        None => me.council.protocol_on(me.today).cloned(),
    };
    let (from, to) = (me.query("from"), me.query("to"));
    let period = Period::read(from.as_deref(), to.as_deref(), me.today)
        .map_err(|bad| unreadable(bad.to_string()))?;
    Ok(Asked {
        protocol,
        trial,
        period,
    })
}

fn fields(me: &Me, asked: &Asked) -> Vec<Field> {
    let all = me.council.protocols.values();
    let key = |p: &domain::protocol::Protocol| format!("{}/{}", p.pack, p.version);
    let choices = all.map(|p| Choice::new(key(p), format!("{}, {}", p.council, p.title)));
    let here = asked.protocol.as_deref().map(key).unwrap_or_default();
    let days = |name, label, days: Option<u32>| {
        let value = days.map(|days| days.to_string()).unwrap_or_default();
        Field::line(name, label)
            .hint("In days; empty leaves it as the version has it")
            .with(value)
    };
    let month = |name, label, month| {
        Field::line(name, label)
            .hint("For example 2026-04")
            .with(month_key(month))
    };
    vec![
        Field::select("version", "The version to try", choices.collect()).with(here),
        days("answer-within", "Answer within", asked.trial.answer),
        days(
            "acknowledge-within",
            "Acknowledge within",
            asked.trial.acknowledge,
        ),
        month("from", "From month", asked.period.from),
        month("to", "To month", asked.period.to),
    ]
}

/// What it comes to in a few sentences; none where there is no enquiry.
pub fn lead(total: &Counted) -> Vec<String> {
    if total.cases == 0 {
        return Vec::new();
    }
    let cases = words::count(total.cases, "enquiry", "enquiries");
    let n = words::thousands;
    let mut lines = vec![format!(
        "Of {cases} that you can read, {} were late as it was; {} would have been: {} newly late, {} no longer.",
        n(total.late_before),
        n(total.late_after),
        n(total.newly_late),
        n(total.no_longer_late),
    )];
    lines.push(format!(
        "Those who answer for the service were due to be told of {}; it would have been {}.",
        n(total.told_before),
        n(total.told_after),
    ));
    if total.acknowledged_late_before + total.acknowledged_late_after > 0 {
        lines.push(format!(
            "Acknowledged late or not at all: {} as it was, {} under this.",
            n(total.acknowledged_late_before),
            n(total.acknowledged_late_after),
        ));
    }
    lines
}

fn chart(replayed: &Replayed) -> Option<Chart> {
    let key = vec![
        (GOOD, "Not late either way".to_owned()),
        (GOOD_HELD, "No longer late".to_owned()),
        (BAD_HELD, "Newly late".to_owned()),
        (BAD, "Late either way".to_owned()),
    ];
    let bars = replayed.months().into_iter().map(|(month, n)| {
        let both = n.late_after - n.newly_late;
        Bar {
            label: file::month_name(month),
            parts: vec![
                n.cases - both - n.newly_late - n.no_longer_late,
                n.no_longer_late,
                n.newly_late,
                both,
            ],
        }
    });
    let bars: Vec<_> = bars.collect();
    Chart::of(
        "replay",
        "By month of receipt, and what would be otherwise",
        key,
        &bars,
    )
}

fn tables(replayed: &Replayed, names: Names<'_>) -> Vec<Table> {
    let months = replayed.months().into_iter();
    let mut months: Vec<_> = months
        .map(|(month, n)| (file::month_name(month), n))
        .collect();
    months.push(("All".to_owned(), replayed.total()));
    let services = replayed.services().into_iter();
    let services = services.map(|(id, n)| (file::service_name(id.as_ref(), names), n));
    let wards = replayed.wards().into_iter();
    let wards = wards.map(|(id, n)| (file::ward_name(id.as_ref(), names), n));
    let table = |caption, first, lines: Vec<(String, Counted)>| Table {
        caption,
        first,
        lines: lines
            .into_iter()
            .map(|(name, n)| (name, cells(&n)))
            .collect(),
    };
    vec![
        table("By month of receipt", "Month", months),
        table("By service", "Service", services.collect()),
        table("By ward", "Ward", wards.collect()),
    ]
}

fn told(replayed: &Replayed, names: Names<'_>) -> Vec<Told> {
    let offices = replayed.offices().into_iter();
    offices
        .map(|(office, n)| Told {
            whom: whom(office.as_ref(), names),
            offices: office.map_or_else(Vec::new, |office| names.offices_of(&office)),
            cells: [n.told_before, n.told_after, n.newly_told, n.no_longer_told]
                .map(words::thousands),
        })
        .collect()
}

/// An office to which it goes that a date is past, in words.
pub fn whom(office: Option<&Token>, names: Names<'_>) -> String {
    office.map_or_else(
        || "Nobody: it lies with no desk".to_owned(),
        |office| words::sentence(&names.token(office)),
    )
}

fn cells(n: &Counted) -> [String; 8] {
    [
        n.cases,
        n.late_before,
        n.late_after,
        n.newly_late,
        n.no_longer_late,
        n.acknowledged_late_after,
        n.told_before,
        n.told_after,
    ]
    .map(words::thousands)
}
