//! Tables into a folder: every file of a run is written under a hidden name first, and moved to its place
//! only when all of them are whole.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use tempfile::TempDir;

use super::{csv, failure, folder_of, json, markdown, parquet, sqlite, sync_folder, xlsx};
use crate::error::{Error, Result};
use crate::tables::plots::Bars;
use crate::tables::{Lang, Table};

/// A format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// One workbook with all tables.
    Xlsx,
    /// A file a table.
    Csv,
    /// A file a table.
    Markdown,
    /// A file a table.
    Parquet,
    /// One database with all tables.
    Sqlite,
    /// A file a table.
    Json,
}

/// How tables are written.
#[derive(Debug, Clone)]
pub struct Options {
    /// The formats; each once.
    pub formats: Vec<Format>,
    /// Sign between the values of a CSV.
    pub separator: u8,
    /// Language of what the formats themselves say.
    pub lang: Lang,
    /// Name of workbook and database, without extension.
    pub name: String,
}

/// A run that writes tables into a folder.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    staging: TempDir,
    options: Options,
    sinks: Vec<Sink>,
    /// Names below the target, in the order of writing.
    files: Vec<PathBuf>,
}

/// Where tables of a format go.
#[derive(Debug)]
enum Sink {
    Xlsx(Box<xlsx::Book>),
    Sqlite(Box<sqlite::Database>),
    /// A file a table.
    Single(Format),
}

impl Folder {
    /// Begins to write into `target`, which may or may not be there yet.
    ///
    /// # Errors
    /// `target` is a file, or its parent cannot be written to.
    pub fn create(target: &Path, options: Options) -> Result<Self> {
        if target.exists() && !target.is_dir() {
            return Err(Error::new("is a file").at(target).remedy("name a folder for the tables"));
        }
        // In the same folder, so that moving is renaming.
        let place = if target.is_dir() { target } else { folder_of(target) };
        let staging = tempfile::Builder::new()
            .prefix(".trichluc-")
            .tempdir_in(place)
            .map_err(|e| failure(target, e))?;
        let sink = |format: &Format| {
            Ok(match format {
                Format::Xlsx => Sink::Xlsx(Box::new(xlsx::Book::create(options.lang, staging.path())?)),
                Format::Sqlite => {
                    let path = staging.path().join(format!("{}.sqlite", options.name));
                    Sink::Sqlite(Box::new(sqlite::Database::create(&path)?))
                }
                other => Sink::Single(*other),
            })
        };
        let sinks = options.formats.iter().map(sink).collect::<Result<_>>()?;
        Ok(Self { target: target.to_path_buf(), staging, options, sinks, files: Vec::new() })
    }

    /// Writes a table in every format, the formats in parallel.
    ///
    /// # Errors
    /// The disk is full or the folder is gone; nothing stands in the target then.
    pub fn add(&mut self, table: &Table) -> Result<()> {
        let (staging, separator) = (self.staging.path(), self.options.separator);
        let written: Vec<Option<PathBuf>> = self
            .sinks
            .par_iter_mut()
            .map(|sink| {
                let format = match sink {
                    Sink::Xlsx(book) => return book.add(table).map(|()| None),
                    Sink::Sqlite(database) => return database.add(table).map(|()| None),
                    Sink::Single(format) => *format,
                };
                let name = PathBuf::from(format!("{}.{}", table.name, format.extension()));
                write_file(&staging.join(&name), |out| match format {
                    Format::Csv => csv::write(table, separator, out),
                    Format::Markdown => markdown::write(table, out),
                    Format::Parquet => parquet::write(table, out),
                    _ => json::write(table, out),
                })?;
                Ok(Some(name))
            })
            .collect::<Result<_>>()
            .map_err(|e| e.at(&self.target))?;
        self.files.extend(written.into_iter().flatten());
        Ok(())
    }

    /// Writes a text file of its own among the tables: a plot.
    ///
    /// # Errors
    /// The disk is full.
    pub fn text(&mut self, name: &str, text: &str) -> Result<()> {
        let path = self.staging.path().join(name);
        std::fs::create_dir_all(folder_of(&path)).map_err(|e| failure(&self.target, e))?;
        let whole = |out: &mut BufWriter<File>| {
            out.write_all(text.as_bytes()).map_err(|e| Error::new("cannot be written").because(e))
        };
        write_file(&path, whole).map_err(|e| e.at(self.target.join(name)))?;
        self.files.push(PathBuf::from(name));
        Ok(())
    }

    /// Finishes workbook and database, and moves every file to its place; returns their paths.
    ///
    /// # Errors
    /// The disk is full or the folder is gone.
    pub fn commit(mut self, charts: &[Bars]) -> Result<Vec<PathBuf>> {
        let target = self.target.clone();
        for sink in std::mem::take(&mut self.sinks) {
            let name = |extension| PathBuf::from(format!("{}.{extension}", self.options.name));
            match sink {
                Sink::Xlsx(book) => {
                    let name = name("xlsx");
                    write_file(&self.staging.path().join(&name), |out| book.finish(charts, out))
                        .map_err(|e| e.at(target.join(&name)))?;
                    self.files.push(name);
                }
                Sink::Sqlite(database) => {
                    let name = name("sqlite");
                    database.finish().map_err(|e| e.at(target.join(&name)))?;
                    let file = File::open(self.staging.path().join(&name));
                    file.and_then(|f| f.sync_all()).map_err(|e| failure(&target, e))?;
                    self.files.push(name);
                }
                Sink::Single(_) => {}
            }
        }
        std::fs::create_dir_all(&target).map_err(|e| failure(&target, e))?;
        let mut moved: Vec<Moved> = Vec::new();
        for name in &self.files {
            let old = self.staging.path().join("old").join(name);
            match Moved::new(&self.staging.path().join(name), &target.join(name), old) {
                Ok(file) => moved.push(file),
                Err(e) => {
                    moved.iter().rev().for_each(Moved::undo);
                    return Err(e);
                }
            }
        }
        sync_folder(&target.join("x")).map_err(|e| failure(&target, e))?;
        Ok(moved.into_iter().map(|m| m.place).collect())
    }
}

/// A file that stands in its place, and where the one that stood there before is kept meanwhile.
struct Moved {
    place: PathBuf,
    old: Option<PathBuf>,
}

impl Moved {
    fn new(from: &Path, place: &Path, old: PathBuf) -> Result<Self> {
        let fail = |e| failure(place, e);
        if place.is_dir() {
            return Err(Error::new("is a folder").at(place).remedy("remove it or name another folder"));
        }
        std::fs::create_dir_all(folder_of(place)).map_err(fail)?;
        let mut moved = Self { place: place.to_path_buf(), old: None };
        if place.exists() {
            std::fs::create_dir_all(folder_of(&old)).map_err(fail)?;
            std::fs::rename(place, &old).map_err(fail)?;
            moved.old = Some(old);
        }
        std::fs::rename(from, place).map_err(|e| {
            moved.undo();
            fail(e)
        })?;
        Ok(moved)
    }

    /// Puts back what stood there; what cannot be put back was not there before.
    fn undo(&self) {
        let _ = match &self.old {
            Some(old) => std::fs::rename(old, &self.place),
            None => std::fs::remove_file(&self.place),
        };
    }
}

impl Format {
    /// The end of the name of its files.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Json => "json",
        }
    }
}

/// A file, written and synchronized.
fn write_file(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<()>) -> Result<()> {
    let fail = |e| failure(path, e);
    let mut out = BufWriter::with_capacity(1 << 18, File::create(path).map_err(fail)?);
    write(&mut out)?;
    let file = out.into_inner().map_err(|e| fail(e.into_error()))?;
    file.sync_all().map_err(fail)
}
