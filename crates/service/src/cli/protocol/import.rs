//! `wardroom protocol import`: what a council's document says, clause by clause, and what is doubtful.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser;
use documents::{DocumentKind, Imported};
use domain::ids::{PackId, VersionId};
use domain::protocol::Force;
use domain::protocol::text::{
    Doubt, Footnote, Place as Where, ProtocolText, Reading, TextClause, TextSection, force,
};
use serde_json::{Value, json};

use super::{print_json, refuse, wait};
use crate::cli::Place;
use crate::operations::Keeper;

/// Reads a document, and saves it as the text of a version.
#[derive(Debug, Parser)]
pub struct ImportArgs {
    /// The document: plain text, Markdown, HTML, .docx, or PDF with text
    file: PathBuf,
    /// Read and show, and save nothing
    #[arg(long)]
    dry_run: bool,
    /// The version whose text it is, as PACK/VERSION, for example cambridge-updated/2026-proposed
    #[arg(long, value_name = "PACK/VERSION", required_unless_present = "dry_run")]
    of: Option<String>,
    /// Which protocol in the file, counted from 1; without it the one that has most of the version's clauses
    #[arg(long, value_name = "N")]
    document: Option<usize>,
    /// Print JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: Place,
}

/// Carries it out.
pub fn run(args: &ImportArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    let documents = match read(&args.file) {
        Ok(documents) => documents,
        Err(why) => return refuse(&why),
    };
    if let Some(of) = args.of.as_deref().filter(|_| !args.dry_run) {
        return match wait(save(args, of, documents)) {
            Ok(done) if args.json => print_json(&done, out),
            Ok(done) => {
                let (clauses, doubts) = (&done["clauses"], &done["open_doubts"]);
                writeln!(out, "{of}: {clauses} clauses saved, {doubts} doubts open")?;
                Ok(ExitCode::SUCCESS)
            }
            Err(why) => refuse(&format!("{why:#}")),
        };
    }
    if args.json {
        let documents: Vec<Value> = documents.iter().map(document).collect();
        return print_json(&json!({ "documents": documents }), out);
    }
    for document in &documents {
        show(document, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn save(args: &ImportArgs, of: &str, documents: Vec<Imported>) -> anyhow::Result<Value> {
    let version = version_of(of)?;
    let operations = args.place.operations().await?;
    let council = operations.council().await?;
    let protocol = council.protocols.get(&version);
    let protocol = protocol.with_context(|| {
        format!("there is no version `{of}`: `wardroom protocol list` names the packs")
    })?;
    let mut protocols: Vec<ProtocolText> = documents
        .into_iter()
        .filter(|document| document.kind == DocumentKind::Protocol)
        .map(|document| document.text)
        .collect();
    let known = |text: &ProtocolText| {
        text.clauses()
            .filter(|(_, clause)| protocol.clause(clause.id.as_str()).is_some())
            .count()
    };
    let likest = (0..protocols.len()).max_by_key(|n| (known(&protocols[*n]), usize::MAX - n));
    let chosen = args.document.map_or(likest, |n| n.checked_sub(1));
    let chosen = chosen.filter(|n| *n < protocols.len());
    let chosen = chosen.with_context(|| {
        format!(
            "the file holds {} protocols: name one of them with --document",
            protocols.len()
        )
    })?;
    let text = protocols.swap_remove(chosen);
    let done = json!({
        "pack": version.0,
        "version": version.1,
        "title": text.title.read(Reading::After),
        "clauses": text.clauses().count(),
        "open_doubts": text.open_doubts().count(),
    });
    let source = args
        .file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    operations
        .save_text(Keeper::Operator, version, &source, text, None)
        .await?;
    Ok(done)
}

/// A version as typed: `PACK/VERSION`.
pub fn version_of(typed: &str) -> anyhow::Result<(PackId, VersionId)> {
    let (pack, version) = typed
        .split_once('/')
        .with_context(|| format!("`{typed}` is no version: write PACK/VERSION, for example cambridge-updated/2026-proposed"))?;
    Ok((pack.parse()?, version.parse()?))
}

/// The documents that a file holds.
pub fn read(file: &std::path::Path) -> Result<Vec<Imported>, String> {
    let shown = file.display();
    let bytes = std::fs::read(file).map_err(|why| format!("cannot read `{shown}`: {why}"))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    documents::read(&name, &bytes).map_err(|why| format!("`{shown}`: {why}"))
}

fn document(document: &Imported) -> Value {
    let text = &document.text;
    let clauses: Vec<Value> = text
        .clauses()
        .zip(force::of(text))
        .map(|((section, one), (_, force))| clause(section, one, force))
        .collect();
    let doubts: Vec<Value> = text.doubts.iter().map(doubt).collect();
    json!({
        "title": text.title.read(Reading::After),
        "kind": match document.kind {
            DocumentKind::Protocol => "protocol",
            DocumentKind::Covering => "covering",
        },
        "preamble": text.words_at(&Where::Preamble),
        "clauses": clauses,
        "closing": text.words_at(&Where::Closing),
        "footnotes": text.footnotes.iter().map(footnote).collect::<Vec<Value>>(),
        "doubts": doubts,
    })
}

fn footnote(note: &Footnote) -> Value {
    json!({ "mark": note.mark, "text": note.words.typed() })
}

fn clause(section: &TextSection, clause: &TextClause, force: Option<Force>) -> Value {
    let text = clause.words(Reading::After);
    let before = clause.words(Reading::Before);
    let mut value = json!({
        "id": clause.id,
        "printed": clause.id.printed(),
        "section": section.number,
        "heading": section.heading.read(Reading::After),
        "force": force,
        "type": clause.printed(),
        "text": text,
    });
    if before != value["text"] {
        value["before"] = json!(before);
    }
    value
}

fn doubt(doubt: &Doubt) -> Value {
    json!({
        "kind": doubt.kind,
        "clause": doubt.clause,
        "why": doubt.why,
        "meanwhile": doubt.meanwhile,
        "words": doubt.words,
    })
}

fn show(document: &Imported, out: &mut impl Write) -> io::Result<()> {
    let text = &document.text;
    let kind = match document.kind {
        DocumentKind::Protocol => "",
        DocumentKind::Covering => " (a covering text without clauses)",
    };
    writeln!(out, "{}{kind}", text.title.read(Reading::After))?;
    if let Some(words) = text.words_at(&Where::Preamble) {
        writeln!(out, "\n  {}", words.replace('\n', "\n  "))?;
    }
    for section in &text.sections {
        writeln!(
            out,
            "\n{} {}",
            section.number,
            section.heading.read(Reading::After)
        )?;
        for clause in section.clauses.iter().flat_map(TextClause::all) {
            let words = clause.typed().replace('\n', "\n      ");
            writeln!(out, "  {}  {words}", clause.id)?;
        }
    }
    if let Some(words) = text.words_at(&Where::Closing) {
        writeln!(out, "\n  {}", words.replace('\n', "\n  "))?;
    }
    for note in &text.footnotes {
        writeln!(out, "  [^{}] {}", note.mark, note.words.typed())?;
    }
    match text.doubts.len() {
        0 => writeln!(out, "\nNothing is doubtful.\n"),
        1 => writeln!(out, "\n1 doubt to settle:"),
        doubts => writeln!(out, "\n{doubts} doubts to settle:"),
    }?;
    for doubt in &text.doubts {
        let at = doubt
            .clause
            .as_ref()
            .map_or(String::new(), |id| format!(" in {id}"));
        writeln!(
            out,
            "  {}{at}: {}; {}",
            doubt.kind.words(),
            doubt.why,
            doubt.meanwhile
        )?;
    }
    writeln!(out)
}
