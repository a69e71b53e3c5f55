//! NFC, with the way back recorded.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class, is_nfc};

use super::offset::OffsetMap;

/// A normalized text and the way back to its source.
#[derive(Debug, Clone)]
pub struct Normalized<'a> {
    /// The source itself where nothing had to change.
    pub text: Cow<'a, str>,
    /// From bytes of `text` to bytes of the source.
    pub offsets: OffsetMap,
}

/// Brings a text into NFC.
#[must_use]
pub fn normalize(source: &str) -> Normalized<'_> {
    if is_nfc(source) {
        return Normalized { text: Cow::Borrowed(source), offsets: OffsetMap::default() };
    }
    let mut text = String::with_capacity(source.len());
    let mut offsets = OffsetMap::default();
    let mut chars = source.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if canonical_combining_class(next) == 0 {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let piece = &source[start..end];
        let at = text.len();
        text.extend(piece.nfc());
        if text[at..] != *piece {
            offsets.push(at as u32, (text.len() - at) as u32, start as u32, (end - start) as u32);
        }
    }
    Normalized { text: Cow::Owned(text), offsets }
}
