//! Word documents, pages and PDFs, whole and broken.

mod made;

use documents::{Unreadable, read};
use domain::protocol::PrintedType;
use domain::protocol::text::doubt::DoubtKind;
use domain::protocol::text::{ProtocolText, Reading};

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%4)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"#;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="Rule"><w:name w:val="Rule"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
</w:styles>"#;

fn para(style: &str, level: Option<usize>, runs: &str) -> String {
    let list = level.map_or(String::new(), |level| {
        format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>"#)
    });
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{list}</w:pPr>{runs}</w:p>"#)
}

fn run(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn protocol_docx() -> Vec<u8> {
    let clause = |level, runs: &str| para("Normal", Some(level), runs);
    let del = |words: &str| {
        format!("<w:del><w:r><w:delText xml:space=\"preserve\">{words}</w:delText></w:r></w:del>")
    };
    let ins = |words: &str| format!("<w:ins>{}</w:ins>", run(words));
    let body = [
        para("Title", None, &run("Protocol on Members &amp; Officers")),
        para("TOC1", None, &run("1. Introduction 3")),
        para("H1", None, &run("Introduction")),
        clause(1, &run("Members and officers work together.")),
        para("Rule", Some(1), &run("Members shall be courteous.")),
        clause(1, r#"<w:r><w:rPr><w:i/></w:rPr><w:t>Members should use titles.</w:t></w:r>"#),
        para("H1", None, &run("Enquiries")),
        clause(1, &[run("Officers shall answer within "), del("seven "), ins("five "), run("working days."),
            r#"<w:r><w:footnoteReference w:id="7"/></w:r>"#.to_owned()].concat()),
        clause(1, &run("Where an officer attends a group meeting, the officer shall:")),
        clause(2, &run("ask first; and")),
        clause(2, &run("while there:")),
        clause(3, &run("give facts;")),
        clause(3, &run("leave before the vote.")),
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>A bullet.</w:t></w:r></w:p>"#.to_owned(),
        clause(1, &del("This clause goes.")),
    ]
    .concat();
    let notes = r#"<w:footnotes xmlns:w="w"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>From the day after receipt.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;
    made::docx(&[
        ("word/document.xml", &made::word(&body)),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", notes),
    ])
}

fn only(name: &str, bytes: &[u8]) -> ProtocolText {
    let mut documents = read(name, bytes).unwrap();
    assert_eq!(documents.len(), 1);
    documents.remove(0).text
}

fn ids(text: &ProtocolText) -> Vec<&str> {
    text.clauses()
        .map(|(_, clause)| clause.id.as_str())
        .collect()
}

#[test]
fn a_word_document_keeps_numbers_changes_and_footnotes() {
    let text = only("protocol.docx", &protocol_docx());
    assert_eq!(
        text.title.read(Reading::After),
        "Protocol on Members & Officers"
    );
    let expected = [
        "1.1",
        "1.2",
        "1.3",
        "2.1",
        "2.2",
        "2.2(a)",
        "2.2(b)",
        "2.2(b)(i)",
        "2.2(b)(ii)",
        "2.3",
    ];
    assert_eq!(ids(&text), expected);
    assert_eq!(text.sections[1].heading.read(Reading::After), "Enquiries");
    let clause = |id: &str| text.clause(id).unwrap();
    assert_eq!(clause("1.2").printed(), Some(PrintedType::Rule));
    assert_eq!(clause("1.3").printed(), Some(PrintedType::Guidance));
    let answer = clause("2.1");
    assert_eq!(
        answer.words(Reading::Before),
        "Officers shall answer within seven working days."
    );
    assert_eq!(
        answer.words(Reading::After),
        "Officers shall answer within five working days."
    );
    assert_eq!(text.footnotes[0].mark, "1");
    assert!(
        answer
            .paras()
            .flat_map(|p| &p.words.0)
            .any(|run| run.note.as_deref() == Some("1"))
    );
    assert_eq!(clause("2.3").words(Reading::After), "");
    assert_eq!(text.doubts, []);
}

#[test]
fn a_word_document_keeps_the_signs_of_its_footnotes() {
    let noted = |id: u8, sign: &str, words: &str| {
        let behind = run(&format!("{sign}{words}"));
        format!(r#"<w:r><w:footnoteReference w:customMarkFollows="1" w:id="{id}"/></w:r>{behind}"#)
    };
    let body = [
        para("Title", None, &run("Protocol on Members and Officers")),
        para("H1", None, &run("Enquiries")),
        para(
            "Normal",
            Some(1),
            &[run("Officers answer members"), noted(7, "*", " in time.")].concat(),
        ),
        para(
            "Normal",
            Some(1),
            &[run("Members ask"), noted(8, "†", " first.")].concat(),
        ),
        para(
            "Normal",
            Some(1),
            &[run("Both agree"), noted(9, "", " in writing.")].concat(),
        ),
    ]
    .concat();
    let note = |id: u8, words: &str| {
        format!(r#"<w:footnote w:id="{id}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>"#)
    };
    let notes = [
        note(7, "* Elected."),
        note(8, "† By any way."),
        note(9, "Or not."),
    ]
    .concat();
    let notes = format!(r#"<w:footnotes xmlns:w="w">{notes}</w:footnotes>"#);
    let file = made::docx(&[
        ("word/document.xml", &made::word(&body)),
        ("word/numbering.xml", NUMBERING),
        ("word/styles.xml", STYLES),
        ("word/footnotes.xml", &notes),
    ]);
    let text = only("protocol.docx", &file);
    let typed: Vec<String> = text.clauses().map(|(_, clause)| clause.typed()).collect();
    let expected = [
        "Officers answer members[^*] in time.",
        "Members ask[^†] first.",
        "Both agree[^1] in writing.",
    ];
    assert_eq!(typed, expected);
    let notes = text
        .footnotes
        .iter()
        .map(|note| (note.mark.as_str(), note.words.typed()));
    let notes: Vec<_> = notes.collect();
    let expected = [("*", "Elected."), ("†", "By any way."), ("1", "Or not.")];
    assert_eq!(
        notes,
        expected.map(|(mark, words)| (mark, words.to_owned()))
    );
    assert_eq!(text.doubts, []);
}

#[test]
fn a_page_of_a_site_is_read_without_its_frame() {
    let text = only("page.html", include_bytes!("golden/page.html"));
    assert_eq!(
        text.title.read(Reading::After),
        "Protocol on Members and Officers"
    );
    let expected = [
        "1.1",
        "1.2",
        "2",
        "2(a)",
        "2.1",
        "2.1(a)",
        "2.1(a)(i)",
        "2.1(a)(ii)",
        "2.1(b)",
        "2.2",
        "foreword-to-the",
    ];
    assert_eq!(ids(&text), expected);
    let clause = |id: &str| text.clause(id).unwrap();
    assert_eq!(
        clause("2.1").words(Reading::Before),
        "An officer shall answer within 7 working days:\nThe member may choose."
    );
    assert_eq!(clause("2.2").over.read(Reading::After), "Urgent matters");
    assert_eq!(clause("1.2").printed(), Some(PrintedType::Rule));
    assert_eq!(text.footnotes.len(), 1);
    let kinds: Vec<DoubtKind> = text.doubts.iter().map(|doubt| doubt.kind).collect();
    assert_eq!(kinds, [DoubtKind::Unnumbered]);
}

#[test]
fn a_pdf_gives_text_and_numbers_and_doubts_on_its_looks() {
    let first = made::page(&[
        "*Protocol on Members and Officers",
        "",
        "*1. Introduction",
        "",
        "1.1 Members and officers work together, and this line",
        "goes on below.",
        "",
        "*1.2 Members shall be courteous.",
        "",
        "1.3 When an officer is asked to attend:",
        "(a) the member asks first; and",
        "(b) the officer leaves before",
    ]);
    // A bar across clause 2.1, as a struck line is drawn.
    let second = made::page(&["the vote.", "", "*2. Enquiries", "", "2.1 Officers answer."])
        + "\n70 727 200 0.8 re f";
    let text = only("protocol.pdf", &made::pdf(&[&first, &second], ""));
    assert_eq!(
        text.title.read(Reading::After),
        "Protocol on Members and Officers"
    );
    assert_eq!(ids(&text), ["1.1", "1.2", "1.3", "1.3(a)", "1.3(b)", "2.1"]);
    let words = |id: &str| text.clause(id).unwrap().words(Reading::After);
    assert_eq!(
        words("1.1"),
        "Members and officers work together, and this line goes on below."
    );
    assert_eq!(words("1.3(b)"), "the officer leaves before the vote.");
    let doubted: Vec<(&str, bool)> = text
        .doubts
        .iter()
        .map(|d| {
            (
                d.clause.as_ref().unwrap().as_str(),
                d.why.contains("struck"),
            )
        })
        .collect();
    assert_eq!(doubted, [("1.2", false), ("2.1", true)]);
    assert!(
        text.doubts
            .iter()
            .all(|doubt| doubt.kind == DoubtKind::MarksLost)
    );
}

#[test]
fn daggers_mark_footnotes() {
    let plain = "Protocol on Members and Officers\n\n1. Enquiries\n\n1.1 Officers answer members† in time.\n\n\
                 1.2 Members ask‡ first.\n\n1.3 Both agree.\n\n† Elected and co-opted.\n\n‡ By any way.\n";
    let page = "<h1>Protocol on Members and Officers</h1><h2>1. Enquiries</h2><p>1.1 Officers answer \
                members<a href='#fn†'>†</a> in time.</p><p>1.2 Members ask<a href='#fn‡'>‡</a> first.</p><p>1.3 Both \
                agree.</p><p id='fn†'>Elected and co-opted.</p><p id='fn‡'>By any way.</p>";
    for (name, bytes) in [("a.md", plain), ("a.html", page)] {
        let text = only(name, bytes.as_bytes());
        assert_eq!(
            text.clause("1.1").unwrap().typed(),
            "Officers answer members[^†] in time."
        );
        let notes: Vec<_> = text
            .footnotes
            .iter()
            .map(|note| (note.mark.as_str(), note.words.typed()))
            .collect();
        let expected = [("†", "Elected and co-opted."), ("‡", "By any way.")];
        assert_eq!(
            notes,
            expected.map(|(mark, words)| (mark, words.to_owned())),
            "{name}"
        );
        assert_eq!(text.doubts, [], "{name}");
    }
}

#[test]
fn a_pdf_without_text_or_with_a_password_is_refused() {
    let scan = made::pdf(&["q 595 0 0 842 0 0 cm /Im1 Do Q"], "");
    assert_eq!(read("scan.pdf", &scan), Err(Unreadable::NoText));
    let locked = "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 \
         /O <0000000000000000000000000000000000000000000000000000000000000000> \
         /U <0000000000000000000000000000000000000000000000000000000000000000> >> \
         /ID [<00> <00>]";
    let locked = made::pdf(&[&made::page(&["1.1 Members and officers."])], locked);
    assert_eq!(read("locked.pdf", &locked), Err(Unreadable::Encrypted));
    let broken = read("broken.pdf", b"%PDF-1.7\nnothing");
    assert!(matches!(broken, Err(Unreadable::Damaged(_))), "{broken:?}");
}

#[test]
fn bombs_are_refused_before_they_unpack() {
    let spaces = " ".repeat(70 * 1024 * 1024);
    let word = made::docx(&[("word/document.xml", &made::word(&spaces))]);
    assert!(word.len() < 200_000, "it is small: {}", word.len());
    assert!(matches!(
        read("bomb.docx", &word),
        Err(Unreadable::TooMuchText(_))
    ));
    let mut packed = Vec::new();
    let mut pack = flate2::write::ZlibEncoder::new(&mut packed, flate2::Compression::best());
    std::io::Write::write_all(&mut pack, spaces.as_bytes()).unwrap();
    pack.finish().unwrap();
    let mut pdf = b"%PDF-1.4\n1 0 obj\n<< /Length 9 /Filter /FlateDecode >>\nstream\n".to_vec();
    pdf.extend(packed);
    pdf.extend(b"\nendstream\nendobj\n");
    assert!(matches!(
        read("bomb.pdf", &pdf),
        Err(Unreadable::TooMuchText(_))
    ));
    let lzw = b"%PDF-1.4\n1 0 obj << /Filter /LZ#57Decode >> stream\nendstream";
    assert!(matches!(
        read("lzw.pdf", lzw),
        Err(Unreadable::WrongFormat { .. })
    ));
}

#[test]
fn ten_thousand_nested_lists_are_refused_in_every_format() {
    let html = format!("<html><body>{}", "<ul><li>deep".repeat(10_000));
    assert!(matches!(
        read("deep.html", html.as_bytes()),
        Err(Unreadable::TooDeep(_))
    ));
    let body = "<w:sdt>".repeat(10_000);
    let word = made::docx(&[("word/document.xml", &made::word(&body))]);
    assert!(matches!(
        read("deep.docx", &word),
        Err(Unreadable::TooDeep(_))
    ));
}

#[test]
fn an_archive_that_is_no_word_document_is_refused() {
    let sheet = made::docx(&[("xl/workbook.xml", "<workbook/>")]);
    assert!(matches!(
        read("a.docx", &sheet),
        Err(Unreadable::WrongFormat { .. })
    ));
    assert!(matches!(
        read("a.docx", b"PK\x03\x04 cut"),
        Err(Unreadable::Damaged(_))
    ));
    let torn = made::docx(&[("word/document.xml", "<w:document><w:body><w:p <<<")]);
    assert!(matches!(
        read("a.docx", &torn),
        Err(Unreadable::Damaged(_) | Unreadable::NoProtocol)
    ));
}

#[test]
fn an_old_page_in_the_western_encoding_is_read() {
    let mut page =
        b"<html><head><meta charset=windows-1252></head><body><h1>Protocol</h1>".to_vec();
    page.extend(
        b"<p>1.1 A member\x92s enquiry.</p><p>1.2 An officer answers.</p><p>1.3 Both agree.</p>",
    );
    let text = only("old.html", &page);
    assert_eq!(
        text.clause("1.1").unwrap().words(Reading::After),
        "A member’s enquiry."
    );
}
