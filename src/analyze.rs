//! One article in, one record out: pure, and unable to fail.

use crate::extract::{self, Said, Scene};
use crate::input::{Article, Content};
use crate::lexicon::{Hits, Lexicon};
use crate::record::Record;
use crate::resolve::{self, Trace};
use crate::text::{self, Text};

/// Reads the text of an article.
#[must_use]
pub fn text_of(article: &Article) -> Text<'_> {
    match &article.content {
        Content::Bytes(bytes) => match article.meta.encoding.as_deref().map(str::parse) {
            Some(Ok(encoding)) => Text::from_decoded(text::decode_as(bytes, encoding)),
            _ => Text::from_bytes(bytes),
        },
        Content::Plain(plain) => Text::from_source(plain.as_str())
            .with_marks(article.meta.title_range.as_ref(), &article.meta.captions),
    }
}

/// Extracts the record of one article.
///
/// ```
/// use trichluc::{analyze, input::Article, lexicon::Lexicon};
/// let article = Article::from_bytes("bai.txt", "Ngày 21/12/2023, Chi bộ họp.".into());
/// let record = analyze(&article, Lexicon::embedded());
/// assert_eq!(record.article.path, "bai.txt");
/// ```
#[must_use]
pub fn analyze(article: &Article, lexicon: &Lexicon) -> Record {
    analyze_text(article, &text_of(article), lexicon)
}

/// As [`analyze`], for an article whose text is read already.
#[must_use]
pub fn analyze_text(article: &Article, text: &Text<'_>, lexicon: &Lexicon) -> Record {
    let hits = lexicon.scan(text);
    let mut scene = Scene::new(text, &hits, lexicon);
    let said = extract::all(&mut scene);
    resolve::record(&scene, article, &said, &mut Trace::off())
}

/// An extraction with everything that led to it, for `explain`.
#[derive(Debug)]
pub struct Explained<'a> {
    /// The text as it was read.
    pub text: &'a Text<'a>,
    /// Every list entry found.
    pub hits: &'a Hits,
    /// What each room read.
    pub said: Said,
    /// What it means.
    pub record: Record,
    /// Links made and refused.
    pub trace: Trace,
}

/// As [`analyze`], keeping what led to the record; hands it to `see`.
pub fn explain<T>(article: &Article, lexicon: &Lexicon, see: impl FnOnce(Explained<'_>) -> T) -> T {
    let text = text_of(article);
    let hits = lexicon.scan(&text);
    let mut scene = Scene::new(&text, &hits, lexicon);
    let said = extract::all(&mut scene);
    let mut trace = Trace::on();
    let record = resolve::record(&scene, article, &said, &mut trace);
    see(Explained { text: &text, hits: &hits, said, record, trace })
}
