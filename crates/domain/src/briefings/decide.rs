//! Gate, then fields, then events. Given that the gate allows, only fields can be refused.
//!
//! What was said and given has fewer readers than the briefing, so no search finds it.

mod opening;

use super::Briefings;
use super::command::{Act, Command};
use super::event::{Event, Side};
use super::gate::{Facts, asking, gate};
use super::state::State;
use crate::access::Token;
use crate::ids::{AppointmentId, GroupId, PartId, PersonId, Stream};
use crate::protocol::{BriefingPractice, Enforce};
use crate::register::{Context, posts};
use crate::verdict::{Basis, Decision, Gate, Rejection};

/// The longest line, in characters.
const LINE: usize = 150;
/// The longest text, in characters.
const BODY: usize = 20_000;
/// The longest reason, in characters.
const WHY: usize = 2_000;

type Draft<'a> = crate::register::draft::Draft<'a, Briefings>;

pub(super) fn decide(
    stream: &Stream,
    state: Option<(&State, u64)>,
    command: Command,
    cx: &Context<'_>,
) -> Result<Decision<Event>, Rejection> {
    let cites = match gate(state.map(|(state, _)| state), command.act.kind(), cx) {
        Gate::Allowed { cites, .. } => cites,
        Gate::Refused(refusal) => return Err(Rejection::Refused(refusal)),
        Gate::Hidden => return Err(Rejection::Hidden),
    };
    let mut draft = Draft::new(stream, state, cx);
    for cite in cites {
        draft.cites(cite);
    }
    match (state, command.act) {
        (None, Act::Open(opening)) => opening::open(&mut draft, &opening),
        (None, _) => return Err(Rejection::Hidden),
        (Some((state, _)), act) => perform(&mut draft, &Facts::new(state, cx), act),
    }
    draft.finish()
}

fn explain(d: &mut Draft<'_>, act: &str, basis: &Basis, reason: &str) {
    let words = d.text::<WHY>("why", reason);
    d.push(Event::Explained {
        act: act.to_owned(),
        basis: basis.clone(),
        words,
        overrides: false,
    });
}

fn perform(d: &mut Draft<'_>, facts: &Facts<'_>, act: Act) {
    let basis = facts.state.basis.clone();
    match act {
        Act::Open(_) => {}
        Act::Arrange {
            on,
            time,
            place,
            officer,
        } => {
            d.not_past("on", on);
            let officer = officer.unwrap_or_else(|| d.cx.actor.person().clone());
            check_officer(d, &officer);
            let place = d.line::<LINE>("place", &place);
            let post = posts::post_of(d.cx, &officer, &facts.state.service);
            tell_all(d, facts, "briefing-arranged");
            d.push(Event::Arranged {
                on,
                time,
                place,
                officer,
                post,
                basis,
            });
        }
        Act::PutOff { words } => {
            let says = facts
                .rules
                .says(BriefingPractice::ToTheChiefOfficer)
                .cloned();
            let words = d.text::<WHY>("words", &words);
            tell_all(d, facts, "briefing-put-off");
            let basis = says.unwrap_or(basis);
            d.push(Event::PutOff { words, basis });
        }
        Act::Accept => answer(d, facts, true),
        Act::Decline => answer(d, facts, false),
        Act::Brief {
            on,
            content,
            beyond,
        } => brief(d, facts, on, content.as_deref(), beyond),
        Act::Mark { who, came } => {
            if !facts
                .state
                .invited
                .iter()
                .any(|invited| invited.who.token == who)
            {
                d.invalid("who", "was not invited: choose one of the list");
            }
            d.push(Event::Marked { who, came });
        }
        Act::Inform { words, files } => {
            let words = d.unsearched::<BODY>("words", &words);
            let part = d.part();
            tell_all(d, facts, "briefing-information");
            d.push(Event::Informed { part, words });
            for file in files {
                let file = d.case_file(file, false);
                d.push(Event::FileGiven(file));
            }
        }
        Act::AskSeparate => ask_separate(d, facts),
        Act::BriefSeparately { group, extra, why } => {
            separately(d, facts, group, extra.as_deref(), why.as_deref());
        }
        Act::Break { words } => {
            let says = facts.rules.says(BriefingPractice::Breaks).cloned();
            let words = d.text::<WHY>("words", &words);
            let basis = says.unwrap_or(basis);
            if !facts.is_officer() {
                tell_officer(d, facts, "briefing-break", &basis);
            }
            d.push(Event::BreakTaken { words, basis });
        }
        Act::State { chair } => {
            if !chair {
                d.invalid("chair", "is missing: it is said only if the chair agrees");
            }
            let says = facts
                .rules
                .says(BriefingPractice::AllGroupsStatement)
                .cloned();
            let basis = says.unwrap_or(basis);
            d.push(Event::Stated { basis });
        }
        Act::ProposeSharing { with } => propose(d, facts, with),
        Act::PermitSharing { part } => permit(d, facts, part, true),
        Act::RefuseSharing { part } => permit(d, facts, part, false),
        Act::Withdraw => {
            tell_all(d, facts, "briefing-withdrawn");
            d.push(Event::Withdrawn {});
        }
        Act::Erase { keys, basis } => {
            facts.state.kept.check(d, &keys);
            d.push(Event::Erased { keys, basis });
        }
    }
}

/// Tells everybody whom the briefing concerns: the member or those invited, and who briefs.
fn tell_all(d: &mut Draft<'_>, facts: &Facts<'_>, kind: &str) {
    let state = facts.state;
    let holder = state.holder.as_ref().map(Token::holder_of);
    let invited = state
        .invited
        .iter()
        .map(|invited| invited.who.token.clone());
    let separate = state.separate.iter().map(|own| own.side.token.clone());
    for token in holder.into_iter().chain(invited).chain(separate) {
        d.tell(token, kind, state.basis.clone());
    }
    tell_officer(d, facts, kind, &state.basis);
}

/// Tells who briefs, and whoever covers for them.
fn tell_officer(d: &mut Draft<'_>, facts: &Facts<'_>, kind: &str, basis: &Basis) {
    for token in facts.state.officer_with_cover() {
        d.tell(token, kind, basis.clone());
    }
}

fn check_officer(d: &mut Draft<'_>, officer: &PersonId) {
    let today = d.today();
    let mut held = d.cx.council.directory.appointments_of(officer, today);
    if !held.any(|a| a.role.kind().is_for_officers()) {
        d.invalid(
            "officer",
            "is no officer of the council today: choose one of the list",
        );
    }
}

fn answer(d: &mut Draft<'_>, facts: &Facts<'_>, comes: bool) {
    let Some(who) = facts.invitation().cloned() else {
        return;
    };
    let kind = if comes {
        "briefing-accepted"
    } else {
        "briefing-declined"
    };
    tell_officer(d, facts, kind, &facts.state.basis);
    d.push(Event::Answered { who, comes });
}

fn brief(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    on: jiff::civil::Date,
    content: Option<&str>,
    beyond: bool,
) {
    if on > d.today() {
        d.invalid("on", "is still to come: record it when it was given");
    }
    let content = content
        .filter(|content| !content.trim().is_empty())
        .map(|content| d.unsearched::<BODY>("content", content));
    if beyond && let Some(clause) = facts.rules.says(BriefingPractice::NoSubstitute) {
        let author = Token::manager_of(&facts.state.service);
        d.tell(author, "briefing-beyond-report", clause.clone());
    }
    let post = posts::post_of(d.cx, d.cx.actor.person(), &facts.state.service);
    let reads_on = posts::reads_on(d.cx);
    d.cite("what is read on in another post", reads_on.basis.clone());
    d.push(Event::Briefed {
        on,
        content,
        beyond,
        post,
        reads_on: reads_on.value.then_some(reads_on.basis),
    });
    tell_all(d, facts, "briefing-given");
}

fn ask_separate(d: &mut Draft<'_>, facts: &Facts<'_>) {
    let (Some(group), Some(basis)) = (facts.group(), facts.rules.says(BriefingPractice::Separate))
    else {
        return;
    };
    let today = d.today();
    let side = d.cx.council.directory.group_token(&group, today);
    for reader in &facts.state.goes_to {
        d.tell(reader.token.clone(), "briefing-separate", basis.clone());
    }
    d.push(Event::SeparateAsked {
        group,
        side,
        basis: basis.clone(),
    });
}

fn separately(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    group: GroupId,
    extra: Option<&str>,
    why: Option<&str>,
) {
    let asked = facts
        .state
        .separate
        .iter()
        .find(|own| own.group == group && !own.given);
    if asked.is_none() {
        d.invalid(
            "group",
            "has not asked for its own briefing, or has had it: choose one of the list",
        );
    }
    let extra = extra.filter(|extra| !extra.trim().is_empty());
    let identical = facts.rules.held(BriefingPractice::Identical);
    if let (Some(_), Some(held)) = (extra, identical) {
        match why.filter(|why| !why.trim().is_empty()) {
            Some(reason) => explain(d, "brief-separately", &held.basis, reason),
            None if held.value >= Enforce::Ask => {
                let why = format!(
                    "goes beyond what the others have ({}): leave it out, or give the reason below",
                    held.basis
                );
                d.invalid("extra", why);
            }
            None => {}
        }
        let post = Token::post("monitoring-officer");
        d.tell(post, "briefing-not-the-same", held.basis.clone());
    }
    let extra = extra.map(|extra| d.unsearched::<BODY>("extra", extra));
    let basis = identical.map_or_else(|| facts.state.basis.clone(), |held| held.basis.clone());
    d.push(Event::SeparatelyBriefed {
        group,
        extra,
        basis,
    });
}

fn propose(d: &mut Draft<'_>, facts: &Facts<'_>, with: AppointmentId) {
    let Some(by) = facts.side() else { return };
    let today = d.today();
    let found =
        d.cx.council
            .directory
            .appointment(&with)
            .filter(|a| a.holds(today));
    let member = found.is_some_and(|a| a.role.kind().is_for_members());
    if !member || facts.state.holder.as_ref() == Some(&with) {
        d.invalid(
            "with",
            "is no other member of today: choose one of the list",
        );
    }
    let mut shares = facts.state.shares.iter();
    if shares.any(|share| share.with == with && (share.member || share.officer)) {
        d.invalid(
            "with",
            "has been proposed already: permit that sharing, or refuse it",
        );
    }
    let says = facts.rules.says(BriefingPractice::BothConsents);
    let basis = says.cloned().unwrap_or_else(asking);
    tell_other(d, facts, by, "briefing-share-proposed", &basis);
    let part = d.part();
    d.push(Event::SharingProposed {
        part,
        with,
        by,
        basis,
    });
}

fn permit(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, permits: bool) {
    let Some(by) = facts.side() else { return };
    let share = facts.state.share(&part);
    let own = share.map(|share| match by {
        Side::Member => share.member,
        Side::Officer => share.officer,
    });
    match own {
        None => d.invalid("part", "was not proposed: choose one of the list"),
        Some(true) if permits => d.invalid(
            "part",
            "has your permission already, and waits for the other’s",
        ),
        Some(_) => {}
    }
    let basis = share.map_or_else(asking, |share| share.basis.clone());
    let both = share.is_some_and(|share| share.member || share.officer) && permits;
    if let Some(share) = share.filter(|_| both) {
        d.tell(
            Token::holder_of(&share.with),
            "briefing-shared",
            basis.clone(),
        );
    }
    let kind = if permits {
        "briefing-share-permitted"
    } else {
        "briefing-share-refused"
    };
    tell_other(d, facts, by, kind, &basis);
    d.push(if permits {
        Event::SharingPermitted { part, by }
    } else {
        Event::SharingRefused { part, by }
    });
}

fn tell_other(d: &mut Draft<'_>, facts: &Facts<'_>, by: Side, kind: &str, basis: &Basis) {
    // In person: what reaches a member’s seat reaches the assistants, and this is between the two.
    let other = match by {
        Side::Member => facts.state.officer_token(),
        Side::Officer => {
            let seat = facts.state.holder.as_ref();
            let seat = seat.and_then(|seat| d.cx.council.directory.appointment(seat));
            seat.filter(|seat| seat.holds(d.today()))
                .map(|seat| Token::person(&seat.person))
        }
    };
    if let Some(other) = other {
        d.tell(other, kind, basis.clone());
    }
}
