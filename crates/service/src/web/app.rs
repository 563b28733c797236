//! What the handlers share: operations, sessions, limits, and what a page needs to know of a person.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, RwLock};

use domain::access::visible_to;
use domain::directory::RoleKind;
use domain::ids::PersonId;
use domain::register::Actor;
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use store::Session;

use super::enquiries::Takeovers;
use super::error::Problem;
use super::frame::{Desk, Signed};
use super::kept::Kept;
use super::names::Names;
use super::security::{Limits, Rates};
use super::session::Cookie;
use super::sign_in::Ways;
use crate::config::Config;
use crate::entropy::Entropy;
use crate::fetch::Reach;
use crate::operations::identity::{digest, serves};
use crate::operations::{Operations, Snapshot};

/// How long a session holds where the setting cannot be read.
const SESSION_HOURS: u32 = 10;
/// After how long a use of a session is noted again.
const NOTED: SignedDuration = SignedDuration::from_mins(5);

/// How a session begins.
#[derive(Debug, Clone, Default)]
pub struct Begin {
    /// Which way, as a closed word.
    pub way: &'static str,
    /// The browser and the system it runs on.
    pub agent: String,
    /// What the sign-in service wants to hear again at its end.
    pub hint: Option<String>,
}

/// A person of the demo's council whom a visitor may be.
#[derive(Debug, Clone)]
pub struct Persona {
    /// Who.
    pub person: PersonId,
    /// The closed word by which routes and tests name this persona: `member`, `officer`, `manager`.
    pub key: &'static str,
    /// One sentence: what there is to see as this person.
    pub sees: String,
}

/// How the pages are served.
pub struct Serving {
    /// Acts and reads.
    pub operations: Operations,
    /// Whether only this machine may ask: the demo.
    pub loopback_only: bool,
    /// How often one person may ask.
    pub rates: Rates,
    /// Whom a visitor of the demo may be; empty where people sign in as themselves.
    pub personas: Vec<Persona>,
    /// How people sign in as themselves.
    pub ways: Ways,
    /// What the set-up says of other servers.
    pub others: Others,
}

/// What the set-up says of other servers, for what is brought on pages.
#[derive(Debug, Clone, Default)]
pub struct Others {
    /// Where an address that somebody types may lead.
    pub reach: Reach,
    /// The mail server that is believed about senders.
    pub believed: Option<String>,
    /// Whether a mailbox is read.
    pub mailbox: bool,
}

impl Others {
    /// As set up.
    pub fn new(config: &Config) -> Self {
        Self {
            reach: Reach {
                inside: config.serve.inside.clone(),
            },
            believed: config.mail_in.results_of.clone(),
            mailbox: config.mail_in.server.is_some(),
        }
    }
}

/// The state of the router. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("App")
    }
}

struct Inner {
    serving: Serving,
    limits: Limits,
    known: RwLock<BTreeMap<PersonId, (Stamp, Arc<Signed>)>>,
    kept: Kept,
    takeovers: Takeovers,
}

/// Of when a person's facts are: versions of the council's streams, and the day.
type Stamp = ([u64; 4], Date);

impl App {
    /// The state for one way of serving.
    pub fn new(serving: Serving) -> Self {
        Self(Arc::new(Inner {
            limits: Limits::new(serving.rates),
            serving,
            known: RwLock::default(),
            kept: Kept::default(),
            takeovers: Takeovers::default(),
        }))
    }

    /// Acts and reads.
    pub fn operations(&self) -> &Operations {
        &self.0.serving.operations
    }

    /// Pages that were drawn before.
    pub(super) fn kept(&self) -> &Kept {
        &self.0.kept
    }

    /// What is being taken over on a page.
    pub(super) fn takeovers(&self) -> &Takeovers {
        &self.0.takeovers
    }

    /// Where randomness comes from.
    pub fn entropy(&self) -> &Entropy {
        self.operations().entropy()
    }

    /// Whether only this machine may ask.
    pub fn loopback_only(&self) -> bool {
        self.0.serving.loopback_only
    }

    /// How the session's cookie is called and guarded.
    pub fn cookie(&self) -> Cookie {
        if self.0.serving.loopback_only {
            Cookie::LOOPBACK
        } else {
            Cookie::SECURE
        }
    }

    /// What the set-up says of other servers.
    pub fn others(&self) -> &Others {
        &self.0.serving.others
    }

    /// How people sign in as themselves.
    pub fn ways(&self) -> &Ways {
        &self.0.serving.ways
    }

    /// Whether one more request of this person goes through.
    pub fn allows(&self, person: &str, unsafe_method: bool) -> bool {
        self.0.limits.allow(person, unsafe_method)
    }

    /// Whom a visitor may be.
    pub fn personas(&self) -> &[Persona] {
        &self.0.serving.personas
    }

    /// What makes a double press of one form one act of this person.
    pub fn act_token(&self, person: &PersonId) -> String {
        domain::fresh::hex(&self.entropy().bytes(person.as_str())[..16])
    }

    /// Begins a session of a persona and gives its token.
    pub async fn begin_session(&self, person: &PersonId) -> Result<String, Problem> {
        let begin = Begin {
            way: "persona",
            ..Begin::default()
        };
        Ok(self.begin(person, begin).await?.0)
    }

    /// Begins a session: gives its token, of which only a digest is kept, and for how many seconds it
    /// holds.
    pub async fn begin(&self, person: &PersonId, begin: Begin) -> Result<(String, i64), Problem> {
        let token = domain::fresh::hex(&self.entropy().bytes(person.as_str()));
        let now = self.operations().now();
        let council = self.operations().council().await?;
        let hours = council
            .settings
            .whole_number("session-hours", super::words::day_of(now));
        let hours = i64::from(hours.map_or(SESSION_HOURS, |hours| hours.value));
        let session = Session {
            person: person.clone(),
            created: now,
            seen: now,
            expires: now
                .checked_add(Span::new().hours(hours))
                .map_err(Problem::fault)?,
            way: begin.way.to_owned(),
            agent: begin.agent,
            hint: begin.hint,
        };
        let store = self.operations().store();
        store
            .begin_session(digest(&token), &session)
            .await
            .map_err(Problem::fault)?;
        Ok((token, hours * 3600))
    }

    /// Ends a session; gives what it was.
    pub async fn end_session(&self, token: &str) -> Result<Option<Session>, Problem> {
        let (store, now) = (self.operations().store(), self.operations().now());
        let session = store.session(digest(token), now).await;
        let session = session.map_err(Problem::fault)?;
        store
            .end_session(digest(token))
            .await
            .map_err(Problem::fault)?;
        Ok(session)
    }

    /// The person of a session, with what pages need to know of them. Somebody who holds nothing today
    /// has left: every session of theirs ends here and now.
    pub async fn session(
        &self,
        token: &str,
        snapshot: &Snapshot,
        now: Timestamp,
    ) -> Result<Option<Arc<Signed>>, Problem> {
        let store = self.operations().store();
        let hash = digest(token);
        let session = store.session(hash, now).await.map_err(Problem::fault)?;
        let Some(session) = session else {
            return Ok(None);
        };
        let person = &session.person;
        if !serves(&snapshot.council, person, super::words::day_of(now)) {
            let ended = store.end_sessions_of(person, None).await;
            ended.map_err(Problem::fault)?;
            return Ok(None);
        }
        if now.duration_since(session.seen) >= NOTED {
            let noted = store.touch_session(hash, now, session.expires).await;
            noted.map_err(Problem::fault)?;
        }
        Ok(Some(self.signed(person, snapshot, now)))
    }

    /// A person's facts, worked out again only when the council's facts or the day have changed.
    fn signed(&self, person: &PersonId, snapshot: &Snapshot, now: Timestamp) -> Arc<Signed> {
        let today = super::words::day_of(now);
        let stamp = (snapshot.at, today);
        let known = self.0.known.read().expect("no panic while held");
        if let Some((of, signed)) = known.get(person)
            && *of == stamp
        {
            return signed.clone();
        }
        drop(known);
        let names = Names::on(&snapshot.council, today);
        let signed = Arc::new(Signed {
            name: names.person(person),
            post: names.post(person),
            desk: desk(person, snapshot, today),
            actor: Actor {
                visible: visible_to(&snapshot.council.directory, person, today),
                acting_for: None,
            },
        });
        let mut known = self.0.known.write().expect("no panic while held");
        known.insert(person.clone(), (stamp, signed.clone()));
        signed
    }
}

/// The kind of work that somebody's posts bring.
fn desk(person: &PersonId, snapshot: &Snapshot, today: Date) -> Desk {
    let kinds: Vec<_> = snapshot
        .council
        .directory
        .appointments_of(person, today)
        .map(|a| (a.role.kind(), a.role.scope().unwrap_or_default().to_owned()))
        .collect();
    let has = |wanted: &[RoleKind]| kinds.iter().any(|(kind, _)| wanted.contains(kind));
    let team = |slug: &str| {
        kinds.iter().any(|(kind, scope)| {
            matches!(kind, RoleKind::TeamMember | RoleKind::TeamManager) && scope == slug
        })
    };
    if has(&[
        RoleKind::Member,
        RoleKind::CoOptedMember,
        RoleKind::Assistant,
    ]) {
        Desk::Member
    } else if has(&[
        RoleKind::MonitoringOfficer,
        RoleKind::DeputyMonitoringOfficer,
    ]) {
        Desk::MonitoringOfficer
    } else if has(&[
        RoleKind::ChiefExecutive,
        RoleKind::ChiefOfficer,
        RoleKind::AssistantDirector,
        RoleKind::ServiceManager,
    ]) {
        Desk::Manager
    } else if team("democratic-services") {
        Desk::Democratic
    } else if team("contact-centre") {
        Desk::ContactCentre
    } else {
        Desk::Officer
    }
}
