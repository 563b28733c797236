//! A complaint as folded from its events. Holds no words, only where they are kept.

use jiff::Timestamp;

use super::event::{Ending, Event, OmbudsmanOutcome, Outcome, Sort};
use crate::calendar::Receipt;
use crate::clock::{Ending as ClockEnding, Tick, TickKind};
use crate::enquiries::event::Permits;
use crate::ids::{AppointmentId, PersonId, ServiceId, TeamId, WardId};
use crate::reference::Reference;
use crate::register::kept::Kept;
use crate::register::{Pin, Recorded};
use crate::words::Words;

/// A complaint now.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// Its reference.
    pub reference: Reference,
    /// The protocol by which it is judged.
    pub pin: Option<Pin>,
    /// The team that has it.
    pub team: TeamId,
    /// The enquiry that it was.
    pub enquiry: Option<Reference>,
    /// The member’s appointment to which that enquiry belonged.
    pub holder: Option<AppointmentId>,
    /// What the resident permits the member to learn.
    pub permits: Permits,
    /// What it is.
    pub sort: Sort,
    /// When the council received it.
    pub received: Receipt,
    /// What it is about, in a line.
    pub title: Words,
    /// The service complained of.
    pub service: Option<ServiceId>,
    /// The ward of the place.
    pub ward: Option<WardId>,
    /// The officer who deals with it.
    pub handler: Option<PersonId>,
    /// Whether the resident was ever told who deals with it.
    pub told_handler: bool,
    /// Whether the resident was told since somebody else deals with it.
    pub told_change: bool,
    /// The stages, the first first; never empty.
    pub stages: Vec<StageState>,
    /// Where it stands.
    pub standing: Standing,
    /// What the Ombudsman decided, once the resident went there.
    pub ombudsman: Option<Option<OmbudsmanOutcome>>,
    /// Persons who are kept out.
    pub denied: Vec<PersonId>,
    /// What is kept of it and what was erased.
    pub kept: Kept,
    /// When anything last happened.
    pub last_at: Timestamp,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub struct StageState {
    /// When it began.
    pub began: Receipt,
    /// What its clock counts.
    pub ticks: Vec<Tick>,
    /// Whether the resident was told at this stage that it has arrived.
    pub acknowledged: bool,
    /// Whether the resident was told why it takes longer.
    pub longer_told: bool,
    /// What came of it, and when.
    pub outcome: Option<(Outcome, Timestamp)>,
}

/// Where a complaint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// An answer is owed at the last stage.
    Open,
    /// Answered; the resident may ask for the next stage.
    Answered,
    /// With the Ombudsman.
    Ombudsman,
    /// Over.
    Closed {
        /// How.
        ending: Ending,
        /// When.
        at: Timestamp,
    },
}

impl State {
    /// The last stage, counted from 1.
    pub fn stage(&self) -> u32 {
        u32::try_from(self.stages.len()).unwrap_or(u32::MAX)
    }

    /// The stage that runs, or ran last.
    pub fn last_stage(&self) -> &StageState {
        self.stages.last().expect("a complaint has a first stage")
    }

    /// Whether an answer is owed.
    pub fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    /// Whether it is over.
    pub fn is_closed(&self) -> bool {
        matches!(self.standing, Standing::Closed { .. })
    }
}

impl StageState {
    fn begin(receipt: Receipt, at: Timestamp) -> Self {
        Self {
            began: receipt,
            ticks: vec![Tick::backdated(at, receipt, TickKind::Received)],
            acknowledged: false,
            longer_told: false,
            outcome: None,
        }
    }
}

/// Folds one event. Never fails: what comes before the log is left out.
pub(super) fn evolve(state: Option<State>, recorded: &Recorded<Event>) -> Option<State> {
    let at = recorded.at;
    let mut state = match (state, &recorded.event) {
        (None, Event::Logged(logged)) => {
            let logged = logged.as_ref().clone();
            let mut kept = Kept::default();
            kept.add(&recorded.event.contents());
            return Some(State {
                reference: logged.reference,
                pin: logged.pin,
                team: logged.team,
                enquiry: logged.enquiry,
                holder: logged.holder,
                permits: logged.permits,
                sort: logged.sort,
                received: logged.received,
                title: logged.title,
                service: logged.service,
                ward: logged.ward,
                handler: None,
                told_handler: false,
                told_change: false,
                stages: vec![StageState::begin(logged.received, at)],
                standing: Standing::Open,
                ombudsman: None,
                denied: Vec::new(),
                kept,
                last_at: at,
            });
        }
        (None, _) => return None,
        (Some(state), _) => state,
    };
    state.last_at = at;
    state.kept.add(&recorded.event.contents());
    tick(&mut state, recorded);
    change(&mut state, recorded);
    Some(state)
}

/// Notes what the clock of the last stage, or of the stage that was judged, counts.
fn tick(state: &mut State, recorded: &Recorded<Event>) {
    let (stage, what) = match &recorded.event {
        Event::Acknowledged { .. } => (
            state.stages.len(),
            TickKind::Acknowledged {
                names_handler: true,
            },
        ),
        Event::Extended { until, .. } => (
            state.stages.len(),
            TickKind::Held {
                until: *until,
                explained: true,
                liaised: false,
            },
        ),
        Event::Answered { .. } => (state.stages.len(), TickKind::Answered),
        Event::Closed { ending, .. } => {
            let how = match ending {
                Ending::Withdrawn => ClockEnding::Withdrawn,
                Ending::NotAComplaint => ClockEnding::NotOurs,
                Ending::Answered => ClockEnding::Closed,
            };
            (state.stages.len(), TickKind::Ended(how))
        }
        Event::Judged {
            stage,
            target,
            due,
            verdict,
        } => (
            *stage as usize,
            TickKind::Judged {
                target: *target,
                verdict: *verdict,
                due: *due,
            },
        ),
        _ => return,
    };
    if let Some(stage) = stage.checked_sub(1).and_then(|n| state.stages.get_mut(n)) {
        stage.ticks.push(Tick::new(recorded.at, what));
    }
}

fn change(state: &mut State, recorded: &Recorded<Event>) {
    let at = recorded.at;
    match &recorded.event {
        Event::Acknowledged { .. } => last(state).acknowledged = true,
        Event::Allocated { service, handler } => {
            if service.is_some() {
                state.service.clone_from(service);
            }
            state.told_change &= state.handler.as_ref() == Some(handler);
            state.handler = Some(handler.clone());
        }
        Event::HandlerTold { .. } => {
            state.told_handler = true;
            state.told_change = true;
        }
        Event::Extended { .. } => last(state).longer_told = true,
        Event::Answered { outcome, .. } => {
            last(state).outcome = Some((*outcome, at));
            state.standing = Standing::Answered;
        }
        Event::NextStage { .. } => {
            state.stages.push(StageState::begin(Receipt::At(at), at));
            state.standing = Standing::Open;
        }
        Event::OmbudsmanAsked { .. } => {
            state.ombudsman = Some(None);
            state.standing = Standing::Ombudsman;
        }
        Event::OmbudsmanDecided { outcome, .. } => {
            state.ombudsman = Some(Some(*outcome));
            state.standing = Standing::Answered;
        }
        Event::PermitsChanged { permits } => state.permits = *permits,
        Event::ReaderDenied { person, .. } if !state.denied.contains(person) => {
            state.denied.push(person.clone());
        }
        Event::Closed { ending, .. } => {
            state.standing = Standing::Closed {
                ending: *ending,
                at,
            };
        }
        Event::Erased { keys, .. } => state.kept.erase(keys),
        _ => {}
    }
}

fn last(state: &mut State) -> &mut StageState {
    state
        .stages
        .last_mut()
        .expect("a complaint has a first stage")
}
