//! What enquiries need beside the one path: other enquiries that an act names, loaded with the actor's
//! own eyes.

use domain::enquiries::command::{Act, Beside};
use domain::enquiries::{Command, Enquiries, Kind};
use domain::reference::Reference;
use domain::register::Actor;
use domain::verdict::{Invalid, Rejection};

use super::{ActError, Done, Operations, Options, Subject};
use crate::acts::Wanted;

impl Operations {
    /// Carries out an act on an enquiry as somebody gave it, with the explanation that a duty may ask for.
    pub async fn enquiry_act(
        &self,
        actor: &Actor,
        subject: Subject,
        wanted: Wanted,
        explanation: Option<String>,
        options: Options,
    ) -> Result<Done, ActError> {
        let act = match wanted {
            Wanted::Act(Act::Recall { part, .. }) => {
                let opened = self.opened(&subject, actor).await?;
                Act::Recall { part, opened }
            }
            Wanted::Act(act) => act,
            Wanted::Beside(kind, references, answer) => {
                let mut others = self.beside(actor, kind, &references).await?.into_iter();
                match (kind, answer) {
                    (Kind::AnswerTogether, Some(answer)) => Act::AnswerTogether {
                        others: others.collect(),
                        answer: *answer,
                    },
                    (Kind::JoinCampaign, _) => Act::JoinCampaign {
                        other: others.next(),
                    },
                    (kind, _) => match (kind, others.next()) {
                        (Kind::Link, Some(other)) => Act::Link { other },
                        (Kind::Unlink, Some(other)) => Act::Unlink { other },
                        (Kind::Merge, Some(into)) => Act::Merge { into },
                        _ => return Err(ActError::NotFound),
                    },
                }
            }
        };
        self.act::<Enquiries>(actor, subject, Command { act, explanation }, options)
            .await
    }

    /// Whether somebody else has looked at the case within the time in which a message can be called
    /// back, as the access log knows.
    async fn opened(&self, subject: &Subject, actor: &Actor) -> Result<bool, ActError> {
        let Subject::Case(reference) = subject else {
            return Ok(false);
        };
        let since = self.now() - jiff::SignedDuration::from_hours(1);
        let seen = self.store().accesses(reference, 10).await?;
        Ok(seen
            .iter()
            .any(|access| &access.person != actor.person() && access.at > since))
    }

    /// The other enquiries, each as this actor may read it. One that they may not read is answered as
    /// one that does not exist.
    async fn beside(
        &self,
        actor: &Actor,
        kind: Kind,
        references: &[Reference],
    ) -> Result<Vec<Beside>, ActError> {
        let field = match kind {
            Kind::Merge => "into",
            Kind::AnswerTogether => "others",
            _ => "other",
        };
        let mut others = Vec::with_capacity(references.len());
        for reference in references {
            match self.case::<Enquiries>(reference, &actor.visible).await {
                Ok(case) => others.push(Beside {
                    stream: case.stream,
                    version: case.version,
                    state: Box::new(case.state),
                }),
                Err(ActError::NotFound) => {
                    let why = format!("there is no enquiry `{reference}` that you can read");
                    return Err(Rejection::Invalid(vec![Invalid::new(field, why)]).into());
                }
                Err(other) => return Err(other),
            }
        }
        Ok(others)
    }
}
