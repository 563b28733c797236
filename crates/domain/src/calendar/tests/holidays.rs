//! The bank holidays themselves: proclaimed against the rule.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::super::*;

/// Where a proclaimed year differs from the rule: which days it has more, and which it lacks.
fn exceptions(nation: Nation, year: i16) -> (Vec<Date>, Vec<Date>) {
    let day = |month, day| date(year, month, day);
    match (year, nation) {
        (2002, _) => (vec![day(6, 3), day(6, 4)], vec![day(5, 27)]),
        (2011, _) => (vec![day(4, 29)], vec![]),
        (2012, _) => (vec![day(6, 4), day(6, 5)], vec![day(5, 28)]),
        (2020, _) => (vec![day(5, 8)], vec![day(5, 4)]),
        (2022, _) => (vec![day(6, 2), day(6, 3), day(9, 19)], vec![day(5, 30)]),
        (2023, _) => (vec![day(5, 8)], vec![]),
        (2026, Nation::Scotland) => (vec![day(6, 15)], vec![]),
        _ => (vec![], vec![]),
    }
}

fn less(a: &BTreeMap<Date, String>, b: &BTreeMap<Date, String>) -> Vec<Date> {
    a.keys()
        .filter(|date| !b.contains_key(date))
        .copied()
        .collect()
}

#[test]
fn the_rule_reproduces_every_proclaimed_year_but_the_listed_exceptions() {
    for nation in Nation::ALL {
        for year in FIRST_YEAR..=proclaimed::last_year(nation) {
            let proclaimed = proclaimed::year(nation, year).expect("every year without a gap");
            let by_rule = rule::year(nation, year);
            let found = (less(&proclaimed, &by_rule), less(&by_rule, &proclaimed));
            assert_eq!(found, exceptions(nation, year), "{nation} {year}");
            for (date, title) in &proclaimed {
                // In 2023 the New Year's substitutes of Scotland were proclaimed in the other order.
                let swapped = nation == Nation::Scotland && year == 2023 && date.month() == 1;
                if by_rule.contains_key(date) && !swapped {
                    assert_eq!(title, &by_rule[date], "{nation} {date}");
                }
            }
        }
    }
}

#[test]
fn every_holiday_to_2100_falls_on_a_weekday_and_no_two_on_one_day() {
    for (nation, least) in [
        (Nation::EnglandAndWales, 8),
        (Nation::Scotland, 8),
        (Nation::NorthernIreland, 10),
    ] {
        for year in FIRST_YEAR..=LAST_YEAR {
            let days = holidays(nation, year, year);
            assert!(days.len() >= least, "{nation} {year}: {}", days.len());
            for day in &days {
                assert!(
                    !is_weekend(day.date),
                    "{nation} {}: {}",
                    day.date,
                    day.title
                );
                assert_eq!(day.proclaimed, year <= 2027);
            }
        }
    }
}

#[test]
fn moved_and_one_off_days_are_as_proclaimed() {
    let title = |nation, on: Date| {
        let days = holidays(nation, on.year(), on.year());
        days.into_iter()
            .find(|day| day.date == on)
            .map(|day| day.title)
    };
    let (england, scotland, ireland) = (
        Nation::EnglandAndWales,
        Nation::Scotland,
        Nation::NorthernIreland,
    );
    for (nation, on, expected) in [
        (
            england,
            date(2000, 1, 3),
            Some("New Year’s Day (substitute day)"),
        ),
        (england, date(2002, 5, 27), None),
        (
            england,
            date(2002, 6, 3),
            Some("Golden Jubilee bank holiday"),
        ),
        (england, date(2002, 6, 4), Some("Spring bank holiday")),
        (
            england,
            date(2011, 4, 29),
            Some("Royal wedding bank holiday"),
        ),
        (england, date(2012, 6, 5), Some("Queen’s Diamond Jubilee")),
        (england, date(2020, 5, 4), None),
        (
            england,
            date(2020, 5, 8),
            Some("Early May bank holiday (VE day)"),
        ),
        (
            england,
            date(2022, 6, 3),
            Some("Platinum Jubilee bank holiday"),
        ),
        (
            england,
            date(2022, 9, 19),
            Some("Bank Holiday for the State Funeral of Queen Elizabeth II"),
        ),
        (
            england,
            date(2022, 12, 27),
            Some("Christmas Day (substitute day)"),
        ),
        (
            england,
            date(2023, 5, 8),
            Some("Bank holiday for the coronation of King Charles III"),
        ),
        (england, date(2026, 6, 15), None),
        (
            england,
            date(2026, 12, 28),
            Some("Boxing Day (substitute day)"),
        ),
        (
            scotland,
            date(2000, 1, 4),
            Some("2nd January (substitute day)"),
        ),
        (scotland, date(2006, 11, 30), None),
        (scotland, date(2007, 11, 30), Some("St Andrew’s Day")),
        (
            scotland,
            date(2008, 12, 1),
            Some("St Andrew’s Day (substitute day)"),
        ),
        (
            scotland,
            date(2017, 1, 3),
            Some("New Year’s Day (substitute day)"),
        ),
        (scotland, date(2026, 4, 6), None),
        (scotland, date(2026, 6, 15), Some("World Cup bank holiday")),
        (scotland, date(2026, 8, 3), Some("Summer bank holiday")),
        (scotland, date(2026, 8, 31), None),
        (
            ireland,
            date(2018, 3, 19),
            Some("St Patrick’s Day (substitute day)"),
        ),
        (
            ireland,
            date(2025, 7, 14),
            Some("Battle of the Boyne (Orangemen’s Day) (substitute day)"),
        ),
        (ireland, date(2026, 8, 31), Some("Summer bank holiday")),
    ] {
        assert_eq!(title(nation, on).as_deref(), expected, "{nation} {on}");
    }
}

#[test]
fn easter_falls_where_the_church_tables_put_it() {
    // The earliest and latest of the century, and the two that the shortcuts of the rule get wrong.
    for (year, month, day) in [
        (2000, 4, 23),
        (2008, 3, 23),
        (2026, 4, 5),
        (2038, 4, 25),
        (2049, 4, 18),
        (2076, 4, 19),
        (2100, 3, 28),
    ] {
        assert_eq!(rule::easter_sunday(year), date(year, month, day));
    }
}
