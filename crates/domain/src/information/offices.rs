//! In which roles somebody stands to a request. Relations come from the access tokens, offices from the
//! directory of today, so that cover acts and nobody else does.

use super::basis;
use super::state::{Matter, State};
use crate::access::Token;
use crate::calendar::local_date;
use crate::directory::{Role, RoleKind};
use crate::ids::{PersonId, ServiceId};
use crate::protocol::information::{InformationRules, Office, Task};
use crate::register::Context;
use crate::verdict::Basis;

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u16);

impl Roles {
    /// Nobody in particular.
    pub const NONE: Self = Self(0);
    /// The member to whom it belongs.
    pub const HOLDER: Self = Self(1);
    /// An assistant of that member.
    pub const ASSISTANT: Self = Self(1 << 1);
    /// An officer of the service, its manager or the Chief Officer above.
    pub const OFFICER: Self = Self(1 << 2);
    /// Whoever answers for the service.
    pub const MANAGER: Self = Self(1 << 3);
    /// Whoever decides what is given.
    pub const DECIDER: Self = Self(1 << 4);
    /// Whoever is to be satisfied of need to know.
    pub const FINDER: Self = Self(1 << 5);
    /// Whoever seeks guidance on an unreasonable request.
    pub const SEEKER: Self = Self(1 << 6);
    /// Whoever advises before a case is discussed.
    pub const ADVISER: Self = Self(1 << 7);
    /// The Monitoring Officer, or who stands in.
    pub const MONITORING_OFFICER: Self = Self(1 << 8);
    /// Democratic services.
    pub const DEMOCRATIC_SERVICES: Self = Self(1 << 9);
    /// The chair of the body that was asked.
    pub const CHAIR: Self = Self(1 << 10);
    /// The person who reported a mistake.
    pub const REPORTER: Self = Self(1 << 11);
    /// The product's own jobs.
    pub const JOBS: Self = Self(1 << 12);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether the two sets have a role in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The roles in which the actor stands to a case now.
    pub fn of(state: &State, rules: &InformationRules, cx: &Context<'_>) -> Self {
        let visible = &cx.actor.visible;
        let mut roles = Self::NONE;
        let mut add = |role: Self, is: bool| {
            if is {
                roles = roles.or(role);
            }
        };
        if let Some(holder) = &state.holder {
            add(Self::HOLDER, visible.has(&Token::holder_of(holder)));
            add(Self::ASSISTANT, visible.has(&Token::assistant_of(holder)));
        }
        if let Some((service, _)) = &state.service {
            let manages = visible.has(&Token::manager_of(service));
            add(Self::MANAGER, manages);
            add(
                Self::OFFICER,
                manages || visible.has(&Token::service(service)),
            );
            add(Self::DECIDER, does(Task::Decide, service, rules, cx));
            add(Self::FINDER, does(Task::FindNeed, service, rules, cx));
            add(Self::SEEKER, does(Task::SeekGuidance, service, rules, cx));
            add(Self::ADVISER, does(Task::Advise, service, rules, cx));
        }
        let post = |slug| visible.has(&Token::post(slug));
        add(Self::MONITORING_OFFICER, post("monitoring-officer"));
        let democratic = Token::team(&democratic_services());
        add(Self::DEMOCRATIC_SERVICES, visible.has(&democratic));
        if let Some(review) = &state.review {
            let chair = Role::Chair {
                body: review.body.clone(),
            };
            add(Self::CHAIR, visible.has(&Token::post(&chair.post())));
        }
        let reported = state.matter == Matter::Mistake && &state.opened_by == cx.actor.person();
        add(Self::REPORTER, reported);
        add(Self::JOBS, is_jobs(cx));
        roles
    }
}

/// Whether the product itself acts, and not a person.
pub(super) fn is_jobs(cx: &Context<'_>) -> bool {
    cx.actor.person().as_str() == crate::enquiries::JOBS && cx.actor.visible.tokens().len() == 0
}

/// The team that keeps the directory and serves the bodies.
pub(super) fn democratic_services() -> crate::ids::TeamId {
    "democratic-services".parse().expect("a team’s slug")
}

/// Whether a part of the work is the actor's: by the office that the text names, else by default of
/// whoever answers for the service.
fn does(task: Task, service: &ServiceId, rules: &InformationRules, cx: &Context<'_>) -> bool {
    match rules.office(task) {
        Some(named) => named.value.iter().any(|office| holds(*office, service, cx)),
        None => [
            Office::ChiefOfficer,
            Office::SeniorOfficer,
            Office::ServiceManager,
            Office::ServiceLead,
        ]
        .iter()
        .any(|office| holds(*office, service, cx)),
    }
}

/// Why a part of the work is somebody's.
pub(super) fn why(task: Task, rules: &InformationRules) -> Basis {
    let named = rules.office(task);
    named.map_or_else(basis::deciding, |named| named.basis.clone())
}

/// Whether the actor acts in an office for a service today.
fn holds(office: Office, service: &ServiceId, cx: &Context<'_>) -> bool {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let me = cx.actor.person();
    let mine = |role: Role| {
        directory
            .acting(&role, today)
            .iter()
            .any(|a| &a.person == me)
    };
    let service = service.clone();
    match office {
        Office::ChiefOfficer => directory
            .services
            .get(&service, today)
            .and_then(|known| known.directorate.clone())
            .is_some_and(|directorate| mine(Role::ChiefOfficer { directorate })),
        Office::SeniorOfficer => {
            let above = cx.actor.visible.has(&Token::manager_of(&service));
            above && is_senior(me, cx)
        }
        Office::ServiceManager => mine(Role::ServiceManager { service }),
        Office::ServiceLead => mine(Role::ServiceLead { service }),
        Office::Officer => cx.actor.visible.has(&Token::service(&service)),
        Office::MonitoringOfficer => cx.actor.visible.has(&Token::post("monitoring-officer")),
        Office::Executive | Office::Committee => false,
    }
}

pub(super) fn is_senior(person: &PersonId, cx: &Context<'_>) -> bool {
    let today = local_date(cx.now);
    let mut held = cx.council.directory.appointments_of(person, today);
    held.any(|a| senior(a.role.kind()))
}

/// Whether an office is that of a Chief Officer or of another senior officer.
pub fn senior(kind: RoleKind) -> bool {
    matches!(kind, RoleKind::ChiefOfficer | RoleKind::AssistantDirector)
}

/// Whether the text lets a member address a request to a senior officer by name.
pub fn named_by_member(rules: &InformationRules) -> bool {
    let receives = rules.office(Task::Receive);
    receives.is_some_and(|named| named.value.contains(&Office::SeniorOfficer))
}

/// Who does a part of the work by the text, in words: `the Chief Officer or the service lead`; none where the text
/// names nobody.
pub(super) fn named(task: Task, rules: &InformationRules) -> Option<String> {
    let offices = rules.office(task)?;
    let words = offices.value.iter().map(|office| match office {
        Office::ChiefOfficer => "the Chief Officer",
        Office::SeniorOfficer => "another senior officer",
        Office::ServiceManager => "the service manager",
        Office::ServiceLead => "the service lead",
        Office::Officer => "an officer of the service",
        Office::MonitoringOfficer => "the Monitoring Officer",
        Office::Executive => "the Executive",
        Office::Committee => "the committee or panel",
    });
    let words: Vec<&str> = words.collect();
    Some(words.join(" or "))
}

/// The people who do a part of the work for the service today, in the order of the offices that the text names.
pub(super) fn doing(
    task: Task,
    service: &ServiceId,
    rules: &InformationRules,
    cx: &Context<'_>,
) -> Vec<String> {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let in_office = |office: &Office| {
        let service = service.clone();
        match office {
            Office::ChiefOfficer | Office::SeniorOfficer => directory
                .chief_officer_of(&service, today)
                .into_iter()
                .collect(),
            Office::ServiceManager => directory.acting(&Role::ServiceManager { service }, today),
            Office::ServiceLead => directory.acting(&Role::ServiceLead { service }, today),
            Office::MonitoringOfficer => directory.acting(&Role::MonitoringOfficer, today),
            Office::Officer | Office::Executive | Office::Committee => Vec::new(),
        }
    };
    let offices = rules.office(task).map_or(&[][..], |named| &named.value);
    let people = offices.iter().flat_map(in_office);
    let mut names: Vec<String> = people
        .map(|a| directory.name_on(&a.person, today))
        .collect();
    names.dedup();
    names
}

/// Whether somebody in one of the offices that a text names for a task acts for the service today.
pub(super) fn anybody(
    task: Task,
    service: &ServiceId,
    rules: &InformationRules,
    cx: &Context<'_>,
) -> bool {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let acts = |role: Role| !directory.acting(&role, today).is_empty();
    let service = service.clone();
    let held = |office: &Office| match office {
        Office::ChiefOfficer | Office::SeniorOfficer => {
            directory.chief_officer_of(&service, today).is_some()
        }
        Office::ServiceManager => acts(Role::ServiceManager {
            service: service.clone(),
        }),
        Office::ServiceLead => acts(Role::ServiceLead {
            service: service.clone(),
        }),
        Office::MonitoringOfficer => acts(Role::MonitoringOfficer),
        Office::Officer => !directory.officers_of(&service, today).is_empty(),
        Office::Executive | Office::Committee => true,
    };
    rules
        .office(task)
        .is_none_or(|named| named.value.iter().any(held))
}
