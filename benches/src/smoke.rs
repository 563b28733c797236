//! The benchmark at its smallest: it runs with the ordinary tests, so that it still works on the day
//! on which somebody wants to measure.

use std::time::Duration;

use crate::floor;
use crate::folder::Folder;
use crate::http::{self, Plan};
use crate::load::{Run, load};
use crate::product::Size;
use loopback::get;

const SHORT: Run = Run {
    clients: 2,
    lasts: Duration::from_millis(100),
};

#[test]
fn the_floor_serves_pages_of_the_size_asked_for() {
    let folder = Folder::new().unwrap();
    let file = folder.join("floor.db");
    floor::page::fill(&file, 10, 14_000).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let to = runtime.block_on(floor::page::serve(file)).unwrap();
    let page = |n: u64| get(&format!("/page/{}", n % 10), "");
    let load = load(to, SHORT, 200, &page).unwrap();
    assert!(
        (14_000..14_200).contains(&load.bytes),
        "{} bytes",
        load.bytes
    );
    assert!(load.rate > 0.0 && load.median <= load.p99);
}

#[test]
fn the_floor_acknowledges_what_it_has_committed() {
    let folder = Folder::new().unwrap();
    let file = folder.join("raw.db");
    let rate = floor::commits::rate(&file, SHORT, 500).unwrap();
    let db = rusqlite::Connection::open(&file).unwrap();
    let rows: u32 = db
        .query_row("SELECT count(*) FROM raw", [], |row| row.get(0))
        .unwrap();
    assert!(rate > 0.0 && rows > 0);
}

#[test]
fn pages_and_acts_are_measured_beside_the_floor() {
    let plan = Plan {
        size: Size {
            enquiries: 30,
            decided: 20,
            brief: false,
        },
        data: None,
        pairs: 1,
        lasts: Duration::from_millis(200),
        clients: 2,
        acting: vec![2],
        only: String::new(),
    };
    let mut lines = Vec::new();
    http::run(&plan, |line| lines.push(line.clone())).unwrap();
    // Six pages; raising with HTTP, without it, and without it beside all that it writes.
    assert_eq!(lines.len(), 9);
    for line in lines {
        assert!(
            line.pairs.ours() > 0.0 && line.pairs.floor() > 0.0,
            "{line}"
        );
        assert!(line.bytes > 200 && line.median_ms <= line.p99_ms, "{line}");
    }
}

#[tokio::test]
async fn messages_are_taken_in() {
    let rates = crate::mail::rates(1, 2).await.unwrap();
    assert!(rates.read > rates.raised && rates.raised > 0.0 && rates.held > 0.0);
}

#[test]
fn a_council_is_judged_by_other_rules() {
    let folder = Folder::new().unwrap();
    let size = Size {
        enquiries: 12,
        decided: 12,
        brief: false,
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let data = folder.join("council");
    let operations = runtime
        .block_on(crate::product::council(&data, size))
        .unwrap();
    let history = runtime.block_on(crate::replay::load(&operations)).unwrap();
    let cost = runtime
        .block_on(crate::replay::judge(&operations, &history, 30))
        .unwrap();
    assert!(!history.is_empty() && cost.judged >= 30, "{cost}");
}

#[test]
fn a_document_is_read_to_its_last_clause() {
    let read = crate::pages::read(40).unwrap();
    assert_eq!(read.clauses, 40, "{read}");
}

#[tokio::test]
async fn open_enquiries_are_taken_over() {
    for workbook in [false, true] {
        let rates = crate::takeover::run(40, workbook).await.unwrap();
        assert_eq!((rates.raised, rates.known_again), (40, 40), "{rates}");
    }
}
