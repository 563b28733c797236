//! What members of the fictional council ask, and what they are told.

use serde::Deserialize;

/// One matter, with `{street}` to be filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// The title.
    pub title: String,
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

#[derive(Debug, Deserialize)]
struct File {
    matter: Vec<Matter>,
}

/// Every matter.
pub fn matters() -> anyhow::Result<Vec<Matter>> {
    let file: File = toml::from_str(include_str!("data/matters.toml"))?;
    Ok(file.matter)
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
pub fn street(n: usize) -> &'static str {
    STREETS[n % STREETS.len()]
}

impl Matter {
    /// The matter at a street.
    pub fn at(&self, street: &str) -> Self {
        let fill = |text: &str| text.replace("{street}", street);
        Self {
            title: fill(&self.title),
            body: fill(&self.body),
            answer: fill(&self.answer),
            hold: fill(&self.hold),
            doing: fill(&self.doing),
            promise: self.promise.as_deref().map(fill),
        }
    }
}
