//! `wardroom protocol correct`: corrects a saved text by hand, without importing again.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use clap::Parser;
use domain::protocol::text::edit::Edit;
use domain::protocol::text::{FORMS, ProtocolText, TextClause};
use serde_json::{Value, json};

use super::import::version_of;
use super::{print_json, refuse, wait};
use crate::cli::Place;
use crate::operations::Keeper;

/// Corrects a saved text by hand. Clauses keep their identities.
#[derive(Debug, Parser)]
#[command(after_help = format!("Corrections are {FORMS}."))]
pub struct CorrectArgs {
    /// The version, as PACK/VERSION, for example cambridge-updated/2026-proposed
    #[arg(value_name = "PACK/VERSION")]
    of: String,
    /// A correction, for example `number 2.3~2 2.5`; several are made in their order
    #[arg(long = "edit", value_name = "CORRECTION", required = true)]
    edits: Vec<String>,
    /// Why; it stands beside the text
    #[arg(long)]
    why: String,
    /// Say what would be corrected, and save nothing
    #[arg(long)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Carries it out.
pub fn run(args: &CorrectArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    let done = match wait(corrected(args)) {
        Ok(done) => done,
        Err(why) => return refuse(&format!("{why:#}")),
    };
    if args.json {
        return print_json(&done, out);
    }
    let said = if args.dry_run {
        "would change"
    } else {
        "changed"
    };
    let ids = done["changed"].as_array().into_iter().flatten();
    let mut what: Vec<&str> = ids.filter_map(Value::as_str).collect();
    if done["around"] == true {
        what.push("what stands around the clauses");
    }
    match what.is_empty() {
        true => writeln!(out, "{}: nothing {said} but what is doubtful", args.of)?,
        false => writeln!(out, "{}: {said}: {}", args.of, what.join(", "))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn corrected(args: &CorrectArgs) -> anyhow::Result<Value> {
    let version = version_of(&args.of)?;
    let operations = args.place.operations().await?;
    let texts = operations.texts().await?;
    let saved = texts.of(&version.0, &version.1);
    let saved = saved.with_context(|| {
        format!(
            "no text of `{0}` was saved: import one with `wardroom protocol import FILE --of {0}`",
            args.of
        )
    })?;
    let mut text = (*saved.text).clone();
    for typed in &args.edits {
        let edit: Edit = typed.parse().map_err(|why: String| anyhow!(why))?;
        text = text
            .corrected(&edit)
            .with_context(|| format!("`{typed}` cannot be done"))?;
    }
    if !args.dry_run {
        let (seen, why) = (saved.number, args.why.as_str());
        operations
            .correct_text(Keeper::Operator, version.clone(), seen, &text, why, None)
            .await?;
    }
    Ok(json!({
        "pack": version.0,
        "version": version.1,
        "saved": !args.dry_run,
        "clauses": text.clauses().count(),
        "open_doubts": text.open_doubts().count(),
        "changed": changed(&saved.text, &text),
        "around": around(&saved.text) != around(&text),
    }))
}

/// The text but for its clauses and its doubts.
fn around(text: &ProtocolText) -> ProtocolText {
    let mut around = text.clone();
    around.doubts.clear();
    for section in &mut around.sections {
        section.clauses.clear();
    }
    around
}

/// The clauses that are not as they were, by the numbers that they have now.
fn changed<'t>(before: &ProtocolText, after: &'t ProtocolText) -> Vec<&'t str> {
    let own = |clause: &TextClause| {
        let paras: Vec<_> = clause.paras().cloned().collect();
        (clause.id.clone(), clause.over.clone(), paras)
    };
    let is_same = |clause: &TextClause| {
        let was = before.clause_by_key(&clause.key);
        was.is_some_and(|was| own(was) == own(clause))
    };
    let clauses = after.clauses().map(|(_, clause)| clause);
    let changed = clauses.filter(|clause| !is_same(clause));
    changed.map(|clause| clause.id.as_str()).collect()
}
