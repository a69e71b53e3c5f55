//! What a date is the date of, from the words before it.

use crate::extract::date::{Nature, Point, Said, What, Year};
use crate::extract::{Mention, Scene};
use crate::lexicon::Class;
use crate::record::DateRole;
use crate::text::LineKind;
use crate::w;

/// How far before a date "được kết nạp" is looked for, in tokens.
const ADMITTED_BEFORE: usize = 16;

/// The role of every mention, gatherings left aside.
pub(super) fn of_mentions(scene: &Scene<'_>, mentions: &[Mention<Said>], issued: &[bool]) -> Vec<DateRole> {
    let role = |(k, m): (usize, &Mention<Said>)| {
        if issued.get(k) == Some(&true) { DateRole::Issued } else { of(scene, m) }
    };
    mentions.iter().enumerate().map(role).collect()
}

/// The role that wins where one value has several.
pub(super) const fn rank(role: DateRole) -> u8 {
    match role {
        DateRole::Meeting => 6,
        DateRole::Issued => 5,
        DateRole::Admission => 4,
        DateRole::Birth => 3,
        DateRole::Term => 2,
        DateRole::Published => 1,
        DateRole::Other => 0,
    }
}

fn of(scene: &Scene<'_>, mention: &Mention<Said>) -> DateRole {
    let text = scene.text;
    let start = mention.span.first();
    match mention.value.nature {
        Nature::Term => return DateRole::Term,
        Nature::Birth => return DateRole::Birth,
        Nature::Plain => {}
    }
    // "kết nạp ngày 19/8/2020": the list entry may end with the first word of the date.
    let cue = scene.hits.covering(start, Class::DateRole).or_else(|| {
        let at = if text.key(start.wrapping_sub(1)) == w!(":") { start - 1 } else { start };
        scene.hits.before(at, Class::DateRole)
    });
    match cue.map(|h| scene.value(h)) {
        Some("birth") => return DateRole::Birth,
        Some("admission") => return DateRole::Admission,
        Some("issued") => return DateRole::Issued,
        _ => {}
    }
    if matches!(mention.value.what, What::Interval(..)) {
        return DateRole::Other;
    }
    let sentence = text.sentence(start).first();
    let from = start.saturating_sub(ADMITTED_BEFORE).max(sentence);
    // "được kết nạp vào Đảng năm 1929 và trở thành Tổng Bí thư vào tháng 3/1938": the first date is that of admission.
    let dated = |k: usize| text.key(k).value().is_some_and(|y| y > 1900) || text.key(k) == w!("/");
    let cue = (from..start).rev().find(|&k| text.matches(k, &[w!("được"), w!("kết"), w!("nạp")]));
    if cue.is_some_and(|k| !(k + 3..start).any(dated)) {
        return DateRole::Admission;
    }
    if in_line_of_publication(scene, mention) { DateRole::Published } else { DateRole::Other }
}

/// Whether this is a full day in the line of publication of an article, which is more than that line.
pub(super) fn in_line_of_publication(scene: &Scene<'_>, mention: &Mention<Said>) -> bool {
    let layout = scene.text.layout();
    let full = |points: &[Point]| matches!(points, [Point { year: Year::Stated(_), day: Some(_), .. }]);
    layout.lines().len() > 1
        && layout.kind_at(mention.span.first()) == LineKind::Published
        && matches!(&mention.value.what, What::Points(points) if full(points))
}
