//! One way of drawing a form. A page describes its fields; this draws them with their labels, hints,
//! errors and the words already typed, and carries what makes an act safe: the token that makes a double
//! press one act, and the version of the case that the person has seen.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::verdict::Invalid;

use super::error::{BasisLink, Way};
use super::posted::Posted;
use crate::acts::EXPLANATION;

/// A form.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/form.html")]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// What makes a double press one act; empty for a form that changes nothing.
    pub token: String,
    /// The version of the case that the person has seen.
    pub seen: Option<u64>,
    /// What is asked.
    pub fields: Vec<Field>,
    /// The words of the main button.
    pub button: String,
    /// Whether the button is a warning: what it does is hard to take back.
    pub grave: bool,
    /// Who will read what is typed, said before it is typed.
    pub readers: Option<ReadersNote>,
    /// A second button, by its name and its words: it fills the form and sends nothing.
    pub second: Option<(&'static str, &'static str)>,
    /// Where to go instead.
    pub cancel: Option<Way>,
    /// The key under which scripts keep a draft.
    pub draft: Option<String>,
    /// Values carried along unseen.
    pub hidden: Vec<(String, String)>,
}

impl HtmlSafe for Form {}

/// Who will read what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadersNote {
    /// One sentence.
    pub sentence: String,
    /// The readers, each in words.
    pub readers: Vec<String>,
    /// Whether the words stay with officers.
    pub internal: bool,
}

/// One question of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    /// The name under which it is sent.
    pub name: String,
    /// The question.
    pub label: String,
    /// Help, before the answer.
    pub hint: Option<String>,
    /// What the answer looks like.
    pub control: Control,
    /// What is typed or chosen.
    pub value: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// On which basis it is asked.
    pub basis: Option<BasisLink>,
    /// Whether it may be left empty.
    pub optional: bool,
    /// Whether Who Does What answers below it while it is typed.
    pub suggests: bool,
    /// Under which heading it stands, folded away until it is wanted; none for what everybody is asked.
    pub group: Option<&'static str>,
}

impl HtmlSafe for Field {}

/// What an answer looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// One line.
    Line {
        /// The browser's own help for it, such as `name` or `off`.
        autocomplete: &'static str,
    },
    /// Several lines.
    Words {
        /// How many lines are shown.
        rows: u8,
        /// The most characters, counted as they are typed.
        max: usize,
    },
    /// A day in three boxes.
    Day,
    /// A whole number.
    Number,
    /// One of a few.
    One(Vec<Choice>),
    /// Any of a few.
    Any(Vec<Choice>),
    /// One of many.
    Select(Vec<Choice>),
    /// A single box to tick.
    Tick,
    /// Files.
    Files {
        /// The kinds that are taken, as the browser's picker knows them.
        accept: &'static str,
        /// Whether several may be chosen.
        several: bool,
    },
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Help beside it.
    pub hint: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

impl Choice {
    /// An answer without help.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            hint: None,
            chosen: false,
        }
    }

    /// The same with help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Field {
    fn of(name: &str, label: &str, control: Control) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: None,
            control,
            value: String::new(),
            error: None,
            basis: None,
            optional: false,
            suggests: false,
            group: None,
        }
    }

    /// One line.
    pub fn line(name: &str, label: &str) -> Self {
        Self::of(
            name,
            label,
            Control::Line {
                autocomplete: "off",
            },
        )
    }

    /// Several lines.
    pub fn words(name: &str, label: &str, rows: u8, max: usize) -> Self {
        Self::of(name, label, Control::Words { rows, max })
    }

    /// A day.
    pub fn day(name: &str, label: &str) -> Self {
        Self::of(name, label, Control::Day)
    }

    /// A whole number.
    pub fn number(name: &str, label: &str) -> Self {
        Self::of(name, label, Control::Number)
    }

    /// One of a few.
    pub fn one(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Control::One(choices))
    }

    /// Any of a few.
    pub fn any(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Control::Any(choices))
    }

    /// One of many.
    pub fn select(name: &str, label: &str, choices: Vec<Choice>) -> Self {
        Self::of(name, label, Control::Select(choices))
    }

    /// Files.
    pub fn files(name: &str, label: &str, several: bool) -> Self {
        let accept =
            ".pdf,.txt,.csv,.jpg,.jpeg,.png,.gif,.webp,.docx,.xlsx,.pptx,.odt,.ods,.odp,.eml";
        Self::of(name, label, Control::Files { accept, several })
    }

    /// The same, with other kinds of files for the browser's picker.
    #[must_use]
    pub fn accepting(mut self, kinds: &'static str) -> Self {
        if let Control::Files { accept, .. } = &mut self.control {
            *accept = kinds;
        }
        self
    }

    /// A single box to tick.
    pub fn tick(name: &str, label: &str) -> Self {
        Self::of(name, label, Control::Tick).optional()
    }

    /// The same with what is wrong with it.
    #[must_use]
    pub fn wrong(mut self, why: impl Into<String>) -> Self {
        self.error = Some(super::words::fault(&why.into()));
        self
    }

    /// The same with help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same, on a basis.
    #[must_use]
    pub fn basis(mut self, basis: BasisLink) -> Self {
        self.basis = Some(basis);
        self
    }

    /// The same, and it may be left empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The same, and Who Does What answers below it.
    #[must_use]
    pub fn suggests(mut self) -> Self {
        self.suggests = true;
        self
    }

    /// The same, folded away under a heading.
    #[must_use]
    pub fn under(mut self, heading: &'static str) -> Self {
        self.group = Some(heading);
        self
    }

    /// The same with something already in it.
    #[must_use]
    pub fn with(mut self, value: impl Into<String>) -> Self {
        let value = value.into();
        self.choose(&[value.as_str()]);
        self.value = value;
        self
    }

    fn choose(&mut self, values: &[&str]) {
        if let Control::One(choices) | Control::Any(choices) | Control::Select(choices) =
            &mut self.control
        {
            for choice in choices {
                choice.chosen = values.contains(&choice.value.as_str());
            }
        }
    }

    /// The same with what was sent.
    pub fn filled(mut self, posted: &Posted) -> Self {
        if self.control == Control::Day {
            let part = |suffix: &str| posted.text(&format!("{}-{suffix}", self.name)).to_owned();
            self.value = format!("{}|{}|{}", part("day"), part("month"), part("year"));
            return self;
        }
        let values = posted.all(&self.name);
        self.choose(&values);
        self.value = values.first().map_or_else(String::new, |v| (*v).to_owned());
        self
    }

    /// The three boxes of a day: what was typed, or the parts of `2026-04-13`.
    fn parts(&self) -> [(&'static str, &'static str, String, u8); 3] {
        let mut typed = if self.value.contains('|') {
            self.value.split('|').map(str::to_owned).collect::<Vec<_>>()
        } else {
            let number = |part: &str| part.trim_start_matches('0').to_owned();
            self.value.split('-').rev().map(number).collect()
        };
        typed.resize(3, String::new());
        let mut typed = typed.into_iter();
        let mut next = || typed.next().unwrap_or_default();
        [
            ("day", "Day", next(), 2),
            ("month", "Month", next(), 2),
            ("year", "Year", next(), 4),
        ]
    }

    /// What describes the field, for those who hear the page.
    fn described_by(&self) -> String {
        let mut ids = Vec::new();
        if self.hint.is_some() || self.basis.is_some() {
            ids.push(format!("{}-hint", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-error", self.name));
        }
        ids.join(" ")
    }

    /// The element that an error links to.
    pub fn first_id(&self) -> String {
        match &self.control {
            Control::Day => format!("{}-day", self.name),
            Control::One(choices) | Control::Any(choices) if !choices.is_empty() => {
                format!("{}-1", self.name)
            }
            _ => self.name.clone(),
        }
    }
}

impl Form {
    /// A form of fields with a button.
    pub fn new(action: impl Into<String>, button: &str, fields: Vec<Field>) -> Self {
        Self {
            action: action.into(),
            token: String::new(),
            seen: None,
            fields,
            button: button.to_owned(),
            grave: false,
            readers: None,
            second: None,
            cancel: None,
            draft: None,
            hidden: Vec::new(),
        }
    }

    /// The same with the words that were sent, so that nothing is lost, and what is wrong with them.
    #[must_use]
    pub fn refill(mut self, posted: &Posted, invalid: &[Invalid]) -> Self {
        // A duty that only what was typed shows to be unmet asks for an explanation when the form comes
        // back; a gate that knows before has put the field there.
        let asked = |i: &Invalid| i.field == EXPLANATION;
        let explains = posted.given(EXPLANATION).is_some() || invalid.iter().any(asked);
        if explains && self.fields.iter().all(|f| f.name != EXPLANATION) {
            let label = "Why do you go on?";
            self.fields.push(Field::words(EXPLANATION, label, 4, 2_000));
        }
        self.fields = self.fields.into_iter().map(|f| f.filled(posted)).collect();
        for field in &mut self.fields {
            field.error = invalid
                .iter()
                .find(|i| i.field == field.name)
                .map(|i| super::words::fault(&i.why));
        }
        let stray: Vec<_> = invalid
            .iter()
            .filter(|i| self.fields.iter().all(|f| f.name != i.field))
            .collect();
        if let (Some(first), false) = (self.fields.first_mut(), stray.is_empty()) {
            let why: Vec<_> = stray.iter().map(|i| super::words::fault(&i.why)).collect();
            first.error = Some(why.join(". "));
        }
        self
    }

    /// Whether something is wrong with it.
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|field| field.error.is_some())
    }

    /// Whether a heading begins before a field of the form.
    fn begins(&self, at: &usize) -> bool {
        let group = |n: usize| self.fields.get(n).and_then(|field| field.group);
        let at = *at;
        group(at).is_some() && (at == 0 || group(at - 1) != group(at))
    }

    /// Whether what a heading folds away ends after a field of the form.
    fn ends(&self, at: &usize) -> bool {
        let group = |n: usize| self.fields.get(n).and_then(|field| field.group);
        let at = *at;
        group(at).is_some() && group(at + 1) != group(at)
    }

    /// Whether something under a heading is filled in or wrong, so that it must not be folded away.
    fn is_open(&self, heading: &Option<&'static str>) -> bool {
        self.fields
            .iter()
            .filter(|field| field.group == *heading)
            .any(|field| field.error.is_some() || !field.value.trim_matches('|').is_empty())
    }

    fn has_files(&self) -> bool {
        self.fields
            .iter()
            .any(|field| matches!(field.control, Control::Files { .. }))
    }

    /// What is wrong with it, drawn for the top of the page.
    pub fn errors(&self) -> ErrorSummary<'_> {
        ErrorSummary { form: self }
    }
}

/// What is wrong with a form, each with a link to its field.
#[derive(Debug, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary<'a> {
    form: &'a Form,
}

impl HtmlSafe for ErrorSummary<'_> {}

#[cfg(test)]
mod tests;
