//! What happens in the demo beside enquiries: requests of political groups, offers and briefings, each
//! step a real act by the person who would do it, on its day. What the council’s protocol does not have
//! does not happen.

mod steps;

use std::collections::BTreeMap;

use domain::briefings::command::Act as Briefing;
use domain::briefings::{Briefings, Command as BriefingCommand};
use domain::groups::command::Act as Group;
use domain::groups::{Command as GroupCommand, Groups};
use domain::ids::PersonId;
use domain::reference::Reference;
use domain::register::Register;
use jiff::Timestamp;
use store::{Filter, Page, Sort};

use super::personas;
use crate::operations::{ActError, Operations, Options, Subject};

/// The script with what it has begun.
pub(super) struct Script {
    steps: Vec<Step>,
    people: BTreeMap<&'static str, PersonId>,
    begun: BTreeMap<&'static str, Reference>,
}

struct Step {
    at: Timestamp,
    who: &'static str,
    case: &'static str,
    deed: Deed,
}

enum Deed {
    /// Something on a group’s request.
    Group(Group),
    /// An answer to the first open offer of whoever acts.
    Offer(Group),
    /// Something on a briefing.
    Briefing(Briefing),
}

impl Script {
    /// The script of the demo.
    pub(super) fn new() -> Self {
        let people = personas()
            .into_iter()
            .map(|persona| (persona.key, persona.person));
        Self {
            steps: [steps::requests(), steps::briefings()]
                .into_iter()
                .flatten()
                .collect(),
            people: people.collect(),
            begun: BTreeMap::new(),
        }
    }

    /// When each step happens.
    pub(super) fn moments(&self) -> impl Iterator<Item = Timestamp> {
        self.steps.iter().map(|step| step.at)
    }

    /// Carries out one step.
    pub(super) async fn run(&mut self, n: usize, operations: &Operations) -> anyhow::Result<()> {
        let step = &self.steps[n];
        let Some(person) = self.people.get(step.who) else {
            return Ok(());
        };
        let why = Some("Said on the telephone.".to_owned());
        match &step.deed {
            Deed::Group(act) => {
                let command = GroupCommand {
                    act: act.clone(),
                    why,
                };
                self.act::<Groups>(n, person.clone(), command, operations)
                    .await
            }
            Deed::Briefing(act) => {
                let command = BriefingCommand {
                    act: act.clone(),
                    why,
                };
                self.act::<Briefings>(n, person.clone(), command, operations)
                    .await
            }
            Deed::Offer(act) => {
                let visible = operations.visible(person).await?;
                let filter = Filter {
                    register: Some(Groups::NAME.to_owned()),
                    states: vec!["offered".to_owned()],
                    ..Filter::default()
                };
                let page = Page::first(1, Sort::Newest);
                let offers = operations.store().list(&visible, &filter, &page).await?;
                let (case, act) = (step.case, act.clone());
                if let Some(offer) = offers.items.first() {
                    self.begun.insert(case, offer.row.reference.clone());
                    let command = GroupCommand { act, why };
                    return self
                        .act::<Groups>(n, person.clone(), command, operations)
                        .await;
                }
                Ok(())
            }
        }
    }

    async fn act<R: Register<Command: Clone>>(
        &mut self,
        n: usize,
        person: PersonId,
        command: R::Command,
        operations: &Operations,
    ) -> anyhow::Result<()> {
        let case = self.steps[n].case;
        let subject = match self.begun.get(case) {
            Some(reference) => Subject::Case(reference.clone()),
            None => Subject::New,
        };
        let actor = operations.actor(&person, None).await?;
        let done = operations
            .act::<R>(&actor, subject, command, Options::default())
            .await;
        match done {
            Ok(done) => {
                self.begun.insert(case, done.reference);
                Ok(())
            }
            // Another protocol has no such step, or lets somebody else take it.
            Err(ActError::Rejected(_) | ActError::NotFound) => Ok(()),
            Err(other) => Err(other.into()),
        }
    }
}
