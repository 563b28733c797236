//! What the sign-in service says when it has ended somebody's session itself: OpenID Connect Back-Channel
//! Logout 1.0. Such a token is believed by the service's published keys, and only where it says by its type and
//! its event that it is no ID token. It names the account, the session, or both: whoever reads ID tokens with the
//! crate cannot read one without an account, so that its claims are checked here (section 2.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use openidconnect::core::{CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm};
use openidconnect::{
    IdToken, IdTokenVerifier, JsonWebKey as _, JsonWebKeyUse as _, Nonce,
    ProviderMetadataWithLogout,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{APART_SECONDS, Alg, Extra, SIGNATURES, Service, Trouble};

/// The event by which the service says that it ended a session (section 2.4 of the standard).
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// The types under which such a token comes; older services say what they say of every token.
const TYPES: [&str; 3] = ["logout+jwt", "application/logout+jwt", "jwt"];
/// The oldest that such a token may be, in seconds: the standard has it live for two minutes.
const OLD_SECONDS: i64 = 5 * 60;

type IdOf = IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, Alg>;

/// Whose session the service has ended: the account, one session, or one session of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The account, as the service calls it.
    subject: Option<String>,
    /// Which of its sessions; none for all of them.
    session: Option<String>,
    /// What tells this from every other message of the service.
    pub id: String,
}

impl Ended {
    /// Whether a session of ours began with that one of the service, by the ID token that it began with.
    pub fn ends(&self, hint: &str) -> bool {
        let Ok(token) = hint.parse::<IdOf>() else {
            return false;
        };
        // It was verified when it came, and may have expired since.
        let known = IdTokenVerifier::<CoreJsonWebKey>::new_insecure_without_verification()
            .set_time_fn(Default::default);
        let Ok(claims) = token.claims(&known, |_: Option<&Nonce>| Ok(())) else {
            return false;
        };
        let ours = claims.additional_claims().all.get("sid");
        let ours = ours.and_then(Value::as_str);
        let same_session = match (self.session.as_deref(), ours) {
            (Some(ended), Some(ours)) => ended == ours,
            // An account alone ends all of its sessions; a session alone ends none that has no name.
            _ => self.subject.is_some(),
        };
        let subject = self.subject.as_deref();
        same_session && subject.is_none_or(|subject| claims.subject().as_str() == subject)
    }
}

/// What stands before the claims.
#[derive(Deserialize)]
struct Head {
    alg: Alg,
    kid: Option<String>,
    typ: Option<String>,
    /// What must be understood beyond the standard; nothing of it is.
    crit: Option<Value>,
}

/// The claims (section 2.4).
#[derive(Deserialize)]
struct Claims {
    iss: String,
    aud: Audience,
    iat: f64,
    exp: f64,
    jti: String,
    #[serde(default)]
    events: Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

/// For whom it is.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    /// Whether it is for this product and for nobody else.
    fn is(&self, client: &str) -> bool {
        match self {
            Self::One(one) => one == client,
            Self::Many(all) => !all.is_empty() && all.iter().all(|one| one == client),
        }
    }
}

fn untrusted(why: &str) -> Trouble {
    Trouble::Untrusted(why.to_owned())
}

impl Service {
    /// Reads what the service says; refuses what it has not signed, what is not for us, what is too old,
    /// and an ID token in the place of it.
    pub async fn ended(&self, now: Timestamp, token: &str) -> Result<Ended, Trouble> {
        let none = || untrusted("it is no signed token");
        let (signed, signature) = token.rsplit_once('.').ok_or_else(none)?;
        let (head, claims) = signed.split_once('.').ok_or_else(none)?;
        let head: Head = part(head).ok_or_else(none)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| none())?;
        let typed = head
            .typ
            .as_deref()
            .is_none_or(|typ| TYPES.iter().any(|known| typ.eq_ignore_ascii_case(known)));
        if !typed || head.crit.is_some() || !SIGNATURES.contains(&head.alg) {
            return Err(untrusted("it is of another kind than the end of a session"));
        }
        let signed = signed.as_bytes();
        let mut by_service = is_signed(&*self.metadata(now).await?, &head, signed, &signature);
        if !by_service && self.forget_older(now) {
            by_service = is_signed(&*self.metadata(now).await?, &head, signed, &signature);
        }
        if !by_service {
            return Err(untrusted(
                "its signature is not that of the service’s published keys",
            ));
        }
        let claims: Claims =
            part(claims).ok_or_else(|| untrusted("its claims are not as the standard has them"))?;
        self.believed(now, claims)
    }

    /// What the claims come to, where they are as they should be.
    fn believed(&self, now: Timestamp, claims: Claims) -> Result<Ended, Trouble> {
        if claims.iss != self.setup.issuer {
            return Err(untrusted("it names another service as its maker"));
        }
        if !claims.aud.is(&self.setup.client_id) {
            return Err(untrusted("it is meant for another product"));
        }
        // A sign-in has a nonce, this has none: the one is never taken for the other.
        if claims.nonce.is_some() {
            return Err(untrusted("it is a sign-in"));
        }
        let now = now.as_second();
        let age = now - whole(claims.iat);
        if !(-APART_SECONDS..=OLD_SECONDS).contains(&age)
            || whole(claims.exp) <= now - APART_SECONDS
        {
            return Err(untrusted(
                "it is too old, or one of the two clocks is wrong",
            ));
        }
        if !claims.events.get(EVENT).is_some_and(Value::is_object) {
            return Err(untrusted("it does not say that a session ended"));
        }
        if claims.sub.is_none() && claims.sid.is_none() {
            return Err(untrusted("it names neither an account nor a session"));
        }
        Ok(Ended {
            subject: claims.sub,
            session: claims.sid,
            id: claims.jti,
        })
    }
}

/// Whether one of the keys that the service publishes for signing has signed this.
fn is_signed(
    service: &ProviderMetadataWithLogout,
    head: &Head,
    signed: &[u8],
    signature: &[u8],
) -> bool {
    let mut keys = service.jwks().keys().iter().filter(|key| {
        let named = key.key_id().zip(head.kid.as_ref());
        key.key_use().is_none_or(|of| of.allows_signature())
            && named.is_none_or(|(key, wanted)| key.as_str() == wanted)
    });
    keys.any(|key| key.verify_signature(&head.alg, signed, signature).is_ok())
}

/// A part of the token as what it holds.
fn part<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

/// Seconds of a date that may have a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a date beyond what a number of seconds can be is no date of today"
)]
fn whole(seconds: f64) -> i64 {
    seconds.floor() as i64
}
