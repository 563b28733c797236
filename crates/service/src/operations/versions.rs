//! A version of a protocol that the council wrote itself: its files are checked, kept as contents, and
//! named by an event of the protocol's stream.

use domain::ids::Stream;
use domain::protocol::{Drafted, PackError, PackFiles, ProtocolEvent, VersionKey, load};
use domain::verdict::Rejection;
use domain::words::Scribe;
use store::{Batch, StreamAppend};

use super::act::json;
use super::facts::event;
use super::{ActError, Keeper, Operations};

/// Why a draft was not kept.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// The files are no pack: everything that is wrong with them.
    #[error("the pack has {} faults", .0.len())]
    Faults(Vec<PackError>),
    /// It was refused, or something broke.
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<Rejection> for DraftError {
    fn from(rejection: Rejection) -> Self {
        Self::Act(rejection.into())
    }
}

impl Operations {
    /// Keeps the files of a pack as a draft; answers which version it is.
    pub async fn draft(
        &self,
        keeper: Keeper<'_>,
        files: PackFiles,
        key: Option<String>,
    ) -> Result<VersionKey, DraftError> {
        let cites = keeper.pass()?;
        let protocol = load(&files).map_err(DraftError::Faults)?;
        let snapshot = self.council_now().await?;
        let fresh = self.entropy().act(keeper.id().as_str());
        let mut scribe = Scribe::new(&fresh);
        let files = files
            .iter()
            .map(|(name, text)| (name.clone(), scribe.unsearched(text)))
            .collect();
        let drafted = ProtocolEvent::Drafted(Drafted {
            pack: protocol.pack.clone(),
            version: protocol.version.clone(),
            files,
            amendment: None,
        });
        let known = |key: &VersionKey| snapshot.protocols.contains_key(key);
        snapshot
            .versions
            .check(&drafted, known, self.today())
            .map_err(Rejection::Invalid)?;
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        batch.contents = scribe.finish();
        batch.appends.push(StreamAppend {
            stream: Stream::protocol(),
            expected: snapshot.at[3],
            events: vec![event(drafted.name(), &drafted)],
            cites: json(&cites),
            projection: None,
        });
        self.committed(batch).await?;
        Ok((protocol.pack, protocol.version))
    }
}
