//! `wardroom`: one program for the demo, the server and every chore.

use std::process::ExitCode;

use clap::Parser as _;
use mimalloc::MiMalloc;

/// Pages and events are many small pieces, made by one thread and let go by another.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    service::cli::main(service::cli::Cli::parse())
}
