//! What people, services, wards and relations are called, in words, on a day.

use domain::access::Token;
use domain::council::Council;
use domain::directory::{Appointment, Directory, Role, RoleKind};
use domain::ids::{AppointmentId, PersonId, ServiceId, TeamId, WardId};
use jiff::civil::Date;

/// Names as of a day.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    council: &'a Council,
    on: Date,
}

/// A name with the page of what it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The name.
    pub text: String,
    /// The page, if there is one.
    pub href: Option<String>,
}

impl Link {
    /// A name with its page.
    pub fn to(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: Some(href.into()),
        }
    }

    /// A name without a page.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: None,
        }
    }
}

impl<'a> Names<'a> {
    /// Names in a council on a day.
    pub fn on(council: &'a Council, on: Date) -> Self {
        Self { council, on }
    }

    /// The council.
    pub fn council(&self) -> &'a Council {
        self.council
    }

    /// The day.
    pub fn day(&self) -> Date {
        self.on
    }

    fn directory(&self) -> &'a Directory {
        &self.council.directory
    }

    /// A person, as on a page of the day.
    pub fn person(&self, id: &PersonId) -> String {
        self.directory().name_on(id, self.on)
    }

    /// A person with their page.
    pub fn person_link(&self, id: &PersonId) -> Link {
        Link::to(self.person(id), format!("/people/{id}"))
    }

    /// A service.
    pub fn service(&self, id: &ServiceId) -> String {
        self.directory()
            .services
            .ever(id, self.on)
            .map_or_else(|| id.to_string(), |service| service.name.clone())
    }

    /// A service with its page.
    pub fn service_link(&self, id: &ServiceId) -> Link {
        Link::to(self.service(id), format!("/services/{id}"))
    }

    /// A ward.
    pub fn ward(&self, id: &WardId) -> String {
        self.directory()
            .wards
            .ever(id, self.on)
            .map_or_else(|| id.to_string(), |ward| ward.name.clone())
    }

    /// A team.
    pub fn team(&self, id: &TeamId) -> String {
        self.directory()
            .teams
            .ever(id, self.on)
            .map_or_else(|| id.to_string(), |team| team.name.clone())
    }

    /// Whoever holds an appointment: `Councillor Asha Verma`.
    pub fn holder(&self, id: &AppointmentId) -> String {
        self.directory()
            .appointment(id)
            .map_or_else(|| "a former member".to_owned(), |a| self.person(&a.person))
    }

    /// What the protocol in force calls an office, else these words.
    fn office(&self, kind: RoleKind, plain: &str) -> String {
        let protocol = self.council.protocol_on(self.on);
        let printed = protocol.and_then(|protocol| protocol.names.0.get(&kind));
        printed.map_or(plain, String::as_str).to_owned()
    }

    /// An office in words, with what it is for: `member for Castle`.
    pub fn role(&self, role: &Role) -> String {
        let directory = self.directory();
        let body = |id: &domain::ids::BodyId| {
            directory
                .bodies
                .ever(id, self.on)
                .map_or_else(|| id.to_string(), |b| b.name.clone())
        };
        let group = |id: &domain::ids::GroupId| {
            directory
                .groups
                .ever(id, self.on)
                .map_or_else(|| id.to_string(), |g| g.name.clone())
        };
        match role {
            Role::Member { ward } => format!("member for {}", self.ward(ward)),
            Role::CoOptedMember { body: of } => format!("co-opted member of {}", body(of)),
            Role::Chair { body: of } => format!("chair of {}", body(of)),
            Role::ViceChair { body: of } => format!("vice-chair of {}", body(of)),
            Role::BodyMember { body: of } => format!("member of {}", body(of)),
            Role::CabinetMember { portfolio } => format!(
                "{} for {portfolio}",
                self.office(role.kind(), "cabinet member")
            ),
            Role::ShadowMember { portfolio } => format!("shadow member for {portfolio}"),
            Role::LeadMember { topic } => format!("lead member for {topic}"),
            Role::LinkMember { topic } => format!("link member for {topic}"),
            Role::Spokesperson { group: of, topic } => {
                format!(
                    "{} of {} on {topic}",
                    self.office(role.kind(), "spokesperson"),
                    group(of)
                )
            }
            Role::GroupLeader { group: of } => {
                format!("{} of {}", self.office(role.kind(), "leader"), group(of))
            }
            Role::DeputyGroupLeader { group: of } => format!("deputy leader of {}", group(of)),
            Role::ChiefWhip { group: of } => format!(
                "{} of {}",
                self.office(role.kind(), "chief whip"),
                group(of)
            ),
            Role::GroupMember { group: of } => format!("member of {}", group(of)),
            Role::ChiefOfficer { directorate } => {
                format!(
                    "{}, {}",
                    self.office(role.kind(), "Chief Officer"),
                    self.team(directorate)
                )
            }
            Role::AssistantDirector { area, .. } => format!("Assistant Director, {area}"),
            Role::ServiceManager { service } => {
                format!(
                    "{}, {}",
                    self.office(role.kind(), "service manager"),
                    self.service(service)
                )
            }
            Role::ServiceLead { service } => format!(
                "{}, {}",
                self.office(role.kind(), "service lead"),
                self.service(service)
            ),
            Role::Officer { service } => format!("officer, {}", self.service(service)),
            Role::TeamManager { team } => format!("manager, {}", self.team(team)),
            Role::TeamMember { team } => format!("officer, {}", self.team(team)),
            Role::Assistant { to, .. } => format!("assistant to {}", self.holder(to)),
            Role::Leader
            | Role::DeputyLeader
            | Role::ChiefExecutive
            | Role::MonitoringOfficer
            | Role::DeputyMonitoringOfficer
            | Role::SectionOneFiveOne
            | Role::HeadOfLegal => self.office(role.kind(), role.kind().name()),
        }
    }

    /// What an office is for, with its page.
    pub fn role_link(&self, role: &Role) -> Link {
        let href = match role {
            Role::Member { ward } => format!("/wards/{ward}"),
            Role::CoOptedMember { body }
            | Role::Chair { body }
            | Role::ViceChair { body }
            | Role::BodyMember { body } => format!("/bodies/{body}"),
            Role::GroupLeader { group }
            | Role::DeputyGroupLeader { group }
            | Role::ChiefWhip { group }
            | Role::GroupMember { group }
            | Role::Spokesperson { group, .. } => format!("/directory/groups/{group}"),
            Role::ServiceManager { service }
            | Role::ServiceLead { service }
            | Role::Officer { service } => format!("/services/{service}"),
            Role::TeamManager { team } | Role::TeamMember { team } => format!("/teams/{team}"),
            Role::ChiefOfficer { directorate } | Role::AssistantDirector { directorate, .. } => {
                format!("/teams/{directorate}")
            }
            _ => return Link::plain(self.role(role)),
        };
        Link::to(self.role(role), href)
    }

    /// The most telling office of a person on the day.
    pub fn post(&self, id: &PersonId) -> String {
        self.first_office(id)
            .map_or_else(String::new, |a| self.role(&a.role))
    }

    /// The office by which a person is best known: for members the seat, for officers the highest.
    pub fn first_office(&self, id: &PersonId) -> Option<&'a Appointment> {
        self.directory()
            .appointments_of(id, self.on)
            .min_by_key(|a| match a.role.kind() {
                RoleKind::Member | RoleKind::ChiefExecutive | RoleKind::MonitoringOfficer => 0,
                kind if kind.is_statutory() => 0,
                RoleKind::DeputyMonitoringOfficer => 1,
                RoleKind::ChiefOfficer | RoleKind::CoOptedMember => 2,
                RoleKind::AssistantDirector | RoleKind::HeadOfLegal => 3,
                RoleKind::ServiceManager | RoleKind::TeamManager => 4,
                RoleKind::ServiceLead => 5,
                _ => 6,
            })
    }

    /// A relation in words: `the officers of Housing Repairs`.
    pub fn token(&self, token: &Token) -> String {
        let (relation, what) = token.parts();
        let slug = |text: &str| text.replace('-', " ");
        match relation {
            "person" => what
                .parse()
                .map_or_else(|_| what.to_owned(), |id: PersonId| self.person(&id)),
            "holder-of" | "in-post" => what
                .parse()
                .map_or_else(|_| what.to_owned(), |id: AppointmentId| self.holder(&id)),
            "assistant-of" => what.parse().map_or_else(
                |_| what.to_owned(),
                |id: AppointmentId| format!("the assistants of {}", self.holder(&id)),
            ),
            "service" => what.parse().map_or_else(
                |_| what.to_owned(),
                |id: ServiceId| format!("the officers of {}", self.service(&id)),
            ),
            "manager-of" => what.parse().map_or_else(
                |_| what.to_owned(),
                |id: ServiceId| format!("those who answer for {}", self.service(&id)),
            ),
            "team" => what.parse().map_or_else(
                |_| what.to_owned(),
                |id: TeamId| format!("the team {}", self.team(&id)),
            ),
            "ward" => what.parse().map_or_else(
                |_| what.to_owned(),
                |id: WardId| format!("the members for {}", self.ward(&id)),
            ),
            "group-at" => self.group_at(what),
            "post" | "own-post" => format!("the {}", self.post_words(what)),
            "everyone" => "everybody who signs in".to_owned(),
            _ => slug(what),
        }
    }

    /// The members of a group as of a day: `the members of the Civic Group since 8 May 2023`.
    fn group_at(&self, what: &str) -> String {
        let (group, day) = what.split_once('@').unwrap_or((what, ""));
        let since = day
            .parse()
            .map(|day: Date| format!(" since {}", domain::calendar::long_date(day)));
        let known = group
            .parse()
            .ok()
            .and_then(|id| self.directory().groups.ever(&id, self.on));
        let name = known.map_or_else(|| group.replace('-', " "), |group| group.name.clone());
        format!("the members of the {name}{}", since.unwrap_or_default())
    }

    /// An office by the slug of its post: `the Monitoring Officer`, `the leader of Civic Group`.
    pub fn post_words(&self, post: &str) -> String {
        if let Some(kind) = RoleKind::from_slug(post) {
            return self.office(kind, kind.name());
        }
        // A post of something is known by those who hold it or held it.
        let mut held = self.directory().appointments();
        let of = held.find(|a| a.role.post() == post);
        of.map_or_else(|| post.replace('-', " "), |a| self.role(&a.role))
    }

    /// The offices in a relation on the day with who holds each: `service manager, Housing Repairs (Priya
    /// Nair)`; none where every one of them is vacant.
    pub fn offices_of(&self, token: &Token) -> Vec<String> {
        let people = self.directory().holders_of(token, self.on);
        let office = |person: &PersonId| format!("{} ({})", self.post(person), self.person(person));
        people.iter().map(office).collect()
    }

    /// The people in a relation on the day, each with their page.
    pub fn people_of(&self, token: &Token) -> Vec<Link> {
        self.directory()
            .holders_of(token, self.on)
            .iter()
            .map(|person| self.person_link(person))
            .collect()
    }
}
