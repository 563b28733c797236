//! Every choice that a council may make, in one closed list: what it is for, which values it takes,
//! and what holds while nobody has chosen. A key that is not here cannot be set. The cut-off time is
//! not here: it belongs to the calendar's own stream.

use jiff::civil::Date;

use super::Settings;
use crate::verdict::{Basis, Cited};

/// One choice that the council may make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingSpec {
    /// Its key.
    pub id: &'static str,
    /// What it is, as a short heading.
    pub title: &'static str,
    /// Which values it takes.
    pub kind: SettingKind,
    /// What it does, in one or two sentences.
    pub help: &'static str,
    /// What holds while nobody has chosen; none where the thing is off until then.
    pub default: Option<&'static str>,
    /// The open question that it settles, if one is open.
    pub question: Option<&'static str>,
    /// The clauses that leave it open, by pack and printed number.
    pub completes: &'static [(&'static str, &'static str)],
}

/// Which values a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingKind {
    /// A whole number within bounds, in a unit that the page prints.
    WholeNumber {
        /// The least value.
        min: u32,
        /// The greatest value.
        max: u32,
        /// The unit, in the plural.
        unit: &'static str,
    },
    /// Words, up to so many characters.
    Text {
        /// The greatest number of characters.
        max: usize,
    },
    /// One of several words.
    Choice(&'static [&'static str]),
    /// A day, as 2026-04-13.
    Date,
    /// A time of day in Europe/London, as 17:00.
    Time,
    /// Yes or no.
    Flag,
    /// A colour, as #1d4f91, dark enough for white words on it.
    Colour,
    /// A team of the directory, by its key.
    Team,
}

const fn days(max: u32) -> SettingKind {
    SettingKind::WholeNumber {
        min: 1,
        max,
        unit: "working days",
    }
}

const CU: &str = "cambridge-updated";

/// The council's choices, in the order in which pages list them.
pub const CATALOGUE: [SettingSpec; 40] = [
    SettingSpec {
        id: "council-name",
        title: "Name of the council",
        kind: SettingKind::Text { max: 80 },
        help: "Printed at the head of every page and on every answer.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "council-colour",
        title: "Colour of the council",
        kind: SettingKind::Colour,
        help: "The band at the head of every page.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "nation",
        title: "Whose bank holidays count",
        kind: SettingKind::Choice(&["england-and-wales", "scotland", "northern-ireland"]),
        help: "The nation whose bank holidays are no working days. Without it, the nation of the protocol in force.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "interpretations-ruler",
        title: "Who rules on the protocol’s meaning",
        kind: SettingKind::Choice(&["monitoring-officer", "chief-executive", "head-of-legal"]),
        help: "Only where the protocol names nobody: the office that determines what it means.",
        default: None,
        question: Some("W301"),
        completes: &[],
    },
    SettingSpec {
        id: "amendments-body",
        title: "Who approves a change of the protocol",
        kind: SettingKind::Text { max: 120 },
        help: "Only where the protocol names no body, for example Council. Until then an adoption asks why that body was the right one.",
        default: None,
        question: Some("W306"),
        completes: &[(CU, "15.2")],
    },
    SettingSpec {
        id: "constitution-review-on",
        title: "Next review of the Constitution",
        kind: SettingKind::Date,
        help: "On this day a review of the protocol opens for those to whom changes are suggested, the Monitoring Officer and democratic services.",
        default: None,
        question: Some("W312"),
        completes: &[(CU, "1.4")],
    },
    SettingSpec {
        id: "induction-reminder-days",
        title: "Reminder to read a new protocol",
        kind: days(120),
        help: "So many working days after somebody has a protocol in force to read, they are reminded of the parts that they have not said they read: on their home page, and once by mail.",
        default: None,
        question: Some("W311"),
        completes: &[],
    },
    SettingSpec {
        id: "mail-answers",
        title: "Answers in mails",
        kind: SettingKind::Flag,
        help: "With yes, the mail that tells of an ordinary answer holds its words. Of an enquiry for a constituent, or one from which somebody is kept out, a mail never says more than that something waits.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "session-hours",
        title: "Length of a session",
        kind: SettingKind::WholeNumber {
            min: 1,
            max: 24,
            unit: "hours",
        },
        help: "After so long everybody signs in again.",
        default: Some("10"),
        question: Some("W25"),
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-response-days",
        title: "Target for an answer",
        kind: days(120),
        help: "Only where the protocol says nothing about enquiries: the working days within which an answer is aimed at.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-acknowledgement-days",
        title: "Target for an acknowledgement",
        kind: days(60),
        help: "The working days within which the member is told who is dealing with it. Needs a target for an answer.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-follow-up-days",
        title: "Time for follow-up",
        kind: days(120),
        help: "The working days for which an answered enquiry stays open for a follow-up question.",
        default: None,
        question: Some("W2"),
        completes: &[(CU, "7.6")],
    },
    SettingSpec {
        id: "enquiries-closing-days",
        title: "Closing after an answer",
        kind: days(120),
        help: "The working days after which an answered enquiry closes by itself unless the member objects. Without it only the member closes it.",
        default: None,
        question: Some("W2"),
        completes: &[(CU, "7.6")],
    },
    SettingSpec {
        id: "enquiries-reopening-days",
        title: "Time for reopening",
        kind: SettingKind::WholeNumber {
            min: 1,
            max: 3650,
            unit: "calendar days",
        },
        help: "How long after closing the member may reopen it; later a new enquiry is linked to it.",
        default: Some("60"),
        question: Some("W5"),
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-reminder-days",
        title: "Reminder before the target",
        kind: days(60),
        help: "So many working days before an enquiry falls due its officer is reminded, and asked for an explanation if it cannot be met.",
        default: None,
        question: None,
        completes: &[(CU, "7.1"), (CU, "7.6")],
    },
    SettingSpec {
        id: "enquiries-chase-days",
        title: "Time between chases",
        kind: days(30),
        help: "How many working days a member waits before chasing again.",
        default: Some("1"),
        question: Some("W1"),
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-holding-days-max",
        title: "Farthest date of a holding reply",
        kind: SettingKind::WholeNumber {
            min: 1,
            max: 730,
            unit: "calendar days",
        },
        help: "A holding reply with a later date asks for a reason, and the service manager sees it.",
        default: Some("60"),
        question: Some("W13"),
        completes: &[(CU, "7.6")],
    },
    SettingSpec {
        id: "enquiries-unclear-team",
        title: "Team for what has no clear service",
        kind: SettingKind::Team,
        help: "Only where the protocol names none: the team that finds the service.",
        default: Some("contact-centre"),
        question: Some("W17"),
        completes: &[],
    },
    SettingSpec {
        id: "enquiries-urgent-help",
        title: "Numbers for urgent help",
        kind: SettingKind::Text { max: 600 },
        help: "Shown first where there is danger to life, a safeguarding concern or somebody homeless tonight.",
        default: None,
        question: Some("W16"),
        completes: &[],
    },
    SettingSpec {
        id: "groups-offer-when",
        title: "When the other political groups are told",
        kind: SettingKind::Choice(&["after-attendance", "on-approval"]),
        help: "Whether the other groups learn that information was given once it was, or as soon as an attendance is approved.",
        default: None,
        question: Some("B5"),
        completes: &[(CU, "8.4(b)(v)")],
    },
    SettingSpec {
        id: "groups-offer-names-asker",
        title: "Name the group that asked",
        kind: SettingKind::Flag,
        help: "Whether the other groups are told which group the information was first given to.",
        default: None,
        question: Some("B5"),
        completes: &[(CU, "8.4(b)(v)")],
    },
    SettingSpec {
        id: "groups-offer-ungrouped",
        title: "Tell members of no group",
        kind: SettingKind::Flag,
        help: "Whether members in no political group are offered the same information without asking.",
        default: None,
        question: Some("B5"),
        completes: &[(CU, "8.4(b)(v)")],
    },
    SettingSpec {
        id: "groups-offer-days",
        title: "Time to answer an offer",
        kind: days(120),
        help: "After so many working days an offer without an answer is shown as lapsed. It can still be taken up.",
        default: Some("20"),
        question: Some("W42"),
        completes: &[(CU, "8.4(b)(v)")],
    },
    SettingSpec {
        id: "even-hands-least",
        title: "Smallest number that is compared",
        kind: SettingKind::WholeNumber {
            min: 2,
            max: 50,
            unit: "cases",
        },
        help: "A political group with fewer cases is left out of comparisons between groups.",
        default: Some("5"),
        question: Some("W44"),
        completes: &[],
    },
    SettingSpec {
        id: "briefings-content-readers",
        title: "Officers who read a confidential briefing",
        kind: SettingKind::Choice(&["officer", "officer-and-chief-officer"]),
        help: "Which officers besides the one who gave it may read what a member was told in confidence.",
        default: None,
        question: Some("B13"),
        completes: &[(CU, "9.2")],
    },
    SettingSpec {
        id: "briefings-interval-days",
        title: "Time between briefings of an office-holder",
        kind: days(250),
        help: "An office-holder who was not briefed for so many working days is shown as gone without.",
        default: None,
        question: Some("W47"),
        completes: &[("bradford-4c", "13.1"), ("bradford-4c", "18.2")],
    },
    SettingSpec {
        id: "complaints-response-days",
        title: "Target for an answer to a complaint",
        kind: days(120),
        help: "Only where the protocol says nothing about complaints: the working days within which an answer is aimed at.",
        default: None,
        question: None,
        completes: &[],
    },
    SettingSpec {
        id: "complaints-code",
        title: "The Ombudsman’s Complaint Handling Code",
        kind: SettingKind::Flag,
        help: "Adopted beside the protocol: acknowledged in 5 working days, stage 1 in 10 from then, stage 2 in 20 from its acknowledgement, and how far a longer time may go. A time that the protocol itself gives stands.",
        default: None,
        question: Some("W82"),
        completes: &[(CU, "7.4")],
    },
    SettingSpec {
        id: "complaints-tell-each-change",
        title: "Telling the resident of each change of officer",
        kind: SettingKind::Flag,
        help: "Whether the resident is told each time that somebody else deals with the complaint, and not only the first time.",
        default: Some("no"),
        question: Some("W83"),
        completes: &[(CU, "7.4")],
    },
    SettingSpec {
        id: "file-size-max",
        title: "Largest file",
        kind: SettingKind::WholeNumber {
            min: 1,
            max: 50,
            unit: "megabytes",
        },
        help: "A larger file is refused.",
        default: Some("10"),
        question: Some("W9"),
        completes: &[],
    },
    SettingSpec {
        id: "files-max",
        title: "Files in one message",
        kind: SettingKind::WholeNumber {
            min: 1,
            max: 20,
            unit: "files",
        },
        help: "More are refused.",
        default: Some("10"),
        question: Some("W9"),
        completes: &[],
    },
    SettingSpec {
        id: "recall-minutes",
        title: "Calling a message back",
        kind: SettingKind::WholeNumber {
            min: 0,
            max: 60,
            unit: "minutes",
        },
        help: "For so long its author may call back a message that nobody else has opened; 0 for never.",
        default: Some("5"),
        question: Some("W10"),
        completes: &[],
    },
    SettingSpec {
        id: "information-response-days",
        title: "Target for a reply to a request for information",
        kind: days(120),
        help: "Only where the protocol gives no time: the working days within which a reply is aimed at.",
        default: None,
        question: Some("W64"),
        completes: &[],
    },
    SettingSpec {
        id: "information-rules-extract",
        title: "Extract of the Access to Information Procedure Rules",
        kind: SettingKind::Text { max: 1_500 },
        help: "What the council’s own rules say of members’ rights, shown beside each decision on a request.",
        default: None,
        question: None,
        completes: &[(CU, "9.1")],
    },
    SettingSpec {
        id: "release-accept-first",
        title: "Accepting the purpose of a document",
        kind: SettingKind::Flag,
        help: "Whether a member accepts the purpose of a release before its document opens.",
        default: Some("yes"),
        question: Some("W62"),
        completes: &[(CU, "9.8")],
    },
    SettingSpec {
        id: "release-openings-recorded",
        title: "Record of openings",
        kind: SettingKind::Flag,
        help: "Whether every opening of a document is put on record before anything of it is sent.",
        default: Some("yes"),
        question: Some("W62"),
        completes: &[(CU, "9.8")],
    },
    SettingSpec {
        id: "release-days",
        title: "End of a release",
        kind: SettingKind::WholeNumber {
            min: 0,
            max: 3650,
            unit: "calendar days",
        },
        help: "For so long a released document can be opened where no other day is named; 0 for no end.",
        default: Some("90"),
        question: Some("W62"),
        completes: &[(CU, "9.8")],
    },
    SettingSpec {
        id: "release-named-pages",
        title: "The reader’s name on confidential pages",
        kind: SettingKind::Flag,
        help: "Whether every page of a confidential PDF carries the name of who opened it. A PDF that cannot carry it is not opened.",
        default: Some("yes"),
        question: Some("W62"),
        completes: &[(CU, "9.8")],
    },
    SettingSpec {
        id: "data-protection-team",
        title: "Team for data protection",
        kind: SettingKind::Team,
        help: "Is told when somebody reports information received by mistake.",
        default: None,
        question: Some("W69"),
        completes: &[],
    },
    SettingSpec {
        id: "figures-of-council",
        title: "Figures of the whole council",
        kind: SettingKind::Choice(&["everyone", "nobody"]),
        help: "Whether whoever signs in sees the council’s past quarters, by month, service and ward, with small numbers joined. Figures of what somebody may read are theirs in any case.",
        default: Some("everyone"),
        question: Some("W23"),
        completes: &[],
    },
];

/// The setting of a key, if there is one.
pub fn spec(id: &str) -> Option<&'static SettingSpec> {
    CATALOGUE.iter().find(|spec| spec.id == id)
}

impl Settings {
    /// What holds for a key of the catalogue on a day: the council's choice, else the default of the
    /// open question. `None` where the thing is off until somebody chooses.
    pub fn value(&self, id: &str, on: Date) -> Option<Cited<String>> {
        if let Some(chosen) = self.get(id, on, None) {
            return Some(chosen.map(str::to_owned));
        }
        let spec = spec(id)?;
        let basis = Basis::Default {
            question: spec.question?.parse().ok()?,
            completes: None,
        };
        Some(Cited::new(spec.default?.to_owned(), basis))
    }

    /// [`Settings::value`] as a whole number.
    pub fn whole_number(&self, id: &str, on: Date) -> Option<Cited<u32>> {
        let found = self.value(id, on)?;
        let number = found.value.parse().ok()?;
        Some(Cited::new(number, found.basis))
    }
}
