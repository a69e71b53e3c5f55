//! What the figures say about one another: parts against wholes, shares against ratios.

use super::item::{Item, Side};
use crate::extract::Scene;
use crate::lexicon::measures::Measures;
use crate::resolve::check::{self, Finding, vi_number};
use crate::w;

/// Findings on the items of one article.
pub(super) fn findings(scene: &Scene<'_>, items: &[Item<'_>]) -> Vec<Finding> {
    let mut out = Vec::new();
    for k in 0..items.len() {
        parts(scene, items, k, &mut out);
        ratio(scene, items, k, &mut out);
        sum(scene, items, k, &mut out);
    }
    out
}

/// Parts that have measures of their own ("bài quốc tế", "bài trong nước") do not overlap: together they cannot
/// exceed the whole. Shares picked by a property ("nữ", "tiến sĩ") may.
fn parts(scene: &Scene<'_>, items: &[Item<'_>], w: usize, out: &mut Vec<Finding>) {
    let measures = scene.lexicon.measures();
    let Some(whole) = items.get(w) else { return };
    let Some(code) = whole.measure.and_then(|m| measures.get(m)).map(|m| &m.code) else { return };
    let shares: Vec<&Item<'_>> = items
        .iter()
        .filter(|p| p.whole == Some(w) && !p.planned && p.side == Side::Only && is_share(measures, p, code))
        .collect();
    let sum: f64 = shares.iter().map(|p| p.value).sum();
    if shares.is_empty() || sum <= whole.value {
        return;
    }
    out.push(Finding {
        code: "count.parts_exceed_whole",
        vi: format!("các phần cộng lại là {}, lớn hơn tổng {}", vi_number(sum), vi_number(whole.value)),
        en: format!("the parts make {sum}, more than the whole of {}", whole.value),
        spans: std::iter::once(whole.span).chain(shares.iter().map(|p| p.span)).collect(),
    });
}

/// "5 đề tài cấp Bộ, 3 đề tài cấp cơ sở, tổng cộng 9 đề tài": the sum is stated beside all its parts.
fn sum(scene: &Scene<'_>, items: &[Item<'_>], k: usize, out: &mut Vec<Finding>) {
    let text = scene.text;
    let measures = scene.lexicon.measures();
    let Some(total) = items.get(k).filter(|t| t.side == Side::Only && !t.planned) else { return };
    let Some(code) = total.measure.and_then(|m| measures.get(m)).map(|m| &m.code) else { return };
    let stated = (total.start.saturating_sub(4)..total.start).any(|i| {
        text.matches(i, &[w!("tổng"), w!("cộng")])
            || text.matches(i, &[w!("tổng"), w!("số")])
            || text.matches(i, &[w!("cộng"), w!("lại")])
            || text.matches(i, &[w!("cả"), w!("thảy")])
    });
    if !stated {
        return;
    }
    let parts: Vec<&Item<'_>> = items
        .iter()
        .take(k)
        .rev()
        .take_while(|p| p.sentence == total.sentence && is_share(measures, p, code))
        .collect();
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let distinct =
        parts.iter().enumerate().all(|(i, p)| parts.iter().skip(i + 1).all(|q| q.measure != p.measure));
    if parts.len() < 2 || !distinct || parts.iter().any(|p| p.side != Side::Only) || sum == total.value {
        return;
    }
    out.push(Finding {
        code: "count.sum_differs",
        vi: format!("các số cộng lại là {}, bài viết ghi tổng là {}", vi_number(sum), vi_number(total.value)),
        en: format!("the figures make {sum}, the sum stated is {}", total.value),
        spans: std::iter::once(total.span).chain(parts.iter().rev().map(|p| p.span)).collect(),
    });
}

/// Whether the measure of an item is a share of the measure of this code.
fn is_share(measures: &Measures, p: &Item<'_>, code: &str) -> bool {
    p.measure.and_then(|m| measures.get(m)).is_some_and(|m| m.whole.as_deref() == Some(code))
}

/// "35/33 đảng viên có mặt"; "342/355 vụ việc, đạt 98%".
fn ratio(scene: &Scene<'_>, items: &[Item<'_>], k: usize, out: &mut Vec<Finding>) {
    let (Some(part), Some(whole)) = (items.get(k), items.get(k + 1)) else { return };
    if part.side != Side::Part || whole.side != Side::Whole || part.span != whole.span || whole.value <= 0.0 {
        return;
    }
    let measures = scene.lexicon.measures();
    // More than planned may be done; more than there are cannot be.
    if part.value > whole.value && !part.flow(measures) && whole.measure.is_some() {
        out.push(Finding {
            code: "count.parts_exceed_whole",
            vi: format!("phần {} lớn hơn tổng {}", vi_number(part.value), vi_number(whole.value)),
            en: format!("the part of {} is more than the whole of {}", part.value, whole.value),
            spans: vec![part.span],
        });
        return;
    }
    let Some(share) = items.get(k + 2).filter(|p| p.kind == "percent" && p.sentence == part.sentence) else {
        return;
    };
    let text = scene.text;
    let gap = whole.end..share.start;
    let beside = gap.len() <= 3
        && gap.clone().all(|i| {
            [w!(","), w!("("), w!("đạt"), w!("chiếm"), w!("bằng"), w!("tỷ"), w!("lệ")].contains(&text.key(i))
        });
    let next = text.key(share.end);
    let of_this = [w!(")"), w!(","), w!(";"), w!(".")].contains(&next);
    if beside && of_this {
        let spans = vec![part.span, share.span];
        out.extend(check::share("count.share_differs", part.value, whole.value, share.value, spans));
    }
}
