//! Tables of articles, a row each: CSV as a stream, and what a workbook has in common with it.
//!
//! Which column holds what is guessed from the names in the first row, or, where no name tells, from where
//! the long texts stand; what was guessed is said, and the user can name the columns. A table without a
//! first row of names is read by the places of its columns.

use std::io::{BufReader, Cursor, Read};
use std::ops::ControlFlow;

use super::article::{Article, Content, Format};
use super::columns::{Columns, Field, Row};
use super::guard::{Allowance, HeaderGuard};
use super::html;
use super::options::Options;
use super::parcel::{Found, Load, Pending, Sink, read_failure, text_too_large, too_large};
use super::separator::separator;
use crate::error::{Error, Result};
use crate::text::{decode, decode_as};

/// Rows that are looked at before the columns are guessed.
const SAMPLE: usize = 20;
/// Bytes of rows that one worker gets at a time.
const BATCH: usize = 1 << 18;
/// Characters that cells have on average where they hold texts.
const LONG: usize = 120;
/// Characters that no name of a column has.
const NO_NAME: usize = 80;

/// A row and where it stands.
#[derive(Debug)]
pub(crate) struct Placed {
    row: Row,
    /// The file, and the line or row in it, from 1.
    file: String,
    line: usize,
    /// The path of its article.
    path: String,
    format: Format,
}

impl Placed {
    /// The file that it stands in.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }
}

/// Hands over the rows of a CSV table in batches. `name` tells whether columns are parted by tabs.
pub(crate) fn csv(
    path: &str,
    name: &str,
    reader: &mut dyn Read,
    options: &Options,
    sink: Sink<'_, Load>,
) -> ControlFlow<()> {
    let mut head = Vec::new();
    if let Err(e) = reader.take(1 << 16).read_to_end(&mut head) {
        return sink(Load::Failed(read_failure(path, e)));
    }
    let utf8 = std::str::from_utf8(&head).map_or_else(|e| e.error_len().is_none(), |_| true);
    if options.encoding.is_none() && utf8 && !head.contains(&0) {
        let body = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).to_vec();
        return rows_of_csv(path, name, &mut Cursor::new(body).chain(reader), options, sink);
    }
    // Another encoding is found from the whole table.
    let limit = options.limits.file;
    if let Err(e) = reader.take(limit + 1).read_to_end(&mut head) {
        return sink(Load::Failed(read_failure(path, e)));
    }
    if head.len() as u64 > limit {
        return sink(Load::Failed(too_large(path, head.len() as u64, limit)));
    }
    let decoded = options.encoding.map_or_else(|| decode(&head), |encoding| decode_as(&head, encoding));
    if let Some(refusal) = decoded.origin.refusal() {
        let error = Error::new(refusal.to_string())
            .in_vietnamese(refusal.vi())
            .at(path)
            .remedy("save the table as UTF-8");
        return sink(Load::Failed(error));
    }
    rows_of_csv(path, name, &mut Cursor::new(decoded.text().as_bytes()), options, sink)
}

fn rows_of_csv(
    path: &str,
    name: &str,
    reader: &mut dyn Read,
    options: &Options,
    sink: Sink<'_, Load>,
) -> ControlFlow<()> {
    let allowance = Allowance::default();
    let mut reader = BufReader::with_capacity(
        1 << 16,
        HeaderGuard {
            inner: reader,
            allowance: allowance.clone(),
            what: "a row without end: a quote that is not closed",
        },
    );
    let delimiter = match std::io::BufRead::fill_buf(&mut reader) {
        Ok(head) => separator(name, head),
        Err(e) => return sink(Load::Failed(read_failure(path, e))),
    };
    let mut csv = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_reader(reader);
    let mut batch = Batch::new(path, Format::Csv, options);
    let mut record = csv::ByteRecord::new();
    loop {
        // As much as a row may have, and what the two buffers read ahead.
        allowance.set(options.limits.page.saturating_mul(2));
        let line = csv.position().line() as usize;
        match csv.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(e) => {
                batch.flush(sink)?;
                return sink(Load::Failed(csv_failure(path, e)));
            }
        }
        let line = record.position().map_or(line, |p| p.line() as usize);
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        batch.add(line, cells, sink)?;
        if batch.refused {
            return ControlFlow::Continue(());
        }
    }
    batch.end(sink)
}

/// Hands over the articles of some rows.
pub(crate) fn articles(rows: Vec<Placed>, options: &Options, sink: Sink<'_, Found>) -> ControlFlow<()> {
    for placed in rows {
        let (file, line) = (placed.file.clone(), placed.line);
        sink(match article(placed, options) {
            Ok(Some(article)) => Found::Article(Pending::Read(Box::new(article))),
            Ok(None) => Found::Failed(
                Error::new("the row has no text")
                    .at(file)
                    .line(line)
                    .remedy("fill the cell, or delete the row"),
            ),
            Err(e) => Found::Failed(e.at(file).line(line)),
        })?;
    }
    ControlFlow::Continue(())
}

fn article(placed: Placed, options: &Options) -> Result<Option<Article>> {
    let Placed { mut row, file, path, format, .. } = placed;
    if let Some(page) = row.html() {
        return html::row(page, row, path, format, options).map(Some);
    }
    let Some(article) = row.article(path, format) else { return Ok(None) };
    match &article.content {
        Content::Plain(text) if text.len() as u64 > options.limits.text => {
            Err(text_too_large(&file, text.len() as u64, options.limits.text))
        }
        _ => Ok(Some(article)),
    }
}

/// Gathers rows: first a sample to guess the columns from, then batches.
pub(super) struct Batch<'a> {
    path: &'a str,
    format: Format,
    options: &'a Options,
    pub(super) columns: Option<Vec<Option<(Field, usize)>>>,
    sample: Vec<(usize, Vec<String>)>,
    rows: Vec<Placed>,
    bytes: usize,
    /// A table without texts is left out and said so, no failure.
    pub(super) may_be_none: bool,
    /// No column holds texts: nothing more is read.
    pub(super) refused: bool,
}

impl<'a> Batch<'a> {
    pub(super) fn new(path: &'a str, format: Format, options: &'a Options) -> Self {
        Self {
            path,
            format,
            options,
            columns: None,
            sample: Vec::new(),
            rows: Vec::new(),
            bytes: 0,
            may_be_none: false,
            refused: false,
        }
    }

    pub(super) fn add(&mut self, line: usize, cells: Vec<String>, sink: Sink<'_, Load>) -> ControlFlow<()> {
        if self.refused || cells.iter().all(|c| c.trim().is_empty()) {
            return ControlFlow::Continue(());
        }
        if let Some(columns) = &self.columns {
            let mut row = Row::default();
            for (value, column) in cells.into_iter().zip(columns) {
                if let &Some((field, rank)) = column {
                    self.bytes += value.len();
                    row.set(field, rank, value);
                }
            }
            let path = match row.name() {
                Some(name) => format!("{}!{name}", self.path),
                None => format!("{}!{line}", self.path),
            };
            self.rows.push(Placed { row, file: self.path.to_owned(), line, path, format: self.format });
            return if self.bytes >= BATCH { self.flush(sink) } else { ControlFlow::Continue(()) };
        }
        self.sample.push((line, cells));
        if self.sample.len() > SAMPLE { self.begin(sink) } else { ControlFlow::Continue(()) }
    }

    /// Guesses the columns and goes on with the rows of the sample.
    fn begin(&mut self, sink: Sink<'_, Load>) -> ControlFlow<()> {
        let sample = std::mem::take(&mut self.sample);
        match guess(&sample, &self.options.columns) {
            Ok(Guess { columns, has_names, said }) => {
                self.columns = Some(columns);
                sink(Load::Note(format!("{}: {said}; name others with --columns", self.path)))?;
                for (line, cells) in sample.into_iter().skip(usize::from(has_names)) {
                    self.add(line, cells, sink)?;
                }
                ControlFlow::Continue(())
            }
            Err(_) if self.may_be_none => {
                self.columns = Some(Vec::new());
                self.rows.clear();
                sink(Load::Note(format!("left out of {}: no column of texts", self.path)))
            }
            Err(e) => {
                // The rest of the table would say the same.
                self.refused = true;
                sink(Load::Failed(e.at(self.path)))
            }
        }
    }

    fn flush(&mut self, sink: Sink<'_, Load>) -> ControlFlow<()> {
        self.bytes = 0;
        if self.rows.is_empty() || self.columns.as_ref().is_some_and(Vec::is_empty) {
            self.rows.clear();
            return ControlFlow::Continue(());
        }
        sink(Load::Rows(std::mem::take(&mut self.rows)))
    }

    pub(super) fn end(mut self, sink: Sink<'_, Load>) -> ControlFlow<()> {
        if self.columns.is_none() && !self.sample.is_empty() {
            self.begin(sink)?;
        }
        self.flush(sink)
    }
}

/// What the columns of a table are.
struct Guess {
    columns: Vec<Option<(Field, usize)>>,
    has_names: bool,
    said: String,
}

fn guess(sample: &[(usize, Vec<String>)], wanted: &Columns) -> Result<Guess> {
    let no_names = Vec::new();
    let first = sample.first().map_or(&no_names, |(_, cells)| cells);
    let has_names = first.iter().all(|cell| cell.chars().count() <= NO_NAME);
    let width = sample.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let name = |k: usize| match first.get(k) {
        Some(cell) if has_names => super::columns::fold(cell),
        _ => (k + 1).to_string(),
    };
    let mut columns: Vec<Option<(Field, usize)>> = (0..width).map(|k| wanted.field(&name(k))).collect();
    for column in wanted.all_named() {
        if !(0..width).any(|k| name(k) == column) {
            let names: Vec<String> = (0..width).map(name).collect();
            return Err(Error::new(format!("no column “{column}”; there are: {}", names.join(", ")))
                .remedy("name one of these: --columns text=COLUMN"));
        }
    }
    let has = |columns: &[Option<(Field, usize)>], field| columns.iter().flatten().any(|(f, _)| *f == field);
    if !has(&columns, Field::Text) && !has(&columns, Field::Html) {
        let rows = sample.get(usize::from(has_names)..).unwrap_or_default();
        let length = |k: usize| {
            let cells = rows.iter().filter_map(|(_, cells)| cells.get(k));
            cells.map(|c| c.chars().count()).sum::<usize>() / rows.len().max(1)
        };
        match (0..width).max_by_key(|&k| length(k)).filter(|&k| length(k) >= LONG) {
            Some(k) => {
                if let Some(column) = columns.get_mut(k) {
                    *column = Some((Field::Text, 0));
                }
            }
            None => {
                let names: Vec<String> = (0..width).map(name).collect();
                return Err(wanted.no_text(names.iter().map(String::as_str)));
            }
        }
    }
    let said = columns
        .iter()
        .enumerate()
        .filter_map(|(k, c)| c.map(|(f, _)| format!("{} ← “{}”", f.name(), name(k))));
    let said = said.collect::<Vec<_>>().join(", ");
    Ok(Guess { columns, has_names, said })
}

fn csv_failure(path: &str, e: csv::Error) -> Error {
    match e.into_kind() {
        csv::ErrorKind::Io(e) => read_failure(path, e),
        kind => Error::new(format!("the table is damaged: {kind:?}")).at(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_without_telling_names_are_guessed_from_the_cells() {
        let long = "Chi bộ họp. ".repeat(20);
        let sample = vec![(1, vec!["A".into(), "B".into()]), (2, vec!["7".into(), long.clone()])];
        let guess_ = guess(&sample, &Columns::default()).unwrap();
        assert_eq!(guess_.columns, [None, Some((Field::Text, 0))]);
        assert!(guess_.has_names);
        let sample = vec![(1, vec!["7".into(), long])];
        let guess_ = guess(&sample, &Columns::default()).unwrap();
        assert!(!guess_.has_names);
        assert_eq!(guess_.said, "text ← “2”");
        let short = vec![(1, vec!["A".into(), "B".into()]), (2, vec!["7".into(), "8".into()])];
        assert!(guess(&short, &Columns::default()).is_err_and(|e| e.to_string().contains("there are: A, B")));
    }
}
