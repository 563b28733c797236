//! Who Does What: plain words, synonyms and spelling mistakes find the service.

use jiff::civil::date;

use super::*;
use crate::directory::testing::{council, id, post, service, with};
use crate::directory::{DirectoryCommand, Partner, PartnerKind};

const DAY: Date = date(2026, 4, 2);

fn known() -> Directory {
    let with_words = |key: &str, words: &[&str]| {
        let mut service = service(key);
        service.words = words.iter().map(|w| (*w).to_owned()).collect();
        DirectoryCommand::RecordService {
            on: service.from,
            service,
        }
    };
    let county = Partner {
        id: id("county-highways"),
        name: "County highways".to_owned(),
        kind: PartnerKind::Council,
        handles: "Roads, pavements and street lights".to_owned(),
        words: vec!["pothole".to_owned(), "street light".to_owned()],
        link: None,
        contact: None,
        email: None,
        phone: None,
        from: date(2025, 5, 8),
        to: None,
    };
    let repairs = with_words(
        "repairs",
        &["damp", "mould", "leak", "council flat", "boiler"],
    );
    let bins = with_words(
        "waste",
        &["missed bin", "rubbish", "recycling", "fly tipping"],
    );
    let council_tax = with_words("revenues", &["council tax", "bill", "discount"]);
    let partner = DirectoryCommand::RecordPartner {
        on: county.from,
        partner: county,
    };
    let chief = post(
        "a-fay",
        "fay",
        Role::ChiefOfficer {
            directorate: id("homes"),
        },
    );
    with(
        council(),
        DirectoryCommand::Several(vec![repairs, bins, council_tax, partner, chief]),
    )
}

fn first(query: &str) -> String {
    let hits = known().who_does_what(query, DAY);
    hits.first()
        .map(|hit| hit.service.to_string())
        .unwrap_or_default()
}

#[test]
fn plain_words_find_the_service() {
    assert_eq!(first("My bin was missed again"), "waste");
    assert_eq!(first("damp in council flat"), "repairs");
    assert_eq!(first("council tax bill"), "revenues");
    assert_eq!(first("flytipping and rubish by the road"), "waste");
    assert_eq!(first("MOULD!!!"), "repairs");
}

#[test]
fn nothing_that_fits_is_unclear() {
    for query in ["", "the of and", "zebra crossing of quantum", "🙂"] {
        assert_eq!(known().find(query, DAY), Found::default(), "{query}");
    }
}

#[test]
fn a_finding_says_why() {
    let hits = known().who_does_what("missed bin, rubish", DAY);
    let why: Vec<_> = hits[0].why.iter().map(ToString::to_string).collect();
    assert_eq!(
        why,
        [
            "“missed bin” is one of its matters",
            "“rubbish” is one of its matters",
            "“rubish” was read as “rubbish”"
        ]
    );
}

#[test]
fn a_partner_that_fits_better_is_not_ours() {
    let found = known().find("a potholle in the road", DAY);
    assert!(found.is_not_ours());
    assert_eq!(found.partners[0].partner.as_str(), "county-highways");
    assert!(!known().find("missed bin", DAY).is_not_ours());
}

#[test]
fn a_chief_officer_is_steered_from() {
    let steer = known()
        .find("director of homes about damp", DAY)
        .steer
        .unwrap();
    assert_eq!(steer.appointment, Some(id("a-fay")));
    assert_eq!(steer.instead[0].as_str(), "repairs");
    assert!(known().find("damp", DAY).steer.is_none());
}

#[test]
fn a_service_that_has_ended_is_not_found() {
    let mut gone = service("waste");
    gone.to = Some(date(2026, 3, 31));
    gone.words = vec!["missed bin".to_owned()];
    let now = with(
        known(),
        DirectoryCommand::RecordService {
            on: gone.from,
            service: gone,
        },
    );
    assert!(now.who_does_what("missed bin", DAY).is_empty());
    assert_eq!(now.who_does_what("missed bin", date(2026, 3, 31)).len(), 1);
}
