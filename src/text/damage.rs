//! How damaged a text is: the share of its words that are no syllables of Vietnamese.
//!
//! Of 8,000 newspaper articles one in 280 is above [`DAMAGE_LIMIT`], all of them tables of foreign clubs or
//! models; no article on a Party organization is above a tenth. Text read by a machine from a bad
//! scan, text that lost its marked letters, and copies with marks added at random go far above. A text with hardly any marks at all was written
//! without them; its words are held against the syllables without marks.

use super::cut::Cut;
use super::syllable::is_legal_without_marks;
use super::token::Token;

/// Damage above which no facts are read from a text.
pub const DAMAGE_LIMIT: f64 = 0.3;

/// Words that a text needs for its damage to mean something.
const ENOUGH: usize = 20;

/// Share of words that are no syllables, 0 to 1; 0 for a text of less than twenty words.
pub(crate) fn damage(cut: &Cut) -> f64 {
    let &Cut { ref tokens, ref odd, mut words, marked, .. } = cut;
    let mut illegal = 0usize;
    let is_illegal = |i: &usize| tokens.get(*i).is_some_and(Token::is_illegal);
    let mut behind_abbreviation = usize::MAX;
    for i in odd.iter().map(|&i| i as usize).filter(is_illegal) {
        // One abbreviation says nothing, two in a row are words that lost their vowels: "DANH MC CC".
        let is_abbreviation = tokens.get(i).is_some_and(|t| t.has(Token::ABBREVIATION));
        let counts = !is_abbreviation || behind_abbreviation == i;
        words -= usize::from(!counts);
        illegal += usize::from(counts);
        behind_abbreviation = if is_abbreviation { i + 1 } else { usize::MAX };
    }
    if words < ENOUGH {
        return 0.0;
    }
    // Three words in four have a mark; where hardly any has one, the text was written without.
    if marked * 10 < words {
        illegal = tokens
            .iter()
            .filter(|t| t.is_word() && !t.has(Token::ABBREVIATION))
            .filter(|t| !is_legal_without_marks(t.key))
            .count();
    }
    (illegal as f64 / words as f64).min(1.0)
}

#[cfg(test)]
mod tests {
    use crate::text::{DAMAGE_LIMIT, Text};

    #[test]
    fn clean_text_is_whole_and_its_wreck_is_not() {
        let clean = "Sáng ngày 12/5, Chi bộ Trung tâm Điều khiển tổ chức Đại hội nhiệm kỳ 2025 - 2027. Dự Đại hội \
                     có đồng chí Bí thư Đảng ủy cùng toàn thể đảng viên trong Chi bộ. QĐ, UBND, TW, ThS.";
        assert!(Text::from_source(clean).damage() < 0.05);
        let wreck: String = clean.chars().filter(|c| c.is_ascii()).collect();
        assert!(Text::from_source(wreck.as_str()).damage() > DAMAGE_LIMIT, "the marked letters were lost");
        let unmarked = "Sang ngay 12/5, Chi bo Trung tam Dieu khien to chuc Dai hoi nhiem ky 2025 - 2027. Du Dai hoi \
                        co dong chi Bi thu Dang uy cung toan the dang vien trong Chi bo.";
        assert!(Text::from_source(unmarked).damage() < 0.01);
        let english = "The committee of the branch met on Thursday and reviewed its work over the whole year; \
                       members were asked to speak, and twelve of them did so before lunch was served.";
        assert!(Text::from_source(english).damage() > DAMAGE_LIMIT);
        assert!(Text::from_source("Facebook, Google, Samsung").damage() < 0.01, "too short to tell");
    }
}
