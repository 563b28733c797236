//! Importing the council's document: a file, then what was read of it with its doubts, corrected by hand
//! as often as is needed, and only then saved. Until then it is a draft of the person who imports it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use documents::DocumentKind;
use domain::protocol::text::edit::Edit;
use domain::protocol::text::{ProtocolText, Reading};
use domain::protocol::{PrintedType, Protocol};
use serde::{Deserialize, Serialize};

use super::find;
use crate::operations::Keeper;
use crate::web::directory::may_change;
use crate::web::enquiries::act_key;
use crate::web::error::{Problem, Way};
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::words;

/// The first part of the keys under which drafts of texts are kept.
pub const DRAFT: &str = "protocol-text";
/// The longest name of a file that is kept, in characters.
const NAME_MAX: usize = 80;

/// What was read of a file and is being corrected.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Draft {
    source: String,
    documents: Vec<ProtocolText>,
    chosen: usize,
}

impl Draft {
    fn text(&self) -> Option<&ProtocolText> {
        self.documents.get(self.chosen)
    }
}

#[derive(Template)]
#[template(path = "protocol/import.html")]
struct ImportPage {
    chrome: Chrome,
    title: String,
    wrong: Option<String>,
    form: Form,
}

#[derive(Template)]
#[template(path = "protocol/check.html")]
struct CheckPage {
    chrome: Chrome,
    title: String,
    source: String,
    wrong: Option<String>,
    /// The documents in the file: their titles, how many clauses each has, whether it is the one chosen.
    documents: Vec<(String, String, bool)>,
    doubts: Vec<DoubtView>,
    settled: usize,
    sections: Vec<(String, Vec<ClauseLine>)>,
    /// Clauses that the pack has and the text does not.
    missing: Vec<String>,
    /// The clause that is being corrected.
    editing: Option<Editing>,
    action: String,
    token: String,
    save: Form,
}

struct DoubtView {
    place: usize,
    kind: &'static str,
    clause: Option<String>,
    why: String,
    meanwhile: String,
    words: String,
}

struct ClauseLine {
    id: String,
    words: String,
    printed: Option<&'static str>,
    deep: bool,
}

struct Editing {
    id: String,
    forms: Vec<(&'static str, Form)>,
}

fn back(protocol: &Protocol) -> String {
    format!("/protocol/{}/{}", protocol.pack, protocol.version)
}

fn key(protocol: &Protocol) -> String {
    format!("{DRAFT}/{}/{}", protocol.pack, protocol.version)
}

/// The form for the file.
pub async fn show(me: Me, Path((pack, version)): Path<(String, String)>) -> Page {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    ask(&me, &protocol, None)
}

fn ask(me: &Me, protocol: &Protocol, wrong: Option<String>) -> Page {
    let hint = "Plain text, Markdown, HTML, .docx, or PDF with text; at most 10 MB. Nothing is saved before you say so.";
    let file = Field::files("file", "The protocol’s document", false).hint(hint);
    let mut form = Form::new(format!("{}/import", back(protocol)), "Read it", vec![file]);
    form.cancel = Some(Way::link("Back to the protocol", back(protocol)));
    let title = if wrong.is_some() {
        "Error: Import a text"
    } else {
        "Import a text"
    };
    page(&ImportPage {
        chrome: me.chrome(title),
        title: protocol.title.clone(),
        wrong,
        form,
    })
}

/// Reads the file into a draft.
pub async fn submit(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let wrong = |why: String| -> Result<Response, Problem> {
        let page = ask(&me, &protocol, Some(words::sentence(&why)))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let Some(file) = posted.files.first() else {
        return wrong("choose the document’s file".to_owned());
    };
    let (name, bytes) = (file.name.clone(), file.bytes.clone());
    let source: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_MAX)
        .collect();
    let read = tokio::task::spawn_blocking(move || documents::read(&name, &bytes)).await;
    let read = match read.map_err(Problem::fault)? {
        Ok(read) => read,
        Err(why) => return wrong(why.to_string()),
    };
    let likest = |text: &ProtocolText| {
        text.clauses()
            .filter(|(_, clause)| protocol.clause(clause.id.as_str()).is_some())
            .count()
    };
    let protocols = read
        .into_iter()
        .filter(|document| document.kind == DocumentKind::Protocol);
    let documents: Vec<ProtocolText> = protocols.map(|document| document.text).collect();
    let chosen = (0..documents.len()).max_by_key(|n| (likest(&documents[*n]), usize::MAX - n));
    let draft = Draft {
        source,
        documents,
        chosen: chosen.unwrap_or(0),
    };
    keep(&me, &protocol, &draft).await?;
    Ok(Redirect::to(&format!("{}/import/check", back(&protocol))).into_response())
}

async fn keep(me: &Me, protocol: &Protocol, draft: &Draft) -> Result<(), Problem> {
    let json = serde_json::to_string(draft).map_err(Problem::fault)?;
    let store = me.app().operations().store();
    Ok(store
        .keep_draft(me.signed.person(), &key(protocol), &json, me.now)
        .await?)
}

async fn kept(me: &Me, protocol: &Protocol) -> Result<Option<Draft>, Problem> {
    let store = me.app().operations().store();
    let kept = store.draft(me.signed.person(), &key(protocol)).await?;
    Ok(kept.and_then(|(json, _)| serde_json::from_str(&json).ok()))
}

/// What was read, to be looked through.
pub async fn check(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    match kept(&me, &protocol).await? {
        Some(draft) => Ok(checked(&me, &protocol, &draft, None)?.into_response()),
        None => Ok(Redirect::to(&format!("{}/import", back(&protocol))).into_response()),
    }
}

/// Corrects the draft, chooses among its documents, throws it away, or saves it.
pub async fn correct(
    me: Me,
    Path((pack, version)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Problem> {
    let protocol = find(&me, &pack, &version)?;
    may_change(&me, "/protocol")?;
    let base = back(&protocol);
    let Some(mut draft) = kept(&me, &protocol).await? else {
        return Ok(Redirect::to(&format!("{base}/import")).into_response());
    };
    let wrong = |draft: &Draft, why: String| -> Result<Response, Problem> {
        let page = checked(&me, &protocol, draft, Some(words::sentence(&why)))?;
        Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let operations = me.app().operations();
    match posted.text("step") {
        "save" => {
            let Some(text) = draft.text() else {
                return wrong(&draft, "choose a document first".to_owned());
            };
            let version = (protocol.pack.clone(), protocol.version.clone());
            let keeper = Keeper::Person(&me.signed.actor);
            let press = act_key(&me, &posted);
            operations
                .save_text(keeper, version, &draft.source, text.clone(), press)
                .await?;
            operations
                .store()
                .drop_draft(me.signed.person(), &key(&protocol))
                .await?;
            return Ok(Redirect::to(&base).into_response());
        }
        "drop" => {
            operations
                .store()
                .drop_draft(me.signed.person(), &key(&protocol))
                .await?;
            return Ok(Redirect::to(&base).into_response());
        }
        "choose" => {
            let chosen = posted.text("document").parse().unwrap_or(0);
            draft.chosen = usize::min(chosen, draft.documents.len().saturating_sub(1));
        }
        _ => {
            let edit = match edit(&posted) {
                Ok(edit) => edit,
                Err(why) => return wrong(&draft, why),
            };
            let Some(text) = draft.documents.get_mut(draft.chosen) else {
                return wrong(&draft, "choose a document first".to_owned());
            };
            match text.corrected(&edit) {
                Ok(corrected) => *text = corrected,
                Err(why) => return wrong(&draft, why.to_string()),
            }
        }
    }
    keep(&me, &protocol, &draft).await?;
    Ok(Redirect::to(&format!("{base}/import/check")).into_response())
}

/// The correction that a form asks for.
fn edit(posted: &Posted) -> Result<Edit, String> {
    let id = |name: &str| {
        posted
            .text(name)
            .parse()
            .map_err(|bad: domain::ids::BadId| {
                format!("{bad}; write a number such as `7.6` or `8.4(b)`")
            })
    };
    let text = |name: &str| posted.text(name).to_owned();
    let place = |name: &str| {
        posted
            .text(name)
            .parse::<usize>()
            .map_err(|_| "reload the page".to_owned())
    };
    Ok(match posted.text("step") {
        "title" => Edit::Title {
            title: text("title"),
        },
        "heading" => Edit::Heading {
            section: place("section")?,
            heading: text("heading"),
        },
        "renumber" => Edit::Renumber {
            clause: id("clause")?,
            number: id("number")?,
        },
        "split" => Edit::Split {
            clause: id("clause")?,
            at: text("at"),
            number: id("number")?,
        },
        "merge" => Edit::Merge {
            clause: id("clause")?,
        },
        "words" => Edit::Words {
            clause: id("clause")?,
            words: text("words"),
        },
        "mark" => Edit::Mark {
            clause: id("clause")?,
            printed: match posted.text("printed") {
                "rule" => PrintedType::Rule,
                "guidance" => PrintedType::Guidance,
                _ => PrintedType::Unmarked,
            },
        },
        "settle" => Edit::Settle {
            doubt: place("doubt")?,
            decided: text("decided"),
        },
        _ => return Err("the form asks for nothing that can be done: reload the page".to_owned()),
    })
}

fn checked(me: &Me, protocol: &Protocol, draft: &Draft, wrong: Option<String>) -> Page {
    let action = format!("{}/import/check", back(protocol));
    let empty = ProtocolText::default();
    let text = draft.text().unwrap_or(&empty);
    let title = if wrong.is_some() {
        "Error: Check what was read"
    } else {
        "Check what was read"
    };
    let mut save = Form::new(action.clone(), "Save this text", Vec::new());
    save.token = me.act_token();
    save.hidden = vec![("step".to_owned(), "save".to_owned())];
    save.cancel = Some(Way::link(
        "Read another file",
        format!("{}/import", back(protocol)),
    ));
    let editing = me
        .query("clause")
        .and_then(|id| editing(&action, text, &id));
    page(&CheckPage {
        chrome: me.chrome(title),
        title: text.title.clone(),
        source: draft.source.clone(),
        wrong,
        documents: documents(draft),
        doubts: doubts(text),
        settled: text
            .doubts
            .iter()
            .filter(|doubt| doubt.settled.is_some())
            .count(),
        sections: sections(text),
        missing: missing(protocol, text),
        editing,
        token: me.act_token(),
        action,
        save,
    })
}

fn documents(draft: &Draft) -> Vec<(String, String, bool)> {
    let documents = draft.documents.iter().enumerate().map(|(n, text)| {
        let count = words::count(text.clauses().count() as u64, "clause", "clauses");
        (text.title.clone(), count, n == draft.chosen)
    });
    documents.collect()
}

fn doubts(text: &ProtocolText) -> Vec<DoubtView> {
    let open = text
        .doubts
        .iter()
        .enumerate()
        .filter(|(_, doubt)| doubt.settled.is_none());
    open.map(|(place, doubt)| DoubtView {
        place,
        kind: doubt.kind.words(),
        clause: doubt.clause.as_ref().map(ToString::to_string),
        why: words::sentence(&doubt.why),
        meanwhile: words::sentence(&doubt.meanwhile),
        words: doubt.words.clone(),
    })
    .collect()
}

fn sections(text: &ProtocolText) -> Vec<(String, Vec<ClauseLine>)> {
    let sections = text.sections.iter().map(|section| {
        let heading = format!(
            "{} {}",
            section.number,
            section.heading.read(Reading::After)
        );
        let clauses = section.clauses.iter().flat_map(|top| {
            top.all().map(move |clause| ClauseLine {
                id: clause.id.to_string(),
                words: clause.words(Reading::After),
                printed: match clause.printed() {
                    Some(PrintedType::Rule) => Some("rule"),
                    Some(PrintedType::Guidance) => Some("guidance"),
                    Some(PrintedType::Unmarked) => None,
                    None => Some("part rule, part guidance"),
                },
                deep: clause.id != top.id,
            })
        });
        (heading, clauses.collect())
    });
    sections.collect()
}

fn missing(protocol: &Protocol, text: &ProtocolText) -> Vec<String> {
    let known = protocol.clauses.iter().map(|clause| clause.id.as_str());
    known
        .filter(|id| text.clause(id).is_none())
        .map(str::to_owned)
        .collect()
}

/// The forms by which a clause is corrected.
fn editing(action: &str, text: &ProtocolText, id: &str) -> Option<Editing> {
    let clause = text.clause(id)?;
    let form = |step: &str, button: &str, fields: Vec<Field>| {
        let mut form = Form::new(action.to_owned(), button, fields);
        form.hidden = [("step", step), ("clause", id)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec();
        form
    };
    let printed = |value: &str, label: &str, is: PrintedType| Choice {
        chosen: clause.printed() == Some(is),
        ..Choice::new(value, label)
    };
    let number = || Field::line("number", "Its number");
    let types = vec![
        printed("rule", "A rule", PrintedType::Rule),
        printed("guidance", "Guidance", PrintedType::Guidance),
        printed("unmarked", "Neither", PrintedType::Unmarked),
    ];
    let own = clause.words(Reading::After);
    let words = Field::words(
        "words",
        "What the document says, a line for each paragraph",
        8,
        20_000,
    );
    let second = Field::line("at", "The words with which the second clause begins");
    Some(Editing {
        id: id.to_owned(),
        forms: vec![
            (
                "Its number",
                form("renumber", "Change the number", vec![number().with(id)]),
            ),
            (
                "Its words",
                form("words", "Change the words", vec![words.with(own)]),
            ),
            (
                "How it is printed",
                form(
                    "mark",
                    "Change the type",
                    vec![Field::one("printed", "It is printed as", types)],
                ),
            ),
            (
                "It is two clauses",
                form(
                    "split",
                    "Split it",
                    vec![
                        second,
                        Field::line("number", "The number of the second clause"),
                    ],
                ),
            ),
            (
                "It belongs to the clause before it",
                form("merge", "Join them", Vec::new()),
            ),
        ],
    })
}
