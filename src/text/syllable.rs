//! Which strings of letters are syllables of Vietnamese, and where their tone stands.
//!
//! A syllable is onset, glide, nucleus, coda and one tone. The inventory is small and closed: 28 onsets,
//! some 190 rhymes, and no other tone than sắc and nặng before p, t, c, ch. So "legal" is a look-up, and
//! the share of legal syllables tells a text from the same bytes read in a wrong encoding. Legal is not
//! attested: "ghuôm" has no meaning, and passes. Names of places from other languages ("Đắk Lắk") do not.

use std::borrow::Cow;

use super::compose::Vowel;
use super::inventory::{LEGAL, Legal, UNMARKED};
use super::key::Key;
use super::offset::OffsetMap;

/// Whether the key is that of a legal syllable. Placement of the tone and case do not count.
///
/// ```
/// use trichluc::text::{Key, syllable::is_legal};
/// assert!(is_legal(Key::of("nghiệm")) && is_legal(Key::of("Thuỷ")));
/// assert!(!is_legal(Key::of("thet")) && !is_legal(Key::of("việ")) && !is_legal(Key::of("meeting")));
/// ```
#[must_use]
pub fn is_legal(key: Key) -> bool {
    LEGAL.mark(key).is_some()
}

/// The table of legal syllables, for one who has many questions.
pub(crate) fn legal() -> &'static Legal {
    &LEGAL
}

/// Every legal syllable, tones left out.
pub(crate) fn legal_bases() -> impl Iterator<Item = Key> {
    LEGAL.bases()
}

/// Whether the syllable is in use, not merely legal: "bộ" is, "ễn" and "cúa" are not. The list is taken from
/// newspapers; names of places from other languages are mostly not in it.
#[must_use]
pub fn is_attested(key: Key) -> bool {
    LEGAL.is_attested(key)
}

/// Whether the key is that of a legal syllable when marks are left out: "dang", "thuy".
#[must_use]
pub fn is_legal_without_marks(key: Key) -> bool {
    key.is_packed() && UNMARKED.contains(&key.without_marks().0)
}

/// Whether `onset` and the letters of `rest` make a legal syllable. Marks may be composed or not.
pub(crate) fn is_legal_after(onset: &str, rest: &str) -> bool {
    // The longest syllable has seven letters, each with at most two marks and a stray character or two.
    if rest.len() > 32 {
        return false;
    }
    use unicode_normalization::UnicodeNormalization as _;
    let word: String =
        onset.nfc().chain(rest.chars().filter(|c| !matches!(c, '\u{AD}' | '\u{200B}'))).nfc().collect();
    is_legal(Key::of(&word))
}

/// Where the tone mark stands in the open syllables that end in oa, oe, uy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Placement {
    /// On the first letter, as most keyboards write: hòa, khỏe, thủy.
    Old,
    /// On the nucleus, as textbooks write: hoà, khoẻ, thuỷ.
    New,
}

/// The word with its tone mark where `placement` wants it. A tone on a wrong letter is put right
/// ("nghịêm" → "nghiệm", "Qúy" → "Quý"). Words that are no legal syllable, or have no tone, come back as
/// they are; so do composed forms, letter case and length in characters.
///
/// ```
/// use trichluc::text::syllable::{Placement, place_tone};
/// assert_eq!(place_tone("hoà", Placement::Old), "hòa");
/// assert_eq!(place_tone("THỦY", Placement::New), "THUỶ");
/// assert_eq!(place_tone("tóan", Placement::Old), "toán");
/// assert_eq!(place_tone("quý", Placement::Old), "quý");
/// ```
#[must_use]
pub fn place_tone(word: &str, placement: Placement) -> Cow<'_, str> {
    let mut letters = [('\0', '\0'); LONGEST];
    let mut n = 0;
    let mut tone = 0;
    let mut stands_at = 0;
    for c in word.chars() {
        let Some(slot) = letters.get_mut(n) else { return Cow::Borrowed(word) };
        let bare = match Vowel::of(c) {
            Some(v) => {
                if v.tone() != 0 {
                    if tone != 0 && tone != v.tone() {
                        return Cow::Borrowed(word);
                    }
                    tone = v.tone();
                    stands_at = n;
                }
                v.with_tone(0).letter()
            }
            None => c,
        };
        *slot = (bare, lower(bare));
        n += 1;
    }
    let letters = &letters[..n];
    if tone == 0 {
        return Cow::Borrowed(word);
    }
    let wanted = match nucleus(letters, placement) {
        Some(at) if at != stands_at && is_legal(Key::of(word)) => at,
        _ => return Cow::Borrowed(word),
    };
    let put = |(k, &(bare, _)): (usize, &(char, char))| match Vowel::of(bare) {
        Some(v) if k == wanted => v.with_tone(tone).letter(),
        _ => bare,
    };
    Cow::Owned(letters.iter().enumerate().map(put).collect())
}

/// As [`place_tone`], for each word of a text in NFC; returns the number of words that changed.
///
/// ```
/// use trichluc::text::syllable::{Placement, place_tones};
/// let (text, n) = place_tones("Đảng uỷ xã Hoà Bình nghịêm thu", Placement::Old);
/// assert_eq!((text.as_ref(), n), ("Đảng ủy xã Hòa Bình nghiệm thu", 3));
/// ```
#[must_use]
pub fn place_tones(text: &str, placement: Placement) -> (Cow<'_, str>, usize) {
    let style = match placement {
        Placement::Old => ToneStyle::Old,
        Placement::New => ToneStyle::New,
    };
    let toned = restyle_tones(text, style);
    (toned.text, toned.restyled + toned.misplaced)
}

/// Where the tones of a text should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ToneStyle {
    /// Where they stand, if either placement has them there.
    #[default]
    Keep,
    /// Hòa, khỏe, thủy.
    Old,
    /// Hoà, khoẻ, thuỷ.
    New,
}

/// A text whose tones were put in their places.
#[derive(Debug, Clone)]
pub struct Toned<'a> {
    /// The text; borrowed where no tone was moved.
    pub text: Cow<'a, str>,
    /// From its bytes to those of the text before.
    pub offsets: OffsetMap,
    /// Words whose tone went from one right place to the other.
    pub restyled: usize,
    /// Words whose tone stood in a wrong place.
    pub misplaced: usize,
}

/// Puts the tones of a text in NFC where `style` wants them. A tone on a wrong letter is put right in any
/// style.
///
/// ```
/// use trichluc::text::syllable::{ToneStyle, restyle_tones};
/// let toned = restyle_tones("Đảng uỷ xã Hòa Bình nghịêm thu", ToneStyle::Keep);
/// assert_eq!(toned.text, "Đảng uỷ xã Hòa Bình nghiệm thu");
/// assert_eq!((toned.restyled, toned.misplaced), (0, 1));
/// ```
#[must_use]
pub fn restyle_tones(text: &str, style: ToneStyle) -> Toned<'_> {
    let mut out = String::new();
    let mut offsets = OffsetMap::identity();
    let (mut copied, mut at, mut restyled, mut misplaced) = (0, 0, 0, 0);
    for part in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
        let (start, end) = (at, at + word.len());
        at += part.len();
        if word.is_ascii() {
            continue;
        }
        let is_disputed = is_disputed(word);
        let placement = match style {
            ToneStyle::Keep if is_disputed => continue,
            ToneStyle::New => Placement::New,
            ToneStyle::Keep | ToneStyle::Old => Placement::Old,
        };
        let Cow::Owned(new) = place_tone(word, placement) else { continue };
        out.push_str(text.get(copied..start).unwrap_or_default());
        let from = out.len();
        out.push_str(&new);
        offsets.push(from..out.len(), start..end);
        copied = end;
        *(if is_disputed { &mut restyled } else { &mut misplaced }) += 1;
    }
    if copied == 0 {
        return Toned { text: Cow::Borrowed(text), offsets, restyled, misplaced };
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    Toned { text: Cow::Owned(out), offsets, restyled, misplaced }
}

/// Whether the two placements write this word differently: an open syllable in oa, oe, uy with a tone.
#[must_use]
pub fn is_disputed(word: &str) -> bool {
    matches!(place_tone(word, Placement::Old), Cow::Owned(_))
        != matches!(place_tone(word, Placement::New), Cow::Owned(_))
}

/// Letters of the longest syllable: "nghiêng".
const LONGEST: usize = 7;

const fn lower(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'Ă' => 'ă',
        'Â' => 'â',
        'Đ' => 'đ',
        'Ê' => 'ê',
        'Ô' => 'ô',
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        _ => c,
    }
}

/// Number of the letter that carries the tone. Letters come without tone, with their small form beside.
fn nucleus(letters: &[(char, char)], placement: Placement) -> Option<usize> {
    let at = |k: usize| letters.get(k).map_or('\0', |l| l.1);
    let is_vowel = |k: usize| Vowel::of(at(k)).is_some();
    let mut start = (0..letters.len()).find(|&k| is_vowel(k))?;
    // u after q and i after g belong to the onset where another vowel follows.
    if start == 1 && matches!((at(0), at(1)), ('q', 'u') | ('g', 'i')) && is_vowel(2) {
        start = 2;
    }
    let end = (start..letters.len()).find(|&k| !is_vowel(k)).unwrap_or(letters.len());
    if let Some(marked) = (start..end).rev().find(|&k| !at(k).is_ascii()) {
        return Some(marked);
    }
    let has_coda = end < letters.len();
    Some(match (end - start, has_coda) {
        (1, _) => start,
        (2, true) => start + 1,
        (2, false) => match ((at(start), at(start + 1)), placement) {
            (('o', 'a' | 'e') | ('u', 'y'), Placement::New) => start + 1,
            _ => start,
        },
        _ => start + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_domain_are_legal() {
        for word in "Đảng ủy chi bộ nghị quyết kết nạp khuỷu quốc quý gì gìn giữ giếng nghiêng ngoằn xoong \
                     thuở khuya huýt uỷ y yêu yết ý hoạch khuếch nguyễn thuý quỳnh quẹt quờ giặc tuần kỷ luật \
                     ươm ướt ưu lưu hươu buýt xoèn quạu quều khoét"
            .split_whitespace()
        {
            assert!(is_legal(Key::of(word)), "{word}");
        }
    }

    #[test]
    fn other_strings_are_not() {
        for word in
            "việ thêt cat bác̀ điề ghà nge ka ciên qý wifi zip faks str ng đ ểu2 iêm ôc ặc1 ngé keng̀ cê gha"
                .split_whitespace()
        {
            assert!(!is_legal(Key::of(word)), "{word}");
        }
    }

    #[test]
    fn the_fifteen_disputed_spellings_and_no_others() {
        let old = "hòa hóa hỏa hõa họa hòe hóe hỏe hõe họe hùy húy hủy hũy hụy";
        let new = "hoà hoá hoả hoã hoạ hoè hoé hoẻ hoẽ hoẹ huỳ huý huỷ huỹ huỵ";
        for (old, new) in old.split(' ').zip(new.split(' ')) {
            assert_eq!(place_tone(new, Placement::Old), old);
            assert_eq!(place_tone(old, Placement::New), new);
            assert!(is_disputed(old) && is_disputed(new));
        }
        for word in
            "quý quỳ quà hoàn khoét huýt mía lúa dừa cháo mùi xoài khuỷu giá gì gìn Hà thuở giữ ủi của"
                .split(' ')
        {
            assert_eq!(place_tone(word, Placement::Old), word);
            assert_eq!(place_tone(word, Placement::New), word);
            assert!(!is_disputed(word));
        }
    }

    #[test]
    fn a_misplaced_tone_is_put_right_and_a_doubtful_one_left() {
        for (wrong, right) in [
            ("nghịêm", "nghiệm"),
            ("lựơng", "lượng"),
            ("baỏ", "bảo"),
            ("tóan", "toán"),
            ("nứơc", "nước"),
            ("tâỷ", "tẩy"),
            ("Qúy", "Quý"),
            ("NGÚÔN", "NGÚÔN"),
            ("HỌÀ", "HỌÀ"),
            ("résumé", "résumé"),
            ("Páo", "Páo"),
        ] {
            let expected = if wrong == "NGÚÔN" { "NGUỐN" } else { right };
            assert_eq!(place_tone(wrong, Placement::Old), expected);
        }
    }
}
