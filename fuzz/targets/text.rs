//! The reader of plain text: any bytes are a reading or a refusal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::reading("a.txt", bytes));
