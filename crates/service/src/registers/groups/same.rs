//! The advice that other groups were given on the same matter, as the officer who is to give it reads it: where a
//! text wants the same for each group that asks, it stands in the form already.

use domain::access::Token;
use domain::groups::event::Event;
use domain::groups::{Groups, Kind, State, rules};
use domain::protocol::OfferTo;

use crate::operations::{ActError, Case, Operations};
use crate::registers::{Look, href};
use crate::web::names::Link;

/// Whether this person gives advice on the case, under a text that wants the same for whoever asks.
fn gives(case: &Case<Groups>, look: &Look<'_>) -> bool {
    let state = &case.state;
    let offer = rules(Some(state), look.council, look.today).offer;
    let same = offer.is_some_and(|offer| offer.value.to == OfferTo::WhoAsks);
    let desk = [
        Token::service(&state.service),
        Token::manager_of(&state.service),
        Token::person(look.actor.person()),
    ];
    let of_desk = |token: &Token| {
        let mut readers = state.desk.iter();
        look.visible().has(token) && readers.any(|reader| &reader.token == token)
    };
    same && !state.is_offer() && !state.is_union() && desk.iter().any(of_desk)
}

/// Other requests that this person reads and of which something was given: on the same matter, or else on what
/// may be the same, because the same service deals with it.
async fn given(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Groups>,
    is: fn(&State, &State) -> bool,
) -> Result<Vec<Case<Groups>>, ActError> {
    if !gives(case, look) {
        return Ok(Vec::new());
    }
    let mut others = operations.readable::<Groups>(look.visible()).await?;
    others.retain(|other| {
        let of = &other.state;
        of.reference != case.state.reference
            && !of.is_offer()
            && !of.given.is_empty()
            && is(of, &case.state)
    });
    Ok(others)
}

/// What was last given on the same matter, for the fields in which it is given again.
pub(super) async fn filled(
    operations: &Operations,
    look: &Look<'_>,
    kind: Kind,
    case: &Case<Groups>,
) -> Result<Vec<(&'static str, String)>, ActError> {
    if !matches!(kind, Kind::Give | Kind::Attend) || !case.state.given.is_empty() {
        return Ok(Vec::new());
    }
    let others = given(operations, look, case, |of, this| of.topic == this.topic).await?;
    let given = others.iter().find_map(|other| {
        let mut events = other.events.iter().rev();
        events.find_map(|recorded| match &recorded.event {
            Event::Given(given) => Some(vec![
                ("subject", other.words(&given.subject.key)?.to_owned()),
                (
                    "information",
                    other.words(&given.information.key)?.to_owned(),
                ),
            ]),
            _ => None,
        })
    });
    Ok(given.unwrap_or_default())
}

/// Where the same advice was given, or where it may be the same matter.
pub(super) async fn beside(
    operations: &Operations,
    look: &Look<'_>,
    case: &Case<Groups>,
) -> Result<Vec<Link>, ActError> {
    let others = given(operations, look, case, |of, this| {
        of.service == this.service
    })
    .await?;
    let link = |other: Case<Groups>| {
        let title = other.state.given.first();
        let title = title.and_then(|given| other.words(&given.subject.key));
        let what = match other.state.topic == case.state.topic {
            true => "On the same matter another group was given",
            false => "Another group was given, perhaps on the same matter",
        };
        let text = format!("{what}: {}", title.unwrap_or("Erased"));
        Link::to(text, href(&other.state.reference))
    };
    Ok(others.into_iter().map(link).collect())
}
