//! Which tables and indexes of SQLite an act writes to: the pages of each in the write-ahead log.

use std::collections::BTreeMap;
use std::path::Path;

use store::Store;

use super::raised;

/// Acts of one client; few enough that the log is not moved into the database meanwhile.
const ACTS: u64 = 150;

/// Has acts committed one by one, and then their words indexed; tells what each wrote to.
pub async fn told(store: &Store, folder: &Path, from: u64) -> u64 {
    let database = folder.join("wardroom.db");
    let asked = rusqlite::Connection::open(&database).expect("the file");
    let empty = || {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        asked.query_row(sql, [], |_| Ok(())).expect("a checkpoint");
    };
    while store.index_words().await.expect("an index") > 0 {}
    empty();
    for n in from..from + ACTS {
        store.commit(raised(n)).await.expect("a commit");
    }
    let acts = frames(folder);
    empty();
    while store.index_words().await.expect("an index") > 0 {}
    let words = frames(folder);
    println!(
        "pages of the log an act writes, of each table and index; and for the index of its words:"
    );
    let trees = trees(&asked);
    let mut pages: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
    for (k, numbers) in [acts, words].iter().enumerate() {
        for number in numbers {
            let tree = trees.get(number).map_or("(free, map)", String::as_str);
            pages.entry(tree).or_default()[k] += 1;
        }
    }
    let mut pages: Vec<_> = pages.into_iter().collect();
    pages.sort_by_key(|(_, [a, b])| std::cmp::Reverse(a + b));
    let an_act = |n: u64| n as f64 / ACTS as f64;
    let mut sum = [0, 0];
    for (tree, [a, b]) in pages {
        println!("  {:>6.2} {:>6.2}  {tree}", an_act(a), an_act(b));
        sum = [sum[0] + a, sum[1] + b];
    }
    println!(
        "  {:>6.2} {:>6.2}  together",
        an_act(sum[0]),
        an_act(sum[1])
    );
    from + ACTS
}

/// The numbers of the pages in the log, one for each time that a page was written.
fn frames(folder: &Path) -> Vec<u32> {
    let log = std::fs::read(folder.join("wardroom.db-wal")).expect("the log");
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().expect("four bytes"));
    if log.len() < 32 {
        return Vec::new();
    }
    let (size, salt) = (number(8) as usize + 24, number(16));
    (32..log.len().saturating_sub(size - 1))
        .step_by(size)
        .take_while(|at| number(at + 8) == salt)
        .map(number)
        .collect()
}

/// What each page belongs to.
fn trees(asked: &rusqlite::Connection) -> BTreeMap<u32, String> {
    let mut pages = asked
        .prepare("SELECT pageno, name FROM dbstat")
        .expect("the table of pages");
    pages
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("pages")
        .collect::<Result<_, _>>()
        .expect("pages")
}
