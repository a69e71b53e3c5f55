//! What normalization does with each character, and a quick look at blocks of bytes that need none of it.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::lookalike;

/// Bytes that are looked at together.
pub(super) const BLOCK: usize = 64;

/// Whether no character that begins in the block can need rewriting. The last two bytes are only looked at to
/// judge those before them.
#[inline]
pub(super) fn is_clean(block: &[u8]) -> bool {
    let (Some(now), Some(next), Some(third)) =
        (block.get(..BLOCK), block.get(1..=BLOCK), block.get(2..BLOCK + 2))
    else {
        return false;
    };
    let mut suspect = 0u8;
    for ((&b, &n), &m) in now.iter().zip(next).zip(third) {
        // U+00D0 and U+00F0, U+0189; of U+1000–U+1FFF only the letters of U+1E80–U+1EFF are clean, of what
        // begins with E2 only dashes and quotes, U+2012–U+2027.
        let pair = ((b == 0xC3) & ((n == 0x90) | (n == 0xB0)))
            | ((b == 0xC6) & (n == 0x89))
            | ((b == 0xE1) & (n != 0xBA) & (n != 0xBB))
            | ((b == 0xE2) & ((n != 0x80) | (m.wrapping_sub(0x92) > 0xA7 - 0x92)));
        let lead = (b == 0xC2) | ((0xC7..0xE1).contains(&b)) | (b > 0xE2);
        suspect |= u8::from(pair | lead);
    }
    suspect == 0
}

/// Bytes after which nothing has to be looked at: ASCII, and bytes inside a character.
pub(super) static PLAIN: [bool; 256] = {
    let mut t = [false; 256];
    let mut i = 0;
    while i < 256 {
        t[i] = i < 0xC2 || i == 0xC4 || i == 0xC5;
        i += 1;
    }
    t
};

/// What is to be done with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Stays, and composes with nothing before it.
    Clean,
    /// May compose with what stands before it, or is not in NFC itself.
    Mark,
    /// Does not show.
    Invisible,
    /// Joins or parts emoji and the letters of other scripts; does not show inside Latin words.
    Joiner,
    /// Is written with another character.
    As(char, Kind),
    /// Could stand for Đ, or for a Latin letter.
    Lookalike,
}

/// What a character that is written with another one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    FullWidth,
    Blank,
    Hyphen,
}

/// What is to be done with `c`.
#[inline]
pub(super) fn look(c: char) -> Look {
    match c {
        '\0'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{CF}' => Look::Clean,
        '\u{D0}' | '\u{F0}' | '\u{189}' | '\u{256}' => Look::Lookalike,
        '\u{D1}'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' => Look::Clean,
        '\u{300}'..='\u{36F}' => Look::Mark,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Look::As('\n', Kind::Blank),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Look::As(' ', Kind::Blank)
        }
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => Look::Invisible,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Look::Invisible,
        '\u{200C}' | '\u{200D}' => Look::Joiner,
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Look::As('-', Kind::Hyphen),
        '\u{2012}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => Look::Clean,
        '\u{FF10}'..='\u{FF19}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}'
        | '\u{FF0D}'..='\u{FF0F}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(ascii) => Look::As(ascii, Kind::FullWidth),
            None => Look::Clean,
        },
        _ if lookalike::latin(c).is_some() => Look::Lookalike,
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => Look::Clean,
        _ if is_boundary(c) => Look::Clean,
        _ => Look::Mark,
    }
}

/// Whether the character is in NFC and composes with nothing before it.
fn is_boundary(c: char) -> bool {
    canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
}
