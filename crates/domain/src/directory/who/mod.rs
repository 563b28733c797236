//! Who Does What: from the words that people use to the service that deals with it, and why. Tolerant
//! of spelling; ranks by what services are called, never by cases.

mod streets;
mod vocabulary;

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;

use super::role::{Role, RoleKind};
use super::{Directory, Fact};
use crate::ids::{AppointmentId, PartnerId, PersonId, ServiceId};
use crate::text::{fold, words_and_terms};

pub(super) use vocabulary::Vocabulary;
pub use vocabulary::Why;

/// The most services that one search offers.
const HITS_MAX: usize = 5;
/// The most words of a query that are looked up: the first ones of a long text.
const QUERY_WORDS_MAX: usize = 40;

/// A service that deals with what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The service.
    pub service: ServiceId,
    /// Why it was found, best reason first.
    pub why: Vec<Why>,
    /// How well it fits; comparable within one search only.
    pub score: u32,
}

/// A body outside the council that deals with what was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerHit {
    /// The partner.
    pub partner: PartnerId,
    /// Why it was found, best reason first.
    pub why: Vec<Why>,
    /// How well it fits; comparable with the services of the same search.
    pub score: u32,
}

/// The search names a senior officer: a service matter goes to the service manager (CU 7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steer {
    /// The office that was asked for; `None` where only the word, such as `director`, was.
    pub appointment: Option<AppointmentId>,
    /// The services below it whose managers to go to, those that fit the words first.
    pub instead: Vec<ServiceId>,
}

/// What a search of Who Does What finds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    /// Services, best first. Empty: unclear, and the protocol's routing says where that goes, such as
    /// the contact centre.
    pub hits: Vec<Hit>,
    /// Partners whose matter it may be instead of the council's, best first.
    pub partners: Vec<PartnerHit>,
    /// Advice against going to a senior officer.
    pub steer: Option<Steer>,
}

impl Found {
    /// Whether a partner fits better than every service: the matter is probably not the council's.
    pub fn is_not_ours(&self) -> bool {
        let ours = self.hits.first().map_or(0, |hit| hit.score);
        self.partners
            .first()
            .is_some_and(|partner| partner.score > ours)
    }
}

impl Directory {
    /// The services that deal with what the words describe, best first.
    pub fn who_does_what(&self, query: &str, on: Date) -> Vec<Hit> {
        self.find(query, on).hits
    }

    /// As [`Self::who_does_what`], with partners and the steer away from senior officers. The name of a
    /// street leads nowhere.
    pub fn find(&self, query: &str, on: Date) -> Found {
        let known = streets::Known {
            word: &|word| self.service_words.knows(word) || self.partner_words.knows(word),
            pair: &|a, b| self.service_words.pairs(a, b) || self.partner_words.pairs(a, b),
        };
        let about = streets::without(query, &known);
        self.find_words(about.as_deref().unwrap_or(query), query, on)
    }

    /// What the words are about, and whom the query names.
    fn find_words(&self, about: &str, query: &str, on: Date) -> Found {
        let mut words = words_and_terms(about);
        words.truncate(QUERY_WORDS_MAX);
        let exists = |id: &ServiceId| self.services.get(id, on).is_some();
        let mut hits: BTreeMap<ServiceId, Hit> = self
            .service_words
            .look_up(&words, on, exists, |word| self.partner_words.knows(word))
            .map(|(service, why, score)| {
                (
                    service.clone(),
                    Hit {
                        service,
                        why,
                        score,
                    },
                )
            })
            .collect();
        let there = |id: &PartnerId| self.partners.get(id, on).is_some();
        let partners = self
            .partner_words
            .look_up(&words, on, there, |word| self.service_words.knows(word))
            .map(|(partner, why, score)| PartnerHit {
                partner,
                why,
                score,
            });
        let mut partners: Vec<_> = partners.collect();
        let named = self.named_in(query, on);
        for (appointment, role) in &named {
            self.add_named(&mut hits, appointment, role);
        }
        let mut hits: Vec<_> = hits.into_values().collect();
        // A stable order by identifier within one score.
        hits.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        partners.sort_by_key(|hit| std::cmp::Reverse(hit.score));
        keep_best(&mut hits, |hit| hit.score);
        keep_best(&mut partners, |hit| hit.score);
        let steer = self.steer(query, &named, &hits, on);
        Found {
            hits,
            partners,
            steer,
        }
    }

    /// Officers whose full name stands in the query.
    fn named_in(&self, query: &str, on: Date) -> Vec<(AppointmentId, Role)> {
        let asked = format!(" {} ", fold(query));
        let asked_for = |person: &&PersonId| {
            self.details(person).is_some_and(|details| {
                let name = fold(&details.name);
                name.contains(' ') && asked.contains(&format!(" {name} "))
            })
        };
        self.people()
            .filter(asked_for)
            .flat_map(|person| self.appointments_of(person, on))
            .filter(|a| a.role.kind().is_for_officers())
            .map(|a| (a.id.clone(), a.role.clone()))
            .collect()
    }

    /// A service manager or officer asked for by name stands for the service.
    fn add_named(
        &self,
        hits: &mut BTreeMap<ServiceId, Hit>,
        appointment: &AppointmentId,
        role: &Role,
    ) {
        let (Role::ServiceManager { service }
        | Role::ServiceLead { service }
        | Role::Officer { service }) = role
        else {
            return;
        };
        let hit = hits.entry(service.clone()).or_insert_with(|| Hit {
            service: service.clone(),
            why: Vec::new(),
            score: 0,
        });
        hit.score += 400;
        hit.why.insert(
            0,
            Why::Works {
                appointment: appointment.clone(),
            },
        );
    }

    fn steer(
        &self,
        query: &str,
        named: &[(AppointmentId, Role)],
        hits: &[Hit],
        on: Date,
    ) -> Option<Steer> {
        let senior = |role: &Role| {
            matches!(
                role.kind(),
                RoleKind::ChiefExecutive | RoleKind::ChiefOfficer | RoleKind::AssistantDirector
            )
        };
        let asked = format!(" {} ", fold(query));
        let by_name = named.iter().find(|(_, role)| senior(role));
        let (appointment, role) = match by_name {
            Some((appointment, role)) => (Some(appointment.clone()), Some(role.clone())),
            None => {
                let word = [
                    " director ",
                    " directors ",
                    " chief executive ",
                    " chief officer ",
                    " chief officers ",
                ];
                if !word.iter().any(|word| asked.contains(word)) {
                    return None;
                }
                self.directorate_in(&asked, on)
            }
        };
        let below = |id: &ServiceId| match &role {
            Some(
                Role::ChiefOfficer { directorate } | Role::AssistantDirector { directorate, .. },
            ) => {
                let service = self.services.get(id, on);
                service.and_then(|s| s.directorate.as_ref()) == Some(directorate)
            }
            _ => false,
        };
        let mut instead: Vec<_> = hits.iter().map(|hit| hit.service.clone()).collect();
        instead.sort_by_key(|id| !below(id));
        let others = self.services.on(on).map(|s| s.id.clone()).filter(below);
        let others: Vec<_> = others.filter(|id| !instead.contains(id)).collect();
        instead.extend(others);
        Some(Steer {
            appointment,
            instead,
        })
    }

    /// The Chief Officer whose directorate's name stands in the query.
    fn directorate_in(&self, asked: &str, on: Date) -> (Option<AppointmentId>, Option<Role>) {
        let directorate = self
            .teams
            .on(on)
            .filter(|team| team.kind == super::TeamKind::Directorate)
            .find(|team| asked.contains(&format!(" {} ", fold(team.name()))));
        let role = directorate.map(|team| Role::ChiefOfficer {
            directorate: team.id.clone(),
        });
        let holder = role
            .as_ref()
            .and_then(|role| self.in_office(role, on).first().map(|a| a.id.clone()));
        (holder, role)
    }
}

/// Drops what fits far worse than the best.
fn keep_best<T>(hits: &mut Vec<T>, score: fn(&T) -> u32) {
    let best = hits.first().map_or(0, score);
    hits.retain(|hit| score(hit) * 3 >= best);
    hits.truncate(HITS_MAX);
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said { words } => write!(f, "“{words}” is one of its matters"),
            Self::Named { typed, words } => write!(f, "“{typed}” stands in “{words}”"),
            Self::Spelt { typed, read } => write!(f, "“{typed}” was read as “{read}”"),
            Self::Works { .. } => f.write_str("the officer named works there"),
        }
    }
}

#[cfg(test)]
mod street_tests;
#[cfg(test)]
mod tests;
