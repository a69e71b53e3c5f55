//! What the ratings mean.

use super::Trace;
use crate::extract::{Said, Scene};
use crate::record::{Rating, Record};

/// Facts in the order of the text.
pub(super) fn resolve(_scene: &Scene<'_>, _said: &Said, _record: &Record, _trace: &mut Trace) -> Vec<Rating> {
    Vec::new()
}
