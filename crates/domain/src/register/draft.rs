//! What an act writes while it is decided: events, words, notices, grounds, and what is wrong with its
//! fields. A field that cannot be taken does not stop the others from being looked at.

use jiff::civil::Date;

use super::{Beside, Context, Recorded, Register};
use crate::access::Token;
use crate::calendar::{local_date, long_date};
use crate::ids::{PartId, Stream};
use crate::text::{Line, Words as Typed};
use crate::verdict::{Append, Basis, Cite, Cited, Decision, Invalid, Notice, Rejection};
use crate::words::{Scribe, Words};

/// An act of a register while it is decided.
pub(crate) struct Draft<'a, R: Register> {
    pub(crate) cx: &'a Context<'a>,
    pub(crate) scribe: Scribe<'a>,
    main: Side<R>,
    others: Vec<Side<R>>,
    cites: Vec<Cite>,
    problems: Vec<Invalid>,
}

/// One stream that the act writes to.
struct Side<R: Register> {
    stream: Stream,
    state: Option<R::State>,
    version: u64,
    events: Vec<R::Event>,
    notices: Vec<Notice>,
}

impl<'a, R: Register> Draft<'a, R> {
    pub(crate) fn new(
        stream: &Stream,
        state: Option<(&R::State, u64)>,
        cx: &'a Context<'a>,
    ) -> Self {
        Self {
            cx,
            scribe: Scribe::new(cx.fresh),
            main: Side::at(
                stream,
                state.map(|(state, _)| state.clone()),
                state.map_or(0, |(_, version)| version),
            ),
            others: Vec::new(),
            cites: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The stream of the case itself.
    pub(crate) fn stream(&self) -> &Stream {
        &self.main.stream
    }

    /// Today, in Europe/London.
    pub(crate) fn today(&self) -> Date {
        local_date(self.cx.now)
    }

    /// Writes an event of the case.
    pub(crate) fn push(&mut self, event: R::Event) {
        self.main.events.push(event);
    }

    /// Writes an event of another case.
    pub(crate) fn push_beside(&mut self, beside: &Beside<R::State>, event: R::Event) {
        self.beside(&beside.stream, Some(&beside.state), beside.version)
            .events
            .push(event);
    }

    /// Writes an event of a case that begins with this act.
    pub(crate) fn push_new(&mut self, stream: &Stream, event: R::Event) {
        self.beside(stream, None, 0).events.push(event);
    }

    /// Tells somebody of another case.
    pub(crate) fn tell_beside(&mut self, stream: &Stream, to: Token, kind: &str, basis: Basis) {
        let notice = notice(to, kind, basis);
        if let Some(side) = self.others.iter_mut().find(|side| &side.stream == stream) {
            side.notices.push(notice);
        }
    }

    fn beside(&mut self, stream: &Stream, state: Option<&R::State>, version: u64) -> &mut Side<R> {
        let found = self.others.iter().position(|side| &side.stream == stream);
        let at = found.unwrap_or_else(|| {
            self.others.push(Side::at(stream, state.cloned(), version));
            self.others.len() - 1
        });
        &mut self.others[at]
    }

    /// Tells somebody of the case.
    pub(crate) fn tell(&mut self, to: Token, kind: &str, basis: Basis) {
        let mut told = self.main.notices.iter();
        if !told.any(|notice| notice.to == to && notice.kind == kind) {
            self.main.notices.push(notice(to, kind, basis));
        }
    }

    /// Records what the decision rests on.
    pub(crate) fn cites(&mut self, cite: Cite) {
        if !self.cites.contains(&cite) {
            self.cites.push(cite);
        }
    }

    /// Records what the decision rests on, in words.
    pub(crate) fn cite(&mut self, what: &str, basis: Basis) {
        self.cites(Cited::new(what.to_owned(), basis));
    }

    /// Finds fault with a field.
    pub(crate) fn invalid(&mut self, field: &'static str, why: impl Into<String>) {
        let problem = Invalid::new(field, why);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    /// Whether no field was found fault with so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Typed words, cleaned and bounded.
    pub(crate) fn text<const MAX: usize>(&mut self, field: &'static str, typed: &str) -> Words {
        let clean = self.checked(field, Typed::<MAX>::parse(typed));
        self.scribe.words(&clean)
    }

    /// Typed words that search must not find.
    pub(crate) fn unsearched<const MAX: usize>(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Words {
        let clean = self.checked(field, Typed::<MAX>::parse(typed));
        self.scribe.unsearched(&clean)
    }

    /// Typed words that may be left out.
    pub(crate) fn optional<const MAX: usize>(
        &mut self,
        field: &'static str,
        typed: Option<&str>,
    ) -> Option<Words> {
        let typed = typed?;
        match Typed::<MAX>::parse_optional(typed) {
            Ok(None) => None,
            Ok(Some(words)) => Some(self.scribe.words(words.as_str())),
            Err(bad) => {
                self.invalid(field, bad.to_string());
                None
            }
        }
    }

    /// A single typed line.
    pub(crate) fn line<const MAX: usize>(&mut self, field: &'static str, typed: &str) -> Words {
        let clean = self.checked(field, Line::<MAX>::parse(typed));
        self.scribe.words(&clean)
    }

    /// A single typed line that search must not find.
    pub(crate) fn unsearched_line<const MAX: usize>(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Words {
        let clean = self.checked(field, Line::<MAX>::parse(typed));
        self.scribe.unsearched(&clean)
    }

    fn checked<T: AsRef<str>, E: ToString>(
        &mut self,
        field: &'static str,
        parsed: Result<T, E>,
    ) -> String {
        match parsed {
            Ok(clean) => clean.as_ref().to_owned(),
            Err(bad) => {
                self.invalid(field, bad.to_string());
                String::new()
            }
        }
    }

    /// A date that may not be past.
    pub(crate) fn not_past(&mut self, field: &'static str, date: Date) {
        let today = self.today();
        if date < today {
            let (date, today) = (long_date(date), long_date(today));
            self.invalid(
                field,
                format!("{date} is past: give {today} or a later day"),
            );
        }
    }

    /// A new part of the case.
    pub(crate) fn part(&mut self) -> PartId {
        self.scribe.part()
    }

    /// Everything together, or what is wrong with the fields.
    pub(crate) fn finish(mut self) -> Result<Decision<R::Event>, Rejection> {
        if !self.problems.is_empty() {
            return Err(Rejection::Invalid(self.problems));
        }
        let cx = self.cx;
        let sides = std::iter::once(self.main).chain(self.others.drain(..));
        let appends = sides.map(|side| side.append(cx)).collect();
        Ok(Decision {
            appends,
            contents: self.scribe.finish(),
            cites: self.cites,
        })
    }
}

impl<R: Register> Side<R> {
    fn at(stream: &Stream, state: Option<R::State>, version: u64) -> Self {
        Self {
            stream: stream.clone(),
            state,
            version,
            events: Vec::new(),
            notices: Vec::new(),
        }
    }

    /// Its events, with what the register finds settled once they are in.
    fn append(mut self, cx: &Context<'_>) -> Append<R::Event> {
        let mut state = self.state;
        for (n, event) in self.events.iter().enumerate() {
            let recorded = Recorded {
                version: self.version + n as u64 + 1,
                at: cx.now,
                actor: cx.actor.person().clone(),
                event: event.clone(),
            };
            state = R::evolve(state, &recorded);
        }
        if let Some(state) = state {
            self.events.extend(R::settled(&state, cx));
        }
        Append {
            stream: self.stream,
            expected: self.version,
            events: self.events,
            notices: self.notices,
        }
    }
}

fn notice(to: Token, kind: &str, basis: Basis) -> Notice {
    Notice {
        to,
        kind: kind.to_owned(),
        basis,
    }
}
