//! The accuracy laboratory: how right is what was found, and what went wrong.
//!
//! The headline compares *values*, as the record's contract defines them; spans play no part in it. Matching is
//! one-to-one and optimal, so a score depends neither on order nor on duplicates. Where there are no samples
//! there is no score: an absent figure is `None`, never 0. Whatever could make a figure mean less than it
//! seems (a gold file that cannot be read, an article without record) is a [`Note`] beside it.
//!
//! Nothing here reads language: facts come from labels and records alone. The lists are looked up for showing what
//! was there where something was missed.

pub mod agreement;
pub mod align;
pub mod baseline;
pub mod check;
pub mod diff;
pub mod errors;
pub mod exchange;
pub mod fact;
pub mod fold;
pub mod gold;
pub mod interval;
pub mod label;
pub mod leeway;
pub mod locate;
pub mod note;
pub mod records;
pub mod report;
pub mod run;
pub mod scheme;
pub mod score;
mod shape;
pub mod sheet;
pub mod trial;
pub mod whole;

pub use fact::Field;
pub use note::Note;
pub use run::{Evaluation, Options, evaluate};
