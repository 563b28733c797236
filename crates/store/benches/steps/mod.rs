//! What a list costs on SQLite, in the steps of its machine: the same among a million cases as among ten
//! thousand (so many the first round of acts leaves), if the reader may read the same of them.

use domain::text::terms;
use store::testing::{Cost, cost};
use store::{Filter, Page, Sort, Store};

use super::sees;

/// What one question cost, and what it found.
pub struct Asked {
    what: String,
    cost: Cost,
    found: String,
    /// Whether it must cost the same however many cases there are.
    list: bool,
}

/// What lists and searches cost somebody who may read three hundred cases: on SQLite the steps of its
/// machine, which grow with every row that is visited.
pub async fn asked(store: &Store) -> Vec<Asked> {
    // The first answer of a connection prepares its statements.
    once(store).await;
    once(store).await
}

async fn once(store: &Store) -> Vec<Asked> {
    let reader = sees(&["post:three-hundred"]);
    let mut all = Vec::new();
    for sort in [Sort::Newest, Sort::Due] {
        cost();
        let (filter, page) = (Filter::default(), Page::first(25, sort));
        let listing = store.list(&reader, &filter, &page).await;
        all.push(Asked {
            what: format!("list, {sort:?}"),
            found: listing.expect("a list").count.to_string(),
            cost: cost(),
            list: true,
        });
    }
    for typed in ["boiler", "damp refuse", "xylophone"] {
        cost();
        let (filter, page) = (Filter::default(), Page::first(25, Sort::Newest));
        let terms = terms(typed);
        let found = store.search(&reader, &terms, &filter, &page).await;
        all.push(Asked {
            what: format!("search, `{typed}`"),
            found: found.expect("a search").count.to_string(),
            cost: cost(),
            list: false,
        });
    }
    all
}

/// Says both, and fails where a list visits other rows among many cases than among few.
pub fn told((a, few): &(u64, Vec<Asked>), (b, many): &(u64, Vec<Asked>)) {
    println!("steps of SQLite for a reader of 300 cases, among {a} cases and among {b}:");
    for (few, many) in few.iter().zip(many) {
        let (a, b) = (few.cost, many.cost);
        println!(
            "  {}: {} questions, {} steps, found {}; {} questions, {} steps, found {}",
            few.what, a.questions, a.steps, few.found, b.questions, b.steps, many.found
        );
        assert_eq!(few.found, many.found, "{}", few.what);
        assert!(!few.list || a == b, "{} visits other rows", few.what);
    }
}
