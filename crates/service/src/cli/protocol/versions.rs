//! `wardroom protocol versions`: how each version stands in a council, and what the council decided on
//! them, recorded by whoever runs the server.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::calendar::parse_date;
use domain::ids::{PackId, VersionId};
use domain::protocol::{
    Adoption, Minuted, OpenCasesMoved, Proposed, ProtocolEvent, VersionKey, Withdrawn,
};
use domain::verdict::Rejection;
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::cli::Place;
use crate::operations::{ActError, DraftError, FactChange, Keeper, Operations};

/// The versions of the protocol in a council.
#[derive(Debug, Args)]
pub struct VersionsArgs {
    #[command(flatten)]
    place: Place,
    /// Print JSON
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Keep a pack's folder as a draft of the council's own
    Draft {
        /// The folder
        folder: PathBuf,
    },
    /// Record that a version was put forward
    Propose(Decision),
    /// Record that a version was adopted
    Adopt(AdoptArgs),
    /// Put right an adoption that was entered wrongly
    Correct(AdoptArgs),
    /// Record that a version was given up before it was adopted
    Withdraw(Decision),
    /// Record that the open cases of a version go on under another
    MoveCases {
        #[command(flatten)]
        decision: Decision,
        /// The version under which they go on, as PACK/VERSION
        #[arg(long, value_parser = version)]
        to: VersionKey,
    },
}

#[derive(Debug, Args)]
struct Decision {
    /// The version, as PACK/VERSION
    #[arg(value_name = "PACK/VERSION", value_parser = version)]
    of: VersionKey,
    /// The body or office that decided, in words
    #[arg(long = "by")]
    body: String,
    /// When, as 2026-05-22
    #[arg(long, value_parser = parse_date)]
    on: Date,
    /// The minute
    #[arg(long, default_value = "")]
    minute: String,
}

#[derive(Debug, Args)]
struct AdoptArgs {
    #[command(flatten)]
    decision: Decision,
    /// From which day it is in force; the day of the decision, if left out
    #[arg(long, value_parser = parse_date)]
    in_force: Option<Date>,
    /// The body that recommended it
    #[arg(long, requires_all = ["recommended_on", "recommended_minute"])]
    recommended_by: Option<String>,
    /// When it recommended it
    #[arg(long, value_parser = parse_date)]
    recommended_on: Option<Date>,
    /// The minute of the recommendation
    #[arg(long)]
    recommended_minute: Option<String>,
    /// Why it was otherwise than the protocol in force asks
    #[arg(long)]
    why: Option<String>,
}

fn version(text: &str) -> Result<VersionKey, String> {
    let parts = text.split_once('/');
    let key = parts.and_then(|(pack, version)| {
        let pack: PackId = pack.parse().ok()?;
        let version: VersionId = version.parse().ok()?;
        Some((pack, version))
    });
    key.ok_or_else(|| {
        format!("`{text}` is no version: give PACK/VERSION, for example bradford-4c/part-4c")
    })
}

/// Shows the versions, or records a decision.
pub async fn run(args: VersionsArgs) -> anyhow::Result<ExitCode> {
    let operations = args.place.operations().await?;
    let event = match args.command {
        None => return list(&operations, args.json).await,
        Some(Command::Draft { folder }) => return draft(&operations, &folder).await,
        Some(Command::Propose(decision)) => {
            let (pack, version) = decision.of;
            ProtocolEvent::Proposed(Proposed {
                pack,
                version,
                by: decision.body,
                on: decision.on,
            })
        }
        Some(Command::Withdraw(decision)) => {
            let (pack, version) = decision.of;
            ProtocolEvent::Withdrawn(Withdrawn {
                pack,
                version,
                by: decision.body,
                on: decision.on,
            })
        }
        Some(Command::Adopt(adopt)) => ProtocolEvent::Adopted(adoption(adopt)),
        Some(Command::Correct(adopt)) => ProtocolEvent::AdoptionCorrected(adoption(adopt)),
        Some(Command::MoveCases { decision, to }) => {
            let (pack, version) = decision.of;
            ProtocolEvent::OpenCasesMoved(OpenCasesMoved {
                pack,
                version,
                to_pack: to.0,
                to_version: to.1,
                body_name: decision.body,
                on: decision.on,
                minute: decision.minute,
            })
        }
    };
    let changes = vec![FactChange::Protocol(event)];
    match operations.change(Keeper::Operator, changes, None).await {
        Ok(()) => list(&operations, args.json).await,
        Err(ActError::Rejected(Rejection::Invalid(wrong))) => {
            for invalid in &wrong {
                eprintln!("{}: {}", invalid.field, invalid.why);
            }
            bail!("nothing was recorded")
        }
        Err(other) => Err(other.into()),
    }
}

fn adoption(args: AdoptArgs) -> Adoption {
    let decision = args.decision;
    let recommended = args.recommended_by.map(|body_name| Minuted {
        body_name,
        on: args.recommended_on.unwrap_or(decision.on),
        minute: args.recommended_minute.unwrap_or_default(),
    });
    let (pack, version) = decision.of;
    Adoption {
        pack,
        version,
        body: None,
        body_name: decision.body,
        adopted: decision.on,
        in_force: args.in_force.unwrap_or(decision.on),
        minute: decision.minute,
        recommended,
        why: args.why,
    }
}

async fn draft(operations: &Operations, folder: &std::path::Path) -> anyhow::Result<ExitCode> {
    let files = super::read_pack(folder).map_err(anyhow::Error::msg)?;
    match operations.draft(Keeper::Operator, files, None).await {
        Ok((pack, version)) => {
            println!("kept as a draft: {pack}/{version}");
            Ok(ExitCode::SUCCESS)
        }
        Err(DraftError::Faults(faults)) => {
            for fault in &faults {
                eprintln!("{fault}");
            }
            bail!("nothing was kept: the pack has {} faults", faults.len())
        }
        Err(DraftError::Act(error)) => Err(error).context("nothing was kept"),
    }
}

async fn list(operations: &Operations, as_json: bool) -> anyhow::Result<ExitCode> {
    let council = operations.council().await?;
    let today = operations.today();
    let all: Vec<Value> = council
        .protocols
        .iter()
        .map(|(key, protocol)| {
            json!({
                "pack": key.0,
                "version": key.1,
                "title": protocol.title,
                "standing": council.versions.standing(key, today),
                "adoption": council.versions.adoption(key),
                "open_cases_under": council.versions.governing(key, None).0,
                "rulings": protocol.rulings.len(),
            })
        })
        .collect();
    if as_json {
        println!("{:#}", Value::from(all));
        return Ok(ExitCode::SUCCESS);
    }
    for (key, protocol) in &council.protocols {
        let standing = council.versions.standing(key, today).word();
        println!("{}/{}  {standing}  {}", key.0, key.1, protocol.title);
        if let Some(a) = council.versions.adoption(key) {
            println!(
                "    adopted by {} on {}, minute {}; in force from {}",
                a.body_name, a.adopted, a.minute, a.in_force
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}
