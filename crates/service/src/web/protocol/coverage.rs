//! What the product does about each duty of a protocol, as its scenarios proved it, with the share by
//! section. About the protocol only: no case is counted here.

use askama::Template;
use axum::extract::Path;
use domain::figures::Share;
use domain::protocol::coverage::{Coverage, Covered, Part};
use domain::protocol::{Does, Protocol};

use super::{does_words, find};
use crate::web::error::anchor;
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::performance::chart::{ASIDE, Bar, Chart, GOOD, NEITHER};
use crate::web::words;

#[derive(Template)]
#[template(path = "protocol/coverage.html")]
struct CoveragePage {
    chrome: Chrome,
    title: String,
    back: String,
    lead: String,
    faults: Vec<String>,
    chart: Option<Chart>,
    sections: Vec<SectionView>,
}

struct SectionView {
    number: String,
    title: String,
    part: Part,
    share: Share,
    duties: Vec<DutyView>,
}

struct DutyView {
    number: String,
    href: String,
    gist: String,
    who: String,
    does: Vec<&'static str>,
    /// What the pack asks for, where nothing of it is done.
    meant: Vec<&'static str>,
    scenarios: String,
}

/// The coverage of one version.
pub async fn show(me: Me, Path((pack, version)): Path<(String, String)>) -> Page {
    let protocol = find(&me, &pack, &version)?;
    let coverage = protocol.coverage();
    let back = format!("/protocol/{pack}/{version}");
    page(&CoveragePage {
        chrome: me.chrome("What the product does about each clause"),
        title: protocol.title.clone(),
        lead: lead(coverage.total()),
        faults: coverage.faults.iter().map(ToString::to_string).collect(),
        chart: chart(&protocol, &coverage),
        sections: sections(&protocol, &coverage, &back),
        back,
    })
}

fn share(part: Part) -> Share {
    Share {
        part: part.done as u64,
        whole: part.all() as u64,
    }
}

fn lead(total: Part) -> String {
    format!(
        "Of {}, {} carried out and proven; {} could be and {} only shown so far; {} for reading.",
        words::count(total.all() as u64, "duty", "duties"),
        is_or_are(total.done),
        words::thousands(total.shown as u64),
        if total.shown == 1 { "is" } else { "are" },
        is_or_are(total.reading),
    )
}

fn is_or_are(n: usize) -> String {
    let verb = if n == 1 { "is" } else { "are" };
    format!("{} {verb}", words::thousands(n as u64))
}

fn chart(protocol: &Protocol, coverage: &Coverage) -> Option<Chart> {
    let key = vec![
        (GOOD, "Carried out".to_owned()),
        (NEITHER, "Only shown so far".to_owned()),
        (ASIDE, "For reading".to_owned()),
    ];
    let bars = protocol.sections.iter().map(|section| {
        let part = coverage.of(section);
        Bar {
            label: format!("Section {}", section.number),
            parts: [part.done, part.shown, part.reading]
                .map(|n| n as u64)
                .to_vec(),
        }
    });
    let bars: Vec<_> = bars
        .filter(|bar| bar.parts.iter().any(|n| *n > 0))
        .collect();
    Chart::of(
        "coverage",
        "Duties by section, and what is done about them",
        key,
        &bars,
    )
}

fn sections(protocol: &Protocol, coverage: &Coverage, base: &str) -> Vec<SectionView> {
    let of = |number: &str| {
        let lines = coverage.lines.iter().filter(|line| line.section == number);
        lines.map(|line| duty(protocol, line, base)).collect()
    };
    let sections = protocol.sections.iter().map(|section| SectionView {
        number: section.number.clone(),
        title: section.title.clone(),
        part: coverage.of(section),
        share: share(coverage.of(section)),
        duties: of(&section.number),
    });
    sections.collect()
}

fn duty(protocol: &Protocol, line: &Covered, base: &str) -> DutyView {
    let found = protocol.duty(&line.tag()).map(|(_, duty)| duty);
    let meant = line.meant.iter();
    let meant = meant.filter(|does| !line.is_done() && **does != Does::Shown);
    DutyView {
        number: line.clause.printed().to_owned(),
        href: format!("{base}#c-{}", anchor(line.clause.as_str())),
        gist: found.map_or_else(String::new, |duty| duty.gist.clone()),
        who: found.map_or_else(String::new, |duty| duty.who.clone()),
        does: line.does.iter().map(|does| does_words(*does)).collect(),
        meant: meant.map(|does| does_words(*does)).collect(),
        scenarios: words::thousands(line.scenarios as u64),
    }
}
