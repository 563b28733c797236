//! The product's own jobs: they look at cases that may need them, ask the register what is owed, and
//! act through the same path as everybody. Running them twice changes nothing, so that a case which is as it
//! was when nothing was owed to it is passed over.

use domain::access::visible_to;
use domain::enquiries::{Command, Enquiries, JOBS, owed};
use domain::register::{Actor, Context, Register};
use domain::verdict::Rejection;
use store::Upkeep;

use super::{ActError, Operations, Options, Snapshot, Subject};
use crate::registers::{self, Registered, Shown};

/// How many cases are looked at between two reads.
const PAGE: usize = 500;

impl Operations {
    /// Carries out what is owed to the cases of every register now; returns how many acts that were.
    pub async fn run_jobs(&self) -> Result<usize, ActError> {
        // A round begins with what any process has changed of the council's facts.
        self.council_now().await?;
        let mut acts = usize::from(self.open_review().await?);
        self.tell_to_read().await?;
        for register in registers::ALL {
            acts += self.run_jobs_of(register).await?;
        }
        Ok(acts)
    }

    async fn run_jobs_of(&self, register: &Registered) -> Result<usize, ActError> {
        let mut acts = 0;
        let mut after = None;
        loop {
            let today = self.today();
            let page = self
                .store()
                .upkeep(register.name, today, after.as_ref(), PAGE)
                .await?;
            for case in &page {
                acts += self.look_at(register, case).await?;
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.reference.clone()),
                _ => return Ok(acts),
            }
        }
    }

    /// Carries out what is owed to one case, unless nothing was when it was as it is now.
    async fn look_at(&self, register: &Registered, case: &Upkeep) -> Result<usize, ActError> {
        let settled = &self.inner.settled;
        let at = (self.today(), self.council().await?.at);
        if settled.holds(&at, case) {
            return Ok(0);
        }
        let acts = (register.owe)(self, case).await? + self.tell_of_left(case).await?;
        if acts == 0 {
            settled.note(&at, case);
        }
        Ok(acts)
    }

    /// What a register owes one of its cases.
    pub(crate) async fn owe<R: Shown>(&self, upkeep: &Upkeep) -> Result<usize, ActError> {
        let snapshot = self.council().await?;
        let actor = self.jobs(&snapshot);
        let case = self.whole_case::<R>(&upkeep.reference).await?;
        let commands = {
            let fresh = self.entropy().act(JOBS);
            let cx = Context {
                now: self.now(),
                actor: &actor,
                council: &snapshot.council,
                fresh: &fresh,
            };
            R::owed(&case.state, upkeep.due, &cx)
        };
        self.carry_out::<R>(&actor, upkeep, commands).await
    }

    /// What is owed to an enquiry, and the reminders that its clock asks for.
    pub(crate) async fn owe_enquiry(&self, upkeep: &Upkeep) -> Result<usize, ActError> {
        let snapshot = self.council().await?;
        let actor = self.jobs(&snapshot);
        let case = self.whole_case::<Enquiries>(&upkeep.reference).await?;
        let fresh = self.entropy().act(JOBS);
        let cx = Context {
            now: self.now(),
            actor: &actor,
            council: &snapshot.council,
            fresh: &fresh,
        };
        let commands = owed(&case.state, upkeep.due, &cx).into_iter();
        let commands = commands.map(Command::from).collect();
        let done = self
            .carry_out::<Enquiries>(&actor, upkeep, commands)
            .await?;
        let case = if done > 0 {
            self.whole_case::<Enquiries>(&upkeep.reference).await?
        } else {
            case
        };
        self.remind(&case, &cx).await?;
        Ok(done)
    }

    /// The product itself as an actor, who reads nothing.
    pub(super) fn jobs(&self, snapshot: &Snapshot) -> Actor {
        let jobs = JOBS.parse().expect("a slug");
        Actor {
            visible: visible_to(&snapshot.directory, &jobs, self.today()),
            acting_for: None,
        }
    }

    async fn carry_out<R: Register<Command: Clone>>(
        &self,
        actor: &Actor,
        upkeep: &Upkeep,
        commands: Vec<R::Command>,
    ) -> Result<usize, ActError> {
        let mut done = 0;
        for command in commands {
            let subject = Subject::Unread(upkeep.reference.clone());
            match self
                .act::<R>(actor, subject, command, Options::default())
                .await
            {
                Ok(_) => done += 1,
                // Somebody was quicker, or an act before this one has settled it.
                Err(ActError::Rejected(Rejection::Refused(_) | Rejection::Invalid(_))) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(done)
    }
}
