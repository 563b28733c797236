//! `wardroom protocol export`: the council's text as Akoma Ntoso, HTML or JSON.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Parser, ValueEnum};
use documents::out::{akoma, html};

use super::import::version_of;
use super::{refuse, wait};
use crate::cli::Place;
use crate::operations::about_text;

/// Writes a saved text out.
#[derive(Debug, Parser)]
pub struct ExportArgs {
    /// The version, as PACK/VERSION, for example cambridge-updated/2026-proposed
    #[arg(value_name = "PACK/VERSION")]
    of: String,
    /// The format
    #[arg(long, value_enum, default_value_t = Format::AkomaNtoso)]
    format: Format,
    #[command(flatten)]
    place: Place,
}

/// A format that a text is written in.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Akoma Ntoso 1.0, the standard for legal documents
    AkomaNtoso,
    /// A page that stands alone, to keep and to print
    Html,
    /// The tree of clauses, with marks, tracked changes and doubts
    Json,
}

/// Carries it out.
pub fn run(args: &ExportArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    match wait(written(args)) {
        Ok(text) => {
            out.write_all(text.as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(why) => refuse(&format!("{why:#}")),
    }
}

async fn written(args: &ExportArgs) -> anyhow::Result<String> {
    let version = version_of(&args.of)?;
    let operations = args.place.operations().await?;
    let council = operations.council().await?;
    let texts = operations.texts().await?;
    let saved = texts.of(&version.0, &version.1);
    let saved = saved.with_context(|| {
        format!(
            "no text of `{0}` was saved: import one with `wardroom protocol import FILE --of {0}`",
            args.of
        )
    })?;
    let about = about_text(&council, saved);
    Ok(match args.format {
        Format::AkomaNtoso => akoma::document(&saved.text, &about),
        Format::Html => html::page(&saved.text, &about),
        Format::Json => serde_json::to_string_pretty(&*saved.text)? + "\n",
    })
}
