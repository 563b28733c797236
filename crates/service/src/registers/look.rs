//! Who looks, when, and at which council.

use domain::access::Visible;
use domain::council::Council;
use domain::fresh::Fresh;
use domain::protocol::Protocol;
use domain::register::{Actor, Context};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::acts::Offer;
use crate::web::names::Names;

/// Who looks, when, and at which council.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The council's facts.
    pub council: &'a Council,
    /// Who looks.
    pub actor: &'a Actor,
    /// The time.
    pub now: Timestamp,
    /// Its day, in Europe/London.
    pub today: Date,
}

impl<'a> Look<'a> {
    /// What this person can see.
    pub fn visible(&self) -> &'a Visible {
        &self.actor.visible
    }

    /// What people, services and relations are called today.
    pub fn names(&self) -> Names<'a> {
        Names::on(self.council, self.today)
    }

    /// The answers that the directory offers today.
    pub fn offer(&self) -> Offer<'a> {
        Offer::new(self.council, self.today)
    }

    /// The protocol in force today.
    pub fn protocol(&self) -> Option<&'a Protocol> {
        self.council.protocol_on(self.today).map(AsRef::as_ref)
    }

    /// The facts that gates ask for. Gates draw nothing, so the randomness is none.
    pub fn with_context<T>(&self, run: impl FnOnce(&Context<'_>) -> T) -> T {
        let fresh = Fresh::new([0; 32]);
        run(&Context {
            now: self.now,
            actor: self.actor,
            council: self.council,
            fresh: &fresh,
        })
    }
}
