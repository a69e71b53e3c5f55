//! Findings on days and documents.

use super::Finding;
use crate::extract::directive::{issuer_of_code, kind_of_code};
use crate::extract::{Said, Scene};
use crate::record::{Record, Relation};
use crate::resolve::date::{Dates, FindingKind};
use crate::text::TokenSpan;

/// Days that the calendar does not have, and wrong days of the week.
pub(super) fn dates(dates: &Dates, out: &mut Vec<Finding>) {
    for f in &dates.findings {
        let (code, vi, en) = match &f.kind {
            FindingKind::NoSuchDay(iso) => (
                "date.impossible",
                format!("không có ngày này trong lịch: {}", day(iso)),
                format!("the calendar has no such day: {iso}"),
            ),
            FindingKind::Weekday { day: iso, said, real } => (
                "date.weekday",
                format!("ngày {} là {}, bài viết ghi {}", day(iso), weekday(*real).0, weekday(*said).0),
                format!("{iso} is a {}, not a {}", weekday(*real).1, weekday(*said).1),
            ),
        };
        out.push(Finding { code, vi, en, spans: vec![f.span] });
    }
}

/// A gathering before the document that it implements, or after the day of publication.
pub(super) fn meeting(
    scene: &Scene<'_>,
    said: &Said,
    dates: &Dates,
    record: &Record,
    out: &mut Vec<Finding>,
) {
    let Some(held) = record.meeting.as_ref().and_then(|m| m.date.as_deref()).filter(|d| is_day(d)) else {
        return;
    };
    let place =
        || dates.all.iter().find(|d| d.value == held).map_or_else(|| TokenSpan::new(0, 1), |d| d.span);
    for d in &record.directives {
        let (Some(issued), Some(number)) = (d.date.as_deref().filter(|d| is_day(d)), d.number.as_deref())
        else {
            continue;
        };
        if !matches!(d.relation, Relation::Implements | Relation::PursuantTo) || issued <= held {
            continue;
        }
        let document = of_number(scene, said, number);
        out.push(Finding {
            code: "meeting.before_directive",
            vi: format!(
                "cuộc họp ngày {} diễn ra trước văn bản {number} ngày {} mà nó thực hiện",
                day(held),
                day(issued)
            ),
            en: format!("the meeting of {held} is earlier than {number} of {issued}, which it implements"),
            spans: [Some(place()), document].into_iter().flatten().collect(),
        });
    }
    if let Some(published) = dates.published.as_deref().filter(|p| is_day(p) && *p < held) {
        out.push(Finding {
            code: "meeting.after_published",
            vi: format!("cuộc họp ngày {} diễn ra sau ngày đăng bài {}", day(held), day(published)),
            en: format!("the meeting of {held} is later than the article of {published}"),
            spans: vec![place()],
        });
    }
}

/// "Quyết định 267/TB-HU": the word says one kind of document, the code another.
pub(super) fn directives(scene: &Scene<'_>, said: &Said, record: &Record, out: &mut Vec<Finding>) {
    for d in &record.directives {
        let (Some(number), Some(kind), Some(code)) = (&d.number, &d.kind, &d.type_code) else { continue };
        // One code may stand for several kinds ("QĐ": quyết định, quy định).
        let party = is_party_shape(number);
        let kinds: Vec<String> = [party, !party]
            .iter()
            .filter_map(|&p| kind_of_code(scene, code, p))
            .map(|k| k.to_lowercase())
            .collect();
        let word = kind.to_lowercase();
        let same = kinds.is_empty()
            || kinds.iter().any(|k| word.starts_with(k.as_str()) || k.starts_with(word.as_str()))
            || ["văn bản", "tài liệu"].contains(&word.as_str())
            || ["quy định", "quyết định"].contains(&word.as_str()) && code.to_uppercase().starts_with("QĐ");
        if same {
            continue;
        }
        let Some(expected) = kinds.first() else { continue };
        let Some(span) = of_number(scene, said, number) else { continue };
        out.push(Finding {
            code: "directive.type_differs",
            vi: format!("văn bản {number} gọi là {kind} nhưng ký hiệu là của {expected}"),
            en: format!("{number} is called {kind}, but its code is that of {expected}"),
            spans: vec![span],
        });
    }
}

/// "12-CV/HU" of 2026: the code of an issuer that did not exist then. The list of issuers has the days of use of
/// each code.
pub(super) fn issuers(scene: &Scene<'_>, said: &Said, record: &Record, out: &mut Vec<Finding>) {
    for d in &record.directives {
        let (Some(number), Some(code), Some(date)) =
            (&d.number, &d.issuer_code, d.date.as_deref().filter(|d| is_day(d)))
        else {
            continue;
        };
        // Only Party numbers: "HU" may stand for anything in others.
        let Some((name, from, to)) = is_party_shape(number).then(|| issuer_of_code(scene, code)).flatten()
        else {
            continue;
        };
        let early = !from.is_empty() && date < from.as_str();
        let late = !to.is_empty() && date > to.as_str();
        let Some(span) = of_number(scene, said, number).filter(|_| early || late) else { continue };
        let (vi, en, limit) = if early {
            ("chỉ có từ", "exists only from", &from)
        } else {
            ("đã kết thúc ngày", "ended on", &to)
        };
        out.push(Finding {
            code: "directive.issuer_then",
            vi: format!("văn bản {number} ngày {}: {name} ({code}) {vi} {}", day(date), day(limit)),
            en: format!("{number} of {date}: {name} ({code}) {en} {limit}"),
            spans: vec![span],
        });
    }
}

/// Where a document of this number stands.
fn of_number(scene: &Scene<'_>, said: &Said, number: &str) -> Option<TokenSpan> {
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    said.directives
        .iter()
        .find(|m| m.value.number.as_deref() == Some(number))
        .or_else(|| said.directives.iter().find(|m| scene.text.slice(m.span).contains(&digits)))
        .map(|m| m.span)
}

/// `N-TYPE/ISSUER`, not `N/TYPE-ISSUER`.
fn is_party_shape(number: &str) -> bool {
    number.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with('-')
}

/// `YYYY-MM-DD`.
fn is_day(iso: &str) -> bool {
    iso.len() == 10 && !iso.starts_with('-')
}

/// `2023-12-21` as messages write it: 21/12/2023.
fn day(iso: &str) -> String {
    let mut parts: Vec<&str> = iso.trim_start_matches('-').split('-').filter(|p| !p.is_empty()).collect();
    parts.reverse();
    parts.join("/")
}

/// 1 (Monday) to 7.
fn weekday(n: u8) -> (&'static str, &'static str) {
    match n {
        1 => ("thứ Hai", "Monday"),
        2 => ("thứ Ba", "Tuesday"),
        3 => ("thứ Tư", "Wednesday"),
        4 => ("thứ Năm", "Thursday"),
        5 => ("thứ Sáu", "Friday"),
        6 => ("thứ Bảy", "Saturday"),
        _ => ("Chủ nhật", "Sunday"),
    }
}
