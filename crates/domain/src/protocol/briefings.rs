//! What a protocol provides on briefings of members, and what holds on a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rules::{cited, on};
use super::{Dated, Enforce, Protocol};
use crate::directory::{BodyKind, RoleKind};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// What a protocol provides on briefings. Nothing at all means that it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BriefingProvisions {
    /// Which offices are briefed on what is in their remit.
    pub entitled: Vec<Dated<EntitledRule>>,
    /// Who is consulted before a briefing is arranged.
    pub consultations: Vec<Dated<ConsultRule>>,
    /// What the text says besides values, where the product does something about it.
    pub practices: Vec<Dated<BriefingPractice>>,
}

/// Which offices are briefed (BR 13.1; CE 3.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct EntitledRule {
    /// The offices.
    pub offices: Vec<RoleKind>,
    /// Of which kinds of bodies a chair is meant; of every one where none is named.
    pub chairs_of: Vec<BodyKind>,
}

/// Who is consulted before a briefing is arranged, and for whose briefings nobody is (BR 13.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ConsultRule {
    /// The offices, one of which is consulted, as may be appropriate.
    pub with: Vec<RoleKind>,
    /// The kinds of bodies that are left out.
    pub except: Vec<Forum>,
}

/// For whom a briefing is arranged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Forum {
    /// Overview and scrutiny.
    Scrutiny,
    /// The regulatory and appeals committee and its panels.
    Regulatory,
    /// An area committee.
    Area,
    /// The standards committee.
    Standards,
    /// The Cabinet, or Executive.
    Executive,
    /// Anything else: office-holders, groups, another committee.
    Other,
}

/// What a text may say of briefings, where the product does something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BriefingPractice {
    /// Any member may ask for a confidential briefing on policy.
    PolicyBriefing,
    /// The request goes to the Chief Officer or the service lead.
    ToTheChiefOfficer,
    /// Nothing is shared with another member unless both permit.
    BothConsents,
    /// Members get current information by the posts they hold.
    PostsHeld,
    /// The Chief Executive and Directors brief together.
    Joint,
    /// Groups and single members are briefed with even hands.
    EvenHanded,
    /// A briefing is no substitute for the report to the body.
    NoSubstitute,
    /// That all groups were briefed can be said at the meeting.
    AllGroupsStatement,
    /// A form of words that nothing is to be added.
    NothingToAdd,
    /// An executive member is briefed to answer scrutiny.
    ScrutinyPreparation,
    /// Groups are normally briefed together.
    Together,
    /// A group may ask for a break to confer.
    Breaks,
    /// A group may ask for a briefing of its own.
    Separate,
    /// Each separate group gets the same information.
    Identical,
    /// Group leaders are briefed regularly.
    Regular,
    /// A talk with a single member is passed to no other member and no group.
    TalksConfidential,
}

/// What holds for briefings on a day, each with its basis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BriefingRules {
    /// Which offices are briefed; none where the text does not say.
    pub entitled: Option<Cited<EntitledRule>>,
    /// Who is consulted first; none where the text does not say.
    pub consult: Option<Cited<ConsultRule>>,
    /// How strictly that is held to.
    pub consult_held: Option<Cited<Enforce>>,
    practices: BTreeMap<BriefingPractice, Cited<Enforce>>,
    fields: BTreeMap<(&'static str, String), Basis>,
}

impl BriefingRules {
    /// Why chairs of some kinds of bodies are meant and not of all; none where all are.
    pub fn chairs_basis(&self) -> Option<&Basis> {
        self.fields.get(&("entitled", "chairs-of".to_owned()))
    }

    /// How strictly a practice is held to, and by which clause; none where the text does not have it.
    pub fn held(&self, practice: BriefingPractice) -> Option<&Cited<Enforce>> {
        self.practices.get(&practice)
    }

    /// The basis of a practice, if the text has it.
    pub fn says(&self, practice: BriefingPractice) -> Option<&Basis> {
        self.held(practice).map(|held| &held.basis)
    }
}

impl Protocol {
    /// What holds for briefings on a day.
    pub fn briefings_on(&self, date: Date, settings: &Settings) -> BriefingRules {
        let provisions = &self.briefings;
        let mut fields = BTreeMap::new();
        let consult = on(&provisions.consultations, date);
        let duty = consult.and_then(|rule| rule.duty.as_deref());
        BriefingRules {
            entitled: cited("entitled", on(&provisions.entitled, date), &mut fields),
            consult: cited("consultation", consult, &mut fields),
            consult_held: duty.and_then(|tag| self.enforcement(tag, settings, date)),
            practices: self.held_practices(&provisions.practices, date, settings),
            fields,
        }
    }

    /// Whether it says nothing about briefings.
    pub fn is_silent_on_briefings(&self) -> bool {
        self.briefings == BriefingProvisions::default()
    }
}
