//! What officers left open when they left a post: told to whoever answers for it, case by case, and gathered
//! for them.
//!
//! INVARIANT: nobody is told of a case that they may not read, and nobody is told that there is one.

use std::collections::BTreeSet;

use domain::access::Token;
use domain::directory::Directory;
use domain::enquiries::JOBS;
use domain::ids::{AppointmentId, PersonId, ServiceId};
use domain::reference::Reference;
use domain::register::Actor;
use domain::verdict::Basis;
use jiff::civil::Date;
use store::{Batch, Filter, Item, Page, PersonNotice, Sort, Upkeep};

use super::act::json;
use super::{ActError, Operations};
use crate::registers;

/// The notice that the officer who has a case has left, in every register.
pub const OFFICER_LEFT: &str = "officer-left";
/// How many people who left are looked up, those who left last.
const PEOPLE: usize = 100;
/// How many cases are shown, those due first.
const CASES: usize = 100;
/// The acts by which somebody else comes to have a case, and what a link to each says.
const GIVES: [(&str, &str); 6] = [
    ("reassign", "Pass it to somebody else"),
    ("route", "Pass it to another service or officer"),
    ("allocate", "Give it to another officer"),
    ("arrange", "Fix the time, and who briefs"),
    ("agree", "Say that you will attend"),
    ("give", "Give what was asked for"),
];

/// What one officer left open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOpen {
    /// Who had it.
    pub person: PersonId,
    /// The post that they left last, of those for which whoever asks answers.
    pub post: AppointmentId,
    /// Each case with the act that gives it to somebody else and its words, where whoever asks may do that.
    pub cases: Vec<(Item, Option<(&'static str, &'static str)>)>,
}

impl Operations {
    /// What is open with officers who have left a post for which this person answers, as far as this
    /// person may read it; who left last first.
    pub async fn left_open(&self, actor: &Actor) -> Result<Vec<LeftOpen>, ActError> {
        let snapshot = self.council().await?;
        let today = self.today();
        let mut all: Vec<LeftOpen> = Vec::new();
        for post in snapshot.directory.left_to(&actor.visible, today) {
            if all.len() < PEOPLE && all.iter().all(|one| one.person != post.person) {
                all.push(LeftOpen {
                    person: post.person.clone(),
                    post: post.id.clone(),
                    cases: Vec::new(),
                });
            }
        }
        if all.is_empty() {
            return Ok(all);
        }
        let filter = Filter {
            handlers: all.iter().map(|one| one.person.clone()).collect(),
            open: Some(true),
            ..Filter::default()
        };
        let wanted = Page::first(CASES, Sort::Due);
        let found = self.store().list(&actor.visible, &filter, &wanted).await?;
        for item in found.items {
            let of = |one: &&mut LeftOpen| item.row.handler.as_ref() == Some(&one.person);
            let Some(one) = all.iter_mut().find(of) else {
                continue;
            };
            // Whoever still reads it by another post has not left it.
            if self.reads(&one.person, &item.row.reference).await? {
                continue;
            }
            let next = self.gives(actor, &item.row.reference).await?;
            one.cases.push((item, next));
        }
        all.retain(|one| !one.cases.is_empty());
        Ok(all)
    }

    /// The act by which this person can give a case to somebody else.
    async fn gives(
        &self,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<Option<(&'static str, &'static str)>, ActError> {
        let Some(register) = registers::of_reference(reference) else {
            return Ok(None);
        };
        let gates = match (register.gates)(self, reference, actor).await {
            Ok(gates) => gates,
            Err(ActError::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        let open = |act: &str| {
            gates
                .iter()
                .any(|(name, gate)| *name == act && gate.is_allowed())
        };
        Ok(GIVES.into_iter().find(|(act, _)| open(act)))
    }

    /// Tells whoever answers for it, once, that the officer who has an open case has left; how many were
    /// told. Where nobody may be told yet, it is tried again with the next round.
    pub(super) async fn tell_of_left(&self, case: &Upkeep) -> Result<usize, ActError> {
        let Some(handler) = case.handler.as_ref().filter(|_| case.open) else {
            return Ok(0);
        };
        let snapshot = self.council().await?;
        let directory: &Directory = &snapshot.directory;
        let today = self.today();
        let posts: Vec<_> = directory.departed_by(handler, today).collect();
        let serves = directory.appointments_of(handler, today).next().is_some();
        if (posts.is_empty() && serves) || self.reads(handler, &case.reference).await? {
            return Ok(0);
        }
        let since = posts.iter().filter_map(|post| post.to).max();
        let since = since.map_or_else(String::new, |last| last.to_string());
        let cause = format!("left {handler} {since}");
        let key = format!("{cause} {}", case.reference);
        let jobs: PersonId = JOBS.parse().expect("a slug");
        if self.store().outcome(&jobs, &key).await?.is_some() {
            return Ok(0);
        }
        let managers = posts
            .iter()
            .filter_map(|post| directory.line_manager(post, today));
        let managers = managers.map(|post| Token::holder_of(&post.id));
        let service = case.service.as_ref();
        let told = self
            .told_of_left(
                managers.collect(),
                service,
                &case.reference,
                (directory, today),
            )
            .await?;
        if told.is_empty() {
            return Ok(0);
        }
        let notice = |person: &PersonId| PersonNotice {
            person: person.clone(),
            kind: OFFICER_LEFT.to_owned(),
            reference: case.reference.clone(),
            basis: json(&Basis::default_of("W320", None)),
        };
        let mut batch = Batch::new(self.now(), jobs.clone());
        batch.idempotency = Some(key);
        batch.notices = told.iter().map(notice).collect();
        self.committed(batch).await?;
        // One letter is enough, however much was left: the page gathers it.
        for person in &told {
            let mut batch = Batch::new(self.now(), jobs.clone());
            batch.idempotency = Some(format!("{cause} for {person}"));
            batch.outbox = self.letters(&[notice(person)], &jobs, &cause);
            if !batch.outbox.is_empty() {
                self.committed(batch).await?;
            }
        }
        Ok(told.len())
    }

    /// Of the managers those who may read the case; else of those who answer for its service.
    async fn told_of_left(
        &self,
        managers: Vec<Token>,
        service: Option<&ServiceId>,
        reference: &Reference,
        (directory, today): (&Directory, Date),
    ) -> Result<Vec<PersonId>, ActError> {
        let answerable = service.map(Token::manager_of).into_iter().collect();
        for tokens in [managers, answerable] {
            let people = tokens.iter().flat_map(|to| directory.holders_of(to, today));
            let told = self.readers_of(people.collect(), reference).await?;
            if !told.is_empty() {
                return Ok(told);
            }
        }
        Ok(Vec::new())
    }

    /// Of these people those who may read a case today, each once.
    pub(crate) async fn readers_of(
        &self,
        people: BTreeSet<PersonId>,
        reference: &Reference,
    ) -> Result<Vec<PersonId>, ActError> {
        let mut readers = Vec::new();
        for person in people {
            if self.reads(&person, reference).await? {
                readers.push(person);
            }
        }
        Ok(readers)
    }

    /// Whether somebody may read a case today.
    async fn reads(&self, person: &PersonId, reference: &Reference) -> Result<bool, ActError> {
        let visible = self.visible(person).await?;
        Ok(self.store().glance(reference, &visible).await?.is_some())
    }
}
