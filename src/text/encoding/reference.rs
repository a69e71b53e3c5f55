//! Character references of HTML in plain text: `&#7879;`, `&#x1EC7;`, `&ecirc;`.
//!
//! Pages saved as text keep them, now and then escaped twice (`&amp;#7879;`), so they are resolved at most
//! twice. A reference without its semicolon, and a name that is none, stays.

use super::single::WESTERN;
use super::sink::Sink;

/// The text with its references resolved, and their number; `None` where there are none.
pub(crate) fn resolve(text: &str) -> Option<(Sink, usize)> {
    let (first, n) = once(text)?;
    let Some((mut second, more)) = once(&first.text) else { return Some((first, n)) };
    second.map = second.map.after(&first.map);
    Some((second, n + more))
}

fn once(text: &str) -> Option<(Sink, usize)> {
    let mut out = Sink::default();
    let mut copied = 0;
    let mut n = 0;
    for at in memchr::memchr_iter(b'&', text.as_bytes()) {
        if at < copied {
            continue;
        }
        let Some((c, len)) = text.get(at..).and_then(character) else { continue };
        out.copy(text.get(copied..at).unwrap_or_default());
        out.put(c, at, len);
        copied = at + len;
        n += 1;
    }
    if n == 0 {
        return None;
    }
    out.copy(text.get(copied..).unwrap_or_default());
    Some((out, n))
}

/// Longest reference, in bytes.
const LONGEST: usize = 12;

/// The character of the reference that `text` begins with, and the length of the reference.
fn character(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            match code {
                // Numbers of C1 controls are meant as windows-1252, as browsers read them.
                0x80..=0x9F => WESTERN.char(code as u8),
                0..=8 | 0xB..=0x1F => return None,
                _ => char::from_u32(code)?,
            }
        }
        None => named(name)?,
    };
    Some((c, end + 1))
}

/// Names of the characters U+00A0 to U+00FF, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
    plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute \
    Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve \
    Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc \
    atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute \
    ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

const OTHERS: [(&str, char); 27] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("trade", '™'),
    ("euro", '€'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("rarr", '→'),
    ("Dstrok", 'Đ'),
    ("dstrok", 'đ'),
    ("Abreve", 'Ă'),
    ("abreve", 'ă'),
];

fn named(name: &str) -> Option<char> {
    if let Some(k) = LATIN.split_ascii_whitespace().position(|n| n == name) {
        return char::from_u32(0xA0 + k as u32);
    }
    OTHERS.iter().find(|(n, _)| *n == name).map(|&(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_double_escapes() {
        let (out, n) =
            resolve("T&Ecirc;N LO&#7840;I &amp;#x1EC7; R&amp;D AT&T &foo; &#147;a&#148; &# ;").unwrap();
        assert_eq!(out.text, "TÊN LOẠI ệ R&D AT&T &foo; “a” &# ;");
        assert_eq!(n, 7);
        assert_eq!(out.map.old_range(1, 3), (1, 8));
        let at = out.text.find('ệ').unwrap();
        assert_eq!(out.map.old_range(at, at + 3), (21, 33));
        assert!(resolve("AT&T; a & b").is_none());
    }

    #[test]
    fn every_latin_name_has_its_place() {
        assert_eq!(LATIN.split_ascii_whitespace().count(), 96);
        assert_eq!(named("yuml"), Some('ÿ'));
        assert_eq!(named("eth"), Some('ð'));
    }
}
