//! The demo’s requests for information: a dozen, each asked on its day and taken on by who would do it,
//! through the real decisions. What the adopted protocol does not know is left out by its own refusal.

use anyhow::Context as _;
use domain::ids::PersonId;
use domain::information::choices::{
    BodyAnswer, Capacity, Law, LegalGround, Permission, Unreasonable, Wanted,
};
use domain::information::command::{DocumentGiven, Request};
use domain::information::event::Closure;
use domain::information::{Act, Command, Information};
use domain::protocol::information::Marking;
use domain::reference::Reference;
use domain::register::files::FileTyped;
use jiff::Timestamp;
use jiff::civil::Date;

use super::at;
use super::paper::paper;
use crate::operations::{ActError, Operations, Options, Subject};

/// Somebody of the council’s own lists.
type Who = &'static str;

const MANAGER: Who = "1014";
const OFFICER: Who = "1077";
const LEAD: Who = "1043";
const CHIEF: Who = "1002";
const MONITORING: Who = "1007";
const DEMOCRATIC: Who = "1072";

/// What somebody does with a request.
enum Deed {
    /// Puts a paper to it.
    Paper(&'static str, Marking),
    /// Marks a passage of the latest paper.
    Exempt(Law, &'static str),
    /// Finds on need to know.
    Need(bool, &'static str),
    /// Releases the latest paper.
    Release(&'static str),
    /// Accepts its purpose.
    Accept,
    /// Writes.
    Say(&'static str),
    /// Notes.
    Note(&'static str),
    /// Finds it unreasonable.
    Unreasonable(Unreasonable, &'static str),
    /// Seeks guidance, or passes it over.
    Seek(bool, &'static str),
    /// Gives guidance.
    Guide(&'static str),
    /// Determines it.
    Determine(bool, &'static str, &'static str),
    /// Advises.
    Advise(&'static str),
    /// Records permission.
    Permit(Permission),
    /// Explains a delay.
    Hold(&'static str, Date),
    /// Provides.
    Provide(&'static str),
    /// Refuses.
    Refuse(&'static str, Law, &'static str),
    /// Provides in part.
    Part(&'static str, Law, &'static str),
    /// Asks a body.
    AskBody(&'static str, &'static str),
    /// Records that it declined.
    Declined(&'static str),
    /// Closes it.
    Close,
}

/// A request with what comes of it: days after the asking, hour, who, what.
struct Asked {
    on: Date,
    by: Who,
    title: &'static str,
    body: &'static str,
    wanted: &'static [Wanted],
    capacity: Capacity,
    of_body: Option<&'static str>,
    duty: &'static str,
    exceptional: Option<&'static str>,
    deeds: Vec<(i64, Who, Deed)>,
}

/// The requests of the story and their references so far.
pub struct Requests {
    asked: Vec<Asked>,
    known: Vec<Option<Reference>>,
}

/// One step: of which request, and which of its deeds; none for the asking.
pub type Step = (usize, Option<usize>);

impl Requests {
    /// Nothing asked yet.
    pub fn new() -> Self {
        let asked = asked();
        let known = vec![None; asked.len()];
        Self { asked, known }
    }

    /// Every step with its moment.
    pub fn steps(&self) -> Vec<(Timestamp, Step)> {
        let of = |(n, asked): (usize, &Asked)| {
            let deeds = asked.deeds.iter().enumerate();
            let deeds = deeds.map(move |(k, (days, ..))| {
                let day = asked.on.saturating_add(jiff::Span::new().days(*days));
                (at(day, 10 + k as i64 % 7, 5 + 7 * k as i64), (n, Some(k)))
            });
            let asking = (at(asked.on, 9, n as i64), (n, None));
            std::iter::once(asking).chain(deeds).collect::<Vec<_>>()
        };
        self.asked.iter().enumerate().flat_map(of).collect()
    }

    /// Takes one step. What the protocol does not allow is not done.
    pub async fn take(&mut self, operations: &Operations, (n, deed): Step) -> anyhow::Result<()> {
        let asked = &self.asked[n];
        let who = deed.map_or(asked.by, |k| asked.deeds[k].1);
        let person = person(operations, who).await?;
        let actor = operations.actor(&person, None).await?;
        let (subject, act) = match (deed, &self.known[n]) {
            (None, _) => (Subject::New, asking(asked)?),
            (Some(k), Some(reference)) => {
                let visible = operations.visible(&person).await?;
                let Ok(case) = operations.case::<Information>(reference, &visible).await else {
                    return Ok(());
                };
                let latest = case.state.documents.last();
                let part = latest.map(|document| document.part.clone());
                let Some(act) = act(&asked.deeds[k].2, part)? else {
                    return Ok(());
                };
                (Subject::Case(reference.clone()), act)
            }
            (Some(_), None) => return Ok(()),
        };
        let command = Command {
            act,
            why: Some("The matter could not wait.".to_owned()),
        };
        let done = operations
            .act::<Information>(&actor, subject, command, Options::default())
            .await;
        match done {
            Ok(done) if deed.is_none() => self.known[n] = Some(done.reference),
            // Not every protocol knows every step.
            Ok(_) | Err(ActError::NotFound | ActError::Rejected(_)) if deed.is_some() => {}
            Ok(_) => {}
            Err(other) => return Err(other).context(asked.title),
        }
        Ok(())
    }
}

async fn person(operations: &Operations, reference: &str) -> anyhow::Result<PersonId> {
    let council = operations.council().await?;
    let directory = &council.directory;
    let mut people = directory.people();
    let found = people.find(|person| {
        let details = directory.details(person);
        details.and_then(|d| d.reference.as_deref()) == Some(reference)
    });
    found
        .cloned()
        .with_context(|| format!("nobody has the number {reference}"))
}

fn asking(asked: &Asked) -> anyhow::Result<Act> {
    Ok(Act::Request(Box::new(Request {
        service: Some("housing-repairs".parse()?),
        officer: None,
        title: asked.title.to_owned(),
        body: asked.body.to_owned(),
        wanted: asked.wanted.to_vec(),
        duty: Some(asked.duty.to_owned()),
        ground: LegalGround::Shown,
        capacity: asked.capacity,
        of_body: asked.of_body.map(str::parse).transpose()?,
        casework: asked.exceptional.is_some(),
        exceptional: asked.exceptional.map(str::to_owned),
        business: true,
        own_case: false,
    })))
}

fn act(deed: &Deed, part: Option<domain::ids::PartId>) -> anyhow::Result<Option<Act>> {
    let words = |words: &str| words.to_owned();
    let on_paper = |make: &dyn Fn(domain::ids::PartId) -> Act| part.clone().map(make);
    Ok(match deed {
        Deed::Paper(title, marking) => Some(Act::AddDocument(Box::new(DocumentGiven {
            file: FileTyped {
                name: format!("{}.pdf", title.to_lowercase().replace(' ', "-")),
                media: "application/pdf".to_owned(),
                bytes: paper(
                    title,
                    &[
                        "Thornmere City Council",
                        "A paper of the demo.",
                        "It concerns no person who exists.",
                    ],
                )?,
            },
            title: words(title),
            of_body: None,
            marking: *marking,
            redacted: false,
            group_paper: false,
            concerns: None,
        }))),
        Deed::Exempt(law, passage) => on_paper(&|part| Act::MarkExempt {
            part,
            law: *law,
            passage: words(passage),
        }),
        Deed::Need(satisfied, why) => on_paper(&|part| Act::FindNeed {
            part: Some(part),
            satisfied: *satisfied,
            words: words(why),
        }),
        Deed::Release(purpose) => on_paper(&|part| Act::Release {
            part,
            purpose: words(purpose),
            until: None,
        }),
        Deed::Accept => on_paper(&|part| Act::AcceptPurpose {
            part,
            accepted: true,
        }),
        Deed::Say(said) => Some(Act::SendMessage { words: words(said) }),
        Deed::Note(note) => Some(Act::Note { words: words(note) }),
        Deed::Unreasonable(ground, why) => Some(Act::FindUnreasonable {
            ground: *ground,
            words: words(why),
        }),
        Deed::Seek(passed, question) => Some(Act::SeekGuidance {
            passed: *passed,
            words: words(question),
        }),
        Deed::Guide(guidance) => Some(Act::GiveGuidance {
            words: words(guidance),
        }),
        Deed::Determine(supply, reasons, precedent) => Some(Act::Determine {
            supply: *supply,
            words: words(reasons),
            precedent: Some(words(precedent)),
        }),
        Deed::Advise(advice) => Some(Act::GiveAdvice {
            words: words(advice),
        }),
        Deed::Permit(permission) => Some(Act::SetPermission {
            permission: *permission,
            words: None,
        }),
        Deed::Hold(why, until) => Some(Act::Hold {
            words: words(why),
            until: *until,
        }),
        Deed::Provide(information) => Some(Act::Provide {
            words: words(information),
        }),
        Deed::Refuse(reason, law, precedent) => Some(Act::Refuse {
            words: words(reason),
            law: vec![*law],
            precedent: Some(words(precedent)),
        }),
        Deed::Part(reason, law, precedent) => Some(Act::ProvidePart {
            words: words(reason),
            law: vec![*law],
            precedent: Some(words(precedent)),
        }),
        Deed::AskBody(body, why) => Some(Act::AskBody {
            body: body.parse()?,
            words: words(why),
        }),
        Deed::Declined(minute) => Some(Act::AnswerBody {
            answer: BodyAnswer::Declined,
            words: words(minute),
        }),
        Deed::Close => Some(Act::Close {
            ending: Closure::Done,
        }),
    })
}

mod asked;
use asked::asked;
