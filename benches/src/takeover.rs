//! Open enquiries taken over from a table: how long a hundred thousand lines take from their bytes to the last
//! commit, part by part.

use std::fmt;
use std::io::{Cursor, Write as _};
use std::time::Duration;

use anyhow::Context as _;
use domain::enquiries::takeover::{Mapping, Order, Table};
use messages::SizeMax;
use service::demo;
use service::operations::{Given, TakeOverError, table_of};

use crate::folder::Folder;
use crate::product;
use crate::time::now;

/// What it took.
pub struct Took {
    /// Bytes to a table.
    read: Duration,
    /// A dry run: every line decided.
    dry: Duration,
    /// All of it: decided, decided again, committed.
    whole: Duration,
    /// The same table again, which changes nothing.
    again: Duration,
    /// A table whose last line but one is wrong.
    wrong: Duration,
    /// Enquiries raised.
    pub raised: usize,
    /// Lines that were known when the table came again.
    pub known_again: usize,
}

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = |f: &mut fmt::Formatter<'_>, what: &str, took: Duration| {
            let seconds = took.as_secs_f64();
            let rate = self.raised as f64 / seconds;
            writeln!(f, "{what:<34}{seconds:>8.1} s {rate:>10.0} lines/s")
        };
        line(f, "read to a table", self.read)?;
        line(f, "checked (dry run)", self.dry)?;
        line(f, "checked and taken over", self.whole)?;
        let again = format!("given again: {} known", self.known_again);
        line(f, &again, self.again)?;
        line(f, "refused for its last line but one", self.wrong)
    }
}

/// The rows of a list as a council keeps it.
fn rows(lines: usize, member: &str, wrong: bool) -> Vec<[String; 6]> {
    let heading = [
        "Case No",
        "Councillor",
        "Date received",
        "Subject",
        "Details",
        "Dept",
    ];
    let mut rows = vec![heading.map(str::to_owned)];
    rows.extend((0..lines).map(|n| {
        let name = if wrong && n + 2 == lines {
            "Nobody At All"
        } else {
            member
        };
        [
            format!("C{n}"),
            format!("Cllr {name}"),
            format!("{}/{}/26", n % 28 + 1, n % 3 + 1),
            format!("Damp in flat {n} of the tower"),
            format!("The wall of flat {n} is wet again, and nobody has come since the last letter. When will it be treated?"),
            ["Housing repairs", "Waste", ""][n % 3].to_owned(),
        ]
    }));
    rows
}

fn csv(rows: &[[String; 6]]) -> Vec<u8> {
    let quoted = |cell: &String| format!("\"{cell}\"");
    let line = |cells: &[String; 6]| cells.each_ref().map(quoted).join(",");
    rows.iter().map(line).collect::<Vec<_>>().join("\n").into()
}

/// The same as an Excel workbook with texts within the cells.
fn workbook(rows: &[[String; 6]]) -> anyhow::Result<Vec<u8>> {
    let mut sheet = "<worksheet><sheetData>".to_owned();
    for row in rows {
        sheet.push_str("<row>");
        for cell in row {
            sheet.push_str(&format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"));
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"Open\" r:id=\"r1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"sheet1.xml\"/></Relationships>",
        ),
        ("xl/sheet1.xml", sheet.as_str()),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default())?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Takes over so many lines into a new council.
pub async fn run(lines: usize, as_workbook: bool) -> anyhow::Result<Took> {
    let folder = Folder::new()?;
    let operations = product::council(&folder.join("council"), product::SMALL).await?;
    let persona = |key: &str| demo::personas().into_iter().find(|one| one.key == key);
    let clerk = persona("democratic-services").context("a clerk")?.person;
    let actor = operations.actor(&clerk, None).await?;
    let council = operations.council().await?;
    let member = persona("member").context("a member")?.person;
    let name_of = council.directory.name(&member);
    let bytes = |wrong| {
        let rows = rows(lines, &name_of, wrong);
        if as_workbook {
            workbook(&rows)
        } else {
            Ok(csv(&rows))
        }
    };
    let name = if as_workbook { "open.xlsx" } else { "open.csv" };
    let most = SizeMax { bytes: 1, files: 0 };
    let (good, wrong) = (bytes(false)?, bytes(true)?);
    let table = |bytes: &[u8]| {
        let given = [Given::new(name, bytes.to_vec())];
        table_of(name, &given, most, None).map_err(|bad| anyhow::anyhow!("{bad}"))
    };
    let began = now();
    let good = table(&good)?;
    let read = began.elapsed();
    let wrong = table(&wrong)?;
    let mapping = Mapping {
        dates: Some(Order::DayFirst),
        ..Mapping::suggested(&good)
    };
    let take = async |table: &Table, dry: bool| {
        let began = now();
        let mut told = |what: &str, done: usize, of: usize| eprintln!("{what}: {done} of {of}");
        let done = operations.take_over(&actor, table, &mapping, dry, &mut told);
        (done.await, began.elapsed())
    };
    let (refused, wrong) = take(&wrong, false).await;
    let Err(TakeOverError::Wrong(_)) = refused else {
        anyhow::bail!("a wrong line was taken over");
    };
    let done = |done: Result<_, TakeOverError>| done.map_err(|why| anyhow::anyhow!("{why:?}"));
    let (looked, dry) = take(&good, true).await;
    done(looked)?;
    let (taken, whole) = take(&good, false).await;
    let taken = done(taken)?;
    let (known, again) = take(&good, false).await;
    Ok(Took {
        read,
        dry,
        whole,
        again,
        wrong,
        raised: taken.raised,
        known_again: done(known)?.known,
    })
}
