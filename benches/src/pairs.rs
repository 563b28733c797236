//! Paired, alternating runs: the floor and the product in turn, so that whatever else the machine does
//! falls on both. A ratio is taken of each pair; medians are of the runs and of the ratios.

/// The runs of one comparison.
#[derive(Debug, Clone)]
pub struct Pairs {
    /// The floor's figure of each run.
    pub floor: Vec<f64>,
    /// The product's figure of each run.
    pub ours: Vec<f64>,
}

impl Pairs {
    /// Runs both in turn, the first to go alternating.
    pub fn run(
        times: usize,
        mut floor: impl FnMut() -> anyhow::Result<f64>,
        mut ours: impl FnMut() -> anyhow::Result<f64>,
    ) -> anyhow::Result<Self> {
        let mut pairs = Self {
            floor: Vec::new(),
            ours: Vec::new(),
        };
        for n in 0..times {
            if n % 2 == 0 {
                pairs.floor.push(floor()?);
                pairs.ours.push(ours()?);
            } else {
                pairs.ours.push(ours()?);
                pairs.floor.push(floor()?);
            }
        }
        Ok(pairs)
    }

    /// The median of the floor's runs.
    pub fn floor(&self) -> f64 {
        median(self.floor.clone())
    }

    /// The median of the product's runs.
    pub fn ours(&self) -> f64 {
        median(self.ours.clone())
    }

    /// The median of the product's share of the floor, pair by pair.
    pub fn ratio(&self) -> f64 {
        let both = self.ours.iter().zip(&self.floor);
        median(both.map(|(ours, floor)| ours / floor).collect())
    }

    /// The least and the greatest share of the floor.
    pub fn spread(&self) -> (f64, f64) {
        let both = self.ours.iter().zip(&self.floor);
        both.map(|(ours, floor)| ours / floor)
            .fold((f64::INFINITY, 0.0), |(least, most), r| {
                (r.min(least), r.max(most))
            })
    }
}

/// The middle value, or the mean of the two in the middle; zero of nothing.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle() {
        assert!((median(vec![3.0, 1.0, 2.0]) - 2.0).abs() < 1e-9);
        assert!((median(vec![4.0, 1.0, 2.0, 3.0]) - 2.5).abs() < 1e-9);
    }

    #[test]
    fn a_ratio_is_taken_of_each_pair_and_both_take_turns_at_going_first() {
        let order = std::cell::RefCell::new(String::new());
        let pairs = Pairs::run(
            2,
            || {
                order.borrow_mut().push('f');
                Ok(10.0)
            },
            || {
                order.borrow_mut().push('o');
                Ok(5.0)
            },
        )
        .unwrap();
        assert_eq!(order.into_inner(), "foof");
        assert!((pairs.ratio() - 0.5).abs() < 1e-9);
    }
}
