//! What stands beside a score: bad input, named.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Something about the input that makes a score mean less than it seems.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The file or article concerned.
    pub place: String,
    /// Stable code: `gold.unreadable`, `record.missing`, …
    pub code: String,
    /// What is wrong, in Vietnamese.
    pub vi: String,
    /// What is wrong, in English.
    pub en: String,
    /// Whether the run must not count as done (exit 1).
    pub fails: bool,
}

impl Note {
    /// A note after which the run does not count as done.
    #[must_use]
    pub fn failure(
        place: impl AsRef<Path>,
        code: &str,
        vi: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self {
            place: place.as_ref().display().to_string(),
            code: code.into(),
            vi: vi.into(),
            en: en.into(),
            fails: true,
        }
    }

    /// A note that the reader of the score should know, no more.
    #[must_use]
    pub fn remark(place: impl AsRef<Path>, code: &str, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { fails: false, ..Self::failure(place, code, vi, en) }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.place, self.vi, self.en)
    }
}
