//! The one place that draws randomness, one seed for each act.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::fresh::Fresh;

/// Where the randomness of acts comes from.
#[derive(Debug, Clone)]
pub enum Entropy {
    /// The machine.
    Machine,
    /// Derived from a seed and a counter, so that the demo is the same every time.
    Seeded(Arc<Seeded>),
}

/// A seed with the number of the next act.
#[derive(Debug)]
pub struct Seeded {
    seed: Fresh,
    next: AtomicU64,
}

impl Entropy {
    /// Randomness that repeats: for the demo and tests only.
    pub fn seeded(seed: [u8; 32]) -> Self {
        Self::Seeded(Arc::new(Seeded {
            seed: Fresh::new(seed),
            next: AtomicU64::new(0),
        }))
    }

    /// The randomness of the next act.
    pub fn act(&self) -> Fresh {
        Fresh::new(self.bytes())
    }

    /// Thirty-two random bytes, for tokens of sessions and forms.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the edge where randomness comes in"
    )]
    pub fn bytes(&self) -> [u8; 32] {
        match self {
            Self::Machine => {
                let mut bytes = [0; 32];
                getrandom::fill(&mut bytes).expect("the machine has a source of randomness");
                bytes
            }
            Self::Seeded(seeded) => {
                let n = seeded.next.fetch_add(1, Ordering::Relaxed);
                seeded.seed.bytes("act", n as usize)
            }
        }
    }
}
