//! Words of the measures by number, and sets of them that are told apart at a glance: a figure is held against the
//! ways of its noun one by one, and nearly every way asks for words that do not stand beside it.

use crate::text::TokenSpan;

/// Number of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CueId(pub u16);

/// A cue in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CueHit {
    /// The tokens that it covers.
    pub span: TokenSpan,
    /// Which one it is.
    pub cue: CueId,
}

/// One bit for each of some cues. Sets whose sieves share no bit share no cue; those that share one may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sieve(u128);

impl Sieve {
    /// Adds a cue.
    #[inline]
    pub fn add(&mut self, cue: CueId) {
        self.0 |= Self::bit(cue);
    }

    #[inline]
    const fn bit(cue: CueId) -> u128 {
        1 << (cue.0 % 128)
    }
}

/// The cues that a condition names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CueSet {
    sieve: Sieve,
    /// In their order, each once.
    ids: Box<[CueId]>,
}

impl CueSet {
    /// Whether the condition names none, and so is always met.
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Whether it names a cue.
    #[inline]
    #[must_use]
    pub fn contains(&self, cue: CueId) -> bool {
        self.sieve.0 & Sieve::bit(cue) != 0 && self.ids.binary_search(&cue).is_ok()
    }

    /// Whether it names cues, none of which is among those of a sieve.
    #[inline]
    #[must_use]
    pub fn misses(&self, sieve: Sieve) -> bool {
        self.sieve.0 & sieve.0 == 0 && !self.is_empty()
    }
}

impl FromIterator<CueId> for CueSet {
    fn from_iter<I: IntoIterator<Item = CueId>>(cues: I) -> Self {
        let mut ids: Vec<CueId> = cues.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let mut sieve = Sieve::default();
        ids.iter().for_each(|&cue| sieve.add(cue));
        Self { sieve, ids: ids.into() }
    }
}
