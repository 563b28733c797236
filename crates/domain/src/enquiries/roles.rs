//! In which roles somebody stands to an enquiry. Relations come from the access tokens alone, so that
//! who may act and who may read can never disagree.

use super::State;
use crate::access::Token;
use crate::calendar::local_date;
use crate::directory::Role;
use crate::ids::AppointmentId;
use crate::register::Context;

/// The person by whom the product's own jobs act: no post, no relation, no page.
pub const JOBS: &str = "wardroom-jobs";

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Roles(u32);

impl Roles {
    /// Nobody in particular.
    pub const NONE: Self = Self(0);
    /// The member to whom it belongs.
    pub const HOLDER: Self = Self(1);
    /// An assistant of that member who may raise.
    pub const ASSISTANT_RAISES: Self = Self(1 << 1);
    /// An assistant of that member who may reply, agree and chase.
    pub const ASSISTANT_ANSWERS: Self = Self(1 << 2);
    /// Somebody with whom it was shared.
    pub const READER: Self = Self(1 << 3);
    /// An officer of the service that has it.
    pub const SERVICE: Self = Self(1 << 4);
    /// The manager of that service, or the Chief Officer above.
    pub const MANAGER: Self = Self(1 << 5);
    /// An officer of the team that has it.
    pub const TEAM: Self = Self(1 << 6);
    /// Somebody of whom a part is awaited.
    pub const CONTRIBUTOR: Self = Self(1 << 7);
    /// The Monitoring Officer, or who stands in.
    pub const MONITORING_OFFICER: Self = Self(1 << 8);
    /// The Chief Executive.
    pub const CHIEF_EXECUTIVE: Self = Self(1 << 9);
    /// The product's own jobs.
    pub const JOBS: Self = Self(1 << 10);
    /// An assistant of that member, whatever the rights.
    pub const ASSISTANT: Self = Self(1 << 11);

    /// Democratic services.
    pub const DEMOCRATIC_SERVICES: Self = Self(1 << 12);

    /// The member's side, where the act is within an assistant's rights.
    pub const MEMBER: Self = Self(1 | 1 << 11);
    /// The member's side, for what only the member or an entitled assistant does.
    pub const MEMBER_DECIDES: Self = Self(1 | 1 << 2);
    /// The officers with whom it is.
    pub const DESK: Self = Self(1 << 4 | 1 << 5 | 1 << 6);
    /// The two offices that can override a refusal under the protocol.
    pub const OVERRIDES: Self = Self(1 << 8 | 1 << 9);

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// Whether the two sets have a role in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn add_if(&mut self, role: Self, is: bool) {
        if is {
            self.0 |= role.0;
        }
    }

    /// The roles in which the actor stands to a case now.
    pub fn of(state: &State, cx: &Context<'_>) -> Self {
        let visible = &cx.actor.visible;
        let mut roles = Self::NONE;
        roles.add_if(Self::HOLDER, visible.has(&Token::holder_of(&state.holder)));
        roles.add_if(
            Self::ASSISTANT,
            visible.has(&Token::assistant_of(&state.holder)),
        );
        if roles.meets(Self::ASSISTANT) {
            roles = roles.or(assistant_rights(&state.holder, cx));
            let today = local_date(cx.now);
            let all = cx.council.settings.value("assistants-agree-dates", today);
            let decide = all.is_some_and(|all| all.value == "yes");
            roles.add_if(Self::ASSISTANT_ANSWERS, decide);
        }
        if let Some(service) = state.desk_service() {
            roles.add_if(Self::SERVICE, visible.has(&Token::service(service)));
            roles.add_if(Self::MANAGER, visible.has(&Token::manager_of(service)));
        }
        if let Some(team) = state.desk_team() {
            roles.add_if(Self::TEAM, visible.has(&Token::team(team)));
        }
        let contributes = state.awaited().any(|c| visible.has(&c.of.token()));
        roles.add_if(Self::CONTRIBUTOR, contributes);
        let shared = state.shared.iter().any(|(token, _)| visible.has(token));
        roles.add_if(Self::READER, shared);
        roles.or(Self::offices(cx))
    }

    /// The roles that somebody has whatever the case.
    pub fn offices(cx: &Context<'_>) -> Self {
        let has = |post| cx.actor.visible.has(&Token::post(post));
        let mut roles = Self::NONE;
        roles.add_if(Self::MONITORING_OFFICER, has("monitoring-officer"));
        roles.add_if(Self::CHIEF_EXECUTIVE, has("chief-executive"));
        let democratic = Token::team(&super::readers::democratic_services());
        roles.add_if(Self::DEMOCRATIC_SERVICES, cx.actor.visible.has(&democratic));
        roles.add_if(Self::JOBS, is_jobs(cx));
        roles
    }
}

/// Whether the product itself acts, and not a person.
pub fn is_jobs(cx: &Context<'_>) -> bool {
    cx.actor.person().as_str() == JOBS && cx.actor.visible.tokens().len() == 0
}

/// Whether the actor holds any office as an officer of the council today.
pub fn is_officer(cx: &Context<'_>) -> bool {
    let today = local_date(cx.now);
    cx.council
        .directory
        .appointments_of(cx.actor.person(), today)
        .any(|a| a.role.kind().is_for_officers())
}

/// What the directory lets the actor do as an assistant of this appointment.
pub fn assistant_rights(holder: &AppointmentId, cx: &Context<'_>) -> Roles {
    let today = local_date(cx.now);
    let mut roles = Roles::NONE;
    for assistant in cx.council.directory.assistants_of(holder, today) {
        if &assistant.person == cx.actor.person()
            && let Role::Assistant { rights, .. } = &assistant.role
        {
            roles.add_if(Roles::ASSISTANT_RAISES, rights.raise);
            roles.add_if(Roles::ASSISTANT_ANSWERS, rights.answer);
        }
    }
    roles
}

/// The member's appointment for which the actor raises an enquiry, and in which way.
pub fn raising_for(cx: &Context<'_>) -> Option<(AppointmentId, Raiser)> {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let seat = |id: &AppointmentId| {
        let found = directory.appointment(id)?;
        (found.holds(today) && found.role.kind().is_seat()).then(|| id.clone())
    };
    if let Some(wanted) = &cx.actor.acting_for {
        let seat = seat(wanted)?;
        if cx.actor.visible.has(&Token::holder_of(&seat)) {
            return Some((seat, Raiser::Member));
        }
        if assistant_rights(&seat, cx).meets(Roles::ASSISTANT_RAISES) {
            return Some((seat, Raiser::Assistant));
        }
        return is_officer(cx).then_some((seat, Raiser::Officer));
    }
    let own = directory
        .appointments_of(cx.actor.person(), today)
        .find(|a| a.role.kind().is_seat())?;
    Some((own.id.clone(), Raiser::Member))
}

/// Who types a new enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Raiser {
    /// The member.
    Member,
    /// An assistant with the right to.
    Assistant,
    /// An officer whom the member has asked.
    Officer,
}
