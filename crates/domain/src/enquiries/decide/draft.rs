//! What an act writes while it is decided: events, words, notices, grounds, and what is wrong with its
//! fields. A field that cannot be taken does not stop the others from being looked at.

use crate::access::Token;
use crate::calendar::local_date;
use crate::clock::TickKind;
use crate::enquiries::command::Beside;
use crate::enquiries::event::{Event, Judged, OutsideReference, TemplateUsed};
use crate::enquiries::evolve::evolve;
use crate::enquiries::state::State;
use crate::enquiries::summary::officers;
use crate::enquiries::{clock, limits};
use crate::ids::{PartId, Stream};
use crate::register::{Context, Recorded};
use crate::text::{Line, Words as Typed};
use crate::verdict::{Append, Basis, Cite, Cited, Decision, Invalid, Notice, Rejection};
use crate::words::{Scribe, Words};
use jiff::civil::Date;

pub(super) struct Draft<'a> {
    pub(super) cx: &'a Context<'a>,
    pub(super) scribe: Scribe<'a>,
    main: Side,
    others: Vec<Side>,
    cites: Vec<Cite>,
    problems: Vec<Invalid>,
}

/// One stream that the act writes to.
struct Side {
    stream: Stream,
    state: Option<State>,
    version: u64,
    events: Vec<Event>,
    notices: Vec<Notice>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(stream: &Stream, state: Option<(&State, u64)>, cx: &'a Context<'a>) -> Self {
        Self {
            cx,
            scribe: Scribe::new(cx.fresh),
            main: Side {
                stream: stream.clone(),
                state: state.map(|(state, _)| state.clone()),
                version: state.map_or(0, |(_, version)| version),
                events: Vec::new(),
                notices: Vec::new(),
            },
            others: Vec::new(),
            cites: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The stream of the case itself.
    pub(super) fn stream(&self) -> &Stream {
        &self.main.stream
    }

    /// Writes an event of the case.
    pub(super) fn push(&mut self, event: Event) {
        self.main.events.push(event);
    }

    /// Writes an event of another case.
    pub(super) fn push_beside(&mut self, beside: &Beside, event: Event) {
        self.beside(&beside.stream, Some(&beside.state), beside.version)
            .events
            .push(event);
    }

    /// Writes an event of a case that begins with this act.
    pub(super) fn push_new(&mut self, stream: &Stream, event: Event) {
        self.beside(stream, None, 0).events.push(event);
    }

    /// Tells somebody of another case.
    pub(super) fn tell_beside(&mut self, stream: &Stream, to: Token, kind: &str, basis: Basis) {
        let notice = notice(to, kind, basis);
        if let Some(side) = self.others.iter_mut().find(|side| &side.stream == stream) {
            side.notices.push(notice);
        }
    }

    fn beside(&mut self, stream: &Stream, state: Option<&State>, version: u64) -> &mut Side {
        let found = self.others.iter().position(|side| &side.stream == stream);
        let at = found.unwrap_or_else(|| {
            self.others.push(Side {
                stream: stream.clone(),
                state: state.cloned(),
                version,
                events: Vec::new(),
                notices: Vec::new(),
            });
            self.others.len() - 1
        });
        &mut self.others[at]
    }

    /// Tells somebody of the case.
    pub(super) fn tell(&mut self, to: Token, kind: &str, basis: Basis) {
        if self
            .main
            .notices
            .iter()
            .any(|n| n.to == to && n.kind == kind)
        {
            return;
        }
        self.main.notices.push(notice(to, kind, basis));
    }

    /// Tells the officers who have the case.
    pub(super) fn tell_officers(&mut self, state: &State, kind: &str, basis: Basis) {
        if let Some(officers) = officers(state) {
            self.tell(officers, kind, basis);
        }
    }

    /// Tells the member to whom the case belongs.
    pub(super) fn tell_member(&mut self, state: &State, kind: &str, basis: Basis) {
        self.tell(Token::holder_of(&state.holder), kind, basis);
    }

    /// Records what the decision rests on.
    pub(super) fn cites(&mut self, cite: Cite) {
        if !self.cites.contains(&cite) {
            self.cites.push(cite);
        }
    }

    /// Records what the decision rests on, in words.
    pub(super) fn cite(&mut self, what: &str, basis: Basis) {
        self.cites(Cited::new(what.to_owned(), basis));
    }

    /// Finds fault with a field.
    pub(super) fn invalid(&mut self, field: &'static str, why: impl Into<String>) {
        self.problems.push(Invalid::new(field, why));
    }

    /// Typed words, cleaned and bounded.
    pub(super) fn text<const MAX: usize>(&mut self, field: &'static str, typed: &str) -> Words {
        let clean = self.checked(field, Typed::<MAX>::parse(typed));
        self.scribe.words(&clean)
    }

    /// Typed words that search must not find.
    pub(super) fn unsearched<const MAX: usize>(
        &mut self,
        field: &'static str,
        typed: &str,
    ) -> Words {
        let clean = self.checked(field, Typed::<MAX>::parse(typed));
        self.scribe.unsearched(&clean)
    }

    /// Typed words that may be left out.
    pub(super) fn optional<const MAX: usize>(
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
    pub(super) fn line<const MAX: usize>(&mut self, field: &'static str, typed: &str) -> Words {
        let clean = self.checked(field, Line::<MAX>::parse(typed));
        self.scribe.words(&clean)
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

    /// Another system's reference.
    pub(super) fn outside(&mut self, field: &'static str, typed: &str) -> Option<OutsideReference> {
        match OutsideReference::try_from(typed.trim().to_owned()) {
            Ok(reference) => Some(reference),
            Err(bad) => {
                self.invalid(field, bad);
                None
            }
        }
    }

    /// A date that may not be past.
    pub(super) fn not_past(&mut self, field: &'static str, date: Date) {
        let today = local_date(self.cx.now);
        if date < today {
            let (date, today) = (
                crate::calendar::long_date(date),
                crate::calendar::long_date(today),
            );
            self.invalid(
                field,
                format!("{date} is past: give {today} or a later day"),
            );
        }
    }

    /// A new part of the case.
    pub(super) fn part(&mut self) -> PartId {
        self.scribe.part()
    }

    /// Notes the template that a reply began from.
    pub(super) fn template(&mut self, template: Option<&str>) {
        let Some(template) = template else { return };
        // Templates are named by slugs, as settings are, so that no words of a reply can hide here.
        match template.parse::<crate::ids::SettingId>() {
            Ok(slug) => self.push(Event::TemplateUsed(TemplateUsed {
                template: slug.to_string(),
            })),
            Err(bad) => self.invalid("template", bad.to_string()),
        }
    }

    /// The largest file, in bytes.
    pub(super) fn file_bytes_max(&self) -> usize {
        let limit = limits::file_megabytes(self.cx.council, local_date(self.cx.now));
        limit.value as usize * 1_000_000
    }

    /// Everything together, or what is wrong with the fields.
    pub(super) fn finish(mut self) -> Result<Decision<Event>, Rejection> {
        if !self.problems.is_empty() {
            return Err(Rejection::Invalid(self.problems));
        }
        let cx = self.cx;
        let sides = std::iter::once(self.main).chain(self.others.drain(..));
        let appends = sides
            .map(|mut side| {
                let pins = side.pins(cx);
                side.events.extend(pins);
                Append {
                    stream: side.stream,
                    expected: side.version,
                    events: side.events,
                    notices: side.notices,
                }
            })
            .collect();
        Ok(Decision {
            appends,
            contents: self.scribe.finish(),
            cites: self.cites,
        })
    }
}

impl Side {
    /// What the clock has judged once these events are in, pinned: a later change of the calendar moves
    /// no verdict.
    fn pins(&self, cx: &Context<'_>) -> Vec<Event> {
        let mut state = self.state.clone();
        for (n, event) in self.events.iter().enumerate() {
            let recorded = Recorded {
                version: self.version + n as u64 + 1,
                at: cx.now,
                actor: cx.actor.person().clone(),
                event: event.clone(),
            };
            state = evolve(state, &recorded);
        }
        let Some(state) = state else {
            return Vec::new();
        };
        let pins = clock::clock(&state, cx.council, cx.now).to_pin();
        pins.into_iter()
            .filter_map(|pin| match pin {
                TickKind::Judged {
                    target,
                    verdict,
                    due,
                } => Some(Event::Judged(Judged {
                    target,
                    due,
                    verdict,
                })),
                _ => None,
            })
            .collect()
    }
}

fn notice(to: Token, kind: &str, basis: Basis) -> Notice {
    Notice {
        to,
        kind: kind.to_owned(),
        basis,
    }
}
