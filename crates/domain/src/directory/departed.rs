//! Officers who have left a post, and who answers for what they left open. A post is left once its holder
//! stands in none of the relations that it gave: whoever is promoted within a service has not left it. A post that
//! was entered by mistake and voided is left like any other, since somebody worked by it until then.

use jiff::civil::Date;

use super::facts::Appointment;
use super::role::Role;
use super::{Directory, RoleKind};
use crate::access::{Token, Visible};
use crate::ids::PersonId;

impl Directory {
    /// The officers' posts that were left by a day and for which this person answers, the last left first.
    pub fn left_to(&self, visible: &Visible, on: Date) -> Vec<&Appointment> {
        let answers = |post: &Appointment| {
            let mut tokens = self.answers_for(post, on).into_iter();
            tokens.any(|token| visible.has(&token))
        };
        let over = self.appointments().filter(|post| is_over(post, on));
        let over = over.chain(self.voided.values().filter(|post| is_officers(post)));
        let mut left: Vec<_> = over
            .filter(|post| answers(post) && !self.stands_in(post, on))
            .collect();
        left.sort_by(|a, b| b.to.cmp(&a.to).then_with(|| a.id.cmp(&b.id)));
        left
    }

    /// The officers' posts that one person has left by a day.
    pub fn departed_by<'a>(
        &'a self,
        person: &'a PersonId,
        on: Date,
    ) -> impl Iterator<Item = &'a Appointment> {
        let posts = self.posts_of(person);
        let over =
            posts.filter(move |post| is_over(post, on) || self.voided.contains_key(&post.id));
        over.filter(move |post| !self.stands_in(post, on))
    }

    /// The relations that answer for a post on a day: its line manager, with whoever covers for them, and
    /// whoever answers for its service.
    pub fn answers_for(&self, post: &Appointment, on: Date) -> Vec<Token> {
        let manager = self.line_manager(post, on);
        let service = match &post.role {
            Role::Officer { service }
            | Role::ServiceLead { service }
            | Role::ServiceManager { service } => Some(Token::manager_of(service)),
            _ => None,
        };
        manager
            .map(|manager| Token::holder_of(&manager.id))
            .into_iter()
            .chain(service)
            .collect()
    }

    /// The officer’s posts that a person ever held, and those entered by mistake: by these, too, they may have
    /// worked.
    pub(super) fn posts_of<'a>(
        &'a self,
        person: &'a PersonId,
    ) -> impl Iterator<Item = &'a Appointment> {
        let voided = self.voided.values();
        let voided = voided.filter(move |post| &post.person == person);
        self.career(person)
            .chain(voided)
            .filter(|post| is_officers(post))
    }
}

/// Whether an officer's post has come to its end.
fn is_over(post: &Appointment, on: Date) -> bool {
    post.to.is_some_and(|last| last < on) && is_officers(post)
}

/// Whether a post is an officer's of the council.
pub(super) fn is_officers(post: &Appointment) -> bool {
    let kind = post.role.kind();
    kind.is_for_officers() && kind != RoleKind::Assistant
}

/// The relation by which whoever holds an office reads what comes to it.
pub(super) fn gives(role: &Role) -> Token {
    match role {
        Role::ServiceManager { service }
        | Role::ServiceLead { service }
        | Role::Officer { service } => Token::service(service),
        Role::TeamManager { team } | Role::TeamMember { team } => Token::team(team),
        Role::ChiefOfficer { directorate } | Role::AssistantDirector { directorate, .. } => {
            Token::team(directorate)
        }
        other => Token::post(&other.post()),
    }
}
