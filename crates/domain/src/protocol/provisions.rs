//! Makes dated values out of the entries of a provision, and holds each to its basis: a clause may be
//! cited only for what it states.

mod complaints;
mod information;
mod members;
mod upkeep;

use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;

use super::error::{PackError, Sheet, nearest};
use super::force::duty_tag;
use super::raw::{
    Provision, RawBasis, RawBurden, RawDoor, RawEnquiries, RawLate, RawPractice, RawResponse,
    RawRouting, Written,
};
use super::{
    BurdenRule, Dated, Door, Duty, Enforce, EnquiryProvisions, LateRule, Practice, Protocol,
    RoutingRule,
};
use crate::clock::{Class, ClockRule};
use crate::ids::{BadId, QuestionId};
use crate::verdict::{Basis, ClauseRef};

pub(super) use complaints::complaints;
pub(super) use information::information;
pub(super) use members::{briefings, groups};
pub(super) use upkeep::{amendments, interpretations};

/// What a protocol provides on members' enquiries.
pub(super) fn enquiries(
    protocol: &Protocol,
    raw: &RawEnquiries,
    sheet: Sheet<'_>,
    faults: &mut Vec<PackError>,
) -> EnquiryProvisions {
    let mut reading = Reading {
        protocol,
        sheet,
        faults,
    };
    let provisions = EnquiryProvisions {
        silent: raw.silent.as_ref().is_some_and(|silent| *silent.get_ref()),
        response: reading.all("response", &raw.response, clock, overlaps),
        late: reading.all("late", &raw.late, late, |_, _| true),
        burden: reading.all("burden", &raw.burden, burden, |_, _| true),
        routing: reading.all("routing", &raw.routing, routing, |_, _| true),
        doors: reading.all("door", &raw.door, door, |a, b| a == b),
        practices: reading.all("practice", &raw.practice, practice, |a, b| a == b),
    };
    let provides = !(raw.response.is_empty()
        && raw.late.is_empty()
        && raw.burden.is_empty()
        && raw.routing.is_empty()
        && raw.door.is_empty()
        && raw.practice.is_empty());
    reading.silence(raw.silent.as_ref(), provides);
    held_to(protocol, provisions)
}

/// How strictly an officer's close is held up is the enforcement of the duty that is cited.
fn held_to(protocol: &Protocol, mut provisions: EnquiryProvisions) -> EnquiryProvisions {
    for late in &mut provisions.late {
        let duty = late.duty.as_deref().and_then(|tag| protocol.duty(tag));
        late.value.officer_close = duty.map_or(Enforce::Show, |(_, duty)| duty.enforce);
    }
    provisions
}

fn overlaps(a: &ClockRule, b: &ClockRule) -> bool {
    a.class == Class::Any || b.class == Class::Any || a.class == b.class
}

/// What keeps an entry from being a value.
enum Lacks {
    Field(&'static str, &'static str),
    Bad(Range<usize>, BadId),
    Zero(Range<usize>),
}

fn given<T: Clone>(
    field: &'static str,
    example: &'static str,
    value: &Option<Spanned<T>>,
) -> Result<T, Lacks> {
    let value = value.as_ref().ok_or(Lacks::Field(field, example))?;
    Ok(value.get_ref().clone())
}

fn or_default<T: Clone + Default>(value: &Option<Spanned<T>>) -> T {
    value
        .as_ref()
        .map(|v| v.get_ref().clone())
        .unwrap_or_default()
}

fn clock(raw: &RawResponse) -> Result<ClockRule, Lacks> {
    let n = given("n", "n = 5", &raw.n)?;
    if let (0, Some(written)) = (n, &raw.n) {
        return Err(Lacks::Zero(written.span()));
    }
    let stages = or_default(&raw.stages);
    if let (true, Some(written)) = (stages.iter().any(|stage| stage.n == 0), &raw.stages) {
        return Err(Lacks::Zero(written.span()));
    }
    Ok(ClockRule {
        class: or_default(&raw.class),
        start: or_default(&raw.start),
        unit: or_default(&raw.unit),
        n,
        stages,
        silence: or_default(&raw.silence),
        waiting: or_default(&raw.waiting),
        after_window: or_default(&raw.after_window),
    })
}

fn late(raw: &RawLate) -> Result<LateRule, Lacks> {
    Ok(LateRule {
        explain: given("explain", "explain = true", &raw.explain)?,
        liaise: given("liaise", "liaise = true", &raw.liaise)?,
        officer_close: Enforce::Show,
    })
}

fn burden(raw: &RawBurden) -> Result<BurdenRule, Lacks> {
    Ok(BurdenRule {
        service_manager: given(
            "service-manager",
            "service-manager = true",
            &raw.service_manager,
        )?,
        chief_officer: given("chief-officer", "chief-officer = true", &raw.chief_officer)?,
        clock_runs: given("clock-runs", "clock-runs = true", &raw.clock_runs)?,
    })
}

fn routing(raw: &RawRouting) -> Result<RoutingRule, Lacks> {
    let team = |written: &Spanned<String>| {
        let parsed = written.get_ref().parse();
        parsed.map_err(|bad| Lacks::Bad(written.span(), bad))
    };
    let unclear = raw
        .unclear
        .as_ref()
        .ok_or(Lacks::Field("unclear", "unclear = \"contact-centre\""))?;
    Ok(RoutingRule {
        everything_through: raw.everything_through.as_ref().map(team).transpose()?,
        unclear: team(unclear)?,
        steer_from_chief_officers: or_default(&raw.steer_from_chief_officers),
    })
}

fn door(raw: &RawDoor) -> Result<Door, Lacks> {
    given("door", "door = \"report\"", &raw.door)
}

fn practice(raw: &RawPractice) -> Result<Practice, Lacks> {
    given("practice", "practice = \"reason\"", &raw.practice)
}

struct Reading<'p, 's, 'f> {
    protocol: &'p Protocol,
    sheet: Sheet<'s>,
    faults: &'f mut Vec<PackError>,
}

impl Reading<'_, '_, '_> {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, write: impl Into<String>) {
        self.faults.push(self.sheet.fault(span, message, write));
    }

    /// Every entry of one kind; `same` says when two values would compete on one day.
    fn all<R: Provision, T>(
        &mut self,
        name: &'static str,
        entries: &[Spanned<R>],
        make: impl Fn(&R) -> Result<T, Lacks>,
        same: impl Fn(&T, &T) -> bool,
    ) -> Vec<Dated<T>> {
        let mut values: Vec<Dated<T>> = Vec::new();
        for entry in entries {
            let Some(value) = self.entry(name, entry, &make) else {
                continue;
            };
            let rival = values
                .iter()
                .find(|other| same(&other.value, &value.value) && days_meet(other, &value));
            if let Some(rival) = rival {
                let day = [rival.from, value.from].into_iter().flatten().max();
                let when = day.map_or("on every day".to_owned(), |day| format!("on {day}"));
                let message = format!("two values of [[{name}]] hold {when}");
                let write = "until = the day before the other’s `from`, so that one value holds on each day";
                self.fault(entry.span(), message, write);
            }
            values.push(value);
        }
        values
    }

    fn entry<R: Provision, T>(
        &mut self,
        name: &'static str,
        entry: &Spanned<R>,
        make: impl Fn(&R) -> Result<T, Lacks>,
    ) -> Option<Dated<T>> {
        let raw = entry.get_ref();
        let head = raw.head();
        let basis = self.basis(&head.basis, entry.span());
        let written = raw.written();
        let mut fields = std::collections::BTreeMap::new();
        let mut field_duties = std::collections::BTreeMap::new();
        for (field, own) in head.fields {
            if !written.iter().any(|w| w.field == field.get_ref()) {
                let message = format!("`{}` has a basis but no value here", field.get_ref());
                let write = match nearest(field.get_ref(), written.iter().map(|w| w.field)) {
                    Some(near) => format!("`{near}`"),
                    None => format!("a value for it in [[{name}]], or leave its basis out"),
                };
                self.fault(field.span(), message, write);
            }
            if let Some(basis) = self.basis(own, field.span()) {
                fields.insert(field.get_ref().clone(), basis);
            }
            if let Some(tag) = &own.clause {
                field_duties.insert(field.get_ref().clone(), tag.get_ref().clone());
            }
        }
        for value in &written {
            let own = head
                .fields
                .iter()
                .find(|(field, _)| field.get_ref() == value.field);
            self.stated(name, own.map_or(&head.basis, |(_, basis)| basis), value);
        }
        let from = self.day(head.from);
        let until = self.day(head.until);
        if let (Some(from), Some(until), Some(written)) = (from, until, head.until)
            && until < from
        {
            let message = format!("this ends on {until}, before it begins on {from}");
            self.fault(written.span(), message, "a day on or after `from`");
        }
        let value = match make(raw) {
            Ok(value) => value,
            Err(lacks) => {
                self.lacks(name, entry.span(), lacks);
                return None;
            }
        };
        let duty = head.basis.clause.as_ref().map(|tag| tag.get_ref().clone());
        Some(Dated {
            from,
            until,
            value,
            duty,
            basis: basis?,
            fields,
            field_duties,
        })
    }

    fn lacks(&mut self, name: &str, span: Range<usize>, lacks: Lacks) {
        match lacks {
            Lacks::Field(field, example) => {
                let message = format!("[[{name}]] says nothing about `{field}`");
                self.fault(span, message, example);
            }
            Lacks::Bad(span, bad) => {
                let message = format!("`{}` is not a {}", bad.text, bad.noun);
                self.fault(span, message, "1 to 64 of a-z, 0-9 and hyphens");
            }
            Lacks::Zero(span) => {
                self.fault(span, "a clock cannot count to 0", "1 or more");
            }
        }
    }

    fn basis(&mut self, raw: &RawBasis, span: Range<usize>) -> Option<Basis> {
        let completes = match &raw.completes {
            Some(written) => Some(self.clause(written)?),
            None => None,
        };
        let basis = match (&raw.clause, &raw.statute, &raw.question) {
            (Some(tag), None, None) => Basis::Clause(self.duty(tag)?.0),
            (None, Some(name), None) => Basis::Statute(name.get_ref().clone()),
            (None, None, Some(id)) => {
                let question = self.question(id)?;
                match &raw.ruling {
                    Some(ruling) => self.ruling(ruling, completes.clone())?,
                    None => Basis::Default {
                        question,
                        completes: completes.clone(),
                    },
                }
            }
            (None, None, None) => {
                let write = "clause = \"…\" where the text says it, else question = \"…\" whose default it is";
                self.fault(span, "this value names no basis", write);
                return None;
            }
            _ => {
                let write = "one of clause, statute and question";
                self.fault(span, "this value names two bases", write);
                return None;
            }
        };
        let open = matches!(basis, Basis::Default { .. } | Basis::Ruling { .. });
        if completes.is_some() && !open {
            let write = "question = \"…\" beside it, or leave it out";
            self.fault(span, "`completes` goes with a question only", write);
        }
        Some(basis)
    }

    fn clause(&mut self, written: &Spanned<String>) -> Option<ClauseRef> {
        let id = written.get_ref();
        let found = self.protocol.cite(id);
        if found.is_none() {
            let ids = self
                .protocol
                .clauses
                .iter()
                .map(|clause| clause.id.as_str());
            let write = match nearest(id, ids) {
                Some(near) => format!("a printed clause, perhaps \"{near}\""),
                None => "a printed clause".to_owned(),
            };
            self.fault(written.span(), format!("there is no clause `{id}`"), write);
        }
        found
    }

    /// A duty by its tag, `7.6/2`, with its clause.
    fn duty(&mut self, written: &Spanned<String>) -> Option<(ClauseRef, &Duty)> {
        let tag = written.get_ref();
        let protocol = self.protocol;
        if let Some((clause, duty)) = protocol.duty(tag) {
            return Some((protocol.cite(clause.id.as_str())?, duty));
        }
        let id = tag.split('/').next().unwrap_or(tag);
        let Some(clause) = protocol.clause(id) else {
            let number = Spanned::new(written.span(), id.to_owned());
            self.clause(&number);
            return None;
        };
        let tags: Vec<String> = clause
            .duties
            .iter()
            .map(|duty| format!("\"{}\"", duty_tag(id, &duty.key)))
            .collect();
        let message = format!("clause `{id}` has no duty `{tag}`");
        self.fault(
            written.span(),
            message,
            format!("one of {}", tags.join(", ")),
        );
        None
    }

    fn question(&mut self, written: &Spanned<String>) -> Option<QuestionId> {
        let id = written.get_ref();
        let known = self.protocol.questions.iter().find(|q| q.id.as_str() == id);
        if known.is_none() {
            let message = format!("there is no question `{id}`");
            let write = format!("a question of questions.toml, or add one with id = \"{id}\"");
            self.fault(written.span(), message, write);
        }
        known.map(|question| question.id.clone())
    }

    /// A ruling that the product put into the files; a pack as written has none.
    fn ruling(&mut self, written: &Spanned<String>, completes: Option<ClauseRef>) -> Option<Basis> {
        let reference = written.get_ref();
        let mut known = self.protocol.rulings.iter();
        let Some(ruling) = known.find(|ruling| ruling.reference.as_str() == reference) else {
            let message = format!("there is no ruling `{reference}` here");
            let write = "leave `ruling` out: rulings are the council’s acts, not lines of a pack";
            self.fault(written.span(), message, write);
            return None;
        };
        Some(ruling.basis(completes))
    }

    /// INVARIANT: a clause is cited only for a value that it states.
    fn stated(&mut self, name: &str, basis: &RawBasis, value: &Written) {
        let Some(tag) = &basis.clause else { return };
        let Some((_, duty)) = self.protocol.duty(tag.get_ref()) else {
            return;
        };
        let holds = match duty.states.get(value.field) {
            Some(toml::Value::Array(any)) if !value.value.is_array() => any.contains(&value.value),
            Some(stated) => stated == &value.value,
            None => false,
        };
        if !holds {
            let (field, tag) = (value.field, tag.get_ref());
            let message = format!(
                "clause `{tag}` is cited for `{field} = {}`, which it does not state",
                shown(&value.value)
            );
            let id = tag.split('/').next().unwrap_or(tag);
            let write = format!(
                "under [{name}.basis]: {field} = {{ question = \"…\", completes = \"{id}\" }}, or the value that the clause states"
            );
            self.fault(value.span.clone(), message, write);
        }
    }

    fn day(&mut self, written: Option<&Spanned<toml::Value>>) -> Option<Date> {
        let written = written?;
        let text = match written.get_ref() {
            toml::Value::Datetime(date) => date.to_string(),
            toml::Value::String(text) => text.clone(),
            other => shown(other),
        };
        let day = (text.len() == 10).then(|| text.parse().ok()).flatten();
        if day.is_none() {
            let message = format!("`{text}` is not a day of the calendar");
            self.fault(written.span(), message, "a day as 2026-04-13");
        }
        day
    }

    /// A provision is either silent or provides something.
    fn silence(&mut self, silent: Option<&Spanned<bool>>, provides: bool) {
        match silent.filter(|silent| *silent.get_ref()) {
            Some(silent) if provides => {
                let write = "leave `silent` out, or leave the values out";
                let message = "this is silent and yet provides values";
                self.fault(silent.span(), message, write);
            }
            None if !provides => {
                let write = "`silent = true`, so that the product says that the protocol is silent";
                self.fault(0..0, "nothing is provided here", write);
            }
            _ => {}
        }
    }
}

/// A value as the pack writes it, near enough for a message.
fn shown(value: &toml::Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn days_meet<T>(a: &Dated<T>, b: &Dated<T>) -> bool {
    let starts_by = |from: Option<Date>, until: Option<Date>| match (from, until) {
        (Some(from), Some(until)) => from <= until,
        _ => true,
    };
    starts_by(a.from, b.until) && starts_by(b.from, a.until)
}
