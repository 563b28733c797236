//! Changes of the council's own facts: settings, calendar, adoptions, directory. One commit each, all
//! or nothing, with who made it.

use domain::calendar::CalendarEvent;
use domain::council::{Council, gate_facts};
use domain::directory::{DirectoryCommand, Draft};
use domain::ids::{PersonId, Stream};
use domain::protocol::{Adoption, ProtocolEvent, VersionKey};
use domain::register::{Actor, Recorded};
use domain::settings::SettingSet;
use domain::verdict::{Cite, Gate, Invalid, Rejection};
use serde::Serialize;
use store::{Batch, CommitError, NewEvent, OutboxItem, Pass, StreamAppend};

use super::act::recorded_event;
use super::{ActError, Operations};

/// Who changes a fact.
#[derive(Debug, Clone, Copy)]
pub enum Keeper<'a> {
    /// Somebody who is signed in; the gate decides.
    Person(&'a Actor),
    /// Whoever runs the server, on the command line.
    Operator,
    /// The council's sign-in service, for the posts that it keeps.
    SignInService,
}

impl Keeper<'_> {
    pub(super) fn id(&self) -> PersonId {
        match self {
            Self::Person(actor) => actor.person().clone(),
            Self::Operator => "operator".parse().expect("a slug"),
            Self::SignInService => "sign-in-service".parse().expect("a slug"),
        }
    }

    /// What lets them, or the refusal.
    pub(super) fn pass(&self) -> Result<Vec<Cite>, Rejection> {
        match self {
            Self::Operator | Self::SignInService => Ok(Vec::new()),
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
    /// What the council did with a version of a protocol, or how it corrects the record of it.
    Protocol(ProtocolEvent),
}

impl Operations {
    /// Makes changes to the council's facts, all or none.
    pub async fn change(
        &self,
        keeper: Keeper<'_>,
        changes: Vec<FactChange>,
        key: Option<String>,
    ) -> Result<(), ActError> {
        let mut cites = keeper.pass()?;
        let snapshot = self.council_now().await?;
        let mut batch = Batch::new(self.now(), keeper.id());
        batch.idempotency = key;
        let mut settings = Vec::new();
        let mut calendar = Vec::new();
        let mut protocol = Vec::new();
        let mut days = (*snapshot.calendar).clone();
        let mut versions = snapshot.versions.clone();
        for change in changes {
            match change {
                FactChange::Setting(set) => settings.push(event("setting-set", &set)),
                FactChange::Calendar(change) => {
                    days.check(&change, self.today())
                        .map_err(Rejection::Invalid)?;
                    calendar.push(event(change.kind(), &change));
                    days = days.evolve(&change);
                }
                FactChange::Protocol(change) => {
                    let known = |key: &VersionKey| snapshot.protocols.contains_key(key);
                    versions
                        .check(&change, known, self.today())
                        .map_err(Rejection::Invalid)?;
                    if let ProtocolEvent::Adopted(adoption) = &change {
                        cites.extend(approved(&snapshot, adoption)?);
                    }
                    protocol.push(event(change.name(), &change));
                    versions = versions.evolve(Recorded {
                        version: 0,
                        at: self.now(),
                        actor: keeper.id(),
                        event: change,
                    });
                }
            }
        }
        let [_, calendar_at, settings_at, protocol_at] = snapshot.at;
        let streams = [
            (Stream::settings(), settings_at, settings),
            (Stream::calendar(), calendar_at, calendar),
            (Stream::protocol(), protocol_at, protocol),
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

    /// Puts one event on the record of one of the council's own streams, whatever else happens there meanwhile;
    /// with it a pass and the letter that carries it, where there are such.
    pub(super) async fn record<E: Serialize>(
        &self,
        stream: Stream,
        actor: PersonId,
        what: &E,
        with: (Option<Pass>, Option<OutboxItem>),
    ) -> Result<(), ActError> {
        let (pass, letter) = with;
        loop {
            let versions = self.store().stream_versions(std::slice::from_ref(&stream));
            let expected = versions.await?.first().copied().unwrap_or(0);
            let mut batch = Batch::new(self.now(), actor.clone());
            let recorded = recorded_event(what);
            batch.appends.push(StreamAppend {
                stream: stream.clone(),
                expected,
                events: vec![event(&recorded.kind, what)],
                cites: "[]".to_owned(),
                projection: None,
            });
            batch.passes.extend(pass.clone());
            batch.outbox.extend(letter.clone());
            match self.commit(batch).await {
                Ok(_) => {
                    self.clock().tick();
                    return Ok(());
                }
                Err(CommitError::Conflict { .. }) => {}
                Err(CommitError::Duplicate(_)) => return Ok(()),
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
            }
        }
    }

    /// Commits a change of facts: a repeat is no failure.
    pub(super) async fn committed(&self, batch: Batch) -> Result<(), ActError> {
        match self.commit(batch).await {
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

/// What an adoption rests on; what the protocol in force asks of it must be explained where it is not
/// so.
fn approved(council: &Council, adoption: &Adoption) -> Result<Vec<Cite>, Rejection> {
    let Some(approval) = council.approval_of(adoption) else {
        return Ok(Vec::new());
    };
    match approval.explain {
        Some(explain) if adoption.why.is_none() => {
            let why = format!("{} ({})", explain.question, explain.basis);
            Err(Rejection::Invalid(vec![Invalid::new("why", why)]))
        }
        _ => Ok(approval.cites),
    }
}

pub(super) fn event<E: Serialize>(kind: &str, event: &E) -> NewEvent {
    let payload = serde_json::to_string(event).expect("events are plain data");
    NewEvent {
        kind: kind.to_owned(),
        payload,
    }
}
