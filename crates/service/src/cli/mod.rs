//! The command line. Exit 0 done, 1 refused or failed with one clear line, 2 wrong usage.

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
enum Command {}

/// Runs the command and says how it ended.
pub fn main(cli: Cli) -> ExitCode {
    match cli.command {}
}
