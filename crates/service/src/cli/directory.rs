//! `wardroom directory`: imports tables of people and services, shows the directory on any day, and
//! finds who does what.

mod change;
mod moderngov;
mod shown;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::calendar::{end_of_day, long_date, parse_date};
use domain::council::Council;
use domain::directory::Directory;
use domain::directory::import::{self, BadLine, Effect, Plan, Source, TABLE_BYTES_MAX};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::Place;
use crate::operations::{Keeper, Operations};
use change::{AsksArgs, ChangeArgs};

/// People, services, wards, groups, bodies, teams and partners.
#[derive(Debug, Args)]
pub struct DirectoryArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Import tables (CSV), all or nothing; run twice, it changes nothing
    Import(ImportArgs),
    /// Show who holds what, and what is missing
    Show(ShowArgs),
    /// Change one thing, under the same rules as on the page: change appointment person=… office=officer
    /// service=parks from=2026-07-01
    Change(ChangeArgs),
    /// The fields of a change, with the answers to choose from
    Asks(AsksArgs),
    /// Find the service that deals with a matter, by plain words
    WhoDoesWhat(WhoArgs),
}

#[derive(Debug, Args)]
struct ImportArgs {
    /// A table, or a folder of tables: teams.csv, services.csv, wards.csv, groups.csv, bodies.csv,
    /// partners.csv, people.csv, appointments.csv, away.csv.
    ///
    /// Or what ModernGov’s web service answers to GetCouncillorsByWard, as a file that ends in .xml or as an
    /// address.
    #[arg(value_name = "FOLDER_OR_FILE")]
    path: PathBuf,
    /// First day of office of whoever ModernGov gives none for.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    /// Say what would be added, changed and ended, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct ShowArgs {
    /// The day shown; today if not given.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// What the directory said at the end of this day; what it says now if not given.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    as_recorded: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Args)]
struct WhoArgs {
    /// What it is about, in plain words: missed bin.
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// The day asked for; today if not given.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<Date>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Carries out the command.
pub(super) async fn run(args: DirectoryArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Import(args) => {
            let operations = args.place.operations().await?;
            let sources = match moderngov::feed(&args.path).await? {
                Some(feed) => moderngov::tables(&operations, &feed, args.from).await?,
                None => read(&args.path)?,
            };
            take(&operations, &sources, args.dry_run, args.json, out).await
        }
        Command::Change(args) => change::change(args, out).await,
        Command::Asks(args) => change::asks(args, out).await,
        Command::Show(args) => {
            let operations = args.place.operations().await?;
            let snapshot = operations.council().await?;
            let on = args.on.unwrap_or_else(|| operations.today());
            let council = as_recorded(&snapshot, args.as_recorded);
            show(&council, on, args.json, out)
        }
        Command::WhoDoesWhat(args) => {
            let operations = args.place.operations().await?;
            let snapshot = operations.council().await?;
            let on = args.on.unwrap_or_else(|| operations.today());
            who(&snapshot, &args.words.join(" "), on, args.json, out)
        }
    }
}

/// The tables of a folder, or one table.
fn read(path: &Path) -> anyhow::Result<Vec<Source>> {
    let cannot = || format!("cannot read `{}`", path.display());
    let mut files = Vec::new();
    if path.is_dir() {
        for entry in std::fs::read_dir(path).with_context(cannot)? {
            let file = entry.with_context(cannot)?.path();
            let is_table = file
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
            if is_table && file.is_file() {
                files.push(file);
            }
        }
        files.sort();
    } else {
        files.push(path.to_owned());
    }
    let mut sources = Vec::with_capacity(files.len());
    for file in files {
        let cannot = || format!("cannot read `{}`", file.display());
        let size = std::fs::metadata(&file).with_context(cannot)?.len();
        if size > TABLE_BYTES_MAX as u64 {
            bail!(
                "`{}` has {} MB: split it into tables of at most 5 MB",
                file.display(),
                size >> 20
            );
        }
        let name = file
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        sources.push(Source {
            name: name.unwrap_or_default(),
            bytes: std::fs::read(&file).with_context(cannot)?,
        });
    }
    Ok(sources)
}

async fn take(
    operations: &Operations,
    sources: &[Source],
    dry_run: bool,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let snapshot = operations.council().await?;
    let fresh = operations.entropy().act("operator");
    let (today, now) = (operations.today(), operations.now());
    match import::plan(&snapshot.directory, sources, today, now, &fresh) {
        Ok(plan) => {
            if !dry_run {
                let commands = plan.commands.clone();
                operations
                    .keep_directory(Keeper::Operator, commands, None)
                    .await?;
            }
            planned(&plan, !dry_run, json, out)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(wrong) => {
            refused(&wrong, json, out)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn planned(plan: &Plan, applied: bool, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let counts = [Effect::Added, Effect::Changed, Effect::Ended].map(|effect| plan.count(effect));
    let [added, changed, ended] = counts;
    if json {
        let told = json!({
            "applied": applied,
            "added": added,
            "changed": changed,
            "ended": ended,
            "unchanged": plan.unchanged,
            "changes": plan.changes,
        });
        return print(&told, out);
    }
    for change in &plan.changes {
        let effect = match change.effect {
            Effect::Added => "add",
            Effect::Changed => "change",
            Effect::Ended => "end",
        };
        writeln!(
            out,
            "{effect:<7}{:<12} {}  ({}, line {})",
            change.noun, change.what, change.file, change.line
        )?;
    }
    let done = if applied {
        "done"
    } else {
        "dry run, nothing is changed"
    };
    writeln!(
        out,
        "{done}: {added} added, {changed} changed, {ended} ended, {} as known",
        plan.unchanged
    )?;
    Ok(())
}

fn refused(wrong: &[BadLine], json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    if json {
        return print(&json!({ "applied": false, "wrong": wrong }), out);
    }
    for line in wrong {
        eprintln!("{line}");
    }
    eprintln!("nothing was imported");
    Ok(())
}

fn as_recorded(council: &Council, day: Option<Date>) -> Council {
    let mut council = council.clone();
    if let Some(day) = day {
        let then: Directory = council.directory.as_recorded(end_of_day(day));
        council.directory = then.into();
    }
    council
}

fn show(council: &Council, on: Date, json: bool, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    if json {
        print(&shown::directory(council, on), out)?;
    } else {
        writeln!(out, "{} on {}", council.name, long_date(on))?;
        shown::write(council, on, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn who(
    council: &Council,
    words: &str,
    on: Date,
    json: bool,
    out: &mut impl Write,
) -> anyhow::Result<ExitCode> {
    let found = council.directory.find(words, on);
    if json {
        print(&shown::found(council, &found, on), out)?;
    } else {
        shown::write_found(council, &found, on, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(value: &Value, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{}", serde_json::to_string_pretty(value)?)?;
    Ok(())
}

#[cfg(test)]
mod tests;
