//! A file that appears whole or not at all.
//!
//! It is written under a temporary name in the same folder, synchronized, and renamed: whoever looks sees the
//! old file or the new one, never half of one, also after a crash. What is no ordinary file (`/dev/null`, a
//! named pipe) is written to as it is: a rename would replace it.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, Result};

/// A file under a temporary name until [`AtomicFile::commit`]; dropped without it, it leaves nothing behind.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    writer: BufWriter<Target>,
}

#[derive(Debug)]
enum Target {
    Temporary(NamedTempFile),
    Direct(File),
}

impl AtomicFile {
    /// Begins a file that will stand at `path`. A link is followed: the file behind it is replaced.
    ///
    /// # Errors
    /// When the folder does not exist or cannot be written to.
    pub fn create(path: &Path) -> Result<Self> {
        let fail = |e| failure(path, e);
        let target = match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => {
                return Err(Error::new("is a folder").at(path).remedy("name a file for the output"));
            }
            Ok(meta) if !meta.is_file() => {
                Target::Direct(OpenOptions::new().write(true).open(path).map_err(fail)?)
            }
            _ => Target::Temporary(temporary(&resolved(path)).map_err(fail)?),
        };
        Ok(Self { path: resolved(path), writer: BufWriter::with_capacity(1 << 18, target) })
    }

    /// Where it will stand.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place, durably.
    ///
    /// # Errors
    /// When the disk is full or the folder is gone; nothing stands at the path then that was not there before.
    pub fn commit(self) -> Result<()> {
        let path = self.path;
        let target = self.writer.into_inner().map_err(|e| failure(&path, e.into_error()))?;
        match target {
            Target::Direct(mut file) => file.flush().map_err(|e| failure(&path, e)),
            Target::Temporary(file) => {
                file.as_file().sync_all().map_err(|e| failure(&path, e))?;
                file.persist(&path).map_err(|e| failure(&path, e.error))?;
                sync_folder(&path).map_err(|e| failure(&path, e))
            }
        }
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Temporary(file) => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Temporary(file) => file.flush(),
            Self::Direct(file) => file.flush(),
        }
    }
}

/// Makes the renaming of `path` last: on Unix the folder has to be synchronized too.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

/// The path behind a link, so that the link stays one.
pub(crate) fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

/// The folder that `path` stands in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// An error of the operating system about an output.
pub(crate) fn failure(path: &Path, e: io::Error) -> Error {
    if e.kind() == io::ErrorKind::NotFound {
        return Error::new("the folder of the output is not there").at(path).remedy("create it");
    }
    Error::io(path, e)
}

fn temporary(path: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".trichluc-").suffix(".tmp");
    // The library's default is a file that only its owner may read; an output has the rights of any new file.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder_of(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_or_not_at_all() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("out.jsonl");
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"one\n").unwrap();
        drop(file);
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        let mut file = AtomicFile::create(&path).unwrap();
        file.write_all(b"two\n").unwrap();
        assert!(!path.exists());
        file.commit().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two\n");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let error = AtomicFile::create(&dir.path().join("gone/out.jsonl")).unwrap_err();
        assert!(error.to_string().contains("the folder of the output is not there"), "{error}");
        assert!(AtomicFile::create(dir.path()).unwrap_err().to_string().contains("is a folder"));
    }

    #[cfg(unix)]
    #[test]
    fn devices_and_links_stay_what_they_are() {
        let mut null = AtomicFile::create(Path::new("/dev/null")).unwrap();
        null.write_all(b"x").unwrap();
        null.commit().unwrap();
        assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("file"), dir.path().join("link"));
        std::fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut new = AtomicFile::create(&link).unwrap();
        new.write_all(b"new").unwrap();
        new.commit().unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
    }
}
