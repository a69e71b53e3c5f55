//! What the record says about its own consistency, and what it does not say at all.
//!
//! A finding is no verdict: articles err, and so may the reading. It names the words concerned, so that
//! someone can look. Each has a stable code; what cannot be said for certain is not said.
//!
//! | code | finding |
//! |---|---|
//! | `date.impossible` | a day that the calendar does not have: "31/11/2023" |
//! | `date.weekday` | a day of the week that is not that of the day |
//! | `meeting.before_directive` | the meeting is earlier than a document that it implements |
//! | `meeting.after_published` | the meeting is later than the article |
//! | `directive.issuer_then` | the issuer's code was not in use on the day of the document: "12-CV/HU" of 2026 |
//! | `directive.type_differs` | the word and the code of a document disagree: "Quyết định 267/TB-HU" |
//! | `count.spelled_differs` | words and digits of one number disagree: "hai (03) đồng chí" |
//! | `count.parts_exceed_whole` | a part, or the parts together, exceed their whole |
//! | `count.sum_differs` | figures do not make the sum stated beside them |
//! | `count.share_differs` | a percentage is not that of the ratio beside it |
//! | `count.list_differs` | a list of names is longer or shorter than the number before it |
//! | `person.two_names` | a new member whose name stands with one syllable changed |
//! | `cell.two_values` | two values for one measure of one cell |
//! | `rating.exceeds_total` | more members rated than the cell has |
//! | `rating.share_differs` | a percentage of members rated is not that of their number |
//! | `rating.scale_differs` | a grade that the scale in force in the year rated does not have |
//! | `rating.score_differs` | a score that the scale gives another grade |

mod calendar;
mod cell;
mod figure;
mod list;
mod name;
mod rating;

use super::date::Dates;
use crate::extract::{Said, Scene};
use crate::record::{ActionKind, Check, MeetingKind, Person, Record};
use crate::text::TokenSpan;
use crate::w;

/// A finding before its words are quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) code: &'static str,
    pub(super) vi: String,
    pub(super) en: String,
    /// The words concerned; the first says where in the text the finding belongs.
    pub(super) spans: Vec<TokenSpan>,
}

/// Findings in the order of the text. `counts` are those that resolving the counts brought up.
pub(super) fn resolve(
    scene: &Scene<'_>,
    said: &Said,
    dates: &Dates,
    record: &Record,
    counts: Vec<Finding>,
) -> Vec<Check> {
    let mut findings = counts;
    calendar::dates(dates, &mut findings);
    calendar::meeting(scene, said, dates, record, &mut findings);
    calendar::directives(scene, said, record, &mut findings);
    calendar::issuers(scene, said, record, &mut findings);
    figure::spelled(said, &mut findings);
    list::lengths(scene, said, &mut findings);
    name::two(scene, said, &mut findings);
    cell::two_values(scene, said, record, &mut findings);
    rating::totals(scene, said, record, &mut findings);
    rating::scales(scene, said, record, &mut findings);
    findings.sort_by_key(|f| f.spans.first().map_or(u32::MAX, |s| s.start));
    findings.dedup();
    findings
        .into_iter()
        .map(|f| Check {
            code: f.code.to_owned(),
            message: f.vi,
            message_en: f.en,
            facts: f.spans.iter().map(|&s| super::evidence(scene, s, f.code)).collect(),
        })
        .collect()
}

/// The usual facts of a gathering of its kind that the article does not state: `meeting.date`, `chair`,
/// `members.attending`, `ratings`, `members.admitted`. Nothing is expected of an article without a gathering.
pub(super) fn expected(scene: &Scene<'_>, record: &Record) -> Vec<String> {
    let Some(meeting) = record.meeting.as_ref().filter(|_| record.cell.is_some()) else { return Vec::new() };
    let rated = meeting.kind == MeetingKind::YearEndReview;
    let admits = matches!(
        meeting.kind,
        MeetingKind::YearEndReview
            | MeetingKind::MidYearReview
            | MeetingKind::Congress
            | MeetingKind::Admission
    );
    let stated = |code: &str| record.counts.iter().any(|c| c.measure.as_deref() == Some(code));
    let usual = [
        ("meeting.date", meeting.date.is_none()),
        ("chair", !has_chair(scene, record)),
        ("members.attending", !stated("members.attending")),
        ("ratings", rated && record.ratings.is_empty()),
        (
            "members.admitted",
            admits && !stated("members.admitted") && !record.people.iter().any(|p| p.admitted),
        ),
    ];
    usual.into_iter().filter(|(_, missing)| *missing).map(|(name, _)| name.to_owned()).collect()
}

/// Whether a named person chaired the gathering, or a presidium did: "Đoàn Chủ tịch". Who "chủ trì 5 đề tài" chairs
/// nothing.
fn has_chair(scene: &Scene<'_>, record: &Record) -> bool {
    let chaired = |p: &Person| p.actions.iter().any(|a| a.action == ActionKind::Chaired);
    let presidium = |i: usize| scene.text.matches(i, &[w!("đoàn"), w!("chủ"), w!("tịch")]);
    record.people.iter().any(chaired) || (0..scene.text.len()).any(presidium)
}

/// A finding where a stated percentage is not that of `part` of `whole`.
pub(super) fn share(
    code: &'static str,
    part: f64,
    whole: f64,
    percent: f64,
    spans: Vec<TokenSpan>,
) -> Option<Finding> {
    let real = part / whole * 100.0;
    let shown = (real * 10.0).round() / 10.0;
    ((real - percent).abs() > ROUNDING).then(|| Finding {
        code,
        vi: format!(
            "{}/{} là {}%, bài viết ghi {}%",
            vi_number(part),
            vi_number(whole),
            vi_number(shown),
            vi_number(percent)
        ),
        en: format!("{part}/{whole} is {shown}%, not {percent}%"),
        spans,
    })
}

/// How far rounding may move a percentage, in points.
const ROUNDING: f64 = 0.6;

/// A number as messages write it: 1.462 and 96,3 in Vietnamese.
pub(super) fn vi_number(value: f64) -> String {
    let mut out = String::new();
    let plain = format!("{value}");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    for (k, digit) in whole.chars().enumerate() {
        if k > 0 && (whole.len() - k) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::vi_number;

    #[test]
    fn numbers_are_written_the_vietnamese_way() {
        for (value, written) in [
            (7.0, "7"),
            (1462.0, "1.462"),
            (54_120.0, "54.120"),
            (96.3, "96,3"),
            (1_893_000.5, "1.893.000,5"),
        ] {
            assert_eq!(vi_number(value), written);
        }
    }
}
