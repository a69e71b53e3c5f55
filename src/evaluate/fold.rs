//! How values are made comparable before they are scored.
//!
//! Two spellings of one value must not count as an error: letter case, the place of the tone mark ("hoà",
//! "hòa"), kinds of dashes and quotation marks, blanks, the usual abbreviations of offices. Spelling itself is
//! never mended here: a slip in a name is an error of the extraction, and scoring must show it.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::text::TONE_MARKS;

/// Abbreviations of bodies, and what they stand for; in this order, since one may hold another.
const ABBREVIATIONS: [(&str, &str); 9] = [
    ("kh&cn", "khoa học và công nghệ"),
    ("khcn", "khoa học công nghệ"),
    ("ưdcn", "ứng dụng công nghệ"),
    ("bch", "ban chấp hành"),
    ("btv", "ban thường vụ"),
    ("tw", "trung ương"),
    ("ubnd", "ủy ban nhân dân"),
    ("hđnd", "hội đồng nhân dân"),
    ("đh", "đại học"),
];

static FOLDED_ABBREVIATIONS: LazyLock<Vec<(String, String)>> =
    LazyLock::new(|| ABBREVIATIONS.iter().map(|(a, b)| (fold(a), fold(b))).collect());

/// Lower case, tone mark at the end of its syllable, dashes, punctuation and blanks folded.
///
/// The result is for comparing, not for showing.
///
/// ```
/// use trichluc::evaluate::fold::fold;
/// assert_eq!(fold("HOÀ  BÌNH"), fold("Hòa Bình"));
/// assert_ne!(fold("Hòa"), fold("Hóa"));
/// ```
#[must_use]
pub fn fold(s: &str) -> String {
    let lower = s.to_lowercase();
    let mut syllables = String::with_capacity(lower.len() + 8);
    let mut tones = String::new();
    for c in lower.nfc().map(unify).nfd() {
        if TONE_MARKS.contains(&c) {
            tones.push(c);
            continue;
        }
        if is_blank(c) || c == '-' {
            syllables.push_str(&tones);
            tones.clear();
        }
        syllables.push(c);
    }
    syllables.push_str(&tones);
    let mut out = String::with_capacity(syllables.len());
    for c in syllables.nfc() {
        if !is_blank(c) {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim_matches([' ', '-']).to_owned()
}

/// The comparison key of a name of a body: folded, abbreviations written out.
#[must_use]
pub fn key(s: &str) -> String {
    let mut s = fold(s);
    for (short, long) in FOLDED_ABBREVIATIONS.iter() {
        if s.contains(short.as_str()) {
            s = replace_words(&s, short, long);
        }
    }
    s
}

/// The comparison key of a document's number: no blanks, capitals, one dash, one Đ.
#[must_use]
pub fn number(s: &str) -> String {
    let tight: String = s.nfc().filter(|&c| !is_blank(c)).collect();
    tight.to_uppercase().replace('–', "-").replace('\u{d0}', "Đ")
}

/// An amount of money in đồng: "54 tỷ đồng" and 54000000000 "đồng" agree. `None` where `unit` is no money unit.
///
/// A value at or above its own unit's size is taken to be scaled already.
#[must_use]
pub fn dong(value: f64, unit: &str) -> Option<f64> {
    let unit: String = unit.to_lowercase().nfc().collect();
    let unit = unit.strip_suffix('\n').unwrap_or(&unit);
    let (size, rest) = ["tỷ", "tỉ", "triệu", "nghìn", "ngàn"]
        .iter()
        .zip([1e9, 1e9, 1e6, 1e3, 1e3])
        .find_map(|(word, size)| unit.strip_prefix(word).map(|rest| (size, rest)))
        .unwrap_or((1.0, unit));
    if !["đồng", "đ", "vnđ", "vnd"].contains(&rest.trim_start_matches(is_blank)) {
        return None;
    }
    Some(if value < size { (value * size).round_ties_even() } else { value })
}

/// Dashes, quotation marks, brackets and stops that never make a difference.
fn unify(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{201c}' | '\u{201d}' | '"' | '\'' | '\u{2018}' | '\u{2019}' => ' ',
        '(' | ')' | '[' | ']' | ',' | '.' | ';' | ':' => ' ',
        c => c,
    }
}

/// White space, the four separator controls included.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Replaces `word` by `by` where no letter, digit or underscore touches it.
fn replace_words(s: &str, word: &str, by: &str) -> String {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(s.len() + by.len());
    let mut done = 0;
    for (at, _) in s.match_indices(word) {
        let (before, after) = (&s[..at], &s[at + word.len()..]);
        if before.chars().next_back().is_some_and(inside) || after.chars().next().is_some_and(inside) {
            continue;
        }
        out.push_str(&s[done..at]);
        out.push_str(by);
        done = at + word.len();
    }
    out.push_str(&s[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one() {
        for (a, b) in [
            ("Uỷ ban", "Ủy ban"),
            ("Lò  Văn\u{a0}Páo", "lò văn páo"),
            ("Đảng bộ – Sở “Y tế”", "Đảng bộ - Sở Y tế"),
            ("Phòng Đào tạo (KT).", "phòng đào tạo  KT"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_eq!(fold("To\u{300}a a\u{301}n"), fold("Toà án"));
    }

    #[test]
    fn abbreviations_are_words_not_parts_of_words() {
        assert_eq!(key("BCH Đảng bộ Viện ƯDCN"), key("Ban Chấp hành Đảng bộ Viện Ứng dụng công nghệ"));
        assert_eq!(key("Sở KH&CN"), key("Sở Khoa học và Công nghệ"));
        assert_eq!(key("bchx bch"), format!("bchx {}", fold("ban chấp hành")));
    }

    #[test]
    fn money_is_scaled_once() {
        assert_eq!(dong(1.2, "tỷ đồng"), Some(1_200_000_000.0));
        assert_eq!(dong(54_000_000_000.0, "Tỉ  đồng"), Some(54_000_000_000.0));
        assert_eq!(dong(500.0, "nghìn VNĐ"), Some(500_000.0));
        assert_eq!(dong(5.0, "đồng chí"), None);
        assert_eq!(number("138 - CV/ ÐUV"), "138-CV/ĐUV");
    }
}
