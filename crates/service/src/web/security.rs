//! What guards every page whatever it shows: headers, same-origin checks, rates. Never decides who may
//! read or act: that is the rules' part.

use std::net::Ipv4Addr;
use std::num::NonZeroU32;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::App;
use super::error::Problem;

/// Scripts, styles and pictures from this site only; nothing inline; nobody may frame a page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How often one person may ask.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Pages a second, over time.
    pub pages: NonZeroU32,
    /// Acts a second, over time.
    pub acts: NonZeroU32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            pages: NonZeroU32::new(40).expect("not zero"),
            acts: NonZeroU32::new(5).expect("not zero"),
        }
    }
}

/// The counters of the rates, by person, or by "nobody" before sign-in.
#[derive(Debug)]
pub struct Limits {
    pages: DefaultKeyedRateLimiter<String>,
    acts: DefaultKeyedRateLimiter<String>,
}

impl Limits {
    /// Counters that allow bursts of ten seconds' worth.
    pub fn new(rates: Rates) -> Self {
        let ten = |n: NonZeroU32| n.saturating_mul(NonZeroU32::new(10).expect("not zero"));
        let quota = |n: NonZeroU32| Quota::per_second(n).allow_burst(ten(n));
        Self {
            pages: RateLimiter::keyed(quota(rates.pages)),
            acts: RateLimiter::keyed(quota(rates.acts)),
        }
    }

    /// Whether one more request of this person goes through.
    pub fn allow(&self, person: &str, unsafe_method: bool) -> bool {
        let limiter = if unsafe_method {
            &self.acts
        } else {
            &self.pages
        };
        limiter.check_key(&person.to_owned()).is_ok()
    }
}

/// Whether the method may change something.
pub fn is_unsafe(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD)
}

/// Refuses an act that another site sent, or a page asked for under another host's name.
pub async fn same_origin(State(app): State<App>, request: Request, next: Next) -> Response {
    let host = host_of(request.headers(), request.uri());
    if app.loopback_only() && !host.as_deref().is_some_and(is_loopback) {
        return Problem::WrongHost.into_response();
    }
    if is_unsafe(request.method()) && !from_here(request.headers(), host.as_deref()) {
        return Problem::OtherSite.into_response();
    }
    next.run(request).await
}

fn host_of(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let named = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    named
        .or_else(|| uri.authority().map(|a| a.as_str()))
        .map(str::to_owned)
}

/// Whether a host header names this machine: guards the demo against names that other sites point here.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    name == "localhost"
        || name == "[::1]"
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
}

/// Whether the browser says that one of our own pages sent this. A client that says nothing at all is
/// no browser, and holds no cookie that another site could use.
fn from_here(headers: &HeaderMap, host: Option<&str>) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin" || site == "none";
    }
    match text(header::ORIGIN) {
        Some(origin) => origin.split_once("://").map(|(_, rest)| rest) == host,
        None => true,
    }
}

/// Puts the guarding headers on every answer, and keeps pages out of shared caches.
pub async fn headers(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=()",
        ),
    ];
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    if !app.loopback_only() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn an_act_sent_by_another_site_is_seen() {
        let here = Some("127.0.0.1:8080");
        assert!(from_here(&with(&[("sec-fetch-site", "same-origin")]), here));
        assert!(!from_here(&with(&[("sec-fetch-site", "cross-site")]), here));
        assert!(!from_here(&with(&[("sec-fetch-site", "same-site")]), here));
        assert!(from_here(
            &with(&[("origin", "http://127.0.0.1:8080")]),
            here
        ));
        assert!(!from_here(
            &with(&[("origin", "https://elsewhere.example")]),
            here
        ));
        assert!(!from_here(&with(&[("origin", "null")]), here));
    }

    #[test]
    fn only_this_machine_s_names_are_loopback() {
        for host in ["127.0.0.1:8080", "localhost", "[::1]:8080", "127.0.0.2"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "elsewhere.example:8080",
            "10.0.0.1",
            "localhost.example",
            "127.elsewhere.example",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }

    #[test]
    fn the_policy_allows_nothing_inline() {
        assert!(!POLICY.contains("unsafe"));
    }

    #[test]
    fn a_person_who_asks_too_often_waits_and_another_does_not() {
        let one = NonZeroU32::new(1).expect("not zero");
        let limits = Limits::new(Rates {
            pages: one,
            acts: one,
        });
        let went = (0..100).filter(|_| limits.allow("a", true)).count();
        assert!((10..=11).contains(&went), "{went}");
        assert!(limits.allow("b", true) && limits.allow("a", false));
    }
}
