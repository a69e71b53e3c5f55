//! Syllable keys: one number that says which syllable a token is, whatever its case and tone placement.
//!
//! A Vietnamese syllable has at most seven letters out of thirty-three and one tone, so it fits into 64
//! bits *exactly*: two syllables have one key if and only if they are the same syllable. The base letters
//! and the tone stand apart in the key, so "hoà" and "hòa" meet for nothing, and the weaker keys (no tone,
//! no mark) are bit operations. The i/y rule is applied while packing: after a single h k l m s t, and in
//! "quy", a final y is the same sound as i ("lý" = "lí").
//!
//! Words that are no syllables (over ten letters, or with letters that Vietnamese lacks) get a hash with
//! the top bit set; such keys can collide in theory, packed ones cannot.

use super::letter::{LETTERS, Letter, build, decode, letter};

/// Identity of a token for matching: the packed syllable, the value of a number, the code of a sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Key(pub u64);

/// The six tones, in the order of the bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the Vietnamese names of the tones")]
pub enum Tone {
    Ngang,
    Huyen,
    Sac,
    Hoi,
    Nga,
    Nang,
}

const TONE_SHIFT: u32 = 60;
const TONE_MASK: u64 = 7 << TONE_SHIFT;
const OTHER: u64 = 1 << 63;
const NUMBER: u64 = OTHER | 1 << 61;
const HASHED: u64 = OTHER | 1 << 62;
const VALUE_MASK: u64 = (1 << 61) - 1;
/// Most letters that a packed key holds.
pub(crate) const MAX_LETTERS: u32 = 10;

/// Packs letters one by one into a key.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packer {
    base: u64,
    tone: u64,
    letters: u32,
    hash: u64,
    foreign: bool,
}

impl Packer {
    pub(crate) const fn new() -> Self {
        Self { base: 0, tone: 0, letters: 0, hash: 0xcbf2_9ce4_8422_2325, foreign: false }
    }

    #[inline]
    pub(crate) const fn push(&mut self, l: Letter) {
        self.base = (self.base << 6) | l.code();
        if l.tone() != 0 {
            self.tone = l.tone();
        }
        self.letters += 1;
        if self.letters >= MAX_LETTERS {
            // Past what can be packed: keep a hash of what has been seen so far.
            self.hash = (self.hash ^ self.base ^ (self.tone << TONE_SHIFT)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// A letter that Vietnamese lacks, or a combining mark.
    pub(crate) const fn push_foreign(&mut self, cp: u32) {
        self.foreign = true;
        self.letters += 1;
        self.hash = (self.hash ^ self.base ^ ((cp as u64) << 32)).wrapping_mul(0x0100_0000_01b3);
    }

    #[inline]
    pub(crate) const fn finish(self) -> Key {
        if self.foreign || self.letters > MAX_LETTERS {
            let h = (self.hash ^ self.base ^ (self.tone << 56)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            return Key(HASHED | ((h ^ (h >> 29)) & VALUE_MASK));
        }
        packed(self.base, self.tone, self.letters)
    }
}

const fn code_of(c: u8) -> u64 {
    LOW_CODES[(c - b'a') as usize] as u64
}

/// Codes of a–z.
const LOW_CODES: [u8; 26] = {
    let table = build::<128>(0);
    let mut out = [0; 26];
    let mut i = 0;
    while i < 26 {
        out[i] = table[b'a' as usize + i].0 as u8 & 63;
        i += 1;
    }
    out
};

const H: u64 = code_of(b'h');
const I: u64 = code_of(b'i');
const K: u64 = code_of(b'k');
const L: u64 = code_of(b'l');
const M: u64 = code_of(b'm');
const Q: u64 = code_of(b'q');
const S: u64 = code_of(b's');
const T: u64 = code_of(b't');
const U: u64 = code_of(b'u');
const Y: u64 = code_of(b'y');

/// Final y as i where the two are one sound: after a single h k l m s t, and in "quy".
const fn fold_y(base: u64, letters: u32) -> u64 {
    if base & 63 != Y {
        return base;
    }
    let first = (base >> 6) & 63;
    let same = match letters {
        2 => matches!(first, H | K | L | M | S | T),
        3 => first == U && base >> 12 == Q,
        _ => false,
    };
    if same { base & !63 | I } else { base }
}

/// The key of a word of at most ten letters, all of them Vietnamese.
#[inline]
pub(crate) const fn packed(base: u64, tone: u64, letters: u32) -> Key {
    Key(fold_y(base, letters) | tone << TONE_SHIFT)
}

impl Key {
    /// The key of one syllable, one number or one sign; for use in constants, see [`w!`](crate::w).
    ///
    /// ```
    /// use trichluc::text::Key;
    /// assert_eq!(Key::of("hoà"), Key::of("HÒA"));
    /// assert_eq!(Key::of("lí"), Key::of("lý"));
    /// assert_ne!(Key::of("Hà"), Key::of("Hạ"));
    /// assert_eq!(Key::of("08"), Key::of("8"));
    /// ```
    #[must_use]
    pub const fn of(syllable: &str) -> Self {
        let bytes = syllable.as_bytes();
        if bytes.is_empty() {
            return Self(OTHER);
        }
        if bytes[0].is_ascii_digit() {
            let mut value = 0u64;
            let mut i = 0;
            while i < bytes.len() {
                value = value.wrapping_mul(10).wrapping_add((bytes[i] - b'0') as u64);
                i += 1;
            }
            return Self::number(value);
        }
        let (cp, len) = decode(bytes, 0);
        if len == bytes.len() && letter(cp).is_none() {
            return Self::sign(cp);
        }
        let mut p = Packer::new();
        let mut i = 0;
        while i < bytes.len() {
            let (cp, len) = decode(bytes, i);
            let l = letter(cp);
            if l.is_none() {
                p.push_foreign(cp);
            } else {
                p.push(l);
            }
            i += len;
        }
        p.finish()
    }

    /// The key of a number; leading zeros do not count.
    #[must_use]
    pub const fn number(value: u64) -> Self {
        Self(NUMBER | (value & VALUE_MASK))
    }

    /// The key of a sign.
    #[must_use]
    pub const fn sign(cp: u32) -> Self {
        Self(OTHER | cp as u64)
    }

    /// The value, when this is the key of a number.
    #[must_use]
    pub const fn value(self) -> Option<u64> {
        if self.0 & (OTHER | HASHED | NUMBER) == NUMBER { Some(self.0 & VALUE_MASK) } else { None }
    }

    /// Whether this is a packed syllable, whose key is exact.
    #[must_use]
    pub const fn is_packed(self) -> bool {
        self.0 & OTHER == 0
    }

    /// The tone of a packed syllable.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match (self.0 & TONE_MASK) >> TONE_SHIFT {
            1 if self.is_packed() => Tone::Huyen,
            2 if self.is_packed() => Tone::Sac,
            3 if self.is_packed() => Tone::Hoi,
            4 if self.is_packed() => Tone::Nga,
            5 if self.is_packed() => Tone::Nang,
            _ => Tone::Ngang,
        }
    }

    /// The key of a packed syllable without a tone, with one: its number, 0 to 5.
    pub(super) const fn with_tone(self, tone: u64) -> Self {
        Self(self.0 | tone << TONE_SHIFT)
    }

    /// The key without its tone: "hạ", "hà" and "ha" meet. Other keys stay as they are.
    #[must_use]
    pub const fn without_tone(self) -> Self {
        if self.is_packed() { Self(self.0 & !TONE_MASK) } else { self }
    }

    /// The key without tone and marks: "đảng" and "dang" meet. Other keys stay as they are.
    #[must_use]
    pub const fn without_marks(self) -> Self {
        if !self.is_packed() {
            return self;
        }
        let mut rest = self.0 & !TONE_MASK;
        let mut out = 0u64;
        let mut shift = 0;
        while rest != 0 {
            out |= (UNMARKED[(rest & 63) as usize] as u64) << shift;
            shift += 6;
            rest >>= 6;
        }
        Self(out)
    }

    /// The letters of a packed syllable, without its tone; empty for other keys.
    #[must_use]
    pub fn spelling(self) -> String {
        let mut letters: Vec<char> = Vec::new();
        let mut rest = if self.is_packed() { self.0 & !TONE_MASK } else { 0 };
        while rest != 0 {
            letters.extend(LETTERS.chars().nth((rest & 63) as usize - 1));
            rest >>= 6;
        }
        letters.iter().rev().collect()
    }

    /// Whether a packed syllable has a vowel; abbreviations like "TW" have none.
    #[must_use]
    pub const fn has_vowel(self) -> bool {
        if !self.is_packed() {
            return false;
        }
        let mut rest = self.without_marks().0;
        while rest != 0 {
            let c = (rest & 63) as u8;
            let mut i = 0;
            while i < VOWELS.len() {
                if c == VOWELS[i] {
                    return true;
                }
                i += 1;
            }
            rest >>= 6;
        }
        false
    }

    /// Number of letters of a packed syllable; 0 for other keys.
    #[must_use]
    pub const fn letters(self) -> usize {
        if !self.is_packed() {
            return 0;
        }
        let mut rest = self.0 & !TONE_MASK;
        let mut n = 0;
        while rest != 0 {
            n += 1;
            rest >>= 6;
        }
        n
    }
}

/// Codes of the vowels without marks.
const VOWELS: [u8; 6] =
    [code_of(b'a') as u8, code_of(b'e') as u8, I as u8, code_of(b'o') as u8, U as u8, Y as u8];

/// Code of each letter without its mark, by code.
const UNMARKED: [u8; 64] = {
    let mut out = [0u8; 64];
    let marked = LETTERS.as_bytes();
    let plain = "aaabcddeefghijklmnooopqrstuuvwxyz".as_bytes();
    let mut i = 0;
    let mut n = 0;
    while i < marked.len() {
        let (_, len) = decode(marked, i);
        out[n + 1] = code_of(plain[n]) as u8;
        n += 1;
        i += len;
    }
    out
};

/// The key of a syllable, computed when the program is built.
#[macro_export]
macro_rules! w {
    ($s:literal) => {{
        const KEY: $crate::text::Key = $crate::text::Key::of($s);
        KEY
    }};
}

#[cfg(test)]
mod tests {
    use super::super::letter::{HIGH_END, HIGH_START, LOW, ROWS, SMALL, build_one};
    use super::*;

    #[test]
    fn tables_agree_with_the_constants() {
        for cp in (0..LOW as u32).chain(HIGH_START as u32..HIGH_END as u32) {
            assert_eq!(letter(cp), build_one(cp), "U+{cp:04X}");
        }
    }

    #[test]
    fn every_letter_has_a_code_and_its_capital_the_same() {
        for c in LETTERS.chars().chain(ROWS[..SMALL].iter().flat_map(|r| r.chars())) {
            let lower = letter(c as u32);
            let up = letter(c.to_uppercase().next().unwrap() as u32);
            assert!(!lower.is_none(), "{c}");
            assert!(up.is_upper(), "{c}");
            assert_eq!((lower.code(), lower.tone()), (up.code(), up.tone()), "{c}");
        }
        assert!(letter('ñ' as u32).is_none());
        assert!(letter('×' as u32).is_none());
        assert!(letter('÷' as u32).is_none());
    }

    #[test]
    fn one_key_for_one_syllable() {
        for (a, b) in [("hoà", "hòa"), ("THUỶ", "thủy"), ("Lý", "lí"), ("quý", "quí"), ("Đảng", "ĐẢNG")]
        {
            assert_eq!(Key::of(a), Key::of(b), "{a} {b}");
        }
        for (a, b) in [("hà", "hạ"), ("tay", "tai"), ("thúy", "thúi"), ("vy", "vi"), ("y", "i"), ("uy", "ui")]
        {
            assert_ne!(Key::of(a), Key::of(b), "{a} {b}");
        }
        assert_eq!(Key::of("đảng").without_marks(), Key::of("dang"));
        assert_eq!(Key::of("hạ").without_tone(), Key::of("ha"));
        assert_eq!(Key::of("2023").value(), Some(2023));
        assert_eq!(Key::of("nghiêng").letters(), 7);
        assert!(!Key::of("internationalization").is_packed());
        assert_ne!(Key::of("abcdefghijk"), Key::of("bbcdefghijk"));
    }
}
