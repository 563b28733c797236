//! What becomes of an enquiry of the story, in working days after its receipt.

use domain::protocol::Door;

use super::deed::Deed;
use super::dice::Dice;
use super::seldom::Way;

/// The way that an enquiry goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Answered within the aim.
    InTime,
    /// Answered within the aim and opened again.
    Reopened,
    /// Held in time and answered by the new date.
    HeldAndKept,
    /// Held in time and answered after the new date.
    HeldAndMissed,
    /// Held, and the member says that the date is too late.
    Contested,
    /// Answered late without a word before.
    Late,
    /// Officers ask the member something first.
    Asked,
    /// Raised as a burden.
    Burden,
    /// A report in truth.
    HandedOn,
    /// A complaint in truth.
    Complaint,
    /// Nobody has answered yet, however long it is.
    Forgotten,
    /// What happens to few.
    Seldom(&'static Way),
}

impl Fate {
    /// The better door that was shown to the member who then went on.
    pub fn door(self) -> Option<Door> {
        match self {
            Self::HandedOn => Some(Door::Report),
            Self::Complaint => Some(Door::Complaint),
            _ => None,
        }
    }
}

const FATES: [(usize, Fate); 11] = [
    (56, Fate::InTime),
    (4, Fate::Reopened),
    (12, Fate::HeldAndKept),
    (4, Fate::HeldAndMissed),
    (3, Fate::Contested),
    (7, Fate::Late),
    (4, Fate::Asked),
    (2, Fate::Burden),
    (3, Fate::HandedOn),
    (3, Fate::Complaint),
    (2, Fate::Forgotten),
];

/// The last weeks of the story, which a visitor sees as work in hand: more that is held, asked for or
/// forgotten than in a year's average.
const RECENT: [(usize, Fate); 7] = [
    (28, Fate::InTime),
    (20, Fate::HeldAndKept),
    (8, Fate::HeldAndMissed),
    (10, Fate::Contested),
    (12, Fate::Late),
    (8, Fate::Asked),
    (14, Fate::Forgotten),
];

/// A fate by its weight, of the year or of its last weeks.
pub fn drawn(recent: bool, dice: &mut Dice) -> Fate {
    let fates: &[(usize, Fate)] = if recent { &RECENT } else { &FATES };
    let total = fates.iter().map(|(weight, _)| weight).sum();
    let mut thrown = dice.below(total);
    for &(weight, fate) in fates {
        if thrown < weight {
            return fate;
        }
        thrown -= weight;
    }
    Fate::InTime
}

/// What happens, each so many working days after the receipt (0: on the first working day).
pub fn steps(fate: Fate, dice: &mut Dice) -> Vec<(u32, Deed)> {
    let days = 1 + dice.below(5) as u32;
    let mut steps = vec![(1, Deed::Route), (1, Deed::Accept)];
    if dice.happens(50) {
        steps.push((1, Deed::Acknowledge));
    }
    if dice.happens(25) {
        steps.push((2, Deed::Note));
    }
    match fate {
        Fate::InTime => steps.push((days, Deed::Answer)),
        Fate::Reopened => {
            steps.extend([
                (days, Deed::Answer),
                (days + 2, Deed::Close),
                (days + 6, Deed::Reopen),
            ]);
            steps.push((days + 9, Deed::Answer));
        }
        Fate::HeldAndKept => {
            steps.extend([(4, Deed::Hold(8)), (5, Deed::Agree), (10, Deed::Answer)]);
        }
        Fate::HeldAndMissed => {
            steps.extend([(5, Deed::Hold(7)), (15, Deed::Chase), (17, Deed::Answer)]);
        }
        Fate::Contested => {
            steps.extend([(4, Deed::Hold(12)), (5, Deed::Contest), (11, Deed::Answer)]);
        }
        Fate::Late => {
            steps.extend([
                (7, Deed::Chase),
                (7 + days, Deed::Hold(3)),
                (9 + days, Deed::Answer),
            ]);
        }
        Fate::Asked => steps.extend([(2, Deed::AskMember), (4, Deed::Reply), (5, Deed::Answer)]),
        Fate::Burden => {
            steps.extend([(2, Deed::Burden), (4, Deed::Hold(20)), (22, Deed::Answer)]);
        }
        Fate::HandedOn => steps.push((2, Deed::HandOn)),
        Fate::Complaint => steps.push((2, Deed::Complain)),
        Fate::Forgotten => steps.push((8, Deed::Chase)),
        Fate::Seldom(way) => steps.extend_from_slice(way.steps),
    }
    let last = steps.iter().map(|(day, _)| *day).max().unwrap_or(1);
    let answered = steps.iter().any(|(_, deed)| *deed == Deed::Answer);
    if answered && dice.happens(85) {
        steps.push((last + 8 + dice.below(14) as u32, Deed::Keep));
    } else if answered {
        // What was missed is done a little later, and the member is told so.
        steps.extend([(last + 33, Deed::Keep), (last + 34, Deed::Answer)]);
        steps.extend([(last + 36, Deed::Close), (last + 50, Deed::Keep)]);
    }
    if answered && dice.happens(70) {
        steps.push((last + 3, Deed::Close));
    }
    if answered && dice.happens(35) {
        steps.push((last + 3, Deed::Rate(dice.happens(85))));
    }
    steps
}
