//! Every form of the product and every field of it, filled with what people send by mistake or on purpose:
//! nothing breaks, nothing too long or impossible is taken, no sign does harm on the page that follows, and
//! what was typed is still there.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::ids::PersonId;
use service::registers::{ALL, Registered};
use service::web::routes::{Fixture, all};

use crate::grid::{by_state, its_people, posts};
use crate::town::{Answer, Town, Visitor, town};

/// Markup, script, a template, signs that turn the direction, signs of several code points, control characters.
const ODD: &str = "\"><script>alert(1)</script>'{{7*7}}\u{202e}א\u{7}\u{1b}👩🏽\u{200d}🔧";
/// What must not stand on a page after that.
const RAW: [&str; 4] = ["<script>alert", "\u{202e}", "\u{7}", "\u{1b}"];
/// What looks like nothing.
const EMPTY: &str = " \t\u{200b}\u{200f} ";

/// What a form sends of one field.
#[derive(Debug, Clone)]
struct Sent {
    name: String,
    value: String,
    /// Typed, and neither chosen nor carried along.
    typed: bool,
    /// A part of a day.
    day: bool,
}

/// A form of a page.
struct Form {
    action: String,
    fields: Vec<Sent>,
}

impl Form {
    /// Whether it takes words, and not only days and choices.
    fn has_words(&self) -> bool {
        self.fields.iter().any(|field| field.typed && !field.day)
    }

    /// The form with every typed field filled with something.
    fn filled<'a>(&'a self, value: &'a str) -> Vec<(&'a str, &'a str)> {
        let fields = self.fields.iter();
        let fill = |field: &Sent| field.typed && !field.day;
        fields
            .map(|f| (&*f.name, if fill(f) { value } else { &*f.value }))
            .collect()
    }

    /// The form with every day the thirty-first of February; none where it asks for no day.
    fn with_no_day(&self) -> Option<Vec<(&str, &str)>> {
        let part = |f: &Sent| match f.name.rsplit('-').next() {
            Some("day") => "31",
            Some("month") => "2",
            _ => "2026",
        };
        let days = self.fields.iter().any(|field| field.day);
        let fields = self.fields.iter();
        let sent = fields.map(|f| (&*f.name, if f.day { part(f) } else { &*f.value }));
        days.then(|| sent.collect())
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

pub fn plain(text: &str) -> String {
    let all = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    let unescaped = |text: String, (sign, is): (&str, &str)| text.replace(sign, is);
    all.into_iter().fold(text.to_owned(), unescaped)
}

/// The forms of a page that somebody types into.
fn forms(page: &Answer, method: &str) -> Vec<Form> {
    let starts = format!("<form method=\"{method}\" action=\"");
    let parts = page.main().split(&starts).skip(1);
    let forms = parts.map(|part| {
        let part = part.split("</form>").next().unwrap_or(part);
        Form {
            action: plain(part.split('"').next().unwrap_or_default()),
            fields: fields(part),
        }
    });
    forms
        .filter(|form| form.fields.iter().any(|field| field.typed))
        .collect()
}

fn fields(form: &str) -> Vec<Sent> {
    let mut all: Vec<Sent> = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let noun = tag.split([' ', '\n']).next().unwrap_or_default();
        let kind = attribute(tag, "type").unwrap_or("text");
        if noun == "option" {
            if let Some(select) = all.last_mut().filter(|f| !f.typed) {
                let value = plain(attribute(tag, "value").unwrap_or_default());
                if select.value.is_empty() || tag.contains(" selected") {
                    select.value = value;
                }
            }
            continue;
        }
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        let value = plain(match noun {
            "textarea" => rest,
            _ => attribute(tag, "value").unwrap_or_default(),
        });
        let known = all.iter().any(|field| field.name == name);
        let (typed, value) = match (noun, kind) {
            ("textarea", _) => (true, value),
            ("select", _) => (false, String::new()),
            ("input", "hidden") => (false, value),
            ("input", "radio") if !known => (false, value),
            ("input", "text" | "search" | "email" | "tel") => (true, value),
            _ => continue,
        };
        let day = ["-day", "-month", "-year"]
            .iter()
            .any(|end| name.ends_with(end));
        all.push(Sent {
            name: name.to_owned(),
            value,
            typed,
            day: day && tag.contains("numeric"),
        });
    }
    all
}

/// Fails where an answer breaks, or shows what was typed as anything but text.
#[track_caller]
fn sound(answer: &Answer, what: &str) {
    heard(answer, what);
    let status = answer.status.as_u16();
    let known = [200, 303, 400, 403, 404, 409, 413, 422];
    assert!(
        known.contains(&status),
        "{what}: {status} {}",
        answer.main()
    );
    for raw in RAW {
        assert!(
            !answer.main().contains(raw),
            "{what}: {raw:?} in {}",
            answer.main()
        );
    }
}

/// Fails where a page that a form comes back on does not tell those who hear it that something is wrong, and
/// where: its title says so, the summary is spoken, and each of its links leads to a field.
#[track_caller]
fn heard(answer: &Answer, what: &str) {
    if answer.status != StatusCode::UNPROCESSABLE_ENTITY {
        return;
    }
    let body = &answer.body;
    assert!(
        body.contains("<title>Error: "),
        "{what}: the title is silent"
    );
    let summary = body.split_once("govuk-error-summary\"");
    let (_, summary) = summary.unwrap_or_else(|| panic!("{what}: no summary in {}", answer.main()));
    let summary = summary.split("</ul>").next().unwrap_or_default();
    assert!(summary.contains("role=\"alert\""), "{what}: {summary}");
    assert!(
        summary.contains("<li"),
        "{what}: nothing is named in {summary}"
    );
    for link in summary.split("href=\"#").skip(1) {
        let id = link.split('"').next().unwrap_or_default();
        let there = body.contains(&format!(" id=\"{id}\""));
        assert!(there, "{what}: `{id}` is on no field");
    }
}

/// Somebody at a form, in a council of their own.
struct At {
    town: Town,
    visitor: Visitor,
    forms: Vec<Form>,
}

async fn at(address: &str, person: &PersonId) -> At {
    let town = town().await;
    let visitor = town.visit(person).await;
    let page = visitor.get(address).await;
    sound(&page, address);
    let forms = forms(&page, "post");
    At {
        town,
        visitor,
        forms,
    }
}

/// Sends what must not be taken, and what must do no harm, to each form of a page.
async fn try_forms(address: &str, person: &PersonId) -> usize {
    let long = format!("begins {} ends", "ü".repeat(60_001));
    let first = at(address, person).await;
    for (n, form) in first.forms.iter().enumerate() {
        let what = format!("{address}, form {n} to {}", form.action);
        let before = first.town.events_count();
        if form.has_words() {
            let answer = first.visitor.post(&form.action, &form.filled(&long)).await;
            sound(&answer, &what);
            let taken = answer.status == StatusCode::SEE_OTHER;
            assert!(!taken, "{what}: too long, and taken");
            if answer.status == StatusCode::UNPROCESSABLE_ENTITY {
                assert!(answer.body.contains(&long), "{what}: the words are lost");
            }
        }
        if let Some(fields) = form.with_no_day() {
            let answer = first.visitor.post(&form.action, &fields).await;
            sound(&answer, &what);
            let taken = answer.status == StatusCode::SEE_OTHER;
            assert!(!taken, "{what}: 31 February, and taken");
        }
        assert_eq!(first.town.events_count(), before, "{what}: half applied");
        let answer = first.visitor.post(&form.action, &form.filled(EMPTY)).await;
        sound(&answer, &format!("{what}, empty"));
        let then = at(address, person).await;
        let Some(form) = then.forms.get(n) else {
            continue;
        };
        let answer = then.visitor.post(&form.action, &form.filled(ODD)).await;
        sound(&answer, &format!("{what}, odd"));
        if let Some(to) = answer.to.filter(|to| to.starts_with('/')) {
            sound(
                &then.visitor.get(&to).await,
                &format!("{what}, and then {to}"),
            );
        }
    }
    first.forms.len()
}

/// Every act that somebody can do in some state of a register, once, with who and where.
async fn acts(town: &Town, register: &Registered) -> Vec<(String, PersonId)> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    let posts = posts(town).await;
    for reference in by_state(town, register.name).into_values() {
        let own = its_people(town, &reference).await;
        for (_, person) in own.iter().chain(&posts) {
            let actor = town.operations.actor(person, None).await.expect("an actor");
            let gates = (register.gates)(&town.operations, &reference, &actor).await;
            for (act, gate) in gates.into_iter().flatten() {
                if gate.is_allowed() && seen.insert(act) {
                    let address = format!("/{}/{reference}/acts/{act}", register.name);
                    found.push((address, person.clone()));
                }
            }
        }
    }
    found
}

async fn try_registers(wanted: fn(&str) -> bool) -> usize {
    let whole = town().await;
    let mut tried = 0;
    for register in ALL.iter().filter(|register| wanted(register.name)) {
        for (address, person) in acts(&whole, register).await {
            tried += try_forms(&address, &person).await;
        }
    }
    tried
}

#[tokio::test]
async fn no_form_of_an_enquiry_is_broken_by_what_is_typed() {
    let tried = try_registers(|name| name == "enquiries").await;
    assert!(tried > 25, "{tried}");
}

#[tokio::test]
async fn no_form_of_information_or_of_groups_is_broken_by_what_is_typed() {
    let tried = try_registers(|name| matches!(name, "information" | "groups")).await;
    assert!(tried > 25, "{tried}");
}

#[tokio::test]
async fn no_form_of_another_register_is_broken_by_what_is_typed() {
    let rest = |name: &str| !matches!(name, "enquiries" | "information" | "groups");
    let tried = try_registers(rest).await;
    assert!(tried > 15, "{tried}");
}

#[tokio::test]
async fn no_other_form_is_broken_by_what_is_typed() {
    let town = town().await;
    let mut tried = 0;
    let mut addresses: Vec<(String, &str)> = Vec::new();
    for route in all() {
        if let Fixture::At {
            address,
            persona: Some(persona),
        } = route.fixture
            && route.methods.contains("POST")
        {
            addresses.push((address.into_owned(), persona));
        }
    }
    for what in [
        "person",
        "appointment",
        "end",
        "away",
        "line-manager",
        "service",
        "ward",
        "group",
        "body",
        "team",
        "partner",
        "election-day",
        "dates",
        "leaves",
    ] {
        addresses.push((format!("/directory/change/{what}"), "democratic-services"));
    }
    for setting in [
        "council-name",
        "council-colour",
        "session-hours",
        "constitution-review-on",
    ] {
        addresses.push((format!("/settings/{setting}"), "democratic-services"));
    }
    // The hours of letters are read only where their box is ticked.
    addresses.retain(|(address, _)| address != "/mail");
    for (address, persona) in addresses {
        tried += try_forms(&address, &town.persona(persona)).await;
    }
    assert!(tried > 25, "{tried}");
}

#[tokio::test]
async fn no_address_is_broken_by_what_is_asked_in_it() {
    let mut tried = 0;
    for route in all() {
        let Fixture::At {
            address,
            persona: Some(persona),
        } = route.fixture
        else {
            continue;
        };
        let town = town().await;
        let visitor = town.visit_as(persona).await;
        let page = visitor.get(&address).await;
        for form in forms(&page, "get") {
            for value in [ODD, EMPTY, "31 February 2026", &"ü".repeat(500)] {
                let encode = |text: &str| {
                    let bytes = text.bytes().map(|byte| format!("%{byte:02X}"));
                    bytes.collect::<String>()
                };
                let pairs = form.filled(value).into_iter();
                let pairs = pairs.map(|(name, value)| format!("{name}={}", encode(value)));
                let query = pairs.collect::<Vec<_>>().join("&");
                let asked = format!("{}?{query}", form.action);
                sound(&visitor.get(&asked).await, &asked);
                tried += 1;
            }
        }
    }
    assert!(tried > 25, "{tried}");
}
