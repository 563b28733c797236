//! Whether an act on a version can be recorded: known versions, days that can be, and a minute for what
//! only a body decides.

use jiff::civil::Date;

use super::{OpenCasesMoved, ProtocolEvent, Standing, VersionKey, Versions};
use crate::protocol::Adoption;
use crate::text::clean_line;
use crate::verdict::Invalid;

impl Versions {
    /// What is wrong with an act, if anything. `known` says whether a version exists.
    pub fn check(
        &self,
        event: &ProtocolEvent,
        known: impl Fn(&VersionKey) -> bool,
        today: Date,
    ) -> Result<(), Vec<Invalid>> {
        let mut wrong = Vec::new();
        if let Some(key) = event.about() {
            let drafted = matches!(event, ProtocolEvent::Drafted(_));
            if !drafted && !known(&key) {
                let why = format!("there is no version `{}` of `{}`", key.1, key.0);
                wrong.push(Invalid::new("version", why));
            }
            self.in_this_standing(event, &key, known(&key), today, &mut wrong);
        }
        match event {
            ProtocolEvent::Proposed(p) => {
                named("by", &p.by, "who put it forward", &mut wrong);
                not_later("on", p.on, today, &mut wrong);
            }
            ProtocolEvent::Withdrawn(w) => {
                named("by", &w.by, "who gave it up", &mut wrong);
                not_later("on", w.on, today, &mut wrong);
            }
            ProtocolEvent::Adopted(a) | ProtocolEvent::AdoptionCorrected(a) => {
                adoption(a, today, &mut wrong);
            }
            ProtocolEvent::OpenCasesMoved(m) => self.moved(m, known, today, &mut wrong),
            ProtocolEvent::Drafted(_) | ProtocolEvent::Ruled(_) | ProtocolEvent::RulingEnded(_) => {
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    fn in_this_standing(
        &self,
        event: &ProtocolEvent,
        key: &VersionKey,
        known: bool,
        today: Date,
        wrong: &mut Vec<Invalid>,
    ) {
        let standing = self.standing(key, today);
        let why = match (event, standing) {
            (ProtocolEvent::Drafted(_), Standing::Draft) => return,
            (ProtocolEvent::Drafted(_), _) if known => {
                "that version was put forward and does not change any more: give the draft another \
                 version"
            }
            (ProtocolEvent::Proposed(_), Standing::Proposed) if self.of(key).next().is_some() => {
                "it has been proposed already"
            }
            (
                ProtocolEvent::Proposed(_) | ProtocolEvent::Withdrawn(_),
                Standing::Adopted | Standing::InForce | Standing::Superseded,
            ) => "it was adopted: only another adoption takes its place",
            (ProtocolEvent::AdoptionCorrected(_), _) if self.adoption(key).is_none() => {
                "it was never adopted, so there is nothing to correct: record its adoption"
            }
            (ProtocolEvent::Adopted(_), Standing::Adopted | Standing::InForce) => {
                "its adoption stands already: correct it, if it was entered wrongly"
            }
            _ => return,
        };
        wrong.push(Invalid::new("version", why));
    }

    fn moved(
        &self,
        moved: &OpenCasesMoved,
        known: impl Fn(&VersionKey) -> bool,
        today: Date,
        wrong: &mut Vec<Invalid>,
    ) {
        let to = (moved.to_pack.clone(), moved.to_version.clone());
        if !known(&to) {
            let why = format!("there is no version `{}` of `{}`", to.1, to.0);
            wrong.push(Invalid::new("to", why));
        } else if self.standing(&to, today) != Standing::InForce {
            let why = "open cases can go on only under the version in force: adopt it first";
            wrong.push(Invalid::new("to", why));
        } else if (&moved.pack, &moved.version) == (&to.0, &to.1) {
            let why = "that is the version they began with: choose the one they leave";
            wrong.push(Invalid::new("version", why));
        }
        decided(&moved.body_name, moved.on, &moved.minute, today, wrong);
    }
}

fn adoption(adoption: &Adoption, today: Date, wrong: &mut Vec<Invalid>) {
    decided(
        &adoption.body_name,
        adoption.adopted,
        &adoption.minute,
        today,
        wrong,
    );
    if adoption.in_force < adoption.adopted {
        let why = "it cannot be in force before it was adopted: give that day or a later one";
        wrong.push(Invalid::new("in-force", why));
    }
    if let Some(recommended) = &adoption.recommended {
        let before = [
            (
                "recommended-by",
                recommended.body_name.as_str(),
                "the body that recommended it",
            ),
            (
                "recommended-minute",
                recommended.minute.as_str(),
                "its minute",
            ),
        ];
        for (field, given, what) in before {
            named(field, given, what, wrong);
        }
        if recommended.on > adoption.adopted {
            let why = "a recommendation comes before the adoption: give an earlier day";
            wrong.push(Invalid::new("recommended-on", why));
        }
    }
}

fn decided(body: &str, on: Date, minute: &str, today: Date, wrong: &mut Vec<Invalid>) {
    named("body", body, "which body decided", wrong);
    named("minute", minute, "the minute, for example 26/41", wrong);
    not_later("on", on, today, wrong);
}

fn named(field: &'static str, given: &str, what: &str, wrong: &mut Vec<Invalid>) {
    let line = clean_line(given);
    if line.is_empty() || line.chars().count() > 120 {
        let why = format!("give {what}, in at most 120 characters");
        wrong.push(Invalid::new(field, why));
    }
}

fn not_later(field: &'static str, on: Date, today: Date, wrong: &mut Vec<Invalid>) {
    if on > today {
        let why = format!("`{on}` has not come yet: record what has been decided, with its day");
        wrong.push(Invalid::new(field, why));
    }
}
