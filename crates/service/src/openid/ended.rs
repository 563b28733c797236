//! What the sign-in service says when it has ended somebody's session itself: OpenID Connect Back-Channel
//! Logout 1.0. Such a token is believed as an ID token is, by the service's published keys, and only where it
//! says by its type and its event that it is none.

use jiff::Timestamp;
use openidconnect::core::{CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm};
use openidconnect::{IdToken, IdTokenVerifier, JsonWebTokenType, Nonce};
use serde_json::Value;

use super::{APART_SECONDS, Alg, Extra, Service, Trouble, distrusted, unknown_key, verifier};

/// The event by which the service says that it ended a session (section 2.4 of the standard).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The types under which such a token comes; older services say what they say of every token.
const TYPES: [&str; 2] = ["logout+jwt", "JWT"];
/// The oldest that such a token may be, in seconds: the standard has it live for two minutes.
const OLD_SECONDS: i64 = 5 * 60;

type Token = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Alg>;

/// Whose session the service has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The account, as the service calls it.
    subject: String,
    /// Which of its sessions; none for all of them.
    session: Option<String>,
    /// What tells this from every other message of the service.
    pub id: String,
}

impl Ended {
    /// Whether a session of ours began with that one of the service, by the ID token that it began with.
    pub fn ends(&self, hint: &str) -> bool {
        let Ok(token) = hint.parse::<Token>() else {
            return false;
        };
        // It was verified when it came, and may have expired since.
        let known = IdTokenVerifier::<CoreJsonWebKey>::new_insecure_without_verification()
            .set_time_fn(Default::default);
        let Ok(claims) = token.claims(&known, |_: Option<&Nonce>| Ok(())) else {
            return false;
        };
        let session = text(claims.additional_claims(), "sid");
        claims.subject().as_str() == self.subject
            && match (&self.session, session) {
                (Some(ended), Some(ours)) => *ended == ours,
                _ => true,
            }
    }
}

impl Service {
    /// Reads what the service says; refuses what it has not signed, what is not for us, what is too old,
    /// and an ID token in the place of it.
    pub async fn ended(&self, now: Timestamp, token: &str) -> Result<Ended, Trouble> {
        let untrusted = |why: &str| Trouble::Untrusted(why.to_owned());
        let token: Token = token
            .parse()
            .map_err(|_| untrusted("it is no signed token"))?;
        // A sign-in has a nonce, this has none: the one is never taken for the other.
        let none = |nonce: Option<&Nonce>| match nonce {
            None => Ok(()),
            Some(_) => Err("it is a sign-in".to_owned()),
        };
        let mut party = self.party(now).await?;
        let mut verified = token.claims(&ending(verifier(&party)), none).cloned();
        if unknown_key(&verified) && self.forget_older(now) {
            party = self.party(now).await?;
            verified = token.claims(&ending(verifier(&party)), none).cloned();
        }
        let verified = verified.map_err(distrusted)?;
        let age = now.as_second() - verified.issue_time().timestamp();
        if !(-APART_SECONDS..=OLD_SECONDS).contains(&age) {
            return Err(untrusted(
                "it is too old, or one of the two clocks is wrong",
            ));
        }
        let more = verified.additional_claims();
        if !more
            .all
            .get("events")
            .is_some_and(|events| events.get(EVENT).is_some_and(Value::is_object))
        {
            return Err(untrusted("it does not say that a session ended"));
        }
        Ok(Ended {
            subject: verified.subject().to_string(),
            session: text(more, "sid"),
            id: text(more, "jti").ok_or_else(|| untrusted("it has no identifier"))?,
        })
    }
}

fn ending<'a>(
    verifier: IdTokenVerifier<'a, CoreJsonWebKey>,
) -> IdTokenVerifier<'a, CoreJsonWebKey> {
    let types = TYPES.map(|name| JsonWebTokenType::new(name.to_owned()));
    verifier.set_allowed_jose_types(types.iter().filter_map(|kind| kind.normalize().ok()))
}

fn text(claims: &Extra, name: &str) -> Option<String> {
    claims.all.get(name)?.as_str().map(str::to_owned)
}
