//! Reads records, one JSON object a line, into a book.
//!
//! A line that is no record is named with its file and number, never passed over in silence: a total that
//! lacks a record is a wrong total. The caller decides what a problem means.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::Draft;
use crate::error::{Error, Result};
use crate::record::{Record, SCHEMA_VERSION};

/// What came of reading.
#[derive(Debug, Default)]
pub struct Reading {
    /// The records that could be read.
    pub draft: Draft,
    /// Number of records read.
    pub records: usize,
    /// The lines that could not, in their order.
    pub problems: Vec<Error>,
}

/// Bytes of lines that are parsed together: enough to keep all cores busy, little enough to hold.
const BATCH: usize = 8 << 20;

/// Reads files of records in the order given; `-` is standard input.
///
/// # Errors
/// A file cannot be opened or read. Lines that are no records are [`Reading::problems`], no error.
pub fn read(paths: &[PathBuf]) -> Result<Reading> {
    let mut reader = Reader::default();
    for path in paths {
        if path.as_os_str() == "-" {
            reader.read(Path::new("-"), std::io::stdin().lock())?;
        } else {
            let file = File::open(path).map_err(|e| Error::io(path, e))?;
            reader.read(path, BufReader::with_capacity(1 << 20, file))?;
        }
    }
    Ok(reader.reading)
}

/// Reads records from any reader; `name` stands for it in messages.
///
/// # Errors
/// The reader fails. Lines that are no records are [`Reading::problems`], no error.
pub fn read_from(name: &Path, input: impl BufRead) -> Result<Reading> {
    let mut reader = Reader::default();
    reader.read(name, input)?;
    Ok(reader.reading)
}

#[derive(Default)]
struct Reader {
    reading: Reading,
    /// Where each id was first seen: file and line.
    seen: FxHashMap<String, (usize, usize)>,
    names: Vec<PathBuf>,
}

impl Reader {
    fn read(&mut self, name: &Path, mut input: impl BufRead) -> Result<()> {
        self.names.push(name.to_path_buf());
        let mut line = 0;
        loop {
            let mut batch: Vec<Vec<u8>> = Vec::new();
            let mut bytes = 0;
            while bytes < BATCH {
                let mut text = Vec::new();
                let n = input.read_until(b'\n', &mut text).map_err(|e| Error::io(name, e))?;
                if n == 0 {
                    break;
                }
                bytes += n;
                batch.push(text);
            }
            if batch.is_empty() {
                return Ok(());
            }
            let parsed: Vec<Option<Result<Record>>> = batch.par_iter().map(|text| parse(text)).collect();
            for record in parsed {
                line += 1;
                match record {
                    None => {}
                    Some(Ok(record)) => self.take(&record, line),
                    Some(Err(e)) => self.reading.problems.push(e.at(name).line(line)),
                }
            }
        }
    }

    fn take(&mut self, record: &Record, line: usize) {
        let file = self.names.len() - 1;
        let id = &record.article.id;
        if let Some(&(first_file, first_line)) = self.seen.get(id) {
            let place = self.names.get(first_file).map(|n| n.display().to_string()).unwrap_or_default();
            let what = format!("the article id {id} is already that of {place}:{first_line}");
            let name = self.names.get(file).map_or(Path::new("-"), PathBuf::as_path);
            self.reading
                .problems
                .push(Error::new(what).at(name).line(line).remedy("keep one record of each article"));
            return;
        }
        self.seen.insert(id.clone(), (file, line));
        self.reading.records += 1;
        self.reading.draft.add(record);
    }
}

/// Only the version, so that a record of another version is told by it and not by its first strange field.
#[derive(Deserialize)]
struct Version {
    schema_version: Option<serde_json::Value>,
}

/// The record of a line; `None` for an empty one.
fn parse(line: &[u8]) -> Option<Result<Record>> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return None;
    }
    Some(match serde_json::from_slice::<Record>(line) {
        Ok(record) if record.schema_version != SCHEMA_VERSION => {
            Err(other_version(&record.schema_version.to_string()))
        }
        Ok(record) if record.article.id.is_empty() => {
            Err(Error::new("the record is of no article: its article.id is empty"))
        }
        Ok(record) => Ok(record),
        Err(e) => Err(match serde_json::from_slice::<Version>(line) {
            Ok(Version { schema_version: Some(v) }) if v != SCHEMA_VERSION => other_version(&v.to_string()),
            Ok(Version { schema_version: None }) => Error::new("no record: it has no schema_version")
                .remedy("give the records that `trichluc extract` writes"),
            _ => Error::new(format!("no record: {}", without_line(&e)))
                .remedy("write the records again with `trichluc extract`"),
        }),
    })
}

fn other_version(version: &str) -> Error {
    Error::new(format!("a record of schema version {version}, not {SCHEMA_VERSION}"))
        .remedy("write the records again with this version of `trichluc extract`")
}

/// The parser counts lines within the record, which is always one.
fn without_line(e: &serde_json::Error) -> String {
    e.to_string().replace(" at line 1 column ", " at column ")
}
