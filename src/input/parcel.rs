//! Paths turned into parcels: what one worker reads at a time, in the order of the output.
//!
//! Reading has two halves. [`parcels`] runs in one thread, in order, and does only what has to be done in
//! order: it opens archives and cuts long files. [`articles`] runs in any thread and does the rest for one
//! parcel: it reads the file, takes the text out of the markup. The same two halves, called in turn, are all
//! that a command for one file needs.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use super::guard::Exceeded;
use super::jsonl::{self, Lines};
use super::kind::{self, Kind};
use super::options::Options;
use super::table::{self, Placed};
use super::{Article, archive, content_id, convert, workbook};
use crate::error::{Error, Result, panicked};

/// What one worker reads at a time.
#[derive(Debug)]
pub(crate) struct Parcel {
    /// Bytes of the user's files that were read for it.
    pub(crate) consumed: u64,
    /// What is in it.
    pub(crate) load: Load,
}

/// What is in a parcel.
#[derive(Debug)]
pub(crate) enum Load {
    /// A file that holds one article, not read yet.
    File(PathBuf),
    /// A member of an archive that holds one article, or a workbook.
    Member { path: String, kind: Kind, bytes: Vec<u8> },
    /// An answer of a crawl.
    Page(Box<Raw>),
    /// Some lines of a file of JSON lines.
    Lines(Lines),
    /// Some rows of a table.
    Rows(Vec<Placed>),
    /// Something to be said that is no failure.
    Note(String),
    /// What could not even be opened.
    Failed(Error),
}

/// What a worker finds in a parcel.
#[derive(Debug)]
pub(crate) enum Found {
    Article(Pending),
    Note(String),
    Failed(Error),
}

/// One article as bytes, before its format is read.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) bytes: Vec<u8>,
    /// Where a crawler found it.
    pub(crate) url: Option<String>,
    /// The encoding that the server stated.
    pub(crate) charset: Option<String>,
}

/// One article, known by its id, whose format may still have to be read. A resumed run spares that work.
#[derive(Debug)]
pub(crate) enum Pending {
    Raw(Box<Raw>),
    Read(Box<Article>),
}

/// Takes what is found, in order, until told to stop.
pub(crate) type Sink<'a, T> = &'a mut dyn FnMut(T) -> ControlFlow<()>;

impl Parcel {
    /// Bytes of memory that it takes, or will take once it is read, roughly.
    pub(crate) fn weight(&self) -> usize {
        const SMALL: usize = 64 << 10;
        match &self.load {
            Load::File(_) | Load::Rows(_) => SMALL,
            Load::Member { bytes, .. } => bytes.len(),
            Load::Page(raw) => raw.bytes.len(),
            // A pipe hands over less than there was room for.
            Load::Lines(lines) => lines.bytes.capacity(),
            Load::Note(_) | Load::Failed(_) => 0,
        }
    }

    /// The file or the archive member that it was made from.
    pub(crate) fn name(&self) -> String {
        match &self.load {
            Load::File(path) => name_of(path),
            Load::Member { path, .. } => path.clone(),
            Load::Page(raw) => raw.path.clone(),
            Load::Lines(lines) => lines.path.clone(),
            Load::Rows(rows) => rows.first().map(|row| row.file().to_owned()).unwrap_or_default(),
            Load::Note(_) => String::new(),
            Load::Failed(error) => error.path().map(name_of).unwrap_or_default(),
        }
    }
}

impl Raw {
    pub(crate) fn new(path: String, kind: Kind, bytes: Vec<u8>) -> Self {
        Self { path, id: content_id(&bytes), kind, bytes, url: None, charset: None }
    }
}

impl Pending {
    /// Path, content id, and what else the container says that the record depends on.
    pub(crate) fn identity(&self) -> [&str; 5] {
        match self {
            Self::Raw(raw) => [&raw.path, &raw.id, "", "", ""],
            Self::Read(article) => {
                let meta = &article.meta;
                let [title, published, author] =
                    [&meta.title, &meta.published, &meta.author].map(|s| s.as_deref().unwrap_or_default());
                [&article.path, &article.id, title, published, author]
            }
        }
    }

    /// Takes the article out of its format.
    pub(crate) fn article(self, options: &Options) -> Result<Article> {
        match self {
            Self::Raw(raw) => convert(*raw, options),
            Self::Read(article) => Ok(*article),
        }
    }
}

/// Hands over the parcels of `files` in their order.
pub(crate) fn parcels(files: &[PathBuf], options: &Options, sink: Sink<'_, Parcel>) -> ControlFlow<()> {
    for file in files {
        let single = file.file_name().and_then(|name| kind::of_name(&name.to_string_lossy()));
        if single.is_some_and(|kind| !kind.holds_many()) {
            sink(Parcel { consumed: 0, load: Load::File(file.clone()) })?;
            continue;
        }
        match catch_unwind(AssertUnwindSafe(|| archive::parcels(file, options, sink))) {
            Ok(flow) => flow?,
            Err(panic) => {
                let load = Load::Failed(panicked(&name_of(file), &*panic));
                sink(Parcel { consumed: 0, load })?;
            }
        }
    }
    ControlFlow::Continue(())
}

/// Hands over the articles of a parcel in their order, each or the reason why it is none. Returns the bytes of
/// the user's files that were read for it.
pub(crate) fn articles(parcel: Parcel, options: &Options, sink: Sink<'_, Found>) -> u64 {
    let mut consumed = parcel.consumed;
    let _ = match parcel.load {
        Load::File(path) => match read_file(&path, options) {
            Ok(raw) => {
                consumed += raw.bytes.len() as u64;
                of_raw(raw, options, sink)
            }
            Err(e) => sink(Found::Failed(e)),
        },
        Load::Member { path, kind, bytes } => of_raw(Raw::new(path, kind, bytes), options, sink),
        Load::Page(raw) => of_raw(*raw, options, sink),
        Load::Lines(lines) => jsonl::articles(&lines, options, sink),
        Load::Rows(rows) => table::articles(rows, options, sink),
        Load::Note(note) => sink(Found::Note(note)),
        Load::Failed(error) => sink(Found::Failed(error)),
    };
    consumed
}

fn of_raw(raw: Raw, options: &Options, sink: Sink<'_, Found>) -> ControlFlow<()> {
    match raw.kind {
        Kind::Xlsx => workbook::xlsx(&raw.path, raw.bytes, options, sink),
        _ => sink(Found::Article(Pending::Raw(Box::new(raw)))),
    }
}

/// The bytes of one file, whole.
fn read_file(path: &Path, options: &Options) -> Result<Raw> {
    let name = name_of(path);
    let io = |e| Error::io(path, e);
    let mut file = File::open(path).map_err(io)?;
    let before = file.metadata().map_err(io)?;
    let limit = options.limits.file;
    if before.len() > limit {
        return Err(too_large(&name, before.len(), limit));
    }
    // One byte more than the stated length, so that the read that finds the end needs no second buffer.
    let mut bytes = Vec::with_capacity(before.len() as usize + 1);
    (&mut file).take(limit + 1).read_to_end(&mut bytes).map_err(io)?;
    let after = file.metadata().map_err(io)?;
    if bytes.len() as u64 != after.len()
        || before.len() != after.len()
        || before.modified().ok() != after.modified().ok()
    {
        return Err(changed(path));
    }
    let kind = kind::of(&name, bytes.get(..kind::SNIFF).unwrap_or(&bytes));
    Ok(Raw::new(name, kind, bytes))
}

/// A path as records and messages show it: with forward slashes, what is no Unicode replaced.
pub(crate) fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' {
        name.into_owned()
    } else {
        name.replace(std::path::MAIN_SEPARATOR, "/")
    }
}

/// A file that someone wrote to.
pub(crate) fn changed(path: &Path) -> Error {
    Error::new("changed while it was read").at(path).remedy("run again when nothing writes to it")
}

/// A file or an archive member that is larger than a file with one article may be.
pub(crate) fn too_large(path: &str, bytes: u64, limit: u64) -> Error {
    let what = format!("{} MiB, more than one article may have ({} MiB)", bytes >> 20, limit >> 20);
    Error::new(what).at(path).remedy("raise the limit with --max-size")
}

/// A page, line or row that is larger than one may be.
pub(crate) fn page_too_large(path: &str, bytes: u64, limit: u64) -> Error {
    let what = format!("a page of {} MiB, more than one article may have ({} MiB)", bytes >> 20, limit >> 20);
    Error::new(what).at(path).remedy("cut it into articles, or raise the limit with --max-page")
}

/// A plain text that is larger than one may be.
pub(crate) fn text_too_large(path: &str, bytes: u64, limit: u64) -> Error {
    let what = format!("{} MiB of text, more than one article may have ({} MiB)", bytes >> 20, limit >> 20);
    Error::new(what).at(path).remedy("cut it into articles, or raise the limit with --max-text")
}

/// An error while reading an archive, a compressed file, a member.
pub(crate) fn read_failure(path: &str, e: io::Error) -> Error {
    use io::ErrorKind as K;
    if let Some(exceeded) = e.get_ref().and_then(|inner| inner.downcast_ref::<Exceeded>()) {
        return Error::new(exceeded.what.clone()).at(path).remedy(exceeded.remedy);
    }
    match e.kind() {
        K::UnexpectedEof => {
            Error::new("ends in the middle").at(path).because(e).remedy("fetch it again, it is cut off")
        }
        K::InvalidData | K::InvalidInput | K::Other => {
            Error::new("is damaged").at(path).because(e).remedy("fetch it again")
        }
        _ => Error::io(path, e),
    }
}
