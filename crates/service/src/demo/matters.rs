//! What members of the fictional council ask, and what they are told.

use serde::Deserialize;

use super::dice::Dice;

/// One matter, with `{street}` to be filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// The title.
    pub title: String,
    /// The title without its street, by which Who Does What finds the service.
    #[serde(skip)]
    pub about: String,
    /// The street.
    #[serde(skip)]
    pub street: &'static str,
    /// What is asked.
    pub body: String,
    /// The answer.
    pub answer: String,
    /// Why there is no answer yet.
    pub hold: String,
    /// What is being done meanwhile.
    pub doing: String,
    /// What is promised, if anything.
    pub promise: Option<String>,
}

/// Every matter.
#[derive(Debug)]
pub struct Matters {
    often: Vec<Matter>,
    seldom: Vec<Matter>,
    desk: Vec<Matter>,
}

/// What the whole council is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfCouncil {
    #[serde(rename = "matter")]
    often: Vec<Matter>,
    seldom: Vec<Matter>,
}

/// What one service is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfService {
    matter: Vec<Matter>,
}

/// In how many of a hundred enquiries a member asks about something seldom.
const SELDOM: usize = 15;

impl Matters {
    /// The matters of the demo.
    pub fn read() -> anyhow::Result<Self> {
        let council: OfCouncil = toml::from_str(include_str!("data/matters.toml"))?;
        let service: OfService = toml::from_str(include_str!("data/desk.toml"))?;
        Ok(Self {
            often: council.often,
            seldom: council.seldom,
            desk: service.matter,
        })
    }

    /// What takes a place on the desk: as long as matters and streets last, no two the same.
    pub fn on_the_desk(&self, place: usize) -> Matter {
        let matter = &self.desk[place % self.desk.len()];
        matter.at(street(place * 7 + place / self.desk.len()))
    }

    /// What an enquiry is about, at a street.
    pub fn drawn(&self, n: usize, dice: &mut Dice) -> Matter {
        let often = dice.below(self.often.len());
        let street = street(dice.below(1000));
        let mut other = Dice::new(super::SEED, format!("seldom {n}"));
        let seldom = other.happens(SELDOM).then(|| other.one(&self.seldom));
        let matter = seldom.flatten().unwrap_or(&self.often[often]);
        matter.at(street)
    }
}

const STREETS: [&str; 24] = [
    "Mill Lane",
    "Saddler’s Row",
    "Foundry Street",
    "Orchard Close",
    "Weaver Street",
    "Canal Side",
    "Nightingale Road",
    "Beacon Hill",
    "Ropewalk",
    "Tanner’s Yard",
    "Elm Avenue",
    "Quarry Road",
    "St Osyth’s Terrace",
    "Priory Walk",
    "Lantern Court",
    "Old Mart",
    "Ferry Road",
    "Heron Way",
    "Ashlar House",
    "Kiln Street",
    "Sparrow Gardens",
    "Harbour View",
    "Bishop’s Mead",
    "Long Acre",
];

/// A street of the fictional city.
fn street(n: usize) -> &'static str {
    STREETS[n % STREETS.len()]
}

impl Matter {
    /// The matter at a street.
    fn at(&self, street: &'static str) -> Self {
        let fill = |text: &str| text.replace("{street}", street);
        Self {
            about: self.title.replace("{street}", ""),
            street,
            title: fill(&self.title),
            body: fill(&self.body),
            answer: fill(&self.answer),
            hold: fill(&self.hold),
            doing: fill(&self.doing),
            promise: self.promise.as_deref().map(fill),
        }
    }
}
