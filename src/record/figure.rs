//! Figures: what is counted, and who was rated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Evidence;

/// A finite number that prints as a whole number where it is one.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Number(pub f64);

impl Serialize for Number {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        // 2^53: beyond it not every whole number has an f64.
        if self.0.fract() == 0.0 && self.0.abs() < 9_007_199_254_740_992.0 {
            s.serialize_i64(self.0 as i64)
        } else {
            s.serialize_f64(self.0)
        }
    }
}

/// Whether a value is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Approx {
    /// trên, hơn, ít nhất
    AtLeast,
    /// không quá, dưới, tối đa
    AtMost,
    /// khoảng, gần
    About,
}

/// A number that counts or measures something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// Code of what is measured: `members.admitted`; `null` where no code fits.
    pub measure: Option<String>,
    /// The value; money in đồng.
    pub value: Number,
    /// The noun counted, as the article has it; `%`; `đồng`.
    pub unit: Option<String>,
    /// The year that it belongs to.
    pub year: Option<i32>,
    /// Whether it is a bound or an estimate.
    pub approx: Option<Approx>,
    /// The measure that it is a share of.
    pub part_of: Option<String>,
    /// Whether it is only planned or asked for.
    pub planned: bool,
    /// Whether it is meant for each of several ("mỗi chi bộ 02 đồng chí").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub each: bool,
    /// The words that state it.
    pub mentions: Vec<Evidence>,
}

/// Who or what is rated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant says what it is")]
pub enum RatingSubject {
    Cell,
    Members,
    Member,
    Unit,
    Leaders,
    Cells,
}

/// At which step a rating stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant says what it is")]
pub enum Stage {
    SelfAssessed,
    Proposed,
    Decided,
}

/// A rating.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Rating {
    /// Who or what is rated.
    pub subject: RatingSubject,
    /// `excellent`, `good`, `satisfactory`, `unsatisfactory`, or the words of the older scale.
    pub rating: String,
    /// How many, or which share; `null` where the subject itself is rated.
    pub value: Option<Number>,
    /// `percent`, `people`, `cells`; `null` where the subject itself is rated.
    pub unit: Option<String>,
    /// At which step it stands.
    pub stage: Option<Stage>,
    /// The year rated.
    pub year: Option<i32>,
    /// The words that state it.
    pub mentions: Vec<Evidence>,
}
