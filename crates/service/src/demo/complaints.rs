//! A few complaints of residents in every state, through the real decisions.

use domain::complaints::event::{How, Outcome};
use domain::complaints::{Act, Command, Complaints, Log};
use domain::enquiries::event::Permits;

use super::council::personas;
use crate::operations::{ActError, Operations, Options, Subject};

/// Logged by an officer of housing repairs: one left as it is, one that takes longer, one answered.
pub(super) async fn tell(operations: &Operations) -> anyhow::Result<()> {
    let person = |key: &str| {
        let mut all = personas().into_iter();
        all.find(|persona| persona.key == key)
            .map(|persona| persona.person)
    };
    let (Some(officer), Some(manager)) = (person("officer"), person("manager")) else {
        return Ok(());
    };
    let logs = operations.actor(&officer, None).await?;
    let deals = operations.actor(&manager, None).await?;
    let matters = [
        (
            "Three visits missed",
            "Three visits were promised and nobody came.",
        ),
        (
            "Rude on the telephone",
            "I was told to ring somebody else and cut off.",
        ),
        (
            "A repair that came apart",
            "The mended gutter fell down after a week.",
        ),
    ];
    for (n, (title, body)) in matters.into_iter().enumerate() {
        let log = Act::Log(Box::new(Log {
            sort: domain::complaints::event::Sort::Complaint,
            title: title.to_owned(),
            body: body.to_owned(),
            resident: None,
            received: None,
            service: Some("housing-repairs".parse()?),
            ward: None,
            enquiry: None,
            permits: Permits::Nothing,
            keep_out: Vec::new(),
        }));
        let act = |actor, subject, act| {
            let command = Command::from(act);
            operations.act::<Complaints>(actor, subject, command, Options::default())
        };
        let logged = act(&logs, Subject::New, log).await;
        let logged = match logged {
            Ok(logged) => Subject::Case(logged.reference),
            Err(ActError::Rejected(_)) => return Ok(()),
            Err(other) => return Err(other.into()),
        };
        if n > 0 {
            let give = Act::Allocate {
                service: None,
                handler: officer.clone(),
                told: Some(How::Letter),
            };
            act(&deals, logged.clone(), give).await?;
        }
        if n > 1 {
            let answer = Act::Answer {
                outcome: Outcome::Upheld,
                words: "We are sorry. The gutter was fixed with the wrong brackets.".to_owned(),
                remedy: Some("New brackets, at no cost.".to_owned()),
                how: How::Letter,
            };
            act(&deals, logged, answer).await?;
        }
    }
    Ok(())
}
