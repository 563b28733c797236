//! Gate, then fields, then events. Given that the gate allows, only fields can be refused.

use jiff::civil::Date;

use super::command::{Act, Command, Log};
use super::event::{Ending, Event, How, Logged, Outcome};
use super::gate::{Facts, gate};
use super::readers::basis;
use super::{Complaints, clock, rules};
use crate::access::Token;
use crate::calendar::{Receipt, long_date};
use crate::clock::validate_hold_date;
use crate::enforcement;
use crate::enquiries::event::{OutsideReference, Permits};
use crate::ids::{PersonId, ServiceId, Stream, TeamId};
use crate::protocol::complaints::{ComplaintRules, ComplaintSaying};
use crate::register::{Context, Pin};
use crate::verdict::{Basis, Decision, Gate, Rejection};

use super::state::State;

type Draft<'a> = crate::register::draft::Draft<'a, Complaints>;

const TITLE: usize = 150;
const BODY: usize = 20_000;
const WORDS: usize = 5_000;

/// What comes of a command.
pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let kind = command.act.kind();
    let (explain, cites) = match gate(state.map(|(state, _)| state), kind, cx) {
        Gate::Allowed { explain, cites } => (explain, cites),
        Gate::Refused(refusal) => return Err(Rejection::Refused(refusal)),
        Gate::Hidden => return Err(Rejection::Hidden),
    };
    let mut draft = Draft::new(stream, state, cx);
    for cite in cites {
        draft.cites(cite);
    }
    match (state, command.act) {
        (None, Act::Log(given)) => log(&mut draft, *given),
        (None, _) => return Err(Rejection::Hidden),
        (Some((state, _)), act) => {
            let facts = Facts { state, cx };
            if let Some(explain) = explain {
                let unmet = facts.duties_unmet(kind);
                let mut grounds: Vec<(Basis, bool)> = enforcement::explained(&unmet)
                    .map(|(basis, overrides)| (basis.clone(), overrides))
                    .collect();
                if grounds.is_empty() {
                    grounds.push((explain.basis, explain.overrides));
                }
                let given = command.explanation.as_deref().unwrap_or_default();
                for (basis, overrides) in grounds {
                    let words = draft.text::<2_000>("explanation", given);
                    draft.push(Event::Explained {
                        act: kind.name().to_owned(),
                        basis,
                        words,
                        overrides,
                    });
                }
            }
            perform(&mut draft, &facts, act);
        }
    }
    draft.finish()
}

fn perform(d: &mut Draft<'_>, facts: &Facts<'_>, act: Act) {
    match act {
        Act::Log(_) | Act::Judge => {}
        Act::Acknowledge { how } => d.push(Event::Acknowledged { how }),
        Act::Allocate {
            service,
            handler,
            told,
        } => allocate(d, facts, service, handler, told),
        Act::TellHandler { how } => d.push(Event::HandlerTold { how }),
        Act::Extend {
            until,
            why,
            good_reason,
            how,
        } => extend(d, facts, (until, how), &why, good_reason.as_deref()),
        Act::Answer {
            outcome,
            words,
            remedy,
            how,
        } => answer(d, facts, (outcome, how), &words, remedy.as_deref()),
        Act::NextStage { why } => {
            let why = d.unsearched::<WORDS>("why", &why);
            d.push(Event::NextStage { why });
            follow(d, facts, "complaint-next-stage");
        }
        Act::AskOmbudsman { reference } => {
            let typed = reference.filter(|typed| !typed.trim().is_empty());
            let reference = typed.and_then(|typed| {
                let read = OutsideReference::try_from(typed.trim().to_owned());
                read.map_err(|bad| d.invalid("reference", bad)).ok()
            });
            d.push(Event::OmbudsmanAsked { reference });
        }
        Act::DecideOmbudsman { outcome, words } => {
            let words = d.unsearched::<BODY>("words", &words);
            d.push(Event::OmbudsmanDecided { outcome, words });
        }
        Act::ChangePermits { permits } => {
            if permits == facts.state.permits {
                d.invalid("permits", "is what holds already");
            }
            d.push(Event::PermitsChanged { permits });
        }
        Act::Note { words } => {
            let words = d.unsearched::<BODY>("words", &words);
            let part = d.part();
            d.push(Event::Noted { part, words });
        }
        Act::KeepOut { person, why } => {
            keep_out(d, &person);
            let why = d.unsearched::<WORDS>("why", &why);
            d.push(Event::ReaderDenied { person, why });
        }
        Act::Close { ending, why } => close(d, facts, ending, why.as_deref()),
        Act::Erase { keys, basis } => {
            facts.state.kept.check(d, &keys);
            d.push(Event::Erased { keys, basis });
        }
    }
}

fn log(d: &mut Draft<'_>, given: Log) {
    let reference = d
        .stream()
        .as_str()
        .rsplit('/')
        .next()
        .and_then(|r| r.parse().ok());
    let Some(reference) = reference else {
        d.invalid("reference", "the new complaint has no reference: try again");
        return;
    };
    let today = d.today();
    let directory = &d.cx.council.directory;
    let no_service = given.service.as_ref();
    let no_service = no_service.is_some_and(|s| directory.services.get(s, today).is_none());
    let ward = given.ward.as_ref();
    let no_ward = ward.is_some_and(|w| directory.wards.get(w, today).is_none());
    if no_service && given.enquiry.is_none() {
        d.invalid(
            "service",
            "is not a service today: choose one of the list, or none",
        );
    }
    if no_ward && given.enquiry.is_none() {
        d.invalid(
            "ward",
            "is not a ward today: choose one of the list, or none",
        );
    }
    let received = given.received.unwrap_or(Receipt::At(d.cx.now));
    let later = match received {
        Receipt::At(at) => at > d.cx.now,
        Receipt::On(date) => date > today,
    };
    if later {
        d.invalid("received", "is still to come: give today or an earlier day");
    }
    let complaints: TeamId = "complaints".parse().expect("a team's slug");
    let known =
        d.cx.council
            .directory
            .teams
            .get(&complaints, today)
            .is_some();
    let unclear = "contact-centre".parse().expect("a team's slug");
    let team = if known { complaints } else { unclear };
    let (enquiry, holder) = given.enquiry.unzip();
    let title = d.line::<TITLE>("title", &given.title);
    // What a member may not read, no search of theirs may find.
    let body = d.unsearched::<BODY>("body", &given.body);
    let resident = given.resident.filter(|typed| !typed.trim().is_empty());
    let resident = resident.map(|typed| d.unsearched::<WORDS>("resident", &typed));
    let rules = rules_today(d, received.date());
    let complains = given.sort.is_complaint();
    if let Some(clock) = rules.clock(1).filter(|_| complains) {
        d.cite("when an answer is aimed at", clock.basis);
    }
    if let (true, Some(procedure)) = (holder.is_some(), rules.says(ComplaintSaying::Procedure)) {
        d.cite(
            "a complaint goes through the procedure",
            procedure.basis.clone(),
        );
    }
    let handed = holder.clone().filter(|_| given.permits != Permits::Nothing);
    d.push(Event::Logged(Box::new(Logged {
        reference,
        pin: Pin::on(d.cx.council, received.date()),
        team: team.clone(),
        enquiry,
        holder,
        permits: given.permits,
        received,
        title,
        body,
        resident,
        service: given.service.clone(),
        ward: given.ward,
        sort: given.sort,
    })));
    for person in given.keep_out {
        keep_out(d, &person);
        let why = d
            .scribe
            .unsearched("Named when it was logged: it concerns them.");
        d.push(Event::ReaderDenied { person, why });
    }
    if !complains {
        return pass_on(d, given.service.as_ref(), &team);
    }
    let logged = rules
        .says(ComplaintSaying::Logged)
        .map(|held| held.basis.clone());
    d.tell(
        Token::team(&team),
        "complaint-logged",
        logged.unwrap_or_else(basis),
    );
    if let Some(holder) = handed {
        d.tell(Token::holder_of(&holder), "complaint-logged", basis());
    }
}

/// A compliment or a suggestion is no complaint: it is kept, goes to the service, and no clock runs.
fn pass_on(d: &mut Draft<'_>, service: Option<&ServiceId>, team: &TeamId) {
    let basis = Basis::default_of("W85", None);
    d.cite("what is no complaint goes to the service", basis.clone());
    let to = service.map_or_else(|| Token::team(team), Token::manager_of);
    d.tell(to, "complaint-passed-on", basis.clone());
    d.push(Event::Closed {
        ending: Ending::NotAComplaint,
        why: None,
        basis,
    });
}

fn rules_today(d: &Draft<'_>, on: Date) -> ComplaintRules {
    let settings = &d.cx.council.settings;
    match d.cx.council.protocol_on(on) {
        Some(protocol) => protocol.complaints_on(on, settings),
        None => ComplaintRules::without_protocol(on, settings),
    }
}

fn keep_out(d: &mut Draft<'_>, person: &PersonId) {
    if person == d.cx.actor.person() {
        d.invalid("person", "is you: name somebody else");
    } else if !d.cx.council.directory.knows(person) {
        d.invalid("person", "is not in the directory: choose one of the list");
    }
}

fn allocate(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    service: Option<ServiceId>,
    handler: PersonId,
    told: Option<How>,
) {
    let today = d.today();
    let directory = &d.cx.council.directory;
    let service = service.filter(|service| facts.state.service.as_ref() != Some(service));
    if service
        .as_ref()
        .is_some_and(|s| directory.services.get(s, today).is_none())
    {
        d.invalid("service", "is not a service today: choose one of the list");
    }
    let officer = directory
        .appointments_of(&handler, today)
        .any(|post| post.role.kind().is_for_officers());
    if !officer || facts.state.denied.contains(&handler) {
        d.invalid(
            "handler",
            "is not an officer who can deal with it: choose one of the list",
        );
    }
    let says = rules(facts.state, d.cx.council);
    let says = says
        .says(ComplaintSaying::HandlerTold)
        .map(|held| held.basis.clone());
    d.tell(
        Token::person(&handler),
        "complaint-allocated",
        says.unwrap_or_else(basis),
    );
    d.push(Event::Allocated { service, handler });
    if let Some(how) = told {
        d.push(Event::HandlerTold { how });
    }
}

fn extend(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    (until, how): (Date, How),
    why: &str,
    good_reason: Option<&str>,
) {
    let running = clock::clock(facts.state, d.cx.council, d.cx.now);
    if let Err(wrong) = validate_hold_date(&running, until, d.cx.now) {
        d.invalid("until", wrong);
    }
    let rules = rules(facts.state, d.cx.council);
    let stage = rules.stage(facts.state.stage()).map(|cited| cited.value);
    let first = running.targets.iter().find(|t| t.round == 1).map(|t| t.due);
    let limit = stage.zip(first).filter(|(stage, _)| stage.extension > 0);
    let limit = limit.map(|(stage, due)| {
        d.cx.council
            .calendar
            .after(due, stage.unit, stage.extension)
    });
    let good_reason = d.optional::<WORDS>("good-reason", good_reason);
    if let (Some(limit), true) = (limit, good_reason.is_none())
        && until > limit
    {
        let limit = long_date(limit);
        d.invalid(
            "good-reason",
            format!("is not given, and it would take beyond {limit}: say why, or give {limit} or an earlier day"),
        );
    }
    if let (Some(_), Some(basis)) = (limit, rules.basis(facts.state.stage(), "extension")) {
        d.cite("how far a longer time may go", basis.clone());
    }
    let why = d.unsearched::<WORDS>("why", why);
    d.push(Event::Extended {
        until,
        why,
        good_reason,
        how,
    });
    follow(d, facts, "complaint-longer");
}

fn answer(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    (outcome, how): (Outcome, How),
    words: &str,
    remedy: Option<&str>,
) {
    let words = d.unsearched::<BODY>("words", words);
    let remedy = remedy.filter(|typed| !typed.trim().is_empty());
    let remedy = remedy.map(|typed| d.unsearched::<WORDS>("remedy", typed));
    if outcome == Outcome::Resolved && remedy.is_none() {
        d.invalid("remedy", "is not given: say what was put right");
    }
    let part = d.part();
    d.push(Event::Answered {
        part,
        outcome,
        words,
        remedy,
        how,
    });
    d.tell(
        Token::team(&facts.state.team),
        "complaint-answered",
        basis(),
    );
    follow(d, facts, "complaint-answered");
}

fn close(d: &mut Draft<'_>, facts: &Facts<'_>, ending: Ending, why: Option<&str>) {
    let answered = facts
        .state
        .stages
        .iter()
        .any(|stage| stage.outcome.is_some());
    if ending == Ending::Answered && (!answered || facts.state.is_open()) {
        d.invalid(
            "ending",
            "it has not been answered: answer it, or say why it ends",
        );
    }
    let why = why.filter(|typed| !typed.trim().is_empty());
    if why.is_none() && ending == Ending::NotAComplaint {
        d.invalid(
            "why",
            "is not given: say what it is instead, and who has it",
        );
    }
    let why = why.map(|typed| d.unsearched::<WORDS>("why", typed));
    d.push(Event::Closed {
        ending,
        why,
        basis: basis(),
    });
    follow(d, facts, "complaint-closed");
}

/// Tells the member who follows it, where the resident permits that.
fn follow(d: &mut Draft<'_>, facts: &Facts<'_>, kind: &str) {
    let state = facts.state;
    if let (Some(holder), true) = (&state.holder, state.permits != Permits::Nothing) {
        d.tell(Token::holder_of(holder), kind, basis());
    }
}
