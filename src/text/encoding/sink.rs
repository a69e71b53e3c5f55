//! Where decoded characters go, along with the bytes that they came from.

use std::ops::Range;

use crate::text::compose::Vowel;
use crate::text::offset::OffsetMap;

/// A text that is being decoded, and its map into the bytes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sink {
    pub(crate) text: String,
    pub(crate) map: OffsetMap,
}

impl Sink {
    /// Writes a character that `len` bytes from `start` on stand for.
    #[inline]
    pub(crate) fn put(&mut self, c: char, start: usize, len: usize) {
        let from = self.text.len();
        self.text.push(c);
        // A character as long as its bytes needs no entry: places run on evenly.
        if c.len_utf8() != len {
            self.map.push(from..self.text.len(), start..start + len);
        }
    }

    /// Writes text that stands in the bytes as it is.
    pub(crate) fn copy(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Writes all of another text, whose bytes begin at `base`.
    pub(crate) fn append(&mut self, other: &Self, base: usize) {
        self.map.append(&other.map, self.text.len(), base);
        self.text.push_str(&other.text);
    }

    /// Exchanges characters from byte `from` of the text on for others of the same length.
    pub(crate) fn replace_chars(&mut self, from: usize, other: impl Fn(char) -> char) {
        let Some(tail) = self.text.get(from..) else { return };
        let new: String = tail
            .chars()
            .map(|c| {
                let o = other(c);
                if o.len_utf8() == c.len_utf8() { o } else { c }
            })
            .collect();
        self.text.replace_range(from.., &new);
    }

    /// Makes capitals of the vowels of Vietnamese in a range of the text.
    pub(crate) fn raise(&mut self, range: Range<usize>) {
        let Some(word) = self.text.get(range.clone()) else { return };
        // Small letters and capitals of Vietnamese are of one length.
        let up = |c: char| match (Vowel::of(c), c.to_uppercase().next()) {
            (Some(_), Some(u)) if u.len_utf8() == c.len_utf8() => u,
            _ => c,
        };
        let raised: String = word.chars().map(up).collect();
        self.text.replace_range(range, &raised);
    }

    /// Inserts a character at each of these bytes of the text, which come in rising order.
    pub(crate) fn insert(&mut self, places: &[usize], c: char) {
        if places.is_empty() {
            return;
        }
        let mut text = String::with_capacity(self.text.len() + places.len() * c.len_utf8());
        let mut map = OffsetMap::identity();
        let mut copied = 0;
        for &at in places {
            text.push_str(self.text.get(copied..at).unwrap_or_default());
            let from = text.len();
            text.push(c);
            map.push(from..text.len(), at..at);
            copied = at;
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        self.map = map.after(&self.map);
        self.text = text;
    }
}
