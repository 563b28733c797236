//! Lists, counts, search and figures show a person exactly what they may read, and the rows of the
//! store are what the log says.

use std::collections::BTreeSet;

use domain::access::visible_to;
use domain::enquiries::readers;
use domain::ids::PersonId;
use domain::reference::Reference;
use store::{COUNT_MAX, FiguresFilter, Filter, Page, Sort};

use crate::town::{Town, town};

/// Every persona, and twenty people from all over the council.
async fn people(town: &Town) -> Vec<PersonId> {
    let council = town.operations.council().await.expect("a council");
    let all: Vec<_> = council.directory.people().cloned().collect();
    let stride = (all.len() / 20).max(1);
    let mut people: BTreeSet<_> = all.into_iter().step_by(stride).collect();
    people.extend(town.app.personas().iter().map(|p| p.person.clone()));
    people.into_iter().collect()
}

/// Every enquiry: the other registers have readers of their own.
fn enquiries() -> Filter {
    Filter {
        register: Some("enquiries".to_owned()),
        ..Filter::default()
    }
}

/// A list paged to its end, without a case twice.
async fn listed(town: &Town, person: &PersonId, filter: &Filter, sort: Sort) -> Vec<Reference> {
    let visible = town.operations.visible(person).await.expect("a person");
    let mut page = Page::first(7, sort);
    let mut found = Vec::new();
    loop {
        let listing = town.operations.store().list(&visible, filter, &page).await;
        let listing = listing.expect("a list");
        found.extend(listing.items.into_iter().map(|item| item.row.reference));
        match listing.next {
            Some(next) => page.after = Some(next),
            None => break,
        }
    }
    let once: BTreeSet<_> = found.iter().collect();
    assert_eq!(once.len(), found.len(), "a case stands twice for {person}");
    found
}

#[tokio::test]
async fn lists_equal_the_filter_of_all_cases_by_who_may_read() {
    let town = town().await;
    let store = town.operations.store();
    let council = town.operations.council().await.expect("a council");
    let today = town.operations.today();
    let mut cases = Vec::new();
    for reference in town.references() {
        cases.push(town.state(&reference).await);
    }
    assert!(cases.len() >= 60, "{}", cases.len());
    let mut readable = 0;
    for person in people(&town).await {
        let visible = visible_to(&council.directory, &person, today);
        let may: BTreeSet<_> = cases
            .iter()
            .filter(|state| visible.may_read(&readers(state)).is_some())
            .map(|state| state.reference.clone())
            .collect();
        readable += may.len();
        let all = enquiries();
        for sort in [Sort::Due, Sort::Newest] {
            let found = listed(&town, &person, &all, sort).await;
            assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), may, "{person}");
        }
        let open = Filter {
            open: Some(true),
            ..enquiries()
        };
        let open_may = cases
            .iter()
            .filter(|state| may.contains(&state.reference) && !state.is_ended());
        let open_may: BTreeSet<_> = open_may.map(|state| state.reference.clone()).collect();
        let found = listed(&town, &person, &open, Sort::Due).await;
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), open_may);
        let count = store.count(&visible, &all).await.expect("a count");
        assert_eq!(
            (count.n, count.more),
            (may.len().min(COUNT_MAX), may.len() > COUNT_MAX)
        );

        let asked = FiguresFilter {
            cases: enquiries(),
            today,
        };
        let figures = store.figures(&visible, &asked).await.expect("figures");
        let total: u64 = figures.iter().map(|tally| tally.count).sum();
        assert_eq!(total, may.len() as u64, "{person}");
        for words in ["damp", "flat", "road", "street lamp", "the"] {
            let terms = domain::text::query_terms(words);
            let page = Page::first(100, Sort::Newest);
            let hits = store.search(&visible, &terms, &all, &page).await;
            for item in hits.expect("a search").items {
                assert!(may.contains(&item.row.reference), "{person} found a case");
            }
        }
        for state in &cases {
            let terms = domain::text::query_terms(state.reference.as_str());
            let page = Page::first(100, Sort::Newest);
            let hits = store.search(&visible, &terms, &all, &page).await;
            let hits = hits.expect("a search").items;
            let found = hits
                .iter()
                .any(|item| item.row.reference == state.reference);
            assert_eq!(found, may.contains(&state.reference), "{person}");
            let loaded = store.load_visible(&state.reference, &visible).await;
            let loaded = loaded.expect("an answer").is_some();
            assert_eq!(loaded, may.contains(&state.reference), "{person}");
        }
    }
    assert!(readable > 60, "the test reads too little to show anything");
}

/// What lists read, column by column.
fn kept(town: &Town) -> Vec<Vec<String>> {
    [
        "SELECT * FROM cases ORDER BY reference",
        "SELECT * FROM case_token ORDER BY stream, token",
        "SELECT * FROM case_denied ORDER BY stream, person",
        "SELECT * FROM search_doc ORDER BY stream, content",
    ]
    .map(|sql| town.rows(sql))
    .into()
}

#[tokio::test]
async fn the_rows_folded_anew_from_the_log_are_the_rows() {
    let town = town().await;
    town.operations.run_jobs().await.expect("the jobs");
    let before = kept(&town);
    let rebuilt = town.operations.rebuild().await.expect("a rebuild");
    assert_eq!(rebuilt.cases as usize, before[0].len());
    for (before, after) in before.iter().zip(kept(&town)) {
        for (before, after) in before.iter().zip(&after) {
            assert_eq!(before, after);
        }
        assert_eq!(before.len(), after.len());
    }
}
