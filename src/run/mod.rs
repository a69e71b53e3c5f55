//! A run over many articles: bounded reader, parallel work, ordered writer.
//!
//! What comes out depends on the articles alone: not on the number of threads, the order of the arguments, or
//! whether the run was killed and resumed in between. One article that fails costs that article only and is
//! named. What an article says is no matter of this module: it is told how to read one.

mod batch;
mod journal;
mod ledger;
mod links;
mod order;
mod reading;
mod sketch;
mod store;
mod stream;

use std::collections::BTreeMap;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde::Serialize;

pub use reading::{Reading, read, read_alone};
pub use sketch::Sketch;
pub use stream::stream;

use crate::error::{Error, Result};
use crate::input::{self, Article, Parcel};
use crate::lexicon::Lexicon;
use crate::output::AtomicFile;
use batch::{Spare, Worker};
use ledger::Ledger;
use store::Store;

/// What to read, where to write, and how.
pub struct Plan {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// How to read them.
    pub input: input::Options,
    /// Threads that work; one means that everything happens in the calling thread.
    pub jobs: usize,
    /// Where the records go.
    pub output: Destination,
    /// Where the failures go, as JSON lines; they are also told to the [`Watch`].
    pub errors: Option<PathBuf>,
    /// Records every article, also one whose text was recorded before, and links none.
    pub keep_duplicates: bool,
    /// Goes on where a killed run with the same output and the same [`Plan::basis`] was.
    pub resume: bool,
    /// Names everything that decides on a record besides the article: lists, options. Records of an
    /// earlier run are used only when its basis was the same.
    pub basis: String,
}

/// Where records go.
pub enum Destination {
    /// A stream. Records appear at the end of the run, when it is known which texts stand twice; with
    /// [`Plan::keep_duplicates`] as they come.
    Stream(Box<dyn Write + Send>),
    /// A file that appears whole or not at all. A run that is killed leaves a part beside it, to be resumed.
    File(PathBuf),
}

/// Is told how a run goes, in the order of the input. Called from several threads, never at the same time.
pub trait Watch: Sync {
    /// What is going to be read: the number of files and, when [`Watch::wants_size`], their bytes.
    fn begins(&self, _files: usize, _bytes: u64) {}
    /// Whether to find out how many bytes there are to read.
    fn wants_size(&self) -> bool {
        false
    }
    /// Something that the user should know and that is no failure.
    fn note(&self, _note: &str) {}
    /// An article, a file, a path that failed.
    fn failure(&self, _error: &Error) {}
    /// The counts so far.
    fn progress(&self, _so_far: &Counts) {}
}

/// What a run did.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Articles read, duplicates and those taken from the resumed run included, failures not.
    pub articles: u64,
    /// Records written.
    pub records: u64,
    /// Articles whose text was recorded under an earlier path.
    pub duplicates: u64,
    /// Records linked to an earlier article that they nearly repeat.
    pub near_duplicates: u64,
    /// Articles, files and paths that failed.
    pub failures: u64,
    /// Records taken from the run that was resumed.
    pub resumed: u64,
    /// Bytes of the user's files read.
    pub bytes_read: u64,
    /// Bytes of records written.
    pub bytes_written: u64,
    /// Articles by format.
    pub formats: BTreeMap<&'static str, u64>,
}

/// Runs a plan. `read` reads one article, see [`read()`]; when it panics, that article fails.
///
/// # Errors
/// When the output cannot be written (the disk is full, its folder is gone) or another run writes it; what was
/// done until then stays beside it, to be resumed. Failures of articles are no errors: they are counted.
pub fn run(
    plan: Plan,
    read: impl Fn(&Article) -> Result<Reading> + Sync,
    watch: &dyn Watch,
) -> Result<Counts> {
    let mut except: Vec<PathBuf> = plan.errors.iter().cloned().collect();
    if let Destination::File(path) = &plan.output {
        except.push(path.clone());
    }
    let listing = input::list(&plan.paths, &except);
    if !listing.left_out.is_empty() {
        watch.note(&format!("left out of the folders: {}; name a file to have it read", listing.left_out));
    }
    let bytes = if watch.wants_size() { size_of(&listing.files) } else { 0 };
    watch.begins(listing.files.len(), bytes);

    let errors = plan.errors.as_deref().map(AtomicFile::create).transpose()?;
    let (store, known) = Store::open(plan.output, plan.resume, plan.keep_duplicates, &plan.basis, watch)?;
    let mut ledger = Ledger::new(store, errors, plan.keep_duplicates, watch);
    for error in listing.failures {
        ledger.fail(&error)?;
    }
    let worker = Worker { options: &plan.input, known: &known, read: &read, spare: Spare::default() };
    let mut broken = None;
    order::in_order(
        plan.jobs,
        |sink| {
            let _ = input::parcels(&listing.files, &plan.input, sink);
        },
        Parcel::weight,
        |parcel| worker.work(parcel),
        |batch| match ledger.take(batch, &known) {
            Ok(()) => ControlFlow::Continue(()),
            Err(e) => {
                broken = Some(e);
                ControlFlow::Break(())
            }
        },
    )
    .map_err(|e| Error::new("the threads cannot be started").because(e).remedy("try fewer with --jobs"))?;
    match broken {
        Some(error) => Err(error),
        None => ledger.finish(),
    }
}

fn size_of(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
}

/// The basis of a run: names the lists and options that decide on its records, see [`Plan::basis`].
#[must_use]
pub fn basis(lexicon: &Lexicon, options: &input::Options, keep_duplicates: bool) -> String {
    let lists = input::content_id(format!("{:?}", lexicon.entries()).as_bytes());
    let measures = lexicon.measures().fingerprint();
    format!("{lists} {measures} {options:?} {keep_duplicates} {}", crate::record::SCHEMA_VERSION)
}
