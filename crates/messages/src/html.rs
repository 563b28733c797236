//! A page of a mail to plain text: what a reader would see, lines where they would see lines, quotes marked
//! as quotes, and nothing that is hidden from the eye.

use html5gum::{StartTag, Token, Tokenizer};

/// Elements whose words nobody sees.
const UNSEEN: &[&str] = &[
    "script", "style", "head", "title", "template", "noscript", "svg", "select",
];
/// Elements that begin and end a line.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "table",
    "tr",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "address",
    "center",
    "dl",
    "dt",
    "dd",
];
/// Elements without an end.
const VOID: &[&str] = &[
    "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr",
];
/// How deep quotes are marked.
const QUOTES: usize = 5;

/// The text of a page.
pub(super) fn text(page: &str) -> String {
    let mut reader = Reader::default();
    for token in Tokenizer::new(page) {
        let token = match token {
            Ok(token) => token,
            Err(never) => match never {},
        };
        match token {
            Token::StartTag(tag) => reader.start(&tag),
            Token::EndTag(tag) => reader.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(words) => reader.words(&String::from_utf8_lossy(&words)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    reader.out.trim().to_owned()
}

#[derive(Default)]
struct Reader {
    out: String,
    /// The hidden element that it stands in, and how deep in elements of that name.
    hidden: Option<(String, usize)>,
    quotes: usize,
    /// Where a link leads, and where its words began.
    link: Option<(String, usize)>,
    /// Whether a blank is due before the next word.
    blank: bool,
}

impl Reader {
    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth += usize::from(*hidden == name && !tag.self_closing);
            return;
        }
        let value = |key: &str| {
            let value = tag.attributes.get(key.as_bytes())?;
            Some(String::from_utf8_lossy(value).into_owned())
        };
        let style = value("style")
            .unwrap_or_default()
            .replace(' ', "")
            .to_ascii_lowercase();
        let unseen = [
            "display:none",
            "visibility:hidden",
            "font-size:0",
            "mso-hide:all",
        ];
        let hides = unseen.iter().any(|rule| style.contains(rule)) || value("hidden").is_some();
        if (UNSEEN.contains(&name.as_str()) || hides)
            && !tag.self_closing
            && !VOID.contains(&name.as_str())
        {
            self.hidden = Some((name, 1));
            return;
        }
        match name.as_str() {
            "blockquote" => {
                self.line();
                self.quotes = (self.quotes + 1).min(QUOTES);
            }
            "br" => self.newline(),
            "hr" => {
                self.line();
                self.out.push_str("________________________________\n");
            }
            "li" => {
                self.line();
                self.put("- ");
            }
            "td" | "th" => self.blank = true,
            "a" => self.link = value("href").map(|href| (href, self.out.len())),
            name if BLOCKS.contains(&name) => self.line(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((hidden, depth)) = &mut self.hidden {
            *depth -= usize::from(hidden == name);
            if *depth == 0 {
                self.hidden = None;
            }
            return;
        }
        match name {
            "blockquote" => {
                self.line();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "p" => {
                self.line();
                if !self.out.ends_with("\n\n") && !self.out.is_empty() {
                    self.newline();
                }
            }
            "a" => self.linked(),
            name if BLOCKS.contains(&name) => self.line(),
            _ => {}
        }
    }

    /// Where a link leads somewhere else than its words say, the place is told.
    fn linked(&mut self) {
        let Some((href, from)) = self.link.take() else {
            return;
        };
        let said = self.out.get(from..).unwrap_or_default().trim().to_owned();
        let web = href.starts_with("https://") || href.starts_with("http://");
        if web && !said.is_empty() && !href.contains(said.trim_end_matches('/')) {
            self.put(&format!(" ({href})"));
        }
    }

    fn words(&mut self, text: &str) {
        if self.hidden.is_some() {
            return;
        }
        self.blank |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            if self.blank && !self.at_start() {
                self.put(" ");
            }
            self.put(word);
            self.blank = true;
        }
        self.blank = text.ends_with(char::is_whitespace) || (self.blank && text.trim().is_empty());
    }

    fn at_start(&self) -> bool {
        self.out.is_empty() || self.out.ends_with('\n')
    }

    fn put(&mut self, text: &str) {
        if self.at_start() {
            for _ in 0..self.quotes {
                self.out.push_str("> ");
            }
        }
        self.out.push_str(text);
    }

    fn line(&mut self) {
        if !self.at_start() {
            self.newline();
        }
        self.blank = false;
    }

    fn newline(&mut self) {
        if self.quotes > 0 && self.at_start() {
            self.put("");
        }
        self.out.push('\n');
        self.blank = false;
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_page_reads_as_it_looks() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body>\
            <p>Dear <b>officers</b>,</p><p>the lift\n is&nbsp;broken.<br>Again.</p>\
            <ul><li>first</li><li>second</li></ul>\
            <p style='display: none'>IGNORE</p><span hidden>not this</span>\
            <a href='https://evil.example/x'>council.example</a>\
            <blockquote>What is <i>wrong</i>?<br>Ann</blockquote></body></html>";
        let read = text(page).replace('\u{a0}', " ");
        assert_eq!(
            read,
            "Dear officers,\n\nthe lift is broken.\nAgain.\n\n- first\n- second\n\
             council.example (https://evil.example/x)\n> What is wrong?\n> Ann"
        );
    }

    #[test]
    fn broken_and_deep_pages_do_no_harm() {
        assert_eq!(text("<p>one<div>two</b></p><"), "one\ntwo\n\n<");
        let deep = "<div>".repeat(200_000) + "in" + &"<blockquote>".repeat(50_000) + "deep";
        assert!(text(&deep).starts_with("in\n> > > > > deep"));
    }
}
