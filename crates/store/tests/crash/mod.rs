//! `kill -9` while 64 clients write: of Wardroom on both engines, and of the PostgreSQL server.
//!
//! The writer is this test program, started again. It says `ack N` on its standard output once the store
//! has answered; the test kills it, reads what it still had said, opens the database and looks.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::text::terms;
use store::testing::Cluster;
use store::{Batch, Page, Sort, Store};

use crate::support::{
    TempDir, append, batch, content, event, readers, reference, row, sees, stream,
};

/// The database that the child writes to, and where it begins to count.
const DATABASE: &str = "STORE_TEST_WRITE_TO";
const BEGIN: &str = "STORE_TEST_BEGIN";
/// How many acts the child does at most; none for no end.
const ACTS: &str = "STORE_TEST_ACTS";
const CLIENTS: u64 = 64;
/// Where the second streams of the acts are numbered from.
const SECOND: u64 = 1 << 24;

/// One act: two cases, with words, that belong together.
fn act(n: u64) -> Batch {
    let words = format!("mark-{n:07} of an act that must be whole");
    let text = content(n, &words);
    let mut both = batch(append(
        row(&reference(n), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![
            event(&format!("mark-{n:07}"), &[&text.key]),
            event("more", &[]),
        ],
    ));
    both.appends.push(append(
        row(&reference(SECOND + n), 1),
        readers(&["everyone:"], &[]),
        0,
        vec![event("linked", &[])],
    ));
    both.terms = vec![(text.key.clone(), terms(&words))];
    both.contents.push(text);
    both.idempotency = Some(format!("act-{n}"));
    both
}

/// Not a test of its own: the process that the tests below start and kill.
#[test]
fn child_that_writes() {
    let Ok(database) = std::env::var(DATABASE) else {
        return;
    };
    let number = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    let next = Arc::new(AtomicU64::new(number(BEGIN).unwrap()));
    let end = number(ACTS).map_or(u64::MAX, |acts: u64| next.load(Ordering::Relaxed) + acts);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::open(&database).await.unwrap();
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| tokio::spawn(write(store.clone(), next.clone(), end)))
            .collect();
        for client in clients {
            client.await.unwrap();
        }
    });
}

async fn write(store: Store, next: Arc<AtomicU64>, end: u64) {
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        // A server that was killed is an end too: the parent looks at what was acknowledged.
        if n >= end || store.commit(act(n)).await.is_err() {
            return;
        }
        let line = format!("ack {n}\n");
        std::io::stdout().write_all(line.as_bytes()).unwrap();
    }
}

/// Starts this program again as the writer.
pub fn child(database: &str, begin: u64, acts: Option<u64>, through: &[&str]) -> Child {
    let program = std::env::current_exe().unwrap();
    let mut command = match through.split_first() {
        None => Command::new(program),
        Some((tracer, args)) => {
            let mut command = Command::new(tracer);
            command.args(args).arg(program);
            command
        }
    };
    command
        .args(["--exact", "crash::child_that_writes", "--nocapture"])
        .env(DATABASE, database)
        .env(BEGIN, begin.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some(acts) = acts {
        command.env(ACTS, acts.to_string());
    }
    command.spawn().unwrap()
}

/// Reads acknowledgements until there are so many, then does something, then reads what is left.
pub fn acknowledged(child: &mut Child, enough: usize, then: impl FnOnce(&mut Child)) -> Vec<u64> {
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut acks = Vec::new();
    let mut then = Some(then);
    while let Some(Ok(line)) = lines.next() {
        acks.extend(
            line.strip_prefix("ack ")
                .and_then(|n| n.parse::<u64>().ok()),
        );
        if acks.len() >= enough
            && let Some(then) = then.take()
        {
            then(child);
        }
    }
    let _ = child.wait();
    acks
}

/// Every acknowledged act is there, and every act is there whole or not at all.
async fn look(store: &Store, acked: &BTreeSet<u64>, upto: u64) {
    let ann = sees("ann", &["everyone:"]);
    let page = Page::first(5, Sort::Newest);
    let all = store::Filter::default();
    let mut whole = 0;
    for n in 0..upto {
        let loaded = store.load_visible(&reference(n), &ann).await.unwrap();
        let second = reference(SECOND + n);
        let second = store.load_visible(&second, &ann).await.unwrap();
        let Some(loaded) = loaded else {
            assert!(!acked.contains(&n), "act {n} was acknowledged and is gone");
            assert_eq!(second, None, "half of act {n}");
            continue;
        };
        whole += 1;
        assert_eq!(
            (loaded.events.len(), loaded.contents.len()),
            (2, 1),
            "act {n}"
        );
        assert_eq!(second.map(|s| s.events.len()), Some(1), "half of act {n}");
        if n.is_multiple_of(16) {
            let mark = terms(&format!("mark-{n:07}"));
            let found = store.search(&ann, &mark, &all, &page).await.unwrap();
            assert_eq!(found.items[0].row.reference, reference(n));
            // The same act sent again is known.
            let again = store.commit(act(n)).await.unwrap_err();
            assert!(matches!(again, store::CommitError::Duplicate(_)), "{again}");
        }
    }
    assert!(whole >= acked.len());
    assert_eq!(
        store
            .load(&stream(&reference(upto + 9999)), 0)
            .await
            .unwrap(),
        []
    );
    store.seal(crate::support::noon(1)).await.unwrap();
    let proof = store.verify(None, None).await.unwrap();
    assert!(proof.holds(), "{:?}", proof.troubles);
    assert_eq!(proof.events, 3 * whole as u64);
}

/// Moments that differ from round to round.
fn moment(round: u64) -> usize {
    (round.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 57) as usize + 1
}

/// Kills the writer ten times; every time it goes on where it could have come to.
async fn kill_the_writer(database: &str) {
    let mut acked = BTreeSet::new();
    let mut begin = 0;
    for round in 0..10 {
        let mut child = child(database, begin, None, &[]);
        let acks = acknowledged(&mut child, moment(round), |child| child.kill().unwrap());
        assert!(!acks.is_empty(), "the writer of round {round} did nothing");
        acked.extend(acks);
        begin = acked.last().unwrap() + 2 * CLIENTS;
        let store = Store::open(database).await.unwrap();
        store.check_schema().await.unwrap();
        if round % 3 == 0 || round == 9 {
            look(&store, &acked, begin).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_wardroom_on_sqlite_loses_nothing_that_was_acknowledged() {
    let dir = TempDir::new();
    drop(crate::support::sqlite(&dir).await);
    let path = dir.path().join("wardroom.db");
    kill_the_writer(&path.display().to_string()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_wardroom_or_postgresql_loses_nothing_that_was_acknowledged() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let url = cluster.database("killed").await;
    let store = Store::open(&url).await.unwrap();
    store.migrate().await.unwrap();
    drop(store);
    kill_the_writer(&url).await;

    let url = cluster.database("killed_server").await;
    Store::open(&url).await.unwrap().migrate().await.unwrap();
    let mut acked = BTreeSet::new();
    let mut begin = 0;
    for round in 0..3 {
        let mut child = child(&url, begin, None, &[]);
        let acks = acknowledged(&mut child, moment(round), |_| cluster.kill());
        acked.extend(acks);
        begin = acked.last().unwrap() + 2 * CLIENTS;
        cluster.resume();
        let store = Store::open(&url).await.unwrap();
        look(&store, &acked, begin).await;
    }
}
