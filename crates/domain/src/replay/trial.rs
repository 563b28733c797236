//! What is tried out: a version of a protocol, and perhaps other values in it.

use std::str::FromStr;

use jiff::civil::Date;

use crate::clock::{Class, ClockRule, Consent, Silence, Stage, StageAct, Waiting};
use crate::protocol::{EnquiryRules, Protocol};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// The most days that a value may be set to.
const DAYS_MAX: u32 = 260;

/// Values that are tried out in place of the protocol’s own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Trial {
    /// Within how many days an answer is aimed at; none leaves it.
    pub answer: Option<u32>,
    /// Within how many days the member is told who deals with it; none leaves it.
    pub acknowledge: Option<u32>,
    /// Whether waiting for the member stops the clock; none leaves it.
    pub waiting: Option<Waiting>,
    /// What the member’s silence on a later date means; none leaves it.
    pub silence: Option<Silence>,
}

/// A value that cannot be tried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot be tried out: {1}")]
pub struct BadTrial(String, &'static str);

impl Trial {
    /// Sets one value, written as `answer-within=7`, `acknowledge-within=1`, `waiting=pauses` or
    /// `silence=does-not-count`.
    pub fn set(&mut self, written: &str) -> Result<(), BadTrial> {
        let bad = |why| BadTrial(written.to_owned(), why);
        let (key, value) = written
            .split_once('=')
            .ok_or_else(|| bad("write key=value, for example answer-within=7"))?;
        let days = || match u32::from_str(value) {
            Ok(days @ 1..=DAYS_MAX) => Ok(Some(days)),
            _ => Err(bad("give a number of days from 1 to 260")),
        };
        match (key, value) {
            ("answer-within", _) => self.answer = days()?,
            ("acknowledge-within", _) => self.acknowledge = days()?,
            ("waiting", "pauses") => self.waiting = Some(Waiting::Pauses),
            ("waiting", "continues") => self.waiting = Some(Waiting::Continues),
            ("silence", "stands") => self.silence = Some(Silence::Stands),
            ("silence", "does-not-count") => self.silence = Some(Silence::DoesNotCount),
            _ => {
                return Err(bad(
                    "set answer-within or acknowledge-within to days, waiting to pauses or continues, \
                     silence to stands or does-not-count",
                ));
            }
        }
        Ok(())
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The clock’s rule that is tried out for a start on a day.
    pub fn rule(
        &self,
        protocol: Option<&Protocol>,
        settings: &Settings,
        on: Date,
        class: Class,
    ) -> Option<Cited<ClockRule>> {
        let rules = match protocol {
            Some(protocol) => protocol.enquiries_on(on, class, settings),
            None => EnquiryRules::without_protocol(on, settings),
        };
        let own = rules.clock.or_else(|| {
            let n = self.answer?;
            let rule = ClockRule {
                n,
                ..ClockRule::default()
            };
            Some(Cited::new(rule, tried(on)))
        });
        own.map(|own| own.map(|rule| self.applied(rule)))
    }

    fn applied(&self, mut rule: ClockRule) -> ClockRule {
        rule.n = self.answer.unwrap_or(rule.n);
        rule.waiting = self.waiting.unwrap_or(rule.waiting);
        rule.silence = self.silence.unwrap_or(rule.silence);
        if let Some(n) = self.acknowledge {
            let act = StageAct::AcknowledgeNamingHandler;
            rule.stages.retain(|stage| stage.act != act);
            let consent = Consent::Notice;
            rule.stages.insert(0, Stage { act, n, consent });
        }
        rule
    }
}

/// The basis of a value that is only tried out.
fn tried(on: Date) -> Basis {
    Basis::Setting {
        id: "replay".parse().expect("a slug"),
        set_by: "what is tried out".to_owned(),
        on,
        completes: None,
    }
}
