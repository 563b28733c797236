//! `wardroom backup` and `wardroom restore`: a copy of everything while the council works, and a council from
//! such a copy.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use store::{Erasure, Store};

use super::Place;

/// Copy everything into one file, while the council works.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// The new file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
}

/// Make a council from a backup, in a folder that holds none; or go on with a PostgreSQL database that `pg_restore`
/// has put back.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// The backup; none on PostgreSQL, whose own tools put it back first.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// The ledger of erasures, as `wardroom audit erasures` printed it last: what was erased after the
    /// backup is erased again.
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn back_up(args: BackupArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let store = args.place.located()?.open(false).await?;
    store.backup(&args.file).await?;
    let size = std::fs::metadata(&args.file)?.len();
    let file = args.file.display();
    writeln!(
        out,
        "`{file}`: {} KB, read back and whole",
        size.div_ceil(1024)
    )?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(args: RestoreArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let ledger = args.erasures.as_deref().map(ledger).transpose()?;
    let at = args.place.located()?;
    match (at.file(), &args.file) {
        (Some(whole), Some(backup)) => {
            std::fs::create_dir_all(&at.data)
                .with_context(|| format!("cannot make the folder `{}`", at.data.display()))?;
            Store::restore_sqlite(backup, &whole)?;
        }
        (Some(_), None) => bail!("name the backup: `wardroom restore FILE`"),
        (None, Some(_)) => bail!(
            "a PostgreSQL database is put back with `pg_restore --dbname=URL FILE`; then run `wardroom restore` \
             without a file"
        ),
        (None, None) => {}
    }
    let applied = at.open(false).await?.migrate().await?;
    let operations = at.operations().await?;
    let store = operations.store();
    store.sign_everybody_out().await?;
    match &args.file {
        Some(_) => writeln!(
            out,
            "restored into `{}`; everybody is signed out",
            at.data.display()
        )?,
        None => writeln!(out, "everybody is signed out")?,
    }
    if !applied.is_empty() {
        writeln!(out, "applied {}", applied.join(", "))?;
    }
    match ledger {
        Some(ledger) => {
            let again = store.erase_again(&ledger, operations.now()).await?;
            writeln!(out, "{again} words and files were erased again")?;
        }
        None => writeln!(
            out,
            "what was erased after the backup is back: give the ledger with --erasures to erase it again"
        )?,
    }
    let proof = store.verify(None, None).await?;
    for sentence in proof.statements() {
        writeln!(out, "{sentence}")?;
    }
    for trouble in &proof.troubles {
        writeln!(out, "  {trouble}")?;
    }
    Ok(if proof.holds() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A ledger, one erasure a line.
fn ledger(path: &Path) -> anyhow::Result<Vec<Erasure>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", path.display()))?;
    let lines = text.lines().enumerate();
    let erasures = lines.filter(|(_, line)| !line.trim().is_empty());
    erasures
        .map(|(n, line)| {
            serde_json::from_str(line).with_context(|| {
                format!(
                    "line {} of `{}` is no line of `wardroom audit erasures`",
                    n + 1,
                    path.display()
                )
            })
        })
        .collect()
}
