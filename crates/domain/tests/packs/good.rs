//! What a council can provide without a line of code: each pack of `packs/_good` shows one thing.

use domain::clock::{Class, ClockRule, Consent, Stage, StageAct, Start, Unit};
use domain::protocol::{Protocol, load};
use domain::settings::Settings;
use jiff::civil::{Date, date};

use crate::folder::{cases, pack, root};

fn good(name: &str) -> Protocol {
    let folder = root().join("packs/_good").join(name);
    match load(&pack(&folder)) {
        Ok(protocol) => protocol,
        Err(faults) => panic!("{name}: {}", faults[0]),
    }
}

fn clock(protocol: &Protocol, on: Date, class: Class) -> ClockRule {
    let rules = protocol.enquiries_on(on, class, &Settings::default());
    let asked_alone = protocol.clock_on(on, class, &Settings::default());
    assert_eq!(rules.clock, asked_alone);
    let clock = rules.clock.expect("a target");
    assert_eq!(clock.basis.to_string(), "clause 1.1");
    clock.value
}

const DAY: Date = date(2026, 6, 1);

#[test]
fn every_good_pack_is_taken() {
    for case in cases("_good") {
        if let Err(faults) = load(&pack(&case)) {
            panic!("{}: {}", case.display(), faults[0]);
        }
    }
}

#[test]
fn an_acknowledgement_within_two_working_days_names_who_is_dealing() {
    let clock = clock(&good("acknowledged"), DAY, Class::Other);
    let acknowledge = Stage {
        act: StageAct::AcknowledgeNamingHandler,
        n: 2,
        consent: Consent::Notice,
    };
    assert_eq!((clock.n, clock.stages), (10, vec![acknowledge]));
}

#[test]
fn a_second_stage_of_ten_days_needs_the_members_consent() {
    let clock = clock(&good("second-stage"), DAY, Class::Other);
    let second = Stage {
        act: StageAct::SecondStage,
        n: 10,
        consent: Consent::Agree,
    };
    assert_eq!((clock.n, clock.stages), (10, vec![second]));
}

#[test]
fn an_answered_enquiry_stays_open_for_ten_days() {
    let clock = clock(&good("open-for-follow-up"), DAY, Class::Other);
    assert_eq!((clock.n, clock.after_window), (5, 10));
}

#[test]
fn a_clock_can_begin_with_the_acknowledgement() {
    let clock = clock(&good("from-acknowledgement"), DAY, Class::Other);
    assert_eq!((clock.n, clock.start), (10, Start::Acknowledgement));
}

#[test]
fn seven_days_hold_until_a_date_and_five_after_it() {
    let protocol = good("seven-then-five");
    let days = |on| clock(&protocol, on, Class::Other).n;
    assert_eq!(days(date(2026, 8, 31)), 7);
    assert_eq!(days(date(2026, 9, 1)), 5);
}

#[test]
fn everything_can_go_through_democratic_services_first() {
    let protocol = good("through-democratic-services");
    let rules = protocol.enquiries_on(DAY, Class::Other, &Settings::default());
    let routing = rules.routing;
    assert_eq!(routing.basis.to_string(), "clause 1.1");
    let through = routing.value.everything_through.expect("a team");
    assert_eq!(through.as_str(), "democratic-services");
    assert_eq!(rules.clock, None);
}

#[test]
fn urgent_and_other_enquiries_can_have_clocks_of_their_own() {
    let protocol = good("urgent-and-other");
    let urgent = clock(&protocol, DAY, Class::Urgent);
    assert_eq!((urgent.n, urgent.unit), (1, Unit::WorkingDay));
    let other = clock(&protocol, DAY, Class::Other);
    assert_eq!((other.n, other.unit), (10, Unit::CalendarDay));
}

#[test]
fn complaints_can_go_by_the_ombudsmans_code() {
    let rules = good("complaint-handling-code").complaints_on(DAY, &Settings::default());
    let stage = |n| rules.stage(n).expect("a stage").value;
    assert_eq!(
        (stage(1).n, stage(1).acknowledge, stage(1).extension),
        (10, 5, 10)
    );
    assert_eq!((stage(2).n, stage(2).start), (20, Start::Acknowledgement));
    assert_eq!(rules.stage(3), None);
}
