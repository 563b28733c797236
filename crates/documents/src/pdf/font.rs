//! Fonts: from codes to characters and widths.

use std::collections::BTreeMap;

use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

/// The most entries of one map.
const ENTRIES_MAX: usize = 70_000;
/// The width of a character that no table tells, in thousandths of the size.
const USUAL_WIDTH: f32 = 500.0;

/// A font.
#[derive(Debug, Default)]
pub struct Font {
    /// Whether its name says bold.
    pub bold: bool,
    /// Whether its name says italic.
    pub italic: bool,
    /// Whether a code is two bytes.
    wide: bool,
    characters: BTreeMap<u32, String>,
    /// Whether codes that the map does not have are Western characters.
    western: bool,
    widths: BTreeMap<u32, f32>,
    width: f32,
}

/// A character as drawn.
pub struct Glyph {
    /// What it says; none where that cannot be told.
    pub text: Option<String>,
    /// Its width, as a share of the size.
    pub width: f32,
    /// Whether it is the space of one byte, which word spacing widens.
    pub space: bool,
}

impl Font {
    /// Reads a font.
    pub fn read(dict: &Dict<'_>) -> Self {
        let name = dict.get::<Name<'_>>("BaseFont");
        let name = name.map_or(String::new(), |name| name.as_str().to_lowercase());
        let mut font = Self {
            bold: ["bold", "black", "heavy", "semib"]
                .iter()
                .any(|bold| name.contains(bold)),
            italic: ["italic", "oblique"]
                .iter()
                .any(|italic| name.contains(italic)),
            width: USUAL_WIDTH,
            ..Self::default()
        };
        let kind = dict.get::<Name<'_>>("Subtype");
        font.wide = kind.is_some_and(|kind| kind.as_str() == "Type0");
        if font.wide {
            let below = dict.get::<Array<'_>>("DescendantFonts");
            if let Some(below) = below.and_then(|below| below.iter::<Dict<'_>>().next()) {
                font.wide_widths(&below);
            }
        } else {
            font.western = true;
            font.narrow_widths(dict);
            font.differences(dict);
        }
        if let Some(map) = dict.get::<Stream<'_>>("ToUnicode")
            && let Ok(data) = map.decoded()
        {
            font.map(&data);
        }
        font
    }

    fn narrow_widths(&mut self, dict: &Dict<'_>) {
        let first = dict
            .get::<Number>("FirstChar")
            .map_or(0, |n| n.as_f64() as u32);
        if let Some(widths) = dict.get::<Array<'_>>("Widths") {
            let widths = widths.iter::<Number>().take(256).enumerate();
            self.widths
                .extend(widths.map(|(n, width)| (first + n as u32, width.as_f64() as f32)));
        }
    }

    fn wide_widths(&mut self, dict: &Dict<'_>) {
        self.width = dict
            .get::<Number>("DW")
            .map_or(1000.0, |n| n.as_f64() as f32);
        let Some(table) = dict.get::<Array<'_>>("W") else {
            return;
        };
        let mut numbers: Vec<f32> = Vec::new();
        for object in table.iter::<Object<'_>>().take(ENTRIES_MAX) {
            match object {
                Object::Number(number) => numbers.push(number.as_f64() as f32),
                Object::Array(widths) => {
                    let first = numbers.pop().unwrap_or(0.0) as u32;
                    numbers.clear();
                    let widths = widths.iter::<Number>().take(ENTRIES_MAX).enumerate();
                    let widths = widths.map(|(n, w)| (first + n as u32, w.as_f64() as f32));
                    self.widths.extend(widths);
                }
                _ => {}
            }
            if let [first, last, width] = numbers[..] {
                let range = first as u32..=(last as u32).min(first as u32 + 0xffff);
                self.widths.extend(range.map(|code| (code, width)));
                numbers.clear();
            }
        }
    }

    /// The characters that an encoding names otherwise.
    fn differences(&mut self, dict: &Dict<'_>) {
        let encoding = dict.get::<Dict<'_>>("Encoding");
        let Some(list) = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences"))
        else {
            return;
        };
        let mut code = 0;
        for object in list.iter::<Object<'_>>().take(512) {
            match object {
                Object::Number(number) => code = number.as_f64() as u32,
                Object::Name(name) => {
                    if let Some(text) = named(name.as_str()) {
                        self.characters.insert(code, text);
                    }
                    code += 1;
                }
                _ => {}
            }
        }
    }

    /// Reads a map from codes to characters.
    fn map(&mut self, data: &[u8]) {
        let text = String::from_utf8_lossy(data);
        let mut tokens = tokens(&text).peekable();
        let mut within = "";
        let mut pending: Vec<&str> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                "beginbfchar" | "beginbfrange" => {
                    within = token;
                    pending.clear();
                }
                "endbfchar" | "endbfrange" => within = "",
                "[" if within == "beginbfrange" && pending.len() == 2 => {
                    let first = code(pending[0]);
                    let texts = tokens.by_ref().take_while(|token| *token != "]");
                    for (n, hex) in texts.enumerate().take(ENTRIES_MAX) {
                        self.set(first.saturating_add(n as u32), utf16(hex));
                    }
                    pending.clear();
                }
                token if !within.is_empty() => pending.push(token),
                _ => {}
            }
            match (within, pending.as_slice()) {
                ("beginbfchar", [from, to]) => {
                    self.set(code(from), utf16(to));
                    pending.clear();
                }
                ("beginbfrange", [from, last, to]) => {
                    self.range(code(from), code(last), &utf16(to));
                    pending.clear();
                }
                _ => {}
            }
        }
    }

    fn range(&mut self, first: u32, last: u32, to: &str) {
        let mut start = to.to_owned();
        let Some(end) = start.pop() else { return };
        for code in first..=last.min(first.saturating_add(0xffff)) {
            let character = char::from_u32(u32::from(end) + (code - first));
            if let Some(character) = character {
                self.set(code, format!("{start}{character}"));
            }
        }
    }

    fn set(&mut self, code: u32, text: String) {
        if self.characters.len() < ENTRIES_MAX {
            self.characters.insert(code, text);
        }
    }

    /// The characters of a string.
    pub fn glyphs(&self, bytes: &[u8]) -> Vec<Glyph> {
        let size = if self.wide { 2 } else { 1 };
        let codes = bytes.chunks(size).map(|code| {
            code.iter()
                .fold(0, |code, byte| (code << 8) | u32::from(*byte))
        });
        let glyphs = codes.map(|code| {
            let western = || {
                (self.western && code < 256).then(|| crate::html::western(code as u8).to_string())
            };
            Glyph {
                text: self.characters.get(&code).cloned().or_else(western),
                width: self.widths.get(&code).copied().unwrap_or(self.width) / 1000.0,
                space: !self.wide && code == 32,
            }
        });
        glyphs.collect()
    }
}

/// The tokens of a map: names, and what stands in angle brackets.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
        let first = rest.chars().next()?;
        let length = match first {
            '<' if !rest.starts_with("<<") => rest.find('>').map_or(rest.len(), |end| end + 1),
            '[' | ']' => 1,
            _ => {
                let from = first.len_utf8();
                let end = rest[from..].find(|c: char| c.is_whitespace() || "<>[]".contains(c));
                end.map_or(rest.len(), |end| from + end)
            }
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        Some(token)
    })
}

fn hex(token: &str) -> Vec<u8> {
    let digits: Vec<u32> = token
        .chars()
        .filter_map(|c| c.to_digit(16))
        .take(64)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + *digit as u8))
        .collect()
}

fn code(token: &str) -> u32 {
    hex(token)
        .iter()
        .take(4)
        .fold(0, |code, byte| (code << 8) | u32::from(*byte))
}

fn utf16(token: &str) -> String {
    let bytes = hex(token);
    let units = bytes
        .chunks(2)
        .map(|unit| unit.iter().fold(0, |u, b| (u << 8) | u16::from(*b)));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect()
}

/// The character of a name, for those that stand in protocols.
fn named(name: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("space", " "),
        ("quoteright", "’"),
        ("quoteleft", "‘"),
        ("quotedblleft", "“"),
        ("quotedblright", "”"),
        ("quotesingle", "'"),
        ("quotedbl", "\""),
        ("endash", "–"),
        ("emdash", "—"),
        ("hyphen", "-"),
        ("bullet", "•"),
        ("period", "."),
        ("comma", ","),
        ("colon", ":"),
        ("semicolon", ";"),
        ("parenleft", "("),
        ("parenright", ")"),
        ("slash", "/"),
        ("ampersand", "&"),
        ("percent", "%"),
        ("sterling", "£"),
        ("at", "@"),
        ("question", "?"),
        ("exclam", "!"),
        ("underscore", "_"),
        ("ellipsis", "…"),
        ("fi", "fi"),
        ("fl", "fl"),
        ("ff", "ff"),
        ("ffi", "ffi"),
        ("ffl", "ffl"),
        ("zero", "0"),
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("bracketleft", "["),
        ("bracketright", "]"),
        ("wcircumflex", "ŵ"),
        ("ycircumflex", "ŷ"),
        ("nbspace", " "),
    ];
    let known = NAMES.iter().find(|(known, _)| *known == name);
    if let Some((_, text)) = known {
        return Some((*text).to_owned());
    }
    if name.chars().count() == 1 {
        return Some(name.to_owned());
    }
    let number = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    char::from_u32(u32::from_str_radix(number, 16).ok()?).map(String::from)
}
