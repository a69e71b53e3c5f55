//! From the normalized text back to the source: recorded while normalizing, never recovered afterwards.

use super::span::{SourceSpan, Span};

/// Maps byte ranges of the normalized text to byte ranges of the source.
///
/// Where the two texts are the same nothing is stored; each rewritten piece is one entry, and is mapped as a
/// whole: a range that touches a part of it maps to all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    edits: Vec<Edit>,
}

/// One rewritten piece: `norm` bytes stand for `source` bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    norm: Span,
    source: SourceSpan,
}

impl OffsetMap {
    /// Records that `norm_len` bytes at `norm_start` stand for `source_len` bytes at `source_start`.
    /// Pieces come in the order of the text.
    pub fn push(&mut self, norm_start: u32, norm_len: u32, source_start: u32, source_len: u32) {
        self.edits.push(Edit {
            norm: Span { start: norm_start, end: norm_start + norm_len },
            source: SourceSpan { start: source_start, end: source_start + source_len },
        });
    }

    /// Whether the two texts are the same.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty()
    }

    /// The source bytes that a range of the normalized text was made from.
    #[must_use]
    pub fn to_source(&self, span: Span) -> SourceSpan {
        SourceSpan { start: self.start_of(span.start), end: self.end_of(span.end) }
    }

    fn start_of(&self, at: u32) -> u32 {
        let k = self
            .edits
            .partition_point(|e| e.norm.start <= at && !(e.norm.start == e.norm.end && e.norm.start == at));
        match k.checked_sub(1).and_then(|k| self.edits.get(k)) {
            None => at,
            Some(e) if at < e.norm.end => e.source.start,
            Some(e) => e.source.end + (at - e.norm.end),
        }
    }

    fn end_of(&self, at: u32) -> u32 {
        let k = self.edits.partition_point(|e| e.norm.start < at);
        match k.checked_sub(1).and_then(|k| self.edits.get(k)) {
            None => at,
            Some(e) if at < e.norm.end => e.source.end,
            Some(e) => e.source.end + (at - e.norm.end),
        }
    }
}
