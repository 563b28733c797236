//! A text that is corrected by hand: every clause with what is doubtful, the forms by which one is
//! corrected, and the draft that is kept of it until it is saved or thrown away. Who may is asked before.

use askama::Template;
use axum::response::Redirect;
use documents::out::html;
use domain::protocol::text::edit::Edit;
use domain::protocol::text::{Passage, Place, ProtocolText, Reading, TextClause};
use domain::protocol::{PrintedType, Protocol};
use serde::{Deserialize, Serialize};

use crate::web::error::Problem;
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::posted::Posted;
use crate::web::words;

/// A text that is being corrected, before it is saved.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Draft {
    /// The name of the file that it was read from.
    pub source: String,
    /// The protocols in that file.
    pub documents: Vec<ProtocolText>,
    /// Which of them is corrected.
    pub chosen: usize,
    /// The number of the saved text that the corrections began with; none for a file.
    #[serde(default)]
    pub seen: Option<u64>,
}

impl Draft {
    /// The text that is corrected.
    pub fn text(&self) -> Option<&ProtocolText> {
        self.documents.get(self.chosen)
    }

    /// Chooses among the documents, or corrects the one chosen, as a form asks.
    pub fn correct(&mut self, posted: &Posted) -> Result<(), String> {
        if posted.text("step") == "choose" {
            let chosen = posted.text("document").parse().unwrap_or(0);
            self.chosen = usize::min(chosen, self.documents.len().saturating_sub(1));
            return Ok(());
        }
        let edit = edit(posted)?;
        let text = self.documents.get_mut(self.chosen);
        let text = text.ok_or("choose a document first")?;
        *text = text.corrected(&edit).map_err(|why| why.to_string())?;
        Ok(())
    }
}

/// Where a text is corrected: which draft is kept, and under which address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk<'p> {
    /// The version whose text it is.
    pub protocol: &'p Protocol,
    /// The first part of the key of the draft.
    pub form: &'static str,
    /// The end of the address.
    pub place: &'static str,
}

impl Desk<'_> {
    /// The address of the version.
    pub fn base(&self) -> String {
        format!("/protocol/{}/{}", self.protocol.pack, self.protocol.version)
    }

    /// The address of the page.
    pub fn action(&self) -> String {
        format!("{}/{}", self.base(), self.place)
    }

    fn key(&self) -> String {
        let (pack, version) = (&self.protocol.pack, &self.protocol.version);
        format!("{}/{pack}/{version}", self.form)
    }

    /// Keeps the draft.
    pub async fn keep(&self, me: &Me, draft: &Draft) -> Result<(), Problem> {
        let json = serde_json::to_string(draft).map_err(Problem::fault)?;
        let store = me.app().operations().store();
        let person = me.signed.person();
        Ok(store.keep_draft(person, &self.key(), &json, me.now).await?)
    }

    /// The draft that this person kept.
    pub async fn kept(&self, me: &Me) -> Result<Option<Draft>, Problem> {
        let store = me.app().operations().store();
        let kept = store.draft(me.signed.person(), &self.key()).await?;
        Ok(kept.and_then(|(json, _)| serde_json::from_str(&json).ok()))
    }

    /// Throws the draft away.
    pub async fn discard(&self, me: &Me) -> Result<(), Problem> {
        let store = me.app().operations().store();
        Ok(store.drop_draft(me.signed.person(), &self.key()).await?)
    }

    /// Throws the draft away, or corrects it and keeps it: what is pressed on the page beside saving it.
    /// Gives where to go on, or what is wrong in plain words.
    pub async fn go_on(
        &self,
        me: &Me,
        draft: &mut Draft,
        step: &str,
        posted: &Posted,
    ) -> Result<Result<Redirect, String>, Problem> {
        if step == "drop" {
            self.discard(me).await?;
            return Ok(Ok(Redirect::to(&self.base())));
        }
        if let Err(why) = draft.correct(posted) {
            return Ok(Err(why));
        }
        self.keep(me, draft).await?;
        Ok(Ok(Redirect::to(&self.action())))
    }
}

#[derive(Template)]
#[template(path = "protocol/check.html")]
struct CheckPage {
    chrome: Chrome,
    title: String,
    /// The title as it is typed.
    typed_title: String,
    /// Where the text comes from, and that nothing is saved yet.
    caption: String,
    wrong: Option<String>,
    /// The documents in the file: their titles, how many clauses each has, whether it is the one chosen.
    documents: Vec<(String, String, bool)>,
    doubts: Vec<DoubtView>,
    settled: usize,
    sections: Vec<SectionLine>,
    /// What stands around the clauses.
    around: Vec<AroundView>,
    /// Whether any words are struck out or put in.
    tracked: bool,
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

/// Words around the clauses, with what is corrected of them.
struct AroundView {
    title: String,
    /// The step's closed word for where they stand.
    place: &'static str,
    /// The mark of a footnote; empty for one that was not read.
    mark: Option<String>,
    /// The words as safe HTML; none where nothing was read.
    shown: Option<String>,
    typed: String,
}

struct SectionLine {
    number: String,
    /// Its heading with what is struck and put in, as safe HTML.
    heading: String,
    typed: String,
    clauses: Vec<ClauseLine>,
}

struct ClauseLine {
    id: String,
    /// The heading over it alone, as safe HTML.
    over: Option<String>,
    /// Its words with what is struck and put in, as safe HTML.
    words: String,
    printed: Option<&'static str>,
    deep: bool,
}

struct Editing {
    id: String,
    forms: Vec<(&'static str, Form)>,
}

/// The correction that a form asks for.
fn edit(posted: &Posted) -> Result<Edit, String> {
    let id = |name: &str| {
        posted
            .text(name)
            .parse()
            .map_err(|bad: domain::ids::BadId| bad.to_string())
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
        "section" => Edit::Section {
            section: place("section")?,
            number: text("number"),
        },
        "renumber" => Edit::Renumber {
            clause: id("clause")?,
            number: id("number")?,
        },
        "split" => Edit::Split {
            clause: id("clause")?,
            at: text("at"),
            number: id("second")?,
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
        "around" => Edit::Around {
            place: match posted.text("place") {
                "preamble" => Place::Preamble,
                "closing" => Place::Closing,
                "over" => Place::Over(id("clause")?),
                _ => Place::Footnote(footnote(posted.text("mark"))?),
            },
            words: text("words"),
        },
        "settle" => Edit::Settle {
            doubt: place("doubt")?,
            decided: text("decided"),
        },
        _ => return Err("the form asks for nothing that can be done: reload the page".to_owned()),
    })
}

fn footnote(mark: &str) -> Result<domain::ids::NoteMark, String> {
    let unfit = |bad: domain::ids::BadId| bad.to_string();
    mark.trim().parse().map_err(unfit)
}

/// The page of a draft. `save` asks what is asked before it is saved.
pub(super) fn checked(
    me: &Me,
    desk: Desk<'_>,
    draft: &Draft,
    wrong: Option<String>,
    mut save: Form,
) -> Page {
    let action = desk.action();
    let empty = ProtocolText::default();
    let text = draft.text().unwrap_or(&empty);
    let title = match (draft.seen, wrong.is_some()) {
        (None, false) => "Check what was read",
        (None, true) => "Error: Check what was read",
        (Some(_), false) => "Correct the text",
        (Some(_), true) => "Error: Correct the text",
    };
    let caption = match draft.seen {
        None => format!("Read from {}, not saved yet", draft.source),
        Some(_) => format!(
            "Read from {} and saved; corrections are not saved yet",
            draft.source
        ),
    };
    save.token = me.act_token();
    save.hidden = vec![("step".to_owned(), "save".to_owned())];
    let editing = me
        .query("clause")
        .and_then(|id| editing(&action, text, &id));
    page(&CheckPage {
        chrome: me.chrome(title),
        title: text.title.read(Reading::After),
        typed_title: text.title.typed(),
        caption,
        wrong,
        documents: documents(draft),
        doubts: doubts(text),
        settled: text
            .doubts
            .iter()
            .filter(|doubt| doubt.settled.is_some())
            .count(),
        sections: sections(text),
        around: around(text),
        tracked: text.is_tracked(),
        missing: missing(desk.protocol, text),
        editing,
        token: me.act_token(),
        action,
        save,
    })
}

fn documents(draft: &Draft) -> Vec<(String, String, bool)> {
    let documents = draft.documents.iter().enumerate().map(|(n, text)| {
        let count = words::count(text.clauses().count() as u64, "clause", "clauses");
        (text.title.read(Reading::After), count, n == draft.chosen)
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

fn sections(text: &ProtocolText) -> Vec<SectionLine> {
    let sections = text.sections.iter().map(|section| {
        let clauses = section.clauses.iter().flat_map(|top| {
            let line = move |clause: &TextClause| clause_line(clause, clause.id != top.id);
            top.all().map(line)
        });
        SectionLine {
            number: section.number.clone(),
            heading: html::passage(&section.heading),
            typed: section.heading.typed(),
            clauses: clauses.collect(),
        }
    });
    sections.collect()
}

fn clause_line(clause: &TextClause, deep: bool) -> ClauseLine {
    ClauseLine {
        id: clause.id.to_string(),
        over: (!clause.over.is_empty()).then(|| html::passage(&clause.over)),
        words: html::paras(&clause.paras().collect::<Vec<_>>()),
        printed: match clause.printed() {
            Some(PrintedType::Rule) => Some("rule"),
            Some(PrintedType::Guidance) => Some("guidance"),
            Some(PrintedType::Unmarked) => None,
            None => Some("part rule, part guidance"),
        },
        deep,
    }
}

/// What stands before and after the clauses, every footnote, and room for one that was not read.
fn around(text: &ProtocolText) -> Vec<AroundView> {
    let paras =
        |title: &str, place, at: Place, paras: &[domain::protocol::text::Para]| AroundView {
            title: title.to_owned(),
            place,
            mark: None,
            shown: (!paras.is_empty()).then(|| html::paras(&paras.iter().collect::<Vec<_>>())),
            typed: text.words_at(&at).unwrap_or_default(),
        };
    let note = |title: String, mark: &str, words: Option<&Passage>| AroundView {
        title,
        place: "footnote",
        mark: Some(mark.to_owned()),
        shown: words.map(html::passage),
        typed: words.map_or_else(String::new, Passage::typed),
    };
    let mut all = vec![
        paras(
            "Before the first section",
            "preamble",
            Place::Preamble,
            &text.preamble,
        ),
        paras(
            "After the last clause",
            "closing",
            Place::Closing,
            &text.closing,
        ),
    ];
    let notes = text.footnotes.iter();
    all.extend(notes.map(|one| {
        note(
            format!("Footnote {}", one.mark),
            &one.mark,
            Some(&one.words),
        )
    }));
    all.push(note("A footnote that was not read".to_owned(), "", None));
    all
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
    let over = Field::line("words", "The heading that stands over it alone")
        .hint("Without a number of its own; empty, if there is none")
        .with(clause.over.typed());
    let mut over = form("around", "Put the heading right", vec![over]);
    over.hidden.push(("place".to_owned(), "over".to_owned()));
    let own = clause.typed();
    let words = Field::words(
        "words",
        "What the document says, a line for each paragraph",
        8,
        20_000,
    )
    .hint("[^2] is the mark of a footnote");
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
            ("The heading over it", over),
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
                        Field::line("second", "The number of the second clause"),
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
