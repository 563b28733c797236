//! How enquiries and requests for information fared by political group, in quarters that are over: counted
//! once, released to those who watch that hands are even, and never counted again. They may not read the
//! cases; so that no two states of a quarter can be compared, they never see a live count either.
//!
//! INVARIANT: a line stands for at least `least` cases, and cases that are kept from somebody are not counted.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Interval, Sample, Tests, shown};
use crate::council::Council;
use crate::figures::Quarter;
use crate::ids::{AppointmentId, GroupId};

/// Cases that fared alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fared {
    /// The member’s appointment to which they belong.
    pub holder: AppointmentId,
    /// The day on which they were received.
    pub received: Date,
    /// The day on which they were first answered.
    pub answered: Date,
    /// Whether access was granted, wholly or in part; none where nothing is granted.
    pub granted: Option<bool>,
    /// How many.
    pub count: u32,
}

/// Of what the groups are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compared {
    /// What political groups ask of officers.
    Groups,
    /// Members’ enquiries.
    Enquiries,
    /// Members’ requests for information.
    Information,
}

/// The comparisons of one quarter, as they stood when they were released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hands {
    /// The first day of the quarter of receipt.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// The day on which it was counted.
    pub on: Date,
    /// The least number of cases that a group is compared by.
    pub least: u32,
    /// One for each of what is compared.
    pub comparisons: Vec<Comparison>,
}

/// How one kind of case fared by group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Of what.
    pub of: Compared,
    /// The groups with enough answered cases.
    pub groups: Vec<GroupLine>,
    /// How many groups had some, but too few.
    pub left_out: u32,
    /// Whether the differences between those shown can be chance.
    pub tests: Tests,
}

/// How the cases of one group fared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupLine {
    /// The group.
    pub group: GroupId,
    /// How many were answered.
    pub answered: u32,
    /// Of how many access was decided.
    pub decided: u32,
    /// Of how many it was granted.
    pub granted: u32,
    /// The share that was granted.
    pub share: Option<Interval>,
    /// The median of the working days until the first answer.
    pub days: Option<Interval>,
}

/// Compares the cases of a quarter. A case is of the group of its member on the day of its receipt; those of
/// members of no group are compared with nobody.
pub fn compare(of: Compared, cases: &[Fared], council: &Council, least: u32) -> Comparison {
    let mut samples: BTreeMap<GroupId, Sample> = BTreeMap::new();
    for case in cases {
        let Some(group) = group(case, council) else {
            continue;
        };
        let sample = samples.entry(group).or_default();
        let days = council
            .calendar
            .working_days_between(case.received, case.answered);
        let days = u32::try_from(days).unwrap_or(0);
        sample
            .days
            .extend(std::iter::repeat_n(days, case.count as usize));
        if let Some(granted) = case.granted {
            sample.decided += case.count;
            sample.granted += if granted { case.count } else { 0 };
        }
    }
    compared(of, samples, least)
}

/// The comparison of samples: those of groups with too few cases are left out and counted as such.
pub fn compared(of: Compared, samples: BTreeMap<GroupId, Sample>, least: u32) -> Comparison {
    let (mut groups, mut kept) = (Vec::new(), Vec::new());
    let all = samples.len();
    for (group, sample) in samples {
        let Some(shown) = shown(&sample, least) else {
            continue;
        };
        groups.push(GroupLine {
            group,
            answered: u32::try_from(sample.days.len()).unwrap_or(u32::MAX),
            decided: sample.decided,
            granted: sample.granted,
            share: shown.granted.map(Interval::kept),
            days: shown.days.map(Interval::kept),
        });
        kept.push(sample);
    }
    let tests = super::tests(&kept);
    Comparison {
        of,
        left_out: u32::try_from(all - groups.len()).unwrap_or(u32::MAX),
        groups,
        tests: Tests {
            granted: tests.granted.map(kept_number),
            days: tests.days.map(kept_number),
        },
    }
}

impl Interval {
    fn kept(self) -> Self {
        Self {
            low: kept_number(self.low),
            value: kept_number(self.value),
            high: kept_number(self.high),
        }
    }
}

/// Numbers are kept to the ten-thousandth: so they read from the log as they were written to it.
fn kept_number(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

fn group(case: &Fared, council: &Council) -> Option<GroupId> {
    let seat = council.directory.appointment(&case.holder)?;
    council.directory.group_of(&seat.person, case.received)
}

/// The comparisons of a quarter that is over: of what the groups asked, and of their members’ cases.
pub fn hands(
    (from, to): Quarter,
    on: Date,
    least: u32,
    asked: BTreeMap<GroupId, Sample>,
    cases: &[(Compared, Vec<Fared>)],
    council: &Council,
) -> Hands {
    let asked = compared(Compared::Groups, asked, least);
    let cases = cases.iter();
    let cases = cases.map(|(of, cases)| compare(*of, cases, council, least));
    Hands {
        from,
        to,
        on,
        least,
        comparisons: std::iter::once(asked).chain(cases).collect(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::groups::tests::town::{council, id};

    fn fared(holder: &str, days: i8, granted: bool, count: u32) -> Fared {
        Fared {
            holder: id(holder),
            received: date(2026, 4, 13),
            answered: date(2026, 4, 13 + days),
            granted: Some(granted),
            count,
        }
    }

    #[test]
    fn a_group_with_too_few_is_left_out_and_counted_as_such() {
        let council = council("cambridge-updated");
        let seats: BTreeMap<_, _> = council
            .directory
            .appointments()
            .filter(|a| a.role.kind() == crate::directory::RoleKind::Member)
            .filter_map(|a| {
                let group = council.directory.group_of(&a.person, date(2026, 4, 13))?;
                Some((group, a.id.to_string()))
            })
            .collect();
        let seats: Vec<_> = seats.values().collect();
        assert!(seats.len() > 2, "{seats:?}");
        let cases = [
            fared(seats[0], 1, true, 4),
            fared(seats[0], 4, false, 2),
            fared(seats[1], 2, true, 7),
            fared(seats[2], 2, true, 4),
        ];
        let found = compare(Compared::Information, &cases, &council, 5);
        let lines: Vec<_> = found
            .groups
            .iter()
            .map(|line| (line.answered, line.granted, line.decided))
            .collect();
        assert_eq!((lines, found.left_out), (vec![(6, 4, 6), (7, 7, 7)], 1));
        assert!(found.tests.days.is_some() && found.tests.granted.is_some());
        // The event holds what it says when it is read again.
        let quarter = (date(2026, 4, 1), date(2026, 6, 30));
        let cases = [(Compared::Information, cases.to_vec())];
        let asked = BTreeMap::new();
        let hands = hands(quarter, date(2026, 8, 1), 5, asked, &cases, &council);
        let text = serde_json::to_string(&hands).expect("JSON");
        assert_eq!(serde_json::from_str::<Hands>(&text).expect("hands"), hands);
        assert!(!text.contains(seats[2]));
    }
}
