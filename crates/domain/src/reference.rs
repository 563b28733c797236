//! References that people read aloud: `ENQ-7K3F-2QM`. Random, with a check digit, never in sequence:
//! a number must not tell how many cases there are nor which came first.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Crockford's alphabet: no I, L, O or U, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A checked reference. Holding one means that its check digit was right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(Arc<str>);

/// Why a text is not a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadReference {
    /// Not of the form `ENQ-XXXX-XXX`.
    #[error("`{0}` is not a reference: it looks like ENQ-7K3F-2QM")]
    Form(String),
    /// The right form, but a character was mistyped or two were swapped.
    #[error("`{0}` is not a reference: one character is mistyped or two are swapped")]
    CheckDigit(String),
}

impl BadReference {
    /// What is wrong, with an example from the register of these three letters.
    pub fn among(&self, prefix: &str) -> String {
        self.to_string()
            .replace("ENQ-7K3F-2QM", &format!("{prefix}-7K3F-2QM"))
    }
}

impl Reference {
    /// Makes a reference of `prefix` (three capital letters) from 30 random bits.
    pub fn from_entropy(prefix: &str, entropy: u64) -> Self {
        let digits: [u8; 6] = std::array::from_fn(|i| ((entropy >> (5 * i)) & 31) as u8);
        let check = check_digit(&digits);
        let c = |d: u8| char::from(ALPHABET[usize::from(d)]);
        let [a, b, d, e, f, g] = digits.map(c);
        Self(format!("{prefix}-{a}{b}{d}{e}-{f}{g}{}", c(check)).into())
    }

    /// The reference as printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The register's three letters.
    pub fn prefix(&self) -> &str {
        &self.0[..3]
    }
}

/// A weighted sum over GF(32): every mistyped character and every swap of two characters shows.
fn check_digit(digits: &[u8; 6]) -> u8 {
    let mut weight = 2;
    let mut sum = 0;
    for &digit in digits {
        sum ^= multiply(weight, digit);
        weight = multiply(weight, 2);
    }
    sum
}

/// Multiplication in GF(32) modulo x^5 + x^2 + 1.
fn multiply(mut a: u8, mut b: u8) -> u8 {
    let mut product = 0;
    while b > 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a <<= 1;
        if a & 32 != 0 {
            a ^= 0b10_0101;
        }
        b >>= 1;
    }
    product
}

impl FromStr for Reference {
    type Err = BadReference;

    /// Reads a reference as people type it: any case, spaces or no hyphens, `O` for `0`, `I` for `1`.
    fn from_str(text: &str) -> Result<Self, BadReference> {
        let form = || BadReference::Form(text.chars().take(40).collect());
        let mut plain = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
        let prefix: String = plain
            .by_ref()
            .take(3)
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if prefix.len() != 3 || !prefix.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(form());
        }
        let mut values = [0_u8; 7];
        for value in &mut values {
            let c = match plain.next().ok_or_else(form)?.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let at = ALPHABET
                .iter()
                .position(|&a| char::from(a) == c)
                .ok_or_else(form)?;
            *value = at as u8;
        }
        if plain.next().is_some() {
            return Err(form());
        }
        let [a, b, c, d, e, f, check] = values;
        if check_digit(&[a, b, c, d, e, f]) != check {
            return Err(BadReference::CheckDigit(text.trim().to_owned()));
        }
        let entropy = [a, b, c, d, e, f]
            .iter()
            .rev()
            .fold(0_u64, |all, &v| (all << 5) | u64::from(v));
        Ok(Self::from_entropy(&prefix, entropy))
    }
}
impl TryFrom<String> for Reference {
    type Error = BadReference;
    fn try_from(text: String) -> Result<Self, BadReference> {
        text.parse()
    }
}
impl From<Reference> for String {
    fn from(reference: Reference) -> String {
        reference.0.as_ref().to_owned()
    }
}
impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_reference_is_read_as_people_type_it() {
        let reference = Reference::from_entropy("ENQ", 0x2A_1B3C);
        let typed = reference.as_str().to_lowercase().replace('-', " ");
        assert_eq!(typed.parse(), Ok(reference));
        assert!(matches!(
            "ENQ-123".parse::<Reference>(),
            Err(BadReference::Form(_))
        ));
    }

    proptest! {
        #[test]
        fn a_mistyped_character_is_caught(entropy in 0_u64..(1 << 30), at in 0_usize..7, to in 0_usize..32) {
            let reference = Reference::from_entropy("ENQ", entropy);
            let at = [4, 5, 6, 7, 9, 10, 11][at];
            let mut typed = reference.as_str().as_bytes().to_vec();
            prop_assume!(typed[at] != ALPHABET[to]);
            typed[at] = ALPHABET[to];
            let typed = String::from_utf8(typed).unwrap();
            prop_assert!(typed.parse::<Reference>().is_err());
        }

        #[test]
        fn two_swapped_characters_are_caught(entropy in 0_u64..(1 << 30), a in 0_usize..7, b in 0_usize..7) {
            let reference = Reference::from_entropy("ENQ", entropy);
            let places = [4, 5, 6, 7, 9, 10, 11];
            let mut typed = reference.as_str().as_bytes().to_vec();
            prop_assume!(typed[places[a]] != typed[places[b]]);
            typed.swap(places[a], places[b]);
            let typed = String::from_utf8(typed).unwrap();
            prop_assert!(typed.parse::<Reference>().is_err());
        }
    }
}
