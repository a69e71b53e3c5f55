//! The one error of the library: what failed, where, why, and what to do about it.
//!
//! Errors are for files, lists, labels and outputs. Language never fails: where a text states nothing,
//! nothing is found. One opaque type keeps the signatures small; the sentences live here, in one place.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::lang::Lang;

/// What failed, where, why, and the remedy.
#[derive(Debug)]
pub struct Error {
    place: Option<Place>,
    what: String,
    /// What failed, in Vietnamese, where no catalogue can have it.
    vi: Option<Box<str>>,
    remedy: Option<String>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// A file, and a line in it where one is known (counted from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: PathBuf,
    line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
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
        Self { place: None, what: what.into(), vi: None, remedy: None, source: None }
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

    /// Says in Vietnamese what failed; what the library writes itself is in its catalogue of messages.
    #[must_use]
    pub fn in_vietnamese(mut self, what: impl Into<String>) -> Self {
        self.vi = Some(what.into().into());
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

    /// Place, reason and remedy in a language; [`Display`](fmt::Display) has them in English.
    ///
    /// ```
    /// use trichluc::{error::Error, lang::Lang};
    /// let e = Error::new("the file is empty").at("a.txt").remedy("remove it or save the article again");
    /// assert_eq!(e.told(Lang::Vi), "a.txt: tệp rỗng; bỏ tệp hoặc lưu lại bài");
    /// ```
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let what = match (lang, &self.vi) {
            (Lang::Vi, Some(vi)) => vi.to_string(),
            _ => lang.told(&self.what).into_owned(),
        };
        // An error of the library underneath speaks the same language.
        let cause = self
            .source
            .as_ref()
            .map(|s| s.downcast_ref::<Self>().map_or_else(|| s.to_string(), |inner| inner.told(lang)));
        let mut out = self.place.as_ref().map_or_else(String::new, |p| format!("{p}: "));
        out.push_str(&what);
        if let Some(cause) = cause {
            out.push_str(&format!(" ({cause})"));
        }
        if let Some(remedy) = &self.remedy {
            out.push_str("; ");
            out.push_str(&lang.told(remedy));
        }
        out
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
            write!(f, "{place}: ")?;
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
