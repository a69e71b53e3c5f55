//! From bytes to characters, with the way back to the bytes.
//!
//! The byte-order mark is trusted, then valid UTF-8. Everything that was changed or doubtful on the way is
//! noted, and what is no text is refused: the [`Decoded`] text then has a [`Refusal`], and no fact may be
//! read from it. Decoding never fails and never guesses in silence.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::encoding::Encoding;
use super::offset::OffsetMap;

/// A decoded text and where it came from.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    /// The source text: what spans in a record count in. Borrowed where the bytes are UTF-8.
    pub text: Cow<'a, str>,
    /// How the bytes were read.
    pub origin: Origin,
}

/// How bytes were read: encoding, notes, refusal, and the way back to the bytes.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    encoding: Option<Encoding>,
    notes: Vec<Note>,
    refusal: Option<Refusal>,
    raw: RawMap,
}

/// Something that the reader of a record should know about how its text was read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// So many byte sequences could not be decoded and stand as U+FFFD.
    Undecodable(usize),
}

/// Why no fact is read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// NUL bytes or control characters, as no text has them.
    Binary,
    /// UTF-8 with broken sequences: cut off, or mixed with bytes of something else.
    Broken {
        /// First undecodable byte.
        at: usize,
    },
    /// 4 GiB and more do not fit the maps.
    TooLarge,
}

/// From bytes of the text to bytes of the file.
#[derive(Debug, Clone, Default)]
enum RawMap {
    /// UTF-8 behind so many bytes of a mark.
    #[default]
    Same,
    Behind(u32),
    Utf16(u32, Utf16Units),
    Edits(OffsetMap),
}

/// Decodes bytes in whatever encoding they are.
///
/// ```
/// use trichluc::text::{Encoding, decode};
/// let d = decode(b"\xFF\xFEH\0\xE0\0");
/// assert_eq!(d.text, "Hà");
/// assert_eq!(d.origin.encoding(), Encoding::Utf16Le);
/// assert_eq!(d.origin.raw_range(&d.text, 1..3), 4..6);
/// ```
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if bytes.len() > LARGEST {
        return refused(Encoding::Utf8, Refusal::TooLarge);
    }
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, RawMap::Behind(3)),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16Le, 2),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16Be, 2),
        _ => utf8(bytes, RawMap::Same),
    }
}

/// Largest input: any encoding makes at most three bytes of one.
const LARGEST: usize = u32::MAX as usize / 4;

fn utf8(bytes: &[u8], raw: RawMap) -> Decoded<'_> {
    let mut origin = Origin { encoding: Some(Encoding::Utf8), raw, ..Origin::default() };
    let text = match simdutf8::compat::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(e) => {
            let (text, map, broken) = lossy(bytes);
            let skip = match origin.raw {
                RawMap::Behind(n) => n,
                _ => 0,
            };
            origin.raw = RawMap::Edits(map.shifted(skip));
            origin.notes.push(Note::Undecodable(broken));
            origin.refusal = Some(Refusal::Broken { at: e.valid_up_to() + skip as usize });
            Cow::Owned(text)
        }
    };
    if memchr::memchr(0, bytes).is_some() {
        origin.refusal = Some(Refusal::Binary);
    }
    Decoded { text, origin }
}

/// UTF-8 with U+FFFD for each sequence that is none, and their number.
fn lossy(bytes: &[u8]) -> (String, OffsetMap, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut map = OffsetMap::identity();
    let (mut at, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid().len();
        if invalid > 0 {
            let from = text.len();
            text.push(char::REPLACEMENT_CHARACTER);
            map.push(from..text.len(), at..at + invalid);
            at += invalid;
            broken += 1;
        }
    }
    (text, map, broken)
}

/// UTF-16 behind `skip` bytes of a mark. A lone surrogate and a last odd byte become U+FFFD.
fn utf16(bytes: &[u8], encoding: Encoding, skip: u32) -> Decoded<'static> {
    let codec = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    let (text, had_errors) = codec.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let mut origin = Origin { encoding: Some(encoding), ..Origin::default() };
    if had_errors {
        let broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        origin.notes.push(Note::Undecodable(broken));
        let at = text.get(..at).map_or(0, |s| s.encode_utf16().count() * 2) + skip as usize;
        origin.refusal = Some(Refusal::Broken { at });
    }
    if text.contains('\0') {
        origin.refusal = Some(Refusal::Binary);
    }
    origin.raw = RawMap::Utf16(skip, Utf16Units::new(&text));
    Decoded { text: Cow::Owned(text), origin }
}

fn refused(encoding: Encoding, refusal: Refusal) -> Decoded<'static> {
    let origin = Origin { encoding: Some(encoding), refusal: Some(refusal), ..Origin::default() };
    Decoded { text: Cow::Borrowed(""), origin }
}

impl Origin {
    /// The encoding that the bytes, or most of them, were read with.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding.unwrap_or(Encoding::Utf8)
    }

    /// What happened to the text on the way in.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Why no fact may be read from the text; `None` for a text in order.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// The bytes of the file behind a range of bytes of the text. `text` is the text decoded along with
    /// this origin.
    #[must_use]
    pub fn raw_range(&self, text: &str, range: Range<usize>) -> Range<usize> {
        match &self.raw {
            RawMap::Same => range,
            RawMap::Behind(n) => range.start + *n as usize..range.end + *n as usize,
            RawMap::Utf16(n, units) => {
                let at = |byte| units.before(text, byte) * 2 + *n as usize;
                at(range.start)..at(range.end)
            }
            RawMap::Edits(map) => {
                let (start, end) = map.old_range(range.start, range.end);
                start..end
            }
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undecodable(n) => write!(f, "undecodable byte sequences: {n}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Binary => f.write_str("refused: binary data, no text"),
            Self::Broken { at } => write!(f, "refused: broken from byte {at} on"),
            Self::TooLarge => f.write_str("refused: larger than 1 GiB"),
        }
    }
}

/// Numbers of UTF-16 units before each block of a text.
#[derive(Debug, Clone, Default)]
struct Utf16Units {
    before: Vec<u32>,
}

/// Bytes of text between two kept numbers.
const BLOCK: usize = 256;

impl Utf16Units {
    fn new(text: &str) -> Self {
        let mut total = 0;
        let before = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let before = total;
                total += units(block) as u32;
                before
            })
            .collect();
        Self { before }
    }

    fn before(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        let block = (at / BLOCK).min(self.before.len().saturating_sub(1));
        let rest = text.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        self.before.get(block).copied().unwrap_or(0) as usize + units(rest)
    }
}

/// One unit for each character that begins here, two outside the basic plane.
fn units(bytes: &[u8]) -> usize {
    bytes.iter().map(|&b| usize::from((b as i8) >= -0x40) + usize::from(b >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, big: bool) -> Vec<u8> {
        let mark = if big { [0xFE, 0xFF] } else { [0xFF, 0xFE] };
        let units = text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() });
        mark.into_iter().chain(units).collect()
    }

    #[test]
    fn utf8_is_borrowed() {
        let d = decode("\u{FEFF}Đảng".as_bytes());
        assert!(matches!(d.text, Cow::Borrowed("Đảng")));
        assert_eq!(d.origin.raw_range(&d.text, 0..2), 3..5);
        assert_eq!(decode("Đảng".as_bytes()).origin.refusal(), None);
        assert_eq!(decode(b"").text, "");
    }

    #[test]
    fn utf16_leads_back_to_its_bytes() {
        let text = "Đảng 😀 bộ ".repeat(90);
        for big in [false, true] {
            let bytes = utf16_bytes(&text, big);
            let d = decode(&bytes);
            assert_eq!(d.text, text);
            assert_eq!(d.origin.refusal(), None);
            for (at, c) in text.char_indices() {
                let raw = d.origin.raw_range(&d.text, at..at + c.len_utf8());
                assert_eq!(&bytes[raw], &utf16_bytes(&c.to_string(), big)[2..]);
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_reason() {
        assert_eq!(decode(b"abc\0\0\0def").origin.refusal(), Some(&Refusal::Binary));
        let cut = decode(&"họp Đảng bộ".as_bytes()[..17]);
        assert_eq!(cut.text, "họp Đảng b\u{FFFD}");
        assert_eq!(cut.origin.refusal(), Some(&Refusal::Broken { at: 15 }));
        assert_eq!(cut.origin.raw_range(&cut.text, 15..18), 15..17);
        assert!(decode(b"\xFF\xFEA\0\x00\xD8").origin.refusal().is_some());
    }
}
