//! The doors before an enquiry: what would serve better, offered from the member's own words, each with
//! the reason and its ground. None is forced: the member may always go on.

use jiff::civil::Date;

use super::event::InformationLaw;
use crate::clock::Class;
use crate::council::Council;
use crate::directory::Service;
use crate::ids::{PartnerId, ServiceId};
use crate::protocol::{Door, EnquiryRules};
use crate::text::fold;
use crate::verdict::Basis;

/// A better way than an enquiry, or one beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct DoorOffer {
    /// Which.
    pub door: Door,
    /// What it is, in a few words.
    pub title: String,
    /// Why it is offered here.
    pub why: String,
    /// Why it is offered at all.
    pub basis: Basis,
    /// Where to go or ring, the most pressing first.
    pub contacts: Vec<Contact>,
    /// What a member can pass on to a resident, in words.
    pub for_resident: Option<String>,
    /// The service whose door it is.
    pub service: Option<ServiceId>,
    /// The partner whose matter it is.
    pub partner: Option<PartnerId>,
    /// The law of an information request.
    pub law: Option<InformationLaw>,
}

/// Somewhere to go or ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// For what.
    pub label: String,
    /// The number.
    pub phone: Option<String>,
    /// The address.
    pub link: Option<String>,
}

/// The doors for a text, the most pressing first, on a day.
pub fn doors_for(
    council: &Council,
    on: Date,
    text: &str,
    service: Option<&ServiceId>,
) -> Vec<DoorOffer> {
    let rules = match council.protocol_on(on) {
        Some(protocol) => protocol.enquiries_on(on, Class::Other, &council.settings),
        None => EnquiryRules::without_protocol(on, &council.settings),
    };
    let desk = Doors {
        council,
        on,
        rules,
        text: format!(" {} ", fold(text)),
    };
    let mut offers = Vec::new();
    offers.extend(desk.urgent());
    offers.extend(desk.not_ours(text, service));
    offers.extend(desk.online(text, service));
    offers.extend(desk.complaint());
    offers.extend(desk.information());
    offers
}

/// Words that tell of danger now, in the folded spelling of [`fold`].
const DANGER: &[&str] = &[
    "suicide",
    "suicidal",
    "kill himself",
    "kill herself",
    "kill themselves",
    "risk to life",
    "danger to life",
    "threat to life",
    "life threatening",
    "gas leak",
    "smell of gas",
    "on fire",
    "carbon monoxide",
    "collapsed",
    "live wires",
    "exposed wires",
    "stabbing",
    "knife",
];
const SAFEGUARDING: &[&str] = &[
    "safeguarding",
    "abuse",
    "abused",
    "neglect",
    "neglected",
    "domestic violence",
    "child at risk",
    "children at risk",
    "trafficking",
    "exploitation",
    "not safe at home",
    "unsafe at home",
    "self neglect",
];
const HOMELESS: &[&str] = &[
    "homeless tonight",
    "nowhere to sleep",
    "nowhere to stay",
    "sleeping rough",
    "rough sleeping",
    "sleeping in a car",
    "sleeping in his car",
    "sleeping in her car",
    "sleeping in their car",
    "evicted today",
    "eviction today",
    "locked out by",
    "on the street tonight",
    "made homeless",
];
const COMPLAINT: &[&str] = &[
    "complaint",
    "complain",
    "complains",
    "complained",
    "complaining",
    "compensation",
    "poor service",
    "rude",
    "unacceptable service",
    "failed to respond",
    "nobody replied",
    "apology",
];
const FREEDOM: &[&str] = &[
    "freedom of information",
    "foi",
    "foia",
    "information request",
];
const ENVIRONMENTAL: &[&str] = &["environmental information", "eir"];
const SUBJECT: &[&str] = &[
    "subject access",
    "data held about",
    "information held about me",
    "information you hold about",
    "data you hold about",
    "personal data",
    "dsar",
];

struct Doors<'a> {
    council: &'a Council,
    on: Date,
    rules: EnquiryRules,
    text: String,
}

impl Doors<'_> {
    fn says(&self, phrases: &[&'static str]) -> Option<&'static str> {
        let mut said = phrases.iter();
        said.find(|phrase| self.text.contains(&format!(" {phrase} ")))
            .copied()
    }

    fn basis(&self, door: Door) -> Basis {
        let mut doors = self.rules.doors.iter();
        let found = doors.find(|cited| cited.value == door);
        found.map_or_else(super::basis::doors, |cited| cited.basis.clone())
    }

    fn offer(&self, door: Door, title: &str, why: String) -> DoorOffer {
        DoorOffer {
            door,
            title: title.to_owned(),
            why,
            basis: self.basis(door),
            contacts: Vec::new(),
            for_resident: None,
            service: None,
            partner: None,
            law: None,
        }
    }

    /// Numbers to ring now. An enquiry waits for nobody who is in danger.
    fn urgent(&self) -> Option<DoorOffer> {
        let danger = self.says(DANGER);
        let safeguarding = self.says(SAFEGUARDING);
        let homeless = self.says(HOMELESS);
        let said = danger.or(safeguarding).or(homeless)?;
        let mut offer = self.offer(
            Door::Urgent,
            "Ring now",
            format!("You wrote “{said}”. If somebody is in danger, ring now; an enquiry is read in working hours."),
        );
        let phone = |label: &str, number: &str| Contact {
            label: label.to_owned(),
            phone: Some(number.to_owned()),
            link: None,
        };
        offer
            .contacts
            .push(phone("Danger to life: police, fire, ambulance", "999"));
        if self.text.contains(" gas ") || self.text.contains(" carbon monoxide ") {
            offer
                .contacts
                .push(phone("Smell of gas or carbon monoxide", "0800 111 999"));
        }
        if let Some(own) = self
            .council
            .settings
            .value("enquiries-urgent-help", self.on)
        {
            offer.contacts.push(Contact {
                label: own.value,
                phone: None,
                link: None,
            });
        } else if safeguarding.or(homeless).is_some() {
            offer.contacts.push(phone(
                "The police, where nobody is in danger at once",
                "101",
            ));
        }
        Some(offer)
    }

    /// The bodies outside the council whose matter it seems to be.
    fn not_ours(&self, text: &str, service: Option<&ServiceId>) -> Option<DoorOffer> {
        if service.is_some() {
            return None;
        }
        let found = self.council.directory.find(text, self.on);
        if !found.is_not_ours() {
            return None;
        }
        let hit = found.partners.first()?;
        let partner = self.council.directory.partners.get(&hit.partner, self.on)?;
        let mut offer = self.offer(
            Door::NotOurs,
            &format!("Ask {}", partner.name),
            format!(
                "This seems to be a matter of {}, not of the council.",
                partner.name
            ),
        );
        offer.partner = Some(partner.id.clone());
        let label = partner
            .contact
            .clone()
            .unwrap_or_else(|| partner.name.clone());
        if partner.phone.is_some() || partner.link.is_some() {
            offer.contacts.push(Contact {
                label,
                phone: partner.phone.clone(),
                link: partner.link.clone(),
            });
        }
        Some(offer)
    }

    /// The online routes of the service that was named, or of the one that fits the words best.
    fn online(&self, text: &str, service: Option<&ServiceId>) -> Vec<DoorOffer> {
        let directory = &self.council.directory;
        let best = || directory.who_does_what(text, self.on).into_iter().next();
        let service = service.cloned().or_else(|| best().map(|hit| hit.service));
        let Some(service) = service.and_then(|id| directory.services.get(&id, self.on)) else {
            return Vec::new();
        };
        let mut offers = Vec::new();
        if let Some(link) = &service.report {
            let why = format!(
                "{} takes reports online: each is logged at once and can be followed.",
                service.name
            );
            offers.push(self.route(Door::Report, "Report it online", why, service, link));
        }
        if let Some(link) = &service.request {
            let why = format!("{} takes requests online.", service.name);
            offers.push(self.route(Door::Request, "Request it online", why, service, link));
        }
        offers
    }

    fn route(
        &self,
        door: Door,
        title: &str,
        why: String,
        service: &Service,
        link: &str,
    ) -> DoorOffer {
        let mut offer = self.offer(door, title, why);
        offer.service = Some(service.id.clone());
        offer.contacts.push(Contact {
            label: service.name.clone(),
            phone: None,
            link: Some(link.to_owned()),
        });
        let first = match &service.try_first {
            Some(first) => format!(" Before that: {first}"),
            None => String::new(),
        };
        offer.for_resident = Some(format!(
            "You can tell {} online: {link}.{first}",
            service.name
        ));
        offer
    }

    fn complaint(&self) -> Option<DoorOffer> {
        let said = self.says(COMPLAINT)?;
        Some(self.offer(
            Door::Complaint,
            "Make it a complaint",
            format!(
                "You wrote “{said}”. A resident’s complaint goes through the Complaints Procedure; \
                 it keeps the time at which it was received."
            ),
        ))
    }

    fn information(&self) -> Option<DoorOffer> {
        let laws = [
            (InformationLaw::SubjectAccess, self.says(SUBJECT)),
            (
                InformationLaw::EnvironmentalInformation,
                self.says(ENVIRONMENTAL),
            ),
            (InformationLaw::FreedomOfInformation, self.says(FREEDOM)),
        ];
        let (law, said) = laws
            .into_iter()
            .find_map(|(law, said)| Some((law, said?)))?;
        let mut offer = self.offer(
            Door::InformationRights,
            "Ask under a right to information",
            format!(
                "You wrote “{said}”. A request under {} is split off and dealt with under that law; \
                 the enquiry goes on beside it.",
                law.statute()
            ),
        );
        offer.law = Some(law);
        Some(offer)
    }
}
