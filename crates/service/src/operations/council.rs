//! The council's facts in memory, folded from their streams and refreshed when a stream has moved.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use domain::calendar::{Calendar, CalendarEvent, Nation};
use domain::council::Council;
use domain::directory::{Directory, DirectoryEvent};
use domain::ids::{ContentKey, Stream};
use domain::protocol::{ProtocolEvent, Versions};
use domain::register::Recorded;
use domain::settings::{SettingSet, Settings};
use jiff::civil::Date;
use serde::de::DeserializeOwned;
use store::{Content, StoredEvent};
use tokio::time::Instant;

use super::{ActError, Operations, Protocols};

/// The name shown while a council has not given its own.
const UNNAMED: &str = "Your council";

/// How long pages may show facts that another process has changed. What this process changes is seen at
/// once.
const STALE_MAX: Duration = Duration::from_secs(1);

/// A snapshot, and when it was last compared with the streams.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    snapshot: Arc<Snapshot>,
    /// The count of this process's own changes at that time.
    moved: u64,
    looked: Instant,
}

/// The council as of some versions of its streams.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The facts.
    pub council: Arc<Council>,
    /// The versions of the directory, calendar, settings and protocol streams.
    pub at: [u64; 4],
}

impl Deref for Snapshot {
    type Target = Council;
    fn deref(&self) -> &Council {
        &self.council
    }
}

/// The four streams of a council's facts, in the order of [`Snapshot::at`].
pub(super) fn streams() -> [Stream; 4] {
    [
        Stream::directory(),
        Stream::calendar(),
        Stream::settings(),
        Stream::protocol(),
    ]
}

impl Operations {
    /// The council's facts, as pages show them: with every change that this process has made, and with
    /// what another process has changed after `STALE_MAX` at the latest.
    pub async fn council(&self) -> Result<Arc<Snapshot>, ActError> {
        let moved = self.store().facts_moved();
        let looked = Instant::now();
        let known = self
            .inner
            .snapshot
            .read()
            .expect("no panic while held")
            .clone();
        if let Some(known) = known
            && known.moved == moved
            && looked.duration_since(known.looked) < STALE_MAX
        {
            return Ok(known.snapshot);
        }
        self.council_now().await
    }

    /// The council's facts at this very moment, whoever has changed them: for deciding.
    pub async fn council_now(&self) -> Result<Arc<Snapshot>, ActError> {
        let (moved, looked) = (self.store().facts_moved(), Instant::now());
        let snapshot = self.read_council().await?;
        *self.inner.snapshot.write().expect("no panic while held") = Some(Seen {
            snapshot: snapshot.clone(),
            moved,
            looked,
        });
        Ok(snapshot)
    }

    async fn read_council(&self) -> Result<Arc<Snapshot>, ActError> {
        let versions = self.store().stream_versions(&streams()).await?;
        let versions: [u64; 4] = std::array::from_fn(|n| versions[n]);
        let known = self
            .inner
            .snapshot
            .read()
            .expect("no panic while held")
            .clone();
        match known {
            Some(known) if known.snapshot.at == versions => Ok(known.snapshot),
            _ => Ok(Arc::new(self.fold_council().await?)),
        }
    }

    async fn fold_council(&self) -> Result<Snapshot, ActError> {
        let [directory, calendar, settings, protocol] = streams();
        let store = self.store();
        let people = store.texts(&directory).await?;
        let written = store.texts(&protocol).await?;
        let (directory, calendar, settings, protocol) = (
            store.load(&directory, 0).await?,
            store.load(&calendar, 0).await?,
            store.load(&settings, 0).await?,
            store.load(&protocol, 0).await?,
        );
        let version = |events: &[StoredEvent]| events.last().map_or(0, |event| event.version);
        let at = [&directory, &calendar, &settings, &protocol].map(|e| version(e));

        let settings = events::<SettingSet>(&settings)?
            .into_iter()
            .fold(Settings::default(), |all, one| all.evolve(one.event));
        let versions = versions(&protocol, written)?;
        let protocols = versions.protocols(&self.inner.protocols);
        let today = self.today();
        let nation = nation(&settings, &versions, &protocols, today);
        let calendar = events::<CalendarEvent>(&calendar)?
            .iter()
            .fold(Calendar::new(nation), |all, one| all.evolve(&one.event));
        let recorded = events::<DirectoryEvent>(&directory)?;
        let contents = people
            .iter()
            .filter_map(|(key, text)| Some((key, text.bytes.as_deref()?)));
        let directory = Directory::replay(&recorded, contents);

        let name = settings
            .get("council-name", today, None)
            .map(|cited| cited.value.to_owned());
        let council = Council {
            name: name.as_deref().unwrap_or(UNNAMED).into(),
            protocols,
            versions,
            directory: Arc::new(directory),
            calendar: Arc::new(calendar),
            settings: Arc::new(settings),
        };
        Ok(Snapshot {
            council: Arc::new(council),
            at,
        })
    }
}

/// What the council did with its protocols, with the words that belong to it.
fn versions(
    stored: &[StoredEvent],
    written: Vec<(ContentKey, Content)>,
) -> Result<Versions, ActError> {
    let folded = events::<ProtocolEvent>(stored)?
        .into_iter()
        .fold(Versions::default(), Versions::evolve);
    let texts = written.into_iter().filter_map(|(key, content)| {
        let text = content.text()?.to_owned();
        Some((key, text))
    });
    Ok(folded.with_texts(texts))
}

/// Whose bank holidays count: the council's choice, else the nation of the protocol in force or about
/// to be.
fn nation(settings: &Settings, versions: &Versions, protocols: &Protocols, today: Date) -> Nation {
    let chosen = settings.get("nation", today, None);
    let chosen = chosen.and_then(|chosen| Nation::from_key(chosen.value));
    let adopted = || {
        let last = versions.in_force(today).or(versions.adoptions().last())?;
        let key = (last.pack.clone(), last.version.clone());
        protocols.get(&key).map(|protocol| protocol.nation)
    };
    chosen.or_else(adopted).unwrap_or(Nation::EnglandAndWales)
}

pub(super) fn events<E: DeserializeOwned>(
    stored: &[StoredEvent],
) -> Result<Vec<Recorded<E>>, ActError> {
    let parsed = stored.iter().map(|stored| {
        let event = serde_json::from_str(&stored.payload).map_err(|error| {
            let what = format!("a `{}` event cannot be read: {error}", stored.kind);
            ActError::Fault(store::Fault::Corrupt(what))
        })?;
        let (version, at, actor) = (stored.version, stored.at, stored.actor.clone());
        Ok(Recorded {
            version,
            at,
            actor,
            event,
        })
    });
    parsed.collect()
}
