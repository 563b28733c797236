//! `cargo run --release -p bench -- <what>`: what Wardroom costs beside the barest program that does
//! the same job, measured in the same run. Figures go to `docs/performance.md` with the machine.

mod floor;
mod folder;
mod http;
mod load;
mod machine;
mod micro;
mod pairs;
mod product;
#[cfg(test)]
mod smoke;
mod time;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

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
}

#[derive(Debug, Args)]
struct Http {
    /// How many enquiries the council holds.
    #[arg(long, default_value_t = 10_000)]
    enquiries: usize,
    /// Keep the council in this folder for the next time.
    #[arg(long, value_name = "FOLDER")]
    data: Option<PathBuf>,
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
            println!("{} enquiries", args.enquiries);
            println!(
                "| what | clients | size | floor /s | Wardroom /s | of the floor | median ms | p99 ms |"
            );
            let plan = http::Plan {
                enquiries: args.enquiries,
                data: args.data,
                pairs: args.pairs,
                lasts: Duration::from_secs(args.seconds),
                clients: args.clients,
                acting: args.acting,
                only: args.only,
            };
            http::run(&plan, |line| println!("{line}"))?;
        }
    }
    Ok(())
}
