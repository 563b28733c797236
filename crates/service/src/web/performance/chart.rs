//! Bars as a picture: few series, told apart by pattern as well as colour, the numbers written on them.
//! The table beneath says the same. Drawn for a phone: wider screens show it larger.

use askama::Template;
use askama::filters::HtmlSafe;
use domain::figures::Measure;

/// The width of a picture, in its own units: that of a phone.
const WIDTH: u64 = 360;
/// The height of a bar with the room below it.
const STEP: u64 = 26;
/// The height of a bar.
const HEIGHT: u64 = 18;
/// The room for the number at the end of a bar.
const END: u64 = 44;
/// The room of one letter or digit.
const LETTER: u64 = 7;

/// How a part of a bar is filled: a class of the style sheet for its colour and a pattern over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    class: &'static str,
    pattern: &'static str,
}

/// Plain: what was met.
pub const GOOD: Look = look("s1", "");
/// Striped: what was met by a holding reply.
pub const GOOD_HELD: Look = look("s1", "stripes");
/// Crossed: what was not met.
pub const BAD: Look = look("s4", "cross");
/// Dotted: what was not met, by a holding reply.
pub const BAD_HELD: Look = look("s4", "dots");
/// An outline: what is not judged.
pub const NEITHER: Look = look("s0", "");
/// Dotted, without colour: what does not count.
pub const ASIDE: Look = look("s0", "dots");

const fn look(class: &'static str, pattern: &'static str) -> Look {
    Look { class, pattern }
}

/// How a measure is shown.
pub fn look_of(measure: Measure) -> Look {
    match measure {
        Measure::InTime | Measure::Kept => GOOD,
        Measure::HeldInTime => GOOD_HELD,
        Measure::Late | Measure::Missed | Measure::Overdue => BAD,
        Measure::HeldLate => BAD_HELD,
        Measure::Received | Measure::Unjudged | Measure::Open => NEITHER,
    }
}

/// A bar with its parts.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of, written before it.
    pub label: String,
    /// Its parts, in the order of the key.
    pub parts: Vec<u64>,
}

/// A picture of bars.
#[derive(Debug, Clone, Template)]
#[template(path = "performance/chart.html")]
pub struct Chart {
    id: &'static str,
    title: String,
    summary: String,
    key: Vec<(Look, String)>,
    width: u64,
    height: u64,
    axis: u64,
    rows: Vec<Drawn>,
}

impl HtmlSafe for Chart {}

#[derive(Debug, Clone)]
struct Drawn {
    label: String,
    y: u64,
    text_y: u64,
    height: u64,
    parts: Vec<Part>,
    end: u64,
    total: u64,
}

#[derive(Debug, Clone)]
struct Part {
    look: Look,
    x: u64,
    width: u64,
    middle: u64,
    plate: u64,
    value: u64,
    /// Whether there is room for the number on it.
    written: bool,
}

impl Chart {
    /// Bars with their parts one after another. `None` where there is nothing to show.
    pub fn of(
        id: &'static str,
        title: impl Into<String>,
        key: Vec<(Look, String)>,
        bars: &[Bar],
    ) -> Option<Self> {
        let total = |bar: &Bar| bar.parts.iter().sum::<u64>();
        let most = bars.iter().map(total).max().filter(|most| *most > 0)?;
        let letters = bars.iter().map(|bar| bar.label.chars().count()).max();
        let axis = letters.unwrap_or(0) as u64 * LETTER + 8;
        let room = WIDTH - END - axis;
        let rows = bars.iter().enumerate().map(|(n, bar)| {
            let y = n as u64 * STEP + 4;
            let mut before = 0;
            let mut parts = Vec::with_capacity(bar.parts.len());
            for ((look, _), value) in key.iter().zip(&bar.parts).filter(|(_, n)| **n > 0) {
                // From sums, so that roundings do not add up.
                let x = axis + before * room / most;
                before += value;
                let width = (axis + before * room / most - x).max(1);
                parts.push(Part {
                    look: *look,
                    x,
                    width,
                    middle: x + width / 2,
                    plate: value.to_string().len() as u64 * LETTER + 6,
                    value: *value,
                    written: bar.parts.len() > 1
                        && width >= value.to_string().len() as u64 * LETTER + 8,
                });
            }
            Drawn {
                label: bar.label.clone(),
                y,
                text_y: y + HEIGHT - 5,
                height: HEIGHT,
                end: axis + before * room / most + 6,
                total: before,
                parts,
            }
        });
        let rows: Vec<_> = rows.collect();
        Some(Self {
            id,
            title: title.into(),
            summary: summary(&key, bars),
            width: WIDTH,
            height: rows.len() as u64 * STEP + 4,
            axis,
            rows,
            key,
        })
    }
}

/// The numbers of a picture in words, for who does not see it.
fn summary(key: &[(Look, String)], bars: &[Bar]) -> String {
    let bars = bars.iter().filter(|bar| bar.parts.iter().any(|n| *n > 0));
    let said = bars.map(|bar| {
        let parts = key.iter().zip(&bar.parts).filter(|(_, n)| **n > 0);
        let parts: Vec<_> = parts
            .map(|((_, name), n)| format!("{n} {}", name.to_lowercase()))
            .collect();
        format!("{}: {}", bar.label, parts.join(", "))
    });
    let said: Vec<_> = said.collect();
    format!("{}.", said.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(bars: &[Bar]) -> Option<Chart> {
        let key = vec![(GOOD, "In time".to_owned()), (BAD, "Late".to_owned())];
        Chart::of("sample", "A title", key, bars)
    }

    fn bar(label: &str, parts: &[u64]) -> Bar {
        Bar {
            label: label.to_owned(),
            parts: parts.to_vec(),
        }
    }

    #[test]
    fn a_chart_says_its_numbers_in_words_and_stays_in_its_frame() {
        let bars = [bar("Apr 2026", &[30, 1]), bar("May 2026", &[0, 0])];
        let chart = chart(&bars).expect("something to show");
        assert_eq!(chart.summary, "Apr 2026: 30 in time, 1 late.");
        for row in &chart.rows {
            let end = row.parts.iter().map(|p| p.x + p.width).max().unwrap_or(0);
            assert!(end <= WIDTH - END && row.y + row.height <= chart.height);
        }
        let html = chart.render().expect("a picture");
        assert!(html.contains("role=\"img\"") && html.contains("<desc"));
        assert!(!html.contains("style="), "the policy lets no style in");
    }

    #[test]
    fn the_parts_of_a_bar_meet() {
        let bars = [bar("a", &[3, 4]), bar("b", &[50, 50])];
        let chart = chart(&bars).expect("something to show");
        for row in chart.rows {
            assert_eq!(row.parts[0].x + row.parts[0].width, row.parts[1].x);
        }
    }

    #[test]
    fn of_nothing_there_is_no_picture() {
        assert!(chart(&[]).is_none());
        assert!(chart(&[bar("a", &[0, 0])]).is_none());
    }
}
