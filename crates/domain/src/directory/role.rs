//! The offices that the protocols name, as one closed list. What a protocol calls an office is data
//! (see [`RoleNames`]); what the office is and whom it concerns is here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{AppointmentId, BodyId, GroupId, ServiceId, TeamId, WardId};

/// An office with what it is for: the ward of a member, the service of a manager.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "office", deny_unknown_fields)]
pub enum Role {
    /// An elected member of a ward.
    Member {
        /// The ward.
        ward: WardId,
    },
    /// A co-opted member of a body.
    CoOptedMember {
        /// The body.
        body: BodyId,
    },
    /// The Leader of the Council.
    Leader,
    /// The Deputy Leader of the Council.
    DeputyLeader,
    /// A member of the Cabinet (Executive) with a portfolio.
    CabinetMember {
        /// The portfolio in words, for example `Housing and homelessness`.
        portfolio: String,
    },
    /// The chair of a body.
    Chair {
        /// The body.
        body: BodyId,
    },
    /// The vice-chair of a body.
    ViceChair {
        /// The body.
        body: BodyId,
    },
    /// A member who serves on a body.
    BodyMember {
        /// The body.
        body: BodyId,
    },
    /// The leader of a political group.
    GroupLeader {
        /// The group.
        group: GroupId,
    },
    /// The deputy leader of a political group.
    DeputyGroupLeader {
        /// The group.
        group: GroupId,
    },
    /// The chief whip of a political group.
    ChiefWhip {
        /// The group.
        group: GroupId,
    },
    /// A member of a political group.
    GroupMember {
        /// The group.
        group: GroupId,
    },
    /// A member with a lead responsibility.
    LeadMember {
        /// The topic in words.
        topic: String,
    },
    /// A member with a link responsibility.
    LinkMember {
        /// The topic in words.
        topic: String,
    },
    /// A member with a shadow responsibility.
    ShadowMember {
        /// The portfolio shadowed, in words.
        portfolio: String,
    },
    /// The spokesperson of a group on a topic.
    Spokesperson {
        /// The group.
        group: GroupId,
        /// The topic in words.
        topic: String,
    },
    /// The Chief Executive, who is the Head of Paid Service.
    ChiefExecutive,
    /// The Monitoring Officer.
    MonitoringOfficer,
    /// A Deputy Monitoring Officer.
    DeputyMonitoringOfficer,
    /// The Section 151 Officer (Chief Finance Officer).
    #[serde(rename = "section-151-officer")]
    SectionOneFiveOne,
    /// The head of the legal practice.
    HeadOfLegal,
    /// A Chief Officer (Director) with a directorate.
    ChiefOfficer {
        /// The directorate.
        directorate: TeamId,
    },
    /// An Assistant Director in a directorate.
    AssistantDirector {
        /// The directorate.
        directorate: TeamId,
        /// The part of it, in words.
        area: String,
    },
    /// The service manager of a service.
    ServiceManager {
        /// The service.
        service: ServiceId,
    },
    /// A service lead of a service.
    ServiceLead {
        /// The service.
        service: ServiceId,
    },
    /// An officer of a service.
    Officer {
        /// The service.
        service: ServiceId,
    },
    /// The manager of a team, such as the contact centre.
    TeamManager {
        /// The team.
        team: TeamId,
    },
    /// An officer of a team, such as democratic services.
    TeamMember {
        /// The team.
        team: TeamId,
    },
    /// An assistant of whoever holds an appointment.
    Assistant {
        /// The appointment assisted.
        to: AppointmentId,
        /// What the assistant may do for its holder.
        rights: Rights,
    },
}

/// What an assistant may do in the name of the member.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rights {
    /// Raise enquiries.
    #[serde(default)]
    pub raise: bool,
    /// Answer, agree and chase.
    #[serde(default)]
    pub answer: bool,
    /// Read the casework.
    #[serde(default)]
    pub read: bool,
}

/// An office without what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(
    missing_docs,
    reason = "each is documented at its Role of the same name"
)]
pub enum RoleKind {
    Member,
    CoOptedMember,
    Leader,
    DeputyLeader,
    CabinetMember,
    Chair,
    ViceChair,
    BodyMember,
    GroupLeader,
    DeputyGroupLeader,
    ChiefWhip,
    GroupMember,
    LeadMember,
    LinkMember,
    ShadowMember,
    Spokesperson,
    ChiefExecutive,
    MonitoringOfficer,
    DeputyMonitoringOfficer,
    #[serde(rename = "section-151-officer")]
    SectionOneFiveOne,
    HeadOfLegal,
    ChiefOfficer,
    AssistantDirector,
    ServiceManager,
    ServiceLead,
    Officer,
    TeamManager,
    TeamMember,
    Assistant,
}

/// Every kind of office with its slug and the name that the product uses where a protocol has none.
const KINDS: [(RoleKind, &str, &str); 29] = [
    (RoleKind::Member, "member", "Member"),
    (
        RoleKind::CoOptedMember,
        "co-opted-member",
        "Co-opted member",
    ),
    (RoleKind::Leader, "leader", "Leader of the Council"),
    (
        RoleKind::DeputyLeader,
        "deputy-leader",
        "Deputy Leader of the Council",
    ),
    (RoleKind::CabinetMember, "cabinet-member", "Cabinet member"),
    (RoleKind::Chair, "chair", "Chair"),
    (RoleKind::ViceChair, "vice-chair", "Vice-chair"),
    (RoleKind::BodyMember, "body-member", "Member of the body"),
    (RoleKind::GroupLeader, "group-leader", "Group leader"),
    (
        RoleKind::DeputyGroupLeader,
        "deputy-group-leader",
        "Deputy group leader",
    ),
    (RoleKind::ChiefWhip, "chief-whip", "Chief whip"),
    (RoleKind::GroupMember, "group-member", "Member of the group"),
    (RoleKind::LeadMember, "lead-member", "Lead member"),
    (RoleKind::LinkMember, "link-member", "Link member"),
    (RoleKind::ShadowMember, "shadow-member", "Shadow member"),
    (RoleKind::Spokesperson, "spokesperson", "Spokesperson"),
    (
        RoleKind::ChiefExecutive,
        "chief-executive",
        "Chief Executive",
    ),
    (
        RoleKind::MonitoringOfficer,
        "monitoring-officer",
        "Monitoring Officer",
    ),
    (
        RoleKind::DeputyMonitoringOfficer,
        "deputy-monitoring-officer",
        "Deputy Monitoring Officer",
    ),
    (
        RoleKind::SectionOneFiveOne,
        "section-151-officer",
        "Section 151 Officer",
    ),
    (
        RoleKind::HeadOfLegal,
        "head-of-legal",
        "Head of Legal Practice",
    ),
    (RoleKind::ChiefOfficer, "chief-officer", "Chief Officer"),
    (
        RoleKind::AssistantDirector,
        "assistant-director",
        "Assistant Director",
    ),
    (
        RoleKind::ServiceManager,
        "service-manager",
        "Service manager",
    ),
    (RoleKind::ServiceLead, "service-lead", "Service lead"),
    (RoleKind::Officer, "officer", "Officer"),
    (RoleKind::TeamManager, "team-manager", "Team manager"),
    (RoleKind::TeamMember, "team-member", "Officer of the team"),
    (RoleKind::Assistant, "assistant", "Assistant"),
];

impl RoleKind {
    /// Every kind, in the order of the list above.
    pub fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|(kind, _, _)| *kind)
    }
    /// The kind as a slug, for example `service-manager`: as in imports and addresses.
    pub fn slug(self) -> &'static str {
        KINDS[self as usize].1
    }
    /// The name that the product uses where the protocol has none.
    pub fn name(self) -> &'static str {
        KINDS[self as usize].2
    }
    /// The kind with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        KINDS
            .iter()
            .find(|(_, s, _)| *s == slug)
            .map(|(kind, _, _)| *kind)
    }
    /// Whether an elected or co-opted member holds it, as opposed to an officer.
    pub fn is_for_members(self) -> bool {
        (self as usize) <= Self::Spokesperson as usize
    }
    /// Whether an officer holds it. Assistants may be either.
    pub fn is_for_officers(self) -> bool {
        !self.is_for_members() && self != Self::Assistant
    }
    /// Whether it makes its holder a member: a ward’s, or one co-opted to a body.
    pub fn is_seat(self) -> bool {
        matches!(self, Self::Member | Self::CoOptedMember)
    }
    /// Whether one person holds it at a time, unless appointments are marked as a job share.
    pub fn is_single(self) -> bool {
        use RoleKind::{
            CabinetMember, Chair, ChiefExecutive, ChiefOfficer, ChiefWhip, DeputyGroupLeader,
            DeputyLeader, GroupLeader, HeadOfLegal, Leader, MonitoringOfficer, SectionOneFiveOne,
            ServiceManager, TeamManager, ViceChair,
        };
        matches!(
            self,
            Leader
                | DeputyLeader
                | CabinetMember
                | Chair
                | ViceChair
                | GroupLeader
                | DeputyGroupLeader
                | ChiefWhip
                | ChiefExecutive
                | MonitoringOfficer
                | SectionOneFiveOne
                | HeadOfLegal
                | ChiefOfficer
                | ServiceManager
                | TeamManager
        )
    }
    /// Whether statute requires that somebody holds it: Local Government and Housing Act 1989,
    /// ss.4 and 5, and Local Government Act 1972, s.151.
    pub fn is_statutory(self) -> bool {
        matches!(
            self,
            Self::ChiefExecutive | Self::MonitoringOfficer | Self::SectionOneFiveOne
        )
    }
}

impl Role {
    /// The kind of office.
    pub fn kind(&self) -> RoleKind {
        match self {
            Self::Member { .. } => RoleKind::Member,
            Self::CoOptedMember { .. } => RoleKind::CoOptedMember,
            Self::Leader => RoleKind::Leader,
            Self::DeputyLeader => RoleKind::DeputyLeader,
            Self::CabinetMember { .. } => RoleKind::CabinetMember,
            Self::Chair { .. } => RoleKind::Chair,
            Self::ViceChair { .. } => RoleKind::ViceChair,
            Self::BodyMember { .. } => RoleKind::BodyMember,
            Self::GroupLeader { .. } => RoleKind::GroupLeader,
            Self::DeputyGroupLeader { .. } => RoleKind::DeputyGroupLeader,
            Self::ChiefWhip { .. } => RoleKind::ChiefWhip,
            Self::GroupMember { .. } => RoleKind::GroupMember,
            Self::LeadMember { .. } => RoleKind::LeadMember,
            Self::LinkMember { .. } => RoleKind::LinkMember,
            Self::ShadowMember { .. } => RoleKind::ShadowMember,
            Self::Spokesperson { .. } => RoleKind::Spokesperson,
            Self::ChiefExecutive => RoleKind::ChiefExecutive,
            Self::MonitoringOfficer => RoleKind::MonitoringOfficer,
            Self::DeputyMonitoringOfficer => RoleKind::DeputyMonitoringOfficer,
            Self::SectionOneFiveOne => RoleKind::SectionOneFiveOne,
            Self::HeadOfLegal => RoleKind::HeadOfLegal,
            Self::ChiefOfficer { .. } => RoleKind::ChiefOfficer,
            Self::AssistantDirector { .. } => RoleKind::AssistantDirector,
            Self::ServiceManager { .. } => RoleKind::ServiceManager,
            Self::ServiceLead { .. } => RoleKind::ServiceLead,
            Self::Officer { .. } => RoleKind::Officer,
            Self::TeamManager { .. } => RoleKind::TeamManager,
            Self::TeamMember { .. } => RoleKind::TeamMember,
            Self::Assistant { .. } => RoleKind::Assistant,
        }
    }

    /// What it is for, as the identifier or words after the office: `castle`, `Housing`.
    pub fn scope(&self) -> Option<&str> {
        match self {
            Self::Member { ward } => Some(ward.as_str()),
            Self::CoOptedMember { body }
            | Self::Chair { body }
            | Self::ViceChair { body }
            | Self::BodyMember { body } => Some(body.as_str()),
            Self::GroupLeader { group }
            | Self::DeputyGroupLeader { group }
            | Self::ChiefWhip { group }
            | Self::GroupMember { group } => Some(group.as_str()),
            Self::CabinetMember { portfolio } | Self::ShadowMember { portfolio } => Some(portfolio),
            Self::LeadMember { topic }
            | Self::LinkMember { topic }
            | Self::Spokesperson { topic, .. } => Some(topic),
            Self::ChiefOfficer { directorate } => Some(directorate.as_str()),
            Self::AssistantDirector { area, .. } => Some(area),
            Self::ServiceManager { service }
            | Self::ServiceLead { service }
            | Self::Officer { service } => Some(service.as_str()),
            Self::TeamManager { team } | Self::TeamMember { team } => Some(team.as_str()),
            Self::Assistant { to, .. } => Some(to.as_str()),
            Self::Leader
            | Self::DeputyLeader
            | Self::ChiefExecutive
            | Self::MonitoringOfficer
            | Self::DeputyMonitoringOfficer
            | Self::SectionOneFiveOne
            | Self::HeadOfLegal => None,
        }
    }

    /// The slug of the office as a post: `monitoring-officer`, `chair-planning`. The same for every
    /// holder, and what `post:` tokens carry.
    pub fn post(&self) -> String {
        let kind = self.kind().slug();
        match self.scope() {
            Some(scope) => format!("{kind}-{}", slugify(scope)),
            None => kind.to_owned(),
        }
    }

    /// Whether cases may be kept for the office as a single post. A member's casework, a service's
    /// and a team's have their own relations.
    pub fn has_post_token(&self) -> bool {
        let kind = self.kind();
        (kind.is_single() && kind != RoleKind::ServiceManager)
            || kind == RoleKind::DeputyMonitoringOfficer
    }

    /// The office that acts while this one is vacant or its holder away without cover, where there is
    /// one: CU 1.3 and 15 name the Deputy Monitoring Officer, statute the Deputy Leader (Local
    /// Government Act 2000, s.9C), usage the deputy of a group leader.
    pub fn deputy(&self) -> Option<Self> {
        match self {
            Self::MonitoringOfficer => Some(Self::DeputyMonitoringOfficer),
            Self::Leader => Some(Self::DeputyLeader),
            Self::GroupLeader { group } => Some(Self::DeputyGroupLeader {
                group: group.clone(),
            }),
            _ => None,
        }
    }
}

/// Lower-case letters, digits and single hyphens, from words.
pub fn slugify(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// What one protocol calls the offices, for example `Executive Councillor` for a cabinet member.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleNames(pub BTreeMap<RoleKind, String>);

impl RoleNames {
    /// The printed name, or the product's own where the protocol has none.
    pub fn name(&self, kind: RoleKind) -> &str {
        self.0.get(&kind).map_or(kind.name(), String::as_str)
    }
    /// The office that a protocol prints under this name, in any case.
    pub fn kind_of(&self, printed: &str) -> Option<RoleKind> {
        RoleKind::all().find(|kind| self.name(*kind).eq_ignore_ascii_case(printed.trim()))
    }
}
