//! Load: many clients at once, each on a connection and a thread of its own, for a set time.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{bail, ensure};
use loopback::Connection;

use crate::time::now;

/// What a run of load came to.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// Answers in each second.
    pub rate: f64,
    /// Half of the answers came within this.
    pub median: Duration,
    /// Ninety-nine in a hundred came within this.
    pub p99: Duration,
    /// The mean size of a body, in bytes.
    pub bytes: u64,
}

/// One run: how many connections, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    /// Connections at once, one thread each.
    pub clients: usize,
    /// For how long.
    pub lasts: Duration,
}

/// Sends requests until the time is over; every answer must have this status. The `n`th request of
/// the run is made by `request`.
pub fn load(
    to: SocketAddr,
    run: Run,
    status: u16,
    request: &(dyn Fn(u64) -> Vec<u8> + Sync),
) -> anyhow::Result<Load> {
    let next = AtomicU64::new(0);
    let until = now() + run.lasts;
    let begun = now();
    let all: Vec<anyhow::Result<Took>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..run.clients)
            .map(|_| scope.spawn(|| one_client(to, until, status, &next, request)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("a client panicked")))
            .collect()
    });
    let lasted = begun.elapsed();
    let mut times = Vec::new();
    let mut bytes = 0;
    for took in all {
        let took = took?;
        times.extend(took.times);
        bytes += took.bytes;
    }
    ensure!(!times.is_empty(), "no answer came in time");
    times.sort_unstable();
    let count = times.len();
    Ok(Load {
        rate: count as f64 / lasted.as_secs_f64(),
        median: times[count / 2],
        p99: times[(count * 99 / 100).min(count - 1)],
        bytes: bytes / count as u64,
    })
}

struct Took {
    times: Vec<Duration>,
    bytes: u64,
}

fn one_client(
    to: SocketAddr,
    until: Instant,
    status: u16,
    next: &AtomicU64,
    request: &(dyn Fn(u64) -> Vec<u8> + Sync),
) -> anyhow::Result<Took> {
    let mut connection = Connection::open(to)?;
    let mut took = Took {
        times: Vec::new(),
        bytes: 0,
    };
    while now() < until {
        let text = request(next.fetch_add(1, Ordering::Relaxed));
        let begun = now();
        let answer = connection.send(&text)?;
        took.times.push(begun.elapsed());
        took.bytes += answer.body.len() as u64;
        if answer.status != status {
            let body = String::from_utf8_lossy(&answer.body);
            let what = String::from_utf8_lossy(&text);
            bail!(
                "status {} where {status} was expected for\n{what}\n{body}",
                answer.status
            );
        }
    }
    Ok(took)
}
