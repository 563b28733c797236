//! What the handlers share: operations, the clock, randomness, sessions and limits.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::council::Council;
use domain::ids::PersonId;
use jiff::Timestamp;
use jiff::civil::Date;

use super::frame::{Desk, Signed};
use super::security::{Limits, Rates};
use super::session::CookieKind;
use super::words;
use crate::clock::Clock;
use crate::entropy::Entropy;

/// A person of the demo's council whom a visitor may be.
#[derive(Debug, Clone)]
pub struct Persona {
    /// Who.
    pub person: PersonId,
    /// The closed word by which routes and tests name this persona: `member`, `officer`, `manager`.
    pub key: &'static str,
    /// Their name.
    pub name: String,
    /// Their post in words.
    pub post: String,
    /// One sentence: what there is to see as this person.
    pub sees: String,
    /// The home that is made for them.
    pub desk: Desk,
}

/// How the pages are served.
#[derive(Debug)]
pub struct Serving {
    /// Where the time comes from.
    pub clock: Clock,
    /// Where randomness comes from.
    pub entropy: Entropy,
    /// Whether only this machine may ask: the demo.
    pub loopback_only: bool,
    /// How often one person may ask.
    pub rates: Rates,
    /// Whom a visitor of the demo may be; empty where people sign in as themselves.
    pub personas: Vec<Persona>,
    /// The council's facts.
    pub council: Arc<Council>,
}

/// The state of the router. Cheap to clone.
#[derive(Debug, Clone)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    serving: Serving,
    limits: Limits,
    sessions: Mutex<BTreeMap<String, PersonId>>,
}

impl App {
    /// The state for one way of serving.
    pub fn new(serving: Serving) -> Self {
        Self(Arc::new(Inner {
            limits: Limits::new(serving.rates),
            serving,
            sessions: Mutex::default(),
        }))
    }

    /// Where randomness comes from.
    pub fn entropy(&self) -> &Entropy {
        &self.0.serving.entropy
    }

    /// Whether only this machine may ask.
    pub fn loopback_only(&self) -> bool {
        self.0.serving.loopback_only
    }

    /// How the session's cookie is called and guarded.
    pub fn cookie(&self) -> CookieKind {
        if self.0.serving.loopback_only {
            CookieKind::Loopback
        } else {
            CookieKind::Secure
        }
    }

    /// The council's facts now.
    pub fn council(&self) -> Arc<Council> {
        self.0.serving.council.clone()
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.0.serving.clock.now()
    }

    /// Today, in Europe/London.
    pub fn today(&self) -> Date {
        words::day_of(self.0.serving.clock.now())
    }

    /// The demo's own date in words, where it has one.
    pub fn shown_date(&self) -> Option<String> {
        self.0
            .serving
            .clock
            .is_shown()
            .then(|| words::date(self.today()))
    }

    /// Whether one more request of this person goes through.
    pub fn allows(&self, person: &str, unsafe_method: bool) -> bool {
        self.0.limits.allow(person, unsafe_method)
    }

    /// Whom a visitor may be.
    pub fn personas(&self) -> &[Persona] {
        &self.0.serving.personas
    }

    /// Begins a session and gives its token.
    pub fn begin_session(&self, person: &PersonId) -> String {
        let token = domain::fresh::hex(&self.entropy().bytes());
        self.0
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(token.clone(), person.clone());
        token
    }

    /// Ends a session.
    pub fn end_session(&self, token: &str) {
        self.0
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }

    /// The person of a session.
    pub fn session(&self, token: &str) -> Option<Arc<Signed>> {
        let person = self
            .0
            .sessions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .cloned()?;
        let persona = self.personas().iter().find(|p| p.person == person)?;
        Some(Arc::new(Signed {
            person,
            name: persona.name.clone(),
            post: persona.post.clone(),
            desk: persona.desk,
            unread: 0,
        }))
    }
}
