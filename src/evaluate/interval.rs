//! How sure a figure is: bootstrap intervals over articles, paired for two runs, and Wilson's for judged sheets.
//!
//! Facts of one article stand and fall together, so articles are drawn, never single facts. The seed is a
//! parameter and each replicate has its own stream of numbers: the same seed gives the same interval on any
//! number of threads.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::score::{Tally, f1, ratio};

/// Articles beyond this number are pooled into as many groups, round robin; the interval stays the same to the
/// digits that are printed, and the cost stays bounded.
const MOST_GROUPS: usize = 4096;

/// How intervals are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// Number of replicates; 0 draws none.
    pub replicates: u64,
    /// Start of the random numbers.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { replicates: 1000, seed: 1 }
    }
}

/// The middle 95 % of what the figure could have been with other articles of the same kind.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Intervals of one column of tallies.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Intervals {
    /// Of precision.
    #[serde(rename = "P")]
    pub precision: Option<Interval>,
    /// Of recall.
    #[serde(rename = "R")]
    pub recall: Option<Interval>,
    /// Of F1.
    #[serde(rename = "F1")]
    pub f1: Option<Interval>,
}

/// The difference between two runs over the same articles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// F1 of the second run less F1 of the first.
    pub delta: f64,
    /// Its interval.
    pub interval: Interval,
    /// Share of replicates, doubled, in which the difference is nought or of the other sign.
    pub p: f64,
}

impl Difference {
    /// Whether the interval leaves out nought.
    #[must_use]
    pub fn is_more_than_noise(&self) -> bool {
        self.interval.low > 0.0 || self.interval.high < 0.0
    }
}

/// Intervals for each column of `rows`; a row is an article, a column a field. Rows must be of one length.
/// `None` of fewer than two articles, which cannot vary.
#[must_use]
pub fn bootstrap(rows: &[Vec<Tally>], how: Bootstrap) -> Option<Vec<Intervals>> {
    let groups = Groups::of(rows)?;
    let drawn = groups.draw(how)?;
    let interval = |column: usize, figure: fn([u64; 3]) -> Option<f64>| {
        middle(drawn.iter().filter_map(|sums| figure(triple(sums, column))).collect())
    };
    Some(
        (0..groups.columns)
            .map(|c| Intervals {
                precision: interval(c, |[_, found, correct]| ratio(correct, found)),
                recall: interval(c, |[gold, _, correct]| ratio(correct, gold)),
                f1: interval(c, |[gold, found, correct]| f1(correct, gold, found)),
            })
            .collect(),
    )
}

/// The difference of F1 for each column of two runs; row `i` of both is the same article.
/// A column is `None` where one run has no samples.
#[must_use]
pub fn paired(
    first: &[Vec<Tally>],
    second: &[Vec<Tally>],
    how: Bootstrap,
) -> Option<Vec<Option<Difference>>> {
    let both: Vec<Vec<Tally>> =
        first.iter().zip(second).map(|(a, b)| a.iter().chain(b).copied().collect()).collect();
    let groups = Groups::of(&both)?;
    let drawn = groups.draw(how)?;
    let columns = groups.columns / 2;
    let delta = |sums: &[u64], c: usize| {
        let score = |c: usize| {
            let [gold, found, correct] = triple(sums, c);
            f1(correct, gold, found)
        };
        Some(score(columns + c)? - score(c)?)
    };
    let whole = groups.total();
    Some(
        (0..columns)
            .map(|c| {
                let drawn: Vec<f64> = drawn.iter().filter_map(|sums| delta(sums, c)).collect();
                let share = |keep: fn(&f64) -> bool| {
                    drawn.iter().filter(|d| keep(d)).count() as f64 / drawn.len() as f64
                };
                let p = (2.0 * share(|d| *d <= 0.0).min(share(|d| *d >= 0.0))).min(1.0);
                Some(Difference { delta: delta(&whole, c)?, p, interval: middle(drawn)? })
            })
            .collect(),
    )
}

/// Wilson's 95 % interval of a share of `n` that were judged; `None` of none.
///
/// ```
/// let i = trichluc::evaluate::interval::wilson(45, 50).expect("fifty were judged");
/// assert_eq!(format!("{:.3} {:.3}", i.low, i.high), "0.786 0.957");
/// ```
#[must_use]
pub fn wilson(right: u64, n: u64) -> Option<Interval> {
    const Z: f64 = 1.959_963_984_540_054;
    let p = ratio(right, n)?;
    let n = n as f64;
    let middle = p + Z * Z / (2.0 * n);
    let spread = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some(Interval { low: ((middle - spread) / scale).max(0.0), high: ((middle + spread) / scale).min(1.0) })
}

/// A stream of random numbers (SplitMix64): small, and the same everywhere.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Stream number `n` of a seed.
    #[must_use]
    pub fn stream(seed: u64, n: u64) -> Self {
        let mut mixed = Self(seed ^ n.wrapping_mul(0xd134_2543_de82_ef95));
        Self(mixed.bits())
    }

    /// The next number.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The next number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.bits()) * n as u128) >> 64) as usize
    }
}

/// Gold, found and correct of each column, for each article or pool of articles.
struct Groups {
    rows: Vec<Vec<u64>>,
    columns: usize,
}

impl Groups {
    fn of(rows: &[Vec<Tally>]) -> Option<Self> {
        let columns = rows.first()?.len();
        if rows.len() < 2 {
            return None;
        }
        let mut pooled = vec![vec![0; columns * 3]; rows.len().min(MOST_GROUPS)];
        let pools = pooled.len();
        for (i, row) in rows.iter().enumerate() {
            let Some(pool) = pooled.get_mut(i % pools) else { continue };
            for (sums, t) in pool.chunks_exact_mut(3).zip(row) {
                for (sum, n) in sums.iter_mut().zip([t.gold, t.found, t.correct]) {
                    *sum += n;
                }
            }
        }
        Some(Self { rows: pooled, columns })
    }

    fn total(&self) -> Vec<u64> {
        let mut sums = vec![0; self.columns * 3];
        self.rows.iter().for_each(|row| add(&mut sums, row));
        sums
    }

    fn draw(&self, how: Bootstrap) -> Option<Vec<Vec<u64>>> {
        let replicate = |r: u64| {
            let mut random = Random::stream(how.seed, r);
            let mut sums = vec![0; self.columns * 3];
            for _ in 0..self.rows.len() {
                if let Some(row) = self.rows.get(random.below(self.rows.len())) {
                    add(&mut sums, row);
                }
            }
            sums
        };
        (how.replicates > 0).then(|| (0..how.replicates).into_par_iter().map(replicate).collect())
    }
}

fn add(sums: &mut [u64], row: &[u64]) {
    for (sum, n) in sums.iter_mut().zip(row) {
        *sum += n;
    }
}

fn triple(sums: &[u64], column: usize) -> [u64; 3] {
    match sums.get(column * 3..column * 3 + 3) {
        Some(&[gold, found, correct]) => [gold, found, correct],
        _ => [0; 3],
    }
}

/// The middle 95 % of values, by nearest rank.
fn middle(mut values: Vec<f64>) -> Option<Interval> {
    values.sort_by(f64::total_cmp);
    let at = |share: f64| {
        values.get(((values.len() as f64 * share) as usize).min(values.len().wrapping_sub(1))).copied()
    };
    Some(Interval { low: at(0.025)?, high: at(0.975)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(correct: &[u64]) -> Vec<Vec<Tally>> {
        correct.iter().map(|&c| vec![Tally { gold: 10, found: 10, correct: c, ..Tally::default() }]).collect()
    }

    #[test]
    fn an_interval_holds_its_figure_and_narrows_with_articles() {
        let few = bootstrap(&rows(&[5, 9, 7, 10]), Bootstrap::default()).unwrap()[0].f1.unwrap();
        let many = bootstrap(&rows(&[5, 9, 7, 10].repeat(50)), Bootstrap::default()).unwrap()[0].f1.unwrap();
        assert!(few.low < 0.775 && few.high > 0.775);
        assert!(many.high - many.low < (few.high - few.low) / 3.0);
        assert!(bootstrap(&rows(&[5]), Bootstrap::default()).is_none());
        assert!(bootstrap(&[], Bootstrap::default()).is_none());
    }

    #[test]
    fn a_seed_gives_one_interval_and_pooling_hardly_moves_it() {
        let all = rows(&[5, 9, 7, 10, 3].repeat(2000));
        let how = Bootstrap { replicates: 200, seed: 7 };
        let a = bootstrap(&all, how).unwrap();
        assert_eq!(a, bootstrap(&all, how).unwrap());
        let a = a[0].f1.unwrap();
        assert!((a.high - a.low) < 0.02, "{a:?}");
        assert!(a.low < 0.68 && a.high > 0.68);
    }

    #[test]
    fn a_difference_is_told_from_noise() {
        let base = rows(&[5, 6, 7, 8].repeat(10));
        let better = rows(&[7, 8, 9, 10].repeat(10));
        let d = paired(&base, &better, Bootstrap::default()).unwrap()[0].unwrap();
        assert!(d.is_more_than_noise() && d.p < 0.05 && (d.delta - 0.2).abs() < 1e-9);
        let same = paired(&base, &base, Bootstrap::default()).unwrap()[0].unwrap();
        assert!(!same.is_more_than_noise() && same.p == 1.0 && same.delta == 0.0);
    }

    #[test]
    fn wilson_knows_its_ends() {
        assert!(wilson(0, 0).is_none());
        assert_eq!(wilson(0, 10).unwrap().low, 0.0);
        assert!(wilson(10, 10).unwrap().high > 0.999);
        // Newcombe 1998, table I: 81 of 263.
        let i = wilson(81, 263).unwrap();
        assert_eq!(format!("{:.4} {:.4}", i.low, i.high), "0.2553 0.3662");
    }
}
