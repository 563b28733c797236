//! A case of any register as the command line tells it: all that its page tells this person, as lines or as
//! JSON, and what each act asks.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context as _;
use domain::verdict::{Gate, Refusal};
use serde_json::{Value, json};

use crate::acts::{AnswerForm, Ask};
use crate::registers::opening::Handed;
use crate::web::case::CaseBody;
use crate::web::clock::ClockView;
use crate::web::error::BasisLink;
use crate::web::thread::EntryView;

/// So many choices are printed with a question; of more, only how many there are.
const CHOICES_PRINTED: usize = 12;

/// What may be done with a case, and what may not.
#[derive(Default)]
pub(super) struct Acts {
    allowed: Vec<(&'static str, &'static str, Vec<&'static str>)>,
    refused: Vec<(&'static str, Refusal)>,
}

impl Acts {
    /// An act by its stable name and its words, with what its gate says and what it asks.
    pub fn add(
        &mut self,
        (key, label): (&'static str, &'static str),
        gate: Gate,
        asks: impl FnOnce() -> Vec<Ask>,
    ) {
        match gate {
            Gate::Allowed { .. } => {
                let fields = asks().iter().map(|ask| ask.name).collect();
                self.allowed.push((key, label, fields));
            }
            Gate::Refused(refusal) => self.refused.push((key, refusal)),
            Gate::Hidden => {}
        }
    }
}

/// The case as JSON; `more` is added to it.
pub(super) fn as_json(body: &CaseBody, acts: &Acts, more: Value) -> Value {
    let thread = body.entries.iter().map(|entry| {
        let said = entry.words.iter();
        let said = said.map(|said| json!({ "label": said.label, "text": said.text }));
        json!({
            "when": entry.when, "who": entry.who.text, "what": entry.what,
            "basis": entry.basis.as_ref().map(|basis| &basis.text),
            "words": said.collect::<Vec<_>>(),
            "internal": entry.internal.is_some(), "recalled": entry.recalled,
        })
    });
    let facts = body.facts.iter().map(|fact| {
        let values: Vec<_> = fact.values.iter().map(|value| &value.text).collect();
        json!({ "what": fact.key, "values": values })
    });
    let readers = body.readers.iter().map(|reader| {
        let people: Vec<_> = reader.people.iter().map(|person| &person.text).collect();
        json!({ "who": reader.who, "basis": reader.basis.text, "people": people })
    });
    let files = body.files.iter().map(|file| {
        json!({ "part": part(&file.href), "name": file.name, "size": file.size, "by": file.by,
                "tag": file.tag })
    });
    let mut told = json!({
        "reference": body.reference, "title": body.title, "sentence": body.sentence,
        "silent": body.silent,
        "facts": facts.collect::<Vec<_>>(),
        "thread": thread.collect::<Vec<_>>(),
        "clock": body.clock.as_ref().map(clock_json),
        "promises": body.promises,
        "readers": readers.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
        "linked": body.links.iter().map(|link| &link.text).collect::<Vec<_>>(),
        "acts": acts.allowed.iter().map(|(key, ..)| key).collect::<Vec<_>>(),
        "refused": acts.refused.iter().map(|(key, no)| {
            json!({ "act": key, "why": no.why, "basis": no.basis.to_string() })
        }).collect::<Vec<_>>(),
    });
    if let (Some(told), Value::Object(more)) = (told.as_object_mut(), more) {
        told.extend(more);
    }
    told
}

fn clock_json(clock: &ClockView) -> Value {
    let targets = clock.targets.iter().map(|target| {
        json!({ "what": target.what, "due": target.due, "judged": target.judged, "now": target.now,
                "basis": target.basis.as_ref().map(|basis| &basis.text),
                "may_move": target.may_move })
    });
    let days = clock.days.iter().map(|day| {
        json!({ "day": day.date, "counted": day.counted.parse::<u32>().ok(), "why": day.why,
                "due": day.due })
    });
    json!({
        "sentence": clock.sentence,
        "rule": clock.rule.as_ref().map(|(rule, basis)| json!({ "rule": rule, "basis": basis.text })),
        "targets": targets.collect::<Vec<_>>(), "days": days.collect::<Vec<_>>(),
    })
}

/// The case in lines, in the order of its page.
pub(super) fn write(out: &mut impl Write, body: &CaseBody, acts: &Acts) -> io::Result<()> {
    writeln!(out, "{}  {}", body.reference, body.title)?;
    writeln!(out, "{}", body.sentence)?;
    if let Some(silent) = &body.silent {
        writeln!(out, "{silent}")?;
    }
    for fact in &body.facts {
        let values: Vec<_> = fact.values.iter().map(|value| &*value.text).collect();
        writeln!(out, "  {}: {}", fact.key, values.join(", "))?;
    }
    writeln!(out, "What happened:")?;
    for entry in &body.entries {
        write_entry(out, entry)?;
    }
    if let Some(clock) = &body.clock {
        write_clock(out, clock)?;
    }
    list(out, "Promised:", body.promises.iter().cloned())?;
    let readers = body.readers.iter().map(|reader| {
        let people: Vec<_> = reader.people.iter().map(|person| &*person.text).collect();
        let people = match people.as_slice() {
            [] => String::new(),
            some => format!(": {}", some.join(", ")),
        };
        format!("{} ({}){people}", reader.who, reader.basis.text)
    });
    list(out, "Who can read this:", readers)?;
    let files = body.files.iter().map(|file| {
        let tag = file.tag.map_or(String::new(), |tag| format!(", {tag}"));
        let part = part(&file.href);
        format!("{part}  {}, {}, {}{tag}", file.name, file.size, file.by)
    });
    list(out, "Files:", files)?;
    let links = body.links.iter().map(|link| link.text.clone());
    list(out, "Linked:", links)?;
    write_acts(out, acts)
}

fn list(
    out: &mut impl Write,
    heading: &str,
    lines: impl ExactSizeIterator<Item = String>,
) -> io::Result<()> {
    if lines.len() > 0 {
        writeln!(out, "{heading}")?;
    }
    for line in lines {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

fn basis_of(basis: Option<&BasisLink>) -> String {
    basis.map_or(String::new(), |basis| format!(" ({})", basis.text))
}

fn write_entry(out: &mut impl Write, entry: &EntryView) -> io::Result<()> {
    let basis = basis_of(entry.basis.as_ref());
    let internal = entry
        .internal
        .map_or_else(String::new, |whose| format!(" [{whose}]"));
    let recalled = if entry.recalled { ", called back" } else { "" };
    let (when, who, what) = (&entry.when, &entry.who.text, &entry.what);
    writeln!(out, "  {when}: {who} {what}{basis}{internal}{recalled}")?;
    for said in &entry.words {
        if said.labelled {
            writeln!(out, "      {}:", said.label)?;
        }
        for line in said.text.as_deref().unwrap_or("(erased)").lines() {
            writeln!(out, "      {line}")?;
        }
    }
    Ok(())
}

fn write_clock(out: &mut impl Write, clock: &ClockView) -> io::Result<()> {
    writeln!(out, "Clock: {}", clock.sentence)?;
    if let Some((rule, basis)) = &clock.rule {
        writeln!(out, "  {rule} ({})", basis.text)?;
    }
    for target in &clock.targets {
        let basis = basis_of(target.basis.as_ref());
        let judged = target.judged.as_ref();
        let judged = judged.map_or("running".to_owned(), |judged| format!("judged: {judged}"));
        let now = target.now.as_ref();
        let now = now.map_or(String::new(), |now| format!("; as judged now: {now}"));
        let moves = if target.may_move {
            "; not yet proclaimed"
        } else {
            ""
        };
        let (what, due) = (&target.what, &target.due);
        writeln!(out, "  {what}: {due}{basis}, {judged}{now}{moves}")?;
    }
    for day in &clock.days {
        let mark = if day.today { "  < today" } else { "" };
        writeln!(
            out,
            "    {:<16} {:>3}  {}{mark}",
            day.date, day.counted, day.why
        )?;
    }
    Ok(())
}

fn write_acts(out: &mut impl Write, acts: &Acts) -> io::Result<()> {
    writeln!(out, "What may happen next:")?;
    for (key, label, fields) in &acts.allowed {
        writeln!(out, "  {key:<24} {label} [{}]", fields.join(", "))?;
    }
    for (key, no) in &acts.refused {
        writeln!(out, "  not {key:<20} {} ({})", no.why, no.basis)?;
    }
    Ok(())
}

/// The part of a case that a file is, from where it is sent.
fn part(href: &str) -> &str {
    href.rsplit('/').next().unwrap_or(href)
}

/// What an act asks, each field with its question and the answers to choose from.
pub(super) fn write_asks(out: &mut impl Write, asks: &[Ask], as_json: bool) -> io::Result<()> {
    if as_json {
        let asks: Vec<_> = asks.iter().map(ask_json).collect();
        return writeln!(out, "{}", Value::from(asks));
    }
    if asks.is_empty() {
        return writeln!(out, "it asks nothing");
    }
    for ask in asks {
        let may = if ask.optional { " (optional)" } else { "" };
        writeln!(out, "  {:<20} {}{may}", ask.name, ask.label)?;
        match &ask.answer {
            AnswerForm::Date => writeln!(out, "{:24}a day, as 2026-04-13", "")?,
            AnswerForm::Tick => writeln!(out, "{:24}yes, or left out", "")?,
            AnswerForm::File => writeln!(out, "{:24}with --file", "")?,
            AnswerForm::One(choices) | AnswerForm::OneOfMany(choices) => {
                let choices = choices.iter().filter(|choice| !choice.value.is_empty());
                let choices: Vec<_> = choices.collect();
                if choices.len() > CHOICES_PRINTED {
                    writeln!(out, "{:24}one of {}: see --json", "", choices.len())?;
                } else {
                    for choice in choices {
                        writeln!(out, "{:24}{} = {}", "", choice.value, choice.label)?;
                    }
                }
            }
            AnswerForm::Line | AnswerForm::Words => {}
        }
    }
    Ok(())
}

fn ask_json(ask: &Ask) -> Value {
    let (answer, choices) = match &ask.answer {
        AnswerForm::Line => ("line", None),
        AnswerForm::Words => ("words", None),
        AnswerForm::Date => ("date", None),
        AnswerForm::Tick => ("tick", None),
        AnswerForm::File => ("file", None),
        AnswerForm::One(choices) | AnswerForm::OneOfMany(choices) => ("one", Some(choices)),
    };
    let choices = choices.map(|all| {
        let all = all.iter().filter(|choice| !choice.value.is_empty());
        all.map(|choice| json!({ "value": choice.value, "label": choice.label }))
            .collect::<Vec<_>>()
    });
    json!({ "name": ask.name, "label": ask.label, "hint": ask.hint, "answer": answer,
            "optional": ask.optional, "choices": choices })
}

/// Saves a file under a path, or prints its bytes where that is `-`.
pub(super) fn save(file: &Handed, to: &Path) -> anyhow::Result<()> {
    if to == Path::new("-") {
        return Ok(io::stdout().lock().write_all(&file.bytes)?);
    }
    std::fs::write(to, &file.bytes).with_context(|| format!("cannot write `{}`", to.display()))?;
    println!("{} ({}) is in {}", file.name, file.media, to.display());
    Ok(())
}
