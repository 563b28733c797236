//! `wardroom left-open`: what officers left open who have left a post, for whoever answers for it.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::enquiry::{Who, open};
use crate::registers;

/// What officers left open who have left a post for which this person answers.
#[derive(Debug, Args)]
pub struct LeftOpenArgs {
    #[command(flatten)]
    who: Who,
}

pub(super) async fn run(args: LeftOpenArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&args.who).await?;
    let left = operations.left_open(&actor).await?;
    let council = operations.council().await?;
    if args.who.json {
        let people = left.iter().map(|one| {
            let cases = one.cases.iter().map(|(item, next)| {
                json!({ "reference": item.row.reference, "title": item.title, "due": item.row.due,
                        "act": next.map(|(act, _)| act) })
            });
            json!({ "person": one.person, "name": council.directory.name(&one.person),
                    "cases": cases.collect::<Vec<_>>() })
        });
        writeln!(out, "{}", json!(people.collect::<Vec<_>>()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if left.is_empty() {
        writeln!(out, "nothing was left open")?;
    }
    for one in left {
        writeln!(out, "{}", council.directory.name(&one.person))?;
        for (item, next) in one.cases {
            let reference = &item.row.reference;
            let noun = registers::of_reference(reference).map_or("", |register| register.noun.one);
            let title = item.title.as_deref().unwrap_or("words erased");
            let next = next.map_or("", |(_, label)| label);
            writeln!(out, "  {reference}  {noun}: {title}  {next}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
