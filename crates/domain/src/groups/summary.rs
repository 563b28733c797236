//! A request or an offer as lists see it, and where it stands in one sentence.

use jiff::civil::Date;

use super::event::{Target, Wants};
use super::roles::speakers;
use super::state::{Origin, Standing, State};
use crate::access::Token;
use crate::calendar::{local_date, long_date};
use crate::council::Council;
use crate::register::{Register, Row};

/// One row of a list.
pub(super) fn summary(state: &State, council: &Council) -> Row {
    let received_on = local_date(state.began);
    let last_on = local_date(state.last_at);
    let directory = &council.directory;
    let service = directory.services.ever(&state.service, received_on);
    let group = match &state.whose {
        Target::Group(group) => directory.groups.ever(group, received_on),
        Target::Member(_) | Target::Reporter(_) => None,
    };
    let names = service.map(|s| s.name.clone()).into_iter();
    Row {
        register: super::Groups::NAME.to_owned(),
        reference: state.reference.clone(),
        title: Some(state.title.key.clone()),
        state: state_word(state).to_owned(),
        open: state.is_open(),
        due: due(state),
        waits_on: waits_on(state),
        service: Some(state.service.clone()),
        ward: None,
        holder: match &state.whose {
            Target::Member(seat) => Some(seat.clone()),
            Target::Group(_) | Target::Reporter(_) => None,
        },
        handler: state
            .officer
            .clone()
            .filter(|_| !state.waits_for_approval()),
        received: state.began,
        received_on,
        answered_on: state.given.first().map(|given| given.on).or(state.attended),
        closed_on: (!state.is_open()).then_some(last_on),
        judged: None,
        held: None,
        search: names
            .chain(group.map(|g| g.name.clone()))
            .chain([state.reference.to_string()])
            .collect(),
    }
}

/// Where it stands, as a closed word.
pub fn state_word(state: &State) -> &'static str {
    match state.standing {
        Standing::Asked if state.waits_for_approval() => "to-approve",
        Standing::Asked => "asked",
        Standing::Approved => "approved",
        Standing::Agreed => "agreed",
        Standing::Done if state.is_for(Wants::Attendance) => "attended",
        Standing::Done => "given",
        Standing::Declined => "declined",
        Standing::Withdrawn => "withdrawn",
        Standing::Offered => "offered",
        Standing::TakenUp => "taken-up",
        Standing::OfferDeclined => "offer-declined",
        Standing::Reported => "reported",
        Standing::Settled => "settled",
    }
}

/// Where it stands, as a sentence.
pub fn stands(state: &State, today: Date) -> String {
    if let Origin::Offer { until, .. } = &state.origin
        && state.has_lapsed(today)
    {
        return format!(
            "It was offered, and no answer came by {}. It can still be taken up.",
            long_date(*until)
        );
    }
    let words = match state_word(state) {
        "to-approve" => "It waits for the approval of the Chief Officer or the Chief Executive.",
        "asked" => "It waits for an answer of the officers.",
        "approved" => "It is approved, and no officer has said yet that they will attend.",
        "agreed" => "An officer will attend.",
        "attended" => "An officer has attended.",
        "given" => "Information was given.",
        "declined" => "It was declined.",
        "withdrawn" => "The group took it back.",
        "offered" => "The information is offered, and nobody has answered yet.",
        "taken-up" => "The information was taken up.",
        "reported" => "The Monitoring Officer has it.",
        "settled" => "The Monitoring Officer has recorded what was done about it.",
        _ => "The group declined the information.",
    };
    words.to_owned()
}

fn due(state: &State) -> Option<Date> {
    match state.origin {
        _ if !state.is_open() => None,
        Origin::Request { meets_on, .. } => meets_on,
        Origin::Offer { until, .. } => Some(until),
        Origin::Breach => None,
    }
}

fn waits_on(state: &State) -> Option<Token> {
    match state.standing {
        Standing::Asked | Standing::Approved | Standing::Agreed => {
            let officer = state.officer_token();
            officer
                .filter(|_| !state.waits_for_approval())
                .or_else(|| state.desk.first().map(|reader| reader.token.clone()))
        }
        Standing::Offered => match &state.whose {
            Target::Group(_) => speakers(&state.whose).into_iter().next(),
            Target::Member(_) | Target::Reporter(_) => Some(state.side.token.clone()),
        },
        Standing::Reported => Some(Token::post("monitoring-officer")),
        _ => None,
    }
}
