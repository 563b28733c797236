//! `wardroom`: one program for the demo, the server and every chore.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    service::cli::main(service::cli::Cli::parse())
}
