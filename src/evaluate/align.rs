//! One-to-one matching: which gold fact goes with which found fact.
//!
//! Taking the first partner that fits makes a score depend on the order of the file. Here the matching is the
//! one of greatest total weight, so order cannot change a score, and nothing is matched twice.
//! Beyond [`DENSE`] possible pairs, which no article reaches, each row takes the best column that is left
//! instead: hostile input must not cost cubic time.

/// Largest number of row–column pairs for which the optimum is computed.
pub const DENSE: usize = 250_000;

/// Pairs `(row, column)` of the one-to-one matching of greatest total weight, in order of rows.
///
/// `weight` gives the worth of a pair; 0 or less forbids it. Weights must stay below 2^40.
///
/// ```
/// // The first row would take either column; the second only column 0.
/// let pairs = trichluc::evaluate::align::assign(2, 2, |r, c| i64::from(r == 0 || c == 0));
/// assert_eq!(pairs, [(0, 1), (1, 0)]);
/// ```
#[must_use]
pub fn assign(rows: usize, cols: usize, weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    if rows == 0 || cols == 0 {
        return Vec::new();
    }
    if rows.saturating_mul(cols) > DENSE {
        return heaviest_free(rows, cols, weight);
    }
    if rows > cols {
        let mut pairs: Vec<_> =
            hungarian(cols, rows, |c, r| weight(r, c)).into_iter().map(|(c, r)| (r, c)).collect();
        pairs.sort_unstable();
        return pairs;
    }
    hungarian(rows, cols, weight)
}

/// Kuhn and Munkres with potentials, rows ≤ columns, O(rows² · columns).
fn hungarian(rows: usize, cols: usize, weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    // Columns are numbered from 1; column 0 holds the row that is being placed.
    let cost = |r: usize, c: usize| -weight(r, c).max(0);
    let mut row_potential = vec![0_i64; rows + 1];
    let mut col_potential = vec![0_i64; cols + 1];
    let mut row_of = vec![0_usize; cols + 1];
    let mut came_from = vec![0_usize; cols + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let mut least = vec![i64::MAX; cols + 1];
        let mut seen = vec![false; cols + 1];
        let mut col = 0;
        while row_of[col] != 0 {
            seen[col] = true;
            let here = row_of[col];
            let (mut delta, mut next) = (i64::MAX, 0);
            for c in 1..=cols {
                if seen[c] {
                    continue;
                }
                let reduced = cost(here - 1, c - 1) - row_potential[here] - col_potential[c];
                if reduced < least[c] {
                    least[c] = reduced;
                    came_from[c] = col;
                }
                if least[c] < delta {
                    delta = least[c];
                    next = c;
                }
            }
            for c in 0..=cols {
                if seen[c] {
                    row_potential[row_of[c]] += delta;
                    col_potential[c] -= delta;
                } else if c > 0 {
                    least[c] -= delta;
                }
            }
            col = next;
        }
        while col != 0 {
            let back = came_from[col];
            row_of[col] = row_of[back];
            col = back;
        }
    }
    let mut pairs: Vec<(usize, usize)> =
        (1..=cols).filter(|&c| row_of[c] != 0).map(|c| (row_of[c] - 1, c - 1)).collect();
    pairs.retain(|&(r, c)| weight(r, c) > 0);
    pairs.sort_unstable();
    pairs
}

/// Each row in its order takes the heaviest column that is still free.
fn heaviest_free(rows: usize, cols: usize, weight: impl Fn(usize, usize) -> i64) -> Vec<(usize, usize)> {
    let mut free = vec![true; cols];
    let mut pairs = Vec::new();
    for r in 0..rows {
        let best =
            (0..cols).filter(|&c| free[c]).map(|c| (weight(r, c), c)).max_by_key(|&(w, c)| (w, cols - c));
        if let Some((w, c)) = best
            && w > 0
        {
            free[c] = false;
            pairs.push((r, c));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best total by trying every matching.
    fn brute(weights: &[Vec<i64>], row: usize, used: &mut Vec<bool>) -> i64 {
        let Some(line) = weights.get(row) else { return 0 };
        let mut best = brute(weights, row + 1, used);
        for (c, &w) in line.iter().enumerate() {
            if w > 0 && !used[c] {
                used[c] = true;
                best = best.max(w + brute(weights, row + 1, used));
                used[c] = false;
            }
        }
        best
    }

    proptest! {
        #[test]
        fn the_total_is_the_best_there_is(
            weights in (1_usize..6, 1_usize..6).prop_flat_map(|(r, c)| {
                proptest::collection::vec(proptest::collection::vec(-2_i64..9, c), r)
            })
        ) {
            let cols = weights[0].len();
            let pairs = assign(weights.len(), cols, |r, c| weights[r][c]);
            let total: i64 = pairs.iter().map(|&(r, c)| weights[r][c]).sum();
            prop_assert_eq!(total, brute(&weights, 0, &mut vec![false; cols]));
            prop_assert!(pairs.iter().all(|&(r, c)| weights[r][c] > 0));
            let columns: std::collections::BTreeSet<_> = pairs.iter().map(|p| p.1).collect();
            prop_assert_eq!(columns.len(), pairs.len());
        }
    }

    #[test]
    fn hostile_sizes_stay_one_to_one() {
        let pairs = assign(600, 600, |r, c| i64::from(r.abs_diff(c) < 2));
        assert_eq!(pairs.len(), 600);
    }
}
