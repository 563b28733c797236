//! Who may do what with a question of interpretation. Looks at the case, the person and the protocol, never
//! at what was typed.

use super::event::{About, Office};
use super::{Kind, State, basis};
use crate::access::Token;
use crate::calendar::local_date;
use crate::council::gate_facts;
use crate::protocol::{Addressee, Protocol, RuledBy};
use crate::register::{Context, kept};
use crate::verdict::{Basis, Cite, Cited, Gate, Refusal};

/// The office of a decision that the council made itself.
pub(super) const COUNCIL: &str = "council";

/// Whether a kind of act is open to the actor now.
pub(super) fn gate(state: Option<&State>, kind: Kind, cx: &Context<'_>) -> Gate {
    match (state, kind) {
        (None, Kind::Ask) => ask(cx),
        (None, _) | (Some(_), Kind::Ask) => Gate::Hidden,
        (Some(_), Kind::Erase) => kept::gate(cx),
        (Some(state), _) if cx.actor.visible.may_read(&state.readers()).is_none() => Gate::Hidden,
        (Some(state), kind) => on(state, kind, cx),
    }
}

fn ask(cx: &Context<'_>) -> Gate {
    let basis = basis::asking();
    if cx.actor.visible.has(&Token::everyone()) {
        let mut cites = vec![Cited::new("whom the protocol binds asks".to_owned(), basis)];
        cites.extend(basis::binding(cx));
        return Gate::allowed(cites);
    }
    Gate::Refused(Refusal {
        basis,
        why: "Questions are put by members and officers of today.".to_owned(),
        way_on: Vec::new(),
    })
}

fn on(state: &State, kind: Kind, cx: &Context<'_>) -> Gate {
    match kind {
        Kind::Ask | Kind::Erase => Gate::Hidden,
        Kind::Determine => determine(state, cx),
        Kind::Differ => differ(state, cx),
        Kind::Sign => sign(state, cx),
        Kind::Decide => decide(state, cx),
        Kind::Advise => advise(state, cx),
        Kind::Add => match state.is_open() {
            true => yes("more is said while it is open", basis::readers()),
            false => no(basis::readers(), "It is not open any more."),
        },
        Kind::Withdraw if &state.asker != cx.actor.person() => Gate::Hidden,
        Kind::Withdraw => match state.texts.is_empty() && state.is_open() {
            true => yes("who asked takes it back", basis::asking()),
            false => no(basis::asking(), "It has been ruled on, or is closed."),
        },
        Kind::EndRuling => end(state, cx),
    }
}

/// The protocol on which the question was asked.
pub(super) fn protocol<'c>(state: &State, cx: &Context<'c>) -> Option<&'c Protocol> {
    let pin = state.asked.pin.as_ref()?;
    cx.council
        .pinned(&pin.pack, &pin.version)
        .map(AsRef::as_ref)
}

/// Who settles it.
pub(super) fn ruled_by(state: &State, cx: &Context<'_>) -> RuledBy {
    let id = state.asked.question.as_ref();
    let question = id.and_then(|id| protocol(state, cx)?.question(id));
    question.map_or(RuledBy::Protocol, |question| question.ruled_by)
}

/// The offices that may rule on it, each with its basis.
pub(super) fn rulers(state: &State, cx: &Context<'_>) -> Vec<Cited<Addressee>> {
    let Some(protocol) = protocol(state, cx) else {
        return Vec::new();
    };
    let mut named = protocol.rulers(local_date(cx.now), &cx.council.settings);
    if ruled_by(state, cx) == RuledBy::MonitoringOfficer {
        named.retain(|office| office.value.slug() == "monitoring-officer");
    }
    named
}

/// The office in which the actor rules, with its basis.
pub(super) fn office_of(state: &State, cx: &Context<'_>) -> Option<Cited<Addressee>> {
    let visible = &cx.actor.visible;
    let mut rulers = rulers(state, cx).into_iter();
    rulers.find(|office| visible.has(&office.value.token()))
}

fn determine(state: &State, cx: &Context<'_>) -> Gate {
    if !state.is_of_meaning() {
        return no(
            basis::asking(),
            "It was put for advice, which decides nothing.",
        );
    }
    if ruled_by(state, cx) == RuledBy::Council {
        return Gate::Refused(Refusal {
            basis: basis::nobody_named(),
            why: "This question is settled by the council itself.".to_owned(),
            way_on: vec!["Democratic services record what the council decided.".to_owned()],
        });
    }
    if !state.is_open() || !state.texts.is_empty() {
        return no(basis::nobody_named(), "It has been ruled on, or is closed.");
    }
    match office_of(state, cx) {
        Some(office) => yes("an office that decides questions of meaning", office.basis),
        None => not_ruler(state, cx),
    }
}

fn not_ruler(state: &State, cx: &Context<'_>) -> Gate {
    let rulers = rulers(state, cx);
    let Some(first) = rulers.first() else {
        return Gate::Refused(Refusal {
            basis: basis::nobody_named(),
            why: "The protocol names nobody who decides what it means.".to_owned(),
            way_on: vec!["The council names an office in its settings.".to_owned()],
        });
    };
    let names = protocol(state, cx).map(|protocol| {
        let names = rulers.iter().map(|office| office.value.words(protocol));
        names.collect::<Vec<_>>().join(" or the ")
    });
    let names = names.unwrap_or_default();
    no(
        first.basis.clone(),
        &format!("It is decided by the {names}."),
    )
}

fn differ(state: &State, cx: &Context<'_>) -> Gate {
    let Some(office) = office_of(state, cx) else {
        return Gate::Hidden;
    };
    let standing = state.texts.len() == 1 && state.ended.is_none() && !state.withdrawn;
    if !standing || state.unsigned_by(office.value.slug()).is_none() {
        return Gate::Hidden;
    }
    Gate::allowed(vec![
        Cited::new(
            "an office that decides questions of meaning".to_owned(),
            office.basis,
        ),
        Cited::new(
            "a second ruling waits until both offices sign one text".to_owned(),
            basis::conflict(),
        ),
    ])
}

fn sign(state: &State, cx: &Context<'_>) -> Gate {
    let Some(office) = office_of(state, cx) else {
        return Gate::Hidden;
    };
    let waits = state.unsigned_by(office.value.slug()).is_some();
    match waits && state.ended.is_none() && !state.withdrawn {
        true => yes("both offices sign one text", basis::conflict()),
        false => Gate::Hidden,
    }
}

fn decide(state: &State, cx: &Context<'_>) -> Gate {
    if ruled_by(state, cx) != RuledBy::Council || !state.is_of_meaning() {
        return Gate::Hidden;
    }
    if !state.is_open() || !state.texts.is_empty() {
        return no(basis::nobody_named(), "It has been settled, or is closed.");
    }
    gate_facts(&cx.actor.visible)
}

/// The offices that may advise.
pub(super) fn advisers(state: &State, cx: &Context<'_>) -> Vec<Cited<Addressee>> {
    let protocol = protocol(state, cx);
    protocol.map_or_else(Vec::new, |protocol| protocol.advisers(local_date(cx.now)))
}

fn advise(state: &State, cx: &Context<'_>) -> Gate {
    if state.asked.about != About::Gap {
        return Gate::Hidden;
    }
    if state.withdrawn {
        return no(basis::asking(), "It was taken back.");
    }
    let advisers = advisers(state, cx);
    let visible = &cx.actor.visible;
    match advisers
        .iter()
        .find(|office| visible.has(&office.value.token()))
    {
        Some(office) => yes(
            "advises on what the protocol does not deal with",
            office.basis.clone(),
        ),
        None => match advisers.into_iter().next() {
            Some(first) => no(
                first.basis,
                "Advice is given by the offices that the text names.",
            ),
            None => Gate::Hidden,
        },
    }
}

fn end(state: &State, cx: &Context<'_>) -> Gate {
    if state.ruling().is_none() {
        return Gate::Hidden;
    }
    if ruled_by(state, cx) == RuledBy::Council {
        return gate_facts(&cx.actor.visible);
    }
    match office_of(state, cx) {
        Some(office) => yes("an office that decides questions of meaning", office.basis),
        None => Gate::Hidden,
    }
}

fn yes(what: &str, basis: Basis) -> Gate {
    let cite: Cite = Cited::new(what.to_owned(), basis);
    Gate::allowed(vec![cite])
}

fn no(basis: Basis, why: &str) -> Gate {
    Gate::Refused(Refusal {
        basis,
        why: why.to_owned(),
        way_on: Vec::new(),
    })
}

/// The slug under which an office signs.
pub(super) fn signs_as(office: &Addressee) -> Office {
    office.slug().to_owned()
}
