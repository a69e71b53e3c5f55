//! How a text came out of bytes: its encoding, what was noted on the way, why it is refused, and the way back.

use std::ops::Range;

use super::encoding::Encoding;
use super::note::{Note, Refusal};
use super::raw::RawMap;

/// How bytes were read: encoding, notes, refusal, and the way back to the bytes.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    pub(super) encoding: Option<Encoding>,
    pub(super) notes: Vec<Note>,
    pub(super) refusal: Option<Refusal>,
    pub(super) raw: RawMap,
}

impl Origin {
    /// How a text came that something else has decoded: the reader of a Word file, a database.
    #[must_use]
    pub fn decoded_with(encoding: Encoding) -> Self {
        Self { encoding: Some(encoding), ..Self::default() }
    }

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

    /// Adds a note.
    pub(crate) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// Refuses a text for a reason found later, unless it is refused already.
    pub(crate) fn refuse(&mut self, why: Refusal) {
        self.refusal.get_or_insert(why);
    }

    /// Why no fact may be read from the text; `None` for a text in order.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// The bytes of the file behind a range of bytes of the source, which must be the one decoded along with
    /// this origin.
    #[must_use]
    pub fn raw_range(&self, source: &str, range: Range<usize>) -> Range<usize> {
        self.raw.range(source, range)
    }
}
