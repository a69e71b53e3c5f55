//! The room of dates: days, months, quarters, halves, years, periods and days named from another.
//!
//! It says what the text says, the year left open where the text leaves it open; which year is meant, and
//! what a date is the date of, is decided in `resolve`. Impossible days ("31/11/2023") are kept, for the checks.
//! Left alone: ratios ("22/26 đảng viên"), document numbers, scores, addresses, telephone numbers, durations
//! ("6 tháng", "9 tháng đầu năm"), names ("đường 30/4", "Cách mạng Tháng Tám"), lunar days.

mod believed;
mod clock;
mod days;
mod lead;
mod months;
mod quarters;
mod value;
mod years;

pub use clock::time;
pub use quarters::months as span_of_months;
pub use value::{Nature, Point, Said, Time, What, Year};

use super::{Mention, Rule, Scene, run};
use crate::lexicon::{Class, Hit};
use crate::text::{Kind, TokenSpan};
use crate::w;

/// Reads all mentions in the order of the text.
#[must_use]
pub fn extract(scene: &Scene<'_>) -> Vec<Mention<Said>> {
    run(scene, &RULES)
}

/// Names of the rules of this room.
pub(super) fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|r| r.name).collect()
}

const RULES: [Rule<Said>; 9] = [
    // "ngày 28 và 29/5/2020", not "22/26 đảng viên"
    Rule { name: "date.day", trigger: Class::Number, read: days::read },
    // "2020 – 2025", "(2014, 2015)", "2023-11-14"; not "2.500 đồng"
    Rule { name: "date.years", trigger: Class::Number, read: years::numeric },
    // "mùng ba tháng Hai năm 1930"
    Rule { name: "date.day_in_words", trigger: Class::DateUnit, read: day_in_words },
    // "tháng 3/2018", not "6 tháng 2 lần"
    Rule { name: "date.month", trigger: Class::DateUnit, read: months::read },
    // "từ 5/2016 đến nay", not "tỷ lệ 1/2000"
    Rule { name: "date.month_in_digits", trigger: Class::Number, read: months::numeric },
    // "quý III/2018", not "ba quý"
    Rule { name: "date.quarter", trigger: Class::DateUnit, read: quarters::quarter },
    // "6 tháng đầu năm 2018", not "9 tháng đầu năm"
    Rule { name: "date.half", trigger: Class::HalfYear, read: quarters::half },
    // "năm 2023", not "năm 60 tuổi"
    Rule { name: "date.year", trigger: Class::DateUnit, read: years::read },
    // "sáng nay", "cùng ngày"; not "sáng nay 6/2", which names its day
    Rule { name: "date.relative", trigger: Class::RelativeDay, read: relative },
];

/// "mùng ba tháng Hai", "ngày hai mươi chín tháng sáu năm 2020"
fn day_in_words(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    if scene.value(hit) != "day" {
        return None;
    }
    let text = scene.text;
    let day = crate::lexicon::number::read(text, hit.span.end())
        .filter(|n| n.words && (1.0..=31.0).contains(&n.value))?;
    if text.key(day.end) != w!("tháng") {
        return None;
    }
    let (month, end) = months::number(text, day.end + 1)?;
    let (year, end) = months::year_of(scene, end, end);
    if lead::is_lunar(scene, end) {
        return None;
    }
    let lead = lead::Lead::read(scene, hit.span.first());
    let point = Point { year, month: Some(month), day: Some(day.value as u8) };
    Some((TokenSpan::new(lead.start, end), lead.dress(Said::new(What::Points(vec![point])))))
}

fn relative(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let (days, part) = lead::relative(scene.value(hit));
    // "lần cuối cùng ngày 21/7", "cùng ngày 27.2", "cùng ngày với"
    let follows = scene.text.get(hit.span.end());
    let named =
        follows.is_some_and(|t| !t.starts_paragraph() && (t.kind == Kind::Number || t.key == w!("với")));
    if days.is_none() && (named || scene.text.preceded_by(hit.span.first(), &[w!("cuối")])) {
        return None;
    }
    let what = days.map_or(What::SameDay, What::Relative);
    Some((hit.span, Said { part_of_day: part, ..Said::new(what) }))
}
