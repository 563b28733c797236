//! The numbers further on, to decide by.

use crate::sort::Marked;
use crate::sort::marker::Marker;

/// The numbers further on, to decide by.
pub struct Ahead {
    /// For each block: the next number like `7.6` after it, and where.
    pub paths: Vec<Option<(usize, Vec<u32>)>>,
    /// For each block: the next number like `7` after it, and where.
    pub numbers: Vec<Option<(usize, u32, bool)>>,
    /// Whether clauses are numbered like `7.6` at all.
    pub has_paths: bool,
}

impl Ahead {
    pub fn new(blocks: &[Marked]) -> Self {
        let (mut path, mut number) = (None, None);
        let mut ahead = Self {
            paths: vec![None; blocks.len()],
            numbers: vec![None; blocks.len()],
            has_paths: false,
        };
        let mut count = 0;
        for (at, marked) in blocks.iter().enumerate().rev() {
            ahead.paths[at].clone_from(&path);
            ahead.numbers[at] = number;
            match &marked.marker {
                Some(Marker::Path(next, _)) => {
                    path = Some((at, next.clone()));
                    count += 1;
                }
                Some(Marker::Number(next)) => number = Some((at, *next, marked.is_heading())),
                Some(Marker::Sub(_)) | None => {}
            }
        }
        ahead.has_paths = count > 1;
        ahead
    }

    /// Whether the next number after a block begins a document anew: `1.1`, or `1` over it.
    pub fn begins_anew(&self, at: usize) -> bool {
        match (&self.paths[at], self.numbers[at]) {
            (Some((path, numbers)), number) => {
                let sooner =
                    number.is_some_and(|(n, number, heading)| n < *path && heading && number != 1);
                !sooner && numbers.iter().all(|n| *n == 1)
            }
            (None, Some((_, number, heading))) => !self.has_paths && heading && number == 1,
            (None, None) => false,
        }
    }
}
