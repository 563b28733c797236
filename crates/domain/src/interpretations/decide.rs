//! What comes of an act on a question of interpretation.

use std::collections::BTreeMap;

use super::event::{About, Asked, Determined, Erased, Event, RulingEnded, Said, Signed};
use super::gate::{COUNCIL, gate, office_of, protocol, ruled_by, signs_as};
use super::{Act, Command, Determination, Interpretations, Question, State, basis, clause_id};
use crate::access::{Reader, Token};
use crate::calendar::local_date;
use crate::ids::{ClauseId, Stream, TeamId};
use crate::protocol::{
    Enforce, Outcome, Protocol, RuledBy, RuledValue, Ruling, RulingEnded as Ending, literal,
};
use crate::reference::Reference;
use crate::register::draft::Draft;
use crate::register::{Context, Pin};
use crate::text::clean_line;
use crate::verdict::{Decision, Gate, Rejection};
use crate::words::Words;

type Writing<'a> = Draft<'a, Interpretations>;

/// Gate, validation, events.
pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let kind = command.act.kind();
    let mut d = Writing::new(stream, state, cx);
    match gate(state.map(|(state, _)| state), kind, cx) {
        Gate::Allowed { cites, .. } => cites.into_iter().for_each(|cite| d.cites(cite)),
        Gate::Refused(refusal) => return Err(refusal.into()),
        Gate::Hidden => return Err(Rejection::Hidden),
    }
    match (command.act, state.map(|(state, _)| state)) {
        (Act::Ask(question), _) => ask(&mut d, question),
        (Act::Determine(ruling) | Act::Differ(ruling), Some(state)) => {
            determine(&mut d, state, ruling);
        }
        (Act::Sign, Some(state)) => sign(&mut d, state),
        (
            Act::Decide {
                determination,
                body,
                minute,
            },
            Some(state),
        ) => record(&mut d, state, determination, &body, &minute),
        (Act::Advise { words }, Some(state)) => {
            let words = d.text::<8000>("words", &words);
            d.push(Event::Advised(Said { words }));
            d.tell(
                Token::person(&state.asker),
                "interpretation-advised",
                basis::readers(),
            );
        }
        (Act::Add { words }, Some(state)) => {
            let words = d.text::<8000>("words", &words);
            d.push(Event::Added(Said { words }));
            tell_offices(&mut d, state, "interpretation-added");
        }
        (Act::Withdraw, _) => d.push(Event::Withdrawn {}),
        (Act::EndRuling { words }, Some(state)) => end(&mut d, state, &words),
        (Act::Erase { keys, basis }, Some(state)) => {
            state.kept.check(&mut d, &keys);
            d.push(Event::Erased(Erased { keys, basis }));
        }
        (_, None) => return Err(Rejection::Hidden),
    }
    d.finish()
}

fn ask(d: &mut Writing<'_>, question: Question) {
    let today = d.today();
    let council = d.cx.council;
    let protocol = council.protocol_on(today).cloned();
    let title = d.line::<120>("title", &question.title);
    let words = d.text::<8000>("words", &question.words);
    let mut clauses = clauses(d, protocol.as_deref(), &question.clauses);
    let asked = question.question.as_ref();
    let known = asked.and_then(|id| protocol.as_ref()?.question(id));
    if asked.is_some() && known.is_none() {
        let id = asked.map(ToString::to_string).unwrap_or_default();
        d.invalid(
            "question",
            format!("the protocol has no open question `{id}`"),
        );
    }
    if let (true, Some(known)) = (clauses.is_empty(), known) {
        clauses.clone_from(&known.clauses);
    }
    let ruled_by = known.map_or(RuledBy::Protocol, |known| known.ruled_by);
    let to = addressed(d, protocol.as_deref(), question.about, ruled_by);
    for reader in &to {
        d.tell(
            reader.token.clone(),
            "interpretation-asked",
            reader.basis.clone(),
        );
        d.cite("goes to whoever rules or advises", reader.basis.clone());
    }
    let reference = reference(d.stream());
    let about = question.about;
    let pin = Pin::on(council, today);
    d.push(Event::Asked(Box::new(Asked {
        reference,
        about,
        pin,
        question: question.question.filter(|_| about == About::Meaning),
        clauses,
        title,
        words,
        to,
    })));
}

/// To whom a question goes: the offices that rule or advise, and democratic services with the Monitoring
/// Officer where nobody is named or the council itself settles it.
fn addressed(
    d: &Writing<'_>,
    protocol: Option<&Protocol>,
    about: About,
    ruled_by: RuledBy,
) -> Vec<Reader> {
    let settings = &d.cx.council.settings;
    let on = d.today();
    let offices = protocol.map_or_else(Vec::new, |protocol| match about {
        About::Meaning => protocol.rulers(on, settings),
        About::Gap => protocol.advisers(on),
    });
    let mut to: Vec<Reader> = offices
        .into_iter()
        .map(|office| Reader {
            token: office.value.token(),
            basis: office.basis,
        })
        .collect();
    let by_council = about == About::Meaning && ruled_by == RuledBy::Council;
    if to.is_empty() || by_council {
        let team: TeamId = "democratic-services".parse().expect("a slug");
        for token in [Token::team(&team), Token::post("monitoring-officer")] {
            if !to.iter().any(|reader| reader.token == token) {
                let basis = basis::nobody_named();
                to.push(Reader { token, basis });
            }
        }
    }
    to
}

fn clauses(d: &mut Writing<'_>, protocol: Option<&Protocol>, typed: &[String]) -> Vec<ClauseId> {
    let mut clauses = Vec::new();
    for word in typed {
        match clause_id(word) {
            Some(id) if protocol.is_none_or(|p| p.clause(id.as_str()).is_some()) => {
                clauses.push(id)
            }
            _ => d.invalid(
                "clauses",
                format!("the protocol has no clause `{word}`: write its number, for example 7.6"),
            ),
        }
    }
    clauses
}

/// The case's own reference, from its stream.
fn reference(stream: &Stream) -> Reference {
    let name = stream.as_str().rsplit('/').next().unwrap_or_default();
    name.parse()
        .expect("a case's stream ends with its reference")
}

fn determine(d: &mut Writing<'_>, state: &State, typed: Determination) {
    let Some(office) = office_of(state, d.cx) else {
        return;
    };
    let Some(protocol) = protocol(state, d.cx) else {
        return;
    };
    let by = office.value.words(protocol);
    let Some(ruling) = ruling(d, state, protocol, typed, by, None) else {
        return;
    };
    let together = ruled_by(state, d.cx) == RuledBy::Together;
    let first = state.texts.is_empty();
    let effective = first && !together;
    if effective {
        publish(d, state, &ruling);
    } else {
        d.cite("both offices sign one text", basis::conflict());
        tell_offices(d, state, "interpretation-to-sign");
    }
    let office = signs_as(&office.value);
    d.push(Event::Determined(Box::new(Determined {
        office,
        ruling,
        effective,
    })));
}

fn record(d: &mut Writing<'_>, state: &State, typed: Determination, body: &str, minute: &str) {
    let (body, minute) = (clean_line(body), clean_line(minute));
    for (field, given, what) in [
        ("body", &body, "which body decided"),
        ("minute", &minute, "the minute, for example 26/41"),
    ] {
        if given.is_empty() || given.chars().count() > 120 {
            d.invalid(field, format!("give {what}, in at most 120 characters"));
        }
    }
    let Some(protocol) = protocol(state, d.cx) else {
        return;
    };
    let Some(ruling) = ruling(d, state, protocol, typed, body, Some(minute)) else {
        return;
    };
    publish(d, state, &ruling);
    d.push(Event::Determined(Box::new(Determined {
        office: COUNCIL.to_owned(),
        ruling,
        effective: true,
    })));
}

fn publish(d: &mut Writing<'_>, state: &State, ruling: &Ruling) {
    let clause = ruling.clauses.first();
    let completes = clause.and_then(|id| protocol(state, d.cx)?.cite(id.as_str()));
    d.cite("ruled", ruling.basis(completes));
    d.tell(
        Token::person(&state.asker),
        "interpretation-determined",
        basis::readers(),
    );
}

/// The ruling as typed; none with what is wrong with it.
fn ruling(
    d: &mut Writing<'_>,
    state: &State,
    protocol: &Protocol,
    typed: Determination,
    by: String,
    minute: Option<String>,
) -> Option<Ruling> {
    let today = d.today();
    let from = typed.from.unwrap_or(today);
    if from < today && minute.is_none() {
        d.invalid(
            "from",
            "a ruling holds from today or a later day: past cases stay as judged",
        );
    }
    let question = state.asked.question.as_ref();
    let known = question.and_then(|id| protocol.question(id));
    let asks = match (&typed.asks, known) {
        (Some(asks), _) if !asks.trim().is_empty() => d.text::<2000>("asks", asks),
        (_, Some(known)) => d.scribe.words(&known.asks),
        _ => {
            d.invalid(
                "asks",
                "give the question as it is published, without who asked",
            );
            return None;
        }
    };
    let words = d.text::<8000>("words", &typed.words);
    let outcome = outcome(d, &typed, known.is_some())?;
    let ruling = Ruling {
        reference: state.asked.reference.clone(),
        pack: protocol.pack.clone(),
        question: state.asked.question.clone(),
        clauses: state.asked.clauses.clone(),
        asks,
        words,
        by,
        minute,
        from,
        outcome,
    };
    let mut all = d.cx.council.versions.rulings();
    all.push(ruling.clone());
    if let Err(faults) = protocol.ruled(&all) {
        let fault = faults.first();
        let why = fault.map(|f| format!("{}; write instead: {}", f.message, f.write_instead));
        d.invalid("values", why.unwrap_or_default());
        return None;
    }
    Some(ruling)
}

fn outcome(d: &mut Writing<'_>, typed: &Determination, has_default: bool) -> Option<Outcome> {
    let mut values = Vec::new();
    let mut enforce = BTreeMap::new();
    let lines = typed.values.as_deref().unwrap_or_default().lines();
    for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
        let (left, right) = line.split_once('=').unwrap_or((line, ""));
        let (left, right) = (left.trim(), right.trim());
        match left.split_once(' ') {
            Some((provision, field)) if literal(right).is_some() => values.push(RuledValue {
                provision: provision.to_owned(),
                field: field.trim().to_owned(),
                value: right.to_owned(),
            }),
            None if Enforce::from_word(right).is_some() => {
                enforce.insert(left.to_owned(), Enforce::from_word(right)?);
            }
            _ => d.invalid(
                "values",
                format!(
                    "`{line}` cannot be read: write `enquiries/response silence = \"stands\"`, or a \
                     duty and how strictly it is held, `7.6/2 = ask`"
                ),
            ),
        }
    }
    if values.is_empty() && enforce.is_empty() {
        return Some(match typed.confirms && has_default {
            true => Outcome::Confirmed,
            false => Outcome::InWords,
        });
    }
    if !has_default {
        d.invalid(
            "values",
            "only a ruling on an open question of the protocol sets values",
        );
    }
    Some(Outcome::Replaced { values, enforce })
}

fn sign(d: &mut Writing<'_>, state: &State) {
    let Some(office) = office_of(state, d.cx) else {
        return;
    };
    let slug = signs_as(&office.value);
    let Some(at) = state.unsigned_by(&slug) else {
        return;
    };
    let text = &state.texts[at];
    let becomes = state.effective != Some(at);
    let mut ruling = text.ruling.clone();
    ruling.from = ruling.from.max(local_date(d.cx.now));
    if becomes {
        publish(d, state, &ruling);
    }
    d.push(Event::Signed(Box::new(Signed {
        office: slug,
        ruling: becomes.then_some(ruling),
    })));
}

fn end(d: &mut Writing<'_>, state: &State, words: &str) {
    let words: Words = d.text::<2000>("words", words);
    let from = d.today();
    d.push(Event::RulingEnded(RulingEnded {
        ending: Ending {
            reference: state.asked.reference.clone(),
            from,
        },
        words,
    }));
    d.tell(
        Token::person(&state.asker),
        "interpretation-ended",
        basis::readers(),
    );
}

fn tell_offices(d: &mut Writing<'_>, state: &State, kind: &str) {
    for reader in &state.asked.to {
        d.tell(reader.token.clone(), kind, reader.basis.clone());
    }
}
