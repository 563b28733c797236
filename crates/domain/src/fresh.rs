//! Randomness as an argument. An act is given one seed; everything random in it is derived from that
//! seed and a label, never drawn from a shared stream, so that one act cannot tell of another.

use sha2::{Digest, Sha256};

use crate::ids::{ContentKey, PartId};
use crate::reference::Reference;

/// The randomness of one act.
#[derive(Debug, Clone)]
pub struct Fresh([u8; 32]);

impl Fresh {
    /// Randomness from 32 bytes that the caller drew for this act alone.
    pub fn new(seed: [u8; 32]) -> Self {
        Self(seed)
    }

    /// Thirty-two bytes that depend on the seed, the label and the counter only.
    pub fn bytes(&self, label: &str, n: usize) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update((label.len() as u64).to_le_bytes());
        hash.update(label.as_bytes());
        hash.update((n as u64).to_le_bytes());
        hash.finalize().into()
    }

    /// The act's `n`th reference with this prefix. A caller that finds it taken asks for the next.
    pub fn reference(&self, prefix: &str, n: usize) -> Reference {
        let bytes = self.bytes("reference", n);
        let entropy = bytes[..8]
            .iter()
            .fold(0_u64, |all, &b| (all << 8) | u64::from(b));
        Reference::from_entropy(prefix, entropy)
    }

    /// The key of the act's `n`th piece of content.
    pub fn content_key(&self, n: usize) -> ContentKey {
        hex(&self.bytes("content", n)[..16])
            .parse()
            .expect("hexadecimal is a slug")
    }

    /// The salt of the act's `n`th piece of content, kept beside the content only.
    pub fn salt(&self, n: usize) -> [u8; 32] {
        self.bytes("salt", n)
    }

    /// The key of the act's `n`th part of a case.
    pub fn part(&self, n: usize) -> PartId {
        hex(&self.bytes("part", n)[..6])
            .parse()
            .expect("hexadecimal is a slug")
    }
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, b| {
            let _ = write!(text, "{b:02x}");
            text
        })
}
