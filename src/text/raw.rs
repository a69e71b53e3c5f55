//! From bytes of the decoded text back to bytes of the file.

use std::ops::Range;

use super::encoding::Sink;
use super::offset::OffsetMap;

/// The way from a decoded text to the bytes that it was decoded from.
#[derive(Debug, Clone, Default)]
pub(crate) enum RawMap {
    /// The text is the bytes.
    #[default]
    Same,
    /// The text is the bytes behind so many of a mark.
    Behind(u32),
    /// UTF-16 behind so many bytes of a mark, up to the end of the bytes, which can lack half a unit.
    Utf16(u32, Utf16Units, usize),
    /// The text was made of the bytes piece by piece.
    Edits(OffsetMap),
}

impl RawMap {
    /// The bytes of the file behind a range of bytes of `text`.
    pub(crate) fn range(&self, text: &str, range: Range<usize>) -> Range<usize> {
        match self {
            Self::Same => range,
            Self::Behind(n) => range.start + *n as usize..range.end + *n as usize,
            Self::Utf16(n, units, len) => {
                let at = |byte| (units.before(text, byte) * 2 + *n as usize).min(*len);
                at(range.start)..at(range.end)
            }
            Self::Edits(map) => {
                let (start, end) = map.old_range(range.start, range.end);
                start..end
            }
        }
    }
}

/// Numbers of UTF-16 units before each block of a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Utf16Units {
    before: Vec<u32>,
}

/// Bytes of text between two kept numbers.
const BLOCK: usize = 256;

impl Utf16Units {
    /// Counts the blocks of `text`.
    pub(crate) fn new(text: &str) -> Self {
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

/// Reads UTF-8 with U+FFFD for each sequence that is none; returns their number.
pub(crate) fn lossy(bytes: &[u8], out: &mut Sink) -> usize {
    let (mut at, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        out.copy(chunk.valid());
        at += chunk.valid().len();
        let invalid = chunk.invalid().len();
        if invalid > 0 {
            out.put(char::REPLACEMENT_CHARACTER, at, invalid);
            at += invalid;
            broken += 1;
        }
    }
    broken
}
