//! Which encoding a page is in: its mark, its bytes, what the server or the page itself states.
//!
//! Bytes that are UTF-8 are UTF-8 whatever is stated: many a page was converted and kept its old line. What
//! is stated is believed only where the bytes leave it open.

use std::borrow::Cow;

use super::super::options::Options;
use crate::error::{Error, Result};
use crate::text::{self, Encoding};

/// A page as characters.
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) encoding: Cow<'static, str>,
}

/// Decodes a page. `stated` is what the server said.
pub(super) fn decode<'a>(bytes: &'a [u8], stated: Option<&str>, options: &Options) -> Result<Decoded<'a>> {
    if let Some(encoding) = options.encoding {
        return Ok(legacy(bytes, encoding));
    }
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return Ok(labelled(bytes, encoding));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(Decoded { text: text.into(), encoding: "utf-8".into() });
    }
    let label = stated.map(str::to_owned).or_else(|| declared(bytes));
    let label = label.and_then(|l| encoding_rs::Encoding::for_label(l.trim().as_bytes()));
    // Western and UTF-8 are what a server says that knows nothing.
    let knows_nothing = [encoding_rs::WINDOWS_1252, encoding_rs::UTF_8];
    if let Some(encoding) = label.filter(|e| !knows_nothing.contains(e)) {
        return Ok(labelled(bytes, encoding));
    }
    if names_legacy_font(bytes) {
        return Ok(labelled(bytes, encoding_rs::WINDOWS_1252));
    }
    let words = without_markup(bytes);
    let found = text::decode(&words);
    match found.origin.refusal() {
        Some(refusal) => Err(Error::new(refusal.to_string())
            .in_vietnamese(refusal.vi())
            .remedy("name the encoding with --encoding")),
        None => Ok(legacy(bytes, found.origin.encoding())),
    }
}

fn legacy(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let text = text::decode_as(bytes, encoding).text().to_owned();
    Decoded { text: text.into(), encoding: encoding.name().into() }
}

fn labelled<'a>(bytes: &'a [u8], encoding: &'static encoding_rs::Encoding) -> Decoded<'a> {
    let (text, used, _) = encoding.decode(bytes);
    Decoded { text, encoding: Cow::Owned(used.name().to_ascii_lowercase()) }
}

/// Whether the page names a font that stands for an encoding: then the fonts tell, run by run.
fn names_legacy_font(bytes: &[u8]) -> bool {
    [b".Vn".as_slice(), b".vn", b"VNI-", b"vni-"].iter().any(|name| {
        memchr::memmem::find_iter(bytes, name).any(|at| {
            let before = bytes.get(at.saturating_sub(1)..at).unwrap_or_default();
            matches!(before, [b'"' | b'\'' | b'=' | b':' | b',' | b' ' | b';'])
        })
    })
}

/// What the page states in its first bytes: `<meta charset=…>`, `content="text/html; charset=…"`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..4096).unwrap_or(bytes).to_ascii_lowercase();
    let at = memchr::memmem::find(&head, b"charset=")?;
    let rest = head.get(at + b"charset=".len()..)?;
    let label: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|b| matches!(b, b'"' | b'\'' | b' '))
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .collect();
    String::from_utf8(label).ok().filter(|l| !l.is_empty())
}

/// The bytes between the tags, scripts and styles left out: what an encoding can be told from.
fn without_markup(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(open) = memchr::memchr(b'<', rest) {
        let (before, tag) = rest.split_at(open);
        out.extend_from_slice(before);
        out.push(b' ');
        let begins = |name: &[u8]| tag.get(1..=name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name));
        let end: &[u8] = match tag {
            _ if begins(b"script") => b"</script>",
            _ if begins(b"style") => b"</style>",
            _ if begins(b"!--") => b"-->",
            _ => b">",
        };
        let close = memchr::memmem::find(tag, end)
            .or_else(|| memchr::memmem::find(tag, &end.to_ascii_uppercase()))
            .map_or(tag.len(), |at| at + end.len());
        rest = tag.get(close..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let d = decode(bytes, None, &Options::default()).unwrap();
        (d.text.into_owned(), d.encoding.into_owned())
    }

    #[test]
    fn bytes_before_words() {
        let page = "<meta charset=\"windows-1252\"><p>Đảng bộ";
        assert_eq!(read(page.as_bytes()), (page.to_owned(), "utf-8".to_owned()));
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(&utf16), (page.to_owned(), "utf-16le".to_owned()));
        let (text, encoding) =
            read(b"<meta http-equiv=x content='text/html; charset=windows-1258'><p>Ch\xFD");
        assert_eq!((text.ends_with("Chư"), encoding.as_str()), (true, "windows-1258"));
    }
}
