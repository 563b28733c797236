//! The council's own sign-in service, by OpenID Connect: code flow with PKCE, nonce and state. Discovery
//! and keys are fetched when they are first needed, again after an hour, and again when a token is signed
//! with a key that was not known: a service that is down at start keeps nobody from starting.
//!
//! Never decides who somebody is in the council: it gives the claims, `claims` reads them.

pub mod claims;
mod ended;

use std::sync::{Arc, RwLock};

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm as Alg,
    CoreResponseType, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthType, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError,
    Client, ClientId, ClientSecret, CsrfToken, DiscoveryError, EmptyExtraTokenFields,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IdTokenFields, IssuerUrl, LogoutRequest, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, PostLogoutRedirectUrl,
    ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope, SignatureVerificationError,
    StandardErrorResponse, StandardTokenResponse, TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::config::OpenId;
use crate::fetch;
pub use ended::Ended;

/// How long what the service says of itself is believed.
const BELIEVED: SignedDuration = SignedDuration::from_hours(1);
/// How soon it may be asked again because of a key that is not known, where nobody is signing in.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_mins(1);
/// How far two clocks may be apart, in seconds.
const APART_SECONDS: i64 = 60;
/// The signatures that are taken: those of a key pair whose public half the service publishes.
const SIGNATURES: [Alg; 8] = [
    Alg::RsaSsaPkcs1V15Sha256,
    Alg::RsaSsaPkcs1V15Sha384,
    Alg::RsaSsaPkcs1V15Sha512,
    Alg::RsaSsaPssSha256,
    Alg::RsaSsaPssSha384,
    Alg::EcdsaP256Sha256,
    Alg::EcdsaP384Sha384,
    Alg::EdDsa,
];

/// Claims beside the standard ones.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Extra {
    #[serde(flatten)]
    all: Map<String, Value>,
}
impl AdditionalClaims for Extra {}

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    Alg,
>;
type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type Party = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why nobody was signed in. Each says what to do; none holds a secret or a person's data.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// It cannot be reached, or not in time.
    #[error("the sign-in service does not answer: {0}")]
    Unreachable(String),
    /// It answered, and not as agreed.
    #[error("the sign-in service did not accept this: {0}")]
    Answer(String),
    /// The two clocks are too far apart to trust what it signed.
    #[error(
        "the sign-in service’s clock is {minutes} minutes {} this server’s: set both by network time",
        if *ahead { "ahead of" } else { "behind" }
    )]
    Clock {
        /// Whether it is the service's clock that is ahead.
        ahead: bool,
        /// By how much, in minutes to the nearest.
        minutes: i64,
    },
    /// What it signed is not for us, not for this sign-in, or not signed by it.
    #[error("what the sign-in service sent cannot be trusted: {0}")]
    Untrusted(String),
}

/// What must be kept between going to the service and coming back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    nonce: String,
    verifier: String,
    /// When.
    pub at: Timestamp,
    /// The page to go to afterwards.
    pub to: String,
}

/// Somebody whom the service has signed in.
#[derive(Debug, Clone)]
pub struct Account {
    /// What it says of them.
    pub claims: Map<String, Value>,
    /// What it wants to hear again when they sign out.
    pub hint: String,
}

/// The council's sign-in service.
pub struct Service {
    setup: OpenId,
    base: String,
    known: RwLock<Option<(Timestamp, Arc<ProviderMetadataWithLogout>)>>,
}

impl Service {
    /// The service as set up, for pages at this address.
    pub fn new(setup: OpenId, base: &str) -> Self {
        Self {
            setup,
            base: base.to_owned(),
            known: RwLock::default(),
        }
    }

    /// How it is set up.
    pub fn setup(&self) -> &OpenId {
        &self.setup
    }

    /// The address to send the browser to, and what to keep until it is back. `fresh` is random: one
    /// value for the nonce, one for PKCE.
    pub async fn begin(
        &self,
        now: Timestamp,
        fresh: [[u8; 32]; 2],
        state: &str,
        to: String,
    ) -> Result<(String, Begun), Trouble> {
        let party = self.party(now).await?;
        let [nonce, verifier] = fresh.map(|bytes| domain::fresh::hex(&bytes));
        let kept = Begun {
            nonce,
            verifier,
            at: now,
            to,
        };
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            kept.verifier.clone(),
        ));
        let (state, nonce) = (state.to_owned(), kept.nonce.clone());
        let scopes = self.setup.scopes.iter().cloned().map(Scope::new);
        let (address, ..) = party
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                move || CsrfToken::new(state),
                move || Nonce::new(nonce),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(challenge)
            .url();
        Ok((address.to_string(), kept))
    }

    /// Whom the code stands for.
    pub async fn finish(
        &self,
        now: Timestamp,
        code: String,
        kept: &Begun,
    ) -> Result<Account, Trouble> {
        let party = self.party(now).await?;
        let tokens = party
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| Trouble::Answer("it names no token endpoint".to_owned()))?
            .set_pkce_verifier(PkceCodeVerifier::new(kept.verifier.clone()))
            .request_async(&fetch::send)
            .await
            .map_err(refused)?;
        let token = tokens
            .id_token()
            .ok_or_else(|| Trouble::Answer("it sent no ID token".to_owned()))?;
        let nonce = Nonce::new(kept.nonce.clone());
        let mut party = party;
        let mut verified = token.claims(&verifier(&party), &nonce).cloned();
        if unknown_key(&verified) {
            self.forget();
            party = self.party(now).await?;
            verified = token.claims(&verifier(&party), &nonce).cloned();
        }
        let verified = verified.map_err(distrusted)?;
        in_time(verified.issue_time().timestamp(), kept.at, now)?;
        let mut claims = object(&verified);
        if !claims.contains_key(&self.setup.person_claim)
            && let Ok(asked) = party.user_info(
                tokens.access_token().clone(),
                Some(verified.subject().clone()),
            )
        {
            let more: openidconnect::UserInfoClaims<Extra, CoreGenderClaim> = asked
                .request_async(&fetch::send)
                .await
                .map_err(|error| Trouble::Answer(format!("it did not say who this is: {error}")))?;
            for (name, value) in object(&more) {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(Account {
            claims,
            hint: token.to_string(),
        })
    }

    /// Where to sign out of the service too, if it has such a page. It leads back to ours.
    pub async fn leave(&self, now: Timestamp, hint: Option<&str>) -> Option<String> {
        let metadata = self.metadata(now).await.ok()?;
        let end = metadata
            .additional_metadata()
            .end_session_endpoint
            .clone()?;
        let back = format!("{}/sign-in?done=signed-out", self.base);
        let mut address = LogoutRequest::from(end)
            .set_client_id(ClientId::new(self.setup.client_id.clone()))
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(back).ok()?)
            .http_get_url();
        if let Some(hint) = hint {
            address.query_pairs_mut().append_pair("id_token_hint", hint);
        }
        Some(address.to_string())
    }

    /// Whether this is the name under which the service answers.
    pub fn is_issuer(&self, named: &str) -> bool {
        named == self.setup.issuer
    }

    fn forget(&self) {
        *self.known.write().expect("no panic while held") = None;
    }

    /// Forgets what is known of the service unless it was asked a moment ago, so that nobody can make us ask
    /// it again and again; says whether it did.
    fn forget_older(&self, now: Timestamp) -> bool {
        let known = self.known.read().expect("no panic while held").clone();
        let old = known.is_some_and(|(at, _)| now.duration_since(at) > ASKED_AGAIN);
        if old {
            self.forget();
        }
        old
    }

    async fn metadata(&self, now: Timestamp) -> Result<Arc<ProviderMetadataWithLogout>, Trouble> {
        let known = self.known.read().expect("no panic while held").clone();
        if let Some((at, metadata)) = known
            && now.duration_since(at) < BELIEVED
        {
            return Ok(metadata);
        }
        let issuer = IssuerUrl::new(self.setup.issuer.clone())
            .map_err(|error| Trouble::Answer(error.to_string()))?;
        let found = ProviderMetadataWithLogout::discover_async(issuer, &fetch::send).await;
        let metadata = Arc::new(found.map_err(undiscovered)?);
        *self.known.write().expect("no panic while held") = Some((now, metadata.clone()));
        Ok(metadata)
    }

    async fn party(&self, now: Timestamp) -> Result<Party, Trouble> {
        let metadata = self.metadata(now).await?;
        let back = RedirectUrl::new(format!("{}/sign-in/openid/back", self.base))
            .map_err(|error| Trouble::Answer(error.to_string()))?;
        let secret = self.setup.client_secret.as_ref();
        let client = Client::from_provider_metadata(
            (*metadata).clone(),
            ClientId::new(self.setup.client_id.clone()),
            secret.map(|secret| ClientSecret::new(secret.reveal().to_owned())),
        )
        .set_redirect_uri(back);
        let methods = metadata.token_endpoint_auth_methods_supported();
        let by_body = methods.is_some_and(|all| {
            all.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !all.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        Ok(if by_body {
            client.set_auth_type(AuthType::RequestBody)
        } else {
            client
        })
    }
}

fn verifier(party: &Party) -> openidconnect::IdTokenVerifier<'_, CoreJsonWebKey> {
    party.id_token_verifier().set_allowed_algs(SIGNATURES)
}

fn object(claims: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(object)) => object,
        _ => Map::new(),
    }
}

fn unknown_key<T>(verified: &Result<T, ClaimsVerificationError>) -> bool {
    matches!(
        verified,
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        ))
    )
}

/// A token is made between going there and coming back; else one of the clocks is wrong.
fn in_time(issued: i64, begun: Timestamp, now: Timestamp) -> Result<(), Trouble> {
    let minutes = |seconds: i64| (seconds + 30) / 60;
    let ahead = issued - now.as_second();
    let behind = begun.as_second() - issued;
    if ahead > APART_SECONDS {
        let minutes = minutes(ahead);
        return Err(Trouble::Clock {
            ahead: true,
            minutes,
        });
    }
    if behind > APART_SECONDS {
        let minutes = minutes(behind);
        return Err(Trouble::Clock {
            ahead: false,
            minutes,
        });
    }
    Ok(())
}

fn distrusted(error: ClaimsVerificationError) -> Trouble {
    match error {
        ClaimsVerificationError::Expired(_) => Trouble::Untrusted(
            "it had expired when it came, so one of the two clocks is wrong: set both by network time"
                .to_owned(),
        ),
        ClaimsVerificationError::SignatureVerification(_) => {
            Trouble::Untrusted("its signature is not that of the service’s published keys".to_owned())
        }
        ClaimsVerificationError::InvalidAudience(_) => {
            Trouble::Untrusted("it is meant for another product".to_owned())
        }
        ClaimsVerificationError::InvalidNonce(_) => {
            Trouble::Untrusted("it belongs to another sign-in".to_owned())
        }
        ClaimsVerificationError::InvalidIssuer(_) => {
            Trouble::Untrusted("it names another service as its maker".to_owned())
        }
        _ => Trouble::Untrusted("its claims are not as OpenID Connect has them".to_owned()),
    }
}

fn undiscovered(error: DiscoveryError<fetch::NoAnswer>) -> Trouble {
    match error {
        DiscoveryError::Request(none) => Trouble::Unreachable(none.to_string()),
        DiscoveryError::Validation(what) => Trouble::Answer(format!(
            "{what}: write `issuer` exactly as the service names itself"
        )),
        other => Trouble::Answer(format!("it does not describe itself: {other}")),
    }
}

type TokenError = RequestTokenError<fetch::NoAnswer, StandardErrorResponse<CoreErrorResponseType>>;

fn refused(error: TokenError) -> Trouble {
    match error {
        RequestTokenError::Request(none) => Trouble::Unreachable(none.to_string()),
        RequestTokenError::ServerResponse(said) => match said.error() {
            CoreErrorResponseType::InvalidClient => Trouble::Answer(
                "it does not know this product: check `client-id` and `client-secret`".to_owned(),
            ),
            CoreErrorResponseType::InvalidGrant => Trouble::Answer(
                "the sign-in took too long or was used before: begin again".to_owned(),
            ),
            other => Trouble::Answer(other.to_string()),
        },
        _ => Trouble::Answer("it answered with something that is no token".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_off_is_named_with_its_direction() {
        let now: Timestamp = "2026-04-02T10:00:00Z".parse().unwrap();
        let begun = now - SignedDuration::from_secs(30);
        let at = |seconds: i64| in_time(now.as_second() + seconds, begun, now);
        assert!(at(0).is_ok() && at(60).is_ok() && at(-90).is_ok());
        let ahead = at(300).unwrap_err().to_string();
        assert_eq!(
            ahead,
            "the sign-in service’s clock is 5 minutes ahead of this server’s: set both by network time"
        );
        let behind = at(-330).unwrap_err().to_string();
        assert!(behind.contains("5 minutes behind"), "{behind}");
    }
}
