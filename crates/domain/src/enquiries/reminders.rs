//! What a job tells people on a working day: officers before a date, those answerable once it is past.
//! Nothing climbs higher, because no protocol has a climb.

use jiff::Timestamp;

use super::basis;
use super::limits::reminder_days;
use super::state::State;
use super::summary::officers;
use crate::access::Token;
use crate::calendar::local_date;
use crate::council::Council;
use crate::protocol::Practice;
use crate::verdict::{Basis, Notice};

/// The notices that are due for a case on the day of `now`; none on a day that is not a working day. The
/// same day gives the same notices; a job gives each once for each date that is to be met.
pub fn reminders(state: &State, council: &Council, now: Timestamp) -> Vec<Notice> {
    let today = local_date(now);
    if !state.is_open() || !council.calendar.is_working(today) {
        return Vec::new();
    }
    let rules = super::rules(state, council);
    let clock = super::clock(state, council, now);
    let mut notices = Vec::new();
    let mut tell = |to: Option<Token>, kind: &str, basis: Basis| {
        notices.extend(to.map(|to| Notice {
            to,
            kind: kind.to_owned(),
            basis,
        }));
    };
    let practice = |practice| rules.practices.get(&practice).map(|p| p.basis.clone());
    if clock.overdue {
        let answerable = practice(Practice::Answerable).unwrap_or_else(basis::overdue);
        tell(overdue_to(state), "overdue", answerable);
        return notices;
    }
    let timely = practice(Practice::Timely);
    let completes = timely.as_ref().and_then(Basis::clause).cloned();
    if let Some(days) = reminder_days(council, today, completes)
        && clock.working_days_left == i32::try_from(days.value).ok()
    {
        tell(officers(state), "due-soon", days.basis);
    }
    for contribution in state.awaited().filter(|c| c.due < today) {
        let to = Some(contribution.of.token());
        tell(to, "contribution-overdue", basis::readers());
    }
    notices
}

/// To whom it goes that a date is past: those who answer for the service that has it, else whoever has it.
fn overdue_to(state: &State) -> Option<Token> {
    let manager = state.desk_service().map(Token::manager_of);
    manager.or_else(|| officers(state))
}

/// The office to which it goes that a date is past, never a person: those who answer for the service that
/// has it, else the desk where it lies; none where it lies with nobody.
pub fn answerable(state: &State) -> Option<Token> {
    let manager = state.desk_service().map(Token::manager_of);
    manager.or_else(|| Some(state.desk.as_ref()?.0.token()))
}
