//! The list of bank holidays as gov.uk publishes it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::{Holiday, Nation};

/// Why a list cannot be read, naming the field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct BadHolidays {
    /// Where, for example `england-and-wales.events[3].date`.
    pub field: String,
    /// What is wrong and what belongs there.
    pub why: String,
}

/// Reads gov.uk's `bank-holidays.json`: whole years by nation. A nation that is left out stays as it is.
pub fn parse_govuk(text: &str) -> Result<BTreeMap<Nation, Vec<Holiday>>, BadHolidays> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| bad("the file", format!("is not JSON: {error}")))?;
    let Value::Object(divisions) = &whole else {
        return Err(bad(
            "the file",
            "is not an object of nations such as `england-and-wales`",
        ));
    };
    let mut all = BTreeMap::new();
    for (key, division) in divisions {
        let nation: Nation = key.parse().map_err(|why| bad(key, why))?;
        all.insert(nation, events(nation, key, division)?);
    }
    if all.is_empty() {
        return Err(bad(
            "the file",
            "names no nation: it needs `england-and-wales`, `scotland` or `northern-ireland`",
        ));
    }
    Ok(all)
}

fn events(nation: Nation, key: &str, division: &Value) -> Result<Vec<Holiday>, BadHolidays> {
    let field = format!("{key}.events");
    let Some(list) = division.get("events").and_then(Value::as_array) else {
        return Err(bad(&field, "is not a list of events"));
    };
    let mut days: Vec<Holiday> = Vec::with_capacity(list.len());
    for (i, event) in list.iter().enumerate() {
        let day = one(&format!("{field}[{i}]"), event)?;
        if let Some(twice) = days.iter().position(|other| other.date == day.date) {
            let why = format!("`{}` stands in event {twice} already", day.date);
            return Err(bad(&format!("{field}[{i}].date"), why));
        }
        days.push(day);
    }
    days.sort_by_key(|day| day.date);
    check_whole_years(nation, &field, &days)?;
    Ok(days)
}

fn one(field: &str, event: &Value) -> Result<Holiday, BadHolidays> {
    let text = |name: &str| {
        let value = event.get(name).and_then(Value::as_str).map(str::trim);
        value
            .filter(|text| !text.is_empty())
            .ok_or_else(|| bad(&format!("{field}.{name}"), "is missing or not text"))
    };
    let (title, date) = (text("title")?, text("date")?);
    let date: Date = date.parse().map_err(|_| {
        let why = format!("`{date}` is not a date: write it as 2026-04-03");
        bad(&format!("{field}.date"), why)
    })?;
    let notes = match event.get("notes") {
        None | Some(Value::Null) => "",
        Some(Value::String(notes)) => notes.trim(),
        Some(_) => return Err(bad(&format!("{field}.notes"), "is not text")),
    };
    let substitute =
        notes.eq_ignore_ascii_case("substitute day") && !title.ends_with(super::rule::SUBSTITUTE);
    let suffix = if substitute {
        super::rule::SUBSTITUTE
    } else {
        ""
    };
    Ok(Holiday {
        date,
        title: format!("{title}{suffix}"),
        proclaimed: true,
    })
}

/// A year that is listed replaces the whole year, so half a year must not pass for one.
fn check_whole_years(nation: Nation, field: &str, days: &[Holiday]) -> Result<(), BadHolidays> {
    let least = match nation {
        Nation::EnglandAndWales => 8,
        Nation::Scotland => 9,
        Nation::NorthernIreland => 10,
    };
    let years: BTreeSet<i16> = days.iter().map(|day| day.date.year()).collect();
    for year in years {
        let listed = days.iter().filter(|day| day.date.year() == year).count();
        if listed < least {
            let why = format!(
                "{year} has {listed} bank holidays, every year in {nation} has at least {least}: give whole years"
            );
            return Err(bad(field, why));
        }
    }
    Ok(())
}

fn bad(field: &str, why: impl Into<String>) -> BadHolidays {
    BadHolidays {
        field: field.to_owned(),
        why: why.into(),
    }
}
