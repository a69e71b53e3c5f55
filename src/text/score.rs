//! How Vietnamese a reading of bytes is: the share of legal syllables among its marked words.
//!
//! Only words with a letter above ASCII count, since the others read alike in every encoding. Signs that no
//! Vietnamese keyboard types count as words that are none: a wrong reading is full of them.

use super::compose::Vowel;
use super::cut::tokenize;
use super::encoding::Encoding;
use super::normalize::normalize;
use super::syllable::is_legal;
use super::token::Kind;

/// Counts of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Score {
    /// Marked words that are legal syllables.
    pub(crate) legal: usize,
    /// Words with letters above ASCII, and signs out of place.
    pub(crate) marked: usize,
    /// Words in all.
    pub(crate) words: usize,
    /// Words with a letter that is Vietnamese alone: đ ơ ư ă, or a quality with its tone.
    pub(crate) telling: usize,
}

impl Score {
    /// Share of legal syllables among the marked words; 0 when there are none.
    pub(crate) fn share(&self) -> f64 {
        if self.marked == 0 { 0.0 } else { self.legal as f64 / self.marked as f64 }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.legal += other.legal;
        self.marked += other.marked;
        self.words += other.words;
        self.telling += other.telling;
    }

    /// Whether marks are as frequent as they are in Vietnamese. Asked of readings other than UTF-8, which
    /// English or French could pass with a few words.
    pub(crate) fn is_dense(&self, encoding: Encoding) -> bool {
        match encoding {
            Encoding::Utf8 => true,
            Encoding::Viqr => self.marked * 5 >= self.words * 2 && self.telling * 5 >= self.marked,
            _ => self.marked * 3 >= self.words && self.telling * 6 >= self.marked,
        }
    }
}

/// Scores a text that was read in `encoding`.
pub(crate) fn score(text: &str, encoding: Encoding) -> Score {
    let normalized = normalize(text);
    let norm = normalized.text.as_ref();
    let mut score = Score::default();
    for token in &tokenize(norm) {
        let word = norm.get(token.start as usize..token.end as usize).unwrap_or_default();
        match token.kind {
            Kind::Number => {}
            Kind::Sign => {
                if word.chars().any(|c| is_out_of_place(c, encoding)) {
                    score.marked += 1;
                }
            }
            Kind::Lower | Kind::Capital | Kind::AllCaps | Kind::Mixed => {
                score.words += 1;
                // An abbreviation says nothing: QĐ, VNĐ.
                if word.is_ascii() || !word.chars().any(|c| Vowel::of(c).is_some()) {
                    continue;
                }
                score.marked += 1;
                if is_legal(token.key) {
                    score.legal += 1;
                    score.telling += usize::from(word.chars().any(is_telling));
                }
            }
        }
    }
    score
}

fn is_telling(c: char) -> bool {
    match c {
        'đ' | 'Đ' => true,
        _ => Vowel::of(c).is_some_and(|v| {
            let (_, quality) = v.plain();
            matches!(quality, Some('\u{306}' | '\u{31B}')) || (quality.is_some() && v.tone() != 0)
        }),
    }
}

/// Signs of Latin-1 and controls that stand in no article, but for letters in a wrong reading.
fn is_out_of_place(c: char, encoding: Encoding) -> bool {
    match c {
        '°' | '«' | '»' | '²' | '³' | '½' | '¼' | '¾' | '·' | '±' | '×' | '€' | '§' | '®' | '©' => {
            encoding != Encoding::Utf8 && encoding != Encoding::Viqr && !matches!(c, '°' | '«' | '»' | '²')
        }
        '\u{80}'..='\u{BF}' | '\u{F7}' => true,
        'ƒ' | '†' | '‡' | 'ˆ' | '‰' | '˜' | '\u{FFFD}' => true,
        '\0'..='\u{8}' | '\u{E}'..='\u{1F}' => true,
        _ => false,
    }
}
