//! Coverage of the shipped packs, and of packs whose proofs are tampered with.

use std::collections::BTreeSet;

use super::*;
use crate::protocol::packs::{SHIPPED, shipped};

fn updated() -> Protocol {
    shipped("cambridge-updated").expect("a shipped pack")
}

fn line<'a>(coverage: &'a Coverage, tag: &str) -> &'a Covered {
    let found = coverage.lines.iter().find(|line| line.tag() == tag);
    found.expect("a duty of this tag")
}

#[test]
fn the_shipped_packs_claim_nothing_that_is_not_proven() {
    for pack in SHIPPED {
        let coverage = shipped(pack.id).expect("a shipped pack").coverage();
        let faults: Vec<_> = coverage.faults.iter().map(ToString::to_string).collect();
        assert_eq!(faults, [""; 0], "{}", pack.id);
        assert_eq!(
            coverage.lines.len(),
            shipped(pack.id).expect("a shipped pack").duties().count()
        );
    }
}

#[test]
fn every_duty_whose_values_a_provision_takes_is_told_among_what_is_provided() {
    // A register whose provisions are not told would be missing from coverage and from comparison.
    for pack in SHIPPED {
        let protocol = shipped(pack.id).expect("a shipped pack");
        let provided = protocol.provided();
        let told: BTreeSet<_> = provided.iter().filter_map(|p| p.duty.clone()).collect();
        for (tag, duty) in protocol.duties() {
            assert_eq!(
                !duty.states.is_empty(),
                told.contains(&tag),
                "{} {tag}: add its provision to `Protocol::provided`",
                pack.id
            );
        }
    }
}

#[test]
fn a_duty_does_what_its_scenarios_saw_and_the_next_one_of_its_clause_does_its_own() {
    let coverage = updated().coverage();
    let answer = line(&coverage, "7.6/1");
    assert!(answer.does.contains(&Does::Clock) && !answer.does.contains(&Does::Gate));
    assert!(answer.scenarios >= 5);
    let late = line(&coverage, "7.6/2");
    assert!(late.does.contains(&Does::Gate) && !late.does.contains(&Does::Clock));
    let trust = line(&coverage, "7.1/1");
    assert_eq!(
        (trust.does.clone(), trust.scenarios),
        ([Does::Shown].into(), 0)
    );
    assert!(trust.is_meant_for_reading());
}

#[test]
fn a_protocol_of_which_nothing_is_proven_is_only_shown() {
    let mut protocol = shipped("bradford-4c").expect("a shipped pack");
    let proven = protocol.coverage().total();
    assert!(proven.done > 0);
    protocol.proofs.scenario.clear();
    let total = protocol.coverage().total();
    assert_eq!((total.done, total.all()), (0, proven.all()));
    assert!(total.shown > 0 && total.reading > 0);
}

#[test]
fn without_scenarios_every_provision_is_a_fault() {
    let mut protocol = updated();
    protocol.proofs.scenario.clear();
    let coverage = protocol.coverage();
    assert_eq!(coverage.total().done, 0);
    let said = coverage.faults.iter().map(ToString::to_string);
    assert!(said.into_iter().any(|fault| fault
        == "`enquiries/response/any/n` rests on 7.6/1, and no scenario proves that: write one, tagged @7.6/1"));
}

#[test]
fn a_tag_that_nothing_rests_on_and_a_tag_of_no_duty_are_faults() {
    let mut protocol = updated();
    let proof = protocol
        .proofs
        .scenario
        .iter_mut()
        .find(|p| !p.tags.is_empty());
    let proof = proof.expect("a tagged scenario");
    proof.tags.extend(["13".to_owned(), "99.9".to_owned()]);
    let faults = protocol.coverage().faults;
    assert!(
        matches!(&faults[..], [Unproven::Tag { tag, .. }, Unproven::NoDuty { tag: none, .. }]
        if tag == "13" && none == "99.9"),
        "{faults:?}"
    );
}
