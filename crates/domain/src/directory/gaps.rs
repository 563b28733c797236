//! What democratic services must see without asking: offices without anybody, services without a
//! manager, cover that ends, members who leave.

use std::collections::BTreeSet;

use jiff::Span;
use jiff::civil::Date;

use super::facts::{Appointment, Away, TeamKind};
use super::role::{Role, RoleKind};
use super::table::Fact;
use super::{Acting, Directory};
use crate::ids::{AppointmentId, AwayId, PersonId, ServiceId};

/// How many days ahead an end is announced.
const AHEAD_DAYS: i32 = 28;

/// One thing that the directory lacks, or soon will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// An office that must be held has nobody.
    Vacancy(Vacancy),
    /// Somebody is away and nobody covers.
    Uncovered {
        /// Which absence.
        away: AwayId,
        /// Who.
        person: PersonId,
        /// The last day of it.
        until: Date,
    },
    /// Cover ends soon.
    CoverEnds {
        /// Which absence.
        away: AwayId,
        /// Who is away.
        person: PersonId,
        /// Who covers.
        covered_by: PersonId,
        /// The last day of it.
        on: Date,
    },
    /// A member's seat ends soon.
    MemberLeaves {
        /// Which seat.
        appointment: AppointmentId,
        /// Who.
        person: PersonId,
        /// The last day of it.
        on: Date,
    },
    /// A service belongs to no directorate, so that no Chief Officer answers for it.
    NoChiefOfficer {
        /// Which.
        service: ServiceId,
    },
    /// A service has no plain words, so that Who Does What finds it by its name only.
    NoWords {
        /// Which.
        service: ServiceId,
    },
    /// An appointment outlives its ward, body, group, team or service.
    Orphaned {
        /// Which.
        appointment: AppointmentId,
    },
}

/// An office that nobody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vacancy {
    /// The office.
    pub role: Role,
    /// Since when; `None` where nobody ever held it.
    pub since: Option<Date>,
    /// How many places are free: seats of a ward, else 1.
    pub places: usize,
    /// Who acts meanwhile: the deputy, where there is one.
    pub acting: Vec<Acting>,
}

impl Vacancy {
    /// Whether statute requires the office: it is then shown on every page that would route to it.
    pub fn is_statutory(&self) -> bool {
        self.role.kind().is_statutory()
    }
}

impl Directory {
    /// The offices that should be held on a day and are not, statutory ones first.
    pub fn vacancies(&self, on: Date) -> Vec<Vacancy> {
        let mut found: Vec<_> = self
            .expected(on)
            .into_iter()
            .filter_map(|(role, places)| {
                let held = self.in_office(&role, on).len();
                (held < places).then(|| Vacancy {
                    since: self.vacant_since(&role, on),
                    places: places - held,
                    acting: self.acting(&role, on),
                    role,
                })
            })
            .collect();
        found.sort_by_key(|vacancy| !vacancy.is_statutory());
        found
    }

    /// Every gap on a day, or within four weeks from it.
    pub fn gaps(&self, on: Date) -> Vec<Gap> {
        let horizon = on
            .checked_add(Span::new().days(AHEAD_DAYS))
            .unwrap_or(Date::MAX);
        let soon = |day: Date| (on..=horizon).contains(&day);
        let mut gaps: Vec<_> = self.vacancies(on).into_iter().map(Gap::Vacancy).collect();
        let absences = self.absences().filter(|away| away.holds(on));
        gaps.extend(absences.filter_map(|away| self.gap_of(away, soon)));
        let leaving = self
            .appointments()
            .filter(|a| a.role.kind() == RoleKind::Member && a.holds(on));
        gaps.extend(leaving.filter_map(|a| {
            let on = a.to.filter(|to| soon(*to))?;
            let (appointment, person) = (a.id.clone(), a.person.clone());
            Some(Gap::MemberLeaves {
                appointment,
                person,
                on,
            })
        }));
        for service in self.services.on(on) {
            let id = || service.id.clone();
            if service.directorate.is_none() {
                gaps.push(Gap::NoChiefOfficer { service: id() });
            }
            if service.words.is_empty() {
                gaps.push(Gap::NoWords { service: id() });
            }
        }
        let orphans = self
            .appointments()
            .filter(|a| a.holds(on) && self.is_orphan(a, on));
        gaps.extend(orphans.map(|a| Gap::Orphaned {
            appointment: a.id.clone(),
        }));
        gaps
    }

    fn gap_of(&self, away: &Away, soon: impl Fn(Date) -> bool) -> Option<Gap> {
        let officer = self
            .appointments_of(&away.person, away.from)
            .any(|a| a.role.kind().is_for_officers());
        let (id, person) = (away.id.clone(), away.person.clone());
        match &away.covered_by {
            None if officer => Some(Gap::Uncovered {
                away: id,
                person,
                until: away.to,
            }),
            Some(covered_by) if soon(away.to) => Some(Gap::CoverEnds {
                away: id,
                person,
                covered_by: covered_by.clone(),
                on: away.to,
            }),
            _ => None,
        }
    }

    /// The offices that a council of these facts has, with their places.
    fn expected(&self, on: Date) -> Vec<(Role, usize)> {
        let single = [
            Role::ChiefExecutive,
            Role::MonitoringOfficer,
            Role::SectionOneFiveOne,
            Role::Leader,
        ];
        let mut expected: Vec<_> = single.into_iter().map(|role| (role, 1)).collect();
        for ward in self.wards.on(on) {
            expected.push((
                Role::Member {
                    ward: ward.id.clone(),
                },
                usize::from(ward.seats),
            ));
        }
        for group in self.groups.on(on) {
            expected.push((
                Role::GroupLeader {
                    group: group.id.clone(),
                },
                1,
            ));
        }
        for team in self
            .teams
            .on(on)
            .filter(|t| t.kind == TeamKind::Directorate)
        {
            expected.push((
                Role::ChiefOfficer {
                    directorate: team.id.clone(),
                },
                1,
            ));
        }
        for service in self.services.on(on) {
            expected.push((
                Role::ServiceManager {
                    service: service.id.clone(),
                },
                1,
            ));
        }
        expected.extend(self.once_held(on).into_iter().map(|role| (role, 1)));
        expected
    }

    /// Offices that need not exist, such as a chair or a portfolio, but were held before and not given up.
    fn once_held(&self, on: Date) -> BTreeSet<Role> {
        let optional = |kind| {
            matches!(
                kind,
                RoleKind::DeputyLeader
                    | RoleKind::CabinetMember
                    | RoleKind::Chair
                    | RoleKind::DeputyMonitoringOfficer
                    | RoleKind::TeamManager
            )
        };
        self.appointments()
            .filter(|a| optional(a.role.kind()) && a.from <= on)
            .filter(|a| a.ended != Some(super::EndReason::Abolished) && !self.is_orphan(a, on))
            .map(|a| a.role.clone())
            .collect()
    }

    fn vacant_since(&self, role: &Role, on: Date) -> Option<Date> {
        let post = role.post();
        let ends = self
            .post_history(&post)
            .filter_map(|a| a.to.filter(|to| *to < on));
        ends.max()?.tomorrow().ok()
    }

    /// Whether what an appointment is for does not exist on a day.
    fn is_orphan(&self, appointment: &Appointment, on: Date) -> bool {
        fn gone<T: Fact>(table: &super::Table<T>, id: &T::Id, on: Date) -> bool {
            table.get(id, on).is_none()
        }
        match &appointment.role {
            Role::Member { ward } => gone(&self.wards, ward, on),
            Role::CoOptedMember { body }
            | Role::Chair { body }
            | Role::ViceChair { body }
            | Role::BodyMember { body } => gone(&self.bodies, body, on),
            Role::GroupLeader { group }
            | Role::DeputyGroupLeader { group }
            | Role::ChiefWhip { group }
            | Role::GroupMember { group }
            | Role::Spokesperson { group, .. } => gone(&self.groups, group, on),
            Role::ChiefOfficer { directorate: team }
            | Role::AssistantDirector {
                directorate: team, ..
            }
            | Role::TeamManager { team }
            | Role::TeamMember { team } => gone(&self.teams, team, on),
            Role::ServiceManager { service }
            | Role::ServiceLead { service }
            | Role::Officer { service } => gone(&self.services, service, on),
            Role::Assistant { to, .. } => !self.appointment(to).is_some_and(|a| a.holds(on)),
            _ => false,
        }
    }
}
