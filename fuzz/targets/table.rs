//! The reader of tables of open enquiries: any bytes are refused line by line, or every line is accounted for.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::table(domain::enquiries::takeover::Table::read("a.csv", bytes)));
