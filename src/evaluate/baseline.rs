//! A floor for scores: the figures that a build must not fall below.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Error, Result};

use super::fact::Field;
use super::report::Lang;
use super::report::result::EvalResult;

/// F1 of each field; also read from a whole result.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Baseline {
    /// How far a field may fall below its floor before it fails; what fell is told in any case.
    #[serde(default, skip_serializing_if = "is_nought")]
    pub slack: f64,
    /// The floors of the fields that had samples.
    pub fields: BTreeMap<Field, Floor>,
}

/// The figures of one field.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Floor {
    /// Facts that gold held.
    #[serde(default)]
    pub gold: u64,
    /// Precision, for reading.
    #[serde(rename = "P")]
    pub precision: Option<f64>,
    /// Recall, for reading.
    #[serde(rename = "R")]
    pub recall: Option<f64>,
    /// The floor.
    #[serde(rename = "F1")]
    pub f1: Option<f64>,
}

/// A field against its floor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// The field.
    pub field: Field,
    /// The floor.
    pub floor: f64,
    /// How far below it is still accepted.
    pub slack: f64,
    /// What was reached; `None` where there are no samples.
    pub reached: Option<f64>,
}

impl Baseline {
    /// The floor that a result sets.
    #[must_use]
    pub fn of(result: &EvalResult) -> Self {
        let floor = |(field, f): (&Field, &super::report::result::Figures)| {
            let floor = Floor { gold: f.gold, precision: f.precision, recall: f.recall, f1: f.f1 };
            f.f1.map(|_| (*field, floor))
        };
        Self { slack: 0.0, fields: result.fields.iter().filter_map(floor).collect() }
    }

    /// Reads a floor, or a result as a floor.
    ///
    /// # Errors
    /// A file that cannot be read, is neither, or names no field.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        let how = "write one with `trichluc eval … --write-baseline FILE`";
        let no_floor = || Error::new("not a floor of scores").at(path);
        let floor: Self = serde_json::from_slice(&bytes).map_err(|e| no_floor().because(e).remedy(how))?;
        if floor.fields.values().all(|f| f.f1.is_none()) {
            return Err(Error::new("a floor without figures").at(path).remedy(how));
        }
        Ok(floor)
    }

    /// Every field of the floor against a result.
    #[must_use]
    pub fn compare(&self, result: &EvalResult) -> Vec<Change> {
        let change = |(&field, floor): (&Field, &Floor)| {
            let reached = result.fields.get(&field).and_then(|f| f.f1);
            floor.f1.map(|floor| Change { field, floor, slack: self.slack, reached })
        };
        self.fields.iter().filter_map(change).collect()
    }
}

impl Change {
    /// Whether the floor is not reached.
    #[must_use]
    pub fn is_loss(&self) -> bool {
        self.reached.is_none_or(|r| r < self.floor)
    }

    /// Whether the floor is missed by more than the slack.
    #[must_use]
    pub fn fails(&self) -> bool {
        // Shares have four places; what binary fractions add must not decide.
        self.reached.is_none_or(|r| r + self.slack + 1e-9 < self.floor)
    }

    /// Whether the field stands elsewhere than at its floor.
    #[must_use]
    pub fn is_change(&self) -> bool {
        self.reached != Some(self.floor)
    }

    /// The change in one line, with what it means.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let word = if self.is_loss() { lang.pick("tụt", "lost") } else { lang.pick("tăng", "gained") };
        match self.reached {
            Some(r) => {
                format!("{}: {word} {:+.4} (F1 {:.4} → {r:.4})", self.field, r - self.floor, self.floor)
            }
            None => format!(
                "{}: {word} (F1 {:.4} → {})",
                self.field,
                self.floor,
                lang.pick("không có mẫu", "no samples")
            ),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_nought(slack: &f64) -> bool {
    *slack == 0.0
}
