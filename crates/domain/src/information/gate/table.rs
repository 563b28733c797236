//! One line for each kind of act: whose it is, while the request stands how, and on which ground.

use crate::information::basis;
use crate::information::command::Kind;
use crate::information::offices::Roles;
use crate::verdict::Basis;

/// Officers owe a decision.
pub(super) const OPEN: u8 = 1;
/// Decided, not closed.
pub(super) const DECIDED: u8 = 2;
/// Over.
pub(super) const ENDED: u8 = 4;
const GOING: u8 = OPEN | DECIDED;
const EVER: u8 = GOING | ENDED;

/// The ground rules of one kind of act.
pub(super) struct Rule {
    /// Whose it is.
    pub(super) who: Roles,
    /// While the request stands how.
    pub(super) when: u8,
    /// On which ground it is theirs, where the text names nobody.
    pub(super) basis: fn() -> Basis,
}

/// Whose a kind of act is, when, and why.
pub(super) fn rule(kind: Kind) -> Rule {
    const MEMBER: Roles = Roles::HOLDER.or(Roles::ASSISTANT);
    const HOLDER: Roles = Roles::HOLDER;
    const OFFICER: Roles = Roles::OFFICER;
    const MO: Roles = Roles::MONITORING_OFFICER;
    const DECIDER: Roles = Roles::DECIDER;
    let (who, when, basis): (Roles, u8, fn() -> Basis) = match kind {
        Kind::Request | Kind::ReportMistake | Kind::AllegeMisuse => (Roles::NONE, 0, basis::asking),
        Kind::SettleMisuse => (MO, OPEN, basis::readers),
        Kind::Route => (OFFICER, OPEN, basis::readers),
        Kind::AddDocument | Kind::RemoveDocument | Kind::MarkExempt => {
            (OFFICER, GOING, basis::files)
        }
        Kind::AskNeed => (OFFICER, OPEN, basis::deciding),
        Kind::ShowNeed => (HOLDER, OPEN, basis::deciding),
        Kind::FindNeed => (Roles::FINDER, GOING, basis::deciding),
        Kind::FindUnreasonable | Kind::SeekGuidance => (Roles::SEEKER, OPEN, basis::deciding),
        Kind::GiveGuidance | Kind::Determine => (MO, OPEN, basis::deciding),
        Kind::GiveAdvice => (Roles::ADVISER, OPEN, basis::deciding),
        Kind::SetPermission => (MEMBER.or(OFFICER), OPEN, basis::deciding),
        Kind::Hold => (OFFICER, OPEN, basis::overdue),
        Kind::Provide | Kind::ProvidePart | Kind::Refuse => (DECIDER, OPEN, basis::deciding),
        Kind::Release => (DECIDER, GOING, basis::release),
        Kind::AcceptPurpose => (HOLDER, EVER, basis::release),
        Kind::PassOn => (HOLDER, EVER, basis::release),
        Kind::EndRelease => (HOLDER.or(OFFICER).or(MO), EVER, basis::release),
        Kind::MakePublic => (DECIDER.or(MO), EVER, basis::release),
        Kind::AskBody => (HOLDER, DECIDED, basis::bodies),
        Kind::AnswerBody => (
            MO.or(Roles::DEMOCRATIC_SERVICES).or(Roles::CHAIR),
            DECIDED,
            basis::bodies,
        ),
        Kind::SendMessage => (MEMBER.or(OFFICER), GOING, basis::readers),
        Kind::Note => (OFFICER.or(MO), EVER, basis::notes),
        Kind::ReportMisuse => (HOLDER.or(OFFICER), EVER, basis::readers),
        Kind::Refer => (HOLDER.or(OFFICER), GOING, basis::readers),
        Kind::DenyReader => (HOLDER.or(Roles::MANAGER).or(MO), EVER, basis::readers),
        Kind::Close => (
            MEMBER.or(OFFICER).or(Roles::REPORTER),
            GOING,
            basis::readers,
        ),
        Kind::Reopen => (HOLDER, DECIDED | ENDED, basis::reopening),
        Kind::EndHolder => (Roles::JOBS, GOING, basis::leaving),
        Kind::Judge => (Roles::JOBS, EVER, basis::overdue),
        Kind::Erase => (MO.or(Roles::JOBS), EVER, basis::erasing),
    };
    Rule { who, when, basis }
}

/// Whose an act is, in words, after "is for".
pub(super) fn whose(who: Roles) -> String {
    const WORDS: [(Roles, &str); 11] = [
        (Roles::HOLDER, "the member"),
        (Roles::ASSISTANT, "the member’s assistants"),
        (Roles::OFFICER, "the officers of the service that has it"),
        (Roles::MANAGER, "whoever answers for the service"),
        (Roles::DECIDER, "whoever decides what is given"),
        (Roles::FINDER, "whoever is to be satisfied of need to know"),
        (Roles::SEEKER, "the Chief Officer or service manager"),
        (Roles::ADVISER, "the Chief Officer or service lead"),
        (Roles::MONITORING_OFFICER, "the Monitoring Officer"),
        (Roles::DEMOCRATIC_SERVICES, "democratic services"),
        (Roles::CHAIR, "the chair of the body"),
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
