//! The reader of Outlook's own files: any bytes behind the mark of a compound file fill a form, or do not.
#![no_main]

use messages::{SizeMax, fill};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let _ = fill(bytes, SizeMax { bytes: 10_000, files: 4 });
});
