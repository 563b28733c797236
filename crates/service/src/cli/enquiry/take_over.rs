//! `wardroom enquiry take-over`: what was open before the council began, from a table of any headings.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use domain::enquiries::takeover::{BYTES_MAX, Mapping, Order, Table, Wrong};
use serde_json::json;

use super::{Who, open};
use crate::operations::{TakeOverError, TakenOver};

/// Which table, and what its columns give.
#[derive(Debug, Args)]
pub(super) struct TableArgs {
    /// The table, as CSV.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What each column gives, and what the table's words mean (TOML); proposed from the headings if not given.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// Print the mapping that the headings suggest, to correct it and give it back with --map, and stop.
    #[arg(long)]
    show_map: bool,
    /// The list from which they come, in words: `the enquiries inbox`.
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// How days are written, where the table leaves it in doubt: day-first or month-first.
    #[arg(long, value_name = "ORDER", value_parser = order)]
    dates: Option<Order>,
    /// Decide everything, say what would be raised and what is wrong, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

fn order(text: &str) -> Result<Order, String> {
    match text {
        "day-first" => Ok(Order::DayFirst),
        "month-first" => Ok(Order::MonthFirst),
        other => Err(format!("`{other}`: write day-first or month-first")),
    }
}

pub(super) async fn run(args: TableArgs, who: Who) -> anyhow::Result<ExitCode> {
    let table = read(&args.file)?;
    let mapping = mapping(&args, &table)?;
    if args.show_map {
        let text = toml::to_string(&mapping)?;
        writeln!(std::io::stdout(), "{text}")?;
        return Ok(ExitCode::SUCCESS);
    }
    let (operations, actor) = open(&who).await?;
    let mut told = |what: &str, done: usize, of: usize| eprintln!("{what}: {done} of {of}");
    let done = operations
        .take_over(&actor, &table, &mapping, args.dry_run, &mut told)
        .await;
    match done {
        Ok(done) => {
            say(&done, args.dry_run, who.json)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(TakeOverError::Wrong(wrong)) => {
            refused(&wrong, who.json)?;
            Ok(ExitCode::FAILURE)
        }
        Err(TakeOverError::Act(error)) => Err(error.into()),
    }
}

fn read(path: &Path) -> anyhow::Result<Table> {
    let cannot = || format!("cannot read `{}`", path.display());
    let size = std::fs::metadata(path).with_context(cannot)?.len();
    if size > BYTES_MAX as u64 {
        bail!(
            "`{}` is larger than {} MB: split it",
            path.display(),
            BYTES_MAX >> 20
        );
    }
    let name = path.file_name().unwrap_or(path.as_os_str());
    let bytes = std::fs::read(path).with_context(cannot)?;
    Table::read(&name.to_string_lossy(), &bytes).map_err(|bad| anyhow::anyhow!("{bad}"))
}

fn mapping(args: &TableArgs, table: &Table) -> anyhow::Result<Mapping> {
    let mut mapping = match &args.map {
        None => Mapping::suggested(table),
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("cannot read `{}`", path.display()))?;
            toml::from_str(&text).with_context(|| format!("`{}`", path.display()))?
        }
    };
    if let Some(source) = &args.source {
        mapping.source.clone_from(source);
    }
    mapping.dates = args.dates.or(mapping.dates);
    Ok(mapping)
}

fn say(done: &TakenOver, dry_run: bool, as_json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if as_json {
        let told = json!({ "applied": !dry_run, "raised": done.raised, "known": done.known,
                           "ended": done.ended, "unclear": done.unclear });
        writeln!(out, "{told}")?;
        return Ok(());
    }
    for (service, lines) in &done.unclear {
        writeln!(
            out,
            "`{service}` is none of our services: {lines} lines go where unclear enquiries go, unless the \
             mapping says which service is meant"
        )?;
    }
    let did = if dry_run {
        "dry run, nothing is changed"
    } else {
        "done"
    };
    writeln!(
        out,
        "{did}: {} raised, {} taken over before, {} ended and passed over",
        done.raised, done.known, done.ended
    )?;
    Ok(())
}

fn refused(wrong: &Wrong, as_json: bool) -> anyhow::Result<()> {
    if as_json {
        let told = json!({ "applied": false, "wrong": wrong.lines, "count": wrong.count });
        writeln!(std::io::stdout(), "{told}")?;
        return Ok(());
    }
    for line in &wrong.lines {
        eprintln!("{line}");
    }
    if wrong.count > wrong.lines.len() {
        eprintln!("and {} more", wrong.count - wrong.lines.len());
    }
    eprintln!("nothing was taken over");
    Ok(())
}
