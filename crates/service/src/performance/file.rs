//! Figures as comma-separated values (RFC 4180), fit to be opened by a spreadsheet: with a byte order
//! mark, and with no cell that it would take for a formula.

use domain::council::Council;
use domain::figures::{Counts, Joined, Measure, Released, Rows};
use domain::ids::{ServiceId, WardId};

use super::{Report, Scope, month_key};
use crate::web::names::Names;

/// By what a file begins that spreadsheets read as UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Text that no spreadsheet takes for a formula.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A file of these rows.
fn file(rows: Vec<Vec<String>>) -> Vec<u8> {
    let mut bytes = MARK.to_vec();
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(&mut bytes);
    for row in rows {
        let cells = row.iter().map(|cell| harmless(cell));
        writer
            .write_record(cells)
            .expect("memory takes all that is written");
    }
    writer.flush().expect("memory takes all that is written");
    drop(writer);
    bytes
}

/// A report as a file: one line for each line of each of its tables.
pub fn report(report: &Report, council: &Council) -> Vec<u8> {
    let names = Names::on(council, report.today);
    let mut head = vec!["table".to_owned(), "key".to_owned(), "name".to_owned()];
    head.extend(Measure::ALL.map(|measure| measure.key().to_owned()));
    let mut rows = vec![head];
    let mut line = |table: &str, key: String, name: String, counts: &Counts| {
        let mut row = vec![table.to_owned(), key, name];
        row.extend(Measure::ALL.map(|measure| counts.of(measure).to_string()));
        rows.push(row);
    };
    line(
        "total",
        String::new(),
        scope_name(&report.scope, names),
        &report.total(),
    );
    for (month, counts) in report.months() {
        line("month", month_key(month), month_name(month), &counts);
    }
    if !matches!(report.scope, Scope::Service(_)) {
        for (service, counts) in report.services() {
            line(
                "service",
                key(service.as_ref()),
                service_name(service.as_ref(), names),
                &counts,
            );
        }
    }
    if !matches!(report.scope, Scope::Ward(_)) {
        for (ward, counts) in report.wards() {
            line(
                "ward",
                key(ward.as_ref()),
                ward_name(ward.as_ref(), names),
                &counts,
            );
        }
    }
    for age in report.ages() {
        let mut row = vec!["age".to_owned(), String::new(), age.words];
        row.extend(Measure::ALL.map(|measure| match measure {
            Measure::Open => age.open.to_string(),
            Measure::Overdue => age.overdue.to_string(),
            _ => String::new(),
        }));
        rows.push(row);
    }
    file(rows)
}

/// Released figures as a file. A row of several keys has them all, between semicolons.
pub fn released<'a>(all: impl IntoIterator<Item = &'a Released>, council: &Council) -> Vec<u8> {
    let head = [
        "quarter",
        "counted-on",
        "table",
        "keys",
        "names",
        "outcome",
        "count",
    ];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for released in all {
        let names = Names::on(council, released.to);
        let start = [month_key(released.from), released.on.to_string()];
        let mut line = |table: &str, keys: String, named: String, outcome: &str, count: u64| {
            let mut row = start.to_vec();
            row.extend([
                table.to_owned(),
                keys,
                named,
                outcome.to_owned(),
                count.to_string(),
            ]);
            rows.push(row);
        };
        let columns: Vec<String> = released
            .outcomes
            .iter()
            .map(|group| outcomes(group))
            .collect();
        let columns = columns.as_slice();
        table(
            &mut line,
            "month",
            &released.months,
            columns,
            |m| month_key(*m),
            |m| month_name(*m),
        );
        let name = |id: &Option<ServiceId>| service_name(id.as_ref(), names);
        table(
            &mut line,
            "service",
            &released.services,
            columns,
            |id| key(id.as_ref()),
            name,
        );
        let name = |id: &Option<WardId>| ward_name(id.as_ref(), names);
        table(
            &mut line,
            "ward",
            &released.wards,
            columns,
            |id| key(id.as_ref()),
            name,
        );
        for (group, count) in &released.holding {
            line(
                "holding",
                String::new(),
                String::new(),
                &outcomes(group),
                *count,
            );
        }
    }
    file(rows)
}

fn table<K>(
    line: &mut impl FnMut(&str, String, String, &str, u64),
    name: &str,
    rows: &Rows<K>,
    columns: &[String],
    key: impl Fn(&K) -> String,
    named: impl Fn(&K) -> String,
) {
    let all = |row: &Joined<K>, of: &dyn Fn(&K) -> String| {
        row.keys.iter().map(of).collect::<Vec<_>>().join("; ")
    };
    for row in &rows.received {
        line(
            name,
            all(row, &key),
            all(row, &named),
            "received",
            row.total(),
        );
    }
    for row in &rows.judged {
        for (column, count) in columns.iter().zip(&row.counts) {
            line(name, all(row, &key), all(row, &named), column, *count);
        }
    }
}

/// A group of outcomes in words.
pub fn outcomes(group: &[domain::figures::Outcome]) -> String {
    let words: Vec<_> = group.iter().map(|outcome| outcome.words()).collect();
    words.join(" / ")
}

fn key<K: AsRef<str>>(id: Option<&K>) -> String {
    id.map_or_else(String::new, |id| id.as_ref().to_owned())
}

/// A month in words.
pub fn month_name(month: jiff::civil::Date) -> String {
    crate::web::words::month(month.year(), month.month())
}

/// A service in words, or that there is none.
pub fn service_name(id: Option<&ServiceId>, names: Names<'_>) -> String {
    id.map_or_else(|| "No service yet".to_owned(), |id| names.service(id))
}

/// A ward in words, or that there is none.
pub fn ward_name(id: Option<&WardId>, names: Names<'_>) -> String {
    id.map_or_else(|| "No ward".to_owned(), |id| names.ward(id))
}

/// What a report is about, in words.
pub fn scope_name(scope: &Scope, names: Names<'_>) -> String {
    match scope {
        Scope::All => "Enquiries that you can read".to_owned(),
        Scope::Service(id) => names.service(id),
        Scope::Ward(id) => names.ward(id),
        Scope::Member(id) => names.holder(id),
    }
}
