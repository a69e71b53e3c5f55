//! Cleaning: bytes in any encoding in, text in NFC out, with an account of what was changed and how often.
//!
//! For those who want clean text and no facts. Unlike [`Text`](super::Text), which only reads words as they
//! should be, this rewrites them: tones that stand on a wrong letter, and on request the placement of tones
//! and blanks that are wrong. It leaves its own output as it is: cleaning is repeated until nothing is
//! left to change.
//!
//! Refused is what [`decode`](super::decode) refuses. Damage is no reason: a text in English is clean, too.

use std::borrow::Cow;
use std::ops::Range;

use super::decode::{Decoded, decode, decode_as, decode_text};
use super::encoding::Encoding;
use super::normalize::{Changes, Normalized, normalize};
use super::offset::OffsetMap;
use super::origin::Origin;
use super::repair::repair;
use super::syllable::{ToneStyle, restyle_tones};

/// What to do beyond decoding and normalizing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cleaning {
    /// The encoding of the bytes; detected when `None`.
    pub encoding: Option<Encoding>,
    /// Where the tones of open syllables in oa, oe, uy go.
    pub tone: ToneStyle,
    /// Whether glued words are parted and split syllables joined: see [`repair`].
    pub blanks: bool,
}

/// What cleaning changed: numbers of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What normalization rewrote.
    pub changes: Changes,
    /// Tones that were moved to the other placement of two that are right: "uỷ" → "ủy".
    pub restyled: usize,
    /// Tones that stood on a wrong letter: "nghịêm" → "nghiệm".
    pub misplaced: usize,
    /// Syllables that a blank had split.
    pub joined: usize,
    /// Words that lacked a blank between them.
    pub parted: usize,
}

impl Tally {
    /// Adds the numbers of another text.
    pub fn add(&mut self, other: &Self) {
        self.changes.add(other.changes);
        self.restyled += other.restyled;
        self.misplaced += other.misplaced;
        self.joined += other.joined;
        self.parted += other.parted;
    }
}

/// A clean text, and where it came from.
#[derive(Debug, Clone)]
pub struct Cleaned<'a> {
    source: Cow<'a, str>,
    /// `None` where the source was clean.
    text: Option<String>,
    offsets: OffsetMap,
    origin: Origin,
    tally: Tally,
}

impl<'a> Cleaned<'a> {
    /// The text, in NFC.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.source)
    }

    /// The text; borrowed where the bytes were clean UTF-8.
    #[must_use]
    pub fn into_text(self) -> Cow<'a, str> {
        self.text.map_or(self.source, Cow::Owned)
    }

    /// Encoding, notes, and the refusal of bytes that are no text.
    #[must_use]
    pub const fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What was changed, and how often.
    #[must_use]
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// The bytes that stand behind a range of bytes of the text.
    #[must_use]
    pub fn raw_range(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = self.offsets.old_range(range.start, range.end);
        self.origin.raw_range(&self.source, start..end)
    }
}

/// Cleans bytes. Never fails: see [`Origin::refusal`] for bytes that are no text.
///
/// ```
/// use trichluc::text::clean::{Cleaning, clean};
/// use trichluc::text::syllable::ToneStyle;
/// let c = clean(b"\xA7\xB6ng b\xE9 x\xB7 t\xE6 ch\xF8c h\xE9i ngh\xDE", &Cleaning::default());
/// assert_eq!(c.text(), "Đảng bộ xã tổ chức hội nghị");
///
/// let new = Cleaning { tone: ToneStyle::New, blanks: true, ..Cleaning::default() };
/// let c = clean("Đảngbộ xã Hòa Bình".as_bytes(), &new);
/// assert_eq!(c.text(), "Đảng bộ xã Hoà Bình");
/// assert_eq!((c.tally().restyled, c.tally().parted), (1, 1));
/// ```
#[must_use]
pub fn clean<'a>(bytes: &'a [u8], how: &Cleaning) -> Cleaned<'a> {
    let decoded = how.encoding.map_or_else(|| decode(bytes), |encoding| decode_as(bytes, encoding));
    clean_decoded(decoded, how)
}

/// As [`clean`], for a text that is decoded already.
#[must_use]
pub fn clean_text<'a>(text: impl Into<Cow<'a, str>>, how: &Cleaning) -> Cleaned<'a> {
    clean_decoded(decode_text(text), how)
}

fn clean_decoded<'a>(decoded: Decoded<'a>, how: &Cleaning) -> Cleaned<'a> {
    let Decoded { source, mended, origin } = decoded;
    let mut done =
        Cleaned { source, text: None, offsets: OffsetMap::identity(), origin, tally: Tally::default() };
    if let Some(mended) = mended {
        done.text = Some(mended.text);
        done.offsets = mended.offsets;
    }
    done.tidy(how);
    // What was written may be read anew: "&amp;amp;#7879;", text garbled three times.
    while how.encoding.is_none() && done.text.is_some() && done.origin.refusal().is_none() {
        let Decoded { mended, origin, .. } = decode(done.text().as_bytes());
        if let Some(refusal) = origin.refusal() {
            done.origin.refuse(refusal.clone());
        }
        let Some(mended) = mended else { break };
        for note in origin.notes() {
            done.origin.note(note.clone());
        }
        done.put(Cow::Owned(mended.text), &mended.offsets);
        done.tidy(how);
    }
    done
}

impl Cleaned<'_> {
    /// Normalizes and repairs the present text until nothing changes.
    fn tidy(&mut self, how: &Cleaning) {
        loop {
            let mut text = self.text.take();
            let norm = text.as_deref().unwrap_or(&self.source);
            let Normalized { text: new, offsets, changes } = normalize(norm);
            let mut map = offsets;
            self.tally.changes.add(changes);
            let mut new = owned(new);

            if how.blanks {
                let repaired = repair(new.as_deref().unwrap_or(norm));
                self.tally.joined += repaired.joined;
                self.tally.parted += repaired.parted;
                if let Some(better) = owned(repaired.text) {
                    map = repaired.offsets.after(&map);
                    new = Some(better);
                }
            }
            let toned = restyle_tones(new.as_deref().unwrap_or(norm), how.tone);
            self.tally.restyled += toned.restyled;
            self.tally.misplaced += toned.misplaced;
            if let Some(better) = owned(toned.text) {
                map = toned.offsets.after(&map);
                new = Some(better);
            }

            let is_final = new.is_none();
            if let Some(new) = new {
                self.offsets = map.after(&self.offsets);
                text = Some(new);
            }
            self.text = text;
            if is_final {
                return;
            }
        }
    }

    fn put(&mut self, text: Cow<'_, str>, offsets: &OffsetMap) {
        self.offsets = offsets.after(&self.offsets);
        self.text = Some(text.into_owned());
    }
}

/// The text where it is a new one.
fn owned(text: Cow<'_, str>) -> Option<String> {
    match text {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text),
    }
}
