//! The writer's half of a run: everything that depends on the order of the articles.
//!
//! Here it is decided which text was recorded before, which record nearly repeats an earlier one, and what
//! came of the whole. It sees one batch after the other, in order, so it needs no lock.

use std::io::Write;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::batch::{Batch, Outcome, Stamp};
use super::journal::{Entry, Known};
use super::links::{with_links, without_links};
use super::sketch::Sketches;
use super::store::Store;
use super::{Counts, Watch};
use crate::error::{Error, Result};
use crate::output::{AtomicFile, failure};

/// Takes batches in order.
pub(crate) struct Ledger<'a> {
    store: Store,
    errors: Option<AtomicFile>,
    /// `None` when every article is recorded.
    seen: Option<Seen>,
    watch: &'a dyn Watch,
    counts: Counts,
}

/// The texts of the run so far.
#[derive(Default)]
struct Seen {
    /// Text to the place of its record.
    texts: FxHashMap<u64, (u64, u32)>,
    sketches: Sketches,
}

/// A failure as a line of the errors file.
#[derive(Serialize)]
pub(crate) struct FailureLine<'a> {
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    reason: String,
    remedy: Option<&'a str>,
}

impl<'a> FailureLine<'a> {
    pub(crate) fn new(error: &'a Error) -> Self {
        let path = error.path().map(|p| p.to_string_lossy().into_owned());
        Self { path, line: error.line_number(), reason: error.reason(), remedy: error.advice() }
    }
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(
        store: Store,
        errors: Option<AtomicFile>,
        keep_duplicates: bool,
        watch: &'a dyn Watch,
    ) -> Self {
        let seen = (!keep_duplicates).then(Seen::default);
        Self { store, errors, seen, watch, counts: Counts::default() }
    }

    /// Takes the next batch.
    pub(crate) fn take(&mut self, batch: Batch, known: &Known) -> Result<()> {
        let mut lines = batch.lines.as_slice();
        for outcome in batch.outcomes {
            match outcome {
                Outcome::Failed(error) => self.fail(&error)?,
                Outcome::Note(note) => self.watch.note(&note),
                Outcome::Recorded(len, stamp) => {
                    let (line, rest) = lines.split_at_checked(len).unwrap_or((lines, &[]));
                    lines = rest;
                    self.record(line, stamp)?;
                }
                Outcome::Known(path, number) => {
                    if let Some(entry) = known.entry(number) {
                        self.reuse(path, entry)?;
                    }
                }
            }
        }
        self.counts.bytes_read += batch.consumed;
        self.watch.progress(&self.counts);
        self.store.pause()
    }

    /// Names a failure.
    pub(crate) fn fail(&mut self, error: &Error) -> Result<()> {
        self.counts.failures += 1;
        self.watch.failure(error);
        if let Some(errors) = &mut self.errors {
            let mut line = serde_json::to_vec(&FailureLine::new(error)).unwrap_or_default();
            line.push(b'\n');
            errors.write_all(&line).map_err(|e| failure(errors.path(), e))?;
        }
        Ok(())
    }

    /// Puts output and errors in their place.
    pub(crate) fn finish(mut self) -> Result<Counts> {
        let bytes = self.store.finish()?;
        if bytes > 0 {
            self.counts.bytes_written = bytes;
        }
        if let Some(errors) = self.errors {
            errors.commit()?;
        }
        Ok(self.counts)
    }

    fn record(&mut self, line: &[u8], stamp: Stamp) -> Result<()> {
        self.count(stamp.format.name());
        if self.is_copy(stamp.text, &stamp.path) {
            return Ok(());
        }
        let near = self.near(&stamp);
        let linked;
        let line = match near {
            Some(id) => {
                linked = with_links(line, &[], Some(id));
                linked.as_slice()
            }
            None => line,
        };
        self.append(line, &stamp, near)
    }

    fn reuse(&mut self, path: String, entry: &Entry) -> Result<()> {
        self.count(entry.format.name());
        if self.is_copy(entry.text, &path) {
            return Ok(());
        }
        self.counts.resumed += 1;
        let Entry { key, id, text, format, sketch, .. } = *entry;
        let stamp = Stamp { key, id, text, path, format, sketch };
        let near = self.near(&stamp);
        if near.unwrap_or(0) == entry.near {
            self.counts.records += 1;
            self.counts.bytes_written += u64::from(entry.len);
            self.store.place(entry.offset, entry.len);
            self.remember(stamp.text, entry.offset, entry.len);
            return Ok(());
        }
        // The articles before it have changed since, and with them the one that it nearly repeats.
        let line = without_links(&self.store.line(entry.offset, entry.len)?);
        let line = if near.is_some() { with_links(&line, &[], near) } else { line };
        self.append(&line, &stamp, near)
    }

    fn append(&mut self, line: &[u8], stamp: &Stamp, near: Option<u64>) -> Result<()> {
        self.counts.records += 1;
        self.counts.bytes_written += line.len() as u64;
        let offset = self.store.append(line, |offset| Entry::new(stamp, near, offset, line))?;
        self.remember(stamp.text, offset, u32::try_from(line.len()).unwrap_or(u32::MAX));
        Ok(())
    }

    /// Whether this text was recorded before; if so, the record there gets this path too.
    fn is_copy(&mut self, text: u64, path: &str) -> bool {
        let Some(&(offset, len)) = self.seen.as_ref().and_then(|seen| seen.texts.get(&text)) else {
            return false;
        };
        self.counts.duplicates += 1;
        self.store.also_at(offset, len, path.to_owned());
        true
    }

    fn near(&mut self, stamp: &Stamp) -> Option<u64> {
        let near = self.seen.as_mut()?.sketches.add(stamp.sketch, stamp.id)?;
        self.counts.near_duplicates += 1;
        Some(near)
    }

    fn remember(&mut self, text: u64, offset: u64, len: u32) {
        if let Some(seen) = &mut self.seen {
            seen.texts.insert(text, (offset, len));
        }
    }

    fn count(&mut self, format: &'static str) {
        self.counts.articles += 1;
        *self.counts.formats.entry(format).or_default() += 1;
    }
}
