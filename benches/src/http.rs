//! The load benchmark: pages and acts of the product beside the floor, in turn, in one process on one
//! runtime each, over loopback.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use loopback::{Connection, get};
use tokio::runtime::Runtime;

use crate::floor;
use crate::folder::Folder;
use crate::load::{Run, load};
use crate::machine;
use crate::pairs::{Pairs, median};
use crate::product::{Product, Reader, Size};
use crate::time::{now, timed};

/// How a benchmark is run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How large the council is.
    pub size: Size,
    /// Where the council is kept for the next time; a folder of its own, removed after, if none.
    pub data: Option<PathBuf>,
    /// How many pairs of runs.
    pub pairs: usize,
    /// How long each run lasts.
    pub lasts: Duration,
    /// How many clients read pages at once.
    pub clients: usize,
    /// With how many clients acts are measured, one after the other.
    pub acting: Vec<usize>,
    /// Only what has these words in its name; everything if empty.
    pub only: String,
}

/// One line of the table.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was asked.
    pub what: String,
    /// How many clients asked at once.
    pub clients: usize,
    /// The size of an answer, or of what was committed, in bytes.
    pub bytes: u64,
    /// The runs.
    pub pairs: Pairs,
    /// The median time of an answer, in milliseconds.
    pub median_ms: f64,
    /// The time within which ninety-nine in a hundred answers came, in milliseconds.
    pub p99_ms: f64,
}

/// Runs the whole plan, line after line.
pub fn run(plan: &Plan, mut tell: impl FnMut(&Line)) -> anyhow::Result<()> {
    let folder = Folder::new()?;
    let data = plan.data.clone().unwrap_or_else(|| folder.join("council"));
    let runtime = Runtime::new()?;
    let product = runtime.block_on(Product::open(&data, plan.size))?;
    let bench = Bench {
        plan,
        folder: &folder,
        product: &product,
    };
    // Raised before anything is read, so that even the smallest council has something to read.
    let member = product.sign_in("member")?;
    let bytes = runtime.block_on(product.raised_bytes(&member))?;
    let wanted = |what: &str| what.contains(&plan.only);
    for (what, key, paths) in pages(&runtime, &product)? {
        if !wanted(&what) {
            continue;
        }
        let reader = product.sign_in(key)?;
        tell(&bench.page(&what, &reader, &paths)?);
    }
    for &clients in plan.acting.iter().filter(|_| wanted("raise")) {
        tell(&bench.raise(&member, clients, bytes)?);
        let texts = ("raise, without HTTP", bytes);
        tell(&bench.decide(&runtime, &member, clients, texts)?);
        let written = bench.written(&runtime, &member, clients)?;
        let written = ("raise, without HTTP, beside all that it writes", written);
        tell(&bench.decide(&runtime, &member, clients, written)?);
    }
    Ok(())
}

/// How long each act took of so many clients, each on a thread of its own and raising one after the other.
fn decided(
    runtime: &Runtime,
    product: &Product,
    reader: &Reader,
    run: Run,
) -> anyhow::Result<Vec<Duration>> {
    let until = now() + run.lasts;
    let one = || {
        let mut took = Vec::new();
        while now() < until {
            let (raised, time) = timed(|| runtime.block_on(product.raise_without_http(reader)));
            raised?;
            took.push(time);
        }
        Ok(took)
    };
    let all: Vec<anyhow::Result<Vec<Duration>>> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..run.clients).map(|_| scope.spawn(one)).collect();
        clients
            .into_iter()
            .map(|client| client.join().unwrap_or_else(|_| bail!("a client panicked")))
            .collect()
    });
    let all: anyhow::Result<Vec<_>> = all.into_iter().collect();
    Ok(all?.into_iter().flatten().collect())
}

type Measured = (String, &'static str, Vec<String>);

/// What is read, by whom, at which addresses.
fn pages(runtime: &Runtime, product: &Product) -> anyhow::Result<Vec<Measured>> {
    let case = |key: &'static str| -> anyhow::Result<Vec<String>> {
        let reader = product.sign_in(key)?;
        let references = runtime.block_on(product.references(&reader))?;
        Ok(references
            .iter()
            .map(|r| format!("/enquiries/{r}"))
            .collect())
    };
    let one = |path: &str| vec![path.to_owned()];
    Ok(vec![
        ("case page, member".to_owned(), "member", case("member")?),
        (
            "case page opened for the first time, member".to_owned(),
            "member",
            first_time(case("member")?),
        ),
        ("case page, officer".to_owned(), "officer", case("officer")?),
        ("inbox, member".to_owned(), "member", one("/")),
        ("inbox, officer".to_owned(), "officer", one("/")),
        ("search, member".to_owned(), "member", one("/search?q=damp")),
    ])
}

/// The same pages in an order in which none is still kept when its turn comes again: a query makes each
/// the page of another address, and such pages are drawn anew.
fn first_time(paths: Vec<String>) -> Vec<String> {
    paths
        .iter()
        .map(|path| format!("{path}?anew=yes"))
        .collect()
}

struct Bench<'a> {
    plan: &'a Plan,
    folder: &'a Folder,
    product: &'a Product,
}

impl Bench<'_> {
    /// The floor serves one page of the same size by its key, the product the real one.
    fn page(&self, what: &str, reader: &Reader, paths: &[String]) -> anyhow::Result<Line> {
        let run = Run {
            clients: self.plan.clients,
            lasts: self.plan.lasts,
        };
        let path = |n: u64| paths[(n.wrapping_mul(7919) % paths.len() as u64) as usize].as_str();
        let ours = |n: u64| Product::page(path(n), reader);
        let bytes = self.size(&ours, paths.len())?;
        let rows = u64::try_from(self.plan.size.enquiries)?.min(100_000);
        let file = self
            .folder
            .join(&format!("floor-{}.db", what.replace([' ', ','], "-")));
        floor::page::fill(&file, u32::try_from(rows)?, bytes)?;
        let runtime = Runtime::new()?;
        let floor = runtime.block_on(floor::page::serve(file))?;
        let page = |n: u64| get(&format!("/page/{}", n.wrapping_mul(7919) % rows), "");
        let (mut medians, mut p99s) = (Vec::new(), Vec::new());
        let (mut floor_bytes, mut our_bytes) = (0, 0);
        let pairs = Pairs::run(
            self.plan.pairs,
            || {
                let load = load(floor, run, 200, &page)?;
                floor_bytes = load.bytes;
                Ok(load.rate)
            },
            || {
                let load = load(self.product.address, run, 200, &ours)?;
                our_bytes = load.bytes;
                medians.push(load.median.as_secs_f64() * 1e3);
                p99s.push(load.p99.as_secs_f64() * 1e3);
                Ok(load.rate)
            },
        )?;
        // A comparison of pages of different sizes would say nothing.
        anyhow::ensure!(
            our_bytes.abs_diff(floor_bytes) * 20 <= our_bytes,
            "{what}: {our_bytes} bytes beside {floor_bytes} of the floor"
        );
        Ok(Line {
            what: what.to_owned(),
            clients: run.clients,
            bytes: our_bytes,
            pairs,
            median_ms: median(medians),
            p99_ms: median(p99s),
        })
    }

    /// The mean size of the pages.
    fn size(&self, ours: &dyn Fn(u64) -> Vec<u8>, pages: usize) -> anyhow::Result<usize> {
        let mut connection = Connection::open(self.product.address)?;
        let sample = pages.min(50);
        let mut bytes = 0;
        for n in 0..sample {
            let answer = connection.send(&ours(n as u64))?;
            anyhow::ensure!(answer.status == 200, "status {} for a page", answer.status);
            bytes += answer.body.len();
        }
        bytes.checked_div(sample).context("no page to measure")
    }

    /// What one act of so many clients hands to the system to write: its texts, the rows and indexes by which
    /// lists and search find it. Half, because all goes to the write-ahead log and to the database, as do the
    /// floor's bytes.
    fn written(&self, runtime: &Runtime, reader: &Reader, clients: usize) -> anyhow::Result<usize> {
        let run = Run {
            clients,
            lasts: self.plan.lasts,
        };
        let before = machine::written();
        let acts = decided(runtime, self.product, reader, run)?.len() as u64;
        let each = (machine::written() - before) / acts.max(1) / 2;
        Ok(usize::try_from(each)?)
    }

    /// The floor commits so many bytes in groups, the product decides the act and commits it; neither
    /// speaks HTTP.
    fn decide(
        &self,
        runtime: &Runtime,
        reader: &Reader,
        clients: usize,
        (what, bytes): (&str, usize),
    ) -> anyhow::Result<Line> {
        let run = Run {
            clients,
            lasts: self.plan.lasts,
        };
        let file = self.folder.join("raw.db");
        let mut times = Vec::new();
        let pairs = Pairs::run(
            self.plan.pairs,
            || floor::commits::rate(&file, run, bytes),
            || {
                let begun = now();
                let took = decided(runtime, self.product, reader, run)?;
                let rate = took.len() as f64 / begun.elapsed().as_secs_f64();
                times.extend(took);
                Ok(rate)
            },
        )?;
        times.sort_unstable();
        let within = |percent: usize| {
            let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
            times.get(at).map_or(0.0, |took| took.as_secs_f64() * 1e3)
        };
        Ok(Line {
            what: what.to_owned(),
            clients,
            bytes: bytes as u64,
            pairs,
            median_ms: within(50),
            p99_ms: within(99),
        })
    }

    /// The floor commits the same bytes in groups, the product takes the form.
    fn raise(&self, reader: &Reader, clients: usize, bytes: usize) -> anyhow::Result<Line> {
        let run = Run {
            clients,
            lasts: self.plan.lasts,
        };
        let file = self.folder.join("raw.db");
        let form = |_: u64| self.product.raise(reader);
        let (mut medians, mut p99s) = (Vec::new(), Vec::new());
        let pairs = Pairs::run(
            self.plan.pairs,
            || floor::commits::rate(&file, run, bytes),
            || {
                let load = load(self.product.address, run, 303, &form)?;
                medians.push(load.median.as_secs_f64() * 1e3);
                p99s.push(load.p99.as_secs_f64() * 1e3);
                Ok(load.rate)
            },
        )?;
        Ok(Line {
            what: "raise, over HTTP".to_owned(),
            clients,
            bytes: bytes as u64,
            pairs,
            median_ms: median(medians),
            p99_ms: median(p99s),
        })
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (least, most) = self.pairs.spread();
        write!(
            f,
            "| {} | {} | {:.1} KB | {:.0} | {:.0} | {:.2} ({:.2} to {:.2}) | {:.2} | {:.2} |",
            self.what,
            self.clients,
            self.bytes as f64 / 1e3,
            self.pairs.floor(),
            self.pairs.ours(),
            self.pairs.ratio(),
            least,
            most,
            self.median_ms,
            self.p99_ms
        )
    }
}
