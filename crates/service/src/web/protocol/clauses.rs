//! A clause as pages show it: the council's words where they were imported, what the product does about
//! it, rulings, open questions, and how many live cases it governs.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;
use documents::out::html;
use domain::ids::QuestionId;
use domain::protocol::text::{Change, Para, Passage, ProtocolText, Reading, TextClause};
use domain::protocol::{Clause, Does, Duty, PrintedType, Protocol, Ruling};
use domain::verdict::Basis;
use store::Filter;

use super::{does_words, enforce_words, force_words, printed_words};
use crate::web::directory::keeps_facts;
use crate::web::error::{BasisLink, Problem, anchor};
use crate::web::frame::Me;
use crate::web::words;

/// A clause on a page.
#[derive(Template)]
#[template(path = "protocol/part_clause.html")]
pub struct ClauseView {
    /// Its anchor on the page of the whole text.
    pub anchor: String,
    /// Its permanent address.
    pub href: String,
    /// Its printed number.
    pub number: String,
    /// Whether its number stands there a second time.
    pub again: bool,
    /// How deep it stands below a clause of the section.
    pub level: u8,
    /// The heading over it, as safe HTML.
    pub over: Option<String>,
    /// The council's words, as safe HTML; none where only the pack's summary is known.
    pub words: Option<String>,
    /// How the council's words are printed, told by more than their type.
    pub printed: Option<&'static str>,
    /// The bar beside the words.
    pub shape: &'static str,
    /// Wardroom's summary; none where the pack does not have the clause.
    pub gist: Option<String>,
    /// What it asks, and what the product does about each.
    pub duties: Vec<DutyView>,
    /// Questions about it that nobody has ruled on: key, what is asked, the default in use.
    pub questions: Vec<(String, String, String)>,
    /// Rulings on it that hold: reference, what is ruled by whom and from when.
    pub rulings: Vec<(String, String)>,
    /// What stands beside it in the document, where the words are not imported.
    pub notes: Vec<String>,
    /// Pages to which its footnotes point: what the page is, and its address if the council has set one.
    pub links: Vec<(&'static str, Option<String>)>,
    /// Whether this person may set such an address.
    pub sets_links: bool,
    /// What was doubtful in the reading and is open.
    pub doubts: Vec<String>,
    /// How many open cases it governs.
    pub live: Option<String>,
}

impl HtmlSafe for ClauseView {}

/// One duty of a clause.
pub struct DutyView {
    force: &'static str,
    /// The closed word of the force, for its frame.
    frame: &'static str,
    printed: Option<&'static str>,
    shape: &'static str,
    who: String,
    gist: Option<String>,
    does: String,
    kept: &'static str,
    kept_basis: Option<BasisLink>,
    because: Option<String>,
}

/// What is known beside the clauses of one version.
pub struct Beside<'p> {
    me: &'p Me,
    protocol: &'p Protocol,
    text: Option<&'p ProtocolText>,
    reading: Reading,
    /// How many open cases this person can read, by register.
    live: BTreeMap<String, String>,
}

impl<'p> Beside<'p> {
    /// Gathers what is known. Cases are counted for the version in force, and only those that this person
    /// may read.
    pub async fn gather(
        me: &'p Me,
        protocol: &'p Protocol,
        text: Option<&'p ProtocolText>,
        reading: Reading,
    ) -> Result<Self, Problem> {
        let mut live = BTreeMap::new();
        let current = me.council.protocol_on(me.today);
        let in_force =
            current.is_some_and(|p| p.pack == protocol.pack && p.version == protocol.version);
        if in_force {
            let store = me.app().operations().store();
            let filter = Filter {
                register: Some("enquiries".to_owned()),
                open: Some(true),
                ..Filter::default()
            };
            let count = store.count(me.signed.visible(), &filter).await?;
            live.insert("enquiries".to_owned(), count.to_string());
        }
        Ok(Self {
            me,
            protocol,
            text,
            reading,
            live,
        })
    }

    /// A clause of the text, with what the pack has of it.
    pub fn of_text(&self, clause: &TextClause, level: u8) -> ClauseView {
        let known = self.protocol.clause(clause.id.as_str());
        let mut view = self.view(clause.id.as_str(), clause.id.printed(), known);
        view.level = level;
        view.over = (!clause.over.is_empty()).then(|| self.shown(&clause.over));
        view.words = Some(self.paras(clause.paras()));
        (view.printed, view.shape) = match clause.printed() {
            Some(PrintedType::Rule) => (Some("Rule"), "app-rule"),
            Some(PrintedType::Guidance) => (Some("Guidance"), "app-guidance"),
            Some(PrintedType::Unmarked) => (None, ""),
            None => (Some("Part rule, part guidance"), ""),
        };
        view.notes.clear();
        let doubts = self.text.into_iter().flat_map(ProtocolText::open_doubts);
        let here = doubts.filter(|doubt| doubt.clause.as_ref() == Some(&clause.id));
        view.doubts = here
            .map(|d| words::sentence(&format!("{}; {}", d.why, d.meanwhile)))
            .collect();
        view
    }

    /// A clause of the pack alone.
    pub fn of_pack(&self, clause: &Clause) -> ClauseView {
        self.view(clause.id.as_str(), clause.id.printed(), Some(clause))
    }

    /// Words in the reading that is asked for, as safe HTML.
    pub fn shown(&self, passage: &Passage) -> String {
        html::passage(&self.passage(passage))
    }

    /// Paragraphs in the reading that is asked for, as safe HTML.
    pub fn paras<'t>(&self, paras: impl IntoIterator<Item = &'t Para>) -> String {
        let read = paras.into_iter().map(|para| Para {
            bullet: para.bullet,
            words: self.passage(&para.words),
        });
        let read: Vec<Para> = read.filter(|para| !para.words.is_empty()).collect();
        html::paras(&read.iter().collect::<Vec<_>>())
    }

    fn passage(&self, passage: &Passage) -> Passage {
        let runs = passage
            .0
            .iter()
            .filter(|run| self.reading.has(run))
            .cloned();
        let plain = self.reading != Reading::Both;
        Passage(
            runs.map(|mut run| {
                if plain {
                    run.change = Change::Kept;
                }
                run
            })
            .collect(),
        )
    }

    fn view(&self, id: &str, printed: &str, known: Option<&Clause>) -> ClauseView {
        let protocol = self.protocol;
        let about = |clauses: &[domain::ids::ClauseId]| clauses.iter().any(|c| c.as_str() == id);
        let duties = known
            .into_iter()
            .flat_map(|clause| clause.duties.iter().map(move |d| (clause, d)));
        let governs = |clause: &Clause| {
            let live = clause
                .duties
                .iter()
                .find_map(|duty| self.live.get(&duty.capability))?;
            let works = clause
                .duties
                .iter()
                .any(|d| d.does.iter().any(|does| *does != Does::Shown));
            works.then(|| format!("Open enquiries that you can read and that it governs: {live}."))
        };
        let notes = protocol
            .notes
            .iter()
            .filter(|note| note.clause.as_ref().is_some_and(|c| c.as_str() == id));
        ClauseView {
            anchor: format!("c-{}", anchor(id)),
            href: format!("/protocol/{}/{}/{id}", protocol.pack, protocol.version),
            number: printed.to_owned(),
            again: id != printed,
            level: 0,
            over: None,
            words: None,
            printed: None,
            shape: "",
            gist: known.map(|clause| clause.gist.clone()),
            duties: duties
                .map(|(clause, duty)| self.duty(clause, duty))
                .collect(),
            questions: protocol
                .questions
                .iter()
                .filter(|q| about(&q.clauses) && !self.is_ruled(&q.id))
                .map(|q| (q.id.to_string(), q.asks.clone(), q.default.clone()))
                .collect(),
            rulings: protocol
                .rulings
                .iter()
                .filter(|ruling| about(&ruling.clauses) && self.holds(ruling))
                .filter_map(|ruling| {
                    let says = self.me.council.versions.text(&ruling.words)?;
                    let from = words::date(ruling.from);
                    let line = format!("Ruled by the {}, from {from}: {says}", ruling.by);
                    Some((ruling.reference.to_string(), line))
                })
                .collect(),
            links: notes
                .clone()
                .filter_map(|note| {
                    let settings = &self.me.council.settings;
                    let set = settings.get(note.link?.id, self.me.today, None);
                    Some((note.link?.title, set.map(|set| set.value.to_owned())))
                })
                .collect(),
            sets_links: keeps_facts(self.me),
            notes: notes.map(|note| note.gist.clone()).collect(),
            doubts: Vec::new(),
            live: known.and_then(governs),
        }
    }

    /// Whether somebody has ruled on a question, and the ruling holds today.
    fn is_ruled(&self, question: &QuestionId) -> bool {
        let rulings = self.protocol.rulings.iter();
        let mut on_it = rulings.filter(|ruling| ruling.question.as_ref() == Some(question));
        on_it.any(|ruling| ruling.from <= self.me.today)
    }

    /// Whether a ruling holds today: it has begun, and none of a later day has taken its place.
    fn holds(&self, ruling: &Ruling) -> bool {
        let today = self.me.today;
        let replaces = |other: &&Ruling| {
            let same = ruling.question.is_some() && other.question == ruling.question;
            same && other.from > ruling.from && other.from <= today
        };
        ruling.from <= today && !self.protocol.rulings.iter().any(|other| replaces(&other))
    }

    fn duty(&self, clause: &Clause, duty: &Duty) -> DutyView {
        let tag = domain::protocol::force::duty_tag(clause.id.as_str(), &duty.key);
        let enforced = self
            .protocol
            .enforcement(&tag, &self.me.council.settings, self.me.today);
        let chosen = enforced.as_ref().map_or(duty.enforce, |cited| cited.value);
        let basis = enforced.map(|cited| cited.basis);
        DutyView {
            force: force_words(duty.force),
            frame: duty.force.word(),
            printed: duty.printed.map(printed_words),
            shape: match duty.printed {
                Some(PrintedType::Rule) => "app-rule",
                Some(PrintedType::Guidance) => "app-guidance",
                Some(PrintedType::Unmarked) | None => "",
            },
            who: duty.who.clone(),
            gist: (clause.duties.len() > 1 || duty.gist != clause.gist).then(|| duty.gist.clone()),
            does: duty
                .does
                .iter()
                .map(|does| does_words(*does))
                .collect::<Vec<_>>()
                .join("; "),
            kept: enforce_words(chosen),
            kept_basis: basis
                .filter(|b| !matches!(b, Basis::Clause(_)))
                .map(|b| BasisLink::from(&b)),
            because: duty
                .because
                .as_deref()
                .map(|why| format!("{}.", words::sentence(why))),
        }
    }
}
