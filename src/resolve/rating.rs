//! What the ratings mean: who is rated where only the rating before says so, and for which year.

use super::{Trace, evidence};
use crate::extract::{Said, Scene};
use crate::record::{Number, Rating, RatingSubject, Record};
use crate::text::{Kind, TokenSpan};
use crate::w;

/// Facts in the order of the text.
pub(super) fn resolve(scene: &Scene<'_>, said: &Said, record: &Record, _trace: &mut Trace) -> Vec<Rating> {
    let mut facts: Vec<Rating> = Vec::new();
    let mut last: Option<(RatingSubject, usize)> = None;
    let mut dated: Option<(i32, usize)> = None;
    for m in &said.ratings {
        let s = &m.value;
        let paragraph = scene.text.layout().line_at(m.span.first()).first();
        // "…, trong đó 15,4% hoàn thành xuất sắc": rated as those before in the paragraph; else members.
        let subject = s.subject.unwrap_or_else(|| match last {
            Some((before, p)) if p == paragraph => plural(before),
            _ => RatingSubject::Members,
        });
        last = Some((subject, paragraph));
        // A later sentence of the paragraph goes on with the year of the one before.
        let stated = year(scene, m.span.to(s.phrase));
        dated = stated.map(|y| (y, paragraph)).or(dated.filter(|d| d.1 == paragraph));
        let review = || record.meeting.as_ref().and_then(|m| m.review_year);
        let rated = dated.map(|d| d.0).or_else(review).or_else(|| summed_up(scene, m.span.first()));
        let many = if subject == RatingSubject::Cells { "cells" } else { "people" };
        let high = s.high.map(|h| (h, if s.percent.is_some() { "percent" } else { many }));
        let figures = [s.value.map(|v| (v, many)), s.percent.map(|p| (p, "percent")), high];
        let figures: Vec<Option<(f64, &str)>> = match figures {
            [None, None, None] => vec![None],
            some => some.into_iter().flatten().map(Some).collect(),
        };
        for figure in figures {
            let fact = Rating {
                subject,
                rating: s.rating.to_string(),
                value: figure.map(|f| Number(f.0)),
                unit: figure.map(|f| f.1.to_owned()),
                stage: Some(s.stage),
                year: rated,
                mentions: vec![evidence(scene, m.span, m.rule)],
            };
            let same = facts.iter_mut().find(|f| {
                f.subject == fact.subject
                    && f.rating == fact.rating
                    && f.value == fact.value
                    && f.year == fact.year
            });
            match same {
                Some(f) => f.mentions.extend(fact.mentions),
                None => facts.push(fact),
            }
        }
    }
    facts
}

fn plural(subject: RatingSubject) -> RatingSubject {
    match subject {
        RatingSubject::Cell => RatingSubject::Cells,
        RatingSubject::Member => RatingSubject::Members,
        other => other,
    }
}

/// The year of the summing up before token `end`: "Tổng kết công tác Đảng năm 2025 …".
fn summed_up(scene: &Scene<'_>, end: usize) -> Option<i32> {
    let text = scene.text;
    let kind = |i: usize| text.kind(i + 1) == Kind::Number && text.key(i) == w!("năm");
    (0..end).rev().filter(|&i| kind(i)).find_map(|i| {
        let led = (i.saturating_sub(8)..i).any(|k| text.matches(k, &[w!("tổng"), w!("kết")]));
        let year = text.get(i + 1)?.key.value().filter(|y| led && (1930..2100).contains(y))?;
        Some(year as i32)
    })
}

/// The year rated: behind the phrase, or before it in the sentence; "quý III/2025" is of its year.
fn year(scene: &Scene<'_>, span: TokenSpan) -> Option<i32> {
    let text = scene.text;
    let sentence = text.sentence(span.first());
    let at = |i: usize| {
        let t = text.get(i)?;
        let quarter = i >= 3 && text.key(i - 1) == w!("/") && text.key(i - 3) == w!("quý");
        let led = quarter || i > 0 && text.key(i - 1) == w!("năm");
        let four = t.kind == Kind::Number && t.end - t.start == 4 && led;
        let range = text.key(i + 1) == w!("-");
        t.key.value().filter(|y| four && !range && (1930..2100).contains(y)).map(|y| y as i32)
    };
    (span.end()..(span.end() + 5).min(sentence.end()))
        .find_map(at)
        .or_else(|| (first_of(scene, sentence)..span.first()).rev().find_map(at))
}

/// Where what a sentence says begins: one that opens with "Trong đó" goes on with the sentence before it.
fn first_of(scene: &Scene<'_>, sentence: TokenSpan) -> usize {
    let text = scene.text;
    let goes_on = text.matches(sentence.first(), &[w!("trong"), w!("đó")])
        && text.get(sentence.first()).is_some_and(|t| !t.starts_paragraph());
    match sentence.first().checked_sub(1).filter(|_| goes_on) {
        Some(before) => text.sentence(before).first(),
        None => sentence.first(),
    }
}
