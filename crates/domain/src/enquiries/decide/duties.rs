//! Duties that only what was given shows to be unmet, held to when an enquiry is raised; and the act by
//! which an office lets go on what the protocol refuses.

use super::draft::Draft;
use crate::calendar::local_date;
use crate::clock::Class;
use crate::enforcement::{self, Unmet};
use crate::enquiries::basis;
use crate::enquiries::command::{Kind, Raise};
use crate::enquiries::doors::doors_for;
use crate::enquiries::gate::Facts;
use crate::protocol::{Door, Enforce, EnquiryRules, Held, Practice};
use crate::verdict::Cited;

/// A duty with the field that meets it.
type Wanting = (&'static str, Unmet);

/// Holds a new enquiry to the duties that it does not meet: each refused as a fault of its field, or
/// gone on with, the explanation kept where one is asked.
pub(super) fn hold_to(
    d: &mut Draft<'_>,
    rules: &EnquiryRules,
    raise: &Raise,
    explanation: Option<&str>,
) {
    let explanation = explanation.filter(|words| !words.trim().is_empty());
    let office = enforcement::overrides(&d.cx.actor.visible);
    for (field, unmet) in wanting(d, rules, raise) {
        if unmet.is_noted() {
            d.cites(unmet.cite());
        }
        if unmet.refuses() && !office {
            d.invalid(field, fragment(&unmet));
        } else if unmet.asks() || unmet.refuses() {
            match explanation {
                Some(_) => {
                    let basis = unmet.held.basis.clone();
                    d.explain(Kind::Raise.name(), basis, explanation, unmet.refuses());
                }
                None => d.invalid("explanation", unmet.question),
            }
        }
    }
}

fn wanting(d: &Draft<'_>, rules: &EnquiryRules, raise: &Raise) -> Vec<Wanting> {
    let all = [
        online(d, rules, raise),
        looked_up(d, rules, raise),
        past_manager(rules, raise),
        employee(rules, raise),
    ];
    all.into_iter().flatten().collect()
}

/// Worth looking at only where somebody waits on it: what is shown or noted is recorded as it is shown.
fn strict(held: Option<&Cited<Enforce>>) -> Option<Cited<Enforce>> {
    held.filter(|held| held.value > Enforce::Note).cloned()
}

/// What can be reported or requested online is tried there first (CU 7.2).
fn online(d: &Draft<'_>, rules: &EnquiryRules, raise: &Raise) -> Option<Wanting> {
    let held = strict(rules.held.get(&Held::Online))?;
    let text = format!("{}\n{}", raise.title, raise.body);
    let today = local_date(d.cx.now);
    let offers = doors_for(d.cx.council, today, &text, raise.service.as_ref());
    let is_online = |door| matches!(door, Door::Report | Door::Request);
    let offered = offers.into_iter().any(|offer| is_online(offer.door));
    offered.then(|| {
        let unmet = Unmet {
            held,
            question: "Why is it not reported or requested online first?".to_owned(),
            why: "It can be reported or requested online: do that first.".to_owned(),
            way_on: Vec::new(),
        };
        ("service", unmet)
    })
}

/// Who Does What is used to find the service (CU 7.3).
fn looked_up(d: &Draft<'_>, rules: &EnquiryRules, raise: &Raise) -> Option<Wanting> {
    let held = strict(rules.practices.get(&Practice::WhoDoesWhat))?;
    let text = format!("{}\n{}", raise.title, raise.body);
    let directory = &d.cx.council.directory;
    let found = || {
        !directory
            .who_does_what(&text, local_date(d.cx.now))
            .is_empty()
    };
    (raise.service.is_none() && found()).then(|| {
        let unmet = Unmet {
            held,
            question: "Why is no service chosen, though Who Does What finds one?".to_owned(),
            why: "No service is chosen, though Who Does What finds one: choose it.".to_owned(),
            way_on: Vec::new(),
        };
        ("service", unmet)
    })
}

/// A Chief Officer is spared what a service manager deals with (CU 7.3).
fn past_manager(rules: &EnquiryRules, raise: &Raise) -> Option<Wanting> {
    let held = strict(rules.held.get(&Held::PastManager))?;
    (raise.to_chief_officer && raise.service.is_some()).then(|| {
        let unmet = Unmet {
            held,
            question: "Why is the Chief Officer asked, and not the service manager?".to_owned(),
            why: "The service manager deals with it: leave the Chief Officer out.".to_owned(),
            way_on: Vec::new(),
        };
        ("to-chief-officer", unmet)
    })
}

/// An employee who is a constituent: advice is taken before they are helped (CU 4.2).
fn employee(rules: &EnquiryRules, raise: &Raise) -> Option<Wanting> {
    let held = rules.practices.get(&Practice::EmployeeAdvice)?.clone();
    let given = raise.constituent.as_ref()?;
    (given.employee && !given.advice_taken).then(|| {
        let unmet = Unmet {
            held,
            question: "The constituent works for the council: why do you go on without the \
                       Monitoring Officer’s advice?"
                .to_owned(),
            why: "The constituent works for the council: take the Monitoring Officer’s advice \
                  first."
                .to_owned(),
            way_on: Vec::new(),
        };
        ("advice-taken", unmet)
    })
}

/// What is in the way, as what is wrong with a field reads: without its capital and its full stop.
fn fragment(unmet: &Unmet) -> String {
    let mut letters = unmet.why.trim_end_matches('.').chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), letters.as_str())
}

/// Lets an act go on that a duty refuses.
pub(super) fn go_on(d: &mut Draft<'_>, facts: &Facts<'_>, of: Kind, explanation: Option<&str>) {
    let refused = facts.refused_by_protocol().into_iter();
    let Some((_, unmet)) = refused.into_iter().find(|(kind, _)| *kind == of) else {
        d.invalid(
            "of",
            "is not refused under the protocol: choose one that is",
        );
        return;
    };
    d.explain(of.name(), unmet.held.basis, explanation, true);
    d.tell_officers(facts.state, "overridden", basis::readers());
    d.tell_member(facts.state, "overridden", basis::readers());
}

/// The class by which a new enquiry is dealt with.
pub(super) fn class_of(raise: &Raise) -> Class {
    raise.urgent.map_or(Class::Other, |_| Class::Urgent)
}
