//! `wardroom enquiry`: members' enquiries on the command line, through the same acts, the same gates
//! and the same readers as the pages. Whoever runs it holds the database; each act is recorded as the
//! person named, and that it came by the command line.

mod shown;
mod take_over;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::council::Council;
use domain::enquiries::{Enquiries, Kind};
use domain::ids::{AppointmentId, PartId, PersonId};
use domain::reference::Reference;
use domain::register::Actor;
use serde_json::json;

use shown::{list, print_asks, save, search, show};

use super::Place;
use super::erase::EraseArgs;
use crate::acts::{self, Given, GivenFile};
use crate::operations::{ActError, Operations, Options, Subject};

/// Members' enquiries: raise, list, search, show, act.
#[derive(Debug, Args)]
pub struct EnquiryArgs {
    #[command(subcommand)]
    command: Command,
}

/// Which file of a record, and where it goes.
#[derive(Debug, Args)]
pub(super) struct Saved {
    /// Its reference
    pub reference: Reference,
    /// The file, as `show` names it
    pub part: PartId,
    /// Where to save it; - prints it
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    #[command(flatten)]
    pub who: Who,
}

/// Who asks or acts, and where.
#[derive(Debug, Args)]
pub(super) struct Who {
    /// The person who asks or acts: an identifier of the directory, or a name that only one person has.
    #[arg(long = "as", value_name = "PERSON")]
    pub person: String,
    /// For which member's appointment, where an assistant or an officer acts for a member.
    #[arg(long = "for", value_name = "APPOINTMENT")]
    acting_for: Option<AppointmentId>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub place: Place,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Raise an enquiry: title=…, body=…, and whatever else `enquiry asks raise` lists
    Raise {
        /// Fields as name=value
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
        /// A file to attach
        #[arg(long)]
        file: Vec<PathBuf>,
        /// Why, where a duty asks for an explanation
        #[arg(long)]
        explanation: Option<String>,
        #[command(flatten)]
        who: Who,
    },
    /// List what this person can read, the next date first
    List(ListArgs),
    /// Search what this person can read
    Search {
        /// The words
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Show one enquiry as its page does: where it stands, what happened, its clock day by day, who can read
    /// it, its files, what may happen next
    Show {
        /// Its reference
        reference: Reference,
        #[command(flatten)]
        who: Who,
    },
    /// The fields that an act asks for, with the answers to choose from: asks raise, asks hold ENQ-7K3F-2QM
    Asks {
        /// The act, as `enquiry show` names it
        act: String,
        /// The enquiry that it is done on
        reference: Option<Reference>,
        #[command(flatten)]
        who: Who,
    },
    /// Save a file of an enquiry
    File(Saved),
    /// Erase words and files of an enquiry for good, as the Monitoring Officer: by its reference alone,
    /// without reading it
    Erase(EraseArgs),
    /// Carry out one act on several enquiries: each is decided on its own, and a line says what came of it
    DoSeveral {
        /// The act, as `enquiry show` names it
        act: String,
        /// The enquiries
        #[arg(long = "on", value_name = "REFERENCE", required = true)]
        on: Vec<Reference>,
        /// Fields as name=value, the same for all
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// Why, where a duty asks for an explanation
        #[arg(long)]
        explanation: Option<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Take over what was open before, from a table of any headings or a mailbox: whole or not at all; run again,
    /// it changes nothing
    TakeOver {
        #[command(flatten)]
        table: take_over::TableArgs,
        #[command(flatten)]
        who: Who,
    },
    /// Carry out an act on an enquiry, for example: do answer ENQ-7K3F-2QM words=… kind=full
    Do {
        /// The act, as `enquiry show` names it
        act: String,
        /// Its reference
        reference: Reference,
        /// Fields as name=value
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// A file to attach
        #[arg(long)]
        file: Vec<PathBuf>,
        /// Why, where a duty asks for an explanation or an office goes on where others are refused
        #[arg(long, alias = "why")]
        explanation: Option<String>,
        #[command(flatten)]
        who: Who,
    },
}

/// Which enquiries are listed, in which order.
#[derive(Debug, Args)]
struct ListArgs {
    /// Filters as name=value, named as in the address of the page: service=parks ward=castle state=held
    /// whose=mine handler=… from=2026-05-01 to=2026-05-31 due-to=… judged=late held=missed answered=no open=all
    #[arg(value_name = "FILTER=VALUE")]
    filters: Vec<String>,
    /// Only what waits on this person
    #[arg(long)]
    waiting: bool,
    /// Only what is overdue
    #[arg(long)]
    overdue: bool,
    /// Only closed ones
    #[arg(long)]
    closed: bool,
    /// The newest first
    #[arg(long)]
    newest: bool,
    /// How many at most
    #[arg(long, default_value_t = 50)]
    most: usize,
    /// Print comma-separated values: all of them
    #[arg(long, conflicts_with_all = ["most", "newest"])]
    csv: bool,
    #[command(flatten)]
    who: Who,
}

/// The kind of act with this name.
fn kind_named(act: &str) -> anyhow::Result<Kind> {
    Kind::named(act).with_context(|| {
        let known: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        format!("`{act}` is not an act: give one of {}", known.join(", "))
    })
}

pub(super) async fn run(args: EnquiryArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::Raise {
            fields,
            file,
            explanation,
            who,
        } => {
            let act = ("raise".to_owned(), None, given(&fields, &file)?);
            act_on(act, explanation, who).await
        }
        Command::Do {
            act,
            reference,
            fields,
            file,
            explanation,
            who,
        } => {
            let act = (act, Some(reference), given(&fields, &file)?);
            act_on(act, explanation, who).await
        }
        Command::DoSeveral {
            act,
            on,
            fields,
            explanation,
            who,
        } => do_several(&act, &on, &fields, explanation, who).await,
        Command::List(args) => list(args).await,
        Command::Search { words, who } => search(&words, who).await,
        Command::Asks {
            act,
            reference,
            who,
        } => print_asks(&act, reference.as_ref(), who).await,
        Command::File(file) => save(file).await,
        Command::Erase(args) => super::erase::run(args).await,
        Command::Show { reference, who } => show(&reference, who).await,
        Command::TakeOver { table, who } => take_over::run(table, who).await,
    }
}

/// Opens the place and finds the person.
pub(super) async fn open(who: &Who) -> anyhow::Result<(Operations, Actor)> {
    let operations = who.place.operations().await?;
    let council = operations.council().await?;
    let person = find_person(&council.council, &who.person)?;
    let actor = operations.actor(&person, who.acting_for.clone()).await?;
    Ok((operations, actor))
}

/// A person by identifier, or by a name that only one person has.
pub(super) fn find_person(council: &Council, asked: &str) -> anyhow::Result<PersonId> {
    let directory = &council.directory;
    if let Ok(id) = asked.parse::<PersonId>()
        && directory.knows(&id)
    {
        return Ok(id);
    }
    let wanted = asked.to_lowercase();
    let mut named = directory
        .people()
        .filter(|person| directory.name(person).to_lowercase().contains(&wanted));
    match (named.next(), named.next()) {
        (Some(person), None) => Ok(person.clone()),
        (Some(a), Some(b)) => bail!(
            "`{asked}` is the name of several people, for example {} ({a}) and {} ({b}): give an \
             identifier",
            directory.name(a),
            directory.name(b)
        ),
        _ => bail!("`{asked}` is not in the directory: see `wardroom directory show`"),
    }
}

/// The fields and files of an act, as typed.
pub(super) fn given(fields: &[String], files: &[PathBuf]) -> anyhow::Result<Given> {
    let pairs = fields.iter().map(|field| {
        let (name, value) = field
            .split_once('=')
            .with_context(|| format!("`{field}` is not a field: write name=value"))?;
        Ok((name.to_owned(), value.to_owned()))
    });
    let pairs = pairs.collect::<anyhow::Result<Vec<_>>>()?;
    let files = files.iter().map(|path| {
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        Ok(GivenFile { name, bytes })
    });
    Ok(Given::new(pairs, files.collect::<anyhow::Result<_>>()?))
}

async fn act_on(
    (act, reference, given): (String, Option<Reference>, Given),
    explanation: Option<String>,
    who: Who,
) -> anyhow::Result<ExitCode> {
    let kind = kind_named(&act)?;
    let (operations, actor) = open(&who).await?;
    let answers = matches!(kind, Kind::Answer | Kind::AnswerTogether);
    let unlooked = given
        .some("forward")
        .filter(|_| answers && !given.ticked(acts::LOOKED));
    let wanted = acts::wanted(kind, given)
        .map_err(|fields| ActError::Rejected(domain::verdict::Rejection::Invalid(fields)))?;
    if let (Some(reference), Some(text)) = (&reference, &unlooked) {
        return looked_at(&operations, &actor, reference, text, who.json).await;
    }
    let subject = reference.map_or(Subject::New, Subject::Case);
    let done = operations
        .enquiry_act(&actor, subject, wanted, explanation, Options::default())
        .await?;
    if who.json {
        let cites: Vec<_> = done
            .cites
            .iter()
            .map(|cite| json!({ "what": cite.value, "basis": cite.basis.to_string() }))
            .collect();
        let done = json!({ "reference": done.reference, "version": done.version, "cites": cites });
        println!("{done}");
    } else {
        println!("{} {}", done.reference, kind.label().to_lowercase());
        for cite in &done.cites {
            println!("  {} ({})", cite.value, cite.basis);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// One act on several enquiries. What was done stays done; the exit code says whether all were.
async fn do_several(
    act: &str,
    on: &[Reference],
    fields: &[String],
    explanation: Option<String>,
    who: Who,
) -> anyhow::Result<ExitCode> {
    let kind = kind_named(act)?;
    let (operations, actor) = open(&who).await?;
    let mut all = true;
    for reference in on {
        let wanted = acts::wanted(kind, given(fields, &[])?)
            .map_err(|fields| ActError::Rejected(domain::verdict::Rejection::Invalid(fields)))?;
        let subject = Subject::Case(reference.clone());
        let options = Options::default();
        let done = operations
            .enquiry_act(&actor, subject, wanted, explanation.clone(), options)
            .await;
        let said = match &done {
            Ok(_) => "done".to_owned(),
            Err(why) => format!("not done: {why}"),
        };
        all &= done.is_ok();
        if who.json {
            println!(
                "{}",
                json!({ "reference": reference, "done": done.is_ok(), "said": said })
            );
        } else {
            println!("{reference}  {said}");
        }
    }
    Ok(if all {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// What the words for the resident reveal, printed before anything is sent.
async fn looked_at(
    operations: &Operations,
    actor: &Actor,
    reference: &Reference,
    text: &str,
    as_json: bool,
) -> anyhow::Result<ExitCode> {
    let case = operations
        .case::<Enquiries>(reference, &actor.visible)
        .await?;
    let council = operations.council().await?;
    let found = acts::look(text, &case, &council.council, operations.today());
    if as_json {
        let found: Vec<_> = found
            .iter()
            .map(|r| json!({ "what": r.what.words(), "words": r.words }))
            .collect();
        println!("{}", json!({ "sent": false, "reveals": found }));
    } else {
        println!("Nothing is sent yet. The words for the resident seem to tell:");
        for reveal in &found {
            println!("  {}: {}", reveal.what.words(), reveal.words);
        }
        if found.is_empty() {
            println!("  no name, address, number or passage of a note that could be found");
        }
        println!("Send it with {}=yes, or change it.", acts::LOOKED);
    }
    Ok(ExitCode::FAILURE)
}
