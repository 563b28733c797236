//! The desk holds what it should: each place once, no two alike, nothing later than the visitor looks.

use std::collections::BTreeSet;

use super::super::matters::Matters;
use super::{PLACES, raised_at, size, taken};

#[test]
fn every_place_is_taken_once_whatever_the_size_of_the_demo() {
    for enquiries in [0, 1, 2, 7, 24, 40, 60, 160, 599, 600] {
        let places: Vec<_> = (0..enquiries).filter_map(|n| taken(n, enquiries)).collect();
        let wanted: Vec<_> = (0..size(enquiries)).collect();
        assert_eq!(places, wanted, "of {enquiries}");
    }
}

#[test]
fn the_desk_grows_to_two_of_everything_and_no_further() {
    assert!(size(40) >= 6);
    assert_eq!(size(600), 2 * PLACES.len());
    assert_eq!(size(6000), size(600));
}

#[test]
fn no_two_enquiries_on_the_desk_are_alike() {
    let matters = Matters::read().expect("the matters");
    let titles = (0..size(600)).map(|place| matters.on_the_desk(place).title);
    let titles: BTreeSet<_> = titles.collect();
    assert_eq!(titles.len(), size(600));
}

#[test]
fn nothing_on_the_desk_is_raised_after_the_demo_s_moment() {
    let shown = super::at(super::SHOWN, 10, 0);
    assert!((0..size(600)).all(|place| raised_at(place) < shown));
}
