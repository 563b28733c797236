//! A council for tests of the pages.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::calendar::{Calendar, Nation};
use domain::council::Council;
use domain::directory::Directory;
use domain::settings::Settings;

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
        council: Arc::new(council()),
    })
}

/// A council with the protocol that has something to say on enquiries, and nobody in it.
pub fn council() -> Council {
    let protocol =
        domain::protocol::packs::shipped("cambridge-updated").expect("it comes with the program");
    let key = (protocol.pack.clone(), protocol.version.clone());
    Council {
        name: "Ambleford City Council".into(),
        protocols: BTreeMap::from([(key, Arc::new(protocol))]),
        adoptions: Vec::new(),
        directory: Arc::new(Directory::default()),
        calendar: Arc::new(Calendar::new(Nation::EnglandAndWales)),
        settings: Arc::new(Settings::default()),
    }
}
