//! `wardroom protocol compare`: two versions, or two councils' protocols, clause by clause and provision
//! by provision.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;
use clap::Parser;
use domain::protocol::compare::{Change, Kind, Mark};
use domain::protocol::text::{Reading, Texts};

use super::import::version_of;
use super::{find, import, print_json, refuse, wait};
use crate::cli::Place;
use crate::comparison::{Compared, OwnWords, Source};

/// Two protocols side by side.
#[derive(Debug, Parser)]
pub struct CompareArgs {
    /// The earlier: a pack that comes with the product, a pack's folder, a council's document, or a version
    /// that the council knows, as PACK/VERSION, with its text as it was saved
    before: String,
    /// The later: the same
    after: String,
    /// Compare Wardroom's summaries even where both texts are known
    #[arg(long)]
    summaries: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Tell what is the same, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    place: Place,
}

/// Prints what changes.
pub(super) fn run(args: &CompareArgs, out: &mut impl Write) -> io::Result<ExitCode> {
    let named = |what: &str| named(what, &args.place);
    let (before, after) = match (named(&args.before), named(&args.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(why), _) | (_, Err(why)) => return refuse(&why),
    };
    let Some(compared) = Compared::of(&before, &after, args.summaries) else {
        return refuse(
            "a pack’s summaries cannot be compared with a council’s own words: name two packs, two documents, \
             or versions whose texts were saved",
        );
    };
    if args.json {
        return print_json(&compared.json(), out);
    }
    for line in compared.summary() {
        writeln!(out, "{line}")?;
    }
    let clauses = compared.comparison.clauses.iter();
    for change in clauses.filter(|change| args.all || !change.is_same()) {
        let words = match change.kind {
            Kind::Same | Kind::Moved => String::new(),
            Kind::Reworded | Kind::New | Kind::Gone => format!("  {}", marked(change)),
        };
        let line = format!("{:<10}{}{words}", change.kind.word(), change.numbers());
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A document by its words as they stand after tracked changes, a version by what the council saved of it,
/// a pack by its summaries.
fn named(what: &str, place: &Place) -> Result<Source, String> {
    let file = Path::new(what);
    if file.is_file() {
        return document(what, file);
    }
    if what.contains('/') && !file.is_dir() {
        return wait(version(what, place)).map_err(|why| format!("{why:#}"));
    }
    Ok(Source::of(&Arc::new(find(what)?), &Texts::default()))
}

async fn version(what: &str, place: &Place) -> anyhow::Result<Source> {
    let version = version_of(what)?;
    let operations = place.operations().await?;
    let council = operations.council().await?;
    let protocol = council.protocols.get(&version).with_context(|| {
        format!("there is no version `{what}`: `wardroom protocol versions` names them")
    })?;
    Ok(Source::of(protocol, &*operations.texts().await?))
}

fn document(what: &str, file: &Path) -> Result<Source, String> {
    let documents = import::read(file)?;
    let protocol =
        |document: &documents::Imported| document.kind == documents::DocumentKind::Protocol;
    let mut protocols = documents.into_iter().filter(protocol);
    let (Some(found), None) = (protocols.next(), protocols.next()) else {
        return Err(format!(
            "`{what}` does not hold exactly one protocol: split it, and name one"
        ));
    };
    // Two readings of the same file are the same lineage; two files are of two councils unless they say
    // the same.
    let title = found.text.title.read(Reading::After);
    let name = match title.is_empty() {
        true => what.to_owned(),
        false => title,
    };
    Ok(Source {
        lineage: name.clone(),
        name,
        protocol: None,
        text: Some(OwnWords {
            text: Arc::new(found.text),
            from: format!("as read from {what}"),
        }),
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
