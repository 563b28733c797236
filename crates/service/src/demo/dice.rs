//! Chance that repeats: every throw is derived from a label and a number.

use domain::fresh::Fresh;

/// Dice that fall the same way for the same label.
#[derive(Debug, Clone)]
pub struct Dice {
    seed: Fresh,
    label: String,
    thrown: usize,
}

impl Dice {
    /// Dice of a seed for one purpose.
    pub fn new(seed: [u8; 32], label: impl Into<String>) -> Self {
        Self {
            seed: Fresh::new(seed),
            label: label.into(),
            thrown: 0,
        }
    }

    /// A number from 0 up to, but without, `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        let bytes = self.seed.bytes(&self.label, self.thrown);
        self.thrown += 1;
        let number = bytes[..8]
            .iter()
            .fold(0_u64, |all, &b| (all << 8) | u64::from(b));
        (number % sides.max(1) as u64) as usize
    }

    /// Whether something with this chance in a hundred happens.
    pub fn happens(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        if of.is_empty() {
            None
        } else {
            of.get(self.below(of.len()))
        }
    }
}
