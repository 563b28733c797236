//! The files of a pack exactly as written, with the place of every value. Nothing is checked here
//! but the shape; `check.rs` and `provisions.rs` make sense of it.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{
    Bound, BriefingPractice, Does, Door, Enforce, Force, Forum, GroupPractice, OfferTo, OfferWhen,
    Practice, PrintedType, ReviewWith,
};
use crate::calendar::Nation;
use crate::clock::{Class, Silence, Stage, Start, Unit, Waiting};
use crate::directory::{BodyKind, RoleKind, RoleNames};

/// `pack.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawPack {
    pub id: Spanned<String>,
    pub version: Spanned<String>,
    pub council: Spanned<String>,
    pub title: Spanned<String>,
    pub nation: Nation,
    /// The strictest enforcement in this pack, for a text that calls itself guidance.
    #[serde(default = "refuse")]
    pub at_most: Enforce,
    /// The numbers of every clause as printed, in order.
    pub printed: Vec<Spanned<String>>,
    /// What the document calls the offices, by the office's slug.
    #[serde(default)]
    pub names: RoleNames,
}

fn refuse() -> Enforce {
    Enforce::Refuse
}

/// `clauses.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawClauses {
    #[serde(default)]
    pub section: Vec<RawSection>,
    #[serde(default)]
    pub clause: Vec<RawClause>,
    #[serde(default)]
    pub note: Vec<RawNote>,
}

/// `[[section]]`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawSection {
    pub number: Spanned<String>,
    pub title: Spanned<String>,
}

/// `[[clause]]`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawClause {
    pub id: Spanned<String>,
    pub gist: Spanned<String>,
    #[serde(default)]
    pub duty: Vec<RawDuty>,
}

/// `[[clause.duty]]`. `gist` may be left out where the clause has this duty only.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawDuty {
    pub key: Option<Spanned<String>>,
    pub gist: Option<Spanned<String>>,
    pub force: Spanned<Force>,
    pub printed: Option<PrintedType>,
    pub who: Spanned<String>,
    #[serde(deserialize_with = "one_or_several")]
    pub does: Vec<Does>,
    pub capability: Spanned<String>,
    pub enforce: Option<Spanned<Enforce>>,
    pub because: Option<Spanned<String>>,
    pub question: Option<Spanned<String>>,
    #[serde(default)]
    pub states: BTreeMap<String, toml::Value>,
}

/// `does = "gate"`, or `does = ["gate", "record"]` where the product does several things.
fn one_or_several<'de, D: serde::Deserializer<'de>>(given: D) -> Result<Vec<Does>, D::Error> {
    struct Doings;
    impl<'de> serde::de::Visitor<'de> for Doings {
        type Value = Vec<Does>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a word between double quotes, or a list of them")
        }
        fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Vec<Does>, E> {
            let word = serde::de::value::StrDeserializer::new(word);
            Ok(vec![Does::deserialize(word)?])
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(
            self,
            mut all: A,
        ) -> Result<Vec<Does>, A::Error> {
            let mut doings = Vec::new();
            while let Some(doing) = all.next_element()? {
                doings.push(doing);
            }
            if doings.is_empty() {
                return Err(serde::de::Error::custom("`does` says nothing"));
            }
            Ok(doings)
        }
    }
    given.deserialize_any(Doings)
}

/// `[[note]]`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawNote {
    pub id: Spanned<String>,
    pub clause: Option<Spanned<String>>,
    pub link: Option<Spanned<String>>,
    pub gist: Spanned<String>,
}

/// `questions.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawQuestions {
    #[serde(default)]
    pub question: Vec<RawQuestion>,
}

/// `[[question]]`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawQuestion {
    pub id: Spanned<String>,
    #[serde(default)]
    pub clauses: Vec<Spanned<String>>,
    pub asks: Spanned<String>,
    pub readings: Spanned<Vec<Spanned<String>>>,
    pub ruler: Spanned<String>,
    pub default: Spanned<String>,
}

/// Why a value, or one field of it: a clause that states it, a statute, or the default of a question.
/// A ruling on that question stands beside it only in files that the product itself has ruled on.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawBasis {
    pub clause: Option<Spanned<String>>,
    pub statute: Option<Spanned<String>>,
    pub question: Option<Spanned<String>>,
    pub ruling: Option<Spanned<String>>,
    pub completes: Option<Spanned<String>>,
}

/// The lines that every entry of a provision may have.
pub(super) struct Head<'r> {
    pub basis: RawBasis,
    pub from: Option<&'r Spanned<toml::Value>>,
    pub until: Option<&'r Spanned<toml::Value>>,
    pub fields: &'r BTreeMap<Spanned<String>, RawBasis>,
}

/// One field that an entry sets, with its place.
pub(super) struct Written {
    pub field: &'static str,
    pub value: toml::Value,
    pub span: Range<usize>,
}

/// An entry of a provision, whatever it provides.
pub(super) trait Provision {
    fn head(&self) -> Head<'_>;
    fn written(&self) -> Vec<Written>;
}

fn written<T: Serialize>(field: &'static str, value: Option<&Spanned<T>>) -> Option<Written> {
    let value = value?;
    Some(Written {
        field,
        value: toml::Value::try_from(value.get_ref()).ok()?,
        span: value.span(),
    })
}

macro_rules! provisions {
    ($($(#[$doc:meta])* $name:ident { $($field:ident $key:literal: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "kebab-case", deny_unknown_fields)]
        pub(in crate::protocol) struct $name {
            clause: Option<Spanned<String>>,
            statute: Option<Spanned<String>>,
            question: Option<Spanned<String>>,
            ruling: Option<Spanned<String>>,
            completes: Option<Spanned<String>>,
            from: Option<Spanned<toml::Value>>,
            until: Option<Spanned<toml::Value>>,
            #[serde(default)]
            basis: BTreeMap<Spanned<String>, RawBasis>,
            $(pub $field: Option<Spanned<$type>>,)*
        }

        impl Provision for $name {
            fn head(&self) -> Head<'_> {
                let basis = RawBasis {
                    clause: self.clause.clone(),
                    statute: self.statute.clone(),
                    question: self.question.clone(),
                    ruling: self.ruling.clone(),
                    completes: self.completes.clone(),
                };
                Head { basis, from: self.from.as_ref(), until: self.until.as_ref(), fields: &self.basis }
            }
            fn written(&self) -> Vec<Written> {
                [$(written($key, self.$field.as_ref()),)*].into_iter().flatten().collect()
            }
        }
    )*};
}

provisions! {
    /// `[[response]]`: how long an answer may take.
    RawResponse {
        class "class": Class,
        start "start": Start,
        unit "unit": Unit,
        n "n": u32,
        stages "stages": Vec<Stage>,
        silence "silence": Silence,
        waiting "waiting": Waiting,
        after_window "after-window": u32,
    }
    /// `[[late]]`: what is owed when the target cannot be met.
    RawLate {
        explain "explain": bool,
        liaise "liaise": bool,
    }
    /// `[[burden]]`: to whom a disproportionate burden is raised.
    RawBurden {
        service_manager "service-manager": bool,
        chief_officer "chief-officer": bool,
        clock_runs "clock-runs": bool,
    }
    /// `[[routing]]`: where an enquiry goes first.
    RawRouting {
        everything_through "everything-through": String,
        unclear "unclear": String,
        steer_from_chief_officers "steer-from-chief-officers": bool,
    }
    /// `[[door]]`: a better way than an enquiry.
    RawDoor {
        door "door": Door,
    }
    /// `[[determine]]` and `[[advise]]`: the offices that rule on meaning, and that advise.
    RawOffices {
        by "by": Vec<String>,
    }
    /// `[[binds]]`: whom the text says that it binds.
    RawBinds {
        persons "persons": Vec<Bound>,
    }
    /// `[[suggest]]`: to whom a change is suggested.
    RawSuggest {
        to "to": Vec<String>,
    }
    /// `[[recommend]]` and `[[approve]]`: the body that does.
    RawBody {
        body "body": String,
    }
    /// `[[consult]]`: the bodies that may be heard.
    RawConsult {
        bodies "bodies": Vec<String>,
    }
    /// `[[review]]`: when the text is looked at again.
    RawReview {
        with "with": ReviewWith,
    }
    /// `[[practice]]`: what the text says of how enquiries are dealt with, besides values.
    RawPractice {
        practice "practice": Practice,
    }
    /// `[[offer]]`: to whom information given to one group is offered.
    RawOffer {
        to "to": OfferTo,
        when "when": OfferWhen,
        names_asker "names-asker": bool,
        ungrouped "ungrouped": bool,
    }
    /// `[[invitation]]`: who is normally invited to a group’s meeting.
    RawInvitation {
        exceptional "exceptional": bool,
        lowest "lowest": RoleKind,
    }
    /// `[[practice]]` of groups.
    RawGroupPractice {
        practice "practice": GroupPractice,
    }
    /// `[[entitled]]`: which offices are briefed.
    RawEntitled {
        offices "offices": Vec<RoleKind>,
        chairs_of "chairs-of": Vec<BodyKind>,
    }
    /// `[[consultation]]`: who is consulted before a briefing is arranged.
    RawConsultation {
        with "with": Vec<RoleKind>,
        except "except": Vec<Forum>,
    }
    /// `[[practice]]` of briefings.
    RawBriefingPractice {
        practice "practice": BriefingPractice,
    }
}

/// `provisions/groups.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawGroups {
    pub silent: Option<Spanned<bool>>,
    #[serde(default)]
    pub offer: Vec<Spanned<RawOffer>>,
    #[serde(default)]
    pub invitation: Vec<Spanned<RawInvitation>>,
    #[serde(default)]
    pub practice: Vec<Spanned<RawGroupPractice>>,
}

/// `provisions/briefings.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawBriefings {
    pub silent: Option<Spanned<bool>>,
    #[serde(default)]
    pub entitled: Vec<Spanned<RawEntitled>>,
    #[serde(default)]
    pub consultation: Vec<Spanned<RawConsultation>>,
    #[serde(default)]
    pub practice: Vec<Spanned<RawBriefingPractice>>,
}

/// `provisions/enquiries.toml`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawEnquiries {
    pub silent: Option<Spanned<bool>>,
    #[serde(default)]
    pub response: Vec<Spanned<RawResponse>>,
    #[serde(default)]
    pub late: Vec<Spanned<RawLate>>,
    #[serde(default)]
    pub burden: Vec<Spanned<RawBurden>>,
    #[serde(default)]
    pub routing: Vec<Spanned<RawRouting>>,
    #[serde(default)]
    pub door: Vec<Spanned<RawDoor>>,
    #[serde(default)]
    pub practice: Vec<Spanned<RawPractice>>,
}

mod complaints;
mod information;

pub(super) use complaints::{RawComplaintStage, RawComplaints};
pub(super) use information::{RawInformation, RawOffice};

/// `provisions/interpretations.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawInterpretations {
    #[serde(default)]
    pub binds: Vec<Spanned<RawBinds>>,
    #[serde(default)]
    pub determine: Vec<Spanned<RawOffices>>,
    #[serde(default)]
    pub advise: Vec<Spanned<RawOffices>>,
}

/// `provisions/amendments.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawAmendments {
    #[serde(default)]
    pub suggest: Vec<Spanned<RawSuggest>>,
    #[serde(default)]
    pub consult: Vec<Spanned<RawConsult>>,
    #[serde(default)]
    pub recommend: Vec<Spanned<RawBody>>,
    #[serde(default)]
    pub approve: Vec<Spanned<RawBody>>,
    #[serde(default)]
    pub review: Vec<Spanned<RawReview>>,
}
