//! VIQR (RFC 1456): ASCII with the marks typed behind the letter, a backslash before what is no mark.
//!
//! The marks are ( ^ + for quality and ` ' ? ~ . for tone; * for + is read too. Full stops and question
//! marks behind a vowel are marks unless escaped: that is the standard, and text that breaks it ("La`m gi.")
//! cannot be told from text that follows it, save where the vowel has its tone already.

use super::Sink;
use crate::text::compose::Vowel;

const MARKS: [(u8, char); 9] = [
    (b'`', '\u{300}'),
    (b'\'', '\u{301}'),
    (b'?', '\u{309}'),
    (b'~', '\u{303}'),
    (b'.', '\u{323}'),
    (b'^', '\u{302}'),
    (b'(', '\u{306}'),
    (b'+', '\u{31B}'),
    (b'*', '\u{31B}'),
];

/// Reads VIQR. Bytes above ASCII are those of a UTF-8 text and stay.
pub(crate) fn read(text: &str, out: &mut Sink) {
    let bytes = text.as_bytes();
    let mut i = 0;
    while let Some(c) = text.get(i..).and_then(|s| s.chars().next()) {
        let start = i;
        i += c.len_utf8();
        let next = bytes.get(i).copied();
        match (c, next) {
            ('\\', Some(b)) if b == b'\\' || is_mark(b) || matches!(b, b'd' | b'D') => {
                i += 1;
                out.put(char::from(b), start, 2);
            }
            ('d', Some(b'd' | b'D')) => {
                i += 1;
                out.put('đ', start, 2);
            }
            ('D', Some(b'd' | b'D')) => {
                i += 1;
                out.put('Đ', start, 2);
            }
            _ => {
                let mut c = c;
                if c.is_ascii()
                    && let Some(mut vowel) = Vowel::of(c)
                {
                    while let Some(v) = bytes.get(i).and_then(|&b| mark(b)).and_then(|m| vowel.with(m)) {
                        vowel = v;
                        i += 1;
                    }
                    c = vowel.letter();
                }
                out.put(c, start, i - start);
            }
        }
    }
}

/// Writes one character; `before` is the one written before it.
pub(crate) fn write(c: char, before: Option<char>, out: &mut Vec<u8>) -> bool {
    match c {
        'đ' => out.extend(b"dd"),
        'Đ' => out.extend(b"DD"),
        '\\' => out.extend(b"\\\\"),
        'd' | 'D' if matches!(before, Some('d' | 'D')) => out.extend([b'\\', c as u8]),
        _ if c.is_ascii() && is_mark(c as u8) && before.is_some_and(|b| takes(b, c as u8)) => {
            out.extend([b'\\', c as u8]);
        }
        _ if c.is_ascii() => out.push(c as u8),
        _ => {
            let Some(v) = Vowel::of(c) else { return false };
            let (plain, quality) = v.with_tone(0).plain();
            out.push(plain.letter() as u8);
            let tone = usize::from(v.tone()).checked_sub(1).and_then(|t| MARKS.get(t));
            out.extend(quality.and_then(|q| MARKS.iter().find(|&&(_, m)| m == q)).map(|&(b, _)| b));
            out.extend(tone.map(|&(b, _)| b));
        }
    }
    true
}

/// Whether a reader would put the mark on the letter.
fn takes(letter: char, b: u8) -> bool {
    Vowel::of(letter).is_some_and(|v| mark(b).is_some_and(|m| v.with(m).is_some()))
}

fn is_mark(b: u8) -> bool {
    mark(b).is_some()
}

fn mark(b: u8) -> Option<char> {
    MARKS.iter().find(|&&(m, _)| m == b).map(|&(_, c)| c)
}
