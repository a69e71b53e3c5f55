//! Paths, archives and formats, turned into articles in a fixed order.
//!
//! Each format has a file here and hands over an [`Article`]; what it cannot read it refuses with the place,
//! the reason and a remedy, and the next article follows. Nothing here knows what an article says.

#![cfg_attr(not(feature = "formats"), allow(dead_code, reason = "parts that only readers of formats use"))]

#[cfg(not(feature = "formats"))]
mod absent;
#[cfg(feature = "formats")]
mod archive;
mod article;
mod columns;
mod day;
#[cfg(feature = "formats")]
mod docx;
#[cfg(feature = "formats")]
mod flow;
mod guard;
#[cfg(feature = "formats")]
mod html;
mod jsonl;
mod kind;
#[cfg(feature = "formats")]
mod legacy;
mod options;
mod parcel;
mod paths;
#[cfg(feature = "formats")]
mod patience;
#[cfg(feature = "formats")]
mod pdf;
mod plain;
mod separator;
#[cfg(feature = "formats")]
mod table;
mod title;
#[cfg(feature = "formats")]
mod warc;
#[cfg(feature = "formats")]
mod workbook;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

#[cfg(not(feature = "formats"))]
use absent::{self as archive, self as docx, self as html, self as pdf, self as table, self as workbook};

pub use article::{Article, Content, Format, Meta, content_id};
pub use columns::{Columns, Field};
pub(crate) use jsonl::{Lines, blocks};
pub use options::{Limits, Options};
pub(crate) use parcel::{Found, Load, Parcel, Pending, articles, parcels};
pub use paths::{Listing, list};
pub(crate) use separator::separator;

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
        articles(parcel, options, &mut |found| {
            flow = match found {
                Found::Article(pending) => sink(pending.article(options)),
                Found::Failed(error) => sink(Err(error)),
                Found::Note(_) => ControlFlow::Continue(()),
            };
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
        Kind::Html => html::article(raw, options),
        Kind::Docx => docx::article(raw, options),
        Kind::Pdf => pdf::article(raw, options),
        Kind::Text => plain::article(raw, options),
        kind => {
            let what = format!("{kind:?} where one article was expected");
            Err(Error::new(what).at(&raw.path).remedy("give the file the extension of what it is"))
        }
    }
}
