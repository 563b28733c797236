//! `wardroom audit`: seal, sign, verify and export the log, so that anybody outside can check it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use serde_json::json;
use store::{Checkpoint, PublicKey, Signer, Store};

use super::Place;
use crate::entropy::Entropy;

/// Seal, sign, verify and export the log.
#[derive(Debug, Args)]
pub struct AuditArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Recompute the whole log and say what that proves and what it does not
    Verify {
        /// A checkpoint that was sent out of the house, as a file
        #[arg(long, value_name = "FILE")]
        checkpoint: Option<PathBuf>,
        /// The council's public key, as `audit checkpoint` prints it
        #[arg(long, value_name = "KEY")]
        key: Option<PublicKey>,
        /// Print JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Seal everything and sign the state of the log; keep what it prints outside the house
    Checkpoint {
        /// The file of the signing key, made if it is missing; never in the database
        #[arg(long, value_name = "FILE", default_value = "wardroom-key.pem")]
        key_file: PathBuf,
        /// Write the checkpoint to a file instead of printing it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
    /// Print the ledger of erasures, one a line; keep it apart from the backups
    Erasures {
        #[command(flatten)]
        place: Place,
    },
    /// Print the sealed log as lines of JSON, without the words of any case
    Export {
        #[command(flatten)]
        place: Place,
    },
}

pub(super) async fn run(args: AuditArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Verify {
            checkpoint,
            key,
            json,
            place,
        } => {
            let outside = checkpoint.map(read_checkpoint).transpose()?;
            verify(&open(&place).await?, outside.as_ref(), key, json).await
        }
        Command::Checkpoint {
            key_file,
            out,
            place,
        } => {
            let signer = if key_file.exists() {
                Signer::open(&key_file)?
            } else {
                Signer::create(&key_file, Entropy::Machine.bytes("signer"))?
            };
            let operations = place.operations().await?;
            let checkpoint = operations
                .store()
                .checkpoint(&signer, operations.now())
                .await?;
            match out {
                Some(path) => std::fs::write(&path, checkpoint.to_string())
                    .with_context(|| format!("cannot write `{}`", path.display()))?,
                None => print!("{checkpoint}"),
            }
            eprintln!("public key: {}", signer.public());
            Ok(ExitCode::SUCCESS)
        }
        Command::Erasures { place } => {
            let store = open(&place).await?;
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            for erasure in store.erasures().await? {
                writeln!(out, "{}", serde_json::to_string(&erasure)?)?;
            }
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Export { place } => {
            let store = open(&place).await?;
            let mut out = std::io::BufWriter::new(std::io::stdout().lock());
            store.export(|line| writeln!(out, "{line}")).await?;
            out.flush()?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn open(place: &Place) -> anyhow::Result<Store> {
    let store = place.open(false).await?;
    store.check_schema().await?;
    Ok(store)
}

/// A checkpoint from a file.
pub(super) fn read_checkpoint(path: PathBuf) -> anyhow::Result<Checkpoint> {
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    text.parse()
        .with_context(|| format!("`{}`", path.display()))
}

async fn verify(
    store: &Store,
    outside: Option<&Checkpoint>,
    key: Option<PublicKey>,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let proof = store.verify(outside, key).await?;
    let mut out = std::io::stdout().lock();
    if as_json {
        let troubles: Vec<_> = proof.troubles.iter().map(ToString::to_string).collect();
        let shown = json!({
            "holds": proof.holds(), "events": proof.events, "sealed": proof.sealed,
            "unsealed": proof.unsealed(), "statements": proof.statements(), "troubles": troubles,
        });
        writeln!(out, "{shown}")?;
    } else {
        for sentence in proof.statements() {
            writeln!(out, "{sentence}")?;
        }
        for trouble in &proof.troubles {
            writeln!(out, "  {trouble}")?;
        }
    }
    Ok(if proof.holds() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
