//! The parts of a spreadsheet, which the packing would hide: any text as the sheet of a workbook, what follows a line
//! of `%` as its styles and its texts, and all of it as the content of an OpenDocument sheet.
#![no_main]

use fuzz::made;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (sheet, rest) = text.split_once("\n%\n").unwrap_or((text, ""));
    let parts = [
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"r\" Target=\"sheet.xml\"/></r>"),
        ("xl/sheet.xml", sheet),
        ("xl/styles.xml", rest),
        ("xl/sharedStrings.xml", rest),
    ];
    fuzz::spreadsheet(&made::docx(&parts));
    fuzz::spreadsheet(&made::docx(&[("content.xml", text)]));
});
