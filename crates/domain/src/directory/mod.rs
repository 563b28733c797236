//! People, appointments, services, wards, groups, bodies and teams, with the dates on which each holds
//! and the time at which each was recorded. Folded from one stream; every question names its day.
//!
//! The value says who holds what; it never decides what they may do.

mod check;
mod command;
mod decide;
mod departed;
mod event;
mod facts;
mod gaps;
pub mod import;
mod posts;
mod query;
mod role;
mod table;
mod tokens;
mod who;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

pub use command::{DirectoryCommand, NewAppointment, Start};
pub use decide::{Draft, decide};
pub use event::{DirectoryEvent, Kept};
pub use facts::{
    Appointment, Away, Body, BodyKind, Details, EndReason, Group, Partner, PartnerKind, Service,
    Team, TeamKind, Ward,
};
pub use gaps::{Gap, Vacancy};
pub use query::{Acting, How};
pub use role::{Rights, Role, RoleKind, RoleNames, slugify};
pub use table::{Fact, Table};
pub use who::{Found, Hit, PartnerHit, Steer, Why};

use crate::ids::{AppointmentId, AwayId, ContentKey, GroupId, PartnerId, PersonId, ServiceId};
use crate::register::Recorded;
use who::Vocabulary;

/// Everybody and everything that the protocol names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Directory {
    version: u64,
    log: Vec<Recorded<DirectoryEvent>>,
    people: BTreeMap<PersonId, Kept>,
    details: BTreeMap<ContentKey, Details>,
    appointments: BTreeMap<AppointmentId, Appointment>,
    voided: BTreeMap<AppointmentId, Appointment>,
    by_person: BTreeMap<PersonId, Vec<AppointmentId>>,
    by_post: BTreeMap<String, Vec<AppointmentId>>,
    assistants: BTreeMap<AppointmentId, Vec<AppointmentId>>,
    lines: BTreeMap<AppointmentId, Vec<(Date, Option<AppointmentId>)>>,
    managed: BTreeMap<AppointmentId, BTreeSet<AppointmentId>>,
    aways: BTreeMap<AwayId, Away>,
    group_days: BTreeMap<GroupId, BTreeSet<Date>>,
    service_words: Vocabulary<ServiceId>,
    partner_words: Vocabulary<PartnerId>,
    /// Services of the council.
    pub services: Table<Service>,
    /// Electoral wards.
    pub wards: Table<Ward>,
    /// Political groups.
    pub groups: Table<Group>,
    /// The Council, the Cabinet, committees and panels.
    pub bodies: Table<Body>,
    /// Teams of officers and directorates.
    pub teams: Table<Team>,
    /// Bodies outside the council.
    pub partners: Table<Partner>,
}

impl Directory {
    /// Folds a whole stream, with the contents that its events point to.
    pub fn replay<'a>(
        events: impl IntoIterator<Item = &'a Recorded<DirectoryEvent>>,
        contents: impl IntoIterator<Item = (&'a ContentKey, &'a [u8])>,
    ) -> Self {
        let mut directory = events.into_iter().fold(Self::default(), Self::evolve);
        for (key, bytes) in contents {
            directory.learn(key, bytes);
        }
        directory
    }

    /// The directory after one more event. Never fails, whatever the event.
    #[must_use]
    pub fn evolve(mut self, recorded: &Recorded<DirectoryEvent>) -> Self {
        self.version = recorded.version;
        self.log.push(recorded.clone());
        match recorded.event.clone() {
            DirectoryEvent::PersonRecorded { person, details } => {
                self.people.insert(person, details);
            }
            DirectoryEvent::AppointmentMade(appointment) => self.make(appointment),
            DirectoryEvent::AppointmentDated {
                appointment,
                from,
                to,
            } => self.amend(&appointment, |a| {
                a.from = from;
                a.to = to;
                a.ended = a.ended.filter(|_| to.is_some());
            }),
            DirectoryEvent::AppointmentEnded {
                appointment,
                on,
                reason,
            } => self.amend(&appointment, |a| {
                a.to = Some(on);
                a.ended = Some(reason);
            }),
            DirectoryEvent::AppointmentVoided { appointment } => {
                if let Some(old) = self.forget(&appointment) {
                    self.voided.insert(appointment, old);
                }
            }
            DirectoryEvent::LineManagerNamed {
                appointment,
                manager,
                from,
            } => {
                if let Some(manager) = &manager {
                    let managed = self.managed.entry(manager.clone()).or_default();
                    managed.insert(appointment.clone());
                }
                let line = self.lines.entry(appointment).or_default();
                line.retain(|(day, _)| *day != from);
                let at = line.partition_point(|(day, _)| *day < from);
                line.insert(at, (from, manager));
            }
            DirectoryEvent::ServiceRecorded { on, service } => {
                self.service_words.record(on, &service);
                self.services.record(on, service);
            }
            DirectoryEvent::WardRecorded { on, ward } => self.wards.record(on, ward),
            DirectoryEvent::GroupRecorded { on, group } => self.groups.record(on, group),
            DirectoryEvent::BodyRecorded { on, body } => self.bodies.record(on, body),
            DirectoryEvent::TeamRecorded { on, team } => self.teams.record(on, team),
            DirectoryEvent::PartnerRecorded { on, partner } => {
                self.partner_words.record(on, &partner);
                self.partners.record(on, partner);
            }
            DirectoryEvent::AwayRecorded(away) => {
                self.aways.insert(away.id.clone(), away);
            }
            DirectoryEvent::AwayCancelled { away } => {
                self.aways.remove(&away);
            }
        }
        self
    }

    /// Takes a content that the events point to. What is not a person's details is ignored, and what is
    /// erased is never learnt: the person then goes by the identifier.
    pub fn learn(&mut self, key: &ContentKey, bytes: &[u8]) {
        if let Ok(details) = serde_json::from_slice(bytes) {
            self.details.insert(key.clone(), details);
        }
    }

    /// The version of the stream up to which this is folded.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What the directory said at a moment: the same questions, with what was recorded by then.
    #[must_use]
    pub fn as_recorded(&self, at: Timestamp) -> Self {
        let known = self.log.iter().filter(|recorded| recorded.at <= at);
        let mut then = known.fold(Self::default(), Self::evolve);
        then.details.clone_from(&self.details);
        then
    }

    /// Every change, in the order in which it was recorded.
    pub fn history(&self) -> &[Recorded<DirectoryEvent>] {
        &self.log
    }

    fn make(&mut self, appointment: Appointment) {
        self.forget(&appointment.id);
        self.voided.remove(&appointment.id);
        let id = appointment.id.clone();
        self.by_person
            .entry(appointment.person.clone())
            .or_default()
            .push(id.clone());
        self.by_post
            .entry(appointment.role.post())
            .or_default()
            .push(id.clone());
        if let Role::Assistant { to, .. } = &appointment.role {
            self.assistants
                .entry(to.clone())
                .or_default()
                .push(id.clone());
        }
        self.appointments.insert(id.clone(), appointment);
        self.amend(&id, |_| ());
    }

    /// Changes an appointment, and keeps every day on which its group's membership changed: members
    /// who were in the group on one of them stay able to show it.
    fn amend(&mut self, id: &AppointmentId, change: impl FnOnce(&mut Appointment)) {
        let Some(appointment) = self.appointments.get_mut(id) else {
            return;
        };
        change(appointment);
        if let Role::GroupMember { group } = &appointment.role {
            let days = self.group_days.entry(group.clone()).or_default();
            days.insert(appointment.from);
            if let Some(next) = appointment.to.and_then(|to| to.tomorrow().ok()) {
                days.insert(next);
            }
        }
    }

    fn forget(&mut self, id: &AppointmentId) -> Option<Appointment> {
        let old = self.appointments.remove(id)?;
        if let Some(ids) = self.by_person.get_mut(&old.person) {
            ids.retain(|other| other != id);
        }
        if let Some(ids) = self.by_post.get_mut(&old.role.post()) {
            ids.retain(|other| other != id);
        }
        if let Role::Assistant { to, .. } = &old.role
            && let Some(ids) = self.assistants.get_mut(to)
        {
            ids.retain(|other| other != id);
        }
        Some(old)
    }
}

#[cfg(test)]
mod decide_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
