//! Streets by their names lead nowhere; the road itself does.

use jiff::civil::date;

use super::*;
use crate::directory::testing::{council, id, service, with};
use crate::directory::{DirectoryCommand, Partner, PartnerKind};

const DAY: Date = date(2026, 4, 2);

fn directory() -> Directory {
    let of = |key: &str, words: &[&str]| {
        let mut service = service(key);
        service.words = words.iter().map(|w| (*w).to_owned()).collect();
        DirectoryCommand::RecordService {
            on: service.from,
            service,
        }
    };
    let words = [
        "pothole",
        "road",
        "road surface",
        "street light",
        "road sign",
        "lamp post",
    ];
    let roads = Partner {
        id: id("county-highways"),
        name: "County highways".to_owned(),
        kind: PartnerKind::Council,
        handles: "Roads and pavements".to_owned(),
        words: words.map(str::to_owned).to_vec(),
        link: None,
        contact: None,
        email: None,
        phone: None,
        from: date(2025, 5, 8),
        to: None,
    };
    let all = vec![
        of("repairs", &["damp", "no heating"]),
        of("parks", &["park", "play area"]),
        of("waste", &["missed bin", "street cleaning"]),
        of("flood", &["flooding"]),
        DirectoryCommand::RecordPartner {
            on: roads.from,
            partner: roads,
        },
    ];
    with(council(), DirectoryCommand::Several(all))
}

/// What is found first for a text: a service, a partner, or nothing.
fn leads_to(text: &str) -> String {
    let found = directory().find(text, DAY);
    if found.is_not_ours() {
        return found.partners[0].partner.to_string();
    }
    found
        .hits
        .first()
        .map(|hit| hit.service.to_string())
        .unwrap_or_default()
}

#[test]
fn the_name_of_a_street_leads_nowhere() {
    for (text, to) in [
        ("damp at 12 Mill Road", "repairs"),
        ("damp at 12 mill road", "repairs"),
        ("Damp in flat 3b heron way", "repairs"),
        ("Missed bin, 4 Park Road", "waste"),
        ("No heating in St Osyth’s Road since Monday", "repairs"),
        ("Mill Road: damp in the bedroom", "repairs"),
        ("12 old mill lane has damp", "repairs"),
        ("The swing in Long Road’s play area is broken", "parks"),
        ("Damp, again. Quarry Road 7.", "repairs"),
        (
            "A resident of Elm Street, in Park Street too, has no heating",
            "repairs",
        ),
    ] {
        assert_eq!(leads_to(text), to, "{text}");
    }
}

#[test]
fn the_road_itself_leads_to_whose_it_is() {
    for text in [
        "pothole in the road",
        "road is under water",
        "Road is under water",
        "the road is broken up",
        "Road closed without a sign",
        "the road has been closed for 3 weeks road users say",
        "Pothole at 12 Mill Road",
        "Mill Road’s road surface is breaking up",
        "Mill Road surface is breaking up",
        "Broken Street Light",
        "Street light out in Mill Lane",
        "2 broken street lights",
        "No street light outside 12 Mill Road",
        "POTHOLE IN THE ROAD",
    ] {
        assert_eq!(leads_to(text), "county-highways", "{text}");
    }
}

#[test]
fn a_word_of_a_service_is_no_slip_for_one_of_a_partner() {
    let found = directory().find("damp at 12 Mill Road", DAY);
    assert_eq!(found.partners, []);
    assert!(directory().find("lanp post out", DAY).is_not_ours());
}

#[test]
fn a_street_alone_does_not_say_what_the_matter_is() {
    assert_eq!(leads_to("Please ring the resident of 12 Mill Road"), "");
}
