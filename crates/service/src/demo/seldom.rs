//! What happens to few enquiries: the ways that no average shows and every council knows. They are gone
//! one after the other, so that a year of enquiries has every state, every ending and every kind of part.

use domain::enquiries::command::Means;
use domain::enquiries::event::{AnswerKind, Closure, UrgentGround};

use super::deed::Deed;

/// Every so many enquiries goes a way of its own.
const EVERY: usize = 5;
/// The first that does.
const FIRST: usize = 2;

/// A way that few enquiries go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// What it has in common with the enquiry before it.
    pub kin: Kin,
    /// Who types it.
    pub hands: Hands,
    /// On what ground it is urgent from the first, if it is.
    pub urgent: Option<UrgentGround>,
    /// What is done, each so many working days after the receipt.
    pub steps: &'static [(u32, Deed)],
}

/// What an enquiry has in common with the one that was raised before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kin {
    /// Nothing.
    None,
    /// The same member raises the same matter again.
    Again,
    /// Another member raises the same matter.
    SameMatter,
}

/// Who types an enquiry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hands {
    /// The member.
    Own,
    /// The assistant of the member whom a visitor looks around as first.
    Assistant,
    /// The contact centre.
    Officer(Means),
}

impl Hands {
    /// How the enquiry reached an officer who types it.
    pub fn means(self) -> Option<Means> {
        match self {
            Self::Officer(means) => Some(means),
            Self::Own | Self::Assistant => None,
        }
    }
}

/// The way of an enquiry, by its number in the year; none where it goes the way of most.
pub fn way(n: usize) -> Option<&'static Way> {
    (n % EVERY == FIRST).then(|| &WAYS[n / EVERY % WAYS.len()])
}

const PLAIN: Way = Way {
    kin: Kin::None,
    hands: Hands::Own,
    urgent: None,
    steps: &[],
};

/// The member's own enquiry, on which this is done.
const fn own(steps: &'static [(u32, Deed)]) -> Way {
    Way { steps, ..PLAIN }
}

/// Raised by the same member as the one before, about the same.
const fn again(steps: &'static [(u32, Deed)]) -> Way {
    Way {
        kin: Kin::Again,
        steps,
        ..PLAIN
    }
}

/// Raised by another member about the same as the one before.
const fn same(steps: &'static [(u32, Deed)]) -> Way {
    Way {
        kin: Kin::SameMatter,
        steps,
        ..PLAIN
    }
}

/// Typed by somebody else for the member, and answered.
const fn by(hands: Hands) -> Way {
    Way {
        hands,
        steps: &[(4, Deed::Answer)],
        ..PLAIN
    }
}

/// Urgent from the first, and answered at once.
const fn urgent(ground: UrgentGround) -> Way {
    Way {
        urgent: Some(ground),
        steps: &[(1, Deed::Answer)],
        ..PLAIN
    }
}

static WAYS: [Way; 40] = [
    by(Hands::Officer(Means::Telephone)),
    again(&[(1, Deed::Merge), (4, Deed::Answer)]),
    own(&[(2, Deed::Split), (4, Deed::Answer)]),
    own(&[(1, Deed::AskPart), (3, Deed::GivePart), (5, Deed::Answer)]),
    own(&[(2, Deed::End(Closure::Withdrawn))]),
    own(&[(2, Deed::NotOurs)]),
    by(Hands::Assistant),
    own(&[
        (2, Deed::AskMember),
        (4, Deed::Hold(8)),
        (11, Deed::CloseFor(Closure::NoReply)),
    ]),
    same(&[(1, Deed::Join), (2, Deed::Together), (4, Deed::Answer)]),
    own(&[
        (1, Deed::AskPartner),
        (4, Deed::Hold(6)),
        (8, Deed::HearPartner),
        (9, Deed::Answer),
    ]),
    urgent(UrgentGround::HealthOrSafety),
    again(&[(1, Deed::CloseFor(Closure::Duplicate))]),
    own(&[(1, Deed::End(Closure::RaisedInError))]),
    own(&[(1, Deed::File), (2, Deed::TakeFileOut), (4, Deed::Answer)]),
    own(&[(1, Deed::Share), (3, Deed::Unshare), (5, Deed::Answer)]),
    by(Hands::Officer(Means::Writing)),
    own(&[
        (3, Deed::AnswerAs(AnswerKind::WorksProgrammed)),
        (12, Deed::Postpone),
    ]),
    own(&[
        (2, Deed::Return),
        (3, Deed::Route),
        (3, Deed::Accept),
        (5, Deed::Answer),
    ]),
    again(&[(1, Deed::Link), (2, Deed::Unlink), (4, Deed::Answer)]),
    own(&[(2, Deed::AskRecords), (5, Deed::Answer)]),
    own(&[(7, Deed::Chase), (8, Deed::Answer), (9, Deed::Explain)]),
    own(&[
        (1, Deed::Write),
        (2, Deed::WriteBack),
        (3, Deed::Slip),
        (4, Deed::AnswerAs(AnswerKind::Refused)),
    ]),
    own(&[(1, Deed::KeepOut), (4, Deed::Answer)]),
    same(&[(1, Deed::Join), (3, Deed::Leave), (5, Deed::Answer)]),
    urgent(UrgentGround::VulnerablePerson),
    own(&[
        (1, Deed::AskPart),
        (2, Deed::DropPart),
        (4, Deed::AnswerAs(AnswerKind::NoAction)),
    ]),
    own(&[
        (1, Deed::CorrectPlace),
        (2, Deed::CorrectReceipt),
        (3, Deed::Answer),
    ]),
    own(&[(3, Deed::Refer), (5, Deed::Answer)]),
    own(&[
        (1, Deed::Urgent(UrgentGround::DateWillPass)),
        (2, Deed::Answer),
    ]),
    own(&[(2, Deed::TakeDoor), (4, Deed::Answer)]),
    by(Hands::Officer(Means::InPerson)),
    own(&[(2, Deed::PassOn), (4, Deed::AnswerAs(AnswerKind::PassedOn))]),
    own(&[(4, Deed::Answer), (30, Deed::Erase)]),
    again(&[(1, Deed::Link), (4, Deed::Answer)]),
    own(&[(1, Deed::File), (4, Deed::Answer)]),
    urgent(UrgentGround::DateWillPass),
    own(&[
        (2, Deed::Burden),
        (3, Deed::Talk),
        (4, Deed::Hold(20)),
        (22, Deed::Answer),
    ]),
    // The one before is often answered already: of several, some are answered together.
    same(&[(1, Deed::Together), (4, Deed::Answer)]),
    same(&[(1, Deed::Together), (3, Deed::Answer)]),
    same(&[(1, Deed::Together), (5, Deed::Answer)]),
];
