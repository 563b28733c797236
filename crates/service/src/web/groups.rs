//! The ledger of even hands: on each matter what each political group asked, was offered and was given;
//! what is uneven first; and how requests of the groups fared, compared with care.

use std::collections::BTreeSet;

use askama::Template;
use axum::routing::get;
use domain::access::Token;
use domain::calendar::long_date;
use domain::even_hands::{self, Compared, Comparison, Hands, Interval, Tests, compared};
use domain::groups::event::Target;
use domain::groups::ledger::{Hand, Line, Matter, ledger, samples};
use domain::groups::{Groups, Kind, State, rules};
use domain::ids::GroupId;

use super::error::{BasisLink, Problem};
use super::frame::{Chrome, Me, Page, page};
use super::routes::{Route, at};
use crate::registers::{Look, href};

/// An act that the first persona can do on the first of their cases in the demo.
pub const SHOWN: Kind = Kind::BringBreach;

/// The pages beside those that every register has.
pub fn routes() -> Vec<Route> {
    let ledger = at("/groups/ledger", "monitoring-officer");
    vec![Route::new("/groups/ledger", "GET", ledger, get(show))]
}

/// Whether somebody watches that hands are even.
pub fn watches(look: &Look<'_>) -> bool {
    let posts = ["monitoring-officer", "chief-executive"];
    posts
        .iter()
        .any(|post| look.visible().has(&Token::post(post)))
}

#[derive(Template)]
#[template(path = "groups/ledger.html")]
struct LedgerPage {
    chrome: Chrome,
    lead: String,
    uneven: Vec<UnevenView>,
    matters: Vec<MatterView>,
    asked: Option<ComparedView>,
    quarters: Vec<QuarterView>,
}

/// The comparisons that were released of one quarter.
struct QuarterView {
    title: String,
    compared: Vec<ComparedView>,
}

/// One comparison between the groups.
struct ComparedView {
    title: &'static str,
    /// Whether something was granted, or only answered.
    grants: bool,
    lines: Vec<ComparedLine>,
    left_out: Option<String>,
    tests: Vec<String>,
}

struct UnevenView {
    matter: String,
    anchor: String,
    what: String,
    basis: BasisLink,
}

struct MatterView {
    anchor: String,
    title: String,
    began: String,
    lines: Vec<LineView>,
}

struct LineView {
    whose: String,
    asked: String,
    offered: String,
    given: String,
    hand: &'static str,
    cases: Vec<(String, String)>,
}

struct ComparedLine {
    whose: String,
    answered: u32,
    granted: String,
    share: String,
    days: String,
}

/// The page.
pub async fn show(me: Me) -> Page {
    if !watches(&me.look()) {
        return Err(Problem::NotFound);
    }
    let operations = me.app().operations();
    let cases = operations.readable::<Groups>(me.signed.visible()).await?;
    let least = operations.least_compared().await?.value;
    let quarters = operations.release_hands().await?;
    let look = me.look();
    let states: Vec<_> = cases.iter().map(|case| case.state.clone()).collect();
    let matters = matters(&states, &look);
    let title = |matter: &Matter| {
        let mut words = cases
            .iter()
            .filter_map(|case| case.words(&matter.title.key));
        words.next().unwrap_or("Erased").to_owned()
    };
    page(&LedgerPage {
        chrome: me.chrome("Even hands"),
        lead: lead(&matters),
        uneven: uneven(&matters, &title, &look),
        matters: matters
            .iter()
            .map(|matter| view(matter, title(matter), &look))
            .collect(),
        asked: asked(&states, least, &look),
        quarters: quarters
            .iter()
            .rev()
            .map(|hands| quarter(hands, &look))
            .collect(),
    })
}

/// How many matters of those that this person reads are uneven: never left to be looked for.
pub async fn uneven_matters(me: &Me) -> Result<usize, Problem> {
    let operations = me.app().operations();
    let cases = operations.readable::<Groups>(me.signed.visible()).await?;
    let states: Vec<_> = cases.into_iter().map(|case| case.state).collect();
    let matters = matters(&states, &me.look());
    Ok(matters
        .iter()
        .filter(|matter| !matter.uneven.is_empty())
        .count())
}

fn matters(states: &[State], look: &Look<'_>) -> Vec<Matter> {
    let on_today = look.council.directory.groups.on(look.today);
    let groups: BTreeSet<GroupId> = on_today.map(|group| group.id.clone()).collect();
    let rules = rules(None, look.council, look.today);
    ledger(states, &groups, &rules, look.today)
}

/// How the requests that this person reads fared, counted now; none where there is none.
fn asked(states: &[State], least: u32, look: &Look<'_>) -> Option<ComparedView> {
    let samples = samples(states, &look.council.calendar);
    let compared = compared(Compared::Groups, samples, least);
    let any = !compared.groups.is_empty() || compared.left_out > 0;
    any.then(|| view_of(&compared, least, look))
}

fn quarter(hands: &Hands, look: &Look<'_>) -> QuarterView {
    let (from, to) = (long_date(hands.from), long_date(hands.to));
    let counted = long_date(hands.on);
    QuarterView {
        title: format!("Received from {from} to {to}, counted on {counted}"),
        compared: hands
            .comparisons
            .iter()
            .map(|comparison| view_of(comparison, hands.least, look))
            .collect(),
    }
}

fn view_of(comparison: &Comparison, least: u32, look: &Look<'_>) -> ComparedView {
    let out = comparison.left_out;
    let lines = comparison.groups.iter().map(|line| ComparedLine {
        whose: name(&Target::Group(line.group.clone()), look),
        answered: line.answered,
        granted: format!("{} of {}", line.granted, line.decided),
        share: line.share.map_or_else(String::new, percent),
        days: line.days.map_or_else(String::new, days),
    });
    ComparedView {
        title: match comparison.of {
            Compared::Groups => "Requests for officers and advice",
            Compared::Enquiries => "Members’ enquiries",
            Compared::Information => "Requests for information",
        },
        grants: comparison.of != Compared::Enquiries,
        lines: lines.collect(),
        left_out: match out {
            0 => None,
            1 => Some(format!(
                "One group with fewer than {least} answered is left out, so that no single case shows."
            )),
            n => Some(format!(
                "{n} groups with fewer than {least} answered are left out, so that no single case shows."
            )),
        },
        tests: test_lines(comparison.tests),
    }
}

fn name(whose: &Target, look: &Look<'_>) -> String {
    crate::registers::groups::whose(whose, look)
}

fn lead(matters: &[Matter]) -> String {
    let uneven = matters
        .iter()
        .filter(|matter| !matter.uneven.is_empty())
        .count();
    match (matters.len(), uneven) {
        (0, _) => "No political group has asked for anything yet.".to_owned(),
        (1, 0) => "One matter, and nothing about it is uneven.".to_owned(),
        (n, 0) => format!("{n} matters, and nothing about them is uneven."),
        (n, 1) => format!("One of {n} matters is uneven."),
        (n, uneven) => format!("{uneven} of {n} matters are uneven."),
    }
}

fn anchor(matter: &Matter) -> String {
    format!("m-{}", matter.topic)
}

fn uneven(
    matters: &[Matter],
    title: &impl Fn(&Matter) -> String,
    look: &Look<'_>,
) -> Vec<UnevenView> {
    let all = matters.iter().flat_map(|matter| {
        matter.uneven.iter().map(move |uneven| {
            let what = match &uneven.whose {
                Some(whose) => format!("{} {}", name(whose, look), uneven.what),
                None => super::words::sentence(uneven.what),
            };
            UnevenView {
                matter: title(matter),
                anchor: anchor(matter),
                what,
                basis: BasisLink::from(&uneven.basis),
            }
        })
    });
    all.collect()
}

fn view(matter: &Matter, title: String, look: &Look<'_>) -> MatterView {
    MatterView {
        anchor: anchor(matter),
        title,
        began: long_date(matter.began),
        lines: matter
            .lines
            .iter()
            .map(|line| line_view(line, look))
            .collect(),
    }
}

fn line_view(line: &Line, look: &Look<'_>) -> LineView {
    let day = |day: Option<jiff::civil::Date>| day.map_or_else(|| "–".to_owned(), long_date);
    LineView {
        whose: name(&line.whose, look),
        asked: day(line.asked),
        offered: day(line.offered),
        given: day(line.given),
        hand: match line.hand {
            Hand::Nothing => "Nothing",
            Hand::Waiting => "Waits for the officers",
            Hand::Refused => "Refused",
            Hand::Withdrawn => "Withdrawn",
            Hand::Offered => "Offered",
            Hand::Lapsed => "No answer to the offer",
            Hand::Declined => "Declined by the group",
            Hand::Given => "Given",
        },
        cases: line
            .references
            .iter()
            .map(|reference| (reference.to_string(), href(reference)))
            .collect(),
    }
}

fn percent(share: Interval) -> String {
    let whole = |part: f64| format!("{:.0}%", part * 100.0);
    format!(
        "{} ({} to {})",
        whole(share.value),
        whole(share.low),
        whole(share.high)
    )
}

fn days(days: Interval) -> String {
    format!("{} ({} to {})", days.value, days.low, days.high)
}

/// What the permutation tests say, in words that do not claim more.
fn test_lines(tests: Tests) -> Vec<String> {
    let line = |what: &str, p: Option<f64>| {
        let p = p?;
        let said = if p < 0.05 {
            "Differences this large are unlikely to be chance"
        } else {
            "Differences this large can well be chance"
        };
        let shown = if p < 0.001 {
            "below 0.001".to_owned()
        } else {
            format!("{p:.3}")
        };
        Some(format!(
            "{what}: {said} (permutation test, {} draws, p {shown}).",
            even_hands::DRAWS
        ))
    };
    [
        line("Share granted", tests.granted),
        line("Days until the first reply", tests.days),
    ]
    .into_iter()
    .flatten()
    .collect()
}
