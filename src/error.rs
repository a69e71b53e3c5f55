//! The one error of the library: what failed, where, why, and what to do about it.
//!
//! Errors are for files, lists, labels and outputs. Language never fails: where a text states nothing,
//! nothing is found. One opaque type keeps the signatures small; the sentences live here, in one place.

use std::fmt;
use std::path::{Path, PathBuf};

/// What failed, where, why, and the remedy.
#[derive(Debug)]
pub struct Error {
    place: Option<Place>,
    what: String,
    remedy: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A file, and a line in it where one is known (counted from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    line: Option<usize>,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error that says `what` failed.
    ///
    /// ```
    /// use trichluc::error::Error;
    /// let e = Error::new("not an article").at("a.txt").line(3).remedy("name a text file");
    /// assert_eq!(e.to_string(), "a.txt:3: not an article; name a text file");
    /// ```
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self { place: None, what: what.into(), remedy: None, source: None }
    }

    /// An error from the operating system about `path`.
    #[must_use]
    pub fn io(path: impl AsRef<Path>, source: std::io::Error) -> Self {
        use std::io::ErrorKind as K;
        let (what, remedy) = match source.kind() {
            K::NotFound => ("no such file or folder", Some("check the path")),
            K::PermissionDenied => ("no permission", Some("check the rights of the file")),
            K::StorageFull => ("the disk is full", Some("free some space and run again")),
            _ => ("cannot be read or written", None),
        };
        let mut e = Self::new(what).at(path);
        // Where the sentence says it all, the system's own words would only repeat it.
        if remedy.is_none() {
            e = e.because(source);
        }
        e.remedy = remedy.map(String::from);
        e
    }

    /// Names the file concerned.
    #[must_use]
    pub fn at(mut self, path: impl AsRef<Path>) -> Self {
        let line = self.place.and_then(|p| p.line);
        self.place = Some(Place { path: path.as_ref().to_path_buf(), line });
        self
    }

    /// Names the line concerned, counted from 1.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        match &mut self.place {
            Some(p) => p.line = Some(line),
            None => self.place = Some(Place { path: PathBuf::new(), line: Some(line) }),
        }
        self
    }

    /// Says what the user can do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Keeps the error underneath.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The file concerned, where one is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.place.as_ref().map(|p| p.path.as_path()).filter(|p| !p.as_os_str().is_empty())
    }

    /// The line concerned, counted from 1, where one is.
    #[must_use]
    pub fn line_number(&self) -> Option<usize> {
        self.place.as_ref().and_then(|p| p.line)
    }

    /// The sentence without place and remedy.
    #[must_use]
    pub fn reason(&self) -> String {
        match &self.source {
            Some(s) => format!("{} ({s})", self.what),
            None => self.what.clone(),
        }
    }

    /// What the user can do, where something is known to help.
    #[must_use]
    pub fn advice(&self) -> Option<&str> {
        self.remedy.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{}", place.path.display())?;
            if let Some(line) = place.line {
                write!(f, ":{line}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.reason())?;
        if let Some(remedy) = &self.remedy {
            write!(f, "; {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}

/// A reader of a format, or a rule, that gave up on one article with a panic.
pub(crate) fn panicked(path: &str, panic: &(dyn std::any::Any + Send)) -> Error {
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Error::new(format!("the reader gave up on it ({})", message.unwrap_or("no reason given")))
        .at(path)
        .remedy("save the article again in another format, and report this as an error of the program")
}
