//! How fast the rows of very many cases are written anew: where there are none, where they are as the events
//! say, and where every one is another. The log is made by one statement, so that a million cases take a
//! minute; what folding itself costs is told by `bench rebuild`.

use std::time::Instant;

use domain::access::Readers;
use domain::reference::Reference;
use store::{Projection, Store, StoredEvent};

use super::{raised, reference};

/// Events of each case.
const EVENTS: u64 = 5;

/// The log of so many cases of a few events, of about 600 bytes each.
async fn log(store: &Store, cases: u64) {
    let numbers = |upto: u64| {
        format!(
            "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < {upto})"
        )
    };
    // As references are: in no order.
    let name = "'enquiries/' || ((i * 748634535) & 1073741823)";
    let chain = if store.is_postgres() {
        "decode(repeat('00', 32), 'hex')"
    } else {
        "zeroblob(32)"
    };
    let text = "a".repeat(430);
    for sql in [
        format!(
            "INSERT INTO stream (id, name, version, chain, sealed) {} \
             SELECT i, {name}, {EVENTS}, {chain}, 0 FROM n",
            numbers(cases)
        ),
        format!(
            "INSERT INTO events (stream, version, at, actor, kind, payload, cites, chain) {} \
             SELECT i / {EVENTS}, i % {EVENTS} + 1, 1767258000000000000 + i * 60000000000, 'member-1', 'raised', \
             '{{\"event\":\"raised\",\"of\":\"' || i || '\",\"made\":\"{text}\"}}', \
             '[{{\"value\":\"7 working days\",\"basis\":{{\"clause\":\"7.6\"}}}}]', {chain} FROM n \
             WHERE i >= {EVENTS}",
            numbers(cases * EVENTS + EVENTS - 1)
        ),
    ] {
        store.tamper(sql.leak()).await.expect("a log");
    }
}

/// What a case is, as its events have it; in the second way everybody is late and somebody else has it.
fn folded(like: &[Projection], n: u64, at: &StoredEvent, otherwise: bool) -> Projection {
    let mut projection = like[n as usize % like.len()].clone();
    let row = &mut projection.row;
    row.reference = reference(n);
    row.search = vec![Reference::to_string(&row.reference), "Castle".into()];
    row.received = at.at;
    row.open = n.is_multiple_of(20);
    row.due = Some(
        row.received_on
            .saturating_add(jiff::Span::new().days((n % 400) as i64)),
    );
    if otherwise {
        row.due = row
            .due
            .map(|due| due.saturating_add(jiff::Span::new().days(1)));
        row.state = "answered".into();
    }
    projection.readers = Readers {
        may: projection.readers.may,
        denied: Vec::new(),
    };
    projection
}

async fn once(store: &Store, what: &str, otherwise: bool) {
    let like: Vec<Projection> = (300..3_000)
        .filter_map(|n| raised(n).appends.pop()?.projection)
        .collect();
    let begun = Instant::now();
    let rebuilt = store
        .rebuild(move |stream, events| {
            let n = stream.as_str().split_once('/');
            let n: Option<u64> = n.and_then(|(_, n)| n.parse().ok());
            Ok(n.map(|n| folded(&like, n, &events[0], otherwise)))
        })
        .await
        .expect("a rebuild");
    let took = begun.elapsed().as_secs_f64();
    println!(
        "  {what}: {:.1} s, {:.0} cases/s, {:.0} events/s; at most {} MB resident",
        took,
        rebuilt.cases as f64 / took,
        rebuilt.events as f64 / took,
        peak() / 1024
    );
}

/// The most that this process had resident, in KB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|n| n.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// Makes the log and writes the rows anew in each way.
pub async fn measure(store: &Store, folder: &std::path::Path, cases: u64) {
    let size = |name: &str| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len() >> 20);
    let begun = Instant::now();
    log(store, cases).await;
    println!(
        "rows of {cases} cases of {EVENTS} events, {} MB of log made in {:.0} s:",
        size("wardroom.db"),
        begun.elapsed().as_secs_f64()
    );
    for (what, otherwise) in [
        ("where there are none", false),
        ("where they are right", false),
        ("where each is another", true),
    ] {
        once(store, what, otherwise).await;
        println!(
            "    {} MB of database, {} MB of write-ahead log",
            size("wardroom.db"),
            size("wardroom.db-wal")
        );
    }
    let begun = Instant::now();
    let sealed = store.seal(super::start()).await.expect("a seal");
    let took = begun.elapsed().as_secs_f64();
    println!(
        "  sealed: {:.0} events/s, {:.0} streams/s",
        sealed.size as f64 / took,
        cases as f64 / took
    );
}
