//! First inputs of the readers of messages and imports: made up, none of them anybody's.

use std::io::{Cursor, Write as _};

use crate::made;

/// A message with a quote, a signature and a file.
pub const MESSAGE: &str = "Authentication-Results: mx.council.example; dmarc=pass\r\n\
Received: from p by mx.council.example; Tue, 3 Feb 2026 10:15:00 +0000\r\nFrom: Ada <ada@members.example>\r\n\
To: wardroom+abc@council.example\r\nMessage-ID: <1@x>\r\nReferences: <0@x>\r\nDate: Tue, 3 Feb 2026 10:14:00 +0000\r\n\
Subject: =?utf-8?q?Re:_Caf=C3=A9?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\
Content-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 is closed.\r\n\r\n-- \r\nAda\r\n\r\n\
On Mon, 2 Feb 2026 at 10:00, Ben wrote:\r\n> Hello\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>The <b>caf&eacute;</b></p>\r\n--c--\r\n\
--b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjcK\r\n\
--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: x@y\r\nSubject: within\r\n\r\nwords\r\n--b--\r\n";

/// A calendar's answer to an invitation.
const ANSWERED: &str = "From: Ada <ada@members.example>\r\nTo: wardroom@council.example\r\nSubject: Accepted\r\n\
Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n\
UID:BRF-0000-\r\n 000@wardroom\r\nATTENDEE;CN=\"Ada\";PARTSTAT=ACCEPTED:mailto:ada@members.example\r\n\
END:VEVENT\r\nEND:VCALENDAR\r\n";

/// What ModernGov answers.
pub const FEED: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><councillorsbyward><wards><ward><wardtitle>St Mary&amp;#39;s</wardtitle>\
<councillors><councillor><councillorid>17</councillorid><fullusername>Councillor Ada O&amp;#39;Quill</fullusername>\
<politicalgrouptitle>The Greens</politicalgrouptitle><workaddress><phone>1</phone><email>ada@council.example</email></workaddress>\
<termsofoffice><termofoffice><startdate>07/05/2026</startdate><enddate>unspecified</enddate></termofoffice></termsofoffice>\
</councillor></councillors></ward></wards></councillorsbyward>";

const TABLE: &str = "Case No;Councillor;Date rec'd;Subject;Details;Dept;Ward;Date closed\n\
A1;Cllr. Ada Quill;15/2/24;Damp;\"The wall;\nis wet\";Bins;Castle;\nA2;ada@council.example;2024-02-03 14:30;;Lamp;;;4/2/24\n";

const SHEET: &str = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Ref</t></is></c><c t=\"s\"><v>0</v></c></row>\
<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" s=\"1\"><v>45325.6</v></c><c r=\"C3\" t=\"b\"><v>1</v></c></row></sheetData></worksheet>\
\n%\n<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy [h]:mm\"/></numFmts><cellXfs><xf numFmtId=\"0\"/>\
<xf numFmtId=\"164\"/></cellXfs><si><t>Received</t></si></styleSheet>";

const OPEN_SHEET: &str = "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"date\" \
office:date-value=\"2024-02-03\"/><table:table-cell table:number-columns-repeated=\"3\"><text:p>a<text:s text:c=\"2\"/>b</text:p></table:table-cell>\
</table:table-row></table:table>";

/// A file as Outlook writes one, with a file in it.
fn outlook() -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    let mut put = |path: &str, bytes: &[u8]| {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
            file.create_storage_all(storage).expect("a storage");
        }
        let mut stream = file.create_stream(path).expect("a stream");
        stream.write_all(bytes).expect("bytes");
    };
    put("/__properties_version1.0", &[0; 48]);
    put("/__substg1.0_0037001F", &wide("FW: The lift"));
    put("/__substg1.0_1000001E", b"It is broken \x96 again.\r\n-- \r\nAda\0");
    put("/__substg1.0_5D01001F", &wide("resident@home.example"));
    put("/__attach_version1.0_#00000000/__substg1.0_3707001F", &wide("a.png"));
    put("/__attach_version1.0_#00000000/__substg1.0_37010102", b"\x89PNG\r\n\x1a\n....");
    file.into_inner().into_inner()
}

/// Every first input: the target, its name, its bytes.
pub fn all() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let mbox = format!("From a Tue Feb  3 10:15:00 2026\n{MESSAGE}\n\nFrom b x\nSubject: a\n\n>From here\n");
    let book = made::docx(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"r\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<r><Relationship Id=\"r\" Target=\"sheet.xml\"/></r>"),
        ("xl/sheet.xml", SHEET),
    ]);
    vec![
        ("message", "whole", MESSAGE.into()),
        ("message", "answered", ANSWERED.into()),
        ("outlook", "message", MESSAGE.into()),
        ("outlook", "compound", outlook()),
        ("mailbox", "two", mbox.into()),
        ("table", "whole", TABLE.into()),
        ("spreadsheet", "workbook", book),
        ("spreadsheet", "open", made::docx(&[("content.xml", OPEN_SHEET)])),
        ("spreadsheet-part", "sheet", SHEET.into()),
        ("spreadsheet-part", "open", OPEN_SHEET.into()),
        ("moderngov", "whole", FEED.into()),
    ]
}
