//! A briefing as lists see it, and where it stands in one sentence.

use super::state::{Standing, State};
use crate::access::Token;
use crate::calendar::{local_date, long_date};
use crate::council::Council;
use crate::register::{Register, Row};

/// One row of a list.
pub(super) fn summary(state: &State, council: &Council) -> Row {
    let received_on = local_date(state.opened);
    let service = council.directory.services.ever(&state.service, received_on);
    let names = service.map(|service| service.name.clone()).into_iter();
    Row {
        register: super::Briefings::NAME.to_owned(),
        reference: state.reference.clone(),
        title: Some(state.title.key.clone()),
        state: state_word(state).to_owned(),
        open: state.is_open(),
        due: state.time.map(|(on, _)| on).filter(|_| state.is_open()),
        waits_on: waits_on(state),
        service: Some(state.service.clone()),
        ward: None,
        holder: state.holder.clone(),
        handler: state.officer.clone(),
        received: state.opened,
        received_on,
        answered_on: state.given,
        closed_on: (!state.is_open()).then(|| local_date(state.last_at)),
        judged: None,
        held: None,
        search: names.chain([state.reference.to_string()]).collect(),
    }
}

/// Where it stands, as a closed word.
pub fn state_word(state: &State) -> &'static str {
    match state.standing {
        Standing::Asked if state.is_confidential() => "asked",
        Standing::Asked => "planned",
        Standing::PutOff => "put-off",
        Standing::Arranged => "arranged",
        Standing::Given => "given",
        Standing::Withdrawn => "withdrawn",
    }
}

/// Where it stands, as a sentence.
pub fn stands(state: &State) -> String {
    match (state.standing, state.time, state.given) {
        (Standing::Asked, _, _) => "No time is fixed yet.".to_owned(),
        (Standing::PutOff, _, _) => "It is put off.".to_owned(),
        (Standing::Arranged, Some((on, time)), _) => {
            format!(
                "It is arranged for {} at {}.",
                long_date(on),
                time.strftime("%H:%M")
            )
        }
        (Standing::Given, _, Some(on)) => format!("It was given on {}.", long_date(on)),
        (Standing::Withdrawn, _, _) => "It was withdrawn.".to_owned(),
        _ => "It is arranged.".to_owned(),
    }
}

fn waits_on(state: &State) -> Option<Token> {
    if !state.is_open() {
        return None;
    }
    let officer = state.officer_token();
    officer.or_else(|| state.goes_to.first().map(|reader| reader.token.clone()))
}
