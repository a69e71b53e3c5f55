//! Small sketches of texts that tell reposts: the same article with another heading, another byline, a cut end.
//!
//! A text is the set of its runs of three syllables; two texts are near when most runs of either are runs of
//! the other. The sketch keeps, for each of [`BINS`] parts of the hash space, the smallest hash (one-permutation
//! MinHash), so the share of equal bins estimates the share of common runs. Bands of four bins lead from a
//! sketch to earlier ones without comparing all.

use rustc_hash::FxHashMap;

/// Bins of a sketch.
const BINS: usize = 24;
/// Bins of a band: two texts meet where all bins of one band are equal.
const BAND: usize = 4;
/// Equal bins from which two texts are near: an estimated share of common runs of 5 in 6.
const NEAR: usize = 20;
/// Runs below which a text is too short to be told from another by its sketch.
const ENOUGH: usize = 48;

/// What is kept of a text to tell reposts. All zeros for a text that is too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sketch([u16; BINS]);

impl Sketch {
    /// The sketch of a text, given one number for each of its syllables: equal syllables, equal numbers.
    #[must_use]
    pub fn of(syllables: impl Iterator<Item = u64>) -> Self {
        let mut least = [u64::MAX; BINS];
        let (mut before, mut last, mut runs) = (0u64, 0u64, 0usize);
        for syllable in syllables {
            let hash = mix(before.rotate_left(21) ^ last.rotate_left(42) ^ syllable);
            (before, last) = (last, syllable);
            runs += 1;
            // The upper bits choose the bin, the lower ones are the value.
            let bin = ((hash >> 40) * BINS as u64) >> 24;
            if let Some(slot) = least.get_mut(bin as usize) {
                *slot = (*slot).min(hash & 0xFF_FFFF_FFFF);
            }
        }
        if runs < ENOUGH {
            return Self::default();
        }
        let mut bins = [0u16; BINS];
        for (bin, &value) in bins.iter_mut().zip(&least) {
            // 16 bits of the least hash; zero is kept for "nothing".
            *bin = (mix(value) >> 48) as u16 | 1;
        }
        Self(bins)
    }

    /// One number of a number and the sketch.
    pub(crate) fn mixed_with(&self, number: u64) -> u64 {
        self.0.iter().fold(number, |h, &bin| mix(h ^ u64::from(bin)))
    }

    /// As bytes, for the journal.
    pub(crate) fn to_bytes(self) -> [u8; 2 * BINS] {
        let mut bytes = [0; 2 * BINS];
        for (pair, bin) in bytes.chunks_exact_mut(2).zip(self.0) {
            pair.copy_from_slice(&bin.to_le_bytes());
        }
        bytes
    }

    /// From the bytes of [`Self::to_bytes`].
    pub(crate) fn from_bytes(bytes: &[u8; 2 * BINS]) -> Self {
        let mut bins = [0; BINS];
        for (bin, pair) in bins.iter_mut().zip(bytes.chunks_exact(2)) {
            *bin = u16::from_le_bytes([pair[0], pair[1]]);
        }
        Self(bins)
    }

    fn equal_bins(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count()
    }
}

/// The sketches of a run so far, in order.
#[derive(Debug, Default)]
pub(crate) struct Sketches {
    all: Vec<(Sketch, u64)>,
    /// Hash of a band to the first sketch with it. Later ones with the same band are mostly near that one too.
    bands: FxHashMap<u32, u32>,
}

impl Sketches {
    /// The earliest article that the one with `sketch` and `id` nearly repeats, if any; keeps it for later ones.
    pub(crate) fn add(&mut self, sketch: Sketch, id: u64) -> Option<u64> {
        if sketch == Sketch::default() {
            return None;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let mut found: Option<u32> = None;
        for (k, band) in sketch.0.chunks_exact(BAND).enumerate() {
            let value = band.iter().fold(k as u64, |h, &bin| mix(h ^ u64::from(bin)));
            let earlier = *self.bands.entry((value >> 32) as u32).or_insert(number);
            let near = self.all.get(earlier as usize).is_some_and(|(s, _)| s.equal_bins(&sketch) >= NEAR);
            if near && found.is_none_or(|f| earlier < f) {
                found = Some(earlier);
            }
        }
        self.all.push((sketch, id));
        found.and_then(|k| self.all.get(k as usize)).map(|&(_, id)| id)
    }
}

/// Spreads every bit over the whole word (the finalizer of MurmurHash3).
fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    h = (h ^ (h >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u64, n: u64) -> Vec<u64> {
        (0..n).map(|i| mix(seed * 1_000_003 + i) % 3_000).collect()
    }

    #[test]
    fn a_repost_is_near_and_another_text_is_not() {
        let mut sketches = Sketches::default();
        let first = text(1, 800);
        assert_eq!(sketches.add(Sketch::of(first.iter().copied()), 11), None);
        for seed in 2..200 {
            assert_eq!(sketches.add(Sketch::of(text(seed, 800).into_iter()), seed), None, "{seed}");
        }
        let mut repost = text(500, 12);
        repost.extend(first.iter().take(780));
        assert_eq!(sketches.add(Sketch::of(repost.into_iter()), 12), Some(11));
    }

    #[test]
    fn a_short_text_is_near_nothing() {
        let mut sketches = Sketches::default();
        assert_eq!(sketches.add(Sketch::of(0..20), 1), None);
        assert_eq!(sketches.add(Sketch::of(0..20), 2), None);
    }

    #[test]
    fn bytes_and_back() {
        let sketch = Sketch::of(text(3, 300).into_iter());
        assert_eq!(Sketch::from_bytes(&sketch.to_bytes()), sketch);
    }
}
