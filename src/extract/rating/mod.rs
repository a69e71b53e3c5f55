//! The room of ratings: who was rated how, as a share, as a number of people or organizations, or as itself.
//!
//! The phrases of rating are also everyday praise ("hoàn thành tốt nhiệm vụ được giao"). A phrase is a rating
//! only where a number counts those rated so, or where words of assessment lead from a subject to it. What is
//! wished for ("phấn đấu …"), what is denied ("không có …") and what goes on as prose is none; its number
//! stays a count.

mod number;
mod read;
mod stance;
mod whom;

use super::{Mention, Rule, Scene, rule::run};
use crate::lexicon::Class;
use crate::record::{RatingSubject, Stage};
use crate::text::TokenSpan;

/// A rating as stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// `excellent`, `good`, `satisfactory`, `unsatisfactory`, or the words of the older scale.
    pub rating: Box<str>,
    /// Who is rated; `None` where only the rating before in the text shows it.
    pub subject: Option<RatingSubject>,
    /// How many were rated so.
    pub value: Option<f64>,
    /// Which share was rated so, in percent; both when both are stated.
    pub percent: Option<f64>,
    /// At which step.
    pub stage: Stage,
    /// The other end of a range: "15-20%"; of the same kind as the first.
    pub high: Option<f64>,
    /// The score behind the grade: "tự đánh giá 91,5 điểm, …".
    pub score: Option<f64>,
    /// Out of how many, with the noun: "14/16 chi bộ".
    pub whole: Option<(f64, TokenSpan)>,
    /// The tokens of the number; empty where there is none.
    pub number: TokenSpan,
    /// The tokens of the phrase itself.
    pub phrase: TokenSpan,
}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    run(scene, &RULES)
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|r| r.name).collect()
}

const RULES: [Rule<Said>; 3] = [
    // "14/16 chi bộ hoàn thành tốt nhiệm vụ", "15,4% hoàn thành xuất sắc nhiệm vụ"
    Rule { name: "rating.number_before", trigger: Class::Rating, read: read::number_before },
    // "Hoàn thành tốt nhiệm vụ: 15 đồng chí"
    Rule { name: "rating.number_after", trigger: Class::Rating, read: read::number_after },
    // "Chi bộ được xếp loại hoàn thành tốt nhiệm vụ", not "hoàn thành tốt nhiệm vụ được giao"
    Rule { name: "rating.subject", trigger: Class::Rating, read: read::subject },
];
