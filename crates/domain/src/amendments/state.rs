//! An amendment as folded from its events.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::basis;
use super::event::{ChangeDrafted, Commented, Event, ReplayAdded};
use crate::access::{Reader, Readers, Token};
use crate::calendar::local_date;
use crate::council::Council;
use crate::ids::{ClauseId, PartId, PersonId};
use crate::protocol::{Minuted, Protocol, VersionKey};
use crate::reference::Reference;
use crate::register::kept::Kept;
use crate::register::{Pin, Recorded, Register, Row};
use crate::words::Words;

/// An amendment, or a review that gathers them.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// The protocol in force when it was suggested.
    pub pin: Option<Pin>,
    /// In a few words.
    pub title: Words,
    /// The clauses concerned.
    pub clauses: Vec<ClauseId>,
    /// Who suggested it.
    pub by: PersonId,
    /// To whom it went.
    pub to: Vec<Reader>,
    /// When.
    pub received: Timestamp,
    /// The day of the review of the Constitution, for a review.
    pub review: Option<Date>,
    /// Whether somebody took it up.
    pub taken_up: bool,
    /// Whether everybody may read and comment.
    pub consulting: bool,
    /// The drafted changes, in order.
    pub changes: BTreeMap<PartId, Change>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// The replays that stand beside it, in order.
    pub replays: Vec<ReplayAdded>,
    /// The version that was made of it.
    pub version: Option<VersionKey>,
    /// The recommendation.
    pub recommended: Option<Minuted>,
    /// The approval.
    pub approved: Option<Minuted>,
    /// Where it says why the approval was otherwise than the protocol asks.
    pub why: Option<Words>,
    /// How it ended, if it has.
    pub ended: Option<Standing>,
    /// What is kept of people's words and what of them was erased.
    pub kept: Kept,
    /// When it last changed.
    pub changed: Timestamp,
}

/// A drafted change, with its place in the order of drafting.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its place, from 0.
    pub place: usize,
    /// The change.
    pub drafted: ChangeDrafted,
}

/// A comment with its response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The comment.
    pub made: Commented,
    /// The response.
    pub response: Option<Words>,
}

/// How an amendment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody has taken it up.
    Suggested,
    /// It is being drafted.
    Drafting,
    /// It is open for comments.
    Consulting,
    /// A body recommended it.
    Recommended,
    /// A body approved it.
    Approved,
    /// It was adopted.
    Adopted,
    /// It was declined.
    Declined,
    /// It was taken back.
    Withdrawn,
}

impl Standing {
    /// The closed word of lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Suggested => "suggested",
            Self::Drafting => "drafting",
            Self::Consulting => "consulting",
            Self::Recommended => "recommended",
            Self::Approved => "approved",
            Self::Adopted => "adopted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl State {
    /// The amendment after one more event.
    pub(super) fn evolve(state: Option<Self>, recorded: &Recorded<Event>) -> Option<Self> {
        let Some(mut state) = state else {
            return Self::opened(recorded);
        };
        if let Event::Erased(erased) = &recorded.event {
            state.kept.erase(&erased.keys);
            return Some(state);
        }
        state.changed = recorded.at;
        state.kept.add(&recorded.event.of_people());
        match &recorded.event {
            Event::TakenUp {} => state.taken_up = true,
            Event::ChangeDrafted(drafted) => {
                state.taken_up = true;
                let change = Change {
                    place: state.changes.len(),
                    drafted: (**drafted).clone(),
                };
                state.changes.insert(drafted.part.clone(), change);
            }
            Event::ChangeDropped(part) => {
                state.changes.remove(&part.part);
            }
            Event::ConsultationOpened {} => state.consulting = true,
            Event::Commented(made) => state.comments.push(Comment {
                made: made.clone(),
                response: None,
            }),
            Event::Responded(response) => {
                let mut comments = state.comments.iter_mut();
                if let Some(comment) = comments.find(|c| c.made.part == response.part) {
                    comment.response = Some(response.words.clone());
                }
            }
            Event::ReplayAdded(added) => state.replays.push((**added).clone()),
            Event::VersionMade(made) => {
                let drafted = &made.drafted;
                state.version = Some((drafted.pack.clone(), drafted.version.clone()));
            }
            Event::Recommended(r) => state.recommended = Some(r.decided.clone()),
            Event::Approved(approved) => {
                state.approved = Some(approved.decided.clone());
                state.why.clone_from(&approved.why);
            }
            Event::Adopted(_) => state.ended = Some(Standing::Adopted),
            Event::Declined(_) => state.ended = Some(Standing::Declined),
            Event::Withdrawn {} => state.ended = Some(Standing::Withdrawn),
            Event::Suggested(_)
            | Event::ReviewOpened(_)
            | Event::Explained(_)
            | Event::Erased(_) => {}
        }
        Some(state)
    }

    fn opened(recorded: &Recorded<Event>) -> Option<Self> {
        let (reference, pin, clauses, title, to, review) = match &recorded.event {
            Event::Suggested(s) => (
                &s.reference,
                &s.pin,
                s.clauses.clone(),
                &s.title,
                &s.to,
                None,
            ),
            Event::ReviewOpened(r) => (
                &r.reference,
                &r.pin,
                Vec::new(),
                &r.title,
                &r.to,
                Some(r.on),
            ),
            _ => return None,
        };
        let mut kept = Kept::default();
        kept.add(&recorded.event.of_people());
        Some(Self {
            reference: reference.clone(),
            pin: pin.clone(),
            title: title.clone(),
            clauses,
            by: recorded.actor.clone(),
            to: to.clone(),
            received: recorded.at,
            review,
            taken_up: false,
            consulting: false,
            changes: BTreeMap::new(),
            comments: Vec::new(),
            replays: Vec::new(),
            version: None,
            recommended: None,
            approved: None,
            why: None,
            ended: None,
            kept,
            changed: recorded.at,
        })
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        match self.ended {
            Some(ended) => ended,
            None if self.approved.is_some() => Standing::Approved,
            None if self.recommended.is_some() => Standing::Recommended,
            None if self.consulting => Standing::Consulting,
            None if self.taken_up => Standing::Drafting,
            None => Standing::Suggested,
        }
    }

    /// Whether it still waits on somebody.
    pub fn is_open(&self) -> bool {
        self.ended.is_none()
    }

    /// The protocol that it changes: the one in force, or that of the day on which it was suggested once
    /// its own version is in force.
    pub fn changes_of<'c>(&self, council: &'c Council, on: Date) -> Option<&'c Arc<Protocol>> {
        let own = |p: &&Arc<Protocol>| {
            let key = (&p.pack, &p.version);
            let made = self.version.as_ref();
            made.is_none_or(|made| (&made.0, &made.1) != key)
        };
        let pinned = || {
            let pin = self.pin.as_ref()?;
            council.pinned(&pin.pack, &pin.version)
        };
        council.protocol_on(on).filter(own).or_else(pinned)
    }

    /// The drafted changes in the order of drafting.
    pub fn drafted(&self) -> Vec<&ChangeDrafted> {
        let mut all: Vec<&Change> = self.changes.values().collect();
        all.sort_by_key(|change| change.place);
        all.into_iter().map(|change| &change.drafted).collect()
    }

    /// Whoever suggested it, the offices to which it went, those who keep the record of the protocol; and
    /// everybody once it is open for comments.
    pub(super) fn readers(&self) -> Readers {
        let reader = |token| Reader {
            token,
            basis: basis::readers(),
        };
        let mut may = vec![reader(Token::person(&self.by))];
        may.extend(self.to.iter().cloned());
        if self.consulting {
            may.push(reader(Token::everyone()));
        }
        Readers {
            may,
            denied: Vec::new(),
        }
    }

    pub(super) fn summary(&self) -> Row {
        let done = (!self.is_open()).then(|| local_date(self.changed));
        let waits_on = self.to.first().map(|reader| reader.token.clone());
        Row {
            register: super::Amendments::NAME.to_owned(),
            reference: self.reference.clone(),
            title: Some(self.title.key.clone()),
            state: self.standing().word().to_owned(),
            open: self.is_open(),
            due: None,
            waits_on: waits_on.filter(|_| self.is_open()),
            service: None,
            ward: None,
            holder: None,
            handler: None,
            received: self.received,
            received_on: local_date(self.received),
            answered_on: done,
            closed_on: done,
            judged: None,
            held: None,
            search: self
                .clauses
                .iter()
                .map(|c| c.printed().to_owned())
                .collect(),
        }
    }
}
