//! `seeds FOLDER`: the first inputs of every target, each in a folder of its own. All made up.

use std::fs;
use std::path::Path;

use domain::protocol::packs::SHIPPED;
use fuzz::made;
// What is counted while targets run is counted here too, and for nothing.
use libfuzzer_sys as _;

const ODDITIES: &[u8] = include_bytes!("../../crates/documents/tests/golden/oddities.md");
const TYPES: &[u8] = include_bytes!("../../crates/documents/tests/golden/types.md");
const PAGE: &[u8] = include_bytes!("../../crates/documents/tests/golden/page.html");
const NUMBERING: &str = "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>\
    </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

fn main() {
    let folder = std::env::args().nth(1).expect("seeds FOLDER");
    let keep = |target: &str, name: &str, bytes: &[u8]| {
        let folder = Path::new(&folder).join(target);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), bytes).expect("a seed");
    };
    for target in ["text", "markdown"] {
        keep(target, "oddities", ODDITIES);
        keep(target, "types", TYPES);
    }
    keep("html", "page", PAGE);
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/>\
        </w:numPr></w:pPr><w:ins><w:r><w:rPr><w:b/></w:rPr><w:t>Members and officers.</w:t></w:r></w:ins>\
        <w:del><w:r><w:delText>They ask.</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        .repeat(3);
    let words = made::word(&body);
    let parts = [
        ("word/document.xml", words.as_str()),
        ("word/numbering.xml", NUMBERING),
    ];
    keep("word", "numbered", &made::docx(&parts));
    keep(
        "word-part",
        "numbered",
        format!("{words}\n%\n{NUMBERING}").as_bytes(),
    );
    let lines = [
        "*1. Enquiries",
        "1.1 Officers answer.",
        "(a) they say why;",
        "(b) and when.",
        "1.2 They ask.",
    ];
    let page = made::page(&lines);
    keep("pdf", "one-page", &made::pdf(&[&page], ""));
    keep(
        "pdf",
        "two-pages",
        &made::pdf(&[&page, &(page.clone() + "\n70 727 200 0.8 re f")], ""),
    );
    for (name, text) in SHIPPED[0].files() {
        keep("pack", &name.replace('/', "-"), text.as_bytes());
    }
    for (target, name, bytes) in fuzz::seeds::all() {
        keep(target, name, &bytes);
    }
}
