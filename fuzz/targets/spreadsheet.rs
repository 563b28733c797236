//! The reader of spreadsheets, packed: any bytes are a table or a refusal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::spreadsheet(bytes));
