//! The one place that draws randomness, one seed for each act.
//!
//! A seeded source counts for each person apart: what one person does moves nothing that another is
//! shown, so that two worlds which differ in one record can be compared to the byte.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::fresh::Fresh;

/// Where the randomness of acts comes from.
#[derive(Debug, Clone)]
pub enum Entropy {
    /// The machine.
    Machine,
    /// Derived from a seed and a counter for each person, so that the demo is the same every time.
    Seeded(Arc<Seeded>),
}

/// A seed with the number of each person's next act.
#[derive(Debug)]
pub struct Seeded {
    seed: Fresh,
    next: Mutex<BTreeMap<String, usize>>,
}

impl Seeded {
    fn bytes(&self, whose: &str) -> [u8; 32] {
        let mut next = self.next.lock().expect("no panic while held");
        let n = next.entry(whose.to_owned()).or_default();
        *n += 1;
        self.seed.bytes(whose, *n)
    }
}

impl Entropy {
    /// Randomness that repeats: for the demo and tests only.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self::Seeded(Arc::new(Seeded {
            seed: Fresh::new(seed),
            next: Mutex::default(),
        }))
    }

    /// The randomness of somebody's next act.
    pub fn act(&self, whose: &str) -> Fresh {
        Fresh::new(self.bytes(whose))
    }

    /// Thirty-two random bytes, for tokens of sessions and of somebody's forms.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where randomness comes in"
    )]
    pub fn bytes(&self, whose: &str) -> [u8; 32] {
        match self {
            Self::Machine => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).expect("the machine has a source of randomness");
                bytes
            }
            Self::Seeded(seeded) => seeded.bytes(whose),
        }
    }
}
