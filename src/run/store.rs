//! Where the lines of a run are kept until it is known which of them stand in the output, and how.
//!
//! Lines are appended to a part file as they come. Nearly always that file is the output already and is only
//! renamed; where texts stood twice, or a resumed run found its articles changed, the output is put together
//! from it, in order, with the links written in.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use tempfile::SpooledTempFile;

use super::journal::{self, Entry, Known};
use super::links::with_links;
use super::{Destination, Watch};
use crate::error::{Error, Result};
use crate::output::{AtomicFile, failure, folder_of, resolved, sync_folder};

/// Bytes of lines that wait to be written.
const BUFFER: usize = 1 << 18;
/// Bytes that a run to a stream keeps in memory before they go to an unnamed file.
const SPOOL: usize = 8 << 20;
/// How long a line may wait to be written.
const WAIT: Duration = Duration::from_millis(500);
/// Bytes after which what was written is made durable, so that a crash of the machine loses no more.
const SYNC: u64 = 256 << 20;

/// Where the lines of a run go.
pub(crate) enum Store {
    /// Straight out.
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// To a part, for a file or for a stream at the end.
    Part(Box<Part>),
}

/// Lines in the order in which they were made, and the order in which they belong.
pub(crate) struct Part {
    medium: Medium,
    waiting: Vec<u8>,
    /// Bytes in the medium and waiting.
    end: u64,
    written_at: Instant,
    unsynced: u64,
    /// The lines of the output in their order, neighbours joined.
    order: Vec<Range<u64>>,
    /// Lines that get further paths, by their place.
    also_at: BTreeMap<u64, (u32, Vec<String>)>,
}

enum Medium {
    Spool(SpooledTempFile, Box<dyn Write + Send>),
    File(Box<Files>),
}

/// A part file and its journal beside the output.
struct Files {
    output: PathBuf,
    part: File,
    journal: File,
    entries: Vec<u8>,
}

impl Store {
    /// Opens the store of a run, and what is known from the run that it resumes.
    pub(crate) fn open(
        output: Destination,
        resume: bool,
        keep_duplicates: bool,
        basis: &str,
        watch: &dyn Watch,
    ) -> Result<(Self, Known)> {
        let (medium, known) = match output {
            Destination::Stream(stream) if keep_duplicates => {
                return Ok((Self::Stream(BufWriter::with_capacity(BUFFER, stream)), Known::default()));
            }
            Destination::Stream(stream) => {
                (Medium::Spool(tempfile::spooled_tempfile(SPOOL), stream), Known::default())
            }
            Destination::File(path) => match std::fs::metadata(&path) {
                Ok(meta) if meta.is_dir() => {
                    return Err(Error::new("is a folder").at(&path).remedy("name a file for the output"));
                }
                Ok(meta) if !meta.is_file() => {
                    let file = OpenOptions::new().write(true).open(&path).map_err(|e| failure(&path, e))?;
                    return Self::open(
                        Destination::Stream(Box::new(file)),
                        false,
                        keep_duplicates,
                        basis,
                        watch,
                    );
                }
                _ => {
                    let (files, known) = Files::open(&path, resume, basis, watch)?;
                    (Medium::File(Box::new(files)), known)
                }
            },
        };
        let end = known.end();
        let part = Part {
            medium,
            waiting: Vec::with_capacity(BUFFER),
            end,
            written_at: Instant::now(),
            unsynced: 0,
            order: Vec::new(),
            also_at: BTreeMap::new(),
        };
        Ok((Self::Part(Box::new(part)), known))
    }

    /// Appends a line to the output; `entry` makes its entry in the journal, given its place.
    pub(crate) fn append(&mut self, line: &[u8], entry: impl FnOnce(u64) -> Entry) -> Result<u64> {
        match self {
            Self::Stream(stream) => stream.write_all(line).map(|()| 0).map_err(stream_failure),
            Self::Part(part) => part.append(line, entry),
        }
    }

    /// Puts a line that the part holds already next in the output.
    pub(crate) fn place(&mut self, offset: u64, len: u32) {
        if let Self::Part(part) = self {
            part.place(offset..offset + u64::from(len));
        }
    }

    /// A line of the part.
    pub(crate) fn line(&mut self, offset: u64, len: u32) -> Result<Vec<u8>> {
        let Self::Part(part) = self else { return Ok(Vec::new()) };
        part.flush()?;
        let mut line = vec![0; len as usize];
        part.medium.read_at(offset, &mut line).map_err(|e| part.medium.failure(e))?;
        Ok(line)
    }

    /// Adds a further path to the record whose line is at `offset`.
    pub(crate) fn also_at(&mut self, offset: u64, len: u32, path: String) {
        if let Self::Part(part) = self {
            part.also_at.entry(offset).or_insert_with(|| (len, Vec::new())).1.push(path);
        }
    }

    /// Writes out what has waited long enough.
    pub(crate) fn pause(&mut self) -> Result<()> {
        match self {
            Self::Stream(stream) => stream.flush().map_err(stream_failure),
            Self::Part(part) if part.written_at.elapsed() > WAIT => part.flush(),
            Self::Part(_) => Ok(()),
        }
    }

    /// Puts the output in its place, unless nothing was recorded. Returns its bytes.
    pub(crate) fn finish(self) -> Result<u64> {
        match self {
            Self::Stream(mut stream) => stream.flush().map(|()| 0).map_err(stream_failure),
            Self::Part(mut part) => {
                part.flush()?;
                part.finish()
            }
        }
    }
}

impl Part {
    fn append(&mut self, line: &[u8], entry: impl FnOnce(u64) -> Entry) -> Result<u64> {
        let offset = self.end;
        self.waiting.extend_from_slice(line);
        self.end += line.len() as u64;
        self.place(offset..self.end);
        if let Medium::File(files) = &mut self.medium {
            entry(offset).write(&mut files.entries);
        }
        if self.waiting.len() >= BUFFER {
            self.flush()?;
        }
        Ok(offset)
    }

    fn place(&mut self, line: Range<u64>) {
        match self.order.last_mut() {
            Some(last) if last.end == line.start => last.end = line.end,
            _ => self.order.push(line),
        }
    }

    fn flush(&mut self) -> Result<()> {
        self.unsynced += self.waiting.len() as u64;
        let sync = self.unsynced >= SYNC;
        self.medium.append(&self.waiting, sync).map_err(|e| self.medium.failure(e))?;
        if sync {
            self.unsynced = 0;
        }
        self.waiting.clear();
        self.written_at = Instant::now();
        Ok(())
    }

    fn finish(self) -> Result<u64> {
        let Self { medium, end, order, also_at, .. } = self;
        let in_place = also_at.is_empty() && order.len() == 1 && order.first() == Some(&(0..end));
        match medium {
            Medium::Spool(mut spool, mut stream) => {
                assemble(&mut spool, &order, &also_at, &mut stream).map_err(stream_failure)
            }
            Medium::File(files) if order.is_empty() => files.remove().map(|()| 0),
            Medium::File(files) if in_place => files.rename().map(|()| end),
            Medium::File(mut files) => {
                let mut output = AtomicFile::create(&files.output)?;
                let bytes = assemble(&mut files.part, &order, &also_at, &mut output)
                    .map_err(|e| failure(&files.output, e))?;
                output.commit()?;
                files.remove().map(|()| bytes)
            }
        }
    }
}

/// Writes the lines of `part` in their order, with the further paths written in.
fn assemble(
    part: &mut (impl Read + Seek),
    order: &[Range<u64>],
    also_at: &BTreeMap<u64, (u32, Vec<String>)>,
    out: &mut impl Write,
) -> io::Result<u64> {
    let mut bytes = 0;
    for range in order {
        part.seek(SeekFrom::Start(range.start))?;
        let mut at = range.start;
        for (&offset, (len, paths)) in also_at.range(range.clone()) {
            bytes += copy(part, offset - at, out)?;
            let mut line = vec![0; *len as usize];
            part.read_exact(&mut line)?;
            let line = with_links(&line, paths, None);
            out.write_all(&line)?;
            bytes += line.len() as u64;
            at = offset + u64::from(*len);
        }
        bytes += copy(part, range.end - at, out)?;
    }
    out.flush()?;
    Ok(bytes)
}

fn copy(from: &mut impl Read, bytes: u64, to: &mut impl Write) -> io::Result<u64> {
    let copied = io::copy(&mut from.take(bytes), to)?;
    if copied == bytes { Ok(copied) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

impl Medium {
    fn append(&mut self, lines: &[u8], sync: bool) -> io::Result<()> {
        match self {
            Self::Spool(spool, _) => spool.write_all(lines),
            Self::File(files) => {
                // A file without a name takes whatever is written to it and keeps nothing.
                std::fs::metadata(beside(&files.output, "part"))?;
                files.part.write_all(lines)?;
                files.journal.write_all(&files.entries)?;
                files.entries.clear();
                if sync {
                    files.part.sync_data()?;
                    files.journal.sync_data()?;
                }
                Ok(())
            }
        }
    }

    fn read_at(&mut self, offset: u64, line: &mut [u8]) -> io::Result<()> {
        fn read(medium: &mut (impl Read + Seek), offset: u64, line: &mut [u8]) -> io::Result<()> {
            medium.seek(SeekFrom::Start(offset))?;
            medium.read_exact(line)?;
            medium.seek(SeekFrom::End(0)).map(|_| ())
        }
        match self {
            Self::Spool(spool, _) => read(spool, offset, line),
            Self::File(files) => read(&mut files.part, offset, line),
        }
    }

    fn failure(&self, e: io::Error) -> Error {
        match self {
            Self::Spool(..) => Error::new("the temporary file of the output cannot be written").because(e),
            Self::File(files) if e.kind() == io::ErrorKind::StorageFull => Error::new("the disk is full")
                .at(&files.output)
                .because(e)
                .remedy("free some space and go on with --resume: what was done is kept beside the output"),
            Self::File(files) => failure(&files.output, e),
        }
    }
}

impl Files {
    fn open(path: &Path, resume: bool, basis: &str, watch: &dyn Watch) -> Result<(Self, Known)> {
        let output = resolved(path);
        let open = |suffix: &str| {
            let path = beside(&output, suffix);
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)
        };
        let fail = |e| failure(path, e);
        let (mut part, mut journal) = (open("part").map_err(fail)?, open("journal").map_err(fail)?);
        if matches!(part.try_lock(), Err(std::fs::TryLockError::WouldBlock)) {
            let what = "another run is writing this output";
            return Err(Error::new(what).at(path).remedy("wait for it, or name another file with -o"));
        }
        let left = part.metadata().map_err(fail)?.len() > 0;
        let basis = format!("{} {basis}", env!("CARGO_PKG_VERSION"));
        let known = match resume && left {
            true => journal::resume(&mut journal, &mut part, &basis).map_err(fail)?,
            false => None,
        };
        match (&known, resume, left) {
            (Some(known), ..) => watch.note(&format!("goes on after {} records", known.len())),
            (None, true, true) => watch.note(
                "the unfinished run was made with other lists, options or by another version: starts from the beginning",
            ),
            (None, true, false) => watch.note("there is no unfinished run to go on with: starts from the beginning"),
            (None, false, true) => watch.note("an unfinished run is thrown away; --resume would have gone on with it"),
            (None, false, false) => {}
        }
        if known.is_none() {
            part.set_len(0).and_then(|()| journal::begin(&mut journal, &basis)).map_err(fail)?;
        }
        Ok((Self { output, part, journal, entries: Vec::new() }, known.unwrap_or_default()))
    }

    /// Makes the part the output.
    fn rename(self) -> Result<()> {
        let fail = |e| failure(&self.output, e);
        self.part.sync_all().map_err(fail)?;
        std::fs::rename(beside(&self.output, "part"), &self.output).map_err(fail)?;
        sync_folder(&self.output).map_err(fail)?;
        std::fs::remove_file(beside(&self.output, "journal")).map_err(fail)
    }

    fn remove(self) -> Result<()> {
        for suffix in ["part", "journal"] {
            std::fs::remove_file(beside(&self.output, suffix)).map_err(|e| failure(&self.output, e))?;
        }
        Ok(())
    }
}

/// The hidden file beside an output: `.out.jsonl.trichluc-part` for `out.jsonl`.
fn beside(output: &Path, suffix: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(format!(".trichluc-{suffix}"));
    folder_of(output).join(name)
}

fn stream_failure(e: io::Error) -> Error {
    Error::new("the output cannot be written").because(e)
}
