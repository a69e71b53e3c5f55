//! The room of directives.

use super::{Mention, Scene};

/// What the text says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(_scene: &Scene<'_>) -> Vec<Mention<Said>> {
    Vec::new()
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    Vec::new()
}
