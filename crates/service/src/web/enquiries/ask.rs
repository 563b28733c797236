//! The questions of an act as fields of a form. Where a page can offer a choice instead of a key to be
//! typed, it does.

use domain::enquiries::command::PROMISES;
use domain::enquiries::{Entry, Kind};

use super::Enquiry;
use crate::acts::{AnswerForm, Ask, Asking, asks};
use crate::web::forms::{Choice, Field};
use crate::web::frame::Me;
use crate::web::names::Names;
use crate::web::words;

/// The longest words of a field by its name, in characters; the rules have the last word.
fn longest(name: &str) -> usize {
    match name {
        "words" | "body" | "forward" => 20_000,
        _ => 5_000,
    }
}

/// The fields of a kind of act on a case.
pub fn fields(me: &Me, case: &Enquiry, kind: Kind, entries: &[Entry]) -> Vec<Field> {
    let read = |kept: &domain::words::Words| case.words(&kept.key).unwrap_or_default().to_owned();
    let asking = Asking {
        state: Some(&case.state),
        words: &read,
        council: &me.council,
        person: me.signed.person(),
        today: me.today,
    };
    asks(kind, &asking)
        .into_iter()
        .map(|ask| match (kind, ask.name) {
            (Kind::DenyReader, "person") => Field::select("person", &ask.label, people(me)),
            (Kind::Erase, "keys") => Field::any("keys", &ask.label, erasable(me, case, entries)),
            (_, name)
                if PROMISES[1..]
                    .iter()
                    .any(|(what, by)| *what == name || *by == name) =>
            {
                field(ask).under("More promises")
            }
            _ => field(ask),
        })
        .collect()
}

/// One question as a field.
pub fn field(ask: Ask) -> Field {
    let all = |choices: Vec<crate::acts::Choice>| -> Vec<Choice> {
        choices
            .into_iter()
            .map(|choice| Choice::new(choice.value, choice.label))
            .collect()
    };
    let mut field = match ask.answer {
        AnswerForm::Line => Field::line(ask.name, &ask.label),
        AnswerForm::Words => {
            let rows = if longest(ask.name) > 5_000 { 10 } else { 4 };
            Field::words(ask.name, &ask.label, rows, longest(ask.name))
        }
        AnswerForm::Date => Field::day(ask.name, &ask.label),
        AnswerForm::Tick => Field::tick(ask.name, &ask.label),
        AnswerForm::One(choices) => {
            let mut choices = all(choices);
            if ask.optional {
                choices.push(Choice::new("", "Not said"));
            }
            Field::one(ask.name, &ask.label, only(choices))
        }
        AnswerForm::OneOfMany(choices) => {
            let mut all = all(choices);
            all.sort_by(|a, b| a.label.cmp(&b.label));
            all.insert(0, Choice::new("", "Choose one"));
            Field::select(ask.name, &ask.label, all)
        }
        AnswerForm::File => Field::files(ask.name, &ask.label, false),
    };
    field.hint = ask.hint;
    field.optional = ask.optional;
    if ask.given.is_empty() {
        return field;
    }
    field.with(ask.given)
}

/// A single choice is chosen already.
fn only(mut choices: Vec<Choice>) -> Vec<Choice> {
    if let [one] = choices.as_mut_slice() {
        one.chosen = true;
    }
    choices
}

fn people(me: &Me) -> Vec<Choice> {
    let names = Names::on(&me.council, me.today);
    let mut all: Vec<_> = me
        .council
        .directory
        .people()
        .filter(|person| names.first_office(person).is_some())
        .map(|person| {
            let label = format!("{}, {}", names.person(person), names.post(person));
            Choice::new(person.as_str(), label)
        })
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    all.insert(0, Choice::new("", "Choose one"));
    all
}

/// Every kept text and file of the case, named by when and by whom it was said.
fn erasable(me: &Me, case: &Enquiry, entries: &[Entry]) -> Vec<Choice> {
    let names = Names::on(&me.council, me.today);
    let title = Choice::new(case.state.title.key.as_str(), "The title");
    let said = entries.iter().flat_map(|entry| {
        entry.words.iter().map(move |(label, kept)| {
            let when = words::short_moment(entry.at);
            let label = format!("{when}, {}: {label}", names.person(&entry.by));
            Choice::new(kept.key.as_str(), label)
        })
    });
    let files = case.state.files.iter().map(|file| {
        let label = format!("The file added by {}", names.person(&file.by));
        Choice::new(file.file.key.as_str(), label)
    });
    std::iter::once(title).chain(said).chain(files).collect()
}
