//! Normalization: one spelling for what looks the same, with the way back recorded.
//!
//! Rewritten are: text that is not in NFC, the Icelandic and African letters that stand in for Đ, Cyrillic
//! and Greek letters inside otherwise Latin words, full-width letters and digits, blanks and hyphens that no
//! keyboard types, and characters that do not show. What a reader of the text can treat alike at no cost
//! stays as it is: curly quotes and dashes, tone placement, i and y. So clean text is borrowed, not copied:
//! one pass over blocks of bytes finds that nothing in them is suspect.
//!
//! Normalizing twice equals normalizing once. Refused: compatibility forms (½, ², ligatures, №) say
//! something of their own and stay.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use super::compose::Vowel;
use super::look::{BLOCK, Kind, Look, PLAIN, is_clean, look};
use super::lookalike::{self, Words};
use super::offset::OffsetMap;

/// A normalized text and the way back to its source.
#[derive(Debug, Clone)]
pub struct Normalized<'a> {
    /// The source itself where nothing had to change.
    pub text: Cow<'a, str>,
    /// From bytes of `text` to bytes of the source.
    pub offsets: OffsetMap,
    /// What was rewritten, and how often.
    pub changes: Changes,
}

/// What normalization rewrote: numbers of places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// Letters and their marks composed or put into canonical order.
    pub composed: usize,
    /// A mark that stood apart from its vowel ("la ̀") put on it.
    pub reattached: usize,
    /// Ð or Ɖ that stood for Đ.
    pub d_stroke: usize,
    /// Cyrillic and Greek letters inside Latin words.
    pub lookalikes: usize,
    /// Full-width digits, letters and signs.
    pub full_width: usize,
    /// Blanks of other shapes made a plain blank or a line break.
    pub blanks: usize,
    /// Hyphens of other shapes made a plain hyphen.
    pub hyphens: usize,
    /// Characters that do not show, deleted.
    pub invisible: usize,
}

impl Changes {
    /// Number of places rewritten in all.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.composed
            + self.reattached
            + self.d_stroke
            + self.lookalikes
            + self.full_width
            + self.blanks
            + self.hyphens
            + self.invisible
    }

    /// Adds the numbers of another text or pass.
    pub fn add(&mut self, other: Self) {
        self.composed += other.composed;
        self.reattached += other.reattached;
        self.d_stroke += other.d_stroke;
        self.lookalikes += other.lookalikes;
        self.full_width += other.full_width;
        self.blanks += other.blanks;
        self.hyphens += other.hyphens;
        self.invisible += other.invisible;
    }
}

/// Normalizes a text of less than 4 GiB.
///
/// ```
/// use trichluc::text::normalize;
/// let n = normalize("Ha\u{300} No\u{323}\u{302}i, nga\u{300}y １８");
/// assert_eq!(n.text, "Hà Nội, ngày 18");
/// assert_eq!(n.offsets.old_range(4, 9), (5, 12)); // "Nội" behind its eight decomposed bytes
/// assert!(matches!(normalize("Hà Nội").text, std::borrow::Cow::Borrowed(_)));
/// ```
#[must_use]
pub fn normalize(source: &str) -> Normalized<'_> {
    let mut done = pass(source);
    // What one pass wrote may let the next one see more: a mark apart from a vowel that was Cyrillic. Each
    // pass that changes something leaves less to change; clean text costs one look.
    while let Cow::Owned(text) = &done.text {
        let again = pass(text);
        let Cow::Owned(text) = again.text else { break };
        done.offsets = again.offsets.after(&done.offsets);
        done.changes.add(again.changes);
        done.text = Cow::Owned(text);
    }
    done
}

fn pass(source: &str) -> Normalized<'_> {
    let bytes = source.as_bytes();
    let mut w = Writer { source, out: String::new(), copied: 0, offsets: OffsetMap::default() };
    let mut changes = Changes::default();
    let mut words = Words::new(source);
    let mut i = 0;
    while i < bytes.len() {
        if let Some(block) = bytes.get(i..i + BLOCK + 2)
            && is_clean(block)
        {
            i += BLOCK;
            continue;
        }
        let stop = (i + BLOCK).min(bytes.len());
        while i < stop {
            if PLAIN[usize::from(bytes[i])] {
                i += 1;
                continue;
            }
            if let Some(end) = w.compose(i) {
                changes.composed += 1;
                i = end;
                continue;
            }
            let Some(c) = source.get(i..).and_then(|s| s.chars().next()) else {
                // A block may begin inside a character that the block before has dealt with.
                i += 1;
                continue;
            };
            i = match look(c) {
                Look::Clean => i + c.len_utf8(),
                look => w.rewrite(i, c, look, &mut words, &mut changes),
            };
        }
    }
    w.finish(changes)
}

/// The new text as it grows, and how far the source has gone into it.
struct Writer<'a> {
    source: &'a str,
    out: String,
    /// Bytes of the source that stand in `out` already.
    copied: usize,
    offsets: OffsetMap,
}

impl<'a> Writer<'a> {
    /// Deals with the suspect character `c` at byte `at` and with everything that hangs on it; returns the
    /// byte where reading goes on.
    fn rewrite(&mut self, at: usize, c: char, look: Look, words: &mut Words<'a>, n: &mut Changes) -> usize {
        // Marks belong to the character before them, and marks behind an invisible character do too.
        let mut start = at;
        let mut parted = false;
        if matches!(look, Look::Mark | Look::Invisible | Look::Joiner) {
            start = self.before(at);
            if look == Look::Mark && self.is_parted_mark(start, c) {
                start = self.before(start);
                parted = true;
            }
        }
        if look == Look::Mark
            && let Some((letter, end)) = vietnamese(self.source, start, at, parted)
        {
            let mut buffer = [0; 4];
            self.replace(start, end, letter.encode_utf8(&mut buffer));
            if parted {
                n.reattached += 1;
            } else {
                n.composed += 1;
            }
            return end;
        }
        self.cluster(start, at, words, n)
    }

    /// The frequent case, in bytes: an ASCII vowel, one or two marks from byte `at` on, and an ASCII
    /// character behind them. Returns the byte behind the marks.
    #[inline]
    fn compose(&mut self, at: usize) -> Option<usize> {
        let bytes = self.source.as_bytes();
        let start = at.checked_sub(1).filter(|&s| s >= self.copied)?;
        let (base, first) = (*bytes.get(start)?, mark(bytes, at)?);
        let mut vowel = Vowel::of(char::from(base)).filter(|_| base < 0x80)?.with(first)?;
        let mut end = at + 2;
        if let Some(second) = mark(bytes, end) {
            vowel = vowel.with(second)?;
            end += 2;
        }
        if bytes.get(end).is_some_and(|&b| b >= 0x80) {
            return None;
        }
        self.reserve();
        self.out.push_str(self.source.get(self.copied..start)?);
        let from = self.out.len();
        self.out.push(vowel.letter());
        self.offsets.push(from..self.out.len(), start..end);
        self.copied = end;
        Some(end)
    }

    /// Makes room for the whole text, once it is clear that it must be copied.
    #[inline]
    fn reserve(&mut self) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.source.len());
        }
    }

    /// The general case: a character, the marks on it, and what does not show among them.
    fn cluster(&mut self, start: usize, at: usize, words: &mut Words<'a>, n: &mut Changes) -> usize {
        let source = self.source;
        let mut kept = String::new();
        let mut end = start;
        let mut before = source.get(..start).and_then(|s| s.chars().next_back());
        let mut deleted = 0;
        for (k, c) in source.get(start..).unwrap_or_default().char_indices() {
            let place = start + k;
            let look = look(c);
            if place > at && !matches!(look, Look::Mark | Look::Invisible | Look::Joiner) {
                break;
            }
            end = place + c.len_utf8();
            match look {
                Look::Invisible => deleted += 1,
                Look::Joiner if before.is_none_or(is_western) => deleted += 1,
                Look::As(other, kind) => {
                    kept.push(other);
                    match kind {
                        Kind::FullWidth => n.full_width += 1,
                        Kind::Blank => n.blanks += 1,
                        Kind::Hyphen => n.hyphens += 1,
                    }
                }
                Look::Lookalike => match words.replacement(place, c) {
                    Some('Đ' | 'đ') if !lookalike::is_foreign(c) => {
                        kept.push(if c.is_uppercase() { 'Đ' } else { 'đ' });
                        n.d_stroke += 1;
                    }
                    Some(latin) => {
                        kept.push(latin);
                        n.lookalikes += 1;
                    }
                    None => kept.push(c),
                },
                Look::Clean | Look::Mark | Look::Joiner => kept.push(c),
            }
            before = Some(c);
        }
        let composed: String = kept.nfc().collect();
        n.invisible += deleted;
        n.composed += usize::from(composed != kept);
        self.replace(start, end, &composed);
        end
    }

    /// Start of the character before `at`, unless it has been written already.
    fn before(&self, at: usize) -> usize {
        let open = self.source.get(self.copied..at).unwrap_or_default();
        at - open.chars().next_back().map_or(0, char::len_utf8)
    }

    /// Whether the character at `start` is a blank between a vowel and the tone or quality mark that
    /// belongs on it: "la ̀".
    fn is_parted_mark(&self, start: usize, mark: char) -> bool {
        let open = self.source.get(self.copied..).unwrap_or_default();
        open.get(start - self.copied..).is_some_and(|s| s.starts_with(' '))
            && open
                .get(..start - self.copied)
                .and_then(|s| s.chars().next_back())
                .and_then(Vowel::of)
                .is_some_and(|v| v.with(mark).is_some())
    }

    /// Writes `new` for bytes `start..end` of the source, and the source up to there. What the two have in
    /// common at their ends is not part of the recorded change.
    fn replace(&mut self, start: usize, end: usize, new: &str) {
        let old = self.source.get(start..end).unwrap_or_default();
        if old == new {
            return;
        }
        let head: usize =
            old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
        let (old, new) = (&old[head..], &new[head..]);
        self.reserve();
        self.out.push_str(self.source.get(self.copied..start + head).unwrap_or_default());
        let from = self.out.len();
        self.out.push_str(new);
        // A character for one of the same length needs no entry: places run on evenly.
        if old.len() != new.len() || old.chars().nth(1).is_some() || new.chars().nth(1).is_some() {
            self.offsets.push(from..self.out.len(), start + head..end);
        }
        self.copied = end;
    }

    fn finish(mut self, changes: Changes) -> Normalized<'a> {
        if self.copied == 0 {
            return Normalized { text: Cow::Borrowed(self.source), offsets: self.offsets, changes };
        }
        self.out.push_str(self.source.get(self.copied..).unwrap_or_default());
        Normalized { text: Cow::Owned(self.out), offsets: self.offsets, changes }
    }
}

/// The combining mark of two bytes at `at`.
#[inline]
fn mark(bytes: &[u8], at: usize) -> Option<char> {
    match bytes.get(at..at + 2)? {
        &[0xCC, low] => char::from_u32(0x2C0 + u32::from(low)),
        _ => None,
    }
}

/// The Vietnamese letter made of the vowel at `start` and the marks from `at` on, and the byte behind it;
/// `None` where a mark follows that Vietnamese lacks, or one that general composition must look at.
#[inline]
fn vietnamese(source: &str, start: usize, at: usize, parted: bool) -> Option<(char, usize)> {
    let base = source.get(start..at)?;
    let mut chars = base.chars();
    let mut vowel = Vowel::of(chars.next()?)?;
    if !(chars.as_str().is_empty() || parted && chars.as_str() == " ") {
        return None;
    }
    let mut end = at;
    for c in source.get(at..)?.chars() {
        match look(c) {
            Look::Mark => vowel = vowel.with(c)?,
            Look::Invisible | Look::Joiner => return None,
            _ => break,
        }
        end += c.len_utf8();
    }
    Some((vowel.letter(), end))
}

/// Letters and signs of the scripts in which a joiner has nothing to do.
fn is_western(c: char) -> bool {
    c < '\u{590}' || ('\u{1E00}'..'\u{2190}').contains(&c)
}
