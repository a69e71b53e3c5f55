//! The shapes of figures: with a noun behind, a share, a ratio, a range, a word before.

use super::figure::{self, Figure};
use super::unit::{self, Found};
use super::{Form, Noun, Said, money};
use crate::extract::Scene;
use crate::lexicon::{Class, Hit, number};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// "96,3%", "12 phần trăm"
pub(super) fn percent(scene: &Scene<'_>, figure: Figure) -> Option<(TokenSpan, Said)> {
    let end = percent_end(scene, figure.end)?;
    let found = Found { noun: Noun::Known("%".into()), kind: "percent", unit: Some("%".into()), end };
    Some(said(scene, figure, found, Form::Plain, None))
}

fn percent_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let text = scene.text;
    if text.get(at).is_none_or(|t| t.starts_paragraph()) {
        return None;
    }
    if text.key(at) == w!("%") {
        return Some(at + 1);
    }
    text.matches(at, &[w!("phần"), w!("trăm")]).then_some(at + 2)
}

/// "16 công bố", "hai (02) đồng chí"
pub(super) fn noun(scene: &Scene<'_>, mut figure: Figure, noun: Option<&Found>) -> Option<(TokenSpan, Said)> {
    let found = noun.filter(|f| f.kind != "money")?.clone();
    // "15,595 căn hộ": what cannot be parted has its thousands set off by a comma, the English way.
    if figure.value.fract() != 0.0
        && is_whole(found.kind)
        && let Some(thousands) = english(scene, figure)
    {
        figure.value = thousands;
    }
    Some(said(scene, figure, found, Form::Plain, None))
}

/// "05 nhà rông": as [`noun`], with a noun that no list has.
pub(super) fn unlisted(scene: &Scene<'_>, figure: Figure, noun: Option<&Found>) -> Option<(TokenSpan, Said)> {
    if noun.is_some() || money::currency(scene, figure).is_some() {
        return None;
    }
    let found = unit::unlisted(scene, figure, figure.end)?;
    Some(said(scene, figure, found, Form::Plain, None))
}

/// Kinds of nouns that are counted in whole numbers.
fn is_whole(kind: &str) -> bool {
    !matches!(kind, "size" | "time" | "score" | "money" | "percent")
}

/// "15,595" read as fifteen thousand.
fn english(scene: &Scene<'_>, figure: Figure) -> Option<f64> {
    let text = scene.text;
    let (comma, rest) = (figure.start + 1, figure.start + 2);
    let three = text.get(rest).is_some_and(|t| t.kind == Kind::Number && t.end - t.start == 3);
    let grouped =
        figure.end == rest + 1 && three && (text.key(comma) == w!(",") || text.key(comma) == w!("."));
    let high = text.key(figure.start).value().filter(|_| grouped)?;
    Some((high * 1000 + text.key(rest).value()?) as f64)
}

/// "31/33 đảng viên", "kết nạp 02/03"
pub(super) fn ratio(scene: &Scene<'_>, part: Figure) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let slash = text.key(part.end) == w!("/");
    let at = if slash {
        part.end + 1
    } else {
        // "94 trong tổng số 98 đảng viên", "12 trên 13 đảng viên"
        let words: [&[Key]; 3] =
            [&[w!("trong"), w!("tổng"), w!("số")], &[w!("trên"), w!("tổng"), w!("số")], &[w!("trên")]];
        part.end + words.iter().find(|w| text.matches(part.end, w)).map(|w| w.len())?
    };
    if part.words || text.kind(at) != Kind::Number {
        return None;
    }
    let whole = number::read(text, at)?;
    if !slash && whole.value < part.value {
        return None;
    }
    // "11/2016 đồng chí này": a month; "mùa 2016/17": a season.
    if (1900.0..2100.0).contains(&whole.value) && part.value <= 12.0 || part.year {
        return None;
    }
    // "có hiệu lực từ 1/7 quy định …": a day.
    const DAY: [Key; 7] = [w!("hôm"), w!("từ"), w!("ngày"), w!("đến"), w!("sáng"), w!("chiều"), w!("tối")];
    let month = part.value <= 31.0 && whole.value <= 12.0 && slash;
    if month && part.start > 0 && DAY.contains(&text.key(part.start - 1)) {
        return None;
    }
    // "3/2/2023" is a date, whoever reads it.
    if text.key(whole.end) == w!("/") && text.kind(whole.end + 1) == Kind::Number || whole.value <= 0.0 {
        return None;
    }
    let both = Figure { end: whole.end, ..part };
    // "kết nạp được 821/1.450 chỉ tiêu": members, of so many that were to be
    let targets = text.matches(whole.end, &[w!("chỉ"), w!("tiêu")]);
    let found = match unit::at(scene, both, whole.end) {
        Some(f) if targets => head_of(scene, both).unwrap_or(f),
        Some(f) => f,
        None => head_of(scene, both)?,
    };
    if matches!(found.kind, "time" | "money" | "score") {
        return None;
    }
    Some(said(scene, both, found, Form::Ratio, Some(whole.value)))
}

/// "từ 12 đến 15 đảng viên", "8-10 đảng viên", "từ 31 xuống còn 14"
pub(super) fn range(scene: &Scene<'_>, low: Figure) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let mut at = low.end;
    // "từ 5% đến 7%" are two figures with a unit each.
    at = match text.key(at) {
        k if k == w!("-") || k == w!("đến") || k == w!("tới") => at + 1,
        k if k == w!("xuống") || k == w!("lên") => at + 1 + usize::from(text.key(at + 1) == w!("còn")),
        _ => return None,
    };
    let falls = at > low.end + 1 || text.key(low.end) == w!("lên") || text.key(low.end) == w!("xuống");
    let high = number::amount(text, at)?;
    if text.get(at).is_some_and(|t| t.starts_paragraph()) || high.words != low.words {
        return None;
    }
    if !falls && high.value <= low.value {
        return None;
    }
    // "700 triệu đồng năm 2016 lên 11,4 tỷ đồng": the year belongs to the figure before.
    if low.year && low.start > 0 && text.key(low.start - 1) == w!("năm") {
        return None;
    }
    // "600-700 triệu đồng", "20-30 nghìn đồng/kg": the scale is that of both.
    let plain = number::read(text, at).map_or(high.value, |n| n.value);
    let unscaled = number::read(text, low.start).is_some_and(|n| n.end == low.end);
    let low = if !falls && unscaled && high.value > plain && plain > low.value {
        Figure { value: low.value * (high.value / plain).round(), ..low }
    } else {
        low
    };
    let year = low.year && (1900.0..2100.0).contains(&high.value);
    let both = Figure { end: high.end, year, ..low };
    let found = if let Some(end) = percent_end(scene, high.end) {
        Found { noun: Noun::Known("%".into()), kind: "percent", unit: Some("%".into()), end }
    } else if let Some((end, false)) = money::currency(scene, both) {
        Found { noun: Noun::Known("đồng".into()), kind: "money", unit: Some("đồng".into()), end }
    } else if let Some(f) = unit::at(scene, both, high.end) {
        f
    } else if falls && text.key(low.start.wrapping_sub(1)) == w!("từ") && ends_phrase(scene, high.end) {
        Found { noun: Noun::Before, kind: "thing", unit: None, end: high.end }
    } else {
        return None;
    };
    Some(said(scene, both, found, Form::Range, Some(high.value)))
}

/// "đảng số 31", "khiển trách 9", "kết nạp 02"
pub(super) fn head(scene: &Scene<'_>, figure: Figure, noun: Option<&Found>) -> Option<(TokenSpan, Said)> {
    // "kết nạp đảng viên là một trong những nhiệm vụ": one of several, no figure of its own.
    let of_several = figure.words && scene.text.key(figure.end) == w!("trong");
    if noun.is_some() || of_several || !ends_phrase(scene, figure.end) {
        return None;
    }
    let found = head_of(scene, figure)?;
    Some(said(scene, figure, found, Form::Plain, None))
}

/// The word before a figure that stands for its noun.
fn head_of(scene: &Scene<'_>, figure: Figure) -> Option<Found> {
    let text = scene.text;
    let links = [w!(":"), w!("là"), w!("được"), w!("gần"), w!("hơn"), w!("trên")];
    // The word itself, or with one or two links between: "đảng số: 31", "nữ là 5".
    let linked = (0..3)
        .take_while(|&n| n == 0 || figure.start.checked_sub(n).is_some_and(|k| links.contains(&text.key(k))));
    let head = linked
        .filter_map(|n| scene.hits.before(figure.start.saturating_sub(n), Class::CountHead))
        .next()
        .or_else(|| raised(scene, figure))?;
    if figure.year || text.sentence_of(head.span.first()) != text.sentence_of(figure.start) {
        return None;
    }
    let noun = match scene.value(head) {
        "^" if figure.value.fract() != 0.0 => return None,
        "^" => Noun::OfWhole,
        "=" => Noun::Before,
        known => Noun::Known(known.into()),
    };
    let unit = match &noun {
        Noun::Known(k) => Some(k.clone()),
        _ => None,
    };
    let kind = match unit.as_deref() {
        Some("đảng viên") => "person",
        Some("tuổi") => "time",
        _ => "thing",
    };
    Some(Found { noun, kind, unit, end: figure.end })
}

/// "nâng tổng số đảng viên của khối lên gần 6 ngàn": the noun stands before "lên".
fn raised(scene: &Scene<'_>, figure: Figure) -> Option<Hit> {
    let text = scene.text;
    let first = text.sentence(figure.start).first();
    let up = (figure.start.saturating_sub(2).max(first)..figure.start).find(|&k| text.key(k) == w!("lên"))?;
    let range = TokenSpan::new(up.saturating_sub(9).max(first), up);
    scene
        .hits
        .within(range, Class::CountHead)
        .rev()
        .find(|h| !matches!(scene.value(h), "^" | "=") && h.span.len() >= 3)
}

/// "(04 cấp Nhà nước, 21 cấp Bộ)": a share with its mark behind, in a bracket or behind a comma.
pub(super) fn share(scene: &Scene<'_>, figure: Figure) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    // "sáu trong số đó dưới 35 tuổi"
    if [w!("đó"), w!("này")].contains(&text.key(figure.end + 2))
        && text.matches(figure.end, &[w!("trong"), w!("số")])
    {
        let found = Found { noun: Noun::OfWhole, kind: "thing", unit: None, end: figure.end + 3 };
        return Some(said(scene, figure, found, Form::Plain, None));
    }
    let mark = scene.hits.at(figure.end, Class::CountHead)?;
    let opens = [w!("("), w!(","), w!(";"), w!(":"), w!("và"), w!("đó"), w!("có"), w!("gồm")];
    let due = figure.start > 0 && opens.contains(&text.key(figure.start - 1));
    if scene.value(mark) != "^" || !due || figure.words || !ends_phrase(scene, mark.span.end()) {
        return None;
    }
    let found = Found { noun: Noun::OfWhole, kind: "thing", unit: None, end: figure.end };
    Some(said(scene, figure, found, Form::Plain, None))
}

/// Whether a phrase ends before token `i`: a sign, the end, or a word that goes on with something else.
fn ends_phrase(scene: &Scene<'_>, i: usize) -> bool {
    const ON: [Key; 12] = [
        w!("và"),
        w!("trong"),
        w!("so"),
        w!("thì"),
        w!("nhưng"),
        w!("song"),
        w!("đạt"),
        w!("tăng"),
        w!("giảm"),
        w!("với"),
        w!("của"),
        w!("còn"),
    ];
    scene.text.get(i).is_none_or(|t| {
        t.starts_line()
            || t.kind == Kind::Sign && ![w!("/"), w!("-"), w!("%"), w!(".")].contains(&t.key)
            || t.key == w!(".") && !(scene.text.glued(i + 1) && scene.text.kind(i + 1) == Kind::Number)
            || ON.contains(&t.key)
    })
}

fn said(
    scene: &Scene<'_>,
    figure: Figure,
    found: Found,
    form: Form,
    other: Option<f64>,
) -> (TokenSpan, Said) {
    let span = TokenSpan::new(figure.start, found.end.max(figure.end));
    let article = figure.words && figure.value == 1.0 && figure.end == figure.start + 1;
    let said = Said {
        value: figure.value,
        other,
        form,
        approx: figure::approx(scene, figure.start, span.end()),
        noun: found.noun,
        kind: found.kind,
        unit: found.unit,
        number: figure.span(),
        disagrees: figure.disagrees,
        article,
    };
    (span, said)
}
