//! The noun behind a number: the longest entry of the list of units.

use super::Noun;
use super::figure::{Before, Figure};
use crate::extract::Scene;
use crate::lexicon::Class;
use crate::text::{Key, Kind, TokenSpan};
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
    // Words that begin like a noun and are none: "2 phát hiện", "Cu-ba xã hội".
    if scene.value(hit) == "none" {
        return None;
    }
    let (kind, noun) = noun_of(scene.value(hit), hit.span);
    // "4 bằng gỗ": many nouns are other words too; those marked weak need a word that goes with the noun.
    if kind == "weak" && !is_noun_here(scene, figure, noun.end()) {
        return None;
    }
    // "chi bộ 3 năm liền": a stretch of years whatever stands before.
    let on_end = text.key(noun.end());
    let in_a_row = kind == "time" && (on_end == w!("liền") || on_end == w!("liên"));
    if !figure.admits(kind) && !in_a_row || is_time_of_day(scene, figure, at) || is_grade(scene, figure, noun)
    {
        return None;
    }
    let mut end = noun.end();
    // "km2": the tokenizer parts letters and digits.
    let mut unit = None;
    if kind == "size" {
        let one_letter = noun.len() == 1 && token.end - token.start == 1;
        // "4G", "5M" are no grams and metres; "7g sáng" is the clock.
        let clock = [w!("sáng"), w!("chiều"), w!("tối"), w!("trưa"), w!("ngày"), w!("đêm")];
        if one_letter && (token.kind != Kind::Lower || token.key == w!("g") && clock.contains(&text.key(end)))
        {
            return None;
        }
        let power = text.key(end) == w!("2") || text.key(end) == w!("3");
        let one_digit = text.get(end).is_some_and(|t| t.end - t.start == 1 && !t.starts_paragraph());
        // "1m8" is a height and a half.
        if text.glued(end) && text.kind(end) == Kind::Number && !(power && one_digit) {
            return None;
        }
        // A blank may stand before the power: "3.000 m 2".
        let takes = token.key == w!("m") || token.key == w!("km") || token.key == w!("cm");
        let parted = takes
            && !text.glued(end + 1)
            && text.get(end + 1).is_none_or(|t| t.kind == Kind::Sign || t.kind == Kind::Lower)
            && scene.hits.at(end + 1, Class::Counted).is_none();
        if power && one_digit && (text.glued(end) || parted) {
            let words = text.folded(TokenSpan::new(at, end));
            unit = Some(format!("{words}{}", text.slice(TokenSpan::new(end, end + 1))).into());
            end += 1;
        }
    }
    Some(Found { noun: Noun::At(TokenSpan::new(at, end)), kind, unit, end })
}

/// A noun that no list has, behind a number that can hardly be anything but a count: "05 nhà rông", "có 3 đèn tín
/// hiệu". Two syllables where both may belong to a noun, as most nouns have.
pub(super) fn unlisted(scene: &Scene<'_>, figure: Figure, at: usize) -> Option<Found> {
    const LED: [Key; 22] = [
        w!("có"),
        w!("được"),
        w!("gồm"),
        w!("hơn"),
        w!("trên"),
        w!("gần"),
        w!("khoảng"),
        w!("với"),
        w!("thêm"),
        w!("tặng"),
        w!("trao"),
        w!("xây"),
        w!("cấp"),
        w!("trồng"),
        w!("mở"),
        w!("cho"),
        w!("hiện"),
        w!("nhất"),
        w!("giữ"),
        w!("mua"),
        w!("sửa"),
        w!("dựng"),
    ];
    let text = scene.text;
    let led = figure.start > 0 && LED.contains(&text.key(figure.start - 1));
    if figure.words || figure.year || figure.before != Before::Free || figure.value.fract() != 0.0 {
        return None;
    }
    if !figure.leading_zero && !led {
        return None;
    }
    let part = |i: usize| {
        let lower = text.get(i).is_some_and(|t| {
            t.kind == Kind::Lower && t.end - t.start > 1 && t.after_blank() && !t.starts_line()
        });
        let counts_nothing = scene.hits.at(i, Class::Counted).is_some_and(|h| scene.value(h) == "none");
        lower && !counts_nothing && scene.hits.at(i, Class::CountStop).is_none()
    };
    if !part(at) || scene.hits.at(at, Class::CountHead).is_some() {
        return None;
    }
    let end = at + 1 + usize::from(part(at + 1));
    Some(Found { noun: Noun::At(TokenSpan::new(at, end)), kind: "thing", unit: None, end })
}

/// The kind that an entry names, and its noun: "time 1" for "năm học tập", where the noun is "năm" alone.
fn noun_of(value: &str, entry: TokenSpan) -> (&'static str, TokenSpan) {
    let words = value.rsplit(' ').next().and_then(|n| n.parse().ok()).unwrap_or(entry.len());
    (kind(value), TokenSpan::new(entry.first(), entry.first() + words.min(entry.len())))
}

/// The kinds of the list, as constants, so that a figure is plain data.
pub(super) fn kind(value: &str) -> &'static str {
    const KINDS: [&str; 13] = [
        "person", "org", "place", "doc", "work", "award", "event", "thing", "time", "size", "score", "money",
        "weak",
    ];
    let word = value.split(' ').next().unwrap_or(value);
    KINDS.iter().find(|k| **k == word).copied().unwrap_or("thing")
}

/// Whether a weak noun is one here: what stands before and behind it goes with a noun.
fn is_noun_here(scene: &Scene<'_>, figure: Figure, end: usize) -> bool {
    const HAS: [Key; 17] = [
        w!("tăng"),
        w!("giảm"),
        w!("số"),
        w!("cả"),
        w!("khoảng"),
        w!("đạt"),
        w!("có"),
        w!("được"),
        w!("gồm"),
        w!("cấp"),
        w!("với"),
        w!("của"),
        w!("hơn"),
        w!("trên"),
        w!("gần"),
        w!("là"),
        w!("nêu"),
    ];
    let text = scene.text;
    let before = if figure.start > 0 { text.key(figure.start - 1) } else { Key::default() };
    // "13 kiến nghị của địa phương"
    let ends =
        text.get(end).is_none_or(|t| t.kind == Kind::Sign || t.starts_paragraph() || t.key == w!("của"));
    figure.leading_zero || HAS.contains(&before) || ends
}

/// "16 giờ 30 phút", "lúc 7 giờ", "9 tháng đầu năm": a point in time or a part of the year, no duration.
fn is_time_of_day(scene: &Scene<'_>, figure: Figure, at: usize) -> bool {
    let text = scene.text;
    let (k, i) = (text.key(at), figure.start);
    let before = if i > 0 { text.key(i - 1) } else { Key::default() };
    if k == w!("phút") || k == w!("giây") {
        return before == w!("giờ")
            || before == w!("h")
            || before == w!("lúc")
            || before == w!("phút") && k == w!("giây");
    }
    if k == w!("giờ") {
        // A duration says so; a clock is the usual thing.
        const LASTS: [Key; 11] = [
            w!("trên"),
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
        // "6 tháng, Đảng bộ kết nạp …", "trong 6 tháng qua"
        let part = [3.0, 6.0, 9.0].contains(&figure.value)
            && (before == w!("trong") || text.get(i).is_some_and(|t| t.starts_sentence()));
        if part && (text.key(at + 1) == w!(",") || text.key(at + 1) == w!("qua")) {
            return true;
        }
        // "9 tháng năm 2020" is a part of that year too.
        let of_year = text.key(at + 1) == w!("năm") && text.kind(at + 2) == Kind::Number;
        return text.key(at + 1) == w!("đầu") || text.key(at + 1) == w!("cuối") || of_year;
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
    // "45 tuổi Đảng" too.
    let years = text.key(noun.first()) == w!("năm")
        || text.key(noun.first()) == w!("tuổi") && text.key(noun.first() + 1) == w!("Đảng");
    if !years || figure.value % 5.0 != 0.0 || !(30.0..=95.0).contains(&figure.value) {
        return false;
    }
    // The grades may go on in the next sentence: "Trong đó: 60 năm tuổi Đảng có 1 đồng chí".
    let own = text.sentence(figure.start).first();
    let sentence = text.sentence_of(figure.start);
    let start = if text.matches(own, &[w!("trong"), w!("đó")]) {
        text.sentences().get(sentence.saturating_sub(1)).map_or(own, |s| s.first())
    } else {
        own
    };
    (start..figure.start).any(|k| text.matches(k, &[w!("huy"), w!("hiệu")]))
}
