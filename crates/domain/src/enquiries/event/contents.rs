//! Which words and files an event points to, so that a case knows all that is kept of it: for erasing,
//! for retention, and for refusing to erase what belongs to another case.

use super::{Corrected, Correction, Event, Raised};
use crate::words::Words;

impl Event {
    /// Where the words and files of the event are kept.
    pub fn contents(&self) -> Vec<&Words> {
        match self {
            Self::Raised(raised) => of_raised(raised),
            Self::Held(held) => vec![&held.why, &held.doing],
            Self::DateContested(contested) => contested.words.iter().collect(),
            Self::PartnerAsked(asked) => vec![&asked.contact, &asked.about],
            Self::FileAdded(added) => vec![&added.name, &added.file],
            Self::Answered(answered) => std::iter::once(&answered.words)
                .chain(&answered.forward)
                .collect(),
            Self::Acknowledged(acknowledged) => acknowledged.words.iter().collect(),
            Self::Closed(closed) => closed.why.iter().collect(),
            Self::Corrected(corrected) => of_corrected(corrected),
            event => event.one().into_iter().collect(),
        }
    }

    /// The words of an event that has one piece at most.
    fn one(&self) -> Option<&Words> {
        match self {
            Self::SecondStageAsked(said)
            | Self::MemberAsked(said)
            | Self::MemberReplied(said)
            | Self::Reopened(said)
            | Self::Referred(said) => Some(&said.words),
            Self::ContributionGiven(said)
            | Self::PartnerAnswered(said)
            | Self::Noted(said)
            | Self::FollowedUp(said) => Some(&said.words),
            Self::Returned(returned) => Some(&returned.why),
            Self::ClassChanged(changed) => Some(&changed.why),
            Self::BurdenRaised(raised) => Some(&raised.words),
            Self::BurdenDiscussed(discussed) => Some(&discussed.words),
            Self::ContributionAsked(asked) => Some(&asked.about),
            Self::MessageSent(sent) => Some(&sent.words),
            Self::LatenessExplained(explained) => Some(&explained.words),
            Self::PromiseMade(made) => Some(&made.words),
            Self::PromiseMoved(moved) => Some(&moved.why),
            Self::HandedToComplaints(handed) => Some(&handed.told),
            Self::HandedOn(handed) => Some(&handed.told),
            Self::NotOurs(not_ours) => Some(&not_ours.told),
            Self::InformationRightsSplit(split) => Some(&split.words),
            Self::ReaderDenied(denied) => Some(&denied.why),
            Self::Explained(explained) => Some(&explained.words),
            _ => None,
        }
    }
}

fn of_raised(raised: &Raised) -> Vec<&Words> {
    let constituent = raised.constituent.as_ref().and_then(|c| c.details.as_ref());
    [&raised.title, &raised.body]
        .into_iter()
        .chain(constituent)
        .chain(&raised.place)
        .collect()
}

fn of_corrected(corrected: &Corrected) -> Vec<&Words> {
    let now = match &corrected.now {
        Correction::Title(words) | Correction::Place(words) => Some(words),
        Correction::Constituent(constituent) => constituent.details.as_ref(),
        Correction::Ward(_) | Correction::Reason(_) | Correction::Received(_) => None,
    };
    now.into_iter().chain([&corrected.why]).collect()
}
