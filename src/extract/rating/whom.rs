//! Who is rated: the noun before a phrase, over the words that stand between.

use crate::extract::Scene;
use crate::lexicon::Class;
use crate::record::RatingSubject;
use crate::text::TokenSpan;
use crate::w;

/// A subject noun and its place.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub(super) span: TokenSpan,
    pub(super) subject: RatingSubject,
}

pub(super) fn subject_of(value: &str) -> Option<RatingSubject> {
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
pub(super) fn many(subject: RatingSubject) -> RatingSubject {
    match subject {
        RatingSubject::Cell => RatingSubject::Cells,
        RatingSubject::Member => RatingSubject::Members,
        other => other,
    }
}

/// The subject noun that ends before token `i`; "đồng chí đảng viên" is one.
pub(super) fn subject_before(scene: &Scene<'_>, i: usize) -> Option<Subject> {
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
pub(super) fn rated_before(scene: &Scene<'_>, phrase: TokenSpan) -> Option<RatingSubject> {
    let start = back_over_place(scene, back_over_words(scene, phrase.first()));
    subject_before(scene, start).map(|n| many(n.subject))
}

/// Back over words that say where a cell or a member belongs: "4 chi bộ trực thuộc xếp loại …", "100% đảng viên
/// trong chi bộ đều …".
pub(super) fn back_over_place(scene: &Scene<'_>, mut i: usize) -> usize {
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

/// Back over quotes and words of assessment: "được xếp loại “".
pub(super) fn back_over_words(scene: &Scene<'_>, mut i: usize) -> usize {
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

/// The first subject of a clause; a named comrade is one member.
pub(super) fn first_subject(scene: &Scene<'_>, from: usize, to: usize) -> Option<RatingSubject> {
    let range = TokenSpan::new(from, to);
    let hits = scene.hits.within(range, Class::RatingSubject);
    hits.filter(|h| h.span.end() <= to).find_map(|h| {
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
pub(super) fn near_subject(scene: &Scene<'_>, i: usize) -> bool {
    let range = TokenSpan::new(i.saturating_sub(12).max(scene.text.sentence(i).first()), i);
    scene.hits.within(range, Class::RatingSubject).next().is_some()
}

/// "Đảng viên: 6 hoàn thành xuất sắc nhiệm vụ; 24 …": the label at the head of the list.
pub(super) fn label(scene: &Scene<'_>, i: usize) -> Option<RatingSubject> {
    let text = scene.text;
    let range = TokenSpan::new(text.sentence(i).first(), i);
    scene
        .hits
        .within(range, Class::RatingSubject)
        .rev()
        .find(|h| text.key(h.span.end()) == w!(":"))
        .and_then(|h| subject_of(scene.value(h)))
        .map(many)
}

/// "công nhận các đồng chí đảng viên …": all members as such, right behind the word that rates them.
pub(super) fn all_members(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    subject_before(scene, start).is_some_and(|n| {
        let led = n.span.first() > 0 && text.key(n.span.first() - 1) == w!("các");
        let rates = [w!("công"), w!("xếp"), w!("nghị")];
        led && matches!(n.subject, RatingSubject::Member | RatingSubject::Members)
            && scene
                .hits
                .before(n.span.first() - 1, Class::RatingCue)
                .is_some_and(|h| rates.contains(&text.key(h.span.first())) || scene.value(h) == "propose")
    })
}
