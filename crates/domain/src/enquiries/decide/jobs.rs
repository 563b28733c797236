//! What the product's own jobs record.

use jiff::civil::Date;

use super::draft::Draft;
use crate::enquiries::basis;
use crate::enquiries::event::{ClockMoved, Event, MovedBy};
use crate::enquiries::gate::Facts;

pub(super) fn move_clock(
    d: &mut Draft<'_>,
    facts: &Facts<'_>,
    from: Option<Date>,
    to: Option<Date>,
    cause: MovedBy,
) {
    if from == to {
        d.invalid("to", "is the date as it was");
    }
    if to != facts.clock.next {
        d.invalid("to", "is not the date that the clock gives now");
    }
    d.push(Event::ClockMoved(ClockMoved { from, to, cause }));
    d.tell_member(facts.state, "date-moved", basis::overdue());
    d.tell_officers(facts.state, "date-moved", basis::overdue());
}
