//! What a protocol provides on officers’ support to political groups, and what holds on a day: the
//! models of approval, attendance and even hands are values of a pack, never code.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rules::{cited, on};
use super::{Dated, Enforce, Protocol};
use crate::directory::RoleKind;
use crate::settings::Settings;
use crate::verdict::{Basis, Cited};

/// What a protocol provides on political groups. Nothing at all means that it is silent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupProvisions {
    /// To whom information given to one group is offered.
    pub offers: Vec<Dated<OfferRule>>,
    /// Who may normally be invited to a group’s meeting.
    pub invitations: Vec<Dated<InvitationRule>>,
    /// What the text says besides values, where the product does something about it.
    pub practices: Vec<Dated<GroupPractice>>,
}

/// To whom the information that one group was given is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferTo {
    /// To every other group, which is told of it (CU 8.4(b)(v)).
    OtherGroups,
    /// To each group that asks on the same business (BR 4.7).
    WhoAsks,
    /// The facility is open to every group; nobody is told of a particular use (CE 3.5).
    EveryGroup,
}

/// When the other groups are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfferWhen {
    /// With what was given, once the officer has attended.
    #[default]
    AfterAttendance,
    /// As soon as the attendance is approved; what is given follows.
    OnApproval,
}

/// How even hands are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct OfferRule {
    /// To whom.
    pub to: OfferTo,
    /// When.
    pub when: OfferWhen,
    /// Whether the group that asked is named to the others.
    pub names_asker: bool,
    /// Whether members of no group are told too.
    pub ungrouped: bool,
}

/// Who may normally be invited, and how often (CE 3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct InvitationRule {
    /// Only in exceptional circumstances.
    pub exceptional: bool,
    /// The lowest grade that is normally invited.
    pub lowest: RoleKind,
}

/// What a text may say of groups, where the product does something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupPractice {
    /// A request names an item of the Council’s business.
    CouncilBusiness,
    /// Support ends where party business begins.
    NoPartyBusiness,
    /// No attendance without a request on record.
    RequestFirst,
    /// The Chief Officer or the Chief Executive approves.
    Approval,
    /// The officer tells the Chief Executive.
    ChiefExecutiveTold,
    /// Attendance as a trade union representative stands apart.
    UnionCapacity,
    /// A group asks the officer who is responsible.
    ToTheOfficer,
    /// A whole group, or a pre-meeting of those who sit on the deciding body.
    MeetingKind,
    /// The agenda has a part for the officer.
    AgendaParts,
    /// What the officer took part in is recorded.
    PartInDiscussion,
    /// What facts and advice were given is recorded.
    AdviceRecorded,
    /// Advice is factual and professional.
    FactualAdvice,
    /// Advice is kept so that it can be shown to be the same.
    AdviceNoted,
    /// The officer leaves before the group deliberates.
    LeaveBeforeDeliberation,
    /// The officer is not there while political business is discussed.
    NotAtPoliticalBusiness,
    /// A group’s discussion stays with it and the officer.
    DiscussionConfidential,
    /// So does a decision that the officer hears.
    DecisionsConfidential,
    /// Questions and answers of one briefing are not told at another.
    QuestionsKept,
    /// People from outside the Council limit what can be said.
    Outsiders,
    /// The Members’ Code does not bind them.
    OutsidersUnbound,
    /// Officers serve the whole Council and no single group.
    WholeCouncil,
    /// Members do not ask for a political view.
    NoPoliticalView,
    /// A group decides nothing for the Council.
    NotADecisionMaker,
    /// A group’s conclusion is no decision of the Council.
    ConclusionIsNoDecision,
    /// Nobody acts or spends on a group’s conclusion.
    NoActionOnConclusion,
    /// A breach is brought to the Monitoring Officer.
    BreachToMonitoringOfficer,
    /// Which groups form the administration is known.
    Administration,
    /// Members of every group have the same rights.
    EqualRights,
    /// Contacts of the Chief Executive and the group leaders are recorded.
    Contacts,
    /// Every group reaches the Chief Executive through its leader.
    AccessThroughLeader,
}

/// What holds for political groups on a day, each with its basis.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupRules {
    /// How even hands are kept; none where the text does not say.
    pub offer: Option<Cited<OfferRule>>,
    /// Who is normally invited; none where the text does not say.
    pub invitation: Option<Cited<InvitationRule>>,
    /// How strictly the invitation’s limits are held to.
    pub invitation_held: Option<Cited<Enforce>>,
    practices: BTreeMap<GroupPractice, Cited<Enforce>>,
    fields: BTreeMap<(&'static str, String), Basis>,
}

impl GroupRules {
    /// How strictly a practice is held to, and by which clause; none where the text does not have it.
    pub fn held(&self, practice: GroupPractice) -> Option<&Cited<Enforce>> {
        self.practices.get(&practice)
    }

    /// The basis of a practice, if the text has it.
    pub fn says(&self, practice: GroupPractice) -> Option<&Basis> {
        self.held(practice).map(|held| &held.basis)
    }

    /// The basis of one field of the offer, for example of `when`: its own, or the rule’s.
    pub fn offer_basis(&self, field: &str) -> Option<&Basis> {
        let own = self.fields.get(&("offer", field.to_owned()));
        own.or(self.offer.as_ref().map(|offer| &offer.basis))
    }
}

/// The settings by which a council rules on what the offer leaves open.
const OFFER_WHEN: &str = "groups-offer-when";
const OFFER_NAMES: &str = "groups-offer-names-asker";
const OFFER_UNGROUPED: &str = "groups-offer-ungrouped";

impl Protocol {
    /// What holds for political groups on a day.
    pub fn groups_on(&self, date: Date, settings: &Settings) -> GroupRules {
        let provisions = &self.groups;
        let mut fields = BTreeMap::new();
        let invitation = on(&provisions.invitations, date);
        let duty = invitation.and_then(|rule| rule.duty.as_deref());
        let invitation_held = duty.and_then(|tag| self.enforcement(tag, settings, date));
        let mut rules = GroupRules {
            offer: cited("offer", on(&provisions.offers, date), &mut fields),
            invitation: cited("invitation", invitation, &mut fields),
            invitation_held,
            practices: self.held_practices(&provisions.practices, date, settings),
            fields,
        };
        rules.as_ruled(settings, date);
        rules
    }

    /// Whether it says nothing about political groups.
    pub fn is_silent_on_groups(&self) -> bool {
        self.groups == GroupProvisions::default()
    }

    /// The practices of a day, each with how strictly it is held to.
    pub(super) fn held_practices<P: Copy + Ord>(
        &self,
        practices: &[Dated<P>],
        date: Date,
        settings: &Settings,
    ) -> BTreeMap<P, Cited<Enforce>> {
        let held = practices.iter().filter(|practice| practice.holds(date));
        held.map(|practice| {
            let tag = practice.duty.as_deref();
            let set = tag.and_then(|tag| self.enforcement(tag, settings, date));
            let show = || Cited::new(Enforce::Show, practice.basis.clone());
            (practice.value, set.unwrap_or_else(show))
        })
        .collect()
    }
}

impl GroupRules {
    /// What the council chose where the text leaves the offer open.
    fn as_ruled(&mut self, settings: &Settings, date: Date) {
        let Some(offer) = &mut self.offer else { return };
        if offer.value.to != OfferTo::OtherGroups {
            return;
        }
        let clause = offer.basis.clause().cloned();
        let mut chosen = |key: &str, field: &str| {
            let chosen = settings.get(key, date, clause.clone())?;
            let value = chosen.value.to_owned();
            self.fields
                .insert(("offer", field.to_owned()), chosen.basis);
            Some(value)
        };
        if let Some(when) = chosen(OFFER_WHEN, "when") {
            offer.value.when = match when.as_str() {
                "on-approval" => OfferWhen::OnApproval,
                _ => OfferWhen::AfterAttendance,
            };
        }
        if let Some(names) = chosen(OFFER_NAMES, "names-asker") {
            offer.value.names_asker = names == "yes";
        }
        if let Some(ungrouped) = chosen(OFFER_UNGROUPED, "ungrouped") {
            offer.value.ungrouped = ungrouped == "yes";
        }
    }
}
