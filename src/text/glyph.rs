//! What bytes and characters are to the cutter of tokens: blanks, letters, signs, or nothing.

use super::letter::letter;

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Blank,
    Newline,
    Digit,
    Letter,
    /// May begin a letter of Vietnamese beyond ASCII.
    Lead,
    Sign,
    Wide,
}

/// The class of each byte.
pub(super) static CLASSES: [Class; 256] = {
    let mut t = [Class::Sign; 256];
    let mut i = 0;
    while i < 256 {
        t[i] = match i as u8 {
            b'\n' | b'\r' | 0x0B | 0x0C => Class::Newline,
            0..=b' ' | 0x7F => Class::Blank,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            0xC3..=0xC6 | 0xE1 => Class::Lead,
            0x80.. => Class::Wide,
            _ => Class::Sign,
        };
        i += 1;
    }
    t
};

/// What a character beyond ASCII is.
pub(super) enum Wide {
    Blank,
    Newline,
    /// Zero-width: as if it were not there.
    Nothing,
    Letter,
    /// Continues a word, starts none.
    Mark,
    Sign,
}

/// What the character of a code point beyond ASCII is.
pub(super) fn wide(cp: u32) -> Wide {
    match cp {
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => Wide::Blank,
        0x85 | 0x2028 | 0x2029 => Wide::Newline,
        0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0xFEFF => Wide::Nothing,
        0x300..=0x36F | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF => Wide::Mark,
        _ if !letter(cp).is_none() => Wide::Letter,
        _ => match char::from_u32(cp) {
            Some(c) if c.is_alphabetic() => Wide::Letter,
            _ => Wide::Sign,
        },
    }
}

/// Code point at byte `i` and the byte after it. `text` is valid UTF-8.
#[inline]
pub(super) fn code_point(text: &[u8], i: usize) -> (u32, usize) {
    let low = |b: u8| u32::from(b) & 0x3F;
    match text.get(i..).unwrap_or_default() {
        [a, b, c, ..] if *a >= 0xE0 && *a < 0xF0 => {
            ((u32::from(*a) & 0x0F) << 12 | low(*b) << 6 | low(*c), i + 3)
        }
        [a, b, ..] if *a >= 0x80 && *a < 0xE0 => ((u32::from(*a) & 0x1F) << 6 | low(*b), i + 2),
        [a, b, c, d, ..] if *a >= 0xF0 => {
            ((u32::from(*a) & 0x07) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d), i + 4)
        }
        [a, ..] => (u32::from(*a), i + 1),
        [] => (0, i + 1),
    }
}

/// Dashes and quotes of all shapes are one sign each, so that a rule names one of them.
pub(super) const fn fold_sign(cp: u32) -> u32 {
    match cp {
        0x2010..=0x2015 | 0x2212 | 0xAD | 0xFE58 | 0xFE63 | 0xFF0D => '-' as u32,
        0x201C..=0x201F | 0xAB | 0xBB | 0x300C | 0x300D | 0xFF02 => '"' as u32,
        0x2018..=0x201B | 0x2032 | 0xB4 | 0x2BC => '\'' as u32,
        0xFF0C => ',' as u32,
        0xFF0E => '.' as u32,
        0xFF1A => ':' as u32,
        0xFF1B => ';' as u32,
        0xFF08 => '(' as u32,
        0xFF09 => ')' as u32,
        0xFF0F | 0x2044 | 0x2215 => '/' as u32,
        0xFF05 => '%' as u32,
        0xFF06 => '&' as u32,
        0x25CF | 0x25AA | 0x25E6 | 0xB7 | 0xF0B7 => 0x2022,
        _ => cp,
    }
}
