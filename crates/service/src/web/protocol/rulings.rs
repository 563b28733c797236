//! The rulings on the protocol, published: each with its question, what it changes and from when, without
//! who asked.

use askama::Template;
use domain::protocol::{Outcome, Protocol, Ruling};

use super::super::words;
use crate::web::error::anchor;
use crate::web::frame::{Chrome, Me, Page, page};

#[derive(Template)]
#[template(path = "protocol/rulings.html")]
struct RulingsPage {
    chrome: Chrome,
    rulings: Vec<RulingView>,
}

/// A ruling as pages show it.
pub struct RulingView {
    /// The reference of the interpretation, which is its anchor.
    pub reference: String,
    /// The question as published.
    pub asks: String,
    /// The ruling.
    pub words: String,
    /// Who ruled, from when.
    pub line: String,
    /// What becomes of the default.
    pub effect: String,
    /// Whether it holds today.
    pub holds: bool,
    /// The clauses beside which it stands, each with its page.
    pub clauses: Vec<(String, String)>,
    /// The open question that it settles.
    pub question: Option<String>,
}

/// A ruling with its words, as of today.
pub fn view(me: &Me, ruling: &Ruling, ended: Option<jiff::civil::Date>) -> RulingView {
    let versions = &me.council.versions;
    let text = |words| versions.text(words).unwrap_or("Erased.").to_owned();
    let protocol = of(me, ruling);
    let later = protocol.is_some_and(|protocol| {
        let mut others = protocol.rulings.iter();
        others.any(|other| {
            other.question == ruling.question
                && ruling.question.is_some()
                && other.reference != ruling.reference
                && other.from > ruling.from
                && other.from <= me.today
        })
    });
    let base = protocol.map(|p| format!("/protocol/{}/{}", p.pack, p.version));
    let minute = ruling.minute.as_ref();
    let minute = minute.map_or_else(String::new, |minute| format!(", minute {minute}"));
    let standing = match ended {
        Some(on) => format!(" It ended on {}.", words::date(on)),
        None if later => " A later ruling has taken its place.".to_owned(),
        None if ruling.from > me.today => " It does not hold yet.".to_owned(),
        None => String::new(),
    };
    RulingView {
        reference: ruling.reference.to_string(),
        asks: text(&ruling.asks),
        words: text(&ruling.words),
        line: format!(
            "Ruled by the {}{minute}, from {}.{standing}",
            ruling.by,
            words::date(ruling.from)
        ),
        effect: effect(&ruling.outcome),
        holds: ended.is_none() && !later && ruling.from <= me.today,
        clauses: ruling
            .clauses
            .iter()
            .filter_map(|clause| {
                let href = format!("{}#c-{}", base.as_ref()?, anchor(clause.as_str()));
                Some((clause.printed().to_owned(), href))
            })
            .collect(),
        question: ruling.question.as_ref().map(ToString::to_string),
    }
}

fn of<'m>(me: &'m Me, ruling: &Ruling) -> Option<&'m Protocol> {
    let in_force = me.council.protocol_on(me.today);
    let in_force = in_force.filter(|protocol| ruling.concerns(&protocol.pack));
    let mut any = me.council.protocols.values();
    let found = in_force.or_else(|| any.rfind(|p| ruling.concerns(&p.pack)));
    found.map(AsRef::as_ref)
}

fn effect(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Confirmed => "The default stands, now as ruled.".to_owned(),
        Outcome::InWords => {
            "A reading that people follow. The product has no value to set by it and goes on as before."
                .to_owned()
        }
        Outcome::Replaced { values, enforce } => {
            let values = values
                .iter()
                .map(|v| format!("{} of {} is {}", v.field, v.provision, v.value));
            let held = enforce
                .iter()
                .map(|(tag, how)| format!("duty {tag} is held as “{}”", how.word()));
            let all: Vec<String> = values.chain(held).collect();
            format!("From that day {}.", all.join(", "))
        }
    }
}

/// Every ruling, the latest first.
pub async fn show(me: Me) -> Page {
    let versions = &me.council.versions;
    let standing = versions.rulings();
    let mut all: Vec<RulingView> = standing.iter().rev().map(|r| view(&me, r, None)).collect();
    let ended = versions.ended_rulings().into_iter().rev();
    all.extend(ended.map(|(ruling, on)| view(&me, ruling, Some(on))));
    page(&RulingsPage {
        chrome: me.chrome("Rulings on the protocol"),
        rulings: all,
    })
}
