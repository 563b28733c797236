//! The duties of a protocol on which an act on an enquiry may wait, each found from the case alone and
//! handed to [`crate::enforcement`]; and who may let an act go on that such a duty refuses.

use super::Facts;
use super::special::Unmet as NotNow;
use crate::enforcement::{self, Unmet};
use crate::enquiries::basis;
use crate::enquiries::command::Kind;
use crate::enquiries::roles::Roles;
use crate::protocol::{Held, Practice};
use crate::verdict::{Cite, Cited, Explain, Gate};

/// The acts that a duty may hold up.
const MAY_WAIT: [Kind; 4] = [
    Kind::Answer,
    Kind::AnswerTogether,
    Kind::DiscussBurden,
    Kind::Close,
];

impl Facts<'_> {
    /// What the unmet duties make of an act that is open otherwise.
    pub(super) fn held_up(&self, kind: Kind, cites: Vec<Cite>) -> Gate {
        let office = self.roles.meets(Roles::OVERRIDES);
        enforcement::gate(&self.duties_unmet(kind), office, cites)
    }

    /// The duties of the protocol that a kind of act does not meet as the case stands, those left out
    /// whose refusal an office has overridden.
    pub fn duties_unmet(&self, kind: Kind) -> Vec<Unmet> {
        let mut unmet = self.unmet_as_it_stands(kind);
        if self.state.lifted.iter().any(|act| act == kind.name()) {
            unmet.retain(|unmet| !unmet.refuses());
        }
        unmet
    }

    fn unmet_as_it_stands(&self, kind: Kind) -> Vec<Unmet> {
        match kind {
            Kind::Answer | Kind::AnswerTogether => {
                let unmet = [self.complaint_unmet(), self.talk_unmet()];
                unmet.into_iter().flatten().collect()
            }
            Kind::DiscussBurden => self.burden_unmet().into_iter().collect(),
            Kind::Close => self.late_unmet().into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// What looked like a resident's complaint goes through the Complaints Procedure (CU 7.4).
    fn complaint_unmet(&self) -> Option<Unmet> {
        let held = self.rules.held.get(&Held::Complaint)?;
        let looks = self.state.complaint_shown && self.state.constituent.is_some();
        looks.then(|| Unmet {
            held: held.clone(),
            question: "Why is it answered as an enquiry, and not as the resident’s complaint that \
                       it seemed to be?"
                .to_owned(),
            why: "It seemed to be a resident’s complaint when it was raised.".to_owned(),
            way_on: vec!["Hand it to the Complaints Procedure.".to_owned()],
        })
    }

    /// How a burdensome enquiry is answered is talked over with the member, if necessary (CU 7.7).
    fn talk_unmet(&self) -> Option<Unmet> {
        let held = self.rules.practices.get(&Practice::BurdenTalk)?;
        let burden = self.state.burden.as_ref()?;
        burden.approach.is_none().then(|| Unmet {
            held: held.clone(),
            question: "Why was it not necessary to talk over with the member how it is answered?"
                .to_owned(),
            why: "It was raised as a burden, and how it is answered was not talked over."
                .to_owned(),
            way_on: vec!["Record the talk with the member about how to answer.".to_owned()],
        })
    }

    /// A burden is raised with those answerable for the service before it is talked over (CU 7.7).
    fn burden_unmet(&self) -> Option<Unmet> {
        let held = self.rules.held.get(&Held::Burden)?;
        let raised = self
            .state
            .burden
            .as_ref()
            .is_some_and(|burden| burden.raised);
        (!raised).then(|| Unmet {
            held: held.clone(),
            question: "Why was it not raised with the service manager or the Chief Officer first?"
                .to_owned(),
            why: "It has not been raised as a burden.".to_owned(),
            way_on: vec!["Raise it with the service manager or the Chief Officer.".to_owned()],
        })
    }

    /// Past the target an officer owes the member an explanation and a talk before closing (CU 7.6).
    fn late_unmet(&self) -> Option<Unmet> {
        let late = self.rules.late.as_ref()?;
        self.owes_explanation().then(|| Unmet {
            held: Cited::new(late.value.officer_close, self.late_basis()),
            question: "Why is it closed before the member was told why there was no answer in \
                       time, and the new date was talked over?"
                .to_owned(),
            why: "The date for an answer has passed, and the member has not been told why or the \
                  new date has not been talked over with them."
                .to_owned(),
            way_on: vec![
                "Send a holding reply that says why and by when, late as it is.".to_owned(),
                "Answer the enquiry: nothing holds an answer up.".to_owned(),
                "The member can close it.".to_owned(),
            ],
        })
    }

    /// The acts that a duty of the protocol refuses as the case stands, each with the duty.
    pub fn refused_by_protocol(&self) -> Vec<(Kind, Unmet)> {
        MAY_WAIT
            .into_iter()
            .filter_map(|kind| {
                let mut unmet = self.duties_unmet(kind).into_iter();
                Some((kind, unmet.find(Unmet::refuses)?))
            })
            .collect()
    }

    /// Nothing to be overridden, or an office that has a part in the case itself.
    pub(super) fn override_unmet(&self) -> Option<NotNow> {
        if self.refused_by_protocol().is_empty() {
            let why = "Nothing of it is refused under the protocol.";
            return Some((basis::readers(), why, ""));
        }
        let part = Roles::MEMBER.or(Roles::DESK).or(Roles::CONTRIBUTOR);
        let typed = &self.state.typed_by == self.cx.actor.person();
        (typed || self.roles.meets(part)).then_some((
            basis::readers(),
            "You have a part in it yourself.",
            "The other of the two offices decides: the Monitoring Officer or the Chief Executive.",
        ))
    }

    /// Allowed with a reason, which is kept as an override.
    pub(super) fn overriding(&self, mut cites: Vec<Cite>) -> Gate {
        let refused = self.refused_by_protocol();
        cites.extend(refused.iter().map(|(_, unmet)| unmet.cite()));
        let explain = refused.first().map(|(_, unmet)| Explain {
            basis: unmet.held.basis.clone(),
            question: "Why does it go on where the protocol refuses?".to_owned(),
            overrides: true,
        });
        Gate::Allowed { explain, cites }
    }
}
