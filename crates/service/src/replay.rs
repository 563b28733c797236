//! Replays for pages and the command line: the enquiries that somebody may read, judged by what is tried
//! out. Nobody gets a number of what they may not read.

use std::sync::Arc;

use domain::council::Council;
use domain::enquiries::Enquiries;
use domain::protocol::Protocol;
use domain::register::{Actor, Register as _};
use domain::replay::{History, Replayed, Trial};
use store::{Filter, Page, Sort};

use crate::operations::{ActError, Operations};
use crate::performance::Period;

/// How many cases are read at once.
const AT_ONCE: usize = 100;

/// What is tried out on which months.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The version whose rules are tried; none is no protocol at all.
    pub protocol: Option<Arc<Protocol>>,
    /// Values in place of its own.
    pub trial: Trial,
    /// The months of receipt.
    pub period: Period,
}

/// A version by its pack, or by pack and version with a stroke between; the latest known of a pack.
pub fn version(council: &Council, name: &str) -> Option<Arc<Protocol>> {
    let (pack, version) = match name.split_once('/') {
        Some((pack, version)) => (pack, Some(version)),
        None => (name, None),
    };
    let named = council.protocols.values().filter(|protocol| {
        protocol.pack.as_str() == pack && version.is_none_or(|v| protocol.version.as_str() == v)
    });
    named.last().cloned()
}

/// Judges what this person may read by what is tried out.
pub async fn replay(
    operations: &Operations,
    actor: &Actor,
    asked: &Asked,
) -> Result<Replayed, ActError> {
    let snapshot = operations.council().await?;
    let history = history(operations, actor, asked.period).await?;
    let council = &snapshot.council;
    Ok(history.replay(
        &asked.trial,
        asked.protocol.as_deref(),
        &council.settings,
        &council.calendar,
        operations.now(),
    ))
}

/// The enquiries of some months that this person may read, as they happened.
async fn history(
    operations: &Operations,
    actor: &Actor,
    period: Period,
) -> Result<History, ActError> {
    let snapshot = operations.council().await?;
    let filter = Filter {
        register: Some(Enquiries::NAME.to_owned()),
        received_from: Some(period.from),
        received_to: Some(period.to),
        ..Filter::default()
    };
    let mut history = History::default();
    let mut page = Page::first(AT_ONCE, Sort::Newest);
    loop {
        let listing = operations
            .store()
            .list(&actor.visible, &filter, &page)
            .await?;
        for item in listing.items {
            let reference = item.row.reference;
            match operations
                .case::<Enquiries>(&reference, &actor.visible)
                .await
            {
                Ok(case) => history.push(&case.state, &snapshot.council, operations.now()),
                // It ceased to be readable since it was listed.
                Err(ActError::NotFound) => {}
                Err(fault) => return Err(fault),
            }
        }
        match listing.next {
            Some(next) => page.after = Some(next),
            None => return Ok(history),
        }
    }
}
