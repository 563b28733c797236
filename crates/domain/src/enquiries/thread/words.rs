//! The words for closed lists, as a thread says them.

use crate::clock::{TargetName, Verdict};
use crate::enquiries::event::Closure;
use crate::protocol::Door;

pub(super) fn door(door: Door) -> &'static str {
    match door {
        Door::Report => "report",
        Door::Request => "request for service",
        Door::Complaint => "complaint",
        Door::Urgent => "urgent call",
        Door::NotOurs => "matter of another body",
        Door::InformationRights => "request for information",
    }
}

pub(super) fn closure(closure: Closure) -> &'static str {
    match closure {
        Closure::Answered => "it was answered",
        Closure::Withdrawn => "withdrawn",
        Closure::NoReply => "the member did not come back on what was asked",
        Closure::Duplicate => "raised twice",
        Closure::RaisedInError => "raised by mistake",
        Closure::MemberLeft => "the member has left",
    }
}

pub(super) fn target(target: TargetName) -> String {
    match target {
        TargetName::Answer => "the date for an answer".to_owned(),
        TargetName::Acknowledge => "the date for an acknowledgement".to_owned(),
        TargetName::Held(n) => format!("the date of holding reply {n}"),
        TargetName::SecondStage => "the date of the second stage".to_owned(),
        TargetName::Contested(n) => format!("the date wanted instead of holding reply {n}’s"),
    }
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::InTime => "in time",
        Verdict::ExplainedInTime => "explained in time",
        Verdict::Late => "past it",
        Verdict::ExplainedLate => "explained after it",
        Verdict::Kept => "kept",
        Verdict::Missed => "missed",
    }
}
