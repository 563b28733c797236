//! Forms of the directory, read.

use super::*;
use crate::web::directory::fields::{ALL, BODY_KINDS, PARTNER_KINDS, REASONS, TEAM_KINDS};

#[test]
fn an_office_is_read_with_what_it_is_for_and_nothing_else() {
    let sent = Posted::of(&[
        ("office", "service-manager"),
        ("service", "parks"),
        ("ward", "castle"),
    ]);
    let service = "parks".parse().expect("a slug");
    assert_eq!(role(&sent), Ok(Role::ServiceManager { service }));
    let sent = Posted::of(&[("office", "member")]);
    assert!(role(&sent).is_err_and(|i| i[0].field == "ward"));
    assert!(role(&Posted::default()).is_err_and(|i| i[0].field == "office"));
}

#[test]
fn every_office_can_be_read_from_a_form() {
    for kind in RoleKind::all() {
        let sent = Posted::of(&[
            ("office", kind.slug()),
            ("ward", "w"),
            ("body", "b"),
            ("group", "g"),
            ("service", "s"),
            ("team", "t"),
            ("words", "Housing"),
            ("assists", "a"),
            ("rights", "read"),
        ]);
        assert!(
            role(&sent).is_ok_and(|role| role.kind() == kind),
            "{}",
            kind.slug()
        );
    }
}

#[test]
fn every_choice_of_a_list_is_one_that_the_directory_knows() {
    let known = |pairs: &[(&str, &str)], read: fn(serde_json::Value) -> bool| {
        pairs.iter().all(|(value, _)| read(json!(value)))
    };
    assert!(known(REASONS, |v| serde_json::from_value::<EndReason>(v).is_ok()));
    assert!(known(BODY_KINDS, |v| serde_json::from_value::<
        domain::directory::BodyKind,
    >(v)
    .is_ok()));
    assert!(known(TEAM_KINDS, |v| serde_json::from_value::<
        domain::directory::TeamKind,
    >(v)
    .is_ok()));
    assert!(known(PARTNER_KINDS, |v| serde_json::from_value::<
        domain::directory::PartnerKind,
    >(v)
    .is_ok()));
}

#[test]
fn every_change_stands_at_its_own_place_in_the_list() {
    for (n, (what, name, ..)) in ALL.iter().enumerate() {
        assert_eq!(*what as usize, n, "{name}");
        assert_eq!(What::named(name), Some(*what));
    }
}
