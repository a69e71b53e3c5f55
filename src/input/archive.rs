//! Compressed files and archives, read as streams: nothing is unpacked to disk.
//!
//! An archive may lie inside another, to a bounded depth; a member is at most held in memory, to a bounded
//! size; all that comes out of one file of the user is bounded by a multiple of its size. Names of members are
//! only ever shown: a path like `../../etc/x` leads nowhere. What an archive holds besides articles is left
//! out and counted, as in a folder.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use super::guard::{Allowance, Budget, Expanding, HeaderGuard, Whole};
use super::jsonl;
use super::kind::{self, Kind};
use super::options::Options;
use super::parcel::{Load, Parcel, Sink, changed, name_of, read_failure, too_large};
use super::paths::LeftOut;
use super::{table, warc};
use crate::error::{Error, Result};

/// Reads one file of the user that may hold many articles.
pub(crate) struct Archives<'a> {
    options: &'a Options,
    sink: Sink<'a, Parcel>,
    budget: Budget,
    /// Bytes of the file read so far, and those that parcels account for.
    read: Rc<Cell<u64>>,
    accounted: u64,
}

/// Hands over the parcels of one file.
pub(crate) fn parcels(path: &Path, options: &Options, sink: Sink<'_, Parcel>) -> ControlFlow<()> {
    let name = name_of(path);
    let opened = File::open(path).and_then(|file| file.metadata().map(|meta| (file, meta)));
    let (file, before) = match opened {
        Ok(opened) => opened,
        Err(e) => return sink(Parcel { consumed: 0, load: Load::Failed(Error::io(path, e)) }),
    };
    if before.len() == 0 {
        let empty = Error::new("the file is empty").at(path).remedy("remove it or fetch it again");
        return sink(Parcel { consumed: 0, load: Load::Failed(empty) });
    }
    let read = Rc::new(Cell::new(0));
    let mut file = Counting { inner: file, read: Rc::clone(&read) };
    let budget = Budget::new(before.len(), options.limits.ratio);
    let mut archives = Archives { options, sink, budget, read, accounted: 0 };
    let mut head = Vec::with_capacity(kind::SNIFF);
    let sniffed = (&mut file).take(kind::SNIFF as u64).read_to_end(&mut head).and_then(|_| file.rewind());
    if let Err(e) = sniffed {
        return archives.fail(Error::io(path, e));
    }
    match kind::of(&name, &head) {
        kind if !kind.holds_many() => return archives.emit(Load::File(path.to_path_buf())),
        Kind::Zip => archives.zip(&name, &mut file, 0)?,
        kind => archives.stream(&name, &name, kind, &mut file, 0)?,
    }
    let after = file.inner.metadata().ok();
    if after.is_none_or(|a| a.len() != before.len() || a.modified().ok() != before.modified().ok()) {
        return archives.fail(changed(path));
    }
    ControlFlow::Continue(())
}

impl Archives<'_> {
    fn emit(&mut self, load: Load) -> ControlFlow<()> {
        let read = self.read.get();
        let consumed = read - self.accounted;
        self.accounted = read;
        (self.sink)(Parcel { consumed, load })
    }

    fn fail(&mut self, error: Error) -> ControlFlow<()> {
        self.emit(Load::Failed(error))
    }

    /// Reads what is at `path`, known to be of a kind, called `name` without the compression around it.
    fn stream(
        &mut self,
        path: &str,
        name: &str,
        kind: Kind,
        reader: &mut dyn Read,
        depth: usize,
    ) -> ControlFlow<()> {
        if matches!(kind, Kind::Gzip | Kind::Zstd | Kind::Tar | Kind::Zip)
            && depth >= self.options.limits.depth
        {
            let what = format!("more than {} archives inside one another", self.options.limits.depth);
            return self.fail(Error::new(what).at(path).remedy("raise the limit with --max-depth"));
        }
        match kind {
            Kind::Gzip => {
                let decoder = flate2::read::MultiGzDecoder::new(BufReader::with_capacity(1 << 16, reader));
                self.compressed(path, name, decoder, depth)
            }
            Kind::Zstd => match zstd::stream::read::Decoder::new(reader) {
                Ok(decoder) => self.compressed(path, name, decoder, depth),
                Err(e) => self.fail(read_failure(path, e)),
            },
            Kind::Tar => self.tar(path, reader, depth),
            Kind::Zip => match self.whole(path, reader) {
                Ok(bytes) => self.zip(path, &mut Cursor::new(bytes), depth),
                Err(e) => self.fail(e),
            },
            Kind::Warc => warc::records(path, reader, self.options, &mut |load| self.emit(load)),
            Kind::Jsonl => {
                let limit = self.options.limits.page;
                jsonl::blocks(path, reader, false, limit, &mut |lines| match lines {
                    Ok(lines) => self.emit(Load::Lines(lines)),
                    Err(e) => self.fail(e),
                })
            }
            Kind::Csv => table::csv(path, name, reader, self.options, &mut |load| self.emit(load)),
            Kind::Xlsx => match self.whole(path, reader) {
                Ok(bytes) => self.emit(Load::Member { path: path.to_owned(), kind, bytes }),
                Err(e) => self.fail(e),
            },
            Kind::Text | Kind::Html | Kind::Docx | Kind::Pdf => match self.whole(path, reader) {
                Ok(bytes) => self.emit(Load::Member { path: path.to_owned(), kind, bytes }),
                Err(e) => self.fail(e),
            },
        }
    }

    fn compressed(&mut self, path: &str, name: &str, decoder: impl Read, depth: usize) -> ControlFlow<()> {
        let mut inner = Expanding { inner: decoder, budget: self.budget.clone() };
        let mut head = Vec::with_capacity(kind::SNIFF);
        if let Err(e) = (&mut inner).take(kind::SNIFF as u64).read_to_end(&mut head) {
            return self.fail(read_failure(path, e));
        }
        let name = kind::inside(name);
        let kind = kind::of(&name, &head);
        self.stream(path, &name, kind, &mut Cursor::new(head).chain(inner), depth + 1)
    }

    fn tar(&mut self, path: &str, reader: &mut dyn Read, depth: usize) -> ControlFlow<()> {
        let allowance = Allowance::default();
        let mut archive = tar::Archive::new(HeaderGuard {
            inner: reader,
            allowance: allowance.clone(),
            what: "a name of more than 1 MiB",
        });
        let mut entries = match archive.entries() {
            Ok(entries) => entries,
            Err(e) => return self.fail(read_failure(path, e)),
        };
        let mut members = Members::new(path);
        let mut unread = 0;
        loop {
            // Names of members are read whole by the library, however long they claim to be.
            allowance.set(unread);
            let entry = entries.next();
            allowance.lift();
            let mut entry = match entry {
                None => break,
                Some(Ok(entry)) => entry,
                Some(Err(e)) => return self.fail(read_failure(path, e)),
            };
            unread = entry.size();
            if !entry.header().entry_type().is_file() && !entry.header().entry_type().is_contiguous() {
                continue;
            }
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            if let Some(name) = members.take(&name) {
                // The library takes the end of a torn archive for the end of the member.
                let mut whole = Whole { inner: &mut entry, left: unread, torn: false };
                self.member(&name, &mut whole, depth)?;
                if whole.torn {
                    return self.end(members);
                }
                unread = whole.left;
            }
        }
        // Behind the end of the archive stands the checksum of the compressed file around it.
        if let Err(e) = io::copy(archive.into_inner().inner, &mut io::sink()) {
            self.fail(read_failure(path, e))?;
        }
        self.end(members)
    }

    fn zip<R: Read + Seek>(&mut self, path: &str, reader: &mut R, depth: usize) -> ControlFlow<()> {
        let mut archive = match zip::ZipArchive::new(reader) {
            Ok(archive) => archive,
            Err(e) => return self.fail(zip_failure(path, e)),
        };
        let mut members = Members::new(path);
        for index in 0..archive.len() {
            let listed = archive.name_for_index(index).and_then(|name| name.ok().map(|n| n.into_owned()));
            let member = match archive.by_index(index) {
                Ok(member) => member,
                Err(e) => {
                    let name = listed.unwrap_or_else(|| index.to_string());
                    if let Some(name) = members.take(&name) {
                        self.fail(zip_failure(&name, e))?;
                    }
                    continue;
                }
            };
            if !member.is_file() {
                continue;
            }
            let name = match std::str::from_utf8(member.name_raw()) {
                Ok(name) => name.to_owned(),
                Err(_) => member.name().map(|n| n.into_owned()).unwrap_or_default(),
            };
            if let Some(name) = members.take(&name) {
                self.member(&name, &mut Expanding { inner: member, budget: self.budget.clone() }, depth)?;
            }
        }
        self.end(members)
    }

    fn member(&mut self, path: &str, reader: &mut dyn Read, depth: usize) -> ControlFlow<()> {
        let mut head = Vec::with_capacity(kind::SNIFF);
        if let Err(e) = reader.take(kind::SNIFF as u64).read_to_end(&mut head) {
            return self.fail(read_failure(path, e));
        }
        let kind = kind::of(path, &head);
        self.stream(path, path, kind, &mut Cursor::new(head).chain(reader), depth + 1)
    }

    fn end(&mut self, members: Members<'_>) -> ControlFlow<()> {
        if members.taken == 0 {
            let what = "the archive holds no article";
            self.fail(
                Error::new(what).at(members.path).remedy("name an archive with .txt, .html, .docx … files"),
            )?;
        }
        if members.left_out.is_empty() {
            return ControlFlow::Continue(());
        }
        self.emit(Load::Note(format!("left out of {}: {}", members.path, members.left_out)))
    }

    /// The bytes of a member, whole.
    fn whole(&self, path: &str, reader: &mut dyn Read) -> Result<Vec<u8>> {
        let limit = self.options.limits.file;
        let mut bytes = Vec::new();
        reader.take(limit + 1).read_to_end(&mut bytes).map_err(|e| read_failure(path, e))?;
        if bytes.len() as u64 > limit {
            return Err(too_large(path, bytes.len() as u64, limit));
        }
        bytes.shrink_to_fit();
        Ok(bytes)
    }
}

/// Decides which members of an archive are read.
struct Members<'p> {
    path: &'p str,
    taken: usize,
    left_out: LeftOut,
}

impl<'p> Members<'p> {
    fn new(path: &'p str) -> Self {
        Self { path, taken: 0, left_out: LeftOut::default() }
    }

    /// The path of a member that is to be read.
    fn take(&mut self, name: &str) -> Option<String> {
        let name = name.replace('\\', "/");
        let name = name.trim_start_matches("./");
        let hidden =
            |part: &str| (part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX";
        if name.split('/').any(hidden) {
            self.left_out.hidden += 1;
            return None;
        }
        if kind::of_name(name).is_none() {
            self.left_out.add(name);
            return None;
        }
        self.taken += 1;
        Some(format!("{}!{name}", self.path))
    }
}

fn zip_failure(path: &str, e: zip::result::ZipError) -> Error {
    use zip::result::ZipError as Z;
    match e {
        Z::Io(e) => read_failure(path, e),
        Z::UnsupportedArchive(Z::PASSWORD_REQUIRED) => {
            Error::new("is encrypted").at(path).remedy("decrypt it first: passwords are not asked for")
        }
        Z::UnsupportedArchive(what) => Error::new(format!("packed in a way that is not read: {what}"))
            .at(path)
            .remedy("pack it again with deflate"),
        e => Error::new("the zip archive is damaged").at(path).because(e).remedy("fetch it again"),
    }
}

/// Counts the bytes read from a file.
struct Counting {
    inner: File,
    read: Rc<Cell<u64>>,
}

impl Read for Counting {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.read.set(self.read.get() + n as u64);
        Ok(n)
    }
}

impl Seek for Counting {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}
