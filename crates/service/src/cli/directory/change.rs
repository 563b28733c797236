//! One change of the directory by whoever runs the server: what the pages ask, under the same rules.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;
use domain::directory::DirectoryCommand;
use domain::verdict::Rejection;
use serde_json::json;

use crate::cli::Place;
use crate::operations::{ActError, Keeper};
use crate::web::directory::{What, command, fields};
use crate::web::forms::{Control, Field};
use crate::web::names::Names;
use crate::web::posted::Posted;

/// So many choices are printed with a field; of more, only how many there are.
const CHOICES_PRINTED: usize = 40;

/// What is changed, and how.
#[derive(Debug, Args)]
pub(super) struct ChangeArgs {
    /// What is changed: person, appointment, end, away, service, ward, group, body, team and more
    what: String,
    /// Fields as name=value; days as 2026-07-01; id=… names what is there already
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
    #[command(flatten)]
    place: Place,
}

/// What a change asks.
#[derive(Debug, Args)]
pub(super) struct AsksArgs {
    /// What is changed; without it, everything that can be
    what: Option<String>,
    /// What is there already: its fields are shown as they are
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

fn named(what: &str) -> anyhow::Result<What> {
    What::named(what).with_context(|| {
        let known: Vec<_> = What::all().map(|(name, _)| name).collect();
        format!(
            "`{what}` is nothing that can be changed: give one of {}",
            known.join(", ")
        )
    })
}

/// Makes the change.
pub(super) async fn change(args: ChangeArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let what = named(&args.what)?;
    let pairs = args.fields.iter().map(|field| {
        let pair = field.split_once('=');
        pair.with_context(|| format!("`{field}` is not a field: write name=value"))
    });
    let pairs = pairs.collect::<anyhow::Result<Vec<_>>>()?;
    let operations = args.place.operations().await?;
    let council = operations.council().await?;
    let names = Names::on(&council.council, operations.today());
    let id = pairs.iter().find(|(name, _)| *name == "id");
    let asked = fields(names, what, id.map(|(_, id)| *id));
    let asked = asked.with_context(|| format!("there is no {} with this id", what.name()))?;
    let known = |name: &str| name == "id" || asked.iter().any(|field| field.name == name);
    if let Some((name, _)) = pairs.iter().find(|(name, _)| !known(name)) {
        let all: Vec<_> = asked.iter().map(|field| &*field.name).collect();
        bail!("there is no field `{name}`: give {}", all.join(", "));
    }
    // What is not given stays as it is, as in a form that is opened and sent.
    let kept = asked.iter().filter(|field| {
        let given = pairs.iter().any(|(name, _)| *name == field.name);
        !given && !field.value.is_empty()
    });
    let mut sent: Vec<(&str, &str)> = kept.map(|f| (&*f.name, &*f.value)).collect();
    sent.extend(&pairs);
    let wrong = |fields| ActError::Rejected(Rejection::Invalid(fields));
    let command = command(&council, what, &Posted::of(&sent)).map_err(wrong)?;
    let said = said(&command);
    operations
        .keep_directory(Keeper::Operator, vec![command], None)
        .await?;
    writeln!(out, "done: {}{said}", what.heading().to_lowercase())?;
    Ok(ExitCode::SUCCESS)
}

/// The identifier of what was recorded, where the command names it.
fn said(command: &DirectoryCommand) -> String {
    use DirectoryCommand as Do;
    let id = match command {
        Do::RecordService { service, .. } => service.id.to_string(),
        Do::RecordWard { ward, .. } => ward.id.to_string(),
        Do::RecordGroup { group, .. } => group.id.to_string(),
        Do::RecordBody { body, .. } => body.id.to_string(),
        Do::RecordTeam { team, .. } => team.id.to_string(),
        Do::RecordPartner { partner, .. } => partner.id.to_string(),
        _ => return String::new(),
    };
    format!(", {id}")
}

/// Prints what a change asks.
pub(super) async fn asks(args: AsksArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let Some(what) = &args.what else {
        for (name, heading) in What::all() {
            writeln!(out, "  {name:<22} {heading}")?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let what = named(what)?;
    let operations = args.place.operations().await?;
    let council = operations.council().await?;
    let names = Names::on(&council.council, operations.today());
    let asked = fields(names, what, args.id.as_deref());
    let asked = asked.with_context(|| format!("there is no {} with this id", what.name()))?;
    if args.json {
        let asked: Vec<_> = asked.iter().map(as_json).collect();
        writeln!(out, "{}", json!(asked))?;
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(out, "{}", what.lead())?;
    for field in &asked {
        let may = if field.optional { " (optional)" } else { "" };
        let is = match field.value.as_str() {
            "" => String::new(),
            value => format!(" [{value}]"),
        };
        writeln!(out, "  {:<14} {}{may}{is}", field.name, field.label)?;
        let choices = choices(field);
        if choices.len() > CHOICES_PRINTED {
            writeln!(out, "{:18}one of {}: see --json", "", choices.len())?;
        } else {
            for (value, label) in choices {
                writeln!(out, "{:18}{value} = {label}", "")?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn choices(field: &Field) -> Vec<(&str, &str)> {
    match &field.control {
        Control::One(all) | Control::Any(all) | Control::Select(all) => all
            .iter()
            .filter(|choice| !choice.value.is_empty())
            .map(|choice| (&*choice.value, &*choice.label))
            .collect(),
        _ => Vec::new(),
    }
}

fn as_json(field: &Field) -> serde_json::Value {
    let choices = choices(field).into_iter();
    let choices = choices.map(|(value, label)| json!({ "value": value, "label": label }));
    json!({
        "name": field.name, "label": field.label, "hint": field.hint, "optional": field.optional,
        "value": field.value, "choices": choices.collect::<Vec<_>>(),
    })
}
