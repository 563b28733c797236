//! The fictional council of the demo: its people, and a year of its members' enquiries, made through
//! the real decisions on the demo's own date. The same every time.

mod beside;
mod complaints;
pub mod council;
mod deed;
mod desk;
mod dice;
mod fate;
mod matters;
mod paper;
mod requests;
mod seldom;
mod story;
mod upkeep;

use domain::calendar::start_of_day;
use domain::directory::DirectoryCommand;
use domain::ids::{PackId, Stream};
use domain::protocol::packs::shipped;
use domain::protocol::{Adoption, PackFiles, ProtocolEvent, load};
use domain::settings::SettingSet;
use domain::templates::{TemplateGiven, Use};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Batch, NewEvent, Store, StreamAppend};

pub use council::{PersonaOf, personas};

use crate::operations::{ActError, FactChange, Keeper, Operations, TemplateChange};

/// The seed of everything random in the demo.
pub const SEED: [u8; 32] = *b"wardroom: a council out of words";

/// The day on which the demo's story begins.
const BEGINS: Date = date(2025, 6, 2);
/// The demo's own date: a Thursday with a full week behind it.
const SHOWN: Date = date(2026, 6, 11);
/// The day on which the fictional council adopted its protocol.
const ADOPTED: Date = date(2025, 5, 22);

/// What the demo is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The protocol that the council has adopted.
    pub pack: PackId,
    /// How many enquiries.
    pub enquiries: usize,
    /// The files of the pack, where it does not come with the program.
    files: Option<PackFiles>,
}

/// That a database holds a demo, and of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Made {
    pack: PackId,
    enquiries: usize,
    shown_at: Timestamp,
}

impl Plan {
    /// A plan with a pack that comes with the program.
    pub fn new(pack: &str, enquiries: usize) -> anyhow::Result<Self> {
        if shipped(pack).is_none() {
            let known: Vec<_> = domain::protocol::packs::SHIPPED
                .iter()
                .map(|p| p.id)
                .collect();
            anyhow::bail!(
                "there is no pack `{pack}`: give one of {}",
                known.join(", ")
            );
        }
        Ok(Self {
            pack: pack.parse()?,
            enquiries,
            files: None,
        })
    }

    /// A plan with a pack that a council wrote for itself.
    pub fn of_its_own(files: PackFiles, enquiries: usize) -> anyhow::Result<Self> {
        let protocol = load(&files).map_err(|faults| {
            anyhow::anyhow!(
                "the pack is refused: {}; `wardroom protocol check` tells all of it",
                faults[0]
            )
        })?;
        Ok(Self {
            pack: protocol.pack,
            enquiries,
            files: Some(files),
        })
    }
}

/// The moment at which the story begins.
pub fn begins_at() -> Timestamp {
    at(BEGINS, 9, 0)
}

/// A time of day in London.
fn at(day: Date, hour: i64, minute: i64) -> Timestamp {
    start_of_day(day) + SignedDuration::from_mins(hour * 60 + minute)
}

fn demo_stream() -> Stream {
    Stream("demo".into())
}

/// The demo's own moment, if this database holds a demo.
pub async fn shown_at(store: &Store) -> Result<Option<Timestamp>, store::Fault> {
    Ok(made(store).await?.map(|made| made.shown_at))
}

async fn made(store: &Store) -> Result<Option<Made>, store::Fault> {
    let events = store.load(&demo_stream(), 0).await?;
    let Some(event) = events.last() else {
        return Ok(None);
    };
    let made = serde_json::from_str(&event.payload);
    made.map(Some)
        .map_err(|error| store::Fault::Corrupt(format!("the demo's mark: {error}")))
}

/// Makes the council and its story, unless this database holds them. `progress` gets a line now and
/// then. A database that holds anything else is refused: demo data never mixes with real data.
pub async fn build(
    operations: &Operations,
    plan: &Plan,
    progress: &mut (dyn FnMut(String) + Send),
) -> anyhow::Result<()> {
    let store = operations.store();
    if let Some(made) = made(store).await? {
        if made.pack != plan.pack {
            anyhow::bail!(
                "this folder holds a demo of `{}`: give another folder with --data for `{}`",
                made.pack,
                plan.pack
            );
        }
        return Ok(());
    }
    let versions = store
        .stream_versions(&[Stream::directory(), Stream::protocol()])
        .await?;
    if versions.iter().any(|version| *version > 0) {
        anyhow::bail!(
            "this database holds a council or a demo that was not finished: give another folder \
             with --data"
        );
    }
    progress("Making the fictional council …".to_owned());
    let mut days = council::days()?.into_iter();
    let first = days.next().map(|day| day.commands).unwrap_or_default();
    found(operations, plan, first).await?;
    let days = days.collect();
    story::tell(operations, plan.enquiries, days, at(SHOWN, 10, 0), progress).await?;
    upkeep::tell(operations).await?;
    complaints::tell(operations).await?;
    let shown_at = at(SHOWN, 10, 0).max(operations.now());
    operations.clock().set(shown_at);
    let made = Made {
        pack: plan.pack.clone(),
        enquiries: plan.enquiries,
        shown_at,
    };
    mark(operations, &made).await?;
    Ok(())
}

/// The council's people, calendar, settings and adoption.
async fn found(
    operations: &Operations,
    plan: &Plan,
    people: Vec<DirectoryCommand>,
) -> anyhow::Result<()> {
    operations.clock().set(at(ADOPTED, 20, 15));
    let keeper = Keeper::Operator;
    operations.keep_directory(keeper, people, None).await?;
    let (pack, version) = match &plan.files {
        Some(files) => {
            let drafted = operations.draft(keeper, files.clone(), None).await;
            drafted.map_err(|no| anyhow::anyhow!("the pack is refused: {no}"))?
        }
        None => {
            let protocol = shipped(plan.pack.as_str()).ok_or(ActError::NotFound)?;
            (protocol.pack, protocol.version)
        }
    };
    let setting = |id: &str, value: &str| -> anyhow::Result<FactChange> {
        Ok(FactChange::Setting(SettingSet {
            id: id.parse()?,
            value: Some(value.to_owned()),
            from: ADOPTED,
            set_by: "Council".to_owned(),
        }))
    };
    let adoption = FactChange::Protocol(ProtocolEvent::Adopted(Adoption {
        pack,
        version,
        body: Some("council".parse()?),
        body_name: "Council".to_owned(),
        adopted: ADOPTED,
        in_force: ADOPTED,
        minute: "25/31".to_owned(),
        recommended: None,
        why: None,
    }));
    let changes = vec![
        setting("council-name", council::NAME)?,
        setting("enquiries-closing-days", "30")?,
        adoption,
    ];
    operations.change(keeper, changes, None).await?;
    templates(operations).await?;
    operations.clock().set(begins_at());
    Ok(())
}

/// Words from which officers begin a reply: one of a service, one of the whole council.
async fn templates(operations: &Operations) -> anyhow::Result<()> {
    let all = council::personas();
    let keeps = [
        (
            "manager",
            Some("housing-repairs"),
            Use::Hold,
            "A surveyor has to look first",
            "A surveyor has to look at it before we can say what will be done. We write again by {due}, \
             or sooner if the visit is brought forward.",
        ),
        (
            "democratic-services",
            None,
            Use::Acknowledge,
            "Received, and who deals with it",
            "Dear {member}, thank you for {reference}. {service} deals with it and will answer by {due}.",
        ),
    ];
    for (who, service, to, title, text) in keeps {
        let Some(persona) = all.iter().find(|persona| persona.key == who) else {
            continue;
        };
        let actor = operations.actor(&persona.person, None).await?;
        let given = TemplateGiven {
            id: None,
            service: service.map(str::parse).transpose()?,
            uses: vec![to],
            title: title.to_owned(),
            text: text.to_owned(),
        };
        let change = TemplateChange::Keep(given);
        operations.change_template(&actor, change, None).await?;
    }
    Ok(())
}

async fn mark(operations: &Operations, made: &Made) -> anyhow::Result<()> {
    let mut batch = Batch::new(made.shown_at, "operator".parse()?);
    batch.appends.push(StreamAppend {
        stream: demo_stream(),
        expected: 0,
        events: vec![NewEvent {
            kind: "demo-made".to_owned(),
            payload: serde_json::to_string(made)?,
        }],
        cites: "[]".to_owned(),
        projection: None,
    });
    operations.store().commit(batch).await?;
    Ok(())
}
