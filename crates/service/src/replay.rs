//! Replays for pages and the command line: the enquiries that somebody may read, judged by what is tried
//! out. Nobody gets a number of what they may not read; what is told of the whole council as evidence of a
//! proposal is made once, in ranges, with small numbers joined.

use std::sync::Arc;

use domain::amendments::TryOut;
use domain::council::Council;
use domain::enquiries::Enquiries;
use domain::figures::{LEAST, Released, Releases};
use domain::protocol::{Protocol, VersionKey};
use domain::register::{Actor, Register as _};
use domain::replay::{Evidence, History, Inputs, Replayed, Trial};
use domain::verdict::{Invalid, Rejection};
use jiff::civil::Date;
use store::{Filter, Page, Sort};

use crate::operations::{ActError, Operations};
use crate::performance::{Period, month_key};

/// How many cases are read at once.
const AT_ONCE: usize = 100;
/// How many released quarters evidence is counted over unless told.
const QUARTERS: usize = 4;

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
    let mut named = council.protocols.values().filter(|protocol| {
        protocol.pack.as_str() == pack && version.is_none_or(|v| protocol.version.as_str() == v)
    });
    named.next_back().cloned()
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

/// Judges what this person may read by what was tried out as evidence: exact numbers of nothing else.
pub async fn readable(
    operations: &Operations,
    actor: &Actor,
    inputs: &Inputs,
) -> Result<Replayed, ActError> {
    let snapshot = operations.council().await?;
    let asked = Asked {
        protocol: protocol(&snapshot.council, inputs.version.as_ref())?.cloned(),
        trial: inputs
            .trial()
            .map_err(|bad| invalid("values", bad.to_string()))?,
        period: Period {
            from: inputs.from,
            to: inputs.to,
        },
    };
    replay(operations, actor, &asked).await
}

/// What is tried out, in a few words: `answer-within=7, 2025-07 to 2026-03`.
pub fn tried(inputs: &Inputs) -> String {
    let version = inputs.version.as_ref();
    let version = version.map(|(pack, version)| format!("{pack}/{version}"));
    let mut parts: Vec<String> = version.into_iter().collect();
    parts.extend(inputs.values.iter().cloned());
    let (from, to) = (month_key(inputs.from), month_key(inputs.to));
    parts.push(format!("{from} to {to}"));
    parts.join(", ")
}

/// Judges the whole council's released quarters by what is tried out, and keeps of it what may be told to
/// whoever reads the proposal. The caller has asked the gate.
pub async fn evidence(operations: &Operations, asked: &TryOut) -> Result<Evidence, ActError> {
    let snapshot = operations.council().await?;
    let council = &snapshot.council;
    let today = operations.today();
    let version = match &asked.version {
        Some(key) => Some(key.clone()),
        None => council
            .protocol_on(today)
            .map(|p| (p.pack.clone(), p.version.clone())),
    };
    let protocol = protocol(council, version.as_ref())?;
    let releases = operations.release_figures().await?;
    let quarters = quarters(&releases, asked);
    let (Some(first), Some(last)) = (quarters.first(), quarters.last()) else {
        let why = "figures were released of no quarter in these months: they are one month after a quarter \
                   has ended. Give other months";
        return Err(invalid("from", why.to_owned()));
    };
    let inputs = Inputs {
        version,
        values: asked.values.clone(),
        from: first.from,
        to: last.to,
    };
    let trial = inputs
        .trial()
        .map_err(|bad| invalid("answer-within", bad.to_string()))?;
    let history = whole_history(operations, (inputs.from, inputs.to)).await?;
    let (settings, calendar) = (&council.settings, &council.calendar);
    let protocol = protocol.map(AsRef::as_ref);
    let replayed = history.replay(&trial, protocol, settings, calendar, operations.now());
    Ok(Evidence::of(&replayed, inputs, &quarters, today, LEAST))
}

fn invalid(field: &'static str, why: String) -> ActError {
    Rejection::Invalid(vec![Invalid::new(field, why)]).into()
}

fn protocol<'c>(
    council: &'c Council,
    key: Option<&VersionKey>,
) -> Result<Option<&'c Arc<Protocol>>, ActError> {
    let Some(key) = key else {
        return Ok(None);
    };
    let found = council.protocols.get(key);
    let why = || {
        format!(
            "there is no version `{}/{}`: choose one of those shown",
            key.0, key.1
        )
    };
    found.map(Some).ok_or_else(|| invalid("version", why()))
}

/// The released quarters that lie within the months asked for.
fn quarters<'r>(releases: &'r Releases, asked: &TryOut) -> Vec<&'r Released> {
    let all = releases.all();
    let within = |released: &&Released| {
        let from = asked
            .from
            .is_none_or(|from| from.first_of_month() <= released.from);
        from && asked.to.is_none_or(|to| released.to <= to.last_of_month())
    };
    let chosen: Vec<_> = all.iter().filter(within).collect();
    let latest = match (asked.from, asked.to) {
        (None, None) => chosen.len().saturating_sub(QUARTERS),
        _ => 0,
    };
    chosen[latest..].to_vec()
}

/// All enquiries of some months, whoever may read them, but those that are kept from somebody.
/// For counts that tell of none of them alone.
pub async fn whole_history(
    operations: &Operations,
    received: (Date, Date),
) -> Result<History, ActError> {
    let snapshot = operations.council().await?;
    let mut history = History::default();
    let mut after = None;
    loop {
        let page = operations
            .store()
            .cases_of_all_for_release(Enquiries::NAME, received, after.as_ref(), AT_ONCE)
            .await?;
        for reference in &page {
            let case = operations.whole_case::<Enquiries>(reference).await?;
            history.push(&case.state, &snapshot.council, operations.now());
        }
        match page.into_iter().next_back() {
            Some(last) => after = Some(last),
            None => return Ok(history),
        }
    }
}
