//! Acts as people give them: which questions each kind of act asks, and how the answers become a
//! command. Pages and the command line share it, so that a field has one name, one question and one
//! reading everywhere. Decides nothing.

mod ask;
mod choices;
mod given;
mod look;
mod offer;
mod parse;
mod parts;

pub use ask::{Asking, asks};
pub use given::{Given, GivenFile};
pub use look::{LOOKED, look};
pub use offer::{Offer, long, one};
pub use parse::{Wanted, wanted};

/// The field of the reason that a duty asks for, or that an office gives for going on where others are
/// refused: the same in every form, on the command line and in what the rules say of it.
pub const EXPLANATION: &str = "explanation";

/// One question of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The field's name: in forms, on the command line, and in what the rules say of it.
    pub name: &'static str,
    /// The question.
    pub label: String,
    /// Help before the answer.
    pub hint: Option<String>,
    /// What an answer looks like.
    pub answer: AnswerForm,
    /// Whether it may be left out.
    pub optional: bool,
    /// The answer that stands there before anybody has answered; empty for none.
    pub given: String,
}

/// What an answer looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerForm {
    /// One line.
    Line,
    /// Several lines.
    Words,
    /// A date.
    Date,
    /// Yes or nothing.
    Tick,
    /// One of a few, each with its value and its label.
    One(Vec<Choice>),
    /// One of many, to be searched in a long list.
    OneOfMany(Vec<Choice>),
    /// A file.
    File,
}

/// One possible answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub label: String,
}

impl Choice {
    /// A value with its label.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

impl Ask {
    /// A question that must be answered.
    pub fn new(name: &'static str, label: &str, answer: AnswerForm) -> Self {
        Self {
            name,
            label: label.to_owned(),
            hint: None,
            answer,
            optional: false,
            given: String::new(),
        }
    }
    /// With an answer that stands there already.
    #[must_use]
    pub fn given(mut self, given: impl Into<String>) -> Self {
        self.given = given.into();
        self
    }
    /// With help before the answer.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        self.hint = Some(hint.to_owned());
        self
    }
    /// That may be left out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }
}
