//! Ratings against their totals.

use super::{Finding, vi_number};
use crate::extract::Said;
use crate::record::{RatingSubject, Record};

/// More members rated than there are, and shares that are not those of their numbers.
pub(super) fn totals(said: &Said, record: &Record, out: &mut Vec<Finding>) {
    for m in &said.ratings {
        let s = &m.value;
        let (Some(value), Some(percent), Some((whole, _))) = (s.value, s.percent, s.whole) else { continue };
        let real = value / whole * 100.0;
        if (real - percent).abs() > 0.6 {
            out.push(Finding {
                code: "rating.share_differs",
                vi: format!(
                    "{}/{} là {}%, bài viết ghi {}%",
                    vi_number(value),
                    vi_number(whole),
                    vi_number(round(real)),
                    vi_number(percent)
                ),
                en: format!("{value}/{whole} is {}%, not {percent}%", round(real)),
                spans: vec![m.span],
            });
        }
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
        let spans = said.ratings.iter().filter(|m| m.value.value.is_some()).map(|m| m.span).collect();
        out.push(Finding {
            code: "rating.exceeds_total",
            vi: format!("xếp loại {} đảng viên trong khi có {}", vi_number(sum), vi_number(total)),
            en: format!("{sum} members are rated, of {total}"),
            spans,
        });
    }
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}
