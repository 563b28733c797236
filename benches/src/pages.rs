//! A document of 200 pages: how long reading it takes, and how much memory the program held at most.

use std::fmt;
use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Context as _;

use crate::time::timed;

/// Clauses on 200 pages, at five to a page.
pub const CLAUSES: usize = 1_000;
/// Clauses of one section.
const OF_SECTION: usize = 20;

/// What reading cost.
#[derive(Debug, Clone, Copy)]
pub struct Read {
    /// The document's size in bytes.
    pub bytes: usize,
    /// How many clauses were found.
    pub clauses: usize,
    /// How long it took.
    pub took: Duration,
    /// The most memory that the program held, in bytes, where the machine tells.
    pub peak: Option<u64>,
}

impl fmt::Display for Read {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (size, took) = (self.bytes / 1024, self.took.as_secs_f64() * 1e3);
        write!(f, "{size} KB, {} clauses: {took:.0} ms", self.clauses)?;
        match self.peak {
            Some(peak) => write!(f, ", {:.0} MB resident at most", peak as f64 / 1e6),
            None => Ok(()),
        }
    }
}

/// A made-up protocol of so many clauses, as plain text.
fn text(clauses: usize) -> String {
    let words = "Officers shall answer members within five working days of receipt and say why if they cannot. ";
    let mut text = String::from("Protocol on Members and Officers\n\n");
    for n in 0..clauses {
        let (section, clause) = (n / OF_SECTION + 1, n % OF_SECTION + 1);
        if clause == 1 {
            let _ = writeln!(text, "{section}. Section {section} of the Protocol\n");
        }
        let _ = writeln!(text, "{section}.{clause} {}\n", words.repeat(6));
    }
    text
}

/// Reads a document of so many clauses.
pub fn read(clauses: usize) -> anyhow::Result<Read> {
    let text = text(clauses);
    let (documents, took) = timed(|| documents::read("pages.txt", text.as_bytes()));
    let documents = documents?;
    let document = documents.first().context("a document")?;
    Ok(Read {
        bytes: text.len(),
        clauses: document.text.clauses().count(),
        took,
        peak: peak(),
    })
}

fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
