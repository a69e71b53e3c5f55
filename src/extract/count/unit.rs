//! The noun behind a number: the longest entry of the list of units.

use super::Noun;
use super::figure::Figure;
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Kind, TokenSpan};
use crate::w;

/// A noun, its kind in the list, and the unit where it is more than the noun's words.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) noun: Noun,
    pub(super) kind: &'static str,
    pub(super) unit: Option<Box<str>>,
    /// One past its last token.
    pub(super) end: usize,
}

/// The noun at token `at`, right behind a number.
pub(super) fn at(scene: &Scene<'_>, figure: Figure, at: usize) -> Option<Found> {
    let text = scene.text;
    let token = text.get(at)?;
    if token.starts_paragraph() {
        return None;
    }
    let hit = scene.hits.at(at, Class::Counted)?;
    let kind = kind(scene.value(hit));
    // "chi bộ 3 năm liền": a stretch of years whatever stands before.
    let on_end = text.key(hit.span.end());
    let in_a_row = kind == "time" && (on_end == w!("liền") || on_end == w!("liên"));
    if !figure.admits(kind) && !in_a_row
        || is_time_of_day(scene, figure, at)
        || is_grade(scene, figure, hit.span)
    {
        return None;
    }
    let mut end = hit.span.end();
    // "km2": the tokenizer parts letters and digits.
    let mut unit = None;
    if kind == "size" {
        let one_letter = hit.span.len() == 1 && token.end - token.start == 1;
        // "4G", "5M" are no grams and metres.
        if one_letter && token.kind != Kind::Lower {
            return None;
        }
        if text.glued(end) && (text.key(end) == w!("2") || text.key(end) == w!("3")) {
            end += 1;
            unit = Some(text.folded(TokenSpan::new(at, end)).into());
        }
    }
    Some(Found { noun: Noun::At(TokenSpan::new(at, end)), kind, unit, end })
}

/// The kinds of the list, as constants, so that a figure is plain data.
pub(super) fn kind(value: &str) -> &'static str {
    const KINDS: [&str; 13] = [
        "person", "org", "place", "doc", "work", "award", "event", "thing", "time", "size", "score", "money",
        "weak",
    ];
    KINDS.iter().find(|k| **k == value).copied().unwrap_or("thing")
}

/// "16 giờ 30 phút", "lúc 7 giờ", "9 tháng đầu năm": a point in time or a part of the year, no duration.
fn is_time_of_day(scene: &Scene<'_>, figure: Figure, at: usize) -> bool {
    let text = scene.text;
    let (k, i) = (text.key(at), figure.start);
    let before = if i > 0 { text.key(i - 1) } else { crate::text::Key::default() };
    if k == w!("phút") || k == w!("giây") {
        return before == w!("giờ")
            || before == w!("h")
            || before == w!("lúc")
            || before == w!("phút") && k == w!("giây");
    }
    if k == w!("giờ") {
        // A duration says so; a clock is the usual thing.
        const LASTS: [crate::text::Key; 10] = [
            w!("trong"),
            w!("suốt"),
            w!("dài"),
            w!("mất"),
            w!("hơn"),
            w!("gần"),
            w!("quá"),
            w!("sau"),
            w!("thêm"),
            w!("làm"),
        ];
        return !(LASTS.contains(&before)
            || text.key(at + 1) == w!("đồng")
            || text.key(at + 1) == w!("liên"));
    }
    if k == w!("tháng") {
        return text.key(at + 1) == w!("đầu") || text.key(at + 1) == w!("cuối");
    }
    if k == w!("ngày") {
        // "20 ngày 3 tháng 2"? The number before "ngày" of a date belongs to the clock: "8 giờ ngày".
        return before == w!("giờ");
    }
    false
}

/// The grade of a badge: "Huy hiệu 30, 40 năm tuổi Đảng".
fn is_grade(scene: &Scene<'_>, figure: Figure, noun: TokenSpan) -> bool {
    let text = scene.text;
    if text.key(noun.first()) != w!("năm")
        || figure.value % 5.0 != 0.0
        || !(30.0..=95.0).contains(&figure.value)
    {
        return false;
    }
    let start = text.sentence(figure.start).first().max(figure.start.saturating_sub(24));
    (start..figure.start).any(|k| text.matches(k, &[w!("huy"), w!("hiệu")]))
}
