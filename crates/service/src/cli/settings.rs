//! `wardroom settings`: the council's own choices, each with what holds and why, and how a choice is recorded.

use std::io::Write;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, Subcommand};
use domain::calendar::parse_date;
use domain::ids::SettingId;
use domain::settings::{SettingSet, accept};
use jiff::civil::Date;
use serde_json::json;

use super::Place;
use crate::operations::{FactChange, Keeper, Operations};
use crate::web::settings::{SET_BY_MAX, duties, settings};

/// The council's own choices: list, set, take back.
#[derive(Debug, Args)]
pub struct SettingsArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every choice with what holds and on which basis, and how strictly each duty is held to
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
    /// Record a choice of the council
    Set {
        /// The key, as `list` names it
        key: SettingId,
        /// The value
        value: String,
        #[command(flatten)]
        decided: Decided,
    },
    /// Take a choice back: the default holds again
    TakeBack {
        /// The key, as `list` names it
        key: SettingId,
        #[command(flatten)]
        decided: Decided,
    },
}

/// Who decided it, and from which day it holds.
#[derive(Debug, Args)]
struct Decided {
    /// The office or meeting that decided it, for example "Council, 26 March 2026"
    #[arg(long, value_name = "WHO")]
    set_by: String,
    /// From which day; today if not given
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    from: Option<Date>,
    #[command(flatten)]
    place: Place,
}

/// Carries out the command.
pub(super) async fn run(args: SettingsArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::List { json, place } => list(&place.operations().await?, json, out).await?,
        Command::Set {
            key,
            value,
            decided,
        } => set(key, Some(&value), decided, out).await?,
        Command::TakeBack { key, decided } => set(key, None, decided, out).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn list(operations: &Operations, as_json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let council = operations.council().await?;
    let today = operations.today();
    let (settings, duties) = (settings(&council, today), duties(&council, today));
    if as_json {
        let settings = settings.iter().map(|s| {
            json!({ "key": s.id, "title": s.title, "value": s.value, "why": s.why, "help": s.help,
                    "question": s.question, "history": s.history })
        });
        let duties = duties.iter().map(|d| {
            json!({ "key": d.id, "duty": d.tag, "gist": d.gist, "value": d.value, "why": d.why,
                    "history": d.history })
        });
        let told = json!({
            "settings": settings.collect::<Vec<_>>(), "duties": duties.collect::<Vec<_>>(),
        });
        writeln!(out, "{told}")?;
        return Ok(());
    }
    for s in settings {
        writeln!(out, "{}  {}: {}\n    {}", s.id, s.title, s.value, s.why)?;
        for was in s.history {
            writeln!(out, "    {was}")?;
        }
    }
    for d in duties {
        writeln!(
            out,
            "{}  clause {}: {}\n    {}",
            d.id, d.tag, d.value, d.why
        )?;
    }
    Ok(())
}

async fn set(
    key: SettingId,
    value: Option<&str>,
    decided: Decided,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let operations = decided.place.operations().await?;
    let council = operations.council().await?;
    let protocols = council.protocols.values().map(AsRef::as_ref);
    // A key that is none is said to be none, whether a value is given or taken back.
    let known = accept(key.as_str(), value.unwrap_or_default(), protocols);
    let (value, remark) = match (value, known) {
        (Some(_), Ok(accepted)) => (Some(accepted.value), accepted.remark),
        (None, Err(wrong)) if wrong.field == "setting" => return Err(anyhow!(wrong.why)),
        (None, _) => (None, None),
        (Some(_), Err(wrong)) => return Err(anyhow!(wrong.why)),
    };
    let set_by = domain::text::clean_line(&decided.set_by);
    if set_by.is_empty() || set_by.chars().count() > SET_BY_MAX {
        return Err(anyhow!(
            "say who decided it, in at most {SET_BY_MAX} characters"
        ));
    }
    let set = SettingSet {
        id: key.clone(),
        value,
        from: decided.from.unwrap_or_else(|| operations.today()),
        set_by,
    };
    let change = vec![FactChange::Setting(set)];
    operations.change(Keeper::Operator, change, None).await?;
    let remark = remark.map_or(String::new(), |remark| format!(" ({remark})"));
    writeln!(out, "{key} is recorded{remark}")?;
    Ok(())
}
