//! Bank holidays as proclaimed, from `data/bank-holidays.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{Nation, rule};

const DATA: &str = include_str!("../../data/bank-holidays.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    titles: BTreeMap<String, String>,
    england_and_wales: BTreeMap<String, String>,
    scotland: BTreeMap<String, String>,
    northern_ireland: BTreeMap<String, String>,
}

type Years = BTreeMap<i16, BTreeMap<Date, String>>;

/// The years of one nation.
fn years(nation: Nation) -> &'static Years {
    static YEARS: OnceLock<[Years; 3]> = OnceLock::new();
    let all = YEARS.get_or_init(|| read(DATA).expect("the embedded bank holidays are well-formed"));
    &all[nation as usize]
}

/// The last year whose holidays are proclaimed.
pub(super) fn last_year(nation: Nation) -> i16 {
    years(nation).keys().last().copied().unwrap_or(i16::MIN)
}

/// The holidays of a proclaimed year.
pub(super) fn year(nation: Nation, year: i16) -> Option<BTreeMap<Date, String>> {
    years(nation).get(&year).cloned()
}

/// Reads the data file: nations in the order of [`Nation`].
fn read(text: &str) -> Result<[Years; 3], String> {
    let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
    let read_nation = |lines: &BTreeMap<String, String>| {
        let lines = lines.iter();
        lines
            .map(|(year, line)| {
                let year: i16 = year
                    .parse()
                    .map_err(|_| format!("`{year}` is not a year"))?;
                Ok((year, read_year(&file.titles, year, line)?))
            })
            .collect::<Result<Years, String>>()
    };
    Ok([
        read_nation(&file.england_and_wales)?,
        read_nation(&file.scotland)?,
        read_nation(&file.northern_ireland)?,
    ])
}

fn read_year(
    titles: &BTreeMap<String, String>,
    year: i16,
    line: &str,
) -> Result<BTreeMap<Date, String>, String> {
    line.split(" · ")
        .map(|entry| {
            let (day, key) = entry
                .split_once(' ')
                .ok_or(format!("`{entry}` has no title"))?;
            let date: Date = format!("{year:04}-{day}")
                .parse()
                .map_err(|_| format!("`{year}-{day}` is not a date"))?;
            let (key, suffix) = match key.strip_suffix('*') {
                Some(key) => (key, rule::SUBSTITUTE),
                None => (key, ""),
            };
            let title = titles
                .get(key)
                .ok_or(format!("`{key}` is not among the titles"))?;
            Ok((date, format!("{title}{suffix}")))
        })
        .collect()
}
