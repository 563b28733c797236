//! Raw group commits: clients hand bytes to one writer, which puts what has come together into one
//! transaction (WAL, synchronous = FULL) and answers when it is on the disk.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use anyhow::{Context as _, bail};
use rusqlite::Connection;

use crate::load::Run;
use crate::time::now;

struct Ask {
    bytes: Vec<u8>,
    done: Sender<()>,
}

/// Commits in each second, with every client waiting for its own before the next.
pub fn rate(file: &Path, run: Run, bytes: usize) -> anyhow::Result<f64> {
    let (asks, asked) = channel();
    let writer = writer(file, asked)?;
    let begun = now();
    let until = begun + run.lasts;
    let counts: Vec<anyhow::Result<u64>> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..run.clients)
            .map(|_| {
                let asks = asks.clone();
                scope.spawn(move || {
                    let mut count = 0;
                    let (done, acknowledged) = channel();
                    while now() < until {
                        let bytes = vec![b'x'; bytes];
                        let done = done.clone();
                        asks.send(Ask { bytes, done }).context("the writer ended")?;
                        acknowledged.recv().context("the writer ended")?;
                        count += 1;
                    }
                    Ok(count)
                })
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap_or_else(|_| bail!("a client panicked")))
            .collect()
    });
    let lasted = begun.elapsed();
    drop(asks);
    match writer.join() {
        Ok(ended) => ended?,
        Err(_) => bail!("the writer panicked"),
    }
    let mut all = 0;
    for count in counts {
        all += count?;
    }
    Ok(all as f64 / lasted.as_secs_f64())
}

fn writer(file: &Path, asked: Receiver<Ask>) -> anyhow::Result<JoinHandle<anyhow::Result<()>>> {
    let mut db = Connection::open(file)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);",
    )?;
    Ok(std::thread::spawn(move || {
        while let Ok(first) = asked.recv() {
            let group: Vec<Ask> = std::iter::once(first).chain(asked.try_iter()).collect();
            let all = db.transaction()?;
            {
                let mut insert = all.prepare_cached("INSERT INTO raw (bytes) VALUES (?1)")?;
                for ask in &group {
                    insert.execute([&ask.bytes])?;
                }
            }
            all.commit()?;
            for ask in group {
                let _ = ask.done.send(()); // a client that has gone needs no answer
            }
        }
        Ok(())
    }))
}
