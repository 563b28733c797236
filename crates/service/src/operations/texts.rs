//! The council's own texts: saved by those who keep its facts, read by everybody.

use std::collections::BTreeMap;
use std::sync::Arc;

use documents::out::{About, Adopted};
use domain::calendar::local_date;
use domain::council::Council;
use domain::ids::Stream;
use domain::protocol::VersionKey;
use domain::protocol::text::{ProtocolText, SavedText, TextSaved, Texts};
use domain::text::clean_line;
use domain::verdict::{Cite, Invalid, Rejection};
use domain::words::Scribe;
use store::{Batch, StreamAppend};

use super::council::events;
use super::facts::event;
use super::{ActError, Keeper, Operations};

/// The most characters of the reason for a correction.
const WHY_MAX: usize = 500;

impl Operations {
    /// Every text that the council saved. Read again only when one was added.
    pub async fn texts(&self) -> Result<Arc<Texts>, ActError> {
        let stream = Stream::texts();
        let version = self.texts_version().await?;
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

    /// How many texts were saved.
    pub(super) async fn texts_version(&self) -> Result<u64, ActError> {
        let versions = self.store().stream_versions(&[Stream::texts()]).await?;
        Ok(versions.first().copied().unwrap_or(0))
    }

    /// Saves the text of a version as it was read from a document. Clauses keep the identities that they
    /// had before.
    pub async fn save_text(
        &self,
        keeper: Keeper<'_>,
        version: VersionKey,
        source: &str,
        text: ProtocolText,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let cites = keeper.pass()?;
        let at = self.texts_version().await?;
        let snapshot = self.council().await?;
        if !snapshot.protocols.contains_key(&version) {
            let why = format!("there is no version `{}` of `{}`", version.1, version.0);
            return Err(invalid("version", why));
        }
        let text = self.texts().await?.identified(&version.0, &version.1, text);
        let saving = Saving {
            version,
            source,
            corrected: None,
            text: &text,
        };
        self.keep_text((keeper, cites), at, saving, key).await
    }

    /// Saves the text of a version as it was corrected by hand. `seen` is the number of the saved text that
    /// the corrections began with: if it was saved anew meanwhile, nothing is done. Every clause keeps its
    /// identity.
    pub async fn correct_text(
        &self,
        keeper: Keeper<'_>,
        version: VersionKey,
        seen: u64,
        text: &ProtocolText,
        why: &str,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let cites = keeper.pass()?;
        if let Some(key) = &key
            && self.store().outcome(&keeper.id(), key).await?.is_some()
        {
            return Ok(());
        }
        let at = self.texts_version().await?;
        let texts = self.texts().await?;
        let Some(saved) = texts.of(&version.0, &version.1) else {
            let why = format!("no text of `{}/{}` is saved", version.0, version.1);
            return Err(invalid("version", why));
        };
        let why = clean_line(why);
        if why.is_empty() || why.chars().count() > WHY_MAX {
            let say = format!("say why it is corrected, in at most {WHY_MAX} characters");
            return Err(invalid("why", say));
        }
        if saved.number != seen {
            let why = "the text was saved anew since you began: throw this away, and begin again";
            return Err(invalid("why", why.to_owned()));
        }
        if *saved.text == *text {
            return Err(invalid("why", "nothing was corrected yet".to_owned()));
        }
        let saving = Saving {
            version,
            source: &saved.source,
            corrected: Some(&why),
            text,
        };
        self.keep_text((keeper, cites), at, saving, key).await
    }

    async fn keep_text(
        &self,
        (keeper, cites): (Keeper<'_>, Vec<Cite>),
        expected: u64,
        saving: Saving<'_>,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let fresh = self.entropy().act(keeper.id().as_str());
        let mut scribe = Scribe::new(&fresh);
        let Saving {
            version,
            source,
            corrected,
            text,
        } = saving;
        let saved = TextSaved::write(version, source, corrected, text, &mut scribe);
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        batch.appends.push(StreamAppend {
            stream: Stream::texts(),
            expected,
            events: vec![event(TextSaved::NAME, &saved)],
            cites: serde_json::to_string(&cites).expect("plain data"),
            projection: None,
        });
        batch.contents = scribe.finish();
        self.committed(batch).await
    }
}

/// A text on its way into the log.
struct Saving<'a> {
    version: VersionKey,
    source: &'a str,
    corrected: Option<&'a str>,
    text: &'a ProtocolText,
}

fn invalid(field: &'static str, why: String) -> ActError {
    Rejection::Invalid(vec![Invalid::new(field, why)]).into()
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
