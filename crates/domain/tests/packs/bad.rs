//! Every pack of `packs/_bad` is refused, with the words in its `expected.txt`.

use domain::protocol::load;

use crate::folder::{cases, pack, rewriting};

#[test]
fn every_bad_pack_is_refused_with_the_place_and_what_to_write_instead() {
    let cases = cases("_bad");
    assert!(cases.len() >= 25, "only {} bad packs", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let found = match load(&pack(&case)) {
            Ok(_) => "taken\n".to_owned(),
            Err(faults) => faults.iter().map(|fault| format!("{fault}\n")).collect(),
        };
        let file = case.join("expected.txt");
        if rewriting() {
            std::fs::write(&file, &found).expect("a file to write");
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        if found == "taken\n" || found != expected {
            wrong.push(format!(
                "{}\nexpected: {expected}found:    {found}",
                case.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
