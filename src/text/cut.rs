//! Tokens: runs of letters, runs of digits, and single signs.
//!
//! Vietnamese is written in syllables, so a run of letters is a syllable, and everything later works on
//! syllables. A letter next to a digit starts a new token, which alone reads "ngày18/5". Case lives in the
//! token's [`Kind`], folding in its [`Key`]; there is no lower-cased copy of the text.

use std::cell::RefCell;

use super::key::{Key, MAX_LETTERS, Packer, packed};
use super::letter::{Letter, letter, letter_below_800, letter_of_byte};
use super::slip::sound_number;
use super::token::{Kind, Token};
use super::word::{Memo, Spelling, WordId, said_of};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Newline,
    Digit,
    Letter,
    /// May begin a letter of Vietnamese beyond ASCII.
    Lead,
    Sign,
    Wide,
}

static CLASSES: [Class; 256] = {
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
enum Wide {
    Blank,
    Newline,
    /// Zero-width: as if it were not there.
    Nothing,
    Letter,
    /// Continues a word, starts none.
    Mark,
    Sign,
}

fn wide(cp: u32) -> Wide {
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
fn code_point(text: &[u8], i: usize) -> (u32, usize) {
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

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::new(Memo::new());
}

/// Cuts the normalized text into tokens, in one pass. Of what depends on the place only the flags for blanks and
/// lines are set here; paragraphs and sentences are the business of [`segment`](super::segment).
pub(crate) fn tokenize(norm: &str, tokens: &mut Vec<Token>) {
    MEMO.with(|memo| match memo.try_borrow_mut() {
        Ok(mut memo) => cut(norm.as_bytes(), tokens, &mut memo),
        Err(_) => cut(norm.as_bytes(), tokens, &mut Memo::new()),
    });
}

fn cut(text: &[u8], tokens: &mut Vec<Token>, memo: &mut Memo) {
    let n = text.len();
    let mut i = 0;
    let mut flags = Token::BLANK | Token::LINE;
    while i < n {
        match CLASSES[text[i] as usize] {
            Class::Blank => {
                flags |= Token::BLANK;
                i += 1;
            }
            Class::Newline => {
                flags |= Token::BLANK | Token::LINE;
                i += 1;
            }
            Class::Letter | Class::Lead => {
                let spelling = Spelling::at(text, i);
                if let Some(token) = spelling.and_then(|s| memo.get(s, i, flags)) {
                    i = token.end as usize;
                    tokens.push(token);
                    // Nearly every word has one blank behind it.
                    let blank = text.get(i) == Some(&b' ');
                    flags = u16::from(blank) * Token::BLANK;
                    i += usize::from(blank);
                } else {
                    let before = tokens.len();
                    i = beyond_memo(text, i, &mut flags, tokens);
                    if let (Some(spelling), Some(token)) = (spelling, tokens.get(before))
                        && token.is_word()
                    {
                        memo.keep(spelling, token);
                    }
                }
            }
            Class::Digit => {
                let start = i;
                let mut value = 0u64;
                while i < n && text[i].is_ascii_digit() {
                    value = value.wrapping_mul(10).wrapping_add(u64::from(text[i] - b'0'));
                    i += 1;
                }
                tokens.push(Token {
                    start: start as u32,
                    end: i as u32,
                    key: Key::number(value),
                    kind: Kind::Number,
                    flags,
                    id: WordId::of_value(value),
                    sound: 0,
                });
                flags = 0;
            }
            Class::Sign => {
                tokens.push(Token {
                    start: i as u32,
                    end: i as u32 + 1,
                    key: Key::sign(u32::from(text[i])),
                    kind: Kind::Sign,
                    flags,
                    id: WordId::of_sign(text[i]),
                    sound: 0,
                });
                flags = 0;
                i += 1;
            }
            Class::Wide => i = beyond_memo(text, i, &mut flags, tokens),
        }
    }
}

/// Deals with the character at byte `i`, which is beyond ASCII or a letter, and with the word that it begins; returns the
/// byte behind.
#[cold]
fn beyond_memo(text: &[u8], i: usize, flags: &mut u16, tokens: &mut Vec<Token>) -> usize {
    let (cp, next) = code_point(text, i);
    let token = match wide(cp) {
        Wide::Blank => {
            *flags |= Token::BLANK;
            return next;
        }
        Wide::Newline => {
            *flags |= Token::BLANK | Token::LINE;
            return next;
        }
        Wide::Nothing => return next,
        Wide::Letter => word(text, i, *flags),
        Wide::Mark | Wide::Sign => {
            let sign = fold_sign(cp);
            let id = if sign < 0x80 { WordId::of_sign(sign as u8) } else { WordId::NONE };
            let (start, end) = (i as u32, next.min(text.len()) as u32);
            Token { start, end, key: Key::sign(sign), kind: Kind::Sign, flags: *flags, id, sound: 0 }
        }
    };
    let end = token.end as usize;
    tokens.push(token);
    *flags = 0;
    end.max(next)
}

/// Dashes and quotes of all shapes are one sign each, so that a rule names one of them.
pub(crate) const fn fold_sign(cp: u32) -> u32 {
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

/// The word that starts at byte `start`.
#[inline]
fn word(text: &[u8], start: usize, flags: u16) -> Token {
    let mut token = short_word(text, start, flags).unwrap_or_else(|| any_word(text, start, flags));
    token.id = WordId::of_syllable(token.key);
    token.flags |= said_of(token.key, token.kind);
    token.sound = sound_number(token.key);
    token
}

/// Nearly every word: at most ten letters, all of them Vietnamese and composed. `None` for any other.
#[inline]
fn short_word(text: &[u8], start: usize, flags: u16) -> Option<Token> {
    let (mut base, mut tone, mut letters, mut uppers) = (0u64, 0u64, 0u32, 0u32);
    let mut first_upper = 0;
    let mut i = start;
    while let Some(&b) = text.get(i) {
        let l = if b < 0x80 {
            i += 1;
            letter_of_byte(b)
        } else {
            let (l, next) = composed(text, b, i);
            if l.is_none() {
                match wide(code_point(text, i).0) {
                    Wide::Blank | Wide::Newline | Wide::Sign => break,
                    Wide::Nothing | Wide::Letter | Wide::Mark => return None,
                }
            }
            if l.tone() != 0 {
                tone = l.tone();
            }
            i = next;
            l
        };
        if l.is_none() {
            i -= 1;
            break;
        }
        if letters == MAX_LETTERS {
            return None;
        }
        base = base << 6 | l.code();
        uppers += u32::from(l.is_upper());
        if letters == 0 {
            first_upper = uppers;
        }
        letters += 1;
    }
    let kind = kind_of(uppers, letters, first_upper == 1);
    Some(Token {
        start: start as u32,
        end: i as u32,
        key: packed(base, tone, letters),
        kind,
        flags,
        id: WordId::NONE,
        sound: 0,
    })
}

/// The Vietnamese letter of two or three bytes that begins with `b` at byte `i`, and the byte after it.
#[inline]
fn composed(text: &[u8], b: u8, i: usize) -> (Letter, usize) {
    let low = |k: usize| text.get(k).map_or(0, |&b| u32::from(b) & 0x3F);
    match b {
        0xC2..=0xDF => (letter_below_800((u32::from(b) & 0x1F) << 6 | low(i + 1)), i + 2),
        0xE1 => (letter(0x1000 | low(i + 1) << 6 | low(i + 2)), i + 3),
        _ => (Letter::NONE, i + 1),
    }
}

const fn kind_of(uppers: u32, letters: u32, first_upper: bool) -> Kind {
    match (uppers, letters) {
        (0, _) => Kind::Lower,
        (1, _) if first_upper => Kind::Capital,
        (u, l) if u == l => Kind::AllCaps,
        _ => Kind::Mixed,
    }
}

/// Any word, also one with foreign letters, combining marks and characters that do not show.
#[cold]
fn any_word(text: &[u8], start: usize, flags: u16) -> Token {
    let mut p = Packer::new();
    let (mut i, mut letters, mut uppers, mut first_upper) = (start, 0u32, 0u32, false);
    let mut end = start;
    while i < text.len() {
        let b = text[i];
        if b < 0x80 {
            let l = letter(u32::from(b));
            if l.is_none() {
                break;
            }
            p.push(l);
            if l.is_upper() {
                uppers += 1;
                first_upper |= letters == 0;
            }
            letters += 1;
            i += 1;
            end = i;
            continue;
        }
        let (cp, next) = code_point(text, i);
        let l = letter(cp);
        let is_upper = if !l.is_none() {
            p.push(l);
            l.is_upper()
        } else {
            match wide(cp) {
                Wide::Letter => {
                    p.push_foreign(cp);
                    char::from_u32(cp).is_some_and(char::is_uppercase)
                }
                Wide::Mark => {
                    p.push_foreign(cp);
                    i = next;
                    end = next;
                    continue;
                }
                Wide::Nothing => {
                    i = next;
                    continue;
                }
                _ => break,
            }
        };
        if is_upper {
            uppers += 1;
            first_upper |= letters == 0;
        }
        letters += 1;
        i = next;
        end = next;
    }
    let kind = kind_of(uppers, letters, first_upper);
    Token {
        start: start as u32,
        end: end.min(text.len()) as u32,
        key: p.finish(),
        kind,
        flags,
        id: WordId::NONE,
        sound: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(s: &str) -> Vec<String> {
        let mut t = Vec::new();
        tokenize(s, &mut t);
        t.iter().map(|t| s[t.start as usize..t.end as usize].to_owned()).collect()
    }

    #[test]
    fn letters_digits_and_signs_part() {
        assert_eq!(words("ngày18/5/2020,"), ["ngày", "18", "/", "5", "/", "2020", ","]);
        assert_eq!(words("138-CV/ĐUV"), ["138", "-", "CV", "/", "ĐUV"]);
        assert_eq!(words("H’Hen Niê"), ["H", "’", "Hen", "Niê"]);
        assert_eq!(words("Byă̆ ok"), ["Byă̆", "ok"]);
    }

    #[test]
    fn kinds_follow_the_capitals() {
        let mut t = Vec::new();
        tokenize("ngày Ngày NGÀY ThS A 12 -", &mut t);
        let kinds: Vec<_> = t.iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [Kind::Lower, Kind::Capital, Kind::AllCaps, Kind::Mixed, Kind::Capital, Kind::Number, Kind::Sign]
        );
    }

    #[test]
    fn a_key_in_text_is_the_key_in_a_constant() {
        let s = "Hoà quý lí Đảng 08 – “";
        let mut t = Vec::new();
        tokenize(s, &mut t);
        let keys: Vec<_> = t.iter().map(|t| t.key).collect();
        assert_eq!(
            keys,
            [
                crate::w!("hòa"),
                crate::w!("quí"),
                crate::w!("lý"),
                crate::w!("đảng"),
                crate::w!("8"),
                crate::w!("-"),
                crate::w!("\"")
            ]
        );
    }
}
