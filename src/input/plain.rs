//! Plain text: the bytes as they are, once it is sure that they are a text at all.
//!
//! Which encoding they are in is found by `text`, which may also find none. What is refused here needs no
//! knowledge of Vietnamese: a picture, a program, an office file of the old binary kind.

use std::borrow::Cow;

use super::options::Options;
use super::parcel::{Raw, text_too_large};
use super::{Article, Content, Format, Meta};
use crate::error::{Error, Result};

/// The article in a plain text of unknown encoding.
pub(crate) fn article(raw: Raw, options: &Options) -> Result<Article> {
    if raw.bytes.len() as u64 > options.limits.text {
        return Err(text_too_large(&raw.path, raw.bytes.len() as u64, options.limits.text));
    }
    if raw.bytes.trim_ascii().is_empty() {
        return Err(Error::new("the file holds only blanks").at(&raw.path).remedy("save the article again"));
    }
    if let Some(what) = no_text(&raw.bytes) {
        return Err(Error::new(what).at(&raw.path).remedy("save the article as text, HTML, DOCX or PDF"));
    }
    let meta = Meta { encoding: options.encoding.map(|e| Cow::Borrowed(e.name())), ..Meta::default() };
    Ok(Article { path: raw.path, id: raw.id, format: Format::Text, content: Content::Bytes(raw.bytes), meta })
}

/// Why `bytes` cannot be a text in any encoding, where that is plain.
pub(crate) fn no_text(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 6] = [
        (b"\x89PNG", "a picture, not a text"),
        (b"\xff\xd8\xff", "a picture, not a text"),
        (b"GIF8", "a picture, not a text"),
        (b"\x7fELF", "a program, not a text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an office file of the old binary kind (.doc, .xls), which is not read",
        ),
        (b"{\\rtf", "an RTF file, which is not read"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    (has_nul(bytes) && !is_utf16(bytes)).then_some("bytes that are no text (they hold zeros)")
}

/// Whether the first 64 KiB hold a zero byte.
fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes.get(..1 << 16).unwrap_or(bytes)).is_some()
}

/// Whether zeros stand as in UTF-16: a byte-order mark, or nearly all of them at even or at odd places. The
/// letters of Vietnamese have high bytes 00, 01 and 1E, blanks and signs 00.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let head = bytes.get(..1 << 16).unwrap_or(bytes);
    let mut zeros = [0usize; 2];
    for pair in head.chunks_exact(2) {
        if let [even, odd] = pair {
            zeros[0] += usize::from(*even == 0);
            zeros[1] += usize::from(*odd == 0);
        }
    }
    let (few, many) = (zeros[0].min(zeros[1]), zeros[0].max(zeros[1]));
    many * 5 > head.len() && few * 20 < many
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_text_and_a_picture_is_none() {
        let utf16: Vec<u8> = "Chi bộ họp ngày 3/2".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(no_text(&utf16), None);
        assert!(no_text(b"\x89PNG\r\n\x1a\n\0\0\0").is_some());
        assert!(no_text(b"Chi b\0\0\0").is_some());
        assert_eq!(no_text("Chi bộ".as_bytes()), None);
    }
}
