//! What the record says about its own consistency.

use super::date::Dates;
use crate::extract::{Said, Scene};
use crate::record::{Check, Record};

/// Findings in the order of the text.
pub(super) fn resolve(_scene: &Scene<'_>, _said: &Said, _dates: &Dates, _record: &Record) -> Vec<Check> {
    Vec::new()
}

/// The usual facts that the article does not state.
pub(super) fn expected(_record: &Record) -> Vec<String> {
    Vec::new()
}
