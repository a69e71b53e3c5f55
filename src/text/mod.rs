//! From bytes to a text that rules can read: decoded, normalized, cut into tokens, sentences and lines.
//!
//! [`Text::from_bytes`] cannot fail: bytes that are no text give a text that says so. Everything keeps the way
//! back to the source, because a figure that cannot be led back to its words is worth nothing.
//!
//! The module stands on its own: of this library it uses [`error`](crate::error) alone, and its lists are in the
//! program. Who wants Vietnamese text and no facts takes what is needed of
//!
//! | for | take |
//! |---|---|
//! | clean text out of bytes in any encoding, with an account | [`clean::clean`] |
//! | decoding alone, detected or named; writing old encodings | [`decode`], [`decode_as`], [`encoding::encode`] |
//! | NFC, lookalikes, blanks, with a map into the source | [`normalize`] |
//! | placement of tones | [`syllable::place_tone`], [`syllable::restyle_tones`] |
//! | glued words and split syllables | [`repair::repair`] |
//! | comparing names: exact → NFC → tone placement → i/y → case → abbreviation → no tone → no mark | [`layer::key`], [`layer::first_layer`], [`layer::initials`] |
//! | comparing syllables, as fast as numbers | [`Key`] |
//! | words of the field with a wrong mark or letter | [`slip::Matcher`] |
//! | how damaged a text is | [`Text::damage`], [`DAMAGE_LIMIT`] |
//!
//! ```
//! use trichluc::text::layer::{Layer, key};
//! assert_eq!(key("Kỹ thuật", Layer::IY), key("Kĩ thuật", Layer::IY));
//! assert_eq!(key("ĐẢNG UỶ", Layer::Case), key("Đảng ủy", Layer::Case));
//! assert_eq!(key("Đảng ủy", Layer::NoMark), "dang uy");
//! ```

pub mod clean;
mod compose;
mod cut;
mod damage;
mod decode;
mod detect;
pub mod encoding;
mod glyph;
mod inventory;
mod key;
pub mod layer;
mod layout;
mod letter;
mod line_words;
mod look;
mod lookalike;
mod normalize;
mod note;
mod offset;
mod origin;
mod points;
mod raw;
pub mod repair;
mod score;
mod segment;
pub mod slip;
mod span;
pub mod syllable;
mod token;
mod word;
mod wrap;

use std::borrow::Cow;
use std::ops::Range;

use cut::Cut;

pub(crate) use compose::TONE_MARKS;
pub use damage::DAMAGE_LIMIT;
pub use decode::{Decoded, Mended, decode, decode_as, decode_declared, decode_text};
pub use encoding::Encoding;
pub use key::{Key, Tone};
pub use layout::{Layout, LineKind};
pub(crate) use line_words::DAY_WORDS;
pub use normalize::{Changes, Normalized, normalize};
pub use note::{Note, Refusal};
pub use offset::OffsetMap;
pub use origin::Origin;
pub use points::CodePoints;
pub use slip::Slip;
pub use span::{SourceSpan, Span, TokenSpan};
pub use token::{Kind, Token};
pub(crate) use word::WordId;

/// Whether words are parted by single plain blanks alone, as they nearly always are. May say no where it is so.
fn is_folded(words: &[u8]) -> bool {
    // All other blanks begin with one of these bytes, or with E1 9A.
    let other = |b: u8| b < b' ' || b == 0xC2 || b == 0xE2 || b == 0xE3;
    let parted = |(&a, &b): (&u8, &u8)| a == b' ' && b == b' ' || a == 0xE1 && b == 0x9A;
    // Without a way out in the middle a processor looks at many bytes at once.
    let behind = words.get(1..).unwrap_or_default();
    let odd = words.iter().fold(false, |odd, &b| odd | other(b))
        | words.iter().zip(behind).fold(false, |odd, pair| odd | parted(pair));
    !odd && words.first().is_some_and(|&b| b != b' ') && words.last() != Some(&b' ')
}

/// Whether a line names the author, the photographer or the source: "Bài, ảnh: Thu Hà", "Nguồn: Trung tâm …".
#[cfg(feature = "formats")]
pub(crate) fn is_credit(line: &str) -> bool {
    layout::is_credit_or_source(&tokens_of(line))
}

/// The tokens of a phrase of our own, which needs neither decoding nor sentences.
pub(crate) fn tokens_of(phrase: &str) -> Vec<Token> {
    let normalized = normalize(phrase);
    cut::tokenize(&normalized.text)
}

/// A text that rules can read.
///
/// ```
/// use trichluc::text::Text;
/// let text = Text::from_source("TS. Nguyễn Văn An dự. Ngày 16.5.2023 họp.");
/// assert_eq!(text.sentences().len(), 2);
/// ```
#[derive(Debug, Clone)]
pub struct Text<'a> {
    source: Cow<'a, str>,
    /// `None` where the source is normalized already.
    norm: Option<String>,
    offsets: OffsetMap,
    points: CodePoints,
    tokens: Vec<Token>,
    slips: Vec<Slip>,
    sentences: Vec<TokenSpan>,
    layout: Layout,
    damage: f64,
    origin: Origin,
}

impl<'a> Text<'a> {
    /// Decodes and reads bytes. Never fails: see [`Text::refusal`] for bytes that are no text.
    #[must_use]
    pub fn from_bytes(bytes: &'a [u8]) -> Self {
        Self::from_decoded(decode(bytes))
    }

    /// Reads what [`decode`] made of bytes.
    #[must_use]
    pub fn from_decoded(decoded: Decoded<'a>) -> Self {
        let Decoded { source, mended, mut origin } = decoded;
        let Normalized { text, offsets, .. } = normalize(mended.as_ref().map_or(&source, |m| &m.text));
        let norm = match text {
            Cow::Borrowed(_) => None,
            Cow::Owned(s) => Some(s),
        };
        let (mut norm, mut offsets) = match mended {
            None => (norm, offsets),
            Some(m) => (norm.or(Some(m.text)), offsets.after(&m.offsets)),
        };
        let read = norm.as_deref().unwrap_or(&source);
        let mut cut = cut::cut(read);
        let damage = damage::damage(&cut);
        let repaired = repair::apply(read, &repair::find(read, &cut));
        if let Cow::Owned(text) = repaired.text {
            cut = cut::cut(&text);
            offsets = repaired.offsets.after(&offsets);
            origin.note(Note::Blanks { joined: repaired.joined, parted: repaired.parted });
            norm = Some(text);
        }
        let slips = slip::read(&mut cut.tokens);
        if !slips.is_empty() {
            origin.note(Note::Slips(slip::by_layer(&slips)));
        }
        let read = norm.as_deref().unwrap_or(&source);
        let sentences = segment::segment(read, &mut cut);
        let layout = Layout::of(read, &cut);
        let Cut { tokens, .. } = cut;
        let points = CodePoints::new(&source);
        if damage > DAMAGE_LIMIT {
            origin.refuse(Refusal::Damaged(damage));
        }
        Self { source, norm, offsets, points, tokens, slips, sentences, layout, damage, origin }
    }

    /// Reads a text that is decoded already, by the reader of a page or a table.
    #[must_use]
    pub fn from_source(source: impl Into<Cow<'a, str>>) -> Self {
        Self::from_decoded(decode_text(source))
    }

    /// Takes over what markup says: where the title stands and which parts are captions of pictures, as ranges
    /// of bytes of the source. Where markup has captions, no other line is taken for one.
    #[must_use]
    pub fn with_marks(mut self, title: Option<&Range<usize>>, captions: &[Range<usize>]) -> Self {
        if title.is_none() && captions.is_empty() {
            return self;
        }
        let mut layout = std::mem::take(&mut self.layout);
        layout.mark(!captions.is_empty(), |line| {
            let SourceSpan { start, end } = self.source_span(line);
            let middle = (start as usize).midpoint(end as usize);
            (title.is_some_and(|r| r.contains(&middle)), captions.iter().any(|r| r.contains(&middle)))
        });
        self.layout = layout;
        self
    }

    /// The decoded source text, before normalization: what spans in a record refer to.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The normalized text: what tokens refer to.
    #[must_use]
    pub fn norm(&self) -> &str {
        self.norm.as_deref().unwrap_or(&self.source)
    }

    /// Name of the encoding that the bytes were decoded with.
    #[must_use]
    pub fn encoding(&self) -> &str {
        self.origin.encoding().name()
    }

    /// What happened to the text on the way in.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let refusal = self.origin.refusal().map(ToString::to_string);
        self.origin.notes().iter().map(ToString::to_string).chain(refusal).collect()
    }

    /// Why no fact may be read from this text; `None` for a text in order.
    #[must_use]
    pub fn refusal(&self) -> Option<&Refusal> {
        self.origin.refusal()
    }

    /// Words that are read as others, with the layer at which they match: see [`slip`]. Their tokens have the
    /// keys of what they are read as; the text keeps what stands there.
    #[must_use]
    pub fn slips(&self) -> &[Slip] {
        &self.slips
    }

    /// Share of words that are no syllables of Vietnamese, 0 to 1; see [`DAMAGE_LIMIT`].
    #[must_use]
    pub fn damage(&self) -> f64 {
        self.damage
    }

    /// Bytes of the file behind a span of the source.
    #[must_use]
    pub fn raw_range(&self, span: SourceSpan) -> Range<usize> {
        self.origin.raw_range(&self.source, span.start as usize..span.end as usize)
    }

    /// All tokens in order.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Token `i`, when there is one.
    #[inline]
    #[must_use]
    pub fn get(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// Key of token `i`; beyond the ends a key that equals none in use.
    #[inline]
    #[must_use]
    pub fn key(&self, i: usize) -> Key {
        self.tokens.get(i).map_or(Key::sign(0), |t| t.key)
    }

    /// Kind of token `i`; a sign beyond the ends.
    #[inline]
    #[must_use]
    pub fn kind(&self, i: usize) -> Kind {
        self.tokens.get(i).map_or(Kind::Sign, |t| t.kind)
    }

    /// Whether the tokens from `i` on have these keys, all within one paragraph.
    #[inline]
    #[must_use]
    pub fn matches(&self, i: usize, keys: &[Key]) -> bool {
        keys.iter().enumerate().all(|(k, &key)| {
            self.tokens.get(i + k).is_some_and(|t| t.key == key && (k == 0 || !t.starts_paragraph()))
        })
    }

    /// Whether the tokens right before `i` have these keys.
    #[inline]
    #[must_use]
    pub fn preceded_by(&self, i: usize, keys: &[Key]) -> bool {
        i >= keys.len() && self.matches(i - keys.len(), keys)
    }

    /// Whether token `i` follows the one before it without a blank.
    #[inline]
    #[must_use]
    pub fn glued(&self, i: usize) -> bool {
        i > 0 && self.tokens.get(i).is_some_and(|t| !t.after_blank())
    }

    /// Bytes of the normalized text that a range of tokens covers, blanks inside included.
    #[must_use]
    pub fn span(&self, range: TokenSpan) -> Span {
        match (self.tokens.get(range.first()), range.end().checked_sub(1).and_then(|k| self.tokens.get(k))) {
            (Some(a), Some(b)) if range.first() < range.end() => Span { start: a.start, end: b.end },
            (Some(a), _) => Span { start: a.start, end: a.start },
            _ => Span { start: self.norm().len() as u32, end: self.norm().len() as u32 },
        }
    }

    /// The normalized words that a range of tokens covers, as they stand.
    #[must_use]
    pub fn slice(&self, range: TokenSpan) -> &str {
        let s = self.span(range);
        self.norm().get(s.start as usize..s.end as usize).unwrap_or_default()
    }

    /// The words of a range with each run of blanks and line breaks folded to one blank.
    #[must_use]
    pub fn folded(&self, range: TokenSpan) -> String {
        let slice = self.slice(range);
        if is_folded(slice.as_bytes()) {
            return slice.to_owned();
        }
        let mut out = String::with_capacity(slice.len());
        for word in slice.split(|c: char| c.is_whitespace() || c == '\u{200B}').filter(|w| !w.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// Bytes of the source behind a range of tokens.
    #[must_use]
    pub fn source_span(&self, range: TokenSpan) -> SourceSpan {
        self.offsets.to_source(self.span(range))
    }

    /// Code points of the source behind a range of tokens, and the exact words there.
    #[must_use]
    pub fn quote(&self, range: TokenSpan) -> ([usize; 2], &str) {
        let s = self.source_span(range);
        let (start, end) = (s.start as usize, s.end as usize);
        let words = self.source.get(start..end).unwrap_or_default();
        let first = self.points.at(&self.source, start);
        ([first, first + words.chars().count()], words)
    }

    /// Sentences in order, as ranges of tokens.
    #[must_use]
    pub fn sentences(&self) -> &[TokenSpan] {
        &self.sentences
    }

    /// Number of the sentence that token `i` stands in.
    #[must_use]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.end() <= i).min(self.sentences.len().saturating_sub(1))
    }

    /// The sentence that token `i` stands in; empty when there is none.
    #[must_use]
    pub fn sentence(&self, i: usize) -> TokenSpan {
        self.sentences.get(self.sentence_of(i)).copied().unwrap_or_default()
    }

    /// What each line is: title, caption, source line, byline, body.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}
