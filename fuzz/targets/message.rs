//! The reader of mail: any bytes are a message or a refusal, whatever holds them.
#![no_main]

use messages::{SizeMax, fill, likeness, mailbox};

const MOST: SizeMax = SizeMax { bytes: 10_000, files: 4 };

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(message) = messages::read(bytes, Some("mx.council.example"), MOST) {
        assert!(message.files.len() <= MOST.files);
        assert!(message.files.iter().all(|file| file.bytes.len() <= MOST.bytes));
        assert!(message.to.len() <= message.addresses);
        assert_eq!(messages::read(bytes, Some("mx.council.example"), MOST), Ok(message.clone()));
        assert!(message.answered.iter().all(|answered| answered.uid.chars().count() <= 200));
        let _ = likeness::Sketch::of(&message.text.words);
    }
    let _ = fill(bytes, MOST);
    let _ = mailbox::arrived(bytes);
});
