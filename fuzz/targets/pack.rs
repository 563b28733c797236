//! The reader of packs: any text in place of a file of a shipped pack is a pack or a list of faults.
#![no_main]

use domain::protocol::{load, packs::SHIPPED};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for name in [
        "pack.toml",
        "clauses.toml",
        "questions.toml",
        "provisions/enquiries.toml",
    ] {
        let mut files = SHIPPED[0].files();
        files.insert(name.to_owned(), text.to_owned());
        let _ = load(&files);
    }
});
