//! A council for tests of the pages.

use super::App;
use super::app::{Persona, Serving};
use super::frame::Desk;
use super::security::Rates;
use crate::clock::Clock;
use crate::entropy::Entropy;

/// A small council on a day of its own.
pub fn app() -> App {
    App::new(Serving {
        clock: Clock::shown("2026-04-02T09:00:00Z".parse().expect("a moment")),
        entropy: Entropy::seeded([7; 32]),
        loopback_only: true,
        rates: Rates::default(),
        personas: vec![Persona {
            person: "p-1".parse().expect("a slug"),
            key: "member",
            name: "Asha Verma".to_owned(),
            post: "member for Castle".to_owned(),
            sees: "Her enquiries and what waits on her.".to_owned(),
            desk: Desk::Member,
        }],
        council_name: "Ambleford City Council".to_owned(),
    })
}
