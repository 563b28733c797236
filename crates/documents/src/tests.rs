//! What is refused, and what is said.

use proptest::prelude::*;

use crate::{Unreadable, read};

fn refusal(bytes: &[u8]) -> Unreadable {
    read("a.txt", bytes).unwrap_err()
}

#[test]
fn what_is_no_protocol_is_refused() {
    assert_eq!(refusal(b"  \n"), Unreadable::Empty);
    let list = "Shopping\n\n1. milk\n2. eggs\n3. bread\n4. a newspaper\n";
    assert_eq!(refusal(list.as_bytes()), Unreadable::NoProtocol);
    assert_eq!(
        refusal(b"A letter to a member from an officer."),
        Unreadable::NoProtocol
    );
}

#[test]
fn broken_encodings_name_the_line() {
    let encoding = "UTF-8";
    let latin = Unreadable::BadEncoding { encoding, line: 2 };
    assert_eq!(refusal(b"1.1 Members\nand the caf\xe9"), latin);
    let encoding = "plain";
    let nul = Unreadable::BadEncoding { encoding, line: 1 };
    assert_eq!(refusal(b"1.1 Mem\0bers"), nul);
    let encoding = "UTF-16";
    let odd = Unreadable::BadEncoding { encoding, line: 1 };
    assert_eq!(refusal(b"\xff\xfe1\x00.\x00x"), odd);
}

#[test]
fn other_formats_are_named_with_what_to_save_instead() {
    for bytes in [&b"{\\rtf1 x}"[..], &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..]] {
        let why = refusal(bytes).to_string();
        assert!(why.contains(".docx"), "{why}");
    }
}

#[test]
fn ten_thousand_nested_lists_are_refused() {
    let text: String = (0..10_000)
        .map(|n| format!("{}- deep\n", " ".repeat(2 * n % 30_000)))
        .collect();
    let bytes = &text.as_bytes()[..text.len().min(crate::TEXT_BYTES_MAX)];
    assert_eq!(refusal(bytes), Unreadable::TooDeep(crate::DEPTH_MAX));
}

#[test]
fn every_refusal_says_what_to_do() {
    let refusals = [
        Unreadable::Empty,
        Unreadable::TooLarge(20),
        Unreadable::Encrypted,
        Unreadable::NoText,
        Unreadable::NoProtocol,
        Unreadable::TooDeep(32),
    ];
    for refusal in refusals {
        let why = refusal.to_string();
        assert!(
            why.starts_with(char::is_lowercase) && why.contains(':'),
            "{why}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_fail_otherwise_than_by_a_refusal(text in "([0-9]{1,2}(\\.[0-9]{1,2}){0,3}|\\([a-z]{1,3}\\)|- |\\* |# |\\*\\*|~~|¹|\\[\\^1\\]: |[A-Za-z ]{1,20}[.:;]?|\n|\n\n){0,60}") {
        if let Ok(documents) = read("a.md", text.as_bytes()) {
            for document in documents {
                let mut ids: Vec<&str> = document.text.clauses().map(|(_, c)| c.id.as_str()).collect();
                let all = ids.len();
                ids.sort_unstable();
                ids.dedup();
                prop_assert_eq!(ids.len(), all, "two clauses of one number");
            }
        }
    }
}
