//! What stands in for the readers of formats in a program that is built without them: JSON lines and plain
//! text are still read, everything else is refused by name.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use super::article::{Article, Format};
use super::columns::Row;
use super::jsonl;
use super::kind::Kind;
use super::options::Options;
use super::parcel::{Found, Load, Parcel, Raw, Sink, name_of};
use crate::error::{Error, Result};

/// Rows of tables, of which there are none.
#[derive(Debug)]
pub(crate) enum Placed {}

impl Placed {
    /// The file that it stands in.
    pub(crate) fn file(&self) -> &str {
        match *self {}
    }
}

/// Hands over the parcels of one file of JSON lines.
pub(crate) fn parcels(path: &Path, options: &Options, sink: Sink<'_, Parcel>) -> ControlFlow<()> {
    let name = name_of(path);
    let mut emit = |load| sink(Parcel { consumed: 0, load });
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) => return emit(Load::Failed(Error::io(path, e))),
    };
    match super::kind::of_name(&name) {
        Some(Kind::Jsonl) => jsonl::blocks(&name, &mut file, false, options.limits.page, &mut |lines| {
            emit(lines.map_or_else(Load::Failed, Load::Lines))
        }),
        None => emit(Load::File(path.to_path_buf())),
        Some(_) => emit(Load::Failed(refusal().at(path))),
    }
}

/// Refuses a page, a document.
pub(crate) fn article(raw: Raw, _: &Options) -> Result<Article> {
    Err(refusal().at(raw.path))
}

/// Refuses a page in a line.
pub(crate) fn row(_: String, _: Row, path: String, _: Format, _: &Options) -> Result<Article> {
    Err(refusal().at(path))
}

/// Hands over the articles of no rows.
pub(crate) fn articles(_: Vec<Placed>, _: &Options, _: Sink<'_, Found>) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Refuses a workbook.
pub(crate) fn xlsx(path: &str, _: Vec<u8>, _: &Options, sink: Sink<'_, Found>) -> ControlFlow<()> {
    sink(Found::Failed(refusal().at(path)))
}

fn refusal() -> Error {
    Error::new("this program was built without readers of formats")
        .remedy("build it with the feature `formats`, or save the articles as text or JSON lines")
}
