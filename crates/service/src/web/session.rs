//! Who is signed in: a random token in a cookie that no script can read and no other site can send.

use axum::http::{HeaderMap, HeaderValue, header};

/// How the cookie is called and guarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    /// Plain HTTP on the loopback address: browsers keep no secure cookie there.
    Loopback,
    /// HTTPS: bound to this very host.
    Secure,
}

impl CookieKind {
    fn name(self) -> &'static str {
        match self {
            Self::Loopback => "wardroom",
            Self::Secure => "__Host-wardroom",
        }
    }

    fn guards(self) -> &'static str {
        match self {
            Self::Loopback => "Path=/; HttpOnly; SameSite=Lax",
            Self::Secure => "Path=/; HttpOnly; SameSite=Lax; Secure",
        }
    }

    /// The session's token, as the browser sent it.
    pub fn token(self, headers: &HeaderMap) -> Option<String> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name())
            .map(|(_, token)| token.to_owned())
            .filter(|token| token.len() == 64 && token.bytes().all(|b| b.is_ascii_hexdigit()))
    }

    /// The header that gives the browser its token.
    pub fn give(self, token: &str) -> HeaderValue {
        HeaderValue::from_str(&format!(
            "{}={token}; {}; Max-Age=43200",
            self.name(),
            self.guards()
        ))
        .expect("a token is hexadecimal")
    }

    /// The header that takes it away again.
    pub fn take(self) -> HeaderValue {
        HeaderValue::from_str(&format!("{}=; {}; Max-Age=0", self.name(), self.guards()))
            .expect("the name is plain")
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
        assert_eq!(CookieKind::Loopback.token(&headers), Some(token));
        assert_eq!(CookieKind::Secure.token(&headers), None);
        headers.insert(header::COOKIE, HeaderValue::from_static("wardroom=../../x"));
        assert_eq!(CookieKind::Loopback.token(&headers), None);
    }

    #[test]
    fn a_secure_cookie_is_bound_to_its_host() {
        let given = CookieKind::Secure.give(&"0".repeat(64));
        let text = given.to_str().expect("text");
        assert!(
            text.starts_with("__Host-") && text.contains("Secure") && text.contains("HttpOnly")
        );
        assert!(text.contains("Path=/") && !text.contains("Domain"));
    }
}
