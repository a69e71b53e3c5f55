//! Putting marks right whose text has changed under them.
//!
//! A text that was decomposed or composed after labelling, lost a blank line or a byte-order mark, still holds the
//! labelled words, elsewhere. Words that stand in the text once are found again. Words that stand there several
//! times are found where their neighbours leave exactly one place. What stays open is refused: a mark in the
//! wrong place is worse than none.

use crate::evaluate::locate::slice;
use crate::text::{OffsetMap, normalize};

use super::offset::same_words;

/// A mark that is to be found again.
#[derive(Debug, Clone)]
pub struct Lost {
    /// Where it is said to stand, in code points of the text as it was.
    pub said: [usize; 2],
    /// Its words.
    pub words: String,
}

/// Where each mark stands now, in code points of `text`; `None` where that is not certain.
///
/// ```
/// use trichluc::evaluate::exchange::realign::{Lost, realign};
/// let lost = Lost { said: [0, 10], words: "Lò Văn Páo".into() };
/// assert_eq!(realign("Ông Lo\u{300} Văn Páo dự", &[lost]), [Some([4, 15])]);
/// ```
#[must_use]
pub fn realign(text: &str, marks: &[Lost]) -> Vec<Option<[usize; 2]>> {
    let normalized = normalize(text);
    let loose = Loose::new(text, &normalized.text, &normalized.offsets);
    let candidates: Vec<Vec<[usize; 2]>> = marks
        .iter()
        .map(|m| {
            // Still where it is said to be: no need to look.
            let stays = slice(text, m.said).is_some_and(|s| same_words(s, &m.words));
            if stays { vec![m.said] } else { loose.find(&m.words) }
        })
        .collect();
    let mut order: Vec<usize> = (0..marks.len()).collect();
    order.sort_by_key(|&i| marks.get(i).map(|m| m.said));
    // Marks keep their order. Where the earliest and the latest place that the order allows are one, it is certain.
    let earliest = place_in_order(&order, &candidates, marks, false);
    order.reverse();
    let latest = place_in_order(&order, &candidates, marks, true);
    earliest.into_iter().zip(latest).map(|(a, b)| a.filter(|_| a == b)).collect()
}

/// The first place for each mark that lies beyond the one before it, in the order given.
fn place_in_order(
    order: &[usize],
    candidates: &[Vec<[usize; 2]>],
    marks: &[Lost],
    backward: bool,
) -> Vec<Option<[usize; 2]>> {
    let mut out = vec![None; marks.len()];
    // Where the marks of one start went, and where those before it did.
    let (mut said, mut here, mut bound): (Option<usize>, Option<usize>, Option<usize>) = (None, None, None);
    for &i in order {
        let (Some(mark), Some(list)) = (marks.get(i), candidates.get(i)) else { continue };
        if said != Some(mark.said[0]) {
            bound = here.or(bound);
            (said, here) = (Some(mark.said[0]), None);
        }
        let beyond = |c: &&[usize; 2]| bound.is_none_or(|b| if backward { c[0] < b } else { c[0] > b });
        let place = if backward { list.iter().rev().find(beyond) } else { list.iter().find(beyond) };
        if let (Some(place), Some(slot)) = (place, out.get_mut(i)) {
            *slot = Some(*place);
            here = Some(
                here.map_or(place[0], |h: usize| if backward { h.min(place[0]) } else { h.max(place[0]) }),
            );
        }
    }
    out
}

/// A normalized text without differences of blanks, with the code point of the source behind each character.
struct Loose {
    chars: Vec<char>,
    /// First code point of the source behind the character, and one past the last.
    source: Vec<[usize; 2]>,
}

impl Loose {
    fn new(text: &str, normalized: &str, offsets: &OffsetMap) -> Self {
        let mut points = vec![0; text.len() + 1];
        let mut n = 0;
        for (i, c) in text.char_indices() {
            for b in points.iter_mut().skip(i).take(c.len_utf8()) {
                *b = n;
            }
            n += 1;
        }
        if let Some(last) = points.last_mut() {
            *last = n;
        }
        let (mut chars, mut source) = (Vec::new(), Vec::new());
        for (i, c) in normalized.char_indices() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c == ' ' && chars.last() == Some(&' ') {
                continue;
            }
            let (start, end) = offsets.old_range(i, i + c.len_utf8());
            let at = |b: usize| points.get(b).copied().unwrap_or(n);
            chars.push(c);
            source.push([at(start), at(end)]);
        }
        Self { chars, source }
    }

    fn find(&self, words: &str) -> Vec<[usize; 2]> {
        let normalized = normalize(words);
        let wanted: Vec<char> =
            normalized.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let place = |i: usize| Some([self.source.get(i)?[0], self.source.get(i + wanted.len() - 1)?[1]]);
        let starts = self.chars.windows(wanted.len()).enumerate().filter(|(_, w)| *w == wanted.as_slice());
        starts.filter_map(|(i, _)| place(i)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn lost(text: &str, words: &str, nth: usize) -> Lost {
        let byte = text.match_indices(words).nth(nth).unwrap().0;
        let start = text[..byte].chars().count();
        Lost { said: [start, start + words.chars().count()], words: words.into() }
    }

    #[test]
    fn a_decomposed_or_shifted_text_keeps_its_marks() {
        let was = "Chi bộ họp.\n\nĐồng chí Lò Văn Páo dự. Lò Văn Páo nói: “Chi bộ tốt”.";
        let marks = [
            lost(was, "Chi bộ", 0),
            lost(was, "Lò Văn Páo", 0),
            lost(was, "Lò Văn Páo", 1),
            lost(was, "Chi bộ", 1),
        ];
        let decomposed: String = was.nfd().collect();
        for now in [decomposed, was.replace("\n\n", "\n"), format!("Mới thêm. {was}")] {
            let found = realign(&now, &marks);
            for (m, at) in marks.iter().zip(&found) {
                let words: String = slice(&now, at.expect("found again")).unwrap().nfc().collect();
                assert_eq!(words, m.words);
            }
            assert!(found.windows(2).all(|w| w[0] < w[1]), "in order: {found:?}");
        }
    }

    #[test]
    fn what_is_not_certain_is_refused() {
        let m = Lost { said: [90, 93], words: "họp".into() };
        assert_eq!(realign("họp và họp", std::slice::from_ref(&m)), [None]);
        assert_eq!(realign("không có", std::slice::from_ref(&m)), [None]);
        assert_eq!(realign("", &[m]), [None]);
    }
}
