//! Records that an earlier run wrote: JSON lines, found by the stem of their article.
//!
//! A file of records may be larger than memory, and gold usually knows few of its articles. So the file is read
//! once for the names alone, and a record is read again when its gold is scored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;

use crate::{Error, Result};

use super::label::{Labels, stem};
use super::note::Note;

/// A file of records with the place of each.
#[derive(Debug)]
pub struct Records {
    path: PathBuf,
    file: Mutex<File>,
    places: BTreeMap<String, Place>,
    /// Lines that are no records, articles that stand twice.
    pub notes: Vec<Note>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    line: usize,
    start: u64,
    len: usize,
}

/// As much of a record as tells whose it is.
#[derive(Deserialize)]
struct Head {
    article: Option<HeadArticle>,
}

#[derive(Deserialize)]
struct HeadArticle {
    path: String,
}

impl Records {
    /// Finds the records in a file of JSON lines. Of two records of one stem the later counts.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let mut reader = BufReader::with_capacity(1 << 20, file.try_clone().map_err(|e| Error::io(path, e))?);
        let (mut places, mut notes) = (BTreeMap::new(), Vec::new());
        let (mut start, mut line_number, mut line) = (0_u64, 0, Vec::new());
        loop {
            line.clear();
            let len = reader.read_until(b'\n', &mut line).map_err(|e| Error::io(path, e))?;
            if len == 0 {
                break;
            }
            line_number += 1;
            let place = Place { line: line_number, start, len };
            start += len as u64;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let at = format!("{}:{line_number}", path.display());
            match serde_json::from_slice::<Head>(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line)) {
                Ok(Head { article: Some(article) }) => {
                    if let Some(earlier) = places.insert(stem(&article.path).to_owned(), place) {
                        notes.push(Note::remark(
                            at,
                            "record.twice",
                            format!("bài {} đã có ở dòng {}; dòng sau được chấm", article.path, earlier.line),
                            format!(
                                "article {} stands on line {} too; the later is scored",
                                article.path, earlier.line
                            ),
                        ));
                    }
                }
                Ok(Head { article: None }) => notes.push(Note::failure(
                    at,
                    "record.without_article",
                    "dòng không nói bản ghi của bài nào",
                    "a line that does not say which article it is of",
                )),
                Err(e) => notes.push(Note::failure(
                    at,
                    "record.unreadable",
                    format!("không phải bản ghi: {e}"),
                    "not a record",
                )),
            }
        }
        Ok(Self { path: path.to_path_buf(), file: Mutex::new(file), places, notes })
    }

    /// The record of an article; `None` where the file has none.
    ///
    /// # Errors
    /// A record that breaks the form of labels; a file that changed meanwhile.
    pub fn get(&self, stem: &str) -> Result<Option<Labels>> {
        let Some(place) = self.places.get(stem) else { return Ok(None) };
        let mut line = vec![0; place.len];
        {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(place.start))
                .and_then(|_| file.read_exact(&mut line))
                .map_err(|e| Error::io(&self.path, e))?;
        }
        serde_json::from_slice(line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line)).map(Some).map_err(|e| {
            Error::new("the record breaks the form of records").at(&self.path).line(place.line).because(e)
        })
    }

    /// The stems of records that `known` does not name.
    #[must_use]
    pub fn unknown<'a>(&'a self, known: &BTreeSet<&str>) -> Vec<&'a str> {
        self.places.keys().map(String::as_str).filter(|s| !known.contains(s)).collect()
    }

    /// Number of articles with a record.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether the file holds no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
}
