//! Numbers in digits and in words; dates, counts and directives all ask here what "mười lăm" is.
//!
//! Digits group by dots or blanks and have a decimal comma ("1.462", "2,5"); the English way round is read
//! where it can be nothing else ("5.5", "1,273" before a noun stays 1,273 thousand-grouped only when three
//! digits follow a comma and a further group does). Words follow the grammar of tens, hundreds and scales.
//! Whether a number word counts anything ("năm" is also year) is for the caller to decide.

use crate::text::{Key, Kind, Text};
use crate::w;

/// A number and the tokens that it covers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Num {
    /// The value.
    pub value: f64,
    /// One past its last token.
    pub end: usize,
    /// Whether it is written in words.
    pub words: bool,
}

/// The number that starts at token `i`, in digits or words.
///
/// ```
/// use trichluc::{lexicon::number, text::Text};
/// let value = |s: &str| number::read(&Text::from_source(s), 0).map(|n| n.value);
/// assert_eq!(value("1.462 đảng viên"), Some(1462.0));
/// assert_eq!(value("6,35 tỷ đồng"), Some(6.35));
/// assert_eq!(value("hai mươi mốt"), Some(21.0));
/// assert_eq!(value("một trăm linh năm"), Some(105.0));
/// assert_eq!(value("đảng viên"), None);
/// ```
#[must_use]
pub fn read(text: &Text<'_>, i: usize) -> Option<Num> {
    match text.kind(i) {
        Kind::Number => Some(digits(text, i)),
        Kind::Sign => None,
        _ => words(text, i),
    }
}

/// As [`read`], with the scale words behind digits and the halves: "6,35 tỷ", "5 tỷ 120 triệu", "hai triệu
/// rưỡi", "gần hai chục". The scale words belong to the number, so that what follows is the noun.
///
/// ```
/// use trichluc::{lexicon::number, text::Text};
/// let value = |s: &str| number::amount(&Text::from_source(s), 0).map(|n| n.value);
/// assert_eq!(value("6,35 tỷ đồng"), Some(6_350_000_000.0));
/// assert_eq!(value("5 tỷ 120 triệu đồng"), Some(5_120_000_000.0));
/// assert_eq!(value("1 triệu rưỡi"), Some(1_500_000.0));
/// assert_eq!(value("2 nghìn tỷ đồng"), Some(2_000_000_000_000.0));
/// assert_eq!(value("16 công bố"), Some(16.0));
/// ```
#[must_use]
pub fn amount(text: &Text<'_>, i: usize) -> Option<Num> {
    let first = read(text, i)?;
    let (mut total, mut end) = (first.value, first.end);
    let mut least;
    if first.words {
        least = SCALES.iter().find(|s| s.0 == text.key(end.saturating_sub(1))).map_or(1.0, |s| s.1 as f64);
        // "hai nghìn tỷ": the words end with a scale that a greater one multiplies.
        let (factor, after) = scales(text, end);
        if factor > least {
            (total, end, least) = (total * factor, after, factor);
        }
    } else {
        let (factor, after) = scales(text, end);
        (total, end, least) = (total * factor, after, factor);
        // Smaller parts behind: "5 tỷ 120 triệu".
        while least > 1.0 && text.kind(end) == Kind::Number && !starts_line(text, end) {
            let part = digits(text, end);
            let (factor, after) = scales(text, part.end);
            if factor <= 1.0 || factor >= least {
                break;
            }
            (total, end, least) = (total + part.value * factor, after, factor);
        }
    }
    if least > 1.0 && (text.key(end) == w!("rưỡi") || text.key(end) == w!("rưởi")) && !starts_line(text, end)
    {
        total += least / 2.0;
        end += 1;
    }
    // Products such as 6,35 × 10⁹ are whole numbers of đồng; the factor leaves a trace of binary rounding.
    let value = if least > 1.0 && total.abs() < 9.0e15 { (total * 1e3).round() / 1e3 } else { total };
    Some(Num { value, end, words: first.words })
}

/// The product of the scale words from token `i` on ("nghìn tỷ"), and the token behind them.
fn scales(text: &Text<'_>, i: usize) -> (f64, usize) {
    let (mut factor, mut end) = (1.0, i);
    while let Some(s) = SCALES.iter().find(|s| s.0 == text.key(end)) {
        // "nghìn tỷ" goes up; "tỷ nghìn" is none.
        if starts_line(text, end) || factor > s.1 as f64 || begins_word(text, end) {
            break;
        }
        factor *= s.1 as f64;
        end += 1;
    }
    if end == i && text.key(i) == w!("chục") && !starts_line(text, i) {
        return (10.0, i + 1);
    }
    (factor, end)
}

fn starts_line(text: &Text<'_>, i: usize) -> bool {
    text.get(i).is_some_and(|t| t.starts_paragraph())
}

/// Whether the scale word at token `i` is the first half of another word: "2 tỷ phú", "5 triệu chứng"; not "5 triệu
/// chứng chỉ", "2 tỷ giá trị hàng", where the second half begins a word of its own.
fn begins_word(text: &Text<'_>, i: usize) -> bool {
    let here = |k: usize| text.get(k).filter(|t| !t.starts_line()).map(|t| t.key);
    let own = |rest: &[Key]| here(i + 2).is_some_and(|k| rest.contains(&k));
    COMPOUNDS
        .iter()
        .any(|(first, second, rest)| *first == text.key(i) && here(i + 1) == Some(*second) && !own(rest))
}

/// Words whose first syllable is a scale, and what makes their second syllable begin another word.
const COMPOUNDS: [(Key, Key, &[Key]); 8] = [
    (w!("tỷ"), w!("phú"), &[]),
    (w!("tỷ"), w!("lệ"), &[w!("phí")]),
    (w!("tỷ"), w!("giá"), &[w!("trị")]),
    (w!("tỷ"), w!("trọng"), &[]),
    (w!("tỷ"), w!("suất"), &[w!("quà"), w!("ăn")]),
    (w!("tỷ"), w!("số"), &[w!("tiền"), w!("còn")]),
    (w!("triệu"), w!("phú"), &[]),
    (w!("triệu"), w!("chứng"), &[w!("chỉ"), w!("khoán"), w!("từ"), w!("nhận"), w!("thư")]),
];

/// Scale words, from the greatest down.
const SCALES: [(Key, u64); 5] = [
    (w!("tỷ"), 1_000_000_000),
    (w!("triệu"), 1_000_000),
    (w!("vạn"), 10_000),
    (w!("nghìn"), 1000),
    (w!("ngàn"), 1000),
];

/// The number in digits that starts at token `i`, with its groups and decimals.
fn digits(text: &Text<'_>, i: usize) -> Num {
    let len = |k: usize| text.get(k).map_or(0, |t| t.end - t.start);
    let number = |k: usize| (text.kind(k) == Kind::Number).then(|| text.key(k).value().unwrap_or(0));
    let mut value = text.key(i).value().unwrap_or(0) as f64;
    let mut end = i + 1;
    let leading_zero = len(i) > 1 && starts_with_zero(text, i);
    // A separator glued on both sides, then digits.
    let joined = |at: usize, sign: Key| {
        text.key(at) == sign && text.glued(at) && text.glued(at + 1) && text.kind(at + 1) == Kind::Number
    };
    // Groups of three: all with the same separator.
    for sign in [w!("."), w!(",")] {
        let mut at = end;
        let mut groups = 0;
        while len(i) <= 3 && !leading_zero && joined(at, sign) && len(at + 1) == 3 {
            groups += 1;
            at += 2;
        }
        // "1,273" alone is a decimal in Vietnamese; "1,273,000" can only be groups.
        if groups > usize::from(sign == w!(",")) && !(joined(at, sign)) {
            let mut k = end;
            while k < at {
                value = value * 1000.0 + number(k + 1).unwrap_or(0) as f64;
                k += 2;
            }
            end = at;
            break;
        }
    }
    // Blank groups: "1 200 000", two groups at least.
    if end == i + 1 && len(i) <= 3 && !leading_zero {
        let mut at = end;
        while number(at).is_some()
            && len(at) == 3
            && text.get(at).is_some_and(|t| t.after_blank() && !t.starts_line())
        {
            at += 1;
        }
        if at - end >= 2 && !joined(at, w!("/")) {
            for k in end..at {
                value = value * 1000.0 + number(k).unwrap_or(0) as f64;
            }
            end = at;
        }
    }
    // Decimals: comma, or a dot where it can be no group; never a second one behind it (that is a date).
    for sign in [w!(","), w!(".")] {
        if joined(end, sign)
            && !joined(end + 2, sign)
            && len(end + 1) <= 4
            && !(sign == w!(".") && end > i + 1)
        {
            let places = len(end + 1) as i32;
            value += number(end + 1).unwrap_or(0) as f64 / 10f64.powi(places);
            value = (value * 1e6).round() / 1e6;
            end += 2;
            break;
        }
    }
    Num { value, end, words: false }
}

fn starts_with_zero(text: &Text<'_>, i: usize) -> bool {
    text.get(i).and_then(|t| text.norm().as_bytes().get(t.start as usize)) == Some(&b'0')
}

fn unit(key: Key) -> Option<u64> {
    const UNITS: [(Key, u64); 9] = [
        (w!("một"), 1),
        (w!("hai"), 2),
        (w!("ba"), 3),
        (w!("bốn"), 4),
        (w!("năm"), 5),
        (w!("sáu"), 6),
        (w!("bảy"), 7),
        (w!("tám"), 8),
        (w!("chín"), 9),
    ];
    if key == w!("bẩy") {
        return Some(7);
    }
    UNITS.iter().find(|u| u.0 == key).map(|u| u.1)
}

/// After "mươi" the digits change: mốt, tư, lăm.
fn unit_after_ten(key: Key) -> Option<u64> {
    if key == w!("mốt") {
        Some(1)
    } else if key == w!("tư") {
        Some(4)
    } else if key == w!("lăm") || key == w!("nhăm") {
        Some(5)
    } else {
        unit(key)
    }
}

/// 1 to 99 at token `i`.
fn below_hundred(text: &Text<'_>, i: usize) -> Option<(u64, usize)> {
    let key = |k: usize| {
        if k == i || text.get(k).is_some_and(|t| !t.starts_line()) { text.key(k) } else { Key::sign(0) }
    };
    if key(i) == w!("mười") {
        if key(i + 1) == w!("lăm") || key(i + 1) == w!("nhăm") {
            return Some((15, i + 2));
        }
        // "mười năm" is ten years.
        return match unit(key(i + 1)) {
            Some(u) if u != 5 => Some((10 + u, i + 2)),
            _ => Some((10, i + 1)),
        };
    }
    if key(i) == w!("hăm") {
        return unit_after_ten(key(i + 1)).map(|u| (20 + u, i + 2));
    }
    let tens = unit(key(i))?;
    if key(i + 1) == w!("mươi") || key(i + 1) == w!("chục") {
        if tens == 1 && key(i + 1) == w!("mươi") {
            return Some((tens, i + 1));
        }
        let after = key(i + 2);
        // "hai mươi năm" is twenty years.
        return match unit_after_ten(after) {
            Some(u) if after != w!("năm") && key(i + 1) == w!("mươi") => Some((tens * 10 + u, i + 3)),
            _ => Some((tens * 10, i + 2)),
        };
    }
    // Short: "ba lăm", "hai mốt".
    if tens > 1 && (key(i + 1) == w!("lăm") || key(i + 1) == w!("mốt")) {
        return unit_after_ten(key(i + 1)).map(|u| (tens * 10 + u, i + 2));
    }
    Some((tens, i + 1))
}

/// 1 to 999 at token `i`.
fn below_thousand(text: &Text<'_>, i: usize) -> Option<(u64, usize)> {
    let (value, end) = if text.key(i) == w!("không") && text.key(i + 1) == w!("trăm") {
        (0, i + 1)
    } else {
        below_hundred(text, i)?
    };
    if text.key(end) != w!("trăm") || value > 9 {
        return Some((value, end));
    }
    let hundreds = value * 100;
    let end = end + 1;
    if text.key(end) == w!("linh") || text.key(end) == w!("lẻ") {
        return match unit_after_ten(text.key(end + 1)) {
            Some(u) => Some((hundreds + u, end + 2)),
            None => Some((hundreds, end)),
        };
    }
    match below_hundred(text, end) {
        // "một trăm năm" may be a hundred years: only a ten goes on.
        Some((rest, after)) if rest >= 10 => Some((hundreds + rest, after)),
        _ => Some((hundreds, end)),
    }
}

/// A number in words at token `i`: hundreds, then scales from the greatest down.
fn words(text: &Text<'_>, i: usize) -> Option<Num> {
    let (mut value, mut end) = (0u64, i);
    let mut below = u64::MAX;
    while let Some((part, after)) = below_thousand(text, end) {
        let scale = SCALES.iter().find(|s| s.0 == text.key(after) && !begins_word(text, after)).map(|s| s.1);
        match scale {
            Some(s) if s < below => {
                value += part * s;
                end = after + 1;
                below = s;
            }
            Some(_) => break,
            None => {
                if below == u64::MAX || part >= 10 || text.key(end) == w!("không") {
                    value += part;
                    end = after;
                }
                break;
            }
        }
    }
    (end > i).then_some(Num { value: value as f64, end, words: true })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_words() {
        for (s, value, tokens) in [
            ("08 công bố", 8.0, 1),
            ("1.200 ha", 1200.0, 3),
            ("1.893.000 đồng", 1_893_000.0, 5),
            ("10,4%", 10.4, 3),
            ("5.5 điểm", 5.5, 3),
            ("1038,5ha", 1038.5, 3),
            ("1 200 000 đồng", 1_200_000.0, 3),
            ("22,23 và", 22.23, 3),
            ("mười lăm quần chúng", 15.0, 2),
            ("mười năm", 10.0, 1),
            ("hai mươi năm", 20.0, 2),
            ("mười bảy đảng viên", 17.0, 2),
            ("hai mươi tư đồng chí", 24.0, 3),
            ("ba lăm", 35.0, 2),
            ("một trăm hai mươi", 120.0, 4),
            ("hai nghìn không trăm linh năm", 2005.0, 6),
            ("ba triệu hai trăm nghìn đồng", 3_200_000.0, 5),
            ("hai đồng chí", 2.0, 1),
            ("chín mươi chín", 99.0, 3),
        ] {
            let text = Text::from_source(s);
            let n = read(&text, 0).unwrap();
            assert_eq!((n.value, n.end), (value, tokens), "{s}");
        }
        // What a scale begins may be another word.
        for (s, value, tokens) in [
            ("2 tỷ phú", 2.0, 1),
            ("hai triệu phú", 2.0, 1),
            ("5 triệu chứng chính", 5.0, 1),
            ("5 triệu chứng chỉ", 5e6, 2),
            ("2 tỷ giá trị hàng", 2e9, 2),
        ] {
            let text = Text::from_source(s);
            let n = amount(&text, 0).unwrap();
            assert_eq!((n.value, n.end), (value, tokens), "{s}");
        }
        for s in ["đồng chí", "mươi người", "(3)"] {
            assert_eq!(read(&Text::from_source(s), 0), None, "{s}");
        }
    }
}
