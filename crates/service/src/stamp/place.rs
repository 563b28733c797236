//! Where the line stands on a page: at the foot of what is shown of it, as it is turned, in a size that fits.

use lopdf::{Document, Object, ObjectId};

/// The size of the line on a sheet no wider than A4, in points; on a wider one it grows with it.
const SIZE: f32 = 9.0;
/// The width of a sheet of A4, in points.
const WIDTH: f32 = 595.0;
/// How wide a letter of the line is at most on average, in parts of its size.
const LETTER: f32 = 0.6;
/// How many parents of a page are looked at: those of a sound document are fewer.
const PARENTS: usize = 32;

/// The place of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    /// The size of its letters, in points.
    pub(super) size: f32,
    /// How its letters are turned and where the first one stands.
    pub(super) matrix: [f32; 6],
}

impl Place {
    /// The place on a page of a line of so many letters.
    pub(super) fn of(document: &Document, page: ObjectId, letters: usize) -> Self {
        let [left, bottom, right, top] = shown(document, page);
        let turned = inherited(document, page, b"Rotate").and_then(|n| n.as_float().ok());
        let quarters = ((turned.unwrap_or(0.0) / 90.0).round() as i64).rem_euclid(4);
        let width = if quarters % 2 == 0 {
            right - left
        } else {
            top - bottom
        };
        let wide = letters as f32 * LETTER + 48.0 / SIZE;
        let size = (width * SIZE / WIDTH).max(SIZE).min(width / wide).max(1.0);
        let (in_, up) = (size * 24.0 / SIZE, size * 14.0 / SIZE);
        // A page is turned clockwise when it is shown; the letters are turned the other way first.
        let matrix = match quarters {
            0 => [1.0, 0.0, 0.0, 1.0, left + in_, bottom + up],
            1 => [0.0, 1.0, -1.0, 0.0, right - up, bottom + in_],
            2 => [-1.0, 0.0, 0.0, -1.0, right - in_, top - up],
            _ => [0.0, -1.0, 1.0, 0.0, left + up, top - in_],
        };
        Self { size, matrix }
    }
}

/// What is shown of a page: its crop within its sheet; a sheet of A4 where it says nothing that holds.
fn shown(document: &Document, page: ObjectId) -> [f32; 4] {
    let sheet = rectangle(document, page, b"MediaBox").unwrap_or([0.0, 0.0, WIDTH, 842.0]);
    let Some(crop) = rectangle(document, page, b"CropBox") else {
        return sheet;
    };
    let both = [
        sheet[0].max(crop[0]),
        sheet[1].max(crop[1]),
        sheet[2].min(crop[2]),
        sheet[3].min(crop[3]),
    ];
    if both[0] < both[2] && both[1] < both[3] {
        both
    } else {
        sheet
    }
}

/// A rectangle of a page, its corners in order; none where it is none, or holds nothing.
fn rectangle(document: &Document, page: ObjectId, key: &[u8]) -> Option<[f32; 4]> {
    let object = inherited(document, page, key)?;
    let corners = object.as_array().ok()?.iter().map(|corner| {
        let (_, number) = document.dereference(corner).ok()?;
        number.as_float().ok()
    });
    let corners: Vec<f32> = corners.collect::<Option<_>>()?;
    let [a, b, c, d] = <[f32; 4]>::try_from(corners).ok()?;
    let found = [a.min(c), b.min(d), a.max(c), b.max(d)];
    (found[0] < found[2] && found[1] < found[3]).then_some(found)
}

/// What a page says by a key, or else the nearest of its parents that does.
fn inherited<'d>(document: &'d Document, page: ObjectId, key: &[u8]) -> Option<&'d Object> {
    let mut at = document.get_dictionary(page).ok()?;
    for _ in 0..PARENTS {
        if let Ok(object) = at.get(key) {
            return document.dereference(object).ok().map(|(_, object)| object);
        }
        let parent = at.get(b"Parent").and_then(Object::as_reference).ok()?;
        at = document.get_dictionary(parent).ok()?;
    }
    None
}
