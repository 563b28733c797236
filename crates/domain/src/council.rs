//! The facts of a council at a moment: protocols, people, days and settings, each folded from its own
//! stream and handed to the rules as one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::access::{Token, Visible};
use crate::calendar::Calendar;
use crate::directory::Directory;
use crate::ids::{PackId, VersionId};
use crate::protocol::{Adoption, Approval, Protocol, Versions};
use crate::settings::Settings;
use crate::verdict::{Basis, Cited, Gate, Refusal};

/// Everything besides the case that decides.
#[derive(Debug, Clone)]
pub struct Council {
    /// The council's name.
    pub name: Arc<str>,
    /// Every protocol that is loaded, by pack and version.
    pub protocols: BTreeMap<(PackId, VersionId), Arc<Protocol>>,
    /// What the council has done with them: written, proposed, adopted, ruled.
    pub versions: Versions,
    /// People, appointments, services, wards, groups, bodies, teams.
    pub directory: Arc<Directory>,
    /// Working days.
    pub calendar: Arc<Calendar>,
    /// The council's own choices.
    pub settings: Arc<Settings>,
}

impl Council {
    /// The protocol in force on a day: the latest adopted that is in force by then. What is drafted or
    /// proposed drives nothing.
    pub fn protocol_on(&self, on: Date) -> Option<&Arc<Protocol>> {
        let adoption = self.versions.in_force(on)?;
        self.protocols
            .get(&(adoption.pack.clone(), adoption.version.clone()))
    }

    /// The protocol by which a case is judged: the one it was pinned to when it opened, unless the
    /// council decided, before the case ended, that open cases go on under another.
    pub fn governing(
        &self,
        pack: &PackId,
        version: &VersionId,
        ended: Option<Date>,
    ) -> Option<&Arc<Protocol>> {
        let pinned = (pack.clone(), version.clone());
        let (key, _) = self.versions.governing(&pinned, ended);
        self.protocols.get(&key)
    }

    /// How an adoption stands to what the protocol in force before it asks of a change; none for a
    /// council's first protocol.
    pub fn approval_of(&self, adoption: &Adoption) -> Option<Approval> {
        let before = self.protocol_on(adoption.adopted)?;
        Some(before.approval_of(adoption, &self.settings))
    }

    /// A basis as it stands on a day: an open question that was ruled on names the ruling.
    pub fn as_ruled(&self, basis: &Basis, on: Date) -> Basis {
        let Basis::Default {
            question,
            completes,
        } = basis
        else {
            return basis.clone();
        };
        let of_clause = completes
            .as_ref()
            .and_then(|clause| self.pinned(&clause.pack, &clause.version));
        match of_clause.or_else(|| self.protocol_on(on)) {
            Some(protocol) => protocol.open_basis(question, completes.clone(), on),
            None => basis.clone(),
        }
    }

    /// A version of a protocol, whatever its standing.
    pub fn pinned(&self, pack: &PackId, version: &VersionId) -> Option<&Arc<Protocol>> {
        self.protocols.get(&(pack.clone(), version.clone()))
    }
}

/// The teams and posts that keep the council's facts until it decides otherwise (question W29).
fn keepers() -> [Token; 2] {
    let team = "democratic-services".parse().expect("a slug");
    [Token::team(&team), Token::post("monitoring-officer")]
}

/// Whether a person keeps the holding pen: messages that no rule could place (question W310).
pub fn gate_pen(visible: &Visible) -> Gate {
    let basis = Basis::Default {
        question: "W310".parse().expect("a question"),
        completes: None,
    };
    let team = "democratic-services".parse().expect("a slug");
    if visible.has(&Token::team(&team)) {
        let cite = Cited::new("keeps messages that wait".to_owned(), basis);
        return Gate::allowed(vec![cite]);
    }
    Gate::Hidden
}

/// Whether a person may change the directory, the calendar, the settings or the record of adoptions.
pub fn gate_facts(visible: &Visible) -> Gate {
    let basis = Basis::Default {
        question: "W29".parse().expect("a question"),
        completes: None,
    };
    if keepers().iter().any(|token| visible.has(token)) {
        let cite = Cited::new("keeps the council’s facts".to_owned(), basis);
        return Gate::allowed(vec![cite]);
    }
    Gate::Refused(Refusal {
        basis,
        why: "Only democratic services and the Monitoring Officer change this.".to_owned(),
        way_on: vec!["Tell democratic services what should change.".to_owned()],
    })
}
