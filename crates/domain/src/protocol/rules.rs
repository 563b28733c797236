//! What holds for a member's enquiry on a day: the protocol's provisions, and where it is silent the
//! council's settings and the product's defaults, each with its basis.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{BurdenRule, Dated, Door, Enforce, LateRule, Practice, Protocol, RoutingRule};
use crate::clock::{Class, ClockRule, Consent, Stage, StageAct};
use crate::ids::TeamId;
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// The team that takes what has no clear service, where neither protocol nor council names one.
const UNCLEAR: &str = "contact-centre";

/// The rules of one enquiry, each with its basis. What is `None` the protocol does not provide.
#[derive(Debug, Clone, PartialEq)]
pub struct EnquiryRules {
    /// How long an answer may take; `None` where there is no target.
    pub clock: Option<Cited<ClockRule>>,
    /// What is owed to the member when the target cannot be met.
    pub late: Option<Cited<LateRule>>,
    /// To whom a disproportionate burden is raised.
    pub burden: Option<Cited<BurdenRule>>,
    /// Where an enquiry goes first: under every protocol, by default to whom it may concern.
    pub routing: Cited<RoutingRule>,
    /// Every better way than an enquiry, in order.
    pub doors: Vec<Cited<Door>>,
    /// What the text says of how enquiries are dealt with, and how strictly that is held to.
    pub practices: BTreeMap<Practice, Cited<Enforce>>,
    /// How strictly each duty is held to on which an act may wait besides those of [`Practice`].
    pub held: BTreeMap<Held, Cited<Enforce>>,
    fields: BTreeMap<(&'static str, String), Basis>,
}

/// A duty on which an act on an enquiry may wait, where a provision states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Held {
    /// What can be reported or requested online is tried there first (CU 7.2).
    Online,
    /// A Chief Officer is spared what a service manager deals with (CU 7.3).
    PastManager,
    /// A resident's complaint goes through the Complaints Procedure (CU 7.4).
    Complaint,
    /// A disproportionate burden is raised with those answerable (CU 7.7).
    Burden,
}

impl EnquiryRules {
    /// The basis of one field, for example of `waiting` in `response`: its own, or its rule's.
    pub fn basis(&self, rule: &str, field: &str) -> Option<&Basis> {
        let own = self
            .fields
            .iter()
            .find(|((of, name), _)| *of == rule && name == field);
        own.map(|(_, basis)| basis).or_else(|| match rule {
            "response" => self.clock.as_ref().map(|cited| &cited.basis),
            "late" => self.late.as_ref().map(|cited| &cited.basis),
            "burden" => self.burden.as_ref().map(|cited| &cited.basis),
            "routing" => Some(&self.routing.basis),
            _ => None,
        })
    }
}

impl EnquiryRules {
    /// What holds for an enquiry while the council has adopted no protocol: its settings and the
    /// product's defaults.
    pub fn without_protocol(date: Date, settings: &Settings) -> Self {
        let mut fields = BTreeMap::new();
        Self {
            clock: own_clock(date, settings, &mut fields),
            late: None,
            burden: None,
            routing: default_routing(settings, date),
            doors: doors(&[], date),
            practices: BTreeMap::new(),
            held: BTreeMap::new(),
            fields,
        }
    }
}

/// The clock of an enquiry while the council has adopted no protocol; `None` where it has set no target.
pub fn clock_without_protocol(date: Date, settings: &Settings) -> Option<Cited<ClockRule>> {
    own_clock(date, settings, &mut BTreeMap::new())
}

fn own_clock(
    date: Date,
    settings: &Settings,
    fields: &mut BTreeMap<(&'static str, String), Basis>,
) -> Option<Cited<ClockRule>> {
    let clock = target_by_setting(settings, date)?;
    Some(with_settings(clock, settings, date, fields))
}

impl Protocol {
    /// What holds for an enquiry of a class on a day.
    pub fn enquiries_on(&self, date: Date, class: Class, settings: &Settings) -> EnquiryRules {
        let provisions = &self.enquiries;
        let mut fields = BTreeMap::new();
        let clock = self.clock_within(date, class, settings, &mut fields);
        let routing = cited("routing", on(&provisions.routing, date), &mut fields);
        let routing = routing.unwrap_or_else(|| default_routing(settings, date));
        EnquiryRules {
            clock,
            late: self.late_on(date, settings, &mut fields),
            burden: cited("burden", on(&provisions.burden, date), &mut fields),
            routing,
            doors: doors(&provisions.doors, date),
            practices: self.held_practices(&provisions.practices, date, settings),
            held: self.held_on(date, settings),
            fields,
        }
    }

    /// How long an answer to an enquiry of a class may take on a day; `None` where there is no target. The
    /// same as the clock of [`Protocol::enquiries_on`], for who asks nothing else: every fold of a clock.
    pub fn clock_on(
        &self,
        date: Date,
        class: Class,
        settings: &Settings,
    ) -> Option<Cited<ClockRule>> {
        self.clock_within(date, class, settings, &mut BTreeMap::new())
    }

    fn clock_within(
        &self,
        date: Date,
        class: Class,
        settings: &Settings,
        fields: &mut BTreeMap<(&'static str, String), Basis>,
    ) -> Option<Cited<ClockRule>> {
        let mut response = self.enquiries.response.iter();
        let found = response.find(|rule| rule.holds(date) && applies(rule.value.class, class));
        let clock =
            cited("response", found, fields).or_else(|| target_by_setting(settings, date))?;
        Some(with_settings(clock, settings, date, fields))
    }

    /// The late rule with the enforcement that the council chose for its duty, if it chose one.
    fn late_on(
        &self,
        date: Date,
        settings: &Settings,
        fields: &mut BTreeMap<(&'static str, String), Basis>,
    ) -> Option<Cited<LateRule>> {
        let found = on(&self.enquiries.late, date)?;
        let mut late = cited("late", Some(found), fields)?;
        let chosen = found
            .duty
            .as_deref()
            .and_then(|tag| self.enforcement_set(tag, settings, date));
        if let Some(chosen) = chosen {
            late.value.officer_close = chosen.value;
            fields.insert(("late", "officer-close".to_owned()), chosen.basis);
        }
        Some(late)
    }

    /// The enforcement of the duties that provisions cite and on which an act may wait.
    fn held_on(&self, date: Date, settings: &Settings) -> BTreeMap<Held, Cited<Enforce>> {
        let provisions = &self.enquiries;
        let door = |wanted: Door| {
            let mut doors = provisions.doors.iter();
            let found = doors.find(|door| door.holds(date) && door.value == wanted)?;
            found.duty.as_deref()
        };
        let steers = on(&provisions.routing, date).and_then(|routing| {
            let steer = routing.field_duties.get("steer-from-chief-officers");
            let steers = routing.value.steer_from_chief_officers;
            steer.or(routing.duty.as_ref()).filter(|_| steers)
        });
        let burden = on(&provisions.burden, date).and_then(|burden| burden.duty.as_deref());
        let online = door(Door::Report).or_else(|| door(Door::Request));
        [
            (Held::Online, online),
            (Held::PastManager, steers.map(String::as_str)),
            (Held::Complaint, door(Door::Complaint)),
            (Held::Burden, burden),
        ]
        .into_iter()
        .filter_map(|(held, tag)| Some((held, self.enforcement(tag?, settings, date)?)))
        .collect()
    }

    /// The sentence that every page of an enquiry shows where the protocol says nothing about them.
    pub fn silent_line(&self) -> Option<String> {
        self.enquiries.silent.then(|| {
            "This protocol says nothing about members’ enquiries: there is no target and no clock \
             unless the council sets one."
                .to_owned()
        })
    }
}

fn applies(rule: Class, asked: Class) -> bool {
    rule == Class::Any || rule == asked || (asked == Class::Any && rule == Class::Other)
}

pub(super) fn on<T>(values: &[Dated<T>], date: Date) -> Option<&Dated<T>> {
    values.iter().find(|value| value.holds(date))
}

pub(super) fn cited<T: Clone>(
    rule: &'static str,
    found: Option<&Dated<T>>,
    fields: &mut BTreeMap<(&'static str, String), Basis>,
) -> Option<Cited<T>> {
    let found = found?;
    for (field, basis) in &found.fields {
        fields.insert((rule, field.clone()), basis.clone());
    }
    Some(Cited::new(found.value.clone(), found.basis.clone()))
}

/// A target that the council set for itself, where its protocol has none.
fn target_by_setting(settings: &Settings, date: Date) -> Option<Cited<ClockRule>> {
    let days = settings.number("enquiries-response-days", date)?;
    Some(days.map(|n| ClockRule {
        n,
        ..ClockRule::default()
    }))
}

/// What the council adds to a clock whose protocol leaves it open.
fn with_settings(
    mut clock: Cited<ClockRule>,
    settings: &Settings,
    date: Date,
    fields: &mut BTreeMap<(&'static str, String), Basis>,
) -> Cited<ClockRule> {
    let rule = &mut clock.value;
    let acknowledges = |stage: &Stage| stage.act == StageAct::AcknowledgeNamingHandler;
    if !rule.stages.iter().any(acknowledges)
        && let Some(days) = settings.number("enquiries-acknowledgement-days", date)
    {
        rule.stages.insert(
            0,
            Stage {
                act: StageAct::AcknowledgeNamingHandler,
                n: days.value,
                consent: Consent::Notice,
            },
        );
        fields.insert(("response", "stages".to_owned()), days.basis);
    }
    if rule.after_window == 0
        && let Some(days) = settings.number("enquiries-follow-up-days", date)
    {
        rule.after_window = days.value;
        fields.insert(("response", "after-window".to_owned()), days.basis);
    }
    clock
}

fn default_routing(settings: &Settings, date: Date) -> Cited<RoutingRule> {
    let team = settings
        .value("enquiries-unclear-team", date)
        .and_then(|team| Some(Cited::new(team.value.parse::<TeamId>().ok()?, team.basis)))
        .unwrap_or_else(|| Cited::new(UNCLEAR.parse().expect("a team’s key"), default("W17")));
    team.map(|unclear| RoutingRule {
        everything_through: None,
        unclear,
        steer_from_chief_officers: false,
    })
}

/// The doors of the protocol, then those that the product offers under every protocol.
fn doors(values: &[Dated<Door>], date: Date) -> Vec<Cited<Door>> {
    let mut doors: Vec<Cited<Door>> = values
        .iter()
        .filter(|door| door.holds(date))
        .map(|door| Cited::new(door.value, door.basis.clone()))
        .collect();
    for door in [
        Door::Report,
        Door::Request,
        Door::Complaint,
        Door::Urgent,
        Door::NotOurs,
        Door::InformationRights,
    ] {
        if !doors.iter().any(|known| known.value == door) {
            doors.push(Cited::new(door, default("W16")));
        }
    }
    doors.sort_by_key(|door| door.value);
    doors
}

fn default(question: &str) -> Basis {
    Basis::Default {
        question: question.parse().expect("a question's key"),
        completes: None,
    }
}
