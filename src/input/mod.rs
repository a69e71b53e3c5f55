//! Paths, archives and formats, turned into articles in a fixed order.
//!
//! Each format has a file here and hands over an [`Article`]; what it cannot read it refuses with the place,
//! the reason and a remedy, and the next article follows. Nothing here knows what an article says.

mod article;
mod kind;
mod options;
mod parcel;
mod paths;
mod plain;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

pub use article::{Article, Content, Format, Meta, content_id};
pub use options::{Limits, Options};
pub(crate) use parcel::{Parcel, Pending, articles, parcels};
pub use paths::{Listing, list};

use crate::error::{Error, Result};
use kind::Kind;
use parcel::Raw;

/// Hands over every article of `files` in their order, each or the reason why it is none, until told to stop.
///
/// `files` are those of a [`Listing`].
pub fn for_each(
    files: &[PathBuf],
    options: &Options,
    sink: &mut dyn FnMut(Result<Article>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    parcels(files, options, &mut |parcel| {
        let mut flow = ControlFlow::Continue(());
        articles(parcel, options, &mut |pending| {
            flow = sink(pending.and_then(|p| p.article(options)));
            flow
        });
        flow
    })
}

/// The one article of a file.
///
/// # Errors
/// When the file cannot be read, holds no article, or holds several.
pub fn read(path: &Path, options: &Options) -> Result<Article> {
    let mut found = None;
    let mut several = false;
    let _ = for_each(&[path.to_path_buf()], options, &mut |article| {
        several = found.is_some();
        if several {
            return ControlFlow::Break(());
        }
        found = Some(article);
        ControlFlow::Continue(())
    });
    if several {
        return Err(Error::new("holds several articles").at(path).remedy("name a file that holds one"));
    }
    found.unwrap_or_else(|| Err(Error::new("holds no article").at(path)))
}

/// The article in the bytes of one file.
fn convert(raw: Raw, options: &Options) -> Result<Article> {
    if raw.bytes.is_empty() {
        return Err(Error::new("the file is empty")
            .at(&raw.path)
            .remedy("remove it or save the article again"));
    }
    match raw.kind {
        Kind::Text => plain::article(raw, options),
        kind => {
            let what = format!("{kind:?} files are not read here").to_lowercase();
            Err(Error::new(what).at(&raw.path).remedy("save it as plain text"))
        }
    }
}
