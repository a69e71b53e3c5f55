//! How near two syllables are: one mark, one confused onset, one letter apart.

use std::fmt;

use crate::text::key::Key;

/// How far a slip is from what it is read as, from near to far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum By {
    /// A wrong tone: "thưởng" for "thường".
    Tone,
    /// A wrong or missing mark: "dàng" for "đảng", "đông" for "đồng".
    Mark,
    /// An onset that sounds the same somewhere: "trí" for "chí".
    Sound,
    /// One letter: "mớl" for "mới".
    Letter,
}

impl By {
    /// All layers, from near to far.
    pub const ALL: [Self; 4] = [Self::Tone, Self::Mark, Self::Sound, Self::Letter];

    /// Name: `tone`, `mark`, `sound`, `letter`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tone => "tone",
            Self::Mark => "mark",
            Self::Sound => "sound",
            Self::Letter => "letter",
        }
    }

    /// Name in Vietnamese.
    #[must_use]
    pub const fn vi(self) -> &'static str {
        match self {
            Self::Tone => "thanh",
            Self::Mark => "dấu",
            Self::Sound => "âm",
            Self::Letter => "chữ cái",
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far two syllables are apart; `None` where that is more than a slip, or nothing.
pub(super) fn by(a: Key, b: Key) -> Option<By> {
    if a == b {
        return None;
    }
    if a.without_tone() == b.without_tone() {
        return Some(By::Tone);
    }
    if a.without_marks() == b.without_marks() {
        return Some(By::Mark);
    }
    if sound(a) == sound(b) {
        return Some(By::Sound);
    }
    let (x, y) = (a.spelling(), b.spelling());
    let near =
        x.chars().count().min(y.chars().count()) >= 3 && a.is_packed() && strsim::osa_distance(&x, &y) <= 1;
    near.then_some(By::Letter)
}

/// The syllable without marks, onsets that are confused in some dialect as one: tr and ch, x and s, gi, r
/// and d.
pub(super) fn sound(key: Key) -> Key {
    let plain = key.without_marks();
    if !plain.is_packed() || plain.0 == 0 {
        return plain;
    }
    // Letters stand in groups of six bits, the first in the highest.
    let top = (63 - plain.0.leading_zeros()) / 6 * 6;
    let letter = |k: u32| if top >= 6 * k { plain.0 >> (top - 6 * k) & 63 } else { 0 };
    let tail = |k: u32| if top >= 6 * k { plain.0 & ((1 << (top - 6 * k + 6)) - 1) } else { 0 };
    match (letter(0), letter(1), letter(2)) {
        (T, R, _) => Key(C << top | H << (top - 6) | tail(2)),
        (G, I, next) if next != 0 => Key(D << (top - 6) | tail(2)),
        (X, _, _) => Key(S << top | tail(1)),
        (R, _, _) => Key(D << top | tail(1)),
        _ => plain,
    }
}

const C: u64 = Key::of("c").0;
const D: u64 = Key::of("d").0;
const G: u64 = Key::of("g").0;
const H: u64 = Key::of("h").0;
const I: u64 = Key::of("i").0;
const R: u64 = Key::of("r").0;
const S: u64 = Key::of("s").0;
const T: u64 = Key::of("t").0;
const X: u64 = Key::of("x").0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confused_onsets_sound_alike() {
        for (a, b) in [("trí", "chí"), ("sơ", "xơ"), ("dự", "giữ"), ("rẻ", "dẻ"), ("bộ", "bó")]
        {
            assert_eq!(sound(Key::of(a)), sound(Key::of(b)), "{a} {b}");
        }
        for (a, b) in [("chi", "thi"), ("gì", "dì"), ("cho", "cha"), ("x", "r")] {
            assert_ne!(sound(Key::of(a)), sound(Key::of(b)), "{a} {b}");
        }
    }
}
