//! A person's dates as a calendar: what they must meet and where they are asked to be. The address alone
//! opens it, and calendars copy it to many places: it says no more of a case than a mail may.

use std::collections::BTreeSet;

use domain::directory::RoleKind;
use domain::fresh::hex;
use domain::ids::PersonId;
use domain::reference::Reference;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use store::{Filter, Page, Sort};

use crate::calendar_file::{Meeting, When};
use crate::operations::identity::serves;
use crate::operations::{ActError, Operations};
use crate::registers;

/// How many dates of a kind a feed holds, the nearest first.
const DATES: usize = 100;

/// What a person's calendar shows now; not found where they hold nothing any more. `salt` makes the marks
/// of what is not named, so that they tell nothing.
pub async fn dates(
    operations: &Operations,
    person: &PersonId,
    salt: &[u8],
) -> Result<Vec<Meeting>, ActError> {
    let snapshot = operations.council().await?;
    let today = operations.today();
    if !serves(&snapshot.council, person, today) {
        return Err(ActError::NotFound);
    }
    let actor = operations.actor(person, None).await?;
    let held = snapshot.council.directory.appointments_of(person, today);
    let seats =
        held.filter(|held| matches!(held.role.kind(), RoleKind::Member | RoleKind::CoOptedMember));
    let open = Filter {
        open: Some(true),
        ..Filter::default()
    };
    let of_register = |name: &str| Filter {
        register: Some(name.to_owned()),
        due_from: Some(today),
        ..open.clone()
    };
    let mut asked = vec![
        Filter {
            waiting_on_me: true,
            ..open.clone()
        },
        Filter {
            handlers: vec![person.clone()],
            ..open.clone()
        },
        of_register("briefings"),
        of_register("groups"),
    ];
    let holders: Vec<_> = seats.map(|seat| seat.id.clone()).collect();
    if !holders.is_empty() {
        asked.push(Filter {
            holders,
            ..open.clone()
        });
    }
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for filter in asked {
        let wanted = Page::first(DATES, Sort::Due);
        let found = operations.store().list(&actor.visible, &filter, &wanted);
        for item in found.await?.items {
            let row = item.row;
            let Some(register) = registers::of_reference(&row.reference) else {
                continue;
            };
            if !seen.insert(row.reference.clone()) {
                continue;
            }
            let may = match (register.in_mail)(operations, &row.reference, &actor).await {
                Ok(may) => may,
                Err(ActError::NotFound) => continue,
                Err(other) => return Err(other),
            };
            let date = match (may.meeting, row.due) {
                (Some(meeting), _) => meeting,
                (None, Some(due)) => deadline(&row.reference, When::Day(due), row.received),
                (None, None) => continue,
            };
            all.push(if may.named {
                date
            } else {
                unnamed(date, &row.reference, salt)
            });
        }
    }
    Ok(all)
}

fn deadline(reference: &Reference, when: When, stamp: Timestamp) -> Meeting {
    Meeting {
        uid: format!("{reference}@wardroom"),
        sequence: 0,
        stamp,
        when,
        summary: format!("Due: {reference}"),
        place: String::new(),
        cancelled: false,
    }
}

/// The same date, of which only the time is told.
fn unnamed(date: Meeting, reference: &Reference, salt: &[u8]) -> Meeting {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(reference.as_str());
    let mark = hex(&hash.finalize()[..16]);
    let summary = match date.when {
        When::At(..) => "Meeting",
        When::Day(_) => "Something is due",
    };
    Meeting {
        uid: format!("{mark}@wardroom"),
        summary: summary.to_owned(),
        place: String::new(),
        ..date
    }
}
