//! `wardroom enquiry take-over`: what was open before the council began, from a table of any headings or from a
//! mailbox.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use domain::enquiries::takeover::{BYTES_MAX, Mapping, Order, Table, Wrong};
use serde_json::json;

use super::{Who, open};
use crate::operations::{Given, Operations, TakeOverError, TakenOver, table_of};

/// Which table, and what its columns give.
#[derive(Debug, Args)]
pub(super) struct TableArgs {
    /// A table (CSV, .xlsx, .ods), a mailbox (mbox), a message, or a folder of messages (.eml, .msg, Maildir).
    #[arg(value_name = "FILE_OR_FOLDER", required_unless_present = "mailbox")]
    file: Option<PathBuf>,
    /// A folder of the mailbox that the set-up names ([mail-in]), read once over IMAP; nothing in it is changed.
    #[arg(long, value_name = "FOLDER", conflicts_with = "file")]
    mailbox: Option<String>,
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
    let (operations, actor) = open(&who).await?;
    let table = table(&args, &who, &operations).await?;
    for passed in &table.passed_over {
        eprintln!("{passed}");
    }
    let mapping = mapping(&args, &table)?;
    if args.show_map {
        let text = toml::to_string(&mapping)?;
        writeln!(std::io::stdout(), "{text}")?;
        return Ok(ExitCode::SUCCESS);
    }
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

/// What is to be taken over, as one table.
async fn table(args: &TableArgs, who: &Who, operations: &Operations) -> anyhow::Result<Table> {
    let most = operations.file_limits().await?;
    let (config, _) = who.place.config()?;
    let (name, given) = match (&args.mailbox, &args.file) {
        (Some(folder), _) => {
            let messages = crate::mail::mailbox::all(&config.mail_in, folder).await?;
            let messages = messages.into_iter();
            let given = messages.map(|(uid, raw)| Given::message(format!("message {uid}"), raw));
            (format!("the mailbox {folder}"), given.collect())
        }
        (None, Some(path)) => {
            let name = path.file_name().unwrap_or(path.as_os_str());
            (name.to_string_lossy().into_owned(), read(path)?)
        }
        (None, None) => bail!("name a file, a folder or a --mailbox"),
    };
    let server = config.mail_in.results_of.as_deref();
    table_of(&name, &given, most, server).map_err(|bad| anyhow::anyhow!("{bad}"))
}

/// A file, or the messages of a folder: those of a Maildir, else the files that end as messages do.
fn read(path: &Path) -> anyhow::Result<Vec<Given>> {
    if !path.is_dir() {
        let mut left = BYTES_MAX as u64;
        return Ok(vec![one(path, &mut left)?]);
    }
    let parts = ["cur", "new"].map(|part| path.join(part));
    let is_maildir = parts.iter().all(|part| part.is_dir());
    let mut files = Vec::new();
    let folders: &[PathBuf] = if is_maildir {
        &parts
    } else {
        &[path.to_owned()]
    };
    for folder in folders {
        let cannot = || format!("cannot read `{}`", folder.display());
        for entry in std::fs::read_dir(folder).with_context(cannot)? {
            let file = entry.with_context(cannot)?.path();
            let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
            if file.is_file() && (is_maildir || ending == "eml" || ending == "msg") {
                files.push(file);
            }
        }
    }
    if files.is_empty() {
        bail!(
            "`{}` holds no messages: name a folder with .eml or .msg files, or a Maildir",
            path.display()
        );
    }
    files.sort();
    let mut left = BYTES_MAX as u64;
    let given = files.iter().map(|file| {
        let file = one(file, &mut left)?;
        Ok(Given::message(file.name, file.bytes))
    });
    given.collect()
}

/// One file, of no more bytes than are left for all.
fn one(path: &Path, left: &mut u64) -> anyhow::Result<Given> {
    let cannot = || format!("cannot read `{}`", path.display());
    let size = std::fs::metadata(path).with_context(cannot)?.len();
    let Some(rest) = left.checked_sub(size) else {
        bail!(
            "`{}` is too much: at most {} MB are taken at once, split it",
            path.display(),
            BYTES_MAX >> 20
        );
    };
    *left = rest;
    let name = path.file_name().unwrap_or(path.as_os_str());
    let bytes = std::fs::read(path).with_context(cannot)?;
    Ok(Given::new(name.to_string_lossy(), bytes))
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
                           "ended": done.ended, "unclear": done.unclear, "others": done.others });
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
    for (name, lines) in &done.others {
        writeln!(out, "`{name}` is no member today: {lines} passed over")?;
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
    if wrong.asks_order {
        eprintln!("write `--dates day-first` or `--dates month-first`");
    }
    eprintln!("nothing was taken over");
    Ok(())
}
