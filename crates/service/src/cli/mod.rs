//! The command line. Exit 0 done, 1 refused or failed with one clear line, 2 wrong usage.

pub mod calendar;
pub mod protocol;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Members and officers working together under their council's own protocol.
#[derive(Debug, Parser)]
#[command(name = "wardroom", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Protocols as packs: list, show, check
    Protocol(protocol::Args),
    /// Bank holidays, working days and due dates
    Calendar(calendar::CalendarArgs),
}

/// Runs the command and says how it ended.
pub fn main(cli: Cli) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let done = match cli.command {
        Command::Protocol(args) => protocol::run(&args, &mut out).map_err(cannot_print),
        Command::Calendar(args) => calendar::run(args, &mut out),
    };
    let done = done.and_then(|code| out.flush().map(|()| code).map_err(cannot_print));
    done.unwrap_or_else(|why| {
        let io = why.root_cause().downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS; // the reader has seen enough
        }
        eprintln!("{why:#}");
        ExitCode::FAILURE
    })
}

fn cannot_print(why: std::io::Error) -> anyhow::Error {
    anyhow::Error::new(why).context("cannot print")
}
