//! In which roles somebody stands to a group’s request or an offer. Relations come from the access tokens
//! alone, so that who may act and who may read can never disagree.

use super::event::Target;
use super::state::State;
use crate::access::Token;
use crate::calendar::local_date;
use crate::directory::Role;
use crate::enquiries::{Raiser, raising_for};
use crate::ids::{AppointmentId, GroupId};
use crate::register::Context;

/// A set of roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Roles(u8);

impl Roles {
    /// The group, or the member who asked alone.
    pub(super) const SIDE: Self = Self(1);
    /// Who speaks for the group: leader, deputy, whip; or that member.
    pub(super) const SPEAKS: Self = Self(2);
    /// Who may approve.
    pub(super) const APPROVER: Self = Self(4);
    /// The officer asked for, or the service.
    pub(super) const DESK: Self = Self(8);
    /// The officer who attended or gave.
    pub(super) const ATTENDED: Self = Self(16);
    /// The Monitoring Officer or the Chief Executive.
    pub(super) const OVERRIDES: Self = Self(32);
    /// Every officer with whom it is.
    pub(super) const OFFICERS: Self = Self(4 | 8 | 16 | 32);
    /// The assistants of the member who asked.
    pub(super) const ASSISTANT: Self = Self(128);
    /// Whoever reads it.
    pub(super) const ANYBODY: Self = Self(0xff);

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
    fn add_if(&mut self, role: Self, is: bool) {
        if is {
            self.0 |= role.0;
        }
    }

    /// The roles in which the actor stands to a case now.
    pub(super) fn of(state: &State, cx: &Context<'_>) -> Self {
        let visible = &cx.actor.visible;
        let mut roles = Self::default();
        let side = visible.has(&state.side.token)
            || speakers(&state.whose)
                .iter()
                .any(|token| visible.has(token));
        roles.add_if(Self::SIDE, side);
        let speaks = match &state.whose {
            Target::Member(_) | Target::Reporter(_) => side,
            Target::Group(group) => speaks_for(group, cx),
        };
        roles.add_if(Self::SPEAKS, speaks);
        let approver = super::gate::chief_officer(cx, &state.service);
        let approver = approver.map(|post| Token::post(&post));
        let chief = approver.is_some_and(|token| visible.has(&token));
        roles.add_if(
            Self::APPROVER,
            chief || visible.has(&Token::post("chief-executive")),
        );
        let officer = state.officer_token();
        let asked = officer.is_some_and(|token| visible.has(&token));
        // Cover acts with the office of whom they cover, until somebody has attended.
        let stands_in = state
            .desk
            .iter()
            .any(|reader| reader.token.parts().0 == "holder-of" && visible.has(&reader.token));
        let stands_in = stands_in && state.attended.is_none();
        let open_desk = state.officer.is_none() || state.attended.is_none();
        let serves = [
            Token::service(&state.service),
            Token::manager_of(&state.service),
        ];
        let serves = serves.iter().any(|token| visible.has(token));
        let desk = asked || stands_in || (open_desk && serves) || chief;
        roles.add_if(Self::DESK, desk);
        let assists = super::readers::assistants(state);
        roles.add_if(
            Self::ASSISTANT,
            assists.is_some_and(|token| visible.has(&token)),
        );
        // Whoever attended did so in person, and may hold another post by now.
        let own = state.officer.as_ref() == Some(cx.actor.person());
        roles.add_if(
            Self::ATTENDED,
            own && (state.attended.is_some() || !state.given.is_empty()),
        );
        let overrides = crate::enforcement::overrides(visible);
        roles.add_if(Self::OVERRIDES, overrides);
        // What everybody who reads it may do.
        roles.add_if(Self(64), true);
        roles
    }

    /// These roles in words.
    pub(super) fn words(self) -> String {
        const WORDS: [(Roles, &str); 7] = [
            (Roles::SIDE, "the group"),
            (Roles::ASSISTANT, "the assistants of the member who asked"),
            (
                Roles::SPEAKS,
                "the leader, the deputy leader and the whip of the group",
            ),
            (Roles::APPROVER, "the Chief Officer and the Chief Executive"),
            (Roles::DESK, "the officer asked for and the service"),
            (Roles::ATTENDED, "the officer who attended or gave it"),
            (Roles::OVERRIDES, "the Monitoring Officer"),
        ];
        let named = WORDS.iter().filter(|(role, _)| self.meets(*role));
        let named: Vec<&str> = named.map(|(_, words)| *words).collect();
        named.join(", or ")
    }
}

/// The posts that speak for a group.
pub(super) fn speakers(whose: &Target) -> Vec<Token> {
    let Target::Group(group) = whose else {
        return Vec::new();
    };
    let (a, b, c) = (group.clone(), group.clone(), group.clone());
    [
        Role::GroupLeader { group: a },
        Role::DeputyGroupLeader { group: b },
        Role::ChiefWhip { group: c },
    ]
    .map(|role| Token::post(&role.post()))
    .to_vec()
}

/// Whether the actor speaks for a group: anybody of it where it has named nobody.
fn speaks_for(group: &GroupId, cx: &Context<'_>) -> bool {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let speakers = speakers(&Target::Group(group.clone()));
    let named = speakers
        .iter()
        .any(|token| !directory.holders_of(token, today).is_empty());
    if named {
        return speakers.iter().any(|token| cx.actor.visible.has(token));
    }
    directory.group_of(cx.actor.person(), today).as_ref() == Some(group)
}

/// For whom somebody asks.
pub(super) struct Asker {
    /// The group, or a member of none.
    pub(super) whose: Target,
    /// Who reads it on that side.
    pub(super) side: Token,
    /// The member’s seat; none for who is of a group without one.
    pub(super) seat: Option<AppointmentId>,
}

/// For whom the actor asks: their group, or themselves as a member of none; an assistant with that right for the
/// member whom they assist. An officer asks for nobody.
pub(super) fn asks_for(cx: &Context<'_>) -> Option<Asker> {
    let today = local_date(cx.now);
    let directory = &cx.council.directory;
    let seat = match raising_for(cx) {
        Some((seat, Raiser::Member | Raiser::Assistant)) => Some(seat),
        Some((_, Raiser::Officer)) => return None,
        None => None,
    };
    let member = seat.as_ref().and_then(|seat| directory.appointment(seat));
    let person = member.map_or(cx.actor.person(), |seat| &seat.person);
    if let Some(group) = directory.group_of(person, today) {
        directory.groups.get(&group, today)?;
        let side = directory.group_token(&group, today);
        let whose = Target::Group(group);
        return Some(Asker { whose, side, seat });
    }
    let seat = seat?;
    Some(Asker {
        whose: Target::Member(seat.clone()),
        side: Token::holder_of(&seat),
        seat: Some(seat),
    })
}
