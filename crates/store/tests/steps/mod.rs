//! What a list or a case costs depends on what its reader may read, not on how many cases there are: among ten times
//! as many cases, SQLite's machine takes the same steps to the same answers.

use domain::access::Visible;
use domain::text::terms;
use store::testing::{Cost, cost};
use store::{Filter, Page, Sort, Store};

use crate::support::{
    TempDir, append, batch, content, event, person, readers, reference, row, sees, sqlite, token,
};

/// How many cases the reader may read, in each council.
const READABLE: u64 = 300;
/// The council, small and large.
const SIZES: [u64; 2] = [1_000, 10_000];
/// Cases committed at once.
const AT_ONCE: u64 = 500;

/// A council of so many cases, of which the reader may read the first three hundred.
async fn council(store: &Store, size: u64) {
    for from in (0..size).step_by(AT_ONCE as usize) {
        let mut whole = None;
        for n in from..(from + AT_ONCE).min(size) {
            let own = n < READABLE;
            let words = format!("damp in the kitchen, case{n}x");
            let text = content(n, &words);
            let mut row = row(&reference(n + 1), (n * 7 % 331) as i64);
            row.title = Some(text.key.clone());
            row.search = vec![row.reference.to_string(), "castle".to_owned()];
            row.service = Some("housing".parse().unwrap());
            row.ward = Some("castle".parse().unwrap());
            row.open = n % 3 != 0;
            row.handler = own.then(|| person("ann"));
            row.holder = Some(if own { "a1" } else { "a2" }.parse().unwrap());
            row.waits_on = Some(token(if own { "person:ann" } else { "person:bob" }));
            let tokens = match n % 3 {
                _ if !own => vec!["service:roads", "post:chief"],
                0 => vec!["person:ann"],
                1 => vec!["holder-of:a1"],
                _ => vec!["service:housing", "person:ann"],
            };
            let opened = append(
                row,
                readers(&tokens, &[]),
                0,
                vec![event("raised", &[&text.key])],
            );
            let whole = whole.get_or_insert_with(|| {
                let mut first = batch(opened.clone());
                first.appends.clear();
                first
            });
            whole.terms.push((text.key.clone(), terms(&words)));
            whole.contents.push(text);
            whole.appends.push(opened);
        }
        store.commit(whole.expect("some cases")).await.unwrap();
    }
    while store.index_words().await.unwrap() > 0 {}
}

fn ann() -> Visible {
    sees("ann", &["person:ann", "holder-of:a1", "service:housing"])
}

/// Every list, by name, with what it cost and how many it found.
async fn asked(store: &Store) -> Vec<(&'static str, Cost, usize)> {
    let all = Filter::default;
    let open = Filter {
        open: Some(true),
        ..all()
    };
    let service = Filter {
        service: Some("housing".parse().unwrap()),
        ..all()
    };
    let waiting = Filter {
        waiting_on_me: true,
        ..all()
    };
    let handler = Filter {
        handlers: vec![person("ann")],
        ..all()
    };
    let holder = Filter {
        holders: vec!["a1".parse().unwrap()],
        ..all()
    };
    let mut costs = Vec::new();
    for (name, filter, sort) in [
        ("newest", all(), Sort::Newest),
        ("by due", open, Sort::Due),
        ("of a service", service, Sort::Due),
        ("waiting on me", waiting, Sort::Due),
        ("that I have", handler, Sort::Due),
        ("of a member", holder, Sort::Newest),
    ] {
        let page = Page::first(25, sort);
        cost();
        let listing = store.list(&ann(), &filter, &page).await.unwrap();
        costs.push((name, cost(), listing.items.len()));
        let count = store.count(&ann(), &filter).await.unwrap();
        costs.push((name, cost(), count.n));
    }
    let page = Page::first(25, Sort::Newest);
    for typed in ["damp", "damp castle", "case299x", "xylophone"] {
        cost();
        let (ann, all, terms) = (ann(), all(), terms(typed));
        let found = store.search(&ann, &terms, &all, &page).await.unwrap();
        costs.push((typed, cost(), found.items.len()));
    }
    cost();
    let one = reference(2);
    let loaded = store.load_visible(&one, &ann()).await.unwrap().unwrap();
    costs.push(("one case", cost(), loaded.contents.len()));
    store.glance(&one, &ann()).await.unwrap().unwrap();
    costs.push(("a glance at it", cost(), 1));
    costs
}

#[tokio::test]
async fn a_list_among_ten_times_as_many_cases_visits_the_same_rows() {
    let mut councils = Vec::new();
    for size in SIZES {
        let dir = TempDir::new();
        let store = sqlite(&dir).await;
        council(&store, size).await;
        // The first answer of a connection prepares its statements.
        asked(&store).await;
        councils.push(asked(&store).await);
    }
    let [small, large] = &councils[..] else {
        panic!("two councils")
    };
    for (small, large) in small.iter().zip(large) {
        println!("{small:?}");
        assert!(small.1.steps > 0, "{small:?}");
        assert_eq!(small, large, "among {} and {} cases", SIZES[0], SIZES[1]);
    }
    let found: usize = small.iter().map(|(_, _, found)| found).sum();
    assert!(found > 500, "the reader finds their cases: {found}");
}
