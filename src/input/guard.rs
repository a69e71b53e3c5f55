//! Readers that stop what was made to harm: archives that grow without end, names without end.

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that any file may grow to.
const FREE: u64 = 64 << 20;
/// Bytes that the headers between two members may take.
const HEADERS: u64 = 1 << 20;

/// What may come out of one file of the user, all archives inside it together.
#[derive(Debug, Clone)]
pub(crate) struct Budget {
    left: Rc<Cell<u64>>,
    ratio: u64,
}

impl Budget {
    pub(crate) fn new(file: u64, ratio: u64) -> Self {
        Self { left: Rc::new(Cell::new(FREE.saturating_add(file.saturating_mul(ratio)))), ratio }
    }

    /// A budget of so many bytes.
    pub(crate) fn of(bytes: u64) -> Self {
        Self { left: Rc::new(Cell::new(bytes)), ratio: 0 }
    }

    /// Takes from the budget.
    pub(crate) fn spend(&self, bytes: u64) -> io::Result<()> {
        match self.left.get().checked_sub(bytes) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None if self.ratio == 0 => {
                Err(Exceeded::error("grows beyond all bounds".into(), "open it and save it again"))
            }
            None => Err(Exceeded::error(
                format!("grows to more than {} times its size", self.ratio),
                "raise the limit with --max-ratio if the archive can be trusted",
            )),
        }
    }
}

/// A limit that was exceeded while reading.
#[derive(Debug)]
pub(crate) struct Exceeded {
    pub(crate) what: String,
    pub(crate) remedy: &'static str,
}

impl Exceeded {
    pub(crate) fn error(what: String, remedy: &'static str) -> io::Error {
        io::Error::other(Self { what, remedy })
    }
}

impl fmt::Display for Exceeded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Exceeded {}

/// What a decoder gives, within a budget.
pub(crate) struct Expanding<R> {
    pub(crate) inner: R,
    pub(crate) budget: Budget,
}

impl<R: Read> Read for Expanding<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.budget.spend(n as u64)?;
        Ok(n)
    }
}

/// A member of an archive that is as long as the archive says, or an error.
pub(crate) struct Whole<R> {
    pub(crate) inner: R,
    /// Bytes that are still to come.
    pub(crate) left: u64,
    /// Whether the archive around it could not be read to the end of the member.
    pub(crate) torn: bool,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = match self.inner.read(buf) {
            Ok(0) if self.left > 0 && !buf.is_empty() => Err(io::ErrorKind::UnexpectedEof.into()),
            read => read,
        };
        match &read {
            Ok(n) => self.left = self.left.saturating_sub(*n as u64),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => self.torn = true,
        }
        read
    }
}

/// How many bytes may be read until the next member begins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Allowance(Rc<Cell<Option<u64>>>);

impl Allowance {
    /// Allows for so many bytes and for headers.
    pub(crate) fn set(&self, unread: u64) {
        self.0.set(Some(unread.saturating_add(HEADERS)));
    }

    /// Allows for anything.
    pub(crate) fn lift(&self) {
        self.0.set(None);
    }
}

/// A stream of which only so much may be read at a time: headers of an archive, a row of a table.
pub(crate) struct HeaderGuard<R> {
    pub(crate) inner: R,
    pub(crate) allowance: Allowance,
    /// What there is too much of.
    pub(crate) what: &'static str,
}

impl<R: Read> Read for HeaderGuard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        if let Some(allowed) = self.allowance.0.get() {
            let Some(left) = allowed.checked_sub(n as u64) else {
                return Err(Exceeded::error(self.what.to_owned(), "look at the file, it is damaged"));
            };
            self.allowance.0.set(Some(left));
        }
        Ok(n)
    }
}
