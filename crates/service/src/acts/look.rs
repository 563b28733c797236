//! The look at a forwardable answer before it goes: what is known of the case, for the rules to find in
//! the text. The page and the command line show the same.

use domain::council::Council;
use domain::enquiries::{Enquiries, Known, Reveal, reveals};
use jiff::civil::Date;

use crate::operations::Case;

/// The field by which somebody says that they have looked.
pub const LOOKED: &str = "looked";

/// What a text for the resident reveals, as seen by somebody who reads the case.
pub fn look(text: &str, case: &Case<Enquiries>, council: &Council, today: Date) -> Vec<Reveal> {
    reveals(text, &known(case, council, today))
}

fn known(case: &Case<Enquiries>, council: &Council, today: Date) -> Known {
    let read = |key| case.words(key).map(str::to_owned);
    let state = &case.state;
    let resident = state.constituent.as_ref();
    let resident = resident.and_then(|c| read(&c.details.as_ref()?.key));
    let directory = &council.directory;
    let mut workers: Vec<_> = case.events.iter().map(|e| &e.actor).collect();
    workers.extend(&state.handler);
    workers.sort_unstable();
    workers.dedup();
    let names = workers
        .into_iter()
        .map(|person| directory.name_on(person, today));
    let services = directory.services.on(today).map(|s| s.name.clone());
    let wards = directory.wards.on(today).map(|w| w.name.clone());
    let teams = directory.teams.on(today).map(|t| t.name.clone());
    Known {
        people: resident.into_iter().chain(names).collect(),
        places: services
            .chain(wards)
            .chain(teams)
            .chain([council.name.to_string()])
            .collect(),
        notes: state
            .notes
            .iter()
            .filter_map(|n| read(&n.words.key))
            .collect(),
    }
}
