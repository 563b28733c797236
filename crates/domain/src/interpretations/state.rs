//! A question of interpretation as folded from its events: its texts, who signed which, whether one holds.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;

use super::basis;
use super::event::{About, Asked, Event, Office};
use crate::access::{Reader, Readers, Token};
use crate::calendar::local_date;
use crate::ids::PersonId;
use crate::protocol::Ruling;
use crate::register::kept::Kept;
use crate::register::{Recorded, Register, Row};
use crate::words::Words;

/// A question of interpretation.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The question as it was put.
    pub asked: Asked,
    /// Who put it.
    pub asker: PersonId,
    /// When.
    pub received: Timestamp,
    /// The rulings made on it, each with who signed it.
    pub texts: Vec<Text>,
    /// Which of them holds.
    pub effective: Option<usize>,
    /// The day on which the ruling ended.
    pub ended: Option<Date>,
    /// When advice was given first.
    pub advised: Option<Timestamp>,
    /// Whether who asked took it back.
    pub withdrawn: bool,
    /// What is kept of people's words and what of them was erased.
    pub kept: Kept,
    /// When it last changed.
    pub changed: Timestamp,
}

/// A ruling with who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The ruling.
    pub ruling: Ruling,
    /// The offices that made or signed it.
    pub signed: BTreeSet<Office>,
}

/// How a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Nobody has ruled or advised.
    Asked,
    /// A ruling waits for the other office.
    Unsigned,
    /// The offices differ; the first ruling holds.
    Conflict,
    /// A ruling holds.
    Determined,
    /// Advice was given.
    Advised,
    /// It was taken back.
    Withdrawn,
    /// Its ruling ended.
    Ended,
}

impl Standing {
    /// The closed word of lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Unsigned => "unsigned",
            Self::Conflict => "conflict",
            Self::Determined => "determined",
            Self::Advised => "advised",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
        }
    }
}

impl State {
    /// The question after one more event.
    pub(super) fn evolve(state: Option<Self>, recorded: &Recorded<Event>) -> Option<Self> {
        let Some(mut state) = state else {
            let Event::Asked(asked) = &recorded.event else {
                return None;
            };
            let mut kept = Kept::default();
            kept.add(&recorded.event.of_people());
            return Some(Self {
                asked: (**asked).clone(),
                asker: recorded.actor.clone(),
                received: recorded.at,
                texts: Vec::new(),
                effective: None,
                ended: None,
                advised: None,
                withdrawn: false,
                kept,
                changed: recorded.at,
            });
        };
        if let Event::Erased(erased) = &recorded.event {
            state.kept.erase(&erased.keys);
            return Some(state);
        }
        state.changed = recorded.at;
        state.kept.add(&recorded.event.of_people());
        match &recorded.event {
            Event::Determined(d) => {
                state.texts.push(Text {
                    ruling: d.ruling.clone(),
                    signed: BTreeSet::from([d.office.clone()]),
                });
                if d.effective {
                    state.effective = Some(state.texts.len() - 1);
                }
            }
            Event::Signed(signed) => {
                if let Some(at) = state.unsigned_by(&signed.office) {
                    state.texts[at].signed.insert(signed.office.clone());
                    if signed.ruling.is_some() {
                        state.effective = Some(at);
                    }
                }
            }
            Event::RulingEnded(ended) => state.ended = Some(ended.ending.from),
            Event::Advised(_) => {
                state.advised.get_or_insert(recorded.at);
            }
            Event::Withdrawn {} => state.withdrawn = true,
            Event::Asked(_) | Event::Added(_) | Event::Explained(_) | Event::Erased(_) => {}
        }
        Some(state)
    }

    /// The latest text that an office has not signed.
    pub fn unsigned_by(&self, office: &str) -> Option<usize> {
        let mut texts = self.texts.iter().enumerate().rev();
        let found = texts.find(|(_, text)| !text.signed.contains(office));
        found.map(|(at, _)| at)
    }

    /// The ruling that holds.
    pub fn ruling(&self) -> Option<&Ruling> {
        let text = self.texts.get(self.effective?)?;
        self.ended.is_none().then_some(&text.ruling)
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let settled = self.effective.map(|at| &self.texts[at]);
        match (settled, self.texts.len()) {
            _ if self.withdrawn => Standing::Withdrawn,
            _ if self.ended.is_some() => Standing::Ended,
            (Some(text), n) if n > 1 && text.signed.len() < 2 => Standing::Conflict,
            (Some(_), _) => Standing::Determined,
            (None, n) if n > 0 => Standing::Unsigned,
            _ if self.advised.is_some() => Standing::Advised,
            _ => Standing::Asked,
        }
    }

    /// Whether it still waits on somebody.
    pub fn is_open(&self) -> bool {
        matches!(
            self.standing(),
            Standing::Asked | Standing::Unsigned | Standing::Conflict
        )
    }

    /// Whoever put it, and the offices to which it went.
    pub(super) fn readers(&self) -> Readers {
        let asker = Reader {
            token: Token::person(&self.asker),
            basis: basis::readers(),
        };
        let may = std::iter::once(asker).chain(self.asked.to.iter().cloned());
        Readers {
            may: may.collect(),
            denied: Vec::new(),
        }
    }

    pub(super) fn summary(&self) -> Row {
        let standing = self.standing();
        let done = (!self.is_open()).then(|| local_date(self.changed));
        let clauses = self.asked.clauses.iter().map(|c| c.printed().to_owned());
        let question = self.asked.question.iter().map(ToString::to_string);
        Row {
            register: super::Interpretations::NAME.to_owned(),
            reference: self.asked.reference.clone(),
            title: Some(self.asked.title.key.clone()),
            state: standing.word().to_owned(),
            open: self.is_open(),
            due: None,
            waits_on: self.waits_on(),
            service: None,
            ward: None,
            holder: None,
            handler: None,
            received: self.received,
            received_on: local_date(self.received),
            answered_on: done,
            closed_on: done,
            judged: None,
            held: None,
            search: clauses.chain(question).collect(),
        }
    }

    fn waits_on(&self) -> Option<Token> {
        let first = self.asked.to.first().map(|reader| reader.token.clone());
        first.filter(|_| self.is_open())
    }

    /// Whether it is a question of meaning.
    pub fn is_of_meaning(&self) -> bool {
        self.asked.about == About::Meaning
    }

    /// The words of the title.
    pub fn title(&self) -> &Words {
        &self.asked.title
    }
}
