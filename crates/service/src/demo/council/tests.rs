//! What the demo promises of its council.

use std::collections::BTreeSet;

use domain::directory::{Fact as _, Gap, Role, RoleKind};

use super::*;

const SHOWN: Date = date(2026, 6, 11);

fn council() -> Directory {
    directory().expect("the tables are good")
}

fn holders(directory: &Directory, wanted: impl Fn(&Role) -> bool) -> BTreeSet<PersonId> {
    let held = directory
        .appointments()
        .filter(|a| a.holds(SHOWN) && wanted(&a.role));
    held.map(|a| a.person.clone()).collect()
}

#[test]
fn it_has_the_wards_members_groups_services_and_officers_that_it_promises() {
    let council = council();
    assert_eq!(council.wards.on(SHOWN).count(), 14);
    assert_eq!(council.services.on(SHOWN).count(), 30);
    let members = holders(&council, |role| role.kind() == RoleKind::Member);
    assert_eq!(members.len(), 42);
    let in_group = |name: &str| {
        holders(
            &council,
            |role| matches!(role, Role::GroupMember { group } if group.as_str() == name),
        )
        .len()
    };
    assert_eq!(
        (
            in_group("civic"),
            in_group("commonweal"),
            in_group("meadow")
        ),
        (28, 8, 4)
    );
    assert_eq!(
        holders(&council, |role| role.kind().is_for_officers()).len(),
        120
    );
}

#[test]
fn every_office_that_the_protocols_name_is_held() {
    let council = council();
    let held: BTreeSet<RoleKind> = council
        .appointments()
        .filter(|a| a.holds(SHOWN))
        .map(|a| a.role.kind())
        .collect();
    let missing: Vec<_> = RoleKind::all()
        .filter(|kind| !held.contains(kind))
        .collect();
    assert_eq!(missing, []);
}

#[test]
fn democratic_services_have_something_to_do() {
    let gaps = council().gaps(SHOWN);
    let vacant: Vec<_> = gaps
        .iter()
        .filter_map(|gap| match gap {
            Gap::Vacancy(vacancy) => Some(vacancy.role.post()),
            _ => None,
        })
        .collect();
    assert_eq!(vacant, ["service-manager-allotments"]);
    let count = |wanted: fn(&Gap) -> bool| gaps.iter().filter(|gap| wanted(gap)).count();
    assert_eq!(count(|gap| matches!(gap, Gap::Uncovered { .. })), 1);
    assert_eq!(count(|gap| matches!(gap, Gap::CoverEnds { .. })), 1);
    assert_eq!(count(|gap| matches!(gap, Gap::MemberLeaves { .. })), 1);
    assert_eq!(gaps.len(), 4, "{gaps:?}");
}

#[test]
fn every_service_has_officers_and_somebody_who_answers_for_it() {
    let council = council();
    for service in council.services.on(SHOWN) {
        assert!(
            !council.officers_of(&service.id, SHOWN).is_empty(),
            "{}",
            service.name
        );
        assert!(
            council.chief_officer_of(&service.id, SHOWN).is_some(),
            "{}",
            service.name
        );
        let found = council.who_does_what(service.name(), SHOWN);
        assert_eq!(found[0].service, service.id, "by its own name");
    }
}

#[test]
fn plain_words_find_who_does_what() {
    let council = council();
    for (words, service) in [
        ("missed bin", "waste"),
        ("damp in council flat", "housing-repairs"),
        (
            "Missed recycling bin at Larch Road, third week running",
            "waste",
        ),
        ("a fallen tree across the path", "trees"),
        ("noisy party next door", "environmental-health"),
        (
            "somebody is sleeping in a doorway, homeless",
            "homelessness",
        ),
        ("extention needs planing permision", "planning-applications"),
        ("residents permit", "parking"),
        ("dog fouling on the green", "street-cleaning"),
        ("council tax discount for students", "council-tax"),
        ("rats in the garden", "environmental-health"),
        ("fly tiping", "street-cleaning"),
        ("postal vote", "elections"),
    ] {
        let found = council.find(words, SHOWN);
        assert_eq!(
            found.hits[0].service.as_str(),
            service,
            "{words}: {:?}",
            found.hits
        );
        assert!(!found.is_not_ours(), "{words}");
    }
    for (words, partner) in [
        ("potholle in Fen Road", "county-highways"),
        ("street light out", "county-highways"),
        ("school admission appeal", "county-social-care"),
        ("burglary last night", "police"),
        ("sewage flooding", "fenwater"),
    ] {
        let found = council.find(words, SHOWN);
        assert!(found.is_not_ours(), "{words}: {found:?}");
        assert_eq!(found.partners[0].partner.as_str(), partner, "{words}");
    }
}

#[test]
fn personas_hold_what_they_are_offered_for() {
    let council = council();
    let posts: Vec<_> = personas()
        .into_iter()
        .map(|persona| {
            let held = council.appointments_of(&persona.person, SHOWN);
            let posts: Vec<_> = held.map(|a| a.role.post()).collect();
            (persona.key, posts.join(" "))
        })
        .collect();
    for (key, wanted) in [
        ("member", "member-abbotsgate"),
        ("other-member", "group-leader-commonweal"),
        ("assistant", "assistant-"),
        ("officer", "officer-housing-repairs"),
        ("manager", "service-manager-housing-repairs"),
        ("chief-officer", "chief-officer-homes"),
        ("contact-centre", "team-member-contact-centre"),
        ("democratic-services", "democratic-services"),
        ("monitoring-officer", "monitoring-officer"),
        ("chief-executive", "chief-executive"),
    ] {
        let held = posts
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, held)| held.as_str());
        assert!(
            held.is_some_and(|held| held.contains(wanted)),
            "{key}: {held:?}"
        );
    }
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(directory().unwrap(), directory().unwrap());
    assert_eq!(days().unwrap().len(), 4);
}

#[test]
fn no_contact_of_it_can_be_a_real_one() {
    for (_, text) in ARRIVALS.iter().flat_map(|(_, tables)| *tables) {
        for cell in text.split([',', '\n', ' ']) {
            if cell.contains('@') {
                assert!(cell.ends_with("@thornmere.example"), "{cell}");
            }
            if let Some(link) = cell.strip_prefix("https://") {
                assert!(
                    link.split('/').next().unwrap().ends_with(".example"),
                    "{cell}"
                );
            }
        }
        for number in text.split("01632 ").skip(1) {
            assert!(
                number.starts_with("960"),
                "kept free for fiction: {}",
                &number[..6]
            );
        }
    }
}
