//! The closed lists from which people choose in a request, each with its stable key and its words.

use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($choice:ident $key:literal $words:literal;)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $(#[doc = $words] #[serde(rename = $key)] $choice,)* }

        impl $name {
            /// Every choice, in the order in which forms list them.
            pub const ALL: &'static [Self] = &[$(Self::$choice,)*];

            /// Its stable key, as in forms and events.
            pub fn key(self) -> &'static str {
                match self { $(Self::$choice => $key,)* }
            }
            /// Its words.
            pub fn words(self) -> &'static str {
                match self { $(Self::$choice => $words,)* }
            }
            /// The choice with this key.
            pub fn of(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.key() == key)
            }
        }
    )*};
}

choices! {
    /// What is asked for; a request may hold several kinds.
    Wanted {
        Recorded "recorded" "Information on record or easily found";
        Document "document" "One or more documents";
        Research "research" "Information that needs research";
        Advice "advice" "Advice on Council business";
    }
    /// On which ground a member asks.
    LegalGround {
        Statute "statute" "A right given by statute";
        Presumed "presumed" "I sit on the body whose papers they are";
        Shown "shown" "I show my need to know";
        Courtesy "courtesy" "As a courtesy";
        NotStated "not-stated" "I do not say";
    }
    /// In which part of the role a member asks.
    Capacity {
        Ward "ward" "As a ward member";
        Cabinet "cabinet" "As a member of the Cabinet or Executive";
        Scrutiny "scrutiny" "For scrutiny";
        Committee "committee" "As a member of another committee or panel";
        Other "other" "In another part of the role";
    }
    /// How a request was decided.
    Outcome {
        Provided "provided" "Provided";
        InPart "in-part" "Provided in part, with the rest left out";
        Refused "refused" "Refused";
    }
    /// What makes a request unreasonable.
    Unreasonable {
        Cost "cost" "Its cost";
        Nature "nature" "Its nature";
    }
    /// Whether the constituent permits that their case is discussed.
    Permission {
        Obtained "obtained" "The constituent has given permission";
        NotNeeded "not-needed" "Permission is not needed";
        Pending "pending" "Permission has been asked for";
    }
    /// How confidential information became public.
    Opened {
        ByLaw "by-law" "Made public by law";
        Expressly "expressly" "The Council has consented expressly";
        Impliedly "impliedly" "The Council has consented by what it did";
    }
    /// What a body answered that was asked to determine access.
    BodyAnswer {
        Declined "declined" "It declined to take the question";
        Access "access" "It determined that access is given";
        NoAccess "no-access" "It determined that access is not given";
    }
    /// The law on which something is withheld: the paragraphs of Schedule 12A to the Local Government
    /// Act 1972 as they stand in England, and the other grounds that the law knows.
    Law {
        Individual "sch12a-1" "Schedule 12A, paragraph 1: information about an individual";
        Identity "sch12a-2" "Schedule 12A, paragraph 2: likely to reveal who somebody is";
        Business "sch12a-3" "Schedule 12A, paragraph 3: financial or business affairs";
        Labour "sch12a-4" "Schedule 12A, paragraph 4: labour relations";
        Privilege "sch12a-5" "Schedule 12A, paragraph 5: legal professional privilege";
        Notice "sch12a-6" "Schedule 12A, paragraph 6: a notice, order or direction to be made";
        Crime "sch12a-7" "Schedule 12A, paragraph 7: preventing or prosecuting crime";
        Government "s100a-government" "Section 100A(3)(a): given in confidence by a government department";
        Forbidden "s100a-forbidden" "Section 100A(3)(b): disclosure is forbidden by an enactment or a court";
        DataProtection "data-protection" "UK GDPR and Data Protection Act 2018";
        NoNeed "no-need" "Common law: no need to know";
        Unreasonable "unreasonable" "Common law: not reasonably needed for the role";
        Private "private" "A private matter, not Council business";
        NotHeld "not-held" "The Council does not hold it";
    }
}

impl Law {
    /// Whether it is a paragraph of Schedule 12A.
    pub fn exempts(self) -> bool {
        self.key().starts_with("sch12a")
    }
    /// The paragraphs of Schedule 12A.
    pub fn exemptions() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|law| law.exempts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_what_an_event_holds() {
        for law in Law::ALL {
            let stored = serde_json::to_value(law).expect("JSON");
            assert_eq!(stored, law.key());
            assert_eq!(Law::of(law.key()), Some(*law));
        }
        assert_eq!(Law::exemptions().count(), 7);
    }
}
