//! The quarter's report on complaints, ready to publish: how many, how they kept to the aim, what came of
//! them, by service. Small numbers are joined, and complaints that are kept from somebody are left out, so
//! that nobody learns of a single one: who knows all others could find by the difference what is kept from
//! them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::by_service::{OfServices, joined, kept};
use super::clock::clock_of;
use super::event::{OmbudsmanOutcome, Outcome};
use super::state::State;
use crate::calendar::local_date;
use crate::clock::Verdict;
use crate::council::Council;
use crate::ids::ServiceId;

/// The least number, besides zero, that is told by itself.
pub const LEAST: u64 = 5;

/// What a report counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Received in the quarter.
    pub received: u64,
    /// Answered at the first stage within the aim.
    pub in_time: u64,
    /// Longer, and the resident was told why.
    pub longer_told: u64,
    /// Longer, and the resident was not told why.
    pub longer_untold: u64,
    /// Not answered yet.
    pub open: u64,
    /// Upheld, wholly or in part, or put right.
    pub upheld: u64,
    /// Not upheld.
    pub not_upheld: u64,
    /// That went to a further stage.
    pub next_stage: u64,
    /// Decided by the Ombudsman with fault found.
    pub ombudsman_fault: u64,
    /// Decided by the Ombudsman without.
    pub ombudsman_no_fault: u64,
}

/// A number of complaints with what they have in common.
pub type Told = (String, u64);

impl Counts {
    /// What is told of the counts, question by question: each number is zero or at least [`LEAST`], and
    /// those of one question are all complaints together. A question that only one answer is left of is
    /// not told.
    pub fn told(&self) -> Vec<Told> {
        let rest = |told: &[u64]| self.received.saturating_sub(told.iter().sum());
        let first = [
            self.in_time,
            self.longer_told,
            self.longer_untold,
            self.open,
        ];
        let outcomes = [self.upheld, self.not_upheld];
        let ombudsman = [self.ombudsman_fault, self.ombudsman_no_fault];
        let questions = [
            vec![
                ("answered within the aim", first[0]),
                ("took longer, and the resident was told why", first[1]),
                ("took longer, and the resident was not told why", first[2]),
                ("not answered yet", first[3]),
                ("ended without an answer", rest(&first)),
            ],
            vec![
                ("upheld, in part, or put right", outcomes[0]),
                ("not upheld", outcomes[1]),
                ("without an outcome", rest(&outcomes)),
            ],
            vec![
                ("went to a further stage", self.next_stage),
                ("went to no further stage", rest(&[self.next_stage])),
            ],
            vec![
                ("the Ombudsman found fault", ombudsman[0]),
                ("the Ombudsman found no fault", ombudsman[1]),
                ("without a decision of the Ombudsman", rest(&ombudsman)),
            ],
        ];
        let received = std::iter::once(("received".to_owned(), self.received));
        let answers = questions.into_iter().map(joined_answers);
        received
            .chain(answers.filter(|all| all.len() > 1).flatten())
            .collect()
    }
}

/// The answers to one question: the smallest joins the next until none is small.
fn joined_answers(answers: Vec<(&'static str, u64)>) -> Vec<Told> {
    let mut joined: Vec<(Vec<&str>, u64)> = answers
        .into_iter()
        .map(|(what, n)| (vec![what], n))
        .collect();
    while let Some(small) = joined.iter().position(|(_, n)| (1..LEAST).contains(n)) {
        let (what, n) = joined.remove(small);
        // The next larger that is not nothing, and itself perhaps too small; else the largest there is.
        let others = joined.iter().enumerate().filter(|(_, (_, m))| *m > 0);
        let Some((at, _)) = others.min_by_key(|(_, (_, m))| *m) else {
            break;
        };
        let place = at.min(small);
        let (more, m) = joined.remove(at);
        joined.insert(place.min(joined.len()), ([what, more].concat(), n + m));
    }
    let words = joined.into_iter();
    words.map(|(what, n)| (what.join(", or "), n)).collect()
}

/// The report of one quarter. Released once, it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The first day of the quarter.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The day on which it was counted.
    pub on: Date,
    /// The working days that are aimed at, where something sets them.
    pub aim: Option<u32>,
    /// All of them; none where they are fewer than are told.
    pub all: Option<Counts>,
    /// By service, those of few complaints joined: several services in one row.
    pub services: Vec<(Vec<Option<ServiceId>>, u64)>,
    /// How they kept to the aim by service, rows of those above joined until no number tells of a single one;
    /// nothing where that leaves one row.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<OfServices>,
}

/// Counts a quarter from the complaints received in it, as of a day, but for those kept from somebody.
pub fn report(states: &[State], council: &Council, (from, to): (Date, Date), on: Date) -> Report {
    let inside = |state: &&State| {
        let received = (from..=to).contains(&state.received.date());
        received && state.sort.is_complaint() && state.denied.is_empty()
    };
    let found: Vec<&State> = states.iter().filter(inside).collect();
    let mut all = Counts::default();
    let mut services: BTreeMap<Option<ServiceId>, Counts> = BTreeMap::new();
    for state in &found {
        count(&mut all, state, council);
        let of = services.entry(state.service.clone()).or_default();
        count(of, state, council);
    }
    let settings = &council.settings;
    let rules = council
        .protocol_on(from)
        .map(|p| p.complaints_on(from, settings));
    let stage = rules.and_then(|rules| rules.stage(1).map(|cited| cited.value.n));
    let told = all.received == 0 || all.received >= LEAST;
    let rows = if told { joined(&services) } else { Vec::new() };
    Report {
        from,
        to,
        on,
        aim: stage,
        all: told.then_some(all),
        kept: kept(&rows, &services),
        services: rows,
    }
}

fn count(all: &mut Counts, state: &State, council: &Council) {
    all.received += 1;
    let first = &state.stages[0];
    let judged = clock_of(state, 1, council, state.last_at).first_judgement();
    match (first.outcome, judged.map(|j| j.verdict)) {
        (None, _) if !state.is_closed() => all.open += 1,
        (_, Some(Verdict::Late | Verdict::ExplainedLate | Verdict::ExplainedInTime)) => {
            if first.longer_told {
                all.longer_told += 1;
            } else {
                all.longer_untold += 1;
            }
        }
        (Some(_), _) => all.in_time += 1,
        (None, _) => {}
    }
    let last = state.stages.iter().rev().find_map(|stage| stage.outcome);
    match last.map(|(outcome, _)| outcome) {
        Some(Outcome::NotUpheld) => all.not_upheld += 1,
        Some(_) => all.upheld += 1,
        None => {}
    }
    all.next_stage += u64::from(state.stages.len() > 1);
    match state.ombudsman.flatten() {
        Some(OmbudsmanOutcome::Fault) => all.ombudsman_fault += 1,
        Some(OmbudsmanOutcome::NoFault) => all.ombudsman_no_fault += 1,
        Some(OmbudsmanOutcome::NotInvestigated) | None => {}
    }
}

/// The first and last day of the quarter of a day.
pub fn quarter_of(day: Date) -> (Date, Date) {
    let first = (day.month() - 1) / 3 * 3 + 1;
    let from = Date::new(day.year(), first, 1).expect("a first of a month");
    let to = from
        .saturating_add(jiff::Span::new().months(3))
        .saturating_sub(jiff::Span::new().days(1));
    (from, to)
}

/// Whether a quarter is over by a day: only then is its report released.
pub fn is_over((_, to): (Date, Date), now: jiff::Timestamp) -> bool {
    local_date(now) > to
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_that_is_told_is_nothing_or_enough_and_the_answers_to_a_question_are_all() {
        for n in 0..5_000_u64 {
            let part = |of: u64| (n / of) % 7;
            let counts = Counts {
                received: 40 + part(1),
                in_time: part(1),
                longer_told: part(3),
                longer_untold: part(7),
                open: part(11),
                upheld: part(13),
                not_upheld: part(29),
                next_stage: part(31),
                ombudsman_fault: part(37),
                ombudsman_no_fault: part(41),
            };
            let told = counts.told();
            let small = told.iter().find(|(_, n)| (1..LEAST).contains(n));
            assert_eq!(small, None, "{counts:?}");
            let sum: u64 = told.iter().map(|(_, n)| n).sum();
            assert_eq!(sum % counts.received, 0, "{told:?}");
        }
    }
}
