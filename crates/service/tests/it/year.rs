//! The demo's year: 600 enquiries in every state, of every ward and service, with every ending and every
//! kind of part, so that whoever looks around meets what a council meets.

use std::collections::BTreeMap;

use domain::clock::Verdict;
use domain::enquiries::event::{AnswerKind, Closer, Closure, RaisedBy, UrgentGround};
use domain::enquiries::{Enquiries, Event, HoldReply, PromiseOutcome, State};
use domain::ids::Stream;
use domain::register::Register as _;
use service::demo::Plan;

use crate::town::{Town, town, under};

/// What a demo has of something, by name.
type Counted = BTreeMap<String, usize>;

/// What a protocol has that neither shipped nor set by the demo's council: a second stage, and days in
/// which an answered enquiry stays open for a follow-up.
const NOT_HERE: [&str; 4] = [
    "second-stage-asked",
    "second-stage-agreed",
    "second-stage-refused",
    "followed-up",
];

/// Every word for where an enquiry stands.
const STATES: [&str; 13] = [
    "with-team",
    "with-service",
    "with-officer",
    "held",
    "waiting-on-member",
    "promise-missed",
    "member-left",
    "answered",
    "closed",
    "merged",
    "complaint",
    "handed-on",
    "not-ours",
];

async fn of_a_year() -> Town {
    under(&Plan::new("cambridge-updated", 600).expect("a pack")).await
}

/// How many open enquiries a persona deals with, or has raised, are as a condition on `cases` says.
fn in_hand(town: &Town, by: &str, condition: &str) -> usize {
    let open = "register = 'enquiries' AND closed = 0";
    let rows = town.rows(&format!(
        "SELECT count(*) FROM cases WHERE {open} AND {by} AND {condition}"
    ));
    number(&rows[0])
}

/// How often each of these stands in the lists.
fn counted(town: &Town, column: &str) -> Counted {
    let rows = town.rows(&format!(
        "SELECT {column}, count(*) FROM cases WHERE register = 'enquiries' AND {column} IS NOT NULL \
         GROUP BY 1"
    ));
    let split = rows.iter().filter_map(|row| row.split_once('|'));
    let named = split.map(|(name, n)| (name.trim_matches('"').to_owned(), number(n)));
    named.collect()
}

fn number(cell: &str) -> usize {
    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    digits.parse().expect("a number")
}

/// Fails where the demo has none of something that a year of enquiries has.
#[track_caller]
fn has(counted: &Counted, what: &str, wanted: impl IntoIterator<Item = String>) {
    let wanted = wanted.into_iter();
    let missing: Vec<_> = wanted
        .filter(|name| counted.get(name).is_none_or(|n| *n == 0))
        .collect();
    assert!(missing.is_empty(), "no {what}: {missing:?} in {counted:?}");
}

fn debug<T: std::fmt::Debug>(all: &[T]) -> Vec<String> {
    all.iter().map(|one| format!("{one:?}")).collect()
}

/// What the cases themselves say that no list does.
#[derive(Default)]
struct Told {
    events: Counted,
    endings: Counted,
    answers: Counted,
    holds: Counted,
    promises: Counted,
    raised_by: Counted,
    urgent: Counted,
    verdicts: Counted,
}

impl Told {
    fn event(&mut self, event: &Event) {
        note(&mut self.events, event.name());
        match event {
            Event::Answered(answered) => note(&mut self.answers, answered.answer),
            Event::Judged(judged) => note(&mut self.verdicts, judged.verdict),
            Event::Closed(closed) => note(&mut self.endings, (closed.by, closed.ending)),
            _ => {}
        }
    }

    fn state(&mut self, state: &State) {
        for hold in &state.holds {
            match hold.reply {
                HoldReply::Contested(_) => note(&mut self.holds, "Contested"),
                reply => note(&mut self.holds, format!("{reply:?}")),
            }
        }
        for promise in &state.promises {
            note(&mut self.promises, promise.outcome);
        }
        if let Some(ground) = state.urgent {
            note(&mut self.urgent, ground);
        }
        note(&mut self.raised_by, state.raised_by);
    }
}

fn note(counted: &mut Counted, what: impl std::fmt::Debug) {
    let name = format!("{what:?}").trim_matches('"').to_owned();
    *counted.entry(name).or_default() += 1;
}

/// Whoever looks around as the officer or as the member finds work in hand, of each kind.
async fn the_desks_are_full(town: &Town) {
    let today = town.operations.today();
    let officer = format!("handler = '{}'", town.persona("officer"));
    let wanted = [
        ("all of it", "state <> 'answered'".to_owned(), 36..46),
        ("late", format!("due < '{today}'"), 4..9),
        ("due today", format!("due = '{today}'"), 5..9),
        ("later", format!("due > '{today}'"), 20..40),
        ("held", "state = 'held'".to_owned(), 8..13),
        (
            "with the member",
            "state = 'waiting-on-member'".to_owned(),
            2..5,
        ),
        ("answered", "state = 'answered'".to_owned(), 2..9),
    ];
    for (what, condition, of) in wanted {
        let n = in_hand(town, &officer, &condition);
        assert!(of.contains(&n), "{what}: {n}, not {of:?}");
    }
    let new = in_hand(
        town,
        "service = 'housing-repairs'",
        "state = 'with-service'",
    );
    assert!((4..9).contains(&new), "new: {new}");
    let seat = town.seat(&town.persona("member")).await;
    let member = format!("holder = '{seat}'");
    let open = in_hand(town, &member, "state <> 'answered'");
    assert!((8..24).contains(&open), "the member's: {open}");
    assert!(in_hand(town, &member, "state = 'answered'") >= 2);
}

#[tokio::test]
async fn the_officer_of_a_small_demo_has_several_to_answer() {
    let town = town().await;
    let officer = format!("handler = '{}'", town.persona("officer"));
    let open = in_hand(
        &town,
        &officer,
        "state NOT IN ('answered', 'promise-missed')",
    );
    assert!((4..20).contains(&open), "{open}");
}

#[tokio::test]
async fn the_demo_has_six_hundred_enquiries_in_every_state_over_a_year() {
    let town = of_a_year().await;
    let references = town.references();
    // What was split off is an enquiry of its own.
    assert!(
        (600..640).contains(&references.len()),
        "{}",
        references.len()
    );
    has(&counted(&town, "state"), "state", STATES.map(str::to_owned));
    let months: Counted = counted(&town, "substr(received_on, 1, 7)");
    assert_eq!(months.len(), 13, "{months:?}");
    assert!(months.values().all(|n| *n >= 10), "{months:?}");
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let wards = council.directory.wards.on(today);
    let wards = wards.map(|ward| ward.id.to_string());
    has(&counted(&town, "ward"), "ward", wards);
    let services = council.directory.services.on(today);
    let services = services.map(|service| service.id.to_string());
    has(&counted(&town, "service"), "service", services);

    the_desks_are_full(&town).await;

    let mut told = Told::default();
    for reference in &references {
        let stream = Stream::case(Enquiries::NAME, reference);
        let mut state = None;
        for event in town.events(&stream).await {
            told.event(&event.event);
            state = Enquiries::evolve(state, &event);
        }
        told.state(&state.expect("a case"));
    }
    let known = Event::NAMES.iter().filter(|name| !NOT_HERE.contains(name));
    has(&told.events, "event", known.map(|name| (*name).to_owned()));
    let endings = [
        (Closer::Member, Closure::Answered),
        (Closer::Member, Closure::Withdrawn),
        (Closer::Member, Closure::RaisedInError),
        (Closer::Officer, Closure::NoReply),
        (Closer::Officer, Closure::Duplicate),
        (Closer::Officer, Closure::MemberLeft),
        (Closer::Setting, Closure::Answered),
    ];
    has(&told.endings, "ending", debug(&endings));
    let answers = [
        AnswerKind::Full,
        AnswerKind::WorksProgrammed,
        AnswerKind::Refused,
        AnswerKind::PassedOn,
        AnswerKind::NoAction,
    ];
    has(&told.answers, "answer", debug(&answers));
    let verdicts = [
        Verdict::InTime,
        Verdict::ExplainedInTime,
        Verdict::Late,
        Verdict::ExplainedLate,
        Verdict::Kept,
        Verdict::Missed,
    ];
    has(&told.verdicts, "verdict", debug(&verdicts));
    let replies = ["Silent", "Agreed", "Contested"];
    has(&told.holds, "holding reply", replies.map(str::to_owned));
    let promises = [
        PromiseOutcome::Open,
        PromiseOutcome::Kept,
        PromiseOutcome::Missed,
    ];
    has(&told.promises, "promise", debug(&promises));
    let hands = [
        RaisedBy::Member,
        RaisedBy::Assistant,
        RaisedBy::OfficerByTelephone,
        RaisedBy::OfficerInWriting,
        RaisedBy::OfficerInPerson,
    ];
    has(&told.raised_by, "hand", debug(&hands));
    let grounds = [
        UrgentGround::HealthOrSafety,
        UrgentGround::VulnerablePerson,
        UrgentGround::DateWillPass,
    ];
    has(&told.urgent, "ground of urgency", debug(&grounds));
}
