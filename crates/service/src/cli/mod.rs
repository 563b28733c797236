//! The command line. Exit 0 done, 1 refused or failed with one clear line, 2 wrong usage.

pub mod protocol;

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
}

/// Runs the command and says how it ended.
pub fn main(cli: Cli) -> ExitCode {
    let mut out = std::io::stdout().lock();
    let done = match cli.command {
        Command::Protocol(args) => protocol::run(&args, &mut out),
    };
    done.unwrap_or_else(|why| {
        if why.kind() == std::io::ErrorKind::BrokenPipe {
            return ExitCode::SUCCESS; // the reader has seen enough
        }
        eprintln!("cannot print: {why}");
        ExitCode::FAILURE
    })
}
