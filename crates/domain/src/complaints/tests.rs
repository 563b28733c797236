//! Stories of complaints: stages and their clocks, what residents are told, what a member follows.

use jiff::Timestamp;
use jiff::civil::date;

use super::command::{Act, Command, Kind, Log};
use super::event::{Ending, Event, How, OmbudsmanOutcome, Outcome, Sort};
use super::privacy::FIELDS;
use super::*;
use crate::enquiries::JOBS;
use crate::enquiries::event::Permits;
use crate::enquiries::tests::town::{actor, fresh, id, town, with_setting};
use crate::register::golden::Golden;
use crate::verdict::Invalid;

const GOLDEN: Golden<Event> = Golden {
    file: include_str!("../../tests/golden/complaint-events.jsonl"),
    names: Event::NAMES,
    fields: FIELDS,
    whole: &["basis", "received", "target"],
    name: Event::name,
    contents: Event::contents,
};

const THURSDAY: &str = "2026-04-02T10:00";
const PEOPLE: [&str; 9] = [
    "wren", "hall", "king", "amin", "bell", "moss", "park", "voss", JOBS,
];

#[derive(Clone)]
struct Story {
    council: Council,
    stream: Stream,
    events: Vec<Recorded<Event>>,
    state: Option<State>,
    last: Option<Decision<Event>>,
}

mod sorts;

fn at(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    local.in_tz("Europe/London").expect("London").timestamp()
}

fn given(permits: Permits) -> Log {
    Log {
        sort: Sort::Complaint,
        title: "Nobody came".to_owned(),
        body: "Three visits were promised and nobody came.".to_owned(),
        resident: Some("A resident, 1 High Street".to_owned()),
        received: None,
        service: Some(id("repairs")),
        ward: Some(id("castle")),
        enquiry: Some((fresh(5).reference("ENQ", 0), id("amin-member"))),
        permits,
        keep_out: Vec::new(),
    }
}

impl Story {
    fn under(council: Council) -> Self {
        Self {
            council,
            stream: Stream::case("complaints", &fresh(9).reference("CMP", 0)),
            events: Vec::new(),
            state: None,
            last: None,
        }
    }

    fn logged(council: Council, permits: Permits) -> Self {
        let log = Act::Log(Box::new(given(permits)));
        Self::under(council).does(JOBS, THURSDAY, log)
    }

    fn act(&self, who: &str, when: &str, command: Command) -> Result<Self, Rejection> {
        let (now, fresh) = (at(when), fresh(self.events.len() as u64 + 40));
        let actor = actor(&self.council, who, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        let state = self.state.as_ref().map(|s| (s, self.events.len() as u64));
        let decision = Complaints::decide(&self.stream, state, command, &cx)?;
        let mut next = self.clone();
        for event in &decision.appends[0].events {
            GOLDEN.tagged(event);
            let recorded = Recorded {
                version: next.events.len() as u64 + 1,
                at: now,
                actor: id(who),
                event: event.clone(),
            };
            next.state = Complaints::evolve(next.state.take(), &recorded);
            next.events.push(recorded);
        }
        assert!(!decision.cites.is_empty(), "a decision without a ground");
        next.last = Some(decision);
        Ok(next)
    }

    fn does(&self, who: &str, when: &str, act: Act) -> Self {
        match self.act(who, when, Command::from(act)) {
            Ok(next) => next,
            Err(why) => panic!("{who} is not let: {why:?}"),
        }
    }

    fn invalid(&self, who: &str, when: &str, act: Act) -> Vec<Invalid> {
        match self.act(who, when, Command::from(act)) {
            Err(Rejection::Invalid(fields)) => fields,
            Err(other) => panic!("not invalid but {other:?}"),
            Ok(_) => panic!("taken"),
        }
    }

    fn gate(&self, who: &str, when: &str, kind: Kind) -> Gate {
        let (now, fresh) = (at(when), fresh(0));
        let actor = actor(&self.council, who, now, None);
        let cx = Context {
            now,
            actor: &actor,
            council: &self.council,
            fresh: &fresh,
        };
        Complaints::gate(self.state.as_ref(), kind, &cx)
    }

    fn state(&self) -> &State {
        self.state.as_ref().expect("it was logged")
    }

    fn row(&self) -> Row {
        Complaints::summary(self.state(), &self.council)
    }

    fn next(&self, when: &str) -> Option<jiff::civil::Date> {
        clock(self.state(), &self.council, at(when)).next
    }

    fn reads(&self, who: &str) -> bool {
        let actor = actor(&self.council, who, at(THURSDAY), None);
        actor.visible.may_read(&readers(self.state())).is_some()
    }
}

fn cu() -> Council {
    town("cambridge-updated")
}

fn allocate(told: Option<How>) -> Act {
    Act::Allocate {
        service: None,
        handler: id("hall"),
        told,
    }
}

fn answer(outcome: Outcome) -> Act {
    Act::Answer {
        outcome,
        words: "We are sorry. The visits were not booked.".to_owned(),
        remedy: Some("The crew comes on Monday.".to_owned()),
        how: How::Letter,
    }
}

fn extend(until: jiff::civil::Date, good_reason: Option<&str>) -> Act {
    Act::Extend {
        until,
        why: "The contractor is still to be heard.".to_owned(),
        good_reason: good_reason.map(str::to_owned),
        how: How::Letter,
    }
}

#[test]
fn every_event_ever_written_still_reads_and_every_field_is_tagged() {
    GOLDEN.holds();
}

#[test]
fn ten_working_days_from_the_receipt_are_aimed_at_and_measured() {
    let story = Story::logged(cu(), Permits::Progress);
    assert_eq!(story.row().due, Some(date(2026, 4, 20)));
    let cites = &story.last.as_ref().expect("decided").cites;
    assert!(
        cites.iter().any(|c| c.basis.to_string() == "clause 7.4"),
        "{cites:?}"
    );
    let done = story
        .does("wren", "2026-04-07T10:00", allocate(Some(How::Letter)))
        .does("hall", "2026-04-20T10:00", answer(Outcome::Upheld));
    assert_eq!(done.row().judged.as_deref(), Some("in-time"));
    let late = story.does("wren", "2026-04-07T10:00", allocate(None)).does(
        "hall",
        "2026-04-21T10:00",
        answer(Outcome::NotUpheld),
    );
    assert_eq!(
        late.row().judged.as_deref(),
        Some("late"),
        "an aim holds nothing up"
    );
}

#[test]
fn a_longer_time_has_its_reasons_and_its_own_date() {
    let story = Story::logged(cu(), Permits::Progress);
    let held = story.does("wren", "2026-04-20T10:00", extend(date(2026, 5, 8), None));
    assert_eq!(held.row().judged.as_deref(), Some("explained-in-time"));
    assert_eq!(held.row().due, Some(date(2026, 5, 8)));
    assert_eq!(held.row().state, "logged");
}

#[test]
fn the_ombudsmans_code_can_be_adopted_beside_the_protocol() {
    let council = with_setting(cu(), "complaints-code", "yes");
    let story = Story::logged(council, Permits::Nothing);
    assert_eq!(
        story.row().due,
        Some(date(2026, 4, 13)),
        "five days to acknowledge"
    );
    let told = story.does(
        "wren",
        "2026-04-09T10:00",
        Act::Acknowledge { how: How::Letter },
    );
    assert_eq!(
        told.row().due,
        Some(date(2026, 4, 23)),
        "ten from the acknowledgement"
    );
    let far = told.invalid("wren", "2026-04-20T10:00", extend(date(2026, 6, 1), None));
    assert_eq!(far[0].field, "good-reason");
    let far = extend(date(2026, 6, 1), Some("The witness is abroad until then."));
    told.does("wren", "2026-04-20T10:00", far);
    let more = Act::NextStage {
        why: "The answer names the wrong house.".to_owned(),
    };
    let second = told
        .does("wren", "2026-04-22T10:00", answer(Outcome::PartlyUpheld))
        .does("wren", "2026-05-01T10:00", more)
        .does(
            "wren",
            "2026-05-05T10:00",
            Act::Acknowledge { how: How::Mail },
        );
    assert_eq!(
        second.next("2026-05-05T11:00"),
        Some(date(2026, 6, 3)),
        "twenty from then"
    );
    assert_eq!(
        second.row().judged.as_deref(),
        Some("in-time"),
        "the first judgement stays"
    );
    let under = second.does("wren", "2026-05-29T10:00", answer(Outcome::NotUpheld));
    let asked = under.does(
        "wren",
        "2026-06-20T10:00",
        Act::AskOmbudsman { reference: None },
    );
    assert_eq!(asked.row().state, "with-ombudsman");
    let decided = Act::DecideOmbudsman {
        outcome: OmbudsmanOutcome::Fault,
        words: "An apology.".to_owned(),
    };
    let closed = asked.does("wren", "2026-09-01T10:00", decided).does(
        "wren",
        "2026-09-02T10:00",
        Act::Close {
            ending: Ending::Answered,
            why: None,
        },
    );
    assert_eq!(closed.row().state, "closed");
}

#[test]
fn the_code_as_a_protocol_of_its_own_and_a_silent_protocol() {
    let silent = Story::logged(town("bradford-4c"), Permits::Nothing);
    assert_eq!(silent.row().due, None);
    let own = with_setting(town("bradford-4c"), "complaints-response-days", "15");
    assert_eq!(
        Story::logged(own, Permits::Nothing).row().due,
        Some(date(2026, 4, 27))
    );
}

#[test]
fn the_member_follows_what_the_resident_permits_and_no_more() {
    let nothing = Story::logged(cu(), Permits::Nothing);
    assert!(!nothing.reads("amin") && nothing.reads("wren") && nothing.reads("king"));
    assert_eq!(nothing.row().holder, None);
    let progress = Story::logged(cu(), Permits::Progress);
    assert!(progress.reads("amin") && !progress.reads("bell") && !progress.reads("park"));
    let member = actor(&progress.council, "amin", at(THURSDAY), None);
    assert!(
        member
            .visible
            .may_read(&words_readers(progress.state()))
            .is_none()
    );
    let all = progress.does(
        "wren",
        "2026-04-08T10:00",
        Act::ChangePermits {
            permits: Permits::Everything,
        },
    );
    assert!(
        member
            .visible
            .may_read(&words_readers(all.state()))
            .is_some()
    );
    assert!(
        member
            .visible
            .may_read(&note_readers(all.state()))
            .is_none()
    );
    let contents = &progress.last.as_ref().expect("decided").contents;
    let searched = contents.iter().filter(|c| c.searchable).count();
    assert_eq!(searched, 1, "the title alone is found by search");
    let out = Act::KeepOut {
        person: id("hall"),
        why: "It is about them.".to_owned(),
    };
    let kept = all.does("wren", "2026-04-08T10:00", allocate(None));
    assert!(kept.reads("hall"));
    let kept = kept.does("wren", "2026-04-08T11:00", out);
    assert!(!kept.reads("hall"));
    assert_eq!(
        kept.gate("hall", "2026-04-08T12:00", Kind::Note),
        Gate::Hidden
    );
}

#[test]
fn telling_the_resident_is_shown_and_held_to_where_the_council_says_so() {
    let strict = |key: &str, value| {
        with_setting(cu(), &format!("enforce-cambridge-updated-7-4-{key}"), value)
    };
    let story = |council| {
        Story::logged(council, Permits::Nothing).does("wren", "2026-04-07T10:00", allocate(None))
    };
    let plain = story(cu());
    plain.does("hall", "2026-05-20T10:00", answer(Outcome::Upheld));
    let asked = story(strict("4", "ask"));
    let wrong = asked.invalid("hall", "2026-04-08T10:00", answer(Outcome::Upheld));
    assert_eq!(wrong[0].field, "explanation");
    let refused = story(strict("3", "refuse"));
    refused.does("hall", "2026-04-20T10:00", answer(Outcome::Upheld));
    let late = refused.gate("hall", "2026-04-21T10:00", Kind::Answer);
    assert!(matches!(late, Gate::Refused(_)), "{late:?}");
    let told = refused.does("hall", "2026-04-21T10:00", extend(date(2026, 5, 1), None));
    told.does("hall", "2026-04-22T10:00", answer(Outcome::Upheld));
    let once = asked.does(
        "wren",
        "2026-04-08T10:00",
        Act::TellHandler { how: How::Letter },
    );
    let other = Act::Allocate {
        service: None,
        handler: id("hart"),
        told: None,
    };
    let changed = once.does("wren", "2026-04-09T10:00", other);
    changed.does("hart", "2026-04-10T10:00", answer(Outcome::Upheld));
    let mut each = changed;
    each.council = with_setting(each.council.clone(), MANY, "yes");
    let wrong = each.invalid("hart", "2026-04-10T10:00", answer(Outcome::Upheld));
    assert_eq!(wrong[0].field, "explanation");
}

#[test]
fn only_officers_log_and_what_the_gate_allows_only_a_field_refuses() {
    let fresh_story = Story::under(cu());
    assert!(fresh_story.gate("hall", THURSDAY, Kind::Log).is_allowed());
    assert!(matches!(
        fresh_story.gate("amin", THURSDAY, Kind::Log),
        Gate::Refused(_)
    ));
    let open = Story::logged(cu(), Permits::Progress);
    let given = open.does("wren", "2026-04-07T10:00", allocate(None));
    let answered = given.does("hall", "2026-04-08T10:00", answer(Outcome::Upheld));
    for story in [&open, &given, &answered] {
        for who in PEOPLE {
            for act in acts() {
                let when = "2026-04-20T10:00";
                let gate = story.gate(who, when, act.kind());
                let came = story.act(who, when, Command::from(act.clone()));
                match (&gate, &came) {
                    (Gate::Allowed { .. }, Ok(_) | Err(Rejection::Invalid(_))) => {}
                    (Gate::Refused(a), Err(Rejection::Refused(b))) => assert_eq!(a, b),
                    (Gate::Hidden, Err(Rejection::Hidden)) => {}
                    (gate, came) => panic!("{who} {act:?}: {gate:?} but {:?}", came.as_ref().err()),
                }
                let erases = act.kind() == Kind::Erase;
                if gate != Gate::Hidden && who != JOBS && !erases {
                    assert!(story.reads(who), "{who} {act:?}");
                }
            }
        }
    }
}

fn acts() -> Vec<Act> {
    let words = || "Sound words.".to_owned();
    let how = How::Letter;
    vec![
        Act::Acknowledge { how },
        allocate(Some(how)),
        Act::TellHandler { how },
        extend(date(2026, 5, 1), None),
        answer(Outcome::NotUpheld),
        Act::NextStage { why: words() },
        Act::AskOmbudsman { reference: None },
        Act::DecideOmbudsman {
            outcome: OmbudsmanOutcome::NoFault,
            words: words(),
        },
        Act::ChangePermits {
            permits: Permits::Nothing,
        },
        Act::Note { words: words() },
        Act::KeepOut {
            person: id("hart"),
            why: words(),
        },
        Act::Close {
            ending: Ending::Withdrawn,
            why: None,
        },
        Act::Judge,
        Act::Erase {
            keys: Vec::new(),
            basis: crate::verdict::Basis::Statute("UK GDPR, article 17".to_owned()),
        },
    ]
}

#[test]
fn the_quarters_report_joins_small_numbers_and_counts_each_once() {
    let quarter = quarter_of(date(2026, 4, 2));
    assert_eq!(quarter, (date(2026, 4, 1), date(2026, 6, 30)));
    let story = Story::logged(cu(), Permits::Nothing);
    let answered = story.does("wren", "2026-04-20T10:00", answer(Outcome::Upheld));
    let longer = story
        .does("wren", "2026-04-20T10:00", extend(date(2026, 5, 8), None))
        .does("wren", "2026-05-08T10:00", answer(Outcome::NotUpheld));
    let few = vec![answered.state().clone()];
    let on = date(2026, 7, 10);
    assert_eq!(
        report(&few, &story.council, quarter, on).all,
        None,
        "fewer than are told"
    );
    let mut all: Vec<State> = vec![answered.state().clone(); 5];
    all.push(longer.state().clone());
    all.push(story.state().clone());
    let mut parking = story.state().clone();
    parking.service = Some(id("parking"));
    all.push(parking);
    let told = report(&all, &story.council, quarter, on);
    let counts = told.all.expect("enough to tell");
    assert_eq!(
        (
            counts.received,
            counts.in_time,
            counts.longer_told,
            counts.open
        ),
        (8, 5, 1, 2)
    );
    assert_eq!((counts.upheld, counts.not_upheld), (5, 1));
    let rows = counts.told();
    assert_eq!(rows[0], ("received".to_owned(), 8));
    let upheld = |(what, _): &&(String, u64)| what.contains("upheld");
    assert_eq!(rows.iter().find(upheld), None, "one would be told alone");
    assert_eq!(
        told.services.len(),
        1,
        "one complaint about parking is told with the others"
    );
    assert_eq!(told.aim, Some(10));
    let json = serde_json::to_string(&told).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Report>(&json).expect("it reads"),
        told
    );
}
