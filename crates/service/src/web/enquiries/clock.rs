//! The clock of an enquiry on its page.

use domain::enquiries::{clock, days, rules};

use super::Enquiry;
use crate::registers::ClockShown;
use crate::web::clock::{ClockView, unit_words};
use crate::web::frame::Me;

/// The clock of a case now.
pub fn view(me: &Me, case: &Enquiry) -> ClockView {
    let rules = rules(&case.state, &me.council);
    let rule = rules.clock.map(|rule| {
        let n = unit_words(rule.value.n, rule.value.unit);
        let words = format!("An answer is aimed at within {n} of receipt");
        (words, rule.basis)
    });
    let shown = ClockShown {
        clock: clock(&case.state, &me.council, me.now),
        days: days(&case.state, &me.council, me.now),
        rule,
    };
    crate::web::clock::view(shown, me.today)
}
