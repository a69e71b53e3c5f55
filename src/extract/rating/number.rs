//! Numbers, shares and scores around a rating phrase.

use crate::extract::Scene;
use crate::lexicon::number;
use crate::text::{Kind, TokenSpan};
use crate::w;

/// Back over "số" of "8,8% số chi bộ", "30% tổng số đảng viên".
pub(super) fn back_over_number_word(scene: &Scene<'_>, i: usize) -> usize {
    let text = scene.text;
    if text.preceded_by(i, &[w!("%"), w!("tổng"), w!("số")]) {
        i - 2
    } else if text.preceded_by(i, &[w!("%"), w!("số")]) {
        i - 1
    } else {
        i
    }
}

/// Back over "91,5 điểm," before token `i`: its first token and the score.
pub(super) fn back_over_score(scene: &Scene<'_>, i: usize) -> (usize, Option<f64>) {
    let text = scene.text;
    let first = text.sentence(i).first();
    let Some(comma) = i.checked_sub(1).filter(|&k| text.key(k) == w!(",") && k > first) else {
        return (i, None);
    };
    if text.key(comma - 1) != w!("điểm") {
        return (i, None);
    }
    let end = comma - 1;
    (end.saturating_sub(5).max(first)..end)
        .find_map(|s| number::read(text, s).filter(|n| n.end == end).map(|n| (s, Some(n.value))))
        .unwrap_or((i, None))
}

/// "hoàn thành tốt nhiệm vụ với 85 điểm", "… (85 điểm)"
pub(super) fn score_after(scene: &Scene<'_>, end: usize) -> Option<f64> {
    let text = scene.text;
    let mut at = end + usize::from(text.key(end) == w!("\""));
    while [w!("("), w!("với"), w!("đạt"), w!("số"), w!("điểm"), w!(":")].contains(&text.key(at))
        && at < end + 5
    {
        at += 1;
    }
    let n = number::read(text, at)?;
    (at > end && text.key(n.end) == w!("điểm")).then_some(n.value)
}

/// Back over "(chiếm 17,6%)": its first token and the share.
pub(super) fn back_over_share(scene: &Scene<'_>, i: usize) -> (usize, Option<f64>) {
    let text = scene.text;
    let close = i.checked_sub(1).filter(|&k| text.key(k) == w!(")"));
    let Some(close) = close else { return (i, None) };
    let Some(open) = (close.saturating_sub(8)..close).rev().find(|&k| text.key(k) == w!("(")) else {
        return (i, None);
    };
    match share_after(scene, open) {
        Some((p, after)) if after == close + 1 => (open, Some(p)),
        _ => (i, None),
    }
}

/// "(21,4%)", "(chiếm tỷ lệ 21,4%)", ", tỷ lệ 21,4%", "chiếm 21,4%" from token `i` on: the share and one past it.
pub(super) fn share_after(scene: &Scene<'_>, i: usize) -> Option<(f64, usize)> {
    let text = scene.text;
    let mut k = i + usize::from(text.key(i) == w!("\""));
    let bracket = text.key(k) == w!("(");
    k += usize::from(bracket || text.key(k) == w!(","));
    let before_words = k;
    while [w!("chiếm"), w!("tỷ"), w!("lệ"), w!("đạt"), w!("bằng")].contains(&text.key(k)) {
        k += 1;
    }
    if !bracket && before_words == k {
        return None;
    }
    let n = number::read(text, k)?;
    if text.key(n.end) != w!("%") {
        return None;
    }
    if bracket && text.key(n.end + 1) != w!(")") {
        return None;
    }
    Some((n.value, n.end + 1 + usize::from(bracket)))
}

/// A number that ends before a token.
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) whole: Option<f64>,
    pub(super) percent: bool,
    /// The higher end of "15-20%", of which `value` is the lower.
    pub(super) high: Option<f64>,
    pub(super) span: TokenSpan,
}

pub(super) fn number_ending_at(scene: &Scene<'_>, end: usize) -> Option<Number> {
    let text = scene.text;
    let sign = end.checked_sub(1)?;
    let percent = text.key(sign) == w!("%");
    let stop = if percent { sign } else { end };
    let first = text.sentence(sign).first();
    // "trong năm hoàn thành tốt nhiệm vụ" is the year.
    if !percent && text.key(sign) == w!("năm") {
        return None;
    }
    // The longest number that ends there.
    let start = (stop.saturating_sub(8).max(first)..stop).find(|&s| {
        number::read(text, s).is_some_and(|n| n.end == stop)
            && !text.get(s).is_some_and(|t| t.is_capital() && t.is_word() && !t.starts_sentence())
    })?;
    let n = number::read(text, start)?;
    // "hai (02) đồng chí" ends with a bracket and is rare before a rating; a year is no number of members.
    if !percent && (n.value >= 1900.0 && n.value < 2100.0 && text.preceded_by(start, &[w!("năm")])) {
        return None;
    }
    if scene.taken(start).is_some() {
        return None;
    }
    if start >= 2 && text.key(start - 1) == w!("/") && text.kind(start - 2) == Kind::Number && !percent {
        let part = (start.saturating_sub(6).max(first)..start - 1)
            .find(|&s| number::read(text, s).is_some_and(|m| m.end == start - 1))?;
        let m = number::read(text, part)?;
        return Some(Number {
            value: m.value,
            whole: Some(n.value),
            percent,
            high: None,
            span: TokenSpan::new(part, stop),
        });
    }
    // "15-20% hoàn thành xuất sắc nhiệm vụ"
    let dash = start.checked_sub(1).filter(|&k| text.key(k) == w!("-") && k > first);
    let low = dash.and_then(|d| {
        (d.saturating_sub(4).max(first)..d)
            .find_map(|s| number::read(text, s).filter(|m| m.end == d && m.value < n.value).map(|m| (s, m)))
    });
    if let Some((s, low)) = low {
        let span = TokenSpan::new(s, end);
        return Some(Number { value: low.value, whole: None, percent, high: Some(n.value), span });
    }
    Some(Number { value: n.value, whole: None, percent, high: None, span: TokenSpan::new(start, end) })
}
