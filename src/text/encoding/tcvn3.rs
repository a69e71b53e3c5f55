//! TCVN3 ("ABC"), the upper half of TCVN 5712-1 as the fonts `.Vn…` show it.
//!
//! The letters were checked against glibc's iconv and GNU recode (TCVN5712-1). The fonts have no capitals
//! with a tone: text writes the small letter and leaves the capital to a font whose name ends in H, so the
//! case of "ủy" for "Ủy" is lost. Among capitals ("CộNG SảN") it can be told, and is put right here. The
//! standard's own places for capitals (AF, BA, C0 …) are read where text has them, those below A0 are not:
//! there the fonts have the quotes and dashes of windows-1252. B0 to B4 are tones behind a vowel, signs
//! elsewhere. ư is AD, the soft hyphen, which cleaners delete: see [`restore_u_horn`].

use std::sync::LazyLock;

use super::Sink;
use super::single::Table;
use crate::text::compose::Vowel;
use crate::text::key::Key;
use crate::text::syllable::is_legal;

const UPPER: &str = "\
    €\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\
    \u{90}‘’“”•–—˜™š›œ\u{9D}žŸ\
    \u{A0}ĂÂÊÔƠƯĐăâêôơưđẰ\
    \u{300}\u{309}\u{303}\u{301}\u{323}àảãáạẲằẳẵắẴ\
    ẮẦẨẪẤỀặầẩẫấậèỂẻẽ\
    éẹềểễếệìỉỄẾỒĩíịò\
    Ổỏõóọồổỗốộờởỡớợù\
    ỖủũúụừửữứựỳỷỹýỵỐ";

/// The table of TCVN3.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(UPPER, &[]));

/// Reads TCVN3, giving capitals their case back where their word or its neighbours show it.
pub(crate) fn read(bytes: &[u8], out: &mut Sink) {
    let from = out.text.len();
    TABLE.read(bytes, out);
    // Tones that stand behind no vowel are signs there.
    if out
        .text
        .get(from..)
        .is_some_and(|s| s.contains(['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}']))
    {
        out.replace_chars(from, |c| match c {
            '\u{300}' => '°',
            '\u{309}' => '±',
            '\u{303}' => '²',
            '\u{301}' => '³',
            '\u{323}' => '´',
            _ => c,
        });
    }
    restore_case(out, from);
}

/// Writes TCVN3: small letters for capitals with a tone, as the fonts have it.
pub(crate) fn byte(c: char) -> Option<(u8, bool)> {
    if let Some(v) = Vowel::of(c)
        && c.is_uppercase()
        && v.tone() != 0
    {
        let small = c.to_lowercase().next()?;
        return TABLE.byte(small).map(|b| (b, true));
    }
    TABLE.byte(c).map(|b| (b, false))
}

/// Number of letters whose case the bytes cannot tell: toned small letters at a word's beginning.
pub(crate) fn doubtful_capitals(text: &str) -> usize {
    let mut before = ' ';
    let mut n = 0;
    for c in text.chars() {
        if !before.is_alphabetic() && c.is_lowercase() && Vowel::of(c).is_some_and(|v| v.tone() != 0) {
            n += 1;
        }
        before = c;
    }
    n
}

/// Raises small toned letters in words whose other letters are capitals ("CộNG"), and in words like "Tổ",
/// which would pass for a name, between two such words.
fn restore_case(out: &mut Sink, from: usize) {
    let Some(text) = out.text.get(from..) else { return };
    if !text.bytes().any(|b| b.is_ascii_uppercase()) {
        return;
    }
    let words: Vec<(usize, &str)> = words(text).collect();
    let clear: Vec<Option<bool>> = words.iter().map(|(_, w)| is_capital_word(w)).collect();
    // An abbreviation stands in capitals wherever it stands: "12-QĐ/TW ở".
    let witness: Vec<Option<bool>> =
        words.iter().zip(&clear).map(|((_, w), c)| c.filter(|&up| !up || is_legal(Key::of(w)))).collect();
    let mut raised = Vec::new();
    for (k, &(at, word)) in words.iter().enumerate() {
        let before = witness.iter().take(k).rev().find_map(|c| *c);
        let after = witness.iter().skip(k + 1).find_map(|c| *c);
        let raise = match clear.get(k).copied().flatten() {
            Some(is_capital) => is_capital,
            None => before.or(after) == Some(true) && after.or(before) == Some(true),
        };
        if raise && word.chars().any(char::is_lowercase) {
            raised.push(from + at..from + at + word.len());
        }
    }
    for range in raised {
        out.raise(range);
    }
}

/// Runs of letters with their first byte.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty())
        .map(move |w| (w.as_ptr() as usize - text.as_ptr() as usize, w))
}

/// Whether the word is written in capitals, as far as its untoned letters tell: at least two of them, or
/// one behind the first letter. `None` for words that could be either.
fn is_capital_word(word: &str) -> Option<bool> {
    let told = |c: char| Vowel::of(c).is_none_or(|v| v.tone() == 0);
    let mut lower = 0;
    let mut upper = 0;
    for (k, c) in word.chars().enumerate() {
        if told(c) {
            lower += usize::from(c.is_lowercase());
            upper += usize::from(c.is_uppercase()) + usize::from(c.is_uppercase() && k > 0);
        }
    }
    match (lower, upper) {
        (0, 2..) => Some(true),
        (1.., _) => Some(false),
        _ => None,
    }
}

/// Puts back the ư of words that are no syllables without it: "Trung ơng", "trờng", "đợc". To be used on a
/// text in which no ư is left; returns their number. A word that is legal without its ư ("đa" for "đưa")
/// cannot be told and stays.
pub(crate) fn restore_u_horn(out: &mut Sink) -> usize {
    if out.text.is_ascii() {
        return 0;
    }
    let words: Vec<(usize, String)> = words(&out.text).map(|(at, w)| (at, w.to_owned())).collect();
    let mut places = Vec::new();
    for (at, word) in words {
        // "x" and "t" are more often letters that count or abbreviate.
        if !(2..=6).contains(&word.chars().count())
            || is_legal(Key::of(&word))
            || word.chars().all(char::is_uppercase)
        {
            continue;
        }
        let mut fits = word.char_indices().map(|(k, _)| k).chain([word.len()]).filter(|&k| {
            let (head, tail) = word.split_at(k);
            is_legal(Key::of(&format!("{head}ư{tail}")))
        });
        if let (Some(k), None) = (fits.next(), fits.next()) {
            places.push(at + k);
        }
    }
    out.insert(&places, 'ư');
    places.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &[u8]) -> String {
        let mut out = Sink::default();
        read(bytes, &mut out);
        out.text
    }

    fn bytes(text: &str) -> Vec<u8> {
        text.chars().map(|c| byte(c).unwrap().0).collect()
    }

    #[test]
    fn capitals_are_told_by_their_company() {
        assert_eq!(read_all(&bytes("ĐẢNG CỘNG SẢN VIỆT NAM")), "ĐẢNG CỘNG SẢN VIỆT NAM");
        assert_eq!(read_all(&bytes("ĐẢNG BỘ TỈNH HÀ NAM")), "ĐẢNG BỘ TỈNH HÀ NAM");
        assert_eq!(read_all(&bytes("Đảng bộ Hà Nội, Lý Tự Trọng")), "Đảng bộ Hà Nội, Lý Tự Trọng");
        assert_eq!(read_all(&bytes("theo 12-QĐ/TW ờ")), "theo 12-QĐ/TW ờ");
        assert_eq!(read_all(&bytes("12-QĐ/TW ờ")), "12-QĐ/TW ờ");
        assert_eq!(read_all(&bytes("Ủy ban")), "ủy ban", "lost");
        assert_eq!(doubtful_capitals("ủy ban ở đây"), 2);
    }

    #[test]
    fn a_deleted_letter_is_put_back_where_one_syllable_results() {
        let mut out = Sink::default();
        for (i, c) in "Trung ơng, nhà trờng đợc th viện đa".chars().enumerate() {
            out.put(c, i, 1);
        }
        assert_eq!(restore_u_horn(&mut out), 4);
        assert_eq!(out.text, "Trung ương, nhà trường được thư viện đa");
        let at = out.text.find("ương").unwrap();
        assert_eq!(out.map.old_range(at, at + "ương".len()), (6, 9));
        let at = out.text.find("đa").unwrap();
        assert_eq!(out.map.old_range(at, at + "đa".len()), (33, 35));
    }
}
