//! The clock of an enquiry on its page.

use domain::clock::{ClockRule, Consent, StageAct, Start};
use domain::enquiries::{clock, days, rule};

use super::Enquiry;
use crate::registers::{ClockShown, Look};
use crate::web::clock::{ClockView, unit_words};
use crate::web::words;

/// The clock of a case now.
pub fn view(look: &Look<'_>, case: &Enquiry) -> ClockView {
    let rule = rule(&case.state, look.council);
    let shown = ClockShown {
        clock: clock(&case.state, look.council, look.now),
        days: days(&case.state, look.council, look.now),
        rule: rule.map(|rule| (rule_words(&rule.value), rule.basis)),
    };
    crate::web::clock::view(shown, look.today)
}

/// What a clock provides, in words: the answer, what comes before and after it.
fn rule_words(rule: &ClockRule) -> String {
    let units = |n| unit_words(n, rule.unit);
    let start = match rule.start {
        Start::Receipt => "receipt",
        Start::Acknowledgement => "its acknowledgement",
    };
    let mut more = Vec::new();
    for stage in &rule.stages {
        more.push(match (stage.act, stage.consent) {
            (StageAct::AcknowledgeNamingHandler, _) => {
                format!(
                    "an acknowledgement that names who deals with it within {}",
                    units(stage.n)
                )
            }
            (StageAct::SecondStage, Consent::Agree) => {
                format!("a second stage of {} if the member agrees", units(stage.n))
            }
            (StageAct::SecondStage, Consent::Notice) => {
                format!(
                    "a second stage of {} of which the member is told",
                    units(stage.n)
                )
            }
        });
    }
    if rule.after_window > 0 {
        more.push(format!(
            "time for follow-up of {} after the answer",
            units(rule.after_window)
        ));
    }
    let answer = format!("An answer is aimed at within {} of {start}", units(rule.n));
    match more.as_slice() {
        [] => answer,
        more => format!("{answer}, with {}", words::and(more)),
    }
}
