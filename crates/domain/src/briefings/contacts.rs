//! Who has been briefed by their office, how often this quarter, and by when the next is due: of the
//! leaders of political groups by the Chief Executive, of the offices that the protocol names by anybody, and
//! of the groups. No text sets an interval or a number: the interval is the council's setting.

use jiff::civil::Date;

use super::state::{Standing, State};
use crate::access::Token;
use crate::calendar::local_date;
use crate::clock::Unit;
use crate::complaints::quarter_of;
use crate::council::Council;
use crate::directory::{Appointment, RoleKind};
use crate::ids::{GroupId, PersonId};
use crate::verdict::Cited;

/// The setting by which it is told how often each member was briefed.
pub const BY_MEMBER: &str = "briefings-by-member";

/// The setting for the working days between two briefings of an office-holder.
pub const INTERVAL: &str = "briefings-interval-days";

/// What one office-holder of today has had.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The office with who holds it.
    pub seat: Appointment,
    /// How many briefings they came to in the quarter of today, up to today.
    pub in_quarter: u32,
    /// The day of the last one ever.
    pub last: Option<Date>,
    /// By when the next is due, counted from the last or from the day on which they took the office; none
    /// where the council has set no interval.
    pub due: Option<Cited<Date>>,
}

impl Contact {
    /// Whether the interval has passed without a briefing.
    pub fn went_without(&self, today: Date) -> bool {
        self.due.as_ref().is_some_and(|due| today > due.value)
    }
}

/// The contacts of each holder of the offices as of a day, from the briefings that whoever asks may read;
/// those with the fewest first. With `by` only briefings count that a holder of that office gave.
pub fn contacts(
    states: &[State],
    council: &Council,
    offices: &[RoleKind],
    by: Option<&Token>,
    today: Date,
) -> Vec<Contact> {
    let interval = council.settings.number(INTERVAL, today);
    let (quarter, _) = quarter_of(today);
    let given: Vec<(&State, Date)> = states
        .iter()
        .filter_map(|state| Some((state, given(state, council, by).filter(|on| *on <= today)?)))
        .collect();
    let seats = council.directory.appointments();
    let seats = seats.filter(|a| a.holds(today) && offices.contains(&a.role.kind()));
    let contact = |seat: &Appointment| {
        let holder = Token::holder_of(&seat.id);
        let came = given.iter().filter(|(state, _)| reached(state, &holder));
        let days: Vec<Date> = came.map(|(_, on)| *on).collect();
        let last = days.iter().max().copied();
        let from = last.unwrap_or(seat.from);
        let in_quarter = days.iter().filter(|on| **on >= quarter).count();
        Contact {
            seat: seat.clone(),
            in_quarter: count(in_quarter),
            last,
            due: interval
                .clone()
                .map(|days| days.map(|n| council.calendar.after(from, Unit::WorkingDay, n))),
        }
    };
    let mut found: Vec<Contact> = seats.map(contact).collect();
    found.sort_by(|a, b| {
        (a.in_quarter, a.last, &a.seat.id).cmp(&(b.in_quarter, b.last, &b.seat.id))
    });
    found
}

/// What one political group of today has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfGroup {
    /// The group.
    pub group: GroupId,
    /// How many briefings it had in the quarter of today, up to today: with the others or on its own.
    pub in_quarter: u32,
    /// The day of the last one ever.
    pub last: Option<Date>,
    /// How often in that quarter it was told more than the others, or they were.
    pub unlike: u32,
}

/// How evenly political groups were briefed, from the briefings that whoever asks may read; those with the
/// fewest first. A briefing at which one group was told more than the others counts as unlike for each of them.
pub fn by_group(states: &[State], council: &Council, today: Date) -> Vec<OfGroup> {
    let (quarter, _) = quarter_of(today);
    let given: Vec<(&State, Date)> = states
        .iter()
        .filter(|state| state.is_for_groups())
        .filter_map(|state| {
            Some((
                state,
                given(state, council, None).filter(|on| *on <= today)?,
            ))
        })
        .collect();
    let groups = council
        .directory
        .groups
        .on(today)
        .map(|group| group.id.clone());
    let of = |group: GroupId| {
        let had = given.iter().filter(|(state, _)| {
            let side = council
                .directory
                .group_token(&group, local_date(state.opened));
            reached(state, &side)
        });
        let had: Vec<_> = had.collect();
        let now = had.iter().filter(|(_, on)| *on >= quarter);
        let unlike = now
            .clone()
            .filter(|(state, _)| state.separate.iter().any(|own| own.more));
        OfGroup {
            in_quarter: count(now.count()),
            last: had.iter().map(|(_, on)| *on).max(),
            unlike: count(unlike.count()),
            group,
        }
    };
    let mut found: Vec<OfGroup> = groups.map(of).collect();
    found.sort_by(|a, b| (a.in_quarter, a.last, &a.group).cmp(&(b.in_quarter, b.last, &b.group)));
    found
}

/// What one member of today has had.
#[derive(Debug, Clone, PartialEq)]
pub struct OfMember {
    /// Their seat.
    pub seat: Appointment,
    /// How many briefings they had in the quarter of today, up to today: by their offices or with their group.
    pub in_quarter: u32,
    /// The day of the last one ever.
    pub last: Option<Date>,
    /// At how many of those in that quarter one group was told more than the others.
    pub unlike: u32,
}

/// How evenly members were briefed, from the briefings that whoever asks may read; those with the fewest first.
/// What a member was told alone and in confidence is never counted: that they asked is theirs.
pub fn by_member(states: &[State], council: &Council, today: Date) -> Vec<OfMember> {
    let (quarter, _) = quarter_of(today);
    let open = states.iter().filter(|state| !state.is_confidential());
    let given: Vec<(&State, Date)> = open
        .filter_map(|state| {
            let on = given(state, council, None).filter(|on| *on <= today)?;
            Some((state, on))
        })
        .collect();
    let seats = council.directory.appointments().filter(|a| a.holds(today));
    let seats = seats.filter(|a| a.role.kind() == RoleKind::Member);
    let of = |seat: &Appointment| {
        let theirs = given.iter();
        let had = theirs.filter(|(state, on)| was_at(state, &seat.person, *on, council));
        let had: Vec<_> = had.collect();
        let now = had.iter().filter(|(_, on)| *on >= quarter);
        let unlike = now.clone();
        let unlike = unlike.filter(|(state, _)| state.separate.iter().any(|own| own.more));
        OfMember {
            in_quarter: count(now.count()),
            last: had.iter().map(|(_, on)| *on).max(),
            unlike: count(unlike.count()),
            seat: seat.clone(),
        }
    };
    let mut found: Vec<OfMember> = seats.map(of).collect();
    found.sort_by(|a, b| {
        (a.in_quarter, a.last, &a.seat.id).cmp(&(b.in_quarter, b.last, &b.seat.id))
    });
    found
}

/// Whether somebody was at a briefing of a day, by an office of theirs or with their group of that day.
fn was_at(state: &State, person: &PersonId, on: Date, council: &Council) -> bool {
    let directory = &council.directory;
    let group = directory.group_of(person, on);
    let theirs = |token: &Token| match token.parts() {
        ("holder-of", id) => directory
            .appointments_of(person, on)
            .any(|a| a.id.as_str() == id),
        _ => group
            .as_ref()
            .is_some_and(|own| token.of_group() == Some(own.as_str())),
    };
    let mut invited = state.invited.iter();
    invited.any(|i| theirs(&i.who.token) && reached(state, &i.who.token))
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The day on which a briefing was given, by a holder of an office of that day where one is named.
fn given(state: &State, council: &Council, by: Option<&Token>) -> Option<Date> {
    let (Standing::Given, Some(on), Some(officer)) = (state.standing, state.given, &state.officer)
    else {
        return None;
    };
    let theirs = |office| council.directory.holders_of(office, on).contains(officer);
    by.is_none_or(theirs).then_some(on)
}

/// Whether somebody was invited and did not go without.
fn reached(state: &State, holder: &Token) -> bool {
    let invited = state.invited.iter().any(|i| &i.who.token == holder);
    invited && !state.gone_without().any(|i| &i.who.token == holder)
}
