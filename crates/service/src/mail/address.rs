//! The council's own addresses: `wardroom@council.example` for what is new, `wardroom+c…@` for replies to
//! one case, `wardroom+r…@` where the mail server returns a letter that it could not deliver.
//!
//! INVARIANT: neither says anything about its case: the part after the plus is random, and only the store
//! knows what it stands for. Nor does it let anybody in: who writes is known by their own address.

use std::fmt;
use std::str::FromStr;

use domain::fresh::hex;
use jiff::SignedDuration;

/// How long a reply address is good. One that has less than half of it left is not given out again.
pub const REPLIES_FOR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// The address to which letters are answered, before anything is put behind its plus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CouncilAddress {
    local: String,
    host: String,
}

/// What a letter to one of the council's addresses is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meant {
    /// Something new.
    New,
    /// The case that this token stands for.
    Case(String),
    /// The letter of ours with this identifier, returned.
    Letter(String),
}

/// Why a text cannot be the council's address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a plain address without a plus: write wardroom@council.example")]
pub struct BadAddress(String);

/// The letter before a case's token, and before the identifier of a letter.
const CASE: char = 'c';
const LETTER: char = 'r';

impl CouncilAddress {
    /// Where replies to a case go.
    pub fn of_case(&self, token: &str) -> String {
        self.with(CASE, token)
    }

    /// Where a letter goes that could not be delivered.
    pub fn of_letter(&self, id: &str) -> String {
        self.with(LETTER, id)
    }

    fn with(&self, mark: char, token: &str) -> String {
        format!("{}+{mark}{token}@{}", self.local, self.host)
    }

    /// What an address is about; none where it is not the council's. Mail servers may change the case of
    /// letters on the way, so it does not matter.
    pub fn meant(&self, address: &str) -> Option<Meant> {
        let address = address.trim().to_ascii_lowercase();
        let (local, host) = address.rsplit_once('@')?;
        if host != self.host {
            return None;
        }
        let Some((name, behind)) = local.split_once('+') else {
            return (local == self.local).then_some(Meant::New);
        };
        if name != self.local {
            return None;
        }
        let mut behind = behind.chars();
        Some(match (behind.next(), behind.as_str().to_owned()) {
            (Some(CASE), token) => Meant::Case(token),
            (Some(LETTER), id) => Meant::Letter(id),
            _ => Meant::New,
        })
    }
}

/// A token for a reply address or a letter: 80 bits, so that it fits before the sign in any address
/// (RFC 5321, 4.5.3.1.1: 64 octets).
pub fn token(random: &[u8; 32]) -> String {
    hex(&random[..10])
}

impl FromStr for CouncilAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let bad = || BadAddress(text.to_owned());
        let plain: lettre::Address = text.trim().parse().map_err(|_| bad())?;
        let (local, host) = (plain.user(), plain.domain());
        if local.contains('+') || local.len() > 40 {
            return Err(bad());
        }
        Ok(Self {
            local: local.to_ascii_lowercase(),
            host: host.to_ascii_lowercase(),
        })
    }
}

impl fmt::Display for CouncilAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back_whatever_became_of_its_case() {
        let ours: CouncilAddress = "Wardroom@Council.example".parse().expect("an address");
        let token = token(&[171; 32]);
        let reply = ours.of_case(&token);
        assert_eq!(reply, format!("wardroom+c{token}@council.example"));
        assert_eq!(
            ours.meant(&reply.to_uppercase()),
            Some(Meant::Case(token.clone()))
        );
        assert_eq!(
            ours.meant(&ours.of_letter(&token)),
            Some(Meant::Letter(token))
        );
        assert_eq!(ours.meant(&ours.to_string()), Some(Meant::New));
        assert_eq!(ours.meant("wardroom+@council.example"), Some(Meant::New));
        for other in ["wardroom@other.example", "ann@council.example", "no one"] {
            assert_eq!(ours.meant(other), None, "{other}");
        }
    }

    #[test]
    fn an_address_with_a_plus_or_a_name_is_refused() {
        for text in ["a+b@council.example", "Wardroom <a@council.example>", "a"] {
            let refused = text.parse::<CouncilAddress>().expect_err("refused");
            assert!(
                refused
                    .to_string()
                    .ends_with("write wardroom@council.example")
            );
        }
    }
}
