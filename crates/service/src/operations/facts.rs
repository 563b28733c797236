//! Changes of the council's own facts: settings, calendar, adoptions, directory. One commit each, all
//! or nothing, with who made it.

use domain::calendar::CalendarEvent;
use domain::council::gate_facts;
use domain::directory::{DirectoryCommand, Draft};
use domain::ids::{PersonId, Stream};
use domain::protocol::Adoption;
use domain::register::Actor;
use domain::settings::SettingSet;
use domain::verdict::{Cite, Gate, Invalid, Rejection};
use serde::Serialize;
use store::{Batch, CommitError, NewEvent, StreamAppend};

use super::act::recorded_event;
use super::{ActError, Operations};

/// Who changes a fact.
#[derive(Debug, Clone, Copy)]
pub enum Keeper<'a> {
    /// Somebody who is signed in; the gate decides.
    Person(&'a Actor),
    /// Whoever runs the server, on the command line.
    Operator,
}

impl Keeper<'_> {
    fn id(&self) -> PersonId {
        match self {
            Self::Person(actor) => actor.person().clone(),
            Self::Operator => "operator".parse().expect("a slug"),
        }
    }

    /// What lets them, or the refusal.
    fn pass(&self) -> Result<Vec<Cite>, Rejection> {
        match self {
            Self::Operator => Ok(Vec::new()),
            Self::Person(actor) => match gate_facts(&actor.visible) {
                Gate::Allowed { cites, .. } => Ok(cites),
                Gate::Refused(refusal) => Err(Rejection::Refused(refusal)),
                Gate::Hidden => Err(Rejection::Hidden),
            },
        }
    }
}

/// One change of the council's facts.
#[derive(Debug, Clone)]
pub enum FactChange {
    /// A choice of the council.
    Setting(SettingSet),
    /// A change of its working days.
    Calendar(CalendarEvent),
    /// An adoption of a protocol by the body that may.
    Adoption(Adoption),
}

impl Operations {
    /// Makes changes to the council's facts, all or none.
    pub async fn change(
        &self,
        keeper: Keeper<'_>,
        changes: Vec<FactChange>,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let cites = keeper.pass()?;
        let snapshot = self.council_now().await?;
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        let mut settings = Vec::new();
        let mut calendar = Vec::new();
        let mut adoptions = Vec::new();
        let mut days = (*snapshot.calendar).clone();
        for change in changes {
            match change {
                FactChange::Setting(set) => settings.push(event("setting-set", &set)),
                FactChange::Calendar(change) => {
                    days.check(&change, self.today())
                        .map_err(Rejection::Invalid)?;
                    calendar.push(event(change.kind(), &change));
                    days = days.evolve(&change);
                }
                FactChange::Adoption(adoption) => {
                    let known = (adoption.pack.clone(), adoption.version.clone());
                    if !snapshot.protocols.contains_key(&known) {
                        let why = format!("there is no version `{}` of `{}`", known.1, known.0);
                        return Err(Rejection::Invalid(vec![Invalid::new("version", why)]).into());
                    }
                    adoptions.push(event("adopted", &adoption));
                }
            }
        }
        let [_, calendar_at, settings_at, protocol_at] = snapshot.versions;
        let streams = [
            (Stream::settings(), settings_at, settings),
            (Stream::calendar(), calendar_at, calendar),
            (Stream::protocol(), protocol_at, adoptions),
        ];
        let cites = serde_json::to_string(&cites).expect("plain data");
        for (stream, expected, events) in streams.into_iter().filter(|(_, _, e)| !e.is_empty()) {
            let cites = cites.clone();
            batch.appends.push(StreamAppend {
                stream,
                expected,
                events,
                cites,
                projection: None,
            });
        }
        self.committed(batch).await
    }

    /// Makes changes to the directory in order, all or none.
    pub async fn keep_directory(
        &self,
        keeper: Keeper<'_>,
        commands: Vec<DirectoryCommand>,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let cites = keeper.pass()?;
        let snapshot = self.council_now().await?;
        let fresh = self.entropy().act(keeper.id().as_str());
        let mut draft = Draft::new(&snapshot.directory, self.now(), &fresh);
        for command in commands {
            draft.apply(command).map_err(Rejection::Invalid)?;
        }
        let decision = draft.finish();
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        for append in decision.appends {
            let events = append.events.iter().map(recorded_event).collect();
            batch.appends.push(StreamAppend {
                stream: append.stream,
                expected: append.expected,
                events,
                cites: serde_json::to_string(&cites).expect("plain data"),
                projection: None,
            });
        }
        batch.contents = decision.contents;
        if batch.appends.iter().all(|append| append.events.is_empty()) {
            return Ok(());
        }
        self.committed(batch).await
    }

    /// Commits a change of facts: a repeat is no failure.
    pub(super) async fn committed(&self, batch: Batch) -> Result<(), ActError> {
        match self.store().commit(batch).await {
            Ok(_) => {
                self.clock().tick();
                Ok(())
            }
            Err(CommitError::Duplicate(_)) => Ok(()),
            Err(CommitError::Conflict { stream, found }) => Err(ActError::Moved {
                stream,
                seen: found.saturating_sub(1),
                now: found,
            }),
            Err(CommitError::Fault(fault)) => Err(fault.into()),
        }
    }
}

pub(super) fn event<E: Serialize>(kind: &str, event: &E) -> NewEvent {
    let payload = serde_json::to_string(event).expect("events are plain data");
    NewEvent {
        kind: kind.to_owned(),
        payload,
    }
}
