//! What a list costs on SQLite, in the steps of its machine: the same among a million cases as among a few
//! thousand, if the reader may read the same of them.

use domain::text::terms;
use store::{Filter, Page, Sort, Store};

use super::sees;

/// What lists cost somebody who may read three hundred cases, however many there are: on SQLite the steps of
/// its machine, which grow with every row that is visited.
pub async fn told(store: &Store) {
    let reader = sees(&["post:three-hundred"]);
    println!("steps of SQLite for a reader of 300 cases (questions, steps, found):");
    let page = |sort| Page::first(25, sort);
    for sort in [Sort::Newest, Sort::Due] {
        store::testing::cost();
        let (all, page) = (Filter::default(), page(sort));
        let listing = store.list(&reader, &all, &page).await;
        let found = listing.expect("a list").count;
        let cost = store::testing::cost();
        println!(
            "  list, {sort:?}: {}, {}, {found}",
            cost.questions, cost.steps
        );
    }
    for typed in ["boiler", "damp refuse", "xylophone"] {
        store::testing::cost();
        let terms = terms(typed);
        let (all, page) = (Filter::default(), page(Sort::Newest));
        let found = store.search(&reader, &terms, &all, &page);
        let found = found.await.expect("a search").count;
        let cost = store::testing::cost();
        println!(
            "  search, `{typed}`: {}, {}, {found}",
            cost.questions, cost.steps
        );
    }
}
