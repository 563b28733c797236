//! `wardroom protocol import`: what a council's document says, clause by clause, and what is doubtful.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use documents::{DocumentKind, Imported};
use domain::protocol::Force;
use domain::protocol::text::{Doubt, Reading, TextClause, TextSection, force};
use serde_json::{Value, json};

use super::{print_json, refuse};

/// Reads a document.
#[derive(Debug, Parser)]
pub struct ImportArgs {
    /// The document: plain text, Markdown, HTML, .docx, or PDF with text
    file: PathBuf,
    /// Read and show, and save nothing
    #[arg(long, required = true)]
    dry_run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Carries it out.
pub fn run(args: &ImportArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    let documents = match read(&args.file) {
        Ok(documents) => documents,
        Err(why) => return refuse(&why),
    };
    if args.json {
        let documents: Vec<Value> = documents.iter().map(document).collect();
        return print_json(&json!({ "documents": documents }), out);
    }
    for document in &documents {
        show(document, out)?;
    }
    Ok(ExitCode::SUCCESS)
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
        "title": text.title,
        "kind": match document.kind {
            DocumentKind::Protocol => "protocol",
            DocumentKind::Covering => "covering",
        },
        "clauses": clauses,
        "doubts": doubts,
    })
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
    writeln!(out, "{}{kind}", text.title)?;
    for section in &text.sections {
        writeln!(
            out,
            "\n{} {}",
            section.number,
            section.heading.read(Reading::After)
        )?;
        for clause in section.clauses.iter().flat_map(TextClause::all) {
            let words = clause.words(Reading::After).replace('\n', "\n      ");
            writeln!(out, "  {}  {words}", clause.id)?;
        }
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
