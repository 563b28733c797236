//! The parts of a Word document, which the packing would hide: any text as its words, and what follows a
//! line of `%` as its numbering.
#![no_main]

use fuzz::made;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (words, numbering) = text.split_once("\n%\n").unwrap_or((text, ""));
    let parts = [
        ("word/document.xml", words),
        ("word/numbering.xml", numbering),
    ];
    fuzz::reading("a.docx", &made::docx(&parts));
});
