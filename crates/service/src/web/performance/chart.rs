//! Bars as a picture: few series, told apart by pattern as well as colour, the numbers written beside
//! them. The table beneath says the same.

use askama::Template;
use askama::filters::HtmlSafe;

/// The width of a picture, in its own units.
const WIDTH: u64 = 760;
/// The height that the longest bar takes.
const HEIGHT: u64 = 190;
/// The room for the words below and the numbers above.
const MARGIN: u64 = 26;

/// One number with what it counts.
#[derive(Debug, Clone)]
pub struct Series {
    name: &'static str,
    value: u64,
}

impl Series {
    /// A number with what it counts.
    pub fn new(name: &'static str, value: u64) -> Self {
        Self { name, value }
    }
}

/// A picture of bars.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/chart.html")]
pub struct Chart {
    id: String,
    title: &'static str,
    summary: String,
    width: u64,
    height: u64,
    base: u64,
    bars: Vec<Bar>,
    labels: Vec<Label>,
    numbers: Vec<Label>,
    key: Vec<(usize, &'static str)>,
}

impl HtmlSafe for Chart {}

#[derive(Debug, Clone)]
struct Bar {
    x: u64,
    y: u64,
    width: u64,
    height: u64,
    series: usize,
}

#[derive(Debug, Clone)]
struct Label {
    x: u64,
    y: u64,
    text: String,
}

impl Chart {
    /// Columns with their parts on top of one another.
    pub fn stacked(title: &'static str, columns: &[(String, Vec<Series>)]) -> Self {
        let sum = |parts: &[Series]| parts.iter().map(|part| part.value).sum::<u64>();
        let most = columns
            .iter()
            .map(|(_, parts)| sum(parts))
            .max()
            .unwrap_or(0)
            .max(1);
        let step = WIDTH / (columns.len() as u64).max(1);
        let base = HEIGHT + MARGIN;
        let mut chart = Self::empty(title);
        for (n, (name, parts)) in columns.iter().enumerate() {
            let x = n as u64 * step + step / 8;
            let mut y = base;
            for (series, part) in parts.iter().enumerate().filter(|(_, part)| part.value > 0) {
                let height = (part.value * HEIGHT / most).max(1);
                y -= height.min(y);
                chart.bars.push(Bar {
                    x,
                    y,
                    width: step * 3 / 4,
                    height,
                    series: series + 1,
                });
            }
            let middle = n as u64 * step + step / 2;
            chart.labels.push(Label {
                x: middle,
                y: base + 17,
                text: name.clone(),
            });
            let total = sum(parts);
            if total > 0 {
                chart.numbers.push(Label {
                    x: middle,
                    y: y - 5,
                    text: total.to_string(),
                });
            }
        }
        if let Some((_, parts)) = columns.first() {
            chart.key = parts
                .iter()
                .enumerate()
                .map(|(n, part)| (n + 1, part.name))
                .collect();
        }
        let said: Vec<_> = columns
            .iter()
            .map(|(name, parts)| format!("{name} {}", sum(parts)))
            .collect();
        chart.summary = said.join(", ");
        chart
    }

    /// Plain columns.
    pub fn bars(title: &'static str, columns: &[(String, u64)]) -> Self {
        let columns: Vec<_> = columns
            .iter()
            .map(|(name, value)| (name.clone(), vec![Series::new("", *value)]))
            .collect();
        let mut chart = Self::stacked(title, &columns);
        chart.key.clear();
        chart
    }

    fn empty(title: &'static str) -> Self {
        Self {
            id: title
                .chars()
                .filter(char::is_ascii_alphabetic)
                .take(12)
                .collect::<String>()
                .to_lowercase(),
            title,
            summary: String::new(),
            width: WIDTH,
            height: HEIGHT + 2 * MARGIN,
            base: HEIGHT + MARGIN,
            bars: Vec::new(),
            labels: Vec::new(),
            numbers: Vec::new(),
            key: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_its_numbers_in_words_and_never_leaves_its_frame() {
        let columns = vec![
            (
                "Apr".to_owned(),
                vec![Series::new("in time", 3), Series::new("late", 1)],
            ),
            (
                "May".to_owned(),
                vec![Series::new("in time", 0), Series::new("late", 0)],
            ),
        ];
        let chart = Chart::stacked("A title", &columns);
        assert_eq!(chart.summary, "Apr 4, May 0");
        assert!(
            chart
                .bars
                .iter()
                .all(|bar| bar.y + bar.height <= chart.base && bar.x + bar.width <= WIDTH)
        );
        assert!(Chart::stacked("None", &[]).render().is_ok());
    }
}
