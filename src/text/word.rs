//! What is known of a word, kept for when it comes again.
//!
//! An article has few words and has them often: a table of the last few thousand answers nearly every time, with
//! one comparison, what packing the letters, three look-ups and the numbering would say. A word is kept by its bytes,
//! so its key, its case and what is said of it are those that the slow way finds, to the bit.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::key::Key;
use super::slip;
use super::syllable::legal;
use super::token::{Kind, Token};

/// Number of a word for look-ups by index: signs of ASCII have their code, numbers below a hundred and syllables in
/// use come behind them; all others have [`WordId::NONE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct WordId(u16);

impl WordId {
    /// A word without a number.
    pub(crate) const NONE: Self = Self(u16::MAX);
    /// The first behind the signs.
    const NUMBERS: u16 = 0x80;
    /// Numbers that have one.
    const MOST: u16 = 100;
    const SYLLABLES: u16 = Self::NUMBERS + Self::MOST;

    /// The number of a sign of ASCII.
    #[inline]
    pub(super) const fn of_sign(byte: u8) -> Self {
        Self(byte as u16)
    }

    /// The number of a value.
    #[inline]
    pub(super) const fn of_value(value: u64) -> Self {
        if value < Self::MOST as u64 { Self(Self::NUMBERS + value as u16) } else { Self::NONE }
    }

    /// The number of a syllable.
    pub(super) fn of_syllable(key: Key) -> Self {
        SYLLABLES.get(&key).copied().unwrap_or(Self::NONE)
    }

    /// Its place in a table; beyond every [`WordId::all`] for a word without a number.
    #[inline]
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }

    /// Every word that has a number, with its key.
    pub(crate) fn all() -> impl Iterator<Item = (Self, Key)> {
        let signs = (0..Self::NUMBERS).map(|n| (Self(n), Key::sign(u32::from(n))));
        let numbers = (0..Self::MOST).map(|n| (Self(Self::NUMBERS + n), Key::number(u64::from(n))));
        signs.chain(numbers).chain(SYLLABLES.iter().map(|(&key, &id)| (id, key)))
    }
}

static SYLLABLES: LazyLock<FxHashMap<Key, WordId>> = LazyLock::new(|| {
    let mut ids = FxHashMap::default();
    for key in legal().attested() {
        let next = ids.len() + usize::from(WordId::SYLLABLES);
        let Some(id) = u16::try_from(next).ok().filter(|&n| n != u16::MAX) else { break };
        ids.entry(key).or_insert(WordId(id));
    }
    ids
});

/// What is said of a word whatever stands around it, as flags of a [`Token`].
pub(super) fn said_of(key: Key, kind: Kind) -> u16 {
    let words = legal();
    let bit = |is: bool, bit: u16| if is { bit } else { 0 };
    bit(slip::Matcher::embedded().may_start(key), Token::SLIP_FIRST)
        | Token::WORD
        | bit(!words.is_attested(key), Token::RARE)
        | bit(key.is_packed() && !key.has_vowel() && kind != Kind::Lower, Token::ABBREVIATION)
        | match words.mark(key) {
            None => Token::ILLEGAL,
            Some(marked) => bit(marked, Token::MARKED),
        }
}

/// Longest word that is kept, in bytes.
const LONGEST: usize = 16;

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// The bytes of the word, filled up with zeros.
    low: u64,
    high: u64,
    key: Key,
    id: WordId,
    sound: u16,
    said: u16,
    kind: Kind,
}

impl Slot {
    const EMPTY: Self =
        Self { low: 0, high: 0, key: Key(0), id: WordId::NONE, sound: 0, said: 0, kind: Kind::Lower };
}

/// The bytes of a word, and where its slot is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    low: u64,
    high: u64,
    len: usize,
}

/// The words that were read last, two in each place.
#[derive(Debug)]
pub(super) struct Memo {
    places: Box<[[Slot; 2]]>,
}

impl Memo {
    /// A power of two. Half a megabyte in all, of which the usual words take a third: of 5 million words of news one in
    /// fifty is not found.
    const PLACES: usize = 1 << 13;

    pub(super) fn new() -> Self {
        Self { places: vec![[Slot::EMPTY; 2]; Self::PLACES].into() }
    }

    /// The token of a word that was read before.
    #[inline]
    pub(super) fn get(&self, word: Spelling, start: usize, flags: u16) -> Option<Token> {
        let place = self.places.get(word.place())?;
        let is_it = |slot: &Slot| (slot.low ^ word.low) | (slot.high ^ word.high) == 0;
        // Which of the two it is cannot be guessed, so it is no branch.
        let (first, second) = (is_it(&place[0]), is_it(&place[1]));
        if !(first | second) {
            return None;
        }
        let slot = &place[usize::from(!first)];
        Some(Token {
            start: start as u32,
            end: (start + word.len) as u32,
            key: slot.key,
            kind: slot.kind,
            flags: slot.said | flags,
            id: slot.id,
            sound: slot.sound,
        })
    }

    /// Keeps what was read of a word, unless the token is only a part of it: a sign beyond ASCII ends it early.
    pub(super) fn keep(&mut self, word: Spelling, token: &Token) {
        if (token.end - token.start) as usize == word.len
            && let Some([last, other]) = self.places.get_mut(word.place())
        {
            let said = token.flags & Token::SAID;
            *other = *last;
            let &Token { key, kind, id, sound, .. } = token;
            *last = Slot { low: word.low, high: word.high, key, kind, id, sound, said };
        }
    }
}

impl Spelling {
    /// The run of ASCII letters and bytes beyond ASCII at byte `start`; `None` where it is longer than sixteen bytes.
    #[inline]
    pub(super) fn at(text: &[u8], start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let all = u128::from_le_bytes(rest.first_chunk().copied().unwrap_or_else(|| last_bytes(rest)));
        let (low, high) = (all as u64, (all >> 64) as u64);
        let len = run_of_letters(low);
        if len < 8 {
            return Some(Self { low: low & !(u64::MAX << (8 * len)), high: 0, len });
        }
        let more = run_of_letters(high);
        (more < 8).then(|| Self { low, high: high & !(u64::MAX << (8 * more)), len: 8 + more })
    }

    #[inline]
    fn place(self) -> usize {
        let mixed = (self.low ^ self.high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - Memo::PLACES.trailing_zeros())) as usize
    }
}

/// The last bytes of a text, less than sixteen, filled up with zeros, which are no letters.
#[cold]
fn last_bytes(rest: &[u8]) -> [u8; LONGEST] {
    let mut bytes = [0; LONGEST];
    for (to, from) in bytes.iter_mut().zip(rest) {
        *to = *from;
    }
    bytes
}

/// How many of the eight bytes, from the first on, are ASCII letters or no ASCII: all bytes are looked at together.
#[inline]
const fn run_of_letters(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const TOP: u64 = 0x80 * EACH;
    let small = bytes & !TOP | (0x20 * EACH);
    // The top bit of a sum says whether the byte is at least "a", and whether it is beyond "z".
    let from_a = small + (0x80 - b'a' as u64) * EACH;
    let beyond_z = small + (0x7F - b'z' as u64) * EACH;
    let letters = (from_a & !beyond_z | bytes) & TOP;
    (letters ^ TOP).trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::super::cut::tokenize;
    use super::*;

    #[test]
    fn runs_of_letters() {
        for (text, len) in
            [("ngày 18/5", 5), ("a2345678", 1), ("Zz@", 2), ("[abc]123", 0), ("az{AZ`12", 2), ("đồngchí", 8)]
        {
            let mut bytes = [b' '; 8];
            let n = text.len().min(8);
            bytes[..n].copy_from_slice(&text.as_bytes()[..n]);
            assert_eq!(run_of_letters(u64::from_le_bytes(bytes)), len, "{text}");
        }
    }

    #[test]
    fn a_word_that_comes_again_is_the_same_word() {
        let text =
            "Ngày “ngày” NGÀY ngày, ngày×2 2015–2020 đảng–ngày Byă̆ Byă̆ ok internationalization ngày1 Ngày";
        let (once, again) = (tokenize(text), tokenize(text));
        assert_eq!(once, again);
        // Each word as the whole of a text.
        let alone = |t: &Token| {
            let tokens = tokenize(&text[t.start as usize..t.end as usize]);
            tokens.first().map(|a| (a.key, a.kind, a.flags & Token::SAID, a.id))
        };
        for t in &again {
            assert_eq!(alone(t), Some((t.key, t.kind, t.flags & Token::SAID, t.id)), "{t:?}");
        }
    }

    #[test]
    fn every_number_of_a_word_is_its_own() {
        let mut ids: Vec<usize> = WordId::all().map(|(id, _)| id.index()).collect();
        ids.sort_unstable();
        assert_eq!(ids, (0..ids.len()).collect::<Vec<_>>());
        assert!(ids.len() > 4_500);
    }
}
