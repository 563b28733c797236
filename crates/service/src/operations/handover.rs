//! What leaves one register for another: written into the outbox with the event that hands it over, so
//! that it arrives even if the program stops in between, and arrives once.

use std::collections::BTreeMap;
use std::pin::Pin;

use domain::complaints::{Act, Command, Complaints, Log};
use domain::enquiries::{Ended, Enquiries, Standing};
use domain::reference::Reference;
use domain::words::Words;
use serde::{Deserialize, Serialize};

use super::erase::ATTEMPT;
use super::{ActError, Operations, Options, Subject};

/// The outbox's word for a hand-over.
pub(super) const HAND_OVER: &str = "hand-over";

/// What is handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct HandingOver {
    pub from: Reference,
}

impl Operations {
    /// Hands over what waits in the outbox. What cannot be handed over is tried again later and holds
    /// nothing else up.
    pub(super) async fn hand_over_now(&self) -> Result<(), ActError> {
        let (now, store) = (self.now(), self.store());
        let items = store
            .take_outgoing(HAND_OVER, now, now + ATTEMPT, 100)
            .await?;
        for item in items {
            match self.hand_over(&item.payload).await {
                Ok(()) => store.outgoing_done(&item.key, now).await?,
                Err(error) => {
                    tracing::error!(%error, "a case was not handed over");
                    let why = error.to_string();
                    store
                        .outgoing_failed(&item.key, now + ATTEMPT, &why)
                        .await?;
                }
            }
        }
        Ok(())
    }

    /// Logs the complaint that an enquiry was, with its received time and a copy of its words.
    fn hand_over<'a>(
        &'a self,
        payload: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<(), ActError>> + Send + 'a>> {
        Box::pin(async move {
            let handing: HandingOver = serde_json::from_str(payload).map_err(|error| {
                store::Fault::Corrupt(format!("a hand-over of the outbox: {error}"))
            })?;
            let case = self.whole_case::<Enquiries>(&handing.from).await?;
            let state = case.state;
            let Standing::Ended {
                how: Ended::Complaint { permits, .. },
                ..
            } = state.standing
            else {
                return Ok(());
            };
            let texts = self.store().texts(&case.stream).await?;
            let texts: BTreeMap<_, _> = texts
                .into_iter()
                .filter_map(|(key, text)| Some((key, String::from_utf8(text.bytes?).ok()?)))
                .collect();
            let read = |words: &Words| texts.get(&words.key).cloned();
            let erased = || "The words were erased.".to_owned();
            let resident = state.constituent.and_then(|c| read(c.details.as_ref()?));
            let log = Log {
                sort: domain::complaints::event::Sort::Complaint,
                title: read(&state.title).unwrap_or_else(erased),
                body: read(&state.body).unwrap_or_else(erased),
                resident,
                received: Some(state.received),
                service: state.service,
                ward: state.ward,
                enquiry: Some((state.reference.clone(), state.holder)),
                permits,
                keep_out: state.denied,
            };
            let snapshot = self.council().await?;
            let actor = self.jobs(&snapshot);
            let options = Options {
                key: Some(format!("{HAND_OVER}:{}", state.reference)),
                ..Options::default()
            };
            let command = Command::from(Act::Log(Box::new(log)));
            self.act::<Complaints>(&actor, Subject::New, command, options)
                .await?;
            Ok(())
        })
    }
}
