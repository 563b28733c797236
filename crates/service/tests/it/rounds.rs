//! Rounds of the jobs: what was looked at and is as it was is passed over, and nothing that is owed is.

use domain::calendar::CalendarEvent;
use jiff::Timestamp;
use jiff::civil::date;
use service::entropy::Entropy;
use service::operations::{FactChange, Keeper};
use store::testing::cost;

use crate::leaving::leaves;
use crate::town::{Town, damp, town};

/// Rounds, and the hours between two of them: more than one on some days, over months.
const ROUNDS: usize = 14;
const HOURS: i64 = 20;

/// What the jobs did: every event, every line in an inbox.
fn done(town: &Town) -> Vec<String> {
    let mut rows = town.rows(
        "SELECT s.name, e.version, e.at, e.actor, e.kind, e.payload, e.cites \
         FROM events e JOIN stream s ON s.id = e.stream ORDER BY 1, 2",
    );
    rows.extend(
        town.rows("SELECT person, at, reference, kind, basis FROM notice ORDER BY 1, 2, 3, 4"),
    );
    rows
}

/// What happens besides the jobs, in some rounds.
async fn happens(town: &Town, round: usize) {
    match round {
        3 => {
            let member = town.persona("member");
            town.raise(&member, None, damp()).await.expect("raised");
        }
        5 => {
            let added = CalendarEvent::HolidayAdded {
                date: date(2026, 6, 17),
                title: "A day of thanks".to_owned(),
                reason: None,
            };
            let changes = vec![FactChange::Calendar(added)];
            let changed = town.operations.change(Keeper::Operator, changes, None);
            changed.await.expect("a holiday");
        }
        9 => leaves(town, &town.persona("officer")).await,
        _ => {}
    }
}

#[tokio::test]
async fn rounds_that_pass_over_what_is_settled_do_what_whole_rounds_do() {
    let (passing, whole) = (town().await, town().await);
    let begun = passing.operations.now();
    let mut acts = 0;
    for round in 0..ROUNDS {
        let at: Timestamp = begun + jiff::SignedDuration::from_hours(HOURS * round as i64);
        for town in [&passing, &whole] {
            town.operations.clock().set(at);
            happens(town, round).await;
        }
        let did = passing.operations.run_jobs().await.expect("the jobs");
        // A process that has only begun knows of nothing that is settled.
        let begun = whole.operations.with_entropy(Entropy::seeded([9; 32]));
        assert_eq!(begun.run_jobs().await.expect("the jobs"), did, "{round}");
        acts += did;
    }
    assert!(acts > 0, "{acts}");
    assert_eq!(done(&passing), done(&whole));
}

#[tokio::test]
async fn a_second_round_asks_for_no_case_again_but_for_one_that_moved() {
    let town = town().await;
    let jobs = || async {
        cost();
        town.operations.run_jobs().await.expect("the jobs");
        cost().questions
    };
    jobs().await;
    let first = town.operations.with_entropy(Entropy::seeded([9; 32]));
    cost();
    first.run_jobs().await.expect("the jobs");
    let whole = cost().questions;
    // Once more, as the first of the two may find that the council's facts are to be looked at again.
    jobs().await;
    let settled = jobs().await;
    let member = town.persona("member");
    town.raise(&member, None, damp()).await.expect("raised");
    let one = jobs().await;
    assert!(settled * 4 < whole, "{settled} of {whole}");
    assert!(one > settled && one < settled + 20, "{one} after {settled}");
}
