//! Search: the same hits on both engines, and only of what the reader may see.

use domain::access::Visible;
use domain::text::terms;
use store::{COUNT_MAX, Filter, Page, Sort, Store};

use crate::support::{append, batch, content, event, readers, reference, row, sees};

/// A case with these words, readable by these relations, received on a day.
async fn raise(store: &Store, n: u64, received: i64, words: &str, tokens: &[&str], ward: &str) {
    let text = content(n, words);
    let mut row = row(&reference(n), received);
    row.search = vec![row.reference.to_string(), ward.to_owned()];
    row.state = if n.is_multiple_of(2) {
        "held"
    } else {
        "answered"
    }
    .into();
    let mut raised = batch(append(
        row,
        readers(tokens, &[]),
        0,
        vec![event("raised", &[&text.key])],
    ));
    raised.terms = vec![(text.key.clone(), terms(words))];
    raised.contents.push(text);
    store.commit(raised).await.unwrap();
}

/// The numbers of the cases found, in order, through all pages.
async fn find(store: &Store, visible: &Visible, typed: &str, filter: &Filter) -> Vec<u64> {
    let mut page = Page::first(5, Sort::Newest);
    let mut found = Vec::new();
    loop {
        let listing = store
            .search(visible, &terms(typed), filter, &page)
            .await
            .unwrap();
        let numbers = listing.items.iter().map(|item| {
            let known = (0..400).find(|n| reference(*n) == item.row.reference);
            known.unwrap()
        });
        found.extend(numbers);
        assert!(listing.count.n >= found.len().min(100));
        let Some(next) = listing.next else {
            assert_eq!(listing.count.n, found.len().min(100));
            return found;
        };
        page.after = Some(next.to_string().parse().unwrap());
    }
}

pub async fn every_term_must_be_found_and_the_last_by_its_beginning(store: &Store) {
    let everyone = ["everyone:"];
    raise(
        store,
        1,
        1,
        "Damp on the stairwell wall",
        &everyone,
        "Castle",
    )
    .await;
    raise(
        store,
        2,
        2,
        "Damp in the kitchen; 100% wet",
        &everyone,
        "Abbey",
    )
    .await;
    raise(store, 3, 3, "Stairs are broken", &everyone, "Castle").await;
    raise(store, 4, 4, "Damp stairwell", &["person:bob"], "Castle").await;
    let ann = sees("ann", &["everyone:", "person:ann"]);
    let all = Filter::default();
    // Before the words are in the index of terms and after.
    for _ in 0..2 {
        assert_eq!(find(store, &ann, "damp", &all).await, [2, 1]);
        assert_eq!(find(store, &ann, "wall damp", &all).await, [1]);
        assert_eq!(find(store, &ann, "damp kit", &all).await, [2]);
        assert_eq!(find(store, &ann, "kit damp", &all).await, [] as [u64; 0]);
        assert_eq!(find(store, &ann, "damp castle", &all).await, [1]);
        assert_eq!(find(store, &ann, "stair", &all).await, [3, 1]);
        assert_eq!(find(store, &ann, "", &all).await, [] as [u64; 0]);
        let own = reference(3).to_string();
        assert_eq!(find(store, &ann, &own, &all).await, [3]);
        let held = Filter {
            states: vec!["held".into()],
            ..Filter::default()
        };
        assert_eq!(find(store, &ann, "damp", &held).await, [2]);
        let bob = sees("bob", &["person:bob"]);
        assert_eq!(find(store, &bob, "damp", &all).await, [4]);
        while store.index_words().await.unwrap() > 0 {}
    }
    // What has no terms is no search, and no term is taken for a pattern.
    let page = Page::first(5, Sort::Newest);
    for odd in ["%", "_", " ", "\0", "'", "damp%"] {
        let listing = store.search(&ann, &[odd.into()], &all, &page).await;
        assert_eq!(listing.unwrap().items, [], "{odd:?}");
    }
}

const WORDS: [&str; 12] = [
    "damp", "door", "repair", "repeat", "road", "rough", "bin", "bins", "parking", "park", "noise",
    "ward",
];

/// Generated words: the hits are those of looking at every case, for any reader and any filter.
pub async fn a_search_finds_what_a_filter_of_all_cases_finds(store: &Store) {
    let cases: Vec<(u64, String, Vec<&str>)> = (1..=160_u64)
        .map(|n| {
            let word = |k: u64| WORDS[((n * 2_654_435_761) >> (k * 4)) as usize % WORDS.len()];
            let words = format!("{} {} {}", word(1), word(2), word(3));
            let tokens = ["everyone:", "person:ann", "service:parks"];
            let some = tokens.into_iter().enumerate();
            let some = some.filter(|(k, _)| (n >> k) & 1 == 1).map(|(_, t)| t);
            (n, words, some.collect())
        })
        .collect();
    let raised = cases
        .iter()
        .map(|(n, words, tokens)| raise(store, *n, (*n % 50) as i64, words, tokens, "Castle"));
    futures::future::join_all(raised).await;
    // Half of the words are in the index of terms by now, the others wait.
    store.index_words().await.unwrap();
    for visible in [
        sees("ann", &["everyone:", "person:ann"]),
        sees("bob", &["service:parks"]),
    ] {
        for typed in [
            "damp",
            "pa",
            "r",
            "repe",
            "road rep",
            "bin noise",
            "castle do",
            "zebra",
        ] {
            let asked = terms(typed);
            let mut expected: Vec<u64> = cases
                .iter()
                .filter(|(n, words, tokens)| {
                    let has = terms(&format!("{words} Castle {}", reference(*n)));
                    let (last, whole) = asked.split_last().unwrap();
                    visible.may_read(&readers(tokens, &[])).is_some()
                        && whole.iter().all(|term| has.contains(term))
                        && has.iter().any(|term| term.starts_with(last.as_str()))
                })
                .map(|(n, ..)| *n)
                .collect();
            expected.sort_by_key(|n| std::cmp::Reverse((n % 50, reference(*n))));
            let found = find(store, &visible, typed, &Filter::default()).await;
            assert_eq!(found, expected, "{typed}");
            every_way(store, &visible, &asked, &expected).await;
        }
    }
}

/// By whichever way a search goes, and page by page, it finds the same.
async fn every_way(store: &Store, visible: &Visible, asked: &[String], expected: &[u64]) {
    let all = Filter::default();
    for few in [(0, 0), (1, 20), (10, 50), (30, 60), (30, 1_000)] {
        let mut page = Page::first(7, Sort::Newest);
        let mut found = Vec::new();
        loop {
            let listing = store
                .search_where_few_is(few, visible, asked, &all, &page)
                .await
                .unwrap();
            assert_eq!(
                listing.count.n,
                expected.len().min(COUNT_MAX),
                "{asked:?}, {few:?}"
            );
            found.extend(listing.items.iter().map(|item| item.row.reference.clone()));
            let Some(next) = listing.next else { break };
            page.after = Some(next);
        }
        let expected: Vec<_> = expected.iter().map(|n| reference(*n)).collect();
        assert_eq!(found, expected, "{asked:?}, {few:?}");
    }
}

pub async fn words_are_matched_and_shown_only_for_who_may_read_them(store: &Store) {
    let title = content(1, "Damp in the kitchen");
    let mut row = row(&reference(1), 1);
    row.title = Some(title.key.clone());
    row.search = vec!["Castle".into()];
    let all = readers(&["holder-of:a", "post:monitoring-officer"], &[]);
    let mut open = append(row, all, 0, vec![event("raised", &[&title.key])]);
    let projection = open.projection.as_mut().unwrap();
    projection.words = Some(readers(&["holder-of:a"], &[]));
    let mut raised = batch(open);
    raised.terms = vec![(title.key.clone(), terms("Damp in the kitchen"))];
    raised.contents.push(title);
    store.commit(raised).await.unwrap();

    let filter = Filter::default();
    let page = Page::first(5, Sort::Newest);
    for indexed in [false, true] {
        for (who, tokens, words) in [
            ("member", vec!["holder-of:a"], true),
            ("keeper", vec!["post:monitoring-officer"], false),
            ("both", vec!["post:monitoring-officer", "holder-of:a"], true),
        ] {
            let visible = sees(who, &tokens);
            let found = find(store, &visible, "damp kitchen", &filter).await;
            assert_eq!(found.len(), usize::from(words), "{who}, {indexed}");
            // Where it is, and its reference, are no words of it.
            assert_eq!(find(store, &visible, "castle", &filter).await, [1]);
            let listing = store.list(&visible, &filter, &page).await.unwrap();
            let [item] = listing.items.as_slice() else {
                panic!("{who} is not listed the case");
            };
            assert_eq!((item.words, item.title.is_some()), (words, words), "{who}");
        }
        while store.index_words().await.unwrap() > 0 {}
    }
}
