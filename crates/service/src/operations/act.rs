//! Load, decide, commit: the one path of every act of every register.

use std::collections::BTreeMap;

use domain::access::{Readers, Token};
use domain::calendar::local_date;
use domain::council::Council;
use domain::directory::Role;
use domain::ids::{AppointmentId, PersonId, Stream};
use domain::protocol::text::TextSaved;
use domain::reference::Reference;
use domain::register::{Actor, Context, Recorded, Register};
use domain::verdict::{Append, Cite, Decision, NewContent, Notice};
use jiff::civil::Date;
use store::{Batch, CommitError, NewEvent, OutboxItem, PersonNotice, Projection, StreamAppend};

use super::erase::{ERASE, Erasing};
use super::facts::event;
use super::handover::{HAND_OVER, HandingOver};
use super::{ActError, Case, Operations};
use crate::mail::MAIL;

/// How often an act that nobody else contradicts is decided anew before it gives up.
const TRIES: usize = 16;

/// What an act is about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// A new case; its reference is drawn here.
    New,
    /// A case that the actor may read.
    Case(Reference),
    /// A case on which the actor acts without reading it: the product's own job, or the Monitoring
    /// Officer who erases. The register's gate still decides, and nothing of it is handed back.
    Unread(Reference),
}

/// How an act is to be carried out.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The version that the person looked at. If the case has moved, nothing is done and they are told.
    pub seen: Option<u64>,
    /// The form's own key: the same form sent twice is done once.
    pub key: Option<String>,
    /// Drafts that are done with, by form key.
    pub drafts_done: Vec<String>,
}

/// What was done.
#[derive(Debug, Clone)]
pub struct Done {
    /// The case.
    pub reference: Reference,
    /// Its version after the act.
    pub version: u64,
    /// What the decision rests on.
    pub cites: Vec<Cite>,
    /// Whether the same form had been sent before, so that nothing new happened.
    pub repeated: bool,
}

impl Operations {
    /// Decides a command and commits what follows from it. Decided again while other people's acts get
    /// in first, unless the actor said which version they saw.
    pub async fn act<R: Register>(
        &self,
        actor: &Actor,
        subject: Subject,
        command: R::Command,
        options: Options,
    ) -> Result<Done, ActError>
    where
        R::Command: Clone,
    {
        let key = options.key.clone();
        let no = match self.decided::<R>(actor, subject, command, options).await {
            Err(no @ (ActError::Moved { .. } | ActError::Rejected(_))) => no,
            other => return other,
        };
        // What stands in the way may be this very act, sent before.
        let Some(key) = key else {
            return Err(no);
        };
        let first = self.store().outcome(actor.person(), &key).await?;
        let first = first.and_then(|first| first_case::<R>(&first));
        let (reference, version) = first.ok_or(no)?;
        Ok(Done {
            reference,
            version,
            cites: Vec::new(),
            repeated: true,
        })
    }

    async fn decided<R: Register>(
        &self,
        actor: &Actor,
        subject: Subject,
        command: R::Command,
        options: Options,
    ) -> Result<Done, ActError>
    where
        R::Command: Clone,
    {
        let fresh = self.entropy().act(actor.person().as_str());
        for attempt in 0..TRIES {
            let snapshot = self.council_now().await?;
            let now = self.now();
            let cx = Context {
                now,
                actor,
                council: &snapshot.council,
                fresh: &fresh,
            };
            let (reference, case) = match &subject {
                Subject::New => (fresh.reference(R::PREFIX, attempt), None),
                Subject::Case(reference) => (
                    reference.clone(),
                    Some(self.case::<R>(reference, &actor.visible).await?),
                ),
                Subject::Unread(reference) => (
                    reference.clone(),
                    Some(self.whole_case::<R>(reference).await?),
                ),
            };
            let stream = Stream::case(R::NAME, &reference);
            moved(&stream, case.as_ref(), options.seen)?;
            let state = case.as_ref().map(|case| (&case.state, case.version));
            let decision = R::decide(&stream, state, command.clone(), &cx)?;
            let cites = decision.cites.clone();
            let batch = self
                .batch::<R>(decision, case.as_ref(), &cx, &options)
                .await?;
            let follows = batch.outbox.iter().any(|item| item.kind != MAIL);
            match self.commit(batch).await {
                Ok(committed) => {
                    self.clock().tick();
                    if follows {
                        self.erase_now().await?;
                    }
                    let version = version_of(&committed, &stream);
                    return Ok(Done {
                        reference,
                        version,
                        cites,
                        repeated: false,
                    });
                }
                Err(CommitError::Duplicate(first)) => {
                    let (reference, version) = first_case::<R>(&first).ok_or(ActError::NotFound)?;
                    return Ok(Done {
                        reference,
                        version,
                        cites,
                        repeated: true,
                    });
                }
                Err(CommitError::Conflict { .. }) if attempt + 1 < TRIES => {}
                Err(CommitError::Conflict { stream, found }) => {
                    let seen = case.as_ref().map_or(0, |case| case.version);
                    return Err(ActError::Moved {
                        stream,
                        seen,
                        now: found,
                    });
                }
                Err(CommitError::Fault(fault)) => return Err(fault.into()),
            }
        }
        Err(ActError::NotFound)
    }

    /// The decision as the store takes it: events as JSON, each case's row and readers, search terms,
    /// and notices expanded to the people of the day.
    pub(super) async fn batch<R: Register>(
        &self,
        decision: Decision<R::Event>,
        case: Option<&Case<R>>,
        cx: &Context<'_>,
        options: &Options,
    ) -> Result<Batch, ActError> {
        let mut batch = Batch::new(cx.now, cx.actor.person().clone());
        batch.idempotency.clone_from(&options.key);
        batch.drafts_done.clone_from(&options.drafts_done);
        batch.terms = terms(&decision.contents);
        let on = local_date(cx.now);
        let ruled = decision.cites.iter().map(|cite| Cite {
            value: cite.value.clone(),
            basis: cx.council.as_ruled(&cite.basis, on),
        });
        let cites = json(&ruled.collect::<Vec<_>>());
        let (mut of_council, mut of_texts) = (Vec::new(), Vec::new());
        for append in decision.appends {
            let erasures = erasures::<R>(&append, &batch.actor);
            batch.outbox.extend(erasures);
            batch.outbox.extend(hand_overs::<R>(&append));
            let before = match case {
                Some(case) if case.stream == append.stream => Some(case.state.clone()),
                _ if append.expected > 0 => self.state_of::<R>(&append.stream).await?,
                _ => None,
            };
            let (stream, projection) = project::<R>(&append, before, cx);
            if let Some((reference, readers)) = &projection {
                let told = recipients(&append.notices, cx, &readers.readers);
                let told: Vec<_> = told
                    .into_iter()
                    .map(|(person, notice)| PersonNotice {
                        person,
                        kind: notice.kind.clone(),
                        reference: reference.clone(),
                        basis: json(&notice.basis),
                    })
                    .collect();
                let cause = format!("{reference} {}", append.expected);
                let letters = self.letters(&told, &batch.actor, &cause);
                batch.outbox.extend(letters);
                batch.notices.extend(told);
            }
            of_council.extend(append.events.iter().filter_map(R::of_council));
            of_texts.extend(append.events.iter().filter_map(R::of_texts));
            batch.appends.push(StreamAppend {
                stream,
                expected: append.expected,
                events: append.events.iter().map(recorded_event).collect(),
                cites: cites.clone(),
                projection: projection.map(|(_, projection)| projection),
            });
        }
        if !of_council.is_empty() {
            batch.appends.push(StreamAppend {
                stream: Stream::protocol(),
                expected: self.council_now().await?.at[3],
                events: of_council.iter().map(|e| event(e.name(), e)).collect(),
                cites: cites.clone(),
                projection: None,
            });
        }
        if !of_texts.is_empty() {
            batch.appends.push(StreamAppend {
                stream: Stream::texts(),
                expected: self.texts_version().await?,
                events: of_texts.iter().map(|e| event(TextSaved::NAME, e)).collect(),
                cites,
                projection: None,
            });
        }
        batch.contents = decision.contents;
        Ok(batch)
    }

    /// Another case that a decision changes, whose facts came in with the command.
    async fn state_of<R: Register>(&self, stream: &Stream) -> Result<Option<R::State>, ActError> {
        match self.whole::<R>(stream.clone()).await {
            Ok(case) => Ok(Some(case.state)),
            Err(ActError::NotFound) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// A case as a job sees it, without its words.
    pub(crate) async fn whole_case<R: Register>(
        &self,
        reference: &Reference,
    ) -> Result<Case<R>, ActError> {
        self.whole(Stream::case(R::NAME, reference)).await
    }

    async fn whole<R: Register>(&self, stream: Stream) -> Result<Case<R>, ActError> {
        let events = self.store().load(&stream, 0).await?;
        Case::fold(stream, events, BTreeMap::new())
    }
}

/// What another register takes over with these events: left in the outbox with them.
fn hand_overs<R: Register>(append: &Append<R::Event>) -> Vec<OutboxItem> {
    let reference = append.stream.as_str().rsplit('/').next();
    let from = reference.and_then(|reference| reference.parse::<Reference>().ok());
    let handed = append.events.iter().filter_map(R::hands_over);
    handed
        .filter_map(|to| {
            Some(OutboxItem {
                key: format!("{HAND_OVER} {} {to}", append.stream.as_str()),
                kind: HAND_OVER.to_owned(),
                payload: json(&HandingOver {
                    from: from.clone()?,
                }),
            })
        })
        .collect()
}

/// What must be erased once these events stand: left in the outbox with them, so that it is done even
/// if the program stops in between.
fn erasures<R: Register>(append: &Append<R::Event>, actor: &PersonId) -> Vec<OutboxItem> {
    let erased = append.events.iter().enumerate();
    let erased = erased.filter_map(|(n, event)| Some((n, R::erased(event)?)));
    erased
        .map(|(n, (keys, reason))| OutboxItem {
            key: format!(
                "erase {} {}",
                append.stream.as_str(),
                append.expected + 1 + n as u64
            ),
            kind: ERASE.to_owned(),
            payload: json(&Erasing {
                keys: keys.to_vec(),
                reason,
                actor: actor.clone(),
            }),
        })
        .collect()
}

fn moved<R: Register>(
    stream: &Stream,
    case: Option<&Case<R>>,
    seen: Option<u64>,
) -> Result<(), ActError> {
    match (case, seen) {
        (Some(case), Some(seen)) if case.version != seen => Err(ActError::Moved {
            stream: stream.clone(),
            seen,
            now: case.version,
        }),
        _ => Ok(()),
    }
}

/// The case after these events, as lists read it.
fn project<R: Register>(
    append: &Append<R::Event>,
    before: Option<R::State>,
    cx: &Context<'_>,
) -> (Stream, Option<(Reference, Projection)>) {
    let after = append
        .events
        .iter()
        .enumerate()
        .fold(before, |state, (n, event)| {
            let recorded = Recorded {
                version: append.expected + 1 + n as u64,
                at: cx.now,
                actor: cx.actor.person().clone(),
                event: event.clone(),
            };
            R::evolve(state, &recorded)
        });
    let projection = after.map(|state| projection::<R>(&state, cx.council));
    (
        append.stream.clone(),
        projection.map(|p| (p.row.reference.clone(), p)),
    )
}

/// A case's row and readers.
pub(crate) fn projection<R: Register>(state: &R::State, council: &Council) -> Projection {
    Projection {
        row: R::summary(state, council),
        readers: R::readers(state),
        words: R::words_readers(state),
    }
}

/// An event as stored; its kind is the tag under which it serialises.
pub(super) fn recorded_event<E: serde::Serialize>(event: &E) -> NewEvent {
    let value = serde_json::to_value(event).expect("events are plain data");
    let tag = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let outer = || value.as_object()?.keys().next().cloned();
    let kind = tag("kind").or_else(|| tag("event")).or_else(outer);
    NewEvent {
        kind: kind.unwrap_or_default(),
        payload: value.to_string(),
    }
}

fn terms(contents: &[NewContent]) -> Vec<(domain::ids::ContentKey, Vec<String>)> {
    let searchable = contents.iter().filter(|content| content.searchable);
    searchable
        .filter_map(|content| {
            let text = std::str::from_utf8(&content.bytes).ok()?;
            Some((content.key.clone(), domain::text::terms(text)))
        })
        .collect()
}

/// The people whom the notices reach today, each once per notice, never the actor nor anybody kept out.
/// What reaches a member reaches the assistants who may reply for them, where the case lets them read.
pub(super) fn recipients<'n>(
    notices: &'n [Notice],
    cx: &Context<'_>,
    readers: &Readers,
) -> Vec<(PersonId, &'n Notice)> {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let mut told: BTreeMap<(PersonId, &str), &Notice> = BTreeMap::new();
    for notice in notices {
        let mut people = directory.holders_of(&notice.to, today);
        people.extend(assistants(&notice.to, cx.council, today, readers));
        for person in people {
            if &person != cx.actor.person() && !readers.denied.contains(&person) {
                told.entry((person, &notice.kind)).or_insert(notice);
            }
        }
    }
    told.into_iter()
        .map(|((person, _), notice)| (person, notice))
        .collect()
}

/// The assistants with the right to reply for whoever holds the appointment that is told.
fn assistants(to: &Token, council: &Council, today: Date, readers: &Readers) -> Vec<PersonId> {
    let ("holder-of", id) = to.parts() else {
        return Vec::new();
    };
    let Ok(seat) = id.parse::<AppointmentId>() else {
        return Vec::new();
    };
    let assists = Token::assistant_of(&seat);
    if !readers.may.iter().any(|reader| reader.token == assists) {
        return Vec::new();
    }
    let assistants = council.directory.assisting(&seat, today).into_iter();
    assistants
        .filter(|a| matches!(&a.role, Role::Assistant { rights, .. } if rights.answer))
        .map(|a| a.person.clone())
        .collect()
}

fn version_of(committed: &store::Committed, stream: &Stream) -> u64 {
    committed
        .versions
        .iter()
        .find(|(s, _)| s == stream)
        .map_or(0, |(_, version)| *version)
}

fn first_case<R: Register>(committed: &store::Committed) -> Option<(Reference, u64)> {
    committed.versions.iter().find_map(|(stream, version)| {
        let reference = stream.as_str().strip_prefix(R::NAME)?.strip_prefix('/')?;
        Some((reference.parse().ok()?, *version))
    })
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("plain data")
}
