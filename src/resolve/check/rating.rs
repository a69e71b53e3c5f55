//! Ratings against their totals.

use super::{Finding, vi_number};
use crate::extract::{Said, Scene};
use crate::lexicon::Class;
use crate::record::{RatingSubject, Record};

/// More members rated than there are, and shares that are not those of their numbers.
pub(super) fn totals(scene: &Scene<'_>, said: &Said, record: &Record, out: &mut Vec<Finding>) {
    for m in &said.ratings {
        let s = &m.value;
        let (Some(value), Some(percent), Some((whole, _))) = (s.value, s.percent, s.whole) else { continue };
        out.extend(super::share("rating.share_differs", value, whole, percent, vec![m.span]));
    }
    let Some(total) = record
        .counts
        .iter()
        .filter(|c| c.measure.as_deref() == Some("members.total") && !c.planned)
        .map(|c| c.value.0)
        .reduce(f64::max)
    else {
        return;
    };
    let rated: Vec<_> = record
        .ratings
        .iter()
        .filter(|r| r.subject == RatingSubject::Members && r.unit.as_deref() == Some("people"))
        .collect();
    let Some(first) = rated.first() else { return };
    let same: Vec<_> = rated.iter().filter(|r| r.year == first.year && r.stage == first.stage).collect();
    let sum: f64 = same.iter().filter_map(|r| r.value).map(|v| v.0).sum();
    if sum > total && same.len() > 1 {
        // The words of these ratings alone: not those of cells, nor of another stage or year.
        let places: Vec<_> = same.iter().flat_map(|r| &r.mentions).map(|e| e.span).collect();
        let counted = said.ratings.iter().filter(|m| places.contains(&scene.text.quote(m.span).0));
        let spans = counted.map(|m| m.span).collect();
        out.push(Finding {
            code: "rating.exceeds_total",
            vi: format!("xếp loại {} đảng viên trong khi có {}", vi_number(sum), vi_number(total)),
            en: format!("{sum} members are rated, of {total}"),
            spans,
        });
    }
}

/// Grades against the scale of their year, and against the score stated with them.
pub(super) fn scales(scene: &Scene<'_>, said: &Said, record: &Record, out: &mut Vec<Finding>) {
    for m in &said.ratings {
        let phrase = m.value.phrase;
        let Some(scale) = scene.hits.at(phrase.first(), Class::RatingScale).filter(|h| h.span == phrase)
        else {
            continue;
        };
        let place = scene.text.quote(m.span).0;
        let Some(fact) = record.ratings.iter().find(|r| r.mentions.iter().any(|e| e.span == place)) else {
            continue;
        };
        let words = scene.text.folded(phrase).to_lowercase();
        for part in scene.value(scale).split(';') {
            let Some((whom, range)) = part.split_once(':') else { continue };
            let Some((from, until)) = range.split_once('-') else { continue };
            if whom == "score" {
                let (Some(score), Ok(low), Ok(high)) =
                    (m.value.score, from.parse::<f64>(), until.parse::<f64>())
                else {
                    continue;
                };
                // Scores came with the scale of 2025; 100 is the best.
                let top = high >= 100.0 && score <= high;
                let current = fact.year.is_some_and(|y| y >= SCORED);
                if current && score <= 100.0 && (score < low || score >= high && !top) {
                    out.push(Finding {
                        code: "rating.score_differs",
                        vi: format!(
                            "{} điểm không ứng với mức “{words}” ({from}–{until} điểm)",
                            vi_number(score)
                        ),
                        en: format!("a score of {score} is not \"{words}\" ({from} to {until})"),
                        spans: vec![m.span],
                    });
                }
                continue;
            }
            let concerned =
                whom == "all" || matches!(fact.subject, RatingSubject::Cell | RatingSubject::Cells);
            let Some(year) = fact.year.filter(|_| concerned) else { continue };
            let early = from.parse::<i32>().is_ok_and(|f| year < f);
            let late = until.parse::<i32>().is_ok_and(|u| year > u);
            if early || late {
                out.push(Finding {
                    code: "rating.scale_differs",
                    vi: format!("thang xếp loại của năm {year} không có mức “{words}”"),
                    en: format!("the scale of {year} has no grade \"{words}\""),
                    spans: vec![m.span],
                });
            }
        }
    }
}

/// First year of the scale of a hundred points (Quy định 366-QĐ/TW).
const SCORED: i32 = 2025;
