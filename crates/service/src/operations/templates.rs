//! Reply templates: read from their own stream, changed by who keeps them.

use std::collections::BTreeMap;

use domain::ids::{SettingId, Stream};
use domain::register::Actor;
use domain::templates::{TemplateEvent, TemplateGiven, Templates, keep, retire};
use domain::verdict::NewContent;
use store::{Batch, StreamAppend};

use super::act::recorded_event;
use super::council::events;
use super::{ActError, Operations};

/// What somebody does with a template.
#[derive(Debug, Clone)]
pub enum TemplateChange {
    /// Writes it, or writes it anew.
    Keep(TemplateGiven),
    /// No longer offers it.
    Retire(SettingId),
}

impl Operations {
    /// Every template as it stands.
    pub async fn templates(&self) -> Result<Templates, ActError> {
        Ok(self.templates_at().await?.0)
    }

    async fn templates_at(&self) -> Result<(Templates, u64), ActError> {
        let stream = Stream::templates();
        let stored = self.store().load(&stream, 0).await?;
        let version = stored.last().map_or(0, |event| event.version);
        let words: BTreeMap<_, _> = self
            .store()
            .texts(&stream)
            .await?
            .into_iter()
            .filter_map(|(key, text)| Some((key, String::from_utf8(text.bytes?).ok()?)))
            .collect();
        let events: Vec<TemplateEvent> = events::<TemplateEvent>(&stored)?
            .into_iter()
            .map(|recorded| recorded.event)
            .collect();
        Ok((Templates::replay(&events, &words), version))
    }

    /// Writes or retires a template.
    pub async fn change_template(
        &self,
        actor: &Actor,
        change: TemplateChange,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let (templates, version) = self.templates_at().await?;
        let fresh = self.entropy().act(actor.person().as_str());
        let (event, contents): (TemplateEvent, Vec<NewContent>) = match change {
            TemplateChange::Keep(given) => keep(&templates, given, &actor.visible, &fresh)?,
            TemplateChange::Retire(id) => (retire(&templates, &id, &actor.visible)?, Vec::new()),
        };
        let mut batch = Batch::new(self.now(), actor.person().clone());
        batch.idempotency = key;
        batch.contents = contents;
        batch.appends.push(StreamAppend {
            stream: Stream::templates(),
            expected: version,
            events: vec![recorded_event(&event)],
            cites: "[]".to_owned(),
            projection: None,
        });
        self.committed(batch).await
    }
}
