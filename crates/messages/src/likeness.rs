//! Whether two messages say nearly the same: many people send one text of a campaign, each with a name and
//! a line of their own.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

/// How many words stand in one piece that is compared.
const PIECE: usize = 4;
/// How many pieces of a text are kept: those that come first in an order that has nothing to do with the
/// text, so that two long texts keep the same ones.
const KEPT: usize = 64;
/// Texts with fewer pieces say too little to be compared.
const LEAST: usize = 8;

/// What is kept of a text to compare it: nothing of it can be read back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch(BTreeSet<u32>);

impl Sketch {
    /// The sketch of a text.
    pub fn of(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let mut pieces: BTreeSet<u32> = words
            .windows(PIECE)
            .map(|piece| {
                let digest = Sha256::digest(piece.join(" ").as_bytes());
                u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
            })
            .collect();
        while pieces.len() > KEPT {
            pieces.pop_last();
        }
        Self(pieces)
    }

    /// Whether two texts say nearly the same: three of five pieces are in both.
    pub fn is_like(&self, other: &Self) -> bool {
        let least = self.0.len().min(other.0.len());
        if least < LEAST {
            return false;
        }
        // Of the pieces that come first in both together, how many are in both (Broder's estimate).
        let both: BTreeSet<u32> = self.0.union(&other.0).copied().take(KEPT).collect();
        let shared = both
            .iter()
            .filter(|p| self.0.contains(p) && other.0.contains(p));
        shared.count() * 5 >= both.len() * 3
    }

    /// As it is stored.
    pub fn to_hex(&self) -> String {
        self.0.iter().map(|piece| format!("{piece:08x}")).collect()
    }

    /// As it was stored; what cannot be read is left out.
    pub fn from_hex(text: &str) -> Self {
        let pieces = text.as_bytes().chunks(8).filter_map(|chunk| {
            let text = std::str::from_utf8(chunk).ok()?;
            u32::from_str_radix(text, 16).ok()
        });
        Self(pieces.collect())
    }
}

/// Puts what is alike together: the positions of each group, the largest first, each in its order.
pub fn groups(sketches: &[Sketch]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (n, sketch) in sketches.iter().enumerate() {
        let found = groups
            .iter_mut()
            .find(|group| sketches[group[0]].is_like(sketch));
        match found {
            Some(group) => group.push(n),
            None => groups.push(vec![n]),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Please do not close the library in Mill Road. It is the only warm room \
        that many of us have in the afternoon, and the children of the school use it every day \
        of the week. The council has money for other things and should keep it open.";

    #[test]
    fn the_same_text_with_another_name_is_alike_and_another_text_is_not() {
        let one = Sketch::of(&format!("Dear Cllr Quill,\n{TEXT}\nAnn Reed, 12 Mill Road"));
        let two = Sketch::of(&format!("Dear councillor,\n{TEXT} I feel strongly.\nBen"));
        let other = Sketch::of(
            "The lift in Abbey House has been broken since the tenth of March, \
            and three people on the fifth floor cannot leave their flats at all.",
        );
        assert!(one.is_like(&two));
        assert!(!one.is_like(&other));
        assert!(!Sketch::of("Thank you").is_like(&Sketch::of("Thank you")));
        assert_eq!(Sketch::from_hex(&one.to_hex()), one);
        assert_eq!(groups(&[other, one, two]), [vec![1, 2], vec![0]]);
    }
}
