//! A version of the protocol as a document to read. Where the council's own text was imported it stands
//! here; else the pack's summaries, which say that they are Wardroom's.

use askama::Template;
use axum::extract::Path;
use domain::protocol::Protocol;
use domain::protocol::text::{ProtocolText, Reading, TextClause, TextSection};
use domain::text::{query_terms, terms};

use super::clauses::{Beside, ClauseView};
use super::{find, versions};
use crate::web::directory::keeps_facts;
use crate::web::error::{Problem, anchor};
use crate::web::frame::{Chrome, Me, Page, page};
use crate::web::words;

#[derive(Template)]
#[template(path = "protocol/show.html")]
struct ProtocolPage {
    chrome: Chrome,
    title: String,
    /// The title of the council’s own text in the reading that is asked for, as safe HTML.
    heading: Option<String>,
    council: String,
    standing: &'static str,
    adopted: Option<String>,
    silent: Option<String>,
    has_printed: bool,
    /// Where the text came from and when; none where there are summaries only.
    source: Option<String>,
    /// That it was corrected by hand, when, by whom and why.
    corrected: Option<String>,
    open_doubts: usize,
    /// The readings of a text with tracked changes: name, address, whether it is this one.
    readings: Vec<(&'static str, String, bool)>,
    search: String,
    found: Option<String>,
    preamble: String,
    sections: Vec<SectionView>,
    closing: String,
    footnotes: Vec<(String, String)>,
    others: Vec<Other>,
    questions: usize,
    /// The address of this version.
    base: String,
    /// Whether this person may import a text.
    keeps: bool,
}

struct SectionView {
    anchor: String,
    number: String,
    title: String,
    /// The council's own heading in the reading that is asked for, as safe HTML.
    heading: Option<String>,
    clauses: Vec<ClauseView>,
}

struct Other {
    href: String,
    text: String,
}

/// One version of one protocol.
pub async fn show(me: Me, Path((pack, version)): Path<(String, String)>) -> Page {
    let protocol = find(&me, &pack, &version)?;
    let key = (protocol.pack.clone(), protocol.version.clone());
    let texts = me.app().operations().texts().await?;
    let saved = texts.of(&protocol.pack, &protocol.version);
    let text = saved.map(|saved| &*saved.text);
    let reading = match me.query("read").as_deref() {
        Some("before") => Reading::Before,
        Some("after") => Reading::After,
        _ => Reading::Both,
    };
    let beside = Beside::gather(&me, &protocol, text, reading).await?;
    let search = me.query("q").unwrap_or_default();
    let mut sections = match text {
        Some(text) => of_text(text, &beside, &search),
        None => of_pack(&protocol, &beside, &search),
    };
    let count: usize = sections.iter().map(|section| section.clauses.len()).sum();
    let searching = !query_terms(&search).is_empty();
    if searching {
        sections.retain(|section| !section.clauses.is_empty());
    }
    let base = format!("/protocol/{}/{}", protocol.pack, protocol.version);
    let printed = protocol.clauses.iter().flat_map(|clause| &clause.duties);
    let whole = text.filter(|_| !searching);
    let tracked = text.is_some_and(ProtocolText::is_tracked);
    page(&ProtocolPage {
        chrome: me.chrome(&protocol.title),
        title: protocol.title.clone(),
        heading: text.map(|text| beside.shown(&text.title)),
        council: protocol.council.clone(),
        standing: me.council.versions.standing(&key, me.today).word(),
        adopted: me
            .council
            .versions
            .adoption(&key)
            .map(versions::adopted_line),
        silent: protocol.silent_line(),
        has_printed: printed.clone().any(|duty| duty.printed.is_some()),
        source: saved.map(|saved| match saved.corrected {
            None => {
                let on = words::date(words::day_of(saved.at));
                let from = &saved.source;
                format!("The council’s own text, imported from `{from}` on {on}.")
            }
            Some(_) => format!("The council’s own text, imported from `{}`.", saved.source),
        }),
        corrected: saved.and_then(|saved| {
            let why = words::sentence(saved.corrected.as_deref()?.trim_end_matches('.'));
            let on = words::date(words::day_of(saved.at));
            let by = me.look().names().person(&saved.by);
            Some(format!("Corrected by hand by {by} on {on}: {why}."))
        }),
        open_doubts: text.map_or(0, |text| text.open_doubts().count()),
        readings: if tracked {
            readings(&base, reading)
        } else {
            Vec::new()
        },
        found: searching.then(|| words::count(count as u64, "clause found", "clauses found")),
        search,
        preamble: whole.map_or(String::new(), |text| beside.paras(&text.preamble)),
        closing: whole.map_or(String::new(), |text| beside.paras(&text.closing)),
        footnotes: footnotes(text, &beside),
        sections,
        others: others(&me, &protocol),
        questions: protocol.questions.len(),
        keeps: keeps_facts(&me),
        base,
    })
}

fn readings(base: &str, now: Reading) -> Vec<(&'static str, String, bool)> {
    let link = |name, value: &str, reading| (name, format!("{base}?read={value}"), reading == now);
    vec![
        link("With the changes marked", "both", Reading::Both),
        link("As it is to be", "after", Reading::After),
        link("As it was", "before", Reading::Before),
    ]
}

fn others(me: &Me, protocol: &Protocol) -> Vec<Other> {
    let all = me.council.protocols.values();
    all.filter(|p| p.pack != protocol.pack || p.version != protocol.version)
        .map(|p| Other {
            href: format!("/protocol/{}/{}", p.pack, p.version),
            text: format!("{}, {}", p.council, p.title),
        })
        .collect()
}

fn footnotes(text: Option<&ProtocolText>, beside: &Beside<'_>) -> Vec<(String, String)> {
    let notes = text.into_iter().flat_map(|text| &text.footnotes);
    let shown = notes.map(|note| (note.mark.clone(), beside.shown(&note.words)));
    shown.filter(|(_, words)| !words.is_empty()).collect()
}

/// Whether words have every term that is looked for.
fn has(words: &str, search: &str) -> bool {
    let wanted = query_terms(search);
    if wanted.is_empty() {
        return true;
    }
    let found = terms(words);
    wanted
        .iter()
        .all(|term| found.iter().any(|word| word.starts_with(term.as_str())))
}

fn of_text(text: &ProtocolText, beside: &Beside<'_>, search: &str) -> Vec<SectionView> {
    let sections = text.sections.iter().enumerate().map(|(n, section)| {
        let mut clauses = Vec::new();
        for clause in &section.clauses {
            add(section, clause, 0, (beside, search), &mut clauses);
        }
        let number = section.number.clone();
        SectionView {
            anchor: if number.is_empty() {
                format!("u{}", n + 1)
            } else {
                anchor(&number)
            },
            title: section.heading.read(Reading::After),
            heading: Some(beside.shown(&section.heading)),
            number,
            clauses,
        }
    });
    sections.collect()
}

/// A clause and those below it, each on a level of its own, as far as the search finds them.
fn add(
    section: &TextSection,
    clause: &TextClause,
    level: u8,
    (beside, search): (&Beside<'_>, &str),
    into: &mut Vec<ClauseView>,
) {
    let words = format!(
        "{} {} {} {}",
        clause.id,
        section.heading.read(Reading::Both),
        clause.over.read(Reading::Both),
        clause.words(Reading::Both)
    );
    if has(&words, search) {
        into.push(beside.of_text(clause, level));
    }
    for below in clause.below() {
        add(
            section,
            below,
            level.saturating_add(1),
            (beside, search),
            into,
        );
    }
}

fn of_pack(protocol: &Protocol, beside: &Beside<'_>, search: &str) -> Vec<SectionView> {
    let sections = protocol.sections.iter().map(|section| {
        let clauses = protocol
            .clauses
            .iter()
            .filter(|clause| clause.section == section.number);
        let found = clauses.filter(|clause| {
            let gists = clause.duties.iter().map(|duty| duty.gist.as_str());
            let gists: Vec<&str> = gists.collect();
            has(
                &format!(
                    "{} {} {} {}",
                    clause.id,
                    section.title,
                    clause.gist,
                    gists.join(" ")
                ),
                search,
            )
        });
        SectionView {
            anchor: section.number.clone(),
            number: section.number.clone(),
            title: section.title.clone(),
            heading: None,
            clauses: found.map(|clause| beside.of_pack(clause)).collect(),
        }
    });
    sections.collect()
}

/// The words of a version for other pages: what it says of a clause, if its text was imported.
pub async fn saved_or_gone(
    me: &Me,
    protocol: &Protocol,
) -> Result<domain::protocol::text::SavedText, Problem> {
    let texts = me.app().operations().texts().await?;
    let saved = texts.of(&protocol.pack, &protocol.version);
    saved.cloned().ok_or(Problem::NotFound)
}
