//! Rebuilding among many cases: what is left when it is killed half-way, and how large the files are after it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use domain::ids::Stream;
use store::testing::Cluster;
use store::{Filter, Folded, Listing, Page, Projection, Sort, Store, StoredEvent};

use crate::support::{TempDir, readers, reference, row, sees, sqlite};

/// The database in which the child rebuilds.
const DATABASE: &str = "STORE_TEST_REBUILD_IN";
/// More cases than are read at once, and more than are written while the indexes are kept.
const CASES: u64 = 12_000;

/// A log of so many cases of one event each, without their rows.
async fn log(store: &Store) {
    let chain = if store.is_postgres() {
        "decode(repeat('00', 32), 'hex')"
    } else {
        "zeroblob(32)"
    };
    let numbers = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {CASES})"
    );
    for sql in [
        format!(
            "INSERT INTO stream (id, name, version, chain, sealed) {numbers} \
             SELECT i, 'enquiries/' || i, 1, {chain}, 0 FROM n"
        ),
        format!(
            "INSERT INTO events (stream, version, at, actor, kind, payload, cites, chain) {numbers} \
             SELECT i, 1, i, 'clerk', 'raised', '{{}}', '[]', {chain} FROM n"
        ),
    ] {
        assert_eq!(store.tamper(sql.leak()).await.unwrap(), CASES);
    }
}

fn number(stream: &Stream) -> u64 {
    let (_, n) = stream.as_str().split_once('/').unwrap();
    n.parse().unwrap()
}

/// The case of a stream, in a state.
fn case(stream: &Stream, state: &str) -> Projection {
    let n = number(stream);
    let mut row = row(&reference(n), (n % 300) as i64);
    row.state = state.into();
    Projection {
        row,
        readers: readers(&["everyone:", "post:clerk"], &[]),
        words: None,
    }
}

fn right(stream: &Stream, _: &[StoredEvent]) -> Folded {
    Ok(Some(case(stream, "with-officer")))
}

async fn newest(store: &Store) -> Listing {
    let ann = sees("ann", &["everyone:"]);
    let page = Page::first(50, Sort::Newest);
    store.list(&ann, &Filter::default(), &page).await.unwrap()
}

/// Not a test of its own: the process that begins a rebuild, in which every case is another, and is killed
/// before it ends.
#[test]
fn child_that_rebuilds() {
    let Ok(database) = std::env::var(DATABASE) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = Store::open(&database).await.unwrap();
        let fold = |stream: &Stream, _: &[StoredEvent]| {
            // The chunk before this one has been written when the next one is folded.
            if number(stream) == CASES {
                std::io::stdout().write_all(b"half-way\n").unwrap();
                loop {
                    std::thread::park();
                }
            }
            Ok(Some(case(stream, "half")))
        };
        store.rebuild(fold).await.unwrap();
    });
}

fn kill_half_way(database: &str) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "rebuilt::child_that_rebuilds", "--nocapture"])
        .env(DATABASE, database)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let came = lines.map_while(Result::ok).any(|line| {
        let came = line.ends_with("half-way");
        if came {
            child.kill().unwrap();
        }
        came
    });
    let _ = child.wait();
    assert!(came, "the rebuild never came half-way");
}

/// Every row is what it was before, and the next rebuild finds nothing to do.
async fn left_as_it_was(database: &str) {
    let store = Store::open(database).await.unwrap();
    store.migrate().await.unwrap();
    log(&store).await;
    assert_eq!(store.rebuild(right).await.unwrap().changed, CASES);
    let before = newest(&store).await;
    assert!(
        before
            .items
            .iter()
            .all(|item| item.row.state == "with-officer")
    );
    drop(store);
    kill_half_way(database);
    let store = Store::open(database).await.unwrap();
    assert_eq!(newest(&store).await, before);
    let rebuilt = store.rebuild(right).await.unwrap();
    assert_eq!((rebuilt.cases, rebuilt.changed), (CASES, 0));
    // One that is not killed does change them all, and the indexes are there again.
    let fold = |stream: &Stream, _: &[StoredEvent]| Ok(Some(case(stream, "half")));
    assert_eq!(store.rebuild(fold).await.unwrap().changed, CASES);
    let after = newest(&store).await;
    assert!(after.items.iter().all(|item| item.row.state == "half"));
    // Two that are read long after one another have each other's reference.
    for (from, to) in [
        (reference(1).to_string(), "between".to_owned()),
        (reference(CASES).to_string(), reference(1).to_string()),
        ("between".to_owned(), reference(CASES).to_string()),
    ] {
        let sql = format!("UPDATE cases SET reference = '{to}' WHERE reference = '{from}'");
        assert_eq!(store.tamper(sql.leak()).await.unwrap(), 1);
    }
    assert_eq!(store.rebuild(fold).await.unwrap().changed, 2);
    assert_eq!(newest(&store).await, after);
    let twice = "INSERT INTO cases (stream, reference, register, state, closed, due, received, received_on) \
                 SELECT stream + 1000000, reference, register, state, closed, due, received, received_on \
                 FROM cases";
    let fault = store.tamper(twice).await.unwrap_err().to_string();
    assert!(fault.to_lowercase().contains("unique"), "{fault}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_that_is_killed_on_sqlite_leaves_the_rows_as_they_were() {
    let dir = TempDir::new();
    let path = dir.path().join("wardroom.db");
    left_as_it_was(&path.display().to_string()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rebuild_that_is_killed_on_postgresql_leaves_the_rows_as_they_were() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    left_as_it_was(&cluster.database("rebuilt").await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_write_ahead_log_is_small_again_after_much_was_written() {
    let dir = TempDir::new();
    let store = sqlite(&dir).await;
    let size = || {
        let file = dir.path().join("wardroom.db-wal");
        std::fs::metadata(file).map_or(0, |file| file.len())
    };
    log(&store).await;
    store.rebuild(right).await.unwrap();
    assert_eq!(size(), 0);

    // What is not a rebuild: the file is cut when the log begins anew.
    let blob = |key: &str, size: usize| {
        let sql = format!(
            "INSERT INTO content (key, salt, media, size, inline, bytes) \
             VALUES ('{key}', x'00', 'text/plain', 1, 1, zeroblob({size}))"
        );
        store.tamper(sql.leak())
    };
    blob("large", 100_000_000).await.unwrap();
    assert!(size() > 100_000_000);
    blob("small", 10).await.unwrap();
    assert!(size() <= 64 * 1024 * 1024, "{}", size());
}
