//! What the page asks: the files first, then what each column gives.

use std::collections::{BTreeMap, BTreeSet};

use domain::directory::RoleKind;
use domain::enquiries::takeover::{Column, Mapping, Order, Table};

use super::ADDRESS;
use crate::web::error::Way;
use crate::web::forms::{Choice, Field, Form};
use crate::web::frame::Me;
use crate::web::posted::Posted;

/// How many words of a table are asked about at once.
const ASKED_MAX: usize = 20;
/// Cells of a column shown beside its heading, and how much of them.
const EXAMPLES: usize = 2;
const EXAMPLE_LETTERS: usize = 60;

/// The form for the files.
pub(super) fn files(me: &Me) -> Form {
    let file = Field::files("file", "A table, or messages", true)
        .accepting(".csv,.tsv,.txt,.xlsx,.ods,.eml,.msg,.mbox")
        .hint(
            "One table with any headings (CSV, .xlsx, .ods), or a mailbox: one .mbox file, or messages as .eml or \
             .msg files.",
        );
    let mut form = Form::new(ADDRESS, "Go on", vec![file]);
    form.token = me.act_token();
    form.cancel = Some(Way::link("Back to getting started", "/getting-started"));
    form
}

/// What each column gives, as the form says.
pub(super) fn mapping(posted: &Posted) -> Mapping {
    let chosen = Column::ALL.into_iter().filter_map(|column| {
        let heading = posted.text(column.slug());
        (!heading.is_empty()).then(|| (column, heading.to_owned()))
    });
    Mapping {
        source: posted.text("source").to_owned(),
        dates: match posted.text("dates") {
            "day-first" => Some(Order::DayFirst),
            "month-first" => Some(Order::MonthFirst),
            _ => None,
        },
        pass_over_others: posted.ticked("others"),
        columns: chosen.collect(),
        members: said(posted, "member"),
        services: said(posted, "service"),
        ..Mapping::default()
    }
}

/// What words of the table mean, as the form says: each word is carried beside its field.
fn said(posted: &Posted, what: &str) -> BTreeMap<String, String> {
    let each = (0..ASKED_MAX).filter_map(|n| {
        let word = posted.given(&format!("{what}-{n}-is"))?;
        let meant = posted.given(&format!("{what}-{n}"))?;
        Some((word.to_owned(), meant.to_owned()))
    });
    each.collect()
}

/// Words of the table that are none of ours.
pub(super) struct Unknown<'a> {
    /// In the place of members.
    pub members: &'a [String],
    /// In the place of services.
    pub services: &'a [String],
}

/// Asks what words mean that are unknown, and those that were said to mean something.
fn meant(
    form: &mut Form,
    what: &str,
    unknown: &[String],
    known: &BTreeMap<String, String>,
    choices: &[Choice],
) {
    let words: BTreeSet<&String> = unknown.iter().chain(known.keys()).collect();
    for (n, word) in words.into_iter().take(ASKED_MAX).enumerate() {
        let label = match what {
            "member" => format!("Who “{word}” is"),
            _ => format!("Which service “{word}” is"),
        };
        let name = format!("{what}-{n}");
        let field = Field::select(&name, &label, choices.to_vec()).optional();
        let chosen = known.get(word).cloned().unwrap_or_default();
        form.fields.push(field.with(chosen));
        form.hidden.push((format!("{name}-is"), word.clone()));
    }
}

/// The members of today, by name.
fn members(me: &Me) -> Vec<Choice> {
    let directory = &me.council.directory;
    let held = directory.appointments().filter(|a| a.holds(me.today));
    let seats = held.filter(|a| a.role.kind() == RoleKind::Member);
    let mut members: Vec<_> = seats
        .map(|a| Choice::new(a.person.to_string(), directory.name(&a.person)))
        .collect();
    members.sort_by(|a, b| a.label.cmp(&b.label));
    members.insert(0, Choice::new("", "Nobody of today"));
    members
}

/// The services of today, by name.
fn services(me: &Me) -> Vec<Choice> {
    let services = me.council.directory.services.on(me.today);
    let mut services: Vec<_> = services
        .map(|service| Choice::new(service.id.as_str(), service.name.as_str()))
        .collect();
    services.sort_by(|a, b| a.label.cmp(&b.label));
    services.insert(0, Choice::new("", "None of ours"));
    services
}

/// The form that asks what each column gives, with what it holds beside it.
pub(super) fn columns(
    me: &Me,
    key: &str,
    table: &Table,
    mapping: &Mapping,
    unknown: &Unknown<'_>,
) -> Form {
    let mut fields = vec![
        Field::line("source", "The list they come from")
            .hint("With the number it tells whether a line was taken over before.")
            .with(mapping.source.as_str()),
    ];
    for column in Column::ALL {
        let chosen = mapping.columns.get(&column).cloned().unwrap_or_default();
        let mut field = Field::select(column.slug(), column.label(), headings(table));
        field.optional = !column.is_needed();
        fields.push(field.with(chosen));
    }
    let orders = vec![
        Choice::new("", "As the column itself settles it"),
        Choice::new("day-first", "3/2/24 is 3 February"),
        Choice::new("month-first", "3/2/24 is 2 March"),
    ];
    let order = match mapping.dates {
        None => "",
        Some(Order::DayFirst) => "day-first",
        Some(Order::MonthFirst) => "month-first",
    };
    fields.push(
        Field::one("dates", "How days are written", orders)
            .optional()
            .with(order),
    );
    let others = if mapping.pass_over_others { "yes" } else { "" };
    fields.push(
        Field::tick(
            "others",
            "Pass over lines of people who are no members today",
        )
        .hint("Else each of them is wrong, and nothing is taken over.")
        .with(others),
    );
    let mut form = Form::new(ADDRESS, "See what it would do", fields);
    form.token = me.act_token();
    form.hidden = vec![("of".to_owned(), key.to_owned())];
    meant(
        &mut form,
        "member",
        unknown.members,
        &mapping.members,
        &members(me),
    );
    meant(
        &mut form,
        "service",
        unknown.services,
        &mapping.services,
        &services(me),
    );
    form.cancel = Some(Way::link("Change nothing", "/getting-started"));
    form
}

fn headings(table: &Table) -> Vec<Choice> {
    let named = table.headings.iter().enumerate();
    let named = named.filter(|(_, heading)| !heading.is_empty());
    let each = named.map(|(n, heading)| {
        let examples = table.examples(n, EXAMPLES).join("; ");
        let short: String = examples.chars().take(EXAMPLE_LETTERS).collect();
        let label = if short.is_empty() {
            heading.clone()
        } else {
            format!("{heading} ({short})")
        };
        Choice::new(heading, label)
    });
    [Choice::new("", "No column")]
        .into_iter()
        .chain(each)
        .collect()
}

/// The form that does it.
pub(super) fn last(me: &Me, key: &str) -> Form {
    let mut form = Form::new(ADDRESS, "Take all of it over", Vec::new());
    form.token = me.act_token();
    form.cancel = Some(Way::link("Change nothing", "/getting-started"));
    form.hidden = vec![
        ("of".to_owned(), key.to_owned()),
        ("step".to_owned(), "apply".to_owned()),
    ];
    form
}
