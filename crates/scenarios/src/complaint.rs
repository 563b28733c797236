//! One complaint in the town, and every ground that was named on its way.

use domain::complaints::{Act, Command, Complaints, Event, Log, State, clock, rules};
use domain::enquiries::event::Permits;
use domain::fresh::Fresh;
use domain::ids::{AppointmentId, Stream};
use domain::protocol::Does;
use domain::protocol::complaints::ComplaintSaying;
use domain::reference::Reference;
use domain::register::{Context, Recorded, Register, Row};
use domain::verdict::{Basis, Notice, Rejection};
use jiff::Timestamp;

use crate::{Grounds, Town};

/// One complaint.
#[derive(Debug, Clone)]
pub struct Complaint {
    stream: Stream,
    events: Vec<Recorded<Event>>,
    state: Option<State>,
    /// The notices of the last act.
    pub notices: Vec<Notice>,
}

impl Complaint {
    /// The complaint that an enquiry was, as the product logs it.
    pub fn of(
        town: &Town,
        enquiry: &domain::enquiries::State,
        permits: Permits,
        now: Timestamp,
        grounds: &mut Grounds,
    ) -> Self {
        let fresh = Fresh::new([11; 32]);
        let mut new = Self {
            stream: Stream::case(Complaints::NAME, &fresh.reference(Complaints::PREFIX, 0)),
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
        };
        let whose: (Reference, AppointmentId) = (enquiry.reference.clone(), enquiry.holder.clone());
        let log = Log {
            title: "Nobody came".to_owned(),
            body: "Three visits were promised and nobody came.".to_owned(),
            resident: None,
            received: Some(enquiry.received),
            service: enquiry.service.clone(),
            ward: None,
            enquiry: Some(whose),
            permits,
            keep_out: Vec::new(),
        };
        let act = Act::Log(Box::new(log));
        if let Err(why) = new.act(town, crate::JOBS, now, act, grounds) {
            panic!("it could not be logged: {why:?}");
        }
        new
    }

    /// Somebody acts. Grounds are named, whether it is done or refused.
    pub fn act(
        &mut self,
        town: &Town,
        who: &str,
        now: Timestamp,
        act: Act,
        grounds: &mut Grounds,
    ) -> Result<(), Rejection> {
        let actor = town.actor(who, now, None);
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&(self.events.len() as u64 + 1).to_le_bytes());
        let fresh = Fresh::new(seed);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let state = self
            .state
            .as_ref()
            .map(|state| (state, self.events.len() as u64));
        let decided = Complaints::decide(&self.stream, state, Command::from(act), &cx);
        let decision = decided.inspect_err(|no| {
            if let Rejection::Refused(refusal) = no {
                grounds.name(Does::Gate, &refusal.basis);
            }
        })?;
        grounds.all(Does::Record, decision.cites.iter().map(|cite| &cite.basis));
        for append in decision.appends {
            grounds.notices(&append.notices);
            self.notices = append.notices;
            for event in append.events {
                let recorded = Recorded {
                    version: self.events.len() as u64 + 1,
                    at: now,
                    actor: actor.person().clone(),
                    event,
                };
                self.state = Complaints::evolve(self.state.take(), &recorded);
                self.events.push(recorded);
            }
        }
        grounds.clock(&clock(self.state(), &town.council, now));
        Ok(())
    }

    /// The complaint, which was logged.
    pub fn state(&self) -> &State {
        self.state.as_ref().expect("it was logged")
    }

    /// It as a row of lists.
    pub fn row(&self, town: &Town) -> Row {
        Complaints::summary(self.state(), &town.council)
    }

    /// Whether somebody may read it.
    pub fn reads(&self, town: &Town, who: &str, now: Timestamp) -> bool {
        let visible = town.actor(who, now, None).visible;
        visible
            .may_read(&Complaints::readers(self.state()))
            .is_some()
    }

    /// The ground of what the text says of complaints, where it says it.
    pub fn says(&self, town: &Town, saying: ComplaintSaying) -> Option<Basis> {
        let rules = rules(self.state(), &town.council);
        rules.says(saying).map(|held| held.basis.clone())
    }
}
