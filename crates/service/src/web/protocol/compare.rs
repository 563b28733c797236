//! Two protocols side by side: what changes in words, and what changes in practice. The councils' own
//! texts where both are saved, else Wardroom's summaries, and which of them is said. A summary on top that
//! a committee can paste; printed without furniture; the same as JSON.

use std::sync::Arc;

use askama::Template;
use askama::filters::HtmlSafe;
use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::protocol::Protocol;
use domain::protocol::compare::{Change, Comparison, Kind, Mark, Number, Part, Shift, Span};

use super::find;
use crate::comparison::{Compared, Source};
use crate::web::error::{BasisLink, Problem, anchor};
use crate::web::forms::{Choice, Field};
use crate::web::frame::{Chrome, Me, page};

#[derive(Template)]
#[template(path = "protocol/compare.html")]
struct ComparePage {
    chrome: Chrome,
    fields: Vec<Field>,
    summary: Vec<String>,
    /// Whether the words are shown, or what changes in practice.
    words: bool,
    words_link: String,
    practice_link: String,
    json_link: String,
    /// Whose words are compared.
    whose: Whose,
    /// Where both have words of their own: the address of the other comparison.
    otherwise: Option<String>,
    comparison: ComparisonView,
}

/// What changes, clause by clause or provision by provision, or both.
#[derive(Template)]
#[template(path = "protocol/part_comparison.html")]
pub struct ComparisonView {
    before: String,
    after: String,
    /// Whether the words are shown.
    words: bool,
    /// Whether it is shown what changes in practice.
    practice: bool,
    same: usize,
    changes: Vec<ChangeView>,
    shifts: Vec<ShiftView>,
}

impl HtmlSafe for ComparisonView {}

/// Whose words are compared, for the address and for the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// Wardroom's.
    Summaries,
    /// The councils'.
    Own,
}

struct ChangeView {
    kind: &'static str,
    numbers: String,
    /// The words before and after with their numbers; none on a side where there is none.
    before: Option<WordsView>,
    after: Option<WordsView>,
}

struct WordsView {
    number: String,
    /// The clause on the page of its version; none where that version has no page yet.
    href: Option<String>,
    force: Option<&'static str>,
    spans: Vec<Span>,
}

struct ShiftView {
    name: String,
    was: String,
    was_basis: Option<BasisLink>,
    is: String,
    is_basis: Option<BasisLink>,
}

/// The comparison that the address asks for; without one, of the protocol in force with another.
pub async fn show(me: Me) -> Result<Response, Problem> {
    let (before, after) = asked(&me)?;
    let texts = me.app().operations().texts().await?;
    let sides = (Source::of(&before, &texts), Source::of(&after, &texts));
    let summaries = me.query("of").as_deref() == Some("summaries");
    let compared = Compared::of(&sides.0, &sides.1, summaries).ok_or(Problem::NotFound)?;
    if me.query("as").as_deref() == Some("json") {
        return Ok(Json(compared.json()).into_response());
    }
    let words = me.query("show").as_deref() != Some("practice");
    let own = compared.both_saved && !summaries;
    let link = |show: &str, summaries: bool| {
        let of = if summaries { "&of=summaries" } else { "" };
        let (from, to) = (key(&before), key(&after));
        format!("/protocol/compare?from={from}&to={to}&show={show}{of}")
    };
    let bases = (address(&before), address(&after));
    let page = page(&ComparePage {
        chrome: me.chrome("Two protocols side by side"),
        fields: fields(&me, &before, &after),
        summary: compared.summary(),
        words,
        words_link: link("words", summaries),
        practice_link: link("practice", summaries),
        json_link: link("words", summaries) + "&as=json",
        whose: if own { Whose::Own } else { Whose::Summaries },
        otherwise: compared.both_saved.then(|| link("words", !summaries)),
        comparison: ComparisonView::of(&compared, (&bases.0, &bases.1), (words, !words)),
    })?;
    Ok(page.into_response())
}

impl ComparisonView {
    /// A comparison of two versions at these addresses: its words, what changes in practice, or both.
    pub fn of(compared: &Compared, bases: (&str, &str), (words, practice): (bool, bool)) -> Self {
        let comparison = &compared.comparison;
        let same = comparison.clauses.iter();
        let same = same.filter(|change| change.part == Part::Clause && change.is_same());
        Self {
            before: compared.before.clone(),
            after: compared.after.clone(),
            words,
            practice,
            same: same.count(),
            changes: changes(comparison, bases.0, bases.1),
            shifts: comparison.provisions.iter().map(shift).collect(),
        }
    }
}

/// The two that are compared. What is not named is the protocol in force, then the next known one.
fn asked(me: &Me) -> Result<(Arc<Protocol>, Arc<Protocol>), Problem> {
    let named = |name: &str| -> Result<Option<Arc<Protocol>>, Problem> {
        let Some(asked) = me.query(name) else {
            return Ok(None);
        };
        let (pack, version) = asked.split_once('/').ok_or(Problem::NotFound)?;
        Ok(Some(find(me, pack, version)?))
    };
    let (from, to) = (named("from")?, named("to")?);
    let all = || me.council.protocols.values();
    let in_force = me.council.protocol_on(me.today).or_else(|| all().next());
    let to = to.or_else(|| in_force.cloned()).ok_or(Problem::NotFound)?;
    let other = all().find(|p| (&p.pack, &p.version) != (&to.pack, &to.version));
    let from = from.or_else(|| other.cloned());
    Ok((from.unwrap_or_else(|| to.clone()), to))
}

fn key(protocol: &Protocol) -> String {
    format!("{}/{}", protocol.pack, protocol.version)
}

fn address(protocol: &Protocol) -> String {
    format!("/protocol/{}", key(protocol))
}

fn title(protocol: &Protocol) -> String {
    format!("{}, {}", protocol.council, protocol.title)
}

fn fields(me: &Me, before: &Protocol, after: &Protocol) -> Vec<Field> {
    let choices = || {
        let all = me.council.protocols.values();
        all.map(|p| Choice::new(key(p), title(p)))
            .collect::<Vec<_>>()
    };
    vec![
        Field::select("from", "The earlier, or the other council’s", choices()).with(key(before)),
        Field::select("to", "The later, or ours", choices()).with(key(after)),
    ]
}

fn changes(comparison: &Comparison, before: &str, after: &str) -> Vec<ChangeView> {
    let changed = comparison.clauses.iter().filter(|change| !change.is_same());
    changed
        .map(|change| change_view(change, before, after))
        .collect()
}

fn change_view(change: &Change, before: &str, after: &str) -> ChangeView {
    let side = |id: &Option<Number>, base: &str, force: Option<_>, own: Mark| {
        let id = id.as_ref()?;
        let there = change
            .words
            .iter()
            .filter(|span| span.mark == Mark::Kept || span.mark == own);
        Some(WordsView {
            number: match change.part {
                Part::Clause => id.printed().to_owned(),
                _ => String::new(),
            },
            href: (!base.is_empty()).then(|| format!("{base}#c-{}", anchor(id.as_str()))),
            force: force.map(domain::protocol::Force::word),
            spans: there.cloned().collect(),
        })
    };
    ChangeView {
        kind: match change.kind {
            Kind::Same => "Other force",
            Kind::Moved => "Moved",
            Kind::Reworded => "Reworded",
            Kind::New => "New",
            Kind::Gone => "Gone",
        },
        numbers: change.numbers(),
        before: side(&change.before, before, change.force.0, Mark::Gone),
        after: side(&change.after, after, change.force.1, Mark::New),
    }
}

fn shift(shift: &Shift) -> ShiftView {
    let basis = |said: &Option<domain::protocol::compare::Said>| {
        said.as_ref().map(|said| BasisLink::from(&said.basis))
    };
    ShiftView {
        name: shift.name.clone(),
        was: shift.was().to_owned(),
        was_basis: basis(&shift.before),
        is: shift.is().to_owned(),
        is_basis: basis(&shift.after),
    }
}
