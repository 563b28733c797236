//! Parts of the work: burden, contributions, partners, internal notes.

use jiff::civil::Date;

use super::draft::Draft;
use super::opening::{BODY, TITLE, WORDS};
use crate::access::Token;
use crate::clock::validate_contribution_date;
use crate::enquiries::basis;
use crate::enquiries::event::{
    Approach, BurdenDiscussed, BurdenRaised, ContributionAsked, Contributor, Event, Part, PartSaid,
    PartnerAsked,
};
use crate::enquiries::gate::Facts;
use crate::enquiries::roles::Roles;
use crate::ids::{PartId, PartnerId};
use crate::protocol::Practice;

pub(super) fn raise_burden(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    words: &str,
    to_chief_officer: bool,
) {
    let words = d.text::<WORDS>("words", words);
    let Some(service) = facts.state.desk_service() else {
        d.invalid("to", "no service has it yet: send it to a service first");
        return;
    };
    let rule = facts.rules.burden.as_ref();
    let basis = rule.map_or_else(basis::readers, |rule| rule.basis.clone());
    let clock_runs = rule.is_none_or(|rule| rule.value.clock_runs);
    if let Some(field) = facts.rules.basis("burden", "clock-runs") {
        d.cite("whether the clock runs meanwhile", field.clone());
    }
    let to = burden_reader(d, facts, service, to_chief_officer);
    d.tell(to.clone(), "burden-raised", basis.clone());
    d.push(Event::BurdenRaised(BurdenRaised {
        to,
        words,
        basis,
        clock_runs,
    }));
}

/// To the service manager in person, or to the Chief Officer; where nobody holds the post, to those
/// answerable for the service.
fn burden_reader(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    service: &crate::ids::ServiceId,
    to_chief_officer: bool,
) -> Token {
    let directory = &facts.cx.council.directory;
    let acting = if to_chief_officer {
        directory.chief_officer_of(service, facts.today)
    } else {
        directory.manager_of(service, facts.today)
    };
    acting.map_or_else(
        || {
            d.cite("the post is vacant", basis::vacancy());
            Token::manager_of(service)
        },
        |acting| Token::person(&acting.person),
    )
}

pub(super) fn discuss_burden(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    approach: Approach,
    agreed: bool,
    words: &str,
) {
    if agreed && approach == Approach::None {
        d.invalid(
            "agreed",
            "no approach was found: say which, or that none is agreed",
        );
    }
    let words = d.text::<WORDS>("words", words);
    d.push(Event::BurdenDiscussed(BurdenDiscussed {
        approach,
        agreed,
        words,
    }));
    let talk = facts.rules.practices.get(&Practice::BurdenTalk);
    let basis = talk.map_or_else(basis::readers, |talk| talk.basis.clone());
    d.cite("how it is answered is talked over", basis.clone());
    d.tell_member(facts.state, "burden-discussed", basis);
}

pub(super) fn ask_contribution(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    of: Contributor,
    about: &str,
    due: Date,
) {
    let directory = &facts.cx.council.directory;
    let known = match &of {
        Contributor::Service(service) => directory.services.get(service, facts.today).is_some(),
        Contributor::Person(person) => directory
            .appointments_of(person, facts.today)
            .any(|a| a.role.kind().is_for_officers()),
    };
    let denied = matches!(&of, Contributor::Person(p) if facts.state.denied.contains(p));
    if !known || denied {
        d.invalid(
            "of",
            "is no service or officer today: choose one of the list",
        );
    }
    if let Err(why) = validate_contribution_date(&facts.clock, due, facts.cx.now) {
        d.invalid("due", why);
    }
    let about = d.text::<WORDS>("about", about);
    let part = d.part();
    d.tell(of.token(), "contribution-asked", basis::readers());
    d.push(Event::ContributionAsked(ContributionAsked {
        part,
        of,
        about,
        due,
    }));
}

pub(super) fn contribute(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, words: &str) {
    let visible = &facts.cx.actor.visible;
    let desk = facts.roles.meets(Roles::DESK);
    let theirs = facts
        .state
        .awaited()
        .any(|c| c.part == part && (desk || visible.has(&c.of.token())));
    if !theirs {
        d.invalid("part", "is not awaited from you: choose one that is");
    }
    let words = d.text::<BODY>("words", words);
    d.push(Event::ContributionGiven(PartSaid { part, words }));
    d.tell_officers(facts.state, "contribution-given", basis::readers());
}

pub(super) fn withdraw(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId) {
    let awaited = facts.state.awaited().find(|c| c.part == part);
    match awaited {
        Some(c) => d.tell(c.of.token(), "contribution-withdrawn", basis::readers()),
        None => d.invalid("part", "is not awaited: choose one that is"),
    }
    d.push(Event::ContributionWithdrawn(Part { part }));
}

pub(super) fn ask_partner(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    partner: PartnerId,
    contact: &str,
    about: &str,
    due: Date,
) {
    let directory = &facts.cx.council.directory;
    if directory.partners.get(&partner, facts.today).is_none() {
        d.invalid("partner", "is not in the directory: choose one of the list");
    }
    d.not_past("due", due);
    let contact = d.line::<TITLE>("contact", contact);
    let about = d.text::<WORDS>("about", about);
    let part = d.part();
    d.push(Event::PartnerAsked(PartnerAsked {
        part,
        partner,
        contact,
        about,
        due,
    }));
}

pub(super) fn partner(d: &mut Draft<'_>, facts: &Facts<'_>, part: PartId, words: &str) {
    let asked = facts.state.partners.iter();
    if !asked
        .clone()
        .any(|asking| asking.part == part && !asking.answered)
    {
        d.invalid(
            "part",
            "was not asked of a partner, or is answered: choose another",
        );
    }
    let words = d.text::<BODY>("words", words);
    d.push(Event::PartnerAnswered(PartSaid { part, words }));
    d.tell_officers(facts.state, "partner-answered", basis::readers());
}

/// An internal note is found by no search, so that no result can tell that it exists.
pub(super) fn note(d: &mut Draft<'_>, words: &str) {
    let words = d.unsearched::<BODY>("words", words);
    let part = d.part();
    d.push(Event::Noted(PartSaid { part, words }));
}
