//! One request for information in the town, with every ground that was named on its way.

use domain::calendar::local_date;
use domain::fresh::Fresh;
use domain::ids::{PartId, Stream};
use domain::information::{Command, Event, Information, Kind, State, clock, document_readers};
use domain::protocol::Does;
use domain::register::{Context, Recorded, Register};
use domain::verdict::{Gate, Notice, Rejection};
use jiff::Timestamp;

use crate::{Grounds, Town};

/// One request.
#[derive(Debug, Clone)]
pub struct Request {
    stream: Stream,
    events: Vec<Recorded<Event>>,
    state: Option<State>,
    /// The notices of the last act.
    pub notices: Vec<Notice>,
}

impl Default for Request {
    fn default() -> Self {
        let reference = fresh(77).reference("INF", 0);
        Self {
            stream: Stream::case("information", &reference),
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
        }
    }
}

impl Request {
    /// What it is now.
    pub fn state(&self) -> &State {
        match &self.state {
            Some(state) => state,
            None => panic!("nothing has been asked in this scenario"),
        }
    }

    /// The latest document put to it.
    pub fn document(&self) -> PartId {
        match self.state().documents.last() {
            Some(document) => document.part.clone(),
            None => panic!("no document has been added in this scenario"),
        }
    }

    /// What has happened to it, in order.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().map(|recorded| &recorded.event)
    }

    /// Somebody acts.
    ///
    /// # Errors
    /// What the rules say against it.
    pub fn act(
        &mut self,
        town: &Town,
        who: &str,
        now: Timestamp,
        command: Command,
        grounds: &mut Grounds,
    ) -> Result<(), Rejection> {
        let actor = town.actor(who, now, None);
        let fresh = fresh(100 + self.events.len() as u64);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let state = self.state.as_ref().map(|s| (s, self.events.len() as u64));
        let decision = match Information::decide(&self.stream, state, command, &cx) {
            Ok(decision) => decision,
            Err(rejection) => {
                if let Rejection::Refused(refusal) = &rejection {
                    grounds.name(Does::Gate, &refusal.basis);
                }
                return Err(rejection);
            }
        };
        grounds.all(Does::Record, decision.cites.iter().map(|cite| &cite.basis));
        let main = decision.appends.into_iter().next();
        let Some(main) = main else { return Ok(()) };
        grounds.notices(&main.notices);
        self.notices = main.notices;
        for event in main.events {
            let recorded = Recorded {
                version: self.events.len() as u64 + 1,
                at: now,
                actor: actor.person().clone(),
                event,
            };
            self.state = Information::evolve(self.state.take(), &recorded);
            self.events.push(recorded);
        }
        self.look(town, now, grounds);
        Ok(())
    }

    /// Takes the grounds that its clock, its readers and its documents name.
    fn look(&self, town: &Town, now: Timestamp, grounds: &mut Grounds) {
        let state = self.state();
        grounds.clock(&clock(state, &town.council, now));
        let readers = Information::readers(state);
        grounds.all(Does::Restrict, readers.may.iter().map(|r| &r.basis));
        grounds.all(Does::Route, state.service.iter().map(|(_, basis)| basis));
        let rules = domain::information::rules(state, &town.council);
        let terms = domain::information::terms(&rules, &town.council, local_date(now));
        if !state.documents.is_empty() {
            grounds.name(Does::Restrict, &terms.purpose);
        }
    }

    /// What the gate says to somebody of an act.
    pub fn gate(
        &self,
        town: &Town,
        who: &str,
        now: Timestamp,
        kind: Kind,
        grounds: &mut Grounds,
    ) -> Gate {
        let actor = town.actor(who, now, None);
        let fresh = fresh(0);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let gate = Information::gate(self.state.as_ref(), kind, &cx);
        grounds.gate(&gate);
        gate
    }

    /// Whether somebody may open the latest document.
    pub fn opens(&self, town: &Town, who: &str, now: Timestamp) -> bool {
        let visible = town.actor(who, now, None).visible;
        let readers = document_readers(self.state(), &self.document(), local_date(now));
        readers.is_some_and(|readers| visible.may_read(&readers).is_some())
    }

    /// Whether somebody may read it at all.
    pub fn reads(&self, town: &Town, who: &str, now: Timestamp) -> bool {
        let visible = town.actor(who, now, None).visible;
        visible
            .may_read(&Information::readers(self.state()))
            .is_some()
    }
}

/// Randomness that is the same every time.
fn fresh(n: u64) -> Fresh {
    let mut seed = [9; 32];
    seed[..8].copy_from_slice(&n.to_le_bytes());
    Fresh::new(seed)
}
