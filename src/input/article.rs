//! One article as it came in, before anything of it is understood.
//!
//! A reader of a format hands over either the bytes of a plain text, whose encoding `text` still has to
//! find, or the plain text that it took out of markup; never both. Everything that the markup or a column
//! says *about* the text (its title, its day, which parts are captions) stands in [`Meta`] beside it, as
//! byte ranges of that plain text where it is part of it. Nothing here is normalized: evidence must point
//! into the text as it stands.

use std::borrow::Cow;
use std::ops::Range;

/// One article: where it came from, its content, and what its container says about it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Path as given on the command line, `!` between an archive and its member: `2023.zip!so-12/bai-3.html`.
    /// With forward slashes whatever the system.
    pub path: String,
    /// Content id: see [`content_id`]. Of the bytes of the file or archive member that holds this article
    /// alone; of the text where one file holds many (JSON lines, tables).
    pub id: String,
    /// The format that it was read from.
    pub format: Format,
    /// The text, or the bytes of it.
    pub content: Content,
    /// What the container says about the text.
    pub meta: Meta,
}

/// The format of an article, without the archives around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Format {
    /// Plain text in any encoding.
    #[default]
    Text,
    /// A page saved by a browser or a crawler, also inside WARC.
    Html,
    /// A Word document.
    Docx,
    /// A PDF file with a text layer.
    Pdf,
    /// A line of a file of JSON lines.
    Jsonl,
    /// A row of a CSV table.
    Csv,
    /// A row of a sheet.
    Xlsx,
}

/// The text of an article, or the bytes that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// The bytes of a plain text in an encoding that is still to be found.
    Bytes(Vec<u8>),
    /// The plain text that the reader of the format took out: what `trichluc text` prints and what every
    /// span counts in. Not normalized.
    Plain(String),
}

/// What the container says about a text. Ranges are bytes of the plain text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The title that markup, metadata or a column states, blanks folded; it need not stand in the text.
    pub title: Option<String>,
    /// Where the title stands in the text, if it does.
    pub title_range: Option<Range<usize>>,
    /// Day of publication, ISO 8601 (`2023-12-21`), from markup, metadata or a column.
    pub published: Option<String>,
    /// Byline, from markup, metadata or a column.
    pub author: Option<String>,
    /// Address that the page was saved from.
    pub url: Option<String>,
    /// Picture captions that the markup marks as such, in text order, without overlap.
    pub captions: Vec<Range<usize>>,
    /// For [`Content::Bytes`] the encoding that the user named, which detection must not overrule; for
    /// [`Content::Plain`] the encoding that the container was decoded with: `utf-8`, `windows-1258`, `tcvn3`.
    pub encoding: Option<Cow<'static, str>>,
    /// What happened on the way: "fonts .VnTime read as TCVN3", "words broken at line ends joined".
    pub notes: Vec<String>,
}

impl Article {
    /// A plain text of unknown encoding, as read from a file.
    ///
    /// ```
    /// use trichluc::input::Article;
    /// let a = Article::from_bytes("bai.txt", "Ngày 21/12/2023, Chi bộ họp.".into());
    /// assert_eq!(a.id.len(), 16);
    /// ```
    #[must_use]
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let id = content_id(&bytes);
        Self {
            path: path.into(),
            id,
            format: Format::Text,
            content: Content::Bytes(bytes),
            meta: Meta::default(),
        }
    }

    /// A text that is already decoded, as a column or markup held it. `id` is taken from the text; a reader
    /// that knows the bytes of the file sets it anew.
    #[must_use]
    pub fn from_plain(path: impl Into<String>, format: Format, text: String) -> Self {
        let id = content_id(text.as_bytes());
        Self { path: path.into(), id, format, content: Content::Plain(text), meta: Meta::default() }
    }

    /// Whether `id` was taken from the content itself and not from markup around it.
    pub(crate) fn id_is_of_text(&self) -> bool {
        !matches!(self.format, Format::Html | Format::Docx | Format::Pdf)
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl Format {
    /// All of them, in the order of their numbers.
    pub(crate) const ALL: [Self; 7] =
        [Self::Text, Self::Html, Self::Docx, Self::Pdf, Self::Jsonl, Self::Csv, Self::Xlsx];

    /// The name in the record: `text`, `html`, `docx`, `pdf`, `jsonl`, `csv`, `xlsx`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// The XXH3 hash of `bytes` (64 bits, no seed) as 16 hexadecimal digits: the same content has the same id in
/// every file, archive and run. It names content, it does not protect it: a cryptographic hash takes a
/// tenth of the time of the whole extraction.
///
/// ```
/// assert_eq!(trichluc::input::content_id(b""), "2d06800538d394c2");
/// ```
#[must_use]
pub fn content_id(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}
