//! `wardroom archive`: the whole council out as one file, and whether such a file is whole.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::Place;
use crate::archive;

/// Take the whole council out as one file; verify such a file.
#[derive(Debug, Args)]
pub struct ArchiveArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write everything into one new file: the log, every word and file, a manifest with digests
    Write {
        /// The new file, a zip.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
    /// Recompute an archive: every digest, chain and root; needs no database
    Verify {
        /// The archive.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// A checkpoint that was sent out of the house, as a file.
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
    },
}

pub(super) async fn run(args: ArchiveArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Write { file, place } => {
            let operations = place.operations().await?;
            let told = &mut |line: &str| eprintln!("{line}");
            let manifest = archive::write(&operations, &file, told).await?;
            let (name, events) = (file.display(), manifest.events);
            writeln!(out, "`{name}`: {events} events of {}", manifest.council)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Verify { file, checkpoint } => {
            let outside = checkpoint.map(super::audit::read_checkpoint).transpose()?;
            let report = archive::verify(&file, outside.as_ref())?;
            said(&report, out)
        }
    }
}

fn said(report: &archive::Report, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    for trouble in &report.troubles {
        writeln!(out, "  {trouble}")?;
    }
    if !report.holds() {
        let n = report.trouble_count;
        writeln!(out, "the archive is not as it was written: {n} troubles")?;
        return Ok(ExitCode::FAILURE);
    }
    let manifest = report.manifest.as_ref().context("a manifest")?;
    writeln!(
        out,
        "{} events of {} fit their chains and the root; {} words and files fit their events; {} were \
         erased on record",
        manifest.events, manifest.council, report.contents, report.erased
    )?;
    writeln!(
        out,
        "{}",
        if report.outside {
            "The checkpoint from outside agrees: nothing that it covers was changed since."
        } else {
            "Without a checkpoint from outside this does not show that nobody rewrote the whole: give \
             one with --checkpoint."
        }
    )?;
    Ok(ExitCode::SUCCESS)
}
