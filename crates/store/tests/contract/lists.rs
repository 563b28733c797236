//! Lists: nothing but what the reader may see, in order, page by page.

use domain::access::Visible;
use domain::register::Row;
use store::{Count, Cursor, Filter, Page, Sort, Store};

use crate::support::{append, batch, day, event, open, readers, reference, row, sees, token};

pub async fn absent_and_forbidden_are_the_same(store: &Store) {
    let denied = append(
        row(&reference(1), 1),
        readers(&["service:housing"], &["bob"]),
        0,
        vec![event("raised", &[])],
    );
    store.commit(batch(denied)).await.unwrap();
    let load = |n, visible: Visible| async move {
        store.load_visible(&reference(n), &visible).await.unwrap()
    };
    assert!(load(1, sees("ann", &["service:housing"])).await.is_some());
    assert_eq!(load(1, sees("ann", &["service:parks"])).await, None);
    assert_eq!(load(1, sees("ann", &[])).await, None);
    assert_eq!(load(2, sees("ann", &["service:housing"])).await, None);
    // A denial wins over every relation, in lists and counts too.
    let bob = sees("bob", &["service:housing"]);
    assert_eq!(load(1, bob.clone()).await, None);
    let all = Filter::default();
    let page = Page::first(10, Sort::Due);
    let listing = store.list(&bob, &all, &page).await.unwrap();
    assert_eq!((listing.items.len(), listing.count.n), (0, 0));
    // The reader's relations are replaced by the next act, not added to.
    let moved = append(
        row(&reference(1), 1),
        readers(&["service:parks"], &[]),
        1,
        vec![event("reassigned", &[])],
    );
    store.commit(batch(moved)).await.unwrap();
    assert_eq!(load(1, sees("ann", &["service:housing"])).await, None);
    assert!(load(1, sees("bob", &["service:parks"])).await.is_some());
}

const STATES: [&str; 3] = ["with-officer", "held", "answered"];
const SERVICES: [&str; 3] = ["housing", "parks", "roads"];

/// Whoever is in all of these has so many relations to cases that services and wards are walked instead.
const TEAMS: [&str; 12] = [
    "team:a", "team:b", "team:c", "team:d", "team:e", "team:f", "team:g", "team:h", "team:i",
    "team:j", "team:k", "team:l",
];

/// Some 120 cases that differ in everything that a filter asks for, with who may read each.
fn cases() -> Vec<(Row, Vec<&'static str>, Vec<&'static str>)> {
    (0..120_u64)
        .map(|n| {
            let mut row = row(&reference(n + 1), (n * 7 % 40) as i64);
            let pick = |k: u64| (n * 31 / k) as usize;
            row.state = STATES[pick(2) % 3].into();
            row.open = row.state != "answered";
            row.due = row.due.filter(|_| n % 5 != 0);
            row.service = Some(SERVICES[pick(3) % 3].parse().unwrap());
            row.ward = (n % 4 != 0).then(|| "castle".parse().unwrap());
            row.holder = Some(["a1", "a2"][pick(5) % 2].parse().unwrap());
            row.handler = (n % 3 == 0).then(|| "ann".parse().unwrap());
            row.waits_on = (n % 2 == 0).then(|| token("service:housing"));
            row.judged = (n % 6 == 0).then(|| "late".into());
            row.held = (n % 7 == 0).then(|| "kept".into());
            row.answered_on = (!row.open).then_some(row.received_on);
            row.register = if n % 10 == 9 {
                "complaints"
            } else {
                "enquiries"
            }
            .into();
            let all = ["service:housing", "person:ann", "everyone:"];
            let mut tokens: Vec<&str> = all
                .into_iter()
                .enumerate()
                .filter(|(k, _)| (n >> k) & 1 == 1)
                .map(|(_, token)| token)
                .collect();
            if n % 4 != 0 {
                tokens.extend(TEAMS);
            }
            let denied = if n % 11 == 0 { vec!["ann"] } else { vec![] };
            (row, tokens, denied)
        })
        .collect()
}

async fn fill(store: &Store) -> Vec<(Row, Vec<&'static str>, Vec<&'static str>)> {
    let cases = cases();
    let commits = cases.iter().map(|(row, tokens, denied)| {
        let readers = readers(tokens, denied);
        let append = append(row.clone(), readers, 0, vec![event("raised", &[])]);
        store.commit(batch(append))
    });
    futures::future::try_join_all(commits).await.unwrap();
    cases
}

fn filters() -> Vec<Filter> {
    let all = Filter::default;
    let one = |change: &dyn Fn(&mut Filter)| {
        let mut filter = all();
        change(&mut filter);
        filter
    };
    vec![
        all(),
        one(&|f| f.register = Some("complaints".into())),
        one(&|f| f.waiting_on_me = true),
        one(&|f| {
            f.waiting_on_me = true;
            f.open = Some(true);
            f.handlers = vec!["ann".parse().unwrap()];
        }),
        one(&|f| f.holders = vec!["a1".parse().unwrap()]),
        one(&|f| {
            f.holders = vec!["a1".parse().unwrap(), "a2".parse().unwrap()];
            f.waiting_on_me = true;
        }),
        one(&|f| f.handlers = vec!["ann".parse().unwrap()]),
        one(&|f| {
            f.handlers = vec!["ann".parse().unwrap(), "bob".parse().unwrap()];
            f.open = Some(true);
        }),
        one(&|f| f.service = Some("parks".parse().unwrap())),
        one(&|f| f.ward = Some("castle".parse().unwrap())),
        one(&|f| f.open = Some(true)),
        one(&|f| f.open = Some(false)),
        one(&|f| f.states = vec!["held".into(), "answered".into()]),
        one(&|f| f.overdue_on = Some(day("2026-01-20"))),
        one(&|f| f.due_from = Some(day("2026-01-20"))),
        one(&|f| {
            f.due_from = Some(day("2026-01-12"));
            f.due_to = Some(day("2026-01-25"));
        }),
        one(&|f| {
            f.received_from = Some(day("2026-01-10"));
            f.received_to = Some(day("2026-01-19"));
        }),
        one(&|f| f.answered = Some(true)),
        one(&|f| f.answered = Some(false)),
        one(&|f| f.judged = Some("late".into())),
        one(&|f| f.held = Some("kept".into())),
        one(&|f| f.unjudged = true),
        one(&|f| f.no_ward = true),
        one(&|f| f.no_service = true),
    ]
}

fn meant(filter: &Filter, row: &Row, visible: &Visible) -> bool {
    let is = |want: &Option<String>, have: Option<&str>| {
        want.as_deref().is_none_or(|want| have == Some(want))
    };
    let mine = row.waits_on.as_ref().is_some_and(|t| visible.has(t));
    is(&filter.register, Some(&row.register))
        && (!filter.unjudged || row.judged.is_none())
        && (!filter.no_service || row.service.is_none())
        && (!filter.no_ward || row.ward.is_none())
        && (!filter.waiting_on_me || mine)
        && (filter.holders.is_empty() || filter.holders.contains(row.holder.as_ref().unwrap()))
        && (filter.handlers.is_empty()
            || row
                .handler
                .as_ref()
                .is_some_and(|one| filter.handlers.contains(one)))
        && (filter.service.is_none() || filter.service == row.service)
        && (filter.ward.is_none() || filter.ward == row.ward)
        && filter.open.is_none_or(|open| open == row.open)
        && (filter.states.is_empty() || filter.states.contains(&row.state))
        && filter
            .overdue_on
            .is_none_or(|on| row.open && row.due.is_some_and(|due| due < on))
        && filter
            .due_from
            .is_none_or(|from| row.due.is_some_and(|due| due >= from))
        && filter
            .due_to
            .is_none_or(|to| row.due.is_some_and(|due| due <= to))
        && filter.received_from.is_none_or(|d| row.received_on >= d)
        && filter.received_to.is_none_or(|d| row.received_on <= d)
        && filter
            .answered
            .is_none_or(|yes| row.answered_on.is_some() == yes)
        && is(&filter.judged, row.judged.as_deref())
        && is(&filter.held, row.held.as_deref())
}

/// For every person, filter and order, the pages together are the filter of all cases, in order.
pub async fn a_list_is_the_filter_of_all_cases(store: &Store) {
    let cases = fill(store).await;
    let people = [
        sees("ann", &["service:housing", "person:ann", "everyone:"]),
        sees("bob", &["service:housing", "everyone:"]),
        sees("cat", &["everyone:"]),
        sees("dan", &TEAMS),
        sees("nobody", &[]),
    ];
    for visible in &people {
        for filter in filters() {
            for sort in [Sort::Due, Sort::Newest] {
                let mut expected: Vec<Row> = cases
                    .iter()
                    .filter(|(row, tokens, denied)| {
                        visible.may_read(&readers(tokens, denied)).is_some()
                            && meant(&filter, row, visible)
                    })
                    .map(|(row, ..)| row.clone())
                    .collect();
                match sort {
                    Sort::Due => expected.sort_by_key(|r| {
                        let due = r.due.unwrap_or(jiff::civil::Date::MAX);
                        (!r.open, due, r.reference.clone())
                    }),
                    Sort::Newest => {
                        expected.sort_by_key(|r| (r.received, r.reference.clone()));
                        expected.reverse();
                    }
                }
                let found = pages(store, visible, &filter, sort, expected.len()).await;
                assert_eq!(found, expected, "{visible:?} {filter:?} {sort:?}");
            }
        }
    }
}

/// Every page of seven, one after the other; the count must be right on each.
async fn pages(
    store: &Store,
    visible: &Visible,
    filter: &Filter,
    sort: Sort,
    count: usize,
) -> Vec<Row> {
    let mut page = Page::first(7, sort);
    let mut rows = Vec::new();
    loop {
        let listing = store.list(visible, filter, &page).await.unwrap();
        assert_eq!(listing.count.n, count.min(100));
        rows.extend(listing.items.into_iter().map(|item| item.row));
        let Some(next) = listing.next else {
            return rows;
        };
        page.after = Some(next.to_string().parse().unwrap());
    }
}

/// A case that several relations let in comes once; one that changes between pages is not shown twice.
pub async fn pages_hold_every_case_once(store: &Store) {
    for n in 1..=9 {
        open(store, row(&reference(n), 1), &["person:ann", "everyone:"])
            .await
            .unwrap();
    }
    let ann = sees("ann", &["person:ann", "everyone:"]);
    let rows = pages(store, &ann, &Filter::default(), Sort::Due, 9).await;
    assert_eq!(rows.len(), 9);
    let mut references: Vec<_> = rows.iter().map(|row| &row.reference).collect();
    references.dedup();
    assert_eq!(references.len(), 9);
}

pub async fn a_count_stops_at_a_hundred(store: &Store) {
    let opened = (1..=130).map(|n| open(store, row(&reference(n), 1), &["everyone:"]));
    futures::future::try_join_all(opened).await.unwrap();
    let ann = sees("ann", &["person:ann", "everyone:"]);
    let count = store.count(&ann, &Filter::default()).await.unwrap();
    assert_eq!(count, Count { n: 100, more: true });
    assert_eq!(count.to_string(), "100+");
    let filter = Filter {
        open: Some(false),
        ..Filter::default()
    };
    let none = store.count(&ann, &filter).await.unwrap();
    assert_eq!(none.to_string(), "0");
}

pub async fn a_cursor_tells_no_number(store: &Store) {
    for n in 1..=3 {
        open(store, row(&reference(n), 1), &["everyone:"])
            .await
            .unwrap();
    }
    let ann = sees("ann", &["everyone:"]);
    let page = Page::first(2, Sort::Due);
    let listing = store.list(&ann, &Filter::default(), &page).await.unwrap();
    let last = &listing.items[1].row;
    let cursor = listing.next.unwrap();
    let expected = format!("open.{}.{}", last.due.unwrap(), last.reference);
    assert_eq!(cursor.to_string(), expected);
    for bad in [
        "",
        "open",
        "open.2026-02-31.ENQ-7K3F-2QM",
        "7",
        "received.x.y",
    ] {
        assert!(bad.parse::<Cursor>().is_err(), "{bad}");
    }
}
