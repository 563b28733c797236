//! The reader of ModernGov's answers: any bytes are a feed or a refusal, and a feed is tables that the directory's
//! import can read.
#![no_main]

use documents::moderngov::{read, tables};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(feed) = read(bytes) else { return };
    let Ok(sources) = tables(&feed, Some("2026-05-07"), |_, _| false) else {
        return;
    };
    fuzz::imported(&sources);
});
