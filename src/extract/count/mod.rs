//! The room of counts: every number that counts or measures something, with its noun.
//!
//! A number is a count only where a noun, a share sign or a sum of money shows it; a number that names
//! something ("tầng 7", "chi bộ 3"), that an earlier room has read (a date, a document, a rating), or that
//! stands for a time of day or a telephone is none. This room says what is counted and how many; what it
//! measures, for which year, planned or done, is decided by [`resolve`](crate::resolve).

mod figure;
mod money;
mod shape;
mod unit;

use super::{Mention, Scene, rule::settle};
use crate::lexicon::Class;
use crate::record::Approx;
use crate::text::TokenSpan;

use figure::Figure;
use unit::Found;

/// How the text states a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// "16 công bố"
    #[default]
    Plain,
    /// "31/33 đảng viên": the value is the part, `other` the whole
    Ratio,
    /// "8-10 đảng viên", "từ 31 xuống còn 14": the value is the first, `other` the second
    Range,
}

/// Where the noun of a figure stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Noun {
    /// In these tokens.
    At(TokenSpan),
    /// In no token here: "kết nạp 02/03" counts đảng viên.
    Known(Box<str>),
    /// As the whole that this is a share of: "khiển trách 9", "04 cấp Nhà nước".
    OfWhole,
    /// As the figure or the noun named before in the sentence: "tổng số 16".
    Before,
}

/// A figure and its noun.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// The value; money in đồng.
    pub value: f64,
    /// The second number of a ratio or a range.
    pub other: Option<f64>,
    /// How the two belong together.
    pub form: Form,
    /// What is counted.
    pub noun: Noun,
    /// Kind of noun in the list of units: `person`, `org`, `time`, `size`, `money`, `percent`, …
    pub kind: &'static str,
    /// The unit as the record has it where it is not simply the words of the noun: `đồng`, `%`, `km2`.
    pub unit: Option<Box<str>>,
    /// Whether it is a bound or an estimate.
    pub approx: Option<Approx>,
    /// The tokens of the number, brackets included.
    pub number: TokenSpan,
    /// The number as the other notation beside it states it, where the two disagree: "hai (03) đồng chí".
    pub disagrees: Option<f64>,
    /// Whether it is the bare word "một", which may be an article.
    pub article: bool,
}

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    let mut found = Vec::new();
    for hit in scene.hits.of(Class::Number) {
        // What the number is, all shapes ask alike.
        let Some(figure) = figure::at(scene, hit.span.first()) else { continue };
        let noun = unit::at(scene, figure, figure.end);
        for (k, shape) in SHAPES.iter().enumerate() {
            if let Some((span, value)) = (shape.read)(scene, figure, noun.as_ref()) {
                found.push((k, Mention { value, span, rule: shape.name }));
            }
        }
    }
    settle(found)
}

/// The kind that a value of the list of units names.
pub(crate) fn kind_of(value: &str) -> &'static str {
    unit::kind(value)
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    SHAPES.iter().map(|r| r.name).collect()
}

/// The tokens that a rule has read, and what they say.
type Reading = (TokenSpan, Said);

/// A rule: what it reads around a figure, given the noun right behind it.
struct Shape {
    name: &'static str,
    read: fn(&Scene<'_>, Figure, Option<&Found>) -> Option<Reading>,
}

const SHAPES: [Shape; 8] = [
    // "96,3%", not the share of a rating
    Shape { name: "count.percent", read: |scene, figure, _| shape::percent(scene, figure) },
    // "6,35 tỷ đồng", "120.000 USD", not "3 đồng bào"
    Shape { name: "count.money", read: |scene, figure, _| money::read(scene, figure) },
    // "31/33 đảng viên", "kết nạp 02/03", not "tỷ số 2/3"
    Shape { name: "count.ratio", read: |scene, figure, _| shape::ratio(scene, figure) },
    // "từ 12 đến 15 đảng viên", "1-2 đảng viên", not "giai đoạn 2020-2025"
    Shape { name: "count.range", read: |scene, figure, _| shape::range(scene, figure) },
    // "16 công bố", "hai (02) đồng chí", not "Công bố 16/QĐ"
    Shape { name: "count.noun", read: shape::noun },
    // "có 05 nhà rông", not "tuyến 5 đi qua"
    Shape { name: "count.unlisted", read: shape::unlisted },
    // "đảng số 31", "khiển trách 9", not "cấp 3"
    Shape { name: "count.head", read: shape::head },
    // "(04 cấp Nhà nước, 21 cấp Bộ)", "18 xuất sắc"
    Shape { name: "count.share", read: |scene, figure, _| shape::share(scene, figure) },
];
