//! What comes of an act on an amendment.

use jiff::civil::Date;

use super::drafted::{draft, make_version};
use super::event::{
    Adopted, Approved, Commented, Erased, Event, Part, Recommended, ReplayAdded, Responded,
    ReviewOpened, Said, Suggested,
};
use super::gate::{gate, protocol};
use super::{Act, Amendments, Command, Kind, State, basis};
use crate::access::{Reader, Token};
use crate::ids::{ClauseId, PartId, Stream, TeamId};
use crate::protocol::{Adoption, Minuted, Protocol, ProtocolEvent, VersionKey};
use crate::reference::Reference;
use crate::register::draft::Draft;
use crate::register::{Context, Pin};
use crate::replay::Evidence;
use crate::text::clean_line;
use crate::verdict::{Decision, Gate, Rejection};

pub(super) type Writing<'a> = Draft<'a, Amendments>;

/// Gate, validation, events.
pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let kind = command.act.kind();
    let mut d = Writing::new(stream, state, cx);
    let asked = match gate(state.map(|(state, _)| state), kind, cx) {
        Gate::Allowed { cites, explain } => {
            cites.into_iter().for_each(|cite| d.cites(cite));
            explain
        }
        Gate::Refused(refusal) => return Err(refusal.into()),
        Gate::Hidden => return Err(Rejection::Hidden),
    };
    let why = command.why.as_deref().filter(|why| !why.trim().is_empty());
    // What an approval must explain is known from the body that was typed, so it asks there.
    let approves = kind == Kind::Approve;
    if let (Some(explain), None, false) = (&asked, why, approves) {
        d.invalid("explanation", explain.question.clone());
    }
    let why = why.filter(|_| asked.is_some() || approves);
    match (command.act, state.map(|(state, _)| state)) {
        (
            Act::Suggest {
                title,
                words,
                clauses,
                proposed,
            },
            None,
        ) => suggest(&mut d, &title, &words, &clauses, proposed.as_deref()),
        (Act::OpenReview { on }, None) => open_review(&mut d, on),
        (act, Some(state)) => go_on(&mut d, state, act, why),
        _ => return Err(Rejection::Hidden),
    }
    d.finish()
}

fn go_on(d: &mut Writing<'_>, state: &State, act: Act, why: Option<&str>) {
    match act {
        Act::TakeUp => {
            d.push(Event::TakenUp {});
            tell_suggester(d, state, "amendment-taken-up");
        }
        Act::Draft {
            edit,
            words,
            gist,
            own,
        } => draft(d, state, edit, (words.as_deref(), gist.as_deref()), &own),
        Act::Drop { part } => match state.changes.contains_key(&part) {
            true => d.push(Event::ChangeDropped(Part { part })),
            false => d.invalid("part", "choose one of the drafted changes"),
        },
        Act::Consult => {
            d.push(Event::ConsultationOpened {});
            d.cite("everybody may read and comment", basis::readers());
            tell_suggester(d, state, "amendment-consulted");
        }
        Act::Comment {
            body,
            on,
            clause,
            words,
        } => comment(d, &body, on, clause.as_deref(), &words),
        Act::Respond { part, words } => respond(d, state, part, &words),
        Act::TryOut(_) => d.invalid("version", "nothing was counted: ask for it again"),
        Act::AddReplay(evidence) => add_replay(d, *evidence),
        Act::MakeVersion {
            version,
            gists,
            own,
        } => make_version(d, state, version, &gists, &own),
        Act::Recommend(decided) => {
            let decided = minuted(d, decided);
            d.push(Event::Recommended(Recommended { decided }));
        }
        Act::Approve(decided) => approve(d, state, decided, why),
        Act::Adopt { in_force, why } => adopt(d, state, in_force, why),
        Act::Decline { words } => {
            let words = d.text::<4000>("words", &words);
            d.push(Event::Declined(Said { words }));
            tell_suggester(d, state, "amendment-declined");
        }
        Act::Withdraw => d.push(Event::Withdrawn {}),
        Act::Erase { keys, basis } => {
            state.kept.check(d, &keys);
            d.push(Event::Erased(Erased { keys, basis }));
        }
        Act::Suggest { .. } | Act::OpenReview { .. } => {}
    }
}

/// To whom it goes: the offices that the protocol names, and democratic services, who keep the record.
fn addressed(d: &Writing<'_>) -> Vec<Reader> {
    let on = d.today();
    let offices = protocol(d.cx).map_or_else(Vec::new, |p| p.suggested_to(on));
    let mut to: Vec<Reader> = offices
        .into_iter()
        .map(|office| Reader {
            token: office.value.token(),
            basis: office.basis,
        })
        .collect();
    let team: TeamId = "democratic-services".parse().expect("a slug");
    for token in [Token::team(&team), Token::post("monitoring-officer")] {
        if !to.iter().any(|reader| reader.token == token) {
            let basis = basis::keeping();
            to.push(Reader { token, basis });
        }
    }
    to
}

fn suggest(
    d: &mut Writing<'_>,
    title: &str,
    words: &str,
    clauses: &[String],
    proposed: Option<&str>,
) {
    let title = d.line::<120>("title", title);
    let words = d.text::<8000>("words", words);
    let proposed = d.optional::<8000>("proposed", proposed);
    let of = protocol(d.cx);
    let mut known = Vec::new();
    for word in clauses {
        match clause(of, word) {
            Some(id) => known.push(id),
            None => d.invalid("clauses", no_clause(word)),
        }
    }
    let to = addressed(d);
    tell_all(d, &to, "amendment-suggested");
    let reference = reference(d.stream());
    let pin = Pin::on(d.cx.council, d.today());
    d.push(Event::Suggested(Box::new(Suggested {
        reference,
        pin,
        clauses: known,
        title,
        words,
        proposed,
        to,
    })));
}

fn open_review(d: &mut Writing<'_>, on: Date) {
    let title = d.line::<120>("title", "Review of the protocol with the Constitution");
    let to = addressed(d);
    tell_all(d, &to, "amendment-review");
    let reference = reference(d.stream());
    let pin = Pin::on(d.cx.council, d.today());
    d.push(Event::ReviewOpened(Box::new(ReviewOpened {
        reference,
        pin,
        title,
        on,
        to,
    })));
}

fn tell_all(d: &mut Writing<'_>, to: &[Reader], kind: &str) {
    for reader in to {
        d.tell(reader.token.clone(), kind, reader.basis.clone());
        d.cite("goes to whoever is named for it", reader.basis.clone());
    }
}

fn tell_suggester(d: &mut Writing<'_>, state: &State, kind: &str) {
    d.tell(Token::person(&state.by), kind, basis::readers());
}

fn clause(of: Option<&Protocol>, typed: &str) -> Option<ClauseId> {
    let id: ClauseId = typed.trim().parse().ok()?;
    of.is_none_or(|p| p.clause(id.as_str()).is_some())
        .then_some(id)
}

fn no_clause(word: &str) -> String {
    format!("the protocol has no clause `{word}`: write its number, for example 7.6")
}

/// The protocol that the amendment changes: the one in force, or that it was suggested on.
pub(super) fn changed<'c>(state: &State, cx: &Context<'c>) -> Option<&'c Protocol> {
    protocol(cx).or_else(|| state.pin.as_ref()?.protocol(cx.council))
}

fn comment(d: &mut Writing<'_>, typed_body: &str, on: Date, about: Option<&str>, words: &str) {
    let body = d.line::<120>("body", typed_body);
    let words = d.text::<8000>("words", words);
    if on > d.today() {
        d.invalid(
            "on",
            format!("`{on}` has not come yet: give the day of the comment"),
        );
    }
    let about = about.map(str::trim).filter(|typed| !typed.is_empty());
    let clause = about.and_then(|typed| clause(protocol(d.cx), typed));
    if let (Some(typed), None) = (about, &clause) {
        d.invalid("clause", no_clause(typed));
    }
    let on_record = protocol(d.cx).and_then(|p| p.consulted(d.today(), typed_body));
    if let Some(basis) = on_record {
        d.cite("may be consulted", basis.clone());
    }
    let part = d.part();
    d.push(Event::Commented(Commented {
        part,
        body,
        on,
        clause,
        words,
    }));
}

fn respond(d: &mut Writing<'_>, state: &State, part: PartId, words: &str) {
    if !state.comments.iter().any(|c| c.made.part == part) {
        d.invalid("part", "choose one of the comments");
    }
    let words = d.text::<8000>("words", words);
    d.push(Event::Responded(Responded { part, words }));
}

fn add_replay(d: &mut Writing<'_>, evidence: Evidence) {
    if let Err(bad) = evidence.inputs.trial() {
        d.invalid("values", bad.to_string());
    }
    if evidence.late.columns.is_empty() {
        let why = format!(
            "there are fewer than {} enquiries in these quarters: give an earlier first month",
            evidence.least
        );
        d.invalid("from", why);
    }
    d.cite(
        "counted over the whole council, in ranges",
        basis::evidence(),
    );
    let part = d.part();
    let added = ReplayAdded { part, evidence };
    d.push(Event::ReplayAdded(Box::new(added)));
}

/// Whether the council's record of its protocols takes an event; what is wrong is noted.
pub(super) fn checked(d: &mut Writing<'_>, event: &ProtocolEvent) -> bool {
    let council = d.cx.council;
    let known = |key: &VersionKey| council.protocols.contains_key(key);
    match council.versions.check(event, known, d.today()) {
        Ok(()) => true,
        Err(wrong) => {
            wrong.into_iter().for_each(|w| d.invalid(w.field, w.why));
            false
        }
    }
}

fn minuted(d: &mut Writing<'_>, typed: Minuted) -> Minuted {
    let decided = Minuted {
        body_name: clean_line(&typed.body_name),
        on: typed.on,
        minute: clean_line(&typed.minute),
    };
    for (field, given, what) in [
        ("body", &decided.body_name, "which body decided"),
        ("minute", &decided.minute, "the minute, for example 26/41"),
    ] {
        if given.is_empty() || given.chars().count() > 120 {
            d.invalid(field, format!("give {what}, in at most 120 characters"));
        }
    }
    if decided.on > d.today() {
        let why = format!(
            "`{}` has not come yet: record what has been decided",
            decided.on
        );
        d.invalid("on", why);
    }
    decided
}

fn approve(d: &mut Writing<'_>, state: &State, typed: Minuted, why: Option<&str>) {
    let decided = minuted(d, typed);
    let adoption = adoption(state, &decided, None, None);
    let approval = adoption.zip(protocol(d.cx));
    let approval = approval.map(|(adoption, of)| of.approval_of(&adoption, &d.cx.council.settings));
    let mut explain = None;
    if let Some(approval) = approval {
        approval.cites.into_iter().for_each(|cite| d.cites(cite));
        explain = approval.explain;
    }
    if let (Some(explain), None) = (&explain, why) {
        d.invalid("explanation", explain.question.clone());
    }
    let why = d.optional::<500>("explanation", why.filter(|_| explain.is_some()));
    d.push(Event::Approved(Approved { decided, why }));
    tell_suggester(d, state, "amendment-approved");
}

fn adoption(
    state: &State,
    approved: &Minuted,
    in_force: Option<Date>,
    why: Option<String>,
) -> Option<Adoption> {
    let (pack, version) = state.version.clone()?;
    Some(Adoption {
        pack,
        version,
        body: None,
        body_name: approved.body_name.clone(),
        adopted: approved.on,
        in_force: in_force.unwrap_or(approved.on),
        minute: approved.minute.clone(),
        recommended: state.recommended.clone(),
        why,
    })
}

fn adopt(d: &mut Writing<'_>, state: &State, in_force: Option<Date>, why: Option<String>) {
    let approved = state.approved.as_ref();
    let Some(adoption) = approved.and_then(|a| adoption(state, a, in_force, why)) else {
        return;
    };
    if checked(d, &ProtocolEvent::Adopted(adoption.clone())) {
        if let Some(approval) = d.cx.council.approval_of(&adoption) {
            approval.cites.into_iter().for_each(|cite| d.cites(cite));
        }
        d.push(Event::Adopted(Box::new(Adopted { adoption })));
        tell_suggester(d, state, "amendment-adopted");
    }
}

/// The case's own reference, from its stream.
fn reference(stream: &Stream) -> Reference {
    let name = stream.as_str().rsplit('/').next().unwrap_or_default();
    name.parse()
        .expect("a case's stream ends with its reference")
}
