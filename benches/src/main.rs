//! `cargo run --release -p bench -- <what>`: what Wardroom costs beside the barest program that does
//! the same job, measured in the same run. Figures go to `docs/performance.md` with the machine.

mod copies;
mod floor;
mod folder;
mod http;
mod load;
mod machine;
mod mail;
mod micro;
mod pages;
mod pairs;
mod product;
mod replay;
#[cfg(test)]
mod smoke;
mod start;
mod takeover;
mod time;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use mimalloc::MiMalloc;

/// As in the program itself.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Measures Wardroom beside its floor.
#[derive(Debug, Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The due date of a receipt, in nanoseconds.
    Micro,
    /// Pages and acts over HTTP beside the floor, as lines of a table.
    Http(Http),
    /// Messages taken in, beside parsing alone; run it on one core with `taskset -c 0`.
    Mail,
    /// Open enquiries taken over from a table, in lines a second: read, checked, committed.
    Takeover {
        /// How many lines.
        #[arg(long, default_value_t = 100_000)]
        lines: usize,
        /// As an Excel workbook instead of CSV.
        #[arg(long)]
        workbook: bool,
    },
    /// Every case folded anew from the log, in events a second.
    Rebuild(Council),
    /// A document of 200 pages, read: time and memory.
    Pages,
    /// Enquiries judged by another value, in cases a second on one core; loading apart.
    Replay(Council),
    /// From the start of the program to its first page, and its memory.
    Start(Start),
}

#[derive(Debug, Args)]
struct Council {
    /// How many enquiries the council holds.
    #[arg(long, default_value_t = 10_000)]
    enquiries: usize,
    /// How many of them at most are made through the real decisions; the others are copies.
    #[arg(long, default_value_t = 3_000)]
    decided: usize,
    /// Copy only what is over and has the shortest history, and leave their words out of the search, so that a
    /// million are made in minutes.
    #[arg(long)]
    brief: bool,
    /// Keep the council in this folder for the next time.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct Start {
    /// The program, as released.
    #[arg(long, value_name = "FILE", default_value = "target/release/wardroom")]
    program: PathBuf,
    /// The folder of a council that `http --data` or `rebuild --data` made.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// How many starts.
    #[arg(long, default_value_t = 5)]
    times: usize,
}

#[derive(Debug, Args)]
struct Http {
    #[command(flatten)]
    council: Council,
    /// How many pairs of runs each figure is the median of.
    #[arg(long, default_value_t = 7)]
    pairs: usize,
    /// How long each run lasts, in seconds.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// How many clients read pages at once.
    #[arg(long, default_value_t = 4)]
    clients: usize,
    /// With how many clients acts are measured.
    #[arg(long, value_delimiter = ',', default_value = "1,8,64")]
    acting: Vec<usize>,
    /// Measure only what has these words in its name, such as `case` or `raise`.
    #[arg(long, value_name = "WORDS", default_value = "")]
    only: String,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    println!("{}", machine::describe());
    if cfg!(debug_assertions) {
        println!("built without optimisation: these figures say nothing; use --release");
    }
    match run(arguments.what) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(what: What) -> anyhow::Result<()> {
    match what {
        What::Micro => {
            let (on, at) = micro::due(9, 1_000_000);
            println!("due date of a receipt by its day:  {on:.1} ns");
            println!("due date of a receipt by its hour: {at:.1} ns");
        }
        What::Http(args) => {
            println!("{} enquiries", args.council.enquiries);
            println!(
                "| what | clients | size | floor /s | Wardroom /s | of the floor | median ms | p99 ms |"
            );
            let plan = http::Plan {
                size: args.council.size(),
                data: args.council.data,
                pairs: args.pairs,
                lasts: Duration::from_secs(args.seconds),
                clients: args.clients,
                acting: args.acting,
                only: args.only,
            };
            http::run(&plan, |line| println!("{line}"))?;
        }
        What::Mail => {
            // No more than thirty of one sender are taken in an hour.
            let rates = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?
                .block_on(mail::rates(9, 25))?;
            println!(
                "parsed alone:                  {:.0} messages/s",
                rates.read
            );
            println!(
                "kept and raised as an enquiry: {:.0} messages/s",
                rates.raised
            );
            println!(
                "kept and held for a person:    {:.0} messages/s",
                rates.held
            );
        }
        What::Takeover { lines, workbook } => {
            let runtime = tokio::runtime::Runtime::new()?;
            println!("{}", runtime.block_on(takeover::run(lines, workbook))?);
        }
        What::Rebuild(council) => rebuild(&council)?,
        What::Pages => println!("{}", pages::read(pages::CLAUSES)?),
        What::Replay(council) => replay(&council)?,
        What::Start(args) => {
            for _ in 0..args.times {
                let started = start::start(&args.program, &args.data)?;
                println!(
                    "first page after {:.0} ms, {:.0} MB resident at most",
                    started.first_page.as_secs_f64() * 1e3,
                    started.resident as f64 / 1e6
                );
            }
        }
    }
    Ok(())
}

impl Council {
    fn size(&self) -> product::Size {
        product::Size {
            enquiries: self.enquiries,
            decided: self.decided,
            brief: self.brief,
        }
    }
}

/// Folds every case of a council three times.
fn rebuild(council: &Council) -> anyhow::Result<()> {
    let folder = folder::Folder::new()?;
    let data = council.data.clone();
    let data = data.unwrap_or_else(|| folder.join("council"));
    let runtime = tokio::runtime::Runtime::new()?;
    let operations = runtime.block_on(product::council(&data, council.size()))?;
    for _ in 0..3 {
        let (rebuilt, took) = time::timed(|| runtime.block_on(operations.rebuild()));
        let rebuilt = rebuilt?;
        println!(
            "{} events of {} cases in {:.1} s: {:.0} events/s",
            rebuilt.events,
            rebuilt.cases,
            took.as_secs_f64(),
            rebuilt.events as f64 / took.as_secs_f64()
        );
    }
    Ok(())
}

/// How many cases are judged at least, in as many runs over those loaded as it takes.
const JUDGED: usize = 500_000;

/// Judges a council's enquiries anew by seven days instead of five.
fn replay(council: &Council) -> anyhow::Result<()> {
    let folder = folder::Folder::new()?;
    let data = council.data.clone();
    let data = data.unwrap_or_else(|| folder.join("council"));
    let runtime = tokio::runtime::Runtime::new()?;
    let operations = runtime.block_on(product::council(&data, council.size()))?;
    let (history, took) = time::timed(|| runtime.block_on(replay::load(&operations)));
    let history = history?;
    println!(
        "{} cases loaded in {:.1} s: {:.0} cases/s",
        history.len(),
        took.as_secs_f64(),
        history.len() as f64 / took.as_secs_f64()
    );
    for _ in 0..3 {
        let judged = runtime.block_on(replay::judge(&operations, &history, JUDGED));
        println!("{}", judged?);
    }
    Ok(())
}
