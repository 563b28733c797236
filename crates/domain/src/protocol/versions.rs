//! What the council has done with each version of a protocol: written, proposed, adopted, withdrawn, and
//! what it ruled on them. One stream, folded here. Nothing of it stands in a pack.

mod check;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Adoption, PackFiles, Protocol, Ruling, load};
use crate::calendar::{local_date, start_of_day};
use crate::ids::{ContentKey, PackId, VersionId};
use crate::reference::Reference;
use crate::register::Recorded;
use crate::words::Words;

/// A version of a protocol, by its pack.
pub type VersionKey = (PackId, VersionId);

/// One thing that the council did with a version, or ruled on a protocol.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", tag = "kind", rename_all = "kebab-case")]
pub enum ProtocolEvent {
    /// The council wrote a version of its own.
    Drafted(Drafted),
    /// A version was put forward to be adopted.
    Proposed(Proposed),
    /// The body that may adopted a version.
    Adopted(Adoption),
    /// An adoption had been entered wrongly: this is what the minute says.
    AdoptionCorrected(Adoption),
    /// A version was given up before it was adopted.
    Withdrawn(Withdrawn),
    /// Cases that were opened under one version go on under another.
    OpenCasesMoved(OpenCasesMoved),
    /// A question of meaning was determined.
    Ruled(Ruling),
    /// A ruling no longer holds.
    RulingEnded(RulingEnded),
}

/// The council wrote a version of its own: the files of a pack, each kept as content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafted {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// The files, by their names within the pack.
    pub files: BTreeMap<String, Words>,
    /// The amendment by which it came about, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Reference>,
}

/// A version was put forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// Who put it forward, in words.
    pub by: String,
    /// When.
    pub on: Date,
}

/// A version was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The pack.
    pub pack: PackId,
    /// The version.
    pub version: VersionId,
    /// Who gave it up, in words.
    pub by: String,
    /// When.
    pub on: Date,
}

/// The council decided that open cases go on under another version than the one they began with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenCasesMoved {
    /// The pack of the version that they began with.
    pub pack: PackId,
    /// The version that they began with.
    pub version: VersionId,
    /// The pack under which they go on.
    pub to_pack: PackId,
    /// The version under which they go on.
    pub to_version: VersionId,
    /// The body that decided, in words.
    pub body_name: String,
    /// When.
    pub on: Date,
    /// The minute.
    pub minute: String,
}

/// A ruling no longer holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingEnded {
    /// The interpretation that held it.
    pub reference: Reference,
    /// From which day.
    pub from: Date,
}

impl Serialize for ProtocolEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for ProtocolEvent {
    /// The first adoptions were written without a kind; they stay readable.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        let read = if value.get("kind").is_none() {
            Adoption::deserialize(value).map(Self::Adopted)
        } else {
            Self::deserialize(value)
        };
        read.map_err(serde::de::Error::custom)
    }
}

impl ProtocolEvent {
    /// The stable name of every event, as stored.
    pub const NAMES: [&'static str; 8] = [
        "drafted",
        "proposed",
        "adopted",
        "adoption-corrected",
        "withdrawn",
        "open-cases-moved",
        "ruled",
        "ruling-ended",
    ];

    /// The event's stable name, as stored.
    pub fn name(&self) -> &'static str {
        Self::NAMES[match self {
            Self::Drafted(_) => 0,
            Self::Proposed(_) => 1,
            Self::Adopted(_) => 2,
            Self::AdoptionCorrected(_) => 3,
            Self::Withdrawn(_) => 4,
            Self::OpenCasesMoved(_) => 5,
            Self::Ruled(_) => 6,
            Self::RulingEnded(_) => 7,
        }]
    }

    /// The version that it is about; none for rulings.
    pub fn about(&self) -> Option<VersionKey> {
        let (pack, version) = match self {
            Self::Drafted(d) => (&d.pack, &d.version),
            Self::Proposed(p) => (&p.pack, &p.version),
            Self::Adopted(a) | Self::AdoptionCorrected(a) => (&a.pack, &a.version),
            Self::Withdrawn(w) => (&w.pack, &w.version),
            Self::OpenCasesMoved(m) => (&m.pack, &m.version),
            Self::Ruled(_) | Self::RulingEnded(_) => return None,
        };
        Some((pack.clone(), version.clone()))
    }
}

/// How a version stands in this council on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Written and not yet put forward.
    Draft,
    /// Put forward, or come with the product: it may be looked at and drives nothing.
    Proposed,
    /// Given up before it was adopted.
    Withdrawn,
    /// Adopted, in force from a later day.
    Adopted,
    /// In force: it alone drives clocks and gates.
    InForce,
    /// It was in force; another has taken its place.
    Superseded,
}

impl Standing {
    /// The word that pages print.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Withdrawn => "withdrawn",
            Self::Adopted => "adopted, not yet in force",
            Self::InForce => "in force",
            Self::Superseded => "superseded",
        }
    }
}

/// Everything that the council has done with its protocols.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Versions {
    history: Vec<Recorded<ProtocolEvent>>,
    adoptions: Vec<Adoption>,
    texts: BTreeMap<ContentKey, String>,
}

impl Versions {
    /// A record that begins with one adoption, entered by the operator on the day it was made.
    pub fn adopted(adoption: Adoption) -> Self {
        Self::default().evolve(Recorded {
            version: 1,
            at: start_of_day(adoption.adopted),
            actor: "operator".parse().expect("a slug"),
            event: ProtocolEvent::Adopted(adoption),
        })
    }

    /// The record after one more act.
    #[must_use]
    pub fn evolve(mut self, recorded: Recorded<ProtocolEvent>) -> Self {
        match &recorded.event {
            ProtocolEvent::Adopted(adoption) => self.adoptions.push(adoption.clone()),
            ProtocolEvent::AdoptionCorrected(right) => {
                let same = |a: &Adoption| a.pack == right.pack && a.version == right.version;
                match self.adoptions.iter_mut().rev().find(|a| same(a)) {
                    Some(wrong) => *wrong = right.clone(),
                    None => self.adoptions.push(right.clone()),
                }
            }
            _ => {}
        }
        self.history.push(recorded);
        self
    }

    /// Learns the words that its events point to.
    #[must_use]
    pub fn with_texts(mut self, texts: impl IntoIterator<Item = (ContentKey, String)>) -> Self {
        self.texts.extend(texts);
        self
    }

    /// Words that an event points to, unless erased.
    pub fn text(&self, words: &Words) -> Option<&str> {
        self.texts.get(&words.key).map(String::as_str)
    }

    /// Everything that was recorded, in order.
    pub fn history(&self) -> &[Recorded<ProtocolEvent>] {
        &self.history
    }

    /// What was recorded of one version, in order.
    pub fn of(&self, key: &VersionKey) -> impl Iterator<Item = &Recorded<ProtocolEvent>> {
        let about = move |r: &&Recorded<ProtocolEvent>| r.event.about().as_ref() == Some(key);
        self.history.iter().filter(about)
    }

    /// Every adoption, in the order of recording, corrected where one was.
    pub fn adoptions(&self) -> &[Adoption] {
        &self.adoptions
    }

    /// The adoption that is in force on a day: the one with the latest day, of two of one day the one
    /// recorded last.
    pub fn in_force(&self, on: Date) -> Option<&Adoption> {
        let held = self.adoptions.iter().filter(|a| a.in_force <= on);
        held.max_by_key(|a| a.in_force)
    }

    /// The latest adoption of one version.
    pub fn adoption(&self, key: &VersionKey) -> Option<&Adoption> {
        let mut latest = self.adoptions.iter().rev();
        latest.find(|a| (&a.pack, &a.version) == (&key.0, &key.1))
    }

    /// How a version stands on a day.
    pub fn standing(&self, key: &VersionKey, on: Date) -> Standing {
        if let Some(adoption) = self.adoption(key) {
            let current = self.in_force(on);
            let is_current = current.is_some_and(|a| (&a.pack, &a.version) == (&key.0, &key.1));
            return match adoption.in_force <= on {
                _ if is_current => Standing::InForce,
                true => Standing::Superseded,
                false => Standing::Adopted,
            };
        }
        let last = self.of(key).last().map(|recorded| &recorded.event);
        match last {
            Some(ProtocolEvent::Drafted(_)) => Standing::Draft,
            Some(ProtocolEvent::Withdrawn(_)) => Standing::Withdrawn,
            _ => Standing::Proposed,
        }
    }

    /// The versions that the council wrote itself, with the latest files of each.
    pub fn drafts(&self) -> BTreeMap<VersionKey, &Drafted> {
        let drafted = self
            .history
            .iter()
            .filter_map(|recorded| match &recorded.event {
                ProtocolEvent::Drafted(drafted) => Some(drafted),
                _ => None,
            });
        drafted
            .map(|d| ((d.pack.clone(), d.version.clone()), d))
            .collect()
    }

    /// Every protocol of the council: those that come with the product and those that it wrote, each with
    /// the rulings that concern it. A draft whose files cannot be read any more is left out.
    pub fn protocols(
        &self,
        shipped: &BTreeMap<VersionKey, Arc<Protocol>>,
    ) -> BTreeMap<VersionKey, Arc<Protocol>> {
        let mut all = shipped.clone();
        for (key, drafted) in self.drafts() {
            let texts = drafted.files.iter();
            let files: Option<PackFiles> = texts
                .map(|(name, words)| Some((name.clone(), self.text(words)?.to_owned())))
                .collect();
            if let Some(Ok(protocol)) = files.map(|files| load(&files)) {
                all.insert(key, Arc::new(protocol));
            }
        }
        let rulings = self.rulings();
        for protocol in all.values_mut() {
            if rulings.iter().any(|ruling| ruling.concerns(&protocol.pack))
                && let Ok(ruled) = protocol.ruled(&rulings)
            {
                *protocol = Arc::new(ruled);
            }
        }
        all
    }

    /// The version under which a case goes on that was opened under this one, and the decision by which
    /// it does: only decisions made while the case was open move it.
    pub fn governing<'v>(
        &'v self,
        pinned: &VersionKey,
        ended: Option<Date>,
    ) -> (VersionKey, Option<&'v OpenCasesMoved>) {
        let mut key = pinned.clone();
        let mut by = None;
        for recorded in &self.history {
            if let ProtocolEvent::OpenCasesMoved(moved) = &recorded.event
                && (&moved.pack, &moved.version) == (&key.0, &key.1)
                && ended.is_none_or(|ended| ended > local_date(recorded.at))
            {
                key = (moved.to_pack.clone(), moved.to_version.clone());
                by = Some(moved);
            }
        }
        (key, by)
    }

    /// Every ruling that has not ended, in the order in which they were made.
    pub fn rulings(&self) -> Vec<Ruling> {
        let mut standing: Vec<Ruling> = Vec::new();
        for recorded in &self.history {
            match &recorded.event {
                ProtocolEvent::Ruled(ruling) => {
                    standing.retain(|r| r.reference != ruling.reference);
                    standing.push(ruling.clone());
                }
                ProtocolEvent::RulingEnded(ended) => {
                    standing.retain(|r| r.reference != ended.reference);
                }
                _ => {}
            }
        }
        standing
    }

    /// Rulings that ended, with the day on which they did.
    pub fn ended_rulings(&self) -> Vec<(&Ruling, Date)> {
        let ruled = |reference: &Reference| {
            self.history.iter().rev().find_map(|r| match &r.event {
                ProtocolEvent::Ruled(ruling) if &ruling.reference == reference => Some(ruling),
                _ => None,
            })
        };
        let ended = self.history.iter().filter_map(|r| match &r.event {
            ProtocolEvent::RulingEnded(ended) => Some((ruled(&ended.reference)?, ended.from)),
            _ => None,
        });
        ended.collect()
    }
}
