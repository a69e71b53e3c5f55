//! From bytes to characters, with the way back to the bytes.
//!
//! Two steps are kept apart. The *source* is what the bytes say as Unicode, or in the legacy encoding that
//! they are in; spans in records count in it, and anyone who opens the file sees it. The *text* is what a
//! reader makes of that where Unicode was misused: character references, UTF-8 garbled by a wrong reading,
//! VIQR, a font's letters saved as Latin-1. It has a map into the source.
//!
//! The byte-order mark is trusted, then valid UTF-8, then the syllables: see [`detect`]. A named encoding
//! overrules all of that. Everything that was changed or doubtful on the way is noted, and what is no text,
//! or could as well be another one, is refused: the [`Decoded`] text then has a [`Refusal`], and no fact may
//! be read from it. Decoding never fails and never guesses in silence.

use std::borrow::Cow;

use super::detect::{self, Found};
use super::encoding::{self, Encoding, Sink};
use super::note::{Note, Refusal};
use super::offset::OffsetMap;
use super::origin::Origin;
use super::raw::{self, RawMap, Utf16Units};

/// A decoded text and where it came from.
#[derive(Debug, Clone)]
pub struct Decoded<'a> {
    /// What the bytes say: what spans in a record count in. Borrowed where the bytes are UTF-8.
    pub source: Cow<'a, str>,
    /// What the source stands for, where that is another text.
    pub mended: Option<Mended>,
    /// How the bytes were read.
    pub origin: Origin,
}

/// A text that was made of the source.
#[derive(Debug, Clone)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// From its bytes to those of the source.
    pub offsets: OffsetMap,
}

impl Decoded<'_> {
    /// The text to read.
    #[must_use]
    pub fn text(&self) -> &str {
        self.mended.as_ref().map_or(&self.source, |m| &m.text)
    }
}

/// Largest input: any encoding makes at most three bytes of one, and maps count in 32 bits.
const LARGEST: usize = u32::MAX as usize / 4;

/// Decodes bytes in whatever encoding they are.
///
/// ```
/// use trichluc::text::{Encoding, decode};
/// let d = decode(b"\xFF\xFEH\0\xE0\0");
/// assert_eq!(d.text(), "Hà");
/// assert_eq!(d.origin.encoding(), Encoding::Utf16Le);
/// assert_eq!(d.origin.raw_range(&d.source, 1..3), 4..6);
///
/// // "Đảng bộ xã tổ chức hội nghị" as a font of the nineties has it.
/// let d = decode(b"\xA7\xB6ng b\xE9 x\xB7 t\xE6 ch\xF8c h\xE9i ngh\xDE");
/// assert_eq!(d.source, "Đảng bộ xã tổ chức hội nghị");
/// assert_eq!(d.origin.encoding(), Encoding::Tcvn3);
/// ```
#[must_use]
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if bytes.len() > LARGEST {
        return refused(Refusal::TooLarge);
    }
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, Encoding::Utf16Le, 2),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, Encoding::Utf16Be, 2),
        _ => match unmarked_utf16(bytes) {
            Some(encoding) => utf16(bytes, encoding, 0),
            None => utf8(bytes),
        },
    };
    mend(references(decoded))
}

/// Decodes bytes in the encoding that the user names; nothing is detected. Bytes that the encoding cannot
/// have written become U+FFFD and are noted, but refused only where most of the text is such.
///
/// ```
/// use trichluc::text::{Encoding, decode_as};
/// assert_eq!(decode_as(b"Chi b\xE9", Encoding::Tcvn3).text(), "Chi bộ");
/// ```
#[must_use]
pub fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    if bytes.len() > LARGEST {
        return refused(Refusal::TooLarge);
    }
    let mut decoded = match encoding {
        Encoding::Utf8 => strict_utf8(bytes),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let skip = if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) { 2 } else { 0 };
            utf16(bytes.get(skip..).unwrap_or_default(), encoding, skip as u32)
        }
        Encoding::Garbled | Encoding::Viqr => named_over_utf8(strict_utf8(bytes), encoding),
        _ => {
            let (out, notes) = legacy(detect::read_all(bytes, encoding), encoding);
            from_sink(out, encoding, notes)
        }
    };
    decoded.origin.encoding = Some(encoding);
    if let Some(Refusal::Broken { .. }) = decoded.origin.refusal {
        let broken = decoded.source.matches(char::REPLACEMENT_CHARACTER).count();
        if broken * 20 < decoded.source.chars().count() {
            decoded.origin.refusal = None;
        }
    }
    decoded
}

/// As [`decode`], for bytes whose container declares an encoding. A declaration can lie: it is followed only
/// where the bytes are no UTF-8 and nothing can be told from them.
#[must_use]
pub fn decode_declared(bytes: &[u8], declared: Encoding) -> Decoded<'_> {
    let decoded = decode(bytes);
    if decoded.origin.encoding() == declared {
        return decoded;
    }
    if decoded.origin.refusal.as_ref().is_some_and(Refusal::is_doubt) {
        let named = decode_as(bytes, declared);
        if named.origin.refusal.is_none() && named.origin.notes.is_empty() {
            return named;
        }
    }
    let mut decoded = decoded;
    decoded.origin.notes.push(Note::Declared(declared));
    decoded
}

/// As [`decode`], for a text that something else has decoded: a page's text, a cell of a table.
#[must_use]
pub fn decode_text<'a>(source: impl Into<Cow<'a, str>>) -> Decoded<'a> {
    let source = source.into();
    if source.len() > LARGEST {
        return refused(Refusal::TooLarge);
    }
    let origin = Origin { encoding: Some(Encoding::Utf8), ..Origin::default() };
    mend(references(Decoded { source, mended: None, origin }))
}

/// Bytes that should be UTF-8, and are looked at closely where they are not.
fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let mut decoded = strict_utf8(bytes);
    if is_binary(bytes) {
        decoded.origin.refusal = Some(Refusal::Binary);
        return decoded;
    }
    if decoded.origin.refusal.is_none() {
        return decoded;
    }
    let found = detect::in_bytes(bytes);
    if let Some((a, b)) = found.close {
        decoded.origin.refusal = Some(Refusal::Close(a, b));
        return decoded;
    }
    if found.shares.first().is_none_or(|&(e, _)| e == Encoding::Utf8) && found.unread.is_some() {
        if !is_mostly_utf8(&decoded.source) {
            decoded.origin.refusal = Some(Refusal::Unknown);
        }
        return decoded;
    }
    let (encoding, mut notes, refusal) = judge(&found);
    let (out, more) = legacy(found.out, encoding);
    notes.extend(more);
    let mut decoded = from_sink(out, encoding, notes);
    decoded.origin.refusal = refusal;
    decoded
}

/// Whether more characters beyond ASCII could be decoded than not.
fn is_mostly_utf8(lossy: &str) -> bool {
    let broken = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    lossy.chars().filter(|c| !c.is_ascii()).count() > 2 * broken
}

/// UTF-8 and nothing else, with U+FFFD for what is none. A byte-order mark is left out.
fn strict_utf8(bytes: &[u8]) -> Decoded<'_> {
    let (skip, rest) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (3, rest),
        _ => (0, bytes),
    };
    let raw = if skip == 0 { RawMap::Same } else { RawMap::Behind(skip) };
    let mut origin = Origin { encoding: Some(Encoding::Utf8), raw, ..Origin::default() };
    let source = match simdutf8::compat::from_utf8(rest) {
        Ok(text) => Cow::Borrowed(text),
        Err(e) => {
            let mut out = Sink::default();
            let broken = raw::lossy(rest, &mut out);
            origin.raw = RawMap::Edits(out.map.shifted(skip));
            origin.notes.push(Note::Undecodable(broken));
            origin.refusal = Some(Refusal::Broken { at: e.valid_up_to() + skip as usize });
            Cow::Owned(out.text)
        }
    };
    Decoded { source, mended: None, origin }
}

/// UTF-16 behind `skip` bytes of a mark. A lone surrogate and a last odd byte become U+FFFD.
fn utf16(bytes: &[u8], encoding: Encoding, skip: u32) -> Decoded<'static> {
    let codec = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    let (text, had_errors) = codec.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let mut origin = Origin { encoding: Some(encoding), ..Origin::default() };
    origin.raw = RawMap::Utf16(skip, Utf16Units::new(&text), skip as usize + bytes.len());
    if had_errors {
        let broken = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
        let first = text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0);
        let at = origin.raw.range(&text, first..first).start;
        origin.notes.push(Note::Undecodable(broken));
        origin.refusal = Some(Refusal::Broken { at });
    }
    if is_binary(text.as_bytes()) {
        origin.refusal = Some(Refusal::Binary);
    }
    Decoded { source: Cow::Owned(text), mended: None, origin }
}

/// UTF-16 without a mark: every other byte of Western letters is zero, and the rest decodes.
fn unmarked_utf16(bytes: &[u8]) -> Option<Encoding> {
    let sample = bytes.get(..bytes.len().min(4096) & !1)?;
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, units) = (zeros(0), zeros(1), sample.len() / 2);
    let encoding = match (even, odd) {
        (0, odd) if odd * 3 > units => Encoding::Utf16Le,
        (even, 0) if even * 3 > units => Encoding::Utf16Be,
        _ => return None,
    };
    let codec = if encoding == Encoding::Utf16Be { encoding_rs::UTF_16BE } else { encoding_rs::UTF_16LE };
    codec.decode_without_bom_handling_and_without_replacement(sample).map(|_| encoding)
}

/// Whether there are NUL bytes, or more control characters than any legacy encoding puts letters on.
fn is_binary(bytes: &[u8]) -> bool {
    if memchr::memchr(0, bytes).is_some() {
        return true;
    }
    let sample = bytes.get(..4096).unwrap_or(bytes);
    let controls = sample.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    controls * 25 > sample.len()
}

/// Resolves character references in a text that is decoded.
fn references(mut decoded: Decoded<'_>) -> Decoded<'_> {
    if let Some((out, n)) = encoding::resolve_references(decoded.text()) {
        over(&mut decoded, out);
        decoded.origin.notes.push(Note::References(n));
    }
    decoded
}

/// Looks for garbled and legacy text in what is Unicode by its bytes.
fn mend(mut decoded: Decoded<'_>) -> Decoded<'_> {
    let is_unicode =
        matches!(decoded.origin.encoding(), Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be);
    if !is_unicode || decoded.origin.refusal.is_some() {
        return decoded;
    }
    let Some(found) = detect::in_text(decoded.text()) else { return decoded };
    if let Some((a, b)) = found.close {
        decoded.origin.refusal = Some(Refusal::Close(a, b));
        return decoded;
    }
    let (encoding, notes, refusal) = judge(&found);
    let (out, more) = legacy(found.out, encoding);
    over(&mut decoded, out);
    decoded.origin.encoding = Some(encoding);
    decoded.origin.notes.extend(notes.into_iter().chain(more));
    decoded.origin.refusal = refusal;
    decoded
}

/// Reads a Unicode text in an encoding that is written with Unicode characters.
fn named_over_utf8(mut decoded: Decoded<'_>, encoding: Encoding) -> Decoded<'_> {
    if encoding == Encoding::Viqr {
        let mut out = Sink::default();
        encoding.read(decoded.source.as_bytes(), &mut out);
        over(&mut decoded, out);
        return decoded;
    }
    for _ in 0..2 {
        let Some(out) = encoding::undo_garbled(decoded.text()) else { break };
        over(&mut decoded, out);
    }
    decoded
}

/// Encoding, notes and refusal of a detection.
fn judge(found: &Found) -> (Encoding, Vec<Note>, Option<Refusal>) {
    let encoding = found.shares.first().map_or(Encoding::Utf8, |&(e, _)| e);
    let mut notes = Vec::new();
    if found.shares.len() > 1 {
        notes.push(Note::Mixed(found.shares.iter().map(|&(e, _)| e).collect()));
    }
    let mut refusal = None;
    if let Some(at) = found.unread {
        notes.push(Note::UnreadLines(found.unread_lines));
        if found.unread_lines * 10 > found.marked_lines {
            refusal = Some(Refusal::Broken { at });
        }
    }
    (encoding, notes, refusal)
}

/// Puts back or notes what a legacy encoding loses.
fn legacy(mut out: Sink, encoding: Encoding) -> (Sink, Vec<Note>) {
    let mut notes = Vec::new();
    if encoding == Encoding::Tcvn3 {
        if !out.text.contains(['ư', 'Ư']) {
            let restored = encoding::restore_u_horn(&mut out);
            if restored > 0 {
                notes.push(Note::RestoredUHorn(restored));
            }
        }
        let doubtful = encoding::doubtful_capitals(&out.text);
        if doubtful > 0 {
            notes.push(Note::LostCapitals(doubtful));
        }
    }
    (out, notes)
}

/// A source that was read piece by piece.
fn from_sink(out: Sink, encoding: Encoding, notes: Vec<Note>) -> Decoded<'static> {
    let origin = Origin { encoding: Some(encoding), notes, raw: RawMap::Edits(out.map), ..Origin::default() };
    Decoded { source: Cow::Owned(out.text), mended: None, origin }
}

/// Puts a text that was made of the present one in its place.
fn over(decoded: &mut Decoded<'_>, out: Sink) {
    let offsets = match &decoded.mended {
        Some(before) => out.map.after(&before.offsets),
        None => out.map,
    };
    decoded.mended = Some(Mended { text: out.text, offsets });
}

fn refused(refusal: Refusal) -> Decoded<'static> {
    let origin = Origin { refusal: Some(refusal), ..Origin::default() };
    Decoded { source: Cow::Borrowed(""), mended: None, origin }
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
        assert!(matches!(d.source, Cow::Borrowed("Đảng")));
        assert_eq!(d.origin.raw_range(&d.source, 0..2), 3..5);
        assert_eq!(decode("Đảng".as_bytes()).origin.refusal(), None);
        assert_eq!(decode(b"").source, "");
    }

    #[test]
    fn utf16_leads_back_to_its_bytes() {
        let text = "Đảng 😀 bộ ".repeat(90);
        for big in [false, true] {
            let bytes = utf16_bytes(&text, big);
            let d = decode(&bytes);
            assert_eq!(d.source, text);
            assert_eq!(d.origin.refusal(), None);
            for (at, c) in text.char_indices() {
                let raw = d.origin.raw_range(&d.source, at..at + c.len_utf8());
                assert_eq!(&bytes[raw], &utf16_bytes(&c.to_string(), big)[2..]);
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_reason() {
        assert_eq!(decode(b"abc\0\0\0def").origin.refusal(), Some(&Refusal::Binary));
        let cut = decode(&"họp Đảng bộ".as_bytes()[..17]);
        assert_eq!(cut.source, "họp Đảng b\u{FFFD}");
        assert_eq!(cut.origin.refusal(), Some(&Refusal::Broken { at: 15 }));
        assert_eq!(cut.origin.raw_range(&cut.source, 15..18), 15..17);
        assert!(decode(b"\xFF\xFEA\0\x00\xD8").origin.refusal().is_some());
    }
}
