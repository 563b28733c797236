//! Comparing political groups without claiming more than the numbers hold: raw counts, an interval for
//! each, and one test of whether the differences could be chance. Pure arithmetic, the same every time.
//!
//! Proportions carry Wilson’s score interval (E. B. Wilson, 1927) and medians the distribution-free
//! interval of order statistics, both at 95%. The test is a permutation test: how often groups drawn at
//! random from the same cases differ at least as much. For proportions the measure of difference is the
//! variance between groups, for days the Kruskal–Wallis statistic on ranks (1952).

mod released;

pub use released::{Compared, Comparison, Fared, GroupLine, Hands, compare, compared, hands};

use serde::{Deserialize, Serialize};

/// The level at which 95% of a normal distribution lies within.
const Z: f64 = 1.959_963_985;
/// How many random groupings the test draws.
pub const DRAWS: u32 = 2_000;

/// The cases of one group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sample {
    /// How many were granted.
    pub granted: u32,
    /// How many were decided.
    pub decided: u32,
    /// The working days until the first reply, one for each case that has one.
    pub days: Vec<u32>,
}

/// What can be said of one group.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shown {
    /// The share that was granted, with its interval; none without a decided case.
    pub granted: Option<Interval>,
    /// The median of the days, with its interval; none without a reply.
    pub days: Option<Interval>,
}

/// A value with its 95% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The value.
    pub value: f64,
    /// The upper end.
    pub high: f64,
}

/// How likely differences at least as large are by chance; none with fewer than two groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Tests {
    /// For the share granted.
    pub granted: Option<f64>,
    /// For the days until a reply.
    pub days: Option<f64>,
}

/// What can be said of a group; none where it has fewer cases than the council compares.
pub fn shown(sample: &Sample, least: u32) -> Option<Shown> {
    (sample.decided.max(sample.days.len() as u32) >= least).then(|| Shown {
        granted: wilson(sample.granted, sample.decided),
        days: median(&sample.days),
    })
}

/// Wilson’s score interval for a proportion.
pub fn wilson(hits: u32, of: u32) -> Option<Interval> {
    if of == 0 {
        return None;
    }
    let (n, p) = (f64::from(of), f64::from(hits) / f64::from(of));
    let z2 = Z * Z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    Some(Interval {
        low: (middle - half).max(0.0),
        value: p,
        high: (middle + half).min(1.0),
    })
}

/// The median with the narrowest pair of order statistics that holds it in 95% of samples; the whole
/// range where there are too few.
pub fn median(days: &[u32]) -> Option<Interval> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let n = sorted.len();
    let at = |i: usize| sorted.get(i).map(|days| f64::from(*days));
    let value = f64::midpoint(at(n.checked_sub(1)? / 2)?, at(n / 2)?);
    // The chance that fewer than `k` of n fall below the median: a sum of fair coins.
    let mut tail = 0.0;
    let mut term = 0.5_f64.powi(i32::try_from(n).unwrap_or(i32::MAX));
    let mut k = 0;
    while k < n / 2 && tail + term <= 0.025 {
        tail += term;
        term *= (n - k) as f64 / (k + 1) as f64;
        k += 1;
    }
    let k = k.saturating_sub(1);
    Some(Interval {
        low: at(k)?,
        value,
        high: at(n - 1 - k)?,
    })
}

/// Tests whether the groups differ by more than chance.
pub fn tests(samples: &[Sample]) -> Tests {
    let granted: Vec<Vec<f64>> = samples
        .iter()
        .filter(|sample| sample.decided > 0)
        .map(|sample| {
            (0..sample.decided)
                .map(|n| f64::from(u8::from(n < sample.granted)))
                .collect()
        })
        .collect();
    let days: Vec<Vec<u32>> = samples
        .iter()
        .map(|s| s.days.clone())
        .filter(|d| !d.is_empty())
        .collect();
    Tests {
        granted: permutation(&granted),
        days: permutation(&ranks(&days)),
    }
}

/// Ranks over all groups together, ties sharing the middle of theirs.
fn ranks(groups: &[Vec<u32>]) -> Vec<Vec<f64>> {
    let all: Vec<u32> = groups.iter().flatten().copied().collect();
    let rank = |value: u32| {
        let below = all.iter().filter(|other| **other < value).count() as f64;
        let same = all.iter().filter(|other| **other == value).count() as f64;
        below + (same + 1.0) / 2.0
    };
    groups
        .iter()
        .map(|group| group.iter().map(|value| rank(*value)).collect())
        .collect()
}

/// The share of random groupings that differ at least as much as these.
fn permutation(groups: &[Vec<f64>]) -> Option<f64> {
    if groups.len() < 2 {
        return None;
    }
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let mut all: Vec<f64> = groups.iter().flatten().copied().collect();
    let found = between(&all, &sizes);
    let mut dice = 0x9e37_79b9_7f4a_7c15_u64 ^ all.len() as u64;
    let mut as_large = 1_u32;
    for _ in 0..DRAWS {
        for i in (1..all.len()).rev() {
            let j = (next(&mut dice) % (i as u64 + 1)) as usize;
            all.swap(i, j);
        }
        if between(&all, &sizes) >= found - 1e-9 {
            as_large += 1;
        }
    }
    Some(f64::from(as_large) / f64::from(DRAWS + 1))
}

/// The variance between groups: the sum over groups of size times the squared distance of means.
fn between(all: &[f64], sizes: &[usize]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let whole = mean(all);
    let mut rest = all;
    let mut sum = 0.0;
    for size in sizes {
        let (group, others) = rest.split_at(*size);
        sum += *size as f64 * (mean(group) - whole).powi(2);
        rest = others;
    }
    sum
}

/// The next number of a fixed sequence (splitmix64, S. Vigna): the test is the same every time.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(granted: u32, decided: u32, days: &[u32]) -> Sample {
        Sample {
            granted,
            decided,
            days: days.to_vec(),
        }
    }

    #[test]
    fn wilsons_interval_is_the_published_one() {
        // Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 is 0 to 0.1611.
        let some = wilson(81, 263).expect("an interval");
        assert!((some.low - 0.2553).abs() < 5e-5 && (some.high - 0.3662).abs() < 5e-5);
        let none = wilson(0, 20).expect("an interval");
        assert!(none.low.abs() < 1e-12 && (none.high - 0.1611).abs() < 5e-5);
    }

    #[test]
    fn the_interval_of_a_median_is_that_of_the_binomial_table() {
        // For ten values the second and the ninth: 97.9%; for five not even the range holds 95%.
        let ten: Vec<u32> = (1..=10).collect();
        let of = |days: &[u32]| median(days).map(|m| (m.low, m.value, m.high));
        assert_eq!(of(&ten), Some((2.0, 5.5, 9.0)));
        assert_eq!(of(&[4, 1, 3, 2, 5]), Some((1.0, 3.0, 5.0)));
        assert_eq!(of(&[]), None);
    }

    #[test]
    fn equal_groups_do_not_differ_and_unequal_ones_do() {
        let same = tests(&[
            sample(5, 10, &[1, 2, 3, 4, 5]),
            sample(5, 10, &[1, 2, 3, 4, 5]),
        ]);
        assert!(same.granted.is_some_and(|p| p > 0.9) && same.days.is_some_and(|p| p > 0.9));
        let apart = tests(&[
            sample(15, 15, &[1, 1, 2, 2, 1, 2]),
            sample(2, 15, &[9, 8, 9, 10, 9, 8]),
        ]);
        assert!(apart.granted.is_some_and(|p| p < 0.01) && apart.days.is_some_and(|p| p < 0.01));
        assert_eq!(tests(&[sample(1, 1, &[1])]).granted, None);
    }

    #[test]
    fn a_small_group_is_left_out() {
        assert_eq!(shown(&sample(1, 4, &[1, 2]), 5), None);
        assert!(shown(&sample(1, 5, &[]), 5).is_some());
    }
}
