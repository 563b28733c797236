//! PDFs of many pages: what runs on every page is no text, and the clauses are whole across them.

#[expect(dead_code, reason = "only its PDFs are made here")]
mod made;

use documents::read;
use domain::protocol::text::{ProtocolText, Reading};

fn read_one(name: &str, bytes: &[u8]) -> ProtocolText {
    let mut documents = read(name, bytes).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0).text
}

/// The clauses with their words, on one line each.
fn clauses(text: &ProtocolText) -> Vec<(String, String)> {
    let clauses = text.clauses().map(|(_, clause)| clause);
    clauses
        .map(|clause| {
            let words = clause.words(Reading::After);
            let words: Vec<&str> = words.split_whitespace().collect();
            (clause.id.to_string(), words.join(" "))
        })
        .collect()
}

/// Pages of a text as an office program lays it out: lines broken at a width, pages where they are full, on
/// each a running head of two lines and a number at the foot.
fn pages(text: &str, head: [&str; 2], foot: impl Fn(usize) -> String) -> Vec<String> {
    const WIDTH: usize = 78;
    const LINES: usize = 34;
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut open = String::new();
        for word in line.split_whitespace() {
            if !open.is_empty() && open.len() + word.len() >= WIDTH {
                lines.push(std::mem::take(&mut open));
            }
            open.push_str(if open.is_empty() { "" } else { " " });
            open.push_str(word);
        }
        lines.push(open);
    }
    let drawn =
        |y: u32, line: &str| format!("BT 72 {y} Td /F1 9 Tf ({}) Tj ET\n", made::encoded(line));
    let full = lines.chunks(LINES).enumerate().map(|(n, lines)| {
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let heads = drawn(818, head[0]) + &drawn(807, head[1]);
        heads + &made::page(&lines) + "\n" + &drawn(40, &foot(n + 1))
    });
    full.collect()
}

/// A protocol of many pages: sections with clauses, letters, a footnote and numbers within sentences.
fn long_protocol() -> String {
    let mut text = "Protocol on Members and Officers\n".to_owned();
    let headings = [
        "Introduction",
        "Enquiries",
        "Groups",
        "Wards",
        "Papers",
        "Courtesy",
    ];
    for (n, heading) in headings.iter().enumerate() {
        let n = n + 1;
        text.push_str(&format!("\n{n}. {heading}\n"));
        for c in 1..=5 {
            text.push_str(&format!(
                "\n{n}.{c} Members and officers work together on what section {n} asks of them, within {c} working \
                 days of the day on which an officer, or the officer’s manager, was asked for it, and on page 12 of \
                 the register they say so.\n"
            ));
        }
        text.push_str(&format!(
            "\n{n}.6 An officer who is asked:\n\n(a) answers the member; and\n\n(b) tells the manager.\n"
        ));
    }
    text
}

#[test]
fn the_running_heads_and_numbers_of_a_pdfs_pages_are_dropped_and_its_clauses_are_whole() {
    let plain = long_protocol();
    let expected = read_one("protocol.txt", plain.as_bytes());
    let head = [
        "Fernmoor District Council",
        "Constitution, Part 5: codes and protocols",
    ];
    let feet: [fn(usize) -> String; 4] = [
        |n| n.to_string(),
        |n| format!("- {} -", n + 40),
        |n| format!("Page {n} of 9"),
        |n| format!("Part 5, {n}"),
    ];
    for foot in feet {
        let laid = pages(&plain, head, foot);
        assert!(laid.len() > 3, "{} pages", laid.len());
        let laid: Vec<&str> = laid.iter().map(String::as_str).collect();
        let text = read_one("protocol.pdf", &made::pdf(&laid, ""));
        let whole = clauses(&text) == clauses(&expected);
        assert!(whole, "{}: {:?}", foot(1), clauses(&text));
        assert_eq!(text.title, expected.title);
        assert_eq!((text.preamble, text.closing), (Vec::new(), Vec::new()));
        assert_eq!(text.doubts, []);
    }
}

#[test]
fn a_title_that_runs_on_every_page_stays_the_title() {
    let plain = long_protocol();
    let title = "Protocol on Members and Officers";
    let laid = pages(&plain, [title, ""], |n| n.to_string());
    let laid: Vec<&str> = laid.iter().map(String::as_str).collect();
    let text = read_one("protocol.pdf", &made::pdf(&laid, ""));
    assert_eq!(text.title.read(Reading::After), title);
    assert_eq!(text.clauses().count(), 6 * 8);
    let clauses = text
        .clauses()
        .map(|(_, clause)| clause.words(Reading::After));
    assert!(clauses.into_iter().all(|words| !words.contains(title)));
}

/// The real document, where it is at hand, laid out as a PDF: the same clauses in the same words. Without it
/// this test passes without a word.
#[test]
fn the_bradford_file_as_a_pdf_holds_the_same_clauses() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/seeds");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let named = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default();
        name.to_string_lossy().starts_with("001_")
    };
    let Some(path) = paths.find(named) else {
        return;
    };
    let plain = std::fs::read_to_string(path).unwrap();
    let plain = plain.replace(['*', '~', '#'], "");
    let expected = read_one("protocol.txt", plain.as_bytes());
    let head = ["Council Constitution", "Part 4 of the Constitution"];
    let laid = pages(&plain, head, |n| (n + 210).to_string());
    assert!(laid.len() > 5, "{} pages", laid.len());
    let laid: Vec<&str> = laid.iter().map(String::as_str).collect();
    let text = read_one("protocol.pdf", &made::pdf(&laid, ""));
    assert_eq!(clauses(&text), clauses(&expected));
    let pack = domain::protocol::packs::shipped("bradford-4c").unwrap();
    let printed = pack.clauses.iter().map(|clause| clause.id.as_str());
    let found = text.clauses().map(|(_, clause)| clause.id.as_str());
    assert!(printed.eq(found));
}
