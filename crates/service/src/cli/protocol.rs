//! `wardroom protocol`: lists and shows packs, tells what the product does about each duty, checks a pack
//! that a council writes for itself, reads a council's own document, and keeps the versions of a council.

mod compare;
mod correct;
mod coverage;
mod export;
mod import;
mod links;
mod replay;
mod versions;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::protocol::force::duty_tag;
use domain::protocol::packs::SHIPPED;
use domain::protocol::{Clause, Duty, PackError, PackFiles, Protocol, load};
use serde_json::{Value, json};

pub use versions::{VersionsArgs, run as run_versions};

/// Protocols as packs and as documents: list, show, check, import.
#[derive(Debug, Parser)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the packs that come with the product
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show every clause of a pack with its duties
    Show {
        /// A pack that comes with the product, for example cambridge-updated, or a pack's folder
        pack: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Two versions, or two councils' protocols, side by side
    Compare(compare::CompareArgs),
    /// What the product does about each duty of a pack; fails where a provision has no scenario
    Coverage {
        /// A pack that comes with the product, for example cambridge-updated, or a pack's folder
        pack: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Check a pack, and say what is wrong, where, and what to write instead
    Check {
        /// A pack's folder, or one of its files
        path: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Read a council's document into numbered clauses, and list what is doubtful
    Import(import::ImportArgs),
    /// Correct a saved text by hand, without importing again
    Correct(correct::CorrectArgs),
    /// Write a saved text out: Akoma Ntoso, HTML, JSON
    Export(export::ExportArgs),
    /// What would have been late, and who told, under another version or another value
    Replay(replay::ReplayArgs),
    /// How each version stands in a council, and what the council decided on them
    Versions(VersionsArgs),
    /// The pages to which the footnotes of the protocol in force point: set or missing, and whether they answer
    Links(links::LinksArgs),
}

/// What needs a council's database.
#[derive(Debug)]
pub enum OfACouncil {
    /// How each version stands.
    Versions(VersionsArgs),
    /// History under another version or another value.
    Replay(replay::ReplayArgs),
    /// The pages to which footnotes point.
    Links(links::LinksArgs),
}

impl OfACouncil {
    /// Carries it out.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        match self {
            Self::Versions(args) => run_versions(args).await,
            Self::Replay(args) => replay::run(args, &mut io::stdout()).await,
            Self::Links(args) => links::run(args, &mut io::stdout()).await,
        }
    }
}

impl Args {
    /// Splits off what needs a council's database.
    pub fn of_a_council(self) -> Result<OfACouncil, Self> {
        match self.command {
            Command::Versions(args) => Ok(OfACouncil::Versions(args)),
            Command::Replay(args) => Ok(OfACouncil::Replay(args)),
            Command::Links(args) => Ok(OfACouncil::Links(args)),
            command => Err(Self { command }),
        }
    }
}

/// Carries out the command. Answers 1 where a pack is refused or cannot be read.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<ExitCode> {
    match &args.command {
        Command::List { json } => list(*json, out),
        Command::Show { pack, json } => match find(pack) {
            Ok(protocol) if *json => print_json(&shown(&protocol), out),
            Ok(protocol) => show(&protocol, out),
            Err(why) => refuse(&why),
        },
        Command::Compare(args) => compare::run(args, out),
        Command::Coverage { pack, json } => match find(pack) {
            Ok(protocol) => coverage::run(&protocol, *json, out),
            Err(why) => refuse(&why),
        },
        Command::Check { path, json } => check(path, *json, out),
        Command::Import(args) => import::run(args, out),
        Command::Correct(args) => correct::run(args, out),
        Command::Export(args) => export::run(args, out),
        Command::Versions(_) | Command::Replay(_) | Command::Links(_) => {
            refuse("this needs a council’s database")
        }
    }
}

/// Waits for what needs a database.
fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(work)
}

fn refuse(why: &str) -> io::Result<ExitCode> {
    eprintln!("{why}");
    Ok(ExitCode::FAILURE)
}

fn print_json(value: &Value, out: &mut impl Write) -> io::Result<ExitCode> {
    writeln!(out, "{value:#}")?;
    Ok(ExitCode::SUCCESS)
}

fn list(json: bool, out: &mut impl Write) -> io::Result<ExitCode> {
    let mut packs = Vec::new();
    for pack in SHIPPED {
        match load(&pack.files()) {
            Ok(protocol) => packs.push(protocol),
            Err(faults) => return refuse(&format!("pack `{}` is broken: {}", pack.id, faults[0])),
        }
    }
    if json {
        return print_json(&packs.iter().map(summary).collect(), out);
    }
    for protocol in packs {
        let enquiries = match protocol.enquiries.silent {
            true => "silent on members’ enquiries",
            false => "provides for members’ enquiries",
        };
        writeln!(
            out,
            "{:<20} {:>3} clauses  {}, {}; {enquiries}",
            protocol.pack.as_str(),
            protocol.clauses.len(),
            protocol.council,
            protocol.title,
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A pack by its name, or by its folder.
fn find(pack: &str) -> Result<Protocol, String> {
    let shipped = SHIPPED.iter().find(|shipped| shipped.id == pack);
    let files = match shipped {
        Some(shipped) => shipped.files(),
        None if Path::new(pack).is_dir() => read_pack(Path::new(pack))?,
        None => {
            let ids: Vec<&str> = SHIPPED.iter().map(|pack| pack.id).collect();
            return Err(format!(
                "there is no pack `{pack}`: name one of {}, or a pack's folder",
                ids.join(", ")
            ));
        }
    };
    load(&files).map_err(|faults| {
        format!(
            "pack `{pack}` is refused: {}; `wardroom protocol check` tells all of it",
            faults[0]
        )
    })
}

fn show(protocol: &Protocol, out: &mut impl Write) -> io::Result<ExitCode> {
    writeln!(out, "{}\n{}", protocol.title, protocol.council)?;
    writeln!(out, "The words are Wardroom’s summary, not the council’s.")?;
    if let Some(silent) = protocol.silent_line() {
        writeln!(out, "{silent}")?;
    }
    for section in &protocol.sections {
        writeln!(out, "\n{} {}", section.number, section.title)?;
        let clauses = protocol.clauses.iter();
        for clause in clauses.filter(|clause| clause.section == section.number) {
            show_clause(clause, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show_clause(clause: &Clause, out: &mut impl Write) -> io::Result<()> {
    let (id, gist) = (clause.id.as_str(), &clause.gist);
    writeln!(out, "\n  {id}  {gist}")?;
    for duty in &clause.duties {
        let tag = duty_tag(id, &duty.key);
        let (force, enforce) = (duty.force.word(), duty.enforce.word());
        write!(out, "    {tag} [{force}, {enforce}] {}", duty.who)?;
        match duty.gist == *gist {
            true => writeln!(out)?,
            false => writeln!(out, ": {}", duty.gist)?,
        }
    }
    Ok(())
}

fn summary(protocol: &Protocol) -> Value {
    json!({
        "id": protocol.pack,
        "version": protocol.version,
        "council": protocol.council,
        "title": protocol.title,
        "nation": protocol.nation,
        "silent_on_enquiries": protocol.enquiries.silent,
        "clause_count": protocol.clauses.len(),
        "duty_count": protocol.duties().count(),
    })
}

fn shown(protocol: &Protocol) -> Value {
    let clauses: Vec<Value> = protocol.clauses.iter().map(shown_clause).collect();
    let sections = protocol.sections.iter();
    let sections: Vec<Value> = sections
        .map(|section| json!({ "number": section.number, "title": section.title }))
        .collect();
    let notes = protocol.notes.iter();
    let notes: Vec<Value> = notes
        .map(|note| {
            json!({ "id": note.id, "clause": note.clause, "gist": note.gist,
                              "link": note.link.map(|spec| spec.id) })
        })
        .collect();
    let questions = protocol.questions.iter();
    let questions: Vec<Value> = questions
        .map(|question| {
            json!({
                "id": question.id,
                "clauses": question.clauses,
                "asks": question.asks,
                "readings": question.readings,
                "ruler": question.ruler,
                "default": question.default,
            })
        })
        .collect();
    let mut whole = summary(protocol);
    whole["sections"] = json!(sections);
    whole["clauses"] = json!(clauses);
    whole["notes"] = json!(notes);
    whole["questions"] = json!(questions);
    whole
}

fn shown_clause(clause: &Clause) -> Value {
    let duty = |duty: &Duty| {
        json!({
            "tag": duty_tag(clause.id.as_str(), &duty.key),
            "key": duty.key,
            "force": duty.force,
            "printed": duty.printed,
            "who": duty.who,
            "gist": duty.gist,
            "does": duty.does,
            "capability": duty.capability,
            "enforce": duty.enforce,
            "because": duty.because,
            "question": duty.question,
        })
    };
    json!({
        "id": clause.id,
        "printed": clause.id.printed(),
        "section": clause.section,
        "force": clause.force,
        "gist": clause.gist,
        "duties": clause.duties.iter().map(duty).collect::<Vec<Value>>(),
    })
}

fn check(path: &Path, json: bool, out: &mut impl Write) -> io::Result<ExitCode> {
    let folder = match pack_folder(path) {
        Ok(folder) => folder,
        Err(why) => return refuse(&why),
    };
    let files = match read_pack(&folder) {
        Ok(files) => files,
        Err(why) => return refuse(&why),
    };
    let faults = match load(&files) {
        Ok(protocol) if json => {
            return print_json(&json!({ "pack": protocol.pack, "faults": [] }), out);
        }
        Ok(protocol) => {
            let (clauses, duties) = (protocol.clauses.len(), protocol.duties().count());
            writeln!(
                out,
                "{}: nothing wrong in {clauses} clauses and {duties} duties",
                protocol.pack
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        Err(faults) => faults,
    };
    if json {
        print_json(&json!({ "pack": null, "faults": faults }), out)?;
    } else {
        for fault in &faults {
            print_fault(&folder, fault, out)?;
        }
    }
    let count = match faults.len() {
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    };
    refuse(&format!("`{}` is refused: {count}", folder.display()))
}

fn print_fault(folder: &Path, fault: &PackError, out: &mut impl Write) -> io::Result<()> {
    let file = folder.join(&fault.file);
    let (line, column) = (fault.line, fault.column);
    writeln!(out, "{}:{line}:{column}: {}", file.display(), fault.message)?;
    writeln!(out, "    write instead: {}", fault.write_instead)
}

/// The folder of the pack that a path belongs to.
fn pack_folder(path: &Path) -> Result<PathBuf, String> {
    if path.is_dir() {
        return Ok(path.to_owned());
    }
    if !path.exists() {
        return Err(format!(
            "there is no `{}`: name a pack's folder or a file of it",
            path.display()
        ));
    }
    let above = path.ancestors().skip(1).take(2);
    let found = above
        .map(|folder| {
            if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            }
        })
        .find(|folder| folder.join("pack.toml").is_file());
    found.map(Path::to_owned).ok_or_else(|| {
        format!(
            "`{}` belongs to no pack: there is no pack.toml beside or above it",
            path.display()
        )
    })
}

/// The files of a pack's folder. Scenarios and notes to readers are left alone.
pub fn read_pack(folder: &Path) -> Result<PackFiles, String> {
    let mut files = PackFiles::new();
    for below in [folder.to_owned(), folder.join("provisions")] {
        if !below.is_dir() {
            continue;
        }
        let unreadable = |why: io::Error| format!("cannot read `{}`: {why}", below.display());
        for entry in std::fs::read_dir(&below).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_none_or(|end| end != "toml") {
                continue;
            }
            let name = path.strip_prefix(folder).unwrap_or(&path);
            let name = name.to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(&path)
                .map_err(|why| format!("cannot read `{}`: {why}", path.display()))?;
            files.insert(name, text);
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests;
