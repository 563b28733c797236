//! The council's own texts: saved by those who keep its facts, read by everybody.

use std::collections::BTreeMap;
use std::sync::Arc;

use documents::out::{About, Adopted};
use domain::calendar::local_date;
use domain::council::Council;
use domain::ids::{PackId, Stream, VersionId};
use domain::protocol::text::{ProtocolText, SavedText, TextSaved, Texts};
use domain::verdict::{Invalid, Rejection};
use domain::words::Scribe;
use store::{Batch, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Keeper, Operations};

impl Operations {
    /// Every text that the council saved. Read again only when one was added.
    pub async fn texts(&self) -> Result<Arc<Texts>, ActError> {
        let stream = Stream::texts();
        let versions = self
            .store()
            .stream_versions(std::slice::from_ref(&stream))
            .await?;
        let version = versions.first().copied().unwrap_or(0);
        let known = self
            .inner
            .texts
            .read()
            .expect("no panic while held")
            .clone();
        if let Some((_, texts)) = known.filter(|(known, _)| *known == version) {
            return Ok(texts);
        }
        let saved = events::<TextSaved>(&self.store().load(&stream, 0).await?)?;
        let contents: BTreeMap<_, _> = self.store().texts(&stream).await?.into_iter().collect();
        let piece = |key: &domain::ids::ContentKey| contents.get(key)?.bytes.as_deref();
        let version = saved.last().map_or(0, |saved| saved.version);
        let texts = saved
            .into_iter()
            .fold(Texts::default(), |all, one| all.evolve(one, piece));
        let texts = Arc::new(texts);
        *self.inner.texts.write().expect("no panic while held") = Some((version, texts.clone()));
        Ok(texts)
    }

    /// Saves the text of a version. Clauses keep the identities that they had before.
    pub async fn save_text(
        &self,
        keeper: Keeper<'_>,
        version: (PackId, VersionId),
        source: &str,
        text: ProtocolText,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let cites = keeper.pass()?;
        let snapshot = self.council().await?;
        if !snapshot.protocols.contains_key(&version) {
            let why = format!("there is no version `{}` of `{}`", version.1, version.0);
            return Err(Rejection::Invalid(vec![Invalid::new("version", why)]).into());
        }
        let stream = Stream::texts();
        let versions = self
            .store()
            .stream_versions(std::slice::from_ref(&stream))
            .await?;
        let (pack, version) = version;
        let text = self.texts().await?.identified(&pack, &version, text);
        let fresh = self.entropy().act(keeper.id().as_str());
        let mut scribe = Scribe::new(&fresh);
        let saved = TextSaved::write(pack, version, source, &text, &mut scribe);
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        batch.appends.push(StreamAppend {
            stream,
            expected: versions.first().copied().unwrap_or(0),
            events: vec![event(TextSaved::NAME, &saved)],
            cites: serde_json::to_string(&cites).expect("plain data"),
            projection: None,
        });
        batch.contents = scribe.finish();
        self.committed(batch).await
    }
}

/// What is said of a text besides its words, where it is written out.
pub fn about_text(council: &Council, saved: &SavedText) -> About {
    let key = (saved.pack.clone(), saved.version.clone());
    let adoption = council.versions.adoption(&key);
    let day = adoption.map_or_else(|| local_date(saved.at), |adoption| adoption.adopted);
    let protocol = council.protocols.get(&key);
    About {
        council: protocol.map_or_else(|| council.name.to_string(), |p| p.council.clone()),
        pack: saved.pack.to_string(),
        version: saved.version.to_string(),
        date: day.to_string(),
        adopted: adoption.map(|adoption| Adopted {
            body: adoption.body_name.clone(),
            on: adoption.adopted.to_string(),
            in_force: adoption.in_force.to_string(),
            minute: adoption.minute.clone(),
        }),
    }
}
