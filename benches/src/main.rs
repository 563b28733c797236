//! `cargo run --release -p bench -- <what>`: what Wardroom costs beside the barest program that does
//! the same job, measured in the same run. Figures go to `docs/performance.md` with the machine.

mod floor;
mod folder;
mod load;
mod machine;
mod micro;
mod pairs;
#[cfg(test)]
mod smoke;
mod time;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    println!("{}", machine::describe());
    if cfg!(debug_assertions) {
        println!("built without optimisation: these figures say nothing; use --release");
    }
    match run(&arguments.what) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(what: &What) -> anyhow::Result<()> {
    match what {
        What::Micro => {
            let (on, at) = micro::due(9, 1_000_000);
            println!("due date of a receipt by its day:  {on:.1} ns");
            println!("due date of a receipt by its hour: {at:.1} ns");
        }
    }
    Ok(())
}
