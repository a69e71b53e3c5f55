//! Documents without a number: "Nghị quyết Trung ương 4 khóa XII", "Nghị quyết Đại hội Đảng bộ phường lần thứ VIII".

use super::Said;
use crate::extract::{Scene, organization};
use crate::lexicon::{Class, Hit};
use crate::text::{Kind, Text, TokenSpan};
use crate::w;

/// Reads the name of a resolution that begins with the mark.
pub(super) fn read(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let start = hit.span.first();
    let end = match scene.value(hit) {
        "plenum" => plenum(scene, hit)?,
        _ => congress(scene, hit.span.end())?,
    };
    let said = Said {
        number: None,
        serial: None,
        type_code: None,
        issuer_code: None,
        kind: Some("nghị quyết".to_owned()),
        title: Some(TokenSpan::new(start, with_years(text, end))),
        digits: TokenSpan::new(start, end),
    };
    Some((TokenSpan::new(start, end), said))
}

/// "… Trung ương 4 (khóa XII)", "… Hội nghị lần thứ 8 BCHTW Đảng khóa XIII"
fn plenum(scene: &Scene<'_>, hit: &Hit) -> Option<usize> {
    let text = scene.text;
    let mut k = hit.span.end();
    if text.matches(k, &[w!("lần"), w!("thứ")]) {
        k += 2;
    }
    let mut end = ordinal(text, k)?;
    // "4, 5, 6 (khóa XI)"
    while [w!(","), w!("và")].contains(&text.key(end)) && text.kind(end + 1) == Kind::Number {
        end += 2;
    }
    if let Some(body) = scene.hits.at(end, Class::Office).filter(|h| scene.value(h) == "whole") {
        end = body.span.end();
    } else if let Some((span, _)) = organization::read(scene, end) {
        end = span.end();
    }
    if text.key(end) == w!("đảng") {
        end += 1;
    }
    Some(term(text, end).unwrap_or(end))
}

/// "… Đại hội Đảng bộ phường lần thứ VIII", "… Đại hội 12 của Đảng"; needs more than "Đại hội".
fn congress(scene: &Scene<'_>, from: usize) -> Option<usize> {
    let text = scene.text;
    let mut end = from;
    if let Some(after) = ordinal(text, end).filter(|_| text.kind(end) != Kind::Lower) {
        end = after;
    }
    if text.matches(end, &[w!("đại"), w!("biểu")]) {
        end += 2;
    }
    if text.matches(end, &[w!("toàn"), w!("quốc")]) {
        end += 2;
    }
    if text.key(end) == w!("của") && text.key(end + 1) == w!("đảng") {
        end += 2;
    } else if let Some((span, _)) =
        organization::read(scene, end).filter(|_| text.get(end).is_some_and(|t| !t.starts_paragraph()))
    {
        end = span.end();
    } else if text.key(end) == w!("đảng") {
        end += 1;
        if text.matches(end, &[w!("toàn"), w!("quốc")]) || text.matches(end, &[w!("các"), w!("cấp")]) {
            end += 2;
        }
    }
    if text.matches(end, &[w!("lần"), w!("thứ")])
        && let Some(after) = ordinal(text, end + 2)
    {
        end = after;
    }
    if text.matches(end, &[w!("của"), w!("đảng")])
        && text.key(end + 2) != w!("bộ")
        && text.key(end + 2) != w!("ủy")
    {
        end += 2;
    }
    let end = term(text, end).unwrap_or(end);
    (end > from || text.matches(end, &[w!("nhiệm"), w!("kỳ")])).then_some(end)
}

/// "4", "XII", "tư", "thứ tư"
fn ordinal(text: &Text<'_>, k: usize) -> Option<usize> {
    let token = text.get(k).filter(|t| !t.starts_paragraph())?;
    match token.kind {
        Kind::Number => (token.end - token.start <= 2).then_some(k + 1),
        Kind::Sign => None,
        Kind::AllCaps | Kind::Capital if is_roman(text.slice(TokenSpan::new(k, k + 1))) => Some(k + 1),
        _ if token.key == w!("tư") && token.kind == Kind::Lower => Some(k + 1),
        _ if token.key == w!("thứ") => ordinal(text, k + 1),
        _ => crate::lexicon::number::read(text, k).map(|n| n.end),
    }
}

fn is_roman(word: &str) -> bool {
    word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
}

/// "khóa XII", "(khóa XI, XII)", ", khóa XII"
fn term(text: &Text<'_>, end: usize) -> Option<usize> {
    let bracket = text.key(end) == w!("(");
    let mut k = end + usize::from(bracket || text.key(end) == w!(","));
    if text.key(k) != w!("khóa") {
        return None;
    }
    k = ordinal(text, k + 1)?;
    while bracket && text.key(k) == w!(",") {
        k = ordinal(text, k + 1)?;
    }
    if !bracket {
        return Some(k);
    }
    (text.key(k) == w!(")")).then_some(k + 1)
}

/// "nhiệm kỳ 2015-2020" belongs to the name, though its years are read as a date of their own.
fn with_years(text: &Text<'_>, end: usize) -> usize {
    let k = end + usize::from(text.key(end) == w!(","));
    let years = text.matches(k, &[w!("nhiệm"), w!("kỳ")])
        && text.kind(k + 2) == Kind::Number
        && text.key(k + 3) == w!("-")
        && text.kind(k + 4) == Kind::Number;
    if years { k + 5 } else { end }
}
