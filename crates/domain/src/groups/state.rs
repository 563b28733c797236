//! A group’s request, or an offer to a group, as folded from its events. Holds no words, only where they
//! are kept.

use jiff::Timestamp;
use jiff::civil::Date;

use super::event::{Asked, BreachReported, Capacity, Event, Offered, Target, Wants};
use crate::access::{Reader, Token};
use crate::calendar::local_date;
use crate::ids::{AppointmentId, GroupId, PartId, PersonId, ServiceId};
use crate::reference::Reference;
use crate::register::files::CaseFile;
use crate::register::kept::Kept;
use crate::register::posts;
use crate::register::{Pin, Recorded};
use crate::verdict::Basis;
use crate::words::Words;

/// A request or an offer now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The matter, shared by every request and offer on it.
    pub topic: PartId,
    /// Whose it is.
    pub whose: Target,
    /// Who reads it on that side.
    pub side: Reader,
    /// When it began.
    pub began: Timestamp,
    /// What it is about: the item of business, or the subject of the offer.
    pub title: Words,
    /// The service.
    pub service: ServiceId,
    /// The officer who attends, or who gave what is offered.
    pub officer: Option<PersonId>,
    /// The post in which they do; none where they read it in person.
    pub post: Option<AppointmentId>,
    /// The officers who have it, each with why.
    pub desk: Vec<Reader>,
    /// The officers who were at it and read on in whatever post, each with why the council lets them.
    pub lasting: Vec<Reader>,
    /// A request or an offer.
    pub origin: Origin,
    /// Where it stands.
    pub standing: Standing,
    /// What was given, oldest first.
    pub given: Vec<Handed>,
    /// The documents that were given, oldest first.
    pub files: Vec<CaseFile>,
    /// The discussions that were noted, oldest first.
    pub notes: Vec<Note>,
    /// The seat of the member who asked.
    pub seat: Option<AppointmentId>,
    /// Who from outside the Council was announced or was there, as last told.
    pub present: Option<Words>,
    /// Whether the Chief Executive was told, and why.
    pub chief_executive: Option<Basis>,
    /// When the officers first replied, and whether they granted it.
    pub replied: Option<(Date, bool)>,
    /// When the officer attended.
    pub attended: Option<Date>,
    /// Whether something of it that all its readers know is to be looked at by the Monitoring Officer.
    pub flagged: bool,
    /// What is kept of it and what was erased.
    pub kept: Kept,
    /// When anything last happened that all its readers may know.
    pub last_at: Timestamp,
}

/// How a case began.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// A request.
    Request {
        /// For what.
        wants: Wants,
        /// In which capacity the officer is asked.
        capacity: Capacity,
        /// Whether it waits for approval.
        needs_approval: bool,
        /// When the group meets.
        meets_on: Option<Date>,
        /// Whether outsiders were announced.
        outsiders: bool,
    },
    /// An offer.
    Offer {
        /// By when an answer is hoped for.
        until: Date,
        /// What is read when it is taken up.
        information: Option<Words>,
        /// Who was given it first, where that is told.
        first: Option<GroupId>,
        /// Why it is offered.
        basis: Basis,
    },
    /// A breach that was reported by itself.
    Breach,
}

/// A discussion that was noted.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The part.
    pub part: PartId,
    /// Who noted it, with why so few read it.
    pub author: Reader,
    /// Who else reads it, on a ground that the council had set by then.
    pub also: Vec<Reader>,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A request that nobody has answered.
    Asked,
    /// Approved, and no officer has agreed yet.
    Approved,
    /// An officer will attend.
    Agreed,
    /// An officer has attended, or information was given.
    Done,
    /// Declined.
    Declined,
    /// Taken back.
    Withdrawn,
    /// An offer without an answer.
    Offered,
    /// Taken up.
    TakenUp,
    /// Declined by the group.
    OfferDeclined,
    /// A reported breach, with the Monitoring Officer.
    Reported,
    /// What was done about it is recorded.
    Settled,
}

/// Something that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The part.
    pub part: PartId,
    /// On which day.
    pub on: Date,
    /// What it is about.
    pub subject: Words,
}

impl State {
    /// Whether it still waits on anybody.
    pub fn is_open(&self) -> bool {
        use Standing::{Agreed, Approved, Asked, Offered, Reported};
        matches!(
            self.standing,
            Asked | Approved | Agreed | Offered | Reported
        )
    }

    /// Whether it is a breach that was reported by itself.
    pub fn is_breach(&self) -> bool {
        self.origin == Origin::Breach
    }

    /// Whether it is an offer.
    pub fn is_offer(&self) -> bool {
        matches!(self.origin, Origin::Offer { .. })
    }

    /// Whether it is a request for attendance as an officer of the council.
    pub fn is_attendance(&self) -> bool {
        self.is_for(Wants::Attendance) && !self.is_union()
    }

    /// What a request is for.
    pub fn is_for(&self, what: Wants) -> bool {
        matches!(self.origin, Origin::Request { wants, .. } if wants == what)
    }

    /// Whether the officer is asked as a representative of a trade union.
    pub fn is_union(&self) -> bool {
        matches!(
            self.origin,
            Origin::Request {
                capacity: Capacity::Union,
                ..
            }
        )
    }

    /// Whether it waits for an approval that has not been given.
    pub fn waits_for_approval(&self) -> bool {
        let needs = matches!(
            self.origin,
            Origin::Request {
                needs_approval: true,
                ..
            }
        );
        needs && self.standing == Standing::Asked
    }

    /// The officer with whom it is, in the post by which it came to them.
    pub(super) fn officer_token(&self) -> Option<Token> {
        let officer = self.officer.as_ref()?;
        Some(posts::officer(self.post.as_ref(), officer))
    }

    /// Whether an offer had no answer by its date.
    pub fn has_lapsed(&self, today: Date) -> bool {
        let late = matches!(self.origin, Origin::Offer { until, .. } if until < today);
        late && self.standing == Standing::Offered
    }
}

/// Folds one event. Never fails: what does not fit changes nothing.
pub fn evolve(state: Option<State>, recorded: &Recorded<Event>) -> Option<State> {
    let mut state = match (state, &recorded.event) {
        (None, Event::Asked(asked)) => asked_first(asked, recorded.at),
        (None, Event::Offered(offered)) => offered_first(offered, recorded.at),
        (None, Event::BreachReported(reported)) => reported_first(reported, recorded.at),
        (None, _) => return None,
        (Some(state), _) => state,
    };
    if !recorded.event.is_for_few() {
        state.last_at = recorded.at;
    }
    state.kept.add(&recorded.event.contents());
    let reply = match &recorded.event {
        Event::Approved(_) | Event::Agreed { .. } | Event::Given(_) => Some(true),
        Event::Declined(_) => Some(false),
        _ => None,
    };
    if let Some(granted) = reply {
        let on = state
            .replied
            .map_or_else(|| local_date(recorded.at), |(on, _)| on);
        state.replied = Some((on, granted));
    }
    match &recorded.event {
        Event::Approved(approved) => {
            state.standing = Standing::Approved;
            if let Some(officer) = &approved.officer {
                state.officer = Some(officer.clone());
                state.post = approved.post.clone();
            }
            state.flagged |= approved.own;
            for reader in &approved.goes_to {
                add(&mut state.desk, reader);
            }
        }
        Event::Agreed { post } => {
            state.standing = Standing::Agreed;
            state.officer = Some(recorded.actor.clone());
            state.post.clone_from(post);
        }
        Event::ChiefExecutiveTold { basis } => state.chief_executive = Some(basis.clone()),
        Event::Attended(attended) => {
            state.standing = Standing::Done;
            state.attended = Some(attended.on);
            state.present = attended.present.clone().or(state.present);
            state.officer = Some(recorded.actor.clone());
            state.post.clone_from(&attended.post);
            posts::lasts(
                &mut state.lasting,
                &recorded.actor,
                attended.reads_on.as_ref(),
            );
            state.flagged |= attended.left == Some(false) || attended.apart == Some(false);
        }
        Event::Given(given) => {
            if state.is_for(Wants::Information) {
                state.standing = Standing::Done;
            }
            state.flagged |= given.same == Some(false) || !given.factual;
            state.given.push(Handed {
                part: given.part.clone(),
                on: local_date(recorded.at),
                subject: given.subject.clone(),
            });
            if state.officer.is_none() {
                state.officer = Some(recorded.actor.clone());
                state.post.clone_from(&given.post);
            }
            posts::lasts(&mut state.lasting, &recorded.actor, given.reads_on.as_ref());
        }
        Event::FileGiven(file) => state.files.push(file.clone()),
        Event::Matched { topic, .. } => state.topic = topic.clone(),
        Event::Noted {
            part,
            basis,
            also,
            post,
            ..
        } => state.notes.push(Note {
            part: part.clone(),
            author: Reader {
                token: posts::officer(post.as_ref(), &recorded.actor),
                basis: basis.clone(),
            },
            also: also.clone(),
        }),
        Event::Declined(_) => state.standing = Standing::Declined,
        Event::Withdrawn {} => state.standing = Standing::Withdrawn,
        Event::TakenUp {} => state.standing = Standing::TakenUp,
        Event::OfferDeclined {} => state.standing = Standing::OfferDeclined,
        Event::ConclusionFollowed { .. } => state.flagged = true,
        Event::Erased { keys, .. } => state.kept.erase(keys),
        Event::BreachSettled { .. } => state.standing = Standing::Settled,
        Event::BreachReported(_)
        | Event::Asked(_)
        | Event::Offered(_)
        | Event::OffersMade(_)
        | Event::DecisionFollowed(_)
        | Event::BreachBrought { .. }
        | Event::Explained { .. } => {}
    }
    Some(state)
}

fn add(readers: &mut Vec<Reader>, reader: &Reader) {
    if !readers.iter().any(|known| known.token == reader.token) {
        readers.push(reader.clone());
    }
}

fn reported_first(reported: &BreachReported, at: Timestamp) -> State {
    let side = Reader {
        token: Token::person(&reported.by),
        basis: reported.basis.clone(),
    };
    State {
        pin: reported.pin.clone(),
        standing: Standing::Reported,
        ..first(
            (&reported.reference, &reported.topic),
            (Target::Reporter(reported.by.clone()), side),
            (&reported.title, &reported.service),
            Origin::Breach,
            at,
        )
    }
}

/// A case as it begins, with nothing done on it.
fn first(
    (reference, topic): (&Reference, &PartId),
    (whose, side): (Target, Reader),
    (title, service): (&Words, &ServiceId),
    origin: Origin,
    at: Timestamp,
) -> State {
    State {
        reference: reference.clone(),
        pin: None,
        topic: topic.clone(),
        whose,
        side,
        began: at,
        title: title.clone(),
        service: service.clone(),
        officer: None,
        post: None,
        desk: Vec::new(),
        lasting: Vec::new(),
        origin,
        standing: Standing::Asked,
        given: Vec::new(),
        files: Vec::new(),
        notes: Vec::new(),
        seat: None,
        present: None,
        chief_executive: None,
        replied: None,
        attended: None,
        flagged: false,
        kept: Kept::default(),
        last_at: at,
    }
}

fn asked_first(asked: &Asked, at: Timestamp) -> State {
    let side = Reader {
        token: asked.side.clone(),
        basis: asked.side_basis.clone(),
    };
    let origin = Origin::Request {
        wants: asked.wants,
        capacity: asked.capacity,
        needs_approval: asked.needs_approval,
        meets_on: asked.meets_on,
        outsiders: asked.outsiders,
    };
    State {
        pin: asked.pin.clone(),
        seat: asked.seat.clone(),
        present: asked.present.clone(),
        officer: asked.officer.clone(),
        post: asked.post.clone(),
        desk: asked.goes_to.clone(),
        ..first(
            (&asked.reference, &asked.topic),
            (asked.by.clone(), side),
            (&asked.business, &asked.service),
            origin,
            at,
        )
    }
}

fn offered_first(offered: &Offered, at: Timestamp) -> State {
    let side = Reader {
        token: offered.side.clone(),
        basis: offered.basis.clone(),
    };
    let origin = Origin::Offer {
        until: offered.until,
        information: offered.information.clone(),
        first: offered.first.clone(),
        basis: offered.basis.clone(),
    };
    State {
        pin: offered.pin.clone(),
        officer: Some(offered.officer.clone()),
        post: offered.post.clone(),
        standing: Standing::Offered,
        ..first(
            (&offered.reference, &offered.topic),
            (offered.to.clone(), side),
            (&offered.subject, &offered.service),
            origin,
            at,
        )
    }
}
