//! Given spreadsheets as programs write them, and as nobody should.

use std::io::{Cursor, Write as _};

use super::dates::{self, Shown};
use super::*;

const MOST: usize = 100;

/// A zip of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook with a hidden sheet, an empty one and the one of these cells.
fn workbook(cells: &str, more: &str) -> Vec<u8> {
    let sheet = |cells: &str| format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    packed(&[
        (
            "xl/workbook.xml",
            &format!(
                "<workbook>{more}<sheets><sheet name=\"Lists\" sheetId=\"1\" state=\"hidden\" r:id=\"r1\"/>\
                 <sheet name=\"Cover\" sheetId=\"2\" r:id=\"r2\"/><sheet name=\"Open\" sheetId=\"3\" r:id=\"r3\"/>\
                 <sheet name=\"Closed\" sheetId=\"4\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/>\
             <Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.xml\"/>\
             <Relationship Id=\"r3\" Target=\"worksheets/sheet3.xml\"/></Relationships>",
        ),
        (
            "xl/sharedStrings.xml",
            "<sst><si><t>Case No</t></si><si><r><t>Coun</t></r><r><t xml:space=\"preserve\">cillor </t></r>\
             <rPh><t>nothing</t></rPh></si><si><t>Date &amp; hour</t></si></sst>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/></numFmts>\
             <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>",
        ),
        (
            "xl/worksheets/sheet1.xml",
            &sheet("<row><c><v>1</v></c></row>"),
        ),
        ("xl/worksheets/sheet2.xml", &sheet("<row r=\"1\"/>")),
        ("xl/worksheets/sheet3.xml", &sheet(cells)),
    ])
}

fn rows(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
    read(bytes, MOST).unwrap().rows
}

#[test]
fn a_workbook_gives_its_first_filled_sheet_with_days_as_days() {
    let bytes = workbook(
        "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>2</v></c></row>\
         <row r=\"4\"><c r=\"A4\"><v>1007</v></c><c r=\"B4\" t=\"inlineStr\"><is><t>Cllr Quill</t></is></c>\
         <c r=\"C4\" s=\"1\"><v>45325</v></c><c r=\"E4\" t=\"b\"><v>1</v></c></row>\
         <row r=\"5\"><c r=\"A5\" t=\"str\"><f>A4&amp;\"b\"</f><v>1007b</v></c><c r=\"B5\" t=\"e\"><v>#REF!</v></c>\
         <c r=\"C5\" s=\"2\"><v>45325.604166666664</v></c></row>",
        "",
    );
    let sheet = read(&bytes, MOST).unwrap();
    assert_eq!(
        (sheet.name.as_str(), sheet.others),
        ("Open", vec!["Closed".to_owned()])
    );
    let text = |n: usize| sheet.rows[n].1.join("|");
    assert_eq!(text(0), "Case No|Councillor|Date & hour");
    assert_eq!(text(1), "1007|Cllr Quill|2024-02-03||yes");
    assert_eq!(text(2), "1007b||2024-02-03 14:30");
    let at: Vec<_> = sheet.rows.iter().map(|(at, _)| *at).collect();
    assert_eq!(at, [2, 4, 5]);
    let since_1904 = workbook(
        "<row><c s=\"1\"><v>1</v></c></row>",
        "<workbookPr date1904=\"1\"/>",
    );
    assert_eq!(rows(&since_1904)[0].1, ["1904-01-02"]);
}

#[test]
fn an_opendocument_sheet_gives_values_and_not_comments() {
    let content = "<office:document-content><office:body><office:spreadsheet>\
        <table:table table:name=\"Cover\"><table:table-row><table:table-cell/></table:table-row></table:table>\
        <table:table table:name=\"Open\">\
        <table:table-row><table:table-cell office:value-type=\"string\"><text:p>Case<text:s text:c=\"2\"/>No</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><office:annotation><text:p>secret</text:p></office:annotation><text:p>When</text:p><text:p>it came</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"7\"><text:p>7,00</text:p></table:table-cell>\
         <table:table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2024-02-03T14:30:00\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell/></table:table-row></table:table>\
        <table:table table:name=\"Old\"/></office:spreadsheet></office:body></office:document-content>";
    let bytes = packed(&[("content.xml", content)]);
    let sheet = read(&bytes, MOST).unwrap();
    assert_eq!(
        (sheet.name.as_str(), &sheet.others),
        ("Open", &vec!["Old".to_owned()])
    );
    let said: Vec<_> = sheet
        .rows
        .iter()
        .map(|(at, cells)| (*at, cells.join("|")))
        .collect();
    assert_eq!(
        said,
        [
            (1, "Case  No|When\nit came".to_owned()),
            (5, "7||2024-02-03T14:30:00".to_owned()),
            (6, "7||2024-02-03T14:30:00".to_owned()),
        ]
    );
}

#[test]
fn formats_tell_days_from_numbers() {
    for (code, shown) in [
        ("dd/mm/yyyy", Shown::Day),
        ("[$-809]d mmmm yyyy;@", Shown::Day),
        ("mmm-yy", Shown::Day),
        ("hh:mm", Shown::Hour),
        ("mm:ss", Shown::Hour),
        ("[hh]:mm", Shown::Hour),
        ("General", Shown::Number),
        ("[White]0.00", Shown::Number),
        ("0 \"days\"", Shown::Number),
        ("0\\d", Shown::Number),
    ] {
        assert_eq!(dates::custom(code), shown, "{code}");
    }
    let day = |text| dates::shown(text, Shown::Day, false);
    assert_eq!(day("1"), "1900-01-01");
    assert_eq!(day("61"), "1900-03-01");
    assert_eq!(day("45325.99999999"), "2024-02-04");
    assert_eq!(day("-3"), "-3");
    assert_eq!(day("9e99"), number("9e99"));
    assert_eq!(dates::shown("0.75", Shown::Hour, false), "18:00");
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let wide = workbook("<row><c r=\"XFD1\"><v>1</v></c></row>", "");
    let many = "<row><c><v>1</v></c></row>".repeat(MOST + 1);
    let lost = workbook("<row><c t=\"s\"><v>99</v></c></row>", "");
    let long = "a".repeat(1 << 20);
    let bomb = packed(&[(
        "content.xml",
        &format!(
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated=\"200\"><text:p>{long}</text:p>\
             </table:table-cell></table:table-row></table:table>"
        ),
    )]);
    for (bytes, why) in [
        (&b"PK\x03\x04 and nothing"[..], "is damaged"),
        (&OLD[..], "an old spreadsheet"),
        (&packed(&[("a.txt", "")]), "no spreadsheet"),
        (&packed(&[("xl/workbook.bin", "")]), "binary spreadsheet"),
        (
            &packed(&[("xl/workbook.xml", "<workbook/>")]),
            "`xl/_rels/workbook.xml.rels` is missing",
        ),
        (&packed(&[("content.xml", "<a/>")]), "no filled cell"),
        (&packed(&[("content.xml", "<a><b")]), "is damaged"),
        (&wide, "beyond column 256 in row 1"),
        (&workbook(&many, ""), "more than 100 rows"),
        (&lost, "no shared text `99`"),
        (&bomb, "is too large"),
    ] {
        let said = read(bytes, MOST).unwrap_err().to_string();
        assert!(said.contains(why), "{why}: {said}");
    }
}
