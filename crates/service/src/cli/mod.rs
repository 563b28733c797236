//! The command line. Exit 0 done, 1 refused or failed with one clear line, 2 wrong usage.

mod archive;
mod audit;
mod backup;
pub mod calendar;
mod case;
mod complaint_report;
mod config;
mod demo;
mod directory;
mod enquiry;
mod erase;
mod init;
mod left_open;
mod mail;
mod migrate;
mod notices;
mod place;
pub mod protocol;
pub mod register;
mod report;
mod routes;
mod serve;
mod settings;
mod template;
mod user;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::amendments::Amendments;
use domain::briefings::Briefings;
use domain::complaints::Complaints;
use domain::groups::Groups;
use domain::information::Information;
use domain::interpretations::Interpretations;

pub use place::Place;

/// Members and officers working together under their council's own protocol.
#[derive(Debug, Parser)]
#[command(name = "wardroom", version, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the product with a fictional council, on this machine only
    Demo(demo::DemoArgs),
    /// Serve a council; refuses to start without a way to sign in
    Serve(serve::ServeArgs),
    /// Make a council: set-up, database, name, nation, protocol, first administrator
    Init(init::InitArgs),
    /// People who sign in: list them, let one in by a printed link, end sessions
    User(user::UserArgs),
    /// The set-up of this server: check it, list its keys
    Config(config::ConfigArgs),
    /// Copy everything into one file, while the council works
    Backup(backup::BackupArgs),
    /// Make a council from a backup, in a folder that holds none; or go on after `pg_restore`
    Restore(backup::RestoreArgs),
    /// Take the whole council out as one file; verify such a file; make a council of it
    Archive(archive::ArchiveArgs),
    /// Bring the database to this program's schema
    Migrate(migrate::MigrateArgs),
    /// Protocols as packs and documents: list, show, check, import
    Protocol(protocol::Args),
    /// Bank holidays, working days and due dates, and the council’s own calendar
    Calendar(calendar::CalendarArgs),
    /// People and services: import, change, show, who does what
    Directory(directory::DirectoryArgs),
    /// The council’s own choices: list, set, take back
    Settings(settings::SettingsArgs),
    /// What a person is told of in the product
    Notices(notices::NoticesArgs),
    /// Seal, sign, verify and export the log
    Audit(audit::AuditArgs),
    /// The addresses of the pages, with how a test opens each
    Routes(routes::RoutesArgs),
    /// Members' enquiries: raise, list, search, show, act
    Enquiry(enquiry::EnquiryArgs),
    /// Residents’ complaints: log, list, show, act
    Complaint(register::RegisterArgs),
    /// The quarter’s report on complaints
    ComplaintReport(complaint_report::ReportArgs),
    /// What officers left open who have left, for whoever answers for them
    LeftOpen(left_open::LeftOpenArgs),
    /// Mail that comes in: what a mail server hands over
    Mail(mail::MailArgs),
    /// Reply templates: list, keep, retire
    Template(template::TemplateArgs),
    /// Political groups: requests for officers and advice, and offers
    Groups(register::RegisterArgs),
    /// Briefings: asked for in confidence, or arranged for office-holders and groups
    Briefings(register::RegisterArgs),
    /// Questions of what the protocol means: ask, determine, advise
    Interpretation(register::RegisterArgs),
    /// Changes of the protocol: suggest, draft, consult, approve, adopt
    Amendment(register::RegisterArgs),
    /// Requests for information and documents
    Information(register::RegisterArgs),
    /// Figures of performance: what a person may read, or the council's released quarters
    Report(report::ReportArgs),
}

/// Runs the command and says how it ended.
pub fn main(cli: Cli) -> ExitCode {
    let done = match cli.command {
        Command::Protocol(args) => match args.of_a_council() {
            Ok(of_a_council) => wait(of_a_council.run()),
            Err(args) => print(|out| Ok(protocol::run(&args, out)?)),
        },
        Command::Calendar(args) => wait(calendar::run(args, &mut std::io::stdout())),
        Command::Demo(args) => wait(demo::run(args)),
        Command::Serve(args) => wait(serve::run(args)),
        Command::Init(args) => wait(init::run(args, &mut std::io::stdout())),
        Command::User(args) => wait(user::run(args, &mut std::io::stdout())),
        Command::Config(args) => print(|out| config::run(&args, out)),
        Command::Backup(args) => wait(backup::back_up(args, &mut std::io::stdout())),
        Command::Restore(args) => wait(backup::restore(args, &mut std::io::stdout())),
        Command::Archive(args) => wait(archive::run(args, &mut std::io::stdout())),
        Command::Migrate(args) => wait(migrate::run(args)),
        Command::Directory(args) => wait(directory::run(args, &mut std::io::stdout())),
        Command::Settings(args) => wait(settings::run(args, &mut std::io::stdout())),
        Command::Notices(args) => wait(notices::run(args, &mut std::io::stdout())),
        Command::Audit(args) => wait(audit::run(args)),
        Command::Routes(args) => print(|out| routes::run(&args, out)),
        Command::Enquiry(args) => wait(enquiry::run(args)),
        Command::Complaint(args) => wait(register::run::<Complaints>(args)),
        Command::ComplaintReport(args) => wait(complaint_report::run(args)),
        Command::LeftOpen(args) => wait(left_open::run(args, &mut std::io::stdout())),
        Command::Mail(args) => wait(mail::run(args)),
        Command::Template(args) => wait(template::run(args)),
        Command::Groups(args) => wait(register::run::<Groups>(args)),
        Command::Briefings(args) => wait(register::run::<Briefings>(args)),
        Command::Interpretation(args) => wait(register::run::<Interpretations>(args)),
        Command::Amendment(args) => wait(register::run::<Amendments>(args)),
        Command::Information(args) => wait(register::run::<Information>(args)),
        Command::Report(args) => wait(report::run(args, &mut std::io::stdout())),
    };
    done.unwrap_or_else(|why| {
        let io = why.root_cause().downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == ErrorKind::BrokenPipe) {
            return ExitCode::SUCCESS; // the reader has seen enough
        }
        eprintln!("wardroom: {why:#}");
        ExitCode::FAILURE
    })
}

/// A command that only prints.
fn print(
    run: impl FnOnce(&mut std::io::StdoutLock<'static>) -> anyhow::Result<ExitCode>,
) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let code = run(&mut out)?;
    out.flush()?;
    Ok(code)
}

/// A command that opens a database.
fn wait(run: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(run)
}
