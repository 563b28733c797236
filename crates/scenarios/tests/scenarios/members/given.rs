//! What people give with an act on a group’s request or a briefing: ordinary, but for what a scenario says
//! after the comma.

use domain::briefings::command::{Act as Briefing, Command as BriefingCommand, Invites, Opening};
use domain::briefings::{self, State};
use domain::calendar::local_date;
use domain::directory::RoleKind;
use domain::groups;
use domain::groups::command::{Act as Group, Asking, Attendance, Beside, Command, Giving};
use domain::groups::event::{Capacity, DecidedBy, Ground, Meeting, Wants};
use domain::protocol::Forum;
use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use scenarios::{Town, key};

use crate::scene::Scene;

/// When the groups of these scenarios meet.
const MEETS: Date = date(2026, 4, 20);

fn words() -> String {
    "As the scenario says.".to_owned()
}

fn why(how: &str) -> Option<String> {
    how.contains("with a reason").then(words)
}

pub(super) fn group(kind: groups::Kind, how: &str, now: Timestamp, scene: &Scene) -> Command {
    use groups::Kind;
    let act = match kind {
        Kind::Ask => Group::Ask(Box::new(asking(how))),
        Kind::Approve => Group::Approve { officer: None },
        Kind::Agree => Group::Agree,
        Kind::TellChiefExecutive => Group::TellChiefExecutive,
        Kind::Attend => Group::Attend(attendance(how)),
        Kind::Give => Group::Give(giving(how)),
        Kind::SameMatter => Group::SameMatter {
            other: scene.groups.first().map(|first| {
                let (stream, version) = first.place();
                Beside {
                    stream,
                    version,
                    state: Box::new(first.state().clone()),
                }
            }),
        },
        Kind::Note => Group::Note { words: words() },
        Kind::Decline => Group::Decline {
            ground: match how {
                how if how.contains("political view") => Ground::PoliticalView,
                how if how.contains("one group") => Ground::OneGroup,
                _ => Ground::Demands,
            },
            words: None,
        },
        Kind::Withdraw => Group::Withdraw,
        Kind::TakeUp => Group::TakeUp,
        Kind::DeclineOffer => Group::DeclineOffer,
        Kind::ActOnDecision => Group::ActOnDecision {
            by: Some(match how.contains("of an officer") {
                true => DecidedBy::Person(key("stone")),
                false => DecidedBy::Body(key("cabinet")),
            }),
            on: local_date(now),
            minute: "26/17".to_owned(),
            words: words(),
        },
        Kind::ActOnConclusion => Group::ActOnConclusion { words: words() },
        Kind::DecideAsGroup => Group::DecideAsGroup,
        Kind::BringBreach => Group::BringBreach { words: words() },
        Kind::ReportBreach => Group::ReportBreach {
            title: "An officer was at a meeting".to_owned(),
            words: words(),
            service: key("housing-repairs"),
        },
        Kind::SettleBreach => Group::SettleBreach { words: words() },
        Kind::Erase => panic!("words are erased by keys, which no scenario has"),
    };
    Command { act, why: why(how) }
}

fn asking(how: &str) -> Asking {
    let information = how.contains("for information");
    let officer = match how.contains("for the Chief Officer") {
        true => key("stone"),
        false => key("king"),
    };
    Asking {
        business: match how.contains("about nothing") {
            true => String::new(),
            false => "Housing repairs contract".to_owned(),
        },
        body: words(),
        wants: if information {
            Wants::Information
        } else {
            Wants::Attendance
        },
        party: how.contains("party business"),
        service: key("housing-repairs"),
        officer: Some(officer),
        capacity: match how.contains("trade union") {
            true => Capacity::Union,
            false => Capacity::Officer,
        },
        exceptional: (!how.contains("nothing exceptional")).then(words),
        meeting: how.contains("pre-meeting").then_some(Meeting::PreMeeting),
        meets_on: (!information).then_some(MEETS),
        place: None,
        outsiders: how.contains("outside"),
        present: outsiders(how),
    }
}

/// Who comes from outside the Council, where the scenario names them.
fn outsiders(how: &str) -> Option<String> {
    let listed = how.contains("listed");
    listed.then(|| "The secretary of the branch\nA candidate for Market ward".to_owned())
}

fn giving(how: &str) -> Giving {
    Giving {
        subject: "Options for the repairs contract".to_owned(),
        information: words(),
        factual: true,
        same: !how.contains("not the same"),
        why: why(how),
        files: Vec::new(),
    }
}

fn attendance(how: &str) -> Attendance {
    Attendance {
        on: MEETS,
        left: !how.contains("having stayed"),
        apart: !how.contains("political business"),
        outsiders: how.contains("outside"),
        present: outsiders(how),
        limited: how.contains("limited"),
        part: how
            .contains("having joined")
            .then(|| "The costs".to_owned()),
        given: (!how.contains("nothing given")).then(|| giving(how)),
        why: why(how),
    }
}

pub(super) fn briefing(
    kind: briefings::Kind,
    how: &str,
    now: Timestamp,
    scene: &Scene,
) -> BriefingCommand {
    use briefings::Kind;
    let state = scene.briefing.as_ref().map(|record| record.state());
    let act = match kind {
        Kind::Open => Briefing::Open(Box::new(opening(how))),
        Kind::Arrange => Briefing::Arrange {
            on: local_date(now),
            time: time(14, 0, 0, 0),
            place: "Committee Room 1".to_owned(),
            officer: None,
        },
        Kind::PutOff => Briefing::PutOff { words: words() },
        Kind::Accept => Briefing::Accept,
        Kind::Decline => Briefing::Decline,
        Kind::Brief => Briefing::Brief {
            on: local_date(now),
            content: Some(words()),
            beyond: how.contains("beyond the report"),
        },
        Kind::Mark => Briefing::Mark {
            who: state.expect("a briefing").invited[0].who.token.clone(),
            came: !how.contains("absent"),
        },
        Kind::Inform => Briefing::Inform {
            words: words(),
            files: Vec::new(),
        },
        Kind::AskSeparate => Briefing::AskSeparate,
        Kind::BriefSeparately => Briefing::BriefSeparately {
            group: key("elm"),
            extra: how.contains("with more").then(words),
            why: why(how),
        },
        Kind::Break => Briefing::Break { words: words() },
        Kind::State => Briefing::State {
            chair: !how.contains("without the chair"),
        },
        Kind::ProposeSharing => Briefing::ProposeSharing {
            with: Town::seat("Councillor Bell"),
        },
        Kind::PermitSharing => Briefing::PermitSharing { part: part(state) },
        Kind::RefuseSharing => Briefing::RefuseSharing { part: part(state) },
        Kind::Withdraw => Briefing::Withdraw,
        Kind::Erase => panic!("words are erased by keys, which no scenario has"),
    };
    BriefingCommand { act, why: why(how) }
}

fn part(state: Option<&State>) -> domain::ids::PartId {
    let share = state.and_then(|state| state.shares.first());
    share.map_or_else(|| key("none"), |share| share.part.clone())
}

fn opening(how: &str) -> Opening {
    let office = |kind| Some(Invites::Office(kind));
    let invites = match how {
        how if how.contains("for group leaders") => office(RoleKind::GroupLeader),
        how if how.contains("for every group") => Some(Invites::AllGroups),
        how if how.contains("for the offices named") => Some(Invites::Entitled),
        how if how.contains("for the Leader") => office(RoleKind::Leader),
        _ => None,
    };
    Opening {
        title: "The housing strategy".to_owned(),
        body: match how.contains("without saying where it is discussed") {
            true => String::new(),
            false => words(),
        },
        service: key("housing-repairs"),
        invites,
        forum: match how.contains("scrutiny") {
            true => Forum::Scrutiny,
            false => Forum::Other,
        },
        consulted: how.contains("having consulted").then(|| key("bell")),
        why: why(how),
    }
}
