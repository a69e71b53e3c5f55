//! Encodings in which each byte is one character: a table of the upper half, and exceptions below it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Sink;
use crate::text::compose::Vowel;

/// A one-byte encoding.
pub(crate) struct Table {
    /// Characters of the bytes 80 to FF.
    upper: [char; 128],
    /// Letters on places of control characters.
    lower: &'static [(u8, char)],
    /// The way back, small letters standing in for capitals that have no place of their own.
    bytes: FxHashMap<char, u8>,
}

impl Table {
    /// A table from the 128 characters of its upper half, blanks and line breaks aside.
    pub(crate) fn new(upper: &str, lower: &'static [(u8, char)]) -> Self {
        let mut table = Self { upper: ['\u{FFFD}'; 128], lower, bytes: FxHashMap::default() };
        for (slot, c) in table.upper.iter_mut().zip(upper.chars().filter(|c| !matches!(c, ' ' | '\n'))) {
            *slot = c;
        }
        for (i, &c) in table.upper.iter().enumerate() {
            table.bytes.entry(c).or_insert(i as u8 | 0x80);
        }
        for &(b, c) in lower {
            table.bytes.insert(c, b);
        }
        table
    }

    /// The character of a byte.
    #[inline]
    pub(crate) fn char(&self, byte: u8) -> char {
        if byte >= 0x80 {
            return self.upper[usize::from(byte & 0x7F)];
        }
        if byte < 0x20
            && let Some(&(_, c)) = self.lower.iter().find(|&&(b, _)| b == byte)
        {
            return c;
        }
        char::from(byte)
    }

    /// The byte of a character.
    pub(crate) fn byte(&self, c: char) -> Option<u8> {
        if c.is_ascii() && !self.lower.iter().any(|&(b, _)| u32::from(b) == c as u32) {
            return Some(c as u8);
        }
        self.bytes.get(&c).copied()
    }

    /// Reads bytes; a combining mark behind a vowel is put on it.
    pub(crate) fn read(&self, bytes: &[u8], out: &mut Sink) {
        let mut i = 0;
        while let Some(&b) = bytes.get(i) {
            let start = i;
            let mut c = self.char(b);
            i += 1;
            if let Some(mut vowel) = Vowel::of(c) {
                while let Some(v) =
                    bytes.get(i).filter(|&&b| b >= 0x80).and_then(|&b| vowel.with(self.char(b)))
                {
                    vowel = v;
                    i += 1;
                }
                c = vowel.letter();
            }
            out.put(c, start, i - start);
        }
    }
}

/// windows-1252, in which legacy text shows when it is taken for Western.
pub(crate) static WESTERN: LazyLock<Table> =
    LazyLock::new(|| Table::new(&upper_half(encoding_rs::WINDOWS_1252), &[]));

/// The characters of the bytes 80 to FF in a one-byte encoding of the Encoding Standard.
pub(crate) fn upper_half(encoding: &'static encoding_rs::Encoding) -> String {
    let char_of = |b: u8| encoding.decode_without_bom_handling(&[b]).0.chars().next();
    (0x80..=0xFF).map(|b| char_of(b).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The byte that a character of text taken for Western came from: windows-1252 or Latin-1.
pub(crate) fn western_byte(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{9F}' => Some(c as u8),
        _ => WESTERN.byte(c),
    }
}
