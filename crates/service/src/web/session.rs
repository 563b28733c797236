//! Who is signed in: a random token in a cookie that no script can read and no other site can send.

use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie with a token, and how it is guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookie {
    name: &'static str,
    guards: &'static str,
}

const PLAIN: &str = "Path=/; HttpOnly; SameSite=Lax";
const SECURE: &str = "Path=/; HttpOnly; SameSite=Lax; Secure";

impl Cookie {
    /// The session's, on the loopback address over plain HTTP: browsers keep no secure cookie there.
    pub const LOOPBACK: Self = Self {
        name: "wardroom",
        guards: PLAIN,
    };
    /// The session's, bound to this very host and to HTTPS.
    pub const SECURE: Self = Self {
        name: "__Host-wardroom",
        guards: SECURE,
    };

    /// The one that ties a sign-in under way to its browser, guarded as the session's.
    #[must_use]
    pub fn of_sign_in(self) -> Self {
        let name = if self.guards == SECURE {
            "__Host-wardroom-sign-in"
        } else {
            "wardroom-sign-in"
        };
        Self { name, ..self }
    }

    /// The token, as the browser sent it.
    pub fn token(self, headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .map(|(_, token)| token.to_owned())
            .filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// The header that gives the browser its token, for so many seconds.
    pub fn give(self, token: &str, seconds: i64) -> HeaderValue {
        let Self { name, guards } = self;
        HeaderValue::from_str(&format!("{name}={token}; {guards}; Max-Age={seconds}"))
            .expect("a token is hexadecimal")
    }

    /// The header that takes it away again.
    pub fn take(self) -> HeaderValue {
        let Self { name, guards } = self;
        HeaderValue::from_str(&format!("{name}=; {guards}; Max-Age=0")).expect("the name is plain")
    }
}

/// The browser and the system it runs on, from what it says of itself, for its owner to tell one session
/// from another. Nothing rests on it, and its versions are not kept.
pub fn agent(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    let first = |all: &[(&str, &'static str)]| {
        let found = all.iter().find(|(sign, _)| said.contains(sign));
        found.map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("iPhone", "an iPhone"),
        ("iPad", "an iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "a Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "A program that does not say what it is".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_token_of_the_right_form_is_taken() {
        let mut headers = HeaderMap::new();
        let token = "ab".repeat(32);
        headers.insert(
            header::COOKIE,
            format!("other=1; wardroom={token}")
                .parse()
                .expect("a header"),
        );
        assert_eq!(Cookie::LOOPBACK.token(&headers), Some(token));
        assert_eq!(Cookie::SECURE.token(&headers), None);
        assert_eq!(Cookie::LOOPBACK.of_sign_in().token(&headers), None);
        headers.insert(header::COOKIE, HeaderValue::from_static("wardroom=../../x"));
        assert_eq!(Cookie::LOOPBACK.token(&headers), None);
    }

    #[test]
    fn a_secure_cookie_is_bound_to_its_host() {
        for cookie in [Cookie::SECURE, Cookie::SECURE.of_sign_in()] {
            let given = cookie.give(&"0".repeat(64), 600);
            let text = given.to_str().expect("text");
            assert!(
                text.starts_with("__Host-") && text.contains("Secure") && text.contains("HttpOnly")
            );
            assert!(text.contains("Path=/") && !text.contains("Domain"));
            assert!(text.contains("SameSite=Lax") && text.ends_with("Max-Age=600"));
        }
    }

    #[test]
    fn a_browser_is_named_without_its_versions() {
        let mut headers = HeaderMap::new();
        let mut of = |said: &'static str| {
            headers.insert(header::USER_AGENT, HeaderValue::from_static(said));
            agent(&headers)
        };
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 \
                     (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
        assert_eq!(of(phone), "Safari on an iPhone");
        let desk = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        assert_eq!(of(desk), "Firefox on Linux");
        assert_eq!(of("curl/8"), "A program that does not say what it is");
    }
}
