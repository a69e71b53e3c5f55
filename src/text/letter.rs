//! The letters of Vietnamese: base letter, tone and case of every code point, as tables that are built when the
//! program is compiled.

/// The letters in the order of their codes, which start at 1.
pub(super) const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Vowel letters with their six tones: ngang, huyền, sắc, hỏi, ngã, nặng. Twelve rows of small letters,
/// then the same twelve of capitals.
pub(super) const ROWS: [&str; 24] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
    "AÀÁẢÃẠ",
    "ĂẰẮẲẴẶ",
    "ÂẦẤẨẪẬ",
    "EÈÉẺẼẸ",
    "ÊỀẾỂỄỆ",
    "IÌÍỈĨỊ",
    "OÒÓỎÕỌ",
    "ÔỒỐỔỖỘ",
    "ƠỜỚỞỠỢ",
    "UÙÚỦŨỤ",
    "ƯỪỨỬỮỰ",
    "YỲÝỶỸỴ",
];

/// Rows of small letters.
pub(super) const SMALL: usize = ROWS.len() / 2;

/// What the tables say of a letter: code in bits 0–5, tone in 6–8, capital in 9; 0 for other characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter(pub(super) u16);

impl Letter {
    pub(crate) const NONE: Self = Self(0);

    pub(crate) const fn code(self) -> u64 {
        (self.0 & 63) as u64
    }

    pub(crate) const fn tone(self) -> u64 {
        ((self.0 >> 6) & 7) as u64
    }

    pub(crate) const fn is_upper(self) -> bool {
        self.0 & (1 << 9) != 0
    }

    pub(crate) const fn is_none(self) -> bool {
        self.0 == 0
    }
}

pub(super) const LOW: usize = 0x250;
pub(super) const HIGH_START: usize = 0x1EA0;
pub(super) const HIGH_END: usize = 0x1F00;

static LOW_TABLE: [Letter; LOW] = build::<LOW>(0);
static HIGH_TABLE: [Letter; HIGH_END - HIGH_START] = build::<{ HIGH_END - HIGH_START }>(HIGH_START);

/// Letters of one byte; no byte above ASCII is one.
static BYTES: [Letter; 256] = {
    let mut table = [Letter::NONE; 256];
    let ascii = build::<128>(0);
    let mut i = 0;
    while i < 128 {
        table[i] = ascii[i];
        i += 1;
    }
    table
};

/// As [`letter`], for a character of one byte.
#[inline]
pub(crate) fn letter_of_byte(b: u8) -> Letter {
    BYTES[usize::from(b)]
}

/// As [`letter`], for a character of two bytes.
#[inline]
pub(crate) fn letter_below_800(cp: u32) -> Letter {
    LOW_TABLE.get(cp as usize).copied().unwrap_or(Letter::NONE)
}

/// The letter behind a code point; [`Letter::NONE`] when it is no letter of Vietnamese (f, j, w, z count).
#[inline]
pub(crate) const fn letter(cp: u32) -> Letter {
    let cp = cp as usize;
    if cp < LOW {
        LOW_TABLE[cp]
    } else if HIGH_START <= cp && cp < HIGH_END {
        HIGH_TABLE[cp - HIGH_START]
    } else {
        Letter::NONE
    }
}

/// Decodes one code point of a valid string at byte `i`: its value and length in bytes.
pub(super) const fn decode(bytes: &[u8], i: usize) -> (u32, usize) {
    let b = bytes[i] as u32;
    if b < 0x80 {
        (b, 1)
    } else if b < 0xE0 {
        ((b & 0x1F) << 6 | (bytes[i + 1] as u32 & 0x3F), 2)
    } else if b < 0xF0 {
        ((b & 0x0F) << 12 | (bytes[i + 1] as u32 & 0x3F) << 6 | (bytes[i + 2] as u32 & 0x3F), 3)
    } else {
        (
            (b & 0x07) << 18
                | (bytes[i + 1] as u32 & 0x3F) << 12
                | (bytes[i + 2] as u32 & 0x3F) << 6
                | (bytes[i + 3] as u32 & 0x3F),
            4,
        )
    }
}

/// Letter tables are built from the strings above when the program is compiled.
pub(super) const fn build<const N: usize>(start: usize) -> [Letter; N] {
    let mut table = [Letter::NONE; N];
    let bytes = LETTERS.as_bytes();
    let (mut i, mut code) = (0, 1u16);
    while i < bytes.len() {
        let (cp, len) = decode(bytes, i);
        put(&mut table, start, cp, code);
        put(&mut table, start, upper(cp), code | 1 << 9);
        code += 1;
        i += len;
    }
    let mut row = 0;
    while row < SMALL {
        put_row(&mut table, start, ROWS[row], false);
        put_row(&mut table, start, ROWS[row + SMALL], true);
        row += 1;
    }
    table
}

const fn put_row<const N: usize>(table: &mut [Letter; N], start: usize, row: &str, is_upper: bool) {
    let bytes = row.as_bytes();
    let (first, mut i) = decode(bytes, 0);
    let code = plain_code(if is_upper { lower_plain(first) } else { first });
    let mut tone = 1u16;
    while i < bytes.len() {
        let (cp, len) = decode(bytes, i);
        put(table, start, cp, code | tone << 6 | (is_upper as u16) << 9);
        tone += 1;
        i += len;
    }
}

const fn put<const N: usize>(table: &mut [Letter; N], start: usize, cp: u32, value: u16) {
    let cp = cp as usize;
    if cp >= start && cp - start < N {
        table[cp - start] = Letter(value);
    }
}

/// Code of a letter without a tone.
const fn plain_code(cp: u32) -> u16 {
    place(LETTERS, cp)
}

/// Place of a code point among some letters, from 1 on; 0 where it is none of them.
const fn place(letters: &str, cp: u32) -> u16 {
    let bytes = letters.as_bytes();
    let (mut i, mut place) = (0, 1u16);
    while i < bytes.len() {
        let (c, len) = decode(bytes, i);
        if c == cp {
            return place;
        }
        place += 1;
        i += len;
    }
    0
}

const fn upper(cp: u32) -> u32 {
    match cp {
        0x61..=0x7A | 0xE0..=0xFE => cp - 32,
        0x103 | 0x111 | 0x1A1 | 0x1B0 => cp - 1,
        _ => cp,
    }
}

const fn lower_plain(cp: u32) -> u32 {
    match cp {
        0x41..=0x5A | 0xC0..=0xDE => cp + 32,
        0x102 | 0x110 | 0x1A0 | 0x1AF => cp + 1,
        _ => cp,
    }
}

/// As [`letter`], by searching the strings instead of the tables.
#[cfg(test)]
pub(super) const fn build_one(cp: u32) -> Letter {
    let plain = plain_code(cp);
    if plain != 0 {
        return Letter(plain);
    }
    let plain = plain_code(lower_plain(cp));
    if plain != 0 {
        return Letter(plain | 1 << 9);
    }
    let mut row = 0;
    while row < SMALL {
        let lower = find_tone(ROWS[row], cp);
        let up = find_tone(ROWS[row + SMALL], cp);
        if lower != 0 || up != 0 {
            let (first, _) = decode(ROWS[row].as_bytes(), 0);
            let tone = if lower != 0 { lower } else { up };
            return Letter(plain_code(first) | tone << 6 | ((up != 0) as u16) << 9);
        }
        row += 1;
    }
    Letter::NONE
}

/// Tone of a letter of the row; 0 (ngang) where it is none of it, too.
#[cfg(test)]
const fn find_tone(row: &str, cp: u32) -> u16 {
    place(row, cp).saturating_sub(1)
}
