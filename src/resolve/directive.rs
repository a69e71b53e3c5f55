//! What the directives mean.

use super::Trace;
use crate::extract::{Said, Scene};
use crate::record::{Directive, Record};

/// Facts in the order of the text.
pub(super) fn resolve(
    _scene: &Scene<'_>,
    _said: &Said,
    _record: &Record,
    _trace: &mut Trace,
) -> Vec<Directive> {
    Vec::new()
}
