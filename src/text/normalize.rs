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
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::compose::Vowel;
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
        if let Some(block) = bytes.get(i..=i + BLOCK)
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

/// Bytes that are looked at together.
const BLOCK: usize = 64;

/// Whether no character that begins in the block can need rewriting. The last byte is only looked at to
/// judge the one before it.
#[inline]
fn is_clean(block: &[u8]) -> bool {
    let (Some(now), Some(next)) = (block.get(..BLOCK), block.get(1..=BLOCK)) else { return false };
    let mut suspect = 0u8;
    for (&b, &n) in now.iter().zip(next) {
        // U+00D0 and U+00F0, U+0189; of U+1000–U+1FFF only the letters of U+1E80–U+1EFF are clean.
        let pair = ((b == 0xC3) & ((n == 0x90) | (n == 0xB0)))
            | ((b == 0xC6) & (n == 0x89))
            | ((b == 0xE1) & (n != 0xBA) & (n != 0xBB));
        let lead = (b == 0xC2) | ((0xC7..0xE1).contains(&b)) | (b > 0xE1);
        suspect |= u8::from(pair | lead);
    }
    suspect == 0
}

/// Bytes after which nothing has to be looked at: ASCII, and bytes inside a character.
static PLAIN: [bool; 256] = {
    let mut t = [false; 256];
    let mut i = 0;
    while i < 256 {
        t[i] = i < 0xC2 || i == 0xC4 || i == 0xC5;
        i += 1;
    }
    t
};

/// What is to be done with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Stays, and composes with nothing before it.
    Clean,
    /// May compose with what stands before it, or is not in NFC itself.
    Mark,
    /// Does not show.
    Invisible,
    /// Joins or parts emoji and the letters of other scripts; does not show inside Latin words.
    Joiner,
    /// Is written with another character.
    As(char, Kind),
    /// Could stand for Đ, or for a Latin letter.
    Lookalike,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    FullWidth,
    Blank,
    Hyphen,
}

#[inline]
fn look(c: char) -> Look {
    match c {
        '\0'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{CF}' => Look::Clean,
        '\u{D0}' | '\u{F0}' | '\u{189}' | '\u{256}' => Look::Lookalike,
        '\u{D1}'..='\u{2FF}' | '\u{1E00}'..='\u{1EFF}' => Look::Clean,
        '\u{300}'..='\u{36F}' => Look::Mark,
        '\u{85}' | '\u{2028}' | '\u{2029}' => Look::As('\n', Kind::Blank),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Look::As(' ', Kind::Blank)
        }
        '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => Look::Invisible,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Look::Invisible,
        '\u{200C}' | '\u{200D}' => Look::Joiner,
        '\u{2010}' | '\u{2011}' | '\u{2212}' => Look::As('-', Kind::Hyphen),
        '\u{2012}'..='\u{2027}' | '\u{2030}'..='\u{205E}' => Look::Clean,
        '\u{FF10}'..='\u{FF19}'
        | '\u{FF21}'..='\u{FF3A}'
        | '\u{FF41}'..='\u{FF5A}'
        | '\u{FF0D}'..='\u{FF0F}' => match char::from_u32(c as u32 - 0xFEE0) {
            Some(ascii) => Look::As(ascii, Kind::FullWidth),
            None => Look::Clean,
        },
        _ if lookalike::latin(c).is_some() => Look::Lookalike,
        '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}' => Look::Clean,
        _ if is_boundary(c) => Look::Clean,
        _ => Look::Mark,
    }
}

/// Whether the character is in NFC and composes with nothing before it.
fn is_boundary(c: char) -> bool {
    canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn norm(s: &str) -> String {
        normalize(s).text.into_owned()
    }

    #[test]
    fn clean_text_is_borrowed() {
        let clean = "“Đảng ủy” – Nghị quyết số 05-NQ/TW… ‘hoà’ và hòa; Ñ, ü, ß, œ, 日本, Привет. ".repeat(20);
        let n = normalize(&clean);
        assert!(matches!(n.text, Cow::Borrowed(_)), "{:?}", n.changes);
        assert!(n.offsets.is_identity());
    }

    #[test]
    fn marks_are_composed_in_any_order() {
        for s in ["Vie\u{323}\u{302}t", "Vie\u{302}\u{323}t", "Viê\u{323}t", "Viẹ\u{302}t"] {
            assert_eq!(norm(s), "Việt");
        }
        assert_eq!(norm("tie\u{301}\u{302}n"), "tiến", "the tone was typed first");
        assert_eq!(norm("la \u{300} đê \u{300} xuâ \u{301} t"), "là đề xuấ t");
        assert_eq!(norm("e\u{200B}\u{301}"), "é");
        assert_eq!(norm("x\u{301}\u{323}"), "x\u{323}\u{301}");
        assert_eq!(norm("\u{301}a"), "\u{301}a");
    }

    #[test]
    fn stand_ins_for_d_stroke_are_read_by_their_word() {
        assert_eq!(norm("Ðảng uỷ, ðồng chí, lệÐảng, Ɖại hội"), "Đảng uỷ, đồng chí, lệĐảng, Đại hội");
        assert_eq!(norm("Quyết định 12-QÐ/ÐU"), "Quyết định 12-QĐ/ĐU");
        assert_eq!(norm("Það er rok, MEÐ ÞVÍ"), "Það er rok, MEÐ ÞVÍ");
    }

    #[test]
    fn other_alphabets_stay_out_of_latin_words() {
        assert_eq!(norm("Đảng bộ cоquаn"), "Đảng bộ coquan");
        assert_eq!(norm("hо\u{300}a"), "hòa");
        assert_eq!(norm("Москва, сор, α-tocopherol, Ωmega"), "Москва, сор, α-tocopherol, Ωmega");
    }

    #[test]
    fn blanks_digits_and_what_does_not_show() {
        assert_eq!(norm("１８／５ ngày\u{A0}18\u{2011}5\u{200B}\u{AD}\u{FEFF}"), "18/5 ngày 18-5");
        assert_eq!(norm("a\u{200D}b 👩\u{200D}💻 x\u{A0}\u{300}"), "ab 👩\u{200D}💻 x \u{300}");
    }

    fn hard() -> impl Strategy<Value = String> {
        let parts = [
            "a",
            "e",
            "o",
            "ư",
            "Ê",
            "y",
            " ",
            "n",
            "\u{300}",
            "\u{301}",
            "\u{302}",
            "\u{323}",
            "\u{31B}",
            "\u{309}",
            "\u{200B}",
            "\u{200D}",
            "\u{A0}",
            "Ð",
            "ð",
            "о",
            "е",
            "й",
            "Α",
            "ệ",
            "đ",
            "\u{AD}",
            "１",
            "한",
            "\u{1100}\u{1161}",
            "क",
            "\u{93C}",
            "\u{212B}",
            "\u{F900}",
            "👩",
            "\u{344}",
            "\n",
        ];
        proptest::collection::vec(proptest::sample::select(parts.to_vec()), 0..90).prop_map(|v| v.concat())
    }

    proptest! {
        #[test]
        fn the_result_is_nfc_and_stays(s in prop_oneof![hard(), ".{0,200}"]) {
            let once = norm(&s);
            prop_assert!(unicode_normalization::is_nfc(&once), "{:?}", once);
            prop_assert_eq!(normalize(&once).text, once.as_str());
        }

        #[test]
        fn every_character_leads_back_to_characters(s in prop_oneof![hard(), ".{0,200}"]) {
            let n = normalize(&s);
            let mut last = 0;
            for (at, c) in n.text.char_indices() {
                let (start, end) = n.offsets.old_range(at, at + c.len_utf8());
                let piece = s.get(start..end);
                prop_assert!(piece.is_some_and(|p| !p.is_empty()), "{:?} {}..{}", n.text, start, end);
                prop_assert!(start >= last);
                if c.is_ascii_alphanumeric() && piece.unwrap().is_ascii() {
                    prop_assert_eq!(piece.unwrap(), c.to_string());
                }
                last = start;
            }
        }

        #[test]
        fn other_text_gets_plain_nfc(s in "[a-zA-Zéüñç한क日\u{300}-\u{36F} ]{0,60}") {
            use unicode_normalization::UnicodeNormalization as _;
            let n = normalize(&s);
            if n.changes.reattached == 0 {
                let tone_first: String = n.text.nfd().collect();
                let mut both: [Vec<char>; 2] = [tone_first.chars().collect(), s.nfd().collect()];
                both.iter_mut().for_each(|v| v.sort_unstable());
                prop_assert_eq!(&both[0], &both[1]);
            }
        }
    }
}
