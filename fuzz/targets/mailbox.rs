//! The reader of a mailbox in one file: every message of it stands in the table once, or is passed over and said.
#![no_main]

use messages::{SizeMax, mailbox};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let all: Vec<_> = mailbox::split(bytes).collect();
    let size: usize = all.iter().map(Vec::len).sum();
    assert!(size <= bytes.len());
    assert!(!mailbox::is_mbox(bytes) || !all.is_empty());
    for raw in all {
        let _ = messages::read(&raw, None, SizeMax { bytes: 10_000, files: 4 });
    }
});
