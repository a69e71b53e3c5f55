//! The work of one thread: the articles of one parcel, each made into the line of its record.

use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::Reading;
use super::journal::Known;
use super::sketch::Sketch;
use crate::error::{Error, Result, panicked};
use crate::input::{self, Article, Format, Found, Options, Parcel, Pending};

/// What one parcel came to.
pub(crate) struct Batch {
    /// The lines of the records, one after the other.
    pub(crate) lines: Vec<u8>,
    /// What happened to each article, in order.
    pub(crate) outcomes: Vec<Outcome>,
    /// Bytes of the user's files that were read for it.
    pub(crate) consumed: u64,
}

/// What happened to one article.
pub(crate) enum Outcome {
    /// The next `usize` bytes of the lines are its record.
    Recorded(usize, Stamp),
    /// The resumed run has its record: path and number there.
    Known(String, usize),
    /// Something to be said.
    Note(String),
    /// It failed.
    Failed(Error),
}

/// What the writer has to know of an article besides its line.
pub(crate) struct Stamp {
    /// Names the article and where it came from: the key in the journal.
    pub(crate) key: u128,
    /// The content id as a number.
    pub(crate) id: u64,
    /// Equal for equal texts.
    pub(crate) text: u64,
    pub(crate) path: String,
    pub(crate) format: Format,
    pub(crate) sketch: Sketch,
}

/// Makes batches of parcels.
pub(crate) struct Worker<'a, A> {
    pub(crate) options: &'a Options,
    pub(crate) known: &'a Known,
    pub(crate) read: &'a A,
    pub(crate) spare: Spare,
}

/// Room for lines that have been written, to be filled again: fresh memory costs more than what is written there.
#[derive(Default)]
pub(crate) struct Spare(Mutex<Vec<Vec<u8>>>);

impl Spare {
    fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    pub(crate) fn give(&self, mut lines: Vec<u8>) {
        lines.clear();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(lines);
    }
}

impl<A: Fn(&Article) -> Result<Reading> + Sync> Worker<'_, A> {
    pub(crate) fn work(&self, parcel: Parcel) -> Batch {
        let mut batch = Batch { lines: self.spare.take(), outcomes: Vec::new(), consumed: 0 };
        let name = parcel.name();
        let read = catch_unwind(AssertUnwindSafe(|| {
            input::articles(parcel, self.options, &mut |found| {
                batch.outcomes.push(match found {
                    Found::Article(pending) => self.one(pending, &mut batch.lines),
                    Found::Note(note) => Outcome::Note(note),
                    Found::Failed(error) => Outcome::Failed(error),
                });
                ControlFlow::Continue(())
            })
        }));
        match read {
            Ok(consumed) => batch.consumed = consumed,
            Err(panic) => batch.outcomes.push(Outcome::Failed(panicked(&name, &*panic))),
        }
        batch
    }

    fn one(&self, pending: Pending, lines: &mut Vec<u8>) -> Outcome {
        let identity = pending.identity();
        let key = key(identity);
        let path = identity[0].to_owned();
        if let Some(number) = self.known.number(key) {
            return Outcome::Known(path, number);
        }
        let from = lines.len();
        let made = catch_unwind(AssertUnwindSafe(|| self.record(pending, key, lines)));
        match made.unwrap_or_else(|panic| Err(panicked(&path, &*panic))) {
            Ok(stamp) => Outcome::Recorded(lines.len() - from, stamp),
            Err(error) => {
                lines.truncate(from);
                Outcome::Failed(error)
            }
        }
    }

    fn record(&self, pending: Pending, key: u128, lines: &mut Vec<u8>) -> Result<Stamp> {
        let article = pending.article(self.options)?;
        let Reading { record, text, sketch } = (self.read)(&article)?;
        serde_json::to_writer(&mut *lines, &record)
            .map_err(|e| Error::new("the record cannot be written as JSON").at(&article.path).because(e))?;
        lines.push(b'\n');
        // A text that was made to have the hash of another one would have to repeat its words as well.
        let (id, text) = (number(&article.id), sketch.mixed_with(number(&text)));
        Ok(Stamp { key, id, text, path: article.path, format: article.format, sketch })
    }
}

/// The key in the journal: everything about an article that decides on its record, options apart.
fn key(identity: [&str; 5]) -> u128 {
    let mut hash = xxhash_rust::xxh3::Xxh3Default::new();
    for part in identity {
        // No UTF-8 text holds this byte, so the parts cannot run into each other.
        hash.update(part.as_bytes());
        hash.update(&[0xFF]);
    }
    hash.digest128()
}

/// A content id as a number.
fn number(id: &str) -> u64 {
    u64::from_str_radix(id, 16).unwrap_or(0)
}
