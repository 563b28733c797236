//! Erasing words and files for good, the same for every register.

use std::process::ExitCode;

use clap::Args;
use domain::ids::ContentKey;
use domain::reference::Reference;
use serde_json::json;

use super::enquiry::{Who, open};
use crate::operations::{Erasable, Options, ToErase};

/// What is to be erased, by whom.
#[derive(Debug, Args)]
pub struct EraseArgs {
    /// The record's reference
    reference: Reference,
    /// On which legal ground; it is kept for ever, so name no person in it
    #[arg(long)]
    ground: String,
    /// Only the content with this key, as `audit export` prints it; may be given several times
    #[arg(long = "key", value_name = "KEY")]
    keys: Vec<ContentKey>,
    /// Everything that the record holds
    #[arg(long, conflicts_with = "keys", required_unless_present = "keys")]
    all: bool,
    #[command(flatten)]
    who: Who,
}

pub(super) async fn run(args: EraseArgs) -> anyhow::Result<ExitCode> {
    let json = args.who.json;
    let (operations, actor) = open(&args.who).await?;
    let what = ToErase {
        reference: args.reference,
        which: if args.all {
            Erasable::All
        } else {
            Erasable::Keys(args.keys)
        },
        ground: args.ground,
    };
    let done = operations
        .erase_words(&actor, what, Options::default())
        .await?;
    if json {
        println!(
            "{}",
            json!({ "reference": done.reference, "version": done.version })
        );
    } else {
        println!("{} words erased for good", done.reference);
    }
    Ok(ExitCode::SUCCESS)
}
