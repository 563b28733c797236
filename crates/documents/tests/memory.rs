//! What a hostile document may take of memory: refused in words, and never more held at once than an
//! ordinary document of 200 pages may take. One test, so that what the process held at most is its own.

mod made;

use std::io::Write as _;

use documents::{Unreadable, read};

/// The most that may be held at once, in bytes.
const HELD_MAX: u64 = 200 * 1024 * 1024;

/// What this process held at most, in bytes; none where the system does not tell.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// A Word document whose one part unpacks to so many megabytes of spaces; never unpacked here.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(b"<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>")
        .unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..megabytes {
        zip.write_all(&spaces).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn hostile_documents_are_refused_within_bounds() {
    let bomb = bomb(300);
    assert!(bomb.len() < 1024 * 1024, "{} bytes", bomb.len());
    let refused = read("bomb.docx", &bomb);
    assert!(
        matches!(refused, Err(Unreadable::TooMuchText(_))),
        "{refused:?}"
    );

    let deep = "<ul><li>deep".repeat(10_000);
    let page = read("deep.html", format!("<html><body>{deep}").as_bytes());
    assert!(matches!(page, Err(Unreadable::TooDeep(_))), "{page:?}");
    let tables = made::word(&"<w:tbl><w:tr><w:tc>".repeat(10_000));
    let word = read("deep.docx", &made::docx(&[("word/document.xml", &tables)]));
    assert!(matches!(word, Err(Unreadable::TooDeep(_))), "{word:?}");
    let list: String = (0..10_000)
        .map(|n| format!("{}- deep\n", " ".repeat(2 * n.min(900))))
        .collect();
    let text = read("deep.md", list.as_bytes());
    assert!(text.is_err(), "{text:?}");

    let many = "1.1 Members and officers shall answer.\n\n".repeat(200_000);
    let much = read("many.txt", many.as_bytes());
    assert!(much.is_err(), "two hundred thousand clauses of one number");

    // Lines that stand on every page are its furniture: what is left is no protocol, after all pages.
    let page = made::page(&[
        "1.1 Members and officers shall answer.",
        "1.2 They say why.",
    ]);
    let pages = vec![page.as_str(); 1_000];
    let long = read("long.pdf", &made::pdf(&pages, ""));
    assert_eq!(long, Err(Unreadable::NoProtocol));

    if let Some(held) = held() {
        assert!(
            held < HELD_MAX,
            "{} MB were held at most",
            held / 1024 / 1024
        );
    }
}
