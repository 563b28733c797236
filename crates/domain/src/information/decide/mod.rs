//! Gate, then fields, then events. Given that the gate allows, only fields can be refused.

mod documents;
mod ending;
mod findings;
mod opening;

use super::Information;
use super::basis;
use super::command::{Act, Command};
use super::event::{Closure, Event, Side};
use super::gate::{Facts, gate};
use super::offices::Roles;
use super::state::State;
use crate::access::Token;
use crate::enforcement;
use crate::ids::{PersonId, Stream};
use crate::register::{Context, draft};
use crate::verdict::{Basis, Decision, Gate, Rejection};

type Draft<'a> = draft::Draft<'a, Information>;

/// The longest title, in characters.
const TITLE: usize = 150;
/// The longest text of a request or an answer, in characters.
const BODY: usize = 20_000;
/// The longest other text, in characters.
const WORDS: usize = 5_000;

/// What comes of a command.
pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let kind = command.act.kind();
    let cites = match gate(state.map(|(state, _)| state), kind, cx) {
        Gate::Allowed { cites, .. } => cites,
        Gate::Refused(refusal) => return Err(Rejection::Refused(refusal)),
        Gate::Hidden => return Err(Rejection::Hidden),
    };
    let mut draft = Draft::new(stream, state, cx);
    for cite in cites {
        draft.cites(cite);
    }
    match (state, command.act) {
        (None, Act::Request(request)) => {
            opening::request(&mut draft, *request, command.why.as_deref());
        }
        (
            None,
            Act::ReportMistake {
                service,
                title,
                body,
                not_used,
            },
        ) => opening::mistake(&mut draft, service, &title, &body, not_used),
        (None, Act::AllegeMisuse { title, words }) => {
            opening::misuse(&mut draft, &title, &words);
        }
        (None, _) => return Err(Rejection::Hidden),
        (Some((state, _)), act) => {
            let facts = Facts::new(state, cx);
            for (basis, _) in enforcement::explained(&facts.unmet(kind)) {
                explained(&mut draft, kind.name(), basis, command.why.as_deref());
            }
            perform(&mut draft, &facts, act, command.why.as_deref());
        }
    }
    draft.finish()
}

/// Keeps the reason that a duty asks for.
fn explained(d: &mut Draft<'_>, act: &str, basis: &Basis, why: Option<&str>) {
    let words = d.text::<WORDS>("explanation", why.unwrap_or_default());
    d.push(Event::Explained {
        act: act.to_owned(),
        basis: basis.clone(),
        words,
        overrides: false,
    });
}

fn perform(d: &mut Draft<'_>, facts: &Facts<'_>, act: Act, why: Option<&str>) {
    let outcome = act.outcome();
    match act {
        Act::Request(_) | Act::ReportMistake { .. } | Act::AllegeMisuse { .. } => {}
        Act::SettleMisuse { words } => findings::settle_misuse(d, facts, &words),
        Act::Route { service, handler } => opening::route(d, facts, service, handler),
        Act::AddDocument(given) => documents::add(d, facts, *given),
        Act::RemoveDocument { part } => documents::remove(d, facts, part),
        Act::MarkExempt { part, law, passage } => {
            documents::exempt(d, facts, part, law, &passage);
        }
        Act::Release {
            part,
            purpose,
            until,
        } => documents::release(d, facts, part, &purpose, until),
        Act::AcceptPurpose { part, accepted } => documents::accept(d, facts, part, accepted),
        Act::PassOn { part, to, within } => documents::pass_on(d, facts, part, &to, within),
        Act::EndRelease { part, words } => documents::end(d, facts, part, &words),
        Act::MakePublic { part, how, words } => documents::publish(d, facts, part, how, &words),
        Act::AskNeed { words } => findings::ask_need(d, facts, &words),
        Act::ShowNeed { words } => findings::show_need(d, facts, &words),
        Act::FindNeed {
            part,
            satisfied,
            words,
        } => findings::find_need(d, facts, part, satisfied, &words),
        Act::FindUnreasonable { ground, words } => {
            let words = d.unsearched::<WORDS>("words", &words);
            d.push(Event::FoundUnreasonable { ground, words });
        }
        Act::SeekGuidance { passed, words } => findings::seek(d, facts, passed, &words),
        Act::GiveGuidance { words } => findings::guide(d, facts, &words),
        Act::Determine {
            supply,
            words,
            precedent,
        } => findings::determine(d, facts, supply, &words, precedent.as_deref()),
        Act::GiveAdvice { words } => findings::advise(d, facts, &words),
        Act::SetPermission { permission, words } => {
            findings::permit(d, facts, permission, words.as_deref());
        }
        Act::Hold { words, until } => findings::hold(d, facts, &words, until),
        Act::Provide { words } => {
            ending::decided(d, facts, outcome, &words, Vec::new(), None, why);
        }
        Act::ProvidePart {
            words,
            law,
            precedent,
        }
        | Act::Refuse {
            words,
            law,
            precedent,
        } => ending::decided(d, facts, outcome, &words, law, precedent.as_deref(), why),
        Act::AskBody { body, words } => ending::ask_body(d, facts, body, &words),
        Act::AnswerBody { answer, words } => ending::answer_body(d, facts, answer, &words),
        Act::SendMessage { words } => message(d, facts, &words),
        Act::Note { words } => {
            let words = d.unsearched::<WORDS>("words", &words);
            d.push(Event::Noted { words });
        }
        Act::ReportMisuse { words } => findings::misuse(d, facts, &words),
        Act::Refer { words } => {
            let words = d.text::<WORDS>("words", &words);
            d.push(Event::Referred { words });
            let officer = Token::post("monitoring-officer");
            d.tell(officer, "information-referred", basis::readers());
        }
        Act::DenyReader { person, words } => deny(d, facts, person, &words),
        Act::Close { ending } => ending::close(d, facts, ending),
        Act::Reopen { words } => {
            let words = d.text::<WORDS>("words", &words);
            d.push(Event::Reopened { words });
            tell_officers(d, facts.state, "information-reopened", basis::reopening());
        }
        Act::EndHolder => d.push(Event::Closed {
            ending: Closure::MemberLeft,
        }),
        // What the clock judged and no event has pinned is added to every act; this one adds nothing else.
        Act::Judge => {}
        Act::Erase { keys, basis } => ending::erase(d, facts, keys, basis),
    }
}

fn message(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let officer = facts.roles.meets(Roles::OFFICER);
    let from = if officer {
        Side::Officers
    } else {
        Side::Member
    };
    let words = d.text::<BODY>("words", words);
    d.push(Event::MessageSent { from, words });
    if officer {
        tell_member(d, facts.state, "information-message", basis::readers());
    } else {
        tell_officers(d, facts.state, "information-message", basis::readers());
    }
}

fn deny(d: &mut Draft<'_>, facts: &Facts<'_>, person: PersonId, words: &str) {
    let directory = &facts.cx.council.directory;
    let holder = facts.state.holder.as_ref();
    let member = holder.and_then(|id| directory.appointment(id));
    if &person == facts.cx.actor.person() {
        d.invalid("person", "is you: name somebody else");
    } else if !directory.knows(&person) {
        d.invalid("person", "is not in the directory: choose one of the list");
    } else if member.is_some_and(|seat| seat.person == person) {
        d.invalid("person", "is the member to whom it belongs");
    }
    let words = d.unsearched::<WORDS>("words", words);
    d.push(Event::ReaderDenied { person, words });
}

/// Tells the officers who have it.
fn tell_officers(d: &mut Draft<'_>, state: &State, kind: &str, basis: Basis) {
    match (&state.handler, &state.service) {
        (Some(handler), _) => d.tell(Token::person(handler), kind, basis),
        (None, Some((service, _))) => d.tell(Token::service(service), kind, basis),
        (None, None) => {}
    }
}

/// Tells the member to whom it belongs.
fn tell_member(d: &mut Draft<'_>, state: &State, kind: &str, basis: Basis) {
    if let Some(holder) = &state.holder {
        d.tell(Token::holder_of(holder), kind, basis);
    }
}
