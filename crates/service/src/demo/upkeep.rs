//! The demo's work on the protocol itself: a question that was ruled on, one that waits, a gap taken for
//! advice, a change under consultation. Every step is a real act, under whichever protocol the demo has.

use anyhow::Context as _;
use domain::amendments::{self, Amendments};
use domain::interpretations::{self, About, Determination, Interpretations, Question};
use domain::protocol::PackEdit;
use domain::reference::Reference;

use super::council::personas;
use super::{SHOWN, at};
use crate::operations::{ActError, Operations, Options, Subject};
use crate::replay::evidence;

/// Plays the story of the protocol, in the week before the demo's day.
pub(super) async fn tell(operations: &Operations) -> anyhow::Result<()> {
    let week = SHOWN.checked_sub(jiff::Span::new().days(7))?;
    operations.clock().set(operations.now().max(at(week, 9, 0)));
    let ruled = ask(
        operations,
        "member",
        About::Meaning,
        "May a holding reply be silent on a date?",
    )
    .await?;
    let ruling = Determination {
        asks: Some("May a holding reply leave out by when the full answer follows?".to_owned()),
        words: "No. A reply that says neither why nor by when is not a reply within the target."
            .to_owned(),
        from: None,
        confirms: true,
        values: None,
    };
    let command = interpretations::Command {
        act: interpretations::Act::Determine(ruling),
        why: None,
    };
    for office in ["monitoring-officer", "chief-executive"] {
        let subject = Subject::Case(ruled.clone());
        match act::<Interpretations>(operations, office, subject, command.clone()).await {
            Err(error) if !is_refusal(&error) => return Err(error),
            Err(_) => {}
            Ok(_) => break,
        }
    }
    ask(
        operations,
        "officer",
        About::Meaning,
        "Who approves when my Chief Officer is away?",
    )
    .await?;
    ask(
        operations,
        "member",
        About::Gap,
        "Letters to residents in another language",
    )
    .await?;
    change(operations).await
}

async fn ask(
    operations: &Operations,
    who: &str,
    about: About,
    title: &str,
) -> anyhow::Result<Reference> {
    let question = Question {
        about,
        title: title.to_owned(),
        words: format!("{title} I could not find it in the text."),
        clauses: vec![clause(operations, "1.1").await?],
        question: None,
    };
    let command = interpretations::Command {
        act: interpretations::Act::Ask(question),
        why: None,
    };
    act::<Interpretations>(operations, who, Subject::New, command).await
}

/// A clause of the protocol in force: the wanted one, else the first that is printed.
async fn clause(operations: &Operations, wanted: &str) -> anyhow::Result<String> {
    let council = operations.council().await?;
    let protocol = council.protocol_on(operations.today());
    let clauses = &protocol.context("no protocol is in force")?.clauses;
    let found = clauses.iter().find(|clause| clause.id.as_str() == wanted);
    let found = found.or(clauses.first()).context("no clause is printed")?;
    Ok(found.id.to_string())
}

/// A change that is open for comments, with a comment that waits for its response.
async fn change(operations: &Operations) -> anyhow::Result<()> {
    let clause = clause(operations, "1.2").await?;
    let suggest = amendments::Act::Suggest {
        title: "Say what a working day is".to_owned(),
        words: "Members and officers count days differently around Christmas.".to_owned(),
        clauses: vec![clause.clone()],
        proposed: Some("A working day is Monday to Friday without bank holidays.".to_owned()),
    };
    let reference = amend(operations, "member", Subject::New, suggest).await?;
    let case = || Subject::Case(reference.clone());
    let keeper = "democratic-services";
    let draft = amendments::Act::Draft {
        edit: PackEdit::Reworded {
            clause: clause.parse()?,
        },
        words: Some("A working day is Monday to Friday without bank holidays.".to_owned()),
        gist: None,
        own: amendments::OwnText::default(),
    };
    amend(operations, keeper, case(), draft).await?;
    amend(operations, keeper, case(), amendments::Act::Consult).await?;
    let comment = amendments::Act::Comment {
        body: "Standards Committee".to_owned(),
        on: domain::calendar::local_date(operations.now()),
        clause: Some(clause.clone()),
        words: "Should the days between Christmas and New Year be named?".to_owned(),
    };
    amend(operations, keeper, case(), comment).await?;
    let seven = amendments::TryOut {
        values: vec![
            "answer-within=7".to_owned(),
            "acknowledge-within=1".to_owned(),
        ],
        ..amendments::TryOut::default()
    };
    // A small council has too few enquiries in its released quarters to tell anything.
    let added = match evidence(operations, &seven).await {
        Ok(evidence) => {
            let add = amendments::Act::AddReplay(Box::new(evidence));
            amend(operations, keeper, case(), add).await
        }
        Err(no) => Err(no.into()),
    };
    match added {
        Err(error) if !is_refusal(&error) => Err(error),
        _ => Ok(()),
    }
}

async fn amend(
    operations: &Operations,
    who: &str,
    subject: Subject,
    act_: amendments::Act,
) -> anyhow::Result<Reference> {
    let command = amendments::Command {
        act: act_,
        why: None,
    };
    act::<Amendments>(operations, who, subject, command).await
}

async fn act<R: domain::register::Register<Command: Clone>>(
    operations: &Operations,
    who: &str,
    subject: Subject,
    command: R::Command,
) -> anyhow::Result<Reference> {
    let all = personas();
    let persona = all.iter().find(|persona| persona.key == who);
    let persona = persona.ok_or(ActError::NotFound)?;
    let actor = operations.actor(&persona.person, None).await?;
    let done = operations
        .act::<R>(&actor, subject, command, Options::default())
        .await?;
    Ok(done.reference)
}

/// Whether the rules said no: under this protocol the office does not decide, or does not read.
fn is_refusal(error: &anyhow::Error) -> bool {
    matches!(
        error.downcast_ref::<ActError>(),
        Some(ActError::Rejected(_) | ActError::NotFound)
    )
}
