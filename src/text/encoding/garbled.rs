//! UTF-8 that was read as Latin-1 or windows-1252 and saved as UTF-8 again: "Ä‘á»“ng chÃ­" for "đồng chí".
//!
//! Undone character by character: where Western characters stand for bytes that together are one character
//! of UTF-8, that one is put in their place. Text that has been through it twice is undone twice. What a
//! cleaner deleted on the way (soft hyphens, control characters) is lost, and its word stays as it is.

use super::single::western_byte;
use super::sink::Sink;
use crate::text::compose::Vowel;

/// The text with garbled characters undone, once; `None` where there are none.
pub(crate) fn undo(text: &str) -> Option<Sink> {
    let mut out = Sink::default();
    let mut undone = 0;
    let mut i = 0;
    while let Some(c) = text.get(i..).and_then(|s| s.chars().next()) {
        if let Some((original, len)) = original(text.get(i..).unwrap_or_default()) {
            out.put(original, i, len);
            i += len;
            undone += 1;
        } else {
            out.put(c, i, c.len_utf8());
            i += c.len_utf8();
        }
    }
    (undone > 0).then_some(out)
}

/// The character whose UTF-8 bytes the first characters of `text` stand for, and their length here.
fn original(text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let first = chars.next().filter(|c| !c.is_ascii()).and_then(western_byte)?;
    let n = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for slot in bytes.get_mut(1..n)? {
        *slot = western_byte(chars.next()?).filter(|b| (0x80..0xC0).contains(b))?;
    }
    let c = std::str::from_utf8(bytes.get(..n)?).ok()?.chars().next().filter(|&c| is_expected(c))?;
    Some((c, text.len() - chars.as_str().len()))
}

/// Characters of Vietnamese text, and those that they turn into when garbled once.
fn is_expected(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{2000}'..='\u{206F}' | 'đ' | 'Đ')
        || Vowel::of(c).is_some()
        || western_byte(c).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garble(text: &str) -> String {
        text.bytes().map(|b| super::super::single::WESTERN.char(b)).collect()
    }

    #[test]
    fn once_and_twice() {
        let text = "Đồng chí Nguyễn Văn Ước – “Bí thư” Đảng ủy";
        let once = garble(text);
        assert!(once.starts_with("Ä\u{90}á»“ng chÃ\u{AD}"), "{once}");
        assert_eq!(undo(&once).unwrap().text, text);
        let twice = garble(&once);
        assert_eq!(undo(&undo(&twice).unwrap().text).unwrap().text, text);
        assert!(undo(text).is_none());
        assert!(undo("Ã la carte, Ñandú, 5° – “Ä”").is_none());
    }

    #[test]
    fn each_letter_leads_back_to_its_characters() {
        let out = undo("Ä‘á»“ng").unwrap();
        assert_eq!(out.text, "đồng");
        assert_eq!(out.map.old_range(0, 2), (0, 5));
        assert_eq!(out.map.old_range(2, 5), (5, 12));
    }
}
