//! Pages that say the same to everybody: help and the accessibility statement.

use askama::Template;
use axum::routing::get;

use super::frame::{Chrome, Frame, Page, page};
use super::routes::{Route, open};

#[derive(Template)]
#[template(path = "plain/help.html")]
struct HelpPage {
    chrome: Chrome,
}

#[derive(Template)]
#[template(path = "plain/accessibility.html")]
struct AccessibilityPage {
    chrome: Chrome,
}

/// How the product is used, on one page.
pub async fn help(frame: Frame) -> Page {
    page(&HelpPage {
        chrome: frame.chrome("Help"),
    })
}

/// How accessible it is, and what is known not to be.
pub async fn accessibility(frame: Frame) -> Page {
    page(&AccessibilityPage {
        chrome: frame.chrome("Accessibility statement"),
    })
}

/// The routes of these pages.
pub fn routes() -> Vec<Route> {
    vec![
        Route::new("/help", "GET", open("/help"), get(help)),
        Route::new(
            "/accessibility",
            "GET",
            open("/accessibility"),
            get(accessibility),
        ),
    ]
}
