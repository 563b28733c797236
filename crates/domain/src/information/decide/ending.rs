//! Deciding with the reason and the law, the precedent that it leaves, the body that may be asked, closing.

use super::{BODY, Draft, TITLE, WORDS, explained, tell_member, tell_officers};
use crate::access::Token;
use crate::directory::{BodyKind, Role};
use crate::ids::{BodyId, ContentKey, Stream};
use crate::information::basis;
use crate::information::choices::{BodyAnswer, Law, Outcome};
use crate::information::command::Kind;
use crate::information::event::{Closure, Decided, Event, PrecedentKept};
use crate::information::gate::Facts;
use crate::information::offices::{Roles, democratic_services, why};
use crate::information::state::{Guidance, Matter};
use crate::protocol::Enforce;
use crate::protocol::information::{Office, Saying, Task};
use crate::text::fold;
use crate::verdict::Basis;

pub(super) fn decided(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    outcome: Option<Outcome>,
    words: &str,
    law: Vec<Law>,
    precedent_words: Option<&str>,
    reason: Option<&str>,
) {
    let Some(outcome) = outcome else { return };
    if outcome.withholds() {
        lawful(d, facts, &law);
        unguided(d, facts, outcome, &law, reason);
    }
    let words = d.text::<BODY>("words", words);
    let basis = why(Task::Decide, &facts.rules);
    for saying in [Saying::Supply, Saying::Purpose] {
        if let Some(said) = facts.rules.basis(saying) {
            d.cite("what is decided", said);
        }
    }
    d.push(Event::Decided(Box::new(Decided {
        outcome,
        words,
        law: law.clone(),
        basis: basis.clone(),
    })));
    // A determination has left its own precedent.
    let determined = matches!(facts.state.guidance, Guidance::Determined(_));
    if outcome.withholds() && !determined {
        precedent(d, facts, outcome, law, false, precedent_words);
    }
    tell_member(d, facts.state, "information-decided", basis);
}

/// A refusal rests on the law that is named, as strictly as the text has it.
fn lawful(d: &mut Draft<'_>, facts: &Facts<'_>, law: &[Law]) {
    let Some(held) = facts.rules.says(Saying::LawfulRefusal) else {
        return;
    };
    d.cite(
        "a refusal states its reason and the law",
        held.basis.clone(),
    );
    if law.is_empty() && held.value >= Enforce::Ask {
        d.invalid(
            "law",
            format!(
                "is not named: something is refused only with its reason and the law on which it \
                 rests ({})",
                held.basis
            ),
        );
    }
}

/// Whoever the text has seek the Monitoring Officer's guidance, and who refuses because a request is not reasonable
/// without a finding on record, is held to it as strictly as the council holds: only the law that is named shows it,
/// so it is asked here and not by the gate.
fn unguided(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    outcome: Outcome,
    law: &[Law],
    reason: Option<&str>,
) {
    let theirs = facts.roles.meets(Roles::SEEKER) && law.contains(&Law::Unreasonable);
    let found = facts.state.unreasonable.is_some();
    let Some(unmet) = facts.alone().filter(|_| theirs && !found) else {
        return;
    };
    let basis = unmet.held.basis.clone();
    if unmet.is_noted() {
        d.cites(unmet.cite());
    }
    if unmet.refuses() {
        d.invalid(
            "law",
            format!(
                "says that it is not reasonable: record first that it is unreasonable, so that the Monitoring \
                 Officer’s guidance can be sought ({basis})"
            ),
        );
    } else if unmet.asks() {
        let act = match outcome {
            Outcome::InPart => Kind::ProvidePart,
            _ => Kind::Refuse,
        };
        match reason.filter(|reason| !reason.trim().is_empty()) {
            Some(reason) => explained(d, act.name(), &basis, Some(reason)),
            None => d.invalid("explanation", format!("{} ({basis})", unmet.question)),
        }
    }
}

/// What others may learn of it, in a stream of its own that does not point back.
pub(super) fn precedent(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    outcome: Outcome,
    law: Vec<Law>,
    determined: bool,
    words: Option<&str>,
) {
    let typed = words.filter(|words| !words.trim().is_empty());
    if let Some(name) = typed.and_then(|words| named(words, facts)) {
        d.invalid(
            "precedent",
            format!("names {name}: a precedent is found without names, so leave it out"),
        );
    }
    let title = match typed {
        Some(words) => d.line::<TITLE>("precedent", words),
        None => {
            let kinds: Vec<&str> = facts.state.wanted.iter().map(|w| w.words()).collect();
            let title = format!("{}: {}", outcome.words(), kinds.join(", ").to_lowercase());
            d.scribe
                .words(&title.chars().take(TITLE).collect::<String>())
        }
    };
    d.cite("a precedent without names", basis::precedents());
    let reference = d.cx.fresh.reference("INF", 1);
    let stream = Stream::case("information", &reference);
    d.push_new(
        &stream,
        Event::PrecedentKept(Box::new(PrecedentKept {
            reference,
            pin: facts.state.pin.clone(),
            title,
            wanted: facts.state.wanted.clone(),
            ground: facts.state.ground,
            outcome,
            law,
            determined,
        })),
    );
}

/// A name of the directory that stands in these words, if one does.
fn named(words: &str, facts: &Facts<'_>) -> Option<String> {
    let directory = &facts.cx.council.directory;
    let folded = format!(" {} ", plain(words));
    directory
        .people()
        .filter_map(|person| directory.details(person))
        .map(|details| details.name.clone())
        .find(|name| {
            let surname = name.split_whitespace().next_back().unwrap_or_default();
            surname.chars().count() > 2 && folded.contains(&format!(" {} ", plain(surname)))
        })
}

/// Words folded as search folds them, with single spaces.
fn plain(words: &str) -> String {
    let folded = fold(words);
    let apart = folded.split(|c: char| !c.is_alphanumeric());
    apart
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

pub(super) fn ask_body(d: &mut Draft<'_>, facts: &Facts<'_>, body: BodyId, words: &str) {
    let directory = &facts.cx.council.directory;
    let kind = directory.bodies.get(&body, facts.today).map(|b| b.kind);
    let named = facts.rules.office(Task::Review);
    let may = |office: Office| named.is_some_and(|named| named.value.contains(&office));
    let fits = match kind {
        Some(BodyKind::Cabinet) => may(Office::Executive),
        Some(BodyKind::Committee | BodyKind::Panel | BodyKind::Scrutiny) => may(Office::Committee),
        Some(BodyKind::Council) | None => false,
    };
    if !fits {
        d.invalid(
            "body",
            "cannot be asked: choose the Executive, or the committee or panel whose papers they are",
        );
    }
    let basis = why(Task::Review, &facts.rules);
    let words = d.text::<WORDS>("words", words);
    let chair = Role::Chair { body: body.clone() };
    let team = Token::team(&democratic_services());
    d.tell(team, "information-body-asked", basis.clone());
    d.tell(
        Token::post(&chair.post()),
        "information-body-asked",
        basis.clone(),
    );
    d.cite("which body is asked", basis::bodies());
    d.push(Event::BodyAsked { body, words, basis });
}

pub(super) fn answer_body(d: &mut Draft<'_>, facts: &Facts<'_>, answer: BodyAnswer, words: &str) {
    let words = d.text::<WORDS>("words", words);
    let basis = why(Task::Review, &facts.rules);
    tell_member(d, facts.state, "information-body-answered", basis.clone());
    tell_officers(d, facts.state, "information-body-answered", basis);
    d.push(Event::BodyAnswered { answer, words });
}

pub(super) fn close(d: &mut Draft<'_>, facts: &Facts<'_>, ending: Closure) {
    let member = facts.roles.meets(Roles::HOLDER.or(Roles::ASSISTANT));
    let withdrawn = ending == Closure::Withdrawn;
    if withdrawn && (!member || facts.state.matter != Matter::Request) {
        d.invalid(
            "ending",
            "only the member takes a request back: choose that it is done with",
        );
    }
    if ending == Closure::MemberLeft {
        d.invalid("ending", "is recorded by the product: choose another");
    }
    if member {
        tell_officers(d, facts.state, "information-closed", basis::readers());
    } else {
        tell_member(d, facts.state, "information-closed", basis::readers());
    }
    d.push(Event::Closed { ending });
}

pub(super) fn erase(d: &mut Draft<'_>, facts: &Facts<'_>, keys: Vec<ContentKey>, ground: Basis) {
    facts.state.kept.check(d, &keys);
    d.push(Event::Erased {
        keys,
        basis: ground,
    });
}
