//! Who holds what on a day: appointments, posts with cover and deputies, line management.

use jiff::civil::Date;

use super::facts::{Appointment, Away, Details};
use super::role::{Role, RoleKind};
use super::{Directory, Kept};
use crate::ids::{AppointmentId, GroupId, PersonId, ServiceId, WardId};

/// A person who acts in an office on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// Who acts.
    pub person: PersonId,
    /// The appointment in which they act: their own, the one covered, or the deputy's.
    pub appointment: AppointmentId,
    /// Whether it is their own office.
    pub how: How,
}

/// In what way somebody acts in an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is their own.
    Holder,
    /// They cover somebody who is away.
    Cover {
        /// Who is away.
        of: PersonId,
    },
    /// They are the deputy; the office is vacant, or its holder is away without cover.
    Deputy {
        /// Who is away; `None` where the office is vacant.
        of: Option<PersonId>,
    },
}

impl Directory {
    /// Every person ever known.
    pub fn people(&self) -> impl Iterator<Item = &PersonId> {
        self.people.keys()
    }

    /// Whether the directory knows a person.
    pub fn knows(&self, person: &PersonId) -> bool {
        self.people.contains_key(person)
    }

    /// Where a person's details are kept.
    pub fn kept(&self, person: &PersonId) -> Option<&Kept> {
        self.people.get(person)
    }

    /// A person's details; none for the unknown and where they were erased.
    pub fn details(&self, person: &PersonId) -> Option<&Details> {
        self.details.get(&self.people.get(person)?.key)
    }

    /// A person's name with their title, or the identifier where it was erased or is unknown.
    pub fn name(&self, person: &PersonId) -> String {
        match self.details(person) {
            Some(Details {
                name,
                title: Some(title),
                ..
            }) => format!("{title} {name}"),
            Some(details) => details.name.clone(),
            None => person.to_string(),
        }
    }

    /// A person's name as on a page of a day: members are `Councillor` unless titled otherwise.
    pub fn name_on(&self, person: &PersonId, on: Date) -> String {
        match self.details(person) {
            Some(details) if details.title.is_none() && self.is_elected(person, on) => {
                format!("Councillor {}", details.name)
            }
            _ => self.name(person),
        }
    }

    /// An appointment, current or not.
    pub fn appointment(&self, id: &AppointmentId) -> Option<&Appointment> {
        self.appointments.get(id)
    }

    /// An appointment that was entered by mistake: it gave nothing, but somebody may have worked by it until that
    /// was seen.
    pub fn voided(&self, id: &AppointmentId) -> Option<&Appointment> {
        self.voided.get(id)
    }

    /// The political group to which a person belongs on a day.
    pub fn group_of(&self, person: &PersonId, on: Date) -> Option<GroupId> {
        self.appointments_of(person, on)
            .find_map(|a| match &a.role {
                Role::GroupMember { group } => Some(group.clone()),
                _ => None,
            })
    }

    /// Every appointment ever made and not voided.
    pub fn appointments(&self) -> impl Iterator<Item = &Appointment> {
        self.appointments.values()
    }

    /// Every appointment a person ever had, in the order of recording.
    pub fn career(&self, person: &PersonId) -> impl Iterator<Item = &Appointment> {
        let ids = self.by_person.get(person).into_iter().flatten();
        ids.filter_map(|id| self.appointments.get(id))
    }

    /// What a person holds on a day.
    pub fn appointments_of(
        &self,
        person: &PersonId,
        on: Date,
    ) -> impl Iterator<Item = &Appointment> {
        self.career(person).filter(move |a| a.holds(on))
    }

    /// Whether a person is an elected member on a day.
    pub fn is_elected(&self, person: &PersonId, on: Date) -> bool {
        self.appointments_of(person, on)
            .any(|a| a.role.kind() == RoleKind::Member)
    }

    /// The appointments to a post (by its slug, [`Role::post`]), whenever they hold.
    pub fn post_history(&self, post: &str) -> impl Iterator<Item = &Appointment> {
        let ids = self.by_post.get(post).into_iter().flatten();
        ids.filter_map(|id| self.appointments.get(id))
    }

    /// The appointments to an office that hold on a day, whether or not their holders are away.
    pub fn in_office(&self, role: &Role, on: Date) -> Vec<&Appointment> {
        self.post_history(&role.post())
            .filter(|a| a.holds(on))
            .collect()
    }

    /// The absence of a person on a day, if they are away.
    pub fn away(&self, person: &PersonId, on: Date) -> Option<&Away> {
        let mut absences = self.aways.values();
        absences.find(|away| &away.person == person && away.holds(on))
    }

    /// Every absence ever recorded and not cancelled.
    pub fn absences(&self) -> impl Iterator<Item = &Away> {
        self.aways.values()
    }

    /// Who acts in an office on a day: its holders; the cover of those who are away; failing both, the
    /// deputy where there is one. Empty: nobody, and that is loud.
    pub fn acting(&self, role: &Role, on: Date) -> Vec<Acting> {
        let holders = self.in_office(role, on);
        let present: Vec<_> = holders
            .iter()
            .filter_map(|a| self.acting_in(a, on))
            .collect();
        if !present.is_empty() {
            return present;
        }
        let Some(deputy) = role.deputy() else {
            return Vec::new();
        };
        let of = holders.first().map(|a| a.person.clone());
        let deputies = self.in_office(&deputy, on);
        deputies
            .iter()
            .filter_map(|a| self.acting_in(a, on))
            .map(|acting| Acting {
                how: How::Deputy { of: of.clone() },
                ..acting
            })
            .collect()
    }

    /// Who acts in one appointment on a day: its holder, or the cover. Members are never covered.
    pub fn acting_in(&self, appointment: &Appointment, on: Date) -> Option<Acting> {
        if !appointment.holds(on) {
            return None;
        }
        let away = self.away(&appointment.person, on);
        let (person, how) = match away {
            Some(away) if appointment.role.kind().is_for_officers() => {
                let of = away.person.clone();
                (away.covered_by.clone()?, How::Cover { of })
            }
            _ => (appointment.person.clone(), How::Holder),
        };
        Some(Acting {
            person,
            appointment: appointment.id.clone(),
            how,
        })
    }

    /// Who manages a service on a day.
    pub fn manager_of(&self, service: &ServiceId, on: Date) -> Option<Acting> {
        let service = service.clone();
        self.acting(&Role::ServiceManager { service }, on)
            .into_iter()
            .next()
    }

    /// The Chief Officer who answers for a service on a day.
    pub fn chief_officer_of(&self, service: &ServiceId, on: Date) -> Option<Acting> {
        let directorate = self.services.ever(service, on)?.directorate.clone()?;
        self.acting(&Role::ChiefOfficer { directorate }, on)
            .into_iter()
            .next()
    }

    /// The officers who work for a service on a day: manager, leads, officers, and its team.
    pub fn officers_of(&self, service: &ServiceId, on: Date) -> Vec<&Appointment> {
        let team = self.services.ever(service, on).and_then(|s| s.team.clone());
        let mut roles = vec![
            Role::ServiceManager {
                service: service.clone(),
            },
            Role::ServiceLead {
                service: service.clone(),
            },
            Role::Officer {
                service: service.clone(),
            },
        ];
        if let Some(team) = team {
            roles.push(Role::TeamManager { team: team.clone() });
            roles.push(Role::TeamMember { team });
        }
        roles
            .iter()
            .flat_map(|role| self.in_office(role, on))
            .collect()
    }

    /// The elected members of a ward on a day.
    pub fn members_of_ward(&self, ward: &WardId, on: Date) -> Vec<&Appointment> {
        self.in_office(&Role::Member { ward: ward.clone() }, on)
    }

    /// The assistants of an appointment on a day.
    pub fn assistants_of(&self, appointment: &AppointmentId, on: Date) -> Vec<&Appointment> {
        let ids = self.assistants.get(appointment).into_iter().flatten();
        ids.filter_map(|id| self.appointments.get(id))
            .filter(|a| a.holds(on))
            .collect()
    }

    /// Who assists whoever holds an appointment on a day: its own assistants, and those of the seat of a member who
    /// holds it, since a member is assisted in every office.
    pub fn assisting(&self, appointment: &AppointmentId, on: Date) -> Vec<&Appointment> {
        let Some(held) = self.appointment(appointment).filter(|a| a.holds(on)) else {
            return Vec::new();
        };
        let of_member = held.role.kind().is_for_members();
        let seats = self.appointments_of(&held.person, on);
        let seats = seats.filter(|a| of_member && a.role.kind().is_seat() && a.id != held.id);
        [held]
            .into_iter()
            .chain(seats)
            .flat_map(|a| self.assistants_of(&a.id, on))
            .collect()
    }

    /// The appointment that manages another on a day: the one named, or by the order of offices the
    /// nearest above that is held.
    pub fn line_manager(&self, appointment: &Appointment, on: Date) -> Option<&Appointment> {
        let named = self.named_manager(&appointment.id, on);
        let named = named.and_then(|id| self.appointments.get(id));
        if let Some(manager) = named.filter(|m| m.holds(on)) {
            return Some(manager);
        }
        let above = self.offices_above(&appointment.role, on);
        let mut held = above.iter().flat_map(|role| self.in_office(role, on));
        held.find(|a| a.person != appointment.person)
    }

    /// The appointment named as manager of another on a day, whether or not it is still held.
    pub fn named_manager(&self, appointment: &AppointmentId, on: Date) -> Option<&AppointmentId> {
        let line = self.lines.get(appointment)?;
        let after = line.partition_point(|(day, _)| *day <= on);
        line[..after].last()?.1.as_ref()
    }

    fn offices_above(&self, role: &Role, on: Date) -> Vec<Role> {
        let mut above = Vec::new();
        let directorate = match role {
            Role::Officer { service } | Role::ServiceLead { service } => {
                if matches!(role, Role::Officer { .. }) {
                    above.push(Role::ServiceLead {
                        service: service.clone(),
                    });
                }
                above.push(Role::ServiceManager {
                    service: service.clone(),
                });
                self.services
                    .ever(service, on)
                    .and_then(|s| s.directorate.clone())
            }
            Role::ServiceManager { service } => self
                .services
                .ever(service, on)
                .and_then(|s| s.directorate.clone()),
            Role::TeamMember { team } | Role::TeamManager { team } => {
                if matches!(role, Role::TeamMember { .. }) {
                    above.push(Role::TeamManager { team: team.clone() });
                }
                self.teams.ever(team, on).and_then(|t| t.part_of.clone())
            }
            Role::AssistantDirector { directorate, .. } => Some(directorate.clone()),
            Role::DeputyMonitoringOfficer => {
                above.push(Role::MonitoringOfficer);
                None
            }
            Role::MonitoringOfficer
            | Role::SectionOneFiveOne
            | Role::HeadOfLegal
            | Role::ChiefOfficer { .. } => None,
            _ => return above,
        };
        above.extend(directorate.map(|directorate| Role::ChiefOfficer { directorate }));
        above.push(Role::ChiefExecutive);
        above
    }
}
