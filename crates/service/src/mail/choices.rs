//! What a person wants to be told by mail, and when. The inbox in the product holds everything whatever
//! is chosen here.

mod when;

use std::collections::BTreeMap;

use domain::calendar::WorkingHours;
use serde::{Deserialize, Serialize};

pub use when::{Window, window};

/// What a notice is about, as far as people choose by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// Something waits for this person.
    Waiting,
    /// An answer, or a promise.
    Answers,
    /// A date comes near, moves or is past.
    Dates,
    /// Meetings.
    Meetings,
    /// Everything else.
    News,
}

/// The notices of what somebody waits for their reader to do.
const WAITING: [&str; 44] = [
    "raised",
    "routed",
    "reassigned",
    "returned",
    "asked",
    "member-asked",
    "held",
    "date-contested",
    "contribution-asked",
    "referred",
    "chased",
    "reopened",
    "followed-up",
    "officer-left",
    "member-left",
    "mail-lost",
    "mail-waits",
    "mail-refused",
    "mail-part",
    "campaign-seen",
    "information-asked",
    "information-passed",
    "information-need-asked",
    "information-need-shown",
    "information-guidance-sought",
    "information-passed-over",
    "information-referred",
    "information-misuse",
    "information-reopened",
    "complaint-logged",
    "complaint-allocated",
    "complaint-next-stage",
    "group-asked",
    "group-offered",
    "group-breach",
    "briefing-asked",
    "briefing-separate",
    "briefing-break",
    "briefing-share-proposed",
    "interpretation-asked",
    "interpretation-added",
    "interpretation-to-sign",
    "amendment-suggested",
    "amendment-review",
];

impl Topic {
    /// Every topic, in the order of the page.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Answers,
        Self::Dates,
        Self::Meetings,
        Self::News,
    ];

    /// The topic of a register's closed word for a notice.
    pub fn of(notice: &str) -> Self {
        match notice {
            "answered"
            | "acknowledged"
            | "promise-kept"
            | "promise-missed"
            | "information-decided"
            | "information-determined"
            | "information-released"
            | "complaint-answered"
            | "interpretation-determined"
            | "interpretation-advised"
            | "group-given" => Self::Answers,
            "due-soon"
            | "overdue"
            | "contribution-overdue"
            | "date-moved"
            | "clock-moved"
            | "promise-moved"
            | "information-held"
            | "complaint-longer" => Self::Dates,
            "briefing-planned" | "briefing-arranged" | "briefing-put-off" | "briefing-accepted"
            | "briefing-declined" | "briefing-withdrawn" | "group-agreed" | "group-attendance" => {
                Self::Meetings
            }
            _ if WAITING.contains(&notice) => Self::Waiting,
            _ => Self::News,
        }
    }

    /// Its name in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answers => "answers",
            Self::Dates => "dates",
            Self::Meetings => "meetings",
            Self::News => "news",
        }
    }

    /// The question about it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "When something waits for you",
            Self::Answers => "When something is answered",
            Self::Dates => "When a date comes near, moves or is past",
            Self::Meetings => "When a meeting is arranged or put off",
            Self::News => "When anything else happens",
        }
    }
}

/// How soon somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rhythm {
    /// As it happens.
    #[default]
    AtOnce,
    /// Together, as work begins on each working day.
    Daily,
    /// Together, as work begins on the first working day of each week.
    Weekly,
    /// Not by mail.
    Off,
}

impl Rhythm {
    /// Every rhythm with its key and its words.
    pub const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::AtOnce, "at-once", "At once"),
        (Self::Daily, "daily", "Together, each working day"),
        (Self::Weekly, "weekly", "Together, each week"),
        (Self::Off, "off", "Not by mail"),
    ];

    /// The rhythm with this key.
    pub fn named(key: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|(_, name, _)| *name == key).map(|(one, ..)| one)
    }
}

/// What a person has chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Choices {
    /// How soon, by topic; at once where nothing is said.
    pub rhythm: BTreeMap<Topic, Rhythm>,
    /// Only in these hours of working days; none for at any time.
    pub hours: Option<WorkingHours>,
}

impl Choices {
    /// How soon this person is told of a topic.
    pub fn of(&self, topic: Topic) -> Rhythm {
        self.rhythm.get(&topic).copied().unwrap_or_default()
    }

    /// The choices as they are kept; those that cannot be read are the usual ones.
    pub fn kept(json: Option<&str>) -> Self {
        json.and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
