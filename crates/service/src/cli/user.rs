//! `wardroom user`: who may sign in, who is signed in, and the way in when there is no other: a link that
//! is printed once and stands on record.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use domain::calendar::{long_date, parse_date};
use domain::directory::{Details, DirectoryCommand, NewAppointment, Role, Team, TeamKind};
use domain::ids::{PersonId, TeamId};
use jiff::civil::Date;
use serde_json::json;

use super::Place;
use crate::config::{Config, PersonIs};
use crate::mail::outbound::link;
use crate::operations::identity::{SignInEvent, person_of, serves};
use crate::operations::{Keeper, Operations};

/// Whose members keep the council's facts.
const KEEPERS: &str = "democratic-services";

/// People who sign in: list them, let one in by a printed link, end sessions.
#[derive(Debug, Args)]
pub struct UserArgs {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: Place,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List who may sign in, and in how many places each is signed in
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Make an administrator: somebody in democratic services, with a link to sign in, on record
    Administrator {
        /// The name, for somebody whom the directory does not know yet.
        #[arg(long)]
        name: Option<String>,
        /// The council's mail address of the person.
        #[arg(long)]
        email: String,
        /// The last day in democratic services, as 2026-04-13; no end if not given.
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        until: Option<Date>,
        #[command(flatten)]
        link: LinkArgs,
    },
    /// Print a link with which somebody signs in once, on record
    Link {
        /// The person: a mail address, an identifier, or a name that only one person has.
        person: String,
        #[command(flatten)]
        link: LinkArgs,
    },
    /// Invite somebody by mail: a link that signs them in once, on record
    Invite {
        /// The person: a mail address, an identifier, or a name that only one person has.
        person: String,
    },
    /// End every session of somebody, on record
    End {
        /// The person: a mail address, an identifier, or a name that only one person has.
        person: String,
    },
    /// Show the record: links printed and used, sessions ended
    Record {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct LinkArgs {
    /// Why; it is kept for ever, so name no person in it.
    #[arg(long)]
    pub why: String,
    /// For how many minutes the link is good.
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub minutes: u16,
}

pub(super) async fn run(args: UserArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (config, place) = args.place.config()?;
    let operations = place.operations().await?;
    match args.command {
        Command::List { json } => list(&operations, json, out).await?,
        Command::Administrator {
            name,
            email,
            until,
            link,
        } => {
            let person = administrator(&operations, name, &email, until).await?;
            print(&operations, &config, &person, link, out).await?;
        }
        Command::Link { person, link } => {
            let person = find(&operations, &person).await?;
            print(&operations, &config, &person, link, out).await?;
        }
        Command::Invite { person } => {
            if !config.mail.is_set() {
                bail!("no mail is set up: print a link instead, with `wardroom user link`");
            }
            let person = find(&operations, &person).await?;
            operations.invite(Keeper::Operator, &person).await?;
            let council = operations.council().await?;
            let name = council.directory.name(&person);
            writeln!(
                out,
                "{name} is invited: the letter goes with the next round of the server"
            )?;
        }
        Command::End { person } => {
            let person = find(&operations, &person).await?;
            let ended = operations.end_sessions(Keeper::Operator, &person).await?;
            writeln!(out, "{ended} sessions of {person} ended")?;
        }
        Command::Record { json } => record(&operations, json, out).await?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn find(operations: &Operations, asked: &str) -> anyhow::Result<PersonId> {
    let council = operations.council().await?;
    match person_of(&council.council, PersonIs::Email, asked) {
        Some(person) => Ok(person),
        None => super::enquiry::find_person(&council.council, asked),
    }
}

/// Somebody in democratic services, added to the directory with the team where they are missing.
pub(super) async fn administrator(
    operations: &Operations,
    name: Option<String>,
    email: &str,
    until: Option<Date>,
) -> anyhow::Result<PersonId> {
    let council = operations.council().await?;
    let today = operations.today();
    let team: TeamId = KEEPERS.parse().expect("a slug");
    let mut commands = Vec::new();
    let person = match person_of(&council.council, PersonIs::Email, email) {
        Some(person) => person,
        None => {
            let name = name.context(
                "the directory has nobody by this address: give the name too, with --name",
            )?;
            let fresh = operations.entropy().bytes("administrator");
            let id = format!("p-{}", domain::fresh::hex(&fresh[..8]));
            let person: PersonId = id.parse().expect("a slug");
            commands.push(DirectoryCommand::AddPerson {
                person: Some(person.clone()),
                details: Details {
                    name,
                    email: Some(email.to_owned()),
                    ..Details::default()
                },
            });
            person
        }
    };
    if council
        .directory
        .teams
        .on(today)
        .all(|known| known.id != team)
    {
        let team = Team {
            id: team.clone(),
            name: "Democratic Services".to_owned(),
            kind: TeamKind::Team,
            part_of: None,
            email: None,
            phone: None,
            from: today,
            to: None,
        };
        commands.push(DirectoryCommand::RecordTeam { on: today, team });
    }
    let role = Role::TeamMember { team };
    let held = council.directory.appointments_of(&person, today);
    let serves_there = held.into_iter().any(|held| held.role == role);
    if !serves_there {
        commands.push(DirectoryCommand::Appoint(NewAppointment {
            appointment: None,
            person: person.clone(),
            role,
            from: today,
            to: until,
            job_share: false,
        }));
    }
    if !commands.is_empty() {
        operations
            .keep_directory(Keeper::Operator, commands, None)
            .await?;
    }
    Ok(person)
}

/// Prints a link, once.
pub(super) async fn print(
    operations: &Operations,
    config: &Config,
    person: &PersonId,
    args: LinkArgs,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let base = config.serve.base();
    if base.is_empty() {
        bail!(
            "the link needs the address at which people open it: set `serve.address` in the file \
             that --config names, or WARDROOM_SERVE_ADDRESS"
        );
    }
    let council = operations.council().await?;
    if !serves(&council.council, person, operations.today()) {
        bail!(
            "{person} holds no office or post today, so a link would open nothing: appoint them first"
        );
    }
    let minutes = args.minutes;
    let token = operations.print_link(person, minutes, args.why).await?;
    writeln!(out, "{}", link(base, &token))?;
    writeln!(
        out,
        "Good once, for {minutes} minutes, for {}. It is shown only here; that it was made is on record.",
        council.directory.name(person)
    )?;
    Ok(())
}

async fn list(operations: &Operations, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let council = operations.council().await?;
    let (today, now) = (operations.today(), operations.now());
    let signed_in = operations.store().sessions(None, now, 100_000).await?;
    let directory = &council.directory;
    let mut people: Vec<_> = directory
        .people()
        .filter(|person| serves(&council.council, person, today))
        .map(|person| {
            let email = directory.details(person).and_then(|d| d.email.clone());
            let theirs = signed_in.iter().filter(|one| one.session.person == *person);
            (
                directory.name(person),
                person.to_string(),
                email,
                theirs.count(),
            )
        })
        .collect();
    people.sort();
    if json {
        let people = people.iter().map(|(name, person, email, sessions)| {
            json!({ "person": person, "name": name, "email": email, "sessions": sessions })
        });
        writeln!(out, "{}", json!(people.collect::<Vec<_>>()))?;
        return Ok(());
    }
    for (name, person, email, sessions) in people {
        let email = email.unwrap_or_else(|| "no mail address".to_owned());
        writeln!(
            out,
            "{name:<32} {person:<24} {email:<36} {sessions} signed in"
        )?;
    }
    Ok(())
}

async fn record(operations: &Operations, json: bool, out: &mut impl Write) -> anyhow::Result<()> {
    let record = operations.sign_in_record(1000).await?;
    if json {
        let lines = record
            .iter()
            .map(|(at, actor, event)| json!({ "at": at, "by": actor, "what": event }));
        writeln!(out, "{}", json!(lines.collect::<Vec<_>>()))?;
        return Ok(());
    }
    for (at, actor, event) in record {
        let day = long_date(domain::calendar::local_date(at));
        let what = match event {
            SignInEvent::LinkPrinted { person, why, .. } => {
                format!("a link for {person} was printed: {why}")
            }
            SignInEvent::PrintedLinkUsed { person } => format!("{person} used a printed link"),
            SignInEvent::Invited { person, .. } => format!("{person} was invited by mail"),
            SignInEvent::SessionsEnded { person, sessions } => {
                format!("{sessions} sessions of {person} were ended")
            }
        };
        writeln!(out, "{day}, {actor}: {what}")?;
    }
    Ok(())
}
