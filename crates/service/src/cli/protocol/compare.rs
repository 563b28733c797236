//! `wardroom protocol compare`: two versions, or two councils' protocols, clause by clause and provision
//! by provision.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use domain::protocol::compare::{Change, Comparison, Kind, Mark, Said, Shift, Side, compare};
use domain::protocol::text::Reading;
use serde_json::{Value, json};

use super::{find, import, print_json, refuse};

/// Two protocols side by side.
#[derive(Debug, Parser)]
pub struct CompareArgs {
    /// The earlier: a pack that comes with the product, a pack's folder, or a council's document
    before: String,
    /// The later: the same
    after: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Tell what is the same, too
    #[arg(long)]
    all: bool,
}

/// One side with its name.
struct Named {
    name: String,
    side: Side,
}

/// Prints what changes.
pub(super) fn run(args: &CompareArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    let (before, after) = match (named(&args.before), named(&args.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => return refuse(&why),
    };
    if before.side.whose != after.side.whose {
        return refuse(
            "a pack’s summaries cannot be compared with a council’s own words: name two packs, or two documents",
        );
    }
    let comparison = compare(&before.side, &after.side);
    if args.json {
        return print_json(&shape(&before, &after, &comparison), out);
    }
    for line in comparison.summary(&before.name, &after.name) {
        writeln!(out, "{line}")?;
    }
    for change in comparison
        .clauses
        .iter()
        .filter(|change| args.all || !change.is_same())
    {
        let words = match change.kind {
            Kind::Same | Kind::Moved => String::new(),
            Kind::Reworded | Kind::New | Kind::Gone => format!("  {}", marked(change)),
        };
        let line = format!("{:<10}{}{words}", change.kind.word(), change.numbers());
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A pack by its summaries, or a document by its words as they stand after tracked changes.
fn named(what: &str) -> Result<Named, String> {
    let file = Path::new(what);
    if !file.is_file() {
        let protocol = find(what)?;
        return Ok(Named {
            name: format!("{}, {}", protocol.council, protocol.title),
            side: Side::of_gists(&protocol),
        });
    }
    let documents = import::read(file)?;
    let protocol =
        |document: &documents::Imported| document.kind == documents::DocumentKind::Protocol;
    let mut protocols = documents.into_iter().filter(protocol);
    let (Some(found), None) = (protocols.next(), protocols.next()) else {
        return Err(format!(
            "`{what}` does not hold exactly one protocol: split it, and name one"
        ));
    };
    let text = found.text;
    // Two readings of the same file are the same lineage; two files are of two councils unless they say
    // the same.
    let name = if text.title.is_empty() {
        what.to_owned()
    } else {
        text.title.clone()
    };
    Ok(Named {
        side: Side::of_text(&name, &text, Reading::After, None),
        name,
    })
}

/// The words with what goes and comes between marks: `[-five-]{+seven+}`.
fn marked(change: &Change) -> String {
    let spans = change.words.iter().map(|span| match span.mark {
        Mark::Kept => span.text.clone(),
        Mark::Gone => format!("[-{}-]", span.text),
        Mark::New => format!("{{+{}+}}", span.text),
    });
    spans.collect()
}

fn shape(before: &Named, after: &Named, comparison: &Comparison) -> Value {
    let said = |said: &Option<Said>| {
        said.as_ref()
            .map(|said| json!({ "value": said.value, "basis": said.basis.to_string() }))
    };
    let provision = |shift: &Shift| {
        json!({
            "key": shift.key,
            "register": shift.register,
            "name": shift.name,
            "before": said(&shift.before),
            "after": said(&shift.after),
            "silent": shift.silent,
            "says": format!("{}: {}, {}", shift.name, shift.was(), shift.is()),
        })
    };
    let clause = |change: &Change| {
        json!({
            "before": change.before,
            "after": change.after,
            "change": change.kind,
            "force": { "before": change.force.0, "after": change.force.1 },
            "words": change.words,
        })
    };
    let counts = Kind::ALL.map(|kind| (kind.word().to_owned(), json!(comparison.count(kind))));
    json!({
        "before": before.name,
        "after": after.name,
        "words": comparison.whose,
        "same": comparison.is_empty(),
        "counts": Value::Object(counts.into_iter().collect()),
        "summary": comparison.summary(&before.name, &after.name),
        "provisions": comparison.provisions.iter().map(provision).collect::<Vec<_>>(),
        "clauses": comparison.clauses.iter().map(clause).collect::<Vec<_>>(),
    })
}
