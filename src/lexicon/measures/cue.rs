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

/// One bit for each of the words that stand somewhere. A condition that names none of them need not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sieve(u128);

impl Sieve {
    /// The bit of conditions that name no word: every sieve of words has it. A cue that falls on it is not sieved.
    const ALWAYS: u128 = 1 << 127;

    /// Adds a cue.
    #[inline]
    pub fn add(&mut self, cue: CueId) {
        self.0 |= Self::bit(cue);
    }

    #[inline]
    const fn bit(cue: CueId) -> u128 {
        1 << (cue.0 % 128)
    }

    /// Whether a condition of this sieve can be met where the words of another stand.
    #[inline]
    #[must_use]
    pub const fn meets(self, words: Self) -> bool {
        self.0 & words.0 != 0
    }
}

impl Default for Sieve {
    fn default() -> Self {
        Self(Self::ALWAYS)
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

    /// Tells from afar whether the condition can be met.
    #[inline]
    #[must_use]
    pub const fn sieve(&self) -> Sieve {
        self.sieve
    }
}

impl FromIterator<CueId> for CueSet {
    fn from_iter<I: IntoIterator<Item = CueId>>(cues: I) -> Self {
        let mut ids: Vec<CueId> = cues.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        let sieve = match &ids[..] {
            [] => Sieve::default(),
            ids => Sieve(ids.iter().fold(0, |bits, &cue| bits | Sieve::bit(cue))),
        };
        Self { sieve, ids: ids.into() }
    }
}
