//! Each reader on documents that are bent out of shape, the same ones on every run: a refusal or a
//! reading, and never a panic.

mod made;

/// Numbers that look drawn by chance and are the same on every run.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }
}

/// Reads the document with bytes changed, taken out, repeated and cut off.
fn bend(name: &str, bytes: &[u8], times: usize) {
    let mut draw = Draw(0x9e37_79b9_7f4a_7c15);
    for _ in 0..times {
        let mut bent = bytes.to_vec();
        for _ in 0..=draw.next(6) {
            let at = draw.next(bent.len());
            match draw.next(4) {
                0 => bent[at] = draw.next(256) as u8,
                1 => drop(bent.drain(at..(at + draw.next(40)).min(bent.len()))),
                2 => {
                    let again = bent[at..(at + draw.next(60)).min(bent.len())].to_vec();
                    bent.splice(at..at, again);
                }
                _ => bent.truncate(at.max(1)),
            }
            if bent.is_empty() {
                bent.push(b' ');
            }
        }
        let _ = documents::read(name, &bent);
    }
}

#[test]
fn texts() {
    bend("a.md", include_bytes!("golden/oddities.md"), 150);
    bend("a.md", include_bytes!("golden/types.md"), 150);
}

#[test]
fn pages() {
    bend("a.html", include_bytes!("golden/page.html"), 300);
}

#[test]
fn word_documents() {
    let body = "<w:p><w:r><w:t>1.1 Members and officers.</w:t></w:r></w:p>".repeat(4);
    bend(
        "a.docx",
        &made::docx(&[("word/document.xml", &made::word(&body))]),
        300,
    );
    // The packing hides most changes from the reader: the part itself is bent too.
    let part = made::word(&body);
    let mut draw = Draw(7);
    for _ in 0..200 {
        let mut bent = part.clone().into_bytes();
        let at = draw.next(bent.len());
        bent[at] = b" <>/&\"w:1"[draw.next(9)];
        let bent = String::from_utf8_lossy(&bent).into_owned();
        let _ = documents::read("a.docx", &made::docx(&[("word/document.xml", &bent)]));
    }
}

#[test]
fn pdfs() {
    let page = made::page(&[
        "1.1 Members and officers.",
        "1.2 They answer.",
        "1.3 They ask.",
    ]);
    bend("a.pdf", &made::pdf(&[&page], ""), 300);
}
