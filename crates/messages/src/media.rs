//! What a file is, by its bytes: a name proves nothing.

/// The media type of a file by its contents. A text is told from bytes by being readable; Word, Excel
/// and the like are told apart by `infer`. What nobody knows is `application/octet-stream`.
pub fn media(name: &str, bytes: &[u8]) -> String {
    if let Some(kind) = infer::get(bytes) {
        return kind.mime_type().to_owned();
    }
    let readable = std::str::from_utf8(bytes)
        .is_ok_and(|text| !text.chars().any(|c| c.is_control() && !c.is_whitespace()));
    let csv = name
        .rsplit('.')
        .next()
        .is_some_and(|end| end.eq_ignore_ascii_case("csv"));
    match (readable, csv) {
        (true, true) => "text/csv".to_owned(),
        (true, false) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::media;

    #[test]
    fn the_bytes_say_what_a_file_is_and_the_name_does_not() {
        assert_eq!(media("letter.pdf", b"%PDF-1.7 ..."), "application/pdf");
        assert_eq!(
            media("letter.pdf", b"MZ\x90\0\x03\0\0\0"),
            "application/vnd.microsoft.portable-executable"
        );
        assert_eq!(media("list.csv", b"a,b\n1,2\n"), "text/csv");
        assert_eq!(
            media("noise", &[0, 159, 146, 150]),
            "application/octet-stream"
        );
    }
}
