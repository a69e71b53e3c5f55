//! What the user may decide about the reading, and the limits that keep one article from harming the rest.

use std::time::Duration;

use super::columns::Columns;
use crate::text::Encoding;

/// How to read the input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Encoding of plain texts, markup and tables; detected when `None`.
    pub encoding: Option<Encoding>,
    /// Which columns of JSON lines and tables hold what; guessed where not named.
    pub columns: Columns,
    /// What one article, one archive may cost.
    pub limits: Limits,
}

/// What one article, one archive may cost. The defaults are beyond what archives of articles hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file or an archive member that holds one article.
    pub file: u64,
    /// Bytes of a page, a line or a row, with its markup.
    pub page: u64,
    /// Bytes of the plain text of one article.
    pub text: u64,
    /// Archives inside one another; a compressed file counts.
    pub depth: usize,
    /// How many times larger an archive may become when it is read, beyond its first 64 MiB.
    pub ratio: u64,
    /// Elements of a page inside one another.
    pub tags: usize,
    /// Time for one document that a format library reads.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1 << 20;
        Self {
            file: 64 * MIB,
            page: 16 * MIB,
            text: 4 * MIB,
            depth: 4,
            ratio: 200,
            tags: 1_000,
            time: Duration::from_secs(30),
        }
    }
}
