//! Reading a rating around its phrase.

use super::Said;
use crate::extract::Scene;
use crate::lexicon::{Class, Hit, number};
use crate::record::{RatingSubject, Stage};
use crate::text::{Key, Kind, TokenSpan};
use crate::w;

/// A number, a noun perhaps, words of assessment, then the phrase.
pub(super) fn number_before(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    if is_aim(scene, hit.span) || is_prose(scene, hit.span.end(), true) {
        return None;
    }
    let start = back_over_place(scene, back_over_words(scene, hit.span.first()));
    let (start, mut percent) = back_over_share(scene, start);
    let noun = subject_before(scene, start);
    let at = back_over_number_word(scene, noun.map_or(start, |n| n.span.first()));
    // "5 năm liền hoàn thành xuất sắc nhiệm vụ": years, not members.
    if (start..hit.span.first()).any(|k| scene.text.key(k) == w!("năm")) {
        return None;
    }
    let number = number_ending_at(scene, at)?;
    if number.value <= 0.0 || denied(scene, number.span.first()) {
        return None;
    }
    let mut end = hit.span.end();
    let mut value = Some(number.value);
    if number.percent {
        percent = value.take();
    } else if percent.is_none()
        && let Some((p, after)) = share_after(scene, end)
    {
        percent = Some(p);
        end = after;
    }
    let subject = noun.map(|n| many(scene, n.subject)).or_else(|| label(scene, number.span.first()));
    let span = TokenSpan::new(number.span.first(), end);
    let said = Said {
        rating: scene.value(hit).into(),
        subject,
        value,
        percent,
        stage: stage(scene, hit.span),
        high: number.high,
        score: None,
        whole: number.whole.zip(noun.map(|n| n.span)),
        number: number.span,
        phrase: hit.span,
    };
    Some((span, said))
}

/// "Hoàn thành tốt nhiệm vụ: 15 đồng chí", "hoàn thành tốt nhiệm vụ là 85%"
pub(super) fn number_after(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    if is_aim(scene, hit.span) {
        return None;
    }
    let mut at = hit.span.end();
    at += usize::from(text.key(at) == w!("\""));
    // "đạt trong sạch, vững mạnh, chiếm 92,91%"
    at += usize::from(text.matches(at, &[w!(","), w!("chiếm")]));
    let linked =
        [w!(":"), w!("là"), w!("có"), w!("chiếm"), w!("gồm"), w!("đạt"), w!("=")].contains(&text.key(at));
    at += usize::from(linked);
    if text.get(at).is_none_or(|t| t.starts_paragraph()) {
        return None;
    }
    let n = number::read(text, at).filter(|n| n.value > 0.0 && !n.words)?;
    let share = text.key(n.end) == w!("%");
    let noun = scene.hits.at(n.end, Class::RatingSubject);
    // Without a link the noun must show that the number belongs here.
    let subject = match noun {
        Some(h) => Some(many(scene, subject_of(scene.value(h))?)),
        None if share => None,
        // "tổ chức cơ sở đảng yếu kém: 01"
        None if linked && text.key(n.end - 1) == text.key(at) && rated_before(scene, hit.span).is_some() => {
            None
        }
        None => return None,
    };
    if noun.is_none() && !share && !ends(scene, n.end) {
        return None;
    }
    if !linked && noun.is_none_or(|h| !ends(scene, h.span.end())) {
        return None;
    }
    let mut end = noun.map_or(n.end + usize::from(share), |h| h.span.end());
    let mut percent = share.then_some(n.value);
    if percent.is_none()
        && let Some((p, after)) = share_after(scene, end)
    {
        percent = Some(p);
        end = after;
    }
    let said = Said {
        rating: scene.value(hit).into(),
        subject: subject.or_else(|| label(scene, hit.span.first())).or_else(|| rated_before(scene, hit.span)),
        value: (!share).then_some(n.value),
        percent,
        stage: stage(scene, hit.span),
        high: None,
        score: None,
        whole: None,
        number: TokenSpan::new(at, n.end),
        phrase: hit.span,
    };
    Some((TokenSpan::new(hit.span.first(), end), said))
}

/// A subject that is itself rated.
pub(super) fn subject(scene: &Scene<'_>, hit: &Hit) -> Option<(TokenSpan, Said)> {
    let text = scene.text;
    let phrase = hit.span;
    if scene.value(hit) == "yếu kém" || is_aim(scene, phrase) || is_prose(scene, phrase.end(), false) {
        return None;
    }
    // "trong sạch vững mạnh, hoàn thành tốt nhiệm vụ": the second of two.
    let comma = phrase.first().checked_sub(1).filter(|&k| text.key(k) == w!(",") || text.key(k) == w!("và"));
    // Each with its year: "… xuất sắc nhiệm vụ năm 2018, hoàn thành tốt nhiệm vụ năm 2019".
    let behind = |k: usize| {
        if k >= 2 && text.key(k - 2) == w!("năm") && text.kind(k - 1) == Kind::Number { k - 2 } else { k }
    };
    let first = comma.and_then(|k| scene.hits.before(behind(k), Class::Rating)).copied();
    if let Some(first) = first {
        let (_, said) = subject(scene, &first)?;
        return Some((phrase, Said { rating: scene.value(hit).into(), phrase, score: None, ..said }));
    }
    // "tự đánh giá 91,5 điểm, hoàn thành xuất sắc nhiệm vụ": the score of the scale of 2025.
    let (start, score) = back_over_score(scene, back_over_words(scene, phrase.first()));
    let start = back_over_words(scene, start);
    let quoted = phrase.first() > 0 && text.key(phrase.first() - 1) == w!("\"");
    let colon = start > 0 && text.key(start - 1) == w!(":");
    let assessed = (start..phrase.first()).any(|k| is_assessment(scene, k));
    let adjacent = subject_before(scene, start).is_some();
    let clause = clause_start(scene, start);
    let assessed_before = (clause..start).any(|k| is_assessment(scene, k));
    let dated = (clause..start).any(|k| text.key(k) == w!("năm") && text.kind(k + 1) == Kind::Number);
    // "Bốn năm hoàn thành tốt nhiệm vụ", "5 năm liền …": the cell, unless another subject stands there.
    let years = (start.saturating_sub(3).max(1)..start).any(|k| {
        text.key(k) == w!("năm") && number::read(text, k - 1).is_some_and(|n| n.end == k && n.value < 50.0)
    });
    let first_of_sentence = text.sentence(start).first();
    let same_list =
        scene.hits.within(TokenSpan::new(first_of_sentence, start)).iter().any(|h| h.class == Class::Rating);
    let assessed_before =
        assessed_before || same_list && (first_of_sentence..start).any(|k| is_assessment(scene, k));
    let led = years
        || assessed
        || adjacent && (assessed_before || dated && ends(scene, phrase.end()))
        || (quoted || colon) && near_subject(scene, start);
    if !led || denied(scene, start) {
        return None;
    }
    let who = first_subject(scene, clause, start)
        .or_else(|| first_subject(scene, text.sentence(start).first(), start))
        .or(years.then_some(RatingSubject::Cell))?;
    // Many members are rated with a number only.
    if who == RatingSubject::Members || who == RatingSubject::Cells {
        return None;
    }
    let said = Said {
        rating: scene.value(hit).into(),
        subject: Some(who),
        value: None,
        percent: None,
        stage: stage(scene, phrase),
        high: None,
        score: score.or_else(|| score_after(scene, phrase.end())),
        whole: None,
        number: TokenSpan::new(phrase.first(), phrase.first()),
        phrase,
    };
    Some((phrase, said))
}

/// A subject noun and its place.
#[derive(Clone, Copy)]
struct Subject {
    span: TokenSpan,
    subject: RatingSubject,
}

fn subject_of(value: &str) -> Option<RatingSubject> {
    Some(match value {
        "cell" => RatingSubject::Cell,
        "cells" => RatingSubject::Cells,
        "members" => RatingSubject::Members,
        "member" => RatingSubject::Member,
        "unit" => RatingSubject::Unit,
        "leaders" => RatingSubject::Leaders,
        _ => return None,
    })
}

/// A noun with a number before it stands for many.
fn many(_scene: &Scene<'_>, subject: RatingSubject) -> RatingSubject {
    match subject {
        RatingSubject::Cell => RatingSubject::Cells,
        RatingSubject::Member => RatingSubject::Members,
        other => other,
    }
}

/// The subject noun that ends before token `i`; "đồng chí đảng viên" is one.
fn subject_before(scene: &Scene<'_>, i: usize) -> Option<Subject> {
    let hit = scene.hits.before(i, Class::RatingSubject)?;
    let mut span = hit.span;
    let mut value = scene.value(hit);
    if let Some(outer) = scene.hits.before(span.first(), Class::RatingSubject)
        && scene.value(outer) == "member"
    {
        span = outer.span.to(span);
        value = "member";
    }
    subject_of(value).map(|subject| Subject { span, subject })
}

/// "tổ chức cơ sở đảng đạt trong sạch, vững mạnh chiếm 87,97%": the noun right before, of many.
fn rated_before(scene: &Scene<'_>, phrase: TokenSpan) -> Option<RatingSubject> {
    let start = back_over_place(scene, back_over_words(scene, phrase.first()));
    subject_before(scene, start).map(|n| many(scene, n.subject))
}

/// Back over words that say where a cell or a member belongs: "4 chi bộ trực thuộc xếp loại …", "100% đảng viên
/// trong chi bộ đều …".
fn back_over_place(scene: &Scene<'_>, mut i: usize) -> usize {
    let text = scene.text;
    let within = [w!("trong"), w!("của"), w!("toàn"), w!("thuộc")];
    for _ in 0..4 {
        let Some(last) = i.checked_sub(1) else { return i };
        if text.preceded_by(i, &[w!("trực"), w!("thuộc")]) {
            i -= 2;
        } else if [w!("đều"), w!("đã"), w!("trong")].contains(&text.key(last)) {
            i = last;
        } else if let Some(h) = scene.hits.before(i, Class::RatingSubject)
            && scene.value(h) == "cell"
            && h.span.first() > 0
            && within.contains(&text.key(h.span.first() - 1))
        {
            i = h.span.first() - 1;
        } else {
            return i;
        }
    }
    i
}

/// Back over "số" of "8,8% số chi bộ", "30% tổng số đảng viên".
fn back_over_number_word(scene: &Scene<'_>, i: usize) -> usize {
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
fn back_over_score(scene: &Scene<'_>, i: usize) -> (usize, Option<f64>) {
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
fn score_after(scene: &Scene<'_>, end: usize) -> Option<f64> {
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

/// Back over quotes and words of assessment: "được xếp loại “".
fn back_over_words(scene: &Scene<'_>, mut i: usize) -> usize {
    let text = scene.text;
    let first = text.sentence(i).first();
    loop {
        let Some(k) = i.checked_sub(1).filter(|&k| k >= first) else { return i };
        if text.key(k) == w!("\"") || text.key(k) == w!("'") {
            i = k;
            continue;
        }
        if let Some(h) = scene.hits.before(i, Class::RatingCue)
            && matches!(scene.value(h), "assess" | "self" | "propose")
            && h.span.first() >= first
        {
            i = h.span.first();
            continue;
        }
        // "được cấp trên công nhận", "được Tỉnh ủy công nhận": who decides.
        if i < text.len()
            && matches!(scene.hits.at(i, Class::RatingCue), Some(h) if text.key(h.span.first()) == w!("công") || text.key(h.span.first()) == w!("xếp") || text.key(h.span.first()) == w!("đánh"))
            && let Some(by) = (i.saturating_sub(10).max(first)..i).rev().find(|&k| text.key(k) == w!("được"))
            && !(by..i).any(|k| text.key(k) == w!(",") || text.key(k) == w!(";"))
        {
            i = by;
            continue;
        }
        return i;
    }
}

/// Back over "(chiếm 17,6%)": its first token and the share.
fn back_over_share(scene: &Scene<'_>, i: usize) -> (usize, Option<f64>) {
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
fn share_after(scene: &Scene<'_>, i: usize) -> Option<(f64, usize)> {
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
struct Number {
    value: f64,
    whole: Option<f64>,
    percent: bool,
    /// The higher end of "15-20%", of which `value` is the lower.
    high: Option<f64>,
    span: TokenSpan,
}

fn number_ending_at(scene: &Scene<'_>, end: usize) -> Option<Number> {
    let text = scene.text;
    let sign = end.checked_sub(1)?;
    let percent = text.key(sign) == w!("%");
    let stop = if percent { sign } else { end };
    let first = text.sentence(sign).first();
    // The longest number that ends there.
    // "trong năm hoàn thành tốt nhiệm vụ" is the year.
    if !percent && text.key(sign) == w!("năm") {
        return None;
    }
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

/// "không có chi bộ …", "không đảng viên nào"
fn denied(scene: &Scene<'_>, i: usize) -> bool {
    let text = scene.text;
    let first = text.sentence(i).first();
    (i.saturating_sub(5).max(first)..i).any(|k| text.key(k) == w!("không") || text.key(k) == w!("chưa"))
}

/// Whether words of wish stand before the phrase in its sentence, and nothing done after them. What only leads to
/// a wish ("tiếp tục", "xây dựng") reaches no further than its own clause: "công tác xây dựng Đảng: Chi bộ đạt …".
fn is_aim(scene: &Scene<'_>, phrase: TokenSpan) -> bool {
    let text = scene.text;
    let sentence = text.sentence(phrase.first());
    let range = TokenSpan::new(sentence.first(), phrase.first());
    let mut aim = false;
    let ends = |k: usize| text.key(k) == w!(":") || text.key(k) == w!(";") || text.kind(k) == Kind::Number;
    for h in scene.hits.within(range).iter().filter(|h| h.class == Class::RatingCue) {
        match scene.value(h) {
            "aim" => aim = true,
            "near_aim" => {
                let party = text.key(h.span.end()) == w!("Đảng") && text.key(h.span.end() + 1) != w!("bộ");
                aim |= !party && !(h.span.end()..phrase.first()).any(ends);
            }
            "done" => aim = false,
            _ => {}
        }
    }
    aim
}

/// Whether the text behind the phrase shows that it is prose: "hoàn thành tốt nhiệm vụ được giao".
fn is_prose(scene: &Scene<'_>, end: usize, counted: bool) -> bool {
    let text = scene.text;
    let Some(t) = text.get(end) else { return false };
    if t.starts_paragraph() {
        return false;
    }
    // "“Hoàn thành xuất sắc nhiệm vụ” là danh hiệu …": talk about the title.
    let k = end + usize::from(text.key(end) == w!("\""));
    let praise = scene.hits.at(k, Class::RatingCue).is_some_and(|h| scene.value(h) == "praise");
    praise && !(counted && (text.key(k) == w!("là") || text.key(k) == w!("các") || text.key(k) == w!("do")))
}

fn is_assessment(scene: &Scene<'_>, k: usize) -> bool {
    scene.hits.at(k, Class::RatingCue).is_some_and(|h| {
        let words = scene.text.key(k) != w!("được") || h.span.len() > 1;
        matches!(scene.value(h), "assess" | "self" | "propose") && words
    })
}

/// After the last semicolon of the sentence before token `i`.
fn clause_start(scene: &Scene<'_>, i: usize) -> usize {
    let first = scene.text.sentence(i).first();
    (first..i).rev().find(|&k| scene.text.key(k) == w!(";")).map_or(first, |k| k + 1)
}

/// The first subject of a clause; a named comrade is one member.
fn first_subject(scene: &Scene<'_>, from: usize, to: usize) -> Option<RatingSubject> {
    let range = TokenSpan::new(from, to);
    let hits = scene.hits.within(range);
    hits.iter().filter(|h| h.class == Class::RatingSubject && h.span.end() <= to).find_map(|h| {
        let value = scene.value(h);
        // "tổ chức" alone is a verb; "đồng chí" needs a name.
        if scene.text.key(h.span.first()) == w!("tổ") && h.span.len() == 2 {
            return None;
        }
        if value == "member" && !scene.text.get(h.span.end()).is_some_and(|t| t.is_capital()) {
            return None;
        }
        subject_of(value)
    })
}

/// A subject within a name's length before token `i`.
fn near_subject(scene: &Scene<'_>, i: usize) -> bool {
    let range = TokenSpan::new(i.saturating_sub(12).max(scene.text.sentence(i).first()), i);
    scene.hits.within(range).iter().any(|h| h.class == Class::RatingSubject)
}

/// "Đảng viên: 6 hoàn thành xuất sắc nhiệm vụ; 24 …": the label at the head of the list.
fn label(scene: &Scene<'_>, i: usize) -> Option<RatingSubject> {
    let text = scene.text;
    let range = TokenSpan::new(text.sentence(i).first(), i);
    scene
        .hits
        .within(range)
        .iter()
        .rev()
        .find(|h| h.class == Class::RatingSubject && text.key(h.span.end()) == w!(":"))
        .and_then(|h| subject_of(scene.value(h)))
        .map(|s| many(scene, s))
}

/// Whether a phrase ends before token `i`.
fn ends(scene: &Scene<'_>, i: usize) -> bool {
    const ON: [Key; 4] = [w!("và"), w!("năm"), w!("trong"), w!("trở")];
    scene.text.get(i).is_none_or(|t| t.kind == Kind::Sign || t.starts_paragraph() || ON.contains(&t.key))
}

/// At which step a rating stands: the last word of its sentence that says so.
fn stage(scene: &Scene<'_>, phrase: TokenSpan) -> Stage {
    let text = scene.text;
    let range = TokenSpan::new(text.sentence(phrase.first()).first(), phrase.first());
    let mut stage = Stage::Decided;
    for h in scene.hits.within(range).iter().filter(|h| h.class == Class::RatingCue) {
        match scene.value(h) {
            "self" => stage = Stage::SelfAssessed,
            "propose" => stage = Stage::Proposed,
            "assess" if [w!("biểu"), w!("bỏ"), w!("bình")].contains(&text.key(h.span.first())) => {
                stage = Stage::SelfAssessed;
            }
            _ => {}
        }
    }
    stage
}
