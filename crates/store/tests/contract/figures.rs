//! Figures count what lists show, and what is released leaves out what is kept from somebody.

use domain::even_hands::Fared;
use domain::figures::Tally;
use store::{FiguresFilter, Filter, Page, Sort, Store};

use crate::support::{append, batch, day, event, readers, reference, row, sees};

async fn ask(store: &Store, person: &str, tokens: &[&str], cases: Filter) -> Vec<Tally> {
    let today = day("2026-02-15");
    let filter = FiguresFilter { cases, today };
    store.figures(&sees(person, tokens), &filter).await.unwrap()
}

fn total(tallies: &[Tally]) -> u64 {
    tallies.iter().map(|tally| tally.count).sum()
}

async fn fill(store: &Store) {
    for n in 0..60_u64 {
        let mut row = row(&reference(n), n as i64);
        row.open = n % 3 != 0;
        row.service = (n % 7 != 0).then(|| ["housing", "parks"][n as usize % 2].parse().unwrap());
        row.ward = (n % 4 != 0).then(|| "castle".parse().unwrap());
        row.answered_on = (!row.open).then_some(row.received_on);
        row.judged = (!row.open).then(|| ["in-time", "late"][n as usize % 2].into());
        row.held = (n % 5 == 0).then(|| "kept".into());
        row.holder = Some(["a1", "a2"][n as usize % 2].parse().unwrap());
        // Two relations let in the same person: each case counts once.
        let tokens: &[&str] = if n < 40 {
            &["everyone:", "person:ann"]
        } else {
            &["person:ann"]
        };
        let denied: &[&str] = if n == 1 { &["ann"] } else { &[] };
        let append = append(row, readers(tokens, denied), 0, vec![event("raised", &[])]);
        store.commit(batch(append)).await.unwrap();
    }
}

pub async fn figures_count_what_lists_show(store: &Store) {
    fill(store).await;
    let both = ["everyone:", "person:ann"];
    let ann = ask(store, "ann", &both, Filter::default()).await;
    assert_eq!(total(&ann), 59);
    let bob = ask(store, "bob", &["everyone:"], Filter::default()).await;
    assert_eq!(total(&bob), 40);
    assert_eq!(ask(store, "cat", &[], Filter::default()).await, []);
    let of_one = Filter {
        holders: vec!["a1".parse().unwrap()],
        ..Filter::default()
    };
    assert_eq!(total(&ask(store, "bob", &["everyone:"], of_one).await), 20);

    // Every number opens exactly its cases.
    for tally in &bob {
        let cases = Filter {
            service: tally.service.clone(),
            no_service: tally.service.is_none(),
            ward: tally.ward.clone(),
            no_ward: tally.ward.is_none(),
            received_from: Some(tally.open_since.unwrap_or(tally.month)),
            received_to: Some(tally.open_since.unwrap_or(tally.month.last_of_month())),
            open: Some(tally.open_since.is_some()),
            judged: tally.judged.clone(),
            unjudged: tally.judged.is_none(),
            held: tally.held.clone(),
            answered: Some(tally.answered),
            overdue_on: tally.overdue.then(|| day("2026-02-15")),
            ..Filter::default()
        };
        let person = sees("bob", &["everyone:"]);
        let page = Page::first(100, Sort::Due);
        let list = store.list(&person, &cases, &page).await.unwrap();
        let listed = list.items.iter().filter(|item| item.row.held == tally.held);
        assert_eq!(listed.count() as u64, tally.count, "{tally:?}");
    }
    let overdue = ann.iter().filter(|t| t.overdue).map(|t| t.count);
    assert_eq!(
        overdue.sum::<u64>(),
        24,
        "due by 14 February, open, not kept from Ann"
    );
}

pub async fn a_release_counts_all_but_what_is_kept_from_somebody(store: &Store) {
    fill(store).await;
    let period = (day("2026-01-01"), day("2026-01-31"));
    let all = |register: &'static str| async move {
        let day = day("2026-02-15");
        let counted = store.figures_of_all_for_release(register, period, day);
        counted.await.unwrap()
    };
    assert_eq!(total(&all("enquiries").await), 30);
    assert_eq!(all("complaints").await, []);
    let replies = store.replies_of_all_for_release("enquiries", period).await;
    let replies = replies.unwrap();
    let answered = all("enquiries").await;
    let answered = answered.iter().filter(|t| t.answered).map(|t| t.count);
    let fared = replies.iter().map(|fared| u64::from(fared.count));
    assert_eq!(fared.sum::<u64>(), answered.sum::<u64>());
    let inside = |fared: &Fared| (period.0..=period.1).contains(&fared.received);
    assert!(!replies.is_empty() && replies.iter().all(inside));
    let mut listed = Vec::new();
    loop {
        let page = store.cases_of_all_for_release("enquiries", period, listed.last(), 7);
        let page = page.await.unwrap();
        if page.is_empty() {
            break;
        }
        listed.extend(page);
    }
    assert_eq!(listed.len(), 30, "each once, page by page");
    assert!(listed.is_sorted_by(|a, b| a.as_str() < b.as_str()));
}
