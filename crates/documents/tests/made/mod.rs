//! Documents made for tests: small Word files and PDFs, whole and broken.

use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

/// A Word document of these parts, packed.
pub fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The body of a Word document.
pub fn word(body: &str) -> String {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"{space}\"><w:body>{body}</w:body></w:document>"
    )
}

/// A PDF with pages of these contents; `more` stands in its trailer.
pub fn pdf(pages: &[&str], more: &str) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        font("Helvetica"),
        font("Helvetica-Bold"),
    ];
    let mut kids = String::new();
    for content in pages {
        let page = objects.len() + 1;
        kids.push_str(&format!("{page} 0 R "));
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            page + 1
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        ));
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len());
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        writeln!(file, "{} 0 obj\n{object}\nendobj", n + 1).unwrap();
    }
    let xref = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        file,
        "trailer\n<< /Size {size} /Root 1 0 R {more} >>\nstartxref\n{xref}\n%%EOF"
    )
    .unwrap();
    file
}

fn font(name: &str) -> String {
    format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>")
}

/// Lines of text as a page draws them, from the top; one that begins with `*` is bold.
pub fn page(lines: &[&str]) -> String {
    let mut content = "BT 72 780 Td 14 TL\n".to_owned();
    for line in lines {
        let (font, words) = match line.strip_prefix('*') {
            Some(words) => ("F2", words),
            None => ("F1", *line),
        };
        let words = encoded(words);
        content.push_str(&format!("/{font} 11 Tf ({words}) Tj T*\n"));
    }
    content + "ET"
}

/// Words as a string of a PDF in the encoding of its fonts.
pub fn encoded(words: &str) -> String {
    let of = |c: char| match c {
        '\\' | '(' | ')' => format!("\\{c}"),
        '‘' => "\\221".to_owned(),
        '’' => "\\222".to_owned(),
        '“' => "\\223".to_owned(),
        '”' => "\\224".to_owned(),
        '•' => "\\225".to_owned(),
        '–' => "\\226".to_owned(),
        '—' => "\\227".to_owned(),
        '¹' => "\\271".to_owned(),
        '²' => "\\262".to_owned(),
        c if c.is_ascii() => c.to_string(),
        _ => "?".to_owned(),
    };
    words.chars().map(of).collect()
}
