//! One line for each kind of act: whose it is, while the enquiry stands how, and on which ground.

use crate::enquiries::basis;
use crate::enquiries::command::Kind;
use crate::enquiries::roles::Roles;
use crate::verdict::Basis;

/// Officers owe an answer.
pub(super) const OPEN: u8 = 1;
/// Answered, not closed.
pub(super) const ANSWERED: u8 = 2;
/// Over.
pub(super) const ENDED: u8 = 4;
/// Also after the member has left.
pub(super) const LEFT: u8 = 8;

const GOING: u8 = OPEN | ANSWERED;
const EVER: u8 = OPEN | ANSWERED | ENDED;

/// The ground rules of one kind of act.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// Whose it is.
    pub(super) who: Roles,
    /// While the enquiry stands how.
    pub(super) when: u8,
    /// On which ground it is theirs.
    pub(super) basis: fn() -> Basis,
}

/// Whose a kind of act is, when, and why.
pub(super) fn rule(kind: Kind) -> Rule {
    const DESK: Roles = Roles::DESK;
    const MEMBER: Roles = Roles::MEMBER;
    const DECIDES: Roles = Roles::MEMBER_DECIDES;
    const JOBS: Roles = Roles::JOBS;
    const BOTH: Roles = Roles::MEMBER.or(Roles::DESK);
    const HELPERS: Roles = Roles::DESK.or(Roles::CONTRIBUTOR);
    let (who, when, basis): (Roles, u8, fn() -> Basis) = match kind {
        Kind::Raise => (Roles::NONE, 0, basis::raising),
        Kind::Route => (Roles::TEAM, OPEN, basis::routing),
        Kind::Accept | Kind::Reassign | Kind::Acknowledge => (DESK, OPEN, basis::readers),
        Kind::Return => (DESK, OPEN, basis::returning),
        Kind::Hold | Kind::Answer | Kind::AskSecondStage => (DESK, OPEN, basis::readers),
        Kind::ExplainLateness => (DESK, ANSWERED, basis::readers),
        Kind::AgreeDate | Kind::ContestDate => (DECIDES, OPEN, basis::assistants),
        Kind::AgreeSecondStage | Kind::RefuseSecondStage => (DECIDES, OPEN, basis::assistants),
        Kind::AskMember => (DESK, OPEN, basis::readers),
        Kind::ReplyToOfficers => (MEMBER, OPEN, basis::assistants),
        Kind::Chase => (MEMBER, OPEN, basis::chasing),
        Kind::ChangeClass => (DESK, OPEN, basis::urgency),
        Kind::RaiseBurden | Kind::DiscussBurden => (DESK, OPEN, basis::readers),
        Kind::AskContribution | Kind::WithdrawContribution => (DESK, OPEN, basis::readers),
        Kind::Contribute => (HELPERS, OPEN, basis::readers),
        Kind::AskPartner | Kind::RecordPartnerAnswer => (DESK, OPEN, basis::readers),
        Kind::Note => (
            HELPERS.or(Roles::MONITORING_OFFICER),
            EVER | LEFT,
            basis::notes,
        ),
        Kind::SendMessage => (BOTH, GOING, basis::readers),
        Kind::Recall => (BOTH, GOING, basis::recalling),
        Kind::AddFile => (BOTH.or(Roles::CONTRIBUTOR), GOING, basis::files),
        Kind::RemoveFile => (BOTH, GOING, basis::files),
        Kind::KeepPromise | Kind::MovePromise => (DESK, EVER | LEFT, basis::promises),
        Kind::MissPromise => (JOBS, EVER | LEFT, basis::promises),
        Kind::Close => (BOTH.or(Roles::OVERRIDES), GOING | LEFT, basis::closing),
        Kind::CloseBySetting => (JOBS, ANSWERED, basis::closing),
        Kind::Reopen => (MEMBER, ANSWERED | ENDED, basis::reopening),
        Kind::FollowUp => (MEMBER, ANSWERED | ENDED, basis::reopening),
        Kind::Rate => (MEMBER, ANSWERED | ENDED, basis::closing),
        Kind::Link | Kind::Unlink => (BOTH, EVER, basis::merging),
        Kind::Merge => (BOTH, OPEN, basis::merging),
        Kind::AnswerTogether | Kind::JoinCampaign | Kind::LeaveCampaign => {
            (DESK, OPEN, basis::merging)
        }
        Kind::Split => (BOTH, OPEN, basis::merging),
        Kind::HandToComplaints | Kind::HandOn | Kind::TakeDoor => (DESK, OPEN, basis::doors),
        Kind::SayNotOurs => (DESK, OPEN, basis::not_ours),
        Kind::SplitInformationRights => (BOTH, GOING, basis::doors),
        Kind::AddReader | Kind::RemoveReader => (MEMBER, EVER, basis::readers),
        Kind::DenyReader => (
            Roles::HOLDER
                .or(Roles::MANAGER)
                .or(Roles::MONITORING_OFFICER),
            EVER | LEFT,
            basis::readers,
        ),
        Kind::Refer => (BOTH, EVER, basis::readers),
        Kind::Override => (Roles::OVERRIDES, GOING, basis::readers),
        Kind::EndHolder => (JOBS, EVER, basis::leaving),
        Kind::PassOn => (
            Roles::MONITORING_OFFICER.or(Roles::DEMOCRATIC_SERVICES),
            EVER | LEFT,
            basis::leaving,
        ),
        Kind::MoveClock | Kind::Judge => (JOBS, EVER | LEFT, basis::overdue),
        Kind::Correct => (BOTH, EVER, basis::constituents),
        Kind::Erase => (
            Roles::MONITORING_OFFICER.or(JOBS),
            EVER | LEFT,
            basis::erasing,
        ),
    };
    Rule { who, when, basis }
}

/// Whose an act is, in words, after "is for".
pub(super) fn whose(who: Roles) -> String {
    const WORDS: [(Roles, &str); 9] = [
        (Roles::HOLDER, "the member"),
        (Roles::ASSISTANT, "the member’s assistants"),
        (
            Roles::ASSISTANT_ANSWERS,
            "assistants whom the directory lets decide for the member",
        ),
        (
            Roles::SERVICE,
            "the officers of the service that has the enquiry",
        ),
        (Roles::TEAM, "the team that has the enquiry"),
        (Roles::CONTRIBUTOR, "those who are asked for a part"),
        (Roles::MONITORING_OFFICER, "the Monitoring Officer"),
        (Roles::CHIEF_EXECUTIVE, "the Chief Executive"),
        (Roles::DEMOCRATIC_SERVICES, "democratic services"),
    ];
    let named: Vec<&str> = WORDS
        .iter()
        .filter(|(role, _)| who.meets(*role))
        .map(|(_, words)| *words)
        .collect();
    match named.split_last() {
        None => "nobody".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// What somebody does whose act it is not.
pub(super) fn whose_way_on(who: Roles) -> Option<&'static str> {
    if who.meets(Roles::DESK) {
        Some("Send a message to the officers who have it.")
    } else if who.meets(Roles::MEMBER) {
        Some("Send a message to the member.")
    } else {
        None
    }
}
