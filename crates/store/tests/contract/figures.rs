//! Figures: counts over what the reader may see, and nothing beside it.

use store::{By, Figures, FiguresFilter, Filter, Store};

use crate::support::{append, batch, day, event, readers, reference, row, sees};

async fn ask(store: &Store, person: &str, tokens: &[&str], by: By, cases: Filter) -> Figures {
    let filter = FiguresFilter {
        cases,
        by,
        today: day("2026-02-15"),
    };
    store.figures(&sees(person, tokens), &filter).await.unwrap()
}

pub async fn figures_count_what_lists_show(store: &Store) {
    for n in 0..60_u64 {
        let mut row = row(&reference(n), n as i64);
        row.open = n % 3 != 0;
        row.service = Some(["housing", "parks"][n as usize % 2].parse().unwrap());
        row.answered_on = (!row.open).then_some(row.received_on);
        row.judged = (!row.open).then(|| ["in-time", "late"][n as usize % 2].into());
        row.held = (n % 5 == 0).then(|| "kept".into());
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
    let both = ["everyone:", "person:ann"];
    let total = |figures: &Figures| figures.counts.iter().map(|f| f.count).sum::<u64>();
    let ann = ask(store, "ann", &both, By::Council, Filter::default()).await;
    assert_eq!(total(&ann), 59);
    let bob = ask(store, "bob", &["everyone:"], By::Service, Filter::default()).await;
    assert_eq!(total(&bob), 40);
    assert_eq!(
        ask(store, "cat", &[], By::Ward, Filter::default()).await,
        Figures::default()
    );

    let services: Vec<_> = bob.counts.iter().map(|f| f.group.as_deref()).collect();
    assert!(services.contains(&Some("housing")) && services.contains(&Some("parks")));
    // Every number opens exactly its cases.
    for figure in &bob.counts {
        let cases = Filter {
            service: figure.group.as_deref().map(|id| id.parse().unwrap()),
            received_from: Some(figure.month),
            received_to: Some(figure.month.last_of_month()),
            open: Some(figure.open),
            judged: figure.judged.clone(),
            held: figure.held.clone(),
            answered: Some(figure.answered),
            overdue_on: figure.overdue.then(|| day("2026-02-15")),
            ..Filter::default()
        };
        let alike = ask(store, "bob", &["everyone:"], By::Service, cases).await;
        let same = alike.counts.iter().find(|other| *other == figure);
        assert_eq!(same.map(|f| f.count), Some(figure.count));
    }
    let open: u64 = bob.counts.iter().filter(|f| f.open).map(|f| f.count).sum();
    assert_eq!(bob.open_since.values().sum::<u64>(), open);
    assert_eq!(bob.open_since.get(&day("2026-01-02")), Some(&1));
    let overdue: u64 = bob
        .counts
        .iter()
        .filter(|f| f.overdue)
        .map(|f| f.count)
        .sum();
    assert_eq!(
        overdue, 25,
        "received by 7 February less seven days, and open"
    );
}
