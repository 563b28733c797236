//! `wardroom routes`: every address of the pages, for tests that open each of them.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;

use crate::web::routes::all;

/// The addresses of the pages, with how a test opens each.
#[derive(Debug, Args)]
pub struct RoutesArgs {
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &RoutesArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    if args.json {
        serde_json::to_writer_pretty(&mut *out, &all())?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for route in all() {
        writeln!(out, "{:<10} {}", route.methods, route.path)?;
    }
    Ok(ExitCode::SUCCESS)
}
