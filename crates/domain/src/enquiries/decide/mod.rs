//! Gate, then fields, then events. Each topic writes into a [`Draft`]; finishing it adds what the act
//! made certain of the clock. Given that the gate allows, only fields can be refused.

mod access;
mod draft;
mod duties;
mod ending;
mod files;
mod jobs;
mod links;
mod opening;
mod parts;
mod replies;

pub use crate::register::files::MEDIA;

use super::command::{Act, Command, Kind};
use super::event::Event;
use super::gate::{Facts, gate};
use super::state::State;
use crate::enforcement;
use crate::ids::Stream;
use crate::register::Context;
use crate::verdict::{Basis, Decision, Explain, Gate, Rejection};
use draft::Draft;

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
    let explanation = command.explanation.as_deref();
    match (state, command.act) {
        (None, Act::Raise(raise)) => opening::raise(&mut draft, *raise, explanation),
        (None, _) => return Err(Rejection::Hidden),
        (Some((state, _)), act) => {
            let facts = Facts::new(state, cx);
            match explain {
                // Which act goes on is among the fields: the explanation is written with it.
                Some(_) if kind == Kind::Override => {}
                Some(explain) => explained(&mut draft, &facts, kind, explain, explanation),
                None => {}
            }
            perform(&mut draft, &facts, act, explanation);
        }
    }
    draft.finish()
}

/// Keeps the explanation: once for every duty that asked for it, or for the office that overrides.
fn explained(
    draft: &mut Draft<'_>,
    facts: &Facts<'_>,
    kind: Kind,
    explain: Explain,
    explanation: Option<&str>,
) {
    let unmet = facts.duties_unmet(kind);
    let mut grounds: Vec<(Basis, bool)> = enforcement::explained(&unmet)
        .map(|(basis, overrides)| (basis.clone(), overrides))
        .collect();
    if grounds.is_empty() || explain.overrides {
        grounds = vec![(explain.basis, explain.overrides)];
    }
    for (basis, overrides) in grounds {
        draft.explain(kind.name(), basis, explanation, overrides);
    }
}

fn perform(d: &mut Draft<'_>, facts: &Facts<'_>, act: Act, explanation: Option<&str>) {
    match act {
        Act::Raise(_) => {}
        Act::Route { to } => opening::route(d, facts, to),
        Act::Accept => opening::accept(d, facts),
        Act::Return { why } => opening::send_back(d, facts, &why),
        Act::Reassign { to, handler } => opening::reassign(d, facts, to, handler),
        Act::Acknowledge {
            handler,
            words,
            template,
        } => opening::acknowledge(d, facts, handler, words.as_deref(), template.as_deref()),
        Act::ChangeClass { urgent, why } => opening::change_class(d, facts, urgent, &why),
        Act::Hold(hold) => replies::hold(d, facts, hold, explanation),
        Act::AgreeDate => replies::agree(d, facts),
        Act::ContestDate { wants, words } => replies::contest(d, facts, wants, words.as_deref()),
        Act::AskSecondStage { why } => replies::ask_second_stage(d, facts, &why),
        Act::AgreeSecondStage => replies::second_stage(d, facts, true),
        Act::RefuseSecondStage => replies::second_stage(d, facts, false),
        Act::AskMember { words } => replies::ask_member(d, facts, &words),
        Act::ReplyToOfficers { words } => replies::reply(d, facts, &words),
        Act::Chase => replies::chase(d, facts),
        Act::ExplainLateness { words, liaised } => {
            replies::explain_lateness(d, facts, &words, liaised);
        }
        Act::SendMessage { words, template } => {
            replies::message(d, facts, &words, template.as_deref());
        }
        Act::Recall { part, opened } => replies::recall(d, facts, part, opened),
        Act::RaiseBurden {
            words,
            to_chief_officer,
        } => parts::raise_burden(d, facts, &words, to_chief_officer),
        Act::DiscussBurden {
            approach,
            agreed,
            words,
        } => parts::discuss_burden(d, facts, approach, agreed, &words),
        Act::AskContribution { of, about, due } => {
            parts::ask_contribution(d, facts, of, &about, due);
        }
        Act::Contribute { part, words } => parts::contribute(d, facts, part, &words),
        Act::WithdrawContribution { part } => parts::withdraw(d, facts, part),
        Act::AskPartner {
            partner,
            contact,
            about,
            due,
        } => parts::ask_partner(d, facts, partner, &contact, &about, due),
        Act::RecordPartnerAnswer { part, words } => parts::partner(d, facts, part, &words),
        Act::Note { words } => parts::note(d, &words),
        Act::AddFile(file) => files::add(d, facts, file),
        Act::RemoveFile { part } => files::remove(d, facts, part),
        Act::Answer(answer) => ending::answer(d, facts, answer),
        Act::KeepPromise { part } => ending::keep_promise(d, facts, part),
        Act::MovePromise { part, to, why } => ending::move_promise(d, facts, part, to, &why),
        Act::MissPromise { part } => ending::miss_promise(d, facts, part),
        Act::Close { ending, why } => ending::close(d, facts, ending, why.as_deref()),
        Act::CloseBySetting => ending::close_by_setting(d, facts),
        Act::Reopen { why } => ending::reopen(d, facts, &why),
        Act::FollowUp { words } => ending::follow_up(d, facts, &words),
        Act::Rate { answered, useful } => ending::rate(d, answered, useful),
        Act::Link { other } => links::link(d, facts, other),
        Act::Unlink { other } => links::unlink(d, facts, other),
        Act::Merge { into } => links::merge(d, facts, into),
        Act::AnswerTogether { others, answer } => links::together(d, facts, others, answer),
        Act::JoinCampaign { other } => links::join(d, facts, other),
        Act::LeaveCampaign => d.push(Event::LeftCampaign {}),
        Act::Split {
            title,
            body,
            service,
        } => links::split(d, facts, &title, &body, service),
        Act::HandToComplaints { permits, told } => links::complaint(d, facts, permits, &told),
        Act::HandOn {
            door,
            reference,
            told,
        } => links::hand_on(d, facts, door, &reference, &told),
        Act::SayNotOurs {
            partner,
            reference,
            told,
        } => links::not_ours(d, facts, partner, reference.as_deref(), &told),
        Act::SplitInformationRights { law, words } => links::information(d, facts, law, &words),
        Act::TakeDoor { door, reference } => links::take_door(d, door, reference.as_deref()),
        Act::AddReader { reader } => access::add(d, facts, reader),
        Act::RemoveReader { reader } => access::remove(d, facts, reader),
        Act::DenyReader { person, why } => access::deny(d, facts, person, &why),
        Act::Refer { why } => access::refer(d, &why),
        Act::Override { of } => duties::go_on(d, facts, of, explanation),
        Act::EndHolder { on } => access::end_holder(d, facts, on),
        Act::PassOn { to, ground } => access::pass_on(d, facts, to, ground),
        Act::Correct { now, why } => access::correct(d, facts, now, &why),
        Act::Erase { keys, basis } => access::erase(d, facts, keys, basis),
        Act::MoveClock { from, to, cause } => jobs::move_clock(d, facts, from, to, cause),
        // What the clock judged and no event has pinned is added to every act; this one adds nothing else.
        Act::Judge => {}
    }
}
