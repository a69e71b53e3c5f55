//! Which field of a JSON line, which column of a table, holds what of an article.
//!
//! The names that crawlers and editors give are guessed from a list, the most telling first; the user can
//! name a column for each field, which then alone counts.

use std::str::FromStr;

use super::article::{Article, Format, Meta, content_id};
use crate::error::{Error, Result};
use crate::text::layer::{self, Layer};

/// A part of an article that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Plain text.
    Text,
    /// A page, or a piece of one.
    Html,
    /// Title.
    Title,
    /// Day of publication.
    Published,
    /// Byline.
    Author,
    /// Address.
    Url,
    /// Path or number that names the article.
    Path,
}

/// The columns that the user named: `text=Nội dung`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    named: Vec<(Field, String)>,
}

/// Names in the order in which they are preferred, in lower case. With other case, without marks, with "_" or no blank
/// they are the same names: "NOI_DUNG".
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Text,
        &[
            "text",
            "content",
            "body",
            "nội dung",
            "toàn văn",
            "bài viết",
            "văn bản",
            "full_text",
            "maintext",
            "article",
            "nội dung bài viết",
        ],
    ),
    (Field::Html, &["html", "raw_html", "page", "content_html", "body_html"]),
    (Field::Title, &["title", "tiêu đề", "tên bài", "headline", "tựa đề"]),
    (
        Field::Published,
        &[
            "published",
            "date",
            "published_at",
            "publish_date",
            "date_publish",
            "pubdate",
            "ngày đăng",
            "ngày xuất bản",
            "thời gian",
            "ngày",
            "datetime",
        ],
    ),
    (Field::Author, &["author", "authors", "tác giả", "byline", "người viết"]),
    (Field::Url, &["url", "link", "đường dẫn", "source_url", "href"]),
    (Field::Path, &["path", "id", "_id", "file", "filename", "tệp", "mã", "stt"]),
];

impl Field {
    const ALL: [Self; 7] =
        [Self::Text, Self::Html, Self::Title, Self::Published, Self::Author, Self::Url, Self::Path];

    /// The name in arguments and messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|(f, _)| *f == self)
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }
}

impl FromStr for Columns {
    type Err = Error;

    /// Reads `text=Nội dung,title=Tiêu đề`.
    ///
    /// # Errors
    /// A part without `=`, a field that is none, a field named twice.
    fn from_str(s: &str) -> Result<Self> {
        let known = || Field::ALL.map(Field::name).join(", ");
        let mut named: Vec<(Field, String)> = Vec::new();
        for part in s.split(',').filter(|p| !p.trim().is_empty()) {
            let Some((field, column)) = part.split_once('=') else {
                return Err(
                    Error::new(format!("“{part}” names no column")).remedy("write text=COLUMN,title=COLUMN")
                );
            };
            let field = field.trim();
            let Some(field) = Field::ALL.into_iter().find(|f| f.name() == field) else {
                return Err(Error::new(format!("no field is called “{field}”"))
                    .remedy(format!("name one of {}", known())));
            };
            if named.iter().any(|(f, _)| *f == field) {
                return Err(Error::new(format!("{} is named twice", field.name())));
            }
            named.push((field, column.trim().to_owned()));
        }
        Ok(Self { named })
    }
}

impl Columns {
    /// The field that a column of this name may hold, and how telling the name is (0: most).
    pub(crate) fn field(&self, name: &str) -> Option<(Field, usize)> {
        if let Some((field, _)) = self.named.iter().find(|(_, column)| column == name) {
            return Some((*field, 0));
        }
        let (field, rank) = guess(name)?;
        (!self.is_named(field)).then_some((field, rank))
    }

    /// The column that the user named for a field.
    pub(crate) fn named(&self, field: Field) -> Option<&str> {
        self.named.iter().find(|(f, _)| *f == field).map(|(_, column)| column.as_str())
    }

    /// The columns that the user named, in the order of naming.
    pub(crate) fn all_named(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(_, column)| column.as_str())
    }

    fn is_named(&self, field: Field) -> bool {
        self.named.iter().any(|(f, _)| *f == field)
    }

    /// What is said when nothing holds a text, given the names that there are.
    pub(crate) fn no_text<'n>(&self, names: impl Iterator<Item = &'n str>) -> Error {
        let names: Vec<&str> = names.take(20).collect();
        let what = match self.named(Field::Text) {
            Some(column) => format!("no column “{column}”; there are: {}", names.join(", ")),
            None => format!("no column that looks like a text; there are: {}", names.join(", ")),
        };
        Error::new(what).remedy("name it: --columns text=COLUMN")
    }
}

fn guess(name: &str) -> Option<(Field, usize)> {
    let among = |name: &str| {
        NAMES
            .iter()
            .find_map(|(field, names)| names.iter().position(|n| *n == name).map(|rank| (*field, rank)))
    };
    // Nearly every key of JSON is as listed.
    among(name).or_else(|| {
        let folded = folded(name);
        NAMES.iter().find_map(|(field, names)| {
            names
                .iter()
                .position(|n| !folded.is_empty() && self::folded(n) == folded)
                .map(|rank| (*field, rank))
        })
    })
}

/// Letters and digits alone, small and without marks.
fn folded(name: &str) -> String {
    layer::key(name, Layer::NoMark).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What one line or row says of an article.
#[derive(Debug, Default)]
pub(crate) struct Row {
    fields: [Option<(usize, String)>; 7],
}

impl Row {
    /// Keeps a value, unless a more telling column held one already.
    pub(crate) fn set(&mut self, field: Field, rank: usize, value: String) {
        if let Some(slot) = self.fields.get_mut(field as usize)
            && slot.as_ref().is_none_or(|(r, _)| rank < *r)
            && !value.trim().is_empty()
        {
            *slot = Some((rank, value));
        }
    }

    fn take(&mut self, field: Field) -> Option<String> {
        self.fields.get_mut(field as usize)?.take().map(|(_, value)| value)
    }

    /// Takes the page of the row, when it has one and no text.
    pub(crate) fn html(&mut self) -> Option<String> {
        let has_text = self.fields.get(Field::Text as usize).is_some_and(Option::is_some);
        if has_text { None } else { self.take(Field::Html) }
    }

    /// What the row says besides the text.
    pub(crate) fn meta(&mut self) -> Meta {
        Meta {
            title: self.take(Field::Title).map(|t| fold(&t)),
            published: self.take(Field::Published).and_then(|d| super::day::iso(&d)),
            author: self.take(Field::Author).map(|a| fold(&a)),
            url: self.take(Field::Url),
            ..Meta::default()
        }
    }

    /// The name of the article: its path, number or address.
    pub(crate) fn name(&self) -> Option<&str> {
        let of = |field: Field| self.fields.get(field as usize)?.as_ref().map(|(_, value)| value.trim());
        of(Field::Path).or_else(|| of(Field::Url))
    }

    /// The article of a row that has a text. A title that the text does not begin with stands above it, so
    /// that what it says is read, too.
    pub(crate) fn article(mut self, path: String, format: Format) -> Option<Article> {
        let text = self.take(Field::Text)?;
        let id = content_id(text.as_bytes());
        let mut article = Article::from_plain(path, format, text);
        article.meta = self.meta();
        article.id = id;
        super::title::put_above(&mut article);
        Some(article)
    }
}

/// Runs of blanks to one blank.
pub(crate) fn fold(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_guessed_or_named() {
        let columns = Columns::default();
        assert_eq!(columns.field("text"), Some((Field::Text, 0)));
        assert_eq!(columns.field("Nội dung"), Some((Field::Text, 3)));
        assert_eq!(columns.field("TIÊU ĐỀ").map(|f| f.0), Some(Field::Title));
        for name in ["noi dung", "NOI_DUNG", "NoiDung", " Nội  dung "] {
            assert_eq!(columns.field(name), Some((Field::Text, 3)), "{name}");
        }
        assert_eq!(columns.field("FullText").map(|f| f.0), Some(Field::Text));
        assert_eq!(columns.field("lượt xem"), None);
        assert_eq!(columns.field("__"), None);
        let columns: Columns = "text=Abc, title=x".parse().unwrap();
        assert_eq!(columns.field("Abc"), Some((Field::Text, 0)));
        assert_eq!(columns.field("text"), None);
        assert!("text".parse::<Columns>().is_err());
        assert!("txt=a".parse::<Columns>().unwrap_err().to_string().contains("text, html, title"));
    }
}
