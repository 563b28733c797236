//! A breach of the rules on groups that belongs to no request, such as an attendance that nobody asked for: whoever
//! the protocol binds reports it where the text has it brought to the Monitoring Officer, who alone reads it.

use super::decide::{BODY, Draft, LINE, WHY};
use super::event::{BreachReported, Event};
use super::gate::Facts;
use super::roles::Roles;
use super::rules;
use super::state::Standing;
use crate::access::Token;
use crate::calendar::local_date;
use crate::ids::ServiceId;
use crate::protocol::GroupPractice;
use crate::reference::Reference;
use crate::register::{Context, Pin};
use crate::verdict::{Basis, Cited, Gate};

/// Reporting: for everybody whom the protocol binds, where the text has a breach brought to somebody.
pub(super) fn report_gate(cx: &Context<'_>) -> Gate {
    let rules = rules(None, cx.council, local_date(cx.now));
    let basis = rules.says(GroupPractice::BreachToMonitoringOfficer);
    let bound = cx.actor.visible.has(&Token::everyone());
    match basis.filter(|_| bound) {
        Some(basis) => Gate::allowed(vec![
            Cited::new(
                "a breach is brought to the Monitoring Officer".to_owned(),
                basis.clone(),
            ),
            Cited::new("how far the section reaches".to_owned(), reach(basis)),
        ]),
        None => Gate::Hidden,
    }
}

/// How far *this part* of the text reaches is an open question.
pub(super) fn reach(basis: &Basis) -> Basis {
    Basis::default_of("B6", basis.clause().cloned())
}

/// Recording what was done about it: for the Monitoring Officer, once.
pub(super) fn settling(facts: &Facts<'_>) -> (Roles, &'static [Standing], Basis) {
    let says = facts.rules.says(GroupPractice::BreachToMonitoringOfficer);
    let basis = says.cloned().unwrap_or_else(super::basis::reading);
    (Roles::OVERRIDES, &[Standing::Reported], basis)
}

pub(super) fn report(d: &mut Draft<'_>, title: &str, words: &str, service: &ServiceId) {
    let today = d.today();
    let reference: Option<Reference> = d
        .stream()
        .as_str()
        .split('/')
        .nth(1)
        .and_then(|text| text.parse().ok());
    let rules = rules(None, d.cx.council, today);
    let basis = rules.says(GroupPractice::BreachToMonitoringOfficer);
    let (Some(reference), Some(basis)) = (reference, basis.cloned()) else {
        return;
    };
    if d.cx
        .council
        .directory
        .services
        .get(service, today)
        .is_none()
    {
        d.invalid(
            "service",
            "is no service of the council today: choose one of the list",
        );
    }
    let office = Token::post("monitoring-officer");
    d.tell(office, "group-breach", basis.clone());
    let topic = d.part();
    let reported = BreachReported {
        reference,
        pin: Pin::on(d.cx.council, today),
        topic,
        by: d.cx.actor.person().clone(),
        title: d.unsearched_line::<LINE>("title", title),
        words: d.unsearched::<BODY>("words", words),
        service: service.clone(),
        basis,
    };
    d.push(Event::BreachReported(Box::new(reported)));
}

pub(super) fn settle(d: &mut Draft<'_>, facts: &Facts<'_>, words: &str) {
    let side = facts.state.side.clone();
    d.tell(side.token, "group-breach-settled", side.basis);
    let words = d.unsearched::<WHY>("words", words);
    d.push(Event::BreachSettled { words });
}
