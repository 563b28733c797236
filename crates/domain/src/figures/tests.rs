//! Figures: parts add up, nothing small is told, and nothing small can be worked out.

mod secrecy;

use jiff::civil::{Date, date};

use super::*;

/// So many cases alike; `what` is `month service ward judged held`, a hyphen for none.
pub(super) fn tally(what: &str, count: u64) -> Tally {
    let mut parts = what.split(' ').map(|p| (p != "-").then_some(p));
    let mut next = || parts.next().flatten();
    let month: Date = format!("{}-01", next().expect("a month"))
        .parse()
        .expect("a month");
    Tally {
        month,
        service: next().map(|id| id.parse().expect("a service")),
        ward: next().map(|id| id.parse().expect("a ward")),
        judged: next().map(str::to_owned),
        held: next().map(str::to_owned),
        open_since: None,
        overdue: false,
        answered: false,
        count,
    }
}

fn open(mut tally: Tally, since: Date, overdue: bool) -> Tally {
    tally.open_since = Some(since);
    tally.overdue = overdue;
    tally
}

#[test]
fn a_line_says_how_many_of_each_and_the_parts_are_the_whole() {
    let tallies = [
        tally("2026-01 housing castle in-time -", 7),
        tally("2026-01 housing castle explained-in-time kept", 3),
        tally("2026-02 housing castle late -", 2),
        tally("2026-02 parks castle explained-late missed", 1),
        open(tally("2026-02 parks - - -", 4), date(2026, 2, 10), true),
    ];
    let all: Counts = tallies.iter().collect();
    let counted: Vec<_> = Measure::ALL.iter().map(|m| all.of(*m)).collect();
    assert_eq!(counted, [17, 7, 3, 2, 1, 4, 3, 1, 4, 4]);
    assert_eq!(all.in_time().to_string(), "10 of 13 (77%)");
    assert_eq!(all.kept().to_string(), "3 of 4 (75%)");

    let months = by_month(&tallies, date(2025, 12, 5), date(2026, 2, 20));
    let received: Vec<_> = months
        .iter()
        .map(|(month, counts)| (month.to_string(), counts.of(Measure::Received)))
        .collect();
    let expected = [("2025-12-01", 0), ("2026-01-01", 10), ("2026-02-01", 7)];
    assert_eq!(received, expected.map(|(m, n)| (m.to_owned(), n)));
    assert_eq!(by_service(&tallies).len(), 2);
    assert_eq!(by_ward(&tallies)[&None].of(Measure::Overdue), 4);
}

#[test]
fn a_share_is_never_rounded_to_all_or_none() {
    let share = |part, whole| Share { part, whole }.to_string();
    assert_eq!(share(0, 0), "none judged");
    assert_eq!(share(999, 1000), "999 of 1000 (99%)");
    assert_eq!(share(1, 1000), "1 of 1000 (1%)");
    assert_eq!(share(1000, 1000), "1000 of 1000 (100%)");
}

#[test]
fn each_open_case_stands_in_the_band_of_its_age() {
    let today = date(2026, 4, 2);
    let since = |day| open(tally("2026-03 - - - -", 1), day, false);
    let mut answered = since(date(2026, 4, 1));
    answered.answered = true;
    let tallies = [
        answered,
        since(date(2026, 4, 2)),
        since(date(2026, 3, 26)),
        since(date(2026, 3, 25)),
        since(date(2026, 2, 5)),
        open(tally("2025-01 - - - -", 2), date(2025, 1, 1), true),
        tally("2026-03 - - in-time -", 9),
    ];
    let bands = ages(&tallies, today);
    let counted: Vec<_> = bands
        .iter()
        .map(|b| (b.words.as_str(), b.open, b.unanswered, b.overdue, b.settled))
        .collect();
    let expected = [
        ("0 to 7 days", 3, 2, 0, 1),
        ("8 to 14 days", 1, 1, 0, 0),
        ("15 to 28 days", 0, 0, 0, 0),
        ("29 to 56 days", 1, 1, 0, 0),
        ("57 days or more", 2, 2, 2, 0),
    ];
    assert_eq!(counted, expected);
    // The bands' own days hold every day once.
    for band in bands.windows(2) {
        let (Some(from), Some(to)) = (band[0].from, band[1].to) else {
            panic!("only the ends are open");
        };
        assert_eq!(to.tomorrow().expect("a day"), from);
    }
}

#[test]
fn a_quarter_is_owed_when_a_whole_month_has_passed_since_it_ended() {
    let first = |today| owed(&Releases::default(), today).last().copied();
    let winter = (date(2026, 1, 1), date(2026, 3, 31));
    let autumn = (date(2025, 10, 1), date(2025, 12, 31));
    assert_eq!(first(date(2026, 4, 30)), Some(autumn));
    assert_eq!(first(date(2026, 5, 1)), Some(winter));
    let done = release(&[], autumn, date(2026, 2, 1), LEAST);
    let releases = Releases::default().evolve(done);
    assert_eq!(owed(&releases, date(2026, 5, 1)), [winter]);
    assert_eq!(owed(&releases, date(2026, 4, 30)), []);
}

#[test]
fn the_first_release_of_a_quarter_stands() {
    let quarter = (date(2026, 1, 1), date(2026, 3, 31));
    let of = |n| {
        let tallies = [tally("2026-01 housing castle in-time -", n)];
        release(&tallies, quarter, date(2026, 5, 1), LEAST)
    };
    let releases = Releases::default().evolve(of(10)).evolve(of(11));
    let totals: Vec<_> = releases.all().iter().map(Released::total).collect();
    assert_eq!(totals, [Some(10)]);
}

#[test]
fn small_numbers_join_the_next_larger() {
    let tallies = [
        tally("2026-01 housing castle in-time -", 20),
        tally("2026-02 parks castle in-time -", 9),
        tally("2026-02 roads abbey in-time -", 3),
        tally("2026-03 trees abbey in-time kept", 4),
        tally("2026-03 housing - late -", 6),
    ];
    let quarter = (date(2026, 1, 1), date(2026, 3, 31));
    let told = release(&tallies, quarter, date(2026, 5, 1), LEAST);
    assert_eq!(told.total(), Some(42));
    assert_eq!(told.totals(), [36, 6, 0]);
    let names = |rows: &[Joined<Option<ServiceId>>]| -> Vec<(String, Vec<u64>)> {
        let name = |key: &Option<ServiceId>| key.as_ref().expect("a service").to_string();
        let keys = |row: &Joined<_>| row.keys.iter().map(name).collect::<Vec<_>>().join("+");
        rows.iter()
            .map(|row| (keys(row), row.counts.clone()))
            .collect()
    };
    let joined = [("housing", 26), ("parks", 9), ("roads+trees", 7)];
    let received = names(&told.services.received);
    assert_eq!(received, joined.map(|(k, n)| (k.to_owned(), vec![n])));
    // Four that were held and kept are told together with the rest.
    assert_eq!(told.holding, []);
}

#[test]
fn too_few_are_not_told_and_look_like_none() {
    let quarter = (date(2026, 1, 1), date(2026, 3, 31));
    let few = [tally("2026-01 housing castle in-time kept", 4)];
    let on = date(2026, 5, 1);
    let of_few = release(&few, quarter, on, LEAST);
    assert_eq!(of_few, release(&[], quarter, on, LEAST));
    assert_eq!(of_few.total(), None);
}
