//! The reader of Word documents, packed: any bytes are a reading or a refusal.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::reading("a.docx", bytes));
