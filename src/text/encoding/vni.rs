//! VNI for Windows: a base letter and a byte for its marks; i, ỵ, ơ, ư and đ have bytes of their own.
//!
//! Checked against GNU recode and two input methods (xvnkb, VBKey); recode has Ắ and Ằ the wrong way round.
//! The marks of a capital are the bytes of the small one less 20 hex; text with the other case of the mark
//! is read too, the base decides. Bytes without a part in this are windows-1252.

use super::Sink;
use super::single::WESTERN;
use crate::text::compose::Vowel;

/// Tones on a plain letter, on a circumflex, and on a breve: huyền, sắc, hỏi, ngã, nặng.
const TONES: [u8; 5] = [0xF8, 0xF9, 0xFB, 0xF5, 0xEF];
const CIRCUMFLEX: [u8; 5] = [0xE0, 0xE1, 0xE5, 0xE3, 0xE4];
const BREVE: [u8; 5] = [0xE8, 0xE9, 0xFA, 0xFC, 0xEB];
/// Letters of one byte.
const SINGLE: [(u8, char); 9] = [
    (0xEC, 'ì'),
    (0xED, 'í'),
    (0xE6, 'ỉ'),
    (0xF3, 'ĩ'),
    (0xF2, 'ị'),
    (0xEE, 'ỵ'),
    (0xF1, 'đ'),
    (0xF4, 'ơ'),
    (0xF6, 'ư'),
];

/// Reads VNI, two bytes before one.
pub(crate) fn read(bytes: &[u8], out: &mut Sink) {
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        let base = letter(b);
        if let Some(c) = bytes.get(i + 1).and_then(|&mark| marked(base, mark)) {
            out.put(c, i, 2);
            i += 2;
        } else {
            out.put(base, i, 1);
            i += 1;
        }
    }
}

/// Writes one character as one or two bytes.
pub(crate) fn write(c: char, out: &mut Vec<u8>) -> bool {
    let small = c.to_lowercase().next().unwrap_or(c);
    let lift = if c.is_uppercase() { 0x20 } else { 0 };
    if let Some(&(b, _)) = SINGLE.iter().find(|&&(_, s)| s == small) {
        out.push(b - lift);
        return true;
    }
    let Some(v) = Vowel::of(small) else {
        // A byte that reads as a letter of VNI cannot stand for its Western character.
        return match WESTERN.byte(c) {
            Some(b) if letter(b) == c && !(is_mark(b) && ends_in_base(out)) => {
                out.push(b);
                true
            }
            _ => false,
        };
    };
    let bare = v.with_tone(0).letter();
    let tone = usize::from(v.tone()).checked_sub(1);
    let (base, mark) = match (bare, tone) {
        ('ơ' | 'ư', Some(t)) => {
            let b = SINGLE.iter().find(|&&(_, s)| s == bare).map_or(b'?', |&(b, _)| b);
            (b - lift, Some(TONES[t]))
        }
        ('â' | 'ê' | 'ô', t) => (plain(bare), Some(t.map_or(0xE2, |t| CIRCUMFLEX[t]))),
        ('ă', t) => (b'a', Some(t.map_or(0xEA, |t| BREVE[t]))),
        (_, t) => (bare as u8, t.map(|t| TONES[t])),
    };
    out.push(if base < 0x80 { base - lift } else { base });
    out.extend(mark.map(|m| m - lift));
    true
}

fn plain(c: char) -> u8 {
    match c {
        'â' | 'ă' => b'a',
        'ê' => b'e',
        _ => b'o',
    }
}

/// What a byte is by itself.
fn letter(b: u8) -> char {
    let (small, is_capital) = if (0xC0..0xE0).contains(&b) { (b + 0x20, true) } else { (b, false) };
    match SINGLE.iter().find(|&&(s, _)| s == small) {
        Some(&(_, c)) if is_capital => c.to_uppercase().next().unwrap_or(c),
        Some(&(_, c)) => c,
        None => WESTERN.char(b),
    }
}

fn is_mark(b: u8) -> bool {
    b >= 0xC0
}

fn ends_in_base(out: &[u8]) -> bool {
    out.last().is_some_and(|&b| Vowel::of(letter(b)).is_some())
}

/// The letter of a base and a mark.
fn marked(base: char, mark: u8) -> Option<char> {
    if mark < 0xC0 {
        return None;
    }
    let mark = mark | 0x20;
    let v = Vowel::of(base).filter(|v| v.tone() == 0)?;
    let tone = |row: &[u8; 5]| row.iter().position(|&m| m == mark).map(|t| t as u8 + 1);
    let lower = base.to_ascii_lowercase();
    let letter = match lower {
        'i' | 'ỵ' => return None,
        'a' | 'e' | 'o' if mark == 0xE2 => v.with('\u{302}')?,
        'a' | 'e' | 'o' if tone(&CIRCUMFLEX).is_some() => v.with('\u{302}')?.with_tone(tone(&CIRCUMFLEX)?),
        'a' if mark == 0xEA => v.with('\u{306}')?,
        'a' if tone(&BREVE).is_some() => v.with('\u{306}')?.with_tone(tone(&BREVE)?),
        'a' | 'e' | 'o' | 'u' | 'y' | 'ơ' | 'ư' | 'Ơ' | 'Ư' => v.with_tone(tone(&TONES)?),
        _ => return None,
    };
    Some(letter.letter())
}
