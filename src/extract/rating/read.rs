//! Reading a rating around its phrase: with a number before it, with a number behind it, of the subject itself.

use super::Said;
use super::number::{
    back_over_number_word, back_over_score, back_over_share, number_ending_at, score_after, share_after,
};
use super::stance::{clause_start, denied, ends, is_aim, is_assessment, is_prose, stage};
use super::whom::{
    all_members, back_over_place, back_over_words, first_subject, label, many, near_subject, rated_before,
    subject_before, subject_of,
};
use crate::extract::Scene;
use crate::lexicon::{Class, Hit, number};
use crate::record::RatingSubject;
use crate::text::{Kind, TokenSpan};
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
    let subject = noun.map(|n| many(n.subject)).or_else(|| label(scene, number.span.first()));
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
        Some(h) => Some(many(subject_of(scene.value(h))?)),
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
    let first = comma.and_then(|k| scene.hits.before(behind(k), Class::Rating));
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
        scene.hits.within(TokenSpan::new(first_of_sentence, start), Class::Rating).next().is_some();
    let assessed_before =
        assessed_before || same_list && (first_of_sentence..start).any(|k| is_assessment(scene, k));
    let led = years
        || assessed
        || assessed_before && named_before(scene, start)
        || adjacent && (assessed_before || dated && ends(scene, phrase.end()))
        || (quoted || colon) && near_subject(scene, start);
    if !led || denied(scene, start) {
        return None;
    }
    let who = first_subject(scene, clause, start)
        .or_else(|| first_subject(scene, text.sentence(start).first(), start))
        .or(years.then_some(RatingSubject::Cell))?;
    let who = if all_members(scene, start) { RatingSubject::Members } else { who };
    // "đại biểu là các đảng viên “hoàn thành xuất sắc nhiệm vụ”": such as are rated so
    let such = subject_before(scene, start).is_some_and(|n| {
        matches!(n.subject, RatingSubject::Member | RatingSubject::Members)
            && [w!("các"), w!("những")].contains(&text.key(n.span.first().wrapping_sub(1)))
    });
    if such && !all_members(scene, start) {
        return None;
    }
    // Many members are rated with a number only, or all of them as such.
    if !all_members(scene, start) && (who == RatingSubject::Members || who == RatingSubject::Cells) {
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

/// "đánh giá, bình xét chi bộ Nà Lừa năm 2019 hoàn thành …": a subject with its name and its year right before.
fn named_before(scene: &Scene<'_>, start: usize) -> bool {
    let text = scene.text;
    let mut k = start;
    if k >= 2 && text.key(k - 2) == w!("năm") && text.kind(k - 1) == Kind::Number {
        k -= 2;
    }
    let end = k;
    while k > 0 && end - k < 6 && text.get(k - 1).is_some_and(|t| t.is_capital() && !t.starts_sentence()) {
        k -= 1;
    }
    k < end && subject_before(scene, k).is_some_and(|n| n.subject == RatingSubject::Cell)
}
