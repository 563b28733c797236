//! `wardroom archive`: the whole council out as one file, whether such a file is whole, and a new council of it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use store::Store;

use super::Place;
use crate::archive;
use crate::clock::Clock;
use crate::entropy::Entropy;
use crate::operations::Operations;

/// Take the whole council out as one file; verify such a file; make a council of it.
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
    /// Make a council of an archive, where there is none: the same log, words and seal
    Read {
        /// The archive.
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
        Command::Read { file, place } => read(&file, &place, out).await,
        Command::Verify { file, checkpoint } => {
            let outside = checkpoint.map(super::audit::read_checkpoint).transpose()?;
            let report = archive::verify(&file, outside.as_ref())?;
            said(&report, out)
        }
    }
}

/// Reads an archive in. An embedded database gets its name only when it is whole.
async fn read(file: &Path, place: &Place, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let at = place.located()?;
    let told = &mut |line: &str| eprintln!("{line}");
    let manifest = match at.file() {
        None => {
            let store = at.open(true).await?;
            store.migrate().await?;
            archive::read_in(&operations(store), file, told).await?
        }
        Some(whole) => {
            if whole.exists() {
                bail!(
                    "there is a database in `{}` already: name a folder that holds none",
                    at.data.display()
                );
            }
            std::fs::create_dir_all(&at.data)
                .with_context(|| format!("cannot make the folder `{}`", at.data.display()))?;
            let partial = whole.with_extension("partial");
            remove(&partial);
            let read = async {
                let store = Store::open_sqlite(&partial)?;
                store.migrate().await?;
                let operations = operations(store);
                let manifest = archive::read_in(&operations, file, told).await?;
                // Copied in one piece, read back, and only then called what it is to be called.
                operations.store().backup(&whole).await?;
                anyhow::Ok(manifest)
            };
            let read = read.await;
            remove(&partial);
            read?
        }
    };
    let (events, council) = (manifest.events, &manifest.council);
    writeln!(
        out,
        "{events} events of {council} read in: the log comes to the same root, and verifies"
    )?;
    Ok(ExitCode::SUCCESS)
}

fn operations(store: Store) -> Operations {
    let protocols = Operations::shipped_protocols();
    Operations::new(store, Clock::Machine, Entropy::Machine, protocols)
}

/// Removes what an attempt has left, with what stands beside it.
fn remove(partial: &Path) {
    for beside in ["", "-wal", "-shm"] {
        let mut name = partial.as_os_str().to_owned();
        name.push(beside);
        // It is not there as a rule.
        let _ = std::fs::remove_file(&name);
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
