//! Words that lost or gained a blank: "Đảngbộ", "Điều lệĐảng", "ĐIỀ U KHO ẢN", "xuấ t".
//!
//! Converters drop blanks at line ends and put them where a letter was set in another font. A word is parted
//! or joined only where what stands there is no word in use and exactly one reading of it is. The blanks are
//! put right in the normalized text, so that everything later reads clean words, and the map leads back.
//! Left alone are words without a mark of Vietnamese ("canada" would be three syllables), and readings that
//! differ.

use std::borrow::Cow;

use super::compose::Vowel;
use super::cut::{Cut, cut};
use super::key::Key;
use super::offset::OffsetMap;
use super::syllable::is_attested;
use super::token::{Kind, Token};

/// A text with its blanks put right.
#[derive(Debug, Clone)]
pub struct Repaired<'a> {
    /// The text; borrowed where nothing was wrong.
    pub text: Cow<'a, str>,
    /// From its bytes to those of the text before.
    pub offsets: OffsetMap,
    /// Number of words that were put together.
    pub joined: usize,
    /// Number of words that were parted.
    pub parted: usize,
}

/// Puts the blanks of a normalized text right.
///
/// ```
/// use trichluc::text::repair::repair;
/// let r = repair("ĐIỀ U KHO ẢN thi hành; Đảngbộ và Điều lệĐảng");
/// assert_eq!(r.text, "ĐIỀU KHOẢN thi hành; Đảng bộ và Điều lệ Đảng");
/// assert_eq!((r.joined, r.parted), (2, 2));
/// ```
#[must_use]
pub fn repair(norm: &str) -> Repaired<'_> {
    apply(norm, &find(norm, &cut(norm)))
}

/// A change of blanks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fix {
    /// The blank at this byte goes.
    Join(usize),
    /// A blank is missing before this byte.
    Part(usize),
}

impl Fix {
    const fn at(self) -> usize {
        match self {
            Self::Join(at) | Self::Part(at) => at,
        }
    }
}

/// The blanks that are wrong, in rising order.
///
/// A piece of a split syllable is illegal as a rule ("ĐIỀ"), or at least no word in use ("ễn"); on words that
/// are in use nothing is spent but a look-up.
pub(crate) fn find(norm: &str, cut: &Cut) -> Vec<Fix> {
    let tokens = &cut.tokens;
    let mut fixes = Vec::new();
    let mut done = 0;
    for i in cut.odd.iter().map(|&i| i as usize) {
        let Some(token) = tokens.get(i).filter(|t| t.has(Token::RARE) && i >= done) else { continue };
        let word = slice(norm, token);
        if word.is_ascii() {
            continue;
        }
        if let Some((first, last)) = split_around(norm, tokens, i, done) {
            fixes.extend(
                tokens.get(first..last).unwrap_or_default().iter().map(|t| Fix::Join(t.end as usize)),
            );
            done = last + 1;
        } else if token.is_illegal() && !is_foreign_name(tokens, i) {
            fixes.extend(glue(word).into_iter().map(|k| Fix::Part(token.start as usize + k)));
        }
    }
    fixes
}

/// Whether the word and one beside it are names that are no syllables: "Khămbunnắt Xaynhạnôm".
fn is_foreign_name(tokens: &[Token], i: usize) -> bool {
    let is_foreign =
        |k: usize| tokens.get(k).is_some_and(|t| t.is_word() && t.kind == Kind::Capital && t.is_illegal());
    is_foreign(i) && (is_foreign(i + 1) || i.checked_sub(1).is_some_and(is_foreign))
}

/// Writes the text with its blanks put right.
pub(crate) fn apply<'a>(norm: &'a str, fixes: &[Fix]) -> Repaired<'a> {
    if fixes.is_empty() {
        let offsets = OffsetMap::identity();
        return Repaired { text: Cow::Borrowed(norm), offsets, joined: 0, parted: 0 };
    }
    let mut text = String::with_capacity(norm.len() + fixes.len());
    let mut offsets = OffsetMap::identity();
    let (mut copied, mut joined, mut parted) = (0, 0, 0);
    for fix in fixes {
        text.push_str(norm.get(copied..fix.at()).unwrap_or_default());
        let at = text.len();
        copied = fix.at();
        match fix {
            Fix::Join(_) => {
                copied += 1;
                joined += 1;
            }
            Fix::Part(_) => {
                text.push(' ');
                parted += 1;
            }
        }
        offsets.push(at..text.len(), fix.at()..copied);
    }
    text.push_str(norm.get(copied..).unwrap_or_default());
    Repaired { text: Cow::Owned(text), offsets, joined, parted }
}

/// Most pieces that a syllable is put together from.
const PIECES: usize = 3;

/// The tokens around `i`, none before `from`, that make one word in use when their blanks go.
fn split_around(norm: &str, tokens: &[Token], i: usize, from: usize) -> Option<(usize, usize)> {
    let mut found = None;
    for len in 2..=PIECES {
        for first in (i + 1).saturating_sub(len).max(from)..=i {
            let Some(pieces) = tokens.get(first..first + len) else { continue };
            if !makes_one_word(norm, pieces) {
                continue;
            }
            if found.is_some() {
                return None;
            }
            found = Some((first, first + len - 1));
        }
        if found.is_some() {
            break;
        }
    }
    found
}

/// Bytes that a syllable can take in NFC: seven letters, of which no more than three have marks.
const LONGEST_SYLLABLE: usize = 7 + 3 * 2;

/// Whether the pieces, parted by single blanks and of one case, are one word in use.
fn makes_one_word(norm: &str, pieces: &[Token]) -> bool {
    let bytes = pieces.first().zip(pieces.last()).map_or(0, |(a, b)| b.end - a.start);
    if bytes as usize > LONGEST_SYLLABLE + pieces.len() {
        return false;
    }
    let near = pieces.windows(2).all(|p| norm.get(p[0].end as usize..p[1].start as usize) == Some(" "));
    if !near || !pieces.iter().all(Token::is_word) {
        return false;
    }
    let word: String = pieces.iter().map(|t| slice(norm, t)).collect();
    let mut letters = word.chars();
    let is_upper = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let one_case = rest.chars().all(char::is_lowercase) || (is_upper && rest.chars().all(char::is_uppercase));
    let tones = word.chars().filter_map(Vowel::of).filter(|v| v.tone() != 0).count();
    one_case && tones <= 1 && is_attested(Key::of(&word))
}

/// Longest run of letters that is looked at, in bytes: four syllables or so.
const LONGEST: usize = 48;

/// Where a run of letters falls apart into words in use, if in one way alone.
fn glue(word: &str) -> Vec<usize> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let by_case = case_changes(word);
    // French words have marks too, but none that only Vietnamese has.
    if !by_case.is_empty() || word.chars().all(|c| c < '\u{100}') {
        return by_case;
    }
    // Capitals without a tone are an abbreviation: "ĐUCA".
    let has_tone = word.chars().filter_map(Vowel::of).any(|v| v.tone() != 0);
    if !has_tone && !word.chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let mut ways = Vec::new();
    parts(word, 0, &mut Vec::new(), &mut ways);
    let least = ways.iter().map(Vec::len).min();
    let mut best = ways.into_iter().filter(|w| Some(w.len()) == least);
    match (best.next(), best.next()) {
        (Some(one), None) => one,
        _ => Vec::new(),
    }
}

/// "lệĐảng", "hànhTW": a small letter before a capital, with a word in use before it and a syllable or an
/// abbreviation behind.
fn case_changes(word: &str) -> Vec<usize> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut before = None::<char>;
    for (k, c) in word.char_indices() {
        if c.is_uppercase() && before.is_some_and(char::is_lowercase) {
            cuts.push(k);
        }
        before = Some(c);
    }
    let mut start = 0;
    for &cut in cuts.iter().chain([&word.len()]) {
        let part = word.get(start..cut).unwrap_or_default();
        let is_abbreviation = start > 0 && part.len() > 1 && part.chars().all(char::is_uppercase);
        if !is_abbreviation && !is_part(part) {
            return Vec::new();
        }
        start = cut;
    }
    cuts
}

/// All ways to cut the rest of the word from byte `from` on into two to three words in use.
fn parts(word: &str, from: usize, cuts: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) {
    let rest = word.get(from..).unwrap_or_default();
    // A part behind another begins with a consonant, or the cut may be anywhere: "khuyếch", "đàon".
    if from > 0 && rest.chars().next().and_then(Vowel::of).is_some() {
        return;
    }
    if from > 0 && is_part(rest) {
        ways.push(cuts.clone());
    }
    if cuts.len() + 1 >= PIECES {
        return;
    }
    for (k, _) in rest.char_indices().skip(2) {
        if is_part(rest.get(..k).unwrap_or_default()) {
            cuts.push(from + k);
            parts(word, from + k, cuts, ways);
            cuts.pop();
        }
    }
}

fn is_part(part: &str) -> bool {
    part.chars().nth(1).is_some() && is_attested(Key::of(part))
}

fn slice<'a>(norm: &'a str, token: &Token) -> &'a str {
    norm.get(token.start as usize..token.end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_put_right() {
        for (wrong, right) in [
            ("ĐIỀ U KHO ẢN", "ĐIỀU KHOẢN"),
            ("đề xuấ t", "đề xuất"),
            ("Nguy ễn Văn An", "Nguyễn Văn An"),
            ("NGUY Ễ N", "NGUYỄN"),
            ("th ực hiện", "thực hiện"),
            ("Đảngbộ", "Đảng bộ"),
            ("Đạihội toànquốc", "Đại hội toàn quốc"),
            ("banchấphành", "ban chấp hành"),
            ("Điều lệĐảng", "Điều lệ Đảng"),
            ("Ban chấp hànhTW", "Ban chấp hành TW"),
            ("BanChấpHành", "Ban Chấp Hành"),
        ] {
            assert_eq!(repair(wrong).text, right);
        }
    }

    #[test]
    fn words_in_order_stay() {
        for text in [
            "Nhiệt độ c, điểm a, họ c",
            "Đắk Lắk, Krông Pắc, Nậm Ngám",
            "112-KH/ĐUCA, ĐUVP",
            "Canada, ThS. Lê, PGS.TS, iPhone, VnExpress",
            "resumé café",
            "ông Khămbunnắt Xaynhạnôm",
            "Cố đô Huế, ở Ảng",
            "a\nả",
        ] {
            assert!(matches!(repair(text).text, Cow::Borrowed(_)), "{text}: {}", repair(text).text);
        }
    }

    #[test]
    fn the_map_leads_over_the_blanks() {
        let r = repair("KHO ẢN và lệĐảng");
        let at = r.text.find("KHOẢN").unwrap();
        assert_eq!(r.offsets.old_range(at, at + "KHOẢN".len()), (0, "KHO ẢN".len()));
        let at = r.text.find("Đảng").unwrap();
        assert_eq!(r.offsets.old_range(at, at + "Đảng".len()), (17, 24));
    }
}
