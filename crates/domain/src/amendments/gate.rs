//! Who may do what with an amendment. Looks at the case, the person and the protocol in force, never at what
//! was typed.

use super::{Kind, Standing, State, basis};
use crate::access::Token;
use crate::calendar::local_date;
use crate::council::gate_facts;
use crate::enquiries::JOBS;
use crate::interpretations::binding;
use crate::protocol::{Enforce, Protocol};
use crate::register::{Context, kept};
use crate::verdict::{Basis, Cited, Explain, Gate, Refusal};

/// Whether a kind of act is open to the actor now.
pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (None, Kind::Suggest) => suggest(cx),
        (None, Kind::OpenReview) => open_review(cx),
        (None, _) | (Some(_), Kind::Suggest | Kind::OpenReview) => Gate::Hidden,
        (Some(_), Kind::Erase) => kept::gate(cx),
        (Some(state), _) if cx.actor.visible.may_read(&state.readers()).is_none() => Gate::Hidden,
        (Some(state), kind) => on(state, kind, cx),
    }
}

fn suggest(cx: &Context<'_>) -> Gate {
    let basis = basis::suggesting();
    if cx.actor.visible.has(&Token::everyone()) {
        let mut cites = vec![Cited::new(
            "whom the protocol binds suggests".to_owned(),
            basis,
        )];
        cites.extend(binding(cx));
        return Gate::allowed(cites);
    }
    refused(
        basis,
        "Changes are suggested by members and officers of today.",
    )
}

/// A review is opened by the product on the day that the council set, or by who keeps the record.
fn open_review(cx: &Context<'_>) -> Gate {
    let on = local_date(cx.now);
    let by_clause = protocol(cx).and_then(|p| p.review_with_constitution(on).cloned());
    let basis = by_clause.unwrap_or_else(basis::reviewing);
    if cx.actor.person().as_str() == JOBS || gate_facts(&cx.actor.visible).is_allowed() {
        let what = "the protocol is reviewed with the Constitution";
        return Gate::allowed(vec![Cited::new(what.to_owned(), basis)]);
    }
    Gate::Hidden
}

/// The protocol in force.
pub(super) fn protocol<'c>(cx: &Context<'c>) -> Option<&'c Protocol> {
    let protocol = cx.council.protocol_on(local_date(cx.now));
    protocol.map(AsRef::as_ref)
}

fn on(state: &State, kind: Kind, cx: &Context<'_>) -> Gate {
    if kind == Kind::Withdraw {
        return withdraw(state, cx);
    }
    if !state.is_open() {
        return refused(basis::keeping(), "It is not open any more.");
    }
    if kind == Kind::Comment {
        return match state.consulting || keeps(state, cx) {
            true => allowed("comments are asked for", basis::readers()),
            false => refused(basis::readers(), "It is not open for comments yet."),
        };
    }
    if !keeps(state, cx) {
        return refused(
            basis::keeping(),
            "The offices to which it was suggested and democratic services do this.",
        );
    }
    in_order(state, kind, cx)
}

/// Whether the actor is one of those to whom it went, or who keep the record of the protocol.
fn keeps(state: &State, cx: &Context<'_>) -> bool {
    let visible = &cx.actor.visible;
    let addressed = state.to.iter().any(|reader| visible.has(&reader.token));
    addressed || gate_facts(visible).is_allowed()
}

fn withdraw(state: &State, cx: &Context<'_>) -> Gate {
    if &state.by != cx.actor.person() || state.review.is_some() {
        return Gate::Hidden;
    }
    match state.standing() {
        Standing::Suggested => allowed("who suggested takes it back", basis::suggesting()),
        _ => refused(basis::suggesting(), "It has been taken up, or is closed."),
    }
}

fn in_order(state: &State, kind: Kind, cx: &Context<'_>) -> Gate {
    let no = |why: &str| refused(basis::keeping(), why);
    let standing = state.standing();
    let drafting = matches!(
        standing,
        Standing::Suggested | Standing::Drafting | Standing::Consulting
    );
    match kind {
        Kind::TakeUp if standing != Standing::Suggested => no("It has been taken up."),
        Kind::Drop if state.changes.is_empty() => no("No change is drafted yet."),
        Kind::Draft | Kind::Drop | Kind::MakeVersion if !drafting => {
            no("It was recommended or approved as it stands: what was decided on does not change.")
        }
        Kind::MakeVersion if state.changes.is_empty() => no("No change is drafted yet."),
        Kind::Consult if state.consulting => no("It is open for comments."),
        Kind::Respond if state.comments.iter().all(|c| c.response.is_some()) => {
            no("No comment waits for a response.")
        }
        Kind::Recommend | Kind::Approve if state.version.is_none() => {
            no("Make the draft a version first, so that what is decided on is known to the word.")
        }
        Kind::Recommend if state.recommended.is_some() || state.approved.is_some() => {
            no("It was recommended or approved already.")
        }
        Kind::Approve if state.approved.is_some() => no("It was approved already."),
        Kind::Approve => approve(state, cx),
        Kind::Adopt if state.approved.is_none() => no("It was not approved yet."),
        Kind::Recommend => recommend(cx),
        _ => allowed("the record of the protocol is kept", basis::keeping()),
    }
}

fn recommend(cx: &Context<'_>) -> Gate {
    let on = local_date(cx.now);
    let named = protocol(cx).and_then(|protocol| protocol.recommending_body(on));
    match named {
        Some(body) => allowed(&format!("recommended by {}", body.value), body.basis),
        None => allowed(
            "no recommendation is asked for; one may be made",
            basis::approving(),
        ),
    }
}

/// Approval: where the protocol in force asks for a recommendation first, as strictly as that duty is held;
/// where nobody is named who approves, with a reason.
fn approve(state: &State, cx: &Context<'_>) -> Gate {
    let on = local_date(cx.now);
    let settings = &cx.council.settings;
    let Some(protocol) = protocol(cx) else {
        return allowed("approved", basis::approving());
    };
    let body = protocol.approving_body(on, settings);
    let recommends = protocol.recommending_body(on);
    if let (Some(recommends), None) = (&recommends, &state.recommended) {
        let duty = protocol.recommending_duty(on);
        let held = duty.and_then(|tag| protocol.enforcement(tag, settings, on));
        let ask = || Cited::new(Enforce::Ask, recommends.basis.clone());
        let question = format!(
            "Changes are recommended by {} before they are approved. Why is there no recommendation?",
            recommends.value
        );
        let way_on = format!("Record the recommendation of {} first.", recommends.value);
        return held_to(held.unwrap_or_else(ask), question, vec![way_on]);
    }
    match body {
        Some(body) => {
            let mut cites = vec![Cited::new(format!("approved by {}", body.value), body.basis)];
            cites.extend(recommends.map(|r| Cited::new(format!("recommended by {}", r.value), r.basis)));
            Gate::allowed(cites)
        }
        None => held_to(
            Cited::new(Enforce::Ask, basis::approving()),
            "The protocol names nobody who approves a change, and the council has not either. Why was \
             this the right body?"
                .to_owned(),
            Vec::new(),
        ),
    }
}

fn held_to(held: Cited<Enforce>, question: String, way_on: Vec<String>) -> Gate {
    let basis = held.basis;
    let cites = vec![Cited::new(question.clone(), basis.clone())];
    match held.value {
        Enforce::Show | Enforce::Note => Gate::allowed(cites),
        Enforce::Ask => Gate::Allowed {
            explain: Some(Explain {
                basis,
                question,
                overrides: false,
            }),
            cites,
        },
        Enforce::Refuse => Gate::Refused(Refusal {
            basis,
            why: "It has not been recommended yet.".to_owned(),
            way_on,
        }),
    }
}

fn allowed(what: &str, basis: Basis) -> Gate {
    Gate::allowed(vec![Cited::new(what.to_owned(), basis)])
}

fn refused(basis: Basis, why: &str) -> Gate {
    Gate::Refused(Refusal {
        basis,
        why: why.to_owned(),
        way_on: Vec::new(),
    })
}
