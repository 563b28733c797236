//! The lists that are open, and the labels of their items.

use crate::{DEPTH_MAX, Unreadable};

/// How an item is counted.
#[derive(Debug, Clone, Copy)]
enum Count {
    Bullet,
    Number,
    Letter,
    Roman,
}

/// The lists that are open, the outermost first.
#[derive(Debug, Default)]
pub struct Lists(Vec<(Count, u32)>);

impl Lists {
    /// Opens a list.
    pub fn open(
        &mut self,
        ordered: bool,
        kind: Option<&str>,
        start: Option<&str>,
    ) -> Result<(), Unreadable> {
        if self.0.len() >= DEPTH_MAX {
            return Err(Unreadable::TooDeep(DEPTH_MAX));
        }
        let count = match (ordered, kind) {
            (false, _) => Count::Bullet,
            (true, Some("a" | "A")) => Count::Letter,
            (true, Some("i" | "I")) => Count::Roman,
            (true, _) => Count::Number,
        };
        let start = start.and_then(|start| start.parse().ok()).unwrap_or(1);
        self.0.push((count, start));
        Ok(())
    }

    /// Closes the innermost list.
    pub fn close(&mut self) {
        self.0.pop();
    }

    /// How deep the innermost list stands, from 1; 0 without one.
    pub fn depth(&self) -> u8 {
        self.0.len() as u8
    }

    /// The label of the next item of the innermost list.
    pub fn item(&mut self, value: Option<&str>) -> Option<String> {
        let (count, next) = self.0.last_mut()?;
        let number = value.and_then(|value| value.parse().ok()).unwrap_or(*next);
        *next = number.saturating_add(1);
        match count {
            Count::Bullet => None,
            Count::Number => Some(format!("{number}.")),
            Count::Letter => crate::docx::counts::letters(number).map(|label| format!("({label})")),
            Count::Roman => crate::docx::counts::roman(number).map(|label| format!("({label})")),
        }
    }
}
