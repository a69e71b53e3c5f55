//! The figures of an evaluation, ready to print.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evaluate::fact::Field;
use crate::evaluate::run::Evaluation;
use crate::evaluate::score::Tally;

/// The figures of one field. Shares are rounded to four places; `None` where there are no samples.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Figures {
    /// Facts that gold holds.
    pub gold: u64,
    /// Facts found.
    pub found: u64,
    /// Facts found that gold holds.
    pub correct: u64,
    /// Gold facts not found.
    pub missed: u64,
    /// Facts found that gold does not hold.
    pub spurious: u64,
    /// Facts found that gold leaves open.
    #[serde(default)]
    pub left_open: u64,
    /// Precision.
    #[serde(rename = "P")]
    pub precision: Option<f64>,
    /// Recall.
    #[serde(rename = "R")]
    pub recall: Option<f64>,
    /// Harmonic mean of the two.
    #[serde(rename = "F1")]
    pub f1: Option<f64>,
    /// F1 with what is nearly right counted as right.
    #[serde(rename = "lenientF1")]
    pub lenient_f1: Option<f64>,
}

impl From<&Tally> for Figures {
    fn from(t: &Tally) -> Self {
        Self {
            gold: t.gold,
            found: t.found,
            correct: t.correct,
            missed: t.missed(),
            spurious: t.spurious(),
            left_open: t.left_open,
            precision: t.precision().map(rounded),
            recall: t.recall().map(rounded),
            f1: t.f1().map(rounded),
            lenient_f1: t.lenient_f1().map(rounded),
        }
    }
}

/// The figures of every field.
#[must_use]
pub fn figures(evaluation: &Evaluation) -> BTreeMap<Field, Figures> {
    Field::ALL.into_iter().map(|f| (f, Figures::from(&evaluation.tally(f)))).collect()
}

/// Four places, halves to even as far as the binary form decides, like the published scorer.
#[must_use]
pub fn rounded(x: f64) -> f64 {
    format!("{x:.4}").parse().unwrap_or(x)
}
