//! Persons to relations and back. INVARIANT: a person has a relation on a day exactly when that
//! relation, expanded on that day, names them (except that a person and their cover are both told).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::departed::{gives, is_officers};
use super::facts::Appointment;
use super::role::{Role, RoleKind};
use super::{Acting, Directory, How};
use crate::access::Token;
use crate::ids::{AppointmentId, GroupId, PersonId, ServiceId};

impl Directory {
    /// The relations in which a person stands on a day. Empty for who holds nothing on that day.
    pub fn tokens(&self, person: &PersonId, on: Date) -> BTreeSet<Token> {
        let mut tokens = self.own_relations(person, on);
        if tokens.is_empty() {
            return tokens;
        }
        let posts = self.posts_of(person).filter(|post| post.from <= on);
        let still: Vec<_> = posts
            .filter(|post| tokens.contains(&gives(&post.role)))
            .map(|post| Token::in_post(&post.id))
            .collect();
        tokens.extend(still);
        let covered = self.aways.values().filter(|away| {
            away.covered_by.as_ref() == Some(person) && away.holds(on) && &away.person != person
        });
        for away in covered {
            for appointment in self.appointments_of(&away.person, on) {
                if appointment.role.kind().is_for_officers() {
                    self.relations(appointment, on, &mut tokens);
                }
            }
        }
        tokens.insert(Token::person(person));
        tokens.insert(Token::everyone());
        tokens
    }

    /// Who stands in a relation on a day, for notices: cover is told beside who is away, unless the relation is one
    /// that cover does not carry; the deputy where an office is vacant.
    pub fn holders_of(&self, token: &Token, on: Date) -> Vec<PersonId> {
        let carried = !matches!(token.parts().0, "own-post" | "in-post");
        let mut people = BTreeSet::new();
        for appointment in self.related(token, on) {
            if carried
                && appointment.role.kind().is_for_officers()
                && let Some(cover) = self
                    .away(&appointment.person, on)
                    .and_then(|away| away.covered_by.clone())
                && self.appointments_of(&cover, on).next().is_some()
            {
                people.insert(cover);
            }
            people.insert(appointment.person.clone());
        }
        people.extend(self.deputies_for(token, on));
        people.into_iter().collect()
    }

    /// Whether an officer has left a post by a day: they stand no more in the relation that it gave.
    pub fn has_left(&self, post: &AppointmentId, on: Date) -> bool {
        let post = self
            .appointments
            .get(post)
            .or_else(|| self.voided.get(post));
        !post.is_some_and(|post| self.stands_in(post, on))
    }

    /// The officer’s post in which a person deals with the matters of a service on a day: one that works or answers
    /// for it, else the first that they hold.
    pub fn post_for(
        &self,
        person: &PersonId,
        service: &ServiceId,
        on: Date,
    ) -> Option<&Appointment> {
        let posts = self
            .appointments_of(person, on)
            .filter(|post| is_officers(post));
        let posts: Vec<_> = posts.collect();
        let deals = |post: &&&Appointment| {
            let mut tokens = BTreeSet::new();
            self.relations(post, on, &mut tokens);
            tokens.contains(&Token::service(service))
                || tokens.contains(&Token::manager_of(service))
        };
        posts.iter().find(deals).or(posts.first()).copied()
    }

    /// The token of a political group as it was on a day. Days between two changes of its membership
    /// are one: the token carries the day of the change.
    pub fn group_token(&self, group: &GroupId, on: Date) -> Token {
        let days = self.group_days.get(group);
        let since = days.and_then(|days| days.range(..=on).next_back());
        Token::group_at(group, since.copied().unwrap_or(on))
    }

    /// The relations in which a person stands by what they hold, without those that cover brings.
    fn own_relations(&self, person: &PersonId, on: Date) -> BTreeSet<Token> {
        let mut tokens = BTreeSet::new();
        for appointment in self.appointments_of(person, on) {
            self.relations(appointment, on, &mut tokens);
            let role = &appointment.role;
            if role.has_post_token() {
                tokens.insert(Token::own_post(&role.post()));
            }
            if let Some(stands_for) = stands_in_for(role)
                && self.deputises(person, &stands_for, on)
            {
                tokens.insert(Token::post(&stands_for.post()));
                tokens.insert(Token::own_post(&stands_for.post()));
            }
        }
        tokens
    }

    /// Whether an officer stands on a day in the relation that a post of theirs gave, by what they hold themselves.
    pub(super) fn stands_in(&self, post: &Appointment, on: Date) -> bool {
        let own = || self.own_relations(&post.person, on);
        post.from <= on && own().contains(&gives(&post.role))
    }

    /// The relations that one appointment gives, to its holder and to cover alike.
    fn relations(&self, appointment: &Appointment, on: Date, tokens: &mut BTreeSet<Token>) {
        tokens.insert(Token::holder_of(&appointment.id));
        if appointment.role.has_post_token() {
            tokens.insert(Token::post(&appointment.role.post()));
        }
        match &appointment.role {
            Role::Member { ward } => {
                tokens.insert(Token::ward(ward));
            }
            Role::GroupMember { group } => {
                for day in self.group_days.get(group).into_iter().flatten() {
                    if *day <= on && appointment.holds(*day) {
                        tokens.insert(Token::group_at(group, *day));
                    }
                }
            }
            Role::ServiceManager { service } => {
                tokens.insert(Token::service(service));
                tokens.insert(Token::manager_of(service));
            }
            Role::ServiceLead { service } | Role::Officer { service } => {
                tokens.insert(Token::service(service));
            }
            Role::ChiefOfficer { directorate } => {
                tokens.insert(Token::team(directorate));
                for service in self.services.on(on) {
                    if service.directorate.as_ref() == Some(directorate) {
                        tokens.insert(Token::manager_of(&service.id));
                    }
                }
            }
            Role::AssistantDirector { directorate, .. } => {
                tokens.insert(Token::team(directorate));
                for service in self.answered_for_by(appointment, on) {
                    tokens.insert(Token::manager_of(service));
                }
            }
            Role::TeamManager { team } | Role::TeamMember { team } => {
                tokens.insert(Token::team(team));
                for service in self.services.on(on) {
                    if service.team.as_ref() == Some(team) {
                        tokens.insert(Token::service(&service.id));
                    }
                }
            }
            Role::Assistant { to, rights } => {
                let held = self.appointment(to).filter(|a| a.holds(on) && rights.read);
                let Some(seat) = held else { return };
                tokens.insert(Token::assistant_of(to));
                if seat.role.kind().is_seat() {
                    let offices = self.appointments_of(&seat.person, on);
                    let offices = offices.filter(|a| a.role.kind().is_for_members());
                    tokens.extend(offices.map(|a| Token::assistant_of(&a.id)));
                }
            }
            _ => {}
        }
    }

    /// The services whose service manager an Assistant Director manages.
    fn answered_for_by(
        &self,
        director: &Appointment,
        on: Date,
    ) -> impl Iterator<Item = &ServiceId> {
        let managed = self.managed.get(&director.id).into_iter().flatten();
        let managed = managed.filter_map(|id| self.appointments.get(id));
        let director = director.id.clone();
        managed.filter_map(move |manager| {
            let Role::ServiceManager { service } = &manager.role else {
                return None;
            };
            let now = manager.holds(on)
                && self.services.get(service, on).is_some()
                && self.line_manager(manager, on).map(|a| &a.id) == Some(&director);
            now.then_some(service)
        })
    }

    /// The appointments that give a relation on a day.
    fn related(&self, token: &Token, on: Date) -> Vec<&Appointment> {
        let (relation, what) = token.parts();
        let held = |a: &&Appointment| a.holds(on);
        match relation {
            "person" => {
                let person = what.parse().ok();
                let first = person.and_then(|p: PersonId| {
                    let mut held: Vec<_> = self.appointments_of(&p, on).collect();
                    held.sort_by_key(|a| !a.role.kind().is_for_officers());
                    held.into_iter().next()
                });
                first.into_iter().collect()
            }
            "everyone" => self.appointments().filter(held).collect(),
            "holder-of" => {
                let found = self.appointments.get(what);
                found.into_iter().filter(held).collect()
            }
            "in-post" => {
                let post = self
                    .appointments
                    .get(what)
                    .or_else(|| self.voided.get(what));
                let post = post.filter(|post| is_officers(post) && self.stands_in(post, on));
                post.into_iter().collect()
            }
            "assistant-of" => {
                let Some(to) = self.appointments.get(what) else {
                    return Vec::new();
                };
                let reads = |a: &&Appointment| matches!(&a.role, Role::Assistant { rights, .. } if rights.read);
                let assistants = self.assisting(&to.id, on).into_iter();
                assistants.filter(reads).collect()
            }
            "post" | "own-post" => self
                .post_history(what)
                .filter(held)
                .filter(|a| a.role.has_post_token())
                .collect(),
            "ward" => what
                .parse()
                .map_or_else(|_| Vec::new(), |ward| self.members_of_ward(&ward, on)),
            "service" => what
                .parse()
                .map_or_else(|_| Vec::new(), |service| self.serving(&service, on)),
            "manager-of" => what
                .parse()
                .map_or_else(|_| Vec::new(), |service| self.answerable(&service, on)),
            "team" => what.parse().map_or_else(
                |_| Vec::new(),
                |team: crate::ids::TeamId| {
                    self.appointments()
                        .filter(held)
                        .filter(|a| match &a.role {
                            Role::TeamManager { team: t } | Role::TeamMember { team: t } => {
                                t == &team
                            }
                            Role::ChiefOfficer { directorate }
                            | Role::AssistantDirector { directorate, .. } => directorate == &team,
                            _ => false,
                        })
                        .collect()
                },
            ),
            "group-at" => self.in_group_at(what, on),
            _ => Vec::new(),
        }
    }

    fn serving(&self, service: &ServiceId, on: Date) -> Vec<&Appointment> {
        let exists = self.services.get(service, on).is_some();
        let mut officers = self.officers_of(service, on);
        officers.retain(|a| {
            exists || !matches!(a.role.kind(), RoleKind::TeamManager | RoleKind::TeamMember)
        });
        officers
    }

    fn answerable(&self, service: &ServiceId, on: Date) -> Vec<&Appointment> {
        let manager = Role::ServiceManager {
            service: service.clone(),
        };
        let mut found = self.in_office(&manager, on);
        let Some(known) = self.services.get(service, on) else {
            return found;
        };
        let above: Vec<_> = found
            .iter()
            .filter_map(|m| self.line_manager(m, on))
            .filter(|a| a.role.kind() == RoleKind::AssistantDirector)
            .collect();
        found.extend(above);
        if let Some(directorate) = known.directorate.clone() {
            found.extend(self.in_office(&Role::ChiefOfficer { directorate }, on));
        }
        found
    }

    fn in_group_at(&self, what: &str, on: Date) -> Vec<&Appointment> {
        let Some((group, day)) = what.split_once('@') else {
            return Vec::new();
        };
        let (Ok(group), Ok(day)) = (group.parse::<GroupId>(), day.parse::<Date>()) else {
            return Vec::new();
        };
        let known = self.group_days.get(&group);
        if day > on || !known.is_some_and(|days| days.contains(&day)) {
            return Vec::new();
        }
        let members = self.in_office(&Role::GroupMember { group }, on).into_iter();
        members.filter(|a| a.holds(day)).collect()
    }

    /// Whether a person acts as deputy for an office on a day.
    fn deputises(&self, person: &PersonId, role: &Role, on: Date) -> bool {
        self.acting(role, on)
            .iter()
            .any(|Acting { person: p, how, .. }| p == person && matches!(how, How::Deputy { .. }))
    }

    fn deputies_for(&self, token: &Token, on: Date) -> Vec<PersonId> {
        let (relation, post) = token.parts();
        if !matches!(relation, "post" | "own-post") || post != Role::MonitoringOfficer.post() {
            return Vec::new();
        }
        let acting = self.acting(&Role::MonitoringOfficer, on);
        let own = |a: &Acting| {
            self.appointments.get(&a.appointment).map(|b| &b.person) == Some(&a.person)
        };
        let deputies = acting
            .into_iter()
            .filter(|a| matches!(a.how, How::Deputy { .. }));
        deputies.filter(own).map(|a| a.person).collect()
    }
}

/// The office that this one stands in for by statute, with the right to read what is kept for it.
fn stands_in_for(role: &Role) -> Option<Role> {
    (role == &Role::DeputyMonitoringOfficer).then_some(Role::MonitoringOfficer)
}
