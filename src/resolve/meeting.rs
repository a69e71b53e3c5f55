//! Which one it is.

use super::Trace;
use crate::extract::{Said, Scene};
use crate::record::{Meeting, Record};

/// The one that the article is about.
pub(super) fn resolve(
    _scene: &Scene<'_>,
    _said: &Said,
    _record: &Record,
    _trace: &mut Trace,
) -> Option<Meeting> {
    None
}
