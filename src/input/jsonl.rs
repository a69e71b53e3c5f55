//! JSON lines of articles: blocks of whole lines for the workers, and one line made an article.
//!
//! The reader only looks for line ends; a worker reads the JSON of its block, so that a single file of
//! lines is worked on by all threads.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Read};
use std::ops::ControlFlow;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::article::{Article, Format};
use super::columns::{Columns, Field, Row};
use super::options::Options;
use super::parcel::{Found, Pending, Sink, page_too_large, read_failure, text_too_large};
use crate::error::{Error, Result};

/// Bytes that a block of lines has at least, where there are so many.
const BLOCK: usize = 1 << 16;

/// Some lines of a file of JSON lines, whole.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The file; `-` for standard input.
    pub(crate) path: String,
    /// Number of the first line, from 1.
    pub(crate) first: usize,
    pub(crate) bytes: Vec<u8>,
}

/// Cuts what `reader` gives into blocks of whole lines. Where it is `live` (a pipe whose writer waits for
/// answers), every line is handed over as soon as it is there.
///
/// A line beyond `limit` bytes is named and skipped.
pub(crate) fn blocks(
    path: &str,
    reader: &mut dyn Read,
    live: bool,
    limit: u64,
    sink: Sink<'_, Result<Lines>>,
) -> ControlFlow<()> {
    let mut bytes: Vec<u8> = Vec::with_capacity(BLOCK);
    let mut first = 1;
    let mut skipping = false;
    loop {
        let from = bytes.len();
        let read = fill(reader, &mut bytes, live);
        let end = *read.as_ref().unwrap_or(&false);
        let fresh = bytes.get(from..).unwrap_or_default();
        let whole = match memchr::memrchr(b'\n', fresh) {
            Some(at) => from + at + 1,
            None if end => bytes.len(),
            None => 0,
        };
        let rest = bytes.split_off(whole);
        if skipping && whole > 0 {
            let next = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
            bytes.drain(..next);
            first += 1;
            skipping = false;
        }
        if !bytes.is_empty() {
            let lines = memchr::memchr_iter(b'\n', &bytes).count();
            sink(Ok(Lines { path: path.to_owned(), first, bytes }))?;
            first += lines;
        }
        match read {
            Ok(false) => {}
            Ok(true) => return ControlFlow::Continue(()),
            Err(e) => return sink(Err(read_failure(path, e))),
        }
        bytes = rest;
        if bytes.len() as u64 > limit {
            if !skipping {
                sink(Err(page_too_large(path, bytes.len() as u64, limit).line(first)))?;
            }
            skipping = true;
            bytes.clear();
        }
        bytes.reserve(BLOCK.saturating_sub(bytes.len()));
    }
}

/// Reads on behind `bytes`, once when `live`, else until there is a block. Whether the end was reached. What was
/// read before an error stays in `bytes`.
fn fill(reader: &mut dyn Read, bytes: &mut Vec<u8>, live: bool) -> io::Result<bool> {
    if !live {
        return reader.take(BLOCK as u64).read_to_end(bytes).map(|n| n < BLOCK);
    }
    let from = bytes.len();
    bytes.resize(from + BLOCK, 0);
    let read = loop {
        match reader.read(bytes.get_mut(from..).unwrap_or_default()) {
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            read => break read,
        }
    };
    bytes.truncate(from + *read.as_ref().unwrap_or(&0));
    read.map(|n| n == 0)
}

/// Hands over the articles of some lines, in order. Blank lines are none.
pub(crate) fn articles(lines: &Lines, options: &Options, sink: Sink<'_, Found>) -> ControlFlow<()> {
    // The whole block is checked at once, so that the JSON reader need not check every string.
    let block = simdutf8::basic::from_utf8(&lines.bytes);
    let mut from = 0;
    let ends = memchr::memchr_iter(b'\n', &lines.bytes).chain([lines.bytes.len()]);
    for (k, end) in ends.enumerate() {
        let range = from..end.max(from);
        from = end + 1;
        let line = match &block {
            Ok(block) => block.get(range).map(Cow::Borrowed).ok_or(()),
            Err(_) => decoded(lines.bytes.get(range).unwrap_or_default()),
        };
        let number = lines.first + k;
        let line = line.map_err(|()| no_json(lines, number, "it is not UTF-8"));
        match line {
            Ok(line) if line.trim_ascii().is_empty() || line == "\u{FEFF}" => {}
            Ok(line) => sink(match article(&line, lines, number, options) {
                Ok(article) => Found::Article(Pending::Read(Box::new(article))),
                Err(e) => Found::Failed(e),
            })?,
            Err(e) => sink(Found::Failed(e))?,
        }
    }
    ControlFlow::Continue(())
}

/// A line of a block that is not UTF-8 as a whole.
fn decoded(line: &[u8]) -> std::result::Result<Cow<'_, str>, ()> {
    std::str::from_utf8(line).map(Cow::Borrowed).map_err(|_| ())
}

fn article(line: &str, lines: &Lines, number: usize, options: &Options) -> Result<Article> {
    let line = line.strip_prefix('\u{FEFF}').unwrap_or(line);
    let mut json = serde_json::Deserializer::from_str(line);
    let seed = RowSeed { columns: &options.columns };
    let (mut row, names) = json
        .deserialize_map(seed)
        .and_then(|row| json.end().map(|()| row))
        .map_err(|e| no_json(lines, number, &e.to_string()))?;
    let path = match row.name() {
        Some(name) if lines.path == "-" => name.to_owned(),
        Some(name) => format!("{}!{name}", lines.path),
        None => format!("{}!{number}", lines.path),
    };
    let at = |e: Error| e.at(&lines.path).line(number);
    let article = match row.html() {
        Some(page) => super::html::row(page, row, path, Format::Jsonl, options).map_err(at)?,
        None => row
            .article(path, Format::Jsonl)
            .ok_or_else(|| at(options.columns.no_text(names.iter().map(String::as_str))))?,
    };
    match &article.content {
        super::Content::Plain(text) if text.len() as u64 > options.limits.text => {
            Err(at(text_too_large(&lines.path, text.len() as u64, options.limits.text)))
        }
        _ => Ok(article),
    }
}

fn no_json(lines: &Lines, number: usize, why: &str) -> Error {
    Error::new(format!("the line is no JSON object: {why}"))
        .at(&lines.path)
        .line(number)
        .remedy("write one object a line, {\"text\": …, \"path\": …}")
}

/// Reads an object into a row; also gives the names of its fields while no text was among them.
struct RowSeed<'c> {
    columns: &'c Columns,
}

impl<'de> Visitor<'de> for RowSeed<'_> {
    type Value = (Row, Vec<String>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Self::Value, M::Error> {
        let (mut row, mut names) = (Row::default(), Vec::new());
        let mut has_text = false;
        while let Some(Key(key)) = map.next_key_seed(KeySeed)? {
            match self.columns.field(&key) {
                Some((field, rank)) => {
                    has_text |= field == Field::Text;
                    if let Some(value) = map.next_value_seed(ValueSeed)? {
                        row.set(field, rank, value);
                    }
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if !has_text {
                names.push(key.into_owned());
            }
        }
        Ok((row, names))
    }
}

struct KeySeed;
struct Key<'de>(Cow<'de, str>);

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: serde::Deserializer<'de>>(self, d: D) -> std::result::Result<Key<'de>, D::Error> {
        d.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, s: &'de str) -> std::result::Result<Key<'de>, E> {
        Ok(Key(Cow::Borrowed(s)))
    }

    fn visit_str<E>(self, s: &str) -> std::result::Result<Key<'de>, E> {
        Ok(Key(Cow::Owned(s.to_owned())))
    }
}

/// A value as a string; numbers as written, lists of strings as lines, objects and `null` as nothing.
struct ValueSeed;

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Option<String>;

    fn deserialize<D: serde::Deserializer<'de>>(self, d: D) -> std::result::Result<Self::Value, D::Error> {
        d.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, s: &str) -> std::result::Result<Self::Value, E> {
        Ok(Some(s.to_owned()))
    }

    fn visit_string<E>(self, s: String) -> std::result::Result<Self::Value, E> {
        Ok(Some(s))
    }

    fn visit_u64<E>(self, n: u64) -> std::result::Result<Self::Value, E> {
        Ok(Some(n.to_string()))
    }

    fn visit_i64<E>(self, n: i64) -> std::result::Result<Self::Value, E> {
        Ok(Some(n.to_string()))
    }

    fn visit_f64<E>(self, n: f64) -> std::result::Result<Self::Value, E> {
        Ok(Some(n.to_string()))
    }

    fn visit_bool<E>(self, b: bool) -> std::result::Result<Self::Value, E> {
        Ok(Some(b.to_string()))
    }

    fn visit_unit<E>(self) -> std::result::Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> std::result::Result<Self::Value, S::Error> {
        let mut lines = Vec::new();
        while let Some(line) = seq.next_element_seed(Self)? {
            lines.extend(line);
        }
        Ok(Some(lines.join("\n")))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> std::result::Result<Self::Value, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(None)
    }
}
