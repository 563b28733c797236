//! Whatever is added and subtracted of what a page shows, no small number comes out.
//!
//! A released number is a sum over the cells *month × service × ward × outcome × holding*. Somebody who
//! adds and subtracts released numbers gets sums over the span of their cells. So every set of cases that
//! one could ask after must be outside that span, or count nothing, or be large enough.

use proptest::prelude::*;

use super::super::*;
use jiff::civil::date;

const MONTHS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];
const SERVICES: [&str; 4] = ["housing", "parks", "roads", "-"];
const WARDS: [&str; 3] = ["abbey", "castle", "-"];
const JUDGED: [&str; 3] = ["in-time", "late", "-"];
const HELD: [&str; 3] = ["kept", "missed", "-"];
const CELLS: usize = 3 * 4 * 3 * 3 * 3;
/// Arithmetic in a field: a relation over the fractions holds here too.
const PRIME: u64 = 2_147_483_647;

type Cell = [usize; 5];

fn cells() -> Vec<Cell> {
    let mut all = Vec::with_capacity(CELLS);
    for n in 0..CELLS {
        all.push([n % 3, n / 3 % 4, n / 12 % 3, n / 36 % 3, n / 108]);
    }
    all
}

fn tallies(counts: &[u64]) -> Vec<Tally> {
    let named = |[m, s, w, j, h]: Cell| {
        let (m, s, w) = (MONTHS[m], SERVICES[s], WARDS[w]);
        format!("{m} {s} {w} {} {}", JUDGED[j], HELD[h])
    };
    let counted = cells().into_iter().zip(counts).filter(|(_, n)| **n > 0);
    counted
        .map(|(cell, n)| super::tally(&named(cell), *n))
        .collect()
}

/// What one number counts, and the number.
type Told = (Vec<bool>, u64);

fn told(released: &Released) -> Vec<Told> {
    let set = |holds: &dyn Fn(&Cell) -> bool| cells().iter().map(holds).collect::<Vec<_>>();
    let judging = [Outcome::InTime, Outcome::Late, Outcome::Unjudged];
    let holding = [Outcome::Kept, Outcome::Missed, Outcome::NotHeld];
    let mut all = Vec::new();
    for (group, n) in &released.holding {
        all.push((set(&|c| group.contains(&holding[c[4]])), *n));
    }
    let mut table = |rows: Vec<(Vec<usize>, Vec<u64>)>, axis: usize| {
        for (keys, counts) in rows {
            if counts.len() == 1 {
                all.push((set(&|c| keys.contains(&c[axis])), counts[0]));
                continue;
            }
            for (group, n) in released.outcomes.iter().zip(counts) {
                let holds = |c: &Cell| keys.contains(&c[axis]) && group.contains(&judging[c[3]]);
                all.push((set(&holds), n));
            }
        }
    };
    let month = |d: &Date| usize::try_from(d.month() - 1).unwrap();
    let service = |id: &Option<ServiceId>| named(&SERVICES, id.as_ref().map(ServiceId::as_str));
    let ward = |id: &Option<WardId>| named(&WARDS, id.as_ref().map(WardId::as_str));
    table(numbered(&released.months, month), 0);
    table(numbered(&released.services, service), 1);
    table(numbered(&released.wards, ward), 2);
    all
}

fn named(names: &[&str], id: Option<&str>) -> usize {
    names
        .iter()
        .position(|name| *name == id.unwrap_or("-"))
        .unwrap()
}

fn numbered<K>(rows: &Rows<K>, key: impl Fn(&K) -> usize) -> Vec<(Vec<usize>, Vec<u64>)> {
    let both = rows.received.iter().chain(&rows.judged);
    both.map(|row| (row.keys.iter().map(&key).collect(), row.counts.clone()))
        .collect()
}

/// The rows of a matrix in echelon form, each with its leading column.
#[derive(Default)]
struct Span(Vec<(usize, Vec<u64>)>);

impl Span {
    fn add(&mut self, vector: &[bool]) {
        let rest = self.rest(vector);
        if let Some(lead) = rest.iter().position(|&x| x != 0) {
            let inverse = power(rest[lead], PRIME - 2);
            let row = rest.iter().map(|x| x * inverse % PRIME).collect();
            self.0.push((lead, row));
        }
    }
    fn holds(&self, vector: &[bool]) -> bool {
        self.rest(vector).iter().all(|&x| x == 0)
    }
    fn rest(&self, vector: &[bool]) -> Vec<u64> {
        let mut rest: Vec<u64> = vector.iter().map(|&x| u64::from(x)).collect();
        for (lead, row) in &self.0 {
            let times = PRIME - rest[*lead] % PRIME;
            for (x, y) in rest.iter_mut().zip(row) {
                *x = (*x + times * y) % PRIME;
            }
        }
        rest
    }
}

fn power(base: u64, exponent: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, base % PRIME, exponent);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}

/// Every set of cases that somebody might ask after: of one or several values of one, two or three of
/// the axes.
fn questions() -> Vec<Vec<bool>> {
    let sizes = [3, 4, 3, 3, 3];
    let all = cells();
    let mut sets = Vec::new();
    for a in 0..5 {
        for some_a in 1..(1_usize << sizes[a]) {
            for b in a + 1..=5 {
                let values = if b == 5 { 1 } else { sizes[b] };
                for value in 0..values {
                    let holds = |c: &Cell| some_a >> c[a] & 1 == 1 && (b == 5 || c[b] == value);
                    sets.push(all.iter().map(holds).collect());
                }
            }
        }
        for b in a + 1..5 {
            for some_b in 1..(1_usize << sizes[b]) {
                for value in 0..sizes[a] {
                    let holds = |c: &Cell| c[a] == value && some_b >> c[b] & 1 == 1;
                    sets.push(all.iter().map(holds).collect());
                }
            }
        }
    }
    sets
}

/// Few cases in most cells, so that nearly every table has small numbers.
fn counts() -> impl Strategy<Value = Vec<u64>> {
    let cell = prop_oneof![12 => Just(0_u64), 3 => 1..3_u64, 1 => 1..12_u64];
    proptest::collection::vec(cell, CELLS)
}

fn quarter() -> Quarter {
    (date(2026, 1, 1), date(2026, 3, 31))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_small_number_is_told_or_can_be_worked_out(counts in counts()) {
        let released = release(&tallies(&counts), quarter(), date(2026, 5, 1), LEAST);
        let mut span = Span::default();
        for (set, n) in told(&released) {
            let really: u64 = set.iter().zip(&counts).filter(|(held, _)| **held).map(|(_, n)| n).sum();
            prop_assert_eq!(n, really, "what is told is true");
            prop_assert!(n == 0 || n >= LEAST, "{n} is told");
            span.add(&set);
            if n == 0 {
                // Where nothing is told, each cell is known to be nothing.
                for at in (0..CELLS).filter(|at| set[*at]) {
                    span.add(&std::array::from_fn::<bool, CELLS, _>(|other| other == at));
                }
            }
        }
        for set in questions() {
            let really: u64 = set.iter().zip(&counts).filter(|(held, _)| **held).map(|(_, n)| n).sum();
            if really > 0 && really < LEAST {
                prop_assert!(!span.holds(&set), "{really} can be worked out");
            }
        }
    }

    #[test]
    fn every_table_holds_every_case_once(counts in counts()) {
        let tallies = tallies(&counts);
        let released = release(&tallies, quarter(), date(2026, 5, 1), LEAST);
        let Some(total) = released.total() else { return Ok(()); };
        prop_assert_eq!(total, counts.iter().sum::<u64>());
        fn sums<K: Clone + Ord>(rows: &Rows<K>) -> ([u64; 2], bool) {
            let total = |rows: &[Joined<K>]| rows.iter().map(Joined::total).sum();
            let keys = |rows: &[Joined<K>]| {
                let mut all: Vec<K> = rows.iter().flat_map(|r| r.keys.clone()).collect();
                let n = all.len();
                all.sort();
                all.dedup();
                (n == all.len()).then_some(all)
            };
            let same = keys(&rows.received).is_some() && keys(&rows.received) == keys(&rows.judged);
            ([total(&rows.received), total(&rows.judged)], same)
        }
        prop_assert_eq!(sums(&released.months), ([total; 2], true));
        prop_assert_eq!(sums(&released.services), ([total; 2], true));
        prop_assert_eq!(sums(&released.wards), ([total; 2], true));
    }

    #[test]
    fn a_release_is_read_back_as_it_was(counts in counts()) {
        let released = release(&tallies(&counts), quarter(), date(2026, 5, 1), LEAST);
        let json = serde_json::to_string(&released).unwrap();
        prop_assert_eq!(serde_json::from_str::<Released>(&json).unwrap(), released);
    }
}

#[test]
fn the_check_finds_what_can_be_worked_out() {
    // Two totals whose difference is the cases of one service: the check must see it.
    let of =
        |keys: &[usize]| -> Vec<bool> { cells().iter().map(|c| keys.contains(&c[1])).collect() };
    let mut span = Span::default();
    span.add(&of(&[0, 1, 2]));
    span.add(&of(&[0, 1]));
    assert!(span.holds(&of(&[2])));
    assert!(!span.holds(&of(&[1])));
}
