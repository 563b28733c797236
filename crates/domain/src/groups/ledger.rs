//! The ledger of even hands: on each matter, what each group asked, was offered and was given, and when.
//! What is uneven is never left out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::event::Target;
use super::state::{Standing, State};
use crate::calendar::{Calendar, local_date};
use crate::even_hands::Sample;
use crate::ids::{GroupId, PartId};
use crate::protocol::{GroupRules, OfferTo};
use crate::reference::Reference;
use crate::verdict::Basis;
use crate::words::Words;

/// One matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Matter {
    /// Its key.
    pub topic: PartId,
    /// What it is about: what was given, or else what was asked first.
    pub title: Words,
    /// The day on which it was first asked.
    pub began: Date,
    /// Each group or member with what they have of it, groups first.
    pub lines: Vec<Line>,
    /// What is uneven about it, if anything is.
    pub uneven: Vec<Uneven>,
}

/// What one group, or one member, has of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub whose: Target,
    /// The cases, oldest first.
    pub references: Vec<Reference>,
    /// When they asked.
    pub asked: Option<Date>,
    /// When it was offered to them.
    pub offered: Option<Date>,
    /// When it was given, or taken up.
    pub given: Option<Date>,
    /// How it stands.
    pub hand: Hand,
}

/// How it stands with one group on one matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hand {
    /// Nothing asked, offered or given.
    Nothing,
    /// Asked, and waiting.
    Waiting,
    /// Refused by the officers.
    Refused,
    /// Taken back by the group.
    Withdrawn,
    /// Offered, and waiting on the group.
    Offered,
    /// Offered, without an answer by its date.
    Lapsed,
    /// Declined by the group.
    Declined,
    /// Given or taken up.
    Given,
}

/// Something that is uneven.
#[derive(Debug, Clone, PartialEq)]
pub struct Uneven {
    /// Who has less, where it is one of them.
    pub whose: Option<Target>,
    /// What is uneven, as a sentence without the name: `was given nothing and offered nothing`.
    pub what: &'static str,
    /// By which duty that matters.
    pub basis: Basis,
}

/// Every matter, the latest first.
pub fn ledger(
    states: &[State],
    groups: &BTreeSet<GroupId>,
    rules: &GroupRules,
    today: Date,
) -> Vec<Matter> {
    let mut topics: BTreeMap<&PartId, Vec<&State>> = BTreeMap::new();
    let matters = |state: &&State| !state.is_union() && !state.is_breach();
    for state in states.iter().filter(matters) {
        topics.entry(&state.topic).or_default().push(state);
    }
    let matters = topics.into_values();
    let mut matters: Vec<Matter> = matters
        .filter_map(|cases| matter(cases, groups, rules, today))
        .collect();
    matters.sort_by(|a, b| (b.began, &b.topic).cmp(&(a.began, &a.topic)));
    matters
}

fn matter(
    mut cases: Vec<&State>,
    groups: &BTreeSet<GroupId>,
    rules: &GroupRules,
    today: Date,
) -> Option<Matter> {
    cases.sort_by_key(|state| (state.began, state.reference.clone()));
    let first = *cases.first()?;
    let mut whose: BTreeSet<Target> = groups.iter().cloned().map(Target::Group).collect();
    whose.extend(cases.iter().map(|state| state.whose.clone()));
    let lines: Vec<Line> = whose
        .into_iter()
        .map(|whose| line(whose, &cases, today))
        .collect();
    let given = cases.iter().find_map(|state| state.given.first());
    let uneven = uneven(&lines, &cases, rules);
    Some(Matter {
        topic: first.topic.clone(),
        title: given.map_or_else(|| first.title.clone(), |given| given.subject.clone()),
        began: local_date(first.began),
        lines,
        uneven,
    })
}

fn line(whose: Target, cases: &[&State], today: Date) -> Line {
    let own: Vec<&&State> = cases.iter().filter(|state| state.whose == whose).collect();
    let day = |state: &State| local_date(state.began);
    Line {
        references: own.iter().map(|state| state.reference.clone()).collect(),
        asked: own
            .iter()
            .find(|state| !state.is_offer())
            .map(|state| day(state)),
        offered: own
            .iter()
            .find(|state| state.is_offer())
            .map(|state| day(state)),
        given: own.iter().filter_map(|state| given(state)).min(),
        hand: own
            .iter()
            .map(|state| hand(state, today))
            .max()
            .unwrap_or(Hand::Nothing),
        whose,
    }
}

/// When a case put the information into its reader’s hands.
fn given(state: &State) -> Option<Date> {
    let handed = state.given.first().map(|handed| handed.on);
    handed.or_else(|| (state.standing == Standing::TakenUp).then(|| local_date(state.last_at)))
}

fn hand(state: &State, today: Date) -> Hand {
    match state.standing {
        _ if given(state).is_some() => Hand::Given,
        Standing::Asked | Standing::Approved | Standing::Agreed | Standing::Done => Hand::Waiting,
        Standing::Declined => Hand::Refused,
        Standing::Withdrawn => Hand::Withdrawn,
        Standing::Offered if state.has_lapsed(today) => Hand::Lapsed,
        Standing::Offered => Hand::Offered,
        Standing::OfferDeclined => Hand::Declined,
        Standing::TakenUp => Hand::Given,
        Standing::Reported | Standing::Settled => Hand::Nothing,
    }
}

/// What is uneven on a matter of which somebody was given something.
fn uneven(lines: &[Line], cases: &[&State], rules: &GroupRules) -> Vec<Uneven> {
    let any = lines.iter().any(|line| line.hand == Hand::Given);
    let Some(offer) = rules.offer.as_ref().filter(|_| any) else {
        return Vec::new();
    };
    let attended = cases
        .iter()
        .any(|state| state.is_attendance() && !state.given.is_empty());
    let owed = offer.value.to == OfferTo::OtherGroups && attended;
    let mut found = Vec::new();
    for line in lines {
        let what = match line.hand {
            Hand::Nothing if owed => "was given nothing and offered nothing",
            Hand::Refused => "asked and was refused what another was given",
            Hand::Waiting => "asked and still waits for what another was given",
            Hand::Lapsed => "did not answer its offer",
            _ => continue,
        };
        found.push(Uneven {
            whose: Some(line.whose.clone()),
            what,
            basis: offer.basis.clone(),
        });
    }
    if cases.iter().any(|state| state.flagged) {
        found.push(Uneven {
            whose: None,
            what: "something was explained that the Monitoring Officer is to see",
            basis: super::basis::reading(),
        });
    }
    found
}

/// What each group asked for and how it fared, for a comparison: requests to officers of the council only.
pub fn samples(states: &[State], calendar: &Calendar) -> BTreeMap<GroupId, Sample> {
    let mut samples: BTreeMap<GroupId, Sample> = BTreeMap::new();
    for state in states
        .iter()
        .filter(|state| !state.is_offer() && !state.is_union())
    {
        let Target::Group(group) = &state.whose else {
            continue;
        };
        let sample = samples.entry(group.clone()).or_default();
        if let Some((on, granted)) = state.replied {
            sample.decided += 1;
            sample.granted += u32::from(granted);
            let days = calendar.working_days_between(local_date(state.began), on);
            sample.days.push(u32::try_from(days).unwrap_or(0));
        }
    }
    samples
}
