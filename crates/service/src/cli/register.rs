//! One command for every register but enquiries: list, show, open, act, through the same questions, the
//! same gates and the same readers as the pages. Whoever runs it holds the database; each act is recorded
//! as the person named.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};
use domain::calendar::long_date;
use domain::reference::Reference;
use domain::register::Actor;
use domain::verdict::Rejection;
use serde_json::json;
use store::{Filter, Page, Sort};

use super::case::{self, Acts};
use super::enquiry::{Saved, Who, given, open};
use super::erase::EraseArgs;
use crate::operations::{ActError, Case, Operations, Options, Snapshot, Subject};
use crate::registers::{Look, Shown, opening, registered};
use crate::web::registers::case::body;

/// A register: list, show, open, act.
#[derive(Debug, Args)]
pub struct RegisterArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List what this person can read, the next date first
    List {
        /// Only what waits on this person
        #[arg(long)]
        waiting: bool,
        /// Only closed ones
        #[arg(long)]
        closed: bool,
        /// How many at most
        #[arg(long, default_value_t = 50)]
        most: usize,
        #[command(flatten)]
        who: Who,
    },
    /// Show one record as its page does: where it stands, what happened, its clock day by day, who can read it,
    /// its files, what may happen next
    Show {
        /// Its reference
        reference: Reference,
        #[command(flatten)]
        who: Who,
    },
    /// The fields that opening a record asks for, or those of an act on one: asks answer INF-7K3F-2QM
    Asks {
        /// The act, as `show` names it
        #[arg(requires = "reference")]
        act: Option<String>,
        /// The record that it is done on
        reference: Option<Reference>,
        #[command(flatten)]
        who: Who,
    },
    /// Save a file of a record
    File(Saved),
    /// Open a record with the fields that `asks` names
    Open {
        /// Fields as name=value
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// A file to attach
        #[arg(long)]
        file: Vec<PathBuf>,
        /// The reason, where the act asks for one
        #[arg(long)]
        why: Option<String>,
        #[command(flatten)]
        who: Who,
    },
    /// Erase words and files of a record for good, as the Monitoring Officer: by its reference alone,
    /// without reading it
    Erase(EraseArgs),
    /// Carry out an act on a record, with the fields that `show` names
    Do {
        /// The act, as `show` names it
        act: String,
        /// The record's reference
        reference: Reference,
        /// Fields as name=value
        #[arg(value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        /// A file to attach
        #[arg(long)]
        file: Vec<PathBuf>,
        /// The reason, where the act asks for one
        #[arg(long)]
        why: Option<String>,
        #[command(flatten)]
        who: Who,
    },
}

/// What somebody typed for an act.
struct Typed {
    fields: Vec<String>,
    files: Vec<PathBuf>,
    why: Option<String>,
}

/// Who asks, where, and what the council is.
struct Asker {
    operations: Operations,
    actor: Actor,
    snapshot: std::sync::Arc<Snapshot>,
    json: bool,
}

impl Asker {
    async fn new(who: Who) -> anyhow::Result<Self> {
        let (operations, actor) = open(&who).await?;
        let snapshot = operations.council().await?;
        Ok(Self {
            operations,
            actor,
            snapshot,
            json: who.json,
        })
    }

    /// A record that this person may read.
    async fn case<R: Shown>(&self, reference: &Reference) -> anyhow::Result<Case<R>> {
        let case = self.operations.case::<R>(reference, &self.actor.visible);
        Ok(case.await?)
    }

    fn look(&self) -> Look<'_> {
        Look {
            council: &self.snapshot.council,
            actor: &self.actor,
            now: self.operations.now(),
            today: self.operations.today(),
        }
    }
}

pub(super) async fn run<R: Shown>(args: RegisterArgs) -> anyhow::Result<ExitCode> {
    match args.command {
        Command::List {
            waiting,
            closed,
            most,
            who,
        } => {
            let filter = Filter {
                register: Some(R::NAME.to_owned()),
                waiting_on_me: waiting,
                open: Some(!closed),
                ..Filter::default()
            };
            list(&Asker::new(who).await?, &filter, most).await
        }
        Command::Show { reference, who } => show::<R>(&Asker::new(who).await?, &reference).await,
        Command::Asks {
            act,
            reference,
            who,
        } => asks::<R>(&Asker::new(who).await?, act.zip(reference)).await,
        Command::File(file) => {
            let asker = Asker::new(file.who).await?;
            let case = asker.case::<R>(&file.reference).await?;
            let handed = opening::hand(&asker.operations, &asker.look(), &case, &file.part).await?;
            case::save(&handed, &file.to)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Erase(args) => super::erase::run(args).await,
        Command::Open {
            fields,
            file,
            why,
            who,
        } => {
            let typed = Typed {
                fields,
                files: file,
                why,
            };
            act::<R>(&Asker::new(who).await?, None, typed).await
        }
        Command::Do {
            act: key,
            reference,
            fields,
            file,
            why,
            who,
        } => {
            let typed = Typed {
                fields,
                files: file,
                why,
            };
            act::<R>(&Asker::new(who).await?, Some((key, reference)), typed).await
        }
    }
}

async fn list(asker: &Asker, filter: &Filter, most: usize) -> anyhow::Result<ExitCode> {
    let page = Page::first(most.clamp(1, 500), Sort::Due);
    let store = asker.operations.store();
    let listing = store.list(&asker.actor.visible, filter, &page).await?;
    let mut out = std::io::stdout().lock();
    if asker.json {
        let items: Vec<_> = listing
            .items
            .iter()
            .map(|item| json!({ "title": item.title, "row": item.row }))
            .collect();
        writeln!(out, "{}", serde_json::Value::from(items))?;
        return Ok(ExitCode::SUCCESS);
    }
    if listing.items.is_empty() {
        writeln!(out, "Nothing here that this person can read.")?;
    }
    for item in &listing.items {
        let row = &item.row;
        let title = item.title.as_deref().unwrap_or("(without a title)");
        let state = registered(&row.register).map_or("", |r| (r.state_words)(&row.state));
        let due = row
            .due
            .map_or(String::new(), |due| format!(", by {}", long_date(due)));
        writeln!(out, "{}  {title}\n    {state}{due}", row.reference)?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn asks<R: Shown>(
    asker: &Asker,
    on: Option<(String, Reference)>,
) -> anyhow::Result<ExitCode> {
    let look = asker.look();
    let all = match on {
        None => R::asks(opens::<R>()?, None, &look),
        Some((key, reference)) => {
            let kind = R::named(&key).with_context(|| unknown::<R>(&key))?;
            R::asks(kind, Some(&asker.case::<R>(&reference).await?), &look)
        }
    };
    case::write_asks(&mut std::io::stdout().lock(), &all, asker.json)?;
    Ok(ExitCode::SUCCESS)
}

/// The kind of act that opens a record.
fn opens<R: Shown>() -> anyhow::Result<R::Kind> {
    R::OPENS.with_context(|| format!("{} are not opened by hand", R::NOUN.many))
}

async fn act<R: Shown>(
    asker: &Asker,
    on: Option<(String, Reference)>,
    typed: Typed,
) -> anyhow::Result<ExitCode> {
    let look = asker.look();
    let (kind, case, subject) = match on {
        None => (opens::<R>()?, None, Subject::New),
        Some((key, reference)) => {
            let kind = R::named(&key).with_context(|| unknown::<R>(&key))?;
            let case = asker.case::<R>(&reference).await?;
            (kind, Some(case), Subject::Case(reference))
        }
    };
    let mut given = given(&typed.fields, &typed.files)?;
    let command = R::command(kind, &mut given, typed.why, case.as_ref(), &look);
    let asks = R::asks(kind, case.as_ref(), &look);
    let wrong = given.and_left_out(&asks).into_wrong();
    let command = match command {
        Some(command) if wrong.is_empty() => command,
        _ => return Err(ActError::Rejected(Rejection::Invalid(wrong)).into()),
    };
    let state = case.as_ref().map(|case| &case.state);
    let open = look.with_context(|cx| R::gate(state, kind, cx).is_allowed());
    let command = match open {
        true => R::prepare(&asker.operations, &look, command).await?,
        false => command,
    };
    let done = asker
        .operations
        .act::<R>(&asker.actor, subject, command, Options::default())
        .await?;
    if asker.json {
        let cites: Vec<_> = done
            .cites
            .iter()
            .map(|cite| json!({ "what": cite.value, "basis": cite.basis.to_string() }))
            .collect();
        let done = json!({ "reference": done.reference, "version": done.version, "cites": cites });
        println!("{done}");
    } else {
        println!("{} {}", done.reference, R::label(kind).to_lowercase());
        for cite in &done.cites {
            println!("  {} ({})", cite.value, cite.basis);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn unknown<R: Shown>(key: &str) -> String {
    let known: Vec<_> = R::KINDS.iter().map(|kind| R::key(*kind)).collect();
    format!("`{key}` is not an act: give one of {}", known.join(", "))
}

async fn show<R: Shown>(asker: &Asker, reference: &Reference) -> anyhow::Result<ExitCode> {
    let look = asker.look();
    let case = asker.case::<R>(reference).await?;
    opening::note(&asker.operations, &look, &case).await?;
    let mut acts = Acts::default();
    for (kind, gate) in look.with_context(|cx| R::gates(&case.state, cx)) {
        acts.add((R::key(kind), R::label(kind)), gate, || {
            R::asks(kind, Some(&case), &look)
        });
    }
    let body = body(&asker.operations, &look, &case, String::new()).await?;
    let mut out = std::io::stdout().lock();
    if asker.json {
        let next = R::clock(&case, &look).and_then(|shown| shown.clock.next);
        let more = json!({ "version": case.version, "next": next });
        writeln!(out, "{}", case::as_json(&body, &acts, more))?;
    } else {
        case::write(&mut out, &body, &acts)?;
    }
    Ok(ExitCode::SUCCESS)
}
