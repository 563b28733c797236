//! `wardroom template`: the words from which officers begin a reply. Nothing is ever sent from here.

use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::ids::{ServiceId, SettingId};
use domain::templates::{TemplateGiven, Use};
use serde_json::json;

use super::enquiry::{Who, open};
use crate::operations::TemplateChange;

/// Reply templates: list, keep, retire.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List every template
    List {
        #[command(flatten)]
        who: Who,
    },
    /// Write a template, or write one anew by its slug
    Keep {
        /// What it is called
        #[arg(long)]
        title: String,
        /// Its words; in braces: member, reference, title, service, date, due
        #[arg(long)]
        text: String,
        /// For which replies: acknowledge, hold, answer; may be given several times
        #[arg(long = "use", value_name = "REPLY", required = true)]
        uses: Vec<String>,
        /// The service that keeps it; the whole council without it
        #[arg(long)]
        service: Option<ServiceId>,
        /// The slug of one that is written anew
        #[arg(long)]
        slug: Option<SettingId>,
        #[command(flatten)]
        who: Who,
    },
    /// No longer offer a template
    Retire {
        /// Its slug
        slug: SettingId,
        #[command(flatten)]
        who: Who,
    },
}

pub(super) async fn run(args: TemplateArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::List { who } => {
            let (operations, _) = open(&who).await?;
            let templates = operations.templates().await?;
            for t in templates.all() {
                let of = t
                    .service
                    .as_ref()
                    .map_or("the whole council", |s| s.as_str());
                if who.json {
                    let line = json!({
                        "slug": t.id, "title": t.title, "text": t.text, "uses": t.uses,
                        "service": t.service, "retired": t.retired,
                    });
                    println!("{line}");
                } else {
                    let retired = if t.retired { ", no longer offered" } else { "" };
                    println!("{}  {} ({of}{retired})\n    {}", t.id, t.title, t.text);
                }
            }
        }
        Command::Keep {
            title,
            text,
            uses,
            service,
            slug,
            who,
        } => {
            let uses = uses.iter().map(|word| {
                let read = serde_json::from_value::<Use>(word.as_str().into());
                read.ok().with_context(|| {
                    format!("`{word}` is no reply: give acknowledge, hold or answer")
                })
            });
            let given = TemplateGiven {
                id: slug,
                service,
                uses: uses.collect::<anyhow::Result<_>>()?,
                title,
                text,
            };
            change(who, TemplateChange::Keep(given), "kept").await?;
        }
        Command::Retire { slug, who } => {
            change(who, TemplateChange::Retire(slug), "no longer offered").await?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn change(who: Who, change: TemplateChange, done: &str) -> anyhow::Result<()> {
    let (operations, actor) = open(&who).await?;
    operations.change_template(&actor, change, None).await?;
    println!("The template is {done}.");
    Ok(())
}
