//! `docs/duties.md` is made of the packs. Make it anew with
//! `WARDROOM_REWRITE=1 cargo test -p domain --test packs`.

use domain::protocol::packs::SHIPPED;
use domain::protocol::table::duties_table;

use crate::folder::{rewriting, root};

#[test]
fn the_table_of_duties_is_what_the_packs_say() {
    let protocols: Vec<_> = SHIPPED
        .iter()
        .map(|pack| domain::protocol::load(&pack.files()).expect("a shipped pack"))
        .collect();
    let table = duties_table(&protocols);
    let file = root().join("docs/duties.md");
    if rewriting() {
        std::fs::write(&file, &table).expect("a file to write");
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        there == table,
        "docs/duties.md is out of date: run `WARDROOM_REWRITE=1 cargo test -p domain --test packs`"
    );
}
