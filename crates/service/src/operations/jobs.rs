//! The product's own jobs: they look at cases that may need them, ask the register what is owed, and
//! act through the same path as everybody. Running them twice changes nothing.

use domain::access::visible_to;
use domain::enquiries::{Command, Enquiries, JOBS, owed};
use domain::register::{Actor, Context, Register};
use domain::verdict::Rejection;

use super::{ActError, Operations, Options, Subject};

/// How many cases are looked at between two reads.
const PAGE: usize = 500;

impl Operations {
    /// Carries out what is owed to enquiries now; returns how many acts that were.
    pub async fn run_jobs(&self) -> Result<usize, ActError> {
        let mut acts = 0;
        let mut after = None;
        loop {
            let today = self.today();
            let page = self
                .store()
                .upkeep(Enquiries::NAME, today, after.as_ref(), PAGE)
                .await?;
            for case in &page {
                acts += self.owe(case).await?;
            }
            match page.last() {
                Some(last) if page.len() == PAGE => after = Some(last.reference.clone()),
                _ => return Ok(acts),
            }
        }
    }

    async fn owe(&self, upkeep: &store::Upkeep) -> Result<usize, ActError> {
        let snapshot = self.council().await?;
        let jobs = JOBS.parse().expect("a slug");
        let visible = visible_to(&snapshot.directory, &jobs, self.today());
        let actor = Actor {
            visible,
            acting_for: None,
        };
        let case = self.whole_case::<Enquiries>(&upkeep.reference).await?;
        let fresh = self.entropy().act();
        let council = &snapshot.council;
        let cx = Context {
            now: self.now(),
            actor: &actor,
            council,
            fresh: &fresh,
        };
        let mut done = 0;
        for act in owed(&case.state, upkeep.due, &cx) {
            let subject = Subject::Unread(upkeep.reference.clone());
            let command = Command::from(act);
            match self
                .act::<Enquiries>(&actor, subject, command, Options::default())
                .await
            {
                Ok(_) => done += 1,
                // Somebody was quicker, or an act before this one has settled it.
                Err(ActError::Rejected(Rejection::Refused(_) | Rejection::Invalid(_))) => {}
                Err(other) => return Err(other),
            }
        }
        let case = if done > 0 {
            self.whole_case::<Enquiries>(&upkeep.reference).await?
        } else {
            case
        };
        self.remind(&case, &cx).await?;
        Ok(done)
    }
}
