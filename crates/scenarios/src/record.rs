//! A case of any register but enquiries in the town, with what its acts began.

use domain::calendar::local_date;
use domain::fresh::Fresh;
use domain::ids::{ContentKey, Stream};
use domain::protocol::{Does, ProtocolEvent};
use domain::register::{Context, Recorded, Register};
use domain::verdict::{Basis, Gate, Notice, Rejection};
use jiff::Timestamp;

use crate::{Grounds, Town};

/// What an act changes of the council's own record, with the texts that it names.
type OfCouncil = (Vec<ProtocolEvent>, Vec<(ContentKey, String)>);

/// One case.
pub struct Record<R: Register> {
    /// Its stream.
    pub stream: Stream,
    /// What has happened.
    pub events: Vec<Recorded<R::Event>>,
    /// What it is now; none before it is opened.
    pub state: Option<R::State>,
    /// The notices of the last act.
    pub notices: Vec<Notice>,
    /// Cases that its acts began.
    pub born: Vec<Record<R>>,
}

impl<R: Register> Clone for Record<R> {
    fn clone(&self) -> Self {
        Self {
            stream: self.stream.clone(),
            events: self.events.clone(),
            state: self.state.clone(),
            notices: self.notices.clone(),
            born: self.born.clone(),
        }
    }
}

impl<R: Register> std::fmt::Debug for Record<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Record({}, {} events)",
            self.stream.as_str(),
            self.events.len()
        )
    }
}

impl<R: Register> Record<R> {
    /// A case that is still to be opened; every one of a scenario has its own number.
    pub fn new(number: u64) -> Self {
        let reference = fresh(number, 0).reference(R::PREFIX, 0);
        Self::at(Stream::case(R::NAME, &reference))
    }

    fn at(stream: Stream) -> Self {
        Self {
            stream,
            events: Vec::new(),
            state: None,
            notices: Vec::new(),
            born: Vec::new(),
        }
    }

    /// The case, once it was opened.
    pub fn state(&self) -> &R::State {
        match &self.state {
            Some(state) => state,
            None => panic!("no case of {} was opened in this scenario", R::NAME),
        }
    }

    /// Whether it was opened.
    pub fn is_open(&self) -> bool {
        self.state.is_some()
    }

    /// Its stream and version, for acts that name it.
    pub fn place(&self) -> (Stream, u64) {
        (self.stream.clone(), self.events.len() as u64)
    }

    /// Somebody acts. Grounds are kept, whether it is done or refused.
    pub fn act(
        &mut self,
        town: &Town,
        who: &str,
        now: Timestamp,
        command: R::Command,
        grounds: &mut Grounds,
    ) -> Result<(), Rejection> {
        self.decided(town, who, now, command, grounds).map(|_| ())
    }

    /// Somebody acts, and what that changes of the council's own record is changed in the town.
    pub fn act_of_council(
        &mut self,
        town: &mut Town,
        who: &str,
        now: Timestamp,
        command: R::Command,
        grounds: &mut Grounds,
    ) -> Result<(), Rejection> {
        let (events, texts) = self.decided(town, who, now, command, grounds)?;
        town.record_all(events, texts, local_date(now));
        Ok(())
    }

    fn decided(
        &mut self,
        town: &Town,
        who: &str,
        now: Timestamp,
        command: R::Command,
        grounds: &mut Grounds,
    ) -> Result<OfCouncil, Rejection> {
        let actor = town.actor(who, now, None);
        let fresh = fresh(now.as_second().unsigned_abs(), self.events.len() as u64 + 1);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let kind = R::kind(&command);
        grounds.gate(&R::gate(self.state.as_ref(), kind, &cx));
        let version = self.events.len() as u64;
        let state = self.state.as_ref().map(|state| (state, version));
        let decision = R::decide(&self.stream, state, command, &cx)?;
        grounds.all(Does::Record, decision.cites.iter().map(|cite| &cite.basis));
        let mut of_council = Vec::new();
        for append in decision.appends {
            grounds.notices(&append.notices);
            of_council.extend(append.events.iter().filter_map(R::of_council));
            if append.stream == self.stream {
                self.notices = append.notices;
                self.record(&actor, now, append.events);
            } else {
                let mut born = Self::at(append.stream);
                born.notices = append.notices;
                born.record(&actor, now, append.events);
                born.look(grounds);
                self.born.push(born);
            }
        }
        self.look(grounds);
        if !of_council.is_empty() {
            grounds.all(Does::Version, decision.cites.iter().map(|cite| &cite.basis));
        }
        let texts = decision.contents.iter().filter_map(|content| {
            let text = std::str::from_utf8(&content.bytes).ok()?;
            Some((content.key.clone(), text.to_owned()))
        });
        Ok((of_council, texts.collect()))
    }

    fn record(&mut self, actor: &domain::register::Actor, at: Timestamp, events: Vec<R::Event>) {
        for event in events {
            let recorded = Recorded {
                version: self.events.len() as u64 + 1,
                at,
                actor: actor.person().clone(),
                event,
            };
            self.state = R::evolve(self.state.take(), &recorded);
            self.events.push(recorded);
        }
    }

    fn look(&self, grounds: &mut Grounds) {
        let readers = R::readers(self.state());
        grounds.all(
            Does::Restrict,
            readers.may.iter().map(|reader| &reader.basis),
        );
    }

    /// What the gate says to somebody of an act.
    pub fn gate(
        &self,
        town: &Town,
        who: &str,
        now: Timestamp,
        kind: R::Kind,
        grounds: &mut Grounds,
    ) -> Gate {
        let actor = town.actor(who, now, None);
        let fresh = fresh(0, 0);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh,
        };
        let gate = R::gate(self.state.as_ref(), kind, &cx);
        grounds.gate(&gate);
        gate
    }

    /// What somebody finds who looks at it.
    pub fn looked_at<T>(
        &self,
        town: &Town,
        who: &str,
        now: Timestamp,
        look: impl FnOnce(&R::State, &Context<'_>) -> T,
    ) -> T {
        let actor = town.actor(who, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &town.council,
            fresh: &fresh(0, 0),
        };
        look(self.state(), &cx)
    }

    /// Why somebody may read it; none where it does not exist for them.
    pub fn reads(&self, town: &Town, who: &str, now: Timestamp) -> Option<Basis> {
        let readers = R::readers(self.state());
        let visible = town.actor(who, now, None).visible;
        visible
            .may_read(&readers)
            .map(|reader| reader.basis.clone())
    }
}

/// Randomness that is the same every time.
fn fresh(a: u64, b: u64) -> Fresh {
    let mut seed = [1; 32];
    seed[..8].copy_from_slice(&a.to_le_bytes());
    seed[8..16].copy_from_slice(&b.to_le_bytes());
    Fresh::new(seed)
}
