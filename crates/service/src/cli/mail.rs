//! `wardroom mail`: what a mail server hands over.

use std::io::Read as _;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, Subcommand};

use super::Place;
use crate::operations::intake::{Letterbox, TakenIn};

/// Mail that comes in.
#[derive(Debug, Args)]
pub struct MailArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Take in one message from the standard input: for a mail server that pipes. Exit 65 for what is too
    /// large (the mail server returns it), 75 where it should try again later (sysexits.h)
    Ingest {
        #[command(flatten)]
        place: Place,
    },
}

/// What is too large or no message (EX_DATAERR).
const DATA: u8 = 65;
/// What may succeed later (EX_TEMPFAIL).
const LATER: u8 = 75;

pub(super) async fn run(args: MailArgs) -> anyhow::Result<ExitCode> {
    let Command::Ingest { place } = args.command;
    let (config, place) = place.config()?;
    let most = config.mail_in.bytes_max() as u64;
    let mut raw = Vec::new();
    std::io::stdin()
        .take(most + 1)
        .read_to_end(&mut raw)
        .context("cannot read the message")?;
    if raw.len() as u64 > most {
        let megabytes = config.mail_in.megabytes;
        eprintln!("wardroom: the message has more than {megabytes} MB: send files by another way");
        return Ok(ExitCode::from(DATA));
    }
    let letterbox = Letterbox::new(&config);
    let taken = async {
        let operations = place.operations().await?;
        if config.mail.is_set() {
            operations.leave_letters();
        }
        operations.place_kept(&letterbox).await?;
        anyhow::Ok(operations.take_in(&letterbox, &raw).await?)
    };
    match taken.await {
        Ok(taken) => {
            println!("{}", told(&taken));
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("wardroom: {error:#}");
            Ok(ExitCode::from(LATER))
        }
    }
}

/// What became of it, without a word of it.
fn told(taken: &TakenIn) -> String {
    match taken {
        TakenIn::Raised(reference) => format!("raised {reference}"),
        TakenIn::Written(reference, act) => format!("{act} on {reference}"),
        TakenIn::Held(why) => format!("held ({}): {}", why.name(), why.told()),
        TakenIn::Aside(why) => format!("set aside ({}): {}", why.name(), why.told()),
        TakenIn::Again => "came before: nothing new was done".to_owned(),
    }
}
