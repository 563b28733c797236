//! The quarter's report by service: how many were received, and how they kept to the aim. What is small is joined
//! until no number, and no difference of two, tells of a single complaint.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::report::{Counts, LEAST};
use crate::ids::ServiceId;

/// The complaints of each service; none for those of no service.
type Services = BTreeMap<Option<ServiceId>, Counts>;
/// Services that stand in one row, and how many complaints were received of them together.
type Row = (Vec<Option<ServiceId>>, u64);

/// How the complaints of some services kept to the aim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfServices {
    /// The services.
    pub services: Vec<Option<ServiceId>>,
    /// Answered at the first stage within the aim.
    pub in_time: u64,
    /// Took longer, and the resident was told why.
    pub longer_told: u64,
    /// All others: longer without a word, not answered yet, ended without an answer.
    pub others: u64,
}

/// How complaints kept to the aim: within it, longer and told why, longer and not told, not answered yet, ended
/// without an answer. The report tells each of them of all complaints together.
type Numbers = [u64; 5];

fn numbers(counts: &Counts) -> Numbers {
    let Counts {
        in_time,
        longer_told,
        longer_untold,
        open,
        ..
    } = *counts;
    let ended = counts.received - in_time - longer_told - longer_untold - open;
    [in_time, longer_told, longer_untold, open, ended]
}

/// Whether one of these would tell of a few complaints.
fn tells(numbers: &Numbers) -> bool {
    numbers.iter().any(|n| (1..LEAST).contains(n))
}

/// Rows of at least [`LEAST`]: the smallest are joined until they reach it, and a last small row joins the smallest
/// that does.
pub(super) fn joined(services: &Services) -> Vec<Row> {
    let rows = services.iter();
    let mut rows: Vec<Row> = rows.map(|(of, n)| (vec![of.clone()], n.received)).collect();
    loop {
        rows.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        if rows.len() < 2 || rows[0].1 >= LEAST {
            break;
        }
        let (of, n) = rows.remove(0);
        rows[0].0.extend(of);
        rows[0].0.sort();
        rows[0].1 += n;
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows
}

/// How they kept to the aim, in rows of those that are told anyway, so that no service of one of them can be found by
/// the difference. One row alone would be all of them, which are told elsewhere.
pub(super) fn kept(rows: &[Row], services: &Services) -> Vec<OfServices> {
    let of = |of: &Vec<Option<ServiceId>>| {
        let all = of.iter().filter_map(|service| services.get(service));
        let all = all.map(numbers).fold([0; 5], added);
        (of.clone(), all)
    };
    let mut told: Vec<(Vec<Option<ServiceId>>, Numbers)> =
        rows.iter().map(|row| of(&row.0)).collect();
    while let Some(at) = told.iter().position(|row| tells(&row.1)) {
        let small = told.remove(at);
        let next = told.iter_mut().min_by_key(|row| row.1.iter().sum::<u64>());
        let Some(next) = next else { return Vec::new() };
        next.0.extend(small.0);
        next.0.sort();
        next.1 = added(next.1, small.1);
    }
    let enough = told.len() > 1;
    let told = told.into_iter().filter(|_| enough);
    told.map(
        |(services, [in_time, longer_told, others @ ..])| OfServices {
            services,
            in_time,
            longer_told,
            others: others.iter().sum(),
        },
    )
    .collect()
}

fn added(a: Numbers, b: Numbers) -> Numbers {
    std::array::from_fn(|n| a[n] + b[n])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(received: u64, in_time: u64, longer_told: u64) -> Counts {
        Counts {
            received,
            in_time,
            longer_told,
            ..Counts::default()
        }
    }

    fn services(of: &[(u64, u64, u64)]) -> Services {
        let named = of
            .iter()
            .enumerate()
            .map(|(n, (received, in_time, longer))| {
                let service = format!("service-{n}").parse().expect("a service");
                (Some(service), counts(*received, *in_time, *longer))
            });
        named.collect()
    }

    #[test]
    fn services_with_enough_of_each_stand_alone_and_are_all_together() {
        let services = services(&[(12, 7, 5), (9, 9, 0), (11, 5, 0)]);
        let told = kept(&joined(&services), &services);
        let numbers: Vec<_> = told
            .iter()
            .map(|r| (r.in_time, r.longer_told, r.others))
            .collect();
        assert_eq!(numbers, [(7, 5, 0), (9, 0, 0), (5, 0, 6)]);
    }

    #[test]
    fn no_number_is_small_whatever_came_in_and_every_row_is_of_rows_that_are_told_anyway() {
        for n in 0..20_000_u64 {
            let part = |of: u64, most: u64| (n / of) % most;
            let of = |a: u64, b: u64, c: u64| (a + b + c, a, b);
            let services = services(&[
                of(part(1, 9), part(3, 7), part(7, 4)),
                of(part(2, 11), part(5, 3), part(11, 8)),
                of(part(13, 7), part(17, 9), part(19, 5)),
            ]);
            let rows = joined(&services);
            let told = kept(&rows, &services);
            let small = |row: &OfServices| tells(&[row.in_time, row.longer_told, row.others, 0, 0]);
            assert!(!told.iter().any(small), "{told:?}");
            let all = |row: &OfServices| row.in_time + row.longer_told + row.others;
            let sum: u64 = told.iter().map(all).sum();
            let received: u64 = services.values().map(|counts| counts.received).sum();
            assert!(told.is_empty() || sum == received, "{told:?} of {received}");
            for (of, _) in rows {
                let mut with = told.iter().filter(|row| row.services.contains(&of[0]));
                let whole = with.all(|row| of.iter().all(|one| row.services.contains(one)));
                assert!(whole, "{of:?} in {told:?}");
            }
        }
    }

    #[test]
    fn what_is_small_among_the_others_is_found_by_no_difference() {
        // Three that took longer without a word: of all together they stand with those who were told why.
        let few = Counts {
            longer_untold: 3,
            open: 30,
            ..counts(40, 7, 0)
        };
        let mut services = services(&[(12, 7, 5), (9, 9, 0)]);
        services.insert(None, few);
        assert_eq!(kept(&joined(&services), &services), []);
    }
}
