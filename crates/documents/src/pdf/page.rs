//! One page: pieces of text with their places, and the lines that are drawn across them.

use std::collections::BTreeMap;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Name, Number, Object};
use hayro_syntax::page::Resources;

use super::font::Font;

/// How thick a drawn bar may be and still be a line, in points.
const THIN: f32 = 2.5;
/// The most pieces of one page.
const PIECES_MAX: usize = 100_000;
/// How deep states may be kept within each other.
const STATES_MAX: usize = 64;

/// A piece of text on one baseline.
#[derive(Debug, Clone)]
pub struct Piece {
    /// What it says.
    pub text: String,
    /// Where it begins, in points from the left.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// Its baseline, in points from the foot.
    pub base: f32,
    /// The size of its letters, in points.
    pub size: f32,
    /// Whether its font is bold.
    pub bold: bool,
    /// Whether its font is italic.
    pub italic: bool,
}

/// A horizontal line that is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Bar {
    /// Where it begins.
    pub left: f32,
    /// Where it ends.
    pub right: f32,
    /// How high it lies.
    pub at: f32,
}

/// The words of a page.
#[derive(Debug, Default)]
pub struct Words {
    /// The pieces, in the order of the file.
    pub pieces: Vec<Piece>,
    /// The lines drawn.
    pub bars: Vec<Bar>,
    /// How many characters cannot be told.
    pub unknown: usize,
}

impl Words {
    /// How many bytes of text there are.
    pub fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }
}

/// A transformation: `[a b c d e f]`.
type Matrix = [f32; 6];
const PLAIN: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(one: &Matrix, other: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *one;
    let [g, h, i, j, k, l] = *other;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<String>,
    size: f32,
    between: f32,
    words: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

struct Reader<'f> {
    fonts: &'f mut BTreeMap<String, Font>,
    words: Words,
    state: State,
    kept: Vec<State>,
    line: Matrix,
    text: Matrix,
    path: Vec<(f32, f32)>,
}

/// Reads the content of a page. Fonts are kept by name and page resources, since pages share them.
pub fn read(
    content: &[u8],
    resources: &Resources<'_>,
    fonts: &mut BTreeMap<String, Font>,
) -> Words {
    let state = State {
        place: PLAIN,
        font: None,
        size: 1.0,
        between: 0.0,
        words: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    let mut reader = Reader {
        fonts,
        words: Words::default(),
        state,
        kept: Vec::new(),
        line: PLAIN,
        text: PLAIN,
        path: Vec::new(),
    };
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operator = instruction.operator.to_vec();
        let operands: Vec<Object<'_>> = instruction.operands().cloned().collect();
        reader.step(&operator, &operands, resources);
        if reader.words.pieces.len() > PIECES_MAX {
            break;
        }
    }
    reader.words
}

impl Reader<'_> {
    fn step(&mut self, operator: &[u8], operands: &[Object<'_>], resources: &Resources<'_>) {
        let numbers: Vec<f32> = operands.iter().filter_map(number).collect();
        let first = numbers.first().copied().unwrap_or(0.0);
        let six = <Matrix>::try_from(numbers.as_slice());
        match operator {
            b"q" if self.kept.len() < STATES_MAX => self.kept.push(self.state.clone()),
            b"Q" => self.state = self.kept.pop().unwrap_or_else(|| self.state.clone()),
            b"cm" => {
                if let Ok(matrix) = six {
                    self.state.place = times(&matrix, &self.state.place);
                }
            }
            b"BT" => (self.line, self.text) = (PLAIN, PLAIN),
            b"Tf" => self.font(operands, first, resources),
            b"Tc" => self.state.between = first,
            b"Tw" => self.state.words = first,
            b"Tz" => self.state.stretch = first / 100.0,
            b"TL" => self.state.leading = first,
            b"Ts" => self.state.rise = first,
            b"Td" | b"TD" => {
                if let [x, y] = numbers[..] {
                    if operator == b"TD" {
                        self.state.leading = -y;
                    }
                    self.next_line(x, y);
                }
            }
            b"Tm" => {
                if let Ok(matrix) = six {
                    (self.line, self.text) = (matrix, matrix);
                }
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"'" | b"\"" => {
                if operator != b"Tj" {
                    self.next_line(0.0, -self.state.leading);
                }
                if let Some(Object::String(text)) = operands.last() {
                    self.show(text.as_bytes());
                }
            }
            b"TJ" => self.show_spaced(operands),
            b"re" => {
                if let [x, y, width, height] = numbers[..] {
                    let corners = [(x, y), (x + width, y + height)];
                    self.path.extend(corners.map(|(x, y)| self.point(x, y)));
                    self.bar();
                }
            }
            b"m" | b"l" => {
                if let [x, y] = numbers[..] {
                    if operator == b"m" {
                        self.path.clear();
                    }
                    self.path.push(self.point(x, y));
                }
            }
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"b" => self.bar(),
            b"n" => self.path.clear(),
            _ => {}
        }
    }

    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        let [.., e, f] = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.state.place);
        (e, f)
    }

    /// Keeps what was drawn, if it is a horizontal line.
    fn bar(&mut self) {
        let path = std::mem::take(&mut self.path);
        if path.len() < 2 || self.words.bars.len() > PIECES_MAX {
            return;
        }
        let span = |pick: fn(&(f32, f32)) -> f32| {
            path.iter()
                .map(pick)
                .fold((f32::MAX, f32::MIN), |(low, high), v| {
                    (low.min(v), high.max(v))
                })
        };
        let ((left, right), (low, high)) = (span(|p| p.0), span(|p| p.1));
        if high - low <= THIN && right - left > 2.0 * THIN {
            let at = f32::midpoint(low, high);
            self.words.bars.push(Bar { left, right, at });
        }
    }

    fn font(&mut self, operands: &[Object<'_>], size: f32, resources: &Resources<'_>) {
        self.state.size = size;
        let Some(Object::Name(name)) = operands.first() else {
            return;
        };
        let Some(dict) = resources.get_font(&Name::new_unescaped(name.as_ref())) else {
            return;
        };
        // The same name may stand for another font on another page.
        let key = match dict.obj_id() {
            Some(id) => format!("{} {}", id.obj_number, id.gen_number),
            None => format!("{}:{}", name.as_str(), dict.data().len()),
        };
        self.fonts
            .entry(key.clone())
            .or_insert_with(|| Font::read(&dict));
        self.state.font = Some(key);
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = times(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn show_spaced(&mut self, operands: &[Object<'_>]) {
        let Some(Object::Array(pieces)) = operands.last() else {
            return;
        };
        for object in pieces.iter::<Object<'_>>() {
            match &object {
                Object::String(text) => self.show(text.as_bytes()),
                object => {
                    let back = number(object).unwrap_or(0.0) / 1000.0;
                    self.advance(-back * self.state.size * self.state.stretch);
                }
            }
        }
    }

    fn advance(&mut self, by: f32) {
        self.text = times(&[1.0, 0.0, 0.0, 1.0, by, 0.0], &self.text);
    }

    fn show(&mut self, bytes: &[u8]) {
        let state = self.state.clone();
        let Some(font) = state.font.as_ref().and_then(|key| self.fonts.get(key)) else {
            return;
        };
        let (bold, italic) = (font.bold, font.italic);
        let glyphs = font.glyphs(bytes);
        let whole = |text: &Matrix| times(text, &state.place);
        let start = times(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], &self.text);
        let [a, b, .., left, base] = whole(&start);
        let size = state.size * a.hypot(b);
        let mut text = String::new();
        for glyph in glyphs {
            match glyph.text {
                Some(glyph) => text.push_str(&glyph),
                None => self.words.unknown += 1,
            }
            let word = if glyph.space { state.words } else { 0.0 };
            let width = (glyph.width * state.size + state.between + word) * state.stretch;
            self.advance(width);
        }
        let right = whole(&self.text)[4];
        if !text.is_empty() && size.is_finite() && left.is_finite() && base.is_finite() {
            self.words.pieces.push(Piece {
                text,
                left,
                right,
                base,
                size,
                bold,
                italic,
            });
        }
    }
}

fn number(object: &Object<'_>) -> Option<f32> {
    match object {
        Object::Number(number) => Some(Number::as_f64(number) as f32),
        _ => None,
    }
}
