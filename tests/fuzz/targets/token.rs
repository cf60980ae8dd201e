#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| foreign_bytes::check("token", bytes));
