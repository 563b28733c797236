//! Advice that another group was given on the same matter: whoever advises a second one is shown it, so that it can
//! be the same.

use super::roles::Roles;
use super::rules;
use super::state::State;
use crate::calendar::local_date;
use crate::protocol::OfferTo;
use crate::register::Context;
use crate::verdict::Basis;

/// Why the actor is shown what other groups were given: they advise on this request, and the text wants the same
/// advice for each group that asks. None where either does not hold.
pub fn shown_before_advising(state: &State, cx: &Context<'_>) -> Option<Basis> {
    let offer = rules(Some(state), cx.council, local_date(cx.now)).offer?;
    let of_officers = !state.is_offer() && !state.is_union() && !state.is_breach();
    let advises = of_officers && Roles::of(state, cx).meets(Roles::DESK);
    (advises && offer.value.to == OfferTo::WhoAsks).then_some(offer.basis)
}

/// Whether another request holds advice that was given.
pub fn was_advised(other: &State, this: &State) -> bool {
    other.reference != this.reference && !other.is_offer() && !other.given.is_empty()
}

/// Whether another request, with advice that was given, is said to concern the same matter.
pub fn was_advised_on_same(other: &State, this: &State) -> bool {
    was_advised(other, this) && other.topic == this.topic
}
