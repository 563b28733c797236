//! `wardroom protocol links`: the pages to which the footnotes of the protocol in force point, and whether they
//! answer.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use serde_json::json;

use crate::cli::Place;
use crate::fetch::Reach;
use crate::operations::{Pointer, look_at};

/// The pages to which the footnotes of the protocol in force point. With --check each is asked; exit 1 if one is
/// missing or does not answer.
#[derive(Debug, Parser)]
pub struct LinksArgs {
    /// Ask each page whether it is there
    #[arg(long)]
    check: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Carries it out.
pub(super) async fn run(args: LinksArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (config, at) = args.place.config()?;
    let reach = Reach {
        inside: config.serve.inside,
    };
    let pointers = at.operations().await?.pointers().await?;
    let lines = match args.check {
        true => look_at(&pointers, &reach).await,
        false => {
            let set = pointers.into_iter().map(|pointer| {
                let found = pointer.as_set();
                (pointer, found)
            });
            set.collect()
        }
    };
    let whole = lines.iter().all(|(_, found)| !found.is_broken());
    if args.json {
        let lines = lines.iter().map(|(pointer, found)| {
            json!({ "clause": pointer.clause, "footnote": pointer.footnote, "setting": setting(pointer),
                    "address": pointer.address, "state": found.word(), "why": found.why() })
        });
        writeln!(out, "{:#}", json!(lines.collect::<Vec<_>>()))?;
    } else if lines.is_empty() {
        writeln!(out, "no footnote of the protocol in force points to a page")?;
    } else {
        for (pointer, found) in &lines {
            let clause = pointer.clause.as_deref().unwrap_or("-");
            let address = pointer.address.as_deref().unwrap_or("no address");
            let why = found.why().unwrap_or_default();
            writeln!(out, "{clause}  {}  {address}  {why}", found.word())?;
        }
    }
    Ok(match whole || !args.check {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

fn setting(pointer: &Pointer) -> Option<&'static str> {
    pointer.setting.map(|spec| spec.id)
}
