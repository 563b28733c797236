//! Styles, scripts and pictures, inside the binary. Each address holds a digest of the bytes, so that
//! a browser may keep it for ever and never shows an old one.

use std::borrow::Cow;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

/// Our own files.
#[derive(Embed)]
#[folder = "static"]
struct Own;

/// The files that the build made from GOV.UK Frontend.
#[derive(Embed)]
#[folder = "$OUT_DIR/assets"]
struct Built;

/// The addresses that the layout names.
#[derive(Debug)]
pub struct Addresses {
    /// GOV.UK Frontend's styles.
    pub govuk_css: String,
    /// Our styles.
    pub site_css: String,
    /// Our script, which starts GOV.UK Frontend's.
    pub site_js: String,
    /// The mark that says that scripts run.
    pub enabled_js: String,
    /// The picture of the tab.
    pub icon: String,
}

/// The addresses, made once.
pub static ADDRESSES: LazyLock<Addresses> = LazyLock::new(|| Addresses {
    govuk_css: address("govuk-frontend.css"),
    site_css: address("site.css"),
    site_js: address("site.js"),
    enabled_js: address("enabled.js"),
    icon: address("icon.svg"),
});

fn find(name: &str) -> Option<rust_embed::EmbeddedFile> {
    Own::get(name).or_else(|| Built::get(name))
}

fn address(name: &str) -> String {
    let digest = find(name).map_or_else(String::new, |file| {
        domain::fresh::hex(&file.metadata.sha256_hash()[..6])
    });
    format!("/static/{name}?v={digest}")
}

/// The address of the style that gives the head of every page a council's colour, as `#1d4f91`.
pub fn colour_address(colour: &str) -> Option<String> {
    let digits = colour.strip_prefix('#')?;
    let style = format!("colour-{digits}.css");
    colour_style(&style).map(|_| format!("/static/{style}"))
}

/// The style of a colour, from its name alone; none for anything but six hexadecimal digits.
fn colour_style(name: &str) -> Option<String> {
    let digits = name.strip_prefix("colour-")?.strip_suffix(".css")?;
    let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_colour.then(|| format!(":root, :root:root {{ --council-colour: #{digits}; }}\n"))
}

/// Sends one file, to be kept for a year.
pub async fn send(Path(name): Path<String>) -> Response {
    if let Some(style) = colour_style(&name) {
        return kept("text/css; charset=utf-8", style.into_bytes());
    }
    let Some(file) = find(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let body: Vec<u8> = match file.data {
        Cow::Borrowed(bytes) => bytes.to_vec(),
        Cow::Owned(bytes) => bytes,
    };
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    kept(media, body)
}

/// An answer that a browser may keep for ever.
fn kept(media: &'static str, body: Vec<u8>) -> Response {
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_styles_hold_neither_the_typeface_nor_the_crest_of_gov_uk() {
        let file = find("govuk-frontend.css").expect("the build made it");
        let css = std::str::from_utf8(&file.data).expect("text");
        assert!(css.contains(".govuk-button"));
        assert!(!css.contains("GDS Transport") && !css.contains("crest"));
    }

    #[test]
    fn the_script_of_govuk_frontend_is_whole() {
        let file = find("govuk-frontend.js").expect("the build made it");
        let script = std::str::from_utf8(&file.data).expect("text");
        assert!(script.contains("initAll") && script.contains("export"));
        assert!(!script.contains("sourceMappingURL"));
    }

    #[test]
    fn a_colour_is_six_digits_and_nothing_else() {
        let address = colour_address("#1d4f91").expect("a colour");
        assert_eq!(address, "/static/colour-1d4f91.css");
        assert!(colour_style("colour-1d4f91.css").is_some_and(|css| css.contains("#1d4f91")));
        for odd in ["#1d4f9", "red", "#1d4f91;}", "#1d4fgg", ""] {
            assert_eq!(colour_address(odd), None, "{odd}");
        }
        assert_eq!(colour_style("colour-}body{x.css"), None);
    }

    #[test]
    fn every_address_of_the_layout_names_a_file_with_its_digest() {
        let all = &*ADDRESSES;
        for address in [
            &all.govuk_css,
            &all.site_css,
            &all.site_js,
            &all.enabled_js,
            &all.icon,
        ] {
            assert!(
                address.len() > "/static/x?v=".len() + 12,
                "{address} has no digest"
            );
        }
    }
}
