//! What may happen next, as links: the main act, and every other in groups.

use super::*;

/// An act as a link to the page of its form.
fn act_link(case: &Enquiry, kind: Kind) -> ActLink {
    ActLink {
        key: kind.name(),
        label: kind.label(),
        href: format!("/enquiries/{}/acts/{}", case.state.reference, kind.name()),
        at_once: false,
    }
}

/// An act as a button, which one press does where it asks nothing: to ask that is not cheap, so only of these.
fn act_button(look: &Look<'_>, case: &Enquiry, kind: Kind, gates: &[(Kind, Gate)]) -> ActLink {
    let explain = gates.iter().any(|(of, gate)| {
        *of == kind
            && matches!(
                gate,
                Gate::Allowed {
                    explain: Some(_),
                    ..
                }
            )
    });
    let asking = Asking {
        state: Some(&case.state),
        words: &|_| String::new(),
        council: look.council,
        person: look.actor.person(),
        today: look.today,
    };
    ActLink {
        at_once: !explain && asks(kind, &asking).is_empty(),
        ..act_link(case, kind)
    }
}

/// At most three acts as buttons: the first is the main one.
pub(super) fn main_acts(
    look: &Look<'_>,
    case: &Enquiry,
    gates: &[(Kind, Gate)],
    allowed: &[Kind],
) -> Vec<ActLink> {
    let take_on = allowed.contains(&Kind::Accept) && case.state.handler.is_none();
    let mut first: Vec<Kind> = FIRST
        .into_iter()
        .filter(|kind| allowed.contains(kind))
        .collect();
    if take_on {
        first.insert(first.len().min(2), Kind::Accept);
    }
    if case.state.is_ended() {
        first.clear();
    } else if allowed.contains(&Kind::Close) && !case.state.is_open() {
        first.insert(0, Kind::Close);
    }
    first
        .into_iter()
        .take(3)
        .map(|kind| act_button(look, case, kind, gates))
        .collect()
}

/// Every act that may be done, by what it is for.
pub(super) fn groups(case: &Enquiry, allowed: &[Kind]) -> Vec<(&'static str, Vec<ActLink>)> {
    let mut all: Vec<(&'static str, Vec<ActLink>)> = Vec::new();
    for heading in [
        "Reply",
        "Pass on",
        "Ask others",
        "Finish",
        "Join and split",
        "Readers and record",
    ] {
        let acts: Vec<_> = allowed
            .iter()
            .filter(|kind| group_of(**kind) == heading)
            .map(|kind| act_link(case, *kind))
            .collect();
        if !acts.is_empty() {
            all.push((heading, acts));
        }
    }
    all
}

pub(super) fn group_of(kind: Kind) -> &'static str {
    use Kind as K;
    match kind {
        K::Route
        | K::Accept
        | K::Return
        | K::Reassign
        | K::Acknowledge
        | K::ChangeClass
        | K::RaiseBurden
        | K::DiscussBurden
        | K::PassOn => "Pass on",
        K::AskContribution
        | K::Contribute
        | K::WithdrawContribution
        | K::AskPartner
        | K::RecordPartnerAnswer
        | K::Note
        | K::Refer => "Ask others",
        K::Close
        | K::Reopen
        | K::HandToComplaints
        | K::HandOn
        | K::SayNotOurs
        | K::KeepPromise
        | K::MovePromise
        | K::Rate
        | K::TakeDoor
        | K::SplitInformationRights => "Finish",
        K::Link
        | K::Unlink
        | K::Merge
        | K::AnswerTogether
        | K::JoinCampaign
        | K::LeaveCampaign
        | K::Split => "Join and split",
        K::AddReader
        | K::RemoveReader
        | K::DenyReader
        | K::Correct
        | K::Erase
        | K::AddFile
        | K::RemoveFile => "Readers and record",
        _ => "Reply",
    }
}
