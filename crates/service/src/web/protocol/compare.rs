//! Two protocols side by side: what changes in words, and what changes in practice. A summary on top that
//! a committee can paste; printed without furniture.

use askama::Template;
use domain::protocol::Protocol;
use domain::protocol::compare::{Change, Comparison, Kind, Mark, Shift, Side, Span, compare};

use super::find;
use crate::web::error::{BasisLink, Problem, anchor};
use crate::web::forms::{Choice, Field};
use crate::web::frame::{Chrome, Me, Page, page};

#[derive(Template)]
#[template(path = "protocol/compare.html")]
struct ComparePage {
    chrome: Chrome,
    fields: Vec<Field>,
    before: String,
    after: String,
    summary: Vec<String>,
    /// Whether the words are shown, or what changes in practice.
    words: bool,
    words_link: String,
    practice_link: String,
    same: usize,
    changes: Vec<ChangeView>,
    shifts: Vec<ShiftView>,
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
    href: String,
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
pub async fn show(me: Me) -> Page {
    let (before, after) = asked(&me)?;
    let comparison = compare(&Side::of_gists(&before), &Side::of_gists(&after));
    let (was, is) = (title(&before), title(&after));
    let words = me.query("show").as_deref() != Some("practice");
    let link = |show: &str| {
        format!(
            "/protocol/compare?from={}&to={}&show={show}",
            key(&before),
            key(&after)
        )
    };
    page(&ComparePage {
        chrome: me.chrome("Two protocols side by side"),
        fields: fields(&me, &before, &after),
        summary: comparison.summary(&was, &is),
        words,
        words_link: link("words"),
        practice_link: link("practice"),
        same: comparison
            .clauses
            .iter()
            .filter(|change| change.is_same())
            .count(),
        changes: changes(&comparison, &address(&before), &address(&after)),
        shifts: comparison.provisions.iter().map(shift).collect(),
        before: was,
        after: is,
    })
}

/// The two that are compared. What is not named is the protocol in force, then the next known one.
fn asked(me: &Me) -> Result<(Protocol, Protocol), Problem> {
    let named = |name: &str| -> Result<Option<Protocol>, Problem> {
        let Some(asked) = me.query(name) else {
            return Ok(None);
        };
        let (pack, version) = asked.split_once('/').ok_or(Problem::NotFound)?;
        Ok(Some(Protocol::clone(&*find(me, pack, version)?)))
    };
    let (from, to) = (named("from")?, named("to")?);
    let all = || me.council.protocols.values();
    let in_force = me.council.protocol_on(me.today).or_else(|| all().next());
    let to = to
        .or_else(|| in_force.map(|p| Protocol::clone(p)))
        .ok_or(Problem::NotFound)?;
    let other = all().find(|p| (&p.pack, &p.version) != (&to.pack, &to.version));
    let from = from
        .or_else(|| other.map(|p| Protocol::clone(p)))
        .unwrap_or_else(|| to.clone());
    Ok((from, to))
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
    let side = |id: &Option<domain::ids::ClauseId>, base: &str, force: Option<_>, own: Mark| {
        let id = id.as_ref()?;
        let there = change
            .words
            .iter()
            .filter(|span| span.mark == Mark::Kept || span.mark == own);
        Some(WordsView {
            number: id.printed().to_owned(),
            href: format!("{base}#c-{}", anchor(id.as_str())),
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
