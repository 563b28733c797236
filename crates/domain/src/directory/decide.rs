//! Commands to events. A [`Draft`] applies one command after the other to a copy, so that a change of
//! several parts is checked as it will be; nothing is kept unless all of it can be.

use jiff::Timestamp;
use jiff::civil::Date;

use super::command::{DirectoryCommand, NewAppointment, Start};
use super::facts::{Appointment, Away, Details, EndReason};
use super::role::{Role, RoleKind};
use super::{Directory, DirectoryEvent, Fact, Kept, Table, check, posts};
use crate::fresh::{Fresh, hex};
use crate::ids::{AppointmentId, AwayId, PersonId, Stream};
use crate::register::Recorded;
use crate::verdict::{Append, Decision, Invalid, NewContent};

/// Decides a change of the directory. No protocol says how it is kept, so it cites nothing.
pub fn decide(
    directory: &Directory,
    command: DirectoryCommand,
    now: Timestamp,
    fresh: &Fresh,
) -> Result<Decision<DirectoryEvent>, Vec<Invalid>> {
    let mut draft = Draft::new(directory, now, fresh);
    draft.apply(command)?;
    Ok(draft.finish())
}

/// Changes on trial.
#[derive(Debug, Clone)]
pub struct Draft<'a> {
    directory: Directory,
    expected: u64,
    events: Vec<DirectoryEvent>,
    contents: Vec<NewContent>,
    now: Timestamp,
    fresh: &'a Fresh,
    drawn: usize,
}

type Checked<T = ()> = Result<T, Vec<Invalid>>;

impl<'a> Draft<'a> {
    /// A trial that starts from a directory.
    pub fn new(directory: &Directory, now: Timestamp, fresh: &'a Fresh) -> Self {
        Self {
            directory: directory.clone(),
            expected: directory.version(),
            events: Vec::new(),
            contents: Vec::new(),
            now,
            fresh,
            drawn: 0,
        }
    }

    /// The directory as it will be.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The changes so far.
    pub fn events(&self) -> &[DirectoryEvent] {
        &self.events
    }

    /// Everything that was applied, as one decision.
    pub fn finish(self) -> Decision<DirectoryEvent> {
        let appends = if self.events.is_empty() {
            Vec::new()
        } else {
            vec![Append {
                stream: Stream::directory(),
                expected: self.expected,
                events: self.events,
                notices: Vec::new(),
            }]
        };
        Decision {
            appends,
            contents: self.contents,
            cites: Vec::new(),
        }
    }

    /// Applies one command. What changes nothing makes no event.
    pub fn apply(&mut self, command: DirectoryCommand) -> Checked {
        use DirectoryCommand as C;
        match command {
            C::AddPerson { person, details } => self.add_person(person, &details),
            C::ChangePerson { person, details } => self.change_person(person, &details),
            C::Appoint(new) => self.appoint(new),
            C::DateAppointment {
                appointment,
                from,
                to,
            } => self.date(&appointment, from, to),
            C::EndAppointment {
                appointment,
                on,
                reason,
            } => self.end(&appointment, on, reason),
            C::VoidAppointment { appointment } => {
                self.known_appointment("appointment", &appointment)?;
                self.record(DirectoryEvent::AppointmentVoided { appointment });
                Ok(())
            }
            C::EndPerson { person, on, reason } => self.end_person(&person, on, reason),
            C::NameLineManager {
                appointment,
                manager,
                from,
            } => self.name_manager(appointment, manager, from),
            C::RecordAway {
                away,
                person,
                covered_by,
                from,
                to,
            } => self.record_away(away, person, covered_by, from, to),
            C::CancelAway { away } => {
                if !self.directory.aways.contains_key(&away) {
                    return one("away", "is not an absence that is recorded");
                }
                self.record(DirectoryEvent::AwayCancelled { away });
                Ok(())
            }
            C::ElectionDay { on, ends, starts } => self.election(on, &ends, starts),
            C::Several(commands) => commands.into_iter().try_for_each(|c| self.apply(c)),
            fact => self.record_fact(fact),
        }
    }

    fn record_fact(&mut self, command: DirectoryCommand) -> Checked {
        use DirectoryCommand as C;
        let event = match command {
            C::RecordService { on, service } => {
                let service = check::service(&self.directory, on, service)?;
                changed(&self.directory.services, on, &service)
                    .then_some(DirectoryEvent::ServiceRecorded { on, service })
            }
            C::RecordWard { on, ward } => {
                let ward = check::ward(&self.directory, on, ward)?;
                changed(&self.directory.wards, on, &ward)
                    .then_some(DirectoryEvent::WardRecorded { on, ward })
            }
            C::RecordGroup { on, group } => {
                let group = check::group(&self.directory, group)?;
                changed(&self.directory.groups, on, &group)
                    .then_some(DirectoryEvent::GroupRecorded { on, group })
            }
            C::RecordBody { on, body } => {
                let body = check::body(&self.directory, body)?;
                changed(&self.directory.bodies, on, &body)
                    .then_some(DirectoryEvent::BodyRecorded { on, body })
            }
            C::RecordTeam { on, team } => {
                let team = check::team(&self.directory, on, team)?;
                changed(&self.directory.teams, on, &team)
                    .then_some(DirectoryEvent::TeamRecorded { on, team })
            }
            C::RecordPartner { on, partner } => {
                let partner = check::partner(&self.directory, partner)?;
                changed(&self.directory.partners, on, &partner)
                    .then_some(DirectoryEvent::PartnerRecorded { on, partner })
            }
            _ => None,
        };
        event.into_iter().for_each(|event| self.record(event));
        Ok(())
    }

    fn add_person(&mut self, person: Option<PersonId>, details: &Details) -> Checked {
        let person = match person {
            Some(person) if self.directory.knows(&person) => {
                return one("person", format!("`{person}` is already somebody else"));
            }
            Some(person) => person,
            None => self.draw("p"),
        };
        self.keep_person(person, details)
    }

    fn change_person(&mut self, person: PersonId, details: &Details) -> Checked {
        self.known_person("person", &person)?;
        self.keep_person(person, details)
    }

    fn keep_person(&mut self, person: PersonId, details: &Details) -> Checked {
        let details = check::details(&self.directory, &person, details)?;
        if self.directory.details(&person) == Some(&details) {
            return Ok(());
        }
        let (kept, content) = Kept::details(&details, self.fresh, self.drawn);
        self.drawn += 1;
        self.record(DirectoryEvent::PersonRecorded {
            person,
            details: kept,
        });
        self.directory.learn(&content.key, &content.bytes);
        self.contents.push(content);
        Ok(())
    }

    fn appoint(&mut self, new: NewAppointment) -> Checked {
        let id = match new.appointment {
            Some(id) if self.directory.appointment(&id).is_some() => {
                return one(
                    "appointment",
                    format!("`{id}` is already another appointment"),
                );
            }
            Some(id) => id,
            None => self.draw("a"),
        };
        let made = Appointment {
            id,
            person: new.person,
            role: posts::role(&self.directory, new.role, new.from)?,
            from: new.from,
            to: new.to,
            ended: None,
            job_share: new.job_share,
        };
        posts::appointment(&self.directory, &made)?;
        self.record(DirectoryEvent::AppointmentMade(made));
        Ok(())
    }

    fn date(&mut self, id: &AppointmentId, from: Date, to: Option<Date>) -> Checked {
        let old = self.known_appointment("appointment", id)?.clone();
        if (old.from, old.to) == (from, to) {
            return Ok(());
        }
        posts::appointment(&self.directory, &Appointment { from, to, ..old })?;
        self.record(DirectoryEvent::AppointmentDated {
            appointment: id.clone(),
            from,
            to,
        });
        Ok(())
    }

    fn end(&mut self, id: &AppointmentId, on: Date, reason: EndReason) -> Checked {
        self.end_one(id, on, reason)?;
        let ended = self.known_appointment("appointment", id)?;
        if ended.role.kind() == RoleKind::Member {
            let person = ended.person.clone();
            self.end_offices_of(&person, on, reason);
        }
        Ok(())
    }

    fn end_one(&mut self, id: &AppointmentId, on: Date, reason: EndReason) -> Checked {
        let old = self.known_appointment("appointment", id)?.clone();
        if (old.to, old.ended) == (Some(on), Some(reason)) {
            return Ok(());
        }
        if on < old.from {
            let why = format!(
                "is before it began on {}: take the appointment back",
                old.from
            );
            return one("on", why);
        }
        let to = Some(on);
        posts::appointment(&self.directory, &Appointment { to, ..old })?;
        self.record_end(id.clone(), on, reason);
        Ok(())
    }

    /// The offices of a member end with the seat, unless another seat follows at once.
    fn end_offices_of(&mut self, person: &PersonId, on: Date, reason: EndReason) {
        let next = on.tomorrow().unwrap_or(on);
        if self.directory.is_elected(person, next) {
            return;
        }
        let outlive = |a: &&Appointment| {
            a.role.kind().is_for_members()
                && a.role.kind() != RoleKind::CoOptedMember
                && a.from <= on
                && a.to.is_none_or(|to| to > on)
        };
        let offices: Vec<_> = self.directory.career(person).filter(outlive).collect();
        let ids: Vec<_> = offices.into_iter().map(|a| a.id.clone()).collect();
        for id in ids {
            self.record_end(id, on, reason);
        }
    }

    fn end_person(&mut self, person: &PersonId, on: Date, reason: EndReason) -> Checked {
        self.known_person("person", person)?;
        let running = |a: &&Appointment| a.to.is_none_or(|to| to > on);
        let career = self.directory.career(person).filter(running);
        let (later, held): (Vec<_>, Vec<_>) = career.cloned().partition(|a| a.from > on);
        if held.is_empty() && later.is_empty() {
            return one("person", "holds nothing after that day");
        }
        for appointment in held {
            self.record_end(appointment.id, on, reason);
        }
        for Appointment { id, .. } in later {
            self.record(DirectoryEvent::AppointmentVoided { appointment: id });
        }
        Ok(())
    }

    fn election(&mut self, on: Date, ends: &[AppointmentId], starts: Vec<Start>) -> Checked {
        let Ok(eve) = on.yesterday() else {
            return one("on", "is too early a day");
        };
        for id in ends {
            let ending = self.known_appointment("ends", id)?;
            let again = starts
                .iter()
                .any(|s| s.person == ending.person && s.role == ending.role);
            if again {
                let who = self.directory.name(&ending.person);
                let why = format!(
                    "holds `{id}` of {who}, who is re-elected to the same office: leave it in \
                     neither list, so that the casework stays theirs"
                );
                return one("ends", why);
            }
        }
        for id in ends {
            self.end_one(id, eve, EndReason::Election)?;
            let ended = self.known_appointment("ends", id)?;
            let person = ended.person.clone();
            let seat = |s: &Start| s.person == person && s.role.kind() == RoleKind::Member;
            // Who moves to another ward at the election stays a member, in the same group and offices.
            if ended.role.kind() == RoleKind::Member && !starts.iter().any(seat) {
                self.end_offices_of(&person, eve, EndReason::Election);
            }
        }
        for start in starts {
            self.appoint(NewAppointment {
                appointment: None,
                person: start.person,
                role: start.role,
                from: on,
                to: start.to,
                job_share: false,
            })?;
        }
        Ok(())
    }

    fn name_manager(
        &mut self,
        appointment: AppointmentId,
        manager: Option<AppointmentId>,
        from: Date,
    ) -> Checked {
        let managed = self.known_appointment("appointment", &appointment)?.clone();
        if let Some(manager) = &manager {
            let mut above = Some(self.known_appointment("manager", manager)?);
            for _ in 0..100 {
                let Some(next) = above else { break };
                if next.person == managed.person {
                    let who = self.directory.name(&managed.person);
                    return one(
                        "manager",
                        format!("is managed by {who} in the end: choose another"),
                    );
                }
                above = self.directory.line_manager(next, from);
            }
        }
        let named = self.directory.named_manager(&appointment, from);
        if named == manager.as_ref() {
            return Ok(());
        }
        self.record(DirectoryEvent::LineManagerNamed {
            appointment,
            manager,
            from,
        });
        Ok(())
    }

    fn record_away(
        &mut self,
        away: Option<AwayId>,
        person: PersonId,
        covered_by: Option<PersonId>,
        from: Date,
        to: Date,
    ) -> Checked {
        let id = match away {
            Some(id) => id,
            None => self.draw("w"),
        };
        let away = Away {
            id,
            person,
            covered_by,
            from,
            to,
        };
        posts::away(&self.directory, &away)?;
        if self.directory.aways.get(&away.id) != Some(&away) {
            self.record(DirectoryEvent::AwayRecorded(away));
        }
        Ok(())
    }

    fn record_end(&mut self, appointment: AppointmentId, on: Date, reason: EndReason) {
        self.record(DirectoryEvent::AppointmentEnded {
            appointment,
            on,
            reason,
        });
    }

    fn record(&mut self, event: DirectoryEvent) {
        let recorded = Recorded {
            version: self.directory.version() + 1,
            at: self.now,
            actor: "draft".parse().expect("a slug"),
            event: event.clone(),
        };
        self.directory = std::mem::take(&mut self.directory).evolve(&recorded);
        self.events.push(event);
    }

    /// A new identifier: `p…` of a person, `a…` of an appointment, `w…` of an absence.
    pub(super) fn draw<T: std::str::FromStr>(&mut self, prefix: &str) -> T
    where
        T::Err: std::fmt::Debug,
    {
        let bytes = self.fresh.bytes(prefix, self.drawn);
        self.drawn += 1;
        format!("{prefix}{}", hex(&bytes[..6]))
            .parse()
            .expect("a slug")
    }

    fn known_person(&self, field: &'static str, person: &PersonId) -> Checked {
        if self.directory.knows(person) {
            Ok(())
        } else {
            one(field, format!("`{person}` is nobody in the directory"))
        }
    }

    fn known_appointment(&self, field: &'static str, id: &AppointmentId) -> Checked<&Appointment> {
        self.directory
            .appointment(id)
            .ok_or_else(|| vec![Invalid::new(field, format!("`{id}` is no appointment"))])
    }
}

/// Whether a fact differs from its wording of that day.
fn changed<T: Fact + PartialEq>(table: &Table<T>, on: Date, fact: &T) -> bool {
    let known = table.first_day(fact.id()).is_some_and(|first| first <= on);
    !known || table.ever(fact.id(), on) != Some(fact)
}

pub(super) fn one<T>(field: &'static str, why: impl Into<String>) -> Checked<T> {
    Err(vec![Invalid::new(field, why)])
}

/// Whether the office is one that only the council's members hold, and a seat with it.
pub(super) fn needs_a_seat(role: &Role) -> bool {
    let kind = role.kind();
    kind.is_for_members() && !matches!(kind, RoleKind::Member | RoleKind::CoOptedMember)
}
