//! The ledger of even hands: on each matter what each political group asked, was offered and was given;
//! what is uneven first; and how requests of the groups fared, compared with care.

use std::collections::BTreeSet;

use askama::Template;
use axum::routing::get;
use domain::access::Token;
use domain::calendar::long_date;
use domain::even_hands::{self, Interval, Tests};
use domain::groups::event::Target;
use domain::groups::ledger::{Hand, Line, Matter, ledger, samples};
use domain::groups::{Groups, Kind, rules};
use domain::ids::GroupId;
use domain::register::Register;
use store::{Filter, Page as StorePage, Sort};

use super::error::{BasisLink, Problem};
use super::frame::{Chrome, Me, Page, page};
use super::routes::{Route, at};
use crate::operations::Case;
use crate::registers::{Look, href};

/// An act that the first persona can do on the first of their cases in the demo.
pub const SHOWN: Kind = Kind::BringBreach;
/// How many cases are read at once.
const PAGE: usize = 200;

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
    compared: Vec<Compared>,
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

struct Compared {
    whose: String,
    granted: String,
    share: String,
    days: String,
}

/// The page.
pub async fn show(me: Me) -> Page {
    if !watches(&me.look()) {
        return Err(Problem::NotFound);
    }
    let cases = cases(&me).await?;
    let look = me.look();
    let today = look.today;
    let groups: BTreeSet<GroupId> = look
        .council
        .directory
        .groups
        .on(today)
        .map(|group| group.id.clone())
        .collect();
    let states: Vec<_> = cases.iter().map(|case| case.state.clone()).collect();
    let matters = ledger(&states, &groups, &rules(None, look.council, today), today);
    let title = |matter: &Matter| {
        let mut words = cases
            .iter()
            .filter_map(|case| case.words(&matter.title.key));
        words.next().unwrap_or("Erased").to_owned()
    };
    let samples = samples(&states, &look.council.calendar);
    let least = look
        .council
        .settings
        .whole_number("even-hands-least", today);
    let least = least.map_or(5, |least| least.value);
    let mut kept = Vec::new();
    let mut compared = Vec::new();
    for (group, sample) in &samples {
        if let Some(shown) = even_hands::shown(sample, least) {
            kept.push(sample.clone());
            compared.push(Compared {
                whose: name(&Target::Group(group.clone()), &look),
                granted: format!("{} of {}", sample.granted, sample.decided),
                share: shown.granted.map_or_else(String::new, percent),
                days: shown.days.map_or_else(String::new, days),
            });
        }
    }
    let out = samples.len() - kept.len();
    page(&LedgerPage {
        chrome: me.chrome("Even hands"),
        lead: lead(&matters),
        uneven: uneven(&matters, &title, &look),
        matters: matters.iter().map(|matter| view(matter, title(matter), &look)).collect(),
        compared,
        left_out: (out > 0).then(|| {
            format!("{out} with fewer than {least} answered requests left out, so that no single case shows.")
        }),
        tests: test_lines(even_hands::tests(&kept)),
    })
}

/// Every request and offer that this person reads.
async fn cases(me: &Me) -> Result<Vec<Case<Groups>>, Problem> {
    let operations = me.app().operations();
    let filter = Filter {
        register: Some(Groups::NAME.to_owned()),
        ..Filter::default()
    };
    let mut page = StorePage::first(PAGE, Sort::Newest);
    let mut cases = Vec::new();
    loop {
        let listing = operations
            .store()
            .list(me.signed.visible(), &filter, &page)
            .await?;
        for item in &listing.items {
            let case = operations.case::<Groups>(&item.row.reference, me.signed.visible());
            cases.push(case.await?);
        }
        match listing.next {
            Some(next) => page.after = Some(next),
            None => return Ok(cases),
        }
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
