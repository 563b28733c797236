//! `wardroom notices`: a person's inbox in the product, as its page shows it. Never the words of a case.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use domain::reference::Reference;
use domain::verdict::Basis;
use serde_json::json;

use super::enquiry::{Who, open};
use crate::web::notices::kind_words;
use crate::web::words;

/// What this person is told of, the newest first.
#[derive(Debug, Args)]
pub struct NoticesArgs {
    /// Only what is not read yet
    #[arg(long)]
    unread: bool,
    /// Mark those about this record as read
    #[arg(long, value_name = "REFERENCE")]
    read: Option<Reference>,
    /// Mark all as read
    #[arg(long, conflicts_with = "read")]
    read_all: bool,
    /// How many at most
    #[arg(long, default_value_t = 50)]
    most: usize,
    #[command(flatten)]
    who: Who,
}

pub(super) async fn run(args: NoticesArgs, out: &mut impl Write) -> anyhow::Result<ExitCode> {
    let (operations, actor) = open(&args.who).await?;
    let store = operations.store();
    if args.read_all || args.read.is_some() {
        let now = operations.now();
        let reference = args.read.as_ref();
        store.mark_read(&actor.visible, reference, now).await?;
        writeln!(out, "marked as read")?;
        return Ok(ExitCode::SUCCESS);
    }
    let most = args.most.clamp(1, 500);
    let notices = store.notices(&actor.visible, args.unread, None, most);
    let notices = notices.await?;
    if args.who.json {
        let notices = notices.iter().map(|notice| {
            json!({ "at": notice.at, "reference": notice.reference, "kind": notice.kind,
                    "what": kind_words(&notice.reference, &notice.kind),
                    "basis": basis(&notice.basis), "read": notice.read_at.is_some() })
        });
        writeln!(out, "{}", json!(notices.collect::<Vec<_>>()))?;
        return Ok(ExitCode::SUCCESS);
    }
    if notices.is_empty() {
        writeln!(out, "no notices")?;
    }
    for notice in notices {
        let new = if notice.read_at.is_none() {
            "new  "
        } else {
            ""
        };
        let why = basis(&notice.basis).map_or(String::new(), |basis| format!(" ({basis})"));
        let (when, what) = (
            words::moment(notice.at),
            kind_words(&notice.reference, &notice.kind),
        );
        writeln!(out, "{new}{}  {when}: {what}{why}", notice.reference)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Why they are told, in words.
fn basis(kept: &str) -> Option<String> {
    let basis = serde_json::from_str::<Basis>(kept).ok()?;
    Some(basis.to_string())
}
